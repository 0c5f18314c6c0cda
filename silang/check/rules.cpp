#include "silang/check/rules.h"

#include <algorithm>

namespace silang {
namespace {

constexpr size_t kShortestStem = 3;

}  // namespace

Stemmer::Stemmer(const Language& language) {
    for (const LexiconEntry& entry : language.lexicon("affixes").entries()) {
        if (entry.field(1) == "initial")
            initials_ += entry.phrase();
        else
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
    append_bare(word, out);
}

void Stemmer::append_bare(std::string_view word, std::string& out) const {
    const size_t begin = out.size();
    for (const LexiconEntry* prefix : prefixes_) {
        if (word.size() >= prefix->phrase().size() + kShortestStem && word.starts_with(prefix->phrase())) {
            out += prefix->field(2);
            word.remove_prefix(prefix->phrase().size());
            break;
        }
    }
    out += word;
    constexpr std::string_view kVowels = "aeiou";
    if (out.size() > begin + kShortestStem && initials_.find(out[begin]) != std::string::npos &&
        kVowels.find(out[begin + 1]) != std::string_view::npos)
        out.erase(begin, 1);
}

std::string_view Stemmer::without_clitic(std::string_view word) const {
    for (const LexiconEntry* suffix : suffixes_) {
        if (suffix->field(3) == "clitic" && word.size() >= suffix->phrase().size() + kShortestStem + 1 &&
            word.ends_with(suffix->phrase()))
            return word.substr(0, word.size() - suffix->phrase().size());
    }
    return word;
}

std::string Stemmer::voiceless(std::string_view word) const {
    std::string bare;
    const auto voice = std::find_if(prefixes_.begin(), prefixes_.end(), [word](const LexiconEntry* prefix) {
        return word.size() >= prefix->phrase().size() + kShortestStem && word.starts_with(prefix->phrase());
    });
    if (voice != prefixes_.end() && (*voice)->field(3) == "voice") append_bare(word, bare);
    return bare;
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

WordClasses::WordClasses(const Lexicon& lexicon, const Stemmer& stemmer) : lexicon_(lexicon), stemmer_(stemmer) {
    for (const LexiconEntry& entry : lexicon.entries()) {
        if (entry.words.size() != 1) continue;
        const std::string word = fold(entry.phrase());
        by_word_.emplace(word, entry.field(1));
        // The first of the lexicon has it: which one does not matter as long as it is always the same.
        if (std::string bare = stemmer.voiceless(word); !bare.empty())
            by_voiceless_.emplace(std::move(bare), entry.field(1));
    }
}

WordClasses::Match WordClasses::match(const TokenizedText& text, size_t token) const {
    if (const auto known = lexicon_.match(text.tokens, token)) return {known.entry->field(1), known.length};
    const std::string_view name = of_word(text.folded_of(text.tokens[token]));
    return {name, name.empty() ? 0u : 1u};
}

std::string_view WordClasses::of_word(std::string_view word) const {
    if (const auto found = by_word_.find(word); found != by_word_.end()) return found->second;
    const std::string_view bare = stemmer_.without_clitic(word);
    if (bare.size() != word.size()) {
        if (const auto found = by_word_.find(bare); found != by_word_.end()) return found->second;
    }
    if (const std::string verb = stemmer_.voiceless(bare); !verb.empty()) {
        if (const auto found = by_voiceless_.find(verb); found != by_voiceless_.end()) return found->second;
    }
    return {};
}

CheckModel::CheckModel(const Languages& languages, StatementWeights weights, DisputeWeights dispute_weights,
                       SlotWeights slot_weights)
    : weights_(weights), dispute_weights_(dispute_weights), slot_weights_(slot_weights) {
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
