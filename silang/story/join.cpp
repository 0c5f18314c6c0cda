#include "silang/story/join.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace silang {
namespace {

struct Edge {
    double score;
    uint32_t left;
    uint32_t right;
};

// Days of the dated pages; undated ones do not bridge.
std::vector<int> days_of(const std::vector<uint32_t>& group, const JoinPages& pages) {
    std::vector<int> days;
    for (const uint32_t page : group) {
        if (const auto day = pages.day_of(page)) days.push_back(*day);
    }
    std::sort(days.begin(), days.end());
    return days;
}

bool close_in_time(const std::vector<int>& left, const std::vector<int>& right) {
    if (left.empty() || right.empty()) return true;
    int silence = std::numeric_limits<int>::max();
    for (size_t i = 0, k = 0; i < left.size() && k < right.size();) {
        silence = std::min(silence, std::abs(left[i] - right[k]));
        left[i] < right[k] ? ++i : ++k;
    }
    return silence <= kLongestSilenceDays;
}

std::vector<uint32_t> judged(const std::vector<uint32_t>& group) {
    if (group.size() <= kJudgedPages) return group;
    std::vector<uint32_t> pages(group.begin(), group.begin() + kJudgedPages / 2);
    pages.insert(pages.end(), group.end() - kJudgedPages / 2, group.end());
    return pages;
}

double mean_within(const std::vector<uint32_t>& group, const JoinPages& pages) {
    double sum = 0;
    for (size_t i = 0; i < group.size(); ++i) {
        for (size_t k = 0; k < i; ++k) sum += pages.score(group[i], group[k]);
    }
    return sum / (static_cast<double>(group.size() * (group.size() - 1)) / 2);
}

bool fits(const std::vector<uint32_t>& left, const std::vector<uint32_t>& right, const JoinPages& pages,
          const StoryWeights& weights) {
    const std::vector<uint32_t> rows = judged(left);
    const std::vector<uint32_t> columns = judged(right);
    double sum = 0;
    for (const uint32_t row : rows) {
        for (const uint32_t column : columns) sum += pages.score(row, column);
    }
    const double mean = sum / static_cast<double>(rows.size() * columns.size());
    if (mean < weights.cohesion) return false;
    if (rows.size() < kFormedGroup || columns.size() < kFormedGroup) return true;
    return mean >= weights.likeness * std::min(mean_within(rows, pages), mean_within(columns, pages));
}

}  // namespace

std::vector<std::vector<uint32_t>> join_closest(const JoinPages& pages, const StoryWeights& weights) {
    std::vector<std::vector<uint32_t>> groups = pages.groups;
    std::map<uint32_t, uint32_t> group_of;
    std::vector<std::vector<int>> days;
    for (uint32_t i = 0; i < groups.size(); ++i) {
        for (const uint32_t page : groups[i]) group_of[page] = i;
        days.push_back(days_of(groups[i], pages));
    }
    std::vector<Edge> edges;
    for (size_t i = 0; i < groups.size(); ++i) {
        for (size_t k = 0; k < i; ++k) {
            for (const uint32_t left : groups[i]) {
                for (const uint32_t right : groups[k]) {
                    const double score = pages.score(left, right);
                    if (score >= weights.join) edges.push_back({score, std::min(left, right), std::max(left, right)});
                }
            }
        }
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
        return std::tie(b.score, a.left, a.right) < std::tie(a.score, b.left, b.right);
    });
    // A refused pair of groups may fit once one of them has grown: its edges come again as long as something joins. The
    // sizes at which a pair was refused tell whether it is worth asking again.
    std::map<std::pair<uint32_t, uint32_t>, std::pair<size_t, size_t>> refused_at;
    for (bool joined = true; joined;) {
        joined = false;
        std::vector<Edge> refused;
        for (const Edge& edge : edges) {
            uint32_t left = group_of[edge.left];
            uint32_t right = group_of[edge.right];
            if (left == right) continue;
            if (right < left) std::swap(left, right);
            refused.push_back(edge);
            const std::pair sizes(groups[left].size(), groups[right].size());
            const auto [known, first_time] = refused_at.try_emplace({left, right}, sizes);
            if (!first_time && known->second == sizes) continue;
            known->second = sizes;
            if (!close_in_time(days[left], days[right]) || !fits(groups[left], groups[right], pages, weights)) continue;
            refused.pop_back();
            joined = true;
            const auto merge = [](auto& into, auto& from) {
                const auto middle = static_cast<std::ptrdiff_t>(into.size());
                into.insert(into.end(), from.begin(), from.end());
                std::inplace_merge(into.begin(), into.begin() + middle, into.end());
                from.clear();
            };
            for (const uint32_t page : groups[right]) group_of[page] = left;
            merge(groups[left], groups[right]);
            merge(days[left], days[right]);
        }
        edges = std::move(refused);
    }
    std::erase_if(groups, [](const std::vector<uint32_t>& group) { return group.empty(); });
    std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.front() < b.front(); });
    return groups;
}

}  // namespace silang
