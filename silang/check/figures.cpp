#include "silang/check/figures.h"

#include <algorithm>
#include <cmath>

namespace silang {
namespace {

// Words that say how exact a number is, and labels ("nomor urut"), stand at most so many tokens before it.
constexpr uint32_t kBoundReach = 3;
// Half of the last digit of "1,5".
constexpr double kHalfTenth = 0.05;
constexpr std::string_view kAge = "age";
constexpr std::string_view kAlone = "alone";

const Quantity* quantity_over(const Mentions& mentions, Span span) {
    const auto& all = mentions.quantities;
    auto at = std::upper_bound(all.begin(), all.end(), span.begin,
                               [](uint32_t begin, const Quantity& quantity) { return begin < quantity.span.begin; });
    if (at == all.begin()) return nullptr;
    --at;
    return at->span.contains(span) ? &*at : nullptr;
}

bool in_time(const Mentions& mentions, Span span) {
    const auto& all = mentions.times;
    auto at = std::upper_bound(all.begin(), all.end(), span.begin,
                               [](uint32_t begin, const Time& time) { return begin < time.span.begin; });
    return at != all.begin() && (--at)->span.overlaps(span);
}

}  // namespace

FigureReader::FigureReader(const Language& language)
    : numbers_(language), magnitudes_(language.lexicon("magnitudes")), labels_(language.lexicon("figure-labels")) {
    for (const std::string_view name : {"units", "units-before", "currencies"}) {
        for (const LexiconEntry& entry : language.lexicon(name).entries()) measures_.emplace(entry.field(1));
    }
}

bool FigureReader::inexact_before(const TokenizedText& text, uint32_t first, uint32_t begin) const {
    const uint32_t from = first >= begin + kBoundReach ? first - kBoundReach : begin;
    for (uint32_t i = from; i < first; ++i) {
        const Bound bound = numbers_.bound_at(text, i, first);
        if (bound && i + bound.length == first && bound.bound != "exact") return true;
    }
    return false;
}

bool FigureReader::labelled(const TokenizedText& text, uint32_t first, uint32_t begin) const {
    const uint32_t from = first >= begin + kBoundReach ? first - kBoundReach : begin;
    for (uint32_t i = from; i < first; ++i) {
        const auto label = labels_.match(text.tokens, i);
        if (label && i + label.length == first && label.entry->field(1) != kAge && label.entry->field(1) != kAlone)
            return true;
    }
    return false;
}

// Half of the last digit that is written: what "1,2 triliun" may stand for. A count written out is what it is.
double FigureReader::slack_of(const TokenizedText& text, const Number& number, uint32_t first) const {
    bool scaled = number.scaled;
    for (uint32_t i = first; i < number.end; ++i) scaled |= magnitudes_.word(text.tokens[i].word) != nullptr;
    if (!scaled) return number.value == std::floor(number.value) ? 0 : kHalfTenth;
    const std::string_view written = text.folded_of(text.tokens[first]);
    const size_t mark = written.find_last_of(".,");
    const auto decimals = mark == std::string_view::npos ? 0 : static_cast<int>(written.size() - mark - 1);
    return 0.5 * std::max(number.scale, 1.0) * std::pow(10, -decimals);
}

std::vector<Figure> FigureReader::read(const Document& document, const Sentence& sentence) const {
    const TokenizedText& text = document.article.tokens;
    std::vector<Figure> found;
    for (uint32_t i = sentence.first; i < sentence.last;) {
        const Token& token = text.tokens[i];
        if (token.kind != TokenKind::number && !numbers_.begins_number(token.word)) {
            ++i;
            continue;
        }
        const auto number = numbers_.read(text, i, sentence.last);
        if (!number || number->end <= i) {
            ++i;
            continue;
        }
        const Span span{token.span.begin, text.tokens[number->end - 1].span.end};
        if (in_time(document.mentions, span) || labelled(text, i, sentence.first)) {
            i = number->end;
            continue;
        }
        Figure figure{i, number->end, span, number->value, slack_of(text, *number, i), true, {}, {}};
        figure.exact = !number->vague && !number->several && !number->max && !number->fraction;
        if (const Quantity* quantity = quantity_over(document.mentions, span)) {
            figure.value = quantity->value;
            figure.exact &= !quantity->approx && !quantity->max && quantity->bound.empty();
            if (measures_.contains(quantity->unit)) figure.unit = quantity->unit;
            figure.noun = figure.unit.empty() && !quantity->unit.empty() ? quantity->unit : quantity->of;
            while (figure.first > sentence.first && text.tokens[figure.first - 1].span.begin >= quantity->span.begin)
                --figure.first;
            figure.span = {std::min(span.begin, quantity->span.begin), std::max(span.end, quantity->span.end)};
        }
        figure.exact &= !inexact_before(text, figure.first, sentence.first);
        // "ke-9", "2-1": a rank or a score is no count.
        const bool joined = i > sentence.first && !token.space_before && mark_at(text, i - 1) == '-';
        if (joined) figure.exact = false;
        i = number->end;
        found.push_back(figure);
    }
    return found;
}

}  // namespace silang
