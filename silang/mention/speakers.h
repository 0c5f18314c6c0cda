// Which entity of the page a speaker is that the page puts short: a nickname, half a name, or "perusahaan".
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "silang/mention/speech.h"

namespace silang {

class SpeakerIndex {
public:
    explicit SpeakerIndex(const Speech& speech);

    // The person whose name of several words holds the one word of tokens [first, last), or ends or begins a word of it
    // with that: "Wahyuni" and "Yuni" are "Sri Wahyuni". Only when the page names one such person before `offset`.
    [[nodiscard]] std::optional<uint32_t> person_in_full(uint32_t first, uint32_t last, uint32_t offset) const;

    // The organization that a noun of speaker-nouns.tsv stands for: the last one named before `offset` whose name
    // begins as such names do ("perusahaan": "PT ..."). Nothing when the phrase says more than the noun ("perusahaan
    // asal Korea").
    [[nodiscard]] std::optional<uint32_t> organization_of_noun(uint32_t first, uint32_t last, uint32_t offset) const;

    // The person mentioned last before `offset` outside quotation marks, for "-nya" on a page where nobody has spoken.
    [[nodiscard]] std::optional<std::pair<uint32_t, Span>> person_before(uint32_t offset) const;

    // The one word of a name in [first, last), titles of respect left out; folded. Empty when there are more.
    [[nodiscard]] std::string lone_word(uint32_t first, uint32_t last) const;

private:
    using Position = std::pair<Span, uint32_t>;  // a mention and its entity

    const Speech& speech_;
    std::vector<std::pair<std::string, uint32_t>> name_words_;  // of persons with a name of several words, sorted
    std::vector<Position> persons_;                             // outside quotation marks
    std::vector<std::vector<Position>> bodies_;                 // one list an entry of speaker-nouns.tsv
};

}  // namespace silang
