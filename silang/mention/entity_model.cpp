#include "silang/mention/entity_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>

#include "silang/mention/entity_features.h"

namespace silang {

namespace {

constexpr size_t kLongestPiece = 1000;  // tokens labelled at once: a page may be one endless line, memory stays bounded
constexpr std::string_view kTransitionName = "transition ";  // "transition B-PER": weights of the tag behind a B-PER

// Seven integers with single spaces between them. By hand: half a million of them are read at every start, and
// std::from_chars takes twice the time.
bool parse_weights(std::string_view text, TagWeights& weights) {
    size_t at = 0;
    for (size_t tag = 0; tag < kNameTagCount; ++tag) {
        if (tag != 0 && (at == text.size() || text[at++] != ' ')) return false;
        const bool negative = at < text.size() && text[at] == '-';
        at += negative ? 1 : 0;
        const size_t first = at;
        int value = 0;
        for (; at < text.size() && at - first < 6 && text[at] >= '0' && text[at] <= '9'; ++at) {
            value = value * 10 + (text[at] - '0');
        }
        if (at == first || value > std::numeric_limits<int16_t>::max()) return false;
        weights[tag] = static_cast<int16_t>(negative ? -value : value);
    }
    return at == text.size();
}

// Names have capitals. A word without one, between words without one, is outside: more than half of a page need not be
// judged at all, and the scores on the development sets stay what they are.
bool far_from_names(std::span<const TokenFacts> facts, size_t at) {
    return !facts[at].capitalized && (at == 0 || !facts[at - 1].capitalized) &&
           (at + 1 == facts.size() || !facts[at + 1].capitalized);
}

}  // namespace

Result<EntityModel> EntityModel::load(const Language& language) {
    std::string path = language.folder() + "/entities.weights";
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) return EntityModel();
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{fmt::format("{}: cannot be read", path)};
    std::error_code problem;
    std::string text(std::filesystem::file_size(path, problem), '\0');
    if (problem || !file.read(text.data(), static_cast<std::streamsize>(text.size()))) {
        return Error{fmt::format("{}: cannot be read", path)};
    }
    return parse(text, path);
}

Result<EntityModel> EntityModel::parse(std::string_view text, const std::string& path) {
    EntityModel model;
    size_t lines = static_cast<size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    size_t size = 16;
    while (2 * size < 3 * lines) size *= 2;
    model.checks_.resize(size);
    model.rows_.resize(size);
    std::vector<std::pair<uint64_t, Row>> read;
    read.reserve(lines);
    size_t number = 0;
    while (!text.empty()) {
        ++number;
        size_t newline = text.find('\n');
        std::string_view line = text.substr(0, newline);
        text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
        if (line.empty() || line.starts_with("# ")) continue;
        size_t tab = line.find('\t');
        TagWeights weights{};
        if (tab == std::string_view::npos || !parse_weights(line.substr(tab + 1), weights)) {
            return Error{
                fmt::format("{}:{}: expected a feature, a tab and {} whole numbers", path, number, kNameTagCount)};
        }
        std::string_view feature = line.substr(0, tab);
        if (feature.starts_with(kTransitionName)) {
            auto tag = std::find(kNameTagNames.begin(), kNameTagNames.end(), feature.substr(kTransitionName.size()));
            if (tag == kNameTagNames.end()) {
                return Error{
                    fmt::format("{}:{}: no such tag: {}", path, number, feature.substr(kTransitionName.size()))};
            }
            model.transitions_[static_cast<size_t>(tag - kNameTagNames.begin())] = weights;
            continue;
        }
        uint64_t hash = hash_of_feature(feature);
        Row& row = read.emplace_back(hash, Row{}).second;
        std::copy(weights.begin(), weights.end(), row.begin());
    }
    // The table is larger than the near caches and filled all over: slots are fetched ahead of their turn.
    constexpr size_t kAhead = 16;
    for (size_t i = 0; i < read.size(); ++i) {
        if (i + kAhead < read.size()) {
            const size_t later = read[i + kAhead].first & (size - 1);
            __builtin_prefetch(&model.checks_[later], 1);
            __builtin_prefetch(&model.rows_[later], 1);
        }
        const auto& [hash, row] = read[i];
        size_t slot = hash & (size - 1);
        while (model.checks_[slot] != 0 && model.checks_[slot] != check_of(hash)) slot = (slot + 1) & (size - 1);
        if (model.checks_[slot] == 0) ++model.used_;
        model.checks_[slot] = check_of(hash);
        model.rows_[slot] = row;
    }
    return model;
}

// Adds up what the features of a token say for each tag.
struct EntityModel::Adder {
    const EntityModel& model;
    Sums sums{};

    template <class... Values>
    void add(const FeatureTemplate& kind, const Values&... values) {
        const uint64_t hash = kind.hash_with(values...);
        const size_t mask = model.checks_.size() - 1;
        const uint32_t check = check_of(hash);
        for (size_t slot = hash & mask; model.checks_[slot] != 0; slot = (slot + 1) & mask) {
            if (model.checks_[slot] != check) continue;
            const Row& row = model.rows_[slot];
            for (size_t tag = 0; tag < row.size(); ++tag) sums[tag] += row[tag];
            return;
        }
    }
};

void EntityModel::label(const TokenizedText& text, std::span<const Token> sentence, const Language& language,
                        std::vector<NameTag>& tags) const {
    tags.assign(sentence.size(), NameTag::outside);
    if (empty()) return;
    for (size_t begin = 0; begin < sentence.size(); begin += kLongestPiece) {
        size_t length = std::min(kLongestPiece, sentence.size() - begin);
        label_piece(text, sentence.subspan(begin, length), language, std::span(tags).subspan(begin, length));
    }
}

void EntityModel::label_piece(const TokenizedText& text, std::span<const Token> sentence, const Language& language,
                              std::span<NameTag> tags) const {
    std::vector<TokenFacts> facts;
    gather_facts(text, sentence, language, facts);

    constexpr int kImpossible = std::numeric_limits<int>::min() / 2;
    std::array<int, kNameTagCount> best{};
    std::vector<std::array<uint8_t, kNameTagCount>> came_from(sentence.size());
    for (size_t at = 0; at < sentence.size(); ++at) {
        Adder emission{*this};
        const bool outside = far_from_names(facts, at);
        if (!outside) features_at(facts, at, emission);
        std::array<int, kNameTagCount> score{};
        for (size_t tag = 0; tag < kNameTagCount; ++tag) {
            score[tag] = kImpossible;
            if (outside && tag != 0) continue;
            // A sentence starts as if behind an outside token.
            size_t last = at == 0 ? 1 : kNameTagCount;
            for (size_t before = 0; before < last; ++before) {
                if (!may_follow(static_cast<NameTag>(before), static_cast<NameTag>(tag))) continue;
                int candidate = best[before] + transitions_[before][tag] + emission.sums[tag];
                if (candidate > score[tag]) {
                    score[tag] = candidate;
                    came_from[at][tag] = static_cast<uint8_t>(before);
                }
            }
        }
        // Only differences matter: keeping the scores small lets a line of any length be summed in an int.
        int top = *std::max_element(score.begin(), score.end());
        for (size_t tag = 0; tag < kNameTagCount; ++tag) best[tag] = std::max(score[tag] - top, kImpossible);
    }
    size_t tag = static_cast<size_t>(std::max_element(best.begin(), best.end()) - best.begin());
    for (size_t at = sentence.size(); at-- > 0;) {
        tags[at] = static_cast<NameTag>(tag);
        tag = came_from[at][tag];
    }
}

}  // namespace silang
