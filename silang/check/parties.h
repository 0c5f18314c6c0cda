// Who takes part in a dispute: the person, company, office or state that a speaker phrase stands for.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "silang/check/parts.h"

namespace silang {

struct Party {
    std::string id;    // of the entity, else the folded words: what tells one party from another
    std::string name;  // the fullest that the pages of the story have
};

class Parties {
public:
    explicit Parties(const Scene& scene);

    // Of the quote's speaker: the party a spokesman, lawyer or head speaks for where some page of the story says so.
    [[nodiscard]] std::vector<Party> of_quote(uint32_t document, const Quote& quote) const;
    // Of an entity that a sentence names.
    [[nodiscard]] Party of_entity(uint32_t document, uint32_t entity) const;
    // The entity whose mention begins first in the tokens [first, last); nothing when none does.
    [[nodiscard]] std::optional<uint32_t> entity_in(uint32_t document, uint32_t first, uint32_t last) const;

    // The organization a bare noun at `token` stands for ("perusahaan").
    [[nodiscard]] std::optional<Party> organization_of_noun(uint32_t document, uint32_t token) const;

private:
    void learn(uint32_t document);
    void learn_voice(uint32_t document, uint32_t person, Span mention);
    [[nodiscard]] std::optional<Party> principal_in(uint32_t document, uint32_t first, uint32_t last) const;
    [[nodiscard]] std::optional<Party> holder_of_office(uint32_t document, uint32_t first, uint32_t last) const;
    [[nodiscard]] Party itself(const Entity& entity) const;
    [[nodiscard]] std::string full_form(uint32_t document, Span mention) const;

    const Scene& scene_;
    const Lexicon& voices_;
    const Lexicon& nouns_;
    std::unordered_set<std::string> houses_;                   // slugs of the story's outlets
    std::unordered_map<std::string, std::string> full_names_;  // by entity id
    struct Principal {
        Party party;
        bool head;  // who leads a party is one himself
    };
    std::unordered_map<std::string, Principal> principals_;  // by the id of who speaks for them
};

}  // namespace silang
