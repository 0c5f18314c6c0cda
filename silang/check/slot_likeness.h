// Do two fillers fill one slot: what a pair of them has in common, as named features that a model weighs.
#pragma once

#include "silang/check/fillers.h"
#include "silang/check/slot_weights.h"

namespace silang {

class SlotComparison {
public:
    explicit SlotComparison(const Scene& scene);
    // The fillers are comparable and stand on different pages.
    [[nodiscard]] SlotFeatures features(const Filler& a, const Filler& b) const;

private:
    [[nodiscard]] double cosine(const Frame& a, const Frame& b) const;
    [[nodiscard]] bool aligned(uint32_t a, uint32_t b) const;

    const Scene& scene_;
    std::vector<std::vector<uint32_t>> terms_of_page_;     // sorted
    std::vector<std::vector<uint32_t>> groups_of_clause_;  // those with more members than the clause
};

// Of two values that cannot be one: how near they lie, 0..1.
double nearness(const Filler& a, const Filler& b);
// The one is the other with a character or two changed or swapped: 0..1.
double slip(const Filler& a, const Filler& b);

}  // namespace silang
