// Times that are counted from another: units ("pekan lalu"), lengths back and forth ("dua hari kemudian"), repeated
// times, and the day of a clock time.
#include <fmt/format.h>

#include <algorithm>

#include "silang/mention/times_resolver.h"

namespace silang {
namespace {

constexpr uint32_t kAppositionTokens = 2;  // a comma, and a preposition behind it
constexpr uint32_t kNearbySentences = 6;

}  // namespace

void Resolver::place_unit(size_t index) {
    const TimeExpression& e = expressions_[index];
    Time& time = times_[index];
    const bool from_event = e.direction == Direction::that || e.direction == Direction::same ||
                            e.direction == Direction::before || e.direction == Direction::after;
    std::optional<Day> base = reference_.day;
    if (!from_event && !reference_.exact && e.unit == TimeUnit::week) base.reset();
    if (from_event) {
        const bool after = e.direction == Direction::after;
        if (const auto event = after ? anchor(e.unit) : told_anchor(e.unit)) base = event->first;
    }
    if (!base) {
        time.value = e.direction == Direction::next || e.direction == Direction::after ? "FUTURE_REF"
                     : e.direction == Direction::present                               ? "PRESENT_REF"
                                                                                       : "PAST_REF";
        return;
    }
    const int steps = e.direction == Direction::past || e.direction == Direction::before  ? -1
                      : e.direction == Direction::next || e.direction == Direction::after ? 1
                                                                                          : 0;
    time.value = unit_value(e.unit, *base, steps);
}

void Resolver::place_offset(size_t index) {
    const TimeExpression& e = expressions_[index];
    Time& time = times_[index];
    const bool back = e.direction == Direction::past || e.direction == Direction::before;
    const bool from_event = e.direction == Direction::before || e.direction == Direction::after;
    if (e.several) {
        time.value = back ? "PAST_REF" : e.direction == Direction::after ? "PAST_REF" : "FUTURE_REF";
        return;
    }
    std::optional<Day> base = reference_.day;
    if (!from_event && !reference_.exact && e.unit < TimeUnit::month) base.reset();
    if (from_event) {
        base.reset();
        if (const auto event = back ? told_anchor(e.unit) : anchor(e.unit)) base = back ? event->first : event->last;
        if (!base) {
            // Counted from something that no date was given for.
            time.type = TimeType::duration;
            time.value = duration_value(e.count, e.unit, e.smaller_count, e.smaller_unit);
            time.since_event = true;
            return;
        }
    }
    if (!base) {
        time.value = back ? "PAST_REF" : "FUTURE_REF";
        return;
    }
    // Beyond the years a calendar has: nothing to place.
    constexpr double kMaxDays[] = {1.0 / 86400, 1.0 / 1440, 1.0 / 24, 1, 7, 31, 92, 184, 366, 3660, 36600};
    if (std::max(e.count, e.to_count) * kMaxDays[static_cast<size_t>(e.unit)] > 1900 * 366) {
        time.value = back ? "PAST_REF" : "FUTURE_REF";
        return;
    }
    if (e.unit <= TimeUnit::hour) time.type = TimeType::time;
    const int sign = back ? -1 : 1;
    time.value = shifted_value(e, e.count, sign, *base, reference_);
    if (e.to_count == 0) return;
    const std::string other = shifted_value(e, e.to_count, sign, *base, reference_);
    time.value = back ? other + "/" + time.value : time.value + "/" + other;
}

void Resolver::place_set(size_t index) {
    const TimeExpression& e = expressions_[index];
    Time& time = times_[index];
    if (e.weekday != 0)
        time.value = fmt::format("XXXX-WXX-{}", e.weekday);
    else if (e.day != 0)
        time.value = fmt::format("XXXX-{:02}-{:02}", e.month, e.day);
    else if (e.month != 0)
        time.value = fmt::format("XXXX-{:02}", e.month);
    else if (e.ordinal != 0)
        time.value = "XXXX-WXX-WE";
    else if (e.count != 0)
        time.value = duration_value(e.count, e.unit, 0, e.unit);
    else if (e.clock >= 0)
        time.value = clock_value(e, e.clock);
    else
        time.value = "XXXX-XX-XX";
    if (!e.part.empty()) time.value += fmt::format("T{}", e.part);
}

// "Sehari sebelumnya, Selasa (4/3), ...": the date behind the comma says which day it was.
void Resolver::take_apposition(size_t index) {
    const TimeExpression& e = expressions_[index];
    const TimeExpression& date = expressions_[index + 1];
    const bool from_event = e.shape == Shape::event_offset ||
                            (e.shape == Shape::offset && (e.unit == TimeUnit::day || e.unit == TimeUnit::week) &&
                             (e.direction == Direction::before || e.direction == Direction::after));
    if (!from_event || date.shape != Shape::day || !days_[index + 1]) return;
    if (date.sentence != e.sentence || date.first - e.last > kAppositionTokens) return;
    if (mark_at(article_.tokens, e.last) != ',') return;
    Time& time = times_[index];
    time.type = TimeType::date;
    time.since_event = false;
    finish_day(index, *days_[index + 1]);
}

// A clock time is of the nearest day its sentence names, else of the last day of the news named shortly before (but not
// of one somebody spoke on), else of publication.
void Resolver::place_clock(size_t index) {
    const TimeExpression& e = expressions_[index];
    Time& time = times_[index];
    const std::vector<Token>& tokens = article_.tokens.tokens;
    time.span = {tokens[e.first].span.begin, tokens[e.last - 1].span.end};
    time.mod = e.mod;
    std::optional<Day> day;
    uint32_t distance = 0;
    const auto line_of = [&](const TimeExpression& other) { return tokens[other.first].line; };
    for (size_t k = 1; k <= kNearbyExpressions && k <= index; ++k) {
        const TimeExpression& other = expressions_[index - k];
        if (other.sentence + kNearbySentences < e.sentence) break;
        if (!days_[index - k]) continue;
        if (line_of(other) != line_of(e) && (other.spoken || !near_reference({*days_[index - k], *days_[index - k]}))) {
            continue;
        }
        day = days_[index - k];
        distance = other.sentence == e.sentence ? e.first - other.last : ~0u;
        break;
    }
    for (size_t k = 1; k <= kNearbyExpressions && index + k < expressions_.size(); ++k) {
        const TimeExpression& other = expressions_[index + k];
        if (other.sentence != e.sentence) break;
        // "at 7:20 a.m. (2220 GMT Friday) on Saturday": that day is its own clock's.
        if (!days_[index + k] || other.clock >= 0) continue;
        if (!day || other.first - e.last < distance) day = days_[index + k];
        break;
    }
    if (!day && reference_.exact) day = reference_.day;
    time.value = day ? iso_date(*day) : "XXXX-XX-XX";
    add_hour(time, e);
}

// "Satu jam kemudian" behind a clock time: that much later by the clock.
void Resolver::place_hours_from_clock(size_t index) {
    const TimeExpression& e = expressions_[index];
    const bool back = e.direction == Direction::before;
    if (e.unit > TimeUnit::hour || e.several || (!back && e.direction != Direction::after) || e.to_count != 0) return;
    for (size_t k = 1; k <= kNearbyExpressions && k <= index; ++k) {
        const TimeExpression& other = expressions_[index - k];
        if (other.sentence + kNearbySentences < e.sentence) return;
        if (other.clock < 0) continue;
        const auto moment = parse_moment(times_[index - k].value);
        if (!moment) return;
        Reference from;
        from.day = moment->day;
        from.minute = moment->minute;
        from.utc_offset = moment->utc_offset;
        from.exact = true;
        times_[index].type = TimeType::time;
        times_[index].since_event = false;
        times_[index].value = shifted_value(e, e.count, back ? -1 : 1, moment->day, from);
        return;
    }
}

}  // namespace silang
