// Average link over a few pages: the closest join first, groups join only when they fit as wholes. Internal to the
// story stage.
//
// Why not one greedy pass: the accusation and the denial of an affair may have little in common, and a pass that meets
// them first keeps them apart for good, while a chain of nearest neighbours would run through every round-up.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "silang/story/weights.h"

namespace silang {

struct JoinPages {
    std::vector<std::vector<uint32_t>> groups;           // to begin with: numbers of pages, each in time order
    std::function<double(uint32_t, uint32_t)> score;     // of two pages; is asked again and again
    std::function<std::optional<int>(uint32_t)> day_of;  // days since 1970
};

// Joins what belongs together. A page's number tells its place in time; the result is sorted by first pages.
std::vector<std::vector<uint32_t>> join_closest(const JoinPages& pages, const StoryWeights& weights);

// Groups of pages that lie further apart than this are two stories of one storyline, whatever they share: a visit
// announced three weeks ahead is one story, the same two leaders' meeting of last year another.
inline constexpr int kLongestSilenceDays = 45;

// A large group is judged on so many of its first pages and so many of its latest ones.
inline constexpr size_t kJudgedPages = 12;

// From so many pages on a group has a likeness of its own.
inline constexpr size_t kFormedGroup = 3;

}  // namespace silang
