// Pages that give two directions from one town ("timur laut Majene", "barat laut Majene").
#include <algorithm>
#include <map>
#include <set>

#include "silang/check/parts.h"

namespace silang {
namespace {

// The direction a page gives, and where.
struct Said {
    uint32_t document;
    uint32_t unit;
    std::string value;
};

class DirectionComparison {
public:
    explicit DirectionComparison(const Scene& scene) : scene_(scene) {}

    // "18 kilometer timur laut Majene"
    std::vector<FoundConflict> conflicts() {
        const Lexicon& directions = scene_.language.lexicon("directions");
        std::map<std::string, std::vector<Said>> by_place;
        for (size_t page = 0; page < scene_.all.of_document.size(); ++page) {
            std::set<std::string> done;
            for (const uint32_t index : scene_.all.of_document[page]) {
                const Unit& unit = scene_.all.units[index];
                const Document& document = scene_.document_of(unit);
                const TokenizedText& text = document.article.tokens;
                const Sentence& sentence = text.sentences[unit.sentence];
                if (!unit.has_event("quake") && unit.quantities.empty()) continue;
                for (uint32_t i = sentence.first; i < sentence.last; ++i) {
                    const auto match = directions.match(text.tokens, i);
                    if (!match || inside_name(document, text.tokens[i].span)) continue;
                    const auto place = place_at(document, text, i + static_cast<uint32_t>(match.length), sentence.last);
                    i += static_cast<uint32_t>(match.length) - 1;
                    if (!place || !done.insert(place->id).second) continue;
                    by_place[place->id].push_back(
                        {unit.document, index, std::string(match.entry->field(1)) + " " + place->name});
                }
            }
        }
        for (const auto& one : by_place) add(one.second);
        return std::move(found_);
    }

private:
    // Sides by value, the one with most pages first; nothing when a page knows both.
    void add(const std::vector<Said>& said) {
        std::map<std::string, std::vector<const Said*>> by_value;
        std::map<uint32_t, std::set<std::string>> of_page;
        for (const Said& one : said) {
            by_value[one.value].push_back(&one);
            of_page[one.document].insert(one.value);
        }
        if (by_value.size() < 2) return;
        if (std::any_of(of_page.begin(), of_page.end(), [](const auto& page) { return page.second.size() > 1; }))
            return;
        std::vector<std::pair<std::string, std::vector<const Said*>>> sides(by_value.begin(), by_value.end());
        std::stable_sort(sides.begin(), sides.end(),
                         [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
        FoundConflict found{{ConflictKind::place, "", std::nullopt, {}, "two directions from one place"}, {}};
        for (const auto& side : sides) {
            ConflictValue value{side.first, {}};
            for (const Said* one : side.second) {
                const Unit& unit = scene_.all.units[one->unit];
                value.evidence.push_back(scene_.evidence(unit.document, unit.span));
                found.units.push_back(one->unit);
            }
            tidy(value.evidence, scene_);
            found.conflict.values.push_back(std::move(value));
        }
        const Unit& about = scene_.all.units[found.units.front()];
        found.conflict.about = clean_spaces(scene_.text(about.document, about.span));
        found_.push_back(std::move(found));
    }

    [[nodiscard]] static bool inside_name(const Document& document, Span span) {
        return std::any_of(document.mentions.entities.begin(), document.mentions.entities.end(),
                           [&](const Entity& entity) {
                               return std::any_of(entity.mentions.begin(), entity.mentions.end(),
                                                  [&](Span m) { return m.overlaps(span); });
                           });
    }
    // The place named at most two words behind `from` ("timur laut dari kota Majene").
    [[nodiscard]] static const Entity* place_at(const Document& document, const TokenizedText& text, uint32_t from,
                                                uint32_t last) {
        for (uint32_t i = from; i < std::min(from + 3, last); ++i) {
            for (const Entity& entity : document.mentions.entities) {
                if (entity.type != EntityType::place) continue;
                const bool here = std::any_of(entity.mentions.begin(), entity.mentions.end(), [&](Span mention) {
                    return mention.begin <= text.tokens[i].span.begin && text.tokens[i].span.begin < mention.end;
                });
                if (here) return &entity;
            }
        }
        return nullptr;
    }

    const Scene& scene_;
    std::vector<FoundConflict> found_;
};

}  // namespace

std::vector<FoundConflict> direction_conflicts(const Scene& scene) {
    return DirectionComparison(scene).conflicts();
}

}  // namespace silang
