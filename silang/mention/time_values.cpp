#include "silang/mention/time_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace silang {

using std::chrono::days;

namespace {

// Month `month` (1 is January of `year`, 0 is December before it), clamped to the calendar.
std::string month_value(int year, int month) {
    const int index = std::clamp(year * 12 + month - 1, 12, 9999 * 12 + 11);
    return iso_month(index / 12, index % 12 + 1);
}

std::string trimmed_number(double value) {
    if (value == std::floor(value)) return fmt::format("{:.0f}", value);
    return fmt::format("{:.4g}", value);
}

std::string_view unit_letter(TimeUnit unit) {
    switch (unit) {
        case TimeUnit::second:
            return "S";
        case TimeUnit::minute:
        case TimeUnit::month:
            return "M";
        case TimeUnit::hour:
            return "H";
        case TimeUnit::day:
            return "D";
        case TimeUnit::week:
            return "W";
        case TimeUnit::quarter:
            return "Q";
        case TimeUnit::half_year:
            return "H";
        case TimeUnit::year:
            return "Y";
        case TimeUnit::decade:
            return "DE";
        case TimeUnit::century:
            return "CE";
    }
    return "D";
}

}  // namespace

std::string iso_week(Day day) {
    // The week is of the year that its Thursday is in.
    const Day thursday = day + days(4 - iso_weekday(day));
    const int year = year_of(thursday);
    const int week = static_cast<int>((thursday - *make_day(year, 1, 1)).count()) / 7 + 1;
    return fmt::format("{:04}-W{:02}", year, week);
}

std::string duration_value(double count, TimeUnit unit, double smaller_count, TimeUnit smaller) {
    if (unit == TimeUnit::quarter) return duration_value(count * 3, TimeUnit::month, smaller_count, smaller);
    if (unit == TimeUnit::half_year) return duration_value(count * 6, TimeUnit::month, smaller_count, smaller);
    if (unit == TimeUnit::decade) return duration_value(count * 10, TimeUnit::year, smaller_count, smaller);
    if (unit == TimeUnit::century) return duration_value(count * 100, TimeUnit::year, smaller_count, smaller);
    const double whole = std::floor(count);
    if (count != whole && smaller_count == 0) {
        static constexpr struct {
            TimeUnit unit, part;
            double parts;
        } kParts[] = {
            {TimeUnit::year, TimeUnit::month, 12},
            {TimeUnit::day, TimeUnit::hour, 24},
            {TimeUnit::hour, TimeUnit::minute, 60},
            {TimeUnit::minute, TimeUnit::second, 60},
        };
        for (const auto& [from, part, parts] : kParts) {
            const double rest = std::round((count - whole) * parts * 1000) / 1000;
            if (from == unit && rest == std::floor(rest)) return duration_value(whole, unit, rest, part);
        }
    }
    const auto clock = [](TimeUnit of) { return of < TimeUnit::day; };
    std::string value = "P";
    if (count != 0 || smaller_count == 0) {
        if (clock(unit)) value += 'T';
        value += trimmed_number(count);
        value += unit_letter(unit);
    }
    if (smaller_count != 0) {
        if (clock(smaller) && value.find('T') == std::string::npos) value += 'T';
        value += trimmed_number(smaller_count);
        value += unit_letter(smaller);
    }
    return value;
}

std::string smallest_part(const TimeExpression& e) {
    std::string part;
    if (e.smallest_unit < TimeUnit::day && e.smaller_unit >= TimeUnit::day) part += 'T';
    part += trimmed_number(e.smallest_count);
    part += unit_letter(e.smallest_unit);
    return part;
}

std::string open_duration(TimeUnit unit) {
    return fmt::format("P{}X{}", unit < TimeUnit::day ? "T" : "", unit_letter(unit));
}

std::string unit_value(TimeUnit unit, Day day, int steps) {
    const int year = year_of(day);
    switch (unit) {
        case TimeUnit::week:
            return iso_week(day + days(7 * steps));
        case TimeUnit::month:
            return month_value(year, month_of(day) + steps);
        case TimeUnit::quarter: {
            const int quarter = year * 4 + (month_of(day) - 1) / 3 + steps;
            return fmt::format("{:04}-Q{}", quarter / 4, quarter % 4 + 1);
        }
        case TimeUnit::half_year: {
            const int half = year * 2 + (month_of(day) - 1) / 6 + steps;
            return fmt::format("{:04}-H{}", half / 2, half % 2 + 1);
        }
        case TimeUnit::year:
            return fmt::format("{:04}", std::clamp(year + steps, 1, 9999));
        case TimeUnit::decade:
            return fmt::format("{:03}X", std::clamp(year / 10 + steps, 0, 999));
        case TimeUnit::century:
            return fmt::format("{:02}XX", std::clamp(year / 100 + steps, 0, 99));
        default:
            return iso_date(day + days(steps));
    }
}

std::string clock_value(const TimeExpression& e, int clock) {
    std::string value = fmt::format("T{:02}:{:02}", clock / 60, clock % 60);
    if (e.utc_offset) {
        const int offset = std::abs(*e.utc_offset);
        value += fmt::format("{}{:02}:{:02}", *e.utc_offset < 0 ? '-' : '+', offset / 60, offset % 60);
    }
    return value;
}

std::string shifted_value(const TimeExpression& e, double count, int sign, Day from, const Reference& reference) {
    const double steps = sign * count;
    const bool whole = count == std::floor(count);
    switch (e.unit) {
        case TimeUnit::second:
        case TimeUnit::minute:
        case TimeUnit::hour: {
            const double minutes = steps * (e.unit == TimeUnit::hour     ? 60
                                            : e.unit == TimeUnit::minute ? 1
                                                                         : 1.0 / 60) +
                                   sign * (e.smaller_unit == TimeUnit::minute ? e.smaller_count : 0);
            if (!reference.exact || !reference.minute || from != *reference.day)
                return iso_date(from + days(static_cast<int>(minutes / 1440)));
            const int total = *reference.minute + static_cast<int>(std::floor(minutes));
            const int day_shift = total >= 0 ? total / 1440 : -((1439 - total) / 1440);
            const Moment moment{from + days(day_shift), total - day_shift * 1440, reference.utc_offset};
            return moment.value();
        }
        case TimeUnit::day:
            return iso_date(from + days(static_cast<int>(std::lround(steps))));
        case TimeUnit::week:
            if (!whole) return iso_date(from + days(static_cast<int>(std::lround(steps * 7))));
            return iso_week(from + days(static_cast<int>(steps * 7)));
        case TimeUnit::quarter:
        case TimeUnit::half_year:
        case TimeUnit::month: {
            const int months = e.unit == TimeUnit::quarter ? 3 : e.unit == TimeUnit::half_year ? 6 : 1;
            return month_value(year_of(from), month_of(from) + static_cast<int>(std::lround(steps * months)));
        }
        default: {
            const double years = steps * (e.unit == TimeUnit::decade ? 10 : e.unit == TimeUnit::century ? 100 : 1);
            const bool months_too =
                years != std::floor(years) || (e.smaller_count != 0 && e.smaller_unit == TimeUnit::month);
            const double months = years * 12 + (months_too ? sign * e.smaller_count : 0);
            if (months_too) return month_value(year_of(from), month_of(from) + static_cast<int>(std::lround(months)));
            return fmt::format("{:04}", std::clamp(year_of(from) + static_cast<int>(years), 1, 9999));
        }
    }
}

}  // namespace silang
