#include "silang/check/happenings.h"

#include <algorithm>
#include <unordered_set>

namespace silang {
namespace {

// A date further (in bytes of text) from every happening word than this dates nothing.
constexpr uint32_t kNear = 120;
// What stands this near a date tells what it dates.
constexpr uint32_t kContext = 120;
// Wider than a decade is an age, not a happening.
constexpr int kWidestDays = 3660;
constexpr uint32_t kCommaCost = 25;
constexpr int kYearDays = 180;
// A figure that stands so near behind a date of a week and more is of that time; what it is held against stands so
// near before it ("dari posisi ke-41 pekan lalu").
constexpr uint32_t kFigureReach = 3;
constexpr uint32_t kComparedReach = 5;
constexpr int kWeekDays = 7;
// Between a press conference and its day there may stand where it was held.
constexpr size_t kConferenceReach = 10;
constexpr std::string_view kStrong = "near";
// Class of the lexicon "events": words that say only that something took place.
constexpr std::string_view kHeld = "hold";

std::string_view nearest_event(const Unit& unit, Span time, std::string_view page) {
    std::string_view best;
    uint32_t best_distance = kNear;
    for (const EventWord& event : unit.events) {
        uint32_t distance = event.span.end <= time.begin   ? time.begin - event.span.end
                            : event.span.begin >= time.end ? 2 * (event.span.begin - time.end)
                                                           : 0;  // a happening is rather named before its date
        // Behind a comma another thought begins.
        const Span gap{std::min(event.span.end, time.end), std::max(event.span.begin, time.begin)};
        if (gap.begin < gap.end && gap.of(page).find(", ") != std::string_view::npos) distance += kCommaCost;
        // What took place tells more than that it did.
        const bool bare = event.type == kHeld && !best.empty();
        if (!bare && (distance < best_distance || (best == kHeld && distance < kNear))) {
            best = event.type;
            best_distance = distance;
        }
    }
    return best;
}

std::vector<uint32_t> context_of(const Unit& unit, Span time) {
    std::vector<uint32_t> context;
    for (const PlacedTerm& placed : unit.placed) {
        if (placed.offset + kContext < time.begin || placed.offset > time.end + kContext) continue;
        context.push_back(placed.term);
    }
    std::sort(context.begin(), context.end());
    context.erase(std::unique(context.begin(), context.end()), context.end());
    return context;
}

// "dalam konferensi pers di Serang, Rabu (17/7/2024)": the day somebody spoke is that of the conference.
bool at_conference(const TokenizedText& text, const Lexicon& conferences, const Unit& unit, Span time) {
    const size_t at = text.token_at(time.begin);
    for (size_t back = 1; back <= kConferenceReach && back <= at; ++back) {
        if (text.tokens[at - back].span.begin < unit.span.begin) return false;
        if (conferences.match(text.tokens, at - back)) return true;
    }
    return false;
}

// Dates that are none of a happening, by the words around them.
class Measures {
public:
    explicit Measures(const Language& language)
        : compared_(language.lexicon("comparison-cues")),
          clause_links_(language.lexicon("clause-links")),
          directions_(language.lexicon("time-directions")) {
        for (const std::string_view name : {"units", "units-before", "currencies"}) {
            for (const LexiconEntry& entry : language.lexicon(name).entries()) units_.emplace(entry.field(1));
        }
    }

    bool holds(const Document& document, const Unit& unit, const UnitTime& time) const {
        return gives_figure(document, unit, time) || compared(document.article.tokens, time) ||
               reckoned(document.article.tokens, unit, time);
    }

private:
    // "Nilai perdagangan tahun lalu 612 juta dolar", "inflasi Oktober 3,12 persen"
    bool gives_figure(const Document& document, const Unit& unit, const UnitTime& time) const {
        if (time.range.days() < kWeekDays) return false;
        const TokenizedText& text = document.article.tokens;
        const size_t end = text.token_at(time.span.end);
        return std::any_of(unit.quantities.begin(), unit.quantities.end(), [&](uint32_t index) {
            const Quantity& quantity = document.mentions.quantities[index];
            if (quantity.span.begin < time.span.end || !units_.contains(quantity.unit)) return false;
            const size_t at = text.token_at(quantity.span.begin);
            if (at - end > kFigureReach) return false;
            for (size_t i = end; i < at; ++i) {
                if (text.tokens[i].kind == TokenKind::punct || clause_links_.match(text.tokens, i)) return false;
            }
            return std::none_of(unit.events.begin(), unit.events.end(), [&](const EventWord& event) {
                return event.span.begin >= time.span.end && event.span.end <= quantity.span.begin;
            });
        });
    }

    bool looks_back(const TokenizedText& text, Span time) const {
        for (size_t i = text.token_at(time.begin); i < text.tokens.size() && text.tokens[i].span.begin < time.end;
             ++i) {
            if (directions_.match(text.tokens, i)) return true;
        }
        return false;
    }

    bool compared(const TokenizedText& text, const UnitTime& time) const {
        if (!looks_back(text, time.span)) return false;
        const size_t at = text.token_at(time.span.begin);
        for (size_t back = 1; back <= kComparedReach && back <= at; ++back) {
            if (text.tokens[at - back].kind == TokenKind::punct && text.tokens[at - back].space_before) return false;
            const auto cue = compared_.match(text.tokens, at - back);
            if (cue && (cue.entry->field(1) != kStrong || back == cue.length)) return true;
        }
        return false;
    }

    // "pada Januari 2021, enam tahun lalu": where the two differ, the one by the calendar counts.
    bool reckoned(const TokenizedText& text, const Unit& unit, const UnitTime& time) const {
        if (!looks_back(text, time.span)) return false;
        const size_t first = text.token_at(time.span.begin);
        const size_t end = text.token_at(time.span.end);
        return std::any_of(unit.times.begin(), unit.times.end(), [&](const UnitTime& other) {
            const bool before = other.span.end <= time.span.begin && first - text.token_at(other.span.end) <= 2;
            const bool behind = other.span.begin >= time.span.end && text.token_at(other.span.begin) - end <= 2;
            return (before || behind) && !other.range.overlaps(time.range) && !looks_back(text, other.span);
        });
    }

    const Lexicon& compared_;
    const Lexicon& clause_links_;
    const Lexicon& directions_;
    std::unordered_set<std::string_view> units_;
};

}  // namespace

std::vector<Happening> find_happenings(const Scene& scene) {
    const Lexicon& as_of = scene.language.lexicon("as-of-words");
    const Lexicon& conferences = scene.language.lexicon("conference-words");
    const Measures measures(scene.language);
    std::vector<Happening> found;
    for (uint32_t index = 0; index < scene.all.units.size(); ++index) {
        const Unit& unit = scene.all.units[index];
        const Document& document = scene.document_of(unit);
        const auto& published = document.article.published;
        const size_t first_of_unit = found.size();
        for (const UnitTime& time : unit.times) {
            const bool met = time.speech && at_conference(document.article.tokens, conferences, unit, time.span);
            if ((time.speech && !time.leading && !met) || time.range.days() > kWidestDays) continue;
            // "bupati periode 2018-2023"
            if (time.range.days() > kYearDays * 3 && time.value.find('/') != std::string::npos) continue;
            // "menjelang akhir tahun", "tahun ini": the year the page itself was written in dates nothing.
            if (published && time.range.days() >= kYearDays &&
                time.range.contains({published->when.day, published->when.day}))
                continue;
            // What the lexicon has no class for happened all the same.
            std::string_view event = time.speech ? kSpeech : nearest_event(unit, time.span, document.article.page.text);
            if (event.empty()) event = kOther;
            if (found.size() > first_of_unit && found.back().event == event && time.range.days() == 1 &&
                (time.range.first - found.back().range.last).count() == 1) {
                // "Selasa (18/6) hingga Rabu (19/6)" is one happening over two days.
                Happening& before = found.back();
                before.range.last = time.range.last;
                before.value = iso_date(before.range.first) + "/" + iso_date(before.range.last);
                continue;
            }
            const bool planned = unit.planned && published && time.range.last >= published->when.day;
            const bool doubtful = !document.mentions.times[time.index].issues.empty();
            const bool until = counts_until(document.article.tokens, as_of, time.span);
            found.push_back({index, time.range, time.range.days() == 1 ? iso_date(time.range.first) : time.value,
                             time.span, event, context_of(unit, time.span), planned, doubtful, until,
                             measures.holds(document, unit, time)});
        }
    }
    return found;
}

bool counts_until(const TokenizedText& text, const Lexicon& as_of, Span time) {
    const size_t at = text.token_at(time.begin);
    for (size_t back = 1; back <= 2 && back <= at; ++back) {
        const auto match = as_of.match(text.tokens, at - back);
        if (match && match.length == back) return true;
    }
    return false;
}

double same_happening(const StoryUnits& all, const Happening& a, const Happening& b) {
    if ((a.event == kSpeech) != (b.event == kSpeech)) return 0;
    int happenings = a.event == b.event ? 1 : 0;
    int others = 0;
    size_t i = 0;
    for (const uint32_t term : a.context) {
        while (i < b.context.size() && b.context[i] < term) ++i;
        if (i == b.context.size()) break;
        if (b.context[i] != term) continue;
        if (all.terms.name(term)[0] == 'v')
            ++happenings;
        else
            ++others;
    }
    if (happenings == 0 || others == 0) return 0;
    return term_likeness(all, a.context, b.context);
}

}  // namespace silang
