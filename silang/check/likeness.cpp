#include "silang/check/likeness.h"

#include <algorithm>
#include <cmath>

namespace silang {
namespace {

// Squared weights of the terms of a full clause.
constexpr double kFullClause = 60;
constexpr double kSmallFigure = 12;
// Sentences between two places in their pages from which on it does not matter how many they are.
constexpr double kFarApart = 12;

bool dated(const Clause& clause) {
    return !clause.days.empty();
}

bool any_shared(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
    return std::any_of(a.begin(), a.end(), [&](uint32_t term) { return std::binary_search(b.begin(), b.end(), term); });
}

// Figures of one unit, or of what one kind of happening did to people.
bool of_one_thing(const ClauseFigure& a, const ClauseFigure& b) {
    if (!a.event.empty() && a.event == b.event) return true;
    return a.unit == b.unit && (a.event.empty() || b.event.empty());
}

struct FigureFit {
    double same = 0;     // they give one value for one thing: less for a small one, which many things may have
    double other = 0;    // they give other values for it
    double foreign = 0;  // they give one value for different things
};
FigureFit compare_figures(const Clause& a, const Clause& b) {
    FigureFit fit;
    for (const ClauseFigure& left : a.figures) {
        for (const ClauseFigure& right : b.figures) {
            if (!of_one_thing(left, right)) {
                if (left.low == right.low && left.exact && right.exact) fit.foreign = 1;
                continue;
            }
            if (left.low <= right.high && right.low <= left.high)
                fit.same = std::max(fit.same, left.exact && right.exact && left.low > kSmallFigure ? 1.0 : 0.5);
            else
                fit.other = 1;
        }
    }
    return fit;
}

// "berfungsi" and "tidak berfungsi"; where both negate something, it may be the same in other words.
bool are_opposed(const Clause& a, const Clause& b) {
    return (b.negated.empty() && any_shared(a.negated, b.terms)) ||
           (a.negated.empty() && any_shared(b.negated, a.terms));
}

}  // namespace

int gap_days(const Clause& a, const Clause& b) {
    int gap = 1 << 30;
    for (const DayRange& left : a.days) {
        for (const DayRange& right : b.days) {
            if (left.overlaps(right)) return 0;
            const auto apart = left.first > right.last ? left.first - right.last : right.first - left.last;
            gap = std::min(gap, static_cast<int>(apart.count()));
        }
    }
    return gap;
}

void ClauseComparison::Marks::replace(const StoryUnits& all, const std::vector<uint32_t>& terms) {
    for (const uint32_t term : marked_) weight_[term] = 0;
    marked_ = terms;
    for (const uint32_t term : marked_) weight_[term] = all.squared_weight[term];
}

double ClauseComparison::Marks::sum(const std::vector<uint32_t>& terms) const {
    double sum = 0;
    for (const uint32_t term : terms) sum += weight_[term];
    return sum;
}

ClauseComparison::ClauseComparison(const StoryUnits& all, const StoryClauses& cut) : all_(all), cut_(cut) {
    for (Marks* const marks : {&terms_, &around_, &names_, &words_, &sentence_}) marks->resize(all.terms.size());
}

void ClauseComparison::hold(uint32_t clause) {
    held_ = clause;
    const Clause& held = cut_.clauses[clause];
    terms_.replace(all_, held.terms);
    around_.replace(all_, held.around);
    names_.replace(all_, held.names);
    words_.replace(all_, held.words);
    sentence_.replace(all_, all_.units[held.unit].terms);
}

StatementFeatures ClauseComparison::with(uint32_t clause) const {
    const Clause& held = cut_.clauses[held_];
    const Clause& other = cut_.clauses[clause];
    StatementFeatures features{};
    const auto set = [&](StatementFeature feature, double value) { features[static_cast<size_t>(feature)] = value; };
    using enum StatementFeature;
    set(bias, 1);
    const Unit& held_unit = all_.units[held.unit];
    const Unit& other_unit = all_.units[other.unit];
    const bool held_is_small = std::pair(held.weight, held_) <= std::pair(other.weight, clause);
    const Clause& small = held_is_small ? held : other;
    const Clause& large = held_is_small ? other : held;
    if (small.weight <= 0) return features;
    const double shared = terms_.sum(other.terms);
    set(cosine, shared / std::sqrt(small.weight * large.weight));
    set(covered, shared / small.weight);
    set(covers, (held_is_small ? around_.sum(other.terms) : terms_.sum(other.around)) / large.weight);
    const double sentence = held_unit.weight * other_unit.weight;
    set(sentences, sentence > 0 ? sentence_.sum(other_unit.terms) / std::sqrt(sentence) : 0);
    const double told = held.words_weight * other.words_weight;
    set(words, told > 0 ? words_.sum(other.words) / std::sqrt(told) : 0);
    const double fewer_names = std::min(held.names_weight, other.names_weight);
    set(names, fewer_names > 0 ? names_.sum(other.names) / fewer_names : 0);
    set(speaker, any_shared(held_unit.speakers, other_unit.speakers) ? 1 : 0);
    const bool same_event = any_shared(held.events, other.events);
    set(happening, same_event ? 1 : 0);
    set(other_happening, !same_event && !held.events.empty() && !other.events.empty() ? 1 : 0);
    const FigureFit figures = compare_figures(held, other);
    set(figure, figures.same);
    set(other_figure, figures.same > 0 ? 0 : figures.other);
    set(foreign_figure, figures.same > 0 ? 0 : figures.foreign);
    const bool both_dated = dated(held) && dated(other);
    const int gap = both_dated ? gap_days(held, other) : 0;
    set(day, both_dated && gap == 0 ? 1 : 0);
    set(other_day, both_dated && gap > 0 ? 1 : 0);
    set(day_covered, both_dated && gap == 0 ? shared / small.weight : 0);
    set(negation, held.negative != other.negative ? 1 : 0);
    set(opposed, are_opposed(held, other) ? 1 : 0);
    set(stance, held_unit.denies != other_unit.denies || held_unit.accuses != other_unit.accuses ? 1 : 0);
    set(apart, std::min(1.0, std::abs(static_cast<double>(held_unit.order) - other_unit.order) / kFarApart));
    set(telling, std::min(1.0, shared / kFullClause));
    return features;
}

}  // namespace silang
