// Words and sentences of a page, each with the way back to its bytes.
//
//   page text   S e l a s a   ( 1 8 / 6 )     bytes, owned by the Page
//   tokens      [Selasa] [(] [18] [/] [6] [)] spans of those bytes, plus
//   folded      selasa ( 18 / 6 )             lower case, no soft hyphens, straight quotes: what lexicons are matched
//   on
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "silang/base/types.h"

namespace silang {

// A word some lexicon knows; 0 is every other word.
using WordId = uint32_t;
inline constexpr WordId kUnknownWord = 0;

struct StringHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

class Vocabulary {
public:
    WordId add(std::string_view folded);
    [[nodiscard]] WordId find(std::string_view folded) const;
    [[nodiscard]] size_t size() const { return ids_.size() + 1; }
    // Endings that hang on a word behind an apostrophe and are a token of their own ("'s"): folded.
    void add_clitic(std::string_view folded) { clitics_.emplace_back(folded); }
    [[nodiscard]] const std::vector<std::string>& clitics() const { return clitics_; }

private:
    std::unordered_map<std::string, WordId, StringHash, std::equal_to<>> ids_;
    std::vector<std::string> clitics_;
};

enum class TokenKind : uint8_t {
    word,    // letters and marks, with apostrophes inside: "Jum'at", "imbuhnya"; a clitic begins with its apostrophe
    number,  // digits, with . or , between digits: "11.000", "2,5", "08.25"
    punct,   // one code point of anything else that is not white space
    // A border between letters and digits is a border between tokens (without space_before): "Rp10.000" is Rp + 10.000,
    // "1990an" 1990 + an, "G20" G + 20. "18/6", "Jong-un" and "19:02" are three tokens each.
};

enum class LetterCase : uint8_t { none, lower, capitalized, upper, mixed };  // "12", "kata", "Kata", "KPK", "iPhone"

struct Token {
    Span span;              // in the page text
    uint32_t folded_begin;  // in TokenizedText::folded
    uint16_t folded_size;   // a token longer than 65,535 bytes is cut into several
    TokenKind kind;
    LetterCase letter_case;
    WordId word;
    uint32_t line;      // index of the page's line it stands in
    bool space_before;  // white space, or the start of a line, stands before it
};

struct Sentence {
    Span span;       // from the first to the last token
    uint32_t first;  // token indices [first, last)
    uint32_t last;
    uint32_t line;
};

struct TokenizedText {
    std::string folded;
    std::vector<Token> tokens;
    std::vector<uint32_t> line_first_token;  // one a line and one behind the last: tokens of line i are [i], [i+1]
    std::vector<Sentence> sentences;         // never across lines, in order

    [[nodiscard]] std::string_view folded_of(const Token& token) const {
        return std::string_view(folded).substr(token.folded_begin, token.folded_size);
    }
    [[nodiscard]] std::span<const Token> line_tokens(size_t line) const {
        return std::span(tokens).subspan(line_first_token[line], line_first_token[line + 1] - line_first_token[line]);
    }
    // Index of the first token that ends behind `offset`; tokens.size() when none does.
    [[nodiscard]] size_t token_at(uint32_t offset) const;
};

// Cuts the given lines (spans of `page_text`, in order, not overlapping) into tokens and sentences. `abbreviations` are
// the words whose full stop does not end a sentence. `page_text` is valid UTF-8 (asserted).
TokenizedText tokenize(std::string_view page_text, std::span<const Span> lines, const Vocabulary& vocabulary,
                       const std::vector<bool>& abbreviations);

// Lower case (Unicode simple folding), without soft hyphens, zero-width characters and BOM; NBSP and its like become a
// space, curly quotation marks and apostrophes straight ones, dashes "-".
std::string fold(std::string_view text);
// As fold(), appended to `out`: no allocation when `out` has room.
void fold_append(std::string_view text, std::string& out);

// The text as a person would retype it: soft hyphens, zero-width characters and BOM dropped, each run of white space
// one space, none at the ends; letters, case and punctuation as they are.
std::string clean_spaces(std::string_view text);

// "VLADIMIR PUTIN" -> "Vladimir Putin"; words that are not all upper case stay as they are.
std::string title_case(std::string_view text);

// Lower-case ASCII letters and digits with single hyphens: "Kim Jong-un" -> "kim-jong-un", "São Tomé" -> "sao-tome".
std::string slug(std::string_view text);

// Trims white space, NBSP, BOM and zero-width characters from both ends of `span`.
Span trim(std::string_view page_text, Span span);

// True for well-formed UTF-8 (Unicode 15, table 3-7).
bool valid_utf8(std::string_view bytes);

}  // namespace silang
