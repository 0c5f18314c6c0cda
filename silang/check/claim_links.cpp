// What a denial answers on its own page.
#include <algorithm>
#include <cmath>

#include "silang/check/claims.h"

namespace silang {
namespace {

// How far back (in sentences) "tuduhan itu" may reach.
constexpr uint32_t kReach = 8;
// Without a pointing word, what is denied on a page is what was said there so much alike.
constexpr double kOnOnePage = 0.15;
// The share of the shorter claim counts so much beside the cosine: it is easily had by two words.
constexpr double kShareWeight = 0.75;
constexpr size_t kLeastShared = 2;

double weight_of(const StoryUnits& all, const std::vector<uint32_t>& terms) {
    double sum = 0;
    for (const uint32_t term : terms) sum += all.term_weight[term] * all.term_weight[term];
    return sum;
}

// How much of what two claims say is one thing, 0..1.
double claim_likeness(const StoryUnits& all, const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
    std::vector<uint32_t> shared;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
    if (shared.empty()) return 0;
    const double both = weight_of(all, shared);
    const double left = weight_of(all, a);
    const double right = weight_of(all, b);
    const double cosine = both / std::sqrt(left * right);
    if (shared.size() < kLeastShared) return cosine;
    return std::max(cosine, kShareWeight * both / std::min(left, right));
}

}  // namespace

void link_claims(const StoryUnits& all, std::vector<Claim>& claims) {
    for (size_t i = 0; i < claims.size(); ++i) {
        Claim& claim = claims[i];
        const bool bare = claim.terms.size() < kLeastShared;
        const bool leads_back = claim.denies ? claim.points_back || bare : claim.accuses && claim.points_back;
        if (!claim.denies && !leads_back && !(claim.negates && claim.also)) continue;
        std::optional<size_t> nearest;
        double best = kOnOnePage;
        for (size_t k = i; k-- > 0;) {
            const Claim& before = claims[k];
            const Unit& there = all.units[before.unit];
            const Unit& here = all.units[claim.unit];
            if (there.document != here.document || here.order - there.order > kReach) break;
            if (shares_party(before.parties, claim.parties)) continue;
            if (claim.also && (before.denies || before.negates) && here.order - there.order <= 1) {
                nearest = before.answers ? before.answers : k;
                break;
            }
            if (!leads_back) {
                // Without a pointing word, what is denied is what was said in like words.
                const double like = before.denies ? 0 : claim_likeness(all, before.terms, claim.terms);
                if (like > best) {
                    best = like;
                    nearest = k;
                }
                continue;
            }
            if (before.unit == claim.unit && !before.accuses) continue;
            // An accusation is meant before any other claim; a source is of the denial or accusation before it.
            if (before.accuses || (claim.accuses && before.denies)) {
                nearest = k;
                break;
            }
            if (!nearest && !before.denies && here.order - there.order <= 1) nearest = k;
        }
        if (!nearest) continue;
        claim.answers = nearest;
        if (bare || claim.points_back || claim.accuses)
            claim.terms.insert(claim.terms.end(), claims[*nearest].terms.begin(), claims[*nearest].terms.end());
        std::sort(claim.terms.begin(), claim.terms.end());
        claim.terms.erase(std::unique(claim.terms.begin(), claim.terms.end()), claim.terms.end());
    }
}

}  // namespace silang
