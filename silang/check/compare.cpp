// Pages that give one happening different days.
#include <algorithm>
#include <map>
#include <set>

#include "silang/check/happenings.h"
#include "silang/check/parts.h"

namespace silang {
namespace {

// Happenings whose dates differ are one when what stands near the dates is this alike, and they lie at most this far
// apart; on the examples pairs of one happening lie at 0.33 and above, and pairs of two of one kind share next to
// nothing.
constexpr double kSameDespiteDates = 0.30;
constexpr int kSameHappeningDays = 10;
// A stated length of up to so many days belongs to the happening itself and stretches it.
constexpr double kLongestVisit = 31;

// The value that stands for a set of compatible dates: the one most evidence gives, the shortest of those.
std::string most_common(const std::vector<const Happening*>& side) {
    std::map<std::string, size_t> count;
    for (const Happening* happening : side) ++count[iso_date(happening->range.first)];
    std::string best;
    for (const auto& [value, times] : count) {
        if (best.empty() || times > count[best]) best = value;
    }
    return best;
}

int gap_days(DayRange a, DayRange b) {
    if (a.overlaps(b)) return 0;
    return static_cast<int>(a.first > b.last ? (a.first - b.last).count() : (b.first - a.last).count());
}

// A page that dates such a happening twice tells of two occasions, unless one of the dates is impossible as written.
bool tells_two_occasions(const Scene& scene, const std::vector<const Happening*>& members) {
    for (const Happening* a : members) {
        for (const Happening* b : members) {
            if (a->doubtful || b->doubtful || a->range.overlaps(b->range)) continue;
            if (scene.all.units[a->unit].document == scene.all.units[b->unit].document) return true;
        }
    }
    return false;
}

}  // namespace

std::vector<FoundConflict> date_conflicts(const Scene& scene) {
    std::vector<Happening> happenings = find_happenings(scene);
    std::erase_if(happenings, [](const Happening& h) { return h.range.days() > 3 || h.event == "speech"; });
    for (Happening& happening : happenings) {
        // "kunjungan dua hari" covers the day behind the one named.
        const Unit& unit = scene.all.units[happening.unit];
        for (const Time& time : scene.document_of(unit).mentions.times) {
            if (time.type != TimeType::duration || !unit.span.contains(time.span)) continue;
            const auto days = duration_days(time.value);
            if (days && *days > 1 && *days <= kLongestVisit)
                happening.range.last += std::chrono::days(static_cast<int>(*days) - 1);
        }
    }
    // Stars again: the happening most others are like comes first and gathers its accounts, whatever day they give.
    std::vector<double> links(happenings.size(), 0);
    const auto alike = [&](const Happening& a, const Happening& b) {
        if (gap_days(a.range, b.range) > kSameHappeningDays) return 0.0;
        const double same = shared_context(scene.all, a, b);
        return same >= kSameDespiteDates ? same : 0.0;
    };
    for (size_t i = 0; i < happenings.size(); ++i) {
        for (size_t j = 0; j < i; ++j) {
            const double same = alike(happenings[i], happenings[j]);
            links[i] += same;
            links[j] += same;
        }
    }
    std::vector<size_t> order(happenings.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return links[a] > links[b]; });
    std::vector<bool> taken(happenings.size(), false);
    std::vector<FoundConflict> found;
    for (const size_t center : order) {
        if (taken[center]) continue;
        std::vector<const Happening*> members;
        for (size_t i = 0; i < happenings.size(); ++i) {
            if (taken[i] || (i != center && alike(happenings[center], happenings[i]) == 0)) continue;
            taken[i] = true;
            members.push_back(&happenings[i]);
        }
        if (tells_two_occasions(scene, members)) continue;
        std::vector<std::vector<const Happening*>> sides;
        for (const Happening* member : members) {
            const auto side = std::find_if(sides.begin(), sides.end(), [&](const auto& others) {
                return std::all_of(others.begin(), others.end(),
                                   [&](const Happening* o) { return o->range.overlaps(member->range); });
            });
            if (side == sides.end())
                sides.push_back({member});
            else
                side->push_back(member);
        }
        if (sides.size() < 2) continue;
        std::stable_sort(sides.begin(), sides.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
        FoundConflict conflict{{ConflictKind::date, "", std::nullopt, {}, "days given to one happening do not overlap"},
                               {}};
        std::vector<uint32_t> majority;
        for (const Happening* member : sides.front()) majority.push_back(member->unit);
        conflict.units.push_back(clearest(scene, majority));
        for (const auto& side : sides) {
            ConflictValue value{most_common(side), {}};
            for (const Happening* member : side) {
                const Unit& unit = scene.all.units[member->unit];
                value.evidence.push_back(scene.evidence(unit.document, unit.span));
                conflict.units.push_back(member->unit);
            }
            tidy(value.evidence, scene.story);
            conflict.conflict.values.push_back(std::move(value));
        }
        const Unit& about = scene.all.units[conflict.units.front()];
        conflict.conflict.about = clean_spaces(scene.text(about.document, about.span));
        found.push_back(std::move(conflict));
    }
    return found;
}

}  // namespace silang
