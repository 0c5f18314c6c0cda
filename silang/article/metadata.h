// Internal to the article stage: what the labelled lines say about the article as a whole.
#pragma once

#include <vector>

#include "silang/article/article.h"
#include "silang/article/stamps.h"

namespace silang {

// Fills outlet, title, bylines, dateline, section, published, captured and language of an article whose blocks are set.
void read_metadata(Article& article, const Language& language);

// The parts of it, each in a file of its own idea. `stamps` holds those of every line: stamps_of_line[i] .. [i + 1].
struct MetadataReader {
    MetadataReader(Article& article, const Language& language);
    Article& article;
    const Language& language;
    StampLexicons stamp_lexicons;
    std::vector<Stamp> scratch;

    // Stamps of a line, token indices counted within the line. Valid until the next call.
    std::span<const Stamp> stamps_of(size_t line);
    [[nodiscard]] std::span<const Token> tokens_of(size_t line) const { return article.tokens.line_tokens(line); }
    [[nodiscard]] std::string_view folded(const Token& token) const { return article.tokens.folded_of(token); }
    [[nodiscard]] std::string_view words(Span span) const { return span.of(article.page.text); }
};

void read_outlet(MetadataReader& reader);   // who published it, and the place of its dateline
void read_bylines(MetadataReader& reader);  // after the outlet
void read_title(MetadataReader& reader);    // after the outlet, whose name it drops
void read_section(MetadataReader& reader);
void read_published(MetadataReader& reader);
void read_captured(MetadataReader& reader);  // after the publication date

// Letters and digits of a name, folded, without a domain ending: "KOMPAS.com" and "Kompas" are one outlet.
std::string name_key(std::string_view name);
// A name in normal letter case, whatever the page shouts; what is too short to be a shouted word stays ("RMOL").
std::string calm_name(std::string_view name);

// A piece of a line between separators.
struct Part {
    size_t first = 0;  // tokens [first, last) of the line
    size_t last = 0;
    char separator = ' ';  // what stands before it: '|', '-', ',', '(', ':', '/', '>' or ' ' at the start
};
Span part_span(std::span<const Token> tokens, const Part& part);
std::vector<Part> parts_of(const MetadataReader& reader, std::span<const Token> tokens, size_t first, size_t last);
// Takes the marks at both ends off.
void skip_marks(std::span<const Token> tokens, Part& part);
// "kabar.com", and "HARIAN KABAR.COM".
bool is_domain(const MetadataReader& reader, std::span<const Token> tokens, const Part& part);
bool ends_in_domain(const MetadataReader& reader, std::span<const Token> tokens, Part part);
// Every word begins with a capital, but for small ones in between; or a domain.
bool is_capital_or_domain(const MetadataReader& reader, std::span<const Token> tokens, const Part& part);
// The entry that is the whole part.
const LexiconEntry* whole_entry(const Lexicon& lexicon, std::span<const Token> tokens, const Part& part);
bool is_place(const MetadataReader& reader, std::span<const Token> tokens, const Part& part);
bool holds_stamp(std::span<const Stamp> stamps, const Part& part);
// Whether the token is a dash between parts, not a hyphen inside a word.
bool is_spaced_dash(const MetadataReader& reader, std::span<const Token> tokens, size_t at);
// Behind the last token of "KOTA, OUTLET - " when the line begins so; 0 when it does not.
size_t dateline_tokens(const MetadataReader& reader, std::span<const Token> tokens);

}  // namespace silang
