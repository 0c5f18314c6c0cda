// Days, months, years and what is counted from today: "Selasa (18/6)", "18-19 Juni", "akhir tahun lalu", "1950-an".
#include <algorithm>

#include "silang/mention/time_expression.h"

namespace silang {
namespace {

constexpr uint32_t kListWindow = 16;  // tokens: "18, 19, 20, dan 21 Juni"
constexpr int kFirstBareYear = 1900;  // a bare figure outside these is no year
constexpr int kLastBareYear = 2099;
constexpr int kOldestShortYear = 30;  // "(18/6/98)" and "'90-an" are of the last century, "24" of this one

bool bare_year(int year) {
    return year >= kFirstBareYear && year <= kLastBareYear;
}
int full_year(int two_digits) {
    return two_digits + (two_digits >= kOldestShortYear ? 1900 : 2000);
}
bool is_day(int day) {
    return day >= 1 && day <= 31;
}
bool is_month(int month) {
    return month >= 1 && month <= 12;
}

bool on_calendar(Direction direction) {
    return direction == Direction::past || direction == Direction::present || direction == Direction::next;
}

}  // namespace

// "18/6", "18/6/2024", "18-6-2024", "2024-06-18", "18.6.2024", "18-19/6", "30/6-2/7/2024".
std::optional<TimeReader::Figures> TimeReader::figures_at(uint32_t at, uint32_t limit) const {
    Figures f{};
    const auto separator = [&](uint32_t i, char wanted) {
        return i < limit && mark(i) == wanted && glued(i) && glued(i + 1);
    };
    const auto year_at = [&](uint32_t i) {
        const size_t size = digits(i);
        if (size == 4) return year_figure(i);
        return size == 2 ? full_year(integer(i, 2)) : -1;
    };
    if (!inside(at) || text_.tokens[at].kind != TokenKind::number) return std::nullopt;
    f.end = at + 1;
    if (digits(at) == 0) {
        // One token: "18.6.2024".
        const std::string_view folded = text_.folded_of(text_.tokens[at]);
        int parts[3] = {0, 0, 0};
        size_t part = 0;
        size_t run = 0;
        for (const char c : folded) {
            if (c == '.' && part < 2 && run > 0 && run <= 2) {
                ++part;
                run = 0;
            } else if (c >= '0' && c <= '9' && run < 4) {
                parts[part] = parts[part] * 10 + (c - '0');
                ++run;
            } else {
                return std::nullopt;
            }
        }
        if (part != 2 || run != 4 || !is_day(parts[0]) || !is_month(parts[1])) return std::nullopt;
        f.day = parts[0];
        f.month = parts[1];
        f.year = parts[2];
        return f;
    }
    if (const int year = year_figure(at); year > 0) {
        for (const char mark_between : {'-', '/'}) {
            if (!separator(at + 1, mark_between) || !separator(at + 3, mark_between)) continue;
            f.year = year;
            f.month = integer(at + 2, 2);
            f.day = integer(at + 4, 2);
            f.end = at + 5;
            if (is_month(f.month) && is_day(f.day)) return f;
        }
        return std::nullopt;
    }
    const auto day_month = [&](uint32_t i, int& day, int& month, int& year, uint32_t& end, char between) {
        day = integer(i, 2);
        if (!is_day(day) || !separator(i + 1, between)) return false;
        month = integer(i + 2, 2);
        if (!is_month(month)) return false;
        end = i + 3;
        year = 0;
        if (separator(end, between) && year_at(end + 1) > 0) {
            year = year_at(end + 1);
            end += 2;
        }
        return true;
    };
    if (day_month(at, f.day, f.month, f.year, f.end, '/')) {
        uint32_t end = 0;
        if (mark(f.end) == '-' && day_month(f.end + 1, f.to_day, f.to_month, f.to_year, end, '/')) {
            f.end = end;
        } else {
            f.to_day = f.to_month = f.to_year = 0;
        }
    } else if (is_day(integer(at, 2)) && mark(at + 1) == '-' &&
               day_month(at + 2, f.to_day, f.to_month, f.to_year, f.end, '/')) {
        f.day = integer(at, 2);
        f.month = f.to_month;
        f.year = f.to_year;
    } else {
        f = {};
        if (!day_month(at, f.day, f.month, f.year, f.end, '-') || f.year == 0) return std::nullopt;
    }
    // A chain that goes on is a number of a document.
    if (f.end < last_ && glued(f.end) && (mark(f.end) == '/' || (mark(f.end) == '-' && digits(f.end + 1) > 0)))
        return std::nullopt;
    return f;
}

namespace {

template <class Figures>
void take(TimeExpression& e, const Figures& f) {
    e.shape = Shape::day;
    e.day = f.day;
    e.month = f.month;
    e.year = f.year;
    e.to_day = f.to_day;
    e.to_month = f.to_month;
    e.to_year = f.to_year;
}

}  // namespace

TimeReader::Reading TimeReader::read_figures_in_parentheses(uint32_t at) {
    if (mark(at) != '(') return {};
    const auto f = figures_at(at + 1, last_);
    if (!f || mark(f->end) != ')') return {};
    TimeExpression e;
    take(e, *f);
    e.first = at + 1;
    e.last = f->end;
    return e;
}

TimeReader::Reading TimeReader::read_figures(uint32_t at) {
    const auto f = figures_at(at, last_);
    if (!f || numbers_law(at)) return {};
    // "18/6" alone is as often a fraction or a score.
    if (f->year == 0 && !behind_preposition(at, false)) return {};
    TimeExpression e;
    take(e, *f);
    e.first = at;
    e.last = f->end;
    read_day_tail(e);
    return e;
}

bool TimeReader::read_year_tail(TimeExpression& e) {
    uint32_t at = e.last;
    uint32_t end = at;
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
    if (const int year = year_figure(at); year > 0 && !counts_things(at + 1)) {
        e.year = year;
        e.last = at + 1;
        return true;
    }
    return false;
}

// "lalu", "pekan lalu", "bulan ini"
void TimeReader::read_direction(TimeExpression& e) {
    uint32_t end = e.last;
    uint32_t behind = end;
    if (const auto unit = unit_at(e.last, end); unit && *unit >= TimeUnit::week) {
        if (const Direction direction = direction_at(end, behind); on_calendar(direction)) {
            e.outer_unit = unit;
            e.outer = direction;
            e.last = behind;
        }
        return;
    }
    const Direction direction = direction_at(e.last, end);
    if (!on_calendar(direction) &&
        !(direction == Direction::that && (e.shape == Shape::weekday || e.shape == Shape::month)))
        return;
    e.direction = direction;
    e.last = end;
}

bool TimeReader::read_part(TimeExpression& e) {
    if (!e.part.empty()) return false;
    const Lexicon::Match part = match(parts_, e.last);
    if (!part) return false;
    e.part = part.entry->field(1);
    if (part.entry->field(2) != "-") e.part_mod = part.entry->field(2);
    e.last += part.length;
    return true;
}

// Behind a date: "malam", "lalu", "pukul 14.30 WIB", "| 21:43 WIB".
void TimeReader::read_day_tail(TimeExpression& e) {
    read_part(e);
    const bool named = e.shape == Shape::day || e.shape == Shape::weekday;
    if (named && e.direction == Direction::none && e.outer == Direction::none) {
        read_direction(e);
        read_part(e);
    }
    if (e.to_day != 0 || e.to_weekday != 0) return;
    uint32_t at = e.last;
    const char c = mark(at);
    const bool bar = c == '|';
    if (c == ',' || bar || (c == '-' && !glued(at))) ++at;
    const Bound bound = numbers_.bound_at(text_, at, last_);
    if (bound && bound.where != "after" && bound.where != "quantity") at += bound.length;
    if (read_clock_tail(e, at, bar) && bound) e.mod = mod_of_bound(bound.bound);
}

TimeReader::Reading TimeReader::read_weekday(uint32_t at) {
    TimeExpression e;
    e.shape = Shape::weekday;
    e.first = at;
    uint32_t name = at;
    uint32_t end = at;
    const bool labelled = unit_at(at, end) == TimeUnit::day;
    if (labelled) name = end;
    e.weekday = weekday_at(name, end);
    if (e.weekday == 0) return {};
    e.last = end;
    const bool ambiguous = weekdays_.word(text_.tokens[name].word) != nullptr &&
                           weekdays_.word(text_.tokens[name].word)->field(2) == "week";

    // "Sabtu-Minggu (15-16/6)", "Sabtu dan Minggu (15-16/6/2024)"
    uint32_t second = end;
    if (!joiner_at(end, second).empty()) {
        uint32_t behind = second;
        if (const int to = weekday_at(second, behind); to != 0 && mark(behind) == '(') {
            const auto f = figures_at(behind + 1, last_);
            if (f && f->to_day != 0 && mark(f->end) == ')') {
                take(e, *f);
                e.to_weekday = to;
                e.last = f->end + 1;
                return e;
            }
        }
    }
    read_part(e);
    read_direction(e);
    const bool directed = e.direction != Direction::none || e.outer != Direction::none;
    read_part(e);
    // The date itself, in parentheses or behind a comma.
    const uint32_t comma = mark(e.last) == ',' ? 1 : 0;
    const uint32_t date = e.last + comma;
    if (mark(date) == '(') {
        if (const auto f = figures_at(date + 1, last_); f && mark(f->end) == ')') {
            take(e, *f);
            e.last = f->end + 1;
        } else if (const Reading inner = read_day(date + 1);
                   inner && inner->shape == Shape::day && mark(inner->last) == ')') {
            take(e, *inner);
            e.last = inner->last + 1;
        }
    } else if (const Reading inner = read_day(date); inner && inner->shape == Shape::day) {
        take(e, *inner);
        e.direction = inner->direction;
        e.outer = inner->outer;
        e.outer_unit = inner->outer_unit;
        e.clock = inner->clock;
        e.to_clock = inner->to_clock;
        e.utc_offset = inner->utc_offset;
        if (e.part.empty()) {
            e.part = inner->part;
            e.part_mod = inner->part_mod;
        }
        e.mod = inner->mod;
        e.last = inner->last;
        return e;
    } else if (const auto f = figures_at(date, last_); f && (comma != 0 || f->month != 0)) {
        take(e, *f);
        e.last = f->end;
    }
    if (ambiguous && e.shape == Shape::weekday && e.part.empty() && !labelled) {
        // "Minggu" the day, not "minggu" the week: a capital that nothing but the day explains.
        const Token& token = text_.tokens[name];
        if (token.letter_case != LetterCase::capitalized || name == first_) return {};
        if (article_.role_of_line(token.line) != Role::body) return {};
        const Token& before = text_.tokens[name - 1];
        if (before.kind == TokenKind::number || numbers_.read(text_, name - 1, last_)) return {};
        if (before.kind == TokenKind::word && before.letter_case != LetterCase::lower && name - 1 != first_) return {};
        if (mark(name - 1) == '"') return {};
    }
    if (!directed || e.shape == Shape::day)
        read_day_tail(e);
    else
        read_part(e);
    return e;
}

TimeReader::Reading TimeReader::read_day(uint32_t at) {
    TimeExpression e;
    e.shape = Shape::day;
    e.first = at;
    uint32_t i = at;
    const Lexicon::Match label = match(date_labels_, at);
    if (label) i += label.length;
    if (label && mark(i) == '.') ++i;
    e.day = integer(i, 2);
    if (!is_day(e.day)) return {};
    uint32_t end = i + 1;
    const auto month_behind = [&](uint32_t j, uint32_t& behind) {
        uint32_t month = j;
        if (unit_at(j, month) != TimeUnit::month) month = j;
        return month_at(month, behind);
    };
    uint32_t behind = end;
    if (const int month = month_behind(end, behind); month != 0) {
        e.month = month;
        e.last = behind;
        read_year_tail(e);
        // "18 Juni-2 Juli 2024", "18 Juni hingga 2 Juli"
        uint32_t second = e.last;
        if (joiner_at(e.last, second) == "range") {
            const int to_day = integer(second, 2);
            uint32_t to_end = second;
            const int to_month = is_day(to_day) ? month_at(second + 1, to_end) : 0;
            if (to_month != 0) {
                e.to_day = to_day;
                e.to_month = to_month;
                const int from_year = e.year;
                e.last = to_end;
                e.year = 0;
                read_year_tail(e);
                e.to_year = e.year;
                e.year = from_year;
            }
        }
        read_day_tail(e);
        return e;
    }
    // "18-19 Juni", "18 hingga 19 Juni"
    uint32_t second = end;
    if (joiner_at(end, second) == "range" && is_day(integer(second, 2))) {
        if (const int month = month_behind(second + 1, behind); month != 0) {
            e.to_day = integer(second, 2);
            e.month = e.to_month = month;
            e.last = behind;
            read_year_tail(e);
            e.to_year = e.year;
            read_day_tail(e);
            return e;
        }
    }
    if (!label) return {};
    // "tanggal 18/6/2024", "tanggal 18", "tanggal 18 bulan ini"
    if (const auto f = figures_at(i, last_)) {
        take(e, *f);
        e.last = f->end;
        read_day_tail(e);
        return e;
    }
    e.shape = Shape::day_of_month;
    e.last = end;
    read_direction(e);
    return e;
}

// The "18" of "18, 19, dan 20 Juni": a day of the month that is named at the end of the list.
TimeReader::Reading TimeReader::read_day_of_list(uint32_t at) {
    TimeExpression e;
    e.shape = Shape::day;
    e.first = at;
    e.last = at + 1;
    e.day = integer(at, 2);
    if (!is_day(e.day)) return {};
    int day = e.day;
    for (uint32_t i = at + 1; i < last_ && i < at + kListWindow;) {
        uint32_t next = mark(i) == ',' ? i + 1 : i;
        uint32_t joined = next;
        if (joiner_at(next, joined) == "list") next = joined;
        if (next == i || integer(next, 2) <= day || !is_day(integer(next, 2))) return {};
        day = integer(next, 2);
        uint32_t end = next + 1;
        e.month = month_at(next + 1, end);
        if (e.month != 0) {
            TimeExpression tail;
            tail.last = end;
            read_year_tail(tail);
            e.year = tail.year;
            e.outer = tail.outer;
            e.outer_unit = tail.outer_unit;
            return e;
        }
        i = next + 1;
    }
    return {};
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
    const int to = ranged ? year_figure(figure + 2) : -1;
    if (ranged && to > e.year && to - e.year <= 100 && bare_year(e.year) && bare_year(to) &&
        !(glued(figure + 3) && (mark(figure + 3) == '-' || mark(figure + 3) == '/')) && !counts_things(figure + 3)) {
        e.to_year = to;
        e.last = figure + 3;
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
    const uint32_t inner = at + edge.length;
    if (!inside(inner)) return {};
    Reading best;
    for (const Reading& e : {read_month(inner, true), read_year(inner, true), read_decade(inner, true),
                             read_century(inner), read_quarter(inner), read_unit(inner, true)}) {
        if (e && e->shape != Shape::nothing && (!best || e->last > best->last)) best = e;
    }
    if (!best) return {};
    best->first = at;
    best->mod = edge.entry->field(1);
    return best;
}

TimeReader::Reading TimeReader::read_word(uint32_t at) {
    const Lexicon::Match word = match(words_, at);
    if (!word) return {};
    TimeExpression e;
    e.first = at;
    e.last = at + word.length;
    const std::string_view kind = word.entry->field(1);
    const std::string_view number = word.entry->field(2);
    e.part = word.entry->field(3);
    if (kind == "none") return e;
    if (kind == "ref" || kind == "ref-after") {
        if (kind == "ref-after" && !behind_preposition(at, false)) return {};
        e.shape = Shape::reference;
        e.reference = number;
        return e;
    }
    const bool negative = number.starts_with('-');
    e.ordinal = number.empty() ? 0 : (number.back() - '0') * (negative ? -1 : 1);
    e.shape = kind == "weekend" ? Shape::weekend : kind == "event-day" ? Shape::event_offset : Shape::day_offset;
    if (e.shape == Shape::weekend) return e;
    read_part(e);
    // "kemarin (17/6)": the figures say it better.
    if (mark(e.last) == '(') {
        if (const auto f = figures_at(e.last + 1, last_); f && f->to_day == 0 && mark(f->end) == ')') {
            take(e, *f);
            e.last = f->end + 1;
        }
    }
    read_day_tail(e);
    return e;
}

}  // namespace silang
