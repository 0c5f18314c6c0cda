// Ages and anniversaries against the birth or founding that the same sentence dates: "Kota yang berdiri pada 1950 itu
// merayakan hari jadi ke-84", "(39), lahir pada 3 Mei 1979".
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "silang/check/page_checks.h"
#include "silang/mention/numbers.h"

namespace silang {
namespace {

// Between the word for a beginning and its date there may stand a place.
constexpr uint32_t kDateReach = 8;
// Between the word for an anniversary and its number.
constexpr uint32_t kNumberReach = 4;
constexpr int kOldest = 120;
// An anniversary whose day is not named may lie ahead, in the next year.
constexpr int kNextYear = 1;

class AgeChecker {
public:
    AgeChecker(const Scene& scene, std::vector<PageCheck>& checks)
        : scene_(scene),
          checks_(checks),
          births_(scene.language.lexicon("birth-cues")),
          anniversaries_(scene.language.lexicon("anniversary-cues")),
          age_cues_(scene.language.lexicon("age-cues")),
          now_words_(scene.language.lexicon("now-words")) {}

    void page(uint32_t index) {
        document_ = &scene_.documents[index];
        index_ = index;
        text_ = &document_->article.tokens;
        const auto& published = document_->article.published;
        if (!published) return;
        for (const Sentence& sentence : text_->sentences) {
            if (document_->article.role_of_line(sentence.line) != Role::body) continue;
            for (uint32_t i = sentence.first; i < sentence.last; ++i) {
                const auto cue = births_.match(text_->tokens, i);
                if (!cue) continue;
                const Time* begun = date_behind(i + cue.length, sentence);
                const auto since = begun ? day_range(begun->value) : std::nullopt;
                if (!since || since->days() > kYearDays) continue;
                ages(sentence, *begun, *since, published->when.day);
                if (cue.entry->field(1) != kPerson) anniversary(sentence, *begun, *since, published->when.day);
                break;
            }
        }
    }

private:
    static constexpr std::string_view kPerson = "person";
    static constexpr int kYearDays = 366;

    const Time* date_behind(uint32_t token, const Sentence& sentence) const {
        const uint32_t limit = std::min<uint32_t>(token + kDateReach, sentence.last);
        if (token >= limit) return nullptr;
        const Span reach{text_->tokens[token].span.begin, text_->tokens[limit - 1].span.end};
        for (const Time& time : document_->mentions.times) {
            if (time.span.begin >= reach.end) break;
            if (reach.contains(time.span) && time.type == TimeType::date) return &time;
        }
        return nullptr;
    }

    [[nodiscard]] std::optional<int> whole(uint32_t token) const {
        const std::string_view digits = text_->folded_of(text_->tokens[token]);
        int value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        const bool right = error == std::errc() && end == digits.data() + digits.size() && value > 0;
        return right ? std::optional(value) : std::nullopt;
    }

    void anniversary(const Sentence& sentence, const Time& begun, DayRange since, Day published) {
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            const auto cue = anniversaries_.match(text_->tokens, i);
            if (!cue) continue;
            const uint32_t limit = std::min<uint32_t>(i + cue.length + kNumberReach, sentence.last);
            for (uint32_t n = i + cue.length; n < limit; ++n) {
                const auto number = text_->tokens[n].kind == TokenKind::number ? whole(n) : std::nullopt;
                // "ke-74": a number of order.
                if (!number || n == 0 || mark_at(*text_, n - 1) != '-') continue;
                std::optional<int> year;
                for (const Time& time : document_->mentions.times) {
                    if (!sentence.span.contains(time.span) || time.span == begun.span) continue;
                    if (const auto range = day_range(time.value); range && range->days() <= kYearDays)
                        year = year_of(range->first);
                }
                const int slack = year ? 0 : kNextYear;
                const int right = year.value_or(year_of(published)) - year_of(since.first);
                if (std::abs(right - *number) > slack)
                    found({text_->tokens[i].span.begin, text_->tokens[n].span.end}, since, published, right);
                return;
            }
        }
    }

    // "Rudi Hartanto (39)", "kini berusia 44 tahun", "meninggal dalam usia 71 tahun".
    void ages(const Sentence& sentence, const Time& begun, DayRange since, Day published) {
        const int oldest = years_between(since.first, published);
        const int youngest = years_between(since.last, published);
        const auto judge = [&](Span words, int age, bool now) {
            if (age > oldest || (now && age < youngest)) found(words, since, published, youngest);
        };
        for (uint32_t i = sentence.first; i + 2 < sentence.last; ++i) {
            if (mark_at(*text_, i) != '(' || mark_at(*text_, i + 2) != ')') continue;
            const auto age = text_->tokens[i + 1].kind == TokenKind::number ? whole(i + 1) : std::nullopt;
            if (!age || !person_ends(i)) continue;
            if (*age <= kOldest) judge({text_->tokens[i].span.begin, text_->tokens[i + 2].span.end}, *age, true);
            return;
        }
        bool now = false;
        for (uint32_t i = sentence.first; i < sentence.last; ++i)
            now |= now_words_.match(text_->tokens, i) && now_words_.match(text_->tokens, i).entry->field(1).empty();
        // Who died "dalam usia 71 tahun" may have died long ago, but cannot be older than today.
        for (const Time& time : document_->mentions.times) {
            if (!sentence.span.contains(time.span) || time.type != TimeType::duration || time.span == begun.span)
                continue;
            const auto first = static_cast<uint32_t>(text_->token_at(time.span.begin));
            if (first <= sentence.first || !age_cues_.match(text_->tokens, first - 1) || !time.mod.empty()) continue;
            if (time.value.back() != 'Y') continue;
            if (const auto age = whole(first)) judge(time.span, *age, now);
        }
    }

    [[nodiscard]] bool person_ends(uint32_t bracket) const {
        const uint32_t begin = text_->tokens[bracket].span.begin;
        for (const Entity& entity : document_->mentions.entities) {
            if (entity.type != EntityType::person) continue;
            for (const Span mention : entity.mentions) {
                if (mention.end <= begin && begin - mention.end <= 1) return true;
            }
        }
        return false;
    }

    // Whole years from one day to another.
    static int years_between(Day from, Day to) {
        const int years = year_of(to) - year_of(from);
        const bool before = std::pair(month_of(to), day_of(to)) < std::pair(month_of(from), day_of(from));
        return before ? years - 1 : years;
    }

    void found(Span words, DayRange since, Day until, int years) {
        const std::string from = since.days() == 1 ? iso_date(since.first) : fmt::format("{:04}", year_of(since.first));
        checks_.push_back({CheckKind::elapsed_mismatch, index_, words, clean_spaces(scene_.text(index_, words)),
                           fmt::format("{}/{} = P{}Y", from, iso_date(until), years)});
    }

    const Scene& scene_;
    std::vector<PageCheck>& checks_;
    const Lexicon& births_;
    const Lexicon& anniversaries_;
    const Lexicon& age_cues_;
    const Lexicon& now_words_;
    const Document* document_ = nullptr;
    const TokenizedText* text_ = nullptr;
    uint32_t index_ = 0;
};

}  // namespace

void check_ages(const Scene& scene, std::vector<PageCheck>& checks) {
    AgeChecker checker(scene, checks);
    for (const uint32_t index : scene.story.documents) checker.page(index);
}

}  // namespace silang
