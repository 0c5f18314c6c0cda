// Totals: "12 orang, terdiri atas 7 pria dan 4 wanita", "tujuh kartu, tiga untuk A dan lima untuk B", shares of one
// whole that are more than a hundred per cent. Where a list cannot be read to its end (part_lists.cpp) nothing is said.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "silang/check/page_checks.h"
#include "silang/check/part_lists.h"

namespace silang {
namespace {

// Between a total and the cue of its parts ("4.850 jiwa mengungsi ke tiga kecamatan, terdiri atas").
constexpr uint32_t kTotalReach = 24;
// Between a total and the colon, or the comma, that its parts follow without a cue.
constexpr uint32_t kColonReach = 8;
constexpr uint32_t kBareReach = 5;
// Between a part and what it is allotted to ("delapan sepeda motor dari").
constexpr uint32_t kLabelReach = 3;
// Between two shares of one list.
constexpr uint32_t kShareReach = 16;
// A list whose total stands in the sentence before begins so early in its own.
constexpr uint32_t kPointingReach = 6;
// Parts that make up less of the total are a list that was cut short, not a sum gone wrong ("207.203 kasus, dengan
// rincian 147.510 sembuh dan 8.456 meninggal": the others are still ill); but where "dan" closes a list of a few, one
// that lacks is a slip.
constexpr double kListedShare = 0.8;
constexpr double kLacksOne = 1;
// A percentage is rounded to its last digit: so much a part may a list of them be above a hundred.
constexpr double kRoundedPercent = 0.5;
constexpr double kHundred = 100;
// "tiga regu, masing-masing 30 orang": more than that are no groups.
constexpr double kMostGroups = 50;
constexpr std::string_view kLabelled = "labelled";

class TotalReader {
public:
    explicit TotalReader(const Language& language)
        : figures_(language),
          lists_(language),
          share_verbs_(language.lexicon("share-verbs")),
          labels_(language.lexicon("part-labels")),
          pointers_(language.lexicon("pointers")),
          anaphora_(language.lexicon("anaphora")) {}

    void read(const Document& document, uint32_t index, std::vector<PageCheck>& checks) {
        document_ = &document;
        text_ = &document.article.tokens;
        lists_.begin(*text_);
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
    [[nodiscard]] char mark(uint32_t i) const { return mark_at(*text_, i); }

    // What is worth reading the numbers of a sentence for.
    bool tells_parts(const Sentence& sentence) const {
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            switch (lists_.cue_at(i).kind) {
                case BreakdownCue::parts:
                case BreakdownCue::some:
                case BreakdownCue::from:
                case BreakdownCue::each:
                case BreakdownCue::total:
                case BreakdownCue::back:
                    return true;
                default:
                    break;
            }
            const char c = mark(i);
            if ((c == '(' || c == ':' || c == ',') && i + 1 < sentence.last && i > sentence.first) return true;
        }
        return false;
    }

    bool tells_shares(const Sentence& sentence) const {
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            if (share_verbs_.match(text_->tokens, i)) return true;
        }
        return false;
    }

    void sentence(const Sentence& sentence) {
        const std::vector<Figure> all = figures_.read(*document_, sentence);
        if (all.size() < 2) return;
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            const PartReader::Cue cue = lists_.cue_at(i);
            const char c = mark(i);
            if (cue.kind == BreakdownCue::parts || cue.kind == BreakdownCue::some || cue.kind == BreakdownCue::each) {
                cued(sentence, all, i, cue);
                i += cue.length - 1;
            } else if (cue.kind == BreakdownCue::from && (i == sentence.first || mark(i - 1) == ',')) {
                parts_of(sentence, all, i + cue.length);
            } else if (cue.kind == BreakdownCue::back && i == sentence.first) {
                of_sentence_before(sentence, all, i + cue.length);
            } else if (cue.kind == BreakdownCue::total) {
                before_total(sentence, all, i, cue.length);
                i += cue.length - 1;
            } else if (c == '(' && i > sentence.first) {
                uint32_t close = i + 1;
                while (close < sentence.last && mark(close) != ')') ++close;
                const Figure* total = last_before(all, i, {});
                // The bracket stands right behind what is counted.
                if (!total || i - total->end > 2 || close >= sentence.last) continue;
                const Parts parts = lists_.read(all, i + 1, close);
                if (parts.all.size() >= 2) judge(parts, *total, true);
            } else if (c == ':' && i > sentence.first) {
                behind_colon(sentence, all, i);
            } else if (c == ',' && i > sentence.first) {
                behind_comma(sentence, all, i);
            }
        }
    }

    void cued(const Sentence& sentence, const std::vector<Figure>& all, uint32_t i, PartReader::Cue cue) {
        const Parts parts = lists_.read(all, i + cue.length, sentence.last, PartReader::Order::either);
        if (parts.all.empty()) return;
        if (cue.kind == BreakdownCue::each && parts.all.size() == 1 && parts.all.front().figure) {
            // The cue as the first thing of the list: "masing-masing Rp15 juta kepada Rudi, Sari, dan Toni".
            const Parts shared = lists_.read(all, i, sentence.last);
            const Figure* all_of_it = last_before(all, i, parts.all.front().figure->unit);
            if (shared.readable && all_of_it)
                judge(shared, *all_of_it, true);
            else
                groups(all, i, parts);
            return;
        }
        const Figure* first = parts.all.front().figure;
        const Figure* total = last_before(all, i, first ? first->unit : std::string_view());
        std::vector<Figure> earlier;
        if (!total && !parts.total_behind && points_back(sentence.first, i)) {
            earlier = figures_of_sentence_before();
            if (earlier.size() == 1) total = &earlier.front();
        }
        const bool whole = cue.kind != BreakdownCue::some;
        if (whole && parts.total_behind) judge(parts, *parts.total_behind, true);
        if (total) judge(parts, *total, whole);
    }

    void above_hundred(const Parts& parts) {
        double sum = 0;
        std::string terms;
        for (const Part& part : parts.all) {
            if (!part.figure || part.figure->unit != "%") return;
            sum += part.value;
            terms += fmt::format("{}{}", terms.empty() ? "" : " + ", part.value);
        }
        if (parts.all.size() < 2 || sum <= kHundred + kRoundedPercent * static_cast<double>(parts.all.size())) return;
        found(parts, *parts.all.front().figure, fmt::format("{} = {}%", terms, sum));
    }

    // "Dari 30 korban, 12 orang meninggal dan sisanya 15 orang luka-luka"
    void parts_of(const Sentence& sentence, const std::vector<Figure>& all, uint32_t i) {
        uint32_t at = lists_.skip_fillers(i, sentence.last);
        const PartReader::Cue word = at < sentence.last ? lists_.cue_at(at) : PartReader::Cue{};
        if (word.kind == BreakdownCue::total) at = lists_.skip_fillers(at + word.length, sentence.last);
        const Figure* total = PartReader::begins_at(all, at);
        if (!total) return;
        uint32_t comma = total->end;
        while (comma < sentence.last && mark(comma) != ',' && !PartReader::inside(all, comma)) ++comma;
        if (comma >= sentence.last || mark(comma) != ',') return;
        const Parts parts = lists_.read(all, comma + 1, sentence.last);
        judge(parts, *total, parts.rest);
    }

    // "Tercatat 214 kasus dengan lima kematian. Dari jumlah itu, 96 kasus di A, ... dan 29 sisanya di kecamatan lain"
    void of_sentence_before(const Sentence& sentence, const std::vector<Figure>& all, uint32_t i) {
        if (i < sentence.last && mark(i) == ',') ++i;
        const Parts parts = lists_.read(all, i, sentence.last);
        if (parts.all.size() < 2 || !parts.all.front().figure) return;
        const Figure& first = *parts.all.front().figure;
        const std::vector<Figure> before = figures_of_sentence_before();
        const Figure* total = nullptr;
        for (const Figure& figure : before) {
            if (figure.unit != first.unit || (before.size() > 1 && figure.noun != first.noun)) continue;
            if (total) return;  // which of them?
            total = &figure;
        }
        if (total) judge(parts, *total, parts.rest);
    }

    // "90 personel dalam tiga regu, masing-masing 30 personel"
    void groups(const std::vector<Figure>& all, uint32_t cue, const Parts& parts) {
        const Figure* part = parts.all.front().figure;
        const Figure* count = last_before(all, cue, {});
        if (!part || !parts.readable || !count || count == all.data()) return;
        const Figure& total = *(count - 1);
        const bool counts = count->exact && count->unit.empty() && count->value >= 2 && count->value <= kMostGroups;
        const bool same = total.unit == part->unit && (!total.unit.empty() || total.noun == part->noun) &&
                          (!total.unit.empty() || !total.noun.empty());
        if (!counts || !same || !total.exact || !part->exact || total.slack > 0 || part->slack > 0) return;
        if (total.value <= part->value || count->value * part->value == total.value) return;
        found(parts, total, fmt::format("{} × {} = {}", count->value, part->value, count->value * part->value));
    }

    // "31 orang terluka: 12 luka berat dan 17 luka ringan"
    void behind_colon(const Sentence& sentence, const std::vector<Figure>& all, uint32_t colon) {
        if (colon + 1 >= sentence.last || !text_->tokens[colon + 1].space_before) return;
        const Parts parts = lists_.read(all, colon + 1, sentence.last, PartReader::Order::either);
        if (parts.all.empty()) return;
        const Figure* first = parts.all.front().figure;
        const Figure* total = last_before(all, colon, first ? first->unit : std::string_view());
        if (total && colon - total->end <= kColonReach) judge(parts, *total, true);
    }

    // "tujuh kartu kuning, tiga untuk A dan lima untuk B": no word says that these are its parts. They are when all are
    // allotted by one word, and that word has not allotted the total itself: "5 orang di Kudus, 3 di Demak dan 4 di
    // Pati".
    void behind_comma(const Sentence& sentence, const std::vector<Figure>& all, uint32_t comma) {
        const uint32_t begin = lists_.skip_fillers(comma + 1, sentence.last);
        if (!PartReader::begins_at(all, begin)) return;
        const Figure* total = last_before(all, comma, {});
        if (!total || comma - total->end > kBareReach) return;
        const Parts parts = lists_.read(all, comma + 1, sentence.last);
        if (!parts.closed || parts.open || parts.shared || parts.all.size() < 2) return;
        const LexiconEntry* place = nullptr;
        for (const Part& part : parts.all) {
            const LexiconEntry* label = part.figure ? label_behind(*part.figure, sentence.last) : nullptr;
            if (!label || (!part.figure->noun.empty() && !total->noun.empty() && part.figure->noun != total->noun &&
                           label->field(1) == kPlace))
                return;
            if (&part != &parts.all.front() && (label == place) != (label->field(1) == kPlace)) return;
            place = label;
        }
        for (uint32_t i = sentence.first; i < comma; ++i) {
            const auto label = labels_.match(text_->tokens, i);
            const bool same =
                label && (place->field(1) == kPlace ? label.entry == place : label.entry->field(1) == place->field(1));
            if (same) return;
        }
        judge(parts, *total, true);
    }

    // "300.000 ton dari Thailand, 200.000 ton dari Vietnam, dan 150.000 ton dari Pakistan, jadi totalnya 600.000 ton":
    // a list that no word opened, each part allotted by one word.
    void before_total(const Sentence& sentence, const std::vector<Figure>& all, uint32_t cue, uint32_t length) {
        const Figure* total = PartReader::begins_at(all, lists_.skip_fillers(cue + length, sentence.last));
        if (!total || total == all.data()) return;
        Parts parts;
        const LexiconEntry* place = nullptr;
        for (const Figure* part = total - 1;; --part) {
            const LexiconEntry* label = label_behind(*part, sentence.last);
            const uint32_t behind = parts.all.empty() ? cue : parts.all.back().figure->first;
            const bool same = label && label->field(1) == kPlace && (!place || label == place) &&
                              part->unit == total->unit && (part->noun == total->noun || total->noun.empty());
            if (!same || !part->exact || behind - part->end > kShareReach || !linked(part->end, behind)) break;
            place = label;
            parts.all.push_back({part, part->value, part->span});
            if (part == all.data()) break;
        }
        if (parts.all.size() >= 2) judge(parts, *total, true);
    }

    const LexiconEntry* label_behind(const Figure& figure, uint32_t end) const {
        for (uint32_t i = figure.end; i < std::min(end, figure.end + kLabelReach); ++i) {
            if (mark(i) == ',') return nullptr;
            if (const auto label = labels_.match(text_->tokens, i)) return label.entry;
        }
        return nullptr;
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
        return figures_.read(*document_, sentences[sentence_ - 1]);
    }

    // The number before the cue. Money and measures stand out: between them and their parts there may be a count.
    static const Figure* last_before(const std::vector<Figure>& all, uint32_t token, std::string_view unit) {
        const Figure* last = nullptr;
        for (const Figure& figure : all) {
            if (figure.end <= token && (unit.empty() || figure.unit == unit)) last = &figure;
        }
        return last && token - last->end <= kTotalReach ? last : nullptr;
    }

    void judge(const Parts& parts, const Figure& total, bool whole) {
        if (!parts.readable || !total.exact || total.value < 2) return;
        if (parts.all.size() < 2 && !parts.shared) return;
        double sum = 0;
        // All parts are held to be written as finely as the finest of them: "2 miliar" beside "1,5 miliar" is no 1,6.
        double finest = total.value;
        std::string terms;
        bool percent = true;
        for (const Part& part : parts.all) {
            if (part.figure == &total) return;
            percent &= part.figure && part.figure->unit == "%";
            sum += part.value;
            finest = std::min(finest, part.figure ? part.figure->slack : 0);
            terms += fmt::format("{}{}", terms.empty() ? "" : " + ", part.value);
        }
        const auto count = static_cast<double>(parts.all.size());
        const double slack = total.slack + finest * count;
        if (percent && total.unit != "%") {
            if (sum > kHundred + kRoundedPercent * count) found(parts, total, fmt::format("{} = {}%", terms, sum));
            return;
        }
        for (const Part& part : parts.all) {
            // Another measure, or more than the whole: they count something else.
            const std::string_view unit = part.figure ? part.figure->unit : std::string_view();
            if (unit != total.unit && !(unit.empty() && !total.unit.empty())) return;
            if (part.value > total.value + slack) return;
        }
        if (parts.spread > 0 && std::abs(sum - parts.spread - total.value) <= slack) return;
        const bool rested = (whole && !parts.open) || parts.rest;
        const bool listed = sum >= kListedShare * total.value || (parts.closed && total.value - sum <= kLacksOne);
        const bool short_of_it = rested && sum < total.value - slack && listed;
        if (sum > total.value + slack || short_of_it) found(parts, total, fmt::format("{} = {}", terms, sum));
    }

    void found(const Parts& parts, const Figure& total, std::string expected) {
        Span span = total.span;
        for (const Part& part : parts.all) {
            span.begin = std::min(span.begin, part.span.begin);
            span.end = std::max(span.end, part.span.end);
        }
        const std::string_view page = document_->article.page.text;
        checks_->push_back({CheckKind::total_mismatch, index_, span, clean_spaces(span.of(page)), std::move(expected)});
    }

    // "A meraih 52,4 persen suara dan lawannya 49,6 persen": shares of one base.
    void shares(const Sentence& sentence) {
        const std::vector<Figure> all = figures_.read(*document_, sentence);
        uint32_t verb = sentence.first;
        while (verb < sentence.last && !share_verbs_.match(text_->tokens, verb)) ++verb;
        // Of those asked the first number may stand before the word for them ("62 persen responden setuju").
        const bool labelled = share_verbs_.match(text_->tokens, verb).entry->field(1) == kLabelled;
        Parts parts;
        for (const Figure& figure : all) {
            if (!labelled && figure.first < verb) continue;
            if (figure.unit != "%") {
                if (!parts.all.empty()) return;
                continue;
            }
            if (!figure.exact || (labelled && !label_behind(figure, sentence.last))) return;
            const uint32_t from = parts.all.empty() ? verb : parts.all.back().figure->end;
            if (figure.first > from && figure.first - from > kShareReach) return;
            if (!parts.all.empty() && !linked(from, figure.first)) return;
            parts.all.push_back({&figure, figure.value, figure.span});
        }
        above_hundred(parts);
    }

    bool linked(uint32_t from, uint32_t to) const {
        for (uint32_t i = from; i < to; ++i) {
            if (lists_.cue_at(i).kind == BreakdownCue::link || mark(i) == ',' || mark(i) == ';') return true;
        }
        return false;
    }

    static constexpr std::string_view kPlace = "place";

    FigureReader figures_;
    PartReader lists_;
    const Lexicon& share_verbs_;
    const Lexicon& labels_;
    const Lexicon& pointers_;
    const Lexicon& anaphora_;
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
