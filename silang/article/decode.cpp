// Viterbi over lines: 14 roles, so a page of n lines costs n * 14 * 14 additions besides its features.
#include "silang/article/decode.h"

#include <algorithm>
#include <limits>

namespace silang {
namespace {

constexpr float kImpossible = -std::numeric_limits<float>::max() / 4;

// best[role] = the best score up to a line that has `role`; from[role] = the role before it.
struct Step {
    RoleRow best;
    std::array<uint8_t, kRoleSlots> from;
};

void advance(const RoleRow& before, const TransitionScores& transitions, const RoleRow& own, Step& step) {
    step.best.fill(kImpossible);
    step.from.fill(0);
    for (uint8_t previous = 0; previous < kRoleCount; ++previous) {
        for (size_t role = 0; role < kRoleCount; ++role) {
            const float score = before[previous] + transitions[previous][role];
            if (score > step.best[role]) {
                step.best[role] = score;
                step.from[role] = previous;
            }
        }
    }
    for (size_t role = 0; role < kRoleCount; ++role) step.best[role] += own[role];
}

}  // namespace

RoleRow line_score(const LineFeatures& features, FeatureRows rows, size_t line) {
    RoleRow sum{};
    features.for_each(line, [&](size_t feature) {
        const RoleRow& row = rows[feature];
        for (size_t role = 0; role < kRoleSlots; ++role) sum[role] += row[role];
    });
    return sum;
}

void transition_scores(const LineFeatures& features, FeatureRows rows, size_t line, TransitionScores& scores) {
    const std::array<uint16_t, kTransitionKinds>& kinds = features.transitions(line);
    for (size_t previous = 0; previous < kPreviousRoles; ++previous) {
        RoleRow sum{};
        for (uint16_t block : kinds) {
            const RoleRow& row = rows[block + previous];
            for (size_t role = 0; role < kRoleSlots; ++role) sum[role] += row[role];
        }
        scores[previous] = sum;
    }
}

std::vector<Role> best_roles(const LineFeatures& features, FeatureRows rows) {
    const size_t count = features.size();
    std::vector<Role> roles(count, Role::body);
    if (count == 0) return roles;
    std::vector<Step> steps(count);
    TransitionScores transitions;
    for (size_t line = 0; line < count; ++line) {
        transition_scores(features, rows, line, transitions);
        const RoleRow own = line_score(features, rows, line);
        if (line == 0) {
            for (size_t role = 0; role < kRoleSlots; ++role)
                steps[0].best[role] = own[role] + transitions[kStartRole][role];
        } else {
            advance(steps[line - 1].best, transitions, own, steps[line]);
        }
    }
    size_t role = 0;
    for (size_t other = 1; other < kRoleCount; ++other) {
        if (steps[count - 1].best[other] > steps[count - 1].best[role]) role = other;
    }
    for (size_t line = count; line-- > 0;) {
        roles[line] = static_cast<Role>(role);
        role = steps[line].from[role];
    }
    return roles;
}

std::vector<RoleRow> best_scores_with(const LineFeatures& features, FeatureRows rows) {
    const size_t count = features.size();
    std::vector<RoleRow> forward(count), result(count);
    TransitionScores transitions;
    for (size_t line = 0; line < count; ++line) {
        transition_scores(features, rows, line, transitions);
        const RoleRow own = line_score(features, rows, line);
        if (line == 0) {
            for (size_t role = 0; role < kRoleSlots; ++role)
                forward[0][role] = own[role] + transitions[kStartRole][role];
        } else {
            Step step;
            advance(forward[line - 1], transitions, own, step);
            forward[line] = step.best;
        }
    }
    RoleRow backward{};
    for (size_t line = count; line-- > 0;) {
        for (size_t role = 0; role < kRoleCount; ++role) result[line][role] = forward[line][role] + backward[role];
        if (line == 0) break;
        transition_scores(features, rows, line, transitions);
        const RoleRow own = line_score(features, rows, line);
        RoleRow earlier{};
        for (size_t previous = 0; previous < kRoleCount; ++previous) {
            float best = kImpossible;
            for (size_t role = 0; role < kRoleCount; ++role) {
                best = std::max(best, transitions[previous][role] + own[role] + backward[role]);
            }
            earlier[previous] = best;
        }
        backward = earlier;
    }
    return result;
}

}  // namespace silang
