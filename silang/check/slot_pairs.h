// All pairs of fillers of a story that may fill one slot, with what the model needs to tell a contradiction from an
// update and from two things.
#pragma once

#include <cmath>
#include <vector>

#include "silang/check/slot_likeness.h"

namespace silang {

struct SlotPair {
    uint32_t a;  // indices of fillers; a < b
    uint32_t b;
    bool agree;
    SlotFeatures features;
    double same = 0;                  // how surely they fill one slot
    DifferenceFeatures difference{};  // of those that do not agree
};

// Of each filler with those most telling terms bring together: cost grows with the pages only.
std::vector<SlotPair> pair_fillers(const Scene& scene, const Fillers& fillers);

// Sets `same` and `difference` by the weights.
void weigh_pairs(const Scene& scene, const Fillers& fillers, const SlotWeights& weights, std::vector<SlotPair>& pairs);

template <class Features>
double logistic(const Features& features, const Features& weights) {
    double sum = 0;
    for (size_t i = 0; i < features.size(); ++i) sum += features[i] * weights[i];
    return 1 / (1 + std::exp(-sum));
}

}  // namespace silang
