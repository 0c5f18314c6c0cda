// What two claims have in common: the named features that the model of disputes weighs.
#pragma once

#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "silang/check/claims.h"
#include "silang/check/dispute_weights.h"

namespace silang {

class ClaimPairs {
public:
    ClaimPairs(const StoryUnits& all, std::span<const Claim> claims);
    // The order of the two does not matter.
    [[nodiscard]] DenialFeatures denials(size_t a, size_t b) const;
    [[nodiscard]] AnswerFeatures answer(size_t claim, size_t denial) const;

private:
    [[nodiscard]] bool opponents(const Claim& claim, const Claim& denial) const;

    const StoryUnits& all_;
    std::span<const Claim> claims_;
    std::set<std::pair<std::string_view, std::string_view>> accused_;  // ids of parties: who accuses whom somewhere
};

// How surely, 0..1.
double weigh_denials(const DisputeWeights& weights, const DenialFeatures& features);
double weigh_answer(const DisputeWeights& weights, const AnswerFeatures& features);

}  // namespace silang
