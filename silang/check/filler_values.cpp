// What two fillers are compared by before any model is asked: whether they can be one value, and one slot.
#include <algorithm>
#include <cmath>

#include "silang/check/fillers.h"

namespace silang {
namespace {

// Hours a few minutes apart are one; where they are given roughly, more.
constexpr int kSameMinutes = 1;
constexpr int kRoughMinutes = 15;
constexpr int kFarthestDays = 62;
constexpr int kYearDays = 366;
constexpr double kFarthestRatio = 12;
constexpr double kSmall = 12;
// Base units of the lexicon "base-units".
constexpr std::string_view kPerson = "person";
constexpr std::string_view kThing = "thing";

bool subset(const std::vector<std::string>& small, const std::vector<std::string>& large) {
    return std::all_of(small.begin(), small.end(), [&](const std::string& word) {
        return std::find(large.begin(), large.end(), word) != large.end();
    });
}

// Names that have a word in common, or begin alike where they are one word: what else is called otherwise is somebody
// else.
bool may_be_one_name(const Filler& a, const Filler& b) {
    size_t others = 0;
    bool alike = true;
    const size_t words = for_each_word_pair(a, b, [&](const std::string& left, const std::string& right) {
        if (left == right) return;
        ++others;
        alike &= left[0] == right[0];
    });
    return words > 0 && (alike || (others == 1 && words > 1));
}

}  // namespace

std::string_view filler_kind_name(FillerKind kind) {
    switch (kind) {
        case FillerKind::number:
            return "number";
        case FillerKind::day:
            return "day";
        case FillerKind::clock:
            return "clock";
        case FillerKind::place:
            return "place";
        case FillerKind::name:
            return "name";
    }
    return "";
}

std::string counted(const Filler& filler) {
    return filler.number.low > kSmall ? filler.type : filler.type + "|" + filler.sort;
}

bool PageContents::has_number(uint32_t page, const Filler& value) const {
    return std::binary_search(numbers[page].begin(), numbers[page].end(), std::pair(counted(value), value.number.low));
}

bool PageContents::has_name(uint32_t page, const Filler& value) const {
    return std::binary_search(names[page].begin(), names[page].end(), fold(clean_spaces(value.value)));
}

bool agree(const Filler& a, const Filler& b) {
    switch (a.kind) {
        case FillerKind::number:
            return a.number.agrees(b.number);
        case FillerKind::day:
            return a.day->overlaps(*b.day);
        case FillerKind::clock: {
            // 18.30 in one zone is 19.30 in the next.
            if (a.zoned && b.zoned && a.moment == b.moment) return true;
            const int apart = std::abs(a.minute - b.minute);
            return apart <= kSameMinutes || ((a.inexact || b.inexact) && apart < kRoughMinutes);
        }
        case FillerKind::place:
        case FillerKind::name:
            return (a.own != UINT32_MAX && a.own == b.own) || subset(a.name_words, b.name_words) ||
                   subset(b.name_words, a.name_words);
    }
    return false;
}

bool comparable(const Filler& a, const Filler& b) {
    if (a.kind != b.kind || a.type != b.type) return false;
    if (a.kind == FillerKind::day) {
        const auto apart = a.day->first > b.day->last ? a.day->first - b.day->last : b.day->first - a.day->last;
        // A day wrong by a year is a slip of the year.
        return apart.count() <= kFarthestDays ||
               (apart.count() <= 10 * kYearDays && a.day->days() > 1 && b.day->days() > 1);
    }
    const auto counts = [](const Filler& f, std::string_view what) { return f.number.dimension == what; };
    if (a.kind == FillerKind::number &&
        ((counts(a, kPerson) && counts(b, kThing)) || (counts(a, kThing) && counts(b, kPerson))))
        return false;
    if (a.kind == FillerKind::name && !agree(a, b)) return may_be_one_name(a, b);
    if (a.kind == FillerKind::number && a.number.low > 0 && b.number.low > 0)
        return std::max(a.number.low, b.number.low) <= kFarthestRatio * std::min(a.number.low, b.number.low);
    return true;
}

}  // namespace silang
