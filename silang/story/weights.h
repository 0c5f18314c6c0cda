// The story model: named features, one weight each, in a text file.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "silang/base/types.h"

namespace silang {

// What two pages have in common, and what speaks against their being about one event. Each lies in 0..1, days_between
// in 0..2.
enum class Feature : uint8_t {
    text,           // words of the bodies, rare ones counting more
    head,           // words of title and lead
    names,          // who and what is named, by how often and how rare
    head_names,     // share of the names in one head that the other page names anywhere
    names_apart,    // no page's head names anything that the other page names
    dates,          // event days named by both
    dates_apart,    // both heads name event days, none of them the same; more the longer the pages lie apart without a
                    // common day
    results_apart,  // both heads give a score, of different games
    numbers,        // figures given by both, long ones counting more
    passage,        // share of the one page that is copied from the other
    days_between,   // time between the pages, on a logarithmic scale
    other_facts,    // the same sentences with other numbers, days and names: template news
};
inline constexpr size_t kFeatureCount = 12;
std::string_view feature_name(Feature feature);

struct StoryWeights {
    std::array<double, kFeatureCount> weight{};
    // Two groups join when their closest pages score this (never, unless a file says otherwise),
    double join = std::numeric_limits<double>::infinity();
    double cohesion = 0;  // and all pairs between them this on average;
    // groups of kFormedGroup pages and more also this share of what the pairs within the looser of the two score: two
    // tight groups of look-alike events stay apart where pages of a loose one would join.
    double likeness = 0;
};

// Lines "name <TAB> value", comment lines begin with "#". The error names file and line; every name must be there once.
Result<StoryWeights> read_story_weights(const std::string& path);

}  // namespace silang
