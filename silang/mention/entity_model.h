// The sequence labeller: marks the names of people, organizations and places in one sentence, by a linear model over
// named features (averaged structured perceptron, Viterbi). Weights are text, trained by tools/train_entities.
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
enum class NameTag : uint8_t {
    outside,
    begin_person,
    in_person,
    begin_organization,
    in_organization,
    begin_place,
    in_place,
};
inline constexpr size_t kNameTagCount = 7;
inline constexpr std::array<std::string_view, kNameTagCount> kNameTagNames{"O",     "B-PER", "I-PER", "B-ORG",
                                                                           "I-ORG", "B-LOC", "I-LOC"};

inline bool begins_name(NameTag tag) {
    return static_cast<int>(tag) % 2 == 1;
}
inline bool continues_name(NameTag tag) {
    return tag != NameTag::outside && !begins_name(tag);
}
// "I-X" may only follow "B-X" or "I-X".
inline bool may_follow(NameTag before, NameTag after) {
    return !continues_name(after) || before == after || static_cast<int>(before) + 1 == static_cast<int>(after);
}

using TagWeights = std::array<int16_t, kNameTagCount>;

class EntityModel {
public:
    // Reads entities.weights from the language's folder. A language without that file gets a model that names nothing:
    // its names then come from gazetteer and cues alone. The error names file and line.
    static Result<EntityModel> load(const Language& language);
    // As load(), from the file's text; `path` is for messages.
    static Result<EntityModel> parse(std::string_view text, const std::string& path);

    // One tag a token; `sentence` are tokens of `text`.
    void label(const TokenizedText& text, std::span<const Token> sentence, const Language& language,
               std::vector<NameTag>& tags) const;

    [[nodiscard]] bool empty() const { return used_ == 0; }

private:
    using Row = std::array<int16_t, 8>;  // TagWeights in whole registers
    using Sums = std::array<int32_t, 8>;
    struct Adder;

    [[nodiscard]] static uint32_t check_of(uint64_t hash) { return static_cast<uint32_t>(hash >> 32) | 1u; }
    void label_piece(const TokenizedText& text, std::span<const Token> sentence, const Language& language,
                     std::span<NameTag> tags) const;

    // Most features of a page are unknown to the model, and its rows do not fit the near caches: the upper half of the
    // hash decides in an array of its own, and only what is known touches a row. Open addressing: a power of two, at
    // most two thirds full.
    std::vector<uint32_t> checks_;  // 0: free
    std::vector<Row> rows_;
    size_t used_ = 0;
    std::array<TagWeights, kNameTagCount> transitions_{};  // [before][after]
};

}  // namespace silang
