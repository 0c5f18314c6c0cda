#include "silang/language/language.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <limits>
#include <tuple>

namespace silang {
namespace {

constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();
constexpr std::string_view kAbbreviations = "abbreviations";
constexpr std::string_view kClitics = "clitics";
constexpr std::string_view kSettings = "settings";
constexpr std::string_view kDefaultTag = "id";

std::vector<std::string> split_fields(std::string_view line) {
    std::vector<std::string> fields;
    size_t begin = 0;
    for (;;) {
        const size_t tab = line.find('\t', begin);
        fields.emplace_back(line.substr(begin, tab - begin));
        if (tab == std::string_view::npos) return fields;
        begin = tab + 1;
    }
}

// ASCII letters and single spaces: most phrases. Nothing is to be known of such words but where they end.
bool is_plain(std::string_view phrase) {
    bool letter = false;
    for (const char c : phrase) {
        const bool now = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!now && (c != ' ' || !letter)) return false;
        letter = now;
    }
    return letter;
}

// The phrase's tokens as the page's own tokenizer cuts them, each known to the vocabulary from now on.
std::vector<WordId> words_of(std::string_view phrase, Vocabulary& vocabulary) {
    std::vector<WordId> words;
    if (is_plain(phrase)) {
        std::string word;
        for (size_t begin = 0; begin < phrase.size(); begin += word.size() + 1) {
            word.assign(phrase.substr(begin, phrase.find(' ', begin) - begin));
            for (char& c : word) c = static_cast<char>(c | 0x20);  // lower case
            words.push_back(vocabulary.add(word));
        }
        return words;
    }
    const Span whole{0, static_cast<uint32_t>(phrase.size())};
    const TokenizedText text = tokenize(phrase, std::span(&whole, 1), vocabulary, {});
    words.reserve(text.tokens.size());
    for (const Token& token : text.tokens) words.push_back(vocabulary.add(text.folded_of(token)));
    return words;
}

Result<std::vector<LexiconEntry>> read_lexicon(const std::string& path, Vocabulary& vocabulary) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{fmt::format("{}: cannot be read", path)};
    std::vector<LexiconEntry> entries;
    std::string line;
    size_t number = 0;
    while (std::getline(file, line)) {
        ++number;
        if (line.empty() || line.starts_with("# ") || line == "#") continue;
        if (!valid_utf8(line)) return Error{fmt::format("{}:{}: not UTF-8", path, number)};
        LexiconEntry entry;
        entry.fields = split_fields(line);
        entry.words = words_of(entry.fields[0], vocabulary);
        if (entry.words.empty())
            return Error{fmt::format("{}:{}: the line has no phrase before the first tab", path, number)};
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::string lexicon_name(const std::string& path) {
    const std::string name = std::filesystem::path(path).filename().string();
    return name.substr(0, name.find('.'));
}

}  // namespace

void Lexicon::index() {
    WordId highest = 0;
    for (const LexiconEntry& entry : entries_) highest = std::max(highest, entry.words[0]);
    order_.resize(entries_.size());
    for (uint32_t i = 0; i < order_.size(); ++i) order_[i] = i;
    std::stable_sort(order_.begin(), order_.end(), [&](uint32_t a, uint32_t b) {
        const auto& left = entries_[a].words;
        const auto& right = entries_[b].words;
        return left[0] != right[0] ? left[0] < right[0] : left.size() > right.size();
    });
    first_.assign(entries_.empty() ? 0 : highest + 1, kNone);
    begins_.assign(entries_.empty() ? 0 : highest / 64 + 1, 0);
    for (const LexiconEntry& entry : entries_) begins_[entry.words[0] / 64] |= uint64_t{1} << (entry.words[0] % 64);
    for (uint32_t i = 0; i < order_.size(); ++i) {
        uint32_t& first = first_[entries_[order_[i]].words[0]];
        if (first == kNone) first = i;
    }
}

Lexicon::Match Lexicon::longest_match(std::span<const Token> tokens, size_t at) const {
    const WordId word = tokens[at].word;
    for (uint32_t i = first_[word]; i < order_.size(); ++i) {
        const LexiconEntry& entry = entries_[order_[i]];
        if (entry.words[0] != word) break;
        if (entry.words.size() > tokens.size() - at) continue;
        bool same = true;
        for (size_t k = 1; k < entry.words.size() && same; ++k) {
            same = tokens[at + k].word == entry.words[k] && tokens[at + k].line == tokens[at].line;
        }
        if (same) return {&entry, static_cast<uint32_t>(entry.words.size())};
    }
    return {};
}

const LexiconEntry* Lexicon::entry_of(WordId word) const {
    for (uint32_t i = first_[word]; i < order_.size(); ++i) {
        const LexiconEntry& entry = entries_[order_[i]];
        if (entry.words[0] != word) break;
        if (entry.words.size() == 1) return &entry;
    }
    return nullptr;
}

Result<Language> Language::load(const std::string& folder, const std::string& tag) {
    Language language;
    language.tag_ = tag;
    language.folder_ = folder;
    std::vector<std::string> paths;
    std::error_code error;
    for (const auto& file : std::filesystem::directory_iterator(folder, error)) {
        const auto name = file.path().stem();
        if (file.path().extension() == ".tsv" && name != kLanguageWords && name != kFrequencies)
            paths.push_back(file.path().string());
    }
    if (error) return Error{fmt::format("{}: {}", folder, error.message())};
    // What is cut off a word must be known before the first word is cut. What is made by a tool stands in a file of its
    // own ("gazetteer.cldr.tsv") behind the one that is written by hand.
    const auto order = [](const std::string& path) {
        const std::string name = lexicon_name(path);
        return std::tuple(name != kClitics, name, path.size());
    };
    std::sort(paths.begin(), paths.end(),
              [&](const std::string& a, const std::string& b) { return order(a) < order(b); });
    for (const std::string& path : paths) {
        auto read = read_lexicon(path, language.vocabulary_);
        if (!read) return Error{read.error()};
        std::vector<LexiconEntry> added = read.take();
        const std::string name = lexicon_name(path);
        if (name == kClitics) {
            for (const LexiconEntry& entry : added) language.vocabulary_.add_clitic(fold(entry.phrase()));
        }
        std::vector<LexiconEntry>& entries = language.lexicons_[name].entries_;
        entries.insert(entries.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
    }
    for (auto& [name, lexicon] : language.lexicons_) lexicon.index();
    language.abbreviations_.assign(language.vocabulary_.size(), false);
    for (const LexiconEntry& entry : language.lexicon(kAbbreviations).entries()) {
        // "S.H." is cut at its stops: each part is an abbreviation.
        for (const WordId word : entry.words) language.abbreviations_[word] = true;
    }
    return language;
}

const Lexicon& Language::lexicon(std::string_view name) const {
    static const Lexicon kEmpty;
    const auto found = lexicons_.find(name);
    return found == lexicons_.end() ? kEmpty : found->second;
}

std::string_view Language::setting(std::string_view key) const {
    for (const LexiconEntry& entry : lexicon(kSettings).entries()) {
        if (entry.phrase() == key) return entry.field(1);
    }
    return {};
}

Result<Languages> Languages::load(const std::string& folder) {
    Languages languages;
    std::error_code error;
    // Side by side: a start should not take longer for every language there is.
    std::map<std::string, std::future<Result<Language>>> loading;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (!entry.is_directory()) continue;
        const std::string tag = entry.path().filename().string();
        loading.emplace(tag, std::async(std::launch::async, Language::load, entry.path().string(), tag));
    }
    for (auto& [tag, loaded] : loading) {
        auto language = loaded.get();
        if (!language) return Error{language.error()};
        languages.languages_.emplace(tag, language.take());
    }
    if (error) return Error{fmt::format("{}: {}", folder, error.message())};
    if (!languages.languages_.contains(kDefaultTag)) {
        return Error{fmt::format("{}: has no folder \"{}\", the language pages are read with when theirs is unknown",
                                 folder, kDefaultTag)};
    }
    auto identifier = LanguageIdentifier::load(folder, languages.tags());
    if (!identifier) return Error{identifier.error()};
    languages.identifier_ = identifier.take();
    return languages;
}

const Language& Languages::rules_for(std::string_view tag) const {
    // A folder with interface texts alone speaks to people; it reads no pages.
    const auto found = languages_.find(tag);
    const bool reads = found != languages_.end() && !found->second.lexicon(kSettings).entries().empty();
    return reads ? found->second : languages_.find(kDefaultTag)->second;
}

const Language* Languages::find(std::string_view tag) const {
    const auto found = languages_.find(tag);
    return found == languages_.end() ? nullptr : &found->second;
}

std::vector<std::string> Languages::tags() const {
    std::vector<std::string> tags;
    for (const auto& [tag, language] : languages_) tags.push_back(tag);
    return tags;
}

}  // namespace silang
