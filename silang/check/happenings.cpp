#include "silang/check/happenings.h"

#include <algorithm>

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

// "hingga Kamis malam": up to when something is counted or lasts, not when it happened.
bool counts_until(const TokenizedText& text, const Lexicon& as_of, Span time) {
    const size_t at = text.token_at(time.begin);
    for (size_t back = 1; back <= 2 && back <= at; ++back) {
        const auto match = as_of.match(text.tokens, at - back);
        if (match && match.length == back) return true;
    }
    return false;
}

}  // namespace

std::vector<Happening> find_happenings(const Scene& scene) {
    const Lexicon& as_of = scene.language.lexicon("as-of-words");
    std::vector<Happening> found;
    for (uint32_t index = 0; index < scene.all.units.size(); ++index) {
        const Unit& unit = scene.all.units[index];
        const Document& document = scene.document_of(unit);
        const auto& published = document.article.published;
        const size_t first_of_unit = found.size();
        for (const UnitTime& time : unit.times) {
            if ((time.speech && !time.leading) || time.range.days() > kWidestDays) continue;
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
                             time.span, event, context_of(unit, time.span), planned, doubtful, until});
        }
    }
    return found;
}

double shared_context(const StoryUnits& all, const Happening& a, const Happening& b) {
    if (a.event != b.event) return 0;
    double left = 0;
    double right = 0;
    double shared = 0;
    int others = 0;
    const auto dates = [&](uint32_t term) { return all.terms.name(term)[0] == 't'; };
    for (const uint32_t term : a.context) {
        if (dates(term)) continue;  // they differ: that is why the two are compared
        const double weight = all.squared_weight[term];
        left += weight;
        if (!std::binary_search(b.context.begin(), b.context.end(), term)) continue;
        shared += weight;
        others += all.terms.name(term)[0] == 'v' ? 0 : 1;
    }
    for (const uint32_t term : b.context) right += dates(term) ? 0 : all.squared_weight[term];
    const double share = shared / std::min(left, right);
    // One word is enough beside the class where both are still to come, or nearly all is shared.
    const bool enough =
        others >= 2 || (others == 1 && a.event != kOther && (a.planned && b.planned ? share >= 0.3 : share >= 0.6));
    return enough ? share : 0;
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
