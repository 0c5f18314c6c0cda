// What pages say otherwise of one thing: values of one slot that contradict each other are a conflict, values that came
// one after the other an update.
#include "silang/check/differences.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace silang {
namespace {

// From this on a filler is held to fill the slot of the one it agrees with.
constexpr double kSameSlot = 0.5;
// By so much a contradiction must be the likelier: what may have moved is no conflict.
constexpr double kSurer = 0.1;
constexpr int64_t kWhile = 90;  // minutes in which a number may have moved
// How many of a model's reasons are told.
constexpr size_t kReasons = 4;

enum class Outcome : uint8_t { none, conflict, update };

struct Side {
    std::vector<uint32_t> fillers;
};

class Differences {
public:
    Differences(const Scene& scene, const Fillers& fillers, std::vector<SlotPair> pairs, const SlotWeights& weights)
        : scene_(scene), weights_(weights), fillers_(fillers), pairs_(std::move(pairs)) {
        pairs_of_.resize(fillers_.all.size());
        for (uint32_t i = 0; i < pairs_.size(); ++i) {
            pairs_of_[pairs_[i].a].push_back(i);
            pairs_of_[pairs_[i].b].push_back(i);
        }
    }

    FoundDifferences find() {
        struct Seed {
            double over;  // how far it is above the border
            uint32_t pair;
        };
        std::vector<Seed> seeds;
        for (uint32_t i = 0; i < pairs_.size(); ++i) {
            if (pairs_[i].agree || refuted(pairs_[i].a) || refuted(pairs_[i].b)) continue;
            const Verdict found = verdict(pairs_[i]);
            if (found.outcome != Outcome::none) seeds.push_back({found.over, i});
        }
        std::stable_sort(seeds.begin(), seeds.end(), [](const Seed& a, const Seed& b) { return a.over > b.over; });
        FoundDifferences found;
        for (std::vector<bool>& taken : taken_) taken.resize(fillers_.all.size(), false);
        for (const Seed& seed : seeds) {
            const SlotPair& pair = pairs_[seed.pair];
            const Outcome of_pair = verdict(pair).outcome;
            if (taken(of_pair)[pair.a] || taken(of_pair)[pair.b]) continue;
            std::vector<Side> sides = grow(pair, of_pair);
            const Outcome outcome = outcome_of(sides);
            if (outcome != of_pair) continue;
            for (const Side& side : sides) {
                for (const uint32_t filler : side.fillers) taken(outcome)[filler] = true;
            }
            if (outcome == Outcome::conflict)
                found.conflicts.push_back(conflict_of(std::move(sides), pair));
            else
                found.updates.push_back(update_of(std::move(sides)));
        }
        return found;
    }

private:
    [[nodiscard]] const Filler& filler(uint32_t index) const { return fillers_.all[index]; }
    [[nodiscard]] std::vector<bool>& taken(Outcome outcome) { return taken_[outcome == Outcome::conflict ? 0 : 1]; }
    [[nodiscard]] const std::vector<bool>& taken(Outcome outcome) const {
        return taken_[outcome == Outcome::conflict ? 0 : 1];
    }
    // Values that say what it is not, or count the others, are no side of a difference.
    [[nodiscard]] bool refuted(uint32_t index) const {
        return filler(index).number.refuted || filler(index).number.other;
    }
    [[nodiscard]] const KindWeights& weights_of(FillerKind kind) const {
        return weights_.of[static_cast<size_t>(kind)];
    }

    // How surely two values contradict each other, and how surely the one followed the other.
    struct Odds {
        double conflict;
        double update;
    };
    [[nodiscard]] Odds odds(const SlotPair& pair) const {
        const Filler& a = filler(pair.a);
        const Filler& b = filler(pair.b);
        const KindWeights& weights = weights_of(a.kind);
        // A day that contradicts the calendar is wrong where another page has another for the same.
        if (a.doubtful != b.doubtful) return {pair.same, 0};
        const double refuted = pair.difference[static_cast<size_t>(DifferenceFeature::refuted)];
        if (refuted > 0) return {refuted, 0};
        Odds odds{logistic(pair.difference, weights.conflict), 0};
        if (a.kind != FillerKind::number) return odds;
        odds.update = logistic(pair.difference, weights.update);
        switch (told_by_role(pair)) {
            case Outcome::conflict:
                return {odds.conflict + odds.update, 0};
            case Outcome::update:
                return {0, odds.conflict + odds.update};
            case Outcome::none:
                return odds;
        }
        return odds;
    }
    // What the role of a number settles: one that moves both ways has moved when it is told later, one that only grows
    // when it is also higher; two numbers of one moment did not follow one another.
    [[nodiscard]] Outcome told_by_role(const SlotPair& pair) const {
        const auto has = [&](DifferenceFeature feature) { return pair.difference[static_cast<size_t>(feature)] > 0; };
        if (has(DifferenceFeature::same_moment)) return Outcome::conflict;
        const NumberClaim& a = filler(pair.a).number;
        const NumberClaim& b = filler(pair.b).number;
        if (a.role.empty() || a.role != b.role || !a.timed || !b.timed) return Outcome::none;
        const int64_t later = b.to - a.to;
        if (std::abs(later) < kWhile) return Outcome::none;
        if (a.change == Change::open) return Outcome::update;
        if (a.change == Change::fixed) return Outcome::none;
        return (b.low > a.low) == (later > 0) ? Outcome::update : Outcome::conflict;
    }
    [[nodiscard]] double border(FillerKind kind, Outcome outcome) const {
        const KindWeights& weights = weights_of(kind);
        return outcome == Outcome::conflict ? weights.conflict_from : weights.update_from;
    }
    // Which of the two it rather is, and how far it lies above the border: that the values differ is as sure as both
    // together.
    struct Verdict {
        Outcome outcome;
        double over;
    };
    [[nodiscard]] Verdict verdict(FillerKind kind, double conflict, double update) const {
        const Outcome outcome = conflict >= update + kSurer ? Outcome::conflict : Outcome::update;
        const double over = conflict + update - border(kind, outcome);
        return {over >= 0 ? outcome : Outcome::none, over};
    }
    [[nodiscard]] Verdict verdict(const SlotPair& pair) const {
        const Odds of_pair = odds(pair);
        return verdict(filler(pair.a).kind, of_pair.conflict, of_pair.update);
    }
    [[nodiscard]] const SlotPair* pair_of(uint32_t a, uint32_t b) const {
        const auto at = std::lower_bound(pairs_.begin(), pairs_.end(), std::pair(std::min(a, b), std::max(a, b)),
                                         [](const SlotPair& pair, std::pair<uint32_t, uint32_t> wanted) {
                                             return std::pair(pair.a, pair.b) < wanted;
                                         });
        return at != pairs_.end() && at->a == std::min(a, b) && at->b == std::max(a, b) ? &*at : nullptr;
    }

    // Calls visit(filler, pair) for all that a filler is paired with.
    template <class Visit>
    void for_each_other(uint32_t index, Visit visit) const {
        for (const uint32_t i : pairs_of_[index]) {
            const SlotPair& pair = pairs_[i];
            visit(pair.a == index ? pair.b : pair.a, pair);
        }
    }

    // The two values, with all that agree with the one or the other in this slot, and further values of it.
    [[nodiscard]] std::vector<Side> grow(const SlotPair& seed, Outcome outcome) const {
        std::vector<Side> sides = {{{seed.a}}, {{seed.b}}};
        std::map<uint32_t, double> near;  // fillers of the slot, by how surely
        for (const uint32_t of_seed : {seed.a, seed.b}) {
            for_each_other(of_seed, [&](uint32_t other, const SlotPair& pair) {
                if (other == seed.a || other == seed.b || taken(outcome)[other] || refuted(other)) return;
                const Odds of_pair = pair.agree ? Odds{pair.same, 0} : odds(pair);
                const double sure = of_pair.conflict + of_pair.update;
                double& most = near[other];
                most = std::max(most, sure);
            });
        }
        std::vector<std::pair<double, uint32_t>> order;
        for (const auto& [other, sure] : near) order.emplace_back(-sure, other);
        std::sort(order.begin(), order.end());
        for (const auto& item : order) {
            const double sure_of_slot = -item.first;
            const uint32_t other = item.second;
            Side* home = nullptr;
            for (Side& side : sides) {
                const bool fits = agree(filler(side.fillers.front()), filler(other));
                if (fits && home == nullptr) home = &side;
            }
            if (home != nullptr) {
                const SlotPair* const pair = pair_of(home->fillers.front(), other);
                const bool sure = (pair != nullptr && pair->same >= kSameSlot) || sure_of_slot >= kSameSlot;
                if (sure) home->fillers.push_back(other);
                continue;
            }
            // A further value has to differ from all others as surely, and in the same way.
            const bool surely = std::all_of(sides.begin(), sides.end(), [&](const Side& side) {
                const SlotPair* const pair = pair_of(side.fillers.front(), other);
                return pair != nullptr && !pair->agree && verdict(*pair).outcome == outcome;
            });
            const bool new_page = std::none_of(sides.begin(), sides.end(), [&](const Side& side) {
                return filler(side.fillers.front()).document == filler(other).document;
            });
            if (surely && new_page) sides.push_back({{other}});
        }
        return sides;
    }

    // By the pairs of all values: what the two surest of them say.
    [[nodiscard]] Outcome outcome_of(const std::vector<Side>& sides) const {
        std::vector<double> conflict;
        std::vector<double> update;
        for (size_t i = 0; i < sides.size(); ++i) {
            for (size_t j = 0; j < i; ++j) {
                for (const uint32_t a : sides[i].fillers) {
                    for (const uint32_t b : sides[j].fillers) {
                        const SlotPair* const pair = pair_of(a, b);
                        if (pair == nullptr || pair->agree) continue;
                        const Odds of_pair = odds(*pair);
                        conflict.push_back(of_pair.conflict);
                        update.push_back(of_pair.update);
                    }
                }
            }
        }
        if (conflict.empty()) return Outcome::none;
        const auto level = [](std::vector<double>& sure) {
            std::sort(sure.rbegin(), sure.rend());
            return sure.size() == 1 ? sure[0] : (sure[0] + sure[1]) / 2;
        };
        return verdict(filler(sides.front().fillers.front()).kind, level(conflict), level(update)).outcome;
    }

    template <class Value, class Found>
    void add_evidence(const Side& side, Value& value, Found& found) const {
        for (const uint32_t index : side.fillers) {
            const Unit& unit = scene_.all.units[filler(index).unit];
            value.evidence.push_back(scene_.evidence(unit.document, unit.span));
            found.units.push_back(filler(index).unit);
            if constexpr (requires { found.clauses; }) found.clauses.push_back(filler(index).clause);
        }
        tidy(value.evidence, scene_);
    }
    [[nodiscard]] std::string about(uint32_t unit_index) const {
        const Unit& unit = scene_.all.units[unit_index];
        return clean_spaces(scene_.text(unit.document, unit.span));
    }

    // Of what one value is told by: the most exact one.
    [[nodiscard]] const Filler& head(const Side& side) const {
        return filler(*std::min_element(side.fillers.begin(), side.fillers.end(), [&](uint32_t a, uint32_t b) {
            const auto rank = [&](const Filler& f) {
                return std::tuple(f.number.vague, f.number.rounded, f.inexact, f.day ? f.day->days() : 0);
            };
            return rank(filler(a)) < rank(filler(b));
        }));
    }
    // As the page puts it where all sides use one unit, else in the base unit.
    [[nodiscard]] std::string value_text(const Side& side, bool in_base) const {
        const Filler& first = head(side);
        if (first.kind != FillerKind::number || !in_base) return first.value;
        return fmt::format("{} {}", first.number.low, first.number.dimension);
    }
    [[nodiscard]] bool mixed_units(const std::vector<Side>& sides) const {
        return std::any_of(sides.begin(), sides.end(), [&](const Side& side) {
            return head(side).number.factor != head(sides.front()).number.factor;
        });
    }

    static ConflictKind kind_of(FillerKind kind) {
        switch (kind) {
            case FillerKind::number:
                return ConflictKind::number;
            case FillerKind::day:
            case FillerKind::clock:
                return ConflictKind::date;
            case FillerKind::place:
                return ConflictKind::place;
            case FillerKind::name:
                return ConflictKind::name;
        }
        return ConflictKind::name;
    }

    // What speaks most for it, of both models.
    [[nodiscard]] std::string reason_of(const SlotPair& pair) {
        const KindWeights& weights = weights_of(filler(pair.a).kind);
        if (!comparison_) comparison_.emplace(scene_);
        const SlotFeatures features = comparison_->features(filler(pair.a), filler(pair.b));
        std::vector<std::pair<double, std::string_view>> reasons;
        for (size_t i = 1; i < kSlotFeatureCount; ++i)
            reasons.emplace_back(features[i] * weights.same[i], slot_feature_name(static_cast<SlotFeature>(i)));
        for (size_t i = 2; i < kDifferenceFeatureCount; ++i)
            reasons.emplace_back(pair.difference[i] * weights.conflict[i],
                                 difference_feature_name(static_cast<DifferenceFeature>(i)));
        std::stable_sort(reasons.begin(), reasons.end(),
                         [](const auto& x, const auto& y) { return x.first > y.first; });
        std::string text = fmt::format("one slot: {:.2f}, contradiction: {:.2f}", pair.same, odds(pair).conflict);
        for (size_t i = 0; i < kReasons && reasons[i].first > 0; ++i)
            text += fmt::format("{} {} {:+.2f}", i == 0 ? ";" : ",", reasons[i].second, reasons[i].first);
        return text;
    }

    [[nodiscard]] FoundConflict conflict_of(std::vector<Side> sides, const SlotPair& seed) {
        std::stable_sort(sides.begin(), sides.end(),
                         [](const Side& a, const Side& b) { return a.fillers.size() > b.fillers.size(); });
        FoundConflict found{{kind_of(filler(seed.a).kind), "", std::nullopt, {}, reason_of(seed)}, {}};
        const bool in_base = mixed_units(sides);
        for (const Side& side : sides) {
            ConflictValue value{value_text(side, in_base), {}};
            add_evidence(side, value, found);
            found.conflict.values.push_back(std::move(value));
        }
        found.conflict.about = about(found.units.front());
        return found;
    }

    [[nodiscard]] const NumberClaim& earliest(const Side& side) const {
        return filler(*std::min_element(
                          side.fillers.begin(), side.fillers.end(),
                          [&](uint32_t a, uint32_t b) { return filler(a).number.from < filler(b).number.from; }))
            .number;
    }
    [[nodiscard]] bool past(const Side& side) const {
        return std::all_of(side.fillers.begin(), side.fillers.end(), [&](uint32_t f) { return filler(f).number.past; });
    }

    [[nodiscard]] FoundUpdate update_of(std::vector<Side> sides) const {
        std::stable_sort(sides.begin(), sides.end(), [&](const Side& a, const Side& b) {
            return std::pair(!past(a), earliest(a).to) < std::pair(!past(b), earliest(b).to);
        });
        FoundUpdate found{{kind_of(filler(sides.front().fillers.front()).kind), "", std::nullopt, {}}, {}};
        const bool in_base = mixed_units(sides);
        for (const Side& side : sides) {
            const NumberClaim& first = earliest(side);
            UpdateValue value{value_text(side, in_base), std::nullopt, {}};
            const auto& published = scene_.documents[scene_.all.units[first.unit].document].article.published;
            if (first.stated)
                value.as_of = iso_date(Day(std::chrono::days(first.to / (24 * 60))));
            else if (published && !first.past)
                value.as_of = published->value;
            add_evidence(side, value, found);
            found.update.values.push_back(std::move(value));
        }
        found.update.about = about(found.units.back());
        return found;
    }

    const Scene& scene_;
    const SlotWeights& weights_;
    const Fillers& fillers_;
    std::vector<SlotPair> pairs_;
    std::optional<SlotComparison> comparison_;     // where a reason is asked for
    std::vector<std::vector<uint32_t>> pairs_of_;  // by filler
    // A value may be contradicted, and have moved too.
    std::array<std::vector<bool>, 2> taken_;  // by outcome
};

}  // namespace

FoundDifferences find_differences(const Scene& scene, const SlotWeights& weights) {
    const Fillers fillers = find_fillers(scene);
    return find_differences(scene, fillers, pair_fillers(scene, fillers, SlotComparison(scene), weights), weights);
}

FoundDifferences find_differences(const Scene& scene, const Fillers& fillers, std::vector<SlotPair> pairs,
                                  const SlotWeights& weights) {
    return Differences(scene, fillers, std::move(pairs), weights).find();
}

}  // namespace silang
