// Places the times of a page in the calendar: times_resolve.cpp has days, months and years, times_resolve_units.cpp
// what is counted from another time.
#pragma once

#include <array>
#include <cstdlib>
#include <optional>
#include <vector>

#include "silang/mention/time_expression.h"
#include "silang/mention/time_values.h"

namespace silang {

constexpr int kNewsDays = 14;             // what lies further from publication is background
constexpr size_t kNearbyExpressions = 8;  // looked at on each side for what a time leaves out

class Resolver {
public:
    Resolver(const Article& article, const std::vector<TimeExpression>& expressions)
        : article_(article), expressions_(expressions), reference_(find_reference(article, expressions)) {}

    std::vector<Time> run() {
        times_.resize(expressions_.size());
        days_.resize(expressions_.size());
        for (size_t i = 0; i < expressions_.size(); ++i) {
            if (expressions_[i].shape != Shape::clock) place(i);
        }
        for (size_t i = 0; i + 1 < expressions_.size(); ++i) take_apposition(i);
        for (size_t i = 0; i < expressions_.size(); ++i) {
            if (expressions_[i].shape == Shape::clock) place_clock(i);
            if (expressions_[i].shape == Shape::offset) place_hours_from_clock(i);
        }
        return std::move(times_);
    }

private:
    void place(size_t index);
    void place_clock(size_t index);
    void place_hours_from_clock(size_t index);
    void take_apposition(size_t index);
    void place_day(size_t index);
    void place_weekday(size_t index);
    void place_month(size_t index);
    void place_unit(size_t index);
    void place_offset(size_t index);
    void place_set(size_t index);
    void finish_day(size_t index, Day day);
    static void add_hour(Time& time, const TimeExpression& e);

    // The year of `e` or of the date it shares its year with; 0 when neither says one.
    [[nodiscard]] int stated_year(size_t index) const;
    [[nodiscard]] int outer_year(const TimeExpression& e) const;
    [[nodiscard]] int choose_year(const TimeExpression& e, int month, int day) const;
    [[nodiscard]] std::optional<DayRange> anchor(TimeUnit unit) const { return anchor_of(anchors_, unit); }
    // The same of what the page goes on from: not of a look back ("dua hari sebelumnya harganya ...", "sejak Minggu").
    [[nodiscard]] std::optional<DayRange> told_anchor(TimeUnit unit) const {
        const auto told = anchor_of(told_anchors_, unit);
        return told ? told : anchor(unit);
    }
    [[nodiscard]] std::optional<Day> weekday_before(size_t index, int weekday) const;
    // Within the days that a page still tells as news.
    [[nodiscard]] bool near_reference(DayRange range) const {
        return reference_.day && std::abs((range.first - *reference_.day).count()) <= kNewsDays;
    }
    void check_weekday(Time& time, int weekday, Day day) const;
    void impossible(Time& time, int year, int month) const;

    const Article& article_;
    const std::vector<TimeExpression>& expressions_;
    Reference reference_;
    std::vector<Time> times_;
    std::vector<std::optional<Day>> days_;  // of expressions that are one day
    // The last dated event, by how finely it is dated: 0 a day, 1 a week, 2 a month, 3 a quarter or half, 4 a year.
    struct Anchors {
        std::array<std::optional<DayRange>, 5> range;
        std::array<size_t, 5> at{};
    };
    [[nodiscard]] static std::optional<DayRange> anchor_of(const Anchors& anchors, TimeUnit unit);
    void keep_anchor(Anchors& anchors, size_t index, DayRange range) const;
    Anchors anchors_;
    Anchors told_anchors_;
};

}  // namespace silang
