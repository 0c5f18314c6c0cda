// Months, years and the units larger than a day: "Februari 2022 lalu", "akhir tahun lalu", "kuartal II/2024",
// "1950-an".
#include "silang/mention/time_expression.h"

namespace silang {
namespace {

constexpr uint32_t kSharedGap = 2;  // tokens between two months of a list

bool is_day(int day) {
    return day >= 1 && day <= 31;
}

}  // namespace

bool TimeReader::read_year_tail(TimeExpression& e) {
    uint32_t at = behind_link(e.last);
    uint32_t end = at;
    const uint32_t unit_from = behind_determiner(at);
    // "last year", "of the year"
    const Direction before = direction_before(unit_from, end);
    const bool of_this = before == Direction::none && unit_from != at && at != e.last;
    if (before != Direction::none || of_this) {
        if (unit_at(of_this ? unit_from : end, end) == TimeUnit::year &&
            (of_this || on_calendar(before) || before == Direction::same)) {
            e.outer_unit = TimeUnit::year;
            e.outer = of_this ? Direction::present : before;
            e.last = end;
            return true;
        }
        return false;
    }
    // "tahun 2024", "tahun lalu"
    if (const auto unit = unit_at(at, end); unit == TimeUnit::year) {
        if (const int year = year_figure(end); year > 0) {
            e.year = year;
            e.last = end + 1;
            return true;
        }
        uint32_t behind = end;
        if (const Direction direction = direction_at(end, behind);
            on_calendar(direction) || direction == Direction::same) {
            e.outer_unit = TimeUnit::year;
            e.outer = direction;
            e.last = behind;
            return true;
        }
        return false;
    }
    // "Maret 2023 warga menggugat": behind a month four digits are its year, unless a magnitude makes more of them.
    uint32_t magnitude = 0;
    const bool scaled = inside(at + 1) && numbers_.magnitude_at(text_, at + 1, last_, magnitude) != 0;
    if (const int year = year_figure(at); year > 0 && (bare_year(year) ? !scaled : !counts_things(at + 1))) {
        e.year = year;
        e.last = at + 1;
        return true;
    }
    // "in February, 2003.": with nothing behind it that the figure could count.
    if (const int year = month_first_ && mark(e.last) == ',' ? year_figure(e.last + 1) : -1;
        year > 0 && (!inside(e.last + 2) || text_.tokens[e.last + 2].kind == TokenKind::punct)) {
        e.year = year;
        e.last += 2;
        return true;
    }
    return false;
}

TimeReader::Reading TimeReader::read_month(uint32_t at, bool licensed) {
    TimeExpression e;
    e.shape = Shape::month;
    e.first = at;
    uint32_t name = at;
    uint32_t end = at;
    if (unit_at(at, end) == TimeUnit::month) {
        name = end;
        licensed = true;
    }
    if (month_first_) {
        if (Reading day = read_month_day(name)) {
            day->first = at;
            return day;
        }
    }
    std::string_view caution;
    e.month = month_at(name, end, &caution);
    if (e.month == 0) return {};
    e.last = end;
    // "September 13, 2023"
    if (const int day = integer(end, 2); is_day(day) && mark(end + 1) == ',' && year_figure(end + 2) > 0) {
        e.shape = Shape::day;
        e.day = day;
        e.year = year_figure(end + 2);
        e.last = end + 3;
        return e;
    }
    bool placed = read_year_tail(e);
    uint32_t second = e.last;
    if (joiner_at(e.last, second) == "range") {
        uint32_t behind = second;
        if (const int to = month_at(second, behind); to != 0) {
            const int from_year = e.year;
            e.to_month = to;
            e.last = behind;
            e.year = 0;
            placed = read_year_tail(e) || placed;
            e.to_year = e.year;
            e.year = from_year;
        }
    }
    if (e.outer == Direction::none) read_direction(e);
    placed = placed || e.direction != Direction::none || e.outer != Direction::none;
    if (caution == "figure" && !placed) return {};
    if (placed || licensed || behind_preposition(at, false)) return e;
    // "April, Mei, dan Juni": a name beside a month is one.
    const bool capital = text_.tokens[name].letter_case != LetterCase::lower;
    uint32_t beside = e.last;
    if (mark(beside) == ',') ++beside;
    if (mark(beside) != '-') static_cast<void>(joiner_at(beside, beside));
    if (capital && beside != e.last && month_at(beside, beside) != 0) return e;
    if (capital && previous_month_end_ != 0 && at - previous_month_end_ <= kSharedGap &&
        text_.tokens[at - 1].kind != TokenKind::number)
        return e;
    // "baru berlangsung April": behind a verb that a time follows.
    if (const Lexicon::Match verb = at > first_ ? match(tenses_, at - 1) : Lexicon::Match{};
        capital && verb && (verb.entry->field(1) == "open" || verb.entry->field(2) == "adjacent"))
        return e;
    // Elsewhere a name of a month that is nothing else, with its capital.
    if (!caution.empty() || text_.tokens[name].letter_case == LetterCase::lower) return {};
    return e;
}

TimeReader::Reading TimeReader::read_year(uint32_t at, bool licensed) {
    TimeExpression e;
    e.shape = Shape::year;
    e.first = at;
    uint32_t figure = at;
    uint32_t end = at;
    const bool named = unit_at(at, end) == TimeUnit::year;
    if (named) figure = end;
    e.year = year_figure(figure);
    e.last = figure + 1;
    const bool law = named && at > first_ && numbers_law(at - 1);
    const bool ranged = (mark(figure + 1) == '-' || mark(figure + 1) == '/') && glued(figure + 1) && glued(figure + 2);
    if (e.year < 0) {
        // "tahun 98"
        const int two = named && digits(figure) == 2 ? integer(figure, 2) : -1;
        if (two < 45 || counts_things(figure + 1) || mark(figure + 1) == '-' || law) return {};
        e.year = 1900 + two;
        return e;
    }
    int to = ranged ? year_figure(figure + 2) : -1;
    // "2023-24": the next year, said by its last two digits.
    if (ranged && digits(figure + 2) == 2 && integer(figure + 2) == (e.year + 1) % 100) to = e.year + 1;
    if (ranged && to > e.year && to - e.year <= 100 && bare_year(e.year) && bare_year(to) &&
        !(glued(figure + 3) && (mark(figure + 3) == '-' || mark(figure + 3) == '/')) && !counts_things(figure + 3)) {
        e.to_year = to;
        e.last = figure + 3;
        const bool short_form = digits(figure + 2) == 2;
        if (short_form && !named && !licensed && !behind_preposition(at, true)) return {};
    } else if (!named) {
        const bool listed = previous_year_end_ != 0 && at > previous_year_end_ && at - previous_year_end_ <= 2 && [&] {
            uint32_t behind = previous_year_end_;
            if (mark(behind) == ',') ++behind;
            if (behind == at) return true;
            return !joiner_at(behind, behind).empty() && behind == at;
        }();
        if (!bare_year(e.year) || ranged || counts_things(figure + 1)) return {};
        if (!licensed && !listed && !behind_preposition(at, true)) return {};
    }
    if (law) {
        e.shape = Shape::nothing;
        return e;
    }
    uint32_t second = e.last;
    if (e.to_year == 0 && mark(e.last) != '-' && joiner_at(e.last, second) == "range") {
        uint32_t behind = second;
        if (unit_at(second, behind) != TimeUnit::year) behind = second;
        if (const int last_year = year_figure(behind);
            last_year > e.year && bare_year(last_year) && !counts_things(behind + 1)) {
            e.to_year = last_year;
            e.last = behind + 1;
        }
    }
    uint32_t behind = e.last;
    if (on_calendar(direction_at(e.last, behind)))
        e.last = behind;  // "2022 lalu": the year is said, the word adds nothing
    return e;
}

TimeReader::Reading TimeReader::read_decade(uint32_t at, bool licensed) {
    TimeExpression e;
    e.shape = Shape::decade;
    e.first = at;
    uint32_t figure = at;
    uint32_t end = at;
    const auto unit = unit_at(at, end);
    const bool named = unit == TimeUnit::year || unit == TimeUnit::decade;
    if (named) figure = end;
    const auto decade = [&](uint32_t i) {
        const size_t size = digits(i);
        const int value = integer(i);
        if (value < 0 || value % 10 != 0 || (size != 4 && size != 2)) return -1;
        return size == 4 ? (value >= 1000 && value <= 2999 ? value : -1) : full_year(value);
    };
    const auto suffix_behind = [&](uint32_t i) {
        const uint32_t word = mark(i) == '-' ? i + 1 : i;
        return glued(word) && is_word(word, decade_suffix_) ? word + 1 : 0;
    };
    e.year = decade(figure);
    if (e.year < 0) return {};
    if (const uint32_t behind = suffix_behind(figure + 1); behind != 0) {
        e.last = behind;
    } else if (mark(figure + 1) == '-' && decade(figure + 2) > e.year && suffix_behind(figure + 3) != 0) {
        e.to_year = decade(figure + 2);
        e.last = suffix_behind(figure + 3);
    } else {
        return {};
    }
    if (digits(figure) == 4) return e;
    const bool quoted = figure > first_ && mark(figure - 1) == '\'';
    if (named || licensed || quoted) return e;
    return {};
}

TimeReader::Reading TimeReader::read_century(uint32_t at) {
    TimeExpression e;
    e.shape = Shape::century;
    e.first = at;
    uint32_t end = at;
    if (unit_at(at, end) != TimeUnit::century) return {};
    const int number = ordinal_at(end, end);
    if (number < 1 || number > 30) return {};
    e.year = (number - 1) * 100;
    e.last = end;
    return e;
}

TimeReader::Reading TimeReader::read_quarter(uint32_t at) {
    TimeExpression e;
    e.first = at;
    uint32_t end = at;
    const auto unit = unit_at(at, end);
    if (unit != TimeUnit::quarter && unit != TimeUnit::half_year) return {};
    const bool single_letter = text_.tokens[at].span.size() == 1;  // "Q2 2024"
    const bool glued_figure = glued(end) && digits(end) == 1;
    const uint32_t number_at = end;
    e.shape = unit == TimeUnit::quarter ? Shape::quarter : Shape::half_year;
    e.ordinal = ordinal_at(end, end);
    if (e.ordinal < 1 || e.ordinal > (unit == TimeUnit::quarter ? 4 : 2)) return {};
    e.last = end;
    if (mark(end) == '/' || mark(end) == '-' || mark(end) == ',') {
        if (year_figure(end + 1) > 0) e.last = end + 1;
    }
    const bool placed = read_year_tail(e);
    if (!placed) e.last = end;
    if (single_letter && !(glued_figure && placed)) return {};
    // "paruh kedua" is more often the second half of a game.
    if (unit == TimeUnit::half_year && !placed && text_.tokens[number_at].letter_case == LetterCase::lower) return {};
    return e;
}

TimeReader::Reading TimeReader::read_week_of_month(uint32_t at) {
    TimeExpression e;
    e.shape = Shape::week_of_month;
    e.first = at;
    uint32_t end = at;
    if (unit_at(at, end) != TimeUnit::week) return {};
    e.ordinal = ordinal_at(end, end);
    if (e.ordinal < 1) return {};
    uint32_t month = end;
    if (unit_at(end, month) != TimeUnit::month) month = end;
    e.month = month_at(month, end);
    if (e.month == 0) return {};
    e.last = end;
    read_year_tail(e);
    return e;
}

TimeReader::Reading TimeReader::read_unit(uint32_t at, bool edge) {
    TimeExpression e;
    e.shape = Shape::unit;
    e.first = at;
    uint32_t end = at;
    const auto unit = unit_at(at, end);
    if (!unit || *unit < TimeUnit::week || text_.tokens[at].span.size() == 1) return {};
    e.unit = *unit;
    bool repeated = false;
    // "tahun-tahun mendatang" is no one year.
    if (mark(end) == '-' && glued(end)) {
        uint32_t behind = end;
        if (unit_at(end + 1, behind) != unit) return {};
        repeated = true;
        end = behind;
    }
    uint32_t behind = end;
    e.direction = direction_at(end, behind);
    switch (e.direction) {
        case Direction::past:
        case Direction::present:
        case Direction::next:
        case Direction::that:
        case Direction::same:
        case Direction::before:
        case Direction::after:
            e.last = behind;
            break;
        default:
            if (!edge || repeated || *unit > TimeUnit::year || *unit == TimeUnit::half_year) return {};
            e.direction = Direction::present;
            e.last = end;
    }
    if (repeated) {
        e.shape = Shape::reference;
        e.reference = e.direction == Direction::next || e.direction == Direction::after ? "FUTURE_REF" : "PAST_REF";
        if (e.direction == Direction::present) e.reference = "PRESENT_REF";
    }
    return e;
}

TimeReader::Reading TimeReader::read_edge(uint32_t at) {
    const Lexicon::Match edge = match(edges_, at);
    if (!edge) return {};
    const uint32_t inner = behind_determiner(at + edge.length);
    if (!inside(inner)) return {};
    Reading best;
    // "in his early 20s" is an age: a language with articles has one before a decade of two figures.
    const bool two_digits = determiners_.entries().empty() || (at > first_ && match(determiners_, at - 1));
    const auto consider = [&](const Reading& e) {
        if (e && e->shape != Shape::nothing && (!best || e->last > best->last)) best = e;
    };
    for (const Reading& e :
         {read_month(inner, true), read_year(inner, true), read_decade(inner, two_digits), read_century(inner),
          read_quarter(inner), read_unit(inner, true), read_directed(inner), read_ordered(inner)}) {
        consider(e);
    }
    if (edge.entry->field(2) == "day") {
        consider(read_weekday(inner));
        consider(read_word(inner));
    }
    if (!best) return {};
    best->first = at;
    if (best->mod.empty()) best->mod = edge.entry->field(1);
    return best;
}

}  // namespace silang
