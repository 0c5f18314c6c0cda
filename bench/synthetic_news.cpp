#include "bench/synthetic_news.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace silang {
namespace {

constexpr uint64_t kSeed = 20260301;

constexpr size_t kVocabulary = 250'000;
// Persons, places and bodies that are always in the news; the others come with their event.
constexpr uint32_t kKnownNames = 40'000;
constexpr uint32_t kTopics = 400;
constexpr uint32_t kTopicWords = 120;
// Small and common words are left out of what is peculiar to topics and events.
constexpr uint32_t kCommonRanks = 700;

constexpr double kMeanWords = 300;
constexpr double kSpreadWords = 0.45;
constexpr uint32_t kFewestWords = 70;
constexpr uint32_t kMostWords = 1500;
constexpr uint32_t kTitleWords = 9;
constexpr uint32_t kSentenceWords = 18;
constexpr uint32_t kParagraphSentences = 2;
constexpr uint32_t kLeadWords = 60;

// Of the places for a word: names, figures, days; then words of the event, words of the topic, and any words. The lead
// has more of the first ones.
constexpr double kNames = 0.06;
constexpr double kFigures = 0.02;
constexpr double kDays = 0.008;
constexpr double kEventWords = 0.07;
constexpr double kTopicShare = 0.12;
constexpr double kLeadTimes = 2;

// Half of the events are on one page, the others on 2 to 30, small ones more often.
constexpr double kLonely = 0.5;
constexpr uint32_t kMostPages = 30;
constexpr double kMeanHours = 14;
constexpr uint32_t kMostDays = 6;
constexpr double kCopies = 0.15;
constexpr double kPassages = 0.08;

constexpr uint32_t kDayMinutes = 24 * 60;

// Every number below half a million has syllables of its own.
std::string syllables(uint64_t number) {
    constexpr std::string_view kFirst = "bcdfghjklmnprstw";
    constexpr std::string_view kVowels = "aeiou";
    constexpr std::string_view kLast = "nrkt";
    std::string word;
    uint64_t left = number;
    do {
        word += kFirst[left % kFirst.size()];
        left /= kFirst.size();
        word += kVowels[left % kVowels.size()];
        left /= kVowels.size();
    } while (left > 0);
    if (number % 3 == 0) word += kLast[number % kLast.size()];
    return word;
}

// Far apart numbers for words that stand beside each other in the list.
uint64_t scattered(uint64_t number) {
    return (number + 101) * 387'001 % 511'997;
}

}  // namespace

uint64_t SyntheticNews::Random::bits() {
    uint64_t mixed = state_ += 0x9e3779b97f4a7c15;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
}

struct SyntheticNews::Event {
    std::vector<uint32_t> words;
    std::vector<Name> names;  // the first two are what it is about
    std::vector<uint32_t> figures;
    uint32_t topic = 0;
    uint32_t pages = 1;
};

SyntheticNews::SyntheticNews(const Language& language, uint32_t pages_a_day, int first_day)
    : language_(language), pages_a_day_(pages_a_day), first_day_(first_day) {
    const auto take = [&](const Lexicon& lexicon) {
        for (const LexiconEntry& entry : lexicon.entries()) {
            if (entry.words.size() == 1) words_.push_back({fold(entry.phrase()), entry.words.front()});
        }
    };
    take(language.lexicon("function-words"));
    std::vector<std::pair<double, const LexiconEntry*>> common;
    for (const LexiconEntry& entry : language.lexicon("common-words").entries()) {
        if (entry.words.size() == 1) common.emplace_back(-std::atof(std::string(entry.field(1)).c_str()), &entry);
    }
    std::stable_sort(common.begin(), common.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [pages, entry] : common) words_.push_back({fold(entry->phrase()), entry->words.front()});
    while (words_.size() < kVocabulary) {
        std::string word = syllables(scattered(words_.size()));
        const WordId id = language.vocabulary().find(word);
        words_.push_back({std::move(word), id});
    }
    for (const LexiconEntry& entry : language.lexicon("months").entries()) {
        if (entry.words.size() == 1 && months_.size() < 12) months_.push_back(std::string(entry.phrase()));
    }
}

// Zipf's law with the exponent 1: a word's share is as its rank.
uint32_t SyntheticNews::any_word(Random& random) const {
    static const double kLog = std::log(static_cast<double>(kVocabulary));
    return static_cast<uint32_t>(std::exp(random.unit() * kLog)) - 1;
}

SyntheticNews::Name SyntheticNews::name(uint64_t number) const {
    Random random(number ^ kSeed << 20);
    std::string text;
    const uint32_t parts = 1 + random.below(3);
    for (uint32_t part = 0; part < parts; ++part) {
        // Some parts are shared by many, as family names and the kinds of places are.
        const double share = random.unit();
        std::string word = syllables(static_cast<uint64_t>(std::exp(share * std::log(4e6))) + 7);
        word.front() = static_cast<char>(word.front() - 'a' + 'A');
        if (!text.empty()) text += ' ';
        text += word;
    }
    return {text, "name/" + slug(text)};
}

SyntheticNews::Event SyntheticNews::read_event(uint32_t number) const {
    Random random(kSeed ^ uint64_t{number} << 24);
    Event event;
    if (random.unit() >= kLonely) {
        const double u = random.unit();
        event.pages = std::min(kMostPages, static_cast<uint32_t>(2 * std::pow(1 - u, -1 / 0.9)));
    }
    event.topic = random.below(kTopics);
    for (uint32_t i = 0; i < 24; ++i)
        event.words.push_back(std::max({any_word(random), any_word(random), kCommonRanks}));
    for (uint32_t i = 0, count = 4 + random.below(7); i < count; ++i) {
        const double kind = random.unit();
        if (i < 2 ? kind < 0.6 : kind < 0.3)
            event.names.push_back(name(uint64_t{kKnownNames} + kTopics * 100 + uint64_t{number} * 16 + i));
        else if (kind < 0.7)
            event.names.push_back(name(kKnownNames + event.topic * 30 + random.below(30)));
        else
            event.names.push_back(name(static_cast<uint64_t>(std::exp(random.unit() * std::log(kKnownNames)))));
    }
    for (uint32_t i = 0; i < 6; ++i)
        event.figures.push_back(static_cast<uint32_t>(std::exp(random.unit() * std::log(90'000))) + 2);
    return event;
}

void SyntheticNews::plan_day() {
    ++day_;
    if (!days_.empty()) days_.erase(days_.begin());
    if (days_.size() < kMostDays + 2) days_.resize(kMostDays + 2);
    std::vector<Planned>& today = days_.front();
    while (today.size() < pages_a_day_) {
        const auto event = static_cast<uint32_t>(first_page_.size());
        Random random(kSeed ^ 0x5e ^ uint64_t{event} << 30);
        const uint32_t pages = read_event(event).pages;
        const uint32_t start = random.below(kDayMinutes);
        first_page_.push_back(0);
        first_minute_.push_back(static_cast<uint32_t>(day_) * kDayMinutes + start);
        double minute = start;
        for (uint32_t turn = 0; turn < pages; ++turn) {
            const auto day = static_cast<uint32_t>(minute) / kDayMinutes;
            if (day > kMostDays) break;
            days_[day].push_back({static_cast<uint32_t>(minute) % kDayMinutes, event, turn});
            minute += -std::log(1 - random.unit()) * kMeanHours * 60 * 2 / std::sqrt(pages);
        }
    }
    std::sort(today.begin(), today.end(), [](const Planned& a, const Planned& b) {
        return std::tie(a.minute, a.event, a.turn) < std::tie(b.minute, b.event, b.turn);
    });
    today.resize(pages_a_day_);
    next_ = 0;
}

// Builds a document word by word, as the tokenizer and the finders would leave it.
class SyntheticNews::Writer {
public:
    Writer(const SyntheticNews& news, Document& document)
        : news_(news), article_(document.article), document_(document) {
        article_.page.text.reserve(4096);
        article_.tokens.folded.reserve(4096);
        article_.tokens.tokens.reserve(512);
    }

    void begin_line(Role role) {
        if (!article_.page.text.empty()) article_.page.text += "\n\n";
        role_ = role;
        line_begin_ = static_cast<uint32_t>(article_.page.text.size());
        article_.tokens.line_first_token.push_back(static_cast<uint32_t>(article_.tokens.tokens.size()));
        begin_sentence();
    }
    void end_line() {
        end_sentence();
        const Span span{line_begin_, static_cast<uint32_t>(article_.page.text.size())};
        article_.page.lines.push_back({span, 1});
        article_.blocks.push_back({span, role_});
    }
    void begin_sentence() { first_ = static_cast<uint32_t>(article_.tokens.tokens.size()); }
    void end_sentence() {
        std::vector<Token>& tokens = article_.tokens.tokens;
        if (first_ == tokens.size()) return;
        article_.tokens.sentences.push_back({{tokens[first_].span.begin, tokens.back().span.end},
                                             first_,
                                             static_cast<uint32_t>(tokens.size()),
                                             static_cast<uint32_t>(article_.blocks.size())});
        begin_sentence();
    }
    void finish() {
        article_.tokens.line_first_token.push_back(static_cast<uint32_t>(article_.tokens.tokens.size()));
        std::sort(document_.mentions.times.begin(), document_.mentions.times.end(),
                  [](const Time& a, const Time& b) { return a.span < b.span; });
    }

    void word(uint32_t rank) { add(news_.words_[rank].text, TokenKind::word, news_.words_[rank].id); }
    void figure(uint32_t value) {
        const Span span = add(fmt::format("{}", value), TokenKind::number, kUnknownWord);
        Quantity quantity{};
        quantity.span = span;
        quantity.value = value;
        document_.mentions.quantities.push_back(std::move(quantity));
    }
    void day(Day day) {
        Span span = add(fmt::format("{}", day_of(day)), TokenKind::number, kUnknownWord);
        const std::string& month = news_.months_[static_cast<size_t>(month_of(day) - 1) % news_.months_.size()];
        span.end = add(month, TokenKind::word, news_.language_.vocabulary().find(month)).end;
        Time time{};
        time.span = span;
        time.type = TimeType::date;
        time.value = fmt::format("{}-{:02}-{:02}", year_of(day), month_of(day), day_of(day));
        document_.mentions.times.push_back(std::move(time));
    }
    void name(const Name& name) {
        Span span{0, 0};
        for (size_t at = 0; at < name.text.size();) {
            const size_t end = std::min(name.text.find(' ', at), name.text.size());
            const Span part = add(std::string_view(name.text).substr(at, end - at), TokenKind::word, kUnknownWord);
            if (at == 0) span.begin = part.begin;
            span.end = part.end;
            at = end + 1;
        }
        for (Entity& entity : document_.mentions.entities) {
            if (entity.id != name.id) continue;
            entity.mentions.push_back(span);
            return;
        }
        document_.mentions.entities.push_back({name.id, EntityType::other, name.text, {span}, {}});
    }
    [[nodiscard]] Span line() const { return {line_begin_, static_cast<uint32_t>(article_.page.text.size())}; }
    [[nodiscard]] uint32_t tokens_of_sentence() const {
        return static_cast<uint32_t>(article_.tokens.tokens.size()) - first_;
    }

private:
    Span add(std::string_view text, TokenKind kind, WordId id) {
        std::string& page = article_.page.text;
        if (page.size() > line_begin_) page += ' ';
        Token token{};
        token.span.begin = static_cast<uint32_t>(page.size());
        page += text;
        token.span.end = static_cast<uint32_t>(page.size());
        token.folded_begin = static_cast<uint32_t>(article_.tokens.folded.size());
        token.folded_size = static_cast<uint16_t>(text.size());
        for (const char c : text) article_.tokens.folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        token.kind = kind;
        token.letter_case = kind == TokenKind::number                    ? LetterCase::none
                            : text.front() >= 'A' && text.front() <= 'Z' ? LetterCase::capitalized
                                                                         : LetterCase::lower;
        token.word = id;
        token.line = static_cast<uint32_t>(article_.blocks.size());
        token.space_before = true;
        article_.tokens.tokens.push_back(token);
        return token.span;
    }

    const SyntheticNews& news_;
    Article& article_;
    Document& document_;
    Role role_ = Role::body;
    uint32_t line_begin_ = 0;
    uint32_t first_ = 0;
};

void SyntheticNews::write(uint32_t number, uint32_t turn, uint32_t minute, Document& document) const {
    const Event event = read_event(number);
    Random random(kSeed ^ 0xa1 ^ uint64_t{number} << 32 ^ uint64_t{turn} << 8);
    // What this reporter took of the event.
    std::vector<uint32_t> words;
    for (const uint32_t word : event.words) {
        if (random.unit() < 0.6) words.push_back(word);
    }
    std::vector<const Name*> names = {event.names.data(), &event.names[1]};
    for (size_t i = 2; i < event.names.size(); ++i) {
        if (random.unit() < 0.6) names.push_back(&event.names[i]);
    }
    std::vector<uint32_t> figures;
    for (const uint32_t figure : event.figures) {
        if (random.unit() < 0.5) figures.push_back(figure);
    }
    const Day today{std::chrono::days(first_day_ + day_)};
    const Day happened{std::chrono::days(first_day_ + static_cast<int>(first_minute_[number] / kDayMinutes))};

    Writer writer(*this, document);
    const auto any = [&](double times) {
        const double place = random.unit() / times;
        double share = kNames;
        if (place < share)
            return writer.name(
                *names[std::min<size_t>(random.below(4), random.below(static_cast<uint32_t>(names.size())))]);
        if (place < (share += kFigures) / times)
            return writer.figure(figures.empty() || random.unit() < 0.5
                                     ? 2 + random.below(400)
                                     : figures[random.below(static_cast<uint32_t>(figures.size()))]);
        if (place < (share += kDays)) return writer.day(random.unit() < 0.6 ? happened : today);
        if (place < (share += kEventWords) && !words.empty())
            return writer.word(words[random.below(static_cast<uint32_t>(words.size()))]);
        if (place < share + kTopicShare) {
            const uint32_t i = std::min(random.below(kTopicWords), random.below(kTopicWords));
            return writer.word(static_cast<uint32_t>(kCommonRanks + (uint64_t{event.topic} * 7919 + i * 631) % 60'000));
        }
        writer.word(any_word(random));
    };
    Article& article = document.article;
    article.language = article.rules = language_.tag();
    writer.begin_line(Role::title);
    writer.name(*names[random.below(2)]);
    for (uint32_t i = 0; i < kTitleWords; ++i) any(kLeadTimes);
    writer.end_line();
    article.title = NamedSpan{std::string(writer.line().of(article.page.text)), writer.line()};
    const double normal = std::sqrt(-2 * std::log(1 - random.unit())) * std::cos(2 * M_PI * random.unit());
    const auto length = static_cast<uint32_t>(
        std::clamp(kMeanWords * std::exp(kSpreadWords * normal), double{kFewestWords}, double{kMostWords}));
    uint32_t sentences = 0;
    writer.begin_line(Role::body);
    writer.name(*names[0]);
    writer.day(happened);
    for (uint32_t i = 0; i < length; ++i) {
        any(i < kLeadWords ? kLeadTimes : 1);
        if (writer.tokens_of_sentence() < kSentenceWords) continue;
        writer.end_sentence();
        if (++sentences % kParagraphSentences != 0 || i + 1 >= length) continue;
        writer.end_line();
        writer.begin_line(Role::body);
    }
    writer.end_line();
    writer.finish();
    article.published = PublishedAt{{today, static_cast<int>(minute), {}}, {}, {}, true};
}

SyntheticPage SyntheticNews::next() {
    if (day_ < 0 || next_ == days_.front().size()) plan_day();
    const Planned planned = days_.front()[next_++];
    SyntheticPage page;
    page.event = planned.event;
    Random random(kSeed ^ 0xc0 ^ uint64_t{planned.event} << 32 ^ planned.turn);
    const double kind = random.unit();
    const uint32_t number = pages_++;
    if (planned.turn == 0) first_page_[planned.event] = number;
    const bool follows = planned.turn > 0;
    if (follows && kind < kCopies)
        page.copy_of = first_page_[planned.event];
    else if (follows && kind < kCopies + kPassages)
        page.passages.emplace_back(first_page_[planned.event], 0.3);
    write(planned.event, page.copy_of ? 0 : planned.turn, planned.minute, page.document);
    return page;
}

}  // namespace silang
