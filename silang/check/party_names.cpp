#include "silang/check/party_names.h"

#include <algorithm>

namespace silang {
namespace {

// A word this common among the names of a story tells nothing.
constexpr size_t kMostNames = 24;
constexpr size_t kLeastInitials = 2;

bool is_letter_or_digit(char c) {
    return (static_cast<unsigned char>(c) >= 0x80) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '\'';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

void cut_words(std::string_view text, std::vector<std::string_view>& words) {
    size_t begin = 0;
    for (size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && is_letter_or_digit(text[i])) continue;
        if (i > begin) words.push_back(text.substr(begin, i - begin));
        begin = i + 1;
    }
}

void split_words(std::string_view text, auto& into) {
    for (size_t begin = 0; begin < text.size();) {
        const size_t end = std::min(text.find(' ', begin), text.size());
        if (end > begin) into.emplace(text.substr(begin, end - begin));
        begin = end + 1;
    }
}

// One word in capitals, or with a legal form before it ("PT KAI").
bool is_short_form(std::string_view name, std::string_view word) {
    const std::string_view last = name.substr(name.rfind(' ') + 1);
    return last.size() >= kLeastInitials && fold(last) == word &&
           std::none_of(last.begin(), last.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

PartyNames::PartyNames(const Language& language) {
    for (const LexiconEntry& entry : language.lexicon("party-sides").entries()) sides_.emplace(fold(entry.phrase()));
    for (const LexiconEntry& entry : language.lexicon("speaker-nouns").entries()) split_words(entry.field(1), kinds_);
    for (const LexiconEntry& entry : language.lexicon("party-groups").entries()) kinds_.emplace(fold(entry.phrase()));
    for (const LexiconEntry& entry : language.lexicon("function-words").entries())
        functions_.emplace(fold(entry.phrase()));
}

std::vector<std::string> PartyNames::telling_words(std::string_view name) const {
    std::vector<std::string_view> cut;
    cut_words(name, cut);
    const auto capital = [](std::string_view word) { return word != fold(word); };
    const bool named = std::any_of(cut.begin(), cut.end(), capital);
    std::vector<std::string> words;
    for (const std::string_view word : cut) {
        // "panitia pelaksana X": what it is tells it from X.
        const bool kind = words.empty() && kinds_.contains(word);
        if ((named && !capital(word) && !kind) || std::all_of(word.begin(), word.end(), is_digit)) continue;
        std::string folded = fold(word);
        if (!sides_.contains(folded)) words.push_back(std::move(folded));
    }
    return words;
}

void PartyNames::add(std::string_view id, std::string_view name, bool person) {
    const auto [at, added] = index_of_.try_emplace(std::string(id), static_cast<uint32_t>(ids_.size()));
    if (added) {
        parent_.push_back(at->second);
        ids_.emplace_back(id);
    }
    // "Serikat Pekerja Serat Mandala (SPSM)": two names.
    const size_t open = name.find(" (");
    const size_t close = open == std::string_view::npos ? open : name.find(')', open);
    if (close != std::string_view::npos) {
        add_words(at->second, name.substr(open + 2, close - open - 2), person);
        std::string whole(name.substr(0, open));
        whole += name.substr(close + 1);
        add_words(at->second, whole, person);
    } else {
        add_words(at->second, name, person);
    }
}

void PartyNames::add_words(uint32_t id, std::string_view name, bool person) {
    Name added{telling_words(name), id, person, false};
    if (added.words.empty()) return;
    added.short_form = added.words.size() == 1 && is_short_form(name, added.words[0]);
    // A bare noun ("Serikat") is everybody's.
    if (added.words.size() == 1 && !added.short_form && kinds_.contains(added.words[0])) return;
    const auto index = static_cast<uint32_t>(names_.size());
    for (const std::string& word : added.words) by_word_[word].push_back(index);
    if (added.words.size() > 1) by_initial_[added.words[0][0]].push_back(index);
    names_.push_back(std::move(added));
}

// "SPSM", and "P3M" for "PPPM".
bool PartyNames::is_initials(const Name& whole, std::string_view letters) const {
    std::string spelled;
    for (size_t i = 0; i < letters.size(); ++i) {
        const bool repeats = is_digit(letters[i]) && i > 0 && letters[i] != '0';
        if (repeats)
            spelled.append(static_cast<size_t>(letters[i] - '1'), letters[i - 1]);
        else
            spelled += letters[i];
    }
    if (spelled.size() < kLeastInitials) return false;
    size_t met = 0;
    for (const std::string& word : whole.words) {
        if (functions_.contains(word)) continue;
        if (met == spelled.size()) return true;  // "KPU Lembah Batu": the place behind it
        if (word[0] != spelled[met]) return false;
        ++met;
    }
    return met == spelled.size();
}

bool PartyNames::covers(const Name& whole, const Name& part) const {
    if (part.short_form && !whole.short_form && !whole.person && whole.words.size() > 1 &&
        is_initials(whole, part.words[0]))
        return true;
    if (part.words.size() > whole.words.size()) return false;
    size_t met = 0;
    size_t first = 0;
    for (size_t i = 0; i < whole.words.size() && met < part.words.size(); ++i) {
        if (whole.words[i] != part.words[met]) continue;
        if (met == 0) first = i;
        ++met;
    }
    if (met < part.words.size()) return false;
    if (whole.person && part.person) return true;
    if (whole.person != part.person && part.words.size() < 2) return false;
    // "Serikat Pekerja X" is not X, and a body's name begins as it begins.
    if (first > 0 && part.words.size() < 2) return false;
    for (size_t i = 0; i < first; ++i) {
        if (kinds_.contains(whole.words[i])) return false;
    }
    return true;
}

std::vector<uint32_t> PartyNames::covering(const Name& part) const {
    std::vector<uint32_t> found;
    const auto look = [&](const std::vector<uint32_t>& names) {
        if (names.size() > kMostNames) return;
        for (const uint32_t index : names) {
            if (covers(names_[index], part)) found.push_back(index);
        }
    };
    if (const auto at = by_word_.find(part.words[0]); at != by_word_.end()) look(at->second);
    if (part.short_form) {
        if (const auto at = by_initial_.find(part.words[0][0]); at != by_initial_.end()) look(at->second);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

uint32_t PartyNames::root(uint32_t id) const {
    while (parent_[id] != id) id = parent_[id];
    return id;
}

std::optional<uint32_t> PartyNames::only_one(const std::vector<uint32_t>& names) const {
    if (names.empty()) return std::nullopt;
    uint32_t longest = names[0];
    for (const uint32_t name : names) {
        if (names_[name].words.size() > names_[longest].words.size()) longest = name;
    }
    for (const uint32_t name : names) {
        if (root(names_[name].id) != root(names_[longest].id) && !covers(names_[longest], names_[name]))
            return std::nullopt;
    }
    return longest;
}

void PartyNames::settle() {
    std::vector<uint32_t> order(names_.size());
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return names_[a].words.size() > names_[b].words.size(); });
    for (const uint32_t index : order) {
        const auto whole = only_one(covering(names_[index]));
        if (whole) parent_[root(names_[index].id)] = root(names_[*whole].id);
    }
}

std::string_view PartyNames::party_of(std::string_view id) const {
    const auto at = index_of_.find(id);
    return at == index_of_.end() ? id : std::string_view(ids_[root(at->second)]);
}

std::optional<std::string_view> PartyNames::find(std::string_view words) const {
    if (const auto at = index_of_.find(words); at != index_of_.end()) return ids_[root(at->second)];
    std::string whole(words);
    if (const size_t open = whole.find(" ("); open != std::string::npos) {
        if (const size_t close = whole.find(')', open); close != std::string::npos) whole.erase(open, close + 1 - open);
    }
    if (auto body = find_among(whole, false)) return body;
    return find_among(whole, true);
}

std::optional<std::string_view> PartyNames::find_body(std::string_view words) const {
    return find_among(words, false);
}

std::optional<std::string_view> PartyNames::find_among(std::string_view words, bool persons) const {
    Name name{telling_words(words), 0, persons, false};
    if (name.words.empty()) return std::nullopt;
    if (name.words.size() == 1) {
        name.short_form = is_short_form(words, name.words[0]);
        if (kinds_.contains(name.words[0]) && !name.short_form) return std::nullopt;
    }
    std::vector<uint32_t> found = covering(name);
    std::erase_if(found, [&](uint32_t index) { return names_[index].person != persons; });
    const auto one = only_one(found);
    if (!one) return std::nullopt;
    return ids_[root(names_[*one].id)];
}

}  // namespace silang
