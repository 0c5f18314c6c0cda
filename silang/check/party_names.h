// Which names of a story are one party: "KPU", "Ketua KPU", "Pihak Serat Mandala" and "PT Serat Mandala Tekstil (SMT)".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "silang/language/language.h"

namespace silang {

class PartyNames {
public:
    explicit PartyNames(const Language& language);

    void add(std::string_view id, std::string_view name, bool person);
    // After all names are added: which ids are one party.
    void settle();

    // The id that stands for all of its party; the id itself when it was never added.
    [[nodiscard]] std::string_view party_of(std::string_view id) const;
    // The party that words of a page name; nothing when they name none, or leave open which.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view words) const;
    // The same, of those that are no persons.
    [[nodiscard]] std::optional<std::string_view> find_body(std::string_view words) const;

    // The words that tell one party from another: no "pihak", no legal form; only the capitalized where there are any.
    [[nodiscard]] std::vector<std::string> telling_words(std::string_view name) const;

private:
    struct Name {
        std::vector<std::string> words;  // folded
        uint32_t id;
        bool person;
        bool short_form;  // one word in capitals
    };
    [[nodiscard]] bool covers(const Name& whole, const Name& part) const;
    [[nodiscard]] bool is_initials(const Name& whole, std::string_view letters) const;
    [[nodiscard]] std::vector<uint32_t> covering(const Name& part) const;
    [[nodiscard]] uint32_t root(uint32_t id) const;
    void add_words(uint32_t id, std::string_view name, bool person);
    [[nodiscard]] std::optional<std::string_view> find_among(std::string_view words, bool persons) const;
    // Of several names for one thing the longest; nothing when two of them are names of two things.
    [[nodiscard]] std::optional<uint32_t> only_one(const std::vector<uint32_t>& names) const;

    std::unordered_set<std::string, StringHash, std::equal_to<>> sides_;
    std::unordered_set<std::string, StringHash, std::equal_to<>> kinds_;  // words that names of bodies begin with
    std::unordered_set<std::string, StringHash, std::equal_to<>> functions_;
    std::vector<std::string> ids_;
    std::unordered_map<std::string, uint32_t, StringHash, std::equal_to<>> index_of_;
    std::vector<uint32_t> parent_;
    std::vector<Name> names_;
    std::unordered_map<std::string, std::vector<uint32_t>, StringHash, std::equal_to<>> by_word_;
    std::unordered_map<char, std::vector<uint32_t>> by_initial_;
};

}  // namespace silang
