// How alike two pages are in what they are about. Internal to the story stage.
#pragma once

#include <array>

#include "silang/story/packed.h"
#include "silang/story/weights.h"

namespace silang {

using FeatureValues = std::array<double, kFeatureCount>;

// All features but passage and other_facts, which need the words themselves.
FeatureValues compare_profiles(const PackedProfile& left, const PackedProfile& right);

double score_of(const FeatureValues& values, const StoryWeights& weights);

}  // namespace silang
