#include "silang/article/stamps.h"

#include <cstdlib>

namespace silang {
namespace {

constexpr int kNoNumber = -1;
// "|", "," and the like, or "pukul", between a date and its clock time.
constexpr int kMostGlue = 3;
// Two-digit years are of this century: pages of the web are no older.
constexpr int kCentury = 2000;

struct Reader {
    const TokenizedText& text;
    std::span<const Token> tokens;
    const StampLexicons& lexicons;

    [[nodiscard]] std::string_view folded(size_t at) const {
        return at < tokens.size() ? text.folded_of(tokens[at]) : std::string_view();
    }
    [[nodiscard]] bool is_punct(size_t at, std::string_view mark) const {
        return at < tokens.size() && tokens[at].kind == TokenKind::punct && folded(at) == mark;
    }
    [[nodiscard]] bool tight(size_t at) const { return at < tokens.size() && !tokens[at].space_before; }
};

int digits(std::string_view text) {
    if (text.empty() || text.size() > 4) {
        return kNoNumber;
    }
    int value = 0;
    for (char c : text) {
        if (c < '0' || c > '9') {
            return kNoNumber;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

int number_at(const Reader& reader, size_t at) {
    return at < reader.tokens.size() && reader.tokens[at].kind != TokenKind::punct ? digits(reader.folded(at))
                                                                                   : kNoNumber;
}

int field_number(Lexicon::Match match) {
    return digits(match.entry->field(1));
}

struct Found {
    uint32_t length = 0;
    Moment when;
};

int whole_year(int number, size_t size) {
    if (size == 4) {
        return number >= 1900 && number < 2100 ? number : kNoNumber;
    }
    return size == 2 ? kCentury + number : kNoNumber;
}

Found day_found(uint32_t length, int year, int month, int day) {
    Found found;
    if (year == kNoNumber || month < 1 || day < 1) {
        return found;
    }
    if (std::optional<Day> valid = make_day(year, month, day)) {
        found.length = length;
        found.when.day = *valid;
    }
    return found;
}

// 18/6/2024, 18-06-2024, 2024-06-18, and 6/18/2024; the language's order, or the other where only that is a date.
Found numeric_day(const Reader& reader, size_t at) {
    std::string_view mark = reader.folded(at + 1);
    if ((mark != "/" && mark != "-" && mark != ".") || !reader.is_punct(at + 3, mark) || !reader.tight(at + 2) ||
        !reader.tight(at + 4)) {
        return {};
    }
    int first = number_at(reader, at), second = number_at(reader, at + 2), third = number_at(reader, at + 4);
    if (first == kNoNumber || second == kNoNumber || third == kNoNumber) {
        return {};
    }
    if (reader.folded(at).size() == 4) {
        return day_found(5, whole_year(first, 4), second, third);
    }
    int year = whole_year(third, reader.folded(at + 4).size());
    if (reader.lexicons.month_first) {
        std::swap(first, second);
    }
    Found found = day_found(5, year, second, first);
    return found.length != 0 ? found : day_found(5, year, first, second);
}

// "18.06.2024" is one token.
Found dotted_day(const Reader& reader, size_t at) {
    std::string_view word = reader.folded(at);
    size_t one = word.find('.');
    size_t two = one == std::string_view::npos ? one : word.find('.', one + 1);
    if (two == std::string_view::npos || word.size() - two - 1 != 4) {
        return {};
    }
    return day_found(1, whole_year(digits(word.substr(two + 1)), 4), digits(word.substr(one + 1, two - one - 1)),
                     digits(word.substr(0, one)));
}

Found day_at(const Reader& reader, size_t at) {
    if (at >= reader.tokens.size()) {
        return {};
    }
    int number = number_at(reader, at);
    if (number != kNoNumber) {
        Found numeric = numeric_day(reader, at);
        if (numeric.length != 0) {
            return numeric;
        }
        size_t month_at = at + 1;
        if (reader.is_punct(month_at, "-") || reader.is_punct(month_at, "/")) {
            ++month_at;
        }
        if (month_at >= reader.tokens.size()) {
            return {};
        }
        Lexicon::Match month = reader.lexicons.months.match(reader.tokens, month_at);
        if (!month || number > 31) {
            return {};
        }
        size_t year_at = month_at + month.length;
        while (year_at < month_at + month.length + 2 &&
               (reader.is_punct(year_at, ",") || reader.is_punct(year_at, ".") || reader.is_punct(year_at, "-") ||
                reader.is_punct(year_at, "/"))) {
            ++year_at;
        }
        int year = number_at(reader, year_at);
        if (year == kNoNumber || reader.folded(year_at).size() != 4) {
            return {};
        }
        return day_found(static_cast<uint32_t>(year_at + 1 - at), whole_year(year, 4), field_number(month), number);
    }
    if (reader.tokens[at].kind == TokenKind::number) {
        return dotted_day(reader, at);
    }
    // June 18, 2024
    Lexicon::Match month = reader.lexicons.months.match(reader.tokens, at);
    if (!month) {
        return {};
    }
    size_t day_index = at + month.length;
    if (reader.is_punct(day_index, ".")) {
        ++day_index;
    }
    int day = number_at(reader, day_index);
    size_t year_at = day_index + 1;
    if (reader.is_punct(year_at, ",")) {
        ++year_at;
    }
    int year = number_at(reader, year_at);
    if (day == kNoNumber || year == kNoNumber || reader.folded(year_at).size() != 4) {
        return {};
    }
    return day_found(static_cast<uint32_t>(year_at + 1 - at), whole_year(year, 4), field_number(month), day);
}

std::optional<int> minute_of_day(int hour, int minute) {
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
        return std::nullopt;
    }
    return hour * 60 + minute;
}

std::optional<int> zone_offset(std::string_view offset) {
    if (offset.size() != 6) {
        return std::nullopt;
    }
    int hour = digits(offset.substr(1, 2)), minute = digits(offset.substr(4, 2));
    int value = hour * 60 + minute;
    return offset[0] == '-' ? -value : value;
}

// 19:02, 19.02, 19:02:33, "7:02 pm", each with its zone where one follows.
Found clock_at(const Reader& reader, size_t at) {
    Found found;
    if (at >= reader.tokens.size()) {
        return found;
    }
    size_t end = at;
    std::optional<int> minute;
    if (int hour = number_at(reader, at); hour != kNoNumber && reader.folded(at).size() <= 2) {
        if (!reader.is_punct(at + 1, ":") || reader.folded(at + 2).size() != 2 ||
            number_at(reader, at + 2) == kNoNumber) {
            return found;
        }
        minute = minute_of_day(hour, number_at(reader, at + 2));
        end = at + 3;
        if (reader.is_punct(end, ":") && reader.tight(end) && number_at(reader, end + 1) != kNoNumber) {
            end += 2;
        }
    } else if (reader.tokens[at].kind == TokenKind::number) {
        std::string_view word = reader.folded(at);
        size_t dot = word.find('.');
        if (dot > 2 || word.size() - dot - 1 != 2) {  // also when there is none
            return found;
        }
        minute = minute_of_day(digits(word.substr(0, dot)), digits(word.substr(dot + 1)));
        end = at + 1;
    }
    if (!minute) {
        return found;
    }
    found.when.minute = minute;
    // "7:02 pm", "3:30 petang"
    Lexicon::Match half =
        end < reader.tokens.size() ? reader.lexicons.parts.match(reader.tokens, end) : Lexicon::Match{};
    if (half) {
        int from = digits(half.entry->field(3)), to = digits(half.entry->field(4)), hour = *minute / 60;
        if (from != kNoNumber && hour >= from && hour <= to) {
            found.when.minute = *minute + 12 * 60;
        } else if (hour == 12 && half.entry->field(5) == "midnight") {
            found.when.minute = *minute - 12 * 60;
        }
        end += half.length;
    }
    size_t zone_at = reader.is_punct(end, "(") ? end + 1 : end;
    if (zone_at < reader.tokens.size()) {
        if (Lexicon::Match zone = reader.lexicons.zones.match(reader.tokens, zone_at)) {
            found.when.utc_offset = zone_offset(zone.entry->field(1));
            end = zone_at + zone.length;
            if (zone_at > at && reader.is_punct(zone_at - 1, "(") && reader.is_punct(end, ")")) {
                ++end;
            }
        }
    }
    found.length = static_cast<uint32_t>(end - at);
    return found;
}

size_t skip_glue(const Reader& reader, size_t at) {
    for (int skipped = 0; skipped < kMostGlue && at < reader.tokens.size(); ++skipped) {
        if (reader.tokens[at].kind == TokenKind::punct) {
            ++at;
            continue;
        }
        Lexicon::Match cue = reader.lexicons.cues.match(reader.tokens, at);
        if (!cue || cue.entry->field(1) != "glue") {
            break;
        }
        at += cue.length;
    }
    return at;
}

bool next_to_zone_or_cue(const Reader& reader, size_t at, const Found& clock) {
    if (clock.when.utc_offset || reader.is_punct(at + 1, ":")) {
        return true;
    }
    if (at == 0) {
        return false;
    }
    Lexicon::Match cue = reader.lexicons.cues.match(reader.tokens, at - 1);
    return cue && cue.entry->field(1) == "glue";
}

int64_t age_unit_minutes(std::string_view duration) {
    std::optional<double> days = duration_days(duration);
    return days ? static_cast<int64_t>(*days * 24 * 60 + 0.5) : 0;
}

// "Kamis, 21 November 2024 | 08:14": what follows the day is taken in.
Stamp with_clock(const Reader& reader, size_t first, size_t day_first, const Found& day) {
    Stamp stamp{StampKind::date, static_cast<uint32_t>(first), static_cast<uint32_t>(day_first + day.length), day.when,
                0};
    size_t clock_first = skip_glue(reader, stamp.last);
    Found clock = clock_at(reader, clock_first);
    if (clock.length != 0) {
        stamp.when.minute = clock.when.minute;
        stamp.when.utc_offset = clock.when.utc_offset;
        stamp.last = static_cast<uint32_t>(clock_first + clock.length);
    }
    return stamp;
}

bool read_age(const Reader& reader, size_t at, Stamp& stamp) {
    int number = number_at(reader, at);
    size_t unit_at = number == kNoNumber ? at : at + 1;
    if (unit_at >= reader.tokens.size()) {
        return false;
    }
    Lexicon::Match age = reader.lexicons.ages.match(reader.tokens, unit_at);
    if (!age || (age.entry->field(1) == "unit") != (number != kNoNumber)) {
        return false;
    }
    int64_t unit = age_unit_minutes(age.entry->field(2));
    stamp = {StampKind::age,
             static_cast<uint32_t>(at),
             static_cast<uint32_t>(unit_at + age.length),
             {},
             unit * (number == kNoNumber ? 1 : number)};
    return true;
}

// "(18/6)" and a weekday alone.
bool read_partial(const Reader& reader, size_t at, Lexicon::Match weekday, Stamp& stamp) {
    size_t end = at + weekday.length;
    size_t day = weekday ? skip_glue(reader, end) : at;
    int first = number_at(reader, day), second = number_at(reader, day + 2);
    if (first != kNoNumber && second != kNoNumber && reader.is_punct(day + 1, "/") && reader.tight(day + 1) &&
        reader.tight(day + 2) && first >= 1 && first <= 31 && second >= 1 && second <= 12) {
        end = day + 3;
        if (reader.is_punct(end, ")")) {
            ++end;
        }
    } else if (!weekday || weekday.entry->field(2) == "week") {
        return false;
    }
    stamp = {StampKind::partial, static_cast<uint32_t>(at), static_cast<uint32_t>(end), {}, 0};
    return true;
}

bool read_stamp(const Reader& reader, size_t at, Stamp& stamp) {
    Lexicon::Match weekday = reader.lexicons.weekdays.match(reader.tokens, at);
    size_t day_first = at;
    if (weekday) {
        day_first = at + weekday.length;
        while (day_first < at + weekday.length + 2 && day_first < reader.tokens.size() &&
               reader.tokens[day_first].kind == TokenKind::punct) {
            ++day_first;
        }
    }
    Found day = day_at(reader, day_first);
    if (day.length != 0) {
        stamp = with_clock(reader, at, day_first, day);
        return true;
    }
    if (!weekday) {
        if (Found clock = clock_at(reader, at); clock.length != 0) {
            // "19:02 WIB, 18 Juni 2024"
            size_t after = skip_glue(reader, at + clock.length);
            if (after < reader.tokens.size()) {
                if (Lexicon::Match later = reader.lexicons.weekdays.match(reader.tokens, after)) {
                    after = skip_glue(reader, after + later.length);
                }
            }
            Found later_day = day_at(reader, after);
            if (later_day.length != 0) {
                stamp = {StampKind::date, static_cast<uint32_t>(at), static_cast<uint32_t>(after + later_day.length),
                         later_day.when, 0};
                stamp.when.minute = clock.when.minute;
                stamp.when.utc_offset = clock.when.utc_offset;
                return true;
            }
            if (next_to_zone_or_cue(reader, at, clock)) {
                stamp = {StampKind::clock, static_cast<uint32_t>(at), static_cast<uint32_t>(at + clock.length),
                         clock.when, 0};
                return true;
            }
        }
        if (read_age(reader, at, stamp)) {
            return true;
        }
    }
    return read_partial(reader, at, weekday, stamp);
}

}  // namespace

StampLexicons::StampLexicons(const Language& language)
    : month_first(language.setting("date-order") == "mdy"),
      months(language.lexicon("months")),
      weekdays(language.lexicon("weekdays")),
      zones(language.lexicon("time-zones")),
      parts(language.lexicon("day-parts")),
      ages(language.lexicon("ages")),
      cues(language.lexicon("stamp-cues")) {}

void find_stamps(const TokenizedText& text, std::span<const Token> tokens, const StampLexicons& lexicons,
                 std::vector<Stamp>& stamps) {
    const Reader reader{text, tokens, lexicons};
    for (size_t at = 0; at < tokens.size();) {
        const Token& token = tokens[at];
        // A stamp begins with a number or with a word that some lexicon knows.
        if (token.kind == TokenKind::punct || (token.kind == TokenKind::word && token.word == kUnknownWord)) {
            ++at;
            continue;
        }
        Stamp stamp;
        if (read_stamp(reader, at, stamp) && stamp.last > at) {
            stamps.push_back(stamp);
            at = stamp.last;
        } else {
            ++at;
        }
    }
}

}  // namespace silang
