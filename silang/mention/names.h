// Names on one page before they are anybody: where they stand and of which type they are. entities.cpp makes entities
// of them.
//
//   name_page.cpp    what a page itself says of names: towns after their kind, clubs beside a score, the outlet
//   names.cpp        sentence by sentence: labeller, gazetteer, cues, titles
//   names_by_shape.cpp  what is left, where there is no labeller
//   names_again.cpp  page-wide: short forms in brackets, names missed elsewhere, names in headlines, what is no name
//   after all parties.cpp      what a name is called with ("Presiden Rusia"), and towns that stand for their government
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "silang/mention/entity_model.h"
#include "silang/mention/mention.h"

namespace silang {

inline constexpr uint32_t kLongestName = 9;       // words; longer runs of capitals are lists and slogans
inline constexpr uint32_t kLongestPlaceName = 3;  // of a regency; a longer run has a person's name behind it
inline constexpr uint32_t kLongestClubName = 4;

struct NameMention {
    uint32_t first;  // token indices [first, last) of the page
    uint32_t last;
    EntityType type;
    const LexiconEntry* known = nullptr;  // the entry of the gazetteer or of news-sources that is exactly these words
    bool titled = false;                  // behind a title or before an age: a person beyond doubt
    bool cued = false;                    // begins with a word that begins names ("PT", "Kabupaten")
};

// A title and what follows it of its own: "Menteri Ekonomi, Perdagangan, dan Industri".
struct TitleSpan {
    uint32_t first;
    uint32_t last;
    std::string_view kind;
};

// The sentences of title, headings and body; `shouted` ones are in Title Case or capitals, which says nothing about
// names.
struct NameSentence {
    uint32_t first;
    uint32_t last;
    bool shouted;
};

// One page with the lexicons its names are found by; all views and references are of the article and the language.
struct NamePage {
    const Article& article;
    const Language& language;
    const TokenizedText& text;
    const Lexicon& gazetteer;
    const Lexicon& titles;
    const Lexicon& cues;
    const Lexicon& parts;
    const Lexicon& links;
    const Lexicon& not_names;
    const Lexicon& months;
    const Lexicon& weekdays;
    const Lexicon& demonyms;
    const Lexicon& sources;   // news agencies and outlets: organizations
    const Lexicon& pointers;  // "itu", "tersebut"
    const Lexicon& functions;
    const Lexicon& articles;
    const Lexicon& contexts;  // what stands beside a name that nothing else tells the type of
    std::vector<NameSentence> sentences;
    std::vector<TitleSpan> titles_found;  // in page order
    // Names that the page itself settles, longest first, by their first word: the town of "Kabupaten Tanah Ulin", the
    // outlet.
    struct LocalName {
        std::vector<std::string_view> words;  // folded
        EntityType type;
    };
    std::unordered_map<std::string_view, std::vector<LocalName>> local_names;

    NamePage(const NamePage&) = delete;
    NamePage& operator=(const NamePage&) = delete;
    NamePage(const Article& page_article, const Language& page_language);
    [[nodiscard]] const Token& token(uint32_t at) const { return text.tokens[at]; }
    [[nodiscard]] std::string_view folded(uint32_t at) const { return text.folded_of(text.tokens[at]); }
    [[nodiscard]] Span span(uint32_t first, uint32_t last) const {
        return {text.tokens[first].span.begin, text.tokens[last - 1].span.end};
    }
    [[nodiscard]] std::string_view words(uint32_t first, uint32_t last) const {
        return span(first, last).of(article.page.text);
    }
    [[nodiscard]] bool is_source(const LexiconEntry* entry) const;
    // A word that names nobody by itself: a day, a month, a particle, a title.
    [[nodiscard]] bool everyday(uint32_t at) const;

private:
    void find_local_places();
    void find_outlet();
    [[nodiscard]] std::set<std::vector<std::string_view>> clubs() const;
    std::string outlet_;  // folded; views in local_names point here
};

bool is_capitalized(const Token& token);
// Folded words with one space between them, hyphens and apostrophes dropped: "Kim Jong-un" and "Kim Jong Un" are one
// key.
std::string entity_key(const NamePage& page, uint32_t first, uint32_t last);
std::string entity_key(std::string_view name);
std::optional<EntityType> entity_type_from_name(std::string_view name);
// A mention of a gazetteer entry that also is an everyday word counts only inside a sentence.
bool is_ambiguous(const LexiconEntry& entry);
// The full name an entry of the gazetteer or of news-sources gives.
std::string canonical_of(const NamePage& page, const LexiconEntry& entry);

// True when currency marks hang on it: "US$10" is no country.
bool is_currency(const NamePage& page, uint32_t last);

// Names by sentence, in page order, none overlapping; fills page.titles_found.
std::vector<NameMention> find_names(NamePage& page, const EntityModel* model);

// Adds the names of a sentence that only their capitals and the words beside them tell; `taken`: its tokens that are
// some name or title already. For a language without weights for the labeller.
void find_names_by_shape(const NamePage& page, NameSentence sentence, const std::vector<bool>& taken,
                         std::vector<NameMention>& names);

// Short form -> long form, both as name keys: "Korea Utara (Korut)", "KPK (Komisi Pemberantasan Korupsi)".
struct ShortForm {
    std::string long_key;
    std::string long_name;  // as the page writes it
    EntityType type;
};
using ShortForms = std::unordered_map<std::string, ShortForm>;
ShortForms harvest_short_forms(const NamePage& page, std::vector<NameMention>& names);

// Drops what the rest of the page shows to be no name, adds what it shows to be one, headlines included.
void reconsider_names(const NamePage& page, std::vector<NameMention>& names, const ShortForms& short_forms);

// The title of page.titles_found that ends at `last`; nullptr when none does.
const TitleSpan* title_ending_at(const NamePage& page, uint32_t last);

// The titles and offices a person's mention stands with: "Presiden Rusia", "juru bicara Kremlin".
void add_roles(const NamePage& page, std::span<const NameMention> names, size_t at, std::vector<std::string>& roles);

// The government that the town or seat speaks for at this mention; empty when it is just a place.
std::string_view party_of(const NamePage& page, const NameMention& name);

}  // namespace silang
