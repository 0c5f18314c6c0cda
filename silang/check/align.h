// Which sentences of a story's pages say the same thing.
#pragma once

#include <vector>

#include "silang/check/units.h"

namespace silang {

struct Group {
    uint32_t center;              // the unit all others were held against
    std::vector<uint32_t> units;  // with the center, in unit order
};

// Star-shaped groups: every member is close to the centre and not far from any other member, so groups cannot chain.
// Every unit is in a group, most alone; a sentence that says two things may be in the groups of both. Largest support
// (pages) first, then by unit order.
std::vector<Group> align(const StoryUnits& all);

}  // namespace silang
