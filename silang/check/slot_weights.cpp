#include "silang/check/slot_weights.h"

#include <fmt/format.h>

#include <deque>
#include <map>

#include "silang/base/named_numbers.h"

namespace silang {
namespace {

constexpr std::array<std::string_view, 5> kKinds = {"number", "day", "clock", "place", "name"};

// Calls visit(name, weight) for each, in the order of the file.
template <class Weights, class Visit>
void for_each_weight(Weights& weights, Visit visit) {
    for (size_t kind = 0; kind < kKinds.size(); ++kind) {
        auto& of = weights.of[kind];
        for (size_t i = 0; i < kSlotFeatureCount; ++i)
            visit(fmt::format("{}.same.{}", kKinds[kind], slot_feature_name(static_cast<SlotFeature>(i))), of.same[i]);
        for (size_t i = 0; i < kDifferenceFeatureCount; ++i)
            visit(
                fmt::format("{}.conflict.{}", kKinds[kind], difference_feature_name(static_cast<DifferenceFeature>(i))),
                of.conflict[i]);
        for (size_t i = 0; i < kDifferenceFeatureCount; ++i)
            visit(fmt::format("{}.update.{}", kKinds[kind], difference_feature_name(static_cast<DifferenceFeature>(i))),
                  of.update[i]);
        visit(fmt::format("{}.conflict-from", kKinds[kind]), of.conflict_from);
        visit(fmt::format("{}.update-from", kKinds[kind]), of.update_from);
    }
}

}  // namespace

std::string_view slot_feature_name(SlotFeature feature) {
    static constexpr std::array<std::string_view, kSlotFeatureCount> kNames = {"bias",
                                                                               "near",
                                                                               "told",
                                                                               "covered",
                                                                               "sentence",
                                                                               "clause-pair",
                                                                               "same-sort",
                                                                               "other-sort",
                                                                               "same-role",
                                                                               "other-role",
                                                                               "same-event",
                                                                               "other-event",
                                                                               "same-before",
                                                                               "names",
                                                                               "other-names",
                                                                               "same-day",
                                                                               "other-day",
                                                                               "anchors",
                                                                               "other-anchors",
                                                                               "part",
                                                                               "past",
                                                                               "background",
                                                                               "planned",
                                                                               "negative",
                                                                               "alone",
                                                                               "told-weight",
                                                                               "one-of-its-kind",
                                                                               "near-covered",
                                                                               "left",
                                                                               "right",
                                                                               "shared-event",
                                                                               "no-shared-event",
                                                                               "same-unit",
                                                                               "near-names",
                                                                               "other-near-names",
                                                                               "elsewhere",
                                                                               "near-and-covered",
                                                                               "role-and-near",
                                                                               "sort-and-covered",
                                                                               "pair-and-near",
                                                                               "names-and-covered",
                                                                               "least",
                                                                               "sort-alone",
                                                                               "role-alone",
                                                                               "event-alone",
                                                                               "type-alone",
                                                                               "name-slip",
                                                                               "name-words"};
    return kNames[static_cast<size_t>(feature)];
}

std::string_view difference_feature_name(DifferenceFeature feature) {
    static constexpr std::array<std::string_view, kDifferenceFeatureCount> kNames = {"bias",
                                                                                     "same-slot",
                                                                                     "margin",
                                                                                     "said",
                                                                                     "contested",
                                                                                     "elsewhere",
                                                                                     "nearness",
                                                                                     "slip",
                                                                                     "apart",
                                                                                     "published-apart",
                                                                                     "stated",
                                                                                     "becomes",
                                                                                     "past",
                                                                                     "cumulative",
                                                                                     "open",
                                                                                     "fixed",
                                                                                     "grows",
                                                                                     "shrinks",
                                                                                     "later-is-higher",
                                                                                     "small",
                                                                                     "same-speaker",
                                                                                     "other-speaker",
                                                                                     "support",
                                                                                     "sure-support",
                                                                                     "later-becomes",
                                                                                     "same-moment",
                                                                                     "refuted"};
    return kNames[static_cast<size_t>(feature)];
}

Result<SlotWeights> read_slot_weights(const std::string& path) {
    SlotWeights weights;
    std::deque<std::string> names;
    std::map<std::string_view, double*> wanted;
    for_each_weight(weights, [&](std::string name, double& weight) {
        names.push_back(std::move(name));
        wanted[names.back()] = &weight;
    });
    if (auto error = read_named_numbers(path, std::move(wanted))) return *std::move(error);
    return weights;
}

std::string to_text(const SlotWeights& weights) {
    std::string text;
    for_each_weight(weights,
                    [&](const std::string& name, double weight) { text += fmt::format("{}\t{:.4g}\n", name, weight); });
    return text;
}

}  // namespace silang
