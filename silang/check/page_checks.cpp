// What is wrong inside one page: the calendar (weekday, impossible date), and lengths of time that do not fit the dated
// happenings they are counted from, on the same page or anywhere in the story.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "silang/check/parts.h"

namespace silang {
namespace {

// How far (in tokens) from a length of time its cue and its happening may stand.
constexpr size_t kCueReach = 4;
constexpr size_t kDateReach = 14;
// "Two years" is said of anything from a good year and a quarter to not quite three.
constexpr double kBelow = 0.75;
constexpr double kAbove = 1.0;
// "More than" and "less than" are meant: two in a hundred for counting months as equal.
constexpr double kStrict = 0.98;
// A happening dated more coarsely than this cannot contradict a length of time.
constexpr int kCoarsestStartDays = 62;

struct Elapsed {
    const Time* time;
    double days;
    double unit_days;
};

std::optional<Elapsed> elapsed_of(const Time& time) {
    if (time.type != TimeType::duration) return std::nullopt;
    const auto days = duration_days(time.value);
    if (!days || *days < 28) return std::nullopt;  // shorter ones are counted too loosely to be held against a date
    const char unit = time.value.back();
    const bool half_years = time.value.find('Y') != std::string::npos && unit == 'M';
    const double unit_days = half_years ? 183 : unit == 'Y' ? 365.25 : unit == 'M' ? 30.44 : unit == 'W' ? 7 : 1;
    return Elapsed{&time, *days, unit_days};
}

bool fits(const Elapsed& stated, double fewest, double most) {
    const std::string& mod = stated.time->mod;
    if (mod == "MORE_THAN" || mod == "EQUAL_OR_MORE") return most >= stated.days * kStrict;
    if (mod == "LESS_THAN" || mod == "EQUAL_OR_LESS") return fewest <= stated.days / kStrict;
    const double slack = mod == "APPROX" ? std::max(stated.unit_days, 0.2 * stated.days) : 0;
    return most >= stated.days - kBelow * stated.unit_days - slack &&
           fewest <= stated.days + kAbove * stated.unit_days + slack;
}

std::string as_duration(double days) {
    const int months = static_cast<int>(days / 30.44);
    if (months < 1) return fmt::format("P{}D", static_cast<int>(days));
    if (months < 12) return fmt::format("P{}M", months);
    return months % 12 == 0 ? fmt::format("P{}Y", months / 12) : fmt::format("P{}Y{}M", months / 12, months % 12);
}

class Checker {
public:
    explicit Checker(const Scene& scene)
        : scene_(scene),
          cues_(scene.language.lexicon("elapsed-cues")),
          interface_(scene.language.lexicon("interface")) {}

    std::vector<PageCheck> run() {
        for (const uint32_t document : scene_.story.documents) calendar(document);
        for (const Unit& unit : scene_.all.units) elapsed(unit);
        std::sort(checks_.begin(), checks_.end(), [&](const PageCheck& a, const PageCheck& b) {
            return std::pair(rank(a.document), a.span) < std::pair(rank(b.document), b.span);
        });
        return std::move(checks_);
    }

private:
    size_t rank(uint32_t document) const {
        const auto& order = scene_.story.documents;
        return static_cast<size_t>(std::find(order.begin(), order.end(), document) - order.begin());
    }

    std::string weekday_name(std::string_view number) const {
        const std::string key = "weekday." + std::string(number);
        for (const LexiconEntry& entry : interface_.entries()) {
            if (entry.phrase() == key) return std::string(entry.field(1));
        }
        return std::string(number);
    }

    void calendar(uint32_t index) {
        const Document& document = scene_.documents[index];
        for (const Time& time : document.mentions.times) {
            for (const TimeIssue issue : time.issues) {
                std::string expected = time.expected;
                if (issue == TimeIssue::weekday_mismatch && expected.size() == 1) {
                    expected = time.value.substr(0, 10) + " = " + weekday_name(expected);
                }
                checks_.push_back({issue, index, time.span, clean_spaces(scene_.text(index, time.span)), expected});
            }
        }
    }

    // The day the page was written on: its publication, else the story's last day (an undated copy is not older than
    // its story).
    std::optional<Day> written_on(uint32_t index) const {
        const auto& published = scene_.documents[index].article.published;
        if (published) return published->when.day;
        std::optional<Day> last;
        for (const uint32_t other : scene_.story.documents) {
            const auto& known = scene_.documents[other].article.published;
            if (known && (!last || known->when.day > *last)) last = known->when.day;
        }
        return last;
    }

    void elapsed(const Unit& unit) {
        const Document& document = scene_.document_of(unit);
        for (const Time& time : document.mentions.times) {
            if (!unit.span.contains(time.span)) continue;
            const auto stated = elapsed_of(time);
            if (!stated) continue;
            const TokenizedText& text = document.article.tokens;
            const Sentence& sentence = text.sentences[unit.sentence];
            const size_t begin = text.token_at(time.span.begin);
            size_t end = begin;
            while (end < sentence.last && text.tokens[end].span.begin < time.span.end) ++end;
            if (const auto after = cue_after(text, begin, end, sentence)) {
                counted_from(unit, *stated, *after, sentence);
            } else if (cue_before(text, begin, end, sentence)) {
                if (const EventWord* event = last_event_before(unit, time.span.begin)) lasting(unit, *stated, *event);
            }
        }
    }

    // "tiga tahun setelah ...": the token behind the cue, which may be the last word of the time expression itself.
    std::optional<size_t> cue_after(const TokenizedText& text, size_t begin, size_t end,
                                    const Sentence& sentence) const {
        for (size_t i = begin + 1; i < std::min<size_t>(end + 2, sentence.last); ++i) {
            const auto cue = cues_.match(text.tokens, i);
            if (cue && cue.entry->field(1) != "before" && cue.entry->field(2).empty()) return i + cue.length;
        }
        return std::nullopt;
    }

    bool cue_before(const TokenizedText& text, size_t begin, size_t end, const Sentence& sentence) const {
        const size_t from = begin >= sentence.first + kCueReach ? begin - kCueReach : sentence.first;
        for (size_t i = from; i < end; ++i) {
            const auto cue = cues_.match(text.tokens, i);
            if (cue && cue.entry->field(1) != "after") return true;
        }
        return false;
    }

    static const EventWord* last_event_before(const Unit& unit, uint32_t offset) {
        const EventWord* last = nullptr;
        for (const EventWord& event : unit.events) {
            if (event.span.end <= offset) last = &event;
        }
        return last;
    }

    // A date in the same sentence behind the cue; else the happening named there, as the story dates it.
    void counted_from(const Unit& unit, const Elapsed& stated, size_t token, const Sentence& sentence) {
        const Document& document = scene_.document_of(unit);
        const TokenizedText& text = document.article.tokens;
        const uint32_t from = token < sentence.last ? text.tokens[token].span.begin : unit.span.end;
        const size_t limit = std::min<size_t>(token + kDateReach, sentence.last);
        const uint32_t until = limit > token ? text.tokens[limit - 1].span.end : from;
        std::optional<DayRange> reference;
        std::optional<DayRange> start;
        for (const UnitTime& time : unit.times) {
            if (time.speech) continue;
            if (time.span.begin >= from && time.span.end <= until && !start)
                start = time.range;
            else if (time.span.end <= stated.time->span.begin)
                reference = time.range;
        }
        if (!reference) {
            const auto written = written_on(unit.document);
            if (!written) return;
            reference = DayRange{*written, *written};
        }
        if (start) {
            judge(unit, stated, *start, *reference);
            return;
        }
        for (const EventWord& event : unit.events) {
            if (event.span.begin >= from && event.span.begin < until) {
                if (const auto dated = date_of(unit, event)) judge(unit, stated, *dated, *reference);
                return;
            }
        }
    }

    // "X berlangsung selama ...": up to the day the page was written on.
    void lasting(const Unit& unit, const Elapsed& stated, const EventWord& event) {
        const auto written = written_on(unit.document);
        const auto start = date_of(unit, event);
        if (written && start) judge(unit, stated, *start, {*written, *written});
    }

    // When the pages of the story say that such a happening with the same two names took place; nothing unless they
    // agree.
    std::optional<DayRange> date_of(const Unit& asking, const EventWord& event) const {
        std::optional<DayRange> found;
        for (const Unit& unit : scene_.all.units) {
            if (&unit == &asking || shared_entities(unit, asking) < 2) continue;
            for (const UnitTime& time : unit.times) {
                if (time.speech || time.range.days() > kCoarsestStartDays || nearest(unit, time) != event.type)
                    continue;
                if (!found || found->contains(time.range))
                    found = time.range;
                else if (!time.range.overlaps(*found))
                    return std::nullopt;
            }
        }
        return found;
    }

    static std::string_view nearest(const Unit& unit, const UnitTime& time) {
        const EventWord* before = last_event_before(unit, time.span.begin);
        return before ? before->type : std::string_view();
    }

    static size_t shared_entities(const Unit& a, const Unit& b) {
        return static_cast<size_t>(std::count_if(a.entities.begin(), a.entities.end(), [&](uint32_t entity) {
            return std::binary_search(b.entities.begin(), b.entities.end(), entity);
        }));
    }

    void judge(const Unit& unit, const Elapsed& stated, DayRange start, DayRange reference) {
        if (start.days() > kCoarsestStartDays || reference.days() > kCoarsestStartDays) return;
        const auto fewest = static_cast<double>((reference.first - start.last).count());
        const auto most = static_cast<double>((reference.last - start.first).count());
        if (most <= 0 || fits(stated, fewest, most)) return;
        const std::string from =
            start.days() == 1 ? iso_date(start.first) : iso_month(year_of(start.first), month_of(start.first));
        checks_.push_back(
            {TimeIssue::elapsed_mismatch, unit.document, stated.time->span,
             clean_spaces(scene_.text(unit.document, stated.time->span)),
             fmt::format("{}/{} = {}", from, iso_date(reference.last), as_duration((fewest + most) / 2))});
    }

    const Scene& scene_;
    const Lexicon& cues_;
    const Lexicon& interface_;
    std::vector<PageCheck> checks_;
};

}  // namespace

std::vector<PageCheck> page_checks(const Scene& scene) {
    return Checker(scene).run();
}

}  // namespace silang
