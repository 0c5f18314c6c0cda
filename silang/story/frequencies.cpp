#include "silang/story/frequencies.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fstream>

#include "silang/lineage/body.h"

namespace silang {
namespace {

constexpr uint32_t kShortestWord = 3;  // bytes; shorter ones only in capitals ("AS")

// What a page adds is worth half after a month: news vocabulary moves on.
constexpr double kHalfLifeDays = 30;
// A longer silence needs no more steps: little is left.
constexpr int kMostDecayDays = 365;
// Words below this share of a snapshot's pages, and below one page, are forgotten: they are as rare as unknown ones.
constexpr double kForgottenShare = 4e-6;
constexpr double kForgottenPages = 0.5;
// A snapshot within one day is renewed when so many pages are new, or this share of those it knows.
constexpr size_t kFewestNewPages = 16;
constexpr double kNewShare = 0.1;

}  // namespace

uint32_t word_key(std::string_view folded) {
    return static_cast<uint32_t>(hash_text(folded) >> 32);
}

uint32_t name_key(uint32_t word) {
    return static_cast<uint32_t>(hash_pair(word, 1) >> 32);
}

Result<CommonWords> CommonWords::load(const Language& language) {
    CommonWords common(language.lexicon("function-words"));
    const std::string path = fmt::format("{}/{}.tsv", language.folder(), kFrequencies);
    std::ifstream file(path);
    std::string line;
    for (size_t number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line.front() == '#') continue;
        const size_t tab = std::min(line.find('\t'), line.size());
        uint32_t pages = 0;
        const char* const end = line.data() + line.size();
        const auto [stop, error] = std::from_chars(line.data() + std::min(tab + 1, line.size()), end, pages);
        if (tab == 0 || error != std::errc() || stop != end || pages == 0 || pages > kPriorPages)
            return Error{fmt::format("{}:{}: expected a word, a tab and pages of a thousand", path, number)};
        common.pages_[word_key(std::string_view(line).substr(0, tab))] = pages;
    }
    if (file.is_open()) return common;
    for (const LexiconEntry& entry : language.lexicon("common-words").entries())
        common.pages_[word_key(fold(entry.phrase()))] = std::strtod(std::string(entry.field(1)).c_str(), nullptr);
    return common;
}

bool CommonWords::is_content(const Token& token) const {
    if (token.kind != TokenKind::word || function_words_.word(token.word) != nullptr) return false;
    return token.folded_size >= kShortestWord || (token.letter_case == LetterCase::upper && token.folded_size == 2);
}

double CommonWords::pages_with(uint32_t word, double otherwise) const {
    const double* const found = pages_.find(word);
    return found == nullptr ? otherwise : *found;
}

void Frequencies::add(const std::vector<uint32_t>& keys) {
    for (const uint32_t key : keys) ++new_counts_[key];
    ++new_pages_;
}

void Frequencies::advance(int day) {
    const bool new_day = day > day_;
    const auto enough = std::max(static_cast<double>(kFewestNewPages), kNewShare * pages_);
    if (new_day || static_cast<double>(new_pages_) >= enough) refresh();
    if (!new_day) return;
    if (day_ != 0 && !counts_.empty()) {
        const auto kept = static_cast<float>(std::exp2(-std::min(day - day_, kMostDecayDays) / kHalfLifeDays));
        pages_ *= kept;
        const double least = std::max(kForgottenPages, kForgottenShare * pages_);
        counts_.keep_if([&](uint32_t /*key*/, float& count) {
            count *= kept;
            return count >= least;
        });
    }
    day_ = day;
}

void Frequencies::refresh() {
    new_counts_.for_each([&](uint32_t key, uint32_t count) { counts_[key] += static_cast<float>(count); });
    pages_ += static_cast<double>(new_pages_);
    new_counts_.clear();
    new_pages_ = 0;
}

}  // namespace silang
