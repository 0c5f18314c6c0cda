// Days: "Selasa (18/6)", "18-19 Juni", "12/3/2025", "kemarin malam", and what stands behind a day.
#include <charconv>

#include "silang/mention/time_expression.h"

namespace silang {
namespace {

constexpr uint32_t kListWindow = 16;  // tokens: "18, 19, 20, dan 21 Juni"

bool is_day(int day) {
    return day >= 1 && day <= 31;
}
bool is_month(int month) {
    return month >= 1 && month <= 12;
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
        if (integer(i, 2) < 1 || !separator(i + 1, between) || integer(i + 2, 2) < 1) return false;
        day = integer(i, 2);
        month = integer(i + 2, 2);
        end = i + 3;
        year = 0;
        if (separator(end, between) && year_at(end + 1) > 0) {
            year = year_at(end + 1);
            end += 2;
        }
        // The language's order, unless only the other one can be, and a year says that it is a date at all.
        if (month_first_) std::swap(day, month);
        if (!is_month(month) && is_month(day) && year != 0) std::swap(day, month);
        return is_day(day) && is_month(month);
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
    TimeExpression e;
    // "gempa Aceh (2004)"
    if (const int year = year_figure(at + 1); bare_year(year) && mark(at + 2) == ')') {
        e.shape = Shape::year;
        e.year = year;
        e.first = at + 1;
        e.last = at + 2;
        return e;
    }
    const auto f = figures_at(at + 1, last_);
    if (!f || mark(f->end) != ')') return {};
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

// "lalu", "pekan lalu", "bulan ini"
void TimeReader::read_direction(TimeExpression& e) {
    uint32_t end = e.last;
    uint32_t behind = end;
    // "of last week"
    if (const Direction before = direction_before(behind_link(e.last), end); on_calendar(before)) {
        if (const auto unit = unit_at(end, behind); unit && *unit >= TimeUnit::week) {
            e.outer_unit = unit;
            e.outer = before;
            e.last = behind;
        }
        return;
    }
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
    if (!part || part.entry->field(6) == "clock") return false;
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
    const Lexicon::Match named = match(weekdays_, name);
    const std::string_view caution = named.entry->field(2);
    const bool ambiguous = caution == "week";
    if (caution == "set") {
        e.shape = Shape::set;
        return e;
    }

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
            // "Sabtu-Senin (4-6 Juli 2020)"
            const Reading inner = f ? Reading() : read_date(behind + 1);
            if (inner && inner->shape == Shape::day && inner->to_day != 0 && mark(inner->last) == ')') {
                take(e, *inner);
                e.to_weekday = to;
                e.last = inner->last + 1;
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
        } else if (const Reading inner = read_date(date + 1);
                   inner && inner->shape == Shape::day && mark(inner->last) == ')') {
            take(e, *inner);
            e.last = inner->last + 1;
        }
    } else if (const Reading inner = read_date(date); inner && inner->shape == Shape::day) {
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
    if (caution == "figure" && e.shape == Shape::weekday) return {};
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
    uint32_t end = behind_ordinal_suffix(i + 1);
    const auto month_behind = [&](uint32_t j, uint32_t& behind) {
        uint32_t month = j;
        if (unit_at(j, month) != TimeUnit::month) month = j;
        return month_at(month, behind);
    };
    uint32_t behind = end;
    if (const int month = month_behind(behind_link(end), behind); month != 0) {
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
        if (const int month = month_behind(behind_ordinal_suffix(second + 1), behind); month != 0) {
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
    if (part_of_name(at)) return {};
    if (kind == "ref" || kind == "ref-after") {
        if (kind == "ref-after" && !behind_preposition(at, false)) return {};
        e.shape = Shape::reference;
        e.reference = number;
        return e;
    }
    if (kind == "clock") {
        // "noon"
        e.shape = Shape::clock;
        int hour = 0;
        std::from_chars(number.data(), number.data() + number.size(), hour);
        e.clock = hour * 60;
        if (const Reading day = read_day_behind_clock(e)) return day;
        return e;
    }
    const bool negative = number.starts_with('-');
    e.ordinal = number.empty() ? 0 : (number.back() - '0') * (negative ? -1 : 1);
    e.shape = kind == "weekend" ? Shape::weekend : kind == "event-day" ? Shape::event_offset : Shape::day_offset;
    if (e.shape == Shape::weekend) {
        // "the weekend": the clause says which.
        if (number.empty()) e.direction = Direction::that;
        return e;
    }
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
