// How alike two pages are in what they are about. Internal to the story stage.
#pragma once

#include <array>

#include "silang/story/profile.h"
#include "silang/story/weights.h"

namespace silang {

using FeatureValues = std::array<double, kFeatureCount>;

// All features but passage and other_facts, which need the words themselves.
FeatureValues compare_profiles(const Profile& left, const Profile& right);

double score_of(const FeatureValues& values, const StoryWeights& weights);

}  // namespace silang
