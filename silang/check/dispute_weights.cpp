#include "silang/check/dispute_weights.h"

#include <map>

#include "silang/base/named_numbers.h"

namespace silang {

std::string_view denial_feature_name(DenialFeature feature) {
    constexpr std::array<std::string_view, kDenialFeatureCount> kNames{
        "denial-bias",    "denial-party",     "denial-cosine",        "denial-share",
        "denial-goes-on", "denial-one-page",  "denial-answer",        "denial-answers-alike",
        "denial-accuser", "denial-vague",     "denial-also",          "denial-soft",
        "denial-another", "denial-strangers", "denial-other-accuser", "denial-other-answer"};
    return kNames[static_cast<size_t>(feature)];
}

std::string_view answer_feature_name(AnswerFeature feature) {
    constexpr std::array<std::string_view, kAnswerFeatureCount> kNames{
        "answer-bias",    "answer-cosine",       "answer-share",    "answer-answers",       "answer-near",
        "answer-accuses", "answer-names-denier", "answer-named",    "answer-answers-alike", "answer-accuser",
        "answer-soft",    "answer-negative",     "answer-opponents"};
    return kNames[static_cast<size_t>(feature)];
}

Result<DisputeWeights> read_dispute_weights(const std::string& path) {
    DisputeWeights weights;
    std::map<std::string_view, double*> wanted = {{"same-matter", &weights.same_matter},
                                                  {"soft-denial", &weights.soft_denial},
                                                  {"claim", &weights.claim},
                                                  {"lone-claim", &weights.lone_claim},
                                                  {"accusation", &weights.accusation}};
    for (size_t i = 0; i < kDenialFeatureCount; ++i)
        wanted[denial_feature_name(static_cast<DenialFeature>(i))] = &weights.denial[i];
    for (size_t i = 0; i < kAnswerFeatureCount; ++i)
        wanted[answer_feature_name(static_cast<AnswerFeature>(i))] = &weights.answer[i];
    if (auto error = read_named_numbers(path, std::move(wanted))) return *std::move(error);
    return weights;
}

}  // namespace silang
