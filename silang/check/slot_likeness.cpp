#include "silang/check/slot_likeness.h"

#include <algorithm>
#include <cmath>

#include "silang/base/slips.h"

namespace silang {
namespace {

// Squared weights of the terms of a full clause.
constexpr double kFullClause = 60;
constexpr double kNearDays = 3;

double weight_of(const StoryUnits& all, const std::vector<uint32_t>& terms) {
    double sum = 0;
    for (const uint32_t term : terms) sum += all.squared_weight[term];
    return sum;
}

std::string digits_of(const Filler& filler) {
    std::string digits;
    for (const char c : filler.value) {
        if (c == ' ') break;
        if (c >= '0' && c <= '9') digits += c;
    }
    return digits;
}

}  // namespace

double nearness(const Filler& a, const Filler& b) {
    switch (a.kind) {
        case FillerKind::number: {
            if (a.number.low <= 0 || b.number.low <= 0) return 0;
            return std::exp(-std::abs(std::log(a.number.low / b.number.low)));
        }
        case FillerKind::day: {
            const auto apart = a.day->first > b.day->last ? a.day->first - b.day->last : b.day->first - a.day->last;
            return std::exp(-static_cast<double>(apart.count()) / kNearDays);
        }
        case FillerKind::clock:
            return std::exp(-std::abs(a.minute - b.minute) / 60.0);
        case FillerKind::place:
        case FillerKind::name: {
            size_t shared = 0;
            for (const std::string& word : a.name_words)
                shared += std::find(b.name_words.begin(), b.name_words.end(), word) != b.name_words.end() ? 1 : 0;
            const size_t fewer = std::min(a.name_words.size(), b.name_words.size());
            return fewer == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(fewer);
        }
    }
    return 0;
}

double slip(const Filler& a, const Filler& b) {
    if (a.kind == FillerKind::number || a.kind == FillerKind::clock || a.kind == FillerKind::day) {
        const std::string left = digits_of(a);
        const std::string right = digits_of(b);
        return left.size() == right.size() && left.size() > 1 && slips_between(left, right) <= 1 ? 1 : 0;
    }
    // Of names all words the same or nearly so.
    double sum = 0;
    size_t others = 0;
    for_each_word_pair(a, b, [&](const std::string& left, const std::string& right) {
        if (left == right) return;
        ++others;
        const size_t longer = std::max(left.size(), right.size());
        sum += 1 - static_cast<double>(slips_between(left, right)) / static_cast<double>(longer);
    });
    return others > 0 ? sum / static_cast<double>(others) : 0;
}

SlotComparison::SlotComparison(const Scene& scene) : scene_(scene) {
    for (const std::vector<uint32_t>& page : scene.all.of_document) {
        std::vector<uint32_t>& terms = terms_of_page_.emplace_back();
        for (const uint32_t unit : page)
            terms.insert(terms.end(), scene.all.units[unit].terms.begin(), scene.all.units[unit].terms.end());
        std::sort(terms.begin(), terms.end());
        terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    }
    groups_of_clause_.resize(scene.cut.clauses.size());
    for (uint32_t group = 0; group < scene.groups.size(); ++group) {
        if (scene.groups[group].clauses.size() < 2) continue;
        for (const uint32_t clause : scene.groups[group].clauses) groups_of_clause_[clause].push_back(group);
    }
}

bool SlotComparison::aligned(uint32_t a, uint32_t b) const {
    const std::vector<uint32_t>& right = groups_of_clause_[b];
    return std::any_of(groups_of_clause_[a].begin(), groups_of_clause_[a].end(),
                       [&](uint32_t group) { return std::find(right.begin(), right.end(), group) != right.end(); });
}

double SlotComparison::cosine(const Frame& a, const Frame& b) const {
    if (a.weight <= 0 || b.weight <= 0) return 0;
    double sum = 0;
    auto left = a.terms.begin();
    auto right = b.terms.begin();
    while (left != a.terms.end() && right != b.terms.end()) {
        if (left->first < right->first)
            ++left;
        else if (right->first < left->first)
            ++right;
        else {
            sum += scene_.all.squared_weight[left->first] * left->second * right->second;
            ++left;
            ++right;
        }
    }
    return sum / std::sqrt(a.weight * b.weight);
}

SlotFeatures SlotComparison::features(const Filler& a, const Filler& b) const {
    SlotFeatures features{};
    const auto set = [&](SlotFeature feature, double value) { features[static_cast<size_t>(feature)] = value; };
    const auto one_of = [&](bool left, bool right) { return left != right ? 1.0 : 0.0; };
    using enum SlotFeature;
    set(bias, 1);
    set(near, cosine(a.near, b.near));
    set(told, cosine(a.told, b.told));
    const bool a_is_small = a.told.weight <= b.told.weight;
    const Filler& small = a_is_small ? a : b;
    const Filler& large = a_is_small ? b : a;
    double shared = 0;
    if (small.told.weight > 0) {
        auto right = large.sentence.terms.begin();
        for (const auto& [term, nearness] : small.told.terms) {
            while (right != large.sentence.terms.end() && right->first < term) ++right;
            if (right != large.sentence.terms.end() && right->first == term) shared += scene_.all.squared_weight[term];
        }
        set(covered, shared / small.told.weight);
    }
    set(sentence, cosine(a.sentence, b.sentence));
    set(told_weight, std::min(1.0, shared / kFullClause));
    const bool both_sorted = !a.sort.empty() && !b.sort.empty();
    set(same_sort, both_sorted && a.sort == b.sort ? 1 : 0);
    set(other_sort, both_sorted && a.sort != b.sort ? 1 : 0);
    const bool both_roles = !a.number.role.empty() && !b.number.role.empty();
    const bool one_role = both_roles && a.number.role == b.number.role;
    set(same_role, one_role ? 1 : 0);
    set(other_role, both_roles && !one_role ? 1 : 0);
    set(one_of_its_kind, one_role && !a.number.named && !b.number.named ? 1 : 0);
    const bool both_happen = !a.event.empty() && !b.event.empty();
    set(same_event, both_happen && a.event == b.event ? 1 : 0);
    set(other_event, both_happen && a.event != b.event ? 1 : 0);
    set(same_before, !a.before.empty() && a.before == b.before ? 1 : 0);
    double common_names = 0;
    for_each_shared(a.names, b.names, [&](uint32_t term) { common_names += scene_.all.squared_weight[term]; });
    const double fewer = std::min(weight_of(scene_.all, a.names), weight_of(scene_.all, b.names));
    set(names, fewer > 0 ? common_names / fewer : 0);
    set(other_names, fewer > 0 && common_names <= 0 ? 1 : 0);
    const bool dated = a.kind != FillerKind::day && a.day && b.day;
    set(same_day, dated && a.day->overlaps(*b.day) ? 1 : 0);
    set(other_day, dated && !a.day->overlaps(*b.day) ? 1 : 0);
    double common_anchors = 0;
    for_each_shared(a.anchors, b.anchors, [&](uint32_t) { common_anchors += 1; });
    const size_t anchored = std::min(a.anchors.size(), b.anchors.size());
    set(anchors, anchored > 0 ? common_anchors / static_cast<double>(anchored) : 0);
    set(other_anchors, anchored > 0 && common_anchors <= 0 ? 1 : 0);
    set(part, one_of(a.number.part, b.number.part));
    set(past, one_of(a.number.past, b.number.past));
    set(background, one_of(a.number.background, b.number.background));
    set(planned, one_of(a.planned, b.planned));
    set(negative, one_of(a.negative, b.negative));
    const auto near_share = [&](const Filler& of, const Filler& in) {
        if (of.near.weight <= 0) return 0.0;
        double found = 0;
        auto at = in.sentence.terms.begin();
        for (const auto& [term, nearness] : of.near.terms) {
            while (at != in.sentence.terms.end() && at->first < term) ++at;
            if (at != in.sentence.terms.end() && at->first == term)
                found += scene_.all.squared_weight[term] * nearness * nearness;
        }
        return found / of.near.weight;
    };
    set(near_covered, std::min(near_share(a, b), near_share(b, a)));
    set(SlotFeature::left, a.left != UINT32_MAX && a.left == b.left ? 1 : 0);
    set(SlotFeature::right, a.right != UINT32_MAX && a.right == b.right ? 1 : 0);
    const uint32_t page_a = *scene_.ranks.of(a.document);
    const uint32_t page_b = *scene_.ranks.of(b.document);
    const auto elsewhere_share = [&](const Filler& of, const Filler& in, uint32_t page) {
        if (of.near.weight <= 0) return 0.0;
        double found = 0;
        for (const auto& [term, nearness] : of.near.terms) {
            const auto at = std::lower_bound(in.sentence.terms.begin(), in.sentence.terms.end(), std::pair(term, 0.0));
            if (at != in.sentence.terms.end() && at->first == term) continue;
            if (term == in.own || !std::binary_search(terms_of_page_[page].begin(), terms_of_page_[page].end(), term))
                continue;
            found += scene_.all.squared_weight[term] * nearness * nearness;
        }
        return found / of.near.weight;
    };
    set(elsewhere, std::max(elsewhere_share(a, b, page_b), elsewhere_share(b, a, page_a)));
    const Clause& left_clause = scene_.cut.clauses[a.clause];
    const Clause& right_clause = scene_.cut.clauses[b.clause];
    bool event = false;
    for_each_shared(left_clause.events, right_clause.events, [&](uint32_t) { event = true; });
    set(shared_event, event ? 1 : 0);
    set(no_shared_event, !event && !left_clause.events.empty() && !right_clause.events.empty() ? 1 : 0);
    set(same_unit, a.number.measured == b.number.measured ? 1 : 0);
    const bool both_near = a.near_name != UINT32_MAX && b.near_name != UINT32_MAX;
    set(near_names, both_near && a.near_name == b.near_name ? 1 : 0);
    set(other_near_names, both_near && a.near_name != b.near_name ? 1 : 0);
    set(alone, a.rivals == 0 && b.rivals == 0 ? 1 : 0);
    set(clause_pair, aligned(a.clause, b.clause) ? 1 : 0);
    const auto got = [&](SlotFeature feature) { return features[static_cast<size_t>(feature)]; };
    set(near_and_covered, got(near) * got(covered));
    set(role_and_near, got(same_role) * got(near));
    set(sort_and_covered, got(same_sort) * got(covered));
    set(pair_and_near, got(clause_pair) * got(near));
    set(names_and_covered, got(SlotFeature::names) * got(covered));
    set(least, std::min(got(covered), got(sentence)));
    set(sort_alone, both_sorted && a.sort == b.sort && a.sort_alone && b.sort_alone ? 1 : 0);
    set(role_alone, one_role && a.role_alone && b.role_alone ? 1 : 0);
    set(event_alone, both_happen && a.event == b.event && a.event_alone && b.event_alone ? 1 : 0);
    set(type_alone, !a.type.empty() && a.type_alone && b.type_alone ? 1 : 0);
    if (a.kind == FillerKind::name || a.kind == FillerKind::place) {
        set(name_slip, slip(a, b));
        set(name_words, nearness(a, b));
    }
    return features;
}

}  // namespace silang
