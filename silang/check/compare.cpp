// Pages that give one happening different days.
#include <algorithm>
#include <map>

#include "silang/check/happenings.h"
#include "silang/check/parts.h"

namespace silang {
namespace {

// Happenings whose dates differ are one when what stands near the dates is this alike, and they lie at most this far
// apart; on the examples pairs of one happening lie at 0.33 and above, and pairs of two of one kind share next to
// nothing.
constexpr double kSameDespiteDates = 0.30;
constexpr double kSameWithoutClass = 0.50;  // where no class tells what happened
constexpr int kSameHappeningDays = 10;
constexpr int kSameFoundingDays = 3660;
constexpr size_t kSlotsLookedAt = 48;
constexpr size_t kMembersLookedAt = 8;
// Classes of the lexicon "events": an arrival lasts no days, a founding is dated by its year.
constexpr std::string_view kArrival = "arrive";
constexpr std::string_view kFounding = "found";
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

// Accounts of one happening, whatever day they give.
struct Slot {
    std::vector<const Happening*> members;
};

class DateComparison {
public:
    explicit DateComparison(const Scene& scene) : scene_(scene), happenings_(find_happenings(scene)) {
        std::erase_if(happenings_, [](const Happening& h) {
            return (h.range.days() > 3 && !by_year(h)) || h.event == kSpeech || h.until;
        });
        for (Happening& happening : happenings_) stretch(happening);
    }

    std::vector<FoundConflict> conflicts() const {
        std::map<std::pair<std::string_view, bool>, std::vector<Slot>> by_class;
        for (const Happening& happening : happenings_)
            place(happening, by_class[{happening.event, by_year(happening)}]);
        std::vector<FoundConflict> found;
        for (const auto& slots : by_class) {
            for (const Slot& slot : slots.second) {
                if (!tells_two_occasions(scene_, slot.members)) compare(slot, found);
            }
        }
        return found;
    }

private:
    static bool by_year(const Happening& happening) { return happening.value.size() == 4; }

    // "kunjungan dua hari" covers the day behind the one named.
    void stretch(Happening& happening) const {
        const Unit& unit = scene_.all.units[happening.unit];
        if (happening.event == kArrival || by_year(happening)) return;
        for (const Time& time : scene_.document_of(unit).mentions.times) {
            if (time.type != TimeType::duration || !unit.span.contains(time.span)) continue;
            const auto days = duration_days(time.value);
            if (days && *days > 1 && *days <= kLongestVisit)
                happening.range.last += std::chrono::days(static_cast<int>(*days) - 1);
        }
    }

    [[nodiscard]] double alike(const Happening& a, const Happening& b) const {
        if (gap_days(a.range, b.range) > (by_year(a) ? kSameFoundingDays : kSameHappeningDays)) return 0.0;
        // A house was founded once, and a story is mostly of one.
        if (by_year(a) && a.event == kFounding) return 1.0;
        const double same = shared_context(scene_.all, a, b);
        return same >= (a.event == kOther ? kSameWithoutClass : kSameDespiteDates) ? same : 0.0;
    }

    // Into the slot of what it is most like, else into one of its own. Slots and members looked at are bounded: cost
    // grows with the pages only.
    void place(const Happening& happening, std::vector<Slot>& slots) const {
        Slot* home = nullptr;
        double best = 0;
        for (size_t s = 0; s < std::min(slots.size(), kSlotsLookedAt); ++s) {
            const std::vector<const Happening*>& members = slots[s].members;
            for (size_t m = 0; m < std::min(members.size(), kMembersLookedAt); ++m) {
                const double same = alike(*members[m], happening);
                if (same <= best) continue;
                best = same;
                home = &slots[s];
            }
        }
        if (home != nullptr)
            home->members.push_back(&happening);
        else
            slots.push_back({{&happening}});
    }

    void compare(const Slot& slot, std::vector<FoundConflict>& found) const {
        std::vector<std::vector<const Happening*>> sides;
        for (const Happening* member : slot.members) {
            const auto side = std::find_if(sides.begin(), sides.end(), [&](const auto& others) {
                return std::all_of(others.begin(), others.end(),
                                   [&](const Happening* o) { return o->range.overlaps(member->range); });
            });
            if (side == sides.end())
                sides.push_back({member});
            else
                side->push_back(member);
        }
        if (sides.size() < 2) return;
        std::stable_sort(sides.begin(), sides.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
        FoundConflict conflict{{ConflictKind::date, "", std::nullopt, {}, "days given to one happening do not overlap"},
                               {}};
        std::vector<uint32_t> majority;
        for (const Happening* member : sides.front()) majority.push_back(member->unit);
        conflict.units.push_back(clearest(scene_, majority));
        for (const auto& side : sides) {
            ConflictValue value{by_year(*side.front()) ? side.front()->value : most_common(side), {}};
            for (const Happening* member : side) {
                const Unit& unit = scene_.all.units[member->unit];
                value.evidence.push_back(scene_.evidence(unit.document, unit.span));
                conflict.units.push_back(member->unit);
            }
            tidy(value.evidence, scene_);
            conflict.conflict.values.push_back(std::move(value));
        }
        const Unit& about = scene_.all.units[conflict.units.front()];
        conflict.conflict.about = clean_spaces(scene_.text(about.document, about.span));
        found.push_back(std::move(conflict));
    }

    const Scene& scene_;
    std::vector<Happening> happenings_;
};

}  // namespace

std::vector<FoundConflict> date_conflicts(const Scene& scene) {
    return DateComparison(scene).conflicts();
}

}  // namespace silang
