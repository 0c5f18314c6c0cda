#include "silang/check/align.h"

#include <algorithm>
#include <set>

namespace silang {
namespace {

// Likeness from which two sentences are held to say the same. On the example stories (tests/gold/id/stories/examples.json)
// 0.27 to 0.36 join four facts in five; wrong joins fall from one in thirteen to one in seventeen on the way up, and
// facts are lost above.
constexpr double kSame = 0.36;
// Members of one group must not be strangers to each other.
constexpr double kNotStrangers = 0.15;
// Days apart, two accounts of one happening may still differ by mistake; further apart they are two happenings.
constexpr int kSameHappeningDays = 10;
// What two sentences with different near dates must have in common to be one happening told with two dates.
constexpr double kSameDespiteDates = 0.40;
constexpr double kDateBonus = 0.06;
constexpr double kMostlyShared = 0.38;
// Nearly the same words need no further sign.
constexpr double kSameWords = 0.85;
constexpr double kSameOnOnePage = 0.5;
// Only one of them says "tidak": they must be nearly the same words to be the same statement ("belum ditemukan" /
// "hilang").
constexpr double kSameDespiteNegation = 0.55;
// Terms that stand in more than this share of the units make no candidates: they would pair everything with everything.
constexpr double kCommonShare = 0.25;
constexpr size_t kAlwaysRare = 20;

double bonus(const TimeFit& fit) {
    return fit.known && fit.compatible ? kDateBonus : 0;
}

// Sentences that say the same share what happens and more than one thing besides, or single it out by a day or a figure
// and a name; names alone must be most of what they say.
bool anchored(const StoryUnits& all, const Unit& a, const Unit& b, double base) {
    int names = 0;
    int figures = 0;
    int happenings = 0;
    int words = 0;
    size_t i = 0;
    for (const uint32_t term : a.terms) {
        while (i < b.terms.size() && b.terms[i] < term) ++i;
        if (i == b.terms.size()) break;
        if (b.terms[i] != term) continue;
        switch (all.terms.name(term)[0]) {
            case 'e':
                ++names;
                break;
            case 'n':
            case 't':
                ++figures;
                break;
            case 'v':
                ++happenings;
                break;
            case 'c':
            case 'w':
                ++words;
                break;
            default:
                break;
        }
    }
    const int shared = names + figures + happenings + words;
    if (happenings + words >= 1 && shared >= 3 && shared > words) return true;
    if (figures >= 1 && shared >= 2) return true;
    return shared >= 2 && base >= kMostlyShared;
}

// How surely two units say the same; 0 when something speaks against it.
double sameness(const StoryUnits& all, const Unit& a, const Unit& b) {
    if (a.denies != b.denies) return 0;
    const double base = likeness(all, a, b);
    const TimeFit fit = time_fit(a, b);
    if (!fit.compatible && (fit.gap > kSameHappeningDays || base < kSameDespiteDates)) return 0;
    if (base >= kSameWords) return base;
    if (base + bonus(fit) < kNotStrangers || !anchored(all, a, b, base)) return 0;
    // A page says a thing once; what it says twice in other words is rather two things.
    if (a.document == b.document && base < kSameOnOnePage) return 0;
    if (a.negated != b.negated && base < kSameDespiteNegation) return 0;
    return base + bonus(fit);
}

struct Edge {
    uint32_t other;
    double score;
};

}  // namespace

std::vector<Group> align(const StoryUnits& all) {
    const auto count = static_cast<uint32_t>(all.units.size());
    std::vector<std::vector<uint32_t>> postings(all.terms.size());
    for (uint32_t unit = 0; unit < count; ++unit) {
        for (const uint32_t term : all.units[unit].terms) postings[term].push_back(unit);
    }
    const size_t common = std::max(kAlwaysRare, static_cast<size_t>(kCommonShare * count));

    std::vector<std::vector<Edge>> edges(count);
    std::vector<uint32_t> seen(count, count);
    for (uint32_t unit = 0; unit < count; ++unit) {
        for (const uint32_t term : all.units[unit].terms) {
            if (postings[term].size() > common) continue;
            for (const uint32_t other : postings[term]) {
                if (other >= unit) break;
                if (seen[other] == unit) continue;
                seen[other] = unit;
                const double score = sameness(all, all.units[unit], all.units[other]);
                if (score < kSame) continue;
                edges[unit].push_back({other, score});
                edges[other].push_back({unit, score});
            }
        }
    }

    // The unit that most others, on other pages, agree with becomes the first centre.
    std::vector<double> centrality(count, 0);
    for (uint32_t unit = 0; unit < count; ++unit) {
        for (const Edge& edge : edges[unit]) {
            if (all.units[edge.other].document != all.units[unit].document) centrality[unit] += edge.score;
        }
    }
    std::vector<uint32_t> order(count);
    for (uint32_t unit = 0; unit < count; ++unit) order[unit] = unit;
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return centrality[a] > centrality[b]; });

    for (std::vector<Edge>& of_unit : edges) {
        std::stable_sort(of_unit.begin(), of_unit.end(), [](const Edge& a, const Edge& b) {
            return a.score != b.score ? a.score > b.score : a.other < b.other;
        });
    }
    std::vector<bool> taken(count, false);
    const auto star = [&](uint32_t center, bool taken_too) {
        Group group{center, {center}};
        for (const Edge& edge : edges[center]) {
            if (taken[edge.other] && !taken_too) continue;
            const bool fits = std::all_of(group.units.begin(), group.units.end(), [&](uint32_t member) {
                return member == center || sameness(all, all.units[edge.other], all.units[member]) >= kNotStrangers;
            });
            if (fits) group.units.push_back(edge.other);
        }
        std::sort(group.units.begin(), group.units.end());
        return group;
    };
    std::vector<Group> groups;
    for (const uint32_t center : order) {
        if (taken[center]) continue;
        Group group = star(center, false);
        for (const uint32_t unit : group.units) taken[unit] = true;
        groups.push_back(std::move(group));
    }
    // A sentence may say two things: one that was left alone may still agree with sentences that stand in another
    // group.
    for (Group& group : groups) {
        if (group.units.size() == 1) group = star(group.center, true);
    }
    const auto pages = [&](const Group& group) {
        std::set<uint32_t> documents;
        for (const uint32_t unit : group.units) documents.insert(all.units[unit].document);
        return documents.size();
    };
    std::vector<std::pair<size_t, uint32_t>> rank;
    for (uint32_t i = 0; i < groups.size(); ++i) rank.emplace_back(pages(groups[i]), i);
    std::sort(rank.begin(), rank.end(), [&](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : groups[a.second].units[0] < groups[b.second].units[0];
    });
    std::vector<Group> sorted;
    for (const auto& [size, index] : rank) sorted.push_back(std::move(groups[index]));
    return sorted;
}

}  // namespace silang
