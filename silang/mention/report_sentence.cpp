#include "silang/mention/report_sentence.h"

#include <algorithm>

namespace silang {
namespace {

constexpr uint32_t kRebuttalWithin = 40;
constexpr uint32_t kFarthestAccusation = 5;  // "rejected | the ministry's | claims"
constexpr uint32_t kLongestClosing = 16;     // "..., police said | on Monday after a search of the harbour"

}  // namespace

bool ReportSentence::unsaid(uint32_t verb) const {
    uint32_t before = verb;
    for (int step = 0; step < 3 && before > begin_; ++step) {
        for (uint32_t length = 1; length <= 3 && before - begin_ >= length; ++length) {
            const uint32_t at = before - length;
            if (speech_.is(at, kNot | kModal) && speech_.note(at).class_length == length && !speech_.capital(at))
                return true;
        }
        if (!speech_.is(before - 1, kSkip)) break;
        --before;
    }
    if (verb == begin_) return false;
    // "menolak menyebut", "mengaku mengatakan": the verb before decides.
    const WordNote& neighbour = speech_.note(verb - 1);
    return neighbour.verb != nullptr && neighbour.verb_length == 1 && speech_.says(verb - 1, kActive | kPassive) &&
           !speech_.is(verb - 1, kAccusation) && speech_.note(verb).verb != neighbour.verb;
}

uint32_t ReportSentence::behind_adverbs(uint32_t verb) const {
    const uint32_t farthest = std::max(begin_, verb > kFarthestComplementizer ? verb - kFarthestComplementizer : 0);
    while (verb > farthest && speech_.is(verb - 1, kSkip)) --verb;
    return verb;
}

uint32_t ReportSentence::skip_adverbs(uint32_t i) const {
    const uint32_t farthest = std::min(end_, i + kFarthestComplementizer);
    for (bool more = true; more && i < farthest;) {
        more = false;
        if (speech_.is(i, kManner) && i + 1 < end_ && !speech_.capital(i + 1)) {
            i += 2;
            more = true;
        } else if (speech_.is(i, kSkip) && !speech_.capital(i)) {
            i += speech_.note(i).class_length;
            more = true;
        }
    }
    return std::min(i, end_);
}

uint32_t ReportSentence::clause_begin(uint32_t i, bool whom_follows) const {
    // "menyebut secara khusus bahwa": an adverb of the verb; "membantah telah menerima": one of the clause.
    const uint32_t behind = skip_adverbs(i);
    if (behind < end_ &&
        (speech_.is(behind, kThat) || speech_.mark(behind) == ',' || speech_.note(behind).cue != nullptr))
        i = behind;
    const WordNote* note = i < end_ ? &speech_.note(i) : nullptr;
    const bool to = note != nullptr && note->cue != nullptr && note->cue->field(1) == "to";
    if (to || (whom_follows && note != nullptr)) {
        uint32_t whom = to ? i + note->cue_length : i;
        const uint32_t farthest = std::min(end_, whom + kFarthestComplementizer);
        while (whom < farthest && speech_.is(whom, kMedium | kIndefinite | kArticle) && !speech_.is(whom, kPress))
            whom += speech_.note(whom).class_length;
        if (whom < end_ && speech_.note(whom).source != nullptr)
            i = whom + speech_.note(whom).source_length;
        else if (whom < end_ && speech_.is(whom, kPress))
            i = whom + speech_.note(whom).class_length;
        else if (whom < end_ && speech_.capital(whom))
            i = speech_.phrase_end(whom, end_);
        else if (whom < end_ && whom_follows && speech_.is(whom, kPerson | kTitle | kBody))
            i = speech_.phrase_end(whom, end_);
    }
    // "said in a statement that ..."
    if (paper_follows(i)) i += speech_.note(i).cue_length;
    const uint32_t limit = std::min(end_, i + kFarthestComplementizer);
    if (i < end_ && (speech_.is(i, kStop | kJoin) || speech_.is(i, kTimeWord) || speech_.mark(i) == ',')) {
        for (uint32_t k = i; k < limit; ++k) {
            if (speech_.note(k).quoted || (k > i && speech_.says(k, kActive))) break;
            if (speech_.is(k, kThat) && (speech_.note(k).classes & kStop) == 0) return k + 1;
        }
    }
    // "said on Monday | the ship had sunk": the day is that of the saying.
    if (i + 2 < end_ && speech_.is(i, kStop) && speech_.is(i + 1, kTimeWord) &&
        speech_.is(i + 2, kArticle | kPronoun | kPerson | kBody))
        i += 2;
    while (i < end_ && (speech_.mark(i) == ',' || speech_.mark(i) == ':')) ++i;
    while (i < end_ && speech_.is(i, kThat)) i += speech_.note(i).class_length;
    return std::min(i, end_);
}

bool ReportSentence::paper_follows(uint32_t i) const {
    return i < end_ && speech_.note(i).cue != nullptr && speech_.note(i).cue->field(1) == "own";
}

bool ReportSentence::tells(uint32_t first, uint32_t last) const {
    first = std::max(first, last > kFarthestSubject ? last - kFarthestSubject : 0);
    for (uint32_t i = first; i < last; ++i) {
        const bool noun = i > first && speech_.is(i - 1, kArticle);  // "the plan to", "the claims"
        if (!noun && (speech_.is(i, kVerbLike | kModal | kNot) || acts(speech_.note(i)))) return true;
    }
    return false;
}

bool ReportSentence::closes(uint32_t i, bool whom_follows) const {
    i = clause_begin(i, whom_follows);
    if (i >= end_ || speech_.mark(i) == ',') return true;
    if (end_ - i > kLongestClosing || i == 0 || speech_.is(i - 1, kThat)) return false;
    if (speech_.mark(i - 1) != ',' && !speech_.is(i, kStop | kJoin | kTimeWord | kClause | kSkip) &&
        speech_.note(i).cue == nullptr)
        return false;
    for (uint32_t k = i; k < end_; ++k) {
        if (speech_.note(k).quoted || speech_.is(k, kThat)) return false;
    }
    return true;
}

bool ReportSentence::rebuts(uint32_t first) const {
    const uint32_t limit = std::min(end_, first + kRebuttalWithin);
    bool accusation = false;
    for (uint32_t i = first; i < limit; ++i) {
        if (i - first < 4 && speech_.is(i, kAccusation) && speech_.is(i, kNoun | kDocument | kAccusation) &&
            !speech_.is(i, kDeterminer | kThat | kManner | kSkip)) {
            accusation = true;
        }
        if (accusation && speech_.is(i, kRebuttal) && i > first) return true;
    }
    return false;
}

bool ReportSentence::accusation_at(uint32_t i) const {
    const uint32_t limit = std::min(end_, i + kFarthestAccusation);
    while (i < limit && !speech_.is(i, kAccusation) &&
           (speech_.is(i, kArticle) || (speech_.possessive(i) || speech_.possessive(i + 1))))
        ++i;
    return i < limit && speech_.is(i, kAccusation);
}

uint32_t ReportSentence::before_participle(uint32_t clause) const {
    for (uint32_t i = clause + 1; i < clause_end_; ++i) {
        if (speech_.says(i, kParticiple) && speech_.mark(i - 1) == ',') return i - 1;
    }
    return clause_end_;
}

uint32_t ReportSentence::before_of(uint32_t agent) const {
    for (uint32_t i = agent; i < std::min(end_, agent + kFarthestComplementizer); ++i) {
        if (speech_.is(i, kOf) && speech_.note(i).entity == 0) return i;
    }
    return end_;
}

bool ReportSentence::may_be_agent(uint32_t i, uint32_t verb) const {
    const bool names = speech_.note(i).entity != 0 || speech_.is(i, kPerson | kTitle | kIndefinite | kOfficial) ||
                       (speech_.capital(i) && !speech_.is(i, kTimeWord));
    if (!names || speech_.is(i, kStop | kManner)) return false;
    if (!speech_.says(verb, kTarget)) return true;
    // "dituduh AS memasok": a verb has to follow.
    const uint32_t end = speech_.phrase_end(i, end_);
    return end < end_ && speech_.is(end, kVerbLike | kModal | kSkip);
}

uint32_t ReportSentence::subject_begin(uint32_t verb) const {
    uint32_t first = std::max(begin_, verb > kFarthestSubject ? verb - kFarthestSubject : 0);
    int depth = 0;
    for (uint32_t i = verb; i > first; --i) {
        const char c = speech_.mark(i - 1);
        if (c == ')') ++depth;
        if (c == '(') --depth;
        if (depth == 0 && (c == ',' || c == ';' || c == ':')) {
            first = i;
            break;
        }
    }
    while (first < verb && speech_.note(first).entity == 0 && speech_.is(first, kOpener | kSkip | kAnd | kBoth)) {
        first += speech_.note(first).class_length;
    }
    return std::min(first, verb);
}

}  // namespace silang
