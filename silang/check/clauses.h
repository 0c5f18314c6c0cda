// Sentences cut into clauses: what two pages are compared by. A sentence that says three things is three clauses.
#pragma once

#include <cstdint>
#include <vector>

#include "silang/check/units.h"

namespace silang {

// A number with what it counts.
struct ClauseFigure {
    double low;  // an inexact one ("hampir 500", "ratusan") covers a range
    double high;
    bool exact;
    std::string_view unit;   // concept of the unit, else the unit as it is written; empty for a bare count
    std::string_view event;  // class of the happening it stands nearest to; empty when its clause names none
};

struct Clause {
    uint32_t unit;
    Span span;                       // inside the unit's
    std::vector<uint32_t> terms;     // its own, sorted, unique
    std::vector<uint32_t> context;   // names and days of the rest of its sentence; of the sentence before when it leans
    std::vector<uint32_t> around;    // both, sorted, unique
    std::vector<uint32_t> names;     // e: terms of both, sorted, unique
    std::vector<uint32_t> entities;  // e: terms of its own, sorted
    std::vector<uint32_t> events;    // v: terms of its own, sorted
    std::vector<uint32_t> words;     // those of its own that are words, concepts or happenings, sorted
    std::vector<uint32_t> negated;   // terms close behind a word of negation, sorted
    std::vector<DayRange> days;      // dates of its own, else of its sentence
    std::vector<ClauseFigure> figures;  // in order
    double weight = 0;                  // sum of squared term weights
    double names_weight = 0;            // the same of its names
    double words_weight = 0;            // and of its words
    bool negative = false;              // denies or negates, and not both
};

struct StoryClauses {
    std::vector<Clause> clauses;                 // by unit, then by position
    std::vector<std::vector<uint32_t>> of_unit;  // never empty for a unit
};

// Cuts at the words of the lexicon `clause-links` and at commas before a verb, wherever both sides tell something (a
// verb, a happening, a number) and are not too short.
StoryClauses cut_clauses(const Story& story, std::span<const Document> documents, const StoryUnits& all,
                         const CheckModel& model);

}  // namespace silang
