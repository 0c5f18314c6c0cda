// "biuld" -> "build": the edit distance that counts a swap of neighbours as one slip (optimal string alignment).
#include <algorithm>

#include "silang/cli/cli.h"

namespace silang {
namespace {

size_t slips_between(std::string_view a, std::string_view b) {
    std::vector<size_t> before_last(b.size() + 1);
    std::vector<size_t> last(b.size() + 1);
    std::vector<size_t> row(b.size() + 1);
    for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

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
