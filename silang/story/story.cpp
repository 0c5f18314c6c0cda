// Stories: copies collapse to one unit, units that share rare words or names are compared, and the most alike join
// first.
//
//   documents ─ units (one text each) ─ profiles ─ candidate pairs ─ scores ─ groups (average link) ─ ranking
//
// Why average link and not one pass in time order: the accusation and the denial of an affair may have little in
// common, and a pass that meets them first keeps them apart for good, while a chain of nearest neighbours would run
// through every round-up. Here the closest pages join first, and groups join only when they fit as wholes; input order
// plays no part.
#include "silang/story/story.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "silang/lineage/body.h"
#include "silang/story/profile.h"
#include "silang/story/similarity.h"
#include "silang/story/weights.h"

namespace silang {
namespace {

// The words and names that tell most of a page: by these other pages are looked up.
constexpr size_t kLookupTerms = 24;
// Pages kept for each of them: the latest, in time order. A run of that many units or fewer is compared completely.
constexpr size_t kLookupPages = 48;
// Of the pages found, those with most in common are scored.
constexpr size_t kCandidates = 32;
// A merge of large groups is judged on this many pages of each: its first ones.
constexpr size_t kJudgedPages = 12;
// Pairs below this need no look at their words.
constexpr double kHopeless = 0.2;

// Groups of pages that lie further apart than this are two stories of one storyline, whatever they share: a visit
// announced three weeks ahead is one story, the same two leaders' meeting of last year another.
constexpr int kLongestSilenceDays = 45;

struct PairScore {
    double score = 0;
    FeatureValues values{};
};

// One text: a page and its near-duplicates.
struct Unit {
    uint32_t document;  // the representative
    std::vector<uint32_t> documents;
};

// Time order: published, then unknown, then by id.
bool earlier(const Document& left, const Document& right) {
    const auto key = [](const Document& document) {
        const auto& published = document.article.published;
        return std::pair(published ? published->when.order() : std::numeric_limits<int64_t>::max(),
                         std::string_view(document.article.id));
    };
    return key(left) < key(right);
}

std::vector<Unit> make_units(std::span<const Document> documents, const Lineage& lineage) {
    std::map<uint32_t, Unit> by_representative;
    for (uint32_t i = 0; i < documents.size(); ++i) {
        Unit& unit = by_representative[lineage.representative[i]];
        unit.document = lineage.representative[i];
        unit.documents.push_back(i);
    }
    std::vector<Unit> units;
    for (auto& [representative, unit] : by_representative) units.push_back(std::move(unit));
    std::sort(units.begin(), units.end(),
              [&](const Unit& a, const Unit& b) { return earlier(documents[a.document], documents[b.document]); });
    return units;
}

class Pairs {
public:
    Pairs(std::span<const Document> documents, const Lineage& lineage, std::span<const Unit> units,
          std::span<const Profile> profiles, const StoryWeights& weights, const Languages& languages)
        : documents_(documents), units_(units), profiles_(profiles), weights_(weights), languages_(languages) {
        for (const Copy& copy : lineage.copies) {
            double& share = copied_[std::minmax(copy.from, copy.to)];
            share = std::max(share, copy.similarity);
        }
        facts_.resize(units.size());
    }

    const PairScore& of(uint32_t left, uint32_t right) {
        if (right < left) std::swap(left, right);
        const auto [at, added] = scores_.try_emplace((static_cast<uint64_t>(left) << 32) | right);
        if (added) at->second = compare(left, right);
        return at->second;
    }

private:
    PairScore compare(uint32_t left, uint32_t right) {
        PairScore pair;
        pair.values = compare_profiles(profiles_[left], profiles_[right]);
        const uint32_t left_document = units_[left].document;
        const uint32_t right_document = units_[right].document;
        const auto copied = copied_.find(std::minmax(left_document, right_document));
        if (copied != copied_.end()) pair.values[static_cast<size_t>(Feature::passage)] = copied->second;
        pair.score = score_of(pair.values, weights_);
        if (pair.score < kHopeless) return pair;
        if (compare_facts(facts(left), facts(right)).is_same_form()) {
            pair.values[static_cast<size_t>(Feature::other_facts)] = 1;
            pair.score = score_of(pair.values, weights_);
        }
        return pair;
    }

    const Facts& facts(uint32_t unit) {
        if (!facts_[unit]) {
            const Document& document = documents_[units_[unit].document];
            facts_[unit] = read_facts(document, read_body(document), languages_.rules_for(document.article.rules));
        }
        return *facts_[unit];
    }

    std::span<const Document> documents_;
    std::span<const Unit> units_;
    std::span<const Profile> profiles_;
    const StoryWeights& weights_;
    const Languages& languages_;
    std::map<std::pair<uint32_t, uint32_t>, double> copied_;
    std::vector<std::optional<Facts>> facts_;
    std::unordered_map<uint64_t, PairScore> scores_;
};

// Words and names by weight: what a page is looked up by. Names are kept clear of words.
std::vector<Term> lookup_terms(const Profile& profile) {
    std::vector<Term> terms = profile.text;
    for (const Term& name : profile.names) terms.push_back({hash_pair(name.key, 1), name.weight});
    std::sort(terms.begin(), terms.end(),
              [](const Term& a, const Term& b) { return std::tie(b.weight, a.key) < std::tie(a.weight, b.key); });
    if (terms.size() > kLookupTerms) terms.resize(kLookupTerms);
    return terms;
}

// Pairs worth a score: an inverted index over the telling terms, units in time order, so that the cost of a page does
// not grow with the run.
std::vector<std::pair<uint32_t, uint32_t>> candidate_units(std::span<const Profile> profiles) {
    std::vector<std::pair<uint32_t, uint32_t>> pairs;
    if (profiles.size() <= kLookupPages) {
        for (uint32_t right = 1; right < profiles.size(); ++right) {
            for (uint32_t left = 0; left < right; ++left) pairs.emplace_back(left, right);
        }
        return pairs;
    }
    struct Posting {
        std::vector<Term> units;  // key: the unit; a ring once it is full
        size_t next = 0;
    };
    std::unordered_map<uint64_t, Posting> index;
    std::vector<double> common(profiles.size(), 0);
    for (uint32_t unit = 0; unit < profiles.size(); ++unit) {
        std::vector<uint32_t> found;
        for (const Term& term : lookup_terms(profiles[unit])) {
            Posting& posting = index[term.key];
            for (const Term& other : posting.units) {
                if (common[other.key] == 0) found.push_back(static_cast<uint32_t>(other.key));
                common[other.key] += term.weight * other.weight;
            }
            if (posting.units.size() < kLookupPages) {
                posting.units.push_back({unit, term.weight});
            } else {
                posting.units[posting.next] = {unit, term.weight};
                posting.next = (posting.next + 1) % kLookupPages;
            }
        }
        std::sort(found.begin(), found.end(),
                  [&](uint32_t a, uint32_t b) { return std::tie(common[b], a) < std::tie(common[a], b); });
        for (size_t i = 0; i < std::min(found.size(), kCandidates); ++i) pairs.emplace_back(found[i], unit);
        for (const uint32_t other : found) common[other] = 0;
    }
    return pairs;
}

// Joins the closest first. Returns the group of each unit, as lists of units in time order.
std::vector<std::vector<uint32_t>> join_units(size_t unit_count,
                                              std::span<const std::pair<uint32_t, uint32_t>> candidates,
                                              std::span<const Profile> profiles, Pairs& pairs,
                                              const StoryWeights& weights) {
    struct Edge {
        double score;
        uint32_t left;
        uint32_t right;
    };
    std::vector<Edge> edges;
    for (const auto& [left, right] : candidates) {
        const double score = pairs.of(left, right).score;
        if (score >= weights.join) edges.push_back({score, left, right});
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
        return std::tie(b.score, a.left, a.right) < std::tie(a.score, b.left, b.right);
    });
    std::vector<std::vector<uint32_t>> groups(unit_count);
    std::vector<uint32_t> group_of(unit_count);
    for (uint32_t i = 0; i < unit_count; ++i) {
        groups[i] = {i};
        group_of[i] = i;
    }
    const auto fits = [&](const std::vector<uint32_t>& left, const std::vector<uint32_t>& right) {
        double sum = 0;
        const size_t rows = std::min(left.size(), kJudgedPages);
        const size_t columns = std::min(right.size(), kJudgedPages);
        for (size_t i = 0; i < rows; ++i) {
            for (size_t k = 0; k < columns; ++k) sum += pairs.of(left[i], right[k]).score;
        }
        return sum >= weights.cohesion * static_cast<double>(rows * columns);
    };
    // The days of each group's dated pages; undated ones do not bridge.
    std::vector<std::vector<int>> days_of(unit_count);
    for (uint32_t i = 0; i < unit_count; ++i) {
        if (profiles[i].day) days_of[i].push_back(*profiles[i].day);
    }
    const auto close_in_time = [&](const std::vector<int>& left, const std::vector<int>& right) {
        if (left.empty() || right.empty()) return true;
        int silence = std::numeric_limits<int>::max();
        for (size_t i = 0, k = 0; i < left.size() && k < right.size();) {
            silence = std::min(silence, std::abs(left[i] - right[k]));
            left[i] < right[k] ? ++i : ++k;
        }
        return silence <= kLongestSilenceDays;
    };
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
            if (!close_in_time(days_of[left], days_of[right]) || !fits(groups[left], groups[right])) continue;
            refused.pop_back();
            joined = true;
            std::vector<uint32_t> both;
            std::merge(groups[left].begin(), groups[left].end(), groups[right].begin(), groups[right].end(),
                       std::back_inserter(both));
            for (const uint32_t unit : groups[right]) group_of[unit] = left;
            groups[right].clear();
            groups[left] = std::move(both);
            std::vector<int> days;
            std::merge(days_of[left].begin(), days_of[left].end(), days_of[right].begin(), days_of[right].end(),
                       std::back_inserter(days));
            days_of[left] = std::move(days);
        }
        edges = std::move(refused);
    }
    std::erase_if(groups, [](const std::vector<uint32_t>& group) { return group.empty(); });
    return groups;
}

JoinReason reason_for(uint32_t document, uint32_t nearest, const PairScore& pair, const StoryWeights& weights,
                      bool joined) {
    JoinReason reason{document, nearest, pair.score, weights.join, {}, joined};
    for (size_t i = 0; i < kFeatureCount; ++i) {
        const double part = pair.values[i] * weights.weight[i];
        if (part != 0) reason.features.emplace_back(feature_name(static_cast<Feature>(i)), part);
    }
    std::stable_sort(reason.features.begin(), reason.features.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.second) > std::abs(b.second); });
    return reason;
}

// Voices that report independently: an agency credited for the page, else its house.
size_t independent_origins(const Story& story, std::span<const Document> documents, const Lineage& lineage) {
    std::set<std::string> voices;
    for (const uint32_t document : story.documents) {
        const uint32_t voice = lineage.representative[document];
        const Article& article = documents[voice].article;
        voices.insert(origin_of(lineage, documents, voice,
                                Span{static_cast<uint32_t>(article.page.text.size()),
                                     static_cast<uint32_t>(article.page.text.size())})
                          .name);
    }
    return voices.size();
}

int64_t latest_of(const Story& story, std::span<const Document> documents) {
    int64_t latest = std::numeric_limits<int64_t>::min();
    for (const uint32_t document : story.documents) {
        if (const auto& published = documents[document].article.published)
            latest = std::max(latest, published->when.order());
    }
    return latest;
}

}  // namespace

std::vector<Story> group_stories(std::span<const Document> documents, const Lineage& lineage,
                                 const Languages& languages, const StoryWeights& weights) {
    const std::vector<Unit> units = make_units(documents, lineage);
    std::vector<uint32_t> representatives;
    for (const Unit& unit : units) representatives.push_back(unit.document);
    const std::vector<Profile> profiles = profile_pages(documents, representatives, languages);
    Pairs pairs(documents, lineage, units, profiles, weights, languages);
    const auto candidates = candidate_units(profiles);
    const auto groups = join_units(units.size(), candidates, profiles, pairs, weights);

    // The closest page of another group: why a page that stands alone does so.
    std::vector<uint32_t> nearest(units.size());
    std::vector<double> nearest_score(units.size(), -std::numeric_limits<double>::infinity());
    for (uint32_t i = 0; i < units.size(); ++i) nearest[i] = i;
    for (const auto& [left, right] : candidates) {
        const double score = pairs.of(left, right).score;
        for (const auto& [unit, other] : {std::pair(left, right), std::pair(right, left)}) {
            if (score > nearest_score[unit]) nearest[unit] = other, nearest_score[unit] = score;
        }
    }

    std::vector<Story> stories;
    for (const std::vector<uint32_t>& group : groups) {
        Story& story = stories.emplace_back();
        std::map<uint32_t, JoinReason> reasons;
        for (const uint32_t unit : group) {
            uint32_t closest = nearest[unit];
            double best = -std::numeric_limits<double>::infinity();
            for (size_t i = 0; i < std::min(group.size(), kJudgedPages); ++i) {
                if (group[i] == unit) continue;
                const double score = pairs.of(unit, group[i]).score;
                if (score > best) closest = group[i], best = score;
            }
            for (const uint32_t document : units[unit].documents) {
                story.documents.push_back(document);
                if (document != units[unit].document) {
                    reasons[document] = {document, units[unit].document, 1, weights.join, {{"copy", 1}}, true};
                } else if (closest == unit) {
                    reasons[document] = {document, document, 0, weights.join, {}, false};
                } else {
                    reasons[document] = reason_for(document, units[closest].document, pairs.of(unit, closest), weights,
                                                   group.size() > 1);
                }
            }
        }
        std::sort(story.documents.begin(), story.documents.end(),
                  [&](uint32_t a, uint32_t b) { return earlier(documents[a], documents[b]); });
        story.id = documents[story.documents.front()].article.id;
        for (const uint32_t document : story.documents) story.reasons.push_back(std::move(reasons[document]));
    }

    struct Rank {
        size_t origins;
        size_t size;
        int64_t latest;
        uint32_t story;
    };
    std::vector<Rank> ranks;
    for (uint32_t i = 0; i < stories.size(); ++i) {
        ranks.push_back({independent_origins(stories[i], documents, lineage), stories[i].documents.size(),
                         latest_of(stories[i], documents), i});
    }
    std::sort(ranks.begin(), ranks.end(), [&](const Rank& a, const Rank& b) {
        return std::tie(b.origins, b.size, b.latest, stories[a.story].id) <
               std::tie(a.origins, a.size, a.latest, stories[b.story].id);
    });
    std::vector<Story> ranked;
    for (const Rank& rank : ranks) ranked.push_back(std::move(stories[rank.story]));
    return ranked;
}

}  // namespace silang
