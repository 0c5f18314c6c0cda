// Reported speech without marks: "X mengatakan ...", "menurut X, ...", "..., kata X, ...", "dibantah oleh X".
//
// Verbs are tried from left to right; the first that has a speaker, or that reports without naming one, decides. What
// it reports runs to the end of the sentence: Indonesian news puts the rest of the sentence under the verb far more
// often than not.
#include "silang/mention/reports.h"

#include <algorithm>

#include "silang/mention/report_sentence.h"

namespace silang {
namespace {

constexpr uint32_t kFarthestQuotation = 8;  // "membalas singkat, "..."", "mengatakan kepada wartawan: "...""
constexpr uint32_t kLongestTrailingCredit = 30;

class ReportFinder : private ReportSentence {
public:
    ReportFinder(const Speech& speech, const Stretch& stretch, std::span<const Attribution> sources)
        : ReportSentence(speech), stretch_(stretch), sources_(sources) {}

    std::optional<Report> run(uint32_t begin) {
        begin_ = begin;
        end_ = stretch_.last;
        while (end_ > begin_ && ends_sentence(speech_.mark(end_ - 1)) && !speech_.note(end_ - 1).quoted) --end_;
        clause_end_ = end_;
        // "..., mengutip X" and "..., demikian dilaporkan X" at the end are no part of what was said.
        bool comma = false;
        for (uint32_t i = end_; i > begin_ + 1 && end_ - i < kLongestTrailingCredit; --i) {
            comma = comma || (i < end_ && speech_.mark(i) == ',');
            const WordNote& note = speech_.note(i - 1);
            if (note.quoted || note.cue == nullptr || speech_.mark(i - 2) != ',') continue;
            const std::string_view form = note.cue->field(1);
            if (form == "credit" || form == "chain" || form == "held" || form == "published" ||
                (form == "source" && !comma))
                clause_end_ = i - 2;
        }
        for (uint32_t i = begin; i < end_; ++i) {
            const WordNote& note = speech_.note(i);
            if (note.quoted) continue;
            std::optional<Report> report;
            if (note.verb != nullptr) {
                if (speech_.says(i, kTrailing)) report = trailing(i);
                if (!report && speech_.says(i, kBare) && speech_.says(i, kActive) && tells(begin_, i))
                    report = parenthetical(i, false);
                if (report) return report;
                if (speech_.says(i, kActive))
                    report = active(i);
                else if (speech_.says(i, kPassive))
                    report = passive(i);
                else
                    report = parenthetical(i, speech_.says(i, kCarried));
            }
            if (!report && note.cue != nullptr && note.cue->field(1) == "source") report = according_to(i);
            if (report) return report;
            if (note.verb_length > 1 && speech_.says(i, kBare)) i += note.verb_length - 1;  // "Demikian dikatakan"
        }
        return std::nullopt;
    }

private:
    static bool ends_sentence(char c) { return c == '.' || c == '!' || c == '?' || c == ';' || c == '"'; }

    // "The ship sank, police said on Monday.", "Imports, Budi told reporters, only help traders."
    std::optional<Report> trailing(uint32_t verb) {
        if (unsaid(verb)) return std::nullopt;
        const Party party = speech_.party_before(begin_, verb);
        if (!party.found() || party.phrase_first <= begin_ + 1) return std::nullopt;
        uint32_t comma = party.phrase_first;
        while (comma > begin_ && (speech_.is(comma - 1, kArticle | kSkip) || speech_.possessive(comma - 1))) --comma;
        if (comma == begin_ || speech_.mark(--comma) != ',') return std::nullopt;
        const uint32_t behind = verb + speech_.note(verb).verb_length;
        const bool cuts_in = behind < end_ && speech_.mark(behind) == ',' && behind + 1 < end_;
        if (!(cuts_in && tells(behind, end_)) &&
            !(tells(begin_, comma) && closes(behind, speech_.says(verb, kTellsWhom))))
            return std::nullopt;
        Report report = make(verb, stance_from_name(speech_.note(verb).verb->field(1)).value_or(Stance::says));
        report.party = party;
        report.reason = "behind what was said";
        report.clause_first = begin_;
        report.clause_last = cuts_in ? clause_end_ : comma;
        // A medium is credited, it is no speaker.
        if (speech_.note(party.first).source != nullptr || speech_.reports_as_medium(party, verb))
            report.clause_last = report.clause_first;
        return report;
    }

    [[nodiscard]] bool quotation_at(uint32_t i) const { return opens_quotation(speech_, i, stretch_.last); }

    [[nodiscard]] Report make(uint32_t verb, Stance stance) const {
        Report report;
        report.cue_first = verb;
        report.cue_last = verb + speech_.note(verb).verb_length;
        report.stance = stance;
        return report;
    }

    std::optional<Report> active(uint32_t verb) {
        const WordNote& note = speech_.note(verb);
        const uint32_t behind = verb + note.verb_length;
        if (speech_.says(verb, kReportsNothing) || behind >= stretch_.last || unsaid(verb)) return std::nullopt;
        const bool quotation = quotation_at(behind);
        const uint32_t clause = clause_begin(behind, speech_.says(verb, kTellsWhom));
        bool complementizer = !speech_.says(verb, kNeedsThat) || quotation;
        if (speech_.says(verb, kNeedsVerb)) complementizer = quotation || tells(clause, end_);
        for (uint32_t k = behind; k < clause; ++k) complementizer = complementizer || speech_.is(k, kThat);
        if (speech_.says(verb, kNeedsAccusation) && !accusation_at(behind)) return std::nullopt;

        const auto stance = stance_from_name(note.verb->field(1));
        Report report = make(verb, stance.value_or(Stance::says));
        uint32_t subject_end = verb;
        bool relative = false;
        const uint32_t before = behind_adverbs(verb);
        if (before > begin_ && speech_.is(before - 1, kRelative)) {
            // "laporan yang menyebutkan ...": only what a document says, or a denial.
            relative = true;
            subject_end = before - 1;
        }
        report.party = speech_.party_before(begin_, subject_end);
        if (!report.party.found()) return std::nullopt;
        // "Reuters melaporkan ..." needs no complementizer: a medium reports to nobody else.
        if (!complementizer && speech_.note(report.party.first).source == nullptr) return std::nullopt;
        if (relative) {
            const bool speaks = speech_.is(report.party.first, kDocument) || report.stance == Stance::denies;
            if (!speaks) return std::nullopt;
        }
        report.reason = "subject of the verb";
        if (quotation || speech_.says(verb, kPointsBack)) {
            report.clause_first = report.clause_last = behind;
            return report;
        }
        report.clause_first = clause;
        if (only_credited(report.party, verb)) {
            report.clause_last = clause;
            return report;
        }
        report.clause_last = before_participle(clause);
        report.goes_on = report.clause_last < clause_end_;
        if (report.stance == Stance::says && rebuts(clause)) report.stance = Stance::denies;
        return report;
    }

    // "Reuters melaporkan ...", "Data BPS menyebutkan ...": media are credited and figures are read, neither speaks.
    [[nodiscard]] bool only_credited(const Party& party, uint32_t verb) const {
        const bool person = party.entity && speech_.is_person(*party.entity);  // papers bear the names of people
        if (!person && (speech_.note(party.first).source != nullptr || speech_.reports_as_medium(party, verb)))
            return true;
        if (speech_.is(party.phrase_first, kNewsMedium)) return true;
        if (!speech_.is(party.phrase_first, kDocument) || party.pointing) return false;
        const uint32_t owner = party.phrase_first + speech_.note(party.phrase_first).class_length;
        const bool of_medium = owner < party.last && speech_.note(owner).source != nullptr;  // "Laporan Reuters"
        return of_medium || !speech_.is(party.phrase_first, kAccusation);
    }

    std::optional<Report> passive(uint32_t verb) {
        const WordNote& note = speech_.note(verb);
        const bool hearsay = speech_.says(verb, kHearsay);
        if (unsaid(verb)) return std::nullopt;
        const uint32_t before = behind_adverbs(verb);
        if (before > begin_ && speech_.is(before - 1, kRelative | kStop)) return std::nullopt;  // "yang disebut X"

        const auto stance = stance_from_name(note.verb->field(1));
        Report report = make(verb, stance.value_or(Stance::says));
        const uint32_t behind = skip_adverbs(report.cue_last);
        const bool named_agent = behind < end_ && speech_.is(behind, kBy);
        if (named_agent || (behind < end_ && !hearsay && may_be_agent(behind, verb))) {
            const uint32_t agent = named_agent ? behind + 1 : behind;
            report.party = speech_.party_after(agent, speech_.says(verb, kTarget) ? before_of(agent) : end_);
        }
        const uint32_t subject = subject_begin(verb);
        if (behind < end_ && speech_.is(behind, kThat) && speech_.says(verb, kContent | kHearsay)) {
            report.clause_first = clause_begin(behind);
            report.clause_last = clause_end_;
            report.source = source_before(verb);
            report.reason =
                report.source != nullptr ? "the source credited in the sentence" : "passive that names nobody";
            return report;
        }
        if (speech_.says(verb, kTarget | kHearsay)) {
            if (subject == verb) return std::nullopt;
            if (hearsay && behind < end_ && (speech_.is(behind, kHearsayStop) || speech_.note(behind).quoted))
                return std::nullopt;
            if (hearsay && behind >= end_) return std::nullopt;
            report.clause_first = subject;
            report.clause_last = clause_end_;
            report.reason = report.party.found() ? "agent of the passive" : "passive that names nobody";
            return report;
        }
        if (!report.party.found()) return std::nullopt;
        report.reason = "agent of the passive";
        const uint32_t agent_end = report.party.phrase_last;
        if (subject == verb) {
            // "Dikatakan X, harga akan naik": what is said stands behind the comma. "Hal senada disampaikan X": it
            // tells who speaks, not what.
            const bool said = verb == begin_ && agent_end + 1 < end_ && speech_.mark(agent_end) == ',';
            report.clause_first = said ? agent_end + 1 : verb;
            report.clause_last = said ? clause_end_ : verb;
            return report;
        }
        report.clause_first = subject;
        report.clause_last = verb;
        // "Harga itu dikatakan oleh X tidak akan naik": it goes on behind the agent.
        if (named_agent && agent_end < end_ && speech_.is(agent_end, kNot | kModal)) report.clause_last = clause_end_;
        // "Hal itu disampaikan X": it tells who speaks, not what.
        const bool empty_subject = verb > subject && verb - subject <= 3 && speech_.is(verb - 1, kDeterminer) &&
                                   speech_.is(subject, kAccusation);
        if (empty_subject && report.stance == Stance::says) report.clause_last = report.clause_first;
        return report;
    }

    [[nodiscard]] const Attribution* source_before(uint32_t token) const {
        const Span sentence{speech_.token(stretch_.first).span.begin, speech_.token(token).span.begin};
        const Attribution* found = nullptr;
        auto at = std::lower_bound(sources_.begin(), sources_.end(), sentence.begin,
                                   [](const Attribution& source, uint32_t begin) { return source.span.begin < begin; });
        for (; at != sources_.end() && at->span.begin < sentence.end; ++at) found = &*at;
        return found;
    }

    // "Polisi, ujarnya, mendalami ...", "..., kata dia."
    std::optional<Report> parenthetical(uint32_t cue, bool carried) {
        const WordNote& note = speech_.note(cue);
        // "Menurutnya, ...", "Kata Karto, ..."
        const bool opens = cue == begin_ && (carried || !speech_.says(cue, kActive | kTrailing));
        const bool behind_comma =
            cue > begin_ && speech_.mark(cue - 1) == ',' && !(cue >= 2 && speech_.note(cue - 2).quoted);
        if (!opens && !behind_comma) return std::nullopt;
        const bool everyday = speech_.says(cue, kNeedsMarks);
        if (everyday && (opens || carried)) return std::nullopt;
        Report report = make(cue, stance_from_name(note.verb->field(1)).value_or(Stance::says));
        uint32_t behind = report.cue_last;
        if (carried) {
            report.carried = true;
            report.reason = "carried over";
        } else {
            report.party = speech_.party_after(behind, end_);
            if (!report.party.found()) return std::nullopt;
            report.reason = "behind the cue";
            behind = report.party.phrase_last;
            const bool comma = behind < end_ && speech_.mark(behind) == ',';
            // An everyday word is believed between commas and before a name: "Harga, lanjut Karto, akan naik".
            if (opens && !comma) return std::nullopt;
            if (everyday && (!comma || report.party.pronoun || !speech_.capital(report.party.first)))
                return std::nullopt;
        }
        const bool ends = behind >= end_ || speech_.mark(behind) == ',' ||
                          speech_.is(behind, kStop | kJoin | kSkip | kTimeWord) ||
                          (speech_.is(behind, kVerbLike) && !speech_.says(cue, kActive)) || speech_.mark(behind) == '(';
        if (!ends) return std::nullopt;
        if (opens) {
            report.clause_first = clause_begin(behind);
            report.clause_last = clause_end_;
            return report;
        }
        report.clause_first = begin_;
        // Something has to follow the parenthesis for the clause to go on behind it.
        uint32_t closing = behind;
        while (closing < std::min(end_, behind + kFarthestSubject) && speech_.mark(closing) != ',') ++closing;
        // "..., said X, the mayor.": where verbs stand on both sides, an apposition is nothing that was said.
        const bool apposition = speech_.says(cue, kActive) && !tells(behind, end_);
        const bool goes_on = closing < end_ && speech_.mark(behind) == ',' && !apposition;
        report.clause_last = goes_on ? clause_end_ : cue - 1;
        return report;
    }

    // "Menurut LPTB, ..." and "Kapal itu, menurut Rudi, ...": people and bodies speak; media are credited, they are no
    // speakers.
    std::optional<Report> according_to(uint32_t cue) const {
        const uint32_t begin = speech_.token(cue).span.begin;
        const auto at =
            std::lower_bound(sources_.begin(), sources_.end(), begin,
                             [](const Attribution& source, uint32_t offset) { return source.span.begin < offset; });
        Report report;
        report.cue_first = cue;
        report.cue_last = cue + speech_.note(cue).cue_length;
        // Figures are read, nobody says them.
        const uint32_t paper = speech_.behind_articles(report.cue_last, end_);
        if (paper < end_ && speech_.is(paper, kDocument) && !speech_.is(paper, kAccusation)) return std::nullopt;
        uint32_t behind = 0;
        if (at != sources_.end() && at->span.begin == begin && !at->sources.empty()) {
            const std::string& kind = at->kinds.back();
            if (kind == "agency" || kind == "outlet" || kind == "document") return std::nullopt;
            // "Menurut AFP mengutip polisi": the page has it from the agency.
            if (at->kinds.front() == "agency" || at->kinds.front() == "outlet") return std::nullopt;
            report.source = &*at;
            behind = static_cast<uint32_t>(speech_.article().tokens.token_at(at->span.end));
        } else {
            report.party = speech_.party_after(report.cue_last, end_);
            if (!report.party.found()) return std::nullopt;
            if (!report.party.pronoun && !report.party.entity && !report.party.pointing &&
                !speech_.is(report.party.first, kPerson | kTitle | kOfficial))
                return std::nullopt;
            if (speech_.is(report.party.first, kDocument)) return std::nullopt;
            behind = report.party.phrase_last;
        }
        report.reason = "according to";
        uint32_t opener = begin_;
        const uint32_t last_opener = std::min(cue, begin_ + kFarthestSubject);
        while (opener < last_opener &&
               (speech_.is(opener, kOpener | kSkip | kAnd | kStop) || speech_.mark(opener) == ',')) {
            opener += speech_.is(opener, kOpener | kSkip | kAnd | kStop) ? speech_.note(opener).class_length : 1;
        }
        uint32_t comma = behind;
        while (comma < end_ && speech_.mark(comma) != ',') ++comma;
        // "..., tetapi menurut X, ...": a clause of its own begins there.
        if (opener >= cue || (cue > begin_ && speech_.is(cue - 1, kOpener | kAnd | kClause))) {
            // The clause stands behind the comma; without one, behind the name.
            report.clause_first = comma < end_ && comma - behind < kFarthestComplementizer ? comma + 1 : behind;
            if (report.clause_first < end_) {
                const WordNote& next = speech_.note(report.clause_first);
                if (speech_.says(report.clause_first, kPassive))
                    report.clause_first = clause_begin(report.clause_first + next.verb_length);
            }
            report.clause_last = clause_end_;
            if (report.clause_first < end_ && speech_.note(report.clause_first).quoted &&
                speech_.note(end_ - 1).quoted) {
                report.clause_last = report.clause_first;  // all of it is a quotation
            }
        } else {
            report.clause_first = opener;
            report.clause_last = comma < end_ ? clause_end_ : speech_.mark(cue - 1) == ',' ? cue - 1 : cue;
            if (report.clause_last <= report.clause_first) return std::nullopt;
        }
        return report;
    }

    static constexpr uint64_t kHearsayStop = kStop | kJoin | kBy;

    const Stretch& stretch_;
    std::span<const Attribution> sources_;
};

}  // namespace

bool opens_quotation(const Speech& speech, uint32_t behind, uint32_t limit) {
    if (behind < limit && speech.note(behind).quoted) return true;
    limit = std::min(limit, behind + kFarthestQuotation);
    for (uint32_t i = behind; i + 1 < limit; ++i) {
        if (speech.note(i).quoted) return false;
        if (speech.mark(i) == ',' || speech.mark(i) == ':' || speech.is(i, kThat)) return speech.note(i + 1).quoted;
    }
    return false;
}

std::optional<Stance> stance_from_name(std::string_view name) {
    for (const Stance stance : {Stance::says, Stance::claims, Stance::denies, Stance::confirms, Stance::accuses,
                                Stance::hedges, Stance::asks, Stance::plans}) {
        if (stance_name(stance) == name) return stance;
    }
    return std::nullopt;
}

std::optional<Report> find_report(const Speech& speech, const Stretch& stretch, uint32_t begin,
                                  std::span<const Attribution> sources) {
    return ReportFinder(speech, stretch, sources).run(begin);
}

}  // namespace silang
