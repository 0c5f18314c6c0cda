// Lengths of time held against the days they are counted from: those the sentence names, else the day the story gives
// to the happening it names, up to a day the sentence names or ties to the page's own.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "silang/check/page_checks.h"
#include "silang/mention/numbers.h"

namespace silang {
namespace {

// How far (in tokens) from a length of time its cue and its happening may stand.
constexpr uint32_t kCueReach = 4;
constexpr uint32_t kDateReach = 14;
// "penangkapan itu": so many sentences back its day may have been named.
constexpr uint32_t kPointingReach = 6;
// "Two years" is said of anything from a good year and a quarter to not quite three.
constexpr double kBelow = 0.75;
constexpr double kAbove = 1.0;
// "More than" and "less than" are meant: two in a hundred for counting months as equal.
constexpr double kStrict = 0.98;
// A happening dated more coarsely than this cannot contradict a length of time.
constexpr int kCoarsestStartDays = 62;
constexpr int kCoarsestLastDays = 366;  // but the last one of its kind may be known by its year
// Shorter lengths are counted too loosely to be held against a day that the sentence does not name.
constexpr double kBriefDays = 28;
// A working week is five days of seven.
constexpr double kWorkWeekDays = 3;
// The last happening of a kind lies so far before the one that is the news.
constexpr int kLongAgoDays = 180;

struct Elapsed {
    const Time* time;
    double days;
    double unit_days;
};

std::optional<Elapsed> elapsed_of(const Time& time) {
    if (time.type != TimeType::duration) return std::nullopt;
    const auto days = duration_days(time.value);
    if (!days || *days < 1) return std::nullopt;
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

std::string as_date(DayRange range) {
    if (range.days() == 1) return iso_date(range.first);
    const bool month = year_of(range.first) == year_of(range.last) && month_of(range.first) == month_of(range.last);
    return month ? iso_month(year_of(range.first), month_of(range.first)) : fmt::format("{:04}", year_of(range.first));
}

struct Dated {
    const Unit* unit;
    DayRange range;
};

class ElapsedChecker {
public:
    ElapsedChecker(const Scene& scene, std::vector<PageCheck>& checks)
        : scene_(scene),
          checks_(checks),
          cues_(scene.language.lexicon("elapsed-cues")),
          first_cues_(scene.language.lexicon("first-cues")),
          last_cues_(scene.language.lexicon("last-cues")),
          now_words_(scene.language.lexicon("now-words")),
          term_words_(scene.language.lexicon("term-words")),
          span_links_(scene.language.lexicon("span-links")),
          joiners_(scene.language.lexicon("range-joiners")),
          time_units_(scene.language.lexicon("time-units")),
          directions_(scene.language.lexicon("time-directions")),
          pointers_(scene.language.lexicon("pointers")) {}

    void run() {
        for (const Unit& unit : scene_.all.units) sentence(unit);
    }

private:
    // A time and its tokens.
    struct Placed {
        const Time* time;
        uint32_t first;
        uint32_t end;
    };

    std::vector<Placed> times_of(const Unit& unit) const {
        std::vector<Placed> placed;
        const auto& times = scene_.document_of(unit).mentions.times;
        auto at = std::lower_bound(times.begin(), times.end(), unit.span.begin,
                                   [](const Time& time, uint32_t begin) { return time.span.begin < begin; });
        for (; at != times.end() && at->span.end <= unit.span.end; ++at) {
            const auto first = static_cast<uint32_t>(text_->token_at(at->span.begin));
            uint32_t end = first;
            while (end < sentence_->last && text_->tokens[end].span.begin < at->span.end) ++end;
            placed.push_back({&*at, first, end});
        }
        return placed;
    }

    void sentence(const Unit& unit) {
        text_ = &scene_.document_of(unit).article.tokens;
        sentence_ = &text_->sentences[unit.sentence];
        const std::vector<Placed> times = times_of(unit);
        for (size_t i = 0; i < times.size(); ++i) {
            relative(unit, times, i);
            const auto stated = elapsed_of(*times[i].time);
            if (!stated) continue;
            if (lasted(unit, times, i, *stated)) continue;
            const Placed& placed = times[i];
            if (const auto cue = cue_after(placed)) {
                counted_from(unit, *stated, placed, *cue);
            } else if (ends_at(first_cues_, placed.first)) {
                first_in(unit, *stated);
            } else if (stated->days >= kBriefDays && cue_before(placed)) {
                if (const EventWord* event = last_event_before(unit, placed.time->span.begin))
                    lasting(unit, *stated, *event);
            }
        }
    }

    // The day the page was written on: its publication, else the story's last day (an undated copy is not older than
    // its story).
    std::optional<Day> written_on(uint32_t index) {
        const auto& published = scene_.documents[index].article.published;
        if (published) return published->when.day;
        if (!last_known_) {
            last_known_ = true;
            for (const uint32_t other : scene_.story.documents) {
                const auto& known = scene_.documents[other].article.published;
                if (known && (!last_day_ || known->when.day > *last_day_)) last_day_ = known->when.day;
            }
        }
        return last_day_;
    }

    struct CueAfter {
        uint32_t end;
        bool ahead;
        bool since;
    };

    // "tiga tahun setelah ...": the token behind the cue, which may be the last word of the time expression itself.
    std::optional<CueAfter> cue_after(const Placed& placed) const {
        for (uint32_t i = placed.first + 1; i < std::min<uint32_t>(placed.end + 2, sentence_->last); ++i) {
            const auto cue = cues_.match(text_->tokens, i);
            if (!cue || cue.entry->field(1) == "before") continue;
            return CueAfter{i + cue.length, !cue.entry->field(2).empty(), cue.entry->field(1) == "both"};
        }
        return std::nullopt;
    }

    bool cue_before(const Placed& placed) const {
        const uint32_t from =
            placed.first >= sentence_->first + kCueReach ? placed.first - kCueReach : sentence_->first;
        for (uint32_t i = from; i < placed.end; ++i) {
            const auto cue = cues_.match(text_->tokens, i);
            if (cue && cue.entry->field(1) != "after") return true;
        }
        return false;
    }

    // Whether an entry ends right before `token`.
    bool ends_at(const Lexicon& lexicon, uint32_t token) const {
        const uint32_t from = token >= sentence_->first + kCueReach ? token - kCueReach : sentence_->first;
        for (uint32_t i = from; i < token; ++i) {
            const auto match = lexicon.match(text_->tokens, i);
            if (match && i + match.length == token) return true;
        }
        return false;
    }

    bool holds(const Lexicon& lexicon, uint32_t from, uint32_t end) const {
        for (uint32_t i = from; i < end; ++i) {
            if (lexicon.match(text_->tokens, i)) return true;
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

    // Whether what is told is told of the day the page was written on.
    // [from, until): the length of time and what it is counted from.
    bool tied_to_now(const Unit& unit, uint32_t from, uint32_t until) const {
        if (unit.order == 0) return true;
        for (uint32_t i = sentence_->first; i < sentence_->last; ++i) {
            const uint32_t offset = text_->tokens[i].span.begin;
            if (offset >= from && offset < until) continue;
            const auto now = now_words_.match(text_->tokens, i);
            if (!now) continue;
            if (now.entry->field(1).empty()) return true;
            for (const EventWord& event : unit.events) {
                if (event.span.end <= offset && offset - event.span.end <= 1) return true;
            }
        }
        return false;
    }

    // A date in the same sentence behind the cue; else the happening named there, as the page or the story dates it.
    void counted_from(const Unit& unit, const Elapsed& stated, const Placed& placed, const CueAfter& cue) {
        if (holds(term_words_, sentence_->first, placed.first)) return;
        const uint32_t from = cue.end < sentence_->last ? text_->tokens[cue.end].span.begin : unit.span.end;
        const uint32_t limit = std::min<uint32_t>(cue.end + kDateReach, sentence_->last);
        const uint32_t until = limit > cue.end ? text_->tokens[limit - 1].span.end : from;
        std::optional<DayRange> reference;
        std::optional<DayRange> start;
        uint32_t counted_until = from;
        for (const UnitTime& time : unit.times) {
            if (time.span.begin >= from && time.span.end <= until && !time.speech && !start) {
                start = time.range;
                counted_until = time.span.end;
            }
            if (time.span.end <= stated.time->span.begin && !time.speech) reference = time.range;
        }
        const bool named = start && reference;
        if (stated.days < kBriefDays && !named) return;
        if (cue.ahead) {
            if (named) judge(unit, stated, *reference, *start);
            return;
        }
        if (!reference) {
            const auto written = written_on(unit.document);
            if (!written || (!cue.since && !tied_to_now(unit, stated.time->span.begin, counted_until))) return;
            reference = DayRange{*written, *written};
        }
        if (start) {
            judge(unit, stated, *start, *reference);
            return;
        }
        for (const EventWord& event : unit.events) {
            if (event.span.begin < from || event.span.begin >= until) continue;
            auto dated = date_of(unit, event);
            if (!dated) dated = date_pointed_at(unit, event);
            if (dated) judge(unit, stated, *dated, *reference);
            return;
        }
    }

    // "X berlangsung selama ...": up to the day the page was written on.
    void lasting(const Unit& unit, const Elapsed& stated, const EventWord& event) {
        const auto written = written_on(unit.document);
        const auto start = date_of(unit, event);
        if (written && start) judge(unit, stated, *start, {*written, *written});
    }

    // "pertama dalam 24 tahun": one of the last happenings of the kind, with the same two names, must have been so long
    // ago.
    void first_in(const Unit& unit, const Elapsed& stated) {
        const EventWord* event = last_event_before(unit, stated.time->span.begin);
        const auto written = written_on(unit.document);
        if (!event || !written || stated.days < kBriefDays) return;
        std::optional<DayRange> latest;
        for (const Dated& dated : dated_by(event->type)) {
            if (dated.unit == &unit || shared_entities(*dated.unit, unit) < 2) continue;
            if (dated.range.days() > kCoarsestLastDays || (*written - dated.range.last).count() < kLongAgoDays)
                continue;
            if (!tells_last(*dated.unit)) continue;
            const auto fewest = static_cast<double>((*written - dated.range.last).count());
            const auto most = static_cast<double>((*written - dated.range.first).count());
            if (fits(stated, fewest, most)) return;
            if (!latest || dated.range.first > latest->first) latest = dated.range;
        }
        if (latest) found(unit, stated.time->span, *latest, {*written, *written});
    }

    bool tells_last(const Unit& unit) const {
        const TokenizedText& text = scene_.document_of(unit).article.tokens;
        const Sentence& sentence = text.sentences[unit.sentence];
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            if (last_cues_.match(text.tokens, i)) return true;
        }
        return false;
    }

    // The dated happenings of a class in the story, worked out once.
    const std::vector<Dated>& dated_by(std::string_view type) {
        if (!indexed_) {
            indexed_ = true;
            for (const Unit& unit : scene_.all.units) {
                for (const UnitTime& time : unit.times) {
                    if (time.speech) continue;
                    const EventWord* nearest = last_event_before(unit, time.span.begin);
                    if (!nearest && !unit.events.empty()) nearest = &unit.events.front();
                    if (nearest) dated_[nearest->type].push_back({&unit, time.range});
                }
            }
        }
        return dated_[type];
    }

    // When the pages of the story say that such a happening with the same two names took place; nothing unless they
    // agree.
    std::optional<DayRange> date_of(const Unit& asking, const EventWord& event) {
        std::optional<DayRange> found;
        for (const Dated& dated : dated_by(event.type)) {
            if (dated.unit == &asking || dated.range.days() > kCoarsestStartDays) continue;
            if (shared_entities(*dated.unit, asking) < 2) continue;
            if (!found || found->contains(dated.range))
                found = dated.range;
            else if (!dated.range.overlaps(*found))
                return std::nullopt;
        }
        return found;
    }

    // "penangkapan itu": the day the sentences before give to the last happening of the class.
    std::optional<DayRange> date_pointed_at(const Unit& asking, const EventWord& event) {
        const auto behind = static_cast<uint32_t>(text_->token_at(event.span.end));
        if (behind >= sentence_->last || !pointers_.match(text_->tokens, behind)) return std::nullopt;
        const auto index = static_cast<size_t>(&asking - scene_.all.units.data());
        for (size_t back = 1; back <= kPointingReach && back <= index; ++back) {
            const Unit& unit = scene_.all.units[index - back];
            if (unit.document != asking.document) break;
            if (!unit.has_event(event.type)) continue;
            std::optional<DayRange> day;
            for (const UnitTime& time : unit.times) {
                if (time.speech) continue;
                if (day) return std::nullopt;  // which of them?
                day = time.range;
            }
            if (day) return day;
        }
        return std::nullopt;
    }

    static size_t shared_entities(const Unit& a, const Unit& b) {
        return static_cast<size_t>(std::count_if(a.entities.begin(), a.entities.end(), [&](uint32_t entity) {
            return std::binary_search(b.entities.begin(), b.entities.end(), entity);
        }));
    }

    // Whether nothing but marks and linking words stands between two times.
    bool linked(uint32_t from, uint32_t end) const {
        while (from < end) {
            const auto link = span_links_.match(text_->tokens, from);
            const char c = mark_at(*text_, from);
            if (link)
                from += link.length;
            else if (c == ',' || c == '(' || c == ':')
                ++from;
            else
                return false;
        }
        return true;
    }

    // "selama 14 hari, dari 21 Januari hingga 3 Februari": the days it names beside it. True when there are such.
    bool lasted(const Unit& unit, const std::vector<Placed>& times, size_t at, const Elapsed& stated) {
        const auto range_at = [&](size_t i) -> std::optional<DayRange> {
            if (i >= times.size() || times[i].time->type == TimeType::duration || !times[i].time->issues.empty())
                return std::nullopt;
            const std::string& value = times[i].time->value;
            const auto range = day_range(value);
            if (!range) return std::nullopt;
            if (value.find('/') != std::string::npos) return range;
            if (range->days() != 1 || i + 1 >= times.size()) return std::nullopt;
            const auto joiner = joiners_.match(text_->tokens, times[i].end);
            const auto other = day_range(times[i + 1].time->value);
            const bool joined =
                joiner && joiner.entry->field(1).empty() && times[i].end + joiner.length == times[i + 1].first;
            if (!joined || !other || other->days() != 1 || other->first < range->first) return std::nullopt;
            return DayRange{range->first, other->last};
        };
        std::optional<DayRange> range;
        if (at + 1 < times.size() && linked(times[at].end, times[at + 1].first)) range = range_at(at + 1);
        if (!range && at > 0 && times[at].first > times[at - 1].end && linked(times[at - 1].end, times[at].first)) {
            const auto before = range_at(at - 1);
            if (before && times[at - 1].time->value.find('/') != std::string::npos) range = before;
        }
        if (!range) return false;
        if (!stated.time->mod.empty()) return true;
        // Both ends are days that count, or only the time between them.
        const double most = range->days();
        const double fewest = most - 1;
        const double slack = stated.unit_days <= 1   ? 0
                             : stated.unit_days <= 7 ? kWorkWeekDays
                                                     : kBelow * stated.unit_days;
        const bool years = stated.unit_days > 300;
        const double widest = years ? 1.5 * stated.unit_days : slack;
        if (stated.days < fewest - widest || stated.days > most + slack)
            found(unit, stated.time->span, {range->first, range->first}, {range->last, range->last}, most);
        return true;
    }

    // "dua tahun lalu, tepatnya Mei 2019": a time reckoned from the page's day beside the same time by the calendar.
    void relative(const Unit& unit, const std::vector<Placed>& times, size_t at) {
        if (at + 1 >= times.size()) return;
        const Placed& reckoned = times[at];
        const Placed& named = times[at + 1];
        if (reckoned.time->type != TimeType::date || named.time->type != TimeType::date) return;
        if (named.first == reckoned.end || !linked(reckoned.end, named.first)) return;
        const bool counted = holds(time_units_, reckoned.first, reckoned.end) &&
                             holds(directions_, reckoned.first, reckoned.end) && begins_with_count(reckoned);
        if (!counted || holds(directions_, named.first, named.end)) return;
        const auto a = day_range(reckoned.time->value);
        const auto b = day_range(named.time->value);
        if (!a || !b || a->days() > kCoarsestLastDays) return;
        const std::chrono::days unit_days(std::max(1, a->days()));
        const DayRange wide{a->first - unit_days, a->last + unit_days};
        if (wide.overlaps(*b)) return;
        checks_.push_back({CheckKind::elapsed_mismatch, unit.document, reckoned.time->span,
                           clean_spaces(scene_.text(unit.document, reckoned.time->span)), named.time->value});
    }

    bool begins_with_count(const Placed& placed) const {
        const Token& first = text_->tokens[placed.first];
        return first.kind == TokenKind::number || scene_.language.lexicon("number-words").word(first.word) != nullptr;
    }

    void judge(const Unit& unit, const Elapsed& stated, DayRange start, DayRange reference) {
        if (start.days() > kCoarsestStartDays || reference.days() > kCoarsestStartDays) return;
        const auto fewest = static_cast<double>((reference.first - start.last).count());
        const auto most = static_cast<double>((reference.last - start.first).count());
        if (most <= 0 || fits(stated, fewest, most)) return;
        found(unit, stated.time->span, start, {reference.last, reference.last}, (fewest + most) / 2);
    }

    void found(const Unit& unit, Span words, DayRange start, DayRange end, std::optional<double> days = std::nullopt) {
        if (!days) days = static_cast<double>((end.last - start.first).count());
        checks_.push_back({CheckKind::elapsed_mismatch, unit.document, words,
                           clean_spaces(scene_.text(unit.document, words)),
                           fmt::format("{}/{} = {}", as_date(start), as_date(end), as_duration(*days))});
    }

    const Scene& scene_;
    std::vector<PageCheck>& checks_;
    const Lexicon& cues_;
    const Lexicon& first_cues_;
    const Lexicon& last_cues_;
    const Lexicon& now_words_;
    const Lexicon& term_words_;
    const Lexicon& span_links_;
    const Lexicon& joiners_;
    const Lexicon& time_units_;
    const Lexicon& directions_;
    const Lexicon& pointers_;
    const TokenizedText* text_ = nullptr;
    const Sentence* sentence_ = nullptr;
    std::map<std::string_view, std::vector<Dated>> dated_;
    bool indexed_ = false;
    bool last_known_ = false;
    std::optional<Day> last_day_;
};

}  // namespace

void check_elapsed(const Scene& scene, std::vector<PageCheck>& checks) {
    ElapsedChecker(scene, checks).run();
}

}  // namespace silang
