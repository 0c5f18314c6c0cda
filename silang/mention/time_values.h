// The values of TIMEX3, made of numbers: no word of a page is looked at here.
#pragma once

#include <optional>
#include <string>

#include "silang/base/calendar.h"
#include "silang/mention/time_expression.h"

namespace silang {

// The day a page speaks from. Not exact: guessed from the page's own dates, good enough for years and months.
struct Reference {
    std::optional<Day> day;
    bool exact = false;
    std::optional<int> minute;
    std::optional<int> utc_offset;
};

Reference find_reference(const Article& article, const std::vector<TimeExpression>& expressions);

std::string iso_week(Day day);  // "2024-W25"
// "P2Y6M": a half of a year is six months, of an hour thirty minutes; quarters, decades and centuries in smaller units.
std::string duration_value(double count, TimeUnit unit, double smaller_count, TimeUnit smaller);
std::string smallest_part(const TimeExpression& e);  // what the third count adds: "36S"
std::string open_duration(TimeUnit unit);            // "PXY"
// The week, month, year, ... `steps` away from the one that `day` is in.
std::string unit_value(TimeUnit unit, Day day, int steps);
std::string clock_value(const TimeExpression& e, int clock);  // "T14:30+07:00"
// `count` of the expression's units from a day, forward (sign 1) or back (-1), as finely as the unit says.
std::string shifted_value(const TimeExpression& e, double count, int sign, Day from, const Reference& reference);

}  // namespace silang
