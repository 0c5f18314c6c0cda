// Where the clause of a report ends: before a second thing that is said, and before what is no part of it.
#include <algorithm>

#include "silang/mention/reports.h"

namespace silang {
namespace {

// A clause of fewer words than this is not cut: what follows its verb belongs to it.
constexpr uint32_t kFewestWords = 2;

class ClauseSplitter {
public:
    ClauseSplitter(const Speech& speech, const Stretch& stretch, std::span<const Attribution> sources)
        : speech_(speech), stretch_(stretch), sources_(sources) {}

    // Cuts the clause; the report that follows it, if any.
    std::optional<Report> cut(Report& report) const {
        if (!report.says_something() || report.clause_first < report.cue_last) return std::nullopt;
        const uint32_t first = report.clause_first;
        const uint32_t last = report.clause_last;
        int depth = 0;
        bool reported_speaker = false;  // the clause has a verb of speech of its own: what is joined may be that one's
        for (uint32_t i = first; i < last; ++i) {
            if (i < first + kFewestWords) {
                reported_speaker = reported_speaker || (!speech_.note(i).quoted && speech_.says(i, kActive));
                continue;
            }
            const char c = speech_.mark(i);
            if (c == '(') ++depth;
            if (c == ')') depth = std::max(0, depth - 1);
            if (depth > 0 || speech_.note(i).quoted) continue;
            if (speech_.is(i, kTail) || own_paper(i)) {
                report.clause_last = before_comma(first, i);
                return std::nullopt;
            }
            if (c == ',' && closing_cue(i + 1, last)) {
                report.clause_last = i;
                return std::nullopt;
            }
            if (speech_.says(i, kActive) && !speech_.says(i, kReportsNothing)) {
                if (const auto joined = joined_at(i, first, last); joined && !reported_speaker) {
                    report.clause_last = before_comma(first, *joined);
                    return same_speaker(i, last);
                }
                reported_speaker = true;
            }
            if (c == ',') {
                if (auto other = other_speaker(i + 1, last)) {
                    report.clause_last = i;
                    return other;
                }
            }
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] uint32_t before_comma(uint32_t first, uint32_t i) const {
        return i > first + 1 && speech_.mark(i - 1) == ',' ? i - 1 : i;
    }

    // "dalam keterangan tertulisnya" behind a clause: the speaker's paper.
    [[nodiscard]] bool own_paper(uint32_t i) const {
        const uint32_t begin = speech_.token(i).span.begin;
        const auto at =
            std::lower_bound(sources_.begin(), sources_.end(), begin,
                             [](const Attribution& source, uint32_t offset) { return source.span.begin < offset; });
        return at != sources_.end() && at->span.begin == begin && at->own;
    }

    // ", kata X" with nothing more to follow.
    [[nodiscard]] bool closing_cue(uint32_t i, uint32_t last) const {
        if (i >= last || !speech_.says(i, kBare | kCarried) || speech_.says(i, kActive)) return false;
        const uint32_t behind = i + speech_.note(i).verb_length;
        const bool medium = behind < last && speech_.note(behind).source != nullptr;
        if (speech_.says(i, kNeedsMarks) && !medium) return false;  // "lapor Antara"
        if (last - i > kFarthestSubject) return false;
        for (uint32_t k = i; k < last; ++k) {
            if (speech_.mark(k) == ',') return false;
        }
        return true;
    }

    // The joining word before the verb at `verb`: "dan [juga] meminta"; nothing when a subject stands between.
    [[nodiscard]] std::optional<uint32_t> joined_at(uint32_t verb, uint32_t first, uint32_t last) const {
        const uint32_t behind = verb + speech_.note(verb).verb_length;
        const bool says_what = !speech_.says(verb, kNeedsThat) ||
                               (behind < last && (speech_.is(behind, kThat) || speech_.note(behind).quoted));
        if (!says_what || behind >= last || speech_.says(verb, kNeedsAccusation)) return std::nullopt;
        uint32_t word = verb - 1;
        while (word > first + kFewestWords && speech_.is(word, kSkip) && !speech_.is(word, kOpener)) --word;
        if (speech_.capital(word) || word < first + kFewestWords) return std::nullopt;
        const bool contrast = speech_.is(word, kOpener) && speech_.mark(word - 1) == ',';
        if (speech_.is(word, kAnd) || contrast) return word;
        return std::nullopt;
    }

    [[nodiscard]] Report same_speaker(uint32_t verb, uint32_t last) const {
        Report report;
        report.cue_first = verb;
        report.cue_last = verb + speech_.note(verb).verb_length;
        report.clause_first = report.cue_last;
        while (report.clause_first < last && speech_.is(report.clause_first, kThat))
            report.clause_first += speech_.note(report.clause_first).class_length;
        report.clause_first = std::min(report.clause_first, last);
        report.clause_last = last;
        report.stance = stance_from_name(speech_.note(verb).verb->field(1)).value_or(Stance::says);
        report.reason = "goes on behind the clause before";
        return report;
    }

    // "..., sedangkan X menilai ...": a subject and its verb at once behind the joining word.
    [[nodiscard]] std::optional<Report> other_speaker(uint32_t i, uint32_t last) const {
        if (i >= last || speech_.capital(i) || !speech_.is(i, kOpener | kAnd)) return std::nullopt;
        const uint32_t begin = i + speech_.note(i).class_length;
        if (begin >= last) return std::nullopt;
        // Its verb stands near: the rest of an endless sentence is not read for every comma.
        const Stretch near{begin, std::min(last, begin + kFarthestSubject), stretch_.line};
        std::optional<Report> report = find_report(speech_, near, begin, sources_);
        if (report && report->clause_last + 1 >= near.last) report->clause_last = last;
        if (!report || !report->party.found() || report->party.phrase_first != begin) return std::nullopt;
        if (report->clause_first < report->cue_last || report->cue_first >= last) return std::nullopt;
        for (uint32_t k = report->party.phrase_last; k < report->cue_first; ++k) {
            if (!speech_.is(k, kSkip)) return std::nullopt;
        }
        return report;
    }

    const Speech& speech_;
    const Stretch& stretch_;
    std::span<const Attribution> sources_;
};

}  // namespace

std::vector<Report> split_report(const Speech& speech, const Stretch& stretch, std::span<const Attribution> sources,
                                 Report& first) {
    constexpr size_t kMostReports = 4;
    const ClauseSplitter splitter(speech, stretch, sources);
    std::vector<Report> further;
    std::optional<Report> next = splitter.cut(first);
    while (next && further.size() < kMostReports) {
        further.push_back(*next);
        next = splitter.cut(further.back());
    }
    return further;
}

}  // namespace silang
