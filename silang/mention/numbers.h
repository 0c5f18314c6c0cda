// Numbers in figures and in words, read for times and for quantities alike.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "silang/article/article.h"
#include "silang/language/language.h"
#include "silang/text/text.h"

namespace silang {

struct Number {
    uint32_t end = 0;  // the token behind it
    double value = 0;
    std::optional<double> max;  // "puluhan": 20 up to 99
    bool vague = false;         // "puluhan", "belasan"
    bool several = false;       // "beberapa": no count at all
    bool figure = false;        // written in digits
    bool whole = false;  // digits and nothing else, no mark and no magnitude: what days, years and numbers of order are
    bool scaled = false;    // a word such as "juta" is part of it
    bool halved = false;    // ends in "setengah": "dua setengah"
    bool fraction = false;  // "sepertiga"
    uint8_t digits = 0;     // of a whole number
    double scale = 1;       // what its magnitudes multiply a figure by
};

// "sekitar", "lebih dari": how exact the number behind (or before) it is.
struct Bound {
    std::string_view bound;  // approx, at-least, at-most, more-than, less-than, exact
    std::string_view where;
    uint32_t length = 0;  // in tokens
    explicit operator bool() const { return length != 0; }
};

// Short magnitudes that are a unit of something else stand behind money only: "$15m".
enum class Amount : uint8_t { plain, money };

class NumberReader {
public:
    explicit NumberReader(const Language& language);

    // The number that begins at tokens[at] and lies before `end`: figures with their magnitude ("4,8 juta", "25rb") or
    // words.
    [[nodiscard]] std::optional<Number> read(const TokenizedText& text, uint32_t at, uint32_t end,
                                             Amount amount = Amount::plain) const;
    // "setengah", "and a half": what is added to the whole before it.
    [[nodiscard]] std::optional<Number> read_half(const TokenizedText& text, uint32_t at, uint32_t end) const;
    // Whether a number in words, or a word that says how exact one is, may begin with the word.
    [[nodiscard]] bool begins_number(WordId word) const { return words_.begins(word); }
    [[nodiscard]] bool begins_bound(WordId word) const { return approximators_.begins(word); }
    [[nodiscard]] Bound bound_at(const TokenizedText& text, uint32_t at, uint32_t end) const;
    // The magnitude at tokens[at] ("juta", "rb"), and its length in tokens in `length`; 0 when none stands there.
    [[nodiscard]] double magnitude_at(const TokenizedText& text, uint32_t at, uint32_t end, uint32_t& length,
                                      Amount amount = Amount::plain) const;

private:
    enum class Kind : uint8_t {
        digit,
        number,
        teen,
        ten,
        tens,
        link,
        hundred,
        scale,
        scaled,
        half,
        point,
        divisor,
        fraction,
        vague,
        several,
        dozen,
        dozens,
    };
    struct Word {
        double value;
        double max;
        Kind kind;
        uint32_t length;  // in tokens
    };
    [[nodiscard]] const Word* word_at(const TokenizedText& text, uint32_t at, uint32_t end) const;
    [[nodiscard]] bool goes_on_below_hundred(const TokenizedText& text, uint32_t at, uint32_t end,
                                             bool behind_scale) const;
    [[nodiscard]] std::optional<Number> read_figure(const TokenizedText& text, uint32_t at, uint32_t end,
                                                    Amount amount) const;
    [[nodiscard]] std::optional<Number> read_words(const TokenizedText& text, uint32_t at, uint32_t end) const;

    const Lexicon& words_;
    const Lexicon& magnitudes_;
    const Lexicon& approximators_;
    std::vector<Word> word_values_;  // one an entry of words_
    std::vector<double> magnitude_values_;
    char decimal_mark_;
    char group_mark_;
};

// The value of a figure such as "11.000", "4,8" or "1.234,5" under the language's marks; a mark that cannot be a group
// mark
// ("5.6") is a decimal one. Nothing for what is no number of things ("18.6.2024", "1.2.3").
std::optional<double> parse_figure(std::string_view figure, char decimal_mark, char group_mark);

// Only what the article itself says is mentioned by it.
inline bool is_told(Role role) {
    return role == Role::title || role == Role::heading || role == Role::body;
}

// The character of one-byte punctuation, 0 for every other token.
inline char mark_at(const TokenizedText& text, uint32_t at) {
    const Token& token = text.tokens[at];
    return token.kind == TokenKind::punct && token.folded_size == 1 ? text.folded[token.folded_begin] : '\0';
}

}  // namespace silang
