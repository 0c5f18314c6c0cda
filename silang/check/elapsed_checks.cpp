// Lengths of time held against the days they are counted from: those the sentence names, else the day the story gives
// to the happening it names, up to a day the sentence names or ties to the page's own.
#include <algorithm>

#include "silang/check/elapsed.h"
#include "silang/check/page_checks.h"
#include "silang/check/story_dates.h"
#include "silang/mention/numbers.h"

namespace silang {
namespace {

// How far (in tokens) from a length of time its cue and its happening may stand.
constexpr uint32_t kCueReach = 4;
constexpr uint32_t kDateReach = 14;
// A happening dated more coarsely than this cannot contradict a length of time.
constexpr int kCoarsestStartDays = 62;
constexpr int kCoarsestLastDays = 366;  // but the last one of its kind may be known by its year
// Shorter lengths are counted too loosely to be held against a day that the sentence does not name.
constexpr double kBriefDays = 28;
// A length in years can be held against a year; a shorter one cannot.
constexpr int kYearDays = 366;
constexpr double kShortYear = 365;
// "penantian panjang selama", "terakhir kali juara pada": between the word and its length, or its date.
constexpr uint32_t kFirstReach = 7;
constexpr uint32_t kWaitReach = 3;
constexpr uint32_t kLastReach = 8;
constexpr std::string_view kFuture = "future";
// "Hanya dua tahun setelah": a word may stand before a length that opens its clause.
constexpr uint32_t kOpeningReach = 1;
// A length that has run for less than this share of it is one that was set, not one that was counted.
constexpr double kBegunShare = 1.0 / 3;
constexpr int kOldYears = 100;
// The last happening of a kind lies so far before the one that is the news.
constexpr int kLongAgoDays = 180;

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
          within_words_(scene.language.lexicon("within-words")),
          wait_words_(scene.language.lexicon("wait-words")),
          done_(scene.language.lexicon("done-words")),
          tenses_(scene.language.lexicon("tense-cues")),
          modals_(scene.language.lexicon("modal-words")),
          outcomes_(scene.language.lexicon("outcome-words")),
          came_(scene.language.lexicon("came-words")),
          dates_(scene),
          lengths_(scene, checks) {}

    void run() {
        for (const Unit& unit : scene_.all.units) sentence(unit);
    }

private:
    void sentence(const Unit& unit) {
        const TimedSentence in = timed_sentence(scene_, unit);
        text_ = &in.text;
        sentence_ = &in.sentence;
        for (size_t i = 0; i < in.times.size(); ++i) {
            lengths_.reckoned(in, i);
            const PlacedTime& placed = in.times[i];
            const auto stated = elapsed_of(*placed.time);
            if (!stated) continue;
            if (lengths_.beside(in, i, *stated, written_on(unit.document))) continue;
            const bool first = first_before(placed.first);
            const bool waits = first || waits_before(placed.first);
            if ((waits || ends_at(done_, placed.first)) && since_last(unit, *stated, waits)) continue;
            const auto cue = cue_after(placed);
            if (cue) {
                counted_from(unit, *stated, placed, *cue);
            } else if (first) {
                first_in(unit, *stated);
            } else if (stated->days >= kBriefDays && cue_before(placed)) {
                lasting(unit, *stated, placed);
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
    std::optional<CueAfter> cue_after(const PlacedTime& placed) const {
        for (uint32_t i = placed.first + 1; i < std::min<uint32_t>(placed.end + 2, sentence_->last); ++i) {
            const auto cue = cues_.match(text_->tokens, i);
            if (!cue || cue.entry->field(1) == "before" || cue.entry->field(1) == "apart") continue;
            return CueAfter{i + cue.length, !cue.entry->field(2).empty(), cue.entry->field(1) == "both"};
        }
        // "berselang dua tahun dari"
        const uint32_t from = placed.first >= sentence_->first + 2 ? placed.first - 2 : sentence_->first;
        for (uint32_t i = from; i < placed.first; ++i) {
            const auto cue = cues_.match(text_->tokens, i);
            if (cue && cue.entry->field(1) == "apart" && i + cue.length == placed.first)
                return CueAfter{placed.end, false, false};
        }
        return std::nullopt;
    }

    bool cue_before(const PlacedTime& placed) const {
        const uint32_t from =
            placed.first >= sentence_->first + kCueReach ? placed.first - kCueReach : sentence_->first;
        for (uint32_t i = from; i < placed.end; ++i) {
            const auto cue = cues_.match(text_->tokens, i);
            if (cue && cue.entry->field(1) != "after" && cue.entry->field(1) != "apart") return true;
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
            const auto mishap = i > sentence_->first ? outcomes_.match(text_->tokens, i - 1) : Lexicon::Match{};
            if (mishap && mishap.entry->field(1) == "mishap") return true;
            for (const EventWord& event : unit.events) {
                if (event.span.end <= offset && offset - event.span.end <= 1) return true;
            }
        }
        return false;
    }

    // A date in the same sentence behind the cue; else the happening named there, as the page or the story dates it.
    void counted_from(const Unit& unit, const Elapsed& stated, const PlacedTime& placed, const CueAfter& cue) {
        // "sudah menjabat tujuh tahun sejak" has run so long, "menjabat lima tahun sejak" may run on.
        const bool run = done_before(placed.first);
        if (!run && holds(term_words_, sentence_->first, placed.first)) return;
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
        if (stated.days < kBriefDays && !named) {
            // However loosely it is counted, it cannot end behind the day of the page.
            const auto written = written_on(unit.document);
            if (start && start->days() == 1 && !reference && !cue.ahead && written && opens_clause(placed.first))
                not_yet(unit, stated, *start, *written + std::chrono::days(1));
            return;
        }
        // "dua hari sejak Selasa" counts Tuesday.
        if (cue.since && stated.unit_days <= 1 && start) start->first -= std::chrono::days(1);
        if (cue.ahead) {
            if (named) judge(unit, stated, *reference, *start);
            return;
        }
        if (!reference) {
            const auto written = written_on(unit.document);
            if (!written) return;
            const bool opens = opens_clause(placed.first);
            const auto so_far = static_cast<double>(start ? (*written - start->first).count() : kYearDays * kOldYears);
            // "berlangsung tiga bulan sejak 1 Mei", told in May, will run on; "diberikan tiga bulan setelah" too.
            if (!run && !opens && so_far < kBegunShare * stated.days) return;
            // "selesai dalam dua tahun sejak": long ago, perhaps.
            const bool since =
                cue.since && !ends_at(within_words_, placed.first) && (!start || start->days() <= kCoarsestStartDays);
            if (!run && !since && !tied_to_now(unit, stated.time->span.begin, counted_until)) {
                if (start && (opens || came_before(placed.first))) not_yet(unit, stated, *start, *written);
                return;
            }
            reference = DayRange{*written, *written};
        }
        if (start) {
            judge(unit, stated, *start, *reference);
            return;
        }
        for (const EventWord& event : unit.events) {
            if (event.span.begin < from || event.span.begin >= until) continue;
            auto dated = dates_.date_of(unit, event, kCoarsestStartDays);
            if (!dated) dated = dates_.date_pointed_at(unit, event);
            if (dated) judge(unit, stated, *dated, *reference);
            return;
        }
    }

    // "Empat tahun setelah diresmikan pada November 2022" on a page of 2025: whatever is told of had not come yet.
    void not_yet(const Unit& unit, const Elapsed& stated, DayRange start, Day written) {
        if (unit.planned || start.days() > kYearDays || start.first > written) return;
        for (uint32_t i = sentence_->first; i < sentence_->last; ++i) {
            const auto tense = tenses_.match(text_->tokens, i);
            if ((tense && tense.entry->field(1) == kFuture) || modals_.match(text_->tokens, i)) return;
        }
        const auto most = static_cast<double>((written - start.first).count());
        if (exceeds(stated, most)) found(unit, stated.time->span, start, {written, written}, most);
    }

    // "gelar pertama dalam", "gelar pertama klub itu dalam"
    bool first_before(uint32_t token) const {
        const bool within = ends_at(within_words_, token);
        const uint32_t from = token >= sentence_->first + kFirstReach ? token - kFirstReach : sentence_->first;
        for (uint32_t i = from; i < token; ++i) {
            const auto cue = first_cues_.match(text_->tokens, i);
            if (!cue) continue;
            if (cue.entry->field(1).empty() ? i + cue.length == token : within) return true;
        }
        return false;
    }

    // "peristiwa itu terjadi lima tahun setelah", "ditangkap dua tahun setelah": what came, and not how long it was to
    // last.
    bool came_before(uint32_t token) const {
        const uint32_t from = token >= sentence_->first + kCueReach ? token - kCueReach : sentence_->first;
        for (uint32_t i = from; i < token; ++i) {
            if (came_.match(text_->tokens, i)) return true;
            const auto word = outcomes_.match(text_->tokens, i);
            if (word && (word.entry->field(1) == "verb" || word.entry->field(1) == "light")) return true;
        }
        return false;
    }

    // "Empat tahun setelah ...", and not "memberi waktu empat tahun setelah ...".
    bool opens_clause(uint32_t token) const {
        const uint32_t from = token >= sentence_->first + kOpeningReach ? token - kOpeningReach : sentence_->first;
        for (uint32_t i = token; i > from; --i) {
            if (mark_at(*text_, i - 1) == ',') return true;
        }
        return from == sentence_->first;
    }

    bool done_before(uint32_t token) const {
        const uint32_t from = token >= sentence_->first + kCueReach ? token - kCueReach : sentence_->first;
        return holds(done_, from, token);
    }

    // "penantian delapan tahun", "puasa gelar selama delapan tahun"
    bool waits_before(uint32_t token) const {
        const uint32_t from = token >= sentence_->first + kWaitReach ? token - kWaitReach : sentence_->first;
        return holds(wait_words_, from, token);
    }

    // The last one of the kind, dated in the same sentence: "..., sejak terakhir kali juara pada 2016". False when
    // there is none. Where nobody waits ("sejak beroperasi pada Maret 2021 telah delapan tahun"), only what is too long
    // is wrong: the years may be some of those.
    bool since_last(const Unit& unit, const Elapsed& stated, bool waits) {
        const auto written = written_on(unit.document);
        if (!written || stated.unit_days < kShortYear) return false;
        for (const UnitTime& time : unit.times) {
            if (time.speech || time.range.days() > kYearDays || time.range.last >= *written) continue;
            const auto first = static_cast<uint32_t>(text_->token_at(time.span.begin));
            const uint32_t from = first >= sentence_->first + kLastReach ? first - kLastReach : sentence_->first;
            bool last = holds(last_cues_, from, first);
            for (uint32_t i = from; i < first && !last; ++i) {
                const auto cue = cues_.match(text_->tokens, i);
                last = cue && cue.entry->field(1) == "both";
            }
            if (!last) continue;
            if (waits)
                judge(unit, stated, time.range, {*written, *written});
            else if (time.span.end <= stated.time->span.begin)
                not_yet(unit, stated, time.range, *written);
            else
                continue;
            return true;
        }
        return false;
    }

    // "X berlangsung selama ...": up to the day the page was written on, from the day the sentence names ("perang yang
    // pecah pada Februari 2022 itu telah berlangsung ..."), else from that of the story.
    void lasting(const Unit& unit, const Elapsed& stated, const PlacedTime& placed) {
        const auto written = written_on(unit.document);
        if (!written) return;
        if (done_before(placed.first) && unit.times.size() == 1) {
            const UnitTime& begun = unit.times.front();
            if (!begun.speech && begun.span.end <= placed.time->span.begin && begun.range.last < *written)
                judge(unit, stated, begun.range, {*written, *written});
            return;
        }
        const EventWord* event = StoryDates::last_event_before(unit, placed.time->span.begin);
        if (!event) return;
        if (const auto start = dates_.date_of(unit, *event, kCoarsestStartDays))
            judge(unit, stated, *start, {*written, *written});
    }

    // "pertama dalam 24 tahun": one of the last happenings of the kind, with the same two names, must have been so long
    // ago.
    void first_in(const Unit& unit, const Elapsed& stated) {
        const EventWord* event = StoryDates::last_event_before(unit, stated.time->span.begin);
        const auto written = written_on(unit.document);
        if (!event || !written || stated.days < kBriefDays) return;
        std::optional<DayRange> latest;
        for (const StoryDates::Dated& dated : dates_.dated_by(event->type)) {
            if (dated.unit == &unit || StoryDates::shared_entities(*dated.unit, unit) < 2) continue;
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

    void judge(const Unit& unit, const Elapsed& stated, DayRange start, DayRange reference) {
        const int coarsest = stated.unit_days >= kShortYear ? kYearDays : kCoarsestStartDays;
        if (start.days() > coarsest || reference.days() > coarsest) return;
        const auto fewest = static_cast<double>((reference.first - start.last).count());
        const auto most = static_cast<double>((reference.last - start.first).count());
        if (most <= 0 || fits(stated, fewest, most)) return;
        found(unit, stated.time->span, start, {reference.last, reference.last}, (fewest + most) / 2);
    }

    void found(const Unit& unit, Span words, DayRange start, DayRange end, std::optional<double> days = std::nullopt) {
        if (!days) days = static_cast<double>((end.last - start.first).count());
        checks_.push_back(elapsed_mismatch(scene_, unit, words, start, end, *days));
    }

    const Scene& scene_;
    std::vector<PageCheck>& checks_;
    const Lexicon& cues_;
    const Lexicon& first_cues_;
    const Lexicon& last_cues_;
    const Lexicon& now_words_;
    const Lexicon& term_words_;
    const Lexicon& within_words_;
    const Lexicon& wait_words_;
    const Lexicon& done_;
    const Lexicon& tenses_;
    const Lexicon& modals_;
    const Lexicon& outcomes_;
    const Lexicon& came_;
    StoryDates dates_;
    LengthReader lengths_;
    const TokenizedText* text_ = nullptr;
    const Sentence* sentence_ = nullptr;
    bool last_known_ = false;
    std::optional<Day> last_day_;
};

}  // namespace

void check_elapsed(const Scene& scene, std::vector<PageCheck>& checks) {
    ElapsedChecker(scene, checks).run();
}

}  // namespace silang
