// Places times in the calendar. What a page leaves out is taken, in this order, from the expression itself, the date
// beside it ("18 dan 19 Juni 2023"), the day of publication, the dates named before ("dua hari kemudian"); and is left
// open (X) where none of them tells.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "silang/mention/times_resolver.h"

namespace silang {
namespace {

using std::chrono::days;

// A date without a year is of this year unless that of another one is much nearer; and a date of the next year is
// seldom written without its year, unless the clause looks ahead: news of December speaks of "17 Maret" as past.
constexpr int kOtherYearPenaltyDays = 60;
constexpr int kNextYearPenaltyDays = 250;
// A weekday chooses between years only as far as news looks back and ahead; behind that it is a slip of the pen.
constexpr int kWeekdayReachDays = 300;
// Dates beside each other share what only one of them says: "Januari dan Februari 2024".
constexpr uint32_t kSharedGapTokens = 2;
constexpr uint32_t kMonthBesideTokens = 3;
constexpr int kFriday = 5;
// "panen raya pada Maret", written in February: news of the March before it says the year.
constexpr int kNextMonths = 2;
constexpr int kFarQuarters = 2;  // the next quarter is spoken of as often as the last one of its name

}  // namespace

int Resolver::outer_year(const TimeExpression& e) const {
    if (e.outer_unit != TimeUnit::year) return 0;
    if (e.outer == Direction::same) {
        const auto base = anchor(TimeUnit::year);
        return base ? year_of(base->first) : 0;
    }
    if (!reference_.day) return 0;
    const int year = year_of(*reference_.day);
    return e.outer == Direction::past ? year - 1 : e.outer == Direction::next ? year + 1 : year;
}

int Resolver::stated_year(size_t index) const {
    const TimeExpression& e = expressions_[index];
    if (e.year != 0) return e.year;
    if (const int year = outer_year(e); year != 0) return year;
    if (e.to_year != 0) return e.to_month < e.month ? e.to_year - 1 : e.to_year;
    if (e.direction != Direction::none || e.weekday != 0) return 0;
    // Forward over a list: "Januari, Februari, dan Maret 2024".
    for (size_t i = index; i + 1 < expressions_.size() && i < index + kNearbyExpressions; ++i) {
        const TimeExpression& next = expressions_[i + 1];
        if (next.sentence != e.sentence || next.first - expressions_[i].last > kSharedGapTokens) return 0;
        if (next.shape != Shape::day && next.shape != Shape::month && next.shape != Shape::quarter) return 0;
        if (next.weekday != 0) return 0;
        if (next.year != 0) return e.month > next.month && e.month != 0 && next.month != 0 ? next.year - 1 : next.year;
        if (const int year = outer_year(next); year != 0) return year;
    }
    return 0;
}

// The year of a date that says none.
int Resolver::choose_year(const TimeExpression& e, int month, int day) const {
    if (!reference_.day) return 0;
    const Day reference = *reference_.day;
    const int this_year = year_of(reference);
    const auto on = [&](int year) { return make_day(year, month, day); };
    if (e.direction == Direction::past) {
        const auto now = on(this_year);
        return now && *now <= reference ? this_year : this_year - 1;
    }
    if (e.direction == Direction::next) {
        const auto now = on(this_year);
        return now && *now >= reference ? this_year : this_year + 1;
    }
    if (e.direction == Direction::present) return this_year;
    int best = this_year;
    int best_cost = 1 << 20;
    for (int year = this_year - 1; year <= this_year + 1; ++year) {
        const auto candidate = on(year);
        if (!candidate) continue;
        const int distance = static_cast<int>((*candidate - reference).count());
        int cost = std::abs(distance);
        if (year != this_year) cost += year > this_year && !e.future ? kNextYearPenaltyDays : kOtherYearPenaltyDays;
        if (e.past && distance > 0) cost += 10000;
        if (e.future && distance < -30) cost += 2 * kOtherYearPenaltyDays;
        if (e.weekday != 0) {
            cost = std::abs(distance);
            if (iso_weekday(*candidate) != e.weekday || cost > kWeekdayReachDays) cost += 10000;
        }
        if (cost < best_cost) {
            best_cost = cost;
            best = year;
        }
    }
    return best;
}

static size_t fineness(DayRange range) {
    const int length = range.days();
    return length <= 3 ? 0 : length <= 7 ? 1 : length <= 31 ? 2 : length <= 184 ? 3 : 4;
}

std::optional<DayRange> Resolver::anchor_of(const Anchors& anchors, TimeUnit unit) {
    const size_t finest = unit <= TimeUnit::day         ? 0
                          : unit == TimeUnit::week      ? 1
                          : unit == TimeUnit::month     ? 2
                          : unit <= TimeUnit::half_year ? 3
                                                        : 4;
    std::optional<DayRange> found;
    size_t at = 0;
    for (size_t i = 0; i <= finest; ++i) {
        if (anchors.range[i] && (!found || anchors.at[i] > at)) {
            found = anchors.range[i];
            at = anchors.at[i];
        }
    }
    return found;
}

// "diteken Selasa (17/6/2025), tiga tahun setelah ... pada 16 Juni 2022": the next sentence goes on from the news, not
// from the background told in the same breath.
void Resolver::keep_anchor(Anchors& anchors, size_t index, DayRange range) const {
    const size_t fine = fineness(range);
    const bool same_sentence =
        anchors.range[fine] && expressions_[anchors.at[fine]].sentence == expressions_[index].sentence;
    if (same_sentence && near_reference(*anchors.range[fine]) && !near_reference(range)) return;
    anchors.range[fine] = range;
    anchors.at[fine] = index;
}

// "Kamis itu": the last day of that name that was told of.
std::optional<Day> Resolver::weekday_before(size_t index, int weekday) const {
    for (size_t k = 1; k <= index; ++k) {
        const std::optional<Day>& day = days_[index - k];
        if (day && iso_weekday(*day) == weekday && near_reference({*day, *day})) return day;
    }
    return std::nullopt;
}

void Resolver::check_weekday(Time& time, int weekday, Day day) const {
    if (weekday == 0 || weekday == iso_weekday(day)) return;
    time.issues.push_back(TimeIssue::weekday_mismatch);
    time.expected = std::to_string(iso_weekday(day));
}

void Resolver::impossible(Time& time, int year, int month) const {
    time.issues.push_back(TimeIssue::impossible_date);
    // The last day that month has, in a year without 29 February when the year is not known.
    for (int day = 31; day > 27; --day) {
        if (const auto last = make_day(year == 0 ? 2023 : year, month, day)) {
            time.expected = year == 0 ? fmt::format("XXXX-{:02}-{:02}", month, day) : iso_date(*last);
            return;
        }
    }
}

// Adds the part of the day or the clock time to a day's value.
void Resolver::add_hour(Time& time, const TimeExpression& e) {
    if (e.clock >= 0) {
        time.type = TimeType::time;
        const std::string day = time.value;
        time.value = day + clock_value(e, e.clock);
        if (e.to_clock >= 0) time.value += "/" + day + clock_value(e, e.to_clock);
    } else if (!e.part.empty()) {
        time.type = TimeType::time;
        time.value += "T";
        time.value += e.part;
        if (time.mod.empty()) time.mod = e.part_mod;
    }
}

void Resolver::finish_day(size_t index, Day day) {
    times_[index].value = iso_date(day);
    days_[index] = day;
    add_hour(times_[index], expressions_[index]);
}

void Resolver::place_day(size_t index) {
    const TimeExpression& e = expressions_[index];
    Time& time = times_[index];
    int year = stated_year(index);
    if (year == 0) year = choose_year(e, e.month, e.day);
    const auto spelled = [](int y, int m, int d) {
        return y == 0 ? fmt::format("XXXX-{:02}-{:02}", m, d) : fmt::format("{:04}-{:02}-{:02}", y, m, d);
    };
    const auto first = make_day(year == 0 ? 2024 : year, e.month, e.day);
    time.value = spelled(year, e.month, e.day);
    if (!first)
        impossible(time, year, e.month);
    else if (year != 0)
        check_weekday(time, e.weekday, *first);
    if (e.to_day == 0) {
        if (first && year != 0)
            finish_day(index, *first);
        else
            add_hour(time, e);
        return;
    }
    const int to_year = e.to_year != 0 ? e.to_year : year == 0 ? 0 : e.to_month < e.month ? year + 1 : year;
    const auto last = make_day(to_year == 0 ? 2024 : to_year, e.to_month, e.to_day);
    time.value += "/" + spelled(to_year, e.to_month, e.to_day);
    if (!last && time.issues.empty())
        impossible(time, to_year, e.to_month);
    else if (last && to_year != 0 && time.issues.empty())
        check_weekday(time, e.to_weekday, *last);
}

void Resolver::place_weekday(size_t index) {
    const TimeExpression& e = expressions_[index];
    Time& time = times_[index];
    if (!reference_.day || !reference_.exact) {
        time.value = fmt::format("XXXX-WXX-{}", e.weekday);
        add_hour(time, e);
        return;
    }
    const Day today = *reference_.day;
    const int ahead = (e.weekday - iso_weekday(today) + 7) % 7;  // 0: today
    const Day monday = today - days(iso_weekday(today) - 1);
    Day day = ahead == 0 ? today : today + days(ahead - 7);
    if (e.outer_unit == TimeUnit::week) {
        const int weeks = e.outer == Direction::past ? -1 : e.outer == Direction::next ? 1 : 0;
        day = monday + days(7 * weeks + e.weekday - 1);
    } else if (e.direction == Direction::past) {
        day = today - days(ahead == 0 ? 7 : 7 - ahead);
    } else if (e.direction == Direction::next) {
        day = today + days(ahead == 0 ? 7 : ahead);
    } else if (e.direction == Direction::present) {
        day = monday + days(e.weekday - 1);
    } else if (e.direction == Direction::that) {
        const auto base = told_anchor(TimeUnit::week);
        if (const auto told = weekday_before(index, e.weekday))
            day = *told;
        else if (base)
            day = base->last - days((iso_weekday(base->last) - e.weekday + 7) % 7);
    } else if (e.future) {
        day = today + days(ahead);
    }
    finish_day(index, day);
}

void Resolver::place_month(size_t index) {
    const TimeExpression& e = expressions_[index];
    Time& time = times_[index];
    int year = stated_year(index);
    if (year == 0 && reference_.day) {
        const int now = month_of(*reference_.day);
        year = year_of(*reference_.day);
        if (e.direction == Direction::past)
            year -= e.month >= now;
        else if (e.direction == Direction::next)
            year += e.month <= now;
        else if (e.direction == Direction::that) {
            if (const auto base = anchor(TimeUnit::year)) year = year_of(base->first);
        } else if (e.direction == Direction::none) {
            const int ahead = e.month - now;
            if (e.future)
                year += ahead < 0;
            else if (ahead > kNextMonths || e.told_past || e.past)
                year -= ahead > 0;
        }
    }
    const auto spelled = [](int y, int m) { return y == 0 ? fmt::format("XXXX-{:02}", m) : iso_month(y, m); };
    time.value = spelled(year, e.month);
    if (e.to_month == 0) return;
    const int to_year = e.to_year != 0 ? e.to_year : year == 0 ? 0 : e.to_month < e.month ? year + 1 : year;
    time.value += "/" + spelled(to_year, e.to_month);
}

void Resolver::place(size_t index) {
    const TimeExpression& e = expressions_[index];
    Time& time = times_[index];
    const std::vector<Token>& tokens = article_.tokens.tokens;
    time.span = {tokens[e.first].span.begin, tokens[e.last - 1].span.end};
    time.type = TimeType::date;
    time.mod = e.mod;
    time.since_event = e.since_event;
    const std::optional<Day> today = reference_.exact ? reference_.day : std::nullopt;
    const auto year_or_x = [](int year, std::string rest) {
        return year == 0 ? "XXXX-" + rest : fmt::format("{:04}-{}", year, rest);
    };
    switch (e.shape) {
        case Shape::day:
            place_day(index);
            break;
        case Shape::day_of_month: {
            std::optional<Day> day;
            if (reference_.day) {
                const int step = e.outer_unit == TimeUnit::month ? (e.outer == Direction::past   ? -1
                                                                    : e.outer == Direction::next ? 1
                                                                                                 : 0)
                                 : e.direction == Direction::past && e.day >= day_of(*reference_.day)              ? -1
                                 : (e.direction == Direction::next || e.future) && e.day < day_of(*reference_.day) ? 1
                                                                                                                   : 0;
                const int month = year_of(*reference_.day) * 12 + month_of(*reference_.day) - 1 + step;
                day = make_day(month / 12, month % 12 + 1, e.day);
            }
            // "pada awal Agustus, tepatnya tanggal 4"
            const bool beside = index > 0 && expressions_[index - 1].sentence == e.sentence &&
                                expressions_[index - 1].shape == Shape::month &&
                                e.first - expressions_[index - 1].last <= kMonthBesideTokens;
            if (beside && e.direction == Direction::none && e.outer == Direction::none) {
                if (const auto month = day_range(times_[index - 1].value))
                    day = make_day(year_of(month->first), month_of(month->first), e.day);
            }
            if (day)
                finish_day(index, *day);
            else
                time.value = fmt::format("XXXX-XX-{:02}", e.day);
            break;
        }
        case Shape::weekday:
            place_weekday(index);
            break;
        case Shape::month:
            place_month(index);
            break;
        case Shape::year:
            time.value = fmt::format("{:04}", e.year);
            if (e.to_year != 0) time.value += fmt::format("/{:04}", e.to_year);
            break;
        case Shape::decade:
            time.value = fmt::format("{:03}X", e.year / 10);
            if (e.to_year != 0) time.value += fmt::format("/{:03}X", e.to_year / 10);
            break;
        case Shape::century:
            time.value = fmt::format("{:02}XX", e.year / 100);
            break;
        case Shape::quarter:
        case Shape::half_year: {
            int year = stated_year(index);
            if (year == 0 && reference_.day) {
                year = year_of(*reference_.day);
                // "the third quarter" in January: the last one, unless the clause looks ahead.
                const int ahead = e.ordinal - ((month_of(*reference_.day) - 1) / 3 + 1);
                if (e.shape == Shape::quarter && ahead >= kFarQuarters && !e.future) --year;
            }
            time.value = year_or_x(year, fmt::format("{}{}", e.shape == Shape::quarter ? 'Q' : 'H', e.ordinal));
            break;
        }
        case Shape::week_of_month:
            place_month(index);
            time.mod = e.ordinal == 1 ? "START" : e.ordinal >= 4 ? "END" : "MID";
            break;
        case Shape::unit:
            place_unit(index);
            break;
        case Shape::offset:
            place_offset(index);
            break;
        case Shape::duration:
            time.type = TimeType::duration;
            if (e.several)
                time.value = open_duration(e.unit);
            else
                time.value = duration_value(e.count, e.unit, e.smaller_count, e.smaller_unit);
            if (e.smallest_count != 0) time.value += smallest_part(e);
            if (e.to_count != 0) time.value += "/" + duration_value(e.to_count, e.unit, 0, e.unit);
            break;
        case Shape::set:
            time.type = TimeType::set;
            place_set(index);
            break;
        case Shape::day_offset:
            if (today) {
                finish_day(index, *today + days(e.ordinal));
            } else {
                time.value = e.ordinal < 0 ? "PAST_REF" : e.ordinal > 0 ? "FUTURE_REF" : "PRESENT_REF";
            }
            break;
        case Shape::event_offset:
            if (const auto base = e.ordinal <= 0 ? told_anchor(TimeUnit::day) : anchor(TimeUnit::day))
                finish_day(index, base->last + days(e.ordinal));
            else if (today && !e.part.empty())
                finish_day(index, *today + days(e.ordinal));
            else
                time.value = "PAST_REF";
            break;
        case Shape::weekend:
            if (!today) {
                time.value = "XXXX-WXX-WE";
                break;
            }
            // The weekend of a week that has not come to it: the last one, unless the clause looks ahead.
            time.value = iso_week(*today + days(7 * (e.ordinal - (e.direction == Direction::that && !e.future &&
                                                                  iso_weekday(*today) < kFriday)))) +
                         "-WE";
            break;
        case Shape::reference:
            time.value = e.reference;
            break;
        case Shape::nothing:
        case Shape::clock:
            break;
    }
    // The day that a credit names is the page's, not an event's: nothing is counted from it.
    if (time.type == TimeType::duration || time.type == TimeType::set || e.spoken) return;
    if (const auto range = day_range(time.value)) {
        keep_anchor(anchors_, index, *range);
        // Nor does it go on from what is still to come.
        const bool aside = e.past || e.direction == Direction::before ||
                           (e.shape == Shape::event_offset && e.ordinal < 0) ||
                           (reference_.exact && range->first > *reference_.day);
        if (!aside) keep_anchor(told_anchors_, index, *range);
    }
}

std::vector<Time> resolve_times(const Article& article, const std::vector<TimeExpression>& expressions) {
    return Resolver(article, expressions).run();
}

}  // namespace silang
