// What stands around the verb of a sentence that reports speech: whether anything was said at all, where it begins, and
// where it ends.
#pragma once

#include "silang/mention/speech.h"

namespace silang {

inline constexpr uint32_t kFarthestComplementizer = 16;  // "mengatakan di Jakarta, Kamis (4/9/2025), bahwa ..."

class ReportSentence {
protected:
    explicit ReportSentence(const Speech& speech) : speech_(speech) {}

    // True when a "not" or "will" before the verb says that nothing was said (yet).
    [[nodiscard]] bool unsaid(uint32_t verb) const;
    // Back over what may stand between the subject and the verb.
    [[nodiscard]] uint32_t behind_adverbs(uint32_t verb) const;
    [[nodiscard]] uint32_t skip_adverbs(uint32_t i) const;
    // Where the reported clause begins behind a verb that ends at `i`: behind whom it was said to, and behind "bahwa".
    [[nodiscard]] uint32_t clause_begin(uint32_t i, bool whom_follows = false) const;
    // The paper or channel a verb stands before: "said | in a statement | the ship had sunk".
    [[nodiscard]] bool paper_follows(uint32_t i) const;
    // Tokens that tell something: there is a verb among them.
    [[nodiscard]] bool tells(uint32_t first, uint32_t last) const;
    // Nothing is said any more behind the verb that ends at `i`: where and to whom, and the sentence ends.
    [[nodiscard]] bool closes(uint32_t i, bool whom_follows) const;
    // "menyebut tuduhan itu tidak berdasar" denies, whatever the verb.
    [[nodiscard]] bool rebuts(uint32_t first) const;
    // An accusation stands at `i`, behind articles and whose it is.
    [[nodiscard]] bool accusation_at(uint32_t i) const;
    // "denied the claims | , saying ...": a participle says something of its own.
    [[nodiscard]] uint32_t before_participle(uint32_t clause) const;
    // "accused by the union | of hiding ..."; an "of" inside a name is none.
    [[nodiscard]] uint32_t before_of(uint32_t agent) const;
    // An agent at once behind a passive: a name, or people that speak without one.
    [[nodiscard]] bool may_be_agent(uint32_t i, uint32_t verb) const;
    // The subject of a passive: behind the last comma and what opens the sentence.
    [[nodiscard]] uint32_t subject_begin(uint32_t verb) const;

    const Speech& speech_;
    uint32_t begin_ = 0;  // tokens of the sentence
    uint32_t end_ = 0;
    uint32_t clause_end_ = 0;  // before a credit that closes the sentence
};

}  // namespace silang
