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

private:
    std::vector<const LexiconEntry*> prefixes_;  // longest first
    std::vector<const LexiconEntry*> suffixes_;
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

// What the words of a lexicon `synonyms` mean: words that can stand for each other in a report have one concept.
class Concepts {
public:
    Concepts(const Language& language, const Stemmer& stemmer);
    // The concept of a word that is no entry itself, by its stem; empty when there is none.
    [[nodiscard]] std::string_view of_stem(std::string_view stem) const;
    [[nodiscard]] const Lexicon& lexicon() const { return synonyms_; }

private:
    const Lexicon& synonyms_;
    std::unordered_map<std::string, std::string_view, StringHash, std::equal_to<>> by_stem_;
};

struct CheckRules {
    explicit CheckRules(const Language& the_language)
        : language(the_language), governments(the_language), stemmer(the_language), concepts(the_language, stemmer) {}

    const Language& language;
    Governments governments;
    Stemmer stemmer;
    Concepts concepts;
};

}  // namespace silang
