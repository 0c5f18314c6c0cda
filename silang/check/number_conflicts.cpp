// Numbers that count the same thing on several pages: what differs at one moment is a conflict, what moved as time went
// by is an update.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "silang/check/numbers.h"
#include "silang/check/parts.h"

namespace silang {
namespace {

// How alike the words around two numbers are, from which they count the same, where the role alone does not tell. On
// the development stories.
constexpr double kSameNamed = 0.34;  // the role is the same, but there may be several of it
constexpr double kSameNoun = 0.45;   // only the noun is
constexpr double kSameUnit = 0.60;   // only the unit is
constexpr size_t kSharedTerms = 2;
// Below this share two accounts are not shown to contradict each other, whatever their role.
constexpr double kSameForConflict = 0.2;
constexpr double kNear = 1.5;
constexpr double kFarthest = 4;
// What speaks for a slot besides the words: the very same value, or one near it.
constexpr double kSameValue = 0.5;
constexpr double kNearValue = 0.2;
// A slot is held against so many of its members: more say nothing new, and cost grows with the pages only.
constexpr size_t kMembersLookedAt = 8;
constexpr size_t kSlotsLookedAt = 48;

// One thing that is counted, with all that the story's pages say of it.
struct Slot {
    std::vector<const NumberClaim*> claims;
};

struct Side {
    std::vector<const NumberClaim*> claims;
    [[nodiscard]] const NumberClaim& head() const { return *claims.front(); }
    [[nodiscard]] bool past() const {
        return std::all_of(claims.begin(), claims.end(), [](const NumberClaim* c) { return c->past; });
    }
    [[nodiscard]] const NumberClaim& earliest() const {
        return **std::min_element(claims.begin(), claims.end(),
                                  [](const NumberClaim* a, const NumberClaim* b) { return a->from < b->from; });
    }
};

class Comparison {
public:
    explicit Comparison(const Scene& scene) : scene_(scene), claims_(find_number_claims(scene)) {
        std::unordered_set<std::string_view> persons;
        for (const uint32_t document : scene.story.documents) {
            for (const Entity& entity : scene.documents[document].mentions.entities) {
                if (entity.type == EntityType::person) persons.insert(entity.id);
            }
        }
        for (const NumberClaim& claim : claims_) {
            for (const uint32_t term : claim.context) {
                const std::string_view name = scene.all.terms.name(term);
                // Who speaks of a number is not whom it is about.
                const std::vector<uint32_t>& speakers = scene.all.units[claim.unit].speakers;
                if (name[0] == 'e' && persons.contains(name.substr(2)) &&
                    std::find(speakers.begin(), speakers.end(), term) == speakers.end())
                    people_of_[&claim].push_back(term);
            }
        }
        std::vector<std::vector<uint32_t>> groups_of_clause(scene.cut.clauses.size());
        for (uint32_t group = 0; group < scene.groups.size(); ++group) {
            if (scene.groups[group].clauses.size() < 2) continue;
            for (const uint32_t clause : scene.groups[group].clauses) groups_of_clause[clause].push_back(group);
        }
        for (const NumberClaim& claim : claims_) {
            for (const uint32_t clause : scene.cut.of_unit[claim.unit]) {
                if (scene.cut.clauses[clause].span.contains(claim.span)) groups_of_[&claim] = groups_of_clause[clause];
            }
        }
        for (const NumberClaim& claim : claims_) by_value_[{claim.dimension, claim.low}].push_back(&claim);
    }

    NumberDifferences differences() {
        NumberDifferences found;
        for (const auto& bucket : buckets()) {
            for (const Slot& slot : slots(bucket.second)) resolve(slot, found);
        }
        return found;
    }

private:
    [[nodiscard]] uint32_t page(const NumberClaim& claim) const { return scene_.all.units[claim.unit].document; }

    // What may be compared at all: the same role, else the same noun, else the same unit.
    [[nodiscard]] std::map<std::string, std::vector<const NumberClaim*>> buckets() const {
        std::map<std::string, std::vector<const NumberClaim*>> all;
        for (const NumberClaim& claim : claims_) {
            // A change of a rate is another thing than the rate; beside nothing that names it, it is nobody's.
            if (claim.role.empty() && (claim.dimension == "pp" || claim.vague)) continue;
            std::string key;
            const bool plain = claim.dimension.empty() || claim.dimension == "person" || claim.dimension == "thing";
            if (!claim.role.empty())
                key = fmt::format("r:{}|{}", claim.role, plain ? std::string_view() : claim.dimension);
            else if (!claim.noun.empty())
                key = fmt::format("n:{}|{}", claim.noun, plain ? std::string_view() : claim.dimension);
            else if (!claim.dimension.empty())
                key = fmt::format("u:{}", claim.dimension);
            else
                continue;
            all[key].push_back(&claim);
        }
        return all;
    }

    // The share of the shorter context's weight that stands in the other one too.
    [[nodiscard]] double alike(const NumberClaim& a, const NumberClaim& b, size_t& shared) const {
        double left = 0;
        double right = 0;
        double both = 0;
        shared = 0;
        const auto counts = [&](uint32_t term) {
            const char kind = scene_.all.terms.name(term)[0];
            return kind == 'e' || kind == 'w' || kind == 'v';
        };
        const auto weight = [&](uint32_t term) { return scene_.all.squared_weight[term]; };
        size_t j = 0;
        for (const uint32_t term : a.context) {
            if (!counts(term)) continue;
            left += weight(term);
            while (j < b.context.size() && b.context[j] < term) ++j;
            if (j == b.context.size() || b.context[j] != term) continue;
            both += weight(term);
            ++shared;
        }
        for (const uint32_t term : b.context) right += counts(term) ? weight(term) : 0;
        const double least = std::min(left, right);
        return least > 0 ? both / least : 0;
    }

    // Their clauses stand in one group of those that say the same.
    [[nodiscard]] bool aligned(const NumberClaim& a, const NumberClaim& b) const {
        const auto groups = [&](const NumberClaim& claim) -> const std::vector<uint32_t>& {
            static const std::vector<uint32_t> none;
            const auto found = groups_of_.find(&claim);
            return found == groups_of_.end() ? none : found->second;
        };
        const std::vector<uint32_t>& left = groups(a);
        const std::vector<uint32_t>& right = groups(b);
        return std::any_of(left.begin(), left.end(),
                           [&](uint32_t group) { return std::find(right.begin(), right.end(), group) != right.end(); });
    }

    // Both name people, and not the same.
    [[nodiscard]] bool other_people(const NumberClaim& a, const NumberClaim& b) const {
        const auto left = people_of_.find(&a);
        const auto right = people_of_.find(&b);
        if (left == people_of_.end() || right == people_of_.end()) return false;
        return std::none_of(left->second.begin(), left->second.end(), [&](uint32_t person) {
            return std::binary_search(right->second.begin(), right->second.end(), person);
        });
    }

    // How well a claim fits a slot; 0: not.
    [[nodiscard]] double fit(const NumberClaim& claim, const Slot& slot) const {
        double best = 0;
        const size_t looked = std::min(slot.claims.size(), kMembersLookedAt);
        for (size_t i = slot.claims.size() - looked; i < slot.claims.size(); ++i) {
            const NumberClaim& other = *slot.claims[i];
            size_t shared = 0;
            double score = alike(claim, other, shared);
            const bool alone = !claim.role.empty() && !claim.named;
            if (!alone) {
                // Conflicting accounts of one thing lie near each other; one and many are mostly an example and all.
                if (claim.low > 0 && other.low > 0 && claim.change == Change::fixed &&
                    std::max(claim.low, other.low) > kFarthest * std::min(claim.low, other.low))
                    continue;
                if (other_people(claim, other)) return 0;
                const double least = !claim.role.empty() ? kSameNamed : !claim.noun.empty() ? kSameNoun : kSameUnit;
                if (score < least || shared < (claim.role.empty() ? kSharedTerms : 1)) continue;
            } else {
                score += 1;
            }
            if (claim.low == other.low && claim.high == other.high)
                score += kSameValue;
            else if (claim.low > 0 && other.low > 0)
                score += kNearValue * std::exp(-std::abs(std::log(claim.low / other.low)));
            best = std::max(best, score);
        }
        return best;
    }

    // A page does not give one thing two numbers, unless it says that the one is of another moment.
    [[nodiscard]] bool may_hold(const Slot& slot, const NumberClaim& claim) const {
        return std::all_of(slot.claims.begin(), slot.claims.end(), [&](const NumberClaim* other) {
            if (page(*other) != page(claim) || other->agrees(claim)) return true;
            if (other->past != claim.past) return true;
            return other->stated && claim.stated && (other->to < claim.from || claim.to < other->from);
        });
    }

    // Page by page, what fits best first.
    [[nodiscard]] std::vector<Slot> slots(const std::vector<const NumberClaim*>& claims) const {
        std::vector<Slot> all;
        for (size_t begin = 0; begin < claims.size();) {
            size_t end = begin;
            while (end < claims.size() && page(*claims[end]) == page(*claims[begin])) ++end;
            struct Fit {
                double score;
                size_t claim;
                size_t slot;
            };
            std::vector<Fit> fits;
            const size_t looked = std::min(all.size(), kSlotsLookedAt);
            for (size_t c = begin; c < end; ++c) {
                for (size_t s = 0; s < looked; ++s) {
                    const double score = fit(*claims[c], all[s]);
                    if (score > 0) fits.push_back({score, c, s});
                }
            }
            std::stable_sort(fits.begin(), fits.end(), [](const Fit& a, const Fit& b) { return a.score > b.score; });
            std::vector<bool> placed(end - begin, false);
            for (const Fit& one : fits) {
                if (placed[one.claim - begin] || !may_hold(all[one.slot], *claims[one.claim])) continue;
                all[one.slot].claims.push_back(claims[one.claim]);
                placed[one.claim - begin] = true;
            }
            for (size_t c = begin; c < end; ++c) {
                if (placed[c - begin]) continue;
                // Of one page too, an earlier number belongs to the later one.
                Slot* home = nullptr;
                double best = 0;
                for (size_t s = looked; s < all.size(); ++s) {
                    const double score = may_hold(all[s], *claims[c]) ? fit(*claims[c], all[s]) : 0;
                    if (score <= best) continue;
                    best = score;
                    home = &all[s];
                }
                if (home != nullptr)
                    home->claims.push_back(claims[c]);
                else
                    all.push_back({{claims[c]}});
            }
            begin = end;
        }
        return all;
    }

    // Claims with one value; what is rounded stands with the exact value it rounds.
    [[nodiscard]] std::vector<Side> sides(const Slot& slot) const {
        std::vector<const NumberClaim*> order = slot.claims;
        const auto copied = [&](const NumberClaim* c) { return scene_.lineage.representative[page(*c)] != page(*c); };
        std::stable_sort(order.begin(), order.end(), [&](const NumberClaim* a, const NumberClaim* b) {
            return std::tuple(copied(a), a->vague, a->rounded) < std::tuple(copied(b), b->vague, b->rounded);
        });
        std::vector<Side> all;
        for (const NumberClaim* claim : order) {
            Side* home = nullptr;
            for (Side& side : all) {
                if (side.head().agrees(*claim) && (home == nullptr || nearer(*claim, side, *home))) home = &side;
            }
            // A copy repeats its original's number, it does not claim it anew at its own time.
            if (home != nullptr)
                home->claims.push_back(claim);
            else if (!copied(claim) && !claim->vague)
                all.push_back({{claim}});
        }
        return all;
    }
    [[nodiscard]] static bool nearer(const NumberClaim& claim, const Side& side, const Side& than) {
        return std::abs(side.head().low - claim.low) < std::abs(than.head().low - claim.low);
    }

    // Some page itself gives the one as what was before the other.
    [[nodiscard]] bool told_as_moved(const Side& before, const Side& now) const {
        return std::any_of(before.claims.begin(), before.claims.end(), [&](const NumberClaim* x) {
            return x->past && std::any_of(now.claims.begin(), now.claims.end(),
                                          [&](const NumberClaim* y) { return !y->past && page(*x) == page(*y); });
        });
    }

    // Of all that are later than the other value, some page says that it "became" so.
    [[nodiscard]] bool told_as_new(const Side& before, const Side& now) const {
        const auto first = [](const Side& side) { return side.earliest().from; };
        if (before.head().low >= now.head().low && slot_change(before, now) == Change::cumulative) return false;
        return first(before) < first(now) &&
               std::none_of(before.claims.begin(), before.claims.end(),
                            [](const NumberClaim* c) { return c->becomes; }) &&
               std::any_of(now.claims.begin(), now.claims.end(), [](const NumberClaim* c) { return c->becomes; });
    }

    // The two values can stand beside each other because they are of two moments.
    [[nodiscard]] bool moved(const Side& a, const Side& b) const {
        if (a.past() != b.past() || told_as_moved(a, b) || told_as_moved(b, a)) return true;
        if (told_as_new(a, b) || told_as_new(b, a)) return true;
        if (slot_change(a, b) == Change::fixed) return false;
        for (const NumberClaim* x : a.claims) {
            for (const NumberClaim* y : b.claims) {
                if (copied(*x) || copied(*y) || x->past || y->past) continue;
                if (!x->timed || !y->timed) return false;
                // A price holds for its whole day; a toll named for an hour may be told on after it.
                const bool same_basis = x->stated == y->stated || slot_change(a, b) == Change::open;
                if (same_basis && x->from <= y->to && y->from <= x->to) return false;
            }
        }
        const Side& low = a.head().low < b.head().low ? a : b;
        const Side& high = a.head().low < b.head().low ? b : a;
        if (low.earliest().from == high.earliest().from) return false;
        return slot_change(a, b) == Change::open || low.earliest().from < high.earliest().from;
    }
    [[nodiscard]] bool copied(const NumberClaim& c) const { return scene_.lineage.representative[page(c)] != page(c); }
    [[nodiscard]] static Change slot_change(const Side& a, const Side& b) {
        Change change = Change::fixed;
        for (const Side* side : {&a, &b}) {
            for (const NumberClaim* claim : side->claims) change = std::max(change, claim->change);
        }
        return change;
    }

    void resolve(const Slot& slot, NumberDifferences& found) const {
        std::vector<Side> all = sides(slot);
        if (all.size() < 2) return;
        std::vector<bool> contested(all.size(), false);
        std::vector<bool> moving(all.size(), false);
        for (size_t i = 0; i < all.size(); ++i) {
            for (size_t j = 0; j < i; ++j) {
                if (two_things(all[i].head(), all[j].head())) continue;
                const bool later = moved(all[i], all[j]);
                if (!later && !surely_one(all[i], all[j])) continue;
                std::vector<bool>& which = later ? moving : contested;
                which[i] = which[j] = true;
            }
        }
        std::vector<const Side*> conflict;
        std::vector<const Side*> update;
        for (size_t i = 0; i < all.size(); ++i) {
            if (contested[i]) conflict.push_back(&all[i]);
            if (moving[i]) update.push_back(&all[i]);
        }
        if (conflict.size() >= 2) found.conflicts.push_back(make_conflict(conflict));
        if (update.size() >= 2) add_update(update, found);
    }

    // What differs is only a conflict where it is clearly of one thing: two pages say it in clauses that say the same,
    // or by words they share besides the role.
    [[nodiscard]] bool surely_one(const Side& a, const Side& b) const {
        for (const NumberClaim* x : a.claims) {
            for (const NumberClaim* y : b.claims) {
                if (page(*x) == page(*y) || other_people(*x, *y)) continue;
                if (aligned(*x, *y)) return true;
                // Beside nothing that names it, one of several numbers of a sentence may be anybody's.
                if (x->role.empty() && (one_of_several(*x) || one_of_several(*y))) continue;
                size_t shared = 0;
                const double same = alike(*x, *y, shared);
                const bool alone = !x->role.empty() && !x->named;
                // Of what a story has one, two accounts that lie near each other are no part and its whole.
                if (alone && x->low > 0 && y->low > 0 && std::max(x->low, y->low) <= kNear * std::min(x->low, y->low))
                    return true;
                if (same >= kSameForConflict && shared >= (alone ? 1 : kSharedTerms)) return true;
            }
        }
        return false;
    }
    [[nodiscard]] bool one_of_several(const NumberClaim& claim) const {
        return std::count_if(claims_.begin(), claims_.end(), [&](const NumberClaim& other) {
                   return other.unit == claim.unit && other.dimension == claim.dimension;
               }) > 1;
    }

    // Of what there may be several: a page that gives both numbers, in two sentences, tells of two things.
    [[nodiscard]] bool two_things(const NumberClaim& a, const NumberClaim& b) const {
        if (!a.role.empty() && !a.named) return false;
        const auto first = by_value_.find({a.dimension, a.low});
        const auto second = by_value_.find({b.dimension, b.low});
        if (first == by_value_.end() || second == by_value_.end()) return false;
        for (const NumberClaim* one : first->second) {
            for (const NumberClaim* other : second->second) {
                if (page(*one) == page(*other) && one->unit != other->unit && one->past == other->past) return true;
            }
        }
        return false;
    }

    template <class Value, class Found>
    void add_evidence(const Side& side, Value& value, Found& found) const {
        for (const NumberClaim* claim : side.claims) {
            const Unit& unit = scene_.all.units[claim->unit];
            value.evidence.push_back(scene_.evidence(unit.document, unit.span));
            found.units.push_back(claim->unit);
        }
        tidy(value.evidence, scene_);
    }
    [[nodiscard]] std::string about(uint32_t unit_index) const {
        const Unit& unit = scene_.all.units[unit_index];
        return clean_spaces(scene_.text(unit.document, unit.span));
    }
    // As the page puts it where all sides use one unit, else in the base unit.
    [[nodiscard]] static std::string value_text(const NumberClaim& claim, bool in_base) {
        const double value = in_base ? claim.value * claim.factor : claim.value;
        const std::string_view unit = in_base ? std::string_view(claim.dimension) : claim.measured;
        return fmt::format("{}", value) + (unit.empty() ? "" : fmt::format(" {}", unit));
    }
    [[nodiscard]] bool mixed_units(const std::vector<const Side*>& of) const {
        return std::any_of(of.begin(), of.end(),
                           [&](const Side* side) { return side->head().factor != of.front()->head().factor; });
    }

    [[nodiscard]] FoundConflict make_conflict(std::vector<const Side*> of) const {
        std::stable_sort(of.begin(), of.end(),
                         [](const Side* a, const Side* b) { return a->claims.size() > b->claims.size(); });
        FoundConflict found{
            {ConflictKind::number, "", std::nullopt, {}, "same role and unit, other number, at the same time"}, {}};
        const bool in_base = mixed_units(of);
        for (const Side* side : of) {
            ConflictValue value{value_text(side->head(), in_base), {}};
            add_evidence(*side, value, found);
            found.conflict.values.push_back(std::move(value));
        }
        found.conflict.about = about(found.units.front());
        return found;
    }

    void add_update(std::vector<const Side*> of, NumberDifferences& differences) const {
        std::stable_sort(of.begin(), of.end(), [](const Side* a, const Side* b) {
            return std::pair(!a->past(), a->earliest().to) < std::pair(!b->past(), b->earliest().to);
        });
        FoundUpdate found{{ConflictKind::number, "", std::nullopt, {}}, {}};
        const bool in_base = mixed_units(of);
        for (const Side* side : of) {
            const NumberClaim& first = side->earliest();
            UpdateValue value{value_text(side->head(), in_base), std::nullopt, {}};
            const auto& published = scene_.documents[page(first)].article.published;
            if (first.stated)
                value.as_of = iso_date(Day(std::chrono::days(first.to / (24 * 60))));
            else if (published && !first.past)
                value.as_of = published->value;
            add_evidence(*side, value, found);
            found.update.values.push_back(std::move(value));
        }
        found.update.about = about(found.units.back());
        differences.updates.push_back(std::move(found));
    }

    const Scene& scene_;
    const std::vector<NumberClaim> claims_;
    std::unordered_map<const NumberClaim*, std::vector<uint32_t>> people_of_;
    std::unordered_map<const NumberClaim*, std::vector<uint32_t>> groups_of_;
    std::map<std::pair<std::string_view, double>, std::vector<const NumberClaim*>> by_value_;
};

}  // namespace

NumberDifferences compare_numbers(const Scene& scene) {
    return Comparison(scene).differences();
}

}  // namespace silang
