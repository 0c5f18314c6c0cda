// Title, section and the two dates of a page: when it was published and after when it was captured.
#include "silang/article/metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace silang {
namespace {

constexpr uint16_t kTellingWord = 4;   // bytes: shorter words are in every body
constexpr double kClearlyMore = 0.35;  // of a headline's words are the article's, more than of a menu's

constexpr size_t kLongestSuffixWords = 5;  // of a site's name behind a headline
constexpr size_t kShortestSuffix = 4;      // letters of the beginning of a site's name behind a headline
constexpr size_t kLeadLines = 4;           // lines of the body whose own dates tell the day of publication
constexpr size_t kCreditTokens = 16;       // between a credit's or speaker's verb and the day it names
constexpr int kLatestYear = 2100;          // a later date is no date of a page

bool is_domain_like(std::string_view text) {
    return text.find(' ') == std::string_view::npos && text.find('.') != std::string_view::npos;
}

size_t word_count(std::string_view text) {
    return static_cast<size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

struct Separator {
    size_t at = std::string_view::npos;
    size_t size = 0;
    bool bar = false;
};

// The last " - ", " – ", " — " or " | " of a headline.
Separator last_separator(std::string_view title) {
    constexpr std::string_view kMarks[] = {" - ", " | ", " \xE2\x80\x93 ", " \xE2\x80\x94 "};
    Separator best;
    for (std::string_view mark : kMarks) {
        const size_t at = title.rfind(mark);
        if (at != std::string_view::npos && at > 0 && (best.at == std::string_view::npos || at > best.at))
            best = {at, mark.size(), mark == " | "};
    }
    return best;
}

bool in_lexicon(const Lexicon& lexicon, std::string_view text) {
    const std::string folded = fold(text);
    return std::any_of(lexicon.entries().begin(), lexicon.entries().end(),
                       [&](const LexiconEntry& entry) { return fold(entry.phrase()) == folded; });
}

// Drops " - News", " | Outlet" and the like, one after another.
Span without_site_name(const MetadataReader& reader, Span title) {
    const std::string outlet = reader.article.outlet ? name_key(reader.article.outlet->name) : std::string();
    for (;;) {
        const std::string_view text = reader.words(title);
        const Separator separator = last_separator(text);
        if (separator.at == std::string_view::npos) return title;
        const std::string_view suffix = text.substr(separator.at + separator.size);
        if (word_count(suffix) > kLongestSuffixWords) return title;
        // "- Kabar" for Kabar Desa.
        const std::string key = name_key(suffix);
        const bool site =
            !outlet.empty() &&
            (key == outlet || (key.size() >= kShortestSuffix && word_count(suffix) == 1 && outlet.rfind(key, 0) == 0));
        if (!site && !separator.bar && !is_domain_like(suffix) &&
            !in_lexicon(reader.language.lexicon("title-suffixes"), suffix))
            return title;
        title.end = title.begin + static_cast<uint32_t>(separator.at);
    }
}

bool shouts(std::span<const Token> tokens) {
    size_t words = 0, upper = 0;
    for (const Token& token : tokens) {
        if (token.kind != TokenKind::word) continue;
        ++words;
        upper += token.letter_case == LetterCase::upper;
    }
    return words > 1 && upper == words;
}

// The cue right before a stamp: "Diterbitkan", "Diperbarui".
std::string_view stamp_cue(const MetadataReader& reader, std::span<const Token> tokens, size_t stamp_first) {
    constexpr size_t kMostCueTokens = 5;
    for (size_t at = stamp_first > kMostCueTokens ? stamp_first - kMostCueTokens : 0; at < stamp_first; ++at) {
        if (const Lexicon::Match match = reader.stamp_lexicons.cues.match(tokens, at)) {
            if (match.entry->field(1) != "glue") return match.entry->field(1);
        }
    }
    return {};
}

// "PERISTIWA" shouts; "UMKM" and "DIY" are spelt so.
std::string calm_section(std::string_view name) {
    constexpr size_t kLongestAcronym = 4;
    const bool lower = std::any_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return lower || name.size() <= kLongestAcronym ? std::string(name) : title_case(name);
}

Span stamp_span(std::span<const Token> tokens, const Stamp& stamp) {
    return {tokens[stamp.first].span.begin, tokens[stamp.last - 1].span.end};
}

bool believable(const Stamp& stamp) {
    return stamp.kind == StampKind::date && year_of(stamp.when.day) < kLatestYear;
}

PublishedAt published_at(std::span<const Token> tokens, const Stamp& stamp, bool stated) {
    return {stamp.when, stamp.when.value(), stamp_span(tokens, stamp), stated};
}

// The page's date line: the first that is not the date of a later change.
bool published_by_date_line(MetadataReader& reader) {
    Article& article = reader.article;
    std::optional<PublishedAt> changed;
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        const Role role = article.blocks[line].role;
        if (role != Role::date && role != Role::byline) continue;
        const std::span<const Token> tokens = reader.tokens_of(line);
        for (const Stamp& stamp : reader.stamps_of(line)) {
            if (stamp.kind == StampKind::clock && article.published && !article.published->when.minute &&
                role == Role::date) {
                // The clock time stands on a line of its own.
                article.published->when.minute = stamp.when.minute;
                article.published->when.utc_offset = stamp.when.utc_offset;
                article.published->value = article.published->when.value();
                return true;
            }
            if (!believable(stamp)) continue;
            const PublishedAt found = published_at(tokens, stamp, true);
            if (stamp_cue(reader, tokens, stamp.first) == "updated") {
                if (!changed) changed = found;
                continue;
            }
            if (!article.published) article.published = found;
            if (article.published->when.minute) return true;
        }
    }
    if (!article.published) article.published = changed;
    return article.published.has_value();
}

// "Update harga: Jumat, 14 November 2025, pukul 08.30 WIB" above the article, whatever its line was taken for: only a
// page's own date has a time with its zone there. (The day alone at the head of a page is as often the day of the
// visit.)
bool published_by_head_line(MetadataReader& reader) {
    Article& article = reader.article;
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        const Role role = article.blocks[line].role;
        if (role == Role::body) return false;
        if (role == Role::teaser || role == Role::comment) continue;
        const std::span<const Token> tokens = reader.tokens_of(line);
        for (const Stamp& stamp : reader.stamps_of(line)) {
            if (!believable(stamp) || !stamp.when.minute || !stamp.when.utc_offset) continue;
            article.published = published_at(tokens, stamp, true);
            return true;
        }
    }
    return false;
}

// "Kupang (11/12/2023) - ": a release states its day in its dateline.
bool published_by_dateline(MetadataReader& reader) {
    Article& article = reader.article;
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        const Role role = article.blocks[line].role;
        if (role != Role::body && role != Role::dateline) continue;
        const std::span<const Token> tokens = reader.tokens_of(line);
        const size_t end = dateline_tokens(reader, tokens);
        for (const Stamp& stamp : reader.stamps_of(line)) {
            if (believable(stamp) && stamp.last <= end) {
                article.published = published_at(tokens, stamp, true);
                return true;
            }
        }
        if (role == Role::body) return false;
    }
    return false;
}

bool weekday_agrees(const MetadataReader& reader, std::span<const Token> tokens, const Stamp& stamp) {
    const Lexicon::Match weekday = reader.stamp_lexicons.weekdays.match(tokens, stamp.first);
    return weekday && weekday.entry->field(1) == fmt::format("{}", iso_weekday(stamp.when.day));
}

// "Seperti dilansir Reuters, Sabtu (9/8/2025)", "ujar dia, Rabu (12/3/2025)": the day of a credit or a statement is the
// day of the report, "mengumumkan rencana itu pada Jumat (9/12/2022)" the event's. Only a whole date in apposition
// whose weekday is right, behind such a verb in its sentence, and only when all of them lie close.
void infer_published(MetadataReader& reader) {
    constexpr int kMostDaysApart = 2;
    Article& article = reader.article;
    const Lexicon& discourse = reader.language.lexicon("discourse-words");
    std::optional<PublishedAt> latest;
    Day earliest{};
    size_t body_lines = 0;
    for (size_t line = 0; line < article.blocks.size() && body_lines < kLeadLines; ++line) {
        if (article.blocks[line].role != Role::body) continue;
        ++body_lines;
        const std::span<const Token> tokens = reader.tokens_of(line);
        for (const Stamp& stamp : reader.stamps_of(line)) {
            if (!believable(stamp) || stamp.first == 0 || reader.folded(tokens[stamp.first - 1]) != "," ||
                !weekday_agrees(reader, tokens, stamp))
                continue;
            bool credited = false;
            for (size_t back = 1; back <= kCreditTokens && back <= stamp.first && !credited; ++back) {
                const size_t at = stamp.first - back;
                if (tokens[at].kind == TokenKind::punct && reader.folded(tokens[at]) == ".") break;
                const Lexicon::Match verb = discourse.match(tokens, at);
                credited = verb && verb.entry->field(1) == "speech";
            }
            if (!credited) continue;
            if (!latest || stamp.when.day > latest->when.day) latest = published_at(tokens, stamp, false);
            earliest = earliest == Day{} ? stamp.when.day : std::min(earliest, stamp.when.day);
        }
    }
    if (latest && (latest->when.day - earliest).count() <= kMostDaysApart) {
        latest->when.minute.reset();
        latest->when.utc_offset.reset();
        latest->value = latest->when.value();
        article.published = latest;
    }
}

// The date of another item, not a day it talks about: it opens the line, or is most of it, or stands behind a bar.
bool dates_an_item(const MetadataReader& reader, std::span<const Token> tokens, const Stamp& stamp) {
    size_t first = 0;
    while (first < tokens.size() && tokens[first].kind == TokenKind::punct) ++first;
    if (stamp.first <= first) return true;
    size_t words = 0, inside = 0;
    for (size_t i = 0; i < tokens.size(); ++i) {
        words += tokens[i].kind != TokenKind::punct;
        inside += tokens[i].kind != TokenKind::punct && i >= stamp.first && i < stamp.last;
    }
    if (inside * 2 >= words) return true;
    const std::string_view before = reader.folded(tokens[stamp.first - 1]);
    return stamp.last == tokens.size() && (before == "|" || before == "\xE2\x80\xA2" || before == "\xC2\xB7");
}

// "Putusan dibacakan pada Selasa, 23 September 2025": the item tells of a day that is over, a whole one with its right
// weekday behind a word that dates happenings, in a line without plans.
bool tells_of_past_day(const MetadataReader& reader, std::span<const Token> tokens, const Stamp& stamp) {
    if (stamp.first == 0 || stamp.when.minute || !weekday_agrees(reader, tokens, stamp) ||
        !reader.language.lexicon("time-prepositions").word(tokens[stamp.first - 1].word))
        return false;
    // "hingga", "mulai": of a time that may still run.
    for (const std::string_view edges : {"range-joiners", "range-openers"}) {
        if (reader.language.lexicon(edges).word(tokens[stamp.first - 1].word)) return false;
    }
    const Lexicon& plans = reader.language.lexicon("plan-words");
    for (size_t i = 0; i < tokens.size(); ++i) {
        if (plans.match(tokens, i)) return false;
    }
    return true;
}

std::optional<int> default_offset(const Language& language) {
    const std::string_view offset = language.setting("utc-offset");
    const std::optional<Moment> moment = parse_moment("2000-01-01T00:00" + std::string(offset));
    return moment ? moment->utc_offset : std::nullopt;
}

// The zone the page keeps: that of its own date, of its other date lines, or of all clock times in the text that name
// one; else the usual one of the language.
std::optional<int> zone_of_page(MetadataReader& reader) {
    const Article& article = reader.article;
    if (article.published && article.published->when.utc_offset) return article.published->when.utc_offset;
    std::optional<int> of_text;
    bool unanimous = true;
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        const Role role = article.blocks[line].role;
        const bool own = role == Role::date || role == Role::dateline || role == Role::byline;
        if (!own && role != Role::body) continue;
        for (const Stamp& stamp : reader.stamps_of(line)) {
            if (!stamp.when.utc_offset) continue;
            if (own) return stamp.when.utc_offset;
            unanimous &= !of_text || *of_text == *stamp.when.utc_offset;
            of_text = stamp.when.utc_offset;
        }
    }
    return of_text && unanimous ? of_text : default_offset(reader.language);
}

}  // namespace

MetadataReader::MetadataReader(Article& article_read, const Language& language_read)
    : article(article_read), language(language_read), stamp_lexicons(language_read) {}

std::span<const Stamp> MetadataReader::stamps_of(size_t line) {
    scratch.clear();
    find_stamps(article.tokens, tokens_of(line), stamp_lexicons, scratch);
    return scratch;
}

// The share of a line's longer words that the body has too.
double shared_with_body(const MetadataReader& reader, size_t line, const std::unordered_set<std::string_view>& body) {
    size_t words = 0;
    size_t shared = 0;
    for (const Token& token : reader.tokens_of(line)) {
        if (token.kind != TokenKind::word || token.folded_size < kTellingWord) continue;
        ++words;
        shared += body.contains(reader.folded(token));
    }
    return words == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(words);
}

// A menu that was taken for a headline shares next to nothing with the article; its headline does.
bool menu_beside_headline(const MetadataReader& reader, size_t candidate, size_t other,
                          const std::unordered_set<std::string_view>& body) {
    return shared_with_body(reader, candidate, body) + kClearlyMore <= shared_with_body(reader, other, body);
}

void read_title(MetadataReader& reader) {
    Article& article = reader.article;
    std::unordered_set<std::string_view> body;
    for (const Token& token : article.tokens.tokens) {
        if (article.blocks[token.line].role == Role::body) body.insert(reader.folded(token));
    }
    std::optional<size_t> best;
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        if (article.blocks[line].role != Role::title) continue;
        if (best && menu_beside_headline(reader, *best, line, body)) best = line;
        // A headline given twice: the first that does not shout.
        if (!best)
            best = line;
        else if (shouts(reader.tokens_of(*best)) && !shouts(reader.tokens_of(line)) &&
                 name_key(reader.words(article.blocks[*best].span)) ==
                     name_key(reader.words(article.blocks[line].span)))
            best = line;
    }
    if (!best) return;
    const Span span = trim(article.page.text, without_site_name(reader, article.blocks[*best].span));
    if (!span.empty()) article.title = NamedSpan{clean_spaces(reader.words(span)), span};
}

void read_section(MetadataReader& reader) {
    Article& article = reader.article;
    const Lexicon& rubrics = reader.language.lexicon("section-names");
    const Lexicon& clutter = reader.language.lexicon("boilerplate");
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        if (article.blocks[line].role != Role::section) continue;
        if (!reader.stamps_of(line).empty()) continue;  // a date line that was taken for a rubric
        const std::span<const Token> tokens = reader.tokens_of(line);
        // "Home > Khazanah > Haji & Umrah": the last part; "HOME FINANCE HOT ISSUE": the last rubric.
        size_t first = 0, last = tokens.size();
        for (size_t i = 0; i < tokens.size(); ++i) {
            const std::string_view mark = reader.folded(tokens[i]);
            const bool parts =
                tokens[i].kind == TokenKind::punct &&
                (mark == ">" || mark == "/" || mark == "|" || mark == "\"" || mark == "\xE2\x80\xBA" || mark == ":");
            if (parts && i + 1 < tokens.size()) first = i + 1;
        }
        if (first == 0) {
            for (size_t i = 0; i < tokens.size();) {
                Lexicon::Match match = clutter.match(tokens, i);
                if (match && match.entry->field(1) == "menu" && i + match.length < tokens.size() &&
                    !rubrics.match(tokens, i)) {
                    first = i + match.length;
                    i = first;
                } else if ((match = clutter.match(tokens, i)) && match.entry->field(1) == "tags" &&
                           i + match.length < tokens.size()) {
                    first = i + match.length;
                    i = first;
                } else {
                    ++i;
                }
            }
            // Behind the way home, what follows a whole rubric is another one.
            while (first > 0) {
                const Lexicon::Match rubric = rubrics.match(tokens, first);
                if (!rubric || first + rubric.length >= tokens.size() ||
                    tokens[first + rubric.length].kind == TokenKind::punct)
                    break;
                first += rubric.length;
            }
        }
        while (first < last && tokens[first].kind == TokenKind::punct) ++first;
        if (first >= last) continue;
        const Span span = trim(article.page.text, {tokens[first].span.begin, tokens[last - 1].span.end});
        if (span.empty()) continue;
        article.section = NamedSpan{calm_section(clean_spaces(reader.words(span))), span};
        return;
    }
}

void read_published(MetadataReader& reader) {
    if (!published_by_date_line(reader) && !published_by_head_line(reader) && !published_by_dateline(reader)) {
        infer_published(reader);
    }
}

void read_captured(MetadataReader& reader) {
    Article& article = reader.article;
    const std::optional<int> offset = zone_of_page(reader);
    std::optional<Moment> latest;
    Span span;
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        const Role role = article.blocks[line].role;
        if (role != Role::teaser && role != Role::nav && role != Role::comment) continue;
        const std::span<const Token> tokens = reader.tokens_of(line);
        for (const Stamp& stamp : reader.stamps_of(line)) {
            if (!believable(stamp) || (!dates_an_item(reader, tokens, stamp) &&
                                       !(role == Role::teaser && tells_of_past_day(reader, tokens, stamp))))
                continue;
            Moment when = stamp.when;
            if (when.minute && !when.utc_offset) when.utc_offset = offset;
            if (latest && when.order() <= latest->order()) continue;
            latest = when;
            span = stamp_span(tokens, stamp);
        }
    }
    // Side-bar items older than the article prove nothing that its own date does not.
    if (!latest) return;
    if (article.published) {
        const Moment& published = article.published->when;
        if (latest->order() <= published.order() || (!latest->minute && latest->day <= published.day)) return;
    }
    article.captured = CapturedAt{latest->value(), span};
}

void read_metadata(Article& article, const Language& language) {
    MetadataReader reader(article, language);
    read_outlet(reader);
    read_title(reader);
    read_bylines(reader);
    read_section(reader);
    read_published(reader);
    read_captured(reader);
}

}  // namespace silang
