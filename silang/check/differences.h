// Conflicts and updates: values of one slot that cannot be one.
#pragma once

#include <vector>

#include "silang/check/parts.h"
#include "silang/check/slot_pairs.h"

namespace silang {

struct FoundDifferences {
    std::vector<FoundConflict> conflicts;
    std::vector<FoundUpdate> updates;
};
FoundDifferences find_differences(const Scene& scene, const SlotWeights& weights);

// The same from pairs that are weighed already.
FoundDifferences find_differences(const Scene& scene, const Fillers& fillers, std::vector<SlotPair> pairs,
                                  const SlotWeights& weights);

}  // namespace silang
