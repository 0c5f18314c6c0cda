// How common a word is: what the language's data says of it, and what the pages so far have added. Internal to the
// story stage.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "silang/language/language.h"
#include "silang/story/flat_map.h"

namespace silang {

// The words of a language that stand on many pages whatever these are about (frequencies.tsv, which was counted;
// without it common-words.tsv, which is short), and which tokens count as words at all. The language must outlive it.
class CommonWords {
public:
    // The error names file and line.
    static Result<CommonWords> load(const Language& language);
    [[nodiscard]] bool is_content(const Token& token) const;
    // Pages of kPriorPages that hold the word; `otherwise` for a word that is not listed.
    [[nodiscard]] double pages_with(uint32_t word, double otherwise) const;

private:
    explicit CommonWords(const Lexicon& function_words) : function_words_(function_words) {}

    const Lexicon& function_words_;
    FlatMap<double> pages_;
};

// By language tag, one for each language that has rules.
using CommonWordsByLanguage = std::map<std::string, CommonWords, std::less<>>;

// The 32 bits of a word's hash that terms are compared by; those of a word inside a name are others.
uint32_t word_key(std::string_view folded);
uint32_t name_key(uint32_t word);

// Any run is read as if it came on top of this many pages of ordinary news, in which a word has the frequency the
// language data gives it. A run of five pages is then as able to tell rare from common as a run of five thousand.
inline constexpr double kPriorPages = 1000;

// Pages with a word among those seen, older ones counting less. What is read is a snapshot: pages added since the last
// refresh do not show, so a page is weighed the same whether it comes alone or in a batch.
class Frequencies {
public:
    // `keys`: each once.
    void add(const std::vector<uint32_t>& keys);
    // To be called before each page, in time order: a new day, or enough new pages, makes a new snapshot.
    void advance(int day);

    [[nodiscard]] double pages() const { return pages_; }
    [[nodiscard]] double pages_with(uint32_t key) const {
        const float* const found = counts_.find(key);
        return found == nullptr ? 0 : *found;
    }
    [[nodiscard]] size_t size() const { return counts_.size(); }

private:
    void refresh();
    FlatMap<float> counts_;
    double pages_ = 0;
    FlatMap<uint32_t> new_counts_;  // since the snapshot
    size_t new_pages_ = 0;
    int day_ = 0;
};

}  // namespace silang
