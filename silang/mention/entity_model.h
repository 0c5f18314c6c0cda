// The sequence labeller: marks the names of people, organizations and places in one sentence, by a linear model over named
// features (averaged structured perceptron, Viterbi). Weights are text, trained by tools/train_entities.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "silang/base/types.h"
#include "silang/language/language.h"
#include "silang/text/text.h"

namespace silang {

// The three types of names that public training data has. The rest (events, ships, laws) is found by cues.
enum class NameTag : uint8_t { outside, begin_person, in_person, begin_organization, in_organization, begin_place, in_place };
inline constexpr size_t kNameTagCount = 7;
std::string_view name_tag_name(NameTag tag);  // "O", "B-PER", ...

inline bool begins_name(NameTag tag) { return static_cast<int>(tag) % 2 == 1; }
inline bool continues_name(NameTag tag) { return tag != NameTag::outside && !begins_name(tag); }
// "I-X" may only follow "B-X" or "I-X".
inline bool may_follow(NameTag before, NameTag after) {
    return !continues_name(after) || before == after || static_cast<int>(before) + 1 == static_cast<int>(after);
}

// A feature as the model sees it: a hash of its template and its values, or with its text for training and for explanations.
// The text of a feature is "template value value": it is what stands in the weights file.
struct FeatureSink {
    std::vector<uint64_t> hashes;
    std::vector<std::string>* texts = nullptr;  // filled beside the hashes when given
};

// The features of sentence[at]. What the lexicons say of each token is worked out once a sentence, in TokenFacts.
struct TokenFacts {
    uint64_t word;                       // hash of the folded word
    std::array<uint64_t, 4> prefixes;    // of 1..4 code points, 0 when the word is not longer
    std::array<uint64_t, 4> suffixes;
    uint8_t letter_case;
    uint8_t kind;
    uint8_t gazetteer;   // NameClass of the entry that covers it, 0 none
    uint8_t cue;         // title, beginning of an organization's or a place's name
    uint8_t name_part;   // given name, family name
    uint8_t shape;       // short code of digits, hyphens and length
    std::string_view folded;
};

class EntityModel {
public:
    using Weights = std::array<int16_t, kNameTagCount>;

    // Reads <language folder>/entities.weights. A language without that file gets a model that names nothing: names then come
    // from its gazetteer and cues alone. The error names file and line.
    static Result<EntityModel> load(const Language& language);

    // One tag a token; the tokens are those of one sentence of `text`.
    void label(const TokenizedText& text, std::span<const Token> sentence, const Language& language,
               std::vector<NameTag>& tags) const;

    [[nodiscard]] bool empty() const { return used_ == 0; }

private:
    [[nodiscard]] const Weights* find(uint64_t hash) const;
    void insert(uint64_t hash, const Weights& weights);
    friend struct EntityModelBuilder;

    struct Slot {
        uint64_t hash = 0;
        Weights weights{};
    };
    std::vector<Slot> slots_;  // open addressing, a power of two, at most half full
    size_t used_ = 0;
    std::array<Weights, kNameTagCount> transitions_{};  // [before][after]
};

}  // namespace silang
