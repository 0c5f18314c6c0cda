#include "silang/check/elapsed.h"

#include <fmt/format.h>

#include <algorithm>

#include "silang/mention/numbers.h"

namespace silang {
namespace {

// "Two years" is said of anything from a good year and a quarter to not quite three; of weeks one counts better.
constexpr double kBelow = 0.75;
constexpr double kWeeksBelow = 0.5;
constexpr double kAbove = 1.0;
// "More than" and "less than" are meant: two in a hundred for counting months as equal.
constexpr double kStrict = 0.98;
constexpr double kWeekDays = 7;
constexpr double kYearDays = 300;  // a unit of more is a year
// A working week is five days of seven.
constexpr double kWorkWeekDays = 3;
// What is reckoned from the page's day is at most as coarse as a year.
constexpr int kCoarsestReckonedDays = 366;
// "sejak diluncurkan pada": between "since" and its date.
constexpr uint32_t kSinceReach = 8;
constexpr double kMonthDays = 30.44;
constexpr double kDecadeDays = 3652.5;
constexpr std::string_view kBehindDate = "behind";
// A comma, and a preposition behind it.
constexpr uint32_t kAppositionTokens = 2;
constexpr std::string_view kSince = "both";
constexpr std::string_view kPast = "past";

double below(const Elapsed& stated) {
    const std::string& mod = stated.time->mod;
    const double slack = mod == "APPROX" ? std::max(stated.unit_days, 0.2 * stated.days) : 0;
    return (stated.unit_days == kWeekDays ? kWeeksBelow : kBelow) * stated.unit_days + slack;
}

std::string as_duration(double days) {
    const int months = static_cast<int>(days / kMonthDays);
    if (months < 1) return fmt::format("P{}D", static_cast<int>(days));
    if (months < 12) return fmt::format("P{}M", months);
    return months % 12 == 0 ? fmt::format("P{}Y", months / 12) : fmt::format("P{}Y{}M", months / 12, months % 12);
}

std::string as_date(DayRange range) {
    if (range.days() == 1) return iso_date(range.first);
    const bool month = year_of(range.first) == year_of(range.last) && month_of(range.first) == month_of(range.last);
    return month ? iso_month(year_of(range.first), month_of(range.first)) : fmt::format("{:04}", year_of(range.first));
}

bool holds(const Lexicon& lexicon, const TokenizedText& text, uint32_t from, uint32_t end) {
    for (uint32_t i = from; i < end; ++i) {
        if (lexicon.match(text.tokens, i)) return true;
    }
    return false;
}

}  // namespace

std::optional<Elapsed> elapsed_of(const Time& time) {
    if (time.type != TimeType::duration) return std::nullopt;
    const auto days = duration_days(time.value);
    if (!days || *days < 1) return std::nullopt;
    const char unit = time.value.back();
    const bool half_years = time.value.find('Y') != std::string::npos && unit == 'M';
    const double unit_days = half_years                                  ? 183
                             : time.value.find('E') != std::string::npos ? kDecadeDays
                             : unit == 'Y'                               ? 365.25
                             : unit == 'M'                               ? kMonthDays
                             : unit == 'W'                               ? kWeekDays
                                                                         : 1;
    return Elapsed{&time, *days, unit_days};
}

bool exceeds(const Elapsed& stated, double most) {
    const std::string& mod = stated.time->mod;
    if (mod == "MORE_THAN" || mod == "EQUAL_OR_MORE") return most < stated.days * kStrict;
    if (mod == "LESS_THAN" || mod == "EQUAL_OR_LESS") return false;
    return most < stated.days - below(stated);
}

bool fits(const Elapsed& stated, double fewest, double most) {
    const std::string& mod = stated.time->mod;
    if (exceeds(stated, most)) return false;
    if (mod == "MORE_THAN" || mod == "EQUAL_OR_MORE") return true;
    if (mod == "LESS_THAN" || mod == "EQUAL_OR_LESS") return fewest <= stated.days / kStrict;
    const double slack = mod == "APPROX" ? std::max(stated.unit_days, 0.2 * stated.days) : 0;
    return fewest <= stated.days + kAbove * stated.unit_days + slack;
}

TimedSentence timed_sentence(const Scene& scene, const Unit& unit) {
    const Document& document = scene.document_of(unit);
    const TokenizedText& text = document.article.tokens;
    TimedSentence found{unit, text, text.sentences[unit.sentence], {}};
    const auto& times = document.mentions.times;
    auto at = std::lower_bound(times.begin(), times.end(), unit.span.begin,
                               [](const Time& time, uint32_t begin) { return time.span.begin < begin; });
    for (; at != times.end() && at->span.end <= unit.span.end; ++at) {
        const auto first = static_cast<uint32_t>(text.token_at(at->span.begin));
        uint32_t end = first;
        while (end < found.sentence.last && text.tokens[end].span.begin < at->span.end) ++end;
        found.times.push_back({&*at, first, end});
    }
    return found;
}

PageCheck elapsed_mismatch(const Scene& scene, const Unit& unit, Span words, DayRange start, DayRange end,
                           double days) {
    return {CheckKind::elapsed_mismatch, unit.document, words, clean_spaces(scene.text(unit.document, words)),
            fmt::format("{}/{} = {}", as_date(start), as_date(end), as_duration(days))};
}

LengthReader::LengthReader(const Scene& scene, std::vector<PageCheck>& checks)
    : scene_(scene),
      checks_(checks),
      cues_(scene.language.lexicon("elapsed-cues")),
      span_links_(scene.language.lexicon("span-links")),
      joiners_(scene.language.lexicon("range-joiners")),
      time_units_(scene.language.lexicon("time-units")),
      directions_(scene.language.lexicon("time-directions")),
      number_words_(scene.language.lexicon("number-words")) {}

// Whether nothing but marks and linking words stands between two times. `behind_date`: the date stands first.
bool LengthReader::linked(const TimedSentence& in, uint32_t from, uint32_t end, bool behind_date) const {
    while (from < end) {
        const auto link = span_links_.match(in.text.tokens, from);
        const char c = mark_at(in.text, from);
        if (link && (!behind_date || link.entry->field(1) == kBehindDate))
            from += link.length;
        else if (c == ',' || c == '(' || c == ':')
            ++from;
        else
            return false;
    }
    return true;
}

bool LengthReader::beside(const TimedSentence& in, size_t at, const Elapsed& stated, std::optional<Day> written) {
    return lasted(in, at, stated) || (written && until_now(in, at, stated, *written));
}

// "selama 14 hari, dari 21 Januari hingga 3 Februari"
bool LengthReader::lasted(const TimedSentence& in, size_t at, const Elapsed& stated) {
    const std::vector<PlacedTime>& times = in.times;
    const auto range_at = [&](size_t i) -> std::optional<DayRange> {
        if (i >= times.size() || times[i].time->type == TimeType::duration || !times[i].time->issues.empty())
            return std::nullopt;
        const std::string& value = times[i].time->value;
        const auto range = day_range(value);
        if (!range) return std::nullopt;
        if (value.find('/') != std::string::npos) return range;
        if (range->days() != 1 || i + 1 >= times.size()) return std::nullopt;
        const auto joiner = joiners_.match(in.text.tokens, times[i].end);
        const auto other = day_range(times[i + 1].time->value);
        const bool joined =
            joiner && joiner.entry->field(1).empty() && times[i].end + joiner.length == times[i + 1].first;
        if (!joined || !other || other->days() != 1 || other->first < range->first) return std::nullopt;
        return DayRange{range->first, other->last};
    };
    std::optional<DayRange> range;
    if (at + 1 < times.size() && linked(in, times[at].end, times[at + 1].first, false)) range = range_at(at + 1);
    if (!range && at > 0 && times[at].first > times[at - 1].end &&
        linked(in, times[at - 1].end, times[at].first, false)) {
        const auto before = range_at(at - 1);
        if (before && times[at - 1].time->value.find('/') != std::string::npos) range = before;
    }
    if (!range) return false;
    if (!stated.time->mod.empty()) return true;
    // Both ends are days that count, or only the time between them.
    const double most = range->days();
    const double fewest = most - 1;
    const double slack = stated.unit_days <= 1           ? 0
                         : stated.unit_days <= kWeekDays ? kWorkWeekDays
                                                         : kBelow * stated.unit_days;
    const double widest = stated.unit_days > kYearDays ? 1.5 * stated.unit_days : slack;
    if (stated.days < fewest - widest || stated.days > most + slack)
        checks_.push_back(elapsed_mismatch(scene_, in.unit, stated.time->span, {range->first, range->first},
                                           {range->last, range->last}, most));
    return true;
}

// "ditahan sejak 10 Desember 2024 atau sudah delapan bulan": up to the day the page was written on.
bool LengthReader::until_now(const TimedSentence& in, size_t at, const Elapsed& stated, Day written) {
    if (at == 0) return false;
    const PlacedTime& since = in.times[at - 1];
    const PlacedTime& length = in.times[at];
    const auto start = day_range(since.time->value);
    if (since.time->type != TimeType::date || !start || start->days() > kCoarsestReckonedDays) return false;
    if (length.first == since.end || !linked(in, since.end, length.first, true)) return false;
    const uint32_t from =
        since.first >= in.sentence.first + kSinceReach ? since.first - kSinceReach : in.sentence.first;
    bool counted = false;
    for (uint32_t i = from; i < since.first; ++i) {
        const auto cue = cues_.match(in.text.tokens, i);
        counted |= cue && cue.entry->field(1) == kSince;
    }
    if (!counted || start->first > written) return false;
    const auto fewest = static_cast<double>((written - start->last).count());
    const auto most = static_cast<double>((written - start->first).count()) + 1;
    if (!fits(stated, fewest, most))
        checks_.push_back(
            elapsed_mismatch(scene_, in.unit, length.time->span, *start, {written, written}, (fewest + most) / 2));
    return true;
}

// "tiga tahun lalu": a number, a unit, a direction.
bool LengthReader::counts_back(const TimedSentence& in, const PlacedTime& time) const {
    const Token& first = in.text.tokens[time.first];
    const auto unit = time_units_.match(in.text.tokens, time.first);
    const bool counted = first.kind == TokenKind::number || number_words_.word(first.word) != nullptr ||
                         (unit && !unit.entry->field(2).empty());  // "setahun"
    return counted && holds(time_units_, in.text, time.first, time.end) &&
           holds(directions_, in.text, time.first, time.end);
}

// From the page's day, and not from what was told before ("tiga bulan berikutnya").
bool LengthReader::from_now(const TimedSentence& in, const PlacedTime& time) const {
    for (uint32_t i = time.first; i < time.end; ++i) {
        const auto direction = directions_.match(in.text.tokens, i);
        if (direction && direction.entry->field(1) == kPast) return true;
    }
    return false;
}

void LengthReader::reckoned(const TimedSentence& in, size_t at) {
    if (at + 1 >= in.times.size()) return;
    const PlacedTime& left = in.times[at];
    const PlacedTime& right = in.times[at + 1];
    if (left.time->type != TimeType::date || right.time->type != TimeType::date || right.first == left.end) return;
    const bool behind = counts_back(in, right);
    // "pada 2024, empat tahun lalu ia ...": the next clause begins with it.
    if (behind && right.end < in.sentence.last && in.text.tokens[right.end].kind != TokenKind::punct) return;
    if (behind == counts_back(in, left) || !linked(in, left.end, right.first, behind)) return;
    const PlacedTime& reckoned = behind ? right : left;
    const PlacedTime& named = behind ? left : right;
    if (holds(directions_, in.text, named.first, named.end)) return;
    // "dua tahun kemudian, pada 2021", but not "tiga bulan berikutnya atau mulai Juli hingga September".
    const bool apposed = mark_at(in.text, left.end) == ',' && right.first - left.end <= kAppositionTokens;
    if (!apposed && !from_now(in, reckoned)) return;
    const auto a = day_range(reckoned.time->value);
    const auto b = day_range(named.time->value);
    if (!a || !b || a->days() > kCoarsestReckonedDays) return;
    const std::chrono::days unit_days(std::max(1, a->days()));
    const DayRange wide{a->first - unit_days, a->last + unit_days};
    if (wide.overlaps(*b)) return;
    checks_.push_back({CheckKind::elapsed_mismatch, in.unit.document, reckoned.time->span,
                       clean_spaces(scene_.text(in.unit.document, reckoned.time->span)), named.time->value});
}

}  // namespace silang
