// "telah tiba pada 26 Februari" on a page of the 21st: a day after the page was published, told as one that something
// was done on. Plans, conditions and what was arranged for a later day are not meant, and wherever a word for them
// stands in the sentence nothing is said. Without a word for done ("telah") it takes a verb for what nobody plans
// ("ditangkap", "menewaskan"): a meeting is held "pada 26 Februari" before and after that day.
#include <algorithm>

#include "silang/check/page_checks.h"
#include "silang/mention/numbers.h"

namespace silang {
namespace {

// Between the word that tells a thing as done and the day, the sentence may say who and what.
constexpr uint32_t kBehind = 14;
constexpr uint32_t kBefore = 16;
// A year or a quarter to come is spoken of too loosely.
constexpr int kCoarsestDays = 31;
// A page of late evening may tell of a morning further east.
constexpr int kLateMinute = 22 * 60;
constexpr uint16_t kYearDigits = 4;
constexpr std::string_view kFuture = "future";
// An outcome and its day stand in one clause; a mishap and the verb that makes an outcome of it stand closer.
constexpr uint32_t kOutcomeReach = 16;
constexpr uint32_t kMishapReach = 6;
// "pada 26 Februari mendatang": what takes a day behind it into the future.
constexpr uint32_t kBehindDay = 3;
// A day further ahead is a slip of the year or a story of the future.
constexpr int kFarDays = 400;
constexpr size_t kShortestStem = 3;
constexpr std::string_view kLight = "light";
constexpr std::string_view kMishap = "mishap";
constexpr std::string_view kHeld = "held";
constexpr std::string_view kReport = "report";
// Between a verb of saying and its day there may stand who spoke and where; without a comma, a preposition.
constexpr uint32_t kSpeakerReach = 12;
constexpr uint32_t kSaidReach = 2;
constexpr std::string_view kThrough = "through";
constexpr std::string_view kTelling = "telling";
constexpr std::string_view kFinish = "finish";
constexpr std::string_view kAdjacent = "adjacent";
constexpr std::string_view kRelative = "relative";

class FutureChecker {
public:
    FutureChecker(const Scene& scene, std::vector<PageCheck>& checks)
        : scene_(scene),
          checks_(checks),
          done_(scene.language.lexicon("done-words")),
          tenses_(scene.language.lexicon("tense-cues")),
          plans_(scene.language.lexicon("plan-words")),
          later_(scene.language.lexicon("later-links")),
          cues_(scene.language.lexicon("elapsed-cues")),
          outcomes_(scene.language.lexicon("outcome-words")),
          modals_(scene.language.lexicon("modal-words")),
          links_(scene.language.lexicon("clause-links")),
          calendar_(scene.language.lexicon("calendar-nouns")),
          verb_prefixes_(scene.language.lexicon("verb-prefixes")),
          noun_exceptions_(scene.language.lexicon("noun-exceptions")),
          function_words_(scene.language.lexicon("function-words")) {}

    void page(uint32_t index) {
        const Document& document = scene_.documents[index];
        const auto& published = document.article.published;
        if (!published || !published->stated) return;
        Day last = published->when.day;
        if (published->when.minute && *published->when.minute >= kLateMinute) last += std::chrono::days(1);
        text_ = &document.article.tokens;
        size_t sentence = 0;
        const auto& sentences = text_->sentences;
        for (const Time& time : document.mentions.times) {
            if (time.credit || !time.issues.empty()) continue;
            if (time.type != TimeType::date && time.type != TimeType::time) continue;
            const auto range = day_range(time.value);
            if (!range || range->first <= last || range->days() > kCoarsestDays) continue;
            while (sentence < sentences.size() && sentences[sentence].span.end <= time.span.begin) ++sentence;
            if (sentence >= sentences.size()) break;
            if (document.article.role_of_line(sentences[sentence].line) != Role::body) continue;
            if (!written_out(time, *range, last)) continue;
            const bool near = (range->first - last).count() <= kFarDays;
            const Sentence& in = sentences[sentence];
            if (!told_as_done(in, time) && !(near && (told_as_outcome(in, time) || said_on(in, time)))) continue;
            checks_.push_back({CheckKind::future_as_past, index, time.span, clean_spaces(scene_.text(index, time.span)),
                               iso_date(published->when.day)});
        }
    }

private:
    // The year stands there, or the day lies so near that no other year can be meant: "besok" and "26 Mei" in October
    // are a matter of reading.
    bool written_out(const Time& time, DayRange range, Day last) const {
        bool year = false;
        bool figure = false;
        for (size_t i = text_->token_at(time.span.begin); i < text_->tokens.size(); ++i) {
            const Token& token = text_->tokens[i];
            if (token.span.begin >= time.span.end) break;
            if (token.kind != TokenKind::number) continue;
            figure = true;
            year |= token.folded_size == kYearDigits;
        }
        return year || (figure && (range.first - last).count() <= kCoarsestDays);
    }

    bool told_as_done(const Sentence& sentence, const Time& time) const {
        const auto first = static_cast<uint32_t>(text_->token_at(time.span.begin));
        bool done = false;
        bool telling = false;
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            if (text_->tokens[i].span.begin >= time.span.begin && text_->tokens[i].span.begin < time.span.end) continue;
            const auto tense = tenses_.match(text_->tokens, i);
            if (tense && tense.entry->field(1) == kFuture && tense.entry->field(2) != kAdjacent) return false;
            const auto later = later_.match(text_->tokens, i);
            const std::string_view kind = later ? later.entry->field(1) : std::string_view();
            // "memastikan warga sudah menerima": what is told of is done; "memastikan jalan sudah selesai" is a
            // promise.
            telling |= later && kind == kTelling;
            const bool promised = telling && (kind == kFinish || modals_.match(text_->tokens, i));
            const bool arranged =
                later && (kind.empty() || (kind == kTelling && (i > first || (done && !dates_itself(i, first)))));
            if (plans_.match(text_->tokens, i) || promised || arranged) return false;
            const bool near = i < first ? first - i <= kBehind : i - first <= kBefore;
            done |= near && done_.match(text_->tokens, i);
            if (telling && !done && i >= first) return false;
        }
        if (done) return true;
        // "beroperasi sejak 2 Juni": what has been so since a day is so.
        if (telling || first <= sentence.first) return false;
        const auto since = cues_.match(text_->tokens, first - 1);
        return since && since.entry->field(1) == "both";
    }

    // "telah menetapkan upah minimum pada 30 November": nothing else stands before the day that it could be the day of.
    bool dates_itself(uint32_t verb, uint32_t day) const {
        for (uint32_t i = verb + 1; i < day; ++i) {
            if (verb_by_shape(i) || calendar_.match(text_->tokens, i) || outcomes_.match(text_->tokens, i))
                return false;
        }
        return true;
    }

    // What opens a plan, a condition or a wish.
    bool opens_plan(uint32_t i) const {
        const auto tense = tenses_.match(text_->tokens, i);
        return (tense && tense.entry->field(1) == kFuture && tense.entry->field(2) != kAdjacent) ||
               plans_.match(text_->tokens, i) || modals_.match(text_->tokens, i);
    }

    bool arranged(uint32_t i) const {
        const auto later = later_.match(text_->tokens, i);
        return later && later.entry->field(1).empty();
    }

    // ", kata menteri di Jakarta, Kamis (17/7/2025)", "mengatakan pada Kamis (17/7/2025)": the day somebody spoke.
    bool said_on(const Sentence& sentence, const Time& time) const {
        const auto first = static_cast<uint32_t>(text_->token_at(time.span.begin));
        // Last in its sentence: "mengatakan, Minggu (11/5), jalan ditutup" may be the day of either.
        uint32_t end = first;
        while (end < sentence.last && text_->tokens[end].span.begin < time.span.end) ++end;
        while (end < sentence.last && text_->tokens[end].kind == TokenKind::punct) ++end;
        const bool comma = first > sentence.first && mark_at(*text_, first - 1) == ',';
        if (comma && end < sentence.last) return false;
        const uint32_t reach = comma ? kSpeakerReach : kSaidReach;
        for (uint32_t k = 1; k <= reach && first >= sentence.first + k; ++k) {
            const uint32_t i = first - k;
            const auto tense = tenses_.match(text_->tokens, i);
            if (tense && tense.entry->field(1) == kReport) return !later_.match(text_->tokens, i) && !opens_plan(i - 1);
            const char c = mark_at(*text_, i);
            if (c == '"' || c == ';' || verb_by_shape(i) || opens_plan(i) || later_.match(text_->tokens, i) ||
                calendar_.match(text_->tokens, i) || outcomes_.match(text_->tokens, i))
                return false;
        }
        return false;
    }

    bool verb_by_shape(uint32_t i) const {
        const Token& token = text_->tokens[i];
        if (token.kind != TokenKind::word || token.letter_case != LetterCase::lower) return false;
        if (noun_exceptions_.word(token.word) != nullptr || function_words_.word(token.word) != nullptr) return false;
        const std::string_view folded = text_->folded_of(token);
        return std::any_of(
            verb_prefixes_.entries().begin(), verb_prefixes_.entries().end(), [folded](const LexiconEntry& prefix) {
                return folded.size() >= prefix.phrase().size() + kShortestStem && folded.starts_with(prefix.phrase());
            });
    }

    // The verb the day belongs to is one for an outcome: the last one before it; where it opens its clause, the first
    // one behind it.
    bool told_as_outcome(const Sentence& sentence, const Time& time) const {
        const auto first = static_cast<uint32_t>(text_->token_at(time.span.begin));
        uint32_t end = first;
        while (end < sentence.last && text_->tokens[end].span.begin < time.span.end) ++end;
        for (uint32_t i = sentence.first; i < first; ++i) {
            if (opens_plan(i) || arranged(i) || mark_at(*text_, i) == '"') return false;
        }
        for (uint32_t i = end; i < std::min(sentence.last, end + kBehindDay); ++i) {
            if (opens_plan(i)) return false;
        }
        const uint32_t from = first >= sentence.first + kOutcomeReach ? first - kOutcomeReach : sentence.first;
        bool verb = false;
        bool outcome = false;
        for (uint32_t i = from; i < first;) {
            const auto word = outcomes_.match(text_->tokens, i);
            const std::string_view kind = word ? word.entry->field(1) : std::string_view();
            const bool tells = word && kind != kMishap && kind != kHeld && kind != kThrough;
            const bool passed = kind == kThrough || (kind == kHeld && outcome && relative(i - 1));
            if (!passed && (tells || verb_by_shape(i))) {
                verb = true;
                outcome = tells && (kind != kLight || mishap_before(sentence, i));
            }
            i += word ? word.length : 1;
        }
        if (verb) return outcome;
        for (uint32_t i = end; i < std::min(sentence.last, end + kOutcomeReach); ++i) {
            if (opens_plan(i) || arranged(i) || mark_at(*text_, i) == ';') return false;
            const auto word = outcomes_.match(text_->tokens, i);
            if (word && word.entry->field(1) == kThrough) continue;
            if (word && word.entry->field(1) != kMishap && word.entry->field(1) != kHeld)
                return word.entry->field(1) != kLight || mishap_before(sentence, i);
            if (verb_by_shape(i)) return false;
        }
        return false;
    }

    bool relative(uint32_t i) const {
        const auto link = links_.match(text_->tokens, i);
        return link && link.entry->field(1) == kRelative;
    }

    bool mishap_before(const Sentence& sentence, uint32_t verb) const {
        const uint32_t from = verb >= sentence.first + kMishapReach ? verb - kMishapReach : sentence.first;
        for (uint32_t i = from; i < verb; ++i) {
            const auto word = outcomes_.match(text_->tokens, i);
            if (word && word.entry->field(1) == kMishap) return true;
        }
        return false;
    }

    const Scene& scene_;
    std::vector<PageCheck>& checks_;
    const Lexicon& done_;
    const Lexicon& tenses_;
    const Lexicon& plans_;
    const Lexicon& later_;
    const Lexicon& cues_;
    const Lexicon& outcomes_;
    const Lexicon& modals_;
    const Lexicon& links_;
    const Lexicon& calendar_;
    const Lexicon& verb_prefixes_;
    const Lexicon& noun_exceptions_;
    const Lexicon& function_words_;
    const TokenizedText* text_ = nullptr;
};

}  // namespace

void check_future(const Scene& scene, std::vector<PageCheck>& checks) {
    FutureChecker checker(scene, checks);
    for (const uint32_t index : scene.story.documents) checker.page(index);
}

}  // namespace silang
