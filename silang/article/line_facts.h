// What a line is by itself. The first of the two passes over a page that make the features of its lines.
#pragma once

#include "silang/article/feature_space.h"
#include "silang/article/stamps.h"

namespace silang::line_model {

struct LineFacts {
    uint32_t words = 0;      // word and number tokens
    uint64_t text_hash = 0;  // of the folded words
    uint8_t shape = shape_other;
    uint8_t zone_kind = 0;  // 1 + index into list, menu, share, tags, comment, form; 0: opens no zone
    uint64_t first_word = 0;
    bool prose = false;
    bool cut = false;
    bool several_sentences = false;
    bool names_site = false;  // its words may be the site's name
    bool introduces = false;  // ends with a colon: a list may follow
    int score = 0;            // for the maximum-sum segment
};

// The lexicons lines are read with, looked up once a page.
struct PageLexicons {
    explicit PageLexicons(const Language& language)
        : clutter(language.lexicon("boilerplate")),
          rubrics(language.lexicon("section-names")),
          bylines(language.lexicon("byline-cues")),
          captions(language.lexicon("caption-cues")),
          functions(language.lexicon("function-words")),
          foreign(language.lexicon("foreign-words")),
          discourse(language.lexicon("discourse-words")),
          stamps(language) {}
    const Lexicon& clutter;
    const Lexicon& rubrics;
    const Lexicon& bylines;
    const Lexicon& captions;
    const Lexicon& functions;
    const Lexicon& foreign;
    const Lexicon& discourse;
    StampLexicons stamps;
};

struct LineReader {
    const Page& page;
    const TokenizedText& text;
    const PageLexicons& lexicons;
    std::vector<Stamp> stamps;       // scratch, reused
    std::vector<uint64_t>& content;  // content words of all lines
    std::vector<uint32_t>& content_first;

    LineFacts read(size_t line, uint32_t sentence_count, AtomWriter& emit);

private:
    struct Counts {
        uint32_t words = 0, letters = 0, capital = 0, upper = 0, lower = 0, digit = 0, function = 0, foreign = 0,
                 puncts = 0, quotes = 0;
        bool glued = false, mixed = false, owner = false;
    };
    Counts count(std::span<const Token> tokens, LineFacts& facts);
    uint8_t end_kind(std::span<const Token> tokens, std::string_view raw) const;
    uint8_t start_kind(std::span<const Token> tokens) const;
    size_t dateline_end(std::span<const Token> tokens) const;
    void emit_marks(std::span<const Token> tokens, std::string_view raw, AtomWriter& emit) const;
    uint32_t emit_clutter(std::span<const Token> tokens, uint32_t words, LineFacts& facts, AtomWriter& emit) const;
    void emit_cues(std::span<const Token> tokens, uint32_t words, AtomWriter& emit) const;
    void emit_discourse(std::span<const Token> tokens, uint32_t quote_marks, AtomWriter& emit) const;
    uint32_t emit_stamps(std::span<const Token> tokens, uint32_t words, AtomWriter& emit);
};

}  // namespace silang::line_model
