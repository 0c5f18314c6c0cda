// Which language a text is in.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "silang/base/types.h"
#include "silang/text/text.h"

namespace silang {

// Stem of the file with the words that tell a language; no lexicon, so Language::load passes it over.
inline constexpr std::string_view kLanguageWords = "language-words";

// Neighbours (Indonesian and Malay) share most of their letters and words, so character statistics confuse them: an
// article is weighed by the words of data/languages/<tag>/language-words.tsv, whole words and endings, and goes to the
// language with the largest sum. CLD2 has the say where those words are too few: languages that have no list.
class LanguageIdentifier {
public:
    // Reads <folder>/<tag>/language-words.tsv of each tag that has one. The error names file and line.
    static Result<LanguageIdentifier> load(const std::string& folder, const std::vector<std::string>& tags);

    // BCP 47 tag of the text's main language ("id", "ms", "en", "de", ...), "und" when it cannot be told. Meant for an
    // article or a page, not for a sentence; reads at most the first 64 KiB.
    [[nodiscard]] std::string identify(std::string_view text) const;

    struct Sum {
        std::string tag;
        int weight = 0;
        uint32_t words = 0;  // how many words of the text its list has
    };
    // The evidence, a language each, in the order of the tags; and the number of words of the text.
    [[nodiscard]] std::vector<Sum> weigh(std::string_view text, uint32_t& words) const;

private:
    static constexpr size_t kMostLanguages = 8;
    using Weights = std::array<int8_t, kMostLanguages>;

    std::vector<std::string> tags_;
    std::unordered_map<std::string, Weights, StringHash, std::equal_to<>> words_;
    std::unordered_map<std::string, Weights, StringHash, std::equal_to<>> endings_;
};

}  // namespace silang
