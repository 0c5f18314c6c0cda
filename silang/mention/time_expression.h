// A time as the words put it, before it is placed in the calendar:
//
//   "Selasa pagi (18/6)"  --TimeReader-->  weekday 2, part MO, day 18, month 6  --resolve_times-->  TIME 2024-06-18TMO
//
// Reading needs only the sentence; placing needs the day of publication and the dates named before.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "silang/mention/mention.h"
#include "silang/mention/numbers.h"

namespace silang {

enum class TimeUnit : uint8_t { second, minute, hour, day, week, month, quarter, half_year, year, decade, century };

enum class Direction : uint8_t {
    none,
    past,     // "lalu"
    present,  // "ini"
    next,     // "depan"
    ahead,    // "dua hari lagi"
    coming,   // "lima tahun ke depan": a length from now
    after,    // "kemudian": from the last dated event
    before,   // "sebelumnya"
    that,     // "itu"
    same,     // "yang sama"
    recent,   // "terakhir": a length up to now
};

// What the words name; which members of TimeExpression count.
enum class Shape : uint8_t {
    nothing,       // looks like a time and is none
    day,           // day, month, perhaps year and weekday; to_* for the last day of a stretch
    day_of_month,  // "tanggal 18"
    weekday,
    month,
    year,
    decade,   // year: its first
    century,  // year: its first
    quarter,  // ordinal, perhaps year
    half_year,
    week_of_month,  // ordinal, month
    unit,           // "pekan lalu": unit, direction
    offset,         // "lima hari lalu": count, unit, direction
    duration,       // count, unit
    set,            // "setiap hari": count, unit; or weekday, day, month, part
    day_offset,     // "kemarin": ordinal days from publication
    event_offset,   // "keesokan harinya": ordinal days from the last dated event
    weekend,        // ordinal weeks from this one
    reference,      // "saat ini"
    clock,
};

struct TimeExpression {
    Shape shape = Shape::nothing;
    uint32_t first = 0;  // tokens [first, last)
    uint32_t last = 0;
    uint32_t sentence = 0;

    int weekday = 0;
    int to_weekday = 0;
    int day = 0;
    int month = 0;
    int year = 0;  // 0: not said
    int to_day = 0;
    int to_month = 0;
    int to_year = 0;
    int ordinal = 0;

    Direction direction = Direction::none;
    // "September tahun lalu", "Selasa pekan depan": the larger unit and its direction.
    std::optional<TimeUnit> outer_unit;
    Direction outer = Direction::none;

    TimeUnit unit = TimeUnit::day;
    double count = 0;
    double to_count = 0;
    bool several = false;
    double smaller_count = 0;  // "satu jam 30 menit"
    TimeUnit smaller_unit = TimeUnit::day;
    double smallest_count = 0;  // "dua jam 14 menit 36 detik"
    TimeUnit smallest_unit = TimeUnit::day;

    std::string_view part;      // code of a part of the day
    std::string_view part_mod;  // that the code itself carries: "dini hari" is the start of the morning
    std::string_view mod;
    std::string_view reference;
    int clock = -1;  // minutes after midnight
    int to_clock = -1;
    uint32_t part_from = 0;         // the token of the part of the day behind the clock time
    std::optional<int> utc_offset;  // of the clock, in minutes

    bool since_event = false;
    bool spoken = false;     // ", Selasa (18/6)" in a sentence that reports: the day of speaking
    bool future = false;     // what the clause says of the side it lies on
    bool past = false;       // "since": it is over
    bool told_past = false;  // a word before it tells of what was
};

// Reads the times of a sentence. The lexicons are looked up once a page.
class TimeReader {
public:
    TimeReader(const Article& article, const Language& language);

    // Appends the times of one sentence, in order, not overlapping.
    void read_sentence(uint32_t sentence, std::vector<TimeExpression>& found);

private:
    using Reading = std::optional<TimeExpression>;

    // The longest time that begins at a token.
    Reading read_at(uint32_t at);
    // times_days.cpp and times_calendar.cpp: days; months, years and larger units.
    Reading read_weekday(uint32_t at);
    Reading read_day(uint32_t at);
    Reading read_day_of_list(uint32_t at);
    Reading read_figures(uint32_t at);
    Reading read_figures_in_parentheses(uint32_t at);
    Reading read_month(uint32_t at, bool licensed);
    Reading read_year(uint32_t at, bool licensed);
    Reading read_decade(uint32_t at, bool licensed);
    Reading read_century(uint32_t at);
    Reading read_quarter(uint32_t at);
    Reading read_week_of_month(uint32_t at);
    Reading read_unit(uint32_t at, bool edge);
    Reading read_edge(uint32_t at);
    Reading read_word(uint32_t at);
    Reading read_month_day(uint32_t at);
    Reading read_day_behind_list(uint32_t at);
    Reading read_date(uint32_t at);
    // times_order.cpp: what says which one is meant stands before the name or the unit.
    Reading read_directed(uint32_t at);
    Reading read_ordered(uint32_t at);
    Reading read_part_of(uint32_t at);
    // times_length.cpp: lengths, repeated times, clock times.
    Reading read_length(uint32_t at);
    Reading read_set(uint32_t at);
    Reading read_clock(uint32_t at);
    Reading read_approximated(uint32_t at);

    void read_direction(TimeExpression& e);
    void read_day_tail(TimeExpression& e);
    bool read_clock_tail(TimeExpression& e, uint32_t at, bool labelled);
    bool read_year_tail(TimeExpression& e);
    bool read_part(TimeExpression& e);
    Reading read_day_behind_clock(const TimeExpression& clock);
    bool read_plural_length(TimeExpression& e, uint32_t at);
    [[nodiscard]] bool behind_length_word(uint32_t at) const;
    enum class Side : uint8_t { untold, past, future };
    struct Cue {
        Side side = Side::untold;
        bool tells = false;  // a cue stands there, which may leave the side open ("kata")
    };
    void mark_tense(TimeExpression& e) const;
    [[nodiscard]] Cue cue_before(const TimeExpression& e, bool& forward) const;
    [[nodiscard]] Cue cue_behind(const TimeExpression& e) const;
    [[nodiscard]] bool future_before(uint32_t at, uint32_t reach) const;
    [[nodiscard]] bool opens_sentence(uint32_t at) const;
    [[nodiscard]] bool reports() const;
    [[nodiscard]] bool part_of_name(uint32_t at) const;

    [[nodiscard]] bool inside(uint32_t at) const { return at >= first_ && at < last_; }
    [[nodiscard]] char mark(uint32_t at) const { return inside(at) ? mark_at(text_, at) : '\0'; }
    [[nodiscard]] bool glued(uint32_t at) const { return inside(at) && !text_.tokens[at].space_before; }
    [[nodiscard]] Lexicon::Match match(const Lexicon& lexicon, uint32_t at) const;
    // Digits only, at most four of them; -1 for everything else.
    [[nodiscard]] int integer(uint32_t at, int max_digits = 4) const;
    [[nodiscard]] size_t digits(uint32_t at) const;
    [[nodiscard]] int year_figure(uint32_t at) const;  // four digits, 1000..2999; -1
    [[nodiscard]] bool is_word(uint32_t at, std::string_view folded) const;
    [[nodiscard]] std::optional<TimeUnit> unit_at(uint32_t at, uint32_t& end) const;  // one that needs a number
    [[nodiscard]] Direction direction_at(uint32_t at, uint32_t& end) const;           // behind what it places
    [[nodiscard]] Direction direction_before(uint32_t at, uint32_t& end) const;       // before it
    [[nodiscard]] uint32_t behind_link(uint32_t at) const;                            // token behind "of", or `at`
    [[nodiscard]] uint32_t behind_determiner(uint32_t at) const;                      // token behind "the", or `at`
    [[nodiscard]] uint32_t behind_ordinal_suffix(uint32_t at) const;
    [[nodiscard]] int ordinal_before(uint32_t at, uint32_t& end) const;
    [[nodiscard]] int month_at(uint32_t at, uint32_t& end, std::string_view* caution = nullptr) const;
    [[nodiscard]] int weekday_at(uint32_t at, uint32_t& end) const;
    [[nodiscard]] int ordinal_at(uint32_t at, uint32_t& end) const;
    [[nodiscard]] std::string_view joiner_at(uint32_t at, uint32_t& end) const;  // "range", "list", or ""
    [[nodiscard]] bool behind_preposition(uint32_t at, bool for_year) const;
    [[nodiscard]] bool counts_things(
        uint32_t at) const;  // a unit, a classifier or a magnitude: the figure before is no year
    [[nodiscard]] bool numbers_law(uint32_t at) const;  // "Nomor 11 [Tahun]"
    struct Figures {
        int day, month, year, to_day, to_month, to_year;
        uint32_t end;
    };
    [[nodiscard]] std::optional<Figures> figures_at(uint32_t at, uint32_t limit) const;

    const Article& article_;
    const TokenizedText& text_;
    const Lexicon& months_;
    const Lexicon& weekdays_;
    const Lexicon& units_;
    const Lexicon& directions_;
    const Lexicon& edges_;
    const Lexicon& prepositions_;
    const Lexicon& words_;
    const Lexicon& parts_;
    const Lexicon& joiners_;
    const Lexicon& date_labels_;
    const Lexicon& clock_labels_;
    const Lexicon& zones_;
    const Lexicon& ordinals_;
    const Lexicon& ordinal_suffixes_;
    const Lexicon& determiners_;
    const Lexicon& links_;
    const Lexicon& quantifiers_;
    const Lexicon& elapsed_;
    const Lexicon& tenses_;
    const Lexicon& clause_links_;
    const Lexicon& outcomes_;
    const Lexicon& labels_;
    const Lexicon& measures_;
    const Lexicon& classifiers_;
    const Lexicon& currencies_;
    const Lexicon& stops_;
    NumberReader numbers_;
    std::string_view decade_suffix_;
    std::string_view ordinal_prefix_;
    bool month_first_;       // "June 18", "6/18/2024"
    bool capital_names_;     // months and weekdays are always written with a capital
    bool clock_before_day_;  // "7 pm Monday" is one time
    uint32_t sentence_ = 0;
    std::optional<bool> reports_;  // the sentence tells what somebody said
    uint32_t first_ = 0;           // tokens of the sentence
    uint32_t last_ = 0;
    uint32_t previous_month_end_ = 0;  // of the same for months
    // The last day that was read month first, and the token behind it: "June 18, 19 and 20".
    TimeExpression previous_month_day_;
    uint32_t previous_year_end_ = 0;  // token behind the last year that was read: "antara 2010 dan 2015"
};

// Places them in the calendar: one Time an expression, in order.
std::vector<Time> resolve_times(const Article& article, const std::vector<TimeExpression>& expressions);

// A bare figure outside these is no year.
inline bool bare_year(int year) {
    return year >= 1900 && year <= 2099;
}
// "(18/6/98)" and "'90-an" are of the last century, "24" of this one.
inline int full_year(int two_digits) {
    return two_digits + (two_digits >= 30 ? 1900 : 2000);
}
// The directions that place a day, a month or a year: "lalu", "ini", "depan".
inline bool on_calendar(Direction direction) {
    return direction == Direction::past || direction == Direction::present || direction == Direction::next;
}

// "TM" of time-units.tsv is the minute; nothing for a code that is none.
std::optional<TimeUnit> unit_of_code(std::string_view code);

// The mod of TIMEX3 for a bound of approximators.tsv.
std::string_view mod_of_bound(std::string_view bound);

}  // namespace silang
