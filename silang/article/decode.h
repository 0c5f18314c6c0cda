// The best labelling of a page's lines under a linear-chain model. Internal to the article stage and its trainer.
#pragma once

#include <span>
#include <vector>

#include "silang/article/lines.h"

namespace silang {

// rows[feature][role]; one row a feature of feature_count().
using FeatureRows = std::span<const RoleRow>;

// What the line's own features say for each role.
RoleRow line_score(const LineFeatures& features, FeatureRows rows, size_t line);
// Score of each role at `line` after each previous role (kStartRole before the first line).
using TransitionScores = std::array<RoleRow, kPreviousRoles>;
void transition_scores(const LineFeatures& features, FeatureRows rows, size_t line, TransitionScores& scores);

std::vector<Role> best_roles(const LineFeatures& features, FeatureRows rows);

// For each line and role, the score of the best labelling of the page in which the line has that role.
std::vector<RoleRow> best_scores_with(const LineFeatures& features, FeatureRows rows);

}  // namespace silang
