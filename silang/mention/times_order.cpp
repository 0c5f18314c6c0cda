// Languages that say which one is meant before they name it: "last September", "the third quarter of 2023", "the past
// 24 years", "the morning of June 18", "June 18, 2024". What a language has no words for in its lexicons (directions
// that stand before, ordinals that stand before, determiners, links) is never read here.
#include "silang/mention/time_expression.h"

namespace silang {
namespace {

bool is_day(int day) {
    return day >= 1 && day <= 31;
}

}  // namespace

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

// "June 18, 2024", "June 18-19", "Dec. 28, 2024 - Jan. 3, 2025"
TimeReader::Reading TimeReader::read_month_day(uint32_t at) {
    TimeExpression e;
    e.shape = Shape::day;
    e.first = at;
    uint32_t end = at;
    const auto day_at = [&](uint32_t from, uint32_t& behind) {
        const uint32_t figure = behind_determiner(from);
        const int day = integer(figure, 2);
        if (!is_day(day) || counts_things(figure + 1)) return 0;
        if (mark(figure + 1) == ':' && glued(figure + 1) && digits(figure + 2) > 0) return 0;
        behind = behind_ordinal_suffix(figure + 1);
        return day;
    };
    const auto year_behind = [&](int& year) {
        const uint32_t figure = mark(e.last) == ',' ? e.last + 1 : e.last;
        if (const int found = year_figure(figure); found > 0 && !counts_things(figure + 1)) {
            year = found;
            e.last = figure + 1;
        }
    };
    e.month = month_at(at, end);
    e.day = e.month == 0 ? 0 : day_at(end, end);
    if (e.day == 0) return {};
    e.last = end;
    year_behind(e.year);
    uint32_t second = e.last;
    if (joiner_at(e.last, second) == "range") {
        uint32_t behind = second;
        const int month = month_at(second, behind);
        const int day = day_at(month != 0 ? behind : second, behind);
        if (day != 0 && (month != 0 || day > e.day)) {
            e.to_day = day;
            e.to_month = month != 0 ? month : e.month;
            e.last = behind;
            year_behind(e.to_year);
        }
    }
    if (e.year == 0 && e.to_year == 0) read_year_tail(e);
    previous_month_day_ = e;
    read_day_tail(e);
    return e;
}

// The "19" of "June 18, 19 and 20": its month stands before the first of them.
TimeReader::Reading TimeReader::read_day_behind_list(uint32_t at) {
    const TimeExpression& before = previous_month_day_;
    if (before.month == 0 || before.year != 0 || before.to_day != 0 || at <= before.last) return {};
    uint32_t joined = mark(before.last) == ',' ? before.last + 1 : before.last;
    if (joiner_at(joined, joined) == "range" || joined != at) return {};
    TimeExpression e;
    e.shape = Shape::day;
    e.first = at;
    e.month = before.month;
    e.day = integer(at, 2);
    if (!is_day(e.day) || e.day <= before.day) return {};
    e.last = behind_ordinal_suffix(at + 1);
    // What is counted is no day: "June 18, 19 people".
    const bool ends = !inside(e.last) || text_.tokens[e.last].kind == TokenKind::punct || match(joiners_, e.last);
    if (!ends) return {};
    if (mark(e.last) == ',' && year_figure(e.last + 1) > 0) {
        e.year = year_figure(e.last + 1);
        e.last += 2;
    }
    previous_month_day_ = e;
    return e;
}

// A day in either order.
TimeReader::Reading TimeReader::read_date(uint32_t at) {
    if (Reading day = read_day(at)) return day;
    return month_first_ ? read_month_day(at) : Reading{};
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
    // "the last 60 days", but not "will last 60 days"
    const bool opened = (at > first_ && match(determiners_, at - 1)) || behind_preposition(at, false);
    if (Reading length = read_length(inner); opened && length && length->shape == Shape::duration) {
        length->first = at;
        length->direction = forward ? Direction::coming : Direction::recent;
        length->since_event = false;
        return length;
    }
    return {};
}

// "third quarter of 2023", "20th century", "first week of June", "18th of June"
TimeReader::Reading TimeReader::read_ordered(uint32_t at) {
    uint32_t name = at;
    const int ordinal = ordinal_before(at, name);
    if (ordinal == 0) return {};
    TimeExpression e;
    e.first = at;
    e.ordinal = ordinal;
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
