#include "silang/story/similarity.h"

#include <algorithm>
#include <cmath>

namespace silang {
namespace {

// Half of the full value is reached at this much of what is shared: the second common figure tells less than the first.
constexpr double kHalfNumbers = 1.5;
constexpr double kHalfDays = 1.0;
// A day without its year, as a page says it that nothing dates, against a whole one: less than a day named by both.
constexpr double kPartialDay = 0.6;

constexpr double kOtherEventDays = 14;

// Days between two pages: nothing up to a day, 1 at a month, 2 from two and a half years on.
constexpr double kMonthDays = 30;
constexpr double kLargestGap = 2;
// A page that says nothing of its day may be of any.
constexpr double kUnknownGap = 0.3;

double saturate(double amount, double half) {
    return amount / (amount + half);
}

double shared_weight(std::span<const Term> left, std::span<const Term> right) {
    double sum = 0;
    for (size_t i = 0, k = 0; i < left.size() && k < right.size();) {
        if (left[i].key < right[k].key)
            ++i;
        else if (right[k].key < left[i].key)
            ++k;
        else
            sum += std::min(left[i++].weight, right[k++].weight);
    }
    return sum;
}

constexpr double kStep = 1.0 / 65535;

// Cosines of texts and of heads in one walk over both pages' words. No branch depends on which key is the smaller one:
// that is a coin toss, and half of all tosses guessed wrong would be most of the time.
std::pair<double, double> word_cosines(std::span<const PackedWord> left, std::span<const PackedWord> right) {
    uint64_t text = 0;
    uint64_t head = 0;
    for (size_t i = 0, k = 0; i < left.size() && k < right.size();) {
        const PackedWord a = left[i];
        const PackedWord b = right[k];
        const uint64_t same = a.key == b.key ? ~uint64_t{0} : 0;
        text += (uint64_t{a.text} * b.text) & same;
        head += (uint64_t{a.head} * b.head) & same;
        i += a.key <= b.key ? 1 : 0;
        k += b.key <= a.key ? 1 : 0;
    }
    return {static_cast<double>(text) * kStep * kStep, static_cast<double>(head) * kStep * kStep};
}

double name_cosine(std::span<const PackedName> left, std::span<const PackedName> right) {
    uint64_t sum = 0;
    for (size_t i = 0, k = 0; i < left.size() && k < right.size();) {
        const PackedName a = left[i];
        const PackedName b = right[k];
        sum += a.key == b.key ? uint64_t{a.weight} * b.weight : 0;
        i += a.key <= b.key ? 1 : 0;
        k += b.key <= a.key ? 1 : 0;
    }
    return static_cast<double>(sum) * kStep * kStep;
}

bool has_word(const PackedProfile& page, uint32_t key) {
    const std::span<const PackedWord> words = page.words();
    const auto at = std::lower_bound(words.begin(), words.end(), key,
                                     [](const PackedWord& word, uint32_t wanted) { return word.key < wanted; });
    return at != words.end() && at->key == key;
}

// Share of the names in this page's head that the other page has, by rarity.
double share_named(const PackedProfile& page, const PackedProfile& other) {
    double all = 0;
    double named = 0;
    for (const PackedHeadName& name : page.head_names()) {
        all += name.weight;
        if (std::binary_search(other.entities().begin(), other.entities().end(), name.entity) ||
            has_word(other, name.word))
            named += name.weight;
    }
    return all > 0 ? named / all : 0;
}

double days_between(const PackedProfile& left, const PackedProfile& right) {
    if (!left.day() || !right.day()) return kUnknownGap;
    const double gap = std::max(0, std::abs(*left.day() - *right.day()) - 1);
    return std::min(kLargestGap, std::log1p(gap) / std::log1p(kMonthDays));
}

// Days that one page names without their year and the other names at all.
double shared_partial_days(const PackedProfile& left, const PackedProfile& right) {
    double shared = 0;
    const auto holds = [](std::span<const int> days, int day) {
        return std::binary_search(days.begin(), days.end(), day);
    };
    for (const int day : left.partial_days()) {
        if (holds(right.partial_days(), day) || holds(right.calendar_days(), day)) shared += kPartialDay;
    }
    for (const int day : right.partial_days()) {
        if (holds(left.calendar_days(), day) && !holds(left.partial_days(), day)) shared += kPartialDay;
    }
    return shared;
}

// The day after, a page on the same event has its own day in its lead; two weeks later without a day in common it is
// another event.
double days_apart(const PackedProfile& left, const PackedProfile& right, bool common_day) {
    if (common_day || !left.day() || !right.day()) return 0.5;
    return 0.5 + 0.5 * std::min(1.0, std::abs(*left.day() - *right.day()) / kOtherEventDays);
}

bool disjoint(std::span<const int> left, std::span<const int> right) {
    for (size_t i = 0, k = 0; i < left.size() && k < right.size();) {
        if (left[i] == right[k]) return false;
        left[i] < right[k] ? ++i : ++k;
    }
    return true;
}

}  // namespace

FeatureValues compare_profiles(const PackedProfile& left, const PackedProfile& right) {
    FeatureValues values{};
    const auto value = [&](Feature feature) -> double& { return values[static_cast<size_t>(feature)]; };
    const auto [text, head] = word_cosines(left.words(), right.words());
    value(Feature::text) = text;
    value(Feature::head) = head;
    value(Feature::names) = name_cosine(left.names(), right.names());
    const double left_named = share_named(left, right);
    const double right_named = share_named(right, left);
    value(Feature::head_names) = (left_named + right_named) / 2;
    if (!left.head_names().empty() && !right.head_names().empty()) {
        value(Feature::names_apart) = 1 - std::max(left_named, right_named);
    }
    value(Feature::dates) =
        saturate(shared_weight(left.days(), right.days()) + shared_partial_days(left, right), kHalfDays);
    if (!left.head_days().empty() && !right.head_days().empty() && disjoint(left.head_days(), right.head_days())) {
        value(Feature::dates_apart) = days_apart(left, right, value(Feature::dates) > 0);
    }
    if (!left.results().empty() && !right.results().empty() && disjoint(left.results(), right.results())) {
        value(Feature::results_apart) = 1;
    }
    value(Feature::numbers) = saturate(shared_weight(left.numbers(), right.numbers()), kHalfNumbers);
    value(Feature::days_between) = days_between(left, right);
    return values;
}

double score_of(const FeatureValues& values, const StoryWeights& weights) {
    double score = 0;
    for (size_t i = 0; i < kFeatureCount; ++i) score += values[i] * weights.weight[i];
    return score;
}

}  // namespace silang
