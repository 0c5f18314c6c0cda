// Who said what: quotations with marks, reported speech without, and the speaker of each.
//
// Sentences are read in order, because a speaker is often named once and then carried over: of the direct quotations of
// Indonesian newspapers a third are closed by a verb with -nya ("ujarnya"), and the name it points at stands a median
// of 89 words back.
#include <algorithm>

#include "silang/mention/reports.h"
#include "silang/mention/speaker_memory.h"
#include "silang/mention/speech.h"

namespace silang {
namespace {

// A fragment in quotation marks is speech from this many words on; shorter ones are names and scare quotes.
constexpr uint32_t kFewestWordsOfFragment = 3;
// A quotation without any cue is the last speaker's when it is a sentence of its own of at least this many words.
constexpr uint32_t kFewestWordsAlone = 4;
// The same at once behind a quotation of the same paragraph: '"It is over," he said. "We lost."'
constexpr uint32_t kFewestWordsGoingOn = 2;
// How many sentences without speech may stand between such a quotation and its speaker's last words.
constexpr size_t kFarthestSpeech = 1;
constexpr uint32_t kFarthestVerbBefore = 60;
constexpr uint32_t kFarthestVerbBehind = 12;

struct Heard {
    Speaker speaker;
    uint32_t cue_first = 0;
    uint32_t cue_last = 0;
    Stance stance = Stance::says;
    std::string reason;
};

class QuoteFinder {
public:
    QuoteFinder(const Speech& speech, std::span<const Attribution> attributions)
        : speech_(speech), speakers_(speech_, attributions), sources_(attributions) {}

    std::vector<Quote> run() {
        const std::vector<Quoted>& quoted = speech_.quoted();
        size_t next = 0;
        for (size_t index = 0; index < speech_.stretches().size(); ++index) {
            const Stretch& stretch = speech_.stretches()[index];
            while (next < quoted.size() && quoted[next].outer_first < stretch.first) ++next;
            size_t end = next;
            while (end < quoted.size() && quoted[end].outer_first < stretch.last) ++end;
            index_ = index;
            speakers_.move_to(index);
            read(stretch, std::span(quoted).subspan(next, end - next));
            next = end;
        }
        std::stable_sort(quotes_.begin(), quotes_.end(),
                         [](const Quote& a, const Quote& b) { return a.span < b.span; });
        return std::move(quotes_);
    }

private:
    // --- direct quotations ---

    // The cue behind the closing mark: ", kata X", ", ujarnya", ", Peskov menambahkan", ", demikian pernyataan dari X".
    std::optional<Heard> cue_behind(const Quoted& quoted, const Stretch& stretch) {
        uint32_t i = quoted.outer_last;
        while (i < stretch.last && (speech_.mark(i) == ',' || speech_.mark(i) == '.')) ++i;
        if (i >= stretch.last) return std::nullopt;
        Heard heard;
        const WordNote& note = speech_.note(i);
        if (speech_.says(i, kBare | kCarried)) {
            heard.cue_first = i;
            heard.cue_last = i + note.verb_length;
            heard.stance = stance_from_name(note.verb->field(1)).value_or(Stance::says);
            if (speech_.says(i, kCarried)) {
                heard.speaker = speakers_.carried(i);
                heard.reason = "carried over";
                return heard;
            }
            uint32_t at = heard.cue_last;
            const uint32_t farthest = std::min(stretch.last, at + kFarthestVerbBehind);
            while (at < farthest && speech_.says(at, kBare)) {
                at += speech_.note(at).verb_length;  // "kata kata X"
            }
            while (at < farthest && (speech_.is(at, kJoin | kBy) || (speech_.is(at, kSkip) && !speech_.capital(at))))
                ++at;
            const Party party = speech_.party_after(at, stretch.last);
            if (party.found()) {
                heard.reason = "behind the cue";
                heard.speaker = speakers_.named(party, heard.reason);
            } else {
                heard.reason = "cue without a name, carried over";
                heard.speaker = speakers_.carried(i);
            }
            return heard;
        }
        if (note.cue != nullptr && note.cue->field(1) == "source") {
            const Party party = speech_.party_after(i + note.cue_length, stretch.last);
            if (!party.found()) return std::nullopt;
            heard.cue_first = i;
            heard.cue_last = i + note.cue_length;
            heard.reason = "according to, behind the quotation";
            heard.speaker = speakers_.named(party, heard.reason);
            return heard;
        }
        // 'Dalam khotbah bertema "Hijrah", Karto menyampaikan ...': a title is named, not said.
        if (quoted.outer_first > stretch.first && speech_.is(quoted.outer_first - 1, kNaming)) return std::nullopt;
        const uint32_t limit = std::min(stretch.last, i + kFarthestVerbBehind);
        for (uint32_t verb = i; verb < limit; ++verb) {
            const WordNote& found = speech_.note(verb);
            if (found.quoted) break;
            if (!speech_.says(verb, kActive)) continue;
            const Party party = speech_.party_before(i, verb);
            if (!party.found()) break;
            heard.cue_first = verb;
            heard.cue_last = verb + found.verb_length;
            heard.stance = stance_from_name(found.verb->field(1)).value_or(Stance::says);
            heard.reason = "subject of the verb behind the quotation";
            heard.speaker = speakers_.named(party, heard.reason);
            return heard;
        }
        return std::nullopt;
    }

    // '"..." Begitu jawaban X.': the cue has a sentence of its own.
    std::optional<Heard> closing_formula(const Quoted& quoted, const Stretch& stretch) {
        if (!fills(quoted, stretch) || index_ + 1 >= speech_.stretches().size()) return std::nullopt;
        const Stretch& next = speech_.stretches()[index_ + 1];
        if (next.line != stretch.line || !speech_.says(next.first, kBare)) return std::nullopt;
        return cue_behind(quoted, Stretch{stretch.first, next.last, stretch.line});
    }

    // The name and colon of a transcript: "Budi: "..."".
    std::optional<Heard> transcript(const Quoted& quoted, const Stretch& stretch) {
        if (quoted.outer_first < stretch.first + 2 || speech_.mark(quoted.outer_first - 1) != ':') return std::nullopt;
        const uint32_t end = quoted.outer_first - 1;
        const Party party = speech_.party_after(stretch.first, end);
        if (!party.found() || party.phrase_last < end) return std::nullopt;
        if (!party.entity && !speech_.is(party.phrase_first, kTitle | kPerson)) return std::nullopt;
        Heard heard;
        heard.reason = "name and colon";
        heard.speaker = speakers_.named(party, heard.reason);
        return heard;
    }

    void emit_direct(const Quoted& quoted, const Heard& heard) {
        Quote quote{};
        quote.span = trim(speech_.article().page.text, speech_.span_of(quoted.first, quoted.last));
        quote.direct = true;
        fill(quote, heard);
        quotes_.push_back(std::move(quote));
        // Pieces of one quotation in paragraphs before, whose cue stands behind the last of them.
        for (const Quoted* piece : pending_) {
            Quote earlier{};
            earlier.span = trim(speech_.article().page.text, speech_.span_of(piece->first, piece->last));
            earlier.direct = true;
            fill(earlier, heard);
            earlier.cue_span.reset();
            earlier.reason = "goes on in the next paragraph";
            quotes_.push_back(std::move(earlier));
        }
        pending_.clear();
        last_speech_ = index_;
        spoke_ = true;
    }

    void fill(Quote& quote, const Heard& heard) const {
        quote.speaker = heard.speaker.entity;
        quote.speaker_text = heard.speaker.text;
        quote.speaker_span = heard.speaker.span;
        if (heard.cue_last > heard.cue_first) quote.cue_span = speech_.span_of(heard.cue_first, heard.cue_last);
        quote.stance = heard.stance;
        quote.reason = heard.reason;
    }

    static uint32_t words_in(const Speech& speech, const Quoted& quoted) {
        uint32_t words = 0;
        for (uint32_t i = quoted.first; i < quoted.last; ++i) words += speech.token(i).kind != TokenKind::punct ? 1 : 0;
        return words;
    }

    // --- a sentence ---

    void read(const Stretch& stretch, std::span<const Quoted> quoted) {
        std::optional<Heard> heard;  // the speaker of the last quotation in this sentence
        uint32_t search_from = stretch.first;
        bool cue_found_behind = false;
        std::vector<const Quoted*>& waiting = waiting_;
        waiting.clear();
        if (quoted.empty() || quoted.front().outer_first != stretch.first) pending_.clear();
        for (const Quoted& piece : quoted) {
            if (words_in(speech_, piece) == 0) continue;
            if (!piece.closed && piece.outer_last == stretch.last && piece.outer_first == stretch.first) {
                // Goes on in the next paragraph.
                pending_.push_back(&piece);
                if (spoke_ && index_ - last_speech_ <= kFarthestSpeech) last_speech_ = index_;
                continue;
            }
            if (auto cue = cue_behind(piece, stretch)) {
                heard = std::move(cue);
                if (!piece.doubled && words_in(speech_, piece) < kFewestWordsAlone) continue;
                emit_direct(piece, *heard);
                cue_found_behind = true;
                search_from = std::max(piece.outer_last, heard->cue_last);
                continue;
            }
            if (heard && cue_found_behind && words_in(speech_, piece) >= 2 && follows_cue(piece)) {
                heard->reason = "goes on behind the cue";
                emit_direct(piece, *heard);
                search_from = piece.outer_last;
                continue;
            }
            waiting.push_back(&piece);
        }
        if (cue_found_behind) {
            report_behind(stretch, search_from, *heard);
            return;
        }
        std::optional<Report> report = find_report(speech_, stretch, stretch.first, sources_);
        std::optional<Heard> reporter;
        if (report) {
            std::vector<Report> further;
            if (!report->goes_on) further = split_report(speech_, stretch, sources_, *report);
            reporter = hear(*report);
            if (report->says_something()) emit_indirect(*report, *reporter);
            if (report->goes_on) report_behind(stretch, report->clause_last, *reporter);
            Heard before = *reporter;
            for (const Report& next : further) {
                Heard heard_next = next.party.found() ? hear(next) : said_by(before, next);
                emit_indirect(next, heard_next);
                before = std::move(heard_next);
            }
            last_speech_ = index_;
            spoke_ = true;
        }
        for (const Quoted* piece : waiting) read_waiting(*piece, stretch, report, reporter);
        if (!report && waiting.empty()) notice_subject(stretch);
    }

    // Between the quotation before and this one stands little more than the cue.
    [[nodiscard]] bool follows_cue(const Quoted& piece) const {
        return piece.outer_first > 0 &&
               (speech_.mark(piece.outer_first - 1) == ',' || speech_.mark(piece.outer_first - 1) == '.' ||
                speech_.mark(piece.outer_first - 1) == ':' || speech_.mark(piece.outer_first - 1) == ';');
    }

    void read_waiting(const Quoted& piece, const Stretch& stretch, const std::optional<Report>& report,
                      const std::optional<Heard>& reporter) {
        const uint32_t words = words_in(speech_, piece);
        const bool whole = piece.outer_first == stretch.first;
        if (report && reporter && report->cue_last <= piece.outer_first &&
            piece.outer_first - report->cue_last <= kFarthestVerbBefore) {
            const bool adjacent = adjacent_to(report->cue_last, piece.outer_first);
            // A title is named, not said.
            const bool titled =
                !adjacent && (speech_.title_case(piece.first, piece.last) ||
                              (piece.outer_first > stretch.first && speech_.is(piece.outer_first - 1, kNaming)));
            if (titled) return;
            if (words >= kFewestWordsOfFragment ||
                (adjacent && words >= 2 && piece.doubled && ends_like_speech(piece))) {
                if (piece.doubled || adjacent) {
                    Heard heard = *reporter;
                    if (!adjacent) heard.reason = "fragment in reported speech";
                    emit_direct(piece, heard);
                }
            }
            return;
        }
        if (auto heard = closing_formula(piece, stretch)) {
            emit_direct(piece, *heard);
            return;
        }
        if (whole && piece.doubled && words >= kFewestWordsOfFragment) {
            if (auto heard = said_behind(piece, stretch)) {
                emit_direct(piece, *heard);
                return;
            }
        }
        if (auto heard = transcript(piece, stretch)) {
            emit_direct(piece, *heard);
            return;
        }
        if (whole && piece.doubled && words >= (goes_on(stretch) ? kFewestWordsGoingOn : kFewestWordsAlone) &&
            fills(piece, stretch) && spoke_ && speakers_.last().known() && index_ - last_speech_ <= kFarthestSpeech) {
            Heard heard;
            heard.speaker = speakers_.last();
            heard.reason = "a quotation of its own beside the speaker's words";
            emit_direct(piece, heard);
        }
    }

    // The sentence before, in the same paragraph, opens with words of the same speaker.
    [[nodiscard]] bool goes_on(const Stretch& stretch) const {
        if (index_ == 0 || last_speech_ + 1 != index_) return false;
        const Stretch& before = speech_.stretches()[index_ - 1];
        return before.line == stretch.line && speech_.note(before.first).quoted;
    }

    [[nodiscard]] bool ends_like_speech(const Quoted& piece) const {
        const char c = speech_.mark(piece.last - 1);
        return c == '.' || c == '!' || c == '?' || c == ',';
    }

    [[nodiscard]] bool adjacent_to(uint32_t cue_last, uint32_t quotation) const {
        for (uint32_t i = cue_last; i < quotation; ++i) {
            if (speech_.note(i).quoted) return false;
        }
        return opens_quotation(speech_, cue_last, quotation + 1);
    }

    [[nodiscard]] bool fills(const Quoted& piece, const Stretch& stretch) const {
        uint32_t i = piece.outer_last;
        while (i < stretch.last && speech_.token(i).kind == TokenKind::punct) ++i;
        return i >= stretch.last;
    }

    Heard hear(const Report& report) {
        Heard heard;
        heard.cue_first = report.cue_first;
        heard.cue_last = report.cue_last;
        heard.stance = report.stance;
        heard.reason = std::string(report.reason);
        if (report.party.found()) {
            heard.speaker = speakers_.named(report.party, heard.reason);
        } else if (report.source != nullptr) {
            heard.speaker = speakers_.speaker_of_source(*report.source);
            const std::string& kind = report.source->kinds.back();
            if (kind != "agency" && kind != "outlet") speakers_.remember(heard.speaker, Party{});
        } else if (report.carried) {
            heard.speaker = speakers_.carried(report.cue_first);
        }
        return heard;
    }

    // The speaker of the words before says these, too.
    static Heard said_by(const Heard& before, const Report& report) {
        Heard heard = before;
        heard.cue_first = report.cue_first;
        heard.cue_last = report.cue_last;
        heard.stance = report.stance;
        heard.reason = std::string(report.reason);
        return heard;
    }

    void emit_indirect(const Report& report, const Heard& heard) {
        uint32_t first = report.clause_first;
        uint32_t last = report.clause_last;
        while (first < last && (speech_.mark(first) == ',' || speech_.mark(first) == ':')) ++first;
        while (first < last && (speech_.mark(last - 1) == ',')) --last;
        if (first >= last) return;
        Quote quote{};
        quote.span = speech_.span_of(first, last);
        quote.direct = false;
        fill(quote, heard);
        quotes_.push_back(std::move(quote));
    }

    // '"...," kata X seraya menambahkan bahwa ...': the same speaker goes on.
    void report_behind(const Stretch& stretch, uint32_t from, const Heard& heard) {
        for (uint32_t i = from; i < stretch.last; ++i) {
            const WordNote& note = speech_.note(i);
            if (note.quoted || !speech_.says(i, kActive)) continue;
            const bool participle =
                speech_.says(i, kParticiple) && (speech_.mark(i - 1) == ',' || speech_.is(i - 1, kAnd));
            if (!participle && !speech_.is(i - 1, kLink)) continue;
            if (i + note.verb_length >= stretch.last || speech_.note(i + note.verb_length).quoted) return;
            Report report;
            report.cue_first = i;
            report.cue_last = i + note.verb_length;
            report.clause_first = report.cue_last;
            while (report.clause_first < stretch.last && speech_.is(report.clause_first, kThat)) ++report.clause_first;
            report.clause_last = stretch.last;
            while (report.clause_last > report.clause_first &&
                   speech_.token(report.clause_last - 1).kind == TokenKind::punct)
                --report.clause_last;
            report.stance = stance_from_name(note.verb->field(1)).value_or(Stance::says);
            report.reason = "goes on behind the cue";
            emit_indirect(report, said_by(heard, report));
            return;
        }
    }

    // A person a sentence is about becomes the one that "dia" and "-nya" point at, as long as nobody has spoken since.
    void notice_subject(const Stretch& stretch) {
        if (before_quotation(stretch) && notice_unnamed(stretch)) return;
        const Party subject = speech_.party_at_head(stretch.first, stretch.last);
        if (!subject.found() || !subject.entity || !speech_.is_person(*subject.entity)) return;
        // Someone new, or nobody has just spoken, or a quotation follows in the paragraph.
        const bool introduced =
            speech_.entity(*subject.entity).mentions.front().begin >= speech_.token(subject.phrase_first).span.begin;
        if (spoke_ && index_ - last_speech_ <= kFarthestSpeech && !introduced && !before_quotation(stretch)) return;
        speakers_.notice({speech_.text_of(subject.first, subject.last), speech_.span_of(subject.first, subject.last),
                          subject.entity});
    }

    // 'Lain lagi cerita seorang perawat yang enggan disebut namanya. "Kami lelah," ujarnya.'
    bool notice_unnamed(const Stretch& stretch) {
        const Span sentence = speech_.span_of(stretch.first, stretch.last);
        auto at = std::lower_bound(sources_.begin(), sources_.end(), sentence.begin,
                                   [](const Attribution& source, uint32_t begin) { return source.span.begin < begin; });
        for (; at != sources_.end() && at->span.begin < sentence.end; ++at) {
            const uint32_t first = static_cast<uint32_t>(speech_.article().tokens.token_at(at->source_spans[0].begin));
            if (at->own || at->kinds[0] != "person" || !speech_.is(first, kIndefinite)) continue;
            speakers_.notice({at->sources[0], at->source_spans[0], std::nullopt});
            return true;
        }
        return false;
    }

    // 'Rina enggan menjawab. "Nanti saja," katanya.'
    [[nodiscard]] bool before_quotation(const Stretch& stretch) const {
        if (index_ + 1 >= speech_.stretches().size()) return false;
        const Stretch& next = speech_.stretches()[index_ + 1];
        return next.line == stretch.line && speech_.note(next.first).quoted;
    }

    // Who says so in the sentence behind a quotation that has one of its own: '"..." Hal itu disampaikan X.', '"..." X
    // mengatakan itu di ...'. What is said there is no more than a word that points at the quotation.
    std::optional<Heard> said_behind(const Quoted& quoted, const Stretch& stretch) {
        if (!fills(quoted, stretch) || index_ + 1 >= speech_.stretches().size()) return std::nullopt;
        const Stretch& next = speech_.stretches()[index_ + 1];
        if (speech_.note(next.first).quoted) return std::nullopt;
        const std::optional<Report> report = find_report(speech_, next, next.first, sources_);
        if (!report || report->stance != Stance::says || !report->party.found() || report->party.pronoun)
            return std::nullopt;
        const bool follows = report->clause_first >= report->cue_last;
        const bool points = !report->says_something() ? !opens_quotation(speech_, report->cue_last, next.last)
                                                      : follows && speech_.is(report->clause_first, kDeterminer);
        if (!points) return std::nullopt;
        Heard heard = hear(*report);
        heard.reason = "named in the sentence behind";
        return heard;
    }

    const Speech& speech_;
    SpeakerMemory speakers_;
    std::span<const Attribution> sources_;
    std::vector<Quote> quotes_;
    std::vector<const Quoted*> pending_;
    std::vector<const Quoted*> waiting_;
    size_t index_ = 0;
    size_t last_speech_ = 0;
    bool spoke_ = false;
};

}  // namespace

std::vector<Quote> find_quotes(const Speech& speech, std::span<const Attribution> attributions) {
    return QuoteFinder(speech, attributions).run();
}

}  // namespace silang
