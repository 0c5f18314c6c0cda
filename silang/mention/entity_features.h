// What the sequence labeller looks at: features named "template value value" in the weights file, hashes while it runs.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "silang/language/language.h"
#include "silang/text/text.h"

namespace silang {

// FNV-1a with a final mix: short strings, and the low bits pick the slot.
constexpr uint64_t feature_hash(std::string_view text) {
    uint64_t hash = 14695981039346656037ULL;
    for (char letter : text) {
        hash ^= static_cast<unsigned char>(letter);
        hash *= 1099511628211ULL;
    }
    hash ^= hash >> 32;
    return hash * 0x9e3779b97f4a7c15ULL;
}

constexpr uint64_t join_hashes(uint64_t left, uint64_t right) {
    uint64_t hash = (left ^ (right + 0x9e3779b97f4a7c15ULL + (left << 6) + (left >> 2))) * 0xff51afd7ed558ccdULL;
    return hash ^ (hash >> 33);
}

// The hash of a feature from its text in the weights file.
uint64_t hash_of_feature(std::string_view feature);

struct FeatureValue {
    uint64_t hash = 0;
    std::string_view text;
    FeatureValue() = default;
    explicit FeatureValue(std::string_view value) : hash(feature_hash(value)), text(value) {}
    [[nodiscard]] bool present() const { return !text.empty(); }
};

// What is known of one token before any context; views point into the tokenized text or at constants.
struct TokenFacts {
    FeatureValue word;
    std::array<FeatureValue, 4> prefixes;  // of 1 to 4 code points; absent when the word is no longer than that
    std::array<FeatureValue, 4> suffixes;
    FeatureValue shape;       // letter case, digits, length in classes
    FeatureValue gazetteer;   // "B-place", "I-place", ...
    FeatureValue title;       // kind of the title that covers it
    FeatureValue cue;         // type of the name that it begins
    FeatureValue part;        // given, family, particle
    FeatureValue junk;        // an everyday word in capitals
    FeatureValue glue;        // what it stands against without white space
    FeatureValue before_run;  // the word before the run of capitalized words it stands in
    FeatureValue after_run;
    bool capitalized = false;
};

// A kind of feature: the first word of it in the weights file.
struct FeatureTemplate {
    std::string_view name;
    uint64_t hash;
    constexpr explicit FeatureTemplate(std::string_view text) : name(text), hash(feature_hash(text)) {}
    // Of the feature with these values, as hash_of_feature() has it from the weights file.
    template <class... Values>
    [[nodiscard]] uint64_t hash_with(const Values&... values) const {
        uint64_t joined = hash;
        ((joined = join_hashes(joined, values.hash)), ...);
        return joined;
    }
};

// Collects the features of one token with their texts: for training.
struct FeatureSink {
    std::vector<uint64_t>* hashes = nullptr;
    std::vector<std::string>* texts = nullptr;

    template <class... Values>
    void add(const FeatureTemplate& kind, const Values&... values) {
        hashes->push_back(kind.hash_with(values...));
        std::string text(kind.name);
        ((text += ' ', text += values.text), ...);
        texts->push_back(std::move(text));
    }
};

void gather_facts(const TokenizedText& text, std::span<const Token> sentence, const Language& language,
                  std::vector<TokenFacts>& facts);

inline constexpr std::string_view kSentenceEdge = "<>";  // beyond the ends of the sentence

// Hands each feature of the token at `at` to sink.add(template, values...).
template <class Sink>
void features_at(std::span<const TokenFacts> facts, size_t at, Sink& sink) {
    static const FeatureValue edge{kSentenceEdge};
    static const TokenFacts beyond = [] {
        TokenFacts none;
        none.word = edge;
        none.shape = edge;
        return none;
    }();
    static const FeatureValue first{"first"};
    const auto near = [&](int offset) -> const TokenFacts& {
        int64_t index = static_cast<int64_t>(at) + offset;
        return index < 0 || index >= static_cast<int64_t>(facts.size()) ? beyond : facts[static_cast<size_t>(index)];
    };
    const TokenFacts& here = facts[at];
    const TokenFacts& left = near(-1);
    const TokenFacts& left2 = near(-2);
    const TokenFacts& right = near(1);
    const TokenFacts& right2 = near(2);

    const auto add = [&](const FeatureTemplate& name, const auto&... values) {
        if ((values.present() && ...)) sink.add(name, values...);
    };
    static constexpr FeatureTemplate bias{"bias"}, word{"w"}, word_left{"w-1"}, word_left2{"w-2"}, word_right{"w+1"},
        word_right2{"w+2"}, pair_left{"w-1,w"}, pair_right{"w,w+1"}, shape{"s"}, shape_left{"s-1"}, shape_right{"s+1"},
        shapes{"s-1,s,s+1"}, shapes_left{"s-2,s-1,s"}, shapes_right{"s,s+1,s+2"}, word_shape{"w,s"},
        left_shape{"w-1,s"}, right_shape{"w+1,s"}, left2_shape{"w-2,w-1,s"}, suffix_left{"u-1"}, suffix_right{"u+1"},
        start{"first,s"}, start_word{"first,w"}, gazetteer{"g"}, gazetteer_left{"g-1"}, gazetteer_right{"g+1"},
        gazetteer_shape{"g,s"}, gazetteers{"g-1,g"}, title{"t"}, title_left{"t-1"}, title_left_shape{"t-1,s"},
        title_left2_shapes{"t-2,s-1,s"}, title_shape{"t,s"}, title_right{"t+1"}, cue{"c"}, cue_left{"c-1"},
        cue_left_shape{"c-1,s"}, cue_left2{"c-2,s-1,s"}, cue_shape{"c,s"}, part{"n"}, part_left{"n-1"},
        part_right{"n+1"}, parts{"n,n+1"}, part_left_shape{"n-1,s"}, part_right_shape{"n+1,s"}, before_run{"b,s"},
        after_run{"a,s"}, before_gazetteer{"b,g"}, junk{"j"}, junk_start{"j,first"}, junk_left{"j-1,s"},
        junk_right{"j+1,s"}, glue{"glue,s"}, glue_right{"glue+1,s"};
    static constexpr std::array<FeatureTemplate, 4> prefixes{FeatureTemplate{"p1"}, FeatureTemplate{"p2"},
                                                             FeatureTemplate{"p3"}, FeatureTemplate{"p4"}};
    static constexpr std::array<FeatureTemplate, 4> suffixes{FeatureTemplate{"u1"}, FeatureTemplate{"u2"},
                                                             FeatureTemplate{"u3"}, FeatureTemplate{"u4"}};

    add(bias);
    add(word, here.word);
    add(word_left, left.word);
    add(word_left2, left2.word);
    add(word_right, right.word);
    add(word_right2, right2.word);
    add(pair_left, left.word, here.word);
    add(pair_right, here.word, right.word);
    for (size_t k = 0; k < 4; ++k) {
        add(prefixes[k], here.prefixes[k], here.shape);
        add(suffixes[k], here.suffixes[k], here.shape);
    }
    add(shape, here.shape);
    add(shape_left, left.shape);
    add(shape_right, right.shape);
    add(shapes, left.shape, here.shape, right.shape);
    add(shapes_left, left2.shape, left.shape, here.shape);
    add(shapes_right, here.shape, right.shape, right2.shape);
    add(word_shape, here.word, here.shape);
    add(left_shape, left.word, here.shape);
    add(right_shape, right.word, here.shape);
    add(left2_shape, left2.word, left.word, here.shape);
    add(suffix_left, left.suffixes[2]);
    add(suffix_right, right.suffixes[2]);
    if (at == 0) {
        add(start, first, here.shape);
        add(start_word, first, here.word);
    }
    add(gazetteer, here.gazetteer);
    add(gazetteer_left, left.gazetteer);
    add(gazetteer_right, right.gazetteer);
    add(gazetteer_shape, here.gazetteer, here.shape);
    add(gazetteers, left.gazetteer, here.gazetteer);
    add(title, here.title);
    add(title_left, left.title);
    add(title_left_shape, left.title, here.shape);
    add(title_left2_shapes, left2.title, left.shape, here.shape);
    add(title_shape, here.title, here.shape);
    add(title_right, right.title);
    add(cue, here.cue);
    add(cue_left, left.cue);
    add(cue_left_shape, left.cue, here.shape);
    add(cue_left2, left2.cue, left.shape, here.shape);
    add(cue_shape, here.cue, here.shape);
    add(part, here.part);
    add(part_left, left.part);
    add(part_right, right.part);
    add(parts, here.part, right.part);
    add(part_left_shape, left.part, here.shape);
    add(part_right_shape, right.part, here.shape);
    add(before_run, here.before_run, here.shape);
    add(after_run, here.after_run, here.shape);
    add(before_gazetteer, here.before_run, here.gazetteer);
    add(junk, here.junk);
    if (at == 0) add(junk_start, here.junk, first);
    add(junk_left, left.junk, here.shape);
    add(junk_right, right.junk, here.shape);
    add(glue, here.glue, here.shape);
    add(glue_right, right.glue, here.shape, right.shape);
}

// True when the words of `entry` stand at `tokens` with the capitals that the lexicon gives them: a phrase in capitals
// in capitals ("AS" is no "as"), any other word with a capital where the lexicon has one.
bool case_agrees(const LexiconEntry& entry, std::span<const Token> tokens);

}  // namespace silang
