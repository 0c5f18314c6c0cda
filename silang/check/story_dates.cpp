#include "silang/check/story_dates.h"

#include <algorithm>

namespace silang {
namespace {

// "penangkapan itu": so many sentences back its day may have been named.
constexpr uint32_t kPointingReach = 6;

}  // namespace

const EventWord* StoryDates::last_event_before(const Unit& unit, uint32_t offset) {
    const EventWord* last = nullptr;
    for (const EventWord& event : unit.events) {
        if (event.span.end <= offset) last = &event;
    }
    return last;
}

const std::vector<StoryDates::Dated>& StoryDates::dated_by(std::string_view type) {
    if (!indexed_) {
        indexed_ = true;
        for (const Unit& unit : scene_.all.units) {
            for (const UnitTime& time : unit.times) {
                if (time.speech) continue;
                const EventWord* nearest = last_event_before(unit, time.span.begin);
                if (!nearest && !unit.events.empty()) nearest = &unit.events.front();
                if (nearest) dated_[nearest->type].push_back({&unit, time.range});
            }
        }
    }
    return dated_[type];
}

std::optional<DayRange> StoryDates::date_of(const Unit& asking, const EventWord& event, int coarsest) {
    std::optional<DayRange> found;
    for (const Dated& dated : dated_by(event.type)) {
        if (dated.unit == &asking || dated.range.days() > coarsest) continue;
        if (shared_entities(*dated.unit, asking) < 2) continue;
        if (!found || found->contains(dated.range))
            found = dated.range;
        else if (!dated.range.overlaps(*found))
            return std::nullopt;
    }
    return found;
}

std::optional<DayRange> StoryDates::date_pointed_at(const Unit& asking, const EventWord& event) const {
    const TokenizedText& text = scene_.document_of(asking).article.tokens;
    const auto behind = static_cast<uint32_t>(text.token_at(event.span.end));
    if (behind >= text.sentences[asking.sentence].last || !pointers_.match(text.tokens, behind)) return std::nullopt;
    const auto index = static_cast<size_t>(&asking - scene_.all.units.data());
    for (size_t back = 1; back <= kPointingReach && back <= index; ++back) {
        const Unit& unit = scene_.all.units[index - back];
        if (unit.document != asking.document) break;
        if (!unit.has_event(event.type)) continue;
        std::optional<DayRange> day;
        for (const UnitTime& time : unit.times) {
            if (time.speech) continue;
            if (day) return std::nullopt;  // which of them?
            day = time.range;
        }
        if (day) return day;
    }
    return std::nullopt;
}

size_t StoryDates::shared_entities(const Unit& a, const Unit& b) {
    return static_cast<size_t>(std::count_if(a.entities.begin(), a.entities.end(), [&](uint32_t entity) {
        return std::binary_search(b.entities.begin(), b.entities.end(), entity);
    }));
}

}  // namespace silang
