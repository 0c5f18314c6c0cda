#include "silang/check/quote_search.h"

#include <algorithm>
#include <set>

namespace silang {
namespace {

// Up to a third of the words may differ in what is still held to be the same quotation, altered.
constexpr uint32_t kAlteredShare = 3;

struct Word {
    std::string folded;
    Span span;
};

bool word_byte(unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Words of folded text: runs of letters and digits.
std::vector<std::string> folded_words(std::string_view text) {
    const std::string folded = fold(text);
    std::vector<std::string> words;
    for (size_t at = 0; at < folded.size();) {
        size_t end = at;
        while (end < folded.size() && word_byte(static_cast<unsigned char>(folded[end]))) ++end;
        if (end > at) words.push_back(folded.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

// Whether all words of `part` stand in `whole`, in their order.
bool stand_in(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
    size_t next = 0;
    for (const std::string& word : whole) next += next < part.size() && part[next] == word;
    return next == part.size();
}

// Direct quotes of a page, those of one line together.
struct Spoken {
    std::vector<Word> words;
    const Quote* first;
};

std::vector<Spoken> spoken_on(const Document& document) {
    std::vector<Spoken> all;
    const TokenizedText& text = document.article.tokens;
    std::optional<uint32_t> line;
    for (const Quote& quote : document.mentions.quotes) {
        if (!quote.direct) continue;
        size_t i = text.token_at(quote.span.begin);
        if (i >= text.tokens.size()) continue;
        if (line != text.tokens[i].line || all.empty() || all.back().first->speaker != quote.speaker) {
            all.push_back({{}, &quote});
            line = text.tokens[i].line;
        }
        for (; i < text.tokens.size() && text.tokens[i].span.begin < quote.span.end; ++i) {
            const Span span = text.tokens[i].span;
            for (std::string& word : folded_words(text.folded_of(text.tokens[i])))
                all.back().words.push_back({std::move(word), span});
        }
    }
    return all;
}

struct Aligned {
    uint32_t distance;
    std::vector<ComparedWord> compared;
    size_t first;  // words [first, last) of what was said
    size_t last;
};

// Fewest words to put in, leave out or change so that `asked` is a run of `said`: what stands before and behind the run
// costs nothing (Sellers 1980).
Aligned align_words(const std::vector<std::string>& asked, const std::vector<Word>& said) {
    const size_t rows = asked.size() + 1;
    const size_t columns = said.size() + 1;
    std::vector<uint32_t> cost(rows * columns);
    const auto at = [&](size_t row, size_t column) -> uint32_t& { return cost[row * columns + column]; };
    for (size_t row = 0; row < rows; ++row) at(row, 0) = static_cast<uint32_t>(row);
    for (size_t row = 1; row < rows; ++row) {
        for (size_t column = 1; column < columns; ++column) {
            const uint32_t change = asked[row - 1] == said[column - 1].folded ? 0 : 1;
            at(row, column) =
                std::min({at(row - 1, column - 1) + change, at(row - 1, column) + 1, at(row, column - 1) + 1});
        }
    }
    size_t end = 0;
    for (size_t column = 1; column < columns; ++column) {
        if (at(rows - 1, column) < at(rows - 1, end)) end = column;
    }
    Aligned aligned{at(rows - 1, end), {}, end, end};
    using Side = ComparedWord::Side;
    size_t row = rows - 1;
    size_t column = end;
    while (row > 0) {
        const bool changed = column > 0 && asked[row - 1] != said[column - 1].folded;
        if (column > 0 && at(row, column) == at(row - 1, column - 1) + (changed ? 1 : 0)) {
            if (changed) {
                aligned.compared.push_back({said[column - 1].folded, Side::page});
                aligned.compared.push_back({asked[row - 1], Side::asked});
            } else {
                aligned.compared.push_back({asked[row - 1], Side::both});
            }
            --row;
            --column;
        } else if (at(row, column) == at(row - 1, column) + 1) {
            aligned.compared.push_back({asked[--row], Side::asked});
        } else {
            aligned.compared.push_back({said[--column].folded, Side::page});
        }
    }
    aligned.first = column;
    std::reverse(aligned.compared.begin(), aligned.compared.end());
    return aligned;
}

std::string speaker_of(const Document& document, const Quote& quote) {
    return quote.speaker ? document.mentions.entities[*quote.speaker].name : quote.speaker_text;
}

}  // namespace

std::string_view verdict_name(QuoteVerdict verdict) {
    switch (verdict) {
        case QuoteVerdict::authentic:
            return "authentic";
        case QuoteVerdict::altered:
            return "altered";
        case QuoteVerdict::not_found:
            return "not-found";
    }
    return "not-found";
}

std::vector<FoundQuote> quotes_by(std::string_view name, std::span<const Document> documents) {
    const std::vector<std::string> asked = folded_words(name);
    std::vector<FoundQuote> found;
    if (asked.empty()) return found;
    // An entity is meant when its name, or what some page calls it, holds the words.
    std::set<std::string, std::less<>> ids;
    for (const Document& document : documents) {
        for (const Entity& entity : document.mentions.entities) {
            bool meant = stand_in(asked, folded_words(entity.name));
            for (const Span mention : entity.mentions)
                meant = meant || folded_words(mention.of(document.article.page.text)) == asked;
            if (meant) ids.insert(entity.id);
        }
    }
    for (uint32_t index = 0; index < documents.size(); ++index) {
        const Mentions& mentions = documents[index].mentions;
        for (uint32_t q = 0; q < mentions.quotes.size(); ++q) {
            const Quote& quote = mentions.quotes[q];
            const bool meant = quote.speaker ? ids.contains(mentions.entities[*quote.speaker].id)
                                             : stand_in(asked, folded_words(quote.speaker_text));
            if (meant) found.push_back({index, q, speaker_of(documents[index], quote)});
        }
    }
    return found;
}

std::vector<std::string> quoted_names(std::span<const Document> documents) {
    std::set<std::string> names;
    for (const Document& document : documents) {
        for (const Quote& quote : document.mentions.quotes) names.insert(speaker_of(document, quote));
    }
    names.erase(std::string());
    return {names.begin(), names.end()};
}

QuoteCheck check_quote(std::string_view words, std::span<const Document> documents) {
    QuoteCheck check;
    const std::vector<std::string> asked = folded_words(words);
    check.words = static_cast<uint32_t>(asked.size());
    check.distance = check.words;
    if (asked.empty()) return check;
    for (uint32_t index = 0; index < documents.size(); ++index) {
        for (const Spoken& spoken : spoken_on(documents[index])) {
            if (spoken.words.empty()) continue;
            Aligned aligned = align_words(asked, spoken.words);
            if (aligned.distance >= check.distance || aligned.first >= aligned.last) continue;
            check.distance = aligned.distance;
            check.nearest = {index,
                             {spoken.words[aligned.first].span.begin, spoken.words[aligned.last - 1].span.end},
                             speaker_of(documents[index], *spoken.first),
                             std::move(aligned.compared)};
        }
    }
    if (check.distance == 0)
        check.verdict = QuoteVerdict::authentic;
    else if (check.distance * kAlteredShare <= check.words)
        check.verdict = QuoteVerdict::altered;
    return check;
}

}  // namespace silang
