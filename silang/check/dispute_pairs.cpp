#include "silang/check/dispute_pairs.h"

#include <algorithm>
#include <cmath>

namespace silang {
namespace {

// In sentences.
constexpr uint32_t kGoesOn = 2;
constexpr uint32_t kNear = 4;
constexpr size_t kLeastTerms = 2;
constexpr size_t kEnoughTerms = 3;
constexpr double kNothingShared = 0.05;

struct Overlap {
    double cosine = 0;
    double share = 0;  // of the shorter one; of a single term it says nothing
};

Overlap overlap(const StoryUnits& all, const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
    double both = 0;
    size_t shared = 0;
    for_each_shared(a, b, [&](uint32_t term) {
        both += all.squared_weight[term];
        ++shared;
    });
    if (shared == 0) return {};
    const auto weight = [&](const std::vector<uint32_t>& terms) {
        double sum = 0;
        for (const uint32_t term : terms) sum += all.squared_weight[term];
        return sum;
    };
    const double left = weight(a);
    const double right = weight(b);
    if (left <= 0 || right <= 0) return {};
    return {both / std::sqrt(left * right), shared < kLeastTerms ? 0 : both / std::min(left, right)};
}

uint32_t sentences_between(const StoryUnits& all, const Claim& a, const Claim& b) {
    const Unit& left = all.units[a.unit];
    const Unit& right = all.units[b.unit];
    if (left.document != right.document) return UINT32_MAX;
    return left.order > right.order ? left.order - right.order : right.order - left.order;
}

bool names(const Claim& claim, const std::vector<Party>& parties) {
    return std::any_of(parties.begin(), parties.end(), [&](const Party& party) {
        return std::binary_search(claim.named.begin(), claim.named.end(), party.id);
    });
}

double logistic(double sum) {
    return 1 / (1 + std::exp(-sum));
}

}  // namespace

ClaimPairs::ClaimPairs(const StoryUnits& all, std::span<const Claim> claims) : all_(all), claims_(claims) {
    for (const Claim& claim : claims) {
        if (!claim.accuses) continue;
        for (const Party& party : claim.parties) {
            for (const std::string& named : claim.named) accused_.emplace(party.id, named);
        }
    }
}

bool ClaimPairs::opponents(const Claim& claim, const Claim& denial) const {
    return std::any_of(claim.parties.begin(), claim.parties.end(), [&](const Party& one) {
        return std::any_of(denial.parties.begin(), denial.parties.end(), [&](const Party& other) {
            return accused_.contains({one.id, other.id});
        });
    });
}

DenialFeatures ClaimPairs::denials(size_t a, size_t b) const {
    if (b < a) std::swap(a, b);
    const Claim& first = claims_[a];
    const Claim& second = claims_[b];
    const bool one_party = shares_party(first.parties, second.parties);
    const uint32_t apart = sentences_between(all_, first, second);
    const Overlap said = overlap(all_, first.terms, second.terms);
    const bool one_answer = (first.answers && second.answers && *first.answers == *second.answers) ||
                            (second.answers && (*second.answers == a)) || (first.answers && *first.answers == b);
    const auto answered = [&](const Claim& claim) { return claim.answers ? &claims_[*claim.answers] : nullptr; };
    const Claim* left = answered(first);
    const Claim* right = answered(second);
    double alike = 0;
    if (left && right) alike = overlap(all_, left->terms, right->terms).cosine;
    if (left) alike = std::max(alike, overlap(all_, left->terms, second.terms).cosine);
    if (right) alike = std::max(alike, overlap(all_, first.terms, right->terms).cosine);
    const bool vague = (first.points_back && !left) || (second.points_back && !right) ||
                       std::min(first.terms.size(), second.terms.size()) < kLeastTerms;
    const auto flag = [](bool is) { return is ? 1.0 : 0.0; };
    return {1,
            flag(one_party),
            said.cosine,
            said.share,
            flag(one_party && apart <= kGoesOn),
            flag(apart != UINT32_MAX && !(one_party && apart <= kGoesOn)),
            flag(one_answer),
            alike,
            flag(left && right && shares_party(left->parties, right->parties)),
            flag(vague),
            flag(second.also && !one_party && apart <= kGoesOn),
            flag(!first.denies || !second.denies),
            flag(one_party && ((second.also && first.denies) || (first.also && apart == UINT32_MAX))),
            flag(!vague && std::max({said.cosine, alike, 0.0}) < kNothingShared &&
                 std::min(first.terms.size(), second.terms.size()) >= kEnoughTerms),
            flag(left && right && !left->parties.empty() && !right->parties.empty() &&
                 !shares_party(left->parties, right->parties)),
            flag(left && right && left != right && apart != UINT32_MAX)};
}

AnswerFeatures ClaimPairs::answer(size_t claim, size_t denial) const {
    const Claim& said = claims_[claim];
    const Claim& denied = claims_[denial];
    const Overlap both = overlap(all_, said.terms, denied.terms);
    const uint32_t apart = sentences_between(all_, said, denied);
    const Claim* answered = denied.answers ? &claims_[*denied.answers] : nullptr;
    const bool answers = (denied.answers && *denied.answers == claim) || (said.answers && *said.answers == denial);
    const auto flag = [](bool is) { return is ? 1.0 : 0.0; };
    return {1,
            both.cosine,
            both.share,
            flag(answers),
            apart <= kNear && (claim < denial || answers) ? 1 - static_cast<double>(apart) / (kNear + 1) : 0,
            flag(said.accuses),
            flag(names(said, denied.parties)),
            flag(names(denied, said.parties)),
            answered ? overlap(all_, answered->terms, said.terms).cosine : 0,
            flag(answered && shares_party(answered->parties, said.parties)),
            flag(!denied.denies),
            flag(said.negates),
            flag(opponents(said, denied))};
}

double weigh_denials(const DisputeWeights& weights, const DenialFeatures& features) {
    double sum = 0;
    for (size_t i = 0; i < features.size(); ++i) sum += features[i] * weights.denial[i];
    return logistic(sum);
}

double weigh_answer(const DisputeWeights& weights, const AnswerFeatures& features) {
    double sum = 0;
    for (size_t i = 0; i < features.size(); ++i) sum += features[i] * weights.answer[i];
    return logistic(sum);
}

}  // namespace silang
