// The timeline: one entry a happening, dated by the narrowest of the dates that its pages give.
#include <algorithm>
#include <set>

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

// The clause the date stands in.
Span words_of(const Scene& scene, const Happening& happening) {
    for (const uint32_t index : scene.cut.of_unit[happening.unit]) {
        const Span clause = scene.cut.clauses[index].span;
        if (clause.contains(happening.time)) return clause;
    }
    return scene.all.units[happening.unit].span;
}

// "berlaku hingga 23 Maret": an end to come is told as one; "hingga Minggu pukul 08.00, tujuh orang" is when they
// counted.
bool ends_later(const Scene& scene, const Happening& happening) {
    const auto& published = scene.document_of(scene.all.units[happening.unit]).article.published;
    return published && happening.range.first >= published->when.day;
}

// Where the pages differ about its day and more of them give another one: it is shown among the conflicts.
bool outvoted(const Scene& scene, const std::vector<FoundConflict>& conflicts, const Happening& happening) {
    const uint32_t document = scene.all.units[happening.unit].document;
    const auto pages = [](const ConflictValue& value) {
        std::set<uint32_t> documents;
        for (const Evidence& evidence : value.evidence) documents.insert(evidence.document);
        return documents.size();
    };
    return std::any_of(conflicts.begin(), conflicts.end(), [&](const FoundConflict& found) {
        if (found.conflict.kind != ConflictKind::date) return false;
        const auto& values = found.conflict.values;
        const auto own = std::find_if(values.begin(), values.end(), [&](const ConflictValue& value) {
            return value.value == happening.value &&
                   std::any_of(value.evidence.begin(), value.evidence.end(), [&](const Evidence& evidence) {
                       return evidence.document == document && evidence.span.overlaps(happening.time);
                   });
        });
        return own != values.end() && std::any_of(values.begin(), values.end(), [&](const ConflictValue& value) {
                   return pages(value) > pages(*own);
               });
    });
}

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
        if (happening.measure || contradicted(happening) || outvoted(scene, conflicts, happening)) continue;
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
        } else if (!happening.until || ends_later(scene, happening)) {
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
            shown.evidence.push_back(scene.evidence(unit.document, words_of(scene, member)));
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
