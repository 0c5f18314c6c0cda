#include "silang/lineage/origins.h"

#include <algorithm>
#include <array>

namespace silang {
namespace {

constexpr std::string_view kSourceLexicon = "news-sources";
constexpr std::string_view kOwnerLexicon = "owners";
constexpr std::string_view kPrefix = "prefix";

// Endings of host names: "Antaranews.com" is the paper, not another one.
constexpr std::array<std::string_view, 6> kHostEndings = {"co-id", "com", "net", "org", "news", "id"};

// "jabar.kabar.co.id" -> "kabar": the label that a host's owner has registered. Another name stays.
std::string_view without_subdomains(std::string_view name) {
    constexpr size_t kLongestSecondLevel = 3;  // "co.id", "or.id", "com.my"
    if (name.find('.') == std::string_view::npos || name.find(' ') != std::string_view::npos) return name;
    std::vector<std::string_view> labels;
    for (size_t begin = 0; begin <= name.size();) {
        const size_t end = std::min(name.find('.', begin), name.size());
        labels.push_back(name.substr(begin, end - begin));
        begin = end + 1;
    }
    labels.pop_back();
    if (labels.size() >= 2 && labels.back().size() <= kLongestSecondLevel) labels.pop_back();
    return labels.back().empty() ? name : labels.back();
}

std::string bare_slug(std::string_view name) {
    std::string text = slug(without_subdomains(name));
    for (bool cut = true; cut;) {
        cut = false;
        for (const std::string_view ending : kHostEndings) {
            if (text.size() > ending.size() + 1 && text.ends_with(ending) &&
                text[text.size() - ending.size() - 1] == '-') {
                text.resize(text.size() - ending.size() - 1);
                cut = true;
            }
        }
    }
    std::erase(text, '-');
    return text;
}

std::string_view path_stem(std::string_view path) {
    if (const size_t slash = path.find_last_of("/\\"); slash != std::string_view::npos) path.remove_prefix(slash + 1);
    if (const size_t dot = path.rfind('.'); dot != std::string_view::npos && dot > 0) path = path.substr(0, dot);
    return path;
}

OriginKind origin_kind(std::string_view kind) {
    for (const OriginKind candidate :
         {OriginKind::outlet, OriginKind::agency, OriginKind::official, OriginKind::person, OriginKind::document}) {
        if (origin_kind_name(candidate) == kind) return candidate;
    }
    return OriginKind::person;
}

}  // namespace

SourceNames::SourceNames(const Language& language) {
    for (const LexiconEntry& entry : language.lexicon(kSourceLexicon).entries()) {
        const bool is_agency = entry.field(2) == origin_kind_name(OriginKind::agency);
        std::string name(entry.field(1).empty() ? entry.phrase() : entry.field(1));
        known_.try_emplace(bare_slug(entry.phrase()), Known{std::move(name), is_agency});
    }
    for (const LexiconEntry& entry : language.lexicon(kOwnerLexicon).entries()) {
        auto& owners = entry.field(2) == kPrefix ? owners_of_prefix_ : owners_;
        owners.try_emplace(bare_slug(entry.phrase()), entry.field(1));
    }
}

const std::string* SourceNames::owner_of(std::string_view bare) const {
    if (const auto found = owners_.find(bare); found != owners_.end()) return &found->second;
    // The longest prefix that is known.
    for (size_t size = bare.size(); size > 0; --size) {
        const auto found = owners_of_prefix_.find(bare.substr(0, size));
        if (found != owners_of_prefix_.end()) return &found->second;
    }
    return nullptr;
}

std::string SourceNames::key(std::string_view name) const {
    std::string bare = bare_slug(name);
    if (const auto found = known_.find(bare); found != known_.end()) bare = bare_slug(found->second.name);
    const std::string* owner = owner_of(bare);
    return owner == nullptr ? bare : bare_slug(*owner);
}

std::optional<std::string> SourceNames::owner(std::string_view name) const {
    const std::string* owner = owner_of(bare_slug(name));
    return owner == nullptr ? std::nullopt : std::optional(*owner);
}

std::optional<std::string> SourceNames::agency(std::string_view name) const {
    const std::string bare = bare_slug(name);
    const std::string* owner = owner_of(bare);
    const auto found = known_.find(owner == nullptr ? bare : bare_slug(*owner));
    if (found == known_.end() || !found->second.agency) return std::nullopt;
    return found->second.name;
}

std::vector<std::string> find_houses(std::span<const Document> documents, const SourceNames& names) {
    // The smallest spelling by bytes speaks for all: independent of the order of the pages.
    std::map<std::string, std::string> spelling;
    for (const Document& document : documents) {
        if (!document.article.outlet) continue;
        const std::string& outlet = document.article.outlet->name;
        const std::string name = names.owner(outlet).value_or(outlet);
        const auto [at, added] = spelling.try_emplace(names.key(outlet), name);
        if (!added) at->second = std::min(at->second, name);
    }
    std::vector<std::string> houses;
    houses.reserve(documents.size());
    for (const Document& document : documents) {
        std::string house;
        if (document.article.outlet) house = spelling[names.key(document.article.outlet->name)];
        if (house.empty()) house = path_stem(document.capture.path);
        if (house.empty()) house = document.article.id;
        houses.push_back(std::move(house));
    }
    return houses;
}

std::optional<Origin> end_of_chain(const Attribution& attribution) {
    if (attribution.sources.empty()) return std::nullopt;
    const size_t last = attribution.sources.size() - 1;
    const std::string_view kind = last < attribution.kinds.size() ? std::string_view(attribution.kinds[last]) : "";
    return Origin{attribution.sources[last], origin_kind(kind)};
}

const Attribution* page_credit(const Document& document) {
    const Attribution* other = nullptr;
    for (const Attribution& attribution : document.mentions.attributions) {
        const std::optional<Origin> origin = attribution.whole_page ? end_of_chain(attribution) : std::nullopt;
        if (!origin) continue;
        if (origin->kind == OriginKind::agency || origin->kind == OriginKind::outlet) return &attribution;
        if (other == nullptr) other = &attribution;
    }
    return other;
}

std::vector<std::vector<Origin>> find_origins(std::span<const Document> documents, std::span<const std::string> houses,
                                              const SourceNames& names) {
    std::vector<std::vector<Origin>> result(documents.size());
    for (size_t i = 0; i < documents.size(); ++i) {
        std::vector<Origin>& origins = result[i];
        const auto add = [&](Origin origin) {
            const bool known = std::any_of(origins.begin(), origins.end(), [&](const Origin& other) {
                return names.key(other.name) == names.key(origin.name);
            });
            if (!known) origins.push_back(std::move(origin));
        };
        for (const Attribution& attribution : documents[i].mentions.attributions) {
            // In between, news sources count: "VOA, quoting an adviser" is credited to VOA as well.
            for (size_t source = 0; source < attribution.sources.size(); ++source) {
                const OriginKind kind =
                    origin_kind(source < attribution.kinds.size() ? std::string_view(attribution.kinds[source]) : "");
                const bool last = source + 1 == attribution.sources.size();
                if (last || kind == OriginKind::agency || kind == OriginKind::outlet) {
                    add({attribution.sources[source], kind});
                }
            }
        }
        if (const auto agency = names.agency(houses[i])) {
            std::erase_if(origins, [&](const Origin& origin) { return names.key(origin.name) == names.key(*agency); });
            origins.push_back({*agency, OriginKind::agency});
        } else {
            std::erase_if(origins,
                          [&](const Origin& origin) { return names.key(origin.name) == names.key(houses[i]); });
            origins.push_back({houses[i], OriginKind::outlet});
        }
    }
    return result;
}

Origin origin_of(const Lineage& lineage, std::span<const Document> documents, uint32_t document, Span span) {
    // A page's words may stand in a passage of another page: each step goes to a page that is earlier in direction, so
    // the number of pages bounds the walk.
    for (size_t steps = 0; steps < documents.size(); ++steps) {
        const Document& page = documents[document];
        for (const Attribution& attribution : page.mentions.attributions) {
            if (attribution.whole_page) continue;
            const Span sentence = page.article.tokens.sentences[attribution.sentence].span;
            if (!sentence.overlaps(span)) continue;
            if (auto origin = end_of_chain(attribution)) return *origin;
        }
        const uint32_t voice = lineage.representative[document];
        for (const uint32_t speaker : {voice, document}) {
            if (const Attribution* credit = page_credit(documents[speaker])) return *end_of_chain(*credit);
        }
        if (voice != document) return lineage.origins[voice].back();

        const Copy* source = nullptr;
        Span source_span;
        for (auto copy = std::lower_bound(lineage.copies.begin(), lineage.copies.end(), document,
                                          [](const Copy&candidate, uint32_t to) { return candidate.to < to; });
             copy != lineage.copies.end() && copy->to == document && source == nullptr; ++copy) {
            if (!copy->direction_known) continue;
            for (const auto& [from, to] : copy->passages) {
                // At least half of the words asked about.
                const uint32_t begin = std::max(span.begin, to.begin);
                const uint32_t end = std::min(span.end, to.end);
                if (begin >= end || 2 * (end - begin) < span.size()) continue;
                source = &*copy;
                source_span = from;
                break;
            }
        }
        if (source == nullptr) break;
        document = source->from;
        span = source_span;
    }
    return lineage.origins[document].back();
}

}  // namespace silang
