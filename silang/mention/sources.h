// Where a page's information comes from, as its words name it; shared by the credits inside sentences and outside.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "silang/mention/speech.h"

namespace silang {

inline constexpr uint32_t kFarthestSource = 40;  // tokens behind a cue within which its source is named

struct Source {
    std::string name;
    std::string_view kind;
    uint32_t first = 0;
    uint32_t last = 0;
    [[nodiscard]] bool found() const { return last > first; }
    [[nodiscard]] bool medium() const { return kind == "agency" || kind == "outlet"; }
};

class SourceReader {
public:
    explicit SourceReader(const Speech& speech) : speech_(speech) {}

    // A medium we know, named at token `i`; the first one named in [first, last).
    [[nodiscard]] Source known(uint32_t i) const;
    [[nodiscard]] Source known_in(uint32_t first, uint32_t last) const;
    // The name of a whole phrase: the entity's where it is all there is to it, else as it stands.
    [[nodiscard]] Source from_party(const Party& party, std::string_view otherwise) const;
    // "Data BPS": whose document it is, else the document that names where it is from ("Laporan intelijen Jepang").
    [[nodiscard]] Source document(const Party& party) const;
    // Tokens [first, last) read as the name of an outlet nobody has told us of: it holds a word of such names ("Kini",
    // "Pos") or the ending of an address.
    [[nodiscard]] bool reads_as_outlet(uint32_t first, uint32_t last) const;
    // The same by such a word or ending alone, not by everyday words with capitals.
    [[nodiscard]] bool called_as_outlets_are(uint32_t first, uint32_t last) const;
    // The source named from `i` on, behind a cue, in the line `line`. `media`: only a medium may stand there; `called`:
    // it may be called one. `last`: the attribution before, which "laporan itu" points back at; may be null.
    [[nodiscard]] Source source_at(uint32_t i, uint32_t limit, uint32_t line, bool media, bool called,
                                   const Attribution* last) const;

    // The medium that is named at once before `cue`, the cue's own joining words left aside: "The Star, | mengutip
    // ...", "Harian X yang | mengutip ...". `begin`: of the sentence.
    [[nodiscard]] Source medium_before(uint32_t begin, uint32_t cue) const;
    // The paper a relative clause before `cue` is about: "Prakiraan BMKG yang | dikutip ...".
    [[nodiscard]] Source paper_before(uint32_t begin, uint32_t cue) const;
    // "citra satelit | yang diolah BMKG": whose it is, said in a clause at `i`.
    [[nodiscard]] Source maker_at(uint32_t i, uint32_t limit, uint32_t line) const;
    // "akun Instagram @...", "grup WhatsApp Info Desa": a channel with a handle, a name or an owner, from `i` on.
    [[nodiscard]] Source channel_at(uint32_t i, uint32_t limit) const;

    // Where the name of a paper or a channel begins in a cue that says it ("dalam | siaran pers").
    [[nodiscard]] uint32_t paper_in(uint32_t cue, uint32_t behind) const;
    // Its end: with what it is about in small letters, media words and the handle, but not its owner.
    [[nodiscard]] uint32_t paper_end(uint32_t first, uint32_t behind, uint32_t sentence_end) const;
    [[nodiscard]] bool possessive(uint32_t token) const;

private:
    [[nodiscard]] bool names_entity(uint32_t i) const { return speech_.note(i).entity != 0; }
    [[nodiscard]] bool owner_follows(uint32_t i) const;
    [[nodiscard]] Source source_of(const Attribution* attribution) const;

    const Speech& speech_;
};

// Index of the sentence that holds the token.
uint32_t sentence_of(const Article& article, uint32_t token);

// Credits outside sentences: in the dateline, at the end of the last paragraphs, on a line of their own behind them.
// `paragraphs`: the lines of the body.
std::vector<Attribution> find_page_credits(const Speech& speech, std::span<const uint32_t> paragraphs);

}  // namespace silang
