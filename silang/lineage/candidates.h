// Which pairs of bodies are worth comparing word by word. Internal to the lineage stage.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "silang/lineage/body.h"

namespace silang {

struct Candidates {
    std::vector<std::pair<uint32_t, uint32_t>> pairs;  // positions in `order` (earlier, later), sorted
    // Fingerprints of standing text: on many pages, from weeks apart. Sorted.
    std::vector<uint64_t> standing;
};

// Every two bodies that share a run of kPassageWords words,
// unless the words of that run are on so many pages that they tell nothing (then some of those pages, the first ones
// always).
// `days`: of publication, one a body; Day::max() where a page states none.
Candidates candidate_pairs(std::span<const Body> bodies, std::span<const Day> days, std::span<const uint32_t> order);

// Marks the words that standing fingerprints cover, and the few between them.
void mark_standing(const std::vector<uint64_t>& standing, Body& body);

}  // namespace silang
