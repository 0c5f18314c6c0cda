#include <algorithm>
#include <map>
#include <set>

#include "silang/mention/mention.h"

namespace silang {

namespace {

// What the whole run knows of one name, gathered over all documents so that their order does not matter.
struct Named {
    std::set<std::string> names;  // ways it is written, all of one id
    uint32_t documents = 0;
};
using Key = std::pair<EntityType, std::string>;  // type and id

std::vector<std::string> words_of(const std::string& id) {
    std::vector<std::string> words;
    for (size_t begin = 0; begin < id.size();) {
        size_t end = std::min(id.find('-', begin), id.size());
        words.push_back(id.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

// An acronym as a page spells it: "KNKT" for komite-nasional-keselamatan-transportasi; small words may be left out.
bool spells(const std::string& acronym, const std::vector<std::string>& words) {
    size_t at = 0;
    for (const std::string& word : words) {
        if (at < acronym.size() && word[0] == acronym[at]) {
            ++at;
        } else if (word.size() > 4) {
            return false;
        }
    }
    return at == acronym.size();
}

// The names of a run: which id each one becomes.
class Run {
public:
    explicit Run(std::span<Document> documents) {
        for (const Document& document : documents) {
            for (const Entity& entity : document.mentions.entities) {
                Named& named = named_[{entity.type, entity.id}];
                named.names.insert(entity.name);
                ++named.documents;
            }
        }
        for (const auto& [key, named] : named_) {
            std::vector<std::string> words = words_of(key.second);
            if (key.first == EntityType::person) {
                if (words.size() < 2) continue;
                for (const std::string& word : std::set<std::string>(words.begin(), words.end()))
                    people_[word].push_back(key.second);
            } else if (key.first == EntityType::organization && words.size() >= 2) {
                by_initial_[words[0][0]].push_back(key.second);
            }
        }
    }

    // The id that this entity's page should use; its own when nothing fits or more than one does.
    [[nodiscard]] std::string target(const Entity& entity) const {
        std::vector<std::string> words = words_of(entity.id);
        if (words.empty()) return entity.id;
        if (entity.type == EntityType::person)
            return words.size() == 1 ? only_person(words[0], entity.id) : longer_person(words, entity.id);
        bool acronym = entity.type == EntityType::organization && words.size() == 1 && entity.name.size() >= 3 &&
                       std::all_of(entity.name.begin(), entity.name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        return acronym ? only_expansion(entity.id) : entity.id;
    }

    // One way of writing for all pages: the one with most capitals and marks is the most careful, ties by bytes.
    [[nodiscard]] std::string name_of(EntityType type, const std::string& id, const std::string& otherwise) const {
        auto found = named_.find({type, id});
        return found == named_.end() ? otherwise : *found->second.names.begin();
    }

private:
    [[nodiscard]] std::string only_person(const std::string& word, const std::string& otherwise) const {
        auto found = people_.find(word);
        return found == people_.end() ? otherwise : only(found->second, otherwise);
    }

    // "Anies Baswedan" beside "Anies Rasyid Baswedan": the run's only longer name with all its words in order.
    [[nodiscard]] std::string longer_person(const std::vector<std::string>& words, const std::string& otherwise) const {
        auto found = people_.find(words[0]);
        if (found == people_.end()) return otherwise;
        std::vector<std::string> fits;
        for (const std::string& id : found->second) {
            std::vector<std::string> candidate = words_of(id);
            if (candidate.size() <= words.size()) continue;
            size_t at = 0;
            for (const std::string& word : candidate) {
                if (at < words.size() && word == words[at]) ++at;
            }
            if (at == words.size()) fits.push_back(id);
        }
        return only(fits, otherwise);
    }

    [[nodiscard]] std::string only_expansion(const std::string& acronym) const {
        auto found = by_initial_.find(acronym[0]);
        if (found == by_initial_.end()) return acronym;
        std::vector<std::string> fits;
        for (const std::string& id : found->second) {
            std::vector<std::string> words = words_of(id);
            if (words.size() <= acronym.size() + 2 && spells(acronym, words)) fits.push_back(id);
        }
        return only(fits, acronym);
    }

    // Candidates where one contains all others ("budi-santoso", "budi-agus-santoso") count as the longest.
    [[nodiscard]] static std::string only(const std::vector<std::string>& candidates, const std::string& otherwise) {
        if (candidates.empty()) return otherwise;
        if (candidates.size() == 1) return candidates[0];
        const std::string* longest = &candidates[0];
        for (const std::string& candidate : candidates) {
            if (words_of(candidate).size() > words_of(*longest).size()) longest = &candidate;
        }
        std::vector<std::string> all = words_of(*longest);
        for (const std::string& candidate : candidates) {
            size_t at = 0;
            std::vector<std::string> words = words_of(candidate);
            for (const std::string& word : all) {
                if (at < words.size() && word == words[at]) ++at;
            }
            if (at != words.size()) return otherwise;
        }
        return *longest;
    }

    std::map<Key, Named> named_;
    std::map<std::string, std::vector<std::string>> people_;  // word -> full names, as ids
    std::map<char, std::vector<std::string>> by_initial_;
};

// Joins entities of one page that have become one; quotes point at their new places.
void rename(Document& document, const Run& run) {
    std::vector<Entity>& entities = document.mentions.entities;
    std::vector<Entity> joined;
    std::vector<uint32_t> new_index(entities.size());
    std::map<Key, uint32_t> place_of;
    for (size_t k = 0; k < entities.size(); ++k) {
        Entity entity = std::move(entities[k]);
        std::string id = run.target(entity);
        entity.name = run.name_of(entity.type, id, entity.name);
        entity.id = std::move(id);
        auto [place, fresh] = place_of.try_emplace({entity.type, entity.id}, static_cast<uint32_t>(joined.size()));
        new_index[k] = place->second;
        if (fresh) {
            joined.push_back(std::move(entity));
            continue;
        }
        Entity& same = joined[place->second];
        same.mentions.insert(same.mentions.end(), entity.mentions.begin(), entity.mentions.end());
        std::sort(same.mentions.begin(), same.mentions.end());
        same.mentions.erase(std::unique(same.mentions.begin(), same.mentions.end()), same.mentions.end());
        for (std::string& role : entity.roles) {
            if (std::find(same.roles.begin(), same.roles.end(), role) == same.roles.end())
                same.roles.push_back(std::move(role));
        }
    }
    entities = std::move(joined);
    for (Quote& quote : document.mentions.quotes) {
        if (quote.speaker) quote.speaker = new_index[*quote.speaker];
    }
}

}  // namespace

void link_entities(std::span<Document> documents) {
    const Run run(documents);
    for (Document& document : documents) rename(document, run);
}

}  // namespace silang
