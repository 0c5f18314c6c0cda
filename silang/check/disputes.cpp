// Disputes: parties that deny, and who says what they deny. A page that reports both sides is in no conflict with
// another that does the same; the parties are.
//
// Denials come first: without one there is no dispute. A model of named features (data/dispute.weights) says which of
// them are of one matter, and which claims of other parties they deny. Only what shares a word, a party or a page is
// compared.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "silang/check/dispute_pairs.h"

namespace silang {
namespace {

// Of so many denials of a matter each of the others is judged: the bound keeps a long story from costing its square.
constexpr size_t kJudged = 10;
// A word or a party that so many matters have tells none of them from the others.
constexpr size_t kMostNear = 64;
constexpr int kPasses = 4;
// Of the surest claim of a matter, what another must have to be shown beside it: of those that are surely denied, and
// of those of a matter that has none such.
constexpr double kSurest = 0.2;
// Who claims it less surely than this is shown only where nobody claims it more surely: to be named for what one did
// not say is worse than to be left out.
constexpr double kShown = 0.2;
constexpr double kSurestLone = 0.7;
constexpr size_t kMostLone = 2;

struct Matter {
    std::vector<size_t> denials;  // none: it went into another
    std::vector<size_t> claims;
};

class DisputeFinder {
public:
    DisputeFinder(const Scene& scene, std::vector<Claim> claims)
        : scene_(scene), claims_(std::move(claims)), pairs_(scene.all, claims_), taken_(claims_.size(), false) {
        for (size_t i = 0; i < claims_.size(); ++i) {
            if (!claims_[i].denies) note(near_claims_, claims_[i], i);
        }
    }

    std::vector<FoundDispute> find() {
        for (size_t i = 0; i < claims_.size(); ++i) {
            if (claims_[i].denies) add_denial(i);
        }
        join_matters();
        place_claims();
        answer_accusations();
        place_claims();
        join_matters();
        for (Matter& matter : matters_) {
            keep_surest_claims(matter);
            if (matter.claims.empty()) seek_accusers(matter);
        }
        std::vector<FoundDispute> found;
        for (const Matter& matter : matters_) {
            if (auto dispute = describe(matter)) found.push_back(std::move(*dispute));
        }
        return found;
    }

private:
    const Unit& unit(uint32_t index) const { return scene_.all.units[index]; }
    const DisputeWeights& weights() const { return scene_.dispute_weights; }
    double same_matter(size_t a, size_t b) const { return weigh_denials(weights(), pairs_.denials(a, b)); }
    double answers(size_t claim, size_t denial) const {
        if (shares_party(claims_[claim].parties, claims_[denial].parties)) return 0;
        return weigh_answer(weights(), pairs_.answer(claim, denial));
    }

    bool denied_by(const Matter& matter, const std::vector<Party>& parties) const {
        return std::any_of(matter.denials.begin(), matter.denials.end(),
                           [&](size_t denial) { return shares_party(claims_[denial].parties, parties); });
    }

    // --- What may have to do with what.

    // Matters and claims, by what they have in common with others.
    struct Index {
        std::unordered_map<uint32_t, std::vector<size_t>> by_term;
        std::unordered_map<std::string, std::vector<size_t>> by_party;
        std::unordered_map<uint32_t, std::vector<size_t>> by_document;
    };
    void note(Index& index, const Claim& claim, size_t item) const {
        const auto add = [item](std::vector<size_t>& list) {
            if (list.size() <= kMostNear && (list.empty() || list.back() != item)) list.push_back(item);
        };
        for (const uint32_t term : claim.terms) add(index.by_term[term]);
        for (const Party& party : claim.parties) add(index.by_party[party.id]);
        auto& here = index.by_document[unit(claim.unit).document];
        if (here.empty() || here.back() != item) here.push_back(item);
    }

    void collect(const Index& index, const Claim& claim, std::vector<size_t>& near) const {
        const auto add = [&](const auto& lists, const auto& key) {
            const auto at = lists.find(key);
            if (at != lists.end() && at->second.size() <= kMostNear)
                near.insert(near.end(), at->second.begin(), at->second.end());
        };
        for (const uint32_t term : claim.terms) add(index.by_term, term);
        for (const Party& party : claim.parties) add(index.by_party, party.id);
        for (const std::string& party : claim.named) add(index.by_party, party);
        add(index.by_document, unit(claim.unit).document);
    }

    std::vector<size_t> near(const Index& index, const std::vector<size_t>& claims) const {
        std::vector<size_t> found;
        for (const size_t claim : claims) collect(index, claims_[claim], found);
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }

    // --- Matters.

    void put_denial(size_t matter, size_t claim) {
        matters_[matter].denials.push_back(claim);
        taken_[claim] = true;
        note(near_matters_, claims_[claim], matter);
    }
    void put_claim(size_t matter, size_t claim) {
        matters_[matter].claims.push_back(claim);
        taken_[claim] = true;
        note(near_matters_, claims_[claim], matter);
    }

    double likeness(const Matter& matter, size_t denial) const {
        const size_t judged = std::min(matter.denials.size(), kJudged);
        if (judged == 0) return 0;
        double best = 0;
        double sum = 0;
        for (size_t i = 0; i < judged; ++i) {
            const double same = same_matter(matter.denials[i], denial);
            best = std::max(best, same);
            sum += same;
        }
        return (best + sum / static_cast<double>(judged)) / 2;
    }

    void add_denial(size_t index) {
        std::optional<size_t> best;
        double best_score = weights().same_matter;
        for (const size_t m : near(near_matters_, {index})) {
            const double score = likeness(matters_[m], index);
            if (score < best_score) continue;
            best = m;
            best_score = score;
        }
        if (!best) {
            best = matters_.size();
            matters_.emplace_back();
        }
        put_denial(*best, index);
    }

    template <class Score>
    static double mean(const std::vector<size_t>& a, const std::vector<size_t>& b, Score score) {
        const size_t left = std::min(a.size(), kJudged);
        const size_t right = std::min(b.size(), kJudged);
        if (left == 0 || right == 0) return 0;
        double sum = 0;
        for (size_t i = 0; i < left; ++i) {
            for (size_t k = 0; k < right; ++k) sum += score(a[i], b[k]);
        }
        return sum / static_cast<double>(left * right);
    }

    double likeness(const Matter& a, const Matter& b) const {
        const auto same = [&](size_t left, size_t right) { return same_matter(left, right); };
        const auto denied = [&](size_t claim, size_t denial) { return answers(claim, denial); };
        return std::max(
            {mean(a.denials, b.denials, same), mean(a.claims, b.denials, denied), mean(b.claims, a.denials, denied)});
    }

    void join_matters() {
        bool joined = true;
        for (int pass = 0; joined && pass < kPasses; ++pass) {
            joined = false;
            for (size_t m = 0; m < matters_.size(); ++m) {
                if (matters_[m].denials.empty()) continue;
                std::optional<size_t> best;
                double best_score = weights().same_matter;
                std::vector<size_t> all = matters_[m].denials;
                all.insert(all.end(), matters_[m].claims.begin(), matters_[m].claims.end());
                for (const size_t k : near(near_matters_, all)) {
                    if (k >= m || matters_[k].denials.empty()) continue;
                    const double score = likeness(matters_[k], matters_[m]);
                    if (score < best_score) continue;
                    best = k;
                    best_score = score;
                }
                if (!best) continue;
                const Matter moved = std::move(matters_[m]);
                matters_[m] = {};
                for (const size_t denial : moved.denials) put_denial(*best, denial);
                for (const size_t claim : moved.claims) put_claim(*best, claim);
                joined = true;
            }
        }
    }

    // --- Who says it.

    double denied_in(const Matter& matter, size_t claim) const {
        double best = 0;
        for (size_t i = 0; i < std::min(matter.denials.size(), kJudged); ++i)
            best = std::max(best, answers(claim, matter.denials[i]));
        return best;
    }

    // Plain claims first: words that negate deny what another says, or say what another denies.
    void place_claims() {
        for (size_t i = 0; i < claims_.size(); ++i) {
            if (!taken_[i] && !claims_[i].denies && !claims_[i].negates) assert_by(i);
        }
        for (size_t i = 0; i < claims_.size(); ++i) {
            if (!taken_[i] && !claims_[i].denies && claims_[i].negates && !deny_softly(i)) assert_by(i);
        }
    }

    void assert_by(size_t index) {
        std::optional<size_t> best;
        double best_score = weights().claim;
        for (const size_t m : near(near_matters_, {index})) {
            if (denied_by(matters_[m], claims_[index].parties)) continue;
            const double score = denied_in(matters_[m], index);
            if (score < best_score) continue;
            best = m;
            best_score = score;
        }
        if (best) put_claim(*best, index);
    }

    bool names(size_t claim, const std::vector<Party>& parties) const {
        const std::vector<std::string>& named = claims_[claim].named;
        return std::any_of(parties.begin(), parties.end(), [&](const Party& party) {
            return std::binary_search(named.begin(), named.end(), party.id);
        });
    }
    bool accused_in(const Matter& matter, size_t denial) const {
        return std::any_of(matter.claims.begin(), matter.claims.end(),
                           [&](size_t claim) { return names(claim, claims_[denial].parties); });
    }

    // Words that negate deny where their speaker denies the matter outright, or is the one another claims it of: what a
    // bystander finds wanting is no denial.
    bool deny_softly(size_t index) {
        std::optional<size_t> best;
        double best_score = weights().soft_denial;
        for (const size_t m : near(near_matters_, {index})) {
            const Matter& matter = matters_[m];
            const bool asserts = std::any_of(matter.claims.begin(), matter.claims.end(), [&](size_t claim) {
                return shares_party(claims_[claim].parties, claims_[index].parties);
            });
            if (asserts || (!denied_by(matter, claims_[index].parties) && !accused_in(matter, index))) continue;
            double score = likeness(matter, index);
            for (size_t i = 0; i < std::min(matter.claims.size(), kJudged); ++i)
                score = std::max(score, answers(matter.claims[i], index));
            if (score < best_score) continue;
            best = m;
            best_score = score;
        }
        if (best) put_denial(*best, index);
        return best.has_value();
    }

    // Where nobody denies outright: an accusation, and words of another that negate the like.
    void answer_accusations() {
        for (size_t i = 0; i < claims_.size(); ++i) {
            if (taken_[i] || !claims_[i].negates) continue;
            std::optional<size_t> best;
            double best_score = weights().accusation;
            for (const size_t k : near(near_claims_, {i})) {
                if (taken_[k] || !claims_[k].accuses || claims_[k].parties.empty()) continue;
                const double score = answers(k, i);
                if (score < best_score) continue;
                best = k;
                best_score = score;
            }
            if (!best) continue;
            matters_.emplace_back();
            put_denial(matters_.size() - 1, i);
            put_claim(matters_.size() - 1, *best);
        }
    }

    // Beside a claim that a denial surely answers, one that it may answer says nothing.
    void keep_surest_claims(Matter& matter) const {
        double best = 0;
        for (const size_t claim : matter.claims) best = std::max(best, denied_in(matter, claim));
        const double least = std::max(kSurest * best, std::min(kShown, best));
        std::erase_if(matter.claims, [&](size_t claim) { return denied_in(matter, claim) < least; });
    }

    // Who denies, denies something: what comes nearest to it of all that others claim.
    void seek_accusers(Matter& matter) {
        std::vector<std::pair<double, size_t>> claims;  // surest first
        for (const size_t i : near(near_claims_, matter.denials)) {
            if (taken_[i] || claims_[i].parties.empty() || denied_by(matter, claims_[i].parties)) continue;
            if (const double score = denied_in(matter, i); score >= weights().lone_claim)
                claims.emplace_back(-score, i);
        }
        std::sort(claims.begin(), claims.end());
        for (const auto& [score, claim] : claims) {
            if (matter.claims.size() == kMostLone || score > kSurestLone * claims[0].first) break;
            matter.claims.push_back(claim);
            taken_[claim] = true;
        }
    }

    // --- What is shown.

    void add_sides(std::vector<DisputeSide>& sides, const std::vector<size_t>& claims) const {
        for (const size_t index : claims) {
            const Claim& claim = claims_[index];
            for (const Party& party : claim.parties) {
                auto side = std::find_if(sides.begin(), sides.end(),
                                         [&](const DisputeSide& s) { return s.party == party.name; });
                if (side == sides.end()) side = sides.insert(sides.end(), DisputeSide{party.name, {}});
                side->evidence.push_back(scene_.evidence(unit(claim.unit).document, claim.span));
            }
        }
        for (DisputeSide& side : sides) tidy(side.evidence, scene_);
        std::stable_sort(sides.begin(), sides.end(), [](const DisputeSide& a, const DisputeSide& b) {
            return a.evidence.size() > b.evidence.size();
        });
    }

    // What holds it together: the terms that two and more of its claims and denials have.
    std::vector<std::pair<std::string, double>> shared_words(const Matter& matter) const {
        std::map<uint32_t, uint32_t> times;
        for (const std::vector<size_t>* list : {&matter.claims, &matter.denials}) {
            for (const size_t claim : *list) {
                for (const uint32_t term : claims_[claim].terms) ++times[term];
            }
        }
        std::vector<std::pair<std::string, double>> shared;
        for (const auto& [term, count] : times) {
            if (count > 1) shared.emplace_back(scene_.all.terms.name(term), scene_.all.term_weight[term]);
        }
        std::stable_sort(shared.begin(), shared.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        return shared;
    }

    std::optional<FoundDispute> describe(const Matter& matter) const {
        FoundDispute found;
        add_sides(found.dispute.asserted_by, matter.claims);
        add_sides(found.dispute.denied_by, matter.denials);
        if (found.dispute.denied_by.empty()) return std::nullopt;
        found.dispute.features = shared_words(matter);
        std::vector<uint32_t> accusing;
        std::vector<uint32_t> denying;
        for (const size_t claim : matter.claims) accusing.push_back(claims_[claim].unit);
        for (const size_t claim : matter.denials) denying.push_back(claims_[claim].unit);
        found.units = accusing;
        found.units.insert(found.units.end(), denying.begin(), denying.end());
        const Unit& clear = unit(clearest(scene_, accusing.empty() ? denying : accusing));
        found.dispute.about = clean_spaces(scene_.text(clear.document, clear.span));
        return found;
    }

    const Scene& scene_;
    std::vector<Claim> claims_;  // in the order of the pages
    ClaimPairs pairs_;
    std::vector<bool> taken_;
    std::vector<Matter> matters_;
    Index near_matters_;
    Index near_claims_;
};

}  // namespace

std::vector<FoundDispute> find_disputes(const Scene& scene) {
    return DisputeFinder(scene, find_claims(scene)).find();
}

}  // namespace silang
