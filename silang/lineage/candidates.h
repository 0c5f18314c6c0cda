// Which pairs of bodies are worth comparing word by word. Internal to the lineage stage.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "silang/lineage/body.h"

namespace silang {

// Pairs of positions in `order` (earlier, later), sorted: every two bodies that share a run of kPassageWords words,
// unless the words of that run are on so many pages that they tell nothing (then some of those pages, the first ones
// always).
std::vector<std::pair<uint32_t, uint32_t>> candidate_pairs(std::span<const Body> bodies,
                                                           std::span<const uint32_t> order);

}  // namespace silang
