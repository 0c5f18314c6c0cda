// Pairs of fillers of a story that may fill one slot, with what the model needs to tell a contradiction from an update
// and from two things.
#pragma once

#include <cmath>
#include <utility>
#include <vector>

#include "silang/check/slot_likeness.h"

namespace silang {

struct SlotPair {
    uint32_t a;  // indices of fillers; a < b
    uint32_t b;
    bool agree;
    double same = 0;                  // how surely they fill one slot
    DifferenceFeatures difference{};  // of those that do not agree
};

// Of each filler with those most telling terms bring together: cost grows with the pages only. Sorted.
std::vector<std::pair<uint32_t, uint32_t>> candidate_pairs(const Scene& scene, const Fillers& fillers);

// Those of the candidates that may fill one slot at all, sorted, with their differences.
std::vector<SlotPair> pair_fillers(const Scene& scene, const Fillers& fillers, const SlotComparison& comparison,
                                   const SlotWeights& weights);

// From `same`: drops those that hardly fill one slot, and sets `difference` of the others. The pairs are sorted.
void weigh_differences(const Scene& scene, const Fillers& fillers, std::vector<SlotPair>& pairs);

template <class Features>
double logistic(const Features& features, const Features& weights) {
    double sum = 0;
    for (size_t i = 0; i < features.size(); ++i) sum += features[i] * weights[i];
    return 1 / (1 + std::exp(-sum));
}

}  // namespace silang
