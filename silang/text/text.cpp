// Tokens and sentences. One pass over the code points of each line; the only allocations are the growing result
// vectors.
#include "silang/text/text.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>

namespace silang {
namespace {

// A token's size must fit Token::folded_size even when folding makes it longer (at most 3 bytes a byte).
constexpr uint32_t kMaxTokenBytes = 16000;

bool is_invisible(UChar32 c) {
    return c == 0xAD || c == 0xFEFF || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 ||
           (c >= 0x2066 && c <= 0x2069);
}

bool is_space(UChar32 c) {
    if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
    return u_isUWhiteSpace(c);
}

bool is_digit(UChar32 c) {
    return c >= '0' && c <= '9';
}

bool is_letter(UChar32 c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const int8_t type = u_charType(c);
    return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK)) != 0 || type == U_DECIMAL_DIGIT_NUMBER;
}

bool is_apostrophe(UChar32 c) {
    return c == '\'' || c == 0x2019 || c == 0x2BC || c == '`';
}

// What a code point folds to for matching; 0 when it folds to nothing.
UChar32 fold_code_point(UChar32 c) {
    if (c < 0x80) {
        if (c >= 'A' && c <= 'Z') return c + 32;
        if (c == '`') return '\'';
        return is_space(c) ? ' ' : c;
    }
    if (is_invisible(c)) return 0;
    switch (c) {
        case 0x2018:
        case 0x2019:
        case 0x201A:
        case 0x201B:
        case 0x2BC:
        case 0x2032:
        case 0xB4:
            return '\'';
        case 0x201C:
        case 0x201D:
        case 0x201E:
        case 0x201F:
        case 0x2033:
        case 0xAB:
        case 0xBB:
            return '"';
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
        case 0x2212:
            return '-';
        default:
            break;
    }
    if (is_space(c)) return ' ';
    return u_foldCase(c, U_FOLD_CASE_DEFAULT);
}

void append_utf8(UChar32 c, std::string& out) {
    if (c < 0x80) {
        out.push_back(static_cast<char>(c));
        return;
    }
    char buffer[4];
    int32_t size = 0;
    U8_APPEND_UNSAFE(reinterpret_cast<uint8_t*>(buffer), size, c);
    out.append(buffer, static_cast<size_t>(size));
}

UChar32 code_point_at(std::string_view text, uint32_t at, uint32_t& next) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    UChar32 c = 0;
    size_t i = at;
    U8_NEXT_UNSAFE(bytes, i, c);
    next = static_cast<uint32_t>(i);
    return c;
}

class Tokenizer {
public:
    Tokenizer(std::string_view text, const Vocabulary& vocabulary, TokenizedText& result)
        : text_(text), vocabulary_(vocabulary), result_(result) {}

    void line(Span span, uint32_t index) {
        uint32_t at = span.begin;
        bool space = true;
        while (at < span.end) {
            uint32_t next = at;
            const UChar32 c = code_point_at(text_, at, next);
            if (is_space(c)) {
                space = true;
            } else if (is_invisible(c)) {
                // Neither space nor token: "ber­main" with a soft hyphen stays one word.
            } else {
                const uint32_t end = is_letter(c)  ? word_end(at, span.end)
                                     : is_digit(c) ? number_end(at, span.end)
                                                   : next;
                const uint32_t clitic = clitic_begin({at, end});
                emit({at, clitic}, index, space);
                if (clitic < end) emit({clitic, end}, index, false);
                space = false;
                next = end;
            }
            at = next;
        }
    }

private:
    uint32_t word_end(uint32_t at, uint32_t limit) const {
        limit = std::min(limit, at + kMaxTokenBytes);
        uint32_t end = at;
        while (at < limit) {
            uint32_t next = at;
            const UChar32 c = code_point_at(text_, at, next);
            if (next > limit) break;
            if (is_letter(c)) {
                end = next;
            } else if (is_apostrophe(c) && end == at && next < limit) {
                // Inside a word only: "Jum'at", but not the mark that closes a quotation.
                uint32_t after = next;
                if (!is_letter(code_point_at(text_, next, after))) break;
            } else if (!is_invisible(c)) {
                break;
            }
            at = next;
        }
        return end;
    }

    // Where the clitic that ends the word begins ("Ali|'s"); the word's end when none does.
    uint32_t clitic_begin(Span word) const {
        for (const std::string& clitic : vocabulary_.clitics()) {
            // The apostrophe may be curly: the letters behind it are compared, then what stands before them.
            const auto letters = static_cast<uint32_t>(clitic.size() - 1);
            if (word.size() <= letters + 1) continue;
            uint32_t mark = word.end - letters;
            do --mark;
            while (mark > word.begin && (static_cast<unsigned char>(text_[mark]) & 0xC0) == 0x80);
            uint32_t next = mark;
            if (mark == word.begin || !is_apostrophe(code_point_at(text_, mark, next)) || next != word.end - letters)
                continue;
            bool same = true;
            for (uint32_t k = 0; k < letters && same; ++k)
                same = fold_code_point(static_cast<unsigned char>(text_[next + k])) == clitic[k + 1];
            if (same) return mark;
        }
        return word.end;
    }

    // "11.000", "2,5", "08.25": a . or , belongs to the number only between digits.
    uint32_t number_end(uint32_t at, uint32_t limit) const {
        limit = std::min(limit, at + kMaxTokenBytes);
        while (at < limit) {
            const char c = text_[at];
            const bool mark =
                (c == '.' || c == ',') && at + 1 < limit && is_digit(static_cast<unsigned char>(text_[at + 1]));
            if (!mark && !is_digit(static_cast<unsigned char>(c))) break;
            ++at;
        }
        return at;
    }

    void emit(Span span, uint32_t line, bool space) {
        Token token{};
        token.span = span;
        token.folded_begin = static_cast<uint32_t>(result_.folded.size());
        token.line = line;
        token.space_before = space;
        bool letter = false;
        bool digit = false;
        bool first_upper = false;
        bool other_upper = false;
        bool any_lower = false;
        for (uint32_t at = span.begin; at < span.end;) {
            uint32_t next = at;
            const UChar32 c = code_point_at(text_, at, next);
            at = next;
            if (is_digit(c)) digit = true;
            if (is_letter(c)) {
                const bool upper = c < 0x80 ? (c >= 'A' && c <= 'Z') : u_isUUppercase(c);
                if (!letter)
                    first_upper = upper;
                else if (upper)
                    other_upper = true;
                if (!upper) any_lower = true;
                letter = true;
            }
            if (const UChar32 folded = fold_code_point(c); folded != 0) append_utf8(folded, result_.folded);
        }
        token.folded_size = static_cast<uint16_t>(result_.folded.size() - token.folded_begin);
        token.kind = letter ? TokenKind::word : digit ? TokenKind::number : TokenKind::punct;
        token.letter_case = !letter                                    ? LetterCase::none
                            : !first_upper && !other_upper             ? LetterCase::lower
                            : first_upper && !other_upper && any_lower ? LetterCase::capitalized
                            : first_upper && !any_lower
                                ? (span.size() == 1 ? LetterCase::capitalized : LetterCase::upper)
                                : LetterCase::mixed;
        token.word = vocabulary_.find(result_.folded_of(token));
        result_.tokens.push_back(token);
    }

    std::string_view text_;
    const Vocabulary& vocabulary_;
    TokenizedText& result_;
};

// "São Tomé" -> "Sao Tome", other scripts as ICU romanises them.
std::string to_ascii(std::string_view text) {
    // A transliterator is costly to make and not to be shared between threads.
    thread_local const std::unique_ptr<icu::Transliterator> kToAscii = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(
            icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
    }();
    assert(kToAscii);
    icu::UnicodeString wide =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    kToAscii->transliterate(wide);
    std::string out;
    wide.toUTF8String(out);
    return out;
}

char punctuation(const TokenizedText& text, size_t index) {
    const Token& token = text.tokens[index];
    return token.kind == TokenKind::punct && token.folded_size == 1 ? text.folded[token.folded_begin] : '\0';
}

bool is_closing(char mark) {
    return mark == '"' || mark == '\'' || mark == ')' || mark == ']';
}

// A sentence ends at . ! ? … (and closing marks glued behind) when white space and something that can begin a sentence
// follow: not a lower-case word, and not behind an abbreviation or a lone initial.
void split_line(TokenizedText& text, uint32_t line, const std::vector<bool>& abbreviations) {
    const uint32_t first = text.line_first_token[line];
    const uint32_t last = text.line_first_token[line + 1];
    uint32_t begin = first;
    const auto emit = [&](uint32_t end) {
        if (end == begin) return;
        text.sentences.push_back({{text.tokens[begin].span.begin, text.tokens[end - 1].span.end}, begin, end, line});
        begin = end;
    };
    for (uint32_t i = first; i < last; ++i) {
        const char mark = punctuation(text, i);
        const bool ellipsis = text.folded_of(text.tokens[i]) == "\xE2\x80\xA6";
        if (mark != '.' && mark != '!' && mark != '?' && !ellipsis) continue;
        if (mark == '.' && i > first && !text.tokens[i].space_before) {
            const Token& before = text.tokens[i - 1];
            const bool initial = before.kind == TokenKind::word && before.span.size() == 1 &&
                                 before.letter_case == LetterCase::capitalized;
            if (initial || (before.word < abbreviations.size() && abbreviations[before.word])) continue;
        }
        uint32_t end = i + 1;
        while (end < last && !text.tokens[end].space_before &&
               (is_closing(punctuation(text, end)) || punctuation(text, end) == '.')) {
            ++end;
        }
        if (end < last) {
            const Token& next = text.tokens[end];
            if (!next.space_before || next.letter_case == LetterCase::lower) continue;
            const char opening = punctuation(text, end);
            if (opening == ',' || opening == ')' || opening == '-') continue;
        }
        emit(end);
        i = end - 1;
    }
    emit(last);
}

}  // namespace

WordId Vocabulary::add(std::string_view folded) {
    const auto next = static_cast<WordId>(ids_.size() + 1);
    return ids_.try_emplace(std::string(folded), next).first->second;
}

WordId Vocabulary::find(std::string_view folded) const {
    const auto found = ids_.find(folded);
    return found == ids_.end() ? kUnknownWord : found->second;
}

size_t TokenizedText::token_at(uint32_t offset) const {
    const auto found = std::upper_bound(tokens.begin(), tokens.end(), offset,
                                        [](uint32_t wanted, const Token& token) { return wanted < token.span.end; });
    return static_cast<size_t>(found - tokens.begin());
}

TokenizedText tokenize(std::string_view page_text, std::span<const Span> lines, const Vocabulary& vocabulary,
                       const std::vector<bool>& abbreviations) {
    assert(valid_utf8(page_text));
    TokenizedText result;
    result.folded.reserve(page_text.size());
    result.tokens.reserve(page_text.size() / 5);
    result.line_first_token.reserve(lines.size() + 1);
    Tokenizer tokenizer(page_text, vocabulary, result);
    for (size_t i = 0; i < lines.size(); ++i) {
        result.line_first_token.push_back(static_cast<uint32_t>(result.tokens.size()));
        tokenizer.line(lines[i], static_cast<uint32_t>(i));
    }
    result.line_first_token.push_back(static_cast<uint32_t>(result.tokens.size()));
    for (size_t i = 0; i < lines.size(); ++i) split_line(result, static_cast<uint32_t>(i), abbreviations);
    return result;
}

void fold_append(std::string_view text, std::string& out) {
    for (uint32_t at = 0; at < text.size();) {
        uint32_t next = at;
        const UChar32 c = code_point_at(text, at, next);
        at = next;
        if (const UChar32 folded = fold_code_point(c); folded != 0) append_utf8(folded, out);
    }
}

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    fold_append(text, out);
    return out;
}

std::string clean_spaces(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool space = false;
    for (uint32_t at = 0; at < text.size();) {
        uint32_t next = at;
        const UChar32 c = code_point_at(text, at, next);
        if (is_space(c)) {
            space = true;
        } else if (!is_invisible(c)) {
            if (space && !out.empty()) out += ' ';
            space = false;
            out.append(text.substr(at, next - at));
        }
        at = next;
    }
    return out;
}

std::string title_case(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        size_t end = text.find(' ', at);
        if (end == std::string_view::npos) end = text.size();
        const std::string_view word = text.substr(at, end - at);
        bool lower = false;
        size_t letters = 0;
        for (uint32_t i = 0; i < word.size();) {
            uint32_t next = i;
            const UChar32 c = code_point_at(word, i, next);
            if (u_isalpha(c)) {
                ++letters;
                if (u_isULowercase(c)) lower = true;
            }
            i = next;
        }
        bool inside = false;
        for (uint32_t i = 0; i < word.size();) {
            uint32_t next = i;
            const UChar32 c = code_point_at(word, i, next);
            const bool change = !lower && letters > 1 && inside;
            append_utf8(change ? u_tolower(c) : c, out);
            inside = u_isalpha(c) || is_apostrophe(c);
            i = next;
        }
        if (end < text.size()) out += ' ';
        at = end + 1;
    }
    return out;
}

std::string slug(std::string_view text) {
    std::string latin;
    if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
        latin = to_ascii(text);
        text = latin;
    }
    std::string out;
    for (uint32_t at = 0; at < text.size();) {
        uint32_t next = at;
        UChar32 c = fold_code_point(code_point_at(text, at, next));
        at = next;
        if (c == 0 || c == '\'') continue;
        const bool keep = (c >= 'a' && c <= 'z') || is_digit(c);
        if (keep)
            out += static_cast<char>(c);
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}

Span trim(std::string_view page_text, Span span) {
    while (span.begin < span.end) {
        uint32_t next = span.begin;
        const UChar32 c = code_point_at(page_text, span.begin, next);
        if (!is_space(c) && !is_invisible(c)) break;
        span.begin = next;
    }
    while (span.begin < span.end) {
        uint32_t before = span.end;
        do --before;
        while (before > span.begin && (static_cast<unsigned char>(page_text[before]) & 0xC0) == 0x80);
        uint32_t next = before;
        const UChar32 c = code_point_at(page_text, before, next);
        if (!is_space(c) && !is_invisible(c)) break;
        span.end = before;
    }
    return span;
}

bool valid_utf8(std::string_view bytes) {
    const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
    const auto size = static_cast<int64_t>(bytes.size());
    for (int64_t i = 0; i < size;) {
        if (data[i] < 0x80) {
            ++i;
            continue;
        }
        UChar32 c = 0;
        U8_NEXT(data, i, size, c);
        if (c < 0) return false;
    }
    return true;
}

}  // namespace silang
