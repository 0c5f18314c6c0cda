// Languages that say which one is meant before they name it: "last September", "the third quarter of 2023", "the past
// 24 years", "the morning of June 18". What a language has no words for in its lexicons (directions that stand before,
// ordinals that stand before, determiners, links) is never read here.
#include "silang/mention/time_expression.h"

namespace silang {

uint32_t TimeReader::behind_link(uint32_t at) const {
    return at + match(links_, at).length;
}

uint32_t TimeReader::behind_determiner(uint32_t at) const {
    return at + match(determiners_, at).length;
}

uint32_t TimeReader::behind_ordinal_suffix(uint32_t at) const {
    return glued(at) ? at + match(ordinal_suffixes_, at).length : at;
}

// "third", "3rd"; 0 when none stands there.
int TimeReader::ordinal_before(uint32_t at, uint32_t& end) const {
    if (const int figure = integer(at, 2); figure > 0) {
        const uint32_t behind = behind_ordinal_suffix(at + 1);
        if (behind == at + 1) return 0;
        end = behind;
        return figure;
    }
    const Lexicon::Match found = match(ordinals_, at);
    if (!found || found.entry->field(2) != "before") return 0;
    return ordinal_at(at, end);
}

// "last September", "next Tuesday", "this week", "the past 24 years", "recent months"
TimeReader::Reading TimeReader::read_directed(uint32_t at) {
    uint32_t inner = at;
    const Direction direction = direction_before(inner, inner);
    if (direction == Direction::none || !inside(inner)) return {};
    const bool forward =
        direction == Direction::next || direction == Direction::coming || direction == Direction::after;
    const auto placed = [&](Reading e) {
        // "this past Monday" is past, and a date that says its year needs no direction.
        if (e->direction == Direction::none && e->outer == Direction::none)
            e->direction = direction == Direction::recent ? Direction::past : direction;
        e->first = at;
        return e;
    };
    if (Reading day = read_weekday(inner); day && day->shape != Shape::set) return placed(day);
    if (Reading month = read_month(inner, true)) return placed(month);
    TimeExpression e;
    e.first = at;
    uint32_t end = inner;
    if (const auto unit = unit_at(inner, end)) {
        const bool plural = match(units_, inner).entry->field(3) == "plural";
        e.unit = *unit;
        e.direction = direction;
        e.last = end;
        if (plural && *unit >= TimeUnit::day) {
            e.shape = Shape::reference;
            e.reference = forward ? "FUTURE_REF" : direction == Direction::present ? "PRESENT_REF" : "PAST_REF";
            return e;
        }
        if (direction == Direction::recent || direction == Direction::coming) {
            e.shape = Shape::duration;
            e.count = 1;
            return e;
        }
        if (*unit < TimeUnit::week || *unit == TimeUnit::half_year) return {};
        e.shape = Shape::unit;
        return e;
    }
    if (Reading length = read_length(inner); length && length->shape == Shape::duration) {
        length->first = at;
        length->direction = forward ? Direction::coming : Direction::recent;
        length->since_event = false;
        return length;
    }
    return {};
}

// "third quarter of 2023", "20th century", "first week of June", "18th of June"
TimeReader::Reading TimeReader::read_ordered(uint32_t at) {
    TimeExpression e;
    e.first = at;
    uint32_t name = at;
    e.ordinal = ordinal_before(at, name);
    if (e.ordinal == 0) return {};
    if (mark(name) == '-' && glued(name) && glued(name + 1)) ++name;
    uint32_t end = name;
    const auto unit = unit_at(name, end);
    e.last = end;
    if (unit == TimeUnit::quarter || unit == TimeUnit::half_year) {
        e.shape = unit == TimeUnit::quarter ? Shape::quarter : Shape::half_year;
        if (e.ordinal > (unit == TimeUnit::quarter ? 4 : 2)) return {};
        // "the second half" is more often that of a game.
        if (!read_year_tail(e) && unit == TimeUnit::half_year) return {};
        return e;
    }
    if (unit == TimeUnit::century) {
        e.shape = Shape::century;
        if (e.ordinal > 30) return {};
        e.year = (e.ordinal - 1) * 100;
        return e;
    }
    const bool week = unit == TimeUnit::week;
    if (unit && !week) return {};
    const uint32_t link = week ? end : name;
    const uint32_t month = behind_link(link);
    if (month == link) return {};
    e.month = month_at(month, end);
    if (e.month == 0 || (!week && e.ordinal > 31)) return {};
    e.last = end;
    e.shape = week ? Shape::week_of_month : Shape::day;
    e.day = week ? 0 : e.ordinal;
    read_year_tail(e);
    if (!week) read_day_tail(e);
    return e;
}

// "morning of June 18"
TimeReader::Reading TimeReader::read_part_of(uint32_t at) {
    TimeExpression part;
    part.last = at;
    if (!read_part(part)) return {};
    const uint32_t link = behind_link(part.last);
    if (link == part.last) return {};
    const uint32_t inner = behind_determiner(link);
    if (!inside(inner)) return {};
    Reading best;
    for (const Reading& e : {read_weekday(inner), read_date(inner), read_word(inner), read_directed(inner)}) {
        if (!e || (best && e->last <= best->last)) continue;
        if (e->shape == Shape::day || e->shape == Shape::weekday || e->shape == Shape::day_offset ||
            e->shape == Shape::event_offset)
            best = e;
    }
    if (!best || !best->part.empty() || best->clock >= 0) return {};
    best->first = at;
    best->part = part.part;
    best->part_mod = part.part_mod;
    return best;
}

}  // namespace silang
