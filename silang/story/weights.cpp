#include "silang/story/weights.h"

#include <map>

#include "silang/base/named_numbers.h"

namespace silang {

std::string_view feature_name(Feature feature) {
    switch (feature) {
        case Feature::text:
            return "text";
        case Feature::head:
            return "head";
        case Feature::names:
            return "names";
        case Feature::head_names:
            return "head-names";
        case Feature::names_apart:
            return "names-apart";
        case Feature::dates:
            return "dates";
        case Feature::dates_apart:
            return "dates-apart";
        case Feature::results_apart:
            return "results-apart";
        case Feature::numbers:
            return "numbers";
        case Feature::passage:
            return "passage";
        case Feature::days_between:
            return "days-between";
        case Feature::other_facts:
            return "other-facts";
    }
    return "";
}

Result<StoryWeights> read_story_weights(const std::string& path) {
    StoryWeights weights;
    std::map<std::string_view, double*> wanted = {
        {"join", &weights.join}, {"cohesion", &weights.cohesion}, {"likeness", &weights.likeness}};
    for (size_t i = 0; i < kFeatureCount; ++i) wanted[feature_name(static_cast<Feature>(i))] = &weights.weight[i];

    if (auto error = read_named_numbers(path, std::move(wanted))) return *std::move(error);
    return weights;
}

}  // namespace silang
