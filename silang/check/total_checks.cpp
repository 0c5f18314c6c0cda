// Totals: "12 orang, terdiri atas 7 pria dan 4 wanita". A list of parts is read only where each number stands where a
// part begins (behind the cue, a comma, a link word); a number anywhere else, or an inexact one, and nothing is said.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_set>

#include "silang/check/page_checks.h"
#include "silang/mention/numbers.h"

namespace silang {
namespace {

// Between a total and the cue of its parts ("4.850 jiwa mengungsi ke tiga kecamatan, terdiri atas").
constexpr uint32_t kTotalReach = 24;
// Between two parts of a list.
constexpr uint32_t kPartReach = 16;
// Between a number and the words that make it a part of a part ("dua di antaranya", "dua orang di antaranya").
constexpr uint32_t kSubsetReach = 3;
// Words that say how exact a number is stand at most so many tokens before it.
constexpr uint32_t kBoundReach = 3;
// A list whose total stands in the sentence before begins so early in its own.
constexpr uint32_t kPointingReach = 6;
// Parts that make up less of the total are a list that was cut short, not a sum gone wrong.
constexpr double kListedShare = 0.8;
// A percentage is rounded to its last digit: so much a part may a list of them be above a hundred.
constexpr double kRoundedPercent = 0.5;
constexpr double kHundred = 100;

enum class CueKind : uint8_t { none, parts, some, from, total, rest, link, subset };

CueKind kind_of(std::string_view name) {
    if (name == "parts") return CueKind::parts;
    if (name == "some") return CueKind::some;
    if (name == "from") return CueKind::from;
    if (name == "total") return CueKind::total;
    if (name == "rest") return CueKind::rest;
    if (name == "link") return CueKind::link;
    if (name == "subset") return CueKind::subset;
    return CueKind::none;
}

struct Cue {
    CueKind kind = CueKind::none;
    uint32_t length = 0;
};

struct Figure {
    uint32_t first;  // token where its words begin, a currency sign included
    uint32_t end;    // the token behind the number
    Span span;
    double value;
    double slack;           // half of the last digit that is written, for "1,2 triliun"
    bool exact;             // no "sekitar", no "puluhan"
    std::string_view unit;  // of a measure or money; empty: a count
    std::string_view noun;  // what is counted
};

struct Parts {
    std::vector<const Figure*> figures;
    const Figure* total_behind = nullptr;
    bool rest = false;     // "sisanya": nothing is left out
    bool readable = true;  // no number stands where no part begins
};

class TotalReader {
public:
    explicit TotalReader(const Language& language)
        : numbers_(language),
          cues_(language.lexicon("breakdown-cues")),
          fillers_(language.lexicon("breakdown-fillers")),
          share_verbs_(language.lexicon("share-verbs")),
          magnitudes_(language.lexicon("magnitudes")),
          pointers_(language.lexicon("pointers")),
          anaphora_(language.lexicon("anaphora")) {
        for (const LexiconEntry& entry : cues_.entries()) kinds_.push_back(kind_of(entry.field(1)));
        for (const std::string_view name : {"units", "units-before", "currencies"}) {
            for (const LexiconEntry& entry : language.lexicon(name).entries()) measures_.emplace(entry.field(1));
        }
    }

    void read(const Document& document, uint32_t index, std::vector<PageCheck>& checks) {
        document_ = &document;
        text_ = &document.article.tokens;
        index_ = index;
        checks_ = &checks;
        const auto& sentences = text_->sentences;
        for (uint32_t i = 0; i < sentences.size(); ++i) {
            const Role role = document.article.role_of_line(sentences[i].line);
            if (role != Role::body) continue;
            sentence_ = i;
            if (tells_parts(sentences[i])) sentence(sentences[i]);
            if (tells_shares(sentences[i])) shares(sentences[i]);
        }
    }

private:
    [[nodiscard]] Cue cue_at(uint32_t i) const {
        const auto match = cues_.match(text_->tokens, i);
        if (!match) return {};
        return {kinds_[static_cast<size_t>(match.entry - cues_.entries().data())], match.length};
    }
    [[nodiscard]] char mark(uint32_t i) const { return mark_at(*text_, i); }

    bool tells_parts(const Sentence& sentence) const {
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            const CueKind kind = cue_at(i).kind;
            if (kind == CueKind::parts || kind == CueKind::some || kind == CueKind::from) return true;
            if (mark(i) == '(' && i + 1 < sentence.last && i > sentence.first) return true;
        }
        return false;
    }

    bool tells_shares(const Sentence& sentence) const {
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            if (share_verbs_.match(text_->tokens, i)) return true;
        }
        return false;
    }

    [[nodiscard]] const Quantity* quantity_over(Span span) const {
        const auto& all = document_->mentions.quantities;
        auto at = std::upper_bound(all.begin(), all.end(), span.begin, [](uint32_t begin, const Quantity& quantity) {
            return begin < quantity.span.begin;
        });
        if (at == all.begin()) return nullptr;
        --at;
        return at->span.contains(span) ? &*at : nullptr;
    }

    [[nodiscard]] bool in_time(Span span) const {
        const auto& all = document_->mentions.times;
        auto at = std::upper_bound(all.begin(), all.end(), span.begin,
                                   [](uint32_t begin, const Time& time) { return begin < time.span.begin; });
        return at != all.begin() && (--at)->span.overlaps(span);
    }

    [[nodiscard]] bool inexact_before(uint32_t first, uint32_t begin) const {
        const uint32_t from = first >= begin + kBoundReach ? first - kBoundReach : begin;
        for (uint32_t i = from; i < first; ++i) {
            const Bound bound = numbers_.bound_at(*text_, i, first);
            if (bound && i + bound.length == first && bound.bound != "exact") return true;
        }
        return false;
    }

    // Half of the last digit that is written: what "1,2 triliun" may stand for. A count written out is what it is.
    double slack_of(const Number& number, uint32_t first) const {
        bool scaled = number.scaled;
        for (uint32_t i = first; i < number.end; ++i) scaled |= magnitudes_.word(text_->tokens[i].word) != nullptr;
        if (!scaled) return number.value == std::floor(number.value) ? 0 : 0.05;
        const std::string_view written = text_->folded_of(text_->tokens[first]);
        const size_t mark = written.find_last_of(".,");
        const auto decimals = mark == std::string_view::npos ? 0 : static_cast<int>(written.size() - mark - 1);
        return 0.5 * std::max(number.scale, 1.0) * std::pow(10, -decimals);
    }

    std::vector<Figure> figures(const Sentence& sentence) const {
        std::vector<Figure> found;
        for (uint32_t i = sentence.first; i < sentence.last;) {
            const Token& token = text_->tokens[i];
            if (token.kind != TokenKind::number && !numbers_.begins_number(token.word)) {
                ++i;
                continue;
            }
            const auto number = numbers_.read(*text_, i, sentence.last);
            if (!number || number->end <= i) {
                ++i;
                continue;
            }
            const Span span{token.span.begin, text_->tokens[number->end - 1].span.end};
            if (in_time(span)) {
                i = number->end;
                continue;
            }
            const Quantity* quantity = quantity_over(span);
            Figure figure{i, number->end, span, number->value, slack_of(*number, i), true, {}, {}};
            figure.exact = !number->vague && !number->several && !number->max && !number->fraction;
            if (quantity) {
                figure.value = quantity->value;
                figure.exact &= !quantity->approx && !quantity->max && quantity->bound.empty();
                if (measures_.contains(quantity->unit)) figure.unit = quantity->unit;
                figure.noun = figure.unit.empty() && !quantity->unit.empty() ? quantity->unit : quantity->of;
                while (figure.first > sentence.first &&
                       text_->tokens[figure.first - 1].span.begin >= quantity->span.begin)
                    --figure.first;
                figure.span = {std::min(span.begin, quantity->span.begin), std::max(span.end, quantity->span.end)};
            }
            figure.exact &= !inexact_before(figure.first, sentence.first);
            // "ke-9", "2-1": a rank or a score is no count.
            const bool joined = i > sentence.first && !token.space_before && mark(i - 1) == '-';
            if (joined) figure.exact = false;
            i = number->end;
            found.push_back(figure);
        }
        return found;
    }

    [[nodiscard]] static const Figure* begins_at(const std::vector<Figure>& figures, uint32_t token) {
        for (const Figure& figure : figures) {
            if (figure.first <= token && token < figure.end) return figure.first == token ? &figure : nullptr;
        }
        return nullptr;
    }

    [[nodiscard]] static bool inside(const std::vector<Figure>& figures, uint32_t token) {
        return std::any_of(figures.begin(), figures.end(),
                           [&](const Figure& figure) { return figure.first <= token && token < figure.end; });
    }

    // Past fillers and colons, from `i`.
    uint32_t skip_fillers(uint32_t i, uint32_t end) const {
        while (i < end) {
            const auto filler = fillers_.match(text_->tokens, i);
            if (filler)
                i += filler.length;
            else if (mark(i) == ':')
                ++i;
            else
                break;
        }
        return i;
    }

    bool subset_near(const Figure& figure, uint32_t end) const {
        for (uint32_t i = figure.end; i < std::min(end, figure.end + kSubsetReach); ++i) {
            if (mark(i) == ',') return false;
            if (cue_at(i).kind == CueKind::subset) return true;
        }
        return figure.first > 0 && cue_at(figure.first - 1).kind == CueKind::subset;
    }

    // The parts that begin at `i`. `end`: the sentence's, or the bracket's.
    Parts parts_from(const std::vector<Figure>& all, uint32_t i, uint32_t end) const {
        Parts parts;
        bool closed = false;  // behind "dan": what follows a mere comma is no part
        bool at_part = true;
        bool linked = false;
        uint32_t since = 0;
        while (i < end) {
            if (at_part) {
                const uint32_t next = skip_fillers(i, end);
                const Cue cue = next < end ? cue_at(next) : Cue{};
                if (cue.kind == CueKind::total && !parts.figures.empty()) {
                    parts.total_behind = begins_at(all, skip_fillers(next + cue.length, end));
                    return parts;
                }
                if (cue.kind == CueKind::rest) {
                    parts.rest = true;
                    i = next + cue.length;
                    continue;
                }
                if (cue.kind == CueKind::link || cue.kind == CueKind::subset) {
                    linked |= cue.kind == CueKind::link;
                    i = next + cue.length;
                    if (cue.kind == CueKind::subset) return parts;
                    continue;
                }
                const Figure* figure = begins_at(all, next);
                at_part = false;
                if (!figure) {
                    if (parts.figures.empty()) return parts;
                    i = std::max(next, i);
                    linked = false;
                    if (inside(all, i)) parts.readable = false;
                    continue;
                }
                if (closed && !linked) return parts;
                closed |= linked;
                linked = false;
                if (!subset_near(*figure, end)) {
                    if (!figure->exact) parts.readable = false;
                    parts.figures.push_back(figure);
                }
                i = figure->end;
                since = 0;
                continue;
            }
            const char c = mark(i);
            if (c == '(') {  // "(usia 4 dan 7 tahun)" is said beside the list
                while (i < end && mark(i) != ')') ++i;
                ++i;
                continue;
            }
            if (c == ',' || c == ';') {
                at_part = true;
                ++i;
                continue;
            }
            const Cue cue = cue_at(i);
            if (cue.kind == CueKind::link || cue.kind == CueKind::rest || cue.kind == CueKind::total) {
                // "di A dan B" links no parts; a number or the rest must follow.
                const uint32_t next = skip_fillers(i + cue.length, end);
                const bool part = begins_at(all, next) || (next < end && cue_at(next).kind == CueKind::rest);
                if (part || cue.kind != CueKind::link) {
                    at_part = true;
                    continue;
                }
                i += cue.length;
                continue;
            }
            if (cue.kind == CueKind::parts || cue.kind == CueKind::some || cue.kind == CueKind::from) {
                if (inside_rest(all, i, end)) parts.readable = false;
                return parts;
            }
            if (inside(all, i)) {
                parts.readable = false;
                return parts;
            }
            if (++since > kPartReach) return parts;
            ++i;
        }
        return parts;
    }

    [[nodiscard]] static bool inside_rest(const std::vector<Figure>& all, uint32_t i, uint32_t end) {
        return std::any_of(all.begin(), all.end(),
                           [&](const Figure& figure) { return figure.first >= i && figure.first < end; });
    }

    void sentence(const Sentence& sentence) {
        const std::vector<Figure> all = figures(sentence);
        if (all.size() < 2) return;
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            const Cue cue = cue_at(i);
            if (cue.kind == CueKind::parts || cue.kind == CueKind::some) {
                const Parts parts = parts_from(all, i + cue.length, sentence.last);
                const Figure* total =
                    parts.figures.empty() ? nullptr : last_before(all, i, parts.figures.front()->unit);
                std::vector<Figure> earlier;
                if (!total && !parts.total_behind && points_back(sentence.first, i)) {
                    earlier = figures_of_sentence_before();
                    if (earlier.size() == 1) total = &earlier.front();
                }
                if (cue.kind == CueKind::parts && parts.total_behind) judge(parts, *parts.total_behind, true);
                if (total) judge(parts, *total, cue.kind == CueKind::parts);
                i += cue.length - 1;
            } else if (cue.kind == CueKind::from && (i == sentence.first || mark(i - 1) == ',')) {
                const Figure* total = begins_at(all, skip_fillers(i + cue.length, sentence.last));
                if (!total) continue;
                uint32_t comma = total->end;
                while (comma < sentence.last && mark(comma) != ',' && !inside(all, comma)) ++comma;
                if (comma >= sentence.last || mark(comma) != ',') continue;
                const Parts parts = parts_from(all, comma + 1, sentence.last);
                judge(parts, *total, parts.rest);
            } else if (mark(i) == '(' && i > sentence.first) {
                uint32_t close = i + 1;
                while (close < sentence.last && mark(close) != ')') ++close;
                const Figure* total = last_before(all, i, {});
                // The bracket stands right behind what is counted.
                if (!total || i - total->end > 2 || close >= sentence.last) continue;
                const Parts parts = parts_from(all, i + 1, close);
                if (parts.figures.size() >= 2) judge(parts, *total, true);
            }
        }
    }

    // "Mereka terdiri atas", "Korban itu terdiri atas", "Rinciannya:".
    bool points_back(uint32_t first, uint32_t cue) const {
        if (cue - first > kPointingReach) return false;
        if (cue == first || anaphora_.match(text_->tokens, first)) return true;
        return pointers_.match(text_->tokens, cue - 1) || (cue - first > 1 && pointers_.match(text_->tokens, cue - 2));
    }

    // Where the list begins a sentence of its own ("Mereka terdiri atas"), its total is the only number before it.
    std::vector<Figure> figures_of_sentence_before() const {
        const auto& sentences = text_->sentences;
        if (sentence_ == 0 || sentences[sentence_ - 1].line != sentences[sentence_].line) return {};
        return figures(sentences[sentence_ - 1]);
    }

    // The number before the cue. Money and measures stand out: between them and their parts there may be a count.
    const Figure* last_before(const std::vector<Figure>& all, uint32_t token, std::string_view unit) const {
        const Figure* last = nullptr;
        for (const Figure& figure : all) {
            if (figure.end <= token && (unit.empty() || figure.unit == unit)) last = &figure;
        }
        return last && token - last->end <= kTotalReach ? last : nullptr;
    }

    void judge(const Parts& parts, const Figure& total, bool whole) {
        if (!parts.readable || parts.figures.size() < 2 || !total.exact || total.value < 2) return;
        double sum = 0;
        // All parts are held to be written as finely as the finest of them: "2 miliar" beside "1,5 miliar" is no 1,6.
        double finest = parts.figures.front()->slack;
        std::string terms;
        bool percent = true;
        for (const Figure* part : parts.figures) {
            if (part == &total) return;
            percent &= part->unit == "%";
            sum += part->value;
            finest = std::min(finest, part->slack);
            terms += fmt::format("{}{}", terms.empty() ? "" : " + ", part->value);
        }
        const double slack = total.slack + finest * static_cast<double>(parts.figures.size());
        if (percent && total.unit != "%") {
            const auto rounding = kRoundedPercent * static_cast<double>(parts.figures.size());
            if (sum > kHundred + rounding) found(parts, total, fmt::format("{} = {}%", terms, sum));
            return;
        }
        for (const Figure* part : parts.figures) {
            // Another measure, or more than the whole: they count something else.
            if (part->unit != total.unit && !(part->unit.empty() && !total.unit.empty())) return;
            if (part->value > total.value + slack) return;
        }
        const bool rested = whole || parts.rest;
        const bool short_of_it = rested && sum < total.value - slack && sum >= kListedShare * total.value;
        if (sum > total.value + slack || short_of_it) found(parts, total, fmt::format("{} = {}", terms, sum));
    }

    void found(const Parts& parts, const Figure& total, std::string expected) {
        Span span = total.span;
        for (const Figure* part : parts.figures) {
            span.begin = std::min(span.begin, part->span.begin);
            span.end = std::max(span.end, part->span.end);
        }
        const std::string_view page = document_->article.page.text;
        checks_->push_back({CheckKind::total_mismatch, index_, span, clean_spaces(span.of(page)), std::move(expected)});
    }

    // "A meraih 52,4 persen suara dan lawannya 49,6 persen": shares of one base.
    void shares(const Sentence& sentence) {
        const std::vector<Figure> all = figures(sentence);
        uint32_t verb = sentence.first;
        while (verb < sentence.last && !share_verbs_.match(text_->tokens, verb)) ++verb;
        Parts parts;
        for (const Figure& figure : all) {
            if (figure.first < verb) continue;
            if (figure.unit != "%") {
                if (!parts.figures.empty()) return;
                continue;
            }
            if (!figure.exact) return;
            const uint32_t from = parts.figures.empty() ? verb : parts.figures.back()->end;
            if (figure.first - from > kPartReach) return;
            if (!parts.figures.empty() && !linked(from, figure.first)) return;
            parts.figures.push_back(&figure);
        }
        if (parts.figures.size() < 2) return;
        double sum = 0;
        std::string terms;
        for (const Figure* part : parts.figures) {
            sum += part->value;
            terms += fmt::format("{}{}", terms.empty() ? "" : " + ", part->value);
        }
        if (sum <= kHundred + kRoundedPercent * static_cast<double>(parts.figures.size())) return;
        found(parts, *parts.figures.front(), fmt::format("{} = {}%", terms, sum));
    }

    bool linked(uint32_t from, uint32_t to) const {
        for (uint32_t i = from; i < to; ++i) {
            if (cue_at(i).kind == CueKind::link || mark(i) == ',' || mark(i) == ';') return true;
        }
        return false;
    }

    NumberReader numbers_;
    const Lexicon& cues_;
    const Lexicon& fillers_;
    const Lexicon& share_verbs_;
    const Lexicon& magnitudes_;
    const Lexicon& pointers_;
    const Lexicon& anaphora_;
    std::vector<CueKind> kinds_;  // one an entry of cues_
    std::unordered_set<std::string_view> measures_;
    const Document* document_ = nullptr;
    const TokenizedText* text_ = nullptr;
    std::vector<PageCheck>* checks_ = nullptr;
    uint32_t index_ = 0;
    uint32_t sentence_ = 0;
};

}  // namespace

void check_totals(const Scene& scene, std::vector<PageCheck>& checks) {
    TotalReader reader(scene.language);
    for (const uint32_t index : scene.story.documents) reader.read(scene.documents[index], index, checks);
}

}  // namespace silang
