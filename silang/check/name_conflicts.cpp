// Pages that name one person or one place differently: a name that differs in the spelling of one word, two places of
// one kind for one happening at one time of day, two directions from one town.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "silang/check/happenings.h"
#include "silang/check/parts.h"

namespace silang {
namespace {

// A word of a name this long may be spelt otherwise in so many letters and still be meant for the same.
constexpr size_t kSpeltFrom = 4;
constexpr size_t kSlips = 2;
// People of one name are told by their age: of such the beginning is the same, and the end may differ more.
constexpr size_t kSameBeginning = 4;
constexpr size_t kSlipsOfOneAge = 3;
constexpr size_t kAgeReach = 6;
constexpr double kSameAtPlaces = 0.4;
constexpr uint32_t kPlaceReach = 90;  // bytes between a happening's word and its place

size_t slips_between(std::string_view a, std::string_view b) {
    std::vector<size_t> row(b.size() + 1);
    for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (size_t i = 1; i <= a.size(); ++i) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            const size_t above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words;
    std::string folded = fold(name);
    size_t at = 0;
    while (at < folded.size()) {
        const size_t space = std::min(folded.find(' ', at), folded.size());
        if (space > at) words.push_back(folded.substr(at, space - at));
        at = space + 1;
    }
    return words;
}

// What one page calls a thing, and where.
struct Said {
    uint32_t document;
    uint32_t unit;
    std::string value;
};

class NameComparison {
public:
    explicit NameComparison(const Scene& scene) : scene_(scene) {}

    std::vector<FoundConflict> conflicts() {
        spellings();
        places();
        directions();
        return std::move(found_);
    }

private:
    // Sides by value, the one with most pages first; nothing when a page knows both.
    void add(ConflictKind kind, const std::vector<Said>& said, std::string_view reason) {
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
        FoundConflict found{{kind, "", std::nullopt, {}, std::string(reason)}, {}};
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

    // The first sentence of a page that holds the words.
    [[nodiscard]] std::optional<uint32_t> unit_at(size_t page, Span words) const {
        const std::vector<uint32_t>& units = scene_.all.of_document[page];
        const auto unit = std::find_if(units.begin(), units.end(),
                                       [&](uint32_t u) { return scene_.all.units[u].span.contains(words); });
        return unit == units.end() ? std::nullopt : std::optional(*unit);
    }

    // "La Ode Rusman", "La Ode Rusmin": all words but one the same, and that one nearly.
    void spellings() {
        struct Spelt {
            std::string name;
            std::string odd;
            Said said;
        };
        std::map<std::string, std::vector<Spelt>> by_rest;
        for (size_t page = 0; page < scene_.all.of_document.size(); ++page) {
            const uint32_t document = scene_.story.documents[page];
            for (const Entity& entity : scene_.documents[document].mentions.entities) {
                if (entity.type != EntityType::person) continue;
                for (const Span mention : entity.mentions) {
                    const std::string name(scene_.text(document, mention));
                    const std::vector<std::string> words = words_of(name);
                    const auto unit = unit_at(page, mention);
                    if (!unit) continue;
                    if (words.size() == 1) {
                        const std::string age = in_brackets(document, mention.end);
                        if (age.empty() || words[0].size() < kSameBeginning) continue;
                        by_rest[age + "|" + words[0].substr(0, kSameBeginning)].push_back(
                            {name, words[0], {document, *unit, name}});
                        break;
                    }
                    for (size_t odd = 0; odd < words.size(); ++odd) {
                        std::string rest;
                        for (size_t i = 0; i < words.size(); ++i)
                            rest += (i == odd ? std::string("*") : words[i]) + " ";
                        by_rest[rest].push_back({name, words[odd], {document, *unit, name}});
                    }
                    break;
                }
            }
        }
        for (const auto& group : by_rest) {
            const std::vector<Spelt>& spelt = group.second;
            const bool one_word = group.first.back() != ' ';
            const bool alike = std::all_of(spelt.begin(), spelt.end(), [&](const Spelt& s) {
                const std::string& first = spelt.front().odd;
                return s.odd.size() >= kSpeltFrom && s.odd[0] == first[0] &&
                       slips_between(s.odd, first) <= (one_word ? kSlipsOfOneAge : kSlips);
            });
            if (!alike) continue;
            std::vector<Said> said;
            for (const Spelt& s : spelt) said.push_back(s.said);
            add(ConflictKind::name, said, "one name, spelt in two ways");
        }
    }

    // "(46)": the age behind a name, which tells who of one beginning is meant.
    [[nodiscard]] std::string in_brackets(uint32_t document, uint32_t from) const {
        const std::string_view behind =
            std::string_view(scene_.documents[document].article.page.text).substr(from, kAgeReach);
        if (!behind.starts_with(" (")) return {};
        const size_t end = behind.find(')');
        if (end == std::string_view::npos) return {};
        const std::string_view inside = behind.substr(2, end - 2);
        return std::all_of(inside.begin(), inside.end(), [](char c) { return c >= '0' && c <= '9'; })
                   ? std::string(inside)
                   : std::string();
    }

    // A place of a kind ("Desa ...") beside a happening that is dated to the part of the day: two things of one kind
    // seldom happen in the same hours. Dated to the day, its accounts must share more words.
    struct Located {
        Happening happening;
        std::string hours;  // the part of its day, where one is told
        Said said;
    };
    void places() {
        std::map<std::string, std::vector<Located>> by_happening;
        const Lexicon& kinds = scene_.language.lexicon("place-kinds");
        for (const Happening& happening : find_happenings(scene_)) {
            if (happening.value.size() != 10 || happening.event == kOther || happening.event == kSpeech ||
                happening.planned)
                continue;
            const Unit& unit = scene_.all.units[happening.unit];
            const Document& document = scene_.document_of(unit);
            const auto dated = std::find_if(unit.times.begin(), unit.times.end(),
                                            [&](const UnitTime& time) { return time.span == happening.time; });
            if (dated == unit.times.end()) continue;
            for (const EventWord& event : unit.events) {
                if (event.type != happening.event) continue;
                const auto place = place_behind(document, unit, event.span, kinds);
                if (!place) continue;
                const std::string key = fmt::format("{}|{}|{}", happening.event, happening.value, place->first);
                by_happening[key].push_back({happening,
                                             dated->value.find('T') != std::string::npos ? dated->value : "",
                                             {unit.document, happening.unit, place->second}});
            }
        }
        for (const auto& one : by_happening) {
            std::vector<Said> said;
            for (const Located& located : one.second) {
                const bool joined = std::any_of(one.second.begin(), one.second.end(), [&](const Located& other) {
                    if (&other == &located) return false;
                    return (!located.hours.empty() && located.hours == other.hours) ||
                           (other.said.document != located.said.document &&
                            shared_context(scene_.all, other.happening, located.happening) >= kSameAtPlaces);
                });
                if (joined) said.push_back(located.said);
            }
            add(ConflictKind::place, said, "one happening, two places of a kind");
        }
    }
    // Kind and name of the first place of a kind behind the happening's word.
    [[nodiscard]] std::optional<std::pair<std::string, std::string>> place_behind(const Document& document,
                                                                                  const Unit& unit, Span event,
                                                                                  const Lexicon& kinds) const {
        const TokenizedText& text = document.article.tokens;
        const Sentence& sentence = text.sentences[unit.sentence];
        for (auto i = static_cast<uint32_t>(text.token_at(event.end)); i < sentence.last; ++i) {
            if (text.tokens[i].span.begin > event.end + kPlaceReach) break;
            const auto kind = kinds.match(text.tokens, i);
            if (!kind) continue;
            uint32_t end = i + static_cast<uint32_t>(kind.length);
            while (end < sentence.last && text.tokens[end].kind == TokenKind::word &&
                   text.tokens[end].letter_case != LetterCase::lower)
                ++end;
            if (end == i + kind.length) continue;
            const Span span{text.tokens[i].span.begin, text.tokens[end - 1].span.end};
            return std::pair(std::string(kind.entry->field(1)), std::string(scene_.text(unit.document, span)));
        }
        return std::nullopt;
    }

    // "18 kilometer timur laut Majene"
    void directions() {
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
        for (const auto& one : by_place) add(ConflictKind::place, one.second, "two directions from one place");
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

std::vector<FoundConflict> name_conflicts(const Scene& scene) {
    return NameComparison(scene).conflicts();
}

}  // namespace silang
