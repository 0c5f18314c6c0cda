// The texts of the interface, and dates in words: patterns and names are data (interface.tsv), here are only their
// holes.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "silang/base/calendar.h"
#include "silang/format/format.h"

namespace silang {
namespace {

using Values = std::vector<std::pair<std::string_view, std::string>>;

std::optional<int> number(std::string_view digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || digits.empty()) return std::nullopt;
    return value;
}

std::string day_text(Day day, const InterfaceTexts& texts) {
    const Values values = {{"day", fmt::format("{}", day_of(day))},
                           {"month", std::string(texts.text(fmt::format("month.{}", month_of(day))))},
                           {"year", fmt::format("{}", year_of(day))}};
    return texts.filled("date.day", values);
}

// "+07:00" has a name of its own where people use it ("WIB").
std::string offset_text(std::string_view offset, const InterfaceTexts& texts) {
    const std::string key = fmt::format("offset.{}", offset);
    const std::string_view name = texts.text(key);
    return name == key ? fmt::format("UTC{}", offset) : std::string(name);
}

std::string moment_text(std::string_view value, const Moment& moment, const InterfaceTexts& texts) {
    std::string date = day_text(moment.day, texts);
    if (!moment.minute) return date;
    const Values values = {{"date", std::move(date)},
                           {"hour", fmt::format("{:02}", *moment.minute / 60)},
                           {"minute", fmt::format("{:02}", *moment.minute % 60)}};
    std::string text = texts.filled("date.time", values);
    if (moment.utc_offset) {
        const size_t clock_end = value.find_first_of("+-Z", value.find('T'));
        if (clock_end != std::string_view::npos) text += ' ' + offset_text(value.substr(clock_end), texts);
    }
    return text;
}

// "P2Y6M", "PT3H": each part in its order. Nothing when it is not of that shape.
std::optional<std::string> duration_text(std::string_view value, const InterfaceTexts& texts) {
    if (value.size() < 3 || value[0] != 'P') return std::nullopt;
    std::string text;
    bool clock = false;
    size_t at = 1;
    while (at < value.size()) {
        if (value[at] == 'T') {
            clock = true;
            ++at;
            continue;
        }
        const size_t unit = value.find_first_not_of("0123456789.X", at);
        if (unit == std::string_view::npos || unit == at) return std::nullopt;
        const std::string_view amount = value.substr(at, unit - at);
        const std::string key =
            fmt::format("duration.{}{}.{}", clock ? "T" : "", value[unit], amount == "1" ? "one" : "many");
        const Values values = {{"n", amount == "X" ? std::string("…") : std::string(amount)}};
        if (!text.empty()) text += ' ';
        text += texts.filled(key, values);
        at = unit + 1;
    }
    if (text.empty()) return std::nullopt;
    return text;
}

// "2024-06-18TMO": a day and a part of it, named by the two letters behind the T.
std::optional<std::string> day_part_text(std::string_view value, const InterfaceTexts& texts) {
    const size_t mark = value.find('T');
    if (mark == std::string_view::npos || value.size() != mark + 3) return std::nullopt;
    const std::string key = fmt::format("day-part.{}", value.substr(mark + 1));
    if (texts.text(key) == key) return std::nullopt;
    std::string part(texts.text(key));
    if (mark == 0) return part;
    const Values values = {{"date", date_text(value.substr(0, mark), texts)}, {"part", std::move(part)}};
    return texts.filled("date.day-part", values);
}

// A day or month of no year ("XXXX-06-18", "XXXX-06"), a weekday of no week ("XXXX-WXX-2").
std::optional<std::string> open_text(std::string_view value, const InterfaceTexts& texts) {
    if (!value.starts_with("XXXX-")) return std::nullopt;
    value.remove_prefix(5);
    const bool weekday = value.size() == 5 && value.starts_with("WXX-") && value[4] >= '1' && value[4] <= '7';
    if (weekday) return std::string(texts.text(fmt::format("weekday.{}", value[4])));
    const auto month = number(value.substr(0, 2));
    if (!month || *month < 1 || *month > 12) return std::nullopt;
    std::string name(texts.text(fmt::format("month.{}", *month)));
    if (value.size() == 2) return name;
    const auto day = value.size() == 5 && value[2] == '-' ? number(value.substr(3)) : std::nullopt;
    if (!day) return std::nullopt;
    const Values values = {{"day", fmt::format("{}", *day)}, {"month", std::move(name)}};
    return texts.filled("date.day-month", values);
}

// "2024-06", "2024-W25", "2024-Q2", "2024-H1", "195X", "19XX", "2024".
std::optional<std::string> coarse_text(std::string_view value, const InterfaceTexts& texts) {
    if (value.size() == 4 && number(value)) return std::string(value);
    if (value.size() == 4 && value[3] == 'X') {
        const bool century = value[2] == 'X';
        const auto head = number(value.substr(0, century ? 2 : 3));
        if (!head) return std::nullopt;
        const Values values = {{"year", fmt::format("{}", *head * (century ? 100 : 10))}};
        return texts.filled(century ? "date.century" : "date.decade", values);
    }
    if (value.size() < 7 || value[4] != '-' || !number(value.substr(0, 4))) return std::nullopt;
    const std::string year(value.substr(0, 4));
    const std::string_view part = value.substr(5);
    if (const auto month = number(part); month && part.size() == 2 && *month >= 1 && *month <= 12) {
        const Values values = {{"month", std::string(texts.text(fmt::format("month.{}", *month)))}, {"year", year}};
        return texts.filled("date.month", values);
    }
    const std::string_view key = part[0] == 'W'   ? "date.week"
                                 : part[0] == 'Q' ? "date.quarter"
                                 : part[0] == 'H' ? "date.half"
                                                  : "";
    const auto count = number(part.substr(1));
    if (key.empty() || !count) return std::nullopt;
    const Values values = {{"n", fmt::format("{}", *count)}, {"year", year}};
    return texts.filled(key, values);
}

}  // namespace

std::string_view InterfaceTexts::text(std::string_view key) const {
    const auto found = texts.find(key);
    return found == texts.end() ? key : std::string_view(found->second);
}

std::string InterfaceTexts::filled(std::string_view key,
                                   std::span<const std::pair<std::string_view, std::string>> values) const {
    const std::string_view pattern = text(key);
    std::string out;
    for (size_t at = 0; at < pattern.size();) {
        const size_t open = pattern.find('{', at);
        const size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos) {
            out += pattern.substr(at);
            break;
        }
        out += pattern.substr(at, open - at);
        const std::string_view name = pattern.substr(open + 1, close - open - 1);
        for (const auto& [value_name, value] : values) {
            if (value_name == name) out += value;
        }
        at = close + 1;
    }
    return out;
}

std::string InterfaceTexts::counted(std::string_view key, size_t n) const {
    const Values values = {{"n", fmt::format("{}", n)}};
    return filled(fmt::format("{}.{}", key, n == 1 ? "one" : "many"), values);
}

InterfaceTexts interface_texts(const Language& language) {
    InterfaceTexts texts;
    texts.tag = language.tag();
    for (const LexiconEntry& entry : language.lexicon("interface").entries()) {
        texts.texts.emplace(entry.field(0), entry.field(1));
    }
    return texts;
}

std::string date_text(std::string_view value, const InterfaceTexts& texts) {
    if (const size_t slash = value.find('/'); slash != std::string_view::npos) {
        const Values values = {{"first", date_text(value.substr(0, slash), texts)},
                               {"last", date_text(value.substr(slash + 1), texts)}};
        return texts.filled("date.range", values);
    }
    if (const auto moment = parse_moment(value)) return moment_text(value, *moment, texts);
    if (value == "PAST_REF" || value == "PRESENT_REF" || value == "FUTURE_REF") {
        return std::string(texts.text(fmt::format("date.{}", value)));
    }
    if (const auto part = day_part_text(value, texts)) return *part;
    if (const auto open = open_text(value, texts)) return *open;
    if (const auto coarse = coarse_text(value, texts)) return *coarse;
    if (const auto duration = duration_text(value, texts)) return *duration;
    return std::string(value);
}

std::string figure_text(std::string_view value, const InterfaceTexts& texts) {
    const size_t sign = value.starts_with('-') ? 1 : 0;
    const size_t whole_end = std::min(value.find_first_not_of("0123456789", sign), value.size());
    // Not a plain figure: an exponent, a date, a name.
    if (whole_end == sign || (whole_end < value.size() && value[whole_end] != ' ' && value[whole_end] != '.'))
        return std::string(value);
    std::string out(value.substr(0, sign));
    for (size_t i = sign; i < whole_end; ++i) {
        if (i > sign && (whole_end - i) % 3 == 0) out += texts.text("number.group");
        out += value[i];
    }
    size_t rest = whole_end;
    if (rest + 1 < value.size() && value[rest] == '.' && value[rest + 1] >= '0' && value[rest + 1] <= '9') {
        out += texts.text("number.decimal");
        ++rest;
    }
    // A unit that is no word of the page's ("6 Y") has its own text.
    const size_t space = value.find(' ', rest);
    if (space != std::string_view::npos) {
        const std::string key =
            fmt::format("unit.{}.{}", value.substr(space + 1), value.substr(0, space) == "1" ? "one" : "many");
        if (texts.texts.contains(key)) {
            out += value.substr(rest, space - rest);
            const Values values = {{"n", std::move(out)}};
            return texts.filled(key, values);
        }
    }
    out += value.substr(rest);
    return out;
}

}  // namespace silang
