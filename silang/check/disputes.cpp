// Disputes: parties that deny, and who says what they deny. A page that reports both sides is in no conflict with
// another that does the same; the parties are.
//
// Denials come first: without one there is no dispute. Those that answer one matter are gathered by who denies, by what
// is denied and by the accusation before them on their page; then every claim of another party on the matter joins it.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "silang/check/claims.h"

namespace silang {
namespace {

// Likeness (the better of cosine and the share of the shorter one) from which two denials of one party, of two parties,
// and a claim and what is denied are of one matter; a claim that is no accusation must be nearer.
constexpr double kSameDenier = 0.30;
constexpr double kOtherDenier = 0.45;
constexpr double kAccusation = 0.20;
constexpr double kClaim = 0.28;
constexpr double kOneAccuser = 0.40;
constexpr double kSoftDenial = 0.25;
// The same party denies again what nobody on that page says: it need not be told in the same words.
constexpr double kSameDenierAgain = 0.12;

struct Matter {
    std::vector<size_t> denials;
    std::vector<size_t> claims;
    std::vector<uint32_t> terms;  // of all its denials and of the accusations they answer
};

class DisputeFinder {
public:
    explicit DisputeFinder(const Scene& scene)
        : scene_(scene), claims_(find_claims(scene)), taken_(claims_.size(), false) {}

    std::vector<FoundDispute> find() {
        for (size_t i = 0; i < claims_.size(); ++i) {
            if (claims_[i].denies) join(i);
        }
        answer_accusations();
        for (size_t i = 0; i < claims_.size(); ++i) {
            if (!claims_[i].denies) assert_by(i);
        }
        merge_told_apart();
        lead_home();
        std::vector<FoundDispute> found;
        for (const Matter& matter : matters_) {
            if (auto dispute = describe(matter)) found.push_back(std::move(*dispute));
        }
        return found;
    }

private:
    const Unit& unit(uint32_t index) const { return scene_.all.units[index]; }

    // --- Matters.

    template <class Visit>
    void each_near(const Claim& claim, Visit visit) {
        std::vector<size_t> near;
        for (const uint32_t term : claim.terms) {
            if (const auto at = matters_by_term_.find(term); at != matters_by_term_.end())
                near.insert(near.end(), at->second.begin(), at->second.end());
        }
        for (const Party& party : claim.parties) {
            if (const auto at = matters_by_party_.find(party.id); at != matters_by_party_.end())
                near.insert(near.end(), at->second.begin(), at->second.end());
        }
        std::sort(near.begin(), near.end());
        near.erase(std::unique(near.begin(), near.end()), near.end());
        for (const size_t matter : near) visit(matter);
    }

    void put(size_t matter, size_t claim, bool asserts = false) {
        const Claim& added = claims_[claim];
        if (!asserts && (added.denies || added.negates)) {
            matters_[matter].denials.push_back(claim);
            for (const Party& party : added.parties) matters_by_party_[party.id].push_back(matter);
        } else {
            matters_[matter].claims.push_back(claim);
        }
        taken_[claim] = true;
        learn(matter, added.terms);
    }

    void learn(size_t matter, const std::vector<uint32_t>& terms) {
        std::vector<uint32_t>& all = matters_[matter].terms;
        for (const uint32_t term : terms) {
            const auto at = std::lower_bound(all.begin(), all.end(), term);
            if (at != all.end() && *at == term) continue;
            all.insert(at, term);
            matters_by_term_[term].push_back(matter);
        }
    }

    // The nearest of a matter's denials, and of the accusations they answer.
    double nearest(const Matter& matter, const Claim& claim) const {
        double best = 0;
        for (const size_t other : matter.denials)
            best = std::max(best, claim_likeness(scene_.all, claims_[other].terms, claim.terms));
        for (const size_t other : matter.claims)
            best = std::max(best, claim_likeness(scene_.all, claims_[other].terms, claim.terms));
        return best;
    }

    bool denied_by(const Matter& matter, const std::vector<Party>& parties) const {
        return std::any_of(matter.denials.begin(), matter.denials.end(),
                           [&](size_t denial) { return shares_party(claims_[denial].parties, parties); });
    }

    void join(size_t index) {
        const Claim& claim = claims_[index];
        std::optional<size_t> best;
        double best_score = 0;
        each_near(claim, [&](size_t m) {
            const Matter& matter = matters_[m];
            const bool with_other = claim.also && claim.answers && denied_by(matter, claims_[*claim.answers].parties);
            const bool same_denier = with_other || denied_by(matter, claim.parties);
            double score = nearest(matter, claim);
            const auto answered = [&](const std::vector<size_t>& list) {
                return claim.answers && std::find(list.begin(), list.end(), *claim.answers) != list.end();
            };
            const bool same_answer = answered(matter.claims) || answered(matter.denials);
            if (same_answer) score = 1;
            if (claim.answers) score = std::max(score, nearest(matter, claims_[*claim.answers]));
            if (score < (same_denier ? kSameDenier : kOtherDenier) || score <= best_score) return;
            best_score = score;
            best = m;
        });
        if (!best) {
            best = matters_.size();
            matters_.emplace_back();
        }
        put(*best, index);
        if (claim.answers && !taken_[*claim.answers] && !claims_[*claim.answers].denies)
            put(*best, *claim.answers, !(claim.also && claims_[*claim.answers].negates));
    }

    // Speech that negates denies where its speaker is known to deny the matter, or where it answers an accusation that
    // names him.
    void answer_accusations() {
        for (size_t i = 0; i < claims_.size(); ++i) {
            const Claim& claim = claims_[i];
            if (!claim.negates) continue;
            std::optional<size_t> best;
            double best_score = 0;
            each_near(claim, [&](size_t m) {
                const double score = nearest(matters_[m], claim);
                const bool same_denier = denied_by(matters_[m], claim.parties);
                // Of another's mouth it may as well be what is denied.
                if (!same_denier && matters_[m].claims.empty()) return;
                const double least = same_denier ? kSameDenier : kOtherDenier;
                if (score < least || score <= best_score || asserted_by(matters_[m], claim.parties)) return;
                best = m;
                best_score = score;
            });
            if (best) {
                put(*best, i);
                continue;
            }
            if (const auto accusation = unanswered_accusation(claim)) {
                matters_.emplace_back();
                put(matters_.size() - 1, i);
                put(matters_.size() - 1, *accusation);
            }
        }
    }

    std::optional<size_t> unanswered_accusation(const Claim& claim) {
        if (accusations_by_term_.empty()) {
            for (size_t k = 0; k < claims_.size(); ++k) {
                if (!claims_[k].accuses) continue;
                for (const uint32_t term : claims_[k].terms) accusations_by_term_[term].push_back(k);
            }
        }
        std::vector<size_t> near;
        for (const uint32_t term : claim.terms) {
            if (const auto at = accusations_by_term_.find(term); at != accusations_by_term_.end())
                near.insert(near.end(), at->second.begin(), at->second.end());
        }
        std::sort(near.begin(), near.end());
        near.erase(std::unique(near.begin(), near.end()), near.end());
        for (const size_t k : near) {
            if (taken_[k] || claims_[k].parties.empty() || shares_party(claims_[k].parties, claim.parties)) continue;
            if (claim_likeness(scene_.all, claims_[k].terms, claim.terms) >= kSoftDenial) return k;
        }
        return std::nullopt;
    }

    bool asserted_by(const Matter& matter, const std::vector<Party>& parties) const {
        return std::any_of(matter.claims.begin(), matter.claims.end(),
                           [&](size_t claim) { return shares_party(claims_[claim].parties, parties); });
    }

    void assert_by(size_t index) {
        if (taken_[index]) return;
        const Claim& claim = claims_[index];
        std::optional<size_t> best;
        double best_score = 0;
        if (claim.accuses && claim.answers) {
            for (size_t m = 0; m < matters_.size() && !best; ++m) {
                const auto holds = [&](const std::vector<size_t>& list) {
                    return std::find(list.begin(), list.end(), *claim.answers) != list.end();
                };
                if (holds(matters_[m].denials) || holds(matters_[m].claims)) best = m;
            }
        }
        if (!best) {
            each_near(claim, [&](size_t m) {
                if (denied_by(matters_[m], claim.parties)) return;
                const double score = nearest(matters_[m], claim);
                if (score < (claim.accuses ? kAccusation : kClaim) || score <= best_score) return;
                best = m;
                best_score = score;
            });
        }
        if (best && !denied_by(matters_[*best], claim.parties)) put(*best, index, true);
    }

    // Who denies "the accusations" on a page that does not say which denies those the story makes against him.
    void lead_home() {
        for (size_t m = 0; m < matters_.size(); ++m) {
            if (!matters_[m].claims.empty() || matters_[m].denials.empty()) continue;
            std::optional<size_t> home;
            bool back = true;
            for (const size_t denial : matters_[m].denials) back &= claims_[denial].points_back;
            for (size_t k = 0; k < matters_.size(); ++k) {
                if (k == m || matters_[k].claims.empty()) continue;
                const bool same =
                    std::any_of(matters_[m].denials.begin(), matters_[m].denials.end(), [&](size_t denial) {
                        return denied_by(matters_[k], claims_[denial].parties) &&
                               (back || nearest(matters_[k], claims_[denial]) >= kSameDenierAgain);
                    });
                if (same && (!home || matters_[k].claims.size() > matters_[*home].claims.size())) home = k;
            }
            if (!home) continue;
            auto& into = matters_[*home].denials;
            into.insert(into.end(), matters_[m].denials.begin(), matters_[m].denials.end());
            matters_[m] = {};
        }
    }

    // One accusation that two parties deny, each on a page of its own.
    void merge_told_apart() {
        for (size_t m = 1; m < matters_.size(); ++m) {
            std::vector<Party> accusers;
            for (const size_t claim : matters_[m].claims)
                accusers.insert(accusers.end(), claims_[claim].parties.begin(), claims_[claim].parties.end());
            if (accusers.empty()) continue;
            for (size_t k = 0; k < m; ++k) {
                if (!asserted_by(matters_[k], accusers)) continue;
                double like = 0;
                for (const size_t claim : matters_[m].claims)
                    like = std::max(like, nearest(matters_[k], claims_[claim]));
                for (const size_t claim : matters_[m].denials)
                    like = std::max(like, nearest(matters_[k], claims_[claim]));
                if (like < kOneAccuser) continue;
                auto& into = matters_[k];
                into.claims.insert(into.claims.end(), matters_[m].claims.begin(), matters_[m].claims.end());
                into.denials.insert(into.denials.end(), matters_[m].denials.begin(), matters_[m].denials.end());
                matters_[m] = {};
                break;
            }
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
    std::vector<bool> taken_;
    std::vector<Matter> matters_;
    std::unordered_map<uint32_t, std::vector<size_t>> accusations_by_term_;
    std::unordered_map<uint32_t, std::vector<size_t>> matters_by_term_;
    std::unordered_map<std::string, std::vector<size_t>> matters_by_party_;
};

}  // namespace

std::vector<FoundDispute> find_disputes(const Scene& scene) {
    return DisputeFinder(scene).find();
}

}  // namespace silang
