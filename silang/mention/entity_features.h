// What the sequence labeller looks at: features named "template value value" in the weights file, hashes while it runs.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
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

// Collects the features of one token. `texts` is filled when training.
struct FeatureSink {
    std::vector<uint64_t>* hashes = nullptr;
    std::vector<std::string>* texts = nullptr;

    void add(std::string_view name, uint64_t name_hash, std::initializer_list<const FeatureValue*> values);
};

void gather_facts(const TokenizedText& text, std::span<const Token> sentence, const Language& language,
                  std::vector<TokenFacts>& facts);
void features_at(std::span<const TokenFacts> facts, size_t at, FeatureSink& sink);

// True when the words of `entry` stand at `tokens` with the capitals that the lexicon gives them: a phrase in capitals
// in capitals ("AS" is no "as"), any other word with a capital where the lexicon has one.
bool case_agrees(const LexiconEntry& entry, std::span<const Token> tokens);

}  // namespace silang
