// The timeline: one entry a happening. A date belongs to the happening word nearest to it; two dates are one entry when they can
// be the same days and stand beside the same kind of happening with a name in common.
#include <algorithm>

#include "silang/check/parts.h"

namespace silang {
namespace {

// A date further (in bytes of text) from every happening word than this dates nothing.
constexpr uint32_t kNear = 120;
// Wider than a decade is an age, not a happening.
constexpr int kWidestDays = 3660;
constexpr double kSameEntry = 0.12;
constexpr double kSameEntryAnyEvent = 0.35;

struct Dated {
    uint32_t unit;
    DayRange range;
    std::string value;
    std::string_view event;
    bool planned;
};

struct Entry {
    std::vector<Dated> members;
    [[nodiscard]] const Dated& head() const { return members.front(); }
};

std::string_view nearest_event(const Unit& unit, Span time) {
    std::string_view best;
    uint32_t best_distance = kNear;
    for (const EventWord& event : unit.events) {
        const uint32_t distance = event.span.end <= time.begin ? time.begin - event.span.end
                                  : event.span.begin >= time.end ? 2 * (event.span.begin - time.end)
                                                                 : 0;  // a happening is rather named before its date
        if (distance < best_distance) {
            best = event.type;
            best_distance = distance;
        }
    }
    return best;
}

bool same_entry(const Scene& scene, const Dated& a, const Dated& b) {
    if (!a.range.overlaps(b.range)) return false;
    if (a.unit == b.unit) return true;
    const Unit& left = scene.all.units[a.unit];
    const Unit& right = scene.all.units[b.unit];
    const double like = likeness(scene.all, left, right);
    if (like >= kSameEntryAnyEvent) return true;
    if (a.event != b.event || like < kSameEntry) return false;
    return std::any_of(left.entities.begin(), left.entities.end(), [&](uint32_t entity) {
        return std::binary_search(right.entities.begin(), right.entities.end(), entity);
    });
}

std::vector<Dated> dated_units(const Scene& scene) {
    std::vector<Dated> dated;
    for (uint32_t index = 0; index < scene.all.units.size(); ++index) {
        const Unit& unit = scene.all.units[index];
        const auto& published = scene.document_of(unit).article.published;
        size_t first_of_unit = dated.size();
        for (const UnitTime& time : unit.times) {
            // The day somebody spoke is a happening only when the sentence tells it as one, before the words reported.
            if (time.speech && !time.leading) continue;
            if (time.range.days() > kWidestDays) continue;
            const std::string_view event = time.speech ? std::string_view("speech") : nearest_event(unit, time.span);
            if (event.empty()) continue;
            const bool planned = unit.planned && published && time.range.last >= published->when.day;
            // "Selasa (18/6) hingga Rabu (19/6)" is one happening over two days.
            if (dated.size() > first_of_unit && dated.back().event == event &&
                (time.range.first - dated.back().range.last).count() == 1) {
                Dated& before = dated.back();
                before.range.last = time.range.last;
                before.value = iso_date(before.range.first) + "/" + iso_date(before.range.last);
                continue;
            }
            dated.push_back({index, time.range, time.value, event, planned});
        }
    }
    return dated;
}

// TIMEX3 values with a time of day are shown by their day: entries merge over pages that give different hours.
std::string day_value(const Dated& dated) {
    return dated.range.days() == 1 ? iso_date(dated.range.first) : dated.value;
}

}  // namespace

std::vector<TimelineEntry> make_timeline(const Scene& scene) {
    std::vector<Dated> dated = dated_units(scene);
    // Narrow dates first: the coarse ones ("tahun lalu") then find the happening they belong to.
    std::stable_sort(dated.begin(), dated.end(), [](const Dated& a, const Dated& b) { return a.range.days() < b.range.days(); });
    std::vector<Entry> entries;
    for (const Dated& date : dated) {
        Entry* best = nullptr;
        double best_score = -1;
        for (Entry& entry : entries) {
            const bool fits = std::all_of(entry.members.begin(), entry.members.end(),
                                          [&](const Dated& member) { return member.range.overlaps(date.range); });
            if (!fits || !same_entry(scene, entry.head(), date)) continue;
            const double score = likeness(scene.all, scene.all.units[entry.head().unit], scene.all.units[date.unit]);
            if (score > best_score) {
                best = &entry;
                best_score = score;
            }
        }
        if (best) best->members.push_back(date);
        else entries.push_back({{date}});
    }
    std::vector<TimelineEntry> timeline;
    std::vector<std::pair<DayRange, size_t>> order;
    for (const Entry& entry : entries) {
        std::vector<uint32_t> units;
        TimelineEntry shown;
        shown.date = day_value(entry.head());
        shown.planned = std::all_of(entry.members.begin(), entry.members.end(), [](const Dated& d) { return d.planned; });
        for (const Dated& member : entry.members) {
            if (member.range == entry.head().range) units.push_back(member.unit);
            const Unit& unit = scene.all.units[member.unit];
            shown.evidence.push_back(scene.evidence(unit.document, unit.span));
        }
        tidy(shown.evidence, scene.story);
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
