// When the happenings of a story took place, as its pages date them. Internal to the stage.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "silang/check/parts.h"

namespace silang {

class StoryDates {
public:
    explicit StoryDates(const Scene& scene) : scene_(scene), pointers_(scene.language.lexicon("pointers")) {}

    struct Dated {
        const Unit* unit;
        DayRange range;
    };
    // The dated happenings of a class in the story.
    const std::vector<Dated>& dated_by(std::string_view type);
    // When the pages of the story say that such a happening with the same two names took place; nothing unless they
    // agree, or where they know it more coarsely than by the `coarsest` days.
    std::optional<DayRange> date_of(const Unit& asking, const EventWord& event, int coarsest);
    // "penangkapan itu": the day the sentences before give to the last happening of the class.
    [[nodiscard]] std::optional<DayRange> date_pointed_at(const Unit& asking, const EventWord& event) const;

    static size_t shared_entities(const Unit& a, const Unit& b);
    static const EventWord* last_event_before(const Unit& unit, uint32_t offset);

private:
    const Scene& scene_;
    const Lexicon& pointers_;
    std::map<std::string_view, std::vector<Dated>> dated_;
    bool indexed_ = false;
};

}  // namespace silang
