// "telah tiba pada 26 Februari" on a page of the 21st: a day after the page was published, told as one that something
// was done on. Plans, conditions and what was arranged for a later day are not meant, and wherever a word for them
// stands in the sentence nothing is said.
#include <algorithm>

#include "silang/check/page_checks.h"

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

class FutureChecker {
public:
    FutureChecker(const Scene& scene, std::vector<PageCheck>& checks)
        : scene_(scene),
          checks_(checks),
          done_(scene.language.lexicon("done-words")),
          tenses_(scene.language.lexicon("tense-cues")),
          plans_(scene.language.lexicon("plan-words")),
          later_(scene.language.lexicon("later-links")),
          cues_(scene.language.lexicon("elapsed-cues")) {}

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
            if (!written_out(time, *range, last) || !told_as_done(sentences[sentence], time)) continue;
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
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            if (text_->tokens[i].span.begin >= time.span.begin && text_->tokens[i].span.begin < time.span.end) continue;
            const auto tense = tenses_.match(text_->tokens, i);
            if (tense && tense.entry->field(1) == kFuture) return false;
            if (plans_.match(text_->tokens, i) || later_.match(text_->tokens, i)) return false;
            const bool near = i < first ? first - i <= kBehind : i - first <= kBefore;
            done |= near && done_.match(text_->tokens, i);
        }
        if (done) return true;
        // "beroperasi sejak 2 Juni": what has been so since a day is so.
        if (first <= sentence.first) return false;
        const auto since = cues_.match(text_->tokens, first - 1);
        return since && since.entry->field(1) == "both";
    }

    const Scene& scene_;
    std::vector<PageCheck>& checks_;
    const Lexicon& done_;
    const Lexicon& tenses_;
    const Lexicon& plans_;
    const Lexicon& later_;
    const Lexicon& cues_;
    const TokenizedText* text_ = nullptr;
};

}  // namespace

void check_future(const Scene& scene, std::vector<PageCheck>& checks) {
    FutureChecker checker(scene, checks);
    for (const uint32_t index : scene.story.documents) checker.page(index);
}

}  // namespace silang
