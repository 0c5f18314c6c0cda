// The day a page speaks from, when it states none: what its own dates allow.
#include <cstdlib>

#include "silang/mention/time_values.h"

namespace silang {
namespace {

// A weekday with day and month comes back every five or six, at most eleven years.
constexpr int kYearsAhead = 6;
constexpr int kYearsBack = 11;

}  // namespace

Reference find_reference(const Article& article, const std::vector<TimeExpression>& expressions) {
    Reference reference;
    reference.day = article.story_day;  // where the page itself allows nothing better
    if (article.published) {
        reference.day = article.published->when.day;
        reference.minute = article.published->when.minute;
        reference.utc_offset = article.published->when.utc_offset;
        reference.exact = true;
        return reference;
    }
    // A full date with its weekday is the day the page speaks of; a weekday with day and month fits one year in six or
    // so: the one nearest to the page's other dates, or the last one before the page was captured.
    std::optional<Day> full;
    for (const TimeExpression& e : expressions) {
        if (e.shape != Shape::day || e.year == 0) continue;
        const auto day = make_day(e.year, e.month, e.day);
        if (!day) continue;
        if (e.weekday != 0) {
            reference.day = day;
            return reference;
        }
        if (!full || *day > *full) full = day;
    }
    std::optional<Day> bound;
    if (article.captured) {
        if (const auto captured = day_range(article.captured->not_before)) bound = captured->last;
    }
    if (!full && !bound) return reference;
    for (const TimeExpression& e : expressions) {
        if (e.shape != Shape::day || e.weekday == 0 || e.year != 0) continue;
        std::optional<Day> best;
        const Day aim = full ? *full : *bound;
        for (int year = year_of(aim) + (full ? kYearsAhead : 0); year >= year_of(aim) - kYearsBack; --year) {
            const auto day = make_day(year, e.month, e.day);
            if (!day || iso_weekday(*day) != e.weekday || (bound && *day > *bound)) continue;
            if (!best || std::abs((*day - aim).count()) < std::abs((*best - aim).count())) best = day;
        }
        if (best) {
            reference.day = best;
            return reference;
        }
    }
    return reference;
}

}  // namespace silang
