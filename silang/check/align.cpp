#include "silang/check/align.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

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
constexpr size_t kMostCandidates = 96;
// Of two groups to be joined, so many members of each, spread over it, are held against each other.
constexpr size_t kHeldAgainst = 6;
// How surely two clauses of which nothing speaks for their saying the same do so: what keeps a group from taking in
// what only some of its members know.
constexpr double kUnrelated = 0.003;
// A page says a thing once; what it says twice in other words is rather two things.
constexpr double kSameOnOnePage = 0.8;
// A clause is in a second group by other words than in its own: so much of their weight.
constexpr double kOtherWords = 0.3;

double probability(const StatementFeatures& features, const StatementWeights& weights) {
    double sum = 0;
    for (size_t i = 0; i < kStatementFeatureCount; ++i) sum += features[i] * weights.weight[i];
    return 1 / (1 + std::exp(-sum));
}

double log_odds(double probability) {
    const double kept = std::clamp(probability, kUnrelated, 1 - kUnrelated);
    return std::log(kept / (1 - kept));
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
        join_groups();
        lend();
        return groups();
    }

private:
    struct Edge {
        uint32_t a;
        uint32_t b;
        double score;
    };
    using Members = std::vector<uint32_t>;  // clauses, in order

    const Clause& clause(uint32_t index) const { return cut_.clauses[index]; }
    const Unit& unit(uint32_t index) const { return all_.units[clause(index).unit]; }
    uint32_t page(uint32_t index) const { return unit(index).document; }

    // How surely two clauses, of which `a` is held by the comparison, say the same; 0 when something forbids it.
    double sameness(uint32_t a, uint32_t b) const {
        if (unit(a).denies != unit(b).denies && clause(a).negative != clause(b).negative) return 0;
        const bool dated = !clause(a).days.empty() && !clause(b).days.empty();
        if (dated && gap_days(clause(a), clause(b)) > kSameHappeningDays) return 0;
        const StatementFeatures features = comparison_.with(b);
        return features[static_cast<size_t>(StatementFeature::cosine)] > 0 ? probability(features, weights_) : 0;
    }

    // Pairs that say the same for all the model knows, the surest first.
    void find_edges() {
        std::vector<std::vector<uint32_t>> postings(all_.terms.size());
        for (uint32_t i = 0; i < count_; ++i) {
            for (const uint32_t term : clause(i).terms) postings[term].push_back(i);
        }
        const size_t common = std::max(kAlwaysRare, static_cast<size_t>(kCommonShare * count_));
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
                    if (score >= (page(i) == page(other) ? kSameOnOnePage : weights_.join))
                        edges_.push_back({other, i, score});
                }
            }
        }
        std::stable_sort(edges_.begin(), edges_.end(), [](const Edge& x, const Edge& y) {
            return x.score != y.score ? x.score > y.score : std::pair(x.a, x.b) < std::pair(y.a, y.b);
        });
    }

    // How surely the members of two groups say the same, each of one with each of the other on the average; those of
    // one page say nothing about it unless there are no others.
    double mean_log_odds(const Members& left, const Members& right) {
        double sum = 0;
        double on_one_page = 0;
        size_t pairs = 0;
        const size_t step_left = std::max<size_t>(1, left.size() / kHeldAgainst);
        const size_t step_right = std::max<size_t>(1, right.size() / kHeldAgainst);
        for (size_t i = 0; i < left.size(); i += step_left) {
            comparison_.hold(left[i]);
            for (size_t j = 0; j < right.size(); j += step_right) {
                const double odds = log_odds(sameness(left[i], right[j]));
                if (page(left[i]) == page(right[j])) {
                    on_one_page = odds;
                } else {
                    sum += odds;
                    ++pairs;
                }
            }
        }
        return pairs > 0 ? sum / static_cast<double>(pairs) : on_one_page;
    }

    // The surest pairs first, two groups become one when their members on the average say the same: so a group cannot
    // chain from one thing to another.
    void join_groups() {
        members_.resize(count_);
        group_of_.resize(count_);
        for (uint32_t i = 0; i < count_; ++i) {
            members_[i] = {i};
            group_of_[i] = i;
        }
        const double border = log_odds(weights_.join);
        std::unordered_map<uint64_t, size_t> refused;  // by pair of groups: how many members they had
        for (const Edge& edge : edges_) {
            uint32_t into = group_of_[edge.a];
            uint32_t from = group_of_[edge.b];
            if (into == from) continue;
            if (members_[into].size() < members_[from].size() ||
                (members_[into].size() == members_[from].size() && from < into))
                std::swap(into, from);
            // Refused once, they are asked again when they have grown by half.
            const size_t size = members_[into].size() + members_[from].size();
            const auto before = refused.find(uint64_t{into} << 32 | from);
            if (before != refused.end() && 2 * size < 3 * before->second) continue;
            if (mean_log_odds(members_[into], members_[from]) < border) {
                refused[uint64_t{into} << 32 | from] = size;
                continue;
            }
            for (const uint32_t member : members_[from]) group_of_[member] = into;
            Members all;
            std::merge(members_[into].begin(), members_[into].end(), members_[from].begin(), members_[from].end(),
                       std::back_inserter(all));
            members_[into] = std::move(all);
            members_[from].clear();
        }
    }

    // Terms of the clause that any of the members, or of some spread over them, has as well.
    std::vector<uint32_t> shared_with(uint32_t index, const Members& members) const {
        std::vector<uint32_t> terms;
        const size_t step = std::max<size_t>(1, members.size() / kHeldAgainst);
        for (size_t i = 0; i < members.size(); i += step) {
            const uint32_t member = members[i];
            if (member == index) continue;
            for_each_shared(clause(index).terms, clause(member).terms, [&](uint32_t term) { terms.push_back(term); });
        }
        std::sort(terms.begin(), terms.end());
        terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
        return terms;
    }

    bool by_other_words(uint32_t index, const Members& members) const {
        const std::vector<uint32_t> said = shared_with(index, members_[group_of_[index]]);
        double sum = 0;
        double unsaid = 0;
        for (const uint32_t term : shared_with(index, members)) {
            sum += all_.squared_weight[term];
            if (!std::binary_search(said.begin(), said.end(), term)) unsaid += all_.squared_weight[term];
        }
        return unsaid >= kOtherWords * sum;
    }

    // The clauses of a page are in a row.
    bool has_page_of(const Members& members, uint32_t index) const {
        const auto next = std::lower_bound(members.begin(), members.end(), index);
        return (next != members.end() && page(*next) == page(index)) ||
               (next != members.begin() && page(*std::prev(next)) == page(index));
    }

    // A clause that tells a second thing stands in the group of that as well, where its page has no other in it.
    void lend() {
        std::map<std::pair<uint32_t, uint32_t>, std::pair<double, uint32_t>> best;  // by group and page
        std::set<std::pair<uint32_t, uint32_t>> tried;
        const double border = log_odds(weights_.lend);
        for (const Edge& edge : edges_) {
            if (edge.score < weights_.lend) break;
            for (const auto& [index, other] : {std::pair(edge.a, edge.b), std::pair(edge.b, edge.a)}) {
                const uint32_t group = group_of_[other];
                if (group == group_of_[index] || !tried.emplace(group, index).second) continue;
                // Two that are alone were not joined for a reason.
                if (members_[group].size() == 1 && members_[group_of_[index]].size() == 1) continue;
                if (has_page_of(members_[group], index)) continue;
                const double odds = mean_log_odds({index}, members_[group]);
                if (odds < border) continue;
                if (members_[group_of_[index]].size() > 1 && !by_other_words(index, members_[group])) continue;
                auto& known = best.try_emplace({group, page(index)}, odds, index).first->second;
                if (odds > known.first) known = {odds, index};
            }
        }
        lent_.resize(count_);
        for (const auto& [where, what] : best) lent_[where.first].push_back(what.second);
    }

    size_t pages(const Members& members) const {
        std::set<uint32_t> documents;
        for (const uint32_t member : members) documents.insert(page(member));
        return documents.size();
    }

    // The member that shares most with the others.
    uint32_t center(const Members& members) const {
        std::map<uint32_t, double> weight_of_term;
        for (const uint32_t member : members) {
            for (const uint32_t term : clause(member).terms) weight_of_term[term] += all_.squared_weight[term];
        }
        uint32_t best = members.front();
        double most = -1;
        for (const uint32_t member : members) {
            double sum = 0;
            for (const uint32_t term : clause(member).terms) sum += weight_of_term[term];
            sum = clause(member).weight > 0 ? sum / std::sqrt(clause(member).weight) : 0;
            if (sum <= most) continue;
            most = sum;
            best = member;
        }
        return best;
    }

    std::vector<Group> groups() const {
        std::vector<Group> found;
        std::vector<bool> placed(count_, false);
        for (uint32_t i = 0; i < count_; ++i) {
            Members members = members_[i];
            members.insert(members.end(), lent_[i].begin(), lent_[i].end());
            if (members.size() < 2) continue;
            std::sort(members.begin(), members.end());
            for (const uint32_t member : members) placed[member] = true;
            const uint32_t middle = clause(center(members)).unit;
            found.push_back({middle, std::move(members), {}});
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
    std::vector<Edge> edges_;
    std::vector<Members> members_;    // by group; empty once it is part of another
    std::vector<uint32_t> group_of_;  // by clause
    std::vector<Members> lent_;       // by group: clauses of other groups that tell this as well
};

}  // namespace

std::vector<Group> align(const StoryUnits& all, const StoryClauses& cut, const StatementWeights& weights) {
    return Aligner(all, cut, weights).run();
}

}  // namespace silang
