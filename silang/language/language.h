// What we know of a language, as data: every data/languages/<tag>/*.tsv is a lexicon, named after its file up to the
// first full stop (gazetteer.tsv and gazetteer.cldr.tsv are one).
//
// A lexicon is sorted text: comment lines start with "# ", then one entry a line, fields separated by tabs, the first
// field being the phrase as it is written in running text (case does not matter). docs/adding-a-language.md lists them
// all.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "silang/base/types.h"
#include "silang/language/identify.h"
#include "silang/text/text.h"

namespace silang {

struct LexiconEntry {
    std::vector<std::string> fields;  // [0] the phrase as written in the file
    std::vector<WordId> words;        // the phrase's tokens
    [[nodiscard]] std::string_view phrase() const { return fields[0]; }
    // An empty view when the line has no such field.
    [[nodiscard]] std::string_view field(size_t index) const {
        return index < fields.size() ? std::string_view(fields[index]) : std::string_view();
    }
};

class Lexicon {
public:
    struct Match {
        const LexiconEntry* entry = nullptr;
        uint32_t length = 0;  // in tokens; 0 when nothing matches
        explicit operator bool() const { return length != 0; }
    };

    // The longest entry whose words stand at tokens[at], tokens[at+1], ...
    [[nodiscard]] Match match(std::span<const Token> tokens, size_t at) const {
        return begins(tokens[at].word) ? longest_match(tokens, at) : Match();
    }
    // The entry that is exactly this one word.
    [[nodiscard]] const LexiconEntry* word(WordId word) const { return begins(word) ? entry_of(word) : nullptr; }
    // Whether some entry begins with the word.
    [[nodiscard]] bool begins(WordId word) const {
        return word / 64 < begins_.size() && ((begins_[word / 64] >> (word % 64)) & 1) != 0;
    }
    [[nodiscard]] const std::vector<LexiconEntry>& entries() const { return entries_; }

private:
    friend class Language;
    void index();
    [[nodiscard]] Match longest_match(std::span<const Token> tokens, size_t at) const;
    [[nodiscard]] const LexiconEntry* entry_of(WordId word) const;
    std::vector<LexiconEntry> entries_;
    std::vector<uint64_t> begins_;  // a bit a word, small enough for the near caches: rejects most tokens
    // For each WordId, where its entries (longest first) begin in order_.
    std::vector<uint32_t> first_;
    std::vector<uint32_t> order_;
};

// Stem of the file with how common words are; thousands of words that no rule matches, so Language::load passes it
// over.
inline constexpr std::string_view kFrequencies = "frequencies";

class Language {
public:
    // Reads every *.tsv of the folder that is a lexicon. The error names file and line.
    static Result<Language> load(const std::string& folder, const std::string& tag);

    [[nodiscard]] const std::string& tag() const { return tag_; }
    [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
    [[nodiscard]] const std::vector<bool>& abbreviations() const { return abbreviations_; }
    // An empty lexicon when the language has no file of that name: a rule without words finds nothing.
    [[nodiscard]] const Lexicon& lexicon(std::string_view name) const;
    // A value of settings.tsv (decimal mark, group mark, ...); empty when absent.
    [[nodiscard]] std::string_view setting(std::string_view key) const;
    // The folder it was read from: models (weights) lie there too.
    [[nodiscard]] const std::string& folder() const { return folder_; }

private:
    std::string tag_;
    std::string folder_;
    Vocabulary vocabulary_;
    std::vector<bool> abbreviations_;
    std::map<std::string, Lexicon, std::less<>> lexicons_;
};

// All languages found under data/languages, and which one a text is in.
class Languages {
public:
    static Result<Languages> load(const std::string& folder);
    // The rules to read a page with: the language itself when we have it (settings.tsv says so), else the default one.
    [[nodiscard]] const Language& rules_for(std::string_view tag) const;
    // Exactly this language, interface texts and all; nothing when it has no folder.
    [[nodiscard]] const Language* find(std::string_view tag) const;
    [[nodiscard]] std::vector<std::string> tags() const;
    // The language of an article or a page, among these and all that CLD2 knows; "und" when it cannot be told.
    [[nodiscard]] std::string identify(std::string_view text) const { return identifier_.identify(text); }
    [[nodiscard]] const LanguageIdentifier& identifier() const { return identifier_; }

private:
    std::map<std::string, Language, std::less<>> languages_;
    LanguageIdentifier identifier_;
};

}  // namespace silang
