#include "silang/article/line_facts.h"

#include <algorithm>

namespace silang::line_model {
namespace {

enum Clutter : uint8_t {
    c_list,
    c_menu,
    c_share,
    c_tags,
    c_more,
    c_continue,
    c_related,
    c_promo,
    c_form,
    c_validation,
    c_button,
    c_comment,
    c_legal,
    clutter_count
};
constexpr std::string_view kClutterNames[clutter_count] = {"list",     "menu",    "share", "tags", "more",
                                                           "continue", "related", "promo", "form", "validation",
                                                           "button",   "comment", "legal"};
constexpr std::string_view kDiscourseKinds[4] = {"opener", "reference", "speech", "address"};
constexpr std::string_view kBylineKinds[5] = {"writer", "editor", "photo", "other", "code"};

constexpr uint64_t kHashSeed = 0xcbf29ce484222325u;
constexpr uint64_t kHashPrime = 0x100000001b3u;
uint64_t hash_bytes(std::string_view bytes, uint64_t hash) {
    for (char c : bytes) hash = (hash ^ static_cast<uint8_t>(c)) * kHashPrime;
    return hash;
}

// Words that tell what a text is about: long enough, and no function words.
constexpr uint32_t kContentWordBytes = 4;

template <size_t N>
int index_of(const std::string_view (&names)[N], std::string_view name) {
    for (size_t i = 0; i < N; ++i) {
        if (names[i] == name) return static_cast<int>(i);
    }
    return -1;
}

bool capital_word(const Token& token) {
    return token.kind == TokenKind::word &&
           (token.letter_case == LetterCase::capitalized || token.letter_case == LetterCase::upper ||
            token.letter_case == LetterCase::mixed);
}

}  // namespace

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
            counts.owner |= folded == "\xC2\xA9";
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
        counts.mixed |= token.letter_case == LetterCase::mixed && folded.size() >= kContentWordBytes;
        counts.capital += token.letter_case == LetterCase::capitalized || token.letter_case == LetterCase::upper ||
                          token.letter_case == LetterCase::mixed;
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
    enum : uint8_t {
        period,
        quoted,
        question,
        exclamation,
        ellipsis,
        colon,
        comma,
        semicolon,
        paren,
        dash,
        number,
        star,
        punct,
        word
    };
    if (tokens.empty()) return punct;
    const Token& last = tokens.back();
    if (last.kind == TokenKind::number) return number;
    if (last.kind == TokenKind::word) return word;
    if (raw.size() >= 2 &&
        (raw.substr(raw.size() - 2) == ".." || (raw.size() >= 3 && raw.substr(raw.size() - 3) == "\xE2\x80\xA6")))
        return ellipsis;
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
    enum : uint8_t {
        lower,
        capital,
        upper,
        mixed,
        quote,
        bullet,
        number,
        list_number,
        paren,
        hash,
        at,
        copyright,
        punct
    };
    const Token& token = tokens.front();
    if (token.kind == TokenKind::number) {
        if (tokens.size() > 1 && (text.folded_of(tokens[1]) == "." || text.folded_of(tokens[1]) == ")"))
            return list_number;
        return number;
    }
    if (token.kind == TokenKind::word) {
        switch (token.letter_case) {
            case LetterCase::capitalized:
                return capital;
            case LetterCase::upper:
                return token.span.size() > 1 ? upper : capital;
            case LetterCase::mixed:
                return mixed;
            default:
                return lower;
        }
    }
    const std::string_view mark = text.folded_of(token);
    if (mark == "\"" || mark == "'") return quote;
    if (mark == "-" || mark == "*" || mark == "\xE2\x80\xA2" || mark == "\xC2\xB7" || mark == ">" ||
        mark == "\xE2\x96\xAA" || mark == "\xE2\x80\xBA" || mark == "\xE2\x97\x8F" || mark == "\xE2\x9E\xA4" ||
        mark == "\xE2\x96\xBA")
        return bullet;
    if (mark == "(" || mark == "[") return paren;
    if (mark == "#") return hash;
    if (mark == "@") return at;
    if (mark == "\xC2\xA9") return copyright;
    return punct;
}

// "KOTA BARU, KABAR.com (12/3) - ": the token behind the dash; 0 when the line does not begin so.
size_t LineReader::dateline_end(std::span<const Token> tokens) const {
    constexpr size_t kMostTokens = 14;
    if (!capital_word(tokens.front())) return 0;
    size_t letters = 0;
    for (size_t i = 1; i < tokens.size() && i < kMostTokens; ++i) {
        const Token& token = tokens[i];
        if (token.kind == TokenKind::word && !capital_word(token) &&
            (tokens[i - 1].kind != TokenKind::punct || token.space_before))
            return 0;
        letters += token.kind == TokenKind::word;
        if (letters > 7) return 0;
        if (text.folded_of(token) == "-" && token.space_before &&
            (i + 1 == tokens.size() || tokens[i + 1].space_before))
            return i + 1;
        if (token.span.size() == 3 && text.folded_of(token) == "-" && i + 1 < tokens.size())
            return i + 1;  // a long dash, set tight
    }
    return 0;
}

void LineReader::emit_marks(std::span<const Token> tokens, std::string_view raw, AtomWriter& emit) const {
    enum : uint8_t {
        bar,
        arrow,
        colon,
        at,
        hash,
        address,
        copyright,
        plus,
        slash,
        open_paren,
        whole_paren,
        asterisk,
        dash,
        middle_dot,
        money,
        credit,
        dateline,
        dateline_whole,
        amount,
        mark_count
    };
    bool seen[mark_count] = {};
    for (size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        const std::string_view mark = text.folded_of(token);
        if (token.kind == TokenKind::word && mark.size() > 2 && mark.back() >= '0' && mark.back() <= '9')
            seen[amount] = true;  // "Rp9.000"
        if (token.kind != TokenKind::punct) continue;
        const bool inside = i > 0 && i + 1 < tokens.size();
        const bool tight = inside && !token.space_before && !tokens[i + 1].space_before;
        const char c = mark.empty() ? ' ' : mark[0];
        if (c == '|')
            seen[bar] = true;
        else if (c == '>' || mark == "\xE2\x80\xBA" || mark == "\xE2\x86\x92" ||
                 (c == '"' && token.span.of(page.text) == "\xC2\xBB"))
            seen[arrow] = true;
        else if (c == ':' && inside && !tight)
            seen[colon] = true;
        else if (c == '@')
            seen[at] = true;
        else if (c == '#')
            seen[hash] = true;
        else if (c == '.' && tight && tokens[i + 1].kind == TokenKind::word &&
                 tokens[i + 1].letter_case == LetterCase::lower && tokens[i + 1].span.size() <= 7)
            seen[address] = true;
        else if (mark == "\xC2\xA9")
            seen[copyright] = true;
        else if (c == '+')
            seen[plus] = true;
        else if (c == '/' && inside && token.space_before)
            seen[slash] = true;
        else if (c == '(')
            seen[open_paren] = true;
        else if (c == '*')
            seen[asterisk] = true;
        else if (c == '-' && inside && token.space_before && tokens[i + 1].space_before)
            seen[dash] = true;
        else if (mark == "\xC2\xB7" || mark == "\xE2\x80\xA2")
            seen[middle_dot] = true;
        else if (c == '$' || c == '%')
            seen[money] = true;
    }
    const size_t place_end = dateline_end(tokens);
    if (place_end != 0) seen[place_end >= tokens.size() ? dateline_whole : dateline] = true;
    for (size_t i = tokens.size() > 8 ? tokens.size() - 8 : 1; i + 1 < tokens.size(); ++i) {
        // "MDR/Rina Saputri"
        if (text.folded_of(tokens[i]) == "/" && !tokens[i].space_before && capital_word(tokens[i - 1]) &&
            capital_word(tokens[i + 1]))
            seen[credit] = true;
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
uint32_t LineReader::emit_clutter(std::span<const Token> tokens, uint32_t words, LineFacts& facts,
                                  AtomWriter& emit) const {
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
        if ((whole || (most && words <= 6) || (at_start[kind] && words <= 4)) && facts.zone_kind == 0)
            facts.zone_kind = static_cast<uint8_t>(kZoneOfClutter[kind]);
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
                // A rubric stands apart ("Dunia | ...", "HUKUM 2 jam lalu"); "Amerika Serikat mengizinkan" only begins
                // like one.
                const size_t behind = i + match.length;
                const bool apart = behind >= tokens.size() || tokens[behind].kind != TokenKind::word;
                if (apart || match.length >= words)
                    rubric_words = std::max(rubric_words, std::min(words, match.length));
                rubric_start |= apart && seen_words == 0;
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
    if (rubric_words > 0)
        emit(rubric, rubric_words >= words ? whole : rubric_words * 2 >= words ? most : rubric_start ? at_start : some);
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
    emit(length_end, bucket * kEndCount + ending);
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
    if (counts.words >= 1 && counts.words <= 4 && counts.capital == counts.words && counts.function == 0 &&
        clutter_words == 0 && stamp_words == 0) {
        emit(name_shape, counts.words - 1);
    }
    facts.cut = ending == 4;
    facts.several_sentences = sentence_count > 1;
    facts.names_site = counts.owner || (counts.words <= 3 && counts.mixed && counts.letters == counts.words);
    facts.introduces = ending == 5 && counts.words >= 4 && counts.function > 0;
    facts.first_word = hash_bytes(text.folded_of(tokens.front()), kHashSeed);
    if (counts.glued) emit(glued, facts.cut ? 1 : 0);

    const bool sentence_end = ending == 0 || ending == 1 || ending == 2 || ending == 3;
    const bool much_clutter = clutter_words * 5 >= counts.words * 2;
    facts.prose = !facts.cut && !much_clutter && counts.function > 0 && counts.foreign * 5 < counts.words &&
                  ((sentence_end && counts.words >= kProseWords && counts.lower * 3 >= counts.letters) ||
                   (sentence_count > 1 && counts.words >= kLongWords));
    if (facts.prose)
        facts.shape = shape_prose;
    else if (facts.cut)
        facts.shape = shape_cut;
    else if (counts.words > 0 && stamp_words * 5 >= counts.words * 3)
        facts.shape = shape_dated;
    else if (clutter_words * 5 >= counts.words * 3)
        facts.shape = shape_clutter;
    else if (counts.words <= 3)
        facts.shape = shape_label;
    else if (counts.words <= 24 && counts.capital * 2 >= counts.letters && !(ending == 0))
        facts.shape = shape_headline;
    else if (counts.words >= kProseWords)
        facts.shape = shape_fragment;
    facts.score = facts.prose ? static_cast<int>(std::min<uint32_t>(counts.words, kProseScoreMost))
                  : facts.cut ? kCutScore
                  : facts.shape == shape_clutter || facts.shape == shape_dated ? kClutterScore
                                                                               : kOtherScore;
    return facts;
}

}  // namespace silang::line_model
