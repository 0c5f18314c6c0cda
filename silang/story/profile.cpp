#include "silang/story/profile.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "silang/lineage/body.h"

namespace silang {
namespace {

// Pages of those that hold a word or a name the language data does not list.
constexpr double kRareWordPages = 3;
constexpr double kRareNamePages = 1.5;

// The lead: news pages put who, what, where and when into their first sentences.
constexpr uint32_t kLeadWords = 60;
constexpr float kTitleTimes = 2;  // a word of the title counts as so many more in the body
constexpr float kLeadTimes = 1;

// What it tells that two pages name the same day: much, unless it is the day they were published on, as all pages of
// that day do.
constexpr double kOtherDay = 1.0;
constexpr double kPublicationDay = 0.4;
constexpr double kMonth = 0.25;
constexpr int kLongestRange = 4;

constexpr int kBareDigits = 3;  // other than zero; shorter figures without a unit are list numbers and shirt numbers

using Counts = std::vector<Term>;  // as they come, one key many times

struct Raw {
    Counts text;
    Counts head;
    Counts names;
    std::vector<HeadName> head_names;  // words without weights yet
    std::vector<uint32_t> entities;
    Span lead;  // from the first body token to the last of the lead
    std::optional<Span> title;
};

Raw read_words(const Document& document, const CommonWords& common) {
    Raw raw;
    const Article& article = document.article;
    const TokenizedText& text = article.tokens;
    if (article.title) {
        raw.title = article.title->span;
        for (size_t i = text.token_at(raw.title->begin);
             i < text.tokens.size() && text.tokens[i].span.begin < raw.title->end; ++i) {
            if (!common.is_content(text.tokens[i])) continue;
            const uint32_t key = word_key(text.folded_of(text.tokens[i]));
            raw.text.push_back({key, kTitleTimes});
            raw.head.push_back({key, 1});
        }
    }
    uint32_t words = 0;
    for (const Sentence& sentence : text.sentences) {
        if (article.role_of_line(sentence.line) != Role::body) continue;
        const bool lead = words < kLeadWords;
        if (lead) {
            if (words == 0) raw.lead.begin = sentence.span.begin;
            raw.lead.end = sentence.span.end;
        }
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            const Token& token = text.tokens[i];
            if (token.kind != TokenKind::punct) ++words;
            if (!common.is_content(token)) continue;
            const uint32_t key = word_key(text.folded_of(token));
            const bool in_lead = lead && words <= kLeadWords;
            raw.text.push_back({key, in_lead ? 1 + kLeadTimes : 1});
            if (in_lead) raw.head.push_back({key, 1});
        }
    }
    return raw;
}

bool in_head(const Raw& raw, Span span) {
    return raw.lead.overlaps(span) || (raw.title && raw.title->overlaps(span));
}

void add_name(uint32_t entity, std::vector<Term> words, float mentions, bool head, Raw& raw) {
    for (const Term& word : words) raw.names.push_back({word.key, mentions});
    raw.entities.push_back(entity);
    if (head && !words.empty()) raw.head_names.push_back({entity, std::move(words)});
}

// A page on which no finder found a name (another language): capitalised words inside sentences stand in for them.
void read_capitalised(const Document& document, const CommonWords& common, Raw& raw) {
    const TokenizedText& text = document.article.tokens;
    for (const Sentence& sentence : text.sentences) {
        if (document.article.role_of_line(sentence.line) != Role::body) continue;
        for (uint32_t i = sentence.first + 1; i < sentence.last; ++i) {
            const Token& token = text.tokens[i];
            if (token.letter_case == LetterCase::lower || !common.is_content(token)) continue;
            const uint32_t key = word_key(text.folded_of(token));
            add_name(key, {{key, 0}}, 1, in_head(raw, token.span), raw);
        }
    }
}

// The words of the full name, as the slug cuts them: "Sergey Lavrov", "Korea Utara" for "Korut".
std::vector<Term> words_of_name(std::string_view name) {
    const std::string text = slug(name);
    std::vector<Term> words;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find('-', at), text.size());
        if (end - at >= 2) words.push_back({word_key(std::string_view(text).substr(at, end - at)), 0});
        at = end + 1;
    }
    return words;
}

void read_names(const Document& document, const CommonWords& common, Raw& raw) {
    for (const Entity& entity : document.mentions.entities) {
        const bool head = std::any_of(entity.mentions.begin(), entity.mentions.end(),
                                      [&](Span mention) { return in_head(raw, mention); });
        add_name(word_key(entity.id), words_of_name(entity.name), static_cast<float>(entity.mentions.size()), head,
                 raw);
    }
    if (document.mentions.entities.empty()) read_capitalised(document, common, raw);
    std::sort(raw.entities.begin(), raw.entities.end());
}

std::vector<Term> sorted_terms(Counts counts) {
    std::sort(counts.begin(), counts.end(), [](const Term& a, const Term& b) { return a.key < b.key; });
    size_t size = 0;
    for (const Term& term : counts) {
        if (size > 0 && counts[size - 1].key == term.key)
            counts[size - 1].weight += term.weight;
        else
            counts[size++] = term;
    }
    counts.resize(size);
    return counts;
}

void to_unit_length(std::vector<Term>& terms) {
    double sum = 0;
    for (const Term& term : terms) sum += static_cast<double>(term.weight) * term.weight;
    if (sum <= 0) return;
    const auto length = static_cast<float>(std::sqrt(sum));
    for (Term& term : terms) term.weight /= length;
}

// "XXXX-06-18" -> 618.
std::optional<int> month_and_day(std::string_view value) {
    if (value.size() < 10 || !value.starts_with("XXXX-") || value[7] != '-') return std::nullopt;
    int digits[4] = {};
    constexpr size_t kPlaces[4] = {5, 6, 8, 9};
    for (size_t i = 0; i < 4; ++i) {
        if (value[kPlaces[i]] < '0' || value[kPlaces[i]] > '9') return std::nullopt;
        digits[i] = value[kPlaces[i]] - '0';
    }
    return digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
}

void sort_unique(std::vector<int>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

void read_days(const Document& document, const Raw& raw, Profile& profile) {
    std::optional<int> published;
    if (document.article.published) {
        published = static_cast<int>(document.article.published->when.day.time_since_epoch().count());
    }
    std::map<int, double> days;
    std::optional<int> latest_in_head;
    for (const Time& time : document.mentions.times) {
        if (time.credit || (time.type != TimeType::date && time.type != TimeType::time)) continue;
        if (const auto partial = month_and_day(time.value)) profile.partial_days.push_back(*partial);
        const std::optional<DayRange> range = day_range(time.value);
        if (!range) continue;
        if (range->days() > kLongestRange) {
            // Months are kept below zero, clear of the days; weeks hold every page of theirs, years tell nothing.
            if (range->days() >= 28 && range->days() <= 31)
                days[-(year_of(range->first) * 12 + month_of(range->first))] = kMonth;
            continue;
        }
        for (Day day = range->first; day <= range->last; day += std::chrono::days(1)) {
            const auto number = static_cast<int>(day.time_since_epoch().count());
            if (number <= 0) continue;
            days[number] = published == number ? kPublicationDay : kOtherDay;
            profile.calendar_days.push_back(month_of(day) * 100 + day_of(day));
            if (in_head(raw, time.span)) {
                profile.head_days.push_back(number);
                latest_in_head = std::max(latest_in_head.value_or(number), number);
            }
        }
    }
    for (std::vector<int>* list : {&profile.head_days, &profile.calendar_days, &profile.partial_days})
        sort_unique(*list);
    for (const auto& [day, weight] : days)
        profile.days.push_back({static_cast<uint32_t>(day), static_cast<float>(weight)});
    std::sort(profile.days.begin(), profile.days.end(), [](const Term& a, const Term& b) { return a.key < b.key; });
    profile.day = published ? published : latest_in_head;
    if (!profile.day && !days.empty() && days.rbegin()->first > 0) profile.day = days.rbegin()->first;
}

// 5 -> 0.1, 14 and 30 -> 0.5 and 0.3, 241 -> 1, Rp4,5 miliar -> 0.8: what has more digits is shared by chance less
// often.
double number_weight(double value) {
    std::string digits = std::to_string(static_cast<long long>(std::min(1e15, std::abs(value) * 100)));
    const size_t length = digits.size();
    while (!digits.empty() && digits.back() == '0') digits.pop_back();
    double weight = digits.size() <= 1 ? 0.1 : digits.size() == 2 ? 0.5 : 1.0;
    if (length >= 4 && digits.size() == 1) weight = 0.3;  // 10 and more, in round figures
    if (length >= 6 && weight < 0.8) weight += 0.3;       // a thousand and more
    return weight;
}

// "3-1" -> 103, "1-3" too; nothing when it is no score.
std::optional<int> result_of(std::string_view text) {
    int goals[2] = {0, 0};
    size_t side = 0;
    for (const char c : text) {
        if (c == '-' && side == 0)
            side = 1;
        else if (c >= '0' && c <= '9' && goals[side] < 100)
            goals[side] = goals[side] * 10 + (c - '0');
        else
            return std::nullopt;
    }
    if (side == 0) return std::nullopt;
    return std::min(goals[0], goals[1]) * 100 + std::max(goals[0], goals[1]);
}

// Long figures that are part of no quantity and no time: the level of an index, the number of a flight.
void read_bare_numbers(const Document& document, std::map<uint32_t, float>& numbers) {
    const Article& article = document.article;
    std::vector<Span> taken;
    for (const Quantity& quantity : document.mentions.quantities) taken.push_back(quantity.span);
    for (const Time& time : document.mentions.times) taken.push_back(time.span);
    std::sort(taken.begin(), taken.end());
    size_t next = 0;
    for (const Token& token : article.tokens.tokens) {
        while (next < taken.size() && taken[next].end <= token.span.begin) ++next;
        if (token.kind != TokenKind::number || article.role_of_line(token.line) != Role::body) continue;
        if (next < taken.size() && taken[next].overlaps(token.span)) continue;
        const std::string_view figure = article.tokens.folded_of(token);
        if (std::count_if(figure.begin(), figure.end(), [](char c) { return c >= '1' && c <= '9'; }) < kBareDigits)
            continue;
        if (figure.size() == 4 && (figure.starts_with("19") || figure.starts_with("20"))) continue;  // a year
        numbers[word_key(figure)] = 1;
    }
}

void read_numbers(const Document& document, const Language& language, const Raw& raw, Profile& profile) {
    const std::string_view score_unit = language.setting("score-unit");
    std::map<uint32_t, float> numbers;
    for (const Quantity& quantity : document.mentions.quantities) {
        if (!score_unit.empty() && quantity.unit == score_unit) {
            const std::optional<int> result = result_of(quantity.of);
            if (result && in_head(raw, quantity.span)) profile.results.push_back(*result);
            continue;
        }
        if (!std::isfinite(quantity.value)) continue;
        const auto value = static_cast<uint64_t>(std::llround(std::min(1e16, std::abs(quantity.value)) * 100));
        numbers[static_cast<uint32_t>(hash_pair(value, 0) >> 32)] = static_cast<float>(number_weight(quantity.value));
    }
    sort_unique(profile.results);
    read_bare_numbers(document, numbers);
    for (const auto& [key, weight] : numbers) profile.numbers.push_back({key, weight});
}

}  // namespace

Profile read_profile(const Document& document, const CommonWords& common, const Language& language) {
    Raw raw = read_words(document, common);
    read_names(document, common, raw);
    Profile profile;
    profile.text = sorted_terms(std::move(raw.text));
    profile.head = sorted_terms(std::move(raw.head));
    profile.names = sorted_terms(std::move(raw.names));
    read_days(document, raw, profile);
    read_numbers(document, language, raw, profile);
    profile.head_names = std::move(raw.head_names);
    profile.entities = std::move(raw.entities);
    return profile;
}

std::vector<uint32_t> profile_keys(const Profile& profile) {
    std::vector<uint32_t> keys;
    keys.reserve(profile.text.size() + profile.names.size());
    for (const Term& term : profile.text) keys.push_back(term.key);
    for (const Term& term : profile.names) keys.push_back(name_key(term.key));
    return keys;
}

void weigh(Profile& profile, const CommonWords& common, const Frequencies& frequencies) {
    const double pages = kPriorPages + frequencies.pages();
    const auto word_rarity = [&](uint32_t key) {
        return static_cast<float>(
            std::log(pages / (common.pages_with(key, kRareWordPages) + frequencies.pages_with(key))));
    };
    const auto name_rarity = [&](uint32_t key) {
        return static_cast<float>(
            std::log(pages / (common.pages_with(key, kRareNamePages) + frequencies.pages_with(name_key(key)))));
    };
    for (Term& term : profile.text) term.weight = (1 + std::log(term.weight)) * word_rarity(term.key);
    for (Term& term : profile.head) term.weight = word_rarity(term.key);
    for (Term& term : profile.names) term.weight = (1 + std::log(term.weight)) * name_rarity(term.key);
    for (HeadName& name : profile.head_names) {
        for (Term& word : name.words) word.weight = name_rarity(word.key);
    }
    to_unit_length(profile.text);
    to_unit_length(profile.head);
    to_unit_length(profile.names);
}

}  // namespace silang
