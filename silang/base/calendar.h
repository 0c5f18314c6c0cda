// Days, moments and TIMEX3 date values (ISO 8601 as in ISO-TimeML), independent of any language.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace silang {

// A day of the proleptic Gregorian calendar, as days since 1970-01-01.
using Day = std::chrono::sys_days;

// A day, with minutes after midnight and the offset from UTC (in minutes) where a page states them.
struct Moment {
    Day day{};
    std::optional<int> minute;
    std::optional<int> utc_offset;

    // "2024-06-18", "2024-06-18T19:02" or "2024-06-18T19:02+07:00".
    [[nodiscard]] std::string value() const;
    // Minutes since the epoch in UTC, taking midnight and offset 0 where unknown: for ordering only.
    [[nodiscard]] int64_t order() const;
    auto operator<=>(const Moment&) const = default;
};

// First and last day, both included.
struct DayRange {
    Day first{};
    Day last{};
    [[nodiscard]] bool contains(DayRange other) const { return first <= other.first && other.last <= last; }
    [[nodiscard]] bool overlaps(DayRange other) const { return first <= other.last && other.first <= last; }
    [[nodiscard]] int days() const { return static_cast<int>((last - first).count()) + 1; }
    auto operator<=>(const DayRange&) const = default;
};

// Nothing when the three numbers name no day (31 June).
std::optional<Day> make_day(int year, int month, int day);
// 1 = Monday ... 7 = Sunday (ISO 8601).
int iso_weekday(Day day);
std::string iso_date(Day day);               // "2024-06-18"
std::string iso_month(int year, int month);  // "2024-06"
int year_of(Day day);
int month_of(Day day);
int day_of(Day day);

// "2024-06-18", with an optional "T19:02" and "+07:00" or "Z" behind it. Nothing when it is not of that shape.
std::optional<Moment> parse_moment(std::string_view value);

// The days a DATE or TIME value covers: "2024", "2024-06", "2024-06-18", "2024-06-18T19:02+07:00", "2024-W25",
// "2024-Q2", "2024-H1", "195X", "20XX" (century), "2024-06-18/2024-06-19". Nothing for durations and PAST_REF and the
// like.
std::optional<DayRange> day_range(std::string_view value);

// The length of a duration value ("P9M", "P2Y6M", "P24Y", "PT3H", "P2.5Y") in days, months being 30.44 and years 365.25
// days.
std::optional<double> duration_days(std::string_view value);

}  // namespace silang
