// What terms weigh in a story, and how alike lists of them are.
#include <algorithm>
#include <cmath>

#include "silang/check/units.h"

namespace silang {
namespace {

// What a shared term says about sameness, by kind. Two sentences with one event class and one entity in common are
// nearer than two that share as many other words; fitted by eye on the example stories.
constexpr double kEntityWeight = 1.2;
constexpr double kEventWeight = 1.3;
constexpr double kFigureWeight = 1.5;
constexpr double kDayWeight = 1.2;
// A term that no other sentence of the story has can only make it unlike all of them: it counts half, so that a long
// account and a short one of the same thing may meet.
constexpr double kLoneWeight = 0.5;
constexpr double kWordWeight = 1.0;
// A word on this share of all pages and more loses this much of its weight.
constexpr double kCommonFrom = 0.15;
constexpr double kCommonLoss = 0.6;
// Who says it, where the words reported are another's.
constexpr double kSpeakerWeight = 0.5;

double kind_weight(std::string_view term) {
    switch (term[0]) {
        case 'e':
            return kEntityWeight;
        case 'v':
            return kEventWeight;
        case 'n':
            return kFigureWeight;
        case 't':
            return kDayWeight;
        case 's':
            return kSpeakerWeight;
        default:
            return kWordWeight;
    }
}

}  // namespace

// What every page of a story names (its main entities) tells one of its statements from another as little as a function
// word.
void weigh_terms(StoryUnits& all) {
    std::vector<uint32_t> frequency(all.terms.size(), 0);
    for (const Unit& unit : all.units) {
        for (const uint32_t term : unit.terms) ++frequency[term];
    }
    const double count = static_cast<double>(all.units.size());
    all.term_weight.resize(all.terms.size());
    all.squared_weight.resize(all.terms.size());
    all.commonness.resize(all.terms.size(), 0);
    for (uint32_t term = 0; term < all.terms.size(); ++term) {
        // Half a sentence is added so that a story of one page still weighs its words.
        const double inverse = std::log(1.0 + (count + 10.0) / (frequency[term] + 0.5));
        const double lone = frequency[term] == 1 ? kLoneWeight : 1;
        const double rare = 1 - kCommonLoss * std::min(1.0, all.commonness[term] / kCommonFrom);
        all.term_weight[term] = inverse * kind_weight(all.terms.name(term)) * lone * rare;
        all.squared_weight[term] = all.term_weight[term] * all.term_weight[term];
    }
    for (Unit& unit : all.units) {
        unit.weight = 0;
        for (const uint32_t term : unit.terms) unit.weight += all.squared_weight[term];
    }
}

uint32_t TermTable::id_of(std::string_view term) {
    if (const auto found = ids_.find(term); found != ids_.end()) return found->second;
    const auto id = static_cast<uint32_t>(names_.size());
    names_.emplace_back(term);
    ids_.emplace(names_.back(), id);
    return id;
}

uint32_t TermTable::find(std::string_view term) const {
    const auto found = ids_.find(term);
    return found == ids_.end() ? UINT32_MAX : found->second;
}

double likeness(const StoryUnits& all, const Unit& a, const Unit& b) {
    if (a.weight <= 0 || b.weight <= 0) return 0;
    double sum = 0;
    for_each_shared(a.terms, b.terms, [&](uint32_t term) { sum += all.squared_weight[term]; });
    return sum / std::sqrt(a.weight * b.weight);
}

double term_likeness(const StoryUnits& all, const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
    const auto weight = [&](const std::vector<uint32_t>& terms) {
        double sum = 0;
        for (const uint32_t term : terms) sum += all.squared_weight[term];
        return sum;
    };
    double shared = 0;
    for_each_shared(a, b, [&](uint32_t term) { shared += all.squared_weight[term]; });
    return shared > 0 ? shared / std::sqrt(weight(a) * weight(b)) : 0;
}

std::vector<std::pair<std::string, double>> shared_terms(const StoryUnits& all, const Unit& a, const Unit& b) {
    std::vector<std::pair<std::string, double>> shared;
    const double scale = std::sqrt(a.weight * b.weight);
    for_each_shared(a.terms, b.terms, [&](uint32_t term) {
        shared.emplace_back(all.terms.name(term), all.squared_weight[term] / scale);
    });
    std::stable_sort(shared.begin(), shared.end(), [](const auto& x, const auto& y) { return x.second > y.second; });
    return shared;
}

}  // namespace silang
