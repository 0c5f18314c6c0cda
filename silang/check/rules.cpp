#include "silang/check/rules.h"

#include <algorithm>

namespace silang {
namespace {

constexpr size_t kShortestStem = 3;

}  // namespace

Stemmer::Stemmer(const Language& language) {
    for (const LexiconEntry& entry : language.lexicon("affixes").entries()) {
        (entry.field(1) == "prefix" ? prefixes_ : suffixes_).push_back(&entry);
    }
    const auto longer = [](const LexiconEntry* a, const LexiconEntry* b) {
        return a->phrase().size() != b->phrase().size() ? a->phrase().size() > b->phrase().size()
                                                        : a->phrase() < b->phrase();
    };
    std::sort(prefixes_.begin(), prefixes_.end(), longer);
    std::sort(suffixes_.begin(), suffixes_.end(), longer);
}

void Stemmer::append_stem(std::string_view word, std::string& out) const {
    for (const LexiconEntry* suffix : suffixes_) {
        if (word.size() >= suffix->phrase().size() + kShortestStem + 1 && word.ends_with(suffix->phrase())) {
            word.remove_suffix(suffix->phrase().size());
            break;
        }
    }
    for (const LexiconEntry* prefix : prefixes_) {
        if (word.size() >= prefix->phrase().size() + kShortestStem && word.starts_with(prefix->phrase())) {
            out += prefix->field(2);
            word.remove_prefix(prefix->phrase().size());
            break;
        }
    }
    out += word;
}

Governments::Governments(const Language& language) {
    for (const LexiconEntry& entry : language.lexicon("gazetteer").entries()) {
        if (entry.field(3) != "capital-of" && entry.field(3) != "seat-of") continue;
        names_.emplace(slug(entry.field(2).empty() ? entry.phrase() : entry.field(2)), entry.field(4));
    }
}

std::string_view Governments::of(std::string_view entity_id) const {
    const auto found = names_.find(entity_id);
    return found == names_.end() ? std::string_view() : std::string_view(found->second);
}

Concepts::Concepts(const Language& language, const Stemmer& stemmer) : synonyms_(language.lexicon("synonyms")) {
    for (const LexiconEntry& entry : synonyms_.entries()) {
        if (entry.words.size() != 1) continue;
        std::string stem;
        stemmer.append_stem(entry.phrase(), stem);
        // The first entry has it: which one does not matter as long as it is always the same.
        by_stem_.emplace(std::move(stem), entry.field(1));
    }
}

std::string_view Concepts::of_stem(std::string_view stem) const {
    const auto found = by_stem_.find(stem);
    return found == by_stem_.end() ? std::string_view() : found->second;
}

CheckModel::CheckModel(const Languages& languages) {
    for (const std::string& tag : languages.tags()) {
        const Language& language = languages.rules_for(tag);
        if (language.tag() == tag) rules_.emplace(tag, std::make_shared<const CheckRules>(language));
    }
}

const CheckRules& CheckModel::rules_for(const Article& article) const {
    return *rules_.find(article.rules)->second;
}

const CheckRules& CheckModel::rules_for(const Story& story, std::span<const Document> documents) const {
    std::map<std::string_view, size_t> pages;
    for (const uint32_t document : story.documents) ++pages[documents[document].article.rules];
    const auto most =
        std::max_element(pages.begin(), pages.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return *rules_.find(most->first)->second;
}

}  // namespace silang
