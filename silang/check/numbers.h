// What a number counts, and for which moment: what two numbers are compared by.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "silang/check/parts.h"

namespace silang {

// How a number may change as time goes by.
enum class Change : uint8_t {
    fixed,       // two numbers are a conflict
    cumulative,  // it only grows: a later, higher number is an update
    open,        // a later number is an update
};

struct NumberClaim {
    uint32_t unit;  // index into StoryUnits::units
    Span span;
    double value = 0;       // as written, in the page's unit
    std::string measured;   // that unit; of a length of time the letter of ISO 8601
    std::string_view role;  // of the lexicon; empty: told by the noun alone
    std::string_view noun;  // the head of what is counted, folded; empty when nothing is named
    std::string dimension;  // the base unit; empty: a bare count
    Change change = Change::fixed;
    bool named = false;    // there may be several of the kind in a story: the names beside it tell which
    bool past = false;     // the page itself says that it no longer holds ("dari semula 9")
    bool becomes = false;  // told as what it came to ("bertambah menjadi 14")
    double low = 0;        // in the base unit; what is rounded is a range
    double high = 0;
    double factor = 1;  // from the unit as written to the base unit
    bool rounded = false;
    bool vague = false;       // "belasan", "ratusan": a range that decides nothing
    bool part = false;        // a part of another number, or a difference ("dua di antaranya", "bertambah 5")
    bool refuted = false;     // given as what it is not ("bukan 14")
    bool other = false;       // counts others than the number before it ("dua lainnya")
    bool background = false;  // of an earlier happening
    // The moment it holds for, in minutes (UTC), from the earliest to the latest it can be.
    int64_t from = 0;
    int64_t to = 0;
    bool timed = false;   // some moment is known
    bool stated = false;  // it is named beside the number

    // They can be one number: their ranges meet, or the one is the other rounded.
    [[nodiscard]] bool agrees(const NumberClaim& than) const;
};

// Those of one story, by page in story order and place.
std::vector<NumberClaim> find_number_claims(const Scene& scene);

}  // namespace silang
