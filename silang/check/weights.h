// The statement model: named features, one weight each, in a text file.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "silang/base/types.h"

namespace silang {

// What two clauses have in common and what speaks against their saying the same; each about 0..1. The shorter of the
// two is the one whose terms weigh less.
enum class StatementFeature : uint8_t {
    bias,
    cosine,           // of the clauses' own terms
    covered,          // share of the shorter one's terms that the longer one has
    covers,           // share of the longer one's terms that the shorter one has itself or around it
    sentences,        // cosine of the whole sentences
    words,            // cosine of what is told, whoever did it, when and how many
    names,            // weight of the names both have themselves or around them, of the names of the one with fewer
    speaker,          // both report what one and the same party says
    happening,        // one class of happening in both
    other_happening,  // both tell happenings, none of them of one class
    figure,           // one figure for one thing in both, as exact as they give it
    other_figure,     // other figures for one thing
    foreign_figure,   // one figure for two things
    day,              // both are dated, and it can be the same day
    other_day,        // both are dated, and it cannot
    day_covered,      // "covered" of those that can be of one day
    negation,         // only one of them denies or negates
    opposed,          // one negates a word that the other has, and the other negates nothing
    stance,           // only one of their sentences accuses, or denies
    apart,            // sentences between their places in their pages, of a dozen
    telling,          // weight of what they share, against a full clause
};
inline constexpr size_t kStatementFeatureCount = 21;
std::string_view statement_feature_name(StatementFeature feature);
using StatementFeatures = std::array<double, kStatementFeatureCount>;

// A logistic model: the weights of the features, and two borders between 0 and 1.
struct StatementWeights {
    StatementFeatures weight{};
    double join = 1;  // how surely the clauses of two groups say the same on the average, to become one
    double lend = 1;  // and a clause what a group says besides its own, to be in both
};

// Lines "name <TAB> value", comment lines begin with "#". The error names file and line; every name must be there once.
Result<StatementWeights> read_statement_weights(const std::string& path);

}  // namespace silang
