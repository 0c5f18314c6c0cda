#include "silang/check/align.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "silang/check/likeness.h"

namespace silang {
namespace {

// Days apart, two accounts of one happening may still differ by mistake; further apart they are two happenings.
constexpr int kSameHappeningDays = 10;
// Terms that stand in more than this share of the clauses make no candidates: they would pair everything with
// everything.
constexpr double kCommonShare = 0.25;
constexpr size_t kAlwaysRare = 20;
// A clause is held against so many others at most, found by its most telling terms: what keeps large stories linear.
constexpr size_t kMostCandidates = 160;
// A clause with less than this share of its weight left has nothing more to say.
constexpr double kSaid = 0.35;
// The terms by which a member is tied to the centre are mostly those by which the others are.
constexpr double kSameFacet = 0.5;
// Of so many members of a group, spread over it, a new one must not be a stranger to any.
constexpr size_t kHeldAgainst = 12;
constexpr double kSameOnOnePage = 0.8;

double weight_of(const StoryUnits& all, uint32_t term) {
    return all.squared_weight[term];
}

double weight_of(const StoryUnits& all, const std::vector<uint32_t>& terms) {
    double sum = 0;
    for (const uint32_t term : terms) sum += weight_of(all, term);
    return sum;
}

double probability(const StatementFeatures& features, const StatementWeights& weights) {
    double sum = 0;
    for (size_t i = 0; i < kStatementFeatureCount; ++i) sum += features[i] * weights.weight[i];
    return 1 / (1 + std::exp(-sum));
}

class Aligner {
public:
    Aligner(const StoryUnits& all, const StoryClauses& cut, const StatementWeights& weights)
        : all_(all),
          cut_(cut),
          weights_(weights),
          count_(static_cast<uint32_t>(cut.clauses.size())),
          comparison_(all, cut) {}

    std::vector<Group> run() {
        find_edges();
        find_stars();
        return groups();
    }

private:
    struct Edge {
        uint32_t other;
        double score;
    };
    struct Star {
        uint32_t center;
        std::vector<uint32_t> members;
    };

    const Clause& clause(uint32_t index) const { return cut_.clauses[index]; }
    const Unit& unit(uint32_t index) const { return all_.units[clause(index).unit]; }
    uint32_t page(uint32_t index) const { return unit(index).document; }

    // How surely two clauses, of which `a` is held by the comparison, say the same; 0 when something forbids it.
    double sameness(uint32_t a, uint32_t b) const {
        if (unit(a).denies != unit(b).denies && clause(a).negative != clause(b).negative) return 0;
        const bool dated = !clause(a).days.empty() && !clause(b).days.empty();
        if (dated && gap_days(clause(a), clause(b)) > kSameHappeningDays) return 0;
        const double same = probability(comparison_.with(b), weights_);
        // A page says a thing once; what it says twice in other words is rather two things.
        return page(a) == page(b) && same < kSameOnOnePage ? 0 : same;
    }

    void find_edges() {
        std::vector<std::vector<uint32_t>> postings(all_.terms.size());
        for (uint32_t i = 0; i < count_; ++i) {
            for (const uint32_t term : clause(i).terms) postings[term].push_back(i);
        }
        const size_t common = std::max(kAlwaysRare, static_cast<size_t>(kCommonShare * count_));
        edges_.resize(count_);
        std::vector<uint32_t> seen(count_, UINT32_MAX);
        std::vector<uint32_t> terms;
        for (uint32_t i = 0; i < count_; ++i) {
            terms = clause(i).terms;
            std::stable_sort(terms.begin(), terms.end(),
                             [&](uint32_t a, uint32_t b) { return postings[a].size() < postings[b].size(); });
            size_t candidates = 0;
            comparison_.hold(i);
            for (const uint32_t term : terms) {
                if (postings[term].size() > common || candidates >= kMostCandidates) break;
                // The nearest in page order: of many that say the same, those that came with it.
                const auto own = std::lower_bound(postings[term].begin(), postings[term].end(), i);
                for (auto at = own; at != postings[term].begin() && candidates < kMostCandidates;) {
                    const uint32_t other = *--at;
                    if (seen[other] == i) continue;
                    seen[other] = i;
                    ++candidates;
                    const double score = sameness(i, other);
                    if (score < weights_.join) continue;
                    edges_[i].push_back({other, score});
                    edges_[other].push_back({i, score});
                }
            }
        }
        for (std::vector<Edge>& of_clause : edges_) {
            std::stable_sort(of_clause.begin(), of_clause.end(), [](const Edge& a, const Edge& b) {
                return a.score != b.score ? a.score > b.score : a.other < b.other;
            });
        }
    }

    std::vector<uint32_t> shared(uint32_t a, uint32_t b) const {
        std::vector<uint32_t> terms;
        for_each_shared(clause(a).terms, clause(b).terms, [&](uint32_t term) { terms.push_back(term); });
        return terms;
    }

    // Weight of the terms that no group of the clause stands for yet.
    double unsaid(uint32_t index, const std::vector<uint32_t>& terms) const {
        const std::vector<uint32_t>& said = said_[index];
        double sum = 0;
        for (const uint32_t term : terms) {
            if (!std::binary_search(said.begin(), said.end(), term)) sum += weight_of(all_, term);
        }
        return sum;
    }

    void say(uint32_t index, const std::vector<uint32_t>& terms) {
        std::vector<uint32_t>& said = said_[index];
        said.insert(said.end(), terms.begin(), terms.end());
        std::sort(said.begin(), said.end());
        said.erase(std::unique(said.begin(), said.end()), said.end());
    }

    bool has_more_to_say(uint32_t index) const {
        return said_[index].empty() || unsaid(index, clause(index).terms) >= kSaid * clause(index).weight;
    }

    // Not one that members of the group are strangers to.
    bool no_stranger(const Star& star, uint32_t candidate) {
        comparison_.hold(candidate);
        const size_t step = std::max<size_t>(1, star.members.size() / kHeldAgainst);
        for (size_t i = 0; i < star.members.size(); i += step) {
            const uint32_t member = star.members[i];
            if (member != star.center && sameness(candidate, member) < weights_.stranger) return false;
        }
        return true;
    }

    // The centre with all that tell, by the same of its words, what the first of them tells.
    Star star_of(uint32_t center, std::vector<uint32_t>& facet) {
        Star star{center, {center}};
        std::map<uint32_t, size_t> count;
        const auto facet_overlap = [&](const std::vector<uint32_t>& terms) {
            double in = 0;
            for (const uint32_t term : terms) in += count.contains(term) ? weight_of(all_, term) : 0;
            return in;
        };
        for (const Edge& edge : edges_[center]) {
            if (!has_more_to_say(edge.other)) continue;
            const std::vector<uint32_t> terms = shared(center, edge.other);
            const double weight = weight_of(all_, terms);
            if (unsaid(center, terms) < kSameFacet * weight || unsaid(edge.other, terms) < kSameFacet * weight)
                continue;
            if (!count.empty() && facet_overlap(terms) < kSameFacet * weight) continue;
            if (!no_stranger(star, edge.other)) continue;
            for (const uint32_t term : terms) ++count[term];
            star.members.push_back(edge.other);
        }
        facet.clear();
        for (const auto& [term, times] : count) {
            if (2 * times >= star.members.size() - 1) facet.push_back(term);
        }
        std::sort(star.members.begin(), star.members.end());
        return star;
    }

    size_t pages(const std::vector<uint32_t>& members) const {
        std::set<uint32_t> documents;
        for (const uint32_t member : members) documents.insert(page(member));
        return documents.size();
    }

    void find_stars() {
        // The clause that most others, on other pages, agree with becomes the first centre.
        std::vector<double> centrality(count_, 0);
        for (uint32_t i = 0; i < count_; ++i) {
            for (const Edge& edge : edges_[i]) centrality[i] += page(edge.other) != page(i) ? edge.score : 0;
        }
        std::vector<uint32_t> order(count_);
        for (uint32_t i = 0; i < count_; ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(),
                         [&](uint32_t a, uint32_t b) { return centrality[a] > centrality[b]; });
        said_.resize(count_);
        std::vector<uint32_t> facet;
        for (const uint32_t center : order) {
            while (has_more_to_say(center)) {
                Star star = star_of(center, facet);
                if (star.members.size() == 1) break;
                for (const uint32_t member : star.members)
                    say(member, member == center ? facet : shared(center, member));
                stars_.push_back(std::move(star));
                if (facet.empty()) break;
            }
        }
    }

    std::vector<Group> groups() const {
        std::vector<Group> found;
        std::vector<bool> placed(count_, false);
        for (const Star& star : stars_) {
            Group group{clause(star.center).unit, star.members, {}};
            for (const uint32_t member : star.members) placed[member] = true;
            found.push_back(std::move(group));
        }
        // What nobody else says stands alone: a whole sentence when no part of it is said elsewhere.
        for (uint32_t index = 0; index < cut_.of_unit.size(); ++index) {
            std::vector<uint32_t> left;
            for (const uint32_t part : cut_.of_unit[index]) {
                if (!placed[part]) left.push_back(part);
            }
            if (left.empty()) continue;
            if (left.size() == cut_.of_unit[index].size()) {
                found.push_back({index, left, {}});
            } else {
                for (const uint32_t part : left) found.push_back({index, {part}, {}});
            }
        }
        std::vector<std::pair<size_t, uint32_t>> rank;
        for (uint32_t i = 0; i < found.size(); ++i) {
            Group& group = found[i];
            for (const uint32_t member : group.clauses) group.units.push_back(clause(member).unit);
            group.units.erase(std::unique(group.units.begin(), group.units.end()), group.units.end());
            rank.emplace_back(pages(group.clauses), i);
        }
        std::sort(rank.begin(), rank.end(), [&](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : found[a.second].clauses < found[b.second].clauses;
        });
        std::vector<Group> sorted;
        for (const auto& [size, index] : rank) sorted.push_back(std::move(found[index]));
        return sorted;
    }

    const StoryUnits& all_;
    const StoryClauses& cut_;
    const StatementWeights& weights_;
    const uint32_t count_;
    ClauseComparison comparison_;
    std::vector<std::vector<Edge>> edges_;
    std::vector<Star> stars_;
    std::vector<std::vector<uint32_t>> said_;  // by clause: terms that a group of it stands for, sorted
};

}  // namespace

std::vector<Group> align(const StoryUnits& all, const StoryClauses& cut, const StatementWeights& weights) {
    return Aligner(all, cut, weights).run();
}

}  // namespace silang
