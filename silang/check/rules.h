// What the cross-check works out of a language's data once. Internal to the stage.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "silang/check/check.h"
#include "silang/language/language.h"

namespace silang {

// Takes affixes off, so that the forms of a word meet; wrong stems do no harm as long as they do. (Not a morphology:
// Asian, Williams and Tahaghoghi, "Stemming Indonesian", ACSC 2005, is where the list of affixes comes from.)
class Stemmer {
public:
    explicit Stemmer(const Language& language);
    // One suffix and one prefix off a folded word, as long as a stem is left; appended to `out`.
    void append_stem(std::string_view word, std::string& out) const;
    // Without a suffix that leaves the word what it is ("tewasnya"); the word itself when it has none.
    [[nodiscard]] std::string_view without_clitic(std::string_view word) const;
    // What active and passive of one verb have in common ("menyita", "disita"); empty for a word of no voice.
    [[nodiscard]] std::string voiceless(std::string_view word) const;

private:
    void append_bare(std::string_view word, std::string& out) const;

    std::vector<const LexiconEntry*> prefixes_;  // longest first
    std::vector<const LexiconEntry*> suffixes_;
    std::string initials_;
};

// The government that a capital or seat stands for, by entity id: "Pyongyang" and "Korea Utara" are one party. A
// country's own capital is left out where its news is read: there "Jakarta" is mostly the city.
class Governments {
public:
    explicit Governments(const Language& language);
    // Name of the government, empty when the entity stands for none.
    [[nodiscard]] std::string_view of(std::string_view entity_id) const;

private:
    std::unordered_map<std::string, std::string, StringHash, std::equal_to<>> names_;
};

// A class for each phrase of a lexicon, and for the forms of its single words: what the lexicon says of a word holds of
// it with a clitic, and of the other voice of a verb.
class WordClasses {
public:
    WordClasses(const Lexicon& lexicon, const Stemmer& stemmer);
    struct Match {
        std::string_view name;  // empty: none
        uint32_t length = 0;    // in tokens
    };
    [[nodiscard]] Match match(const TokenizedText& text, size_t token) const;
    // The class of a single folded word; empty when there is none.
    [[nodiscard]] std::string_view of_word(std::string_view word) const;

private:
    using ByText = std::unordered_map<std::string, std::string_view, StringHash, std::equal_to<>>;
    const Lexicon& lexicon_;
    const Stemmer& stemmer_;
    ByText by_word_;
    ByText by_voiceless_;
};

struct CheckRules {
    CheckRules(const CheckRules&) = delete;  // the classes look at the stemmer
    explicit CheckRules(const Language& the_language)
        : language(the_language),
          governments(the_language),
          stemmer(the_language),
          concepts(the_language.lexicon("synonyms"), stemmer),
          events(the_language.lexicon("events"), stemmer) {}

    const Language& language;
    Governments governments;
    Stemmer stemmer;
    WordClasses concepts;  // words that can stand for each other in a report
    WordClasses events;    // classes of happenings
};

}  // namespace silang
