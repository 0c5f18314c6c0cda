// Which clauses of a story's pages say the same thing.
#pragma once

#include <vector>

#include "silang/check/clauses.h"
#include "silang/check/units.h"
#include "silang/check/weights.h"

namespace silang {

struct Group {
    uint32_t center;                // the unit of the clause that shares most with the others
    std::vector<uint32_t> clauses;  // with the center's, in order
    std::vector<uint32_t> units;    // theirs, in order, each once
};

// Groups whose members say the same on the average, so groups cannot chain. Every unit is in a group, most alone; a
// clause that says two things may be in the groups of both, by different words. Largest support (pages) first, then by
// order.
std::vector<Group> align(const StoryUnits& all, const StoryClauses& cut, const StatementWeights& weights);

}  // namespace silang
