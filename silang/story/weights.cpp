#include "silang/story/weights.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <map>

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
    std::map<std::string_view, double*> missing = {
        {"join", &weights.join}, {"cohesion", &weights.cohesion}, {"likeness", &weights.likeness}};
    for (size_t i = 0; i < kFeatureCount; ++i) missing[feature_name(static_cast<Feature>(i))] = &weights.weight[i];

    std::ifstream file(path);
    if (!file) return Error{fmt::format("{}: cannot be read", path)};
    std::string line;
    for (size_t number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line.front() == '#') continue;
        const size_t tab = line.find('\t');
        if (tab == std::string::npos)
            return Error{fmt::format("{}:{}: expected a name, a tab and a number", path, number)};
        const auto known = missing.find(std::string_view(line).substr(0, tab));
        if (known == missing.end()) {
            return Error{
                fmt::format("{}:{}: \"{}\" is no feature, or stands here twice", path, number, line.substr(0, tab))};
        }
        const char* const end = line.data() + line.size();
        const auto [rest, error] = std::from_chars(line.data() + tab + 1, end, *known->second);
        if (error != std::errc() || rest != end) {
            return Error{fmt::format("{}:{}: \"{}\" is no number", path, number, line.substr(tab + 1))};
        }
        missing.erase(known);
    }
    if (!missing.empty()) return Error{fmt::format("{}: has no line \"{}\"", path, missing.begin()->first)};
    return weights;
}

}  // namespace silang
