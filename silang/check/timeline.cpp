// The timeline: one entry a happening, dated by the narrowest of the dates that its pages give.
#include <algorithm>

#include "silang/check/happenings.h"
#include "silang/check/parts.h"

namespace silang {
namespace {

// Two dates that can be the same day, beside the same kind of happening, need little more in common; on the examples
// entries of two happenings of one day lie below this.
constexpr double kSameEntry = 0.16;

struct Entry {
    std::vector<Happening> members;
    DayRange common;  // the days all members can be of: whoever overlaps it overlaps each of them
    [[nodiscard]] const Happening& head() const { return members.front(); }
};

}  // namespace

std::vector<TimelineEntry> make_timeline(const Scene& scene, const std::vector<FoundConflict>& conflicts) {
    std::vector<Happening> happenings = find_happenings(scene);
    // Narrow dates first: the coarse ones ("tahun lalu") then find the happening they belong to. Doubtful ones last.
    std::stable_sort(happenings.begin(), happenings.end(), [](const Happening& a, const Happening& b) {
        return std::pair(a.doubtful, a.range.days()) < std::pair(b.doubtful, b.range.days());
    });
    // A date that the calendar contradicts and other pages give otherwise is shown as a conflict, not as a happening of
    // its own.
    const auto contradicted = [&](const Happening& happening) {
        const Unit& unit = scene.all.units[happening.unit];
        return happening.doubtful && std::any_of(conflicts.begin(), conflicts.end(), [&](const FoundConflict& found) {
                   return std::any_of(found.units.begin(), found.units.end(), [&](uint32_t other) {
                       return scene.all.units[other].document == unit.document && other == happening.unit;
                   });
               });
    };
    std::vector<Entry> entries;
    for (const Happening& happening : happenings) {
        if (contradicted(happening)) continue;
        Entry* best = nullptr;
        double best_score = kSameEntry;
        for (Entry& entry : entries) {
            if (!entry.common.overlaps(happening.range)) continue;
            const double score =
                entry.head().unit == happening.unit ? 1 : same_happening(scene.all, entry.head(), happening);
            if (score > best_score) {
                best = &entry;
                best_score = score;
            }
        }
        if (best) {
            best->members.push_back(happening);
            best->common = {std::max(best->common.first, happening.range.first),
                            std::min(best->common.last, happening.range.last)};
        } else {
            entries.push_back({{happening}, happening.range});
        }
    }
    std::vector<TimelineEntry> timeline;
    std::vector<std::pair<DayRange, size_t>> order;
    for (const Entry& entry : entries) {
        std::vector<uint32_t> units;
        TimelineEntry shown;
        shown.date = entry.head().value;
        shown.planned =
            std::all_of(entry.members.begin(), entry.members.end(), [](const Happening& h) { return h.planned; });
        for (const Happening& member : entry.members) {
            if (member.range == entry.head().range) units.push_back(member.unit);
            const Unit& unit = scene.all.units[member.unit];
            shown.evidence.push_back(scene.evidence(unit.document, unit.span));
        }
        tidy(shown.evidence, scene);
        const Unit& clear = scene.all.units[clearest(scene, units)];
        shown.text = clean_spaces(scene.text(clear.document, clear.span));
        order.emplace_back(entry.head().range, timeline.size());
        timeline.push_back(std::move(shown));
    }
    std::sort(order.begin(), order.end());
    std::vector<TimelineEntry> sorted;
    for (const auto& [range, index] : order) sorted.push_back(std::move(timeline[index]));
    return sorted;
}

}  // namespace silang
