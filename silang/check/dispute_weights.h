// The model of disputes: named features of two claims, one weight each, in a text file.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "silang/base/types.h"

namespace silang {

// What tells whether two denials are of one matter; each about 0..1.
enum class DenialFeature : uint8_t {
    bias,
    party,          // one party denies both
    cosine,         // of what they say
    share,          // of the shorter one's terms that the other has
    goes_on,        // the same party, within two sentences of one page
    one_page,       // on one page, but further apart
    answer,         // both answer one claim of their page, or one answers what the other does
    answers_alike,  // likeness of what they answer on their pages
    accuser,        // what they answer comes from one party
    vague,          // one of them only points back, and says nothing of what
    also,           // "juga membantah", close behind the other
    soft,           // one of them denies by its words alone
    another,        // "juga membantah", of the same party
    strangers,      // both say enough, and nothing in common
    other_accuser,  // what they answer comes from two parties
    other_answer,   // they answer two claims of one page
};
inline constexpr size_t kDenialFeatureCount = 16;
std::string_view denial_feature_name(DenialFeature feature);
using DenialFeatures = std::array<double, kDenialFeatureCount>;

// What tells whether a denial denies what a claim of another party says.
enum class AnswerFeature : uint8_t {
    bias,
    cosine,
    share,
    answers,        // the denial points at it on its page, or names whose it is
    near,           // close behind it on one page
    accuses,        // the claim accuses
    names_denier,   // the claim names who denies
    named,          // the denial names who claims
    answers_alike,  // likeness of the claim to what the denial answers on its page
    accuser,        // the denial answers a claim of the same party on its page
    soft,           // it denies by its words alone
    negative,       // the claim negates something itself
    opponents,      // elsewhere the one who claims accuses the other
};
inline constexpr size_t kAnswerFeatureCount = 13;
std::string_view answer_feature_name(AnswerFeature feature);
using AnswerFeatures = std::array<double, kAnswerFeatureCount>;

// Two logistic models, and the borders between 0 and 1 from which their answers count.
struct DisputeWeights {
    DenialFeatures denial{};
    AnswerFeatures answer{};
    double same_matter = 1;  // of denials, and of the matters they make
    double soft_denial = 1;  // of words that negate, to be a denial of a matter
    double claim = 1;        // of a claim and what is denied
    double lone_claim = 1;   // the same, where nobody else claims it
    double accusation = 1;   // of an accusation and words that negate, where nobody denies outright
};

// Lines "name <TAB> value", comment lines begin with "#". The error names file and line; every name must be there once.
Result<DisputeWeights> read_dispute_weights(const std::string& path);

}  // namespace silang
