// Who takes part in a dispute: the person, company, office or state that a speaker phrase stands for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "silang/check/parts.h"
#include "silang/check/party_names.h"

namespace silang {

struct Party {
    std::string id;    // of the entity, else the folded words: what tells one party from another
    std::string name;  // the fullest that the pages of the story have
};

bool shares_party(const std::vector<Party>& a, const std::vector<Party>& b);

class Parties {
public:
    explicit Parties(const Scene& scene);

    // Of the quote's speaker: the party a spokesman, lawyer or head speaks for where some page of the story says so.
    [[nodiscard]] std::vector<Party> of_quote(uint32_t document, const Quote& quote) const;
    // Of an entity that a sentence names: whom it speaks for, and itself where it leads that.
    [[nodiscard]] std::vector<Party> all_of_entity(uint32_t document, uint32_t entity) const;
    [[nodiscard]] Party of_entity(uint32_t document, uint32_t entity) const;
    // The entity whose mention begins first in the tokens [first, last); nothing when none does.
    [[nodiscard]] std::optional<uint32_t> entity_in(uint32_t document, uint32_t first, uint32_t last) const;

    // A party by its name at `first` that is no entity of the page.
    [[nodiscard]] std::optional<Party> body_at(uint32_t document, uint32_t first, uint32_t last) const;
    [[nodiscard]] std::optional<Party> group_at(uint32_t document, uint32_t first, uint32_t last) const;
    [[nodiscard]] std::vector<Party> named_in(uint32_t document, uint32_t first, uint32_t last) const;
    // Of all that are named in the span, sorted.
    [[nodiscard]] std::vector<std::string> ids_in(uint32_t document, Span span) const;
    [[nodiscard]] bool may_speak(uint32_t document, uint32_t entity) const;

    // The organization a bare noun at `token` stands for ("perusahaan").
    [[nodiscard]] std::optional<Party> organization_of_noun(uint32_t document, uint32_t token) const;

private:
    void learn_names();
    void learn(uint32_t document);
    void learn_voice(uint32_t document, uint32_t person, Span mention);
    void learn_joined(uint32_t document, uint32_t person, Span mention, bool head);
    [[nodiscard]] uint32_t party_end(const TokenizedText& text, uint32_t begin, uint32_t person) const;
    [[nodiscard]] std::map<Span, uint32_t> names_in(uint32_t document, Span span) const;
    [[nodiscard]] std::optional<Party> owner_before(uint32_t document, uint32_t token) const;
    [[nodiscard]] bool is_owned_voice(const TokenizedText& text, uint32_t first, uint32_t last, bool& head) const;
    [[nodiscard]] std::optional<Party> principal_in(uint32_t document, uint32_t first, uint32_t last) const;
    [[nodiscard]] std::optional<Party> holder_of_office(uint32_t document, uint32_t first, uint32_t last) const;
    [[nodiscard]] Party itself(const Entity& entity) const;
    [[nodiscard]] std::optional<Party> body_in(uint32_t document, Span speaker,
                                               const std::map<Span, uint32_t>& named) const;
    [[nodiscard]] Party of_words(std::string words) const;
    [[nodiscard]] std::string full_form(uint32_t document, Span mention) const;

    const Scene& scene_;
    const Lexicon& voices_;
    const Lexicon& nouns_;
    const Lexicon& groups_;
    const Lexicon& formers_;
    const Lexicon& functions_;
    const Lexicon& sources_;
    PartyNames names_;
    std::unordered_set<std::string> houses_;                   // slugs of the story's outlets
    std::unordered_map<std::string, std::string> full_names_;  // by id of the party
    std::map<std::string, std::string> bodies_;                // organizations, by id of the party
    std::unordered_map<std::string, bool> owned_voices_;       // "juru bicaranya": whether such a one leads
    struct Principal {
        Party party;
        bool head;  // who leads a party is one himself
    };
    std::unordered_map<std::string, Principal> principals_;  // by the id of who speaks for them
};

}  // namespace silang
