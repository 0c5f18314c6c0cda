#include "silang/base/calendar.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace silang {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

// Exactly `width` digits at `at`, as a number.
std::optional<int> digits(std::string_view text, size_t at, size_t width) {
    if (at + width > text.size()) return std::nullopt;
    int value = 0;
    for (size_t i = at; i < at + width; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

std::optional<DayRange> months_range(int year, int first_month, int last_month) {
    const auto first = make_day(year, first_month, 1);
    const auto next = last_month == 12 ? make_day(year + 1, 1, 1) : make_day(year, last_month + 1, 1);
    if (!first || !next) return std::nullopt;
    return DayRange{*first, *next - days(1)};
}

// "195X" is ten years, "19XX" a hundred.
std::optional<DayRange> years_range(std::string_view value) {
    if (value.size() != 4) return std::nullopt;
    size_t open = 0;
    while (open < 4 && value[3 - open] == 'X') ++open;
    const auto head = digits(value, 0, 4 - open);
    if (open == 0 || open > 2 || !head) return std::nullopt;
    const int width = open == 1 ? 10 : 100;
    const auto first = make_day(*head * width, 1, 1);
    const auto last = make_day(*head * width + width - 1, 12, 31);
    if (!first || !last) return std::nullopt;
    return DayRange{*first, *last};
}

std::optional<DayRange> week_range(int year, int week) {
    // ISO 8601: week 1 is the one with 4 January in it, weeks begin on Monday.
    const auto fourth = make_day(year, 1, 4);
    if (!fourth || week < 1 || week > 53) return std::nullopt;
    const Day monday = *fourth - days(iso_weekday(*fourth) - 1) + days(7 * (week - 1));
    return DayRange{monday, monday + days(6)};
}

}  // namespace

std::optional<Day> make_day(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return Day(date);
}

int iso_weekday(Day day) {
    return static_cast<int>(std::chrono::weekday(day).iso_encoding());
}
int year_of(Day day) {
    return static_cast<int>(year_month_day(day).year());
}
int month_of(Day day) {
    return static_cast<int>(static_cast<unsigned>(year_month_day(day).month()));
}
int day_of(Day day) {
    return static_cast<int>(static_cast<unsigned>(year_month_day(day).day()));
}

std::string iso_date(Day day) {
    return fmt::format("{:04}-{:02}-{:02}", year_of(day), month_of(day), day_of(day));
}
std::string iso_month(int year, int month) {
    return fmt::format("{:04}-{:02}", year, month);
}

std::string Moment::value() const {
    std::string text = iso_date(day);
    if (!minute) return text;
    text += fmt::format("T{:02}:{:02}", *minute / 60, *minute % 60);
    if (utc_offset) {
        const int offset = *utc_offset < 0 ? -*utc_offset : *utc_offset;
        text += fmt::format("{}{:02}:{:02}", *utc_offset < 0 ? '-' : '+', offset / 60, offset % 60);
    }
    return text;
}

int64_t Moment::order() const {
    return day.time_since_epoch().count() * int64_t{1440} + minute.value_or(0) - utc_offset.value_or(0);
}

std::optional<Moment> parse_moment(std::string_view value) {
    const auto year = digits(value, 0, 4);
    const auto month = digits(value, 5, 2);
    const auto day_number = digits(value, 8, 2);
    if (!year || !month || !day_number || value[4] != '-' || value[7] != '-') return std::nullopt;
    const auto day = make_day(*year, *month, *day_number);
    if (!day) return std::nullopt;
    Moment moment{*day, std::nullopt, std::nullopt};
    if (value.size() == 10) return moment;
    const auto hour = digits(value, 11, 2);
    const auto minute = digits(value, 14, 2);
    if (value[10] != 'T' || !hour || !minute || value[13] != ':' || *hour > 24 || *minute > 59) return std::nullopt;
    moment.minute = *hour * 60 + *minute;
    std::string_view zone = value.substr(16);
    if (zone.empty()) return moment;
    if (zone == "Z") {
        moment.utc_offset = 0;
        return moment;
    }
    const auto zone_hour = digits(zone, 1, 2);
    const auto zone_minute = digits(zone, 4, 2);
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':' || !zone_hour || !zone_minute) {
        return std::nullopt;
    }
    moment.utc_offset = (zone[0] == '-' ? -1 : 1) * (*zone_hour * 60 + *zone_minute);
    return moment;
}

std::optional<DayRange> day_range(std::string_view value) {
    if (const size_t slash = value.find('/'); slash != std::string_view::npos) {
        const auto first = day_range(value.substr(0, slash));
        const auto last = day_range(value.substr(slash + 1));
        if (!first || !last || last->last < first->first) return std::nullopt;
        return DayRange{first->first, last->last};
    }
    if (const auto years = years_range(value)) return years;
    const auto year = digits(value, 0, 4);
    if (!year) return std::nullopt;
    if (value.size() == 4) return months_range(*year, 1, 12);
    if (value[4] != '-' || value.size() < 7) return std::nullopt;
    if (value[5] == 'W') {
        const auto week = digits(value, 6, 2);
        // "-WE" is the week's end in TIMEX3, "-3" its third day.
        return week ? week_range(*year, *week) : std::nullopt;
    }
    if (value[5] == 'Q' && value[6] >= '1' && value[6] <= '4') {
        const int quarter = value[6] - '0';
        return months_range(*year, quarter * 3 - 2, quarter * 3);
    }
    if (value[5] == 'H' && (value[6] == '1' || value[6] == '2')) {
        return value[6] == '1' ? months_range(*year, 1, 6) : months_range(*year, 7, 12);
    }
    const auto month = digits(value, 5, 2);
    if (!month) return std::nullopt;
    if (value.size() == 7) return months_range(*year, *month, *month);
    const auto day_number = digits(value, 8, 2);
    if (value[7] != '-' || !day_number) return std::nullopt;
    const auto day = make_day(*year, *month, *day_number);
    if (!day || (value.size() > 10 && value[10] != 'T')) return std::nullopt;
    return DayRange{*day, *day};
}

std::optional<double> duration_days(std::string_view value) {
    if (value.size() < 3 || value[0] != 'P') return std::nullopt;
    double total = 0;
    bool clock = false;
    size_t at = 1;
    while (at < value.size()) {
        if (value[at] == 'T' && !clock) {
            clock = true;
            ++at;
            continue;
        }
        double amount = 0;
        const auto [end, error] = std::from_chars(value.data() + at, value.data() + value.size(), amount);
        if (error != std::errc() || end == value.data() + value.size()) return std::nullopt;
        at = static_cast<size_t>(end - value.data());
        double unit = 0;
        if (value.substr(at, 2) == "DE") {
            unit = 3652.5;
            ++at;
        } else if (value.substr(at, 2) == "CE") {
            unit = 36525;
            ++at;
        } else if (clock) {
            unit = value[at] == 'H' ? 1.0 / 24 : value[at] == 'M' ? 1.0 / 1440 : value[at] == 'S' ? 1.0 / 86400 : 0;
        } else {
            unit = value[at] == 'Y'   ? 365.25
                   : value[at] == 'M' ? 30.44
                   : value[at] == 'W' ? 7
                   : value[at] == 'D' ? 1
                                      : 0;
        }
        if (unit == 0) return std::nullopt;
        total += amount * unit;
        ++at;
    }
    return total;
}

}  // namespace silang
