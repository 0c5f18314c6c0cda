#include "silang/language/identify.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>  // compact_lang_det.h uses FILE without including it
#include <filesystem>
#include <fstream>

namespace silang {
namespace {

// The first 64 KiB of prose tell as much as the rest.
constexpr size_t kEnough = 64 * 1024;
// Where fewer of a text's words are in the best list, the text may be in a language without one: CLD2 is asked. Prose
// of a listed language has 0.4 and more, of its relatives without a list (Javanese, Tagalog) up to 0.25.
constexpr double kSure = 0.35;
// What CLD2 says of another language stands unless this share is known.
constexpr double kKnown = 0.2;
constexpr size_t kLongestEnding = 6;
constexpr size_t kShortestStem = 3;

// A name says less about the language of a text than what is said of it ("Datuk Seri" is at home in Indonesian news of
// Malaysia): a word with a capital counts half.
constexpr int kPlain = 2;
constexpr int kCapital = 1;

bool is_capital(char byte) {
    return byte >= 'A' && byte <= 'Z';
}

// Bytes of the letter at `at`: 0 for what stands between words. All beyond ASCII are letters but Latin-1 signs
// and general punctuation (curly quotes, dashes, zero-width characters).
size_t letter_at(std::string_view text, size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) return (byte >= 'a' && byte <= 'z') || is_capital(text[at]) ? 1 : 0;
    if (byte == 0xC2) return 0;
    if (byte == 0xE2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) == 0x80) return 0;
    const size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 0;  // a lone trail byte is no letter
    return std::min(size, text.size() - at);
}

std::string ask_cld2(std::string_view text) {
    bool reliable = false;
    const CLD2::Language found = CLD2::DetectLanguage(text.data(), static_cast<int>(text.size()), true, &reliable);
    return found == CLD2::UNKNOWN_LANGUAGE || !reliable ? "und" : CLD2::LanguageCode(found);
}

}  // namespace

Result<LanguageIdentifier> LanguageIdentifier::load(const std::string& folder, const std::vector<std::string>& tags) {
    LanguageIdentifier identifier;
    for (const std::string& tag : tags) {
        const std::string path = fmt::format("{}/{}/{}.tsv", folder, tag, kLanguageWords);
        std::error_code ignored;
        if (!std::filesystem::exists(path, ignored)) continue;
        if (identifier.tags_.size() == kMostLanguages) {
            return Error{fmt::format("{}: no more than {} languages may have this file", path, kMostLanguages)};
        }
        const size_t language = identifier.tags_.size();
        identifier.tags_.push_back(tag);
        std::ifstream file(path, std::ios::binary);
        if (!file) return Error{fmt::format("{}: cannot be read", path)};
        std::string line;
        for (size_t number = 1; std::getline(file, line); ++number) {
            if (line.empty() || line.starts_with("# ") || line == "#") continue;
            const size_t tab = line.find('\t');
            int weight = 0;
            const char* end = line.data() + line.size();
            if (tab == std::string::npos || tab == 0 ||
                std::from_chars(line.data() + tab + 1, end, weight).ptr != end || weight < 1 || weight > 8) {
                return Error{fmt::format("{}:{}: expected a word, a tab and a weight of 1 to 8", path, number)};
            }
            const bool ending = line[0] == '-';
            auto& known = ending ? identifier.endings_ : identifier.words_;
            known[line.substr(ending ? 1 : 0, tab - (ending ? 1 : 0))][language] = static_cast<int8_t>(weight);
        }
    }
    return identifier;
}

std::vector<LanguageIdentifier::Sum> LanguageIdentifier::weigh(std::string_view text, uint32_t& words) const {
    std::array<int, kMostLanguages> weights{};
    std::array<uint32_t, kMostLanguages> hits{};
    words = 0;
    std::string word;
    for (size_t at = 0; at < text.size();) {
        size_t size = letter_at(text, at);
        if (size == 0) {
            ++at;
            continue;
        }
        const int worth = is_capital(text[at]) ? kCapital : kPlain;
        word.clear();
        for (; size > 0; size = at < text.size() ? letter_at(text, at) : 0) {
            for (; size > 0; --size, ++at)
                word += is_capital(text[at]) ? static_cast<char>(text[at] - 'A' + 'a') : text[at];
        }
        ++words;
        const Weights* found = nullptr;
        if (const auto whole = words_.find(word); whole != words_.end()) found = &whole->second;
        for (size_t length = kLongestEnding; !found && length > 1; --length) {
            if (word.size() < length + kShortestStem) continue;
            const auto ending = endings_.find(std::string_view(word).substr(word.size() - length));
            if (ending != endings_.end()) found = &ending->second;
        }
        if (!found) continue;
        for (size_t language = 0; language < tags_.size(); ++language) {
            weights[language] += worth * (*found)[language];
            hits[language] += (*found)[language] > 0;
        }
    }
    std::vector<Sum> sums;
    for (size_t language = 0; language < tags_.size(); ++language) {
        sums.push_back({tags_[language], weights[language], hits[language]});
    }
    return sums;
}

std::string LanguageIdentifier::identify(std::string_view text) const {
    size_t size = std::min(text.size(), kEnough);
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    text = text.substr(0, size);

    uint32_t words = 0;
    const std::vector<Sum> sums = weigh(text, words);
    const auto best =
        std::max_element(sums.begin(), sums.end(), [](const Sum& a, const Sum& b) { return a.weight < b.weight; });
    if (best == sums.end() || best->weight == 0) return ask_cld2(text);
    const double share = static_cast<double>(best->words) / words;
    if (share >= kSure) return best->tag;
    std::string other = ask_cld2(text);
    const bool listed = std::find(tags_.begin(), tags_.end(), other) != tags_.end();
    if (share >= kKnown && (other == "und" || listed)) return best->tag;
    return listed ? best->tag : other;
}

}  // namespace silang
