// On which side of the publication day a bare weekday, day or month lies: what the clause it stands in says.
#include "silang/mention/time_expression.h"

namespace silang {
namespace {

constexpr uint32_t kTenseWindow = 30;  // tokens looked at on each side for "akan" and the like
// "akan segera diumumkan": a verb that is told of the past elsewhere follows the word before it.
constexpr uint32_t kReportReach = 2;
constexpr uint32_t kVerbReach = 6;
// "ledakan Sabtu", "korban kecelakaan bus Sabtu"
constexpr uint32_t kMishapReach = 2;

}  // namespace

// Whether a word for what lies ahead governs the verb at `at`.
bool TimeReader::future_before(uint32_t at, uint32_t reach) const {
    for (uint32_t k = 1; k <= reach && at >= first_ + k; ++k) {
        if (text_.tokens[at - k].kind == TokenKind::punct) return false;
        if (const Lexicon::Match cue = match(tenses_, at - k)) {
            if (cue.entry->field(2) == "adjacent" || cue.entry->field(1) == "open") continue;
            return cue.entry->field(1) == "future";
        }
        const Lexicon::Match link = match(clause_links_, at - k);
        if (link && link.entry->field(1) != "coordinate") return false;
    }
    return false;
}

// Only prepositions stand before it.
bool TimeReader::opens_sentence(uint32_t at) const {
    for (uint32_t i = first_; i < at;) {
        const Lexicon::Match preposition = match(prepositions_, i);
        if (!preposition) return false;
        i += preposition.length;
    }
    return true;
}

// The nearest word before it that tells the side. `forward`: what stands behind it may tell it too.
TimeReader::Cue TimeReader::cue_before(const TimeExpression& e, bool& forward) const {
    bool weak = false;
    bool open = false;
    bool relative = false;
    for (uint32_t k = 1; k <= kTenseWindow && e.first >= first_ + k; ++k) {
        const uint32_t at = e.first - k;
        const char c = mark(at);
        if (c == '"' || c == ';') {
            forward = false;
            return {};
        }
        if (const Lexicon::Match cue = match(tenses_, at)) {
            const std::string_view side = cue.entry->field(1);
            // "diperkirakan terjadi": the verb only follows what stands before it.
            if (cue.entry->field(2) == "weak") {
                weak = true;
            } else if (side == "open") {
                open = true;
            } else if (cue.entry->field(2) == "adjacent") {
                if (cue.length == k || behind_preposition(e.first, false)) return {Side::future, true};
            } else if (side == "future" || future_before(at, side == "report" ? kReportReach : kVerbReach)) {
                return {Side::future, true};
            } else {
                return {side == "past" ? Side::past : Side::untold, true};
            }
            continue;
        }
        if (const Lexicon::Match outcome = match(outcomes_, at)) {
            const std::string_view kind = outcome.entry->field(1);
            if (kind == "verb") return {future_before(at, kVerbReach) ? Side::future : Side::past, true};
            if (kind == "mishap" && k <= kMishapReach) return {Side::past, true};
        }
        // ", yang mendarat Senin, akan bertolak": what tells the side of the main clause does not tell that of this
        // one.
        const Lexicon::Match link = match(clause_links_, at);
        if (link && link.entry->field(1) == "relative") {
            relative = true;
            if (mark(at - 1) == ',') break;
        }
    }
    forward = !weak && (!relative || open);
    return {};
}

TimeReader::Cue TimeReader::cue_behind(const TimeExpression& e) const {
    const bool opens = opens_sentence(e.first);
    for (uint32_t at = e.last; at < last_ && at < e.last + kTenseWindow; ++at) {
        const char c = mark(at);
        if (c == '"' || c == ';' || (c == ',' && !opens)) return {};
        if (const Lexicon::Match cue = match(tenses_, at)) {
            const bool tells = cue.entry->field(1) != "open" && cue.entry->field(2) != "adjacent";
            if (tells) return {cue.entry->field(1) == "future" ? Side::future : Side::untold, true};
            continue;
        }
        const Lexicon::Match link = match(clause_links_, at);
        if (link && (!opens || link.entry->field(1) == "subordinate")) return {};
    }
    return {};
}

// Only what does not say itself on which side of the publication day it lies needs to be told by the words around it.
void TimeReader::mark_tense(TimeExpression& e) const {
    const bool weekend = e.shape == Shape::weekend && e.direction == Direction::that;
    if ((e.direction != Direction::none && !weekend) || e.outer != Direction::none || e.year != 0) return;
    if (e.shape != Shape::weekday && e.shape != Shape::month && e.shape != Shape::day_of_month &&
        e.shape != Shape::day && e.shape != Shape::quarter && !weekend) {
        return;
    }
    const Lexicon::Match since = e.first > first_ ? match(elapsed_, e.first - 1) : Lexicon::Match{};
    e.past = since && since.length == 1 && since.entry->field(1) == "both";
    if (e.past) return;
    bool forward = true;
    Cue cue = cue_before(e, forward);
    if (!cue.tells && forward) cue = cue_behind(e);
    e.future = cue.side == Side::future;
    e.told_past = cue.side == Side::past;
}

}  // namespace silang
