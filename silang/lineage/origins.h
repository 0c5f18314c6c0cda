// Names of outlets and agencies, and what a page credits. Internal to the lineage stage.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "silang/language/language.h"
#include "silang/lineage/lineage.h"
#include "silang/mention/mention.h"

namespace silang {

// What makes two ways of writing an outlet's name one ("ANTARA News" and "Antaranews.com" -> "antara"), and the outlets
// of one owner one house ("jabar.tribunnews.com" and "Tribun Medan" -> "tribunnetwork").
class SourceNames {
public:
    explicit SourceNames(const Language& language);
    [[nodiscard]] std::string key(std::string_view name) const;
    // The agency that goes by this name; nothing for all others.
    [[nodiscard]] std::optional<std::string> agency(std::string_view name) const;

    // The house that owns the outlet; nothing when it is its own.
    [[nodiscard]] std::optional<std::string> owner(std::string_view name) const;

private:
    struct Known {
        std::string name;
        bool agency;
    };
    [[nodiscard]] const std::string* owner_of(std::string_view bare) const;

    std::map<std::string, Known, std::less<>> known_;
    std::map<std::string, std::string, std::less<>> owners_;
    std::map<std::string, std::string, std::less<>> owners_of_prefix_;
};

// One a document, never empty; pages of one outlet share one spelling.
std::vector<std::string> find_houses(std::span<const Document> documents, const SourceNames& names);

// Per document: what it credits, by first mention, its own house last.
std::vector<std::vector<Origin>> find_origins(std::span<const Document> documents, std::span<const std::string> houses,
                                              const SourceNames& names);

// The attribution's last source, the one the words come from in the end.
std::optional<Origin> end_of_chain(const Attribution& attribution);

// The first attribution that credits the page as a whole.
const Attribution* page_credit(const Document& document);

}  // namespace silang
