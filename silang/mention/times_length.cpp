// Lengths ("lebih dari dua setengah tahun"), counts back and forth ("lima hari lalu"), repeated times ("setiap Senin")
// and clock times ("pukul 14.30 WIB").
#include <algorithm>
#include <charconv>

#include "silang/mention/time_expression.h"

namespace silang {
namespace {

constexpr double kMaxCount = 100000;  // more years or days than any length in the news
constexpr uint32_t kCueWindow = 60;   // tokens before a length in which "sejak" says that it is counted from an event

}  // namespace

TimeReader::Reading TimeReader::read_length(uint32_t at) {
    TimeExpression e;
    e.shape = Shape::duration;
    e.first = at;
    const Lexicon::Match own = match(units_, at);
    const bool counted = own && !own.entry->field(2).empty();
    bool bare_year_figure = false;
    if (counted) {
        // "setahun", "bertahun-tahun"
        const auto unit = unit_of_code(own.entry->field(1));
        if (!unit) return {};
        e.unit = *unit;
        const std::string_view count = own.entry->field(2);
        e.several = count == "X";
        if (!e.several) {
            int value = 1;
            std::from_chars(count.data(), count.data() + count.size(), value);
            e.count = value;
        }
        e.last = at + own.length;
        // "setahun setengah", "a year and a half"
        const auto half = numbers_.read_half(text_, e.last, last_);
        uint32_t behind = 0;
        if (half && !unit_at(half->end, behind)) {
            e.count += half->value;
            e.last = half->end;
        }
        for (uint32_t k = 1; k <= 2 && at >= first_ + k; ++k) {
            const Lexicon::Match before = match(quantifiers_, at - k);
            if (before && before.length == k && before.entry->field(1) == "rate" && !e.several) {
                e.shape = Shape::set;
                return e;
            }
        }
    } else {
        auto number = numbers_.read(text_, at, last_);
        uint32_t unit_from = 0;
        if (number) {
            e.count = number->value;
            e.several = number->vague;
            bare_year_figure = number->digits == 4 && number->value >= 1900 && number->value < 2100;
            uint32_t second = number->end;
            // "3-4 hari", "dua hingga tiga pekan", "dua-tiga hari"
            if (!number->vague && joiner_at(number->end, second) == "range") {
                if (const auto to = numbers_.read(text_, second, last_);
                    to && !to->vague && to->value > number->value) {
                    e.to_count = to->value;
                    number->end = to->end;
                }
            }
            unit_from = number->end;
        } else if (const Lexicon::Match several = match(quantifiers_, at);
                   several && several.entry->field(1) == "several") {
            e.several = true;
            unit_from = at + several.length;
        } else if (read_plural_length(e, at)) {
            return e;
        } else {
            return {};
        }
        if (!(e.count < kMaxCount)) return {};
        // "five-day"
        const bool hyphen = mark(unit_from) == '-' && glued(unit_from) && glued(unit_from + 1);
        if (hyphen) ++unit_from;
        uint32_t end = 0;
        auto unit = unit_at(unit_from, end);
        if (unit && text_.tokens[unit_from].span.size() == 1) return {};
        if (!unit && number && number->halved && number->value < 1) {
            // "half an hour"
            const Lexicon::Match whole = match(units_, unit_from);
            if (whole && whole.entry->field(2) == "1") {
                unit = unit_of_code(whole.entry->field(1));
                end = unit_from + whole.length;
            }
        }
        if (!unit) return {};
        const std::string_view form = match(units_, unit_from).entry->field(3);
        if (form == "singular" && !hyphen && e.count != 1) return {};
        if (bare_year_figure && behind_preposition(at, true)) return {};
        e.unit = *unit;
        e.last = end;
        // "dua tahun setengah"
        if (const auto half = numbers_.read_half(text_, end, last_); half && !e.several) {
            uint32_t behind = 0;
            if (!unit_at(half->end, behind)) {
                e.count += half->value;
                e.last = half->end;
            }
        }
        // "satu jam 30 menit", "dua tahun dan enam bulan"
        if (!e.several && e.to_count == 0) {
            const auto read_smaller = [&](TimeUnit larger, double& count, TimeUnit& smaller_unit) {
                uint32_t next = e.last;
                if (joiner_at(e.last, next) == "range") next = e.last;
                const auto smaller = numbers_.read(text_, next, last_);
                if (!smaller || smaller->vague || !(smaller->value < kMaxCount)) return false;
                const auto found = unit_at(smaller->end, end);
                if (!found || *found >= larger) return false;
                count = smaller->value;
                smaller_unit = *found;
                e.last = end;
                return true;
            };
            if (read_smaller(e.unit, e.smaller_count, e.smaller_unit))
                read_smaller(e.smaller_unit, e.smallest_count, e.smallest_unit);
        }
    }
    // "dua jam lebih", but not "dua jam lebih lama"
    if (const Bound behind = numbers_.bound_at(text_, e.last, last_);
        behind && (behind.where == "both" || behind.where == "after")) {
        const uint32_t next = e.last + behind.length;
        uint32_t end = 0;
        if (!inside(next) || text_.tokens[next].kind == TokenKind::punct || match(stops_, next) ||
            direction_at(next, end) != Direction::none) {
            e.mod = mod_of_bound(behind.bound);
            e.last = next;
        }
    }
    uint32_t end = e.last;
    const Direction direction = direction_at(e.last, end);
    switch (direction) {
        case Direction::past:
            // "dalam tempoh tiga tahun lalu": the length up to now.
            if (behind_length_word(at)) {
                e.direction = Direction::recent;
                e.last = end;
                return e;
            }
            [[fallthrough]];
        case Direction::ahead:
        case Direction::after:
        case Direction::before:
            e.shape = Shape::offset;
            e.direction = direction;
            e.last = end;
            return e;
        case Direction::next:
            // "dalam lima tahun mendatang" is a length, "lima tahun mendatang" a day.
            if (behind_preposition(at, false))
                e.direction = Direction::coming;
            else {
                e.shape = Shape::offset;
                e.direction = Direction::ahead;
            }
            e.last = end;
            return e;
        case Direction::coming:
        case Direction::recent:
            e.direction = direction;
            e.last = end;
            return e;
        default:
            break;
    }
    const Lexicon::Match after = match(elapsed_, e.last);
    e.since_event = after && after.entry->field(1) != "before";
    for (uint32_t k = 1; !e.since_event && !e.several && k <= kCueWindow && at >= first_ + k; ++k) {
        const Lexicon::Match before = match(elapsed_, at - k);
        e.since_event = before && before.entry->field(1) != "after";
    }
    return e;
}

// "for years", "decades ago": a plural that no number stands before.
bool TimeReader::read_plural_length(TimeExpression& e, uint32_t at) {
    const Lexicon::Match own = match(units_, at);
    if (!own || own.entry->field(3) != "plural") return false;
    const auto unit = unit_of_code(own.entry->field(1));
    if (!unit) return false;
    e.unit = *unit;
    e.several = true;
    e.last = at + own.length;
    uint32_t end = e.last;
    const Direction direction = direction_at(e.last, end);
    if (direction == Direction::past || direction == Direction::before || direction == Direction::after) {
        e.shape = Shape::offset;
        e.direction = direction;
        e.last = end;
        return true;
    }
    return behind_length_word(at);
}

bool TimeReader::behind_length_word(uint32_t at) const {
    const Lexicon::Match before = at > first_ ? match(prepositions_, at - 1) : Lexicon::Match{};
    return before && before.length == 1 && before.entry->field(3) == "length";
}

TimeReader::Reading TimeReader::read_set(uint32_t at) {
    const Lexicon::Match quantifier = match(quantifiers_, at);
    if (!quantifier || quantifier.entry->field(1) != "set") return {};
    const uint32_t inner = at + quantifier.length;
    if (!inside(inner)) return {};
    TimeExpression e;
    e.shape = Shape::set;
    uint32_t name = inner;
    uint32_t end = inner;
    if (unit_at(inner, name) != TimeUnit::day) name = inner;
    if ((e.weekday = weekday_at(name, end)) != 0 && (weekdays_.word(text_.tokens[name].word) == nullptr ||
                                                     weekdays_.word(text_.tokens[name].word)->field(2) != "week" ||
                                                     text_.tokens[name].letter_case == LetterCase::capitalized)) {
        e.last = end;
        read_part(e);
    } else if (const Reading day = read_day(inner);
               day && day->shape == Shape::day && day->year == 0 && day->to_day == 0) {
        e = *day;
        e.weekday = 0;
        e.shape = Shape::set;
    } else if (const Lexicon::Match word = match(words_, inner); word && word.entry->field(1) == "weekend") {
        e.weekday = 0;
        e.ordinal = 1;  // the week's end
        e.last = inner + word.length;
    } else if (const Reading length = read_length(inner);
               length && length->shape == Shape::duration && !length->several) {
        e = *length;
        e.shape = Shape::set;
    } else if (const auto unit = unit_at(inner, end)) {
        e.weekday = 0;
        e.unit = *unit;
        e.count = 1;
        e.last = end;
        // "setiap hari Senin" is read above, "setiap bulan Juni" here.
        uint32_t behind = end;
        if (*unit == TimeUnit::month) {
            if (const int month = month_at(end, behind); month != 0) {
                e.month = month;
                e.last = behind;
            }
        }
    } else if (const int month = month_at(inner, end); month != 0) {
        e.weekday = 0;
        e.month = month;
        e.last = end;
    } else {
        e.weekday = 0;
        e.last = inner;
        if (!read_part(e) && !read_clock_tail(e, inner, false)) return {};
    }
    e.first = at;
    return e;
}

// At `at`: "pukul 14.30-16.00 WIB", "19:02 WIB", "jam 8 malam". `placed`: a date stands before it, with a bar between,
// and no word is needed to say that this is a clock time.
bool TimeReader::read_clock_tail(TimeExpression& e, uint32_t at, bool placed) {
    uint32_t i = at;
    const auto label_behind = [&](uint32_t from) {
        const Lexicon::Match label = match(clock_labels_, from);
        return label ? from + label.length : from;
    };
    i = label_behind(at);
    // "at" only joins: the figure behind it says itself that it is a clock time.
    const Lexicon::Match first_label = match(clock_labels_, at);
    const bool weak = first_label && first_label.entry->field(1) == "weak";
    if (weak && e.shape == Shape::clock) return false;
    const auto behind_weak = [&] {
        const Lexicon::Match before = at > first_ ? match(clock_labels_, at - 1) : Lexicon::Match{};
        return weak || (before && before.entry->field(1) == "weak");
    };
    const bool labelled = i != at && !weak;
    if (const Lexicon::Match word = match(words_, i);
        word && word.entry->field(1) == "clock" && e.shape != Shape::clock) {
        int hour = 0;
        const std::string_view text = word.entry->field(2);
        std::from_chars(text.data(), text.data() + text.size(), hour);
        e.clock = hour * 60;
        e.last = i + word.length;
        return true;
    }
    const auto half_at = [&](uint32_t from) {
        const Lexicon::Match part = match(parts_, from);
        return part && !part.entry->field(6).empty();
    };
    struct ClockFigure {
        int minute;
        uint32_t end;
        bool colon;
    };
    const auto clock_at = [&](uint32_t from) -> std::optional<ClockFigure> {
        if (!inside(from) || text_.tokens[from].kind != TokenKind::number) return std::nullopt;
        int hour = integer(from, 2);
        int minute = 0;
        uint32_t end = from + 1;
        bool colon = false;
        if (digits(from) == 4 && match(zones_, end)) {
            // "1530 GMT"
            hour = integer(from) / 100;
            minute = integer(from) % 100;
        } else if (hour >= 0) {
            if (mark(end) == ':' && glued(end) && glued(end + 1) && digits(end + 1) == 2) {
                minute = integer(end + 1, 2);
                end += 2;
                colon = true;
                if (mark(end) == ':' && glued(end) && digits(end + 1) == 2) end += 2;  // seconds
            } else if (!labelled && !half_at(end)) {
                // "7 to 9 pm"
                uint32_t to = end;
                if (joiner_at(end, to) != "range" || integer(to, 2) < 0) return std::nullopt;
                const uint32_t minutes = mark(to + 1) == ':' && glued(to + 1) ? 2 : 0;
                if (!half_at(to + 1 + minutes)) return std::nullopt;
            }
        } else {
            // "14.30", "14.30.15"
            const std::string_view folded = text_.folded_of(text_.tokens[from]);
            const size_t dot = folded.find_first_of(".,");
            if (dot == std::string_view::npos || dot == 0 || dot > 2 || folded.size() < dot + 3) return std::nullopt;
            if (folded.size() != dot + 3 &&
                !(folded.size() == dot + 6 && (folded[dot + 3] == '.' || folded[dot + 3] == ','))) {
                return std::nullopt;
            }
            hour = 0;
            const auto whole = std::from_chars(folded.data(), folded.data() + dot, hour);
            const auto rest = std::from_chars(folded.data() + dot + 1, folded.data() + dot + 3, minute);
            if (whole.ptr != folded.data() + dot || rest.ptr != folded.data() + dot + 3) return std::nullopt;
        }
        if (hour > 24 || minute > 59 || (hour == 24 && minute > 0)) return std::nullopt;
        return ClockFigure{hour * 60 + minute, end, colon};
    };
    const auto first = clock_at(i);
    if (!first) return false;
    uint32_t end = first->end;
    const auto part_at = [&](uint32_t from) {
        const Lexicon::Match part = match(parts_, from);
        return part && (labelled || !part.entry->field(6).empty()) ? part : Lexicon::Match{};
    };
    Lexicon::Match part = part_at(end);
    if (part) end += part.length;
    Lexicon::Match to_part = part;
    std::optional<ClockFigure> second;
    uint32_t behind = end;
    if (joiner_at(end, behind) == "range") {
        second = clock_at(label_behind(behind));
        if (second) {
            end = second->end;
            to_part = part_at(end);
            if (to_part) end += to_part.length;
            if (!part) part = to_part;
        }
    }
    e.part_from = part && !second ? end - part.length : 0;
    const Lexicon::Match zone = match(zones_, end);
    if (zone) end += zone.length;
    const bool half = part && !part.entry->field(6).empty();
    // "8 pagi" is a clock time, "30 malam" a stay in a hotel.
    if (half && !labelled && part.entry->field(6) == "hour" && first->minute >= 13 * 60) return false;
    if (!labelled && !zone && !first->colon && !placed && !half) return false;
    // "3:1" is as often a score
    if (!labelled && !zone && !placed && !half && e.shape == Shape::clock && !behind_weak()) return false;
    const auto in_part = [&](int minute, const Lexicon::Match& of) {
        if (!of) return minute;
        const auto hour_of = [&](size_t field) {
            int hour = -1;
            const std::string_view text = of.entry->field(field);
            std::from_chars(text.data(), text.data() + text.size(), hour);
            return hour;
        };
        const int hour = minute / 60;
        if (hour == 12 && of.entry->field(5) == "midnight") return minute - 12 * 60;
        return hour_of(3) >= 0 && hour >= hour_of(3) && hour <= hour_of(4) ? minute + 12 * 60 : minute;
    };
    // A bare label that is also a unit ("jam 8") needs a figure that can be an hour, which clock_at has seen to.
    e.clock = in_part(first->minute, part);
    if (second) e.to_clock = in_part(second->minute, to_part ? to_part : part);
    if (zone && zone.entry->field(1).size() == 6) {
        const std::string_view offset = zone.entry->field(1);
        const auto two = [&](size_t from) { return (offset[from] - '0') * 10 + (offset[from + 1] - '0'); };
        e.utc_offset = (two(1) * 60 + two(4)) * (offset[0] == '-' ? -1 : 1);
    }
    e.last = end;
    return true;
}

TimeReader::Reading TimeReader::read_clock(uint32_t at) {
    TimeExpression e;
    e.shape = Shape::clock;
    e.first = at;
    e.last = at;
    if (!read_clock_tail(e, at, false)) return {};
    if (e.part_from != 0) {
        // "pukul 8 pagi ini": what stands behind the part says the day.
        const Lexicon::Match word = match(words_, e.part_from);
        if (word && e.part_from + word.length > e.last && word.entry->field(1) == "day") {
            const std::string_view number = word.entry->field(2);
            std::from_chars(number.data(), number.data() + number.size(), e.ordinal);
            e.shape = Shape::day_offset;
            e.last = e.part_from + word.length;
            return e;
        }
    }
    if (const Reading day = read_day_behind_clock(e)) return day;
    return e;
}

// "7 pm on Monday", "3:30 p.m. June 18"
TimeReader::Reading TimeReader::read_day_behind_clock(const TimeExpression& clock) {
    if (!clock_before_day_) return {};
    const uint32_t at = behind_link(clock.last);
    if (!inside(at)) return {};
    Reading best;
    for (const Reading& day : {read_weekday(at), read_date(at), read_directed(at), read_word(at)}) {
        if (!day || (best && day->last <= best->last)) continue;
        if (day->shape == Shape::day || day->shape == Shape::weekday || day->shape == Shape::day_offset ||
            day->shape == Shape::event_offset) {
            best = day;
        }
    }
    if (!best || best->clock >= 0 || !best->part.empty() || best->to_day != 0) return {};
    best->first = clock.first;
    best->clock = clock.clock;
    best->to_clock = clock.to_clock;
    best->utc_offset = clock.utc_offset;
    return best;
}

// "sekitar pukul 14.30", "hampir dua tahun", "sekitar akhir Juni"
TimeReader::Reading TimeReader::read_approximated(uint32_t at) {
    const Bound bound = numbers_.bound_at(text_, at, last_);
    if (!bound || bound.where == "after" || bound.where == "quantity" || mod_of_bound(bound.bound).empty()) return {};
    const uint32_t inner = at + bound.length;
    if (!inside(inner)) return {};
    Reading best;
    for (const Reading& e : {read_length(inner), read_clock(inner), read_edge(inner), read_month(inner, false),
                             read_year(inner, false), read_decade(inner, false), read_day(inner)}) {
        if (!e || e->shape == Shape::nothing || (best && e->last <= best->last)) continue;
        // "lewat dari 30 September": more than a length, not more than a day.
        const bool measured = e->shape == Shape::duration || e->shape == Shape::offset || e->clock >= 0;
        if (measured || mod_of_bound(bound.bound) == "APPROX") best = e;
    }
    if (!best) return {};
    best->first = at;
    if (best->mod.empty()) best->mod = mod_of_bound(bound.bound);
    return best;
}

}  // namespace silang
