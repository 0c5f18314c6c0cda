// What the finders of speech and sources ask of a language, worked out once from its lexicons and not on every page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "silang/language/language.h"
#include "silang/text/text.h"

namespace silang {

class SpeechRules {
public:
    // The language must outlive the rules. Not explicit: rules are a view of a language.
    SpeechRules(const Language& language);  // NOLINT(google-explicit-constructor)

    [[nodiscard]] const Language& language() const { return *language_; }

    // The classes (kStop, kJoin, ... of speech.h) of an entry of phrase-words.tsv.
    [[nodiscard]] uint64_t classes_of(const LexiconEntry& entry) const {
        return classes_[static_cast<size_t>(&entry - phrase_words->entries().data())];
    }
    // The traits (kActive, kBare, ...) of an entry of speech-verbs.tsv.
    [[nodiscard]] uint32_t traits_of(const LexiconEntry& verb) const {
        return traits_[static_cast<size_t>(&verb - verbs->entries().data())];
    }
    // The entries of speaker-nouns.tsv (by index) whose bodies have names that begin or end with the word; folded.
    [[nodiscard]] const std::vector<uint32_t>* nouns_for(std::string_view word) const {
        const auto found = nouns_for_.find(word);
        return found == nouns_for_.end() ? nullptr : &found->second;
    }

    const Lexicon* phrase_words;
    const Lexicon* verbs;
    const Lexicon* cues;
    const Lexicon* sources;
    const Lexicon* titles;
    const Lexicon* pronouns;
    const Lexicon* officials;
    const Lexicon* weekdays;
    const Lexicon* noun_exceptions;
    const Lexicon* verb_prefixes;
    const Lexicon* verb_endings;
    const Lexicon* articles;
    const Lexicon* speaker_nouns;

private:
    const Language* language_;
    std::vector<uint64_t> classes_;
    std::vector<uint32_t> traits_;
    std::unordered_map<std::string, std::vector<uint32_t>, StringHash, std::equal_to<>> nouns_for_;
};

}  // namespace silang
