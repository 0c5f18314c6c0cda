// The summary: sentences of the pages themselves, chosen for support by independent origins, place on their page and
// news value over what is already chosen (maximal marginal relevance, Carbonell and Goldstein 1998).
#include <algorithm>
#include <cmath>

#include "silang/check/parts.h"

namespace silang {
namespace {

constexpr size_t kFewest = 3;
constexpr size_t kMost = 6;
constexpr uint32_t kShortestWords = 8;
constexpr uint32_t kLongestWords = 45;
constexpr double kRedundancy = 4.0;
constexpr double kLead = 2.0;  // the first sentence of a page against its tenth

struct Candidate {
    uint32_t group;
    uint32_t unit;
    double score;
};

}  // namespace

std::vector<SummarySentence> summarize(const Scene& scene, const std::vector<bool>& group_in_conflict) {
    std::vector<Candidate> candidates;
    std::vector<std::vector<Evidence>> evidence(scene.groups.size());
    for (uint32_t index = 0; index < scene.groups.size(); ++index) {
        const Group& group = scene.groups[index];
        double lead = 0;
        for (const uint32_t member : group.units) {
            const Unit& unit = scene.all.units[member];
            evidence[index].push_back(scene.evidence(unit.document, unit.span));
            lead = std::max(lead, kLead / (1.0 + 0.35 * unit.order));
        }
        tidy(evidence[index], scene);
        const uint32_t best = clearest(scene, group.units);
        const Unit& unit = scene.all.units[best];
        if (unit.leans_back || unit.all_quoted || unit.doubtful || unit.words < kShortestWords ||
            unit.words > kLongestWords)
            continue;
        const double support = 1.5 * std::log2(1.0 + count_origins(scene, evidence[index]));
        const double content = (unit.events.empty() ? 0 : 0.5) + (unit.entities.empty() ? 0 : 0.5);
        // A disputed fact is told, but never by one of its values alone being put first.
        const double dispute = group_in_conflict[index] ? -0.5 : 0;
        const double alone = -0.6 * unit.pointing;
        candidates.push_back({index, best, support + lead + content + dispute + alone});
    }
    size_t supported = 0;
    for (const auto& e : evidence) supported += count_origins(scene, e) >= 2 ? 1 : 0;
    const size_t wanted = std::clamp(supported, kFewest, kMost);

    std::vector<Candidate> chosen;
    while (chosen.size() < wanted && !candidates.empty()) {
        size_t best = candidates.size();
        double best_score = -1e9;
        for (size_t i = 0; i < candidates.size(); ++i) {
            double repeated = 0;
            for (const Candidate& other : chosen) {
                repeated = std::max(
                    repeated, likeness(scene.all, scene.all.units[other.unit], scene.all.units[candidates[i].unit]));
            }
            const double score = candidates[i].score - kRedundancy * repeated;
            if (score > best_score) {
                best_score = score;
                best = i;
            }
        }
        chosen.push_back(candidates[best]);
        candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(best));
    }
    // The strongest opens; the others follow as a page would tell them.
    if (chosen.size() > 2) {
        std::stable_sort(chosen.begin() + 1, chosen.end(), [&](const Candidate& a, const Candidate& b) {
            return scene.all.units[a.unit].order < scene.all.units[b.unit].order;
        });
    }
    std::vector<SummarySentence> summary;
    for (const Candidate& candidate : chosen) {
        const Unit& unit = scene.all.units[candidate.unit];
        // The sentence shown is the first evidence; the others of its group stand behind it.
        std::vector<Evidence> shown{scene.evidence(unit.document, unit.span)};
        for (const Evidence& other : evidence[candidate.group]) {
            if (other != shown.front()) shown.push_back(other);
        }
        summary.push_back({clean_spaces(scene.text(unit.document, unit.span)), std::move(shown)});
    }
    return summary;
}

}  // namespace silang
