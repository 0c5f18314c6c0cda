// The words of a body and how two bodies compare. Internal to the lineage stage, and to the story stage, which needs to
// know template news too.
//
//   page lines   [nav] [title] [body] [promo] [body] [legal]       only body lines count: clutter is on everybody's
//   pages words        Tim | SAR | menemukan | lima | jenazah | ...      punctuation is dropped, a word is the hash of
//   its folded form shingles     five words each, hashed:  w0..w4, w1..w5, ...     what Jaccard and containment are
//   counted on
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "silang/language/language.h"
#include "silang/mention/mention.h"

namespace silang {

struct BodyWord {
    uint64_t hash;
    uint32_t token;  // index into article.tokens.tokens
    bool quoted;     // inside a direct quotation: two reporters at one press conference write the same words down
    bool standing =
        false;  // of a paragraph that stands under many pages for weeks: nobody took it from the page before
};

struct Body {
    std::vector<BodyWord> words;
    std::vector<uint64_t> shingles;  // sorted, each once
    uint64_t digest = 0;             // of all words: equal bodies have equal digests
    bool quotes = false;             // some words are quoted
};

inline constexpr size_t kShingleWords = 5;

// The words alone, and then all that is made of them.
std::vector<BodyWord> read_words(const Document& document);
Body read_body(const Document& document);

uint64_t hash_text(std::string_view bytes);
uint64_t hash_pair(uint64_t left, uint64_t right);

// Hash of the shingle that begins at each word, in page order; empty for a body shorter than a shingle.
std::vector<uint64_t> shingle_sequence(std::span<const BodyWord> words);

// As Body::shingles, without those that hold a quoted word.
std::vector<uint64_t> own_shingles(const Body& body);

struct Overlap {
    double jaccard = 0;
    double containment = 0;  // share of the smaller set that is in the larger one
};
Overlap overlap_of(const std::vector<uint64_t>& left, const std::vector<uint64_t>& right);

// Words that stand in both bodies in one run, small edits bridged (passages.cpp).
struct SharedRun {
    std::vector<std::pair<Span, Span>> spans;  // (left, right); more than one where clutter stands in between
    uint32_t words = 0;                        // equal words
    uint32_t own_words = 0;                    // equal words that are quoted or standing text on neither side
};
std::vector<SharedRun> shared_runs(const Document& left_document, const Body& left, const Document& right_document,
                                   const Body& right);

// Numbers, calendar words and names that stand in the same surroundings on both pages: an edited copy keeps them,
// template news (two days' gold prices, two quakes) has others.
struct FactComparison {
    uint32_t same = 0;
    uint32_t different = 0;
    uint32_t facts = 0;  // of the page that has fewer
    // Enough of what stands in the same surroundings differs. Says nothing on how much does stand in the same
    // surroundings.
    [[nodiscard]] bool is_template() const;
    // One form filled in twice: as above, and most of what could be compared does stand in the same surroundings. For
    // pages that are not alike as wholes.
    [[nodiscard]] bool is_same_form() const;
};
// A fact's surroundings (the words beside it, facts among them by their class only) and its value; sorted.
using Facts = std::vector<std::pair<uint64_t, uint64_t>>;
Facts read_facts(const Document& document, const Body& body, const Language& language);
FactComparison compare_facts(const Facts& left, const Facts& right);
// The same of the upper halves of both hashes, for whoever keeps many pages' facts; sorted.
using ShortFact = std::pair<uint32_t, uint32_t>;
FactComparison compare_facts(std::span<const ShortFact> left, std::span<const ShortFact> right);

}  // namespace silang
