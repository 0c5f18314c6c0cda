// The features of lines. Two passes: what each line is by itself, then where it stands between the prose of the page (the run
// of lines with the most prose in it, found as the maximum-sum segment), under which heading, and what it repeats.
#include "silang/article/lines.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "silang/article/stamps.h"

namespace silang {
namespace {

// ---- the groups -----------------------------------------------------------------------------------------------------------

enum Group : uint8_t {
    bias, length, end, start, sentences, capitals, uppercase, function_share, foreign_share, digit_share, quotes, marks,
    clutter, clutter_mix, discourse, item, first_word, rubric, byline_cue, caption_cue, caption_count, stamp, stamp_place, code, name_shape, glued, blank_style, ordinal, from_end, page_size, place,
    before, after, within, prose_gap, zone, zone_prose, duplicate, lead_overlap, page_overlap, title_overlap, near_overlap, shape_triple, shape_same, length_end, shape_place, shape_zone, repeat,
    group_count,
};

struct GroupInfo {
    std::string_view name;
    std::string_view labels;  // parted by spaces
    uint8_t reach;            // 0: the line only; 1, 2: also seen from lines that far away
};

constexpr std::string_view kLengths = "1 2 3 4 5-7 8-11 12-17 18-29 30-59 60+";
constexpr std::string_view kEnds = "period quoted question exclamation ellipsis colon comma semicolon paren dash number star punct word";
constexpr std::string_view kShapes = "prose fragment cut headline label dated clutter other";
constexpr std::string_view kShares = "none few some many most all";

constexpr GroupInfo kGroups[group_count] = {
    {"bias", "on", 0},
    {"length", kLengths, 2},
    {"end", kEnds, 1},
    {"start", "lower capital upper mixed quote bullet number list-number paren hash at copyright punct", 1},
    {"sentences", "0 1 2 3+", 1},
    {"capitals", kShares, 1},
    {"uppercase", kShares, 1},
    {"function-words", kShares, 1},
    {"foreign-words", kShares, 0},
    {"digits", kShares, 1},
    {"quotes", "0 1 2+", 0},
    {"marks", "bar arrow colon at hash address copyright plus slash open-paren whole-paren asterisk dash middle-dot money credit dateline dateline-whole amount", 1},
    {"clutter", "list-whole list-most list-start list-some menu-whole menu-most menu-start menu-some share-whole share-most "
                "share-start share-some tags-whole tags-most tags-start tags-some more-whole more-most more-start more-some "
                "continue-whole continue-most continue-start continue-some related-whole related-most related-start "
                "related-some promo-whole promo-most promo-start promo-some form-whole form-most form-start form-some "
                "validation-whole validation-most validation-start validation-some button-whole button-most button-start "
                "button-some comment-whole comment-most comment-start comment-some legal-whole legal-most legal-start "
                "legal-some", 1},
    {"clutter-share", kShares, 2},
    {"discourse", "opener reference speech address address-unquoted", 1},
    {"list-item", "after-1 after-2 after-3+ intro", 1},
    {"first-word", "as-previous as-next as-both", 0},
    {"rubric", "whole most start some", 1},
    {"byline-cue", "writer-whole writer-start writer-some editor-whole editor-start editor-some photo-whole photo-start photo-some "
                   "other-whole other-start other-some code-whole code-start code-some", 1},
    {"caption-cue", "whole start end some", 0},
    {"caption-cues", "1 2 3+", 0},
    {"stamp", "date-whole date-most date-some clock-whole clock-most clock-some age-whole age-most age-some partial-whole "
              "partial-most partial-some zone", 2},
    {"stamp-place", "start end", 0},
    {"code", "parenthesis slash-code", 1},
    {"name-shape", "1 2 3 4", 1},
    {"glued", "yes cut", 0},
    {"blank", "0-of-none 0-of-some 0-of-most 1-of-some 1-of-most 2-of-some 2-of-most", 1},
    {"ordinal", "1 2 3 4-5 6-10 11-20 21+", 0},
    {"from-end", "1 2 3-5 6-10 11+", 0},
    {"page-lines", "1-6 7-15 16-40 41+", 0},
    {"place", "no-prose before in after", 1},
    {"before", "1 2 3 4-5 6-9 10+", 0},
    {"after", "1 2 3-5 6-9 10+", 0},
    {"within", "first second inner last", 0},
    {"prose-gap", "1/1 1/2 1/3-4 1/5+ 1/none 2/1 2/2 2/3-4 2/5+ 2/none 3-4/1 3-4/2 3-4/3-4 3-4/5+ 3-4/none 5+/1 5+/2 5+/3-4 5+/5+ "
                  "5+/none none/1 none/2 none/3-4 none/5+ none/none", 0},
    {"zone", "none list-1 list-2 list-3-4 list-5-8 list-9+ menu-1 menu-2 menu-3-4 menu-5-8 menu-9+ share-1 share-2 share-3-4 "
             "share-5-8 share-9+ tags-1 tags-2 tags-3-4 tags-5-8 tags-9+ comment-1 comment-2 comment-3-4 comment-5-8 comment-9+ "
             "form-1 form-2 form-3-4 form-5-8 form-9+", 0},
    {"zone-prose", "none list menu share tags comment form list+prose menu+prose share+prose tags+prose comment+prose form+prose", 0},
    {"duplicate", "short-none short-earlier short-later short-both long-none long-earlier long-later long-both", 1},
    {"lead-overlap", "no-words before-none before-few before-some before-many before-most before-all in-none in-few in-some "
                     "in-many in-most in-all after-none after-few after-some after-many after-most after-all", 0},
    {"page-overlap", "no-words before-none before-few before-some before-many before-most before-all in-none in-few in-some "
                     "in-many in-most in-all after-none after-few after-some after-many after-most after-all", 0},
    {"title-overlap", "no-words before-none before-few before-some before-many before-most before-all in-none in-few in-some "
                      "in-many in-most in-all after-none after-few after-some after-many after-most after-all", 0},
    {"near-overlap", "none few some many most all", 0},
    {"shapes", "", 0},
    {"shape-like", "prev next prev2 next2", 0},
    {"length-end", "", 0},
    {"shape-place", "", 0},
    {"shape-zone", "", 0},
    {"repeats", "1-prose 2-3-prose 4+-prose 1-other 2-3-other 4+-other", 0},
};

constexpr size_t kShapeCount = 8;
constexpr size_t kPlaceCount = 4;
constexpr size_t kEdge = kShapeCount;  // the shape of no line at all, before the first and after the last

enum Shape : uint8_t { shape_prose, shape_fragment, shape_cut, shape_headline, shape_label, shape_dated, shape_clutter, shape_other };
enum Place : uint8_t { place_none, place_before, place_in, place_after };

std::vector<std::string_view> split(std::string_view labels) {
    std::vector<std::string_view> parts;
    for (size_t at = 0; at < labels.size();) {
        const size_t stop = std::min(labels.find(' ', at), labels.size());
        if (stop > at) parts.push_back(labels.substr(at, stop - at));
        at = stop + 1;
    }
    return parts;
}

constexpr std::string_view kSlotNames[LineFeatures::kSlots] = {"", "prev.", "next.", "prev2.", "next2."};
constexpr std::string_view kTransitionNames[kTransitionKinds] = {"", " shape=", " blank=", " place="};
constexpr std::string_view kTransitionLabels[kTransitionKinds] = {"on", kShapes, "0 1 2+", "no-prose before in after"};

// Where each group's features begin, and all their names.
struct FeatureSpace {
    std::array<uint16_t, group_count> base{};
    std::array<uint8_t, group_count> size{};
    std::array<uint16_t, kTransitionKinds> transition{};
    std::vector<std::string> names;

    FeatureSpace() {
        for (size_t g = 0; g < group_count; ++g) {
            std::vector<std::string> labels;
            for (std::string_view label : split(kGroups[g].labels)) labels.emplace_back(label);
            if (g == shape_triple) labels = product({with_edge(kShapes), split(kShapes), with_edge(kShapes)});
            if (g == length_end) labels = product({split(kLengths), split(kEnds)});
            if (g == shape_place) labels = product({split(kShapes), split(kGroups[place].labels)});
            if (g == shape_zone) labels = product({split(kShapes), split(kGroups[zone_prose].labels)});
            base[g] = static_cast<uint16_t>(names.size());
            size[g] = static_cast<uint8_t>(std::min<size_t>(labels.size(), 255));
            const int slots = kGroups[g].reach == 0 ? 1 : kGroups[g].reach == 1 ? 3 : LineFeatures::kSlots;
            for (int slot = 0; slot < slots; ++slot) {
                for (const std::string& label : labels) {
                    names.push_back(std::string(kSlotNames[slot]).append(kGroups[g].name).append("=").append(label));
                }
            }
        }
        for (size_t kind = 0; kind < kTransitionKinds; ++kind) {
            transition[kind] = static_cast<uint16_t>(names.size());
            for (std::string_view label : split(kTransitionLabels[kind])) {
                for (size_t role = 0; role < kPreviousRoles; ++role) {
                    std::string name = "after=";
                    name += role == kStartRole ? "start" : role_name(static_cast<Role>(role));
                    if (kind != 0) name.append(kTransitionNames[kind]).append(label);
                    names.push_back(std::move(name));
                }
            }
        }
    }

private:
    static std::vector<std::string_view> with_edge(std::string_view labels) {
        std::vector<std::string_view> parts = split(labels);
        parts.push_back("edge");
        return parts;
    }
    static std::vector<std::string> product(const std::vector<std::vector<std::string_view>>& factors) {
        std::vector<std::string> result = {""};
        for (const std::vector<std::string_view>& factor : factors) {
            std::vector<std::string> longer;
            for (const std::string& head : result) {
                for (std::string_view label : factor) longer.push_back(head.empty() ? std::string(label) : head + "/" + std::string(label));
            }
            result = std::move(longer);
        }
        return result;
    }
};

const FeatureSpace& space() {
    static const FeatureSpace made;
    return made;
}

// ---- what a line is by itself ---------------------------------------------------------------------------------------------

enum Clutter : uint8_t { c_list, c_menu, c_share, c_tags, c_more, c_continue, c_related, c_promo, c_form, c_validation, c_button, c_comment, c_legal, clutter_count };
constexpr std::string_view kClutterNames[clutter_count] = {"list", "menu", "share", "tags", "more", "continue", "related",
                                                           "promo", "form", "validation", "button", "comment", "legal"};
constexpr std::string_view kDiscourseKinds[4] = {"opener", "reference", "speech", "address"};
constexpr std::string_view kBylineKinds[5] = {"writer", "editor", "photo", "other", "code"};

struct LineFacts {
    uint32_t words = 0;      // word and number tokens
    uint64_t text_hash = 0;  // of the folded words
    uint8_t shape = shape_other;
    uint8_t zone_kind = 0;   // 1 + index into list, menu, share, tags, comment, form; 0: opens no zone
    uint64_t first_word = 0;
    bool prose = false;
    bool cut = false;
    bool several_sentences = false;
    bool introduces = false;  // ends with a colon: a list may follow
    int score = 0;           // for the maximum-sum segment
};

// Buckets.
uint8_t length_bucket(uint32_t words) {
    constexpr uint32_t kUpTo[] = {1, 2, 3, 4, 7, 11, 17, 29, 59};
    uint8_t bucket = 0;
    while (bucket < 9 && words > kUpTo[bucket]) ++bucket;
    return bucket;
}
uint8_t share_bucket(uint32_t part, uint32_t whole) {
    if (part == 0 || whole == 0) return 0;
    if (part >= whole) return 5;
    const uint32_t percent = part * 100 / whole;
    return percent < 15 ? 1 : percent < 35 ? 2 : percent < 60 ? 3 : 4;
}
uint8_t distance_bucket(size_t distance) { return distance <= 1 ? 0 : distance == 2 ? 1 : distance <= 4 ? 2 : distance <= 8 ? 3 : 4; }

constexpr uint64_t kHashSeed = 0xcbf29ce484222325u;
constexpr uint64_t kHashPrime = 0x100000001b3u;
uint64_t hash_bytes(std::string_view bytes, uint64_t hash) {
    for (char c : bytes) hash = (hash ^ static_cast<uint8_t>(c)) * kHashPrime;
    return hash;
}

// Words that tell what a text is about: long enough, and no function words.
constexpr uint32_t kContentWordBytes = 4;

// A small open-addressed table from content words to the line they stand in; many lines: kManyLines.
class WordLines {
public:
    explicit WordLines(size_t words) {
        size_t slots = 16;
        while (slots < words * 2) slots *= 2;
        entries_.resize(slots);
    }
    static constexpr uint32_t kManyLines = ~0u;
    void add(uint64_t word, uint32_t line) {
        Entry& entry = find(word);
        if (entry.word == 0) entry = {word, line};
        else if (entry.line != line) entry.line = kManyLines;
    }
    [[nodiscard]] bool in_other_line(uint64_t word, uint32_t line) {
        const Entry& entry = find(word);
        return entry.word != 0 && entry.line != line;
    }

private:
    struct Entry {
        uint64_t word = 0;
        uint32_t line = 0;
    };
    Entry& find(uint64_t word) {
        size_t at = (word ^ (word >> 29)) & (entries_.size() - 1);
        while (entries_[at].word != 0 && entries_[at].word != word) at = (at + 1) & (entries_.size() - 1);
        return entries_[at];
    }
    std::vector<Entry> entries_;
};

struct PageLexicons {
    explicit PageLexicons(const Language& language)
        : clutter(language.lexicon("boilerplate")),
          rubrics(language.lexicon("section-names")),
          bylines(language.lexicon("byline-cues")),
          captions(language.lexicon("caption-cues")),
          functions(language.lexicon("function-words")),
          foreign(language.lexicon("foreign-words")),
          discourse(language.lexicon("discourse-words")),
          stamps(language) {}
    const Lexicon& clutter;
    const Lexicon& rubrics;
    const Lexicon& bylines;
    const Lexicon& captions;
    const Lexicon& functions;
    const Lexicon& foreign;
    const Lexicon& discourse;
    StampLexicons stamps;
};

template <size_t N>
int index_of(const std::string_view (&names)[N], std::string_view name) {
    for (size_t i = 0; i < N; ++i) {
        if (names[i] == name) return static_cast<int>(i);
    }
    return -1;
}

// Collects the atoms of a page, line by line.
class AtomWriter {
public:
    explicit AtomWriter(std::vector<LineFeatures::Atom>& atoms) : atoms_(atoms) {}
    void operator()(Group group, size_t bucket) {
        const FeatureSpace& s = space();
        atoms_.push_back({static_cast<uint16_t>(s.base[group] + bucket), s.size[group], kGroups[group].reach});
    }

private:
    std::vector<LineFeatures::Atom>& atoms_;
};

struct LineReader {
    const Page& page;
    const TokenizedText& text;
    const PageLexicons& lexicons;
    std::vector<Stamp> stamps;            // scratch, reused
    std::vector<uint64_t>& content;       // content words of all lines
    std::vector<uint32_t>& content_first;

    LineFacts read(size_t line, uint32_t sentence_count, AtomWriter& emit);

private:
    struct Counts {
        uint32_t words = 0, letters = 0, capital = 0, upper = 0, lower = 0, digit = 0, function = 0, foreign = 0, puncts = 0, quotes = 0;
        bool glued = false;
    };
    Counts count(std::span<const Token> tokens, LineFacts& facts);
    uint8_t end_kind(std::span<const Token> tokens, std::string_view raw) const;
    uint8_t start_kind(std::span<const Token> tokens) const;
    size_t dateline_end(std::span<const Token> tokens) const;
    void emit_marks(std::span<const Token> tokens, std::string_view raw, AtomWriter& emit) const;
    uint32_t emit_clutter(std::span<const Token> tokens, uint32_t words, LineFacts& facts, AtomWriter& emit) const;
    void emit_cues(std::span<const Token> tokens, uint32_t words, AtomWriter& emit) const;
    void emit_discourse(std::span<const Token> tokens, uint32_t quote_marks, AtomWriter& emit) const;
    uint32_t emit_stamps(std::span<const Token> tokens, uint32_t words, AtomWriter& emit);
};

bool capital_word(const Token& token);

LineReader::Counts LineReader::count(std::span<const Token> tokens, LineFacts& facts) {
    Counts counts;
    bool after_stop = false;
    facts.text_hash = kHashSeed;
    for (const Token& token : tokens) {
        const std::string_view folded = text.folded_of(token);
        if (token.kind == TokenKind::punct) {
            ++counts.puncts;
            counts.quotes += folded == "\"";
            after_stop = folded == "?" || folded == "!";
            continue;
        }
        ++counts.words;
        const uint64_t hash = hash_bytes(folded, kHashSeed) | 1;
        facts.text_hash = (facts.text_hash ^ hash) * kHashPrime;
        if (token.kind == TokenKind::number) {
            ++counts.digit;
            continue;
        }
        ++counts.letters;
        counts.capital += token.letter_case == LetterCase::capitalized || token.letter_case == LetterCase::upper || token.letter_case == LetterCase::mixed;
        counts.upper += token.letter_case == LetterCase::upper;
        counts.lower += token.letter_case == LetterCase::lower;
        counts.glued |= !token.space_before && capital_word(token) && after_stop;
        counts.glued |= token.letter_case == LetterCase::mixed && token.span.size() >= 7;
        const bool function = token.word != kUnknownWord && lexicons.functions.word(token.word) != nullptr;
        counts.function += function;
        counts.foreign += token.word != kUnknownWord && lexicons.foreign.word(token.word) != nullptr;
        after_stop = false;
        if (!function && folded.size() >= kContentWordBytes) content.push_back(hash);
    }
    return counts;
}

uint8_t LineReader::end_kind(std::span<const Token> tokens, std::string_view raw) const {
    enum : uint8_t { period, quoted, question, exclamation, ellipsis, colon, comma, semicolon, paren, dash, number, star, punct, word };
    if (tokens.empty()) return punct;
    const Token& last = tokens.back();
    if (last.kind == TokenKind::number) return number;
    if (last.kind == TokenKind::word) return word;
    if (raw.size() >= 2 && (raw.substr(raw.size() - 2) == ".." || (raw.size() >= 3 && raw.substr(raw.size() - 3) == "\xE2\x80\xA6"))) return ellipsis;
    const std::string_view mark = text.folded_of(last);
    const std::string_view before = tokens.size() > 1 ? text.folded_of(tokens[tokens.size() - 2]) : std::string_view();
    if (mark == ".") return period;
    if (mark == "\"" || mark == "'") return quoted;
    if (mark == "?") return question;
    if (mark == "!") return exclamation;
    if (mark == ":") return colon;
    if (mark == ",") return comma;
    if (mark == ";") return semicolon;
    if (mark == ")" || mark == "]") return before == "." || before == "..." ? period : paren;
    if (mark == "-") return dash;
    if (mark == "*") return star;
    return punct;
}

uint8_t LineReader::start_kind(std::span<const Token> tokens) const {
    enum : uint8_t { lower, capital, upper, mixed, quote, bullet, number, list_number, paren, hash, at, copyright, punct };
    const Token& token = tokens.front();
    if (token.kind == TokenKind::number) {
        if (tokens.size() > 1 && (text.folded_of(tokens[1]) == "." || text.folded_of(tokens[1]) == ")")) return list_number;
        return number;
    }
    if (token.kind == TokenKind::word) {
        switch (token.letter_case) {
            case LetterCase::capitalized: return capital;
            case LetterCase::upper: return token.span.size() > 1 ? upper : capital;
            case LetterCase::mixed: return mixed;
            default: return lower;
        }
    }
    const std::string_view mark = text.folded_of(token);
    if (mark == "\"" || mark == "'") return quote;
    if (mark == "-" || mark == "*" || mark == "\xE2\x80\xA2" || mark == "\xC2\xB7" || mark == ">" || mark == "\xE2\x96\xAA" ||
        mark == "\xE2\x80\xBA" || mark == "\xE2\x97\x8F" || mark == "\xE2\x9E\xA4" || mark == "\xE2\x96\xBA") return bullet;
    if (mark == "(" || mark == "[") return paren;
    if (mark == "#") return hash;
    if (mark == "@") return at;
    if (mark == "\xC2\xA9") return copyright;
    return punct;
}

bool capital_word(const Token& token) {
    return token.kind == TokenKind::word && (token.letter_case == LetterCase::capitalized || token.letter_case == LetterCase::upper || token.letter_case == LetterCase::mixed);
}

// "KOTA BARU, KABAR.com (12/3) - ": the token behind the dash; 0 when the line does not begin so.
size_t LineReader::dateline_end(std::span<const Token> tokens) const {
    constexpr size_t kMostTokens = 14;
    if (!capital_word(tokens.front())) return 0;
    size_t letters = 0;
    for (size_t i = 1; i < tokens.size() && i < kMostTokens; ++i) {
        const Token& token = tokens[i];
        if (token.kind == TokenKind::word && !capital_word(token) && (tokens[i - 1].kind != TokenKind::punct || token.space_before)) return 0;
        letters += token.kind == TokenKind::word;
        if (letters > 7) return 0;
        if (text.folded_of(token) == "-" && token.space_before && (i + 1 == tokens.size() || tokens[i + 1].space_before)) return i + 1;
        if (token.span.size() == 3 && text.folded_of(token) == "-" && i + 1 < tokens.size()) return i + 1;  // a long dash, set tight
    }
    return 0;
}

void LineReader::emit_marks(std::span<const Token> tokens, std::string_view raw, AtomWriter& emit) const {
    enum : uint8_t { bar, arrow, colon, at, hash, address, copyright, plus, slash, open_paren, whole_paren, asterisk, dash, middle_dot, money, credit, dateline, dateline_whole, amount, mark_count };
    bool seen[mark_count] = {};
    for (size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        const std::string_view mark = text.folded_of(token);
        if (token.kind == TokenKind::word && mark.size() > 2 && mark.back() >= '0' && mark.back() <= '9') seen[amount] = true;  // "Rp9.000"
        if (token.kind != TokenKind::punct) continue;
        const bool inside = i > 0 && i + 1 < tokens.size();
        const bool tight = inside && !token.space_before && !tokens[i + 1].space_before;
        const char c = mark.empty() ? ' ' : mark[0];
        if (c == '|') seen[bar] = true;
        else if (c == '>' || mark == "\xE2\x80\xBA" || mark == "\xE2\x86\x92" || (c == '"' && token.span.of(page.text) == "\xC2\xBB")) seen[arrow] = true;
        else if (c == ':' && inside && !tight) seen[colon] = true;
        else if (c == '@') seen[at] = true;
        else if (c == '#') seen[hash] = true;
        else if (c == '.' && tight && tokens[i + 1].kind == TokenKind::word && tokens[i + 1].letter_case == LetterCase::lower && tokens[i + 1].span.size() <= 7) seen[address] = true;
        else if (mark == "\xC2\xA9") seen[copyright] = true;
        else if (c == '+') seen[plus] = true;
        else if (c == '/' && inside && token.space_before) seen[slash] = true;
        else if (c == '(') seen[open_paren] = true;
        else if (c == '*') seen[asterisk] = true;
        else if (c == '-' && inside && token.space_before && tokens[i + 1].space_before) seen[dash] = true;
        else if (mark == "\xC2\xB7" || mark == "\xE2\x80\xA2") seen[middle_dot] = true;
        else if (c == '$' || c == '%') seen[money] = true;
    }
    const size_t place_end = dateline_end(tokens);
    if (place_end != 0) seen[place_end >= tokens.size() ? dateline_whole : dateline] = true;
    for (size_t i = tokens.size() > 8 ? tokens.size() - 8 : 1; i + 1 < tokens.size(); ++i) {
        // "MDR/Rina Saputri"
        if (text.folded_of(tokens[i]) == "/" && !tokens[i].space_before && capital_word(tokens[i - 1]) && capital_word(tokens[i + 1])) seen[credit] = true;
    }
    seen[whole_paren] = raw.front() == '(' && raw.back() == ')' && raw.find('(', 1) == std::string_view::npos;
    for (uint8_t i = 0; i < mark_count; ++i) {
        if (seen[i]) emit(marks, i);
    }
    if (seen[whole_paren]) {
        emit(code, 0);
        // "(rds/hnf)"
        const bool slashed = tokens.size() <= 9 && raw.find(' ') == std::string_view::npos;
        if (slashed) emit(code, 1);
    }
}

// Returns the words covered by clutter phrases.
uint32_t LineReader::emit_clutter(std::span<const Token> tokens, uint32_t words, LineFacts& facts, AtomWriter& emit) const {
    uint32_t covered[clutter_count] = {};
    bool at_start[clutter_count] = {};
    uint32_t all = 0, seen_words = 0;
    for (size_t i = 0; i < tokens.size();) {
        const Token& token = tokens[i];
        Lexicon::Match match;
        if (token.word != kUnknownWord) match = lexicons.clutter.match(tokens, i);
        if (!match) {
            seen_words += token.kind != TokenKind::punct;
            ++i;
            continue;
        }
        const int kind = index_of(kClutterNames, match.entry->field(1));
        uint32_t phrase_words = 0;
        for (size_t k = i; k < i + match.length; ++k) phrase_words += tokens[k].kind != TokenKind::punct;
        if (kind >= 0) {
            covered[kind] += std::max(phrase_words, 1u);
            at_start[kind] |= seen_words == 0;
            all += phrase_words;
        }
        seen_words += phrase_words;
        i += match.length;
    }
    constexpr int kZoneOfClutter[clutter_count] = {1, 2, 3, 4, 0, 0, 0, 0, 6, 6, 0, 5, 0};
    for (uint8_t kind = 0; kind < clutter_count; ++kind) {
        if (covered[kind] == 0) continue;
        const bool whole = covered[kind] >= words;
        const bool most = covered[kind] * 2 >= words;
        emit(clutter, static_cast<size_t>(kind * 4 + (whole ? 0 : most ? 1 : at_start[kind] ? 2 : 3)));
        if ((whole || (most && words <= 6) || (at_start[kind] && words <= 4)) && facts.zone_kind == 0) facts.zone_kind = static_cast<uint8_t>(kZoneOfClutter[kind]);
    }
    emit(clutter_mix, share_bucket(all, words));
    return all;
}

void LineReader::emit_cues(std::span<const Token> tokens, uint32_t words, AtomWriter& emit) const {
    enum : uint8_t { whole, most, at_start, some };
    uint32_t rubric_words = 0, captions = 0, last_caption = 0;
    bool rubric_start = false, caption_start = false;
    uint8_t byline_place[5] = {9, 9, 9, 9, 9};  // 0 whole, 1 start, 2 some, 9 none
    uint32_t seen_words = 0;
    for (size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (token.word != kUnknownWord) {
            if (Lexicon::Match match = lexicons.rubrics.match(tokens, i)) {
                rubric_words = std::max(rubric_words, std::min(words, match.length));
                rubric_start |= seen_words == 0;
            }
            if (Lexicon::Match match = lexicons.bylines.match(tokens, i)) {
                const int kind = index_of(kBylineKinds, match.entry->field(1));
                if (kind >= 0) {
                    const uint8_t found = match.length >= words ? 0 : seen_words == 0 ? 1 : 2;
                    byline_place[kind] = std::min(byline_place[kind], found);
                }
            }
            if (Lexicon::Match match = lexicons.captions.match(tokens, i)) {
                ++captions;
                caption_start |= seen_words == 0;
                last_caption = static_cast<uint32_t>(i + match.length);
            }
        }
        seen_words += token.kind != TokenKind::punct;
    }
    if (rubric_words > 0) emit(rubric, rubric_words >= words ? whole : rubric_words * 2 >= words ? most : rubric_start ? at_start : some);
    for (size_t kind = 0; kind < 5; ++kind) {
        if (byline_place[kind] != 9) emit(byline_cue, kind * 3 + byline_place[kind]);
    }
    if (captions > 0) {
        emit(caption_cue, captions >= words ? 0u : caption_start ? 1u : last_caption + 4 >= tokens.size() ? 2u : 3u);
        emit(caption_count, std::min(captions, 3u) - 1);
    }
}

void LineReader::emit_discourse(std::span<const Token> tokens, uint32_t quote_marks, AtomWriter& emit) const {
    enum : uint8_t { opener, reference, speech, address, address_unquoted, kinds };
    bool seen[kinds] = {};
    for (size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].word == kUnknownWord) continue;
        Lexicon::Match match = lexicons.discourse.match(tokens, i);
        if (!match) continue;
        const int kind = index_of(kDiscourseKinds, match.entry->field(1));
        if (kind < 0 || (kind == opener && i > 1)) continue;
        seen[kind] = true;
    }
    seen[address_unquoted] = seen[address] && quote_marks == 0;
    for (uint8_t kind = 0; kind < kinds; ++kind) {
        if (seen[kind]) emit(discourse, kind);
    }
}

uint32_t LineReader::emit_stamps(std::span<const Token> tokens, uint32_t words, AtomWriter& emit) {
    stamps.clear();
    find_stamps(text, tokens, lexicons.stamps, stamps);
    uint32_t covered[4] = {}, all = 0;
    for (const Stamp& found : stamps) {
        uint32_t inside = 0;
        for (uint32_t i = found.first; i < found.last; ++i) inside += tokens[i].kind != TokenKind::punct;
        covered[static_cast<size_t>(found.kind)] += inside;
        all += inside;
        if (found.when.utc_offset) emit(stamp, 12);
    }
    for (size_t kind = 0; kind < 4; ++kind) {
        if (covered[kind] > 0) emit(stamp, kind * 3 + (all >= words ? 0u : all * 2 >= words ? 1u : 2u));
    }
    if (!stamps.empty()) {
        if (stamps.front().first == 0) emit(stamp_place, 0);
        if (stamps.back().last == tokens.size()) emit(stamp_place, 1);
    }
    return all;
}

// Prose: a sentence that is whole, long enough and held together by function words.
constexpr uint32_t kProseWords = 7;
constexpr uint32_t kLongWords = 25;
// Scores of the maximum-sum segment: a paragraph outweighs some ten lines of clutter inside the body.
constexpr int kProseScoreMost = 50;
constexpr int kCutScore = -8;
constexpr int kClutterScore = -4;
constexpr int kOtherScore = -3;

LineFacts LineReader::read(size_t line, uint32_t sentence_count, AtomWriter& emit) {
    LineFacts facts;
    const std::span<const Token> tokens = text.line_tokens(line);
    const std::string_view raw = page.lines[line].span.of(page.text);
    content_first.push_back(static_cast<uint32_t>(content.size()));
    emit(bias, 0);
    if (tokens.empty() || raw.empty()) {
        facts.score = kOtherScore;
        return facts;
    }
    const Counts counts = count(tokens, facts);
    facts.words = counts.words;
    const uint8_t ending = end_kind(tokens, raw);
    const uint8_t bucket = length_bucket(counts.words);
    emit(length, bucket);
    emit(end, ending);
    emit(start, start_kind(tokens));
    emit(length_end, bucket * 14u + ending);
    emit(sentences, std::min(sentence_count, 3u));
    emit(capitals, share_bucket(counts.capital, counts.letters));
    emit(uppercase, share_bucket(counts.upper, counts.letters));
    emit(function_share, share_bucket(counts.function, counts.words));
    emit(foreign_share, share_bucket(counts.foreign, counts.words));
    emit(digit_share, share_bucket(counts.digit, counts.words));
    emit(quotes, std::min(counts.quotes, 2u));
    emit_marks(tokens, raw, emit);
    const uint32_t clutter_words = emit_clutter(tokens, counts.words, facts, emit);
    emit_cues(tokens, counts.words, emit);
    emit_discourse(tokens, counts.quotes, emit);
    const uint32_t stamp_words = emit_stamps(tokens, counts.words, emit);
    if (counts.words >= 1 && counts.words <= 4 && counts.capital == counts.words && counts.function == 0 && clutter_words == 0 && stamp_words == 0) {
        emit(name_shape, counts.words - 1);
    }
    facts.cut = ending == 4;
    facts.several_sentences = sentence_count > 1;
    facts.introduces = ending == 5 && counts.words >= 4 && counts.function > 0;
    facts.first_word = hash_bytes(text.folded_of(tokens.front()), kHashSeed);
    if (counts.glued) emit(glued, facts.cut ? 1 : 0);

    const bool sentence_end = ending == 0 || ending == 1 || ending == 2 || ending == 3;
    const bool much_clutter = clutter_words * 5 >= counts.words * 2;
    facts.prose = !facts.cut && !much_clutter && counts.function > 0 && counts.foreign * 5 < counts.words &&
                  ((sentence_end && counts.words >= kProseWords && counts.lower * 2 >= counts.letters) || (sentence_count > 1 && counts.words >= kLongWords));
    if (facts.prose) facts.shape = shape_prose;
    else if (facts.cut) facts.shape = shape_cut;
    else if (counts.words > 0 && stamp_words * 5 >= counts.words * 3) facts.shape = shape_dated;
    else if (clutter_words * 5 >= counts.words * 3) facts.shape = shape_clutter;
    else if (counts.words <= 3) facts.shape = shape_label;
    else if (counts.words <= 24 && counts.capital * 2 >= counts.letters && !(ending == 0)) facts.shape = shape_headline;
    else if (counts.words >= kProseWords) facts.shape = shape_fragment;
    facts.score = facts.prose ? static_cast<int>(std::min<uint32_t>(counts.words, kProseScoreMost))
                  : facts.cut ? kCutScore : facts.shape == shape_clutter || facts.shape == shape_dated ? kClutterScore : kOtherScore;
    return facts;
}

// ---- where a line stands --------------------------------------------------------------------------------------------------

struct Segment {
    size_t first = 0;
    size_t last = 0;  // [first, last); empty: no prose at all
};

// Prose that shares no words with the rest of the page's prose, or stands right under the heading of a list, is likely the
// lead of another article: it weighs less.
constexpr double kLoneShare = 0.4;      // of its weight that prose without shared words keeps
constexpr double kSharedWeight = 2.0;   // how fast shared words make up for it
constexpr double kListedShare = 0.4;
constexpr double kListedLongShare = 0.9;  // leads are one sentence, paragraphs mostly two or more
constexpr size_t kListedLines = 8;

void weigh_prose(std::vector<LineFacts>& lines, const std::vector<uint64_t>& content, const std::vector<uint32_t>& content_first) {
    WordLines all(content.size());
    for (size_t i = 0; i < lines.size(); ++i) {
        if (!lines[i].prose && lines[i].shape != shape_headline) continue;
        for (uint32_t k = content_first[i]; k < content_first[i + 1]; ++k) all.add(content[k], static_cast<uint32_t>(i));
    }
    size_t list_line = lines.size();
    for (size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].zone_kind != 0) list_line = lines[i].zone_kind == 1 ? i : lines.size();
        if (!lines[i].prose) continue;
        uint32_t shared = 0;
        for (uint32_t k = content_first[i]; k < content_first[i + 1]; ++k) shared += all.in_other_line(content[k], static_cast<uint32_t>(i));
        const uint32_t words = std::max(1u, content_first[i + 1] - content_first[i]);
        double weight = std::min(1.0, kLoneShare + kSharedWeight * shared / words);
        if (list_line < i && i - list_line <= kListedLines) weight *= lines[i].several_sentences ? kListedLongShare : kListedShare;
        lines[i].score = static_cast<int>(lines[i].score * weight);
    }
}

Segment best_segment(const std::vector<LineFacts>& lines) {
    Segment best;
    long best_sum = 0, sum = 0;
    size_t first = 0;
    for (size_t i = 0; i < lines.size(); ++i) {
        if (sum <= 0) {
            sum = 0;
            first = i;
        }
        sum += lines[i].score;
        if (sum > best_sum) {
            best_sum = sum;
            best = {first, i + 1};
        }
    }
    return best;
}

// Distances in lines to the prose before and after; 0: none.
struct ProseGaps {
    std::vector<uint32_t> before;
    std::vector<uint32_t> after;
};
ProseGaps prose_gaps(const std::vector<LineFacts>& lines) {
    ProseGaps gaps{std::vector<uint32_t>(lines.size()), std::vector<uint32_t>(lines.size())};
    uint32_t since = 0;
    for (size_t i = 0; i < lines.size(); ++i) {
        gaps.before[i] = since;
        if (lines[i].prose) since = 1;
        else if (since != 0) ++since;
    }
    since = 0;
    for (size_t i = lines.size(); i-- > 0;) {
        gaps.after[i] = since;
        if (lines[i].prose) since = 1;
        else if (since != 0) ++since;
    }
    return gaps;
}
uint32_t gap_bucket(uint32_t gap) { return gap == 0 ? 4 : gap == 1 ? 0 : gap == 2 ? 1 : gap <= 4 ? 2 : 3; }

uint8_t blank_bucket(uint32_t blanks, size_t blank_lines, size_t lines) {
    enum : uint8_t { zero_none, zero_some, zero_most, one_some, one_most, two_some, two_most };
    const bool most = blank_lines * 2 > lines;
    if (blanks == 0) return blank_lines == 0 ? zero_none : most ? zero_most : zero_some;
    return blanks == 1 ? (most ? one_most : one_some) : (most ? two_most : two_some);
}

// How often each line's text stands earlier and later on the page, by sorting.
struct Copies {
    std::vector<bool> earlier;
    std::vector<bool> later;
};
Copies find_copies(const std::vector<LineFacts>& lines) {
    std::vector<std::pair<uint64_t, uint32_t>> order;
    order.reserve(lines.size());
    for (size_t i = 0; i < lines.size(); ++i) order.emplace_back(lines[i].text_hash, static_cast<uint32_t>(i));
    std::sort(order.begin(), order.end());
    Copies copies{std::vector<bool>(lines.size()), std::vector<bool>(lines.size())};
    for (size_t i = 1; i < order.size(); ++i) {
        if (order[i].first == order[i - 1].first) {
            copies.earlier[order[i].second] = true;
            copies.later[order[i - 1].second] = true;
        }
    }
    return copies;
}

size_t overlap_bucket(uint32_t shared, uint32_t words, Place where) {
    if (words == 0) return 0;
    const size_t row = where == place_after ? 2 : where == place_in ? 1 : 0;
    return 1 + row * 6 + share_bucket(shared, words);
}

// Words of the paragraph before that a line is compared with: enough for a paragraph, and linear on any page.
constexpr uint32_t kMostCompared = 40;
constexpr size_t kLeadProse = 3;  // paragraphs that make the lead, whose words the headline uses

}  // namespace

size_t feature_count() { return space().names.size(); }
std::string feature_name(size_t feature) { return space().names[feature]; }

LineFeatures::LineFeatures(const Page& page, const TokenizedText& tokens, const Language& language, std::span<const uint32_t> repeats,
                           size_t first, size_t last) {
    const size_t count = last - first;
    const PageLexicons lexicons(language);
    std::vector<uint64_t> content;
    std::vector<uint32_t> content_first;
    std::vector<LineFacts> facts;
    facts.reserve(count);
    // Atoms of the two passes are made apart and merged, since a line's atoms must lie together.
    std::vector<Atom> own;
    std::vector<uint32_t> own_first = {0};
    {
        AtomWriter emit(own);
        LineReader reader{page, tokens, lexicons, {}, content, content_first};
        auto sentence = std::lower_bound(tokens.sentences.begin(), tokens.sentences.end(), first, [](const Sentence& s, size_t line) { return s.line < line; });
        for (size_t i = first; i < last; ++i) {
            uint32_t sentence_count = 0;
            for (; sentence != tokens.sentences.end() && sentence->line == i; ++sentence) ++sentence_count;
            facts.push_back(reader.read(i, sentence_count, emit));
            own_first.push_back(static_cast<uint32_t>(own.size()));
        }
        content_first.push_back(static_cast<uint32_t>(content.size()));
    }

    weigh_prose(facts, content, content_first);
    const Segment segment = best_segment(facts);
    const ProseGaps gaps = prose_gaps(facts);
    const Copies copies = find_copies(facts);
    size_t blank_lines = 0, prose_in_segment = 0;
    for (size_t i = 0; i < count; ++i) blank_lines += page.lines[first + i].blank_before > 0;
    WordLines lead(content.size()), body(content.size());
    for (size_t i = segment.first; i < segment.last; ++i) {
        if (!facts[i].prose) continue;
        for (uint32_t k = content_first[i]; k < content_first[i + 1]; ++k) {
            if (prose_in_segment < kLeadProse) lead.add(content[k], static_cast<uint32_t>(i));
            body.add(content[k], static_cast<uint32_t>(i));
        }
        ++prose_in_segment;
    }

    // The headline: the line before the prose, or near its beginning, that shares most words with the lead.
    size_t headline = count;
    uint32_t headline_shared = 0;
    for (size_t i = segment.first < 12 ? 0 : segment.first - 12; i < std::min(segment.first + 2, count); ++i) {
        if (facts[i].prose || facts[i].words < 3 || facts[i].words > 30) continue;
        uint32_t shared = 0;
        for (uint32_t k = content_first[i]; k < content_first[i + 1]; ++k) shared += lead.in_other_line(content[k], static_cast<uint32_t>(i));
        if (shared > headline_shared) {
            headline_shared = shared;
            headline = i;
        }
    }
    WordLines title_words(headline < count ? content_first[headline + 1] - content_first[headline] : 0);
    if (headline < count) {
        for (uint32_t k = content_first[headline]; k < content_first[headline + 1]; ++k) title_words.add(content[k], static_cast<uint32_t>(headline));
    }

    const FeatureSpace& features = space();
    AtomWriter emit(atoms_);
    size_t zone_line = 0, prose_seen = 0;
    uint8_t zone_kind = 0;
    bool zone_has_prose = false;
    size_t items = 0;  // lines since one that introduces a list; 0: none does
    size_t previous_prose = count;
    atoms_.reserve(own.size() + count * 24);
    first_atom_.reserve(count + 1);
    transitions_.reserve(count);
    first_atom_.push_back(0);
    for (size_t i = 0; i < count; ++i) {
        const LineFacts& line = facts[i];
        atoms_.insert(atoms_.end(), own.begin() + own_first[i], own.begin() + own_first[i + 1]);
        const Place where = segment.first == segment.last ? place_none : i < segment.first ? place_before : i < segment.last ? place_in : place_after;
        const uint32_t blanks = page.lines[first + i].blank_before;

        emit(blank_style, blank_bucket(i == 0 ? 0 : blanks, blank_lines, count));
        emit(ordinal, i < 3 ? i : i < 5 ? 3u : i < 10 ? 4u : i < 20 ? 5u : 6u);
        const size_t to_end = count - i;
        emit(from_end, to_end <= 2 ? to_end - 1 : to_end <= 5 ? 2u : to_end <= 10 ? 3u : 4u);
        emit(page_size, count <= 6 ? 0u : count <= 15 ? 1u : count <= 40 ? 2u : 3u);
        emit(place, where);
        if (where == place_before) {
            const size_t gap = segment.first - i;
            emit(before, gap <= 3 ? gap - 1 : gap <= 5 ? 3u : gap <= 9 ? 4u : 5u);
        } else if (where == place_after) {
            const size_t gap = i - segment.last + 1;
            emit(after, gap <= 2 ? gap - 1 : gap <= 5 ? 2u : gap <= 9 ? 3u : 4u);
        } else if (where == place_in && line.prose) {
            emit(within, prose_seen == 0 ? 0u : i + 1 == segment.last ? 3u : prose_seen == 1 ? 1u : 2u);
            ++prose_seen;
        }
        emit(prose_gap, gap_bucket(gaps.before[i]) * 5 + gap_bucket(gaps.after[i]));

        const size_t zone_name = zone_kind == 0 ? 0 : zone_kind + (zone_has_prose ? 6u : 0u);
        emit(zone, zone_kind == 0 ? 0 : 1 + (zone_kind - 1) * 5u + distance_bucket(i - zone_line));
        emit(zone_prose, zone_name);
        emit(duplicate, (line.words > 4 ? 4u : 0u) + (copies.earlier[i] ? 1u : 0u) + (copies.later[i] ? 2u : 0u));
        uint32_t in_lead = 0, in_body = 0;
        for (uint32_t k = content_first[i]; k < content_first[i + 1]; ++k) {
            in_lead += lead.in_other_line(content[k], static_cast<uint32_t>(i));
            in_body += body.in_other_line(content[k], static_cast<uint32_t>(i));
        }
        uint32_t in_title = 0, in_previous = 0;
        for (uint32_t k = content_first[i]; k < content_first[i + 1]; ++k) {
            in_title += title_words.in_other_line(content[k], static_cast<uint32_t>(i));
            if (previous_prose >= count) continue;
            for (uint32_t m = content_first[previous_prose]; m < std::min(content_first[previous_prose + 1], content_first[previous_prose] + kMostCompared); ++m) {
                if (content[m] == content[k]) {
                    ++in_previous;
                    break;
                }
            }
        }
        const uint32_t content_words = content_first[i + 1] - content_first[i];
        emit(lead_overlap, overlap_bucket(in_lead, content_words, where));
        emit(page_overlap, overlap_bucket(in_body, content_words, where));
        if (headline < count && headline != i) emit(title_overlap, overlap_bucket(in_title, content_words, where));
        if (previous_prose < count) emit(near_overlap, share_bucket(in_previous, content_words));
        if (line.prose) previous_prose = i;
        if (line.introduces) emit(item, 3);
        if (items > 0) emit(item, std::min<size_t>(items, 3) - 1);
        if (line.introduces) items = 1;
        else if (items > 0) items = line.prose || line.zone_kind != 0 ? 0 : items + 1;
        const bool like_previous = i > 0 && facts[i - 1].first_word == line.first_word, like_next = i + 1 < count && facts[i + 1].first_word == line.first_word;
        if (like_previous || like_next) emit(first_word, like_previous && like_next ? 2u : like_previous ? 0u : 1u);

        const auto shape_at = [&](ptrdiff_t at) { return at < 0 || at >= static_cast<ptrdiff_t>(count) ? kEdge : facts[static_cast<size_t>(at)].shape; };
        const ptrdiff_t here = static_cast<ptrdiff_t>(i);
        emit(shape_triple, (shape_at(here - 1) * kShapeCount + line.shape) * (kShapeCount + 1) + shape_at(here + 1));
        if (shape_at(here - 1) == line.shape) emit(shape_same, 0);
        if (shape_at(here + 1) == line.shape) emit(shape_same, 1);
        if (shape_at(here - 2) == line.shape) emit(shape_same, 2);
        if (shape_at(here + 2) == line.shape) emit(shape_same, 3);
        emit(shape_place, line.shape * kPlaceCount + where);
        emit(shape_zone, line.shape * 13u + zone_name);
        if (!repeats.empty() && repeats[first + i] > 0) {
            const uint32_t times = repeats[first + i];
            emit(repeat, (line.prose ? 0u : 3u) + (times == 1 ? 0u : times <= 3 ? 1u : 2u));
        }

        transitions_.push_back({features.transition[0], static_cast<uint16_t>(features.transition[1] + line.shape * kPreviousRoles),
                                static_cast<uint16_t>(features.transition[2] + std::min<size_t>(i == 0 ? 0 : blanks, 2) * kPreviousRoles),
                                static_cast<uint16_t>(features.transition[3] + where * kPreviousRoles)});
        first_atom_.push_back(static_cast<uint32_t>(atoms_.size()));
        if (line.zone_kind != 0) {
            zone_kind = line.zone_kind;
            zone_line = i;
            zone_has_prose = false;
        } else if (line.prose) {
            zone_has_prose = true;
        }
    }
}

}  // namespace silang
