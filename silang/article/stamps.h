// Dates, clock times and ages ("5 bulan yang lalu") as the furniture of a page writes them. Running text is not read
// here: the times of the body are the mention stage's. Internal to the article stage.
#pragma once

#include <span>
#include <vector>

#include "silang/base/calendar.h"
#include "silang/language/language.h"
#include "silang/text/text.h"

namespace silang {

enum class StampKind : uint8_t {
    date,     // a whole day, with or without a clock time
    clock,    // a clock time alone
    age,      // "2 jam lalu"
    partial,  // day and month only, or a weekday alone
};

struct Stamp {
    StampKind kind;
    uint32_t first;  // tokens [first, last), indices into the tokens given
    uint32_t last;
    Moment when;              // date and clock
    int64_t age_minutes = 0;  // age: how long ago
};

// The lexicons a stamp is read with, looked up once a page.
struct StampLexicons {
    explicit StampLexicons(const Language& language);
    bool month_first;  // "6/18/2024"
    const Lexicon& months;
    const Lexicon& weekdays;
    const Lexicon& zones;
    const Lexicon& parts;  // of the day: "pm"
    const Lexicon& ages;
    const Lexicon& cues;
};

// Appends the stamps of one line in order, not overlapping.
void find_stamps(const TokenizedText& text, std::span<const Token> tokens, const StampLexicons& lexicons,
                 std::vector<Stamp>& stamps);

}  // namespace silang
