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
    covered,          // share of the shorter one's terms that the longer one has,
    covered_around,   // or has around it: names and days of its sentence
    covers,           // share of the longer one's terms that the shorter one has itself or around it
    sentences,        // cosine of the whole sentences
    names,            // weight of the names both have themselves or around them, of the names of the one with fewer
    happening,        // one class of happening in both
    other_happening,  // both tell happenings, none of them of one class
    figure,           // one figure for one thing in both, as exact as they give it
    other_figure,     // other figures for one thing
    day,              // both are dated, and it can be the same day
    other_day,        // both are dated, and it cannot
    negation,         // only one of them denies or negates
    telling,          // weight of what they share, against a full clause
};
inline constexpr size_t kStatementFeatureCount = 15;
std::string_view statement_feature_name(StatementFeature feature);
using StatementFeatures = std::array<double, kStatementFeatureCount>;

// A logistic model: the weights of the features, and two borders between 0 and 1.
struct StatementWeights {
    StatementFeatures weight{};
    double join = 1;      // how surely a clause says what the centre of a group says, to be a member
    double stranger = 0;  // below it, two members of a group are strangers to each other
};

// Lines "name <TAB> value", comment lines begin with "#". The error names file and line; every name must be there once.
Result<StatementWeights> read_statement_weights(const std::string& path);

}  // namespace silang
