// "biuld" -> "build"
#include <algorithm>

#include "silang/base/slips.h"
#include "silang/cli/cli.h"

namespace silang {
namespace {

// Longer words are typed with more slips, but half of a word being other letters is another word.
size_t most_slips(std::string_view word) {
    return std::clamp<size_t>(word.size() / 3, 1, 3);
}

constexpr size_t kLongestWord = 64;

}  // namespace

std::string_view nearest_spelling(std::string_view word, const std::vector<std::string>& candidates) {
    if (word.size() > kLongestWord) return {};
    std::string_view nearest;
    size_t fewest = most_slips(word) + 1;
    for (const std::string& candidate : candidates) {
        const bool beginning = word.size() >= 2 && candidate.starts_with(word);
        const size_t slips = beginning ? 1 : slips_between(word, candidate);
        if (slips < fewest) {
            fewest = slips;
            nearest = candidate;
        }
    }
    return nearest;
}

}  // namespace silang
