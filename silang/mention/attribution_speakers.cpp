// What attributions learn from the quotes: the words of a paper are those of the one who speaks in its sentence, and
// "menurut dia" names whoever spoke before.
#include <algorithm>

#include "silang/mention/sources.h"

namespace silang {
namespace {

constexpr uint32_t kBeside = 2;  // bytes between a paper and the one whose it is: a comma and a space

constexpr size_t kQuotesAround = 8;  // quotes before and behind a paper among which its sentence's are looked for

// The quote reported nearest to `at` in the sentence; null when none has a known speaker.
const Quote* nearest_quote(const Article& article, std::span<const Quote> quotes, uint32_t sentence, uint32_t at) {
    const auto behind = std::lower_bound(quotes.begin(), quotes.end(), at,
                                         [](const Quote& quote, uint32_t offset) { return quote.span.begin < offset; });
    const auto place = static_cast<size_t>(behind - quotes.begin());
    const Quote* nearest = nullptr;
    uint32_t distance = 0;
    for (size_t k = place - std::min(place, kQuotesAround); k < std::min(quotes.size(), place + kQuotesAround); ++k) {
        const Quote& quote = quotes[k];
        if (!quote.cue_span || !quote.speaker_span || quote.speaker_text.empty()) continue;
        if (sentence_of(article, static_cast<uint32_t>(article.tokens.token_at(quote.cue_span->begin))) != sentence)
            continue;
        const uint32_t cue = quote.cue_span->begin;
        const uint32_t away = cue < at ? at - cue : cue - at;
        if (nearest != nullptr && distance <= away) continue;
        nearest = &quote;
        distance = away;
    }
    return nearest;
}

void push_speaker(const Quote& quote, const Language& language, const TokenizedText& text,
                  std::span<const Entity> entities, Attribution& attribution) {
    const Entity* entity = quote.speaker ? &entities[*quote.speaker] : nullptr;
    const size_t first = text.token_at(quote.speaker_span->begin);
    const bool person = entity != nullptr ? entity->type == EntityType::person
                                          : !language.lexicon("official-sources").match(text.tokens, first);
    attribution.sources.push_back(entity != nullptr ? entity->name : quote.speaker_text);
    attribution.source_spans.push_back(*quote.speaker_span);
    attribution.kinds.emplace_back(person ? "person" : "official");
}

}  // namespace

void complete_attributions(const Article& article, const Language& language, std::span<const Entity> entities,
                           std::span<const Quote> quotes, std::vector<Attribution>& attributions) {
    const TokenizedText& text = article.tokens;
    for (Attribution& attribution : attributions) {
        if (!attribution.own) continue;
        const Quote* quote = nearest_quote(article, quotes, attribution.sentence, attribution.span.begin);
        if (quote == nullptr) continue;
        attribution.sources.resize(1);
        attribution.source_spans.resize(1);
        attribution.kinds.resize(1);
        attribution.span.end = attribution.source_spans[0].end;
        const uint32_t speaker = quote->speaker_span->begin;
        if (speaker >= attribution.span.end && speaker - attribution.span.end <= kBeside)
            attribution.span.end = quote->speaker_span->end;  // "Dalam siaran persnya, Telkom mengatakan ..."
        push_speaker(*quote, language, text, entities, attribution);
    }
    std::erase_if(attributions,
                  [](const Attribution& attribution) { return attribution.own && attribution.sources.size() == 1; });

    const Lexicon& cues = language.lexicon("source-cues");
    const Lexicon& pronouns = language.lexicon("pronouns");
    const size_t known = attributions.size();
    for (const Quote& quote : quotes) {
        if (quote.direct || !quote.cue_span || !quote.speaker_span || quote.speaker_text.empty()) continue;
        const size_t cue = text.token_at(quote.cue_span->begin);
        const auto match = cues.match(text.tokens, cue);
        if (!match) continue;
        const std::string_view form = match.entry->field(1);
        size_t last = cue + match.length;
        if (form == "source" && last < text.tokens.size()) {
            const auto pronoun = pronouns.match(text.tokens, last);
            if (!pronoun) continue;
            last += pronoun.length;
        } else if (form != "carried") {
            continue;
        }
        Attribution attribution;
        attribution.span = {quote.cue_span->begin, text.tokens[last - 1].span.end};
        const auto end = attributions.begin() + static_cast<std::ptrdiff_t>(known);
        const auto at =
            std::lower_bound(attributions.begin(), end, attribution.span.begin,
                             [](const Attribution& other, uint32_t begin) { return other.span.end <= begin; });
        const bool held = at != end && at->span.overlaps(attribution.span);
        if (held) continue;
        attribution.sentence = sentence_of(article, static_cast<uint32_t>(cue));
        push_speaker(quote, language, text, entities, attribution);
        attributions.push_back(std::move(attribution));
    }
    std::stable_sort(attributions.begin(), attributions.end(),
                     [](const Attribution& a, const Attribution& b) { return a.span < b.span; });
}

}  // namespace silang
