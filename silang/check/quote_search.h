// What somebody said on all pages, and whether words that go round as a quotation stand on any of them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "silang/mention/mention.h"

namespace silang {

struct FoundQuote {
    uint32_t document;
    uint32_t quote;  // index into the page's quotes
    std::string speaker;
};

// Quotes, direct and indirect, of every speaker with a name that holds all words of `name` in their order; by document,
// then by place.
std::vector<FoundQuote> quotes_by(std::string_view name, std::span<const Document> documents);
// The names of those who are quoted, each once, sorted: what a misspelt name is held against.
std::vector<std::string> quoted_names(std::span<const Document> documents);

enum class QuoteVerdict : uint8_t { authentic, altered, not_found };
std::string_view verdict_name(QuoteVerdict verdict);

struct ComparedWord {
    std::string word;  // folded
    enum class Side : uint8_t { both, asked, page } side;
};

struct QuoteCheck {
    QuoteVerdict verdict = QuoteVerdict::not_found;
    uint32_t distance = 0;  // words put in, left out or changed
    uint32_t words = 0;     // of what was asked about
    // The nearest words said on any page; nothing when no page has a word of it between quotation marks.
    struct Nearest {
        uint32_t document;
        Span span;
        std::string speaker;
        std::vector<ComparedWord> compared;
    };
    std::optional<Nearest> nearest;
};

// Against all direct quotes, those of one paragraph also taken together; letter case, marks and white space do not
// count. The words asked about may be a part of what was said.
QuoteCheck check_quote(std::string_view words, std::span<const Document> documents);

}  // namespace silang
