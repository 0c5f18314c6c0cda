#include <algorithm>
#include <functional>
#include <set>

#include "silang/mention/names.h"

namespace silang {

namespace {

constexpr uint32_t kFewestWordsToShout = 4;  // of 4 letters or more: shorter lines say nothing by their capitals

// Title Case leaves only small words in small letters, capitals leave none; prose that is full of names has a verb at
// least.
bool is_shouted(const NamePage& page, uint32_t first, uint32_t last) {
    uint32_t capitalized = 0;
    for (uint32_t at = first; at < last; ++at) {
        const Token& token = page.token(at);
        if (token.kind != TokenKind::word || token.span.size() < 4) continue;
        if (is_capitalized(token)) ++capitalized;
        if (token.letter_case == LetterCase::lower && page.functions.word(token.word) == nullptr) return false;
    }
    return capitalized >= kFewestWordsToShout;
}

}  // namespace

NamePage::NamePage(const Article& page_article, const Language& page_language)
    : article(page_article),
      language(page_language),
      text(page_article.tokens),
      gazetteer(page_language.lexicon("gazetteer")),
      titles(page_language.lexicon("titles")),
      cues(page_language.lexicon("name-cues")),
      parts(page_language.lexicon("name-parts")),
      links(page_language.lexicon("name-links")),
      not_names(page_language.lexicon("not-names")),
      months(page_language.lexicon("months")),
      weekdays(page_language.lexicon("weekdays")),
      demonyms(page_language.lexicon("demonyms")),
      sources(page_language.lexicon("news-sources")),
      pointers(page_language.lexicon("pointers")),
      functions(page_language.lexicon("function-words")),
      articles(page_language.lexicon("articles")),
      contexts(page_language.lexicon("name-contexts")) {
    for (const Sentence& sentence : text.sentences) {
        Role role = article.role_of_line(sentence.line);
        if (role != Role::title && role != Role::heading && role != Role::body) continue;
        bool shouted = role == Role::title || is_shouted(*this, sentence.first, sentence.last);
        sentences.push_back({sentence.first, sentence.last, shouted});
    }
    find_local_places();
    find_outlet();
}

// "Kabupaten Tanah Ulin" names a place whatever the gazetteer knows. So does a word after a regional office when the
// page has it once with a person behind and once without: "Bupati Tanah Ulin Burhan Sattar", "kantor Bupati Tanah
// Ulin".
void NamePage::find_local_places() {
    std::set<std::vector<std::string_view>> after_area;
    std::set<std::vector<std::string_view>> after_office;
    for (const NameSentence& sentence : sentences) {
        if (sentence.shouted && article.role_of_line(token(sentence.first).line) != Role::title) continue;
        for (uint32_t at = sentence.first; at < sentence.last; ++at) {
            Lexicon::Match cue = cues.match(text.tokens, at);
            Lexicon::Match title = titles.match(text.tokens, at);
            bool area = cue && cue.entry->field(2) == "area";
            bool office = title && title.entry->field(2) == "area";
            if (!area && !office) continue;
            uint32_t first = at + (area ? cue.length : title.length);
            uint32_t last = first;
            while (last < sentence.last && last - first < kLongestName && token(last).kind == TokenKind::word &&
                   is_capitalized(token(last)) &&
                   (last > first ? titles.word(token(last).word) == nullptr : !everyday(last))) {
                ++last;
            }
            if (last == first) continue;
            if (Lexicon::Match known = gazetteer.match(text.tokens, first); known && known.entry->field(1) == "place") {
                continue;
            }
            std::vector<std::string_view> words;
            for (uint32_t k = first; k < last; ++k) words.push_back(folded(k));
            if (area && last - first <= kLongestPlaceName && !sentence.shouted &&
                parts.word(token(first).word) == nullptr) {
                after_area.insert(words);
            }
            // "kantor Bupati Tanah Ulin, Kalimantan Selatan": a place stands before its province.
            if (office && last + 1 < sentence.last && folded(last) == "," && words.size() <= kLongestPlaceName) {
                Lexicon::Match province = gazetteer.match(text.tokens, last + 1);
                if (province && province.entry->field(1) == "place") after_area.insert(words);
            }
            if (office) after_office.insert(std::move(words));
        }
    }
    for (auto shorter = after_office.begin(); shorter != after_office.end(); ++shorter) {
        auto longer = std::next(shorter);  // sorted: what a sequence begins stands right behind it
        if (longer == after_office.end() || longer->size() < shorter->size() + 1 || shorter->size() > kLongestPlaceName)
            continue;
        if (std::equal(shorter->begin(), shorter->end(), longer->begin())) after_area.insert(*shorter);
    }
    for (const std::vector<std::string_view>& words : after_area)
        local_names[words[0]].push_back({words, EntityType::place});
    for (const std::vector<std::string_view>& words : clubs())
        local_names[words[0]].push_back({words, EntityType::organization});
    for (auto& [word, names] : local_names) {
        std::stable_sort(names.begin(), names.end(),
                         [](const LocalName& a, const LocalName& b) { return a.words.size() > b.words.size(); });
    }
}

// "Gelora Sriwedari 3-2 Laskar Muria": what stands on both sides of a score plays it.
std::set<std::vector<std::string_view>> NamePage::clubs() const {
    std::set<std::vector<std::string_view>> found;
    for (const NameSentence& sentence : sentences) {
        for (uint32_t at = sentence.first + 1; at + 3 < sentence.last; ++at) {
            bool score = token(at).kind == TokenKind::number && token(at).span.size() <= 2 && folded(at + 1) == "-" &&
                         !token(at + 1).space_before && token(at + 2).kind == TokenKind::number &&
                         token(at + 2).span.size() <= 2;
            if (!score) continue;
            const auto name = [&](uint32_t word) {
                return token(word).kind == TokenKind::word && is_capitalized(token(word));
            };
            uint32_t first = at;
            while (first > sentence.first && at - first < kLongestClubName && name(first - 1) && !everyday(first - 1))
                --first;
            uint32_t last = at + 3;
            while (last < sentence.last && last - at - 3 < kLongestClubName && name(last) && !everyday(last)) ++last;
            if (first == at || last == at + 3) continue;
            for (auto [begin, end] : {std::pair(first, at), std::pair(at + 3, last)}) {
                std::vector<std::string_view> words;
                for (uint32_t word = begin; word < end; ++word) words.push_back(folded(word));
                found.insert(std::move(words));
            }
        }
    }
    return found;
}

// "kata dia kepada Mahakam Raya": the paper speaks of itself.
void NamePage::find_outlet() {
    if (!article.outlet) return;
    fold_append(clean_spaces(article.outlet->name), outlet_);
    LocalName name{{}, EntityType::organization};
    for (size_t begin = 0; begin < outlet_.size();) {
        size_t end = std::min(outlet_.find(' ', begin), outlet_.size());
        name.words.push_back(std::string_view(outlet_).substr(begin, end - begin));
        begin = end + 1;
    }
    if (!name.words.empty() && !name.words[0].empty()) {
        std::vector<LocalName>& names = local_names[name.words[0]];
        names.insert(names.begin(), std::move(name));
    }
}

bool NamePage::is_source(const LexiconEntry* entry) const {
    const std::vector<LexiconEntry>& entries = sources.entries();
    return entry != nullptr && !entries.empty() && std::less_equal<>()(entries.data(), entry) &&
           std::less<>()(entry, entries.data() + entries.size());
}

bool NamePage::everyday(uint32_t at) const {
    const Token& word = token(at);
    if (weekdays.word(word.word) != nullptr || not_names.word(word.word) != nullptr) return true;
    if (const LexiconEntry* month = months.word(word.word); month != nullptr && month->field(2) != "name") return true;
    return titles.word(word.word) != nullptr && parts.word(word.word) == nullptr;
}

bool is_capitalized(const Token& token) {
    return token.letter_case == LetterCase::capitalized || token.letter_case == LetterCase::upper ||
           token.letter_case == LetterCase::mixed;
}

std::string entity_key(const NamePage& page, uint32_t first, uint32_t last) {
    std::string key;
    for (uint32_t at = first; at < last; ++at) {
        if (page.token(at).kind == TokenKind::punct) continue;
        if (!key.empty()) key += ' ';
        for (char letter : page.folded(at)) {
            if (letter != '\'') key += letter;
        }
    }
    return key;
}

std::string entity_key(std::string_view name) {
    std::string key;
    for (char letter : fold(name)) {
        if (letter == '\'') continue;
        bool gap = letter == ' ' || letter == '-' || letter == ',' || letter == '.' || letter == '/' || letter == '(' ||
                   letter == ')';
        if (!gap) {
            key += letter;
        } else if (!key.empty() && key.back() != ' ') {
            key += ' ';
        }
    }
    while (!key.empty() && key.back() == ' ') key.pop_back();
    return key;
}

std::optional<EntityType> entity_type_from_name(std::string_view name) {
    for (EntityType type :
         {EntityType::person, EntityType::organization, EntityType::place, EntityType::event, EntityType::other}) {
        if (entity_type_name(type) == name) return type;
    }
    return std::nullopt;
}

std::string canonical_of(const NamePage& page, const LexiconEntry& entry) {
    // In news-sources the second field is the name; in the gazetteer it is the type and the third the name.
    std::string_view name = entry.field(page.is_source(&entry) ? 1 : 2);
    return std::string(name.empty() ? entry.phrase() : name);
}

bool is_currency(const NamePage& page, uint32_t last) {
    return last < page.text.tokens.size() && page.folded(last) == "$" && !page.token(last).space_before;
}

bool is_ambiguous(const LexiconEntry& entry) {
    return !entry.field(5).empty();
}

}  // namespace silang
