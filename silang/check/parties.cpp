#include "silang/check/parties.h"

#include <algorithm>

#include "silang/mention/numbers.h"

namespace silang {
namespace {

// Words in small letters before the name of a body.
constexpr uint32_t kLongestKind = 4;
constexpr std::string_view kSelf = "self";
constexpr std::string_view kHead = "head";

bool holds_word(std::string_view words, std::string_view word) {
    for (size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
        const size_t end = at + word.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
    }
    return false;
}

}  // namespace

bool shares_party(const std::vector<Party>& a, const std::vector<Party>& b) {
    return std::any_of(a.begin(), a.end(), [&](const Party& party) {
        return std::any_of(b.begin(), b.end(), [&](const Party& other) { return other.id == party.id; });
    });
}

Parties::Parties(const Scene& scene)
    : scene_(scene),
      voices_(scene.language.lexicon("party-voices")),
      nouns_(scene.language.lexicon("speaker-nouns")),
      groups_(scene.language.lexicon("party-groups")),
      formers_(scene.language.lexicon("former-words")),
      functions_(scene.language.lexicon("function-words")),
      sources_(scene.language.lexicon("news-sources")),
      names_(scene.language) {
    if (const std::string_view suffix = scene.language.setting("possessive-suffix"); !suffix.empty()) {
        for (const LexiconEntry& entry : voices_.entries()) {
            if (entry.field(1) != kSelf)
                owned_voices_.emplace(fold(entry.phrase()) + std::string(suffix), entry.field(1) == kHead);
        }
    }
    learn_names();
    for (const uint32_t document : scene_.story.documents) {
        houses_.insert(slug(scene_.lineage.house[document]));
        learn(document);
    }
}

std::optional<uint32_t> Parties::entity_in(uint32_t document, uint32_t first, uint32_t last) const {
    const Document& page = scene_.documents[document];
    const TokenizedText& text = page.article.tokens;
    if (first >= last || last > text.tokens.size()) return std::nullopt;
    const Span reach{text.tokens[first].span.begin, text.tokens[last - 1].span.end};
    std::optional<uint32_t> found;
    uint32_t at = reach.end;
    // A place is a party only where nobody else is named.
    const auto is_place = [&](uint32_t i) { return page.mentions.entities[i].type == EntityType::place; };
    for (uint32_t i = 0; i < page.mentions.entities.size(); ++i) {
        const Entity& entity = page.mentions.entities[i];
        if (entity.type == EntityType::event || entity.type == EntityType::other) continue;
        const auto mention = std::lower_bound(entity.mentions.begin(), entity.mentions.end(), Span{reach.begin, 0});
        if (mention == entity.mentions.end() || !reach.contains(*mention)) continue;
        const bool better =
            !found || (is_place(*found) && !is_place(i)) || (is_place(*found) == is_place(i) && mention->begin < at);
        if (!better) continue;
        found = i;
        at = mention->begin;
    }
    return found;
}

// "perusahaan", "serikat": the organization named last before it whose name begins as such names do.
std::optional<Party> Parties::organization_of_noun(uint32_t document, uint32_t token) const {
    const Document& page = scene_.documents[document];
    const TokenizedText& text = page.article.tokens;
    const auto noun = nouns_.match(text.tokens, token);
    if (!noun) return std::nullopt;
    const uint32_t offset = text.tokens[token].span.begin;
    std::optional<uint32_t> last;
    uint32_t at = 0;
    for (uint32_t i = 0; i < page.mentions.entities.size(); ++i) {
        const Entity& entity = page.mentions.entities[i];
        if (entity.type != EntityType::organization) continue;
        const std::string name = fold(entity.name);
        const std::string first_word = name.substr(0, name.find(' '));
        if (!holds_word(noun.entry->field(1), first_word)) continue;
        for (const Span mention : entity.mentions) {
            if (mention.begin >= offset || mention.begin < at) continue;
            at = mention.begin;
            last = i;
        }
    }
    if (last) return of_entity(document, *last);
    // On a page that never names it: the only such organization of the story.
    std::optional<std::string> only;
    for (const auto& [id, name] : bodies_) {
        const std::string folded = fold(name);
        if (!holds_word(noun.entry->field(1), std::string_view(folded).substr(0, folded.find(' ')))) continue;
        if (only && *only != id) return std::nullopt;
        only = id;
    }
    if (!only) return std::nullopt;
    return Party{*only, full_names_.find(*only)->second};
}

Party Parties::of_words(std::string words) const {
    if (const auto party = names_.find(words)) {
        const auto full = full_names_.find(std::string(*party));
        return {std::string(*party), full == full_names_.end() ? std::move(words) : full->second};
    }
    std::string id = fold(words);
    return {std::move(id), std::move(words)};
}

Party Parties::of_entity(uint32_t document, uint32_t index) const {
    const Entity& entity = scene_.documents[document].mentions.entities[index];
    if (const auto principal = principals_.find(entity.id); principal != principals_.end())
        return principal->second.party;
    return itself(entity);
}

Party Parties::itself(const Entity& entity) const {
    const std::string_view government = scene_.rules.governments.of(entity.id);
    if (!government.empty()) return {slug(government), std::string(government)};
    std::string party(names_.party_of(entity.id));
    const auto full = full_names_.find(party);
    return {std::move(party), full == full_names_.end() ? entity.name : full->second};
}

std::vector<Party> Parties::all_of_entity(uint32_t document, uint32_t index) const {
    const Entity& entity = scene_.documents[document].mentions.entities[index];
    std::vector<Party> parties{of_entity(document, index)};
    const auto principal = principals_.find(entity.id);
    if (principal != principals_.end() && principal->second.head) parties.push_back(itself(entity));
    return parties;
}

// A party that is no entity of the page: its name begins at once behind `first` in small letters or none ("kubu
// Darwis", "Forum Warga Amahai").
std::optional<Party> Parties::body_at(uint32_t document, uint32_t first, uint32_t last) const {
    const TokenizedText& text = scene_.documents[document].article.tokens;
    const auto capital = [&](uint32_t i) {
        return text.tokens[i].letter_case == LetterCase::capitalized || text.tokens[i].letter_case == LetterCase::upper;
    };
    uint32_t begin = first;
    while (begin < last && text.tokens[begin].letter_case == LetterCase::lower && begin < first + kLongestKind) ++begin;
    uint32_t end = begin;
    while (end < last && (capital(end) || (mark_at(text, end) == '-' && end + 1 < last && capital(end + 1)))) ++end;
    const bool several = end >= begin + 2;
    if (!several && (end == begin || begin == first)) return std::nullopt;
    const std::string words =
        clean_spaces(scene_.text(document, {text.tokens[begin].span.begin, text.tokens[end - 1].span.end}));
    if (const auto party = names_.find(words)) {
        const auto full = full_names_.find(std::string(*party));
        return Party{std::string(*party), full == full_names_.end() ? words : full->second};
    }
    if (!several) return std::nullopt;
    return of_words(words);
}

// Who is named in the tokens [first, last): the persons among them before anybody else ("anggota DPR X" is X).
std::vector<Party> Parties::named_in(uint32_t document, uint32_t first, uint32_t last) const {
    if (first >= last) return {};
    const Document& page = scene_.documents[document];
    const TokenizedText& text = page.article.tokens;
    std::optional<uint32_t> found;
    for (const auto& [span, index] :
         names_in(document, {text.tokens[first].span.begin, text.tokens[last - 1].span.end})) {
        if (!may_speak(document, index)) continue;
        const bool person = page.mentions.entities[index].type == EntityType::person;
        if (!found || (person && page.mentions.entities[*found].type != EntityType::person)) found = index;
    }
    if (!found) return {};
    return all_of_entity(document, *found);
}

// "jaksa", "keluarga korban": somebody without a name, up to the next little word.
std::optional<Party> Parties::group_at(uint32_t document, uint32_t first, uint32_t last) const {
    const TokenizedText& text = scene_.documents[document].article.tokens;
    if (first >= last || !(groups_.match(text.tokens, first) || voices_.match(text.tokens, first))) return std::nullopt;
    return of_words(
        clean_spaces(scene_.text(document, {text.tokens[first].span.begin, text.tokens[last - 1].span.end})));
}

std::vector<std::string> Parties::ids_in(uint32_t document, Span span) const {
    std::vector<std::string> ids;
    for (const auto& [mention, index] : names_in(document, span)) {
        if (!may_speak(document, index)) continue;
        for (Party& party : all_of_entity(document, index)) ids.push_back(std::move(party.id));
    }
    const TokenizedText& text = scene_.documents[document].article.tokens;
    for (auto i = static_cast<uint32_t>(text.token_at(span.begin));
         i < text.tokens.size() && text.tokens[i].span.end <= span.end; ++i) {
        if (auto noun = organization_of_noun(document, i)) ids.push_back(std::move(noun->id));
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

// An outlet reports, and a place is none that acts unless it stands for its government.
bool Parties::may_speak(uint32_t document, uint32_t index) const {
    const Entity& entity = scene_.documents[document].mentions.entities[index];
    if (entity.type == EntityType::event || entity.type == EntityType::other) return false;
    if (houses_.contains(entity.id) || houses_.contains(slug(entity.name))) return false;
    const TokenizedText& text = scene_.documents[document].article.tokens;
    if (!entity.mentions.empty() && sources_.match(text.tokens, text.token_at(entity.mentions[0].begin))) return false;
    return entity.type != EntityType::place || !scene_.rules.governments.of(entity.id).empty();
}

// The entities mentioned in the span. A capital that speaks for its government stands in two with one span: the party
// is the one that is not the place itself.
std::map<Span, uint32_t> Parties::names_in(uint32_t document, Span span) const {
    const Document& page = scene_.documents[document];
    std::map<Span, uint32_t> by_span;
    for (const uint32_t index : page.mentions.entities_in(span)) {
        const Entity& entity = page.mentions.entities[index];
        for (const Span mention : entity.mentions) {
            if (!span.contains(mention)) continue;
            const bool itself = fold(entity.name) == fold(mention.of(page.article.page.text));
            const auto [at, added] = by_span.try_emplace(mention, index);
            if (!added && !itself) at->second = index;
        }
    }
    return by_span;
}

std::vector<Party> Parties::of_quote(uint32_t document, const Quote& quote) const {
    std::vector<Party> parties;
    const Document& page = scene_.documents[document];
    const auto& entities = page.mentions.entities;
    const auto add = [&](Party party) {
        if (houses_.contains(party.id)) return;  // an outlet reports, it is no party
        const bool known =
            std::any_of(parties.begin(), parties.end(), [&](const Party& p) { return p.id == party.id; });
        if (!known) parties.push_back(std::move(party));
    };
    const auto add_entity = [&](uint32_t index) {
        for (Party& party : all_of_entity(document, index)) add(std::move(party));
    };
    if (quote.speaker_span) {
        const std::map<Span, uint32_t> by_span = names_in(document, *quote.speaker_span);
        if (auto body = body_in(document, *quote.speaker_span, by_span)) {
            add(std::move(*body));
            return parties;
        }
        bool any = false;
        for (const auto& [span, index] : by_span) any |= entities[index].type != EntityType::place;
        for (const auto& [span, index] : by_span) {
            if (!any || entities[index].type != EntityType::place) add_entity(index);
        }
        if (parties.empty() && !quote.speaker) {
            // "Koalisi X, blok oposisi terbesar, menuduh": the words between the commas say who X is.
            const TokenizedText& text = page.article.tokens;
            const auto first = static_cast<uint32_t>(text.token_at(quote.speaker_span->begin));
            if (first > 1 && mark_at(text, first - 1) == ',') {
                for (uint32_t i = 0; i < entities.size(); ++i) {
                    const bool before = std::any_of(entities[i].mentions.begin(), entities[i].mentions.end(),
                                                    [&](Span m) { return m.end == text.tokens[first - 1].span.begin; });
                    if (before) add(of_entity(document, i));
                }
            }
        }
    }
    if (parties.empty() && quote.speaker) add_entity(*quote.speaker);
    if (parties.empty() && quote.speaker_span) {
        const auto first = static_cast<uint32_t>(page.article.tokens.token_at(quote.speaker_span->begin));
        if (auto noun = organization_of_noun(document, first)) add(std::move(*noun));
    }
    if (parties.empty() && !quote.speaker_text.empty()) add(of_words(quote.speaker_text));
    return parties;
}

// "Forum Warga Amahai", "panitia pelaksana Persegara": a body of which the name in it is only a part.
std::optional<Party> Parties::body_in(uint32_t document, Span speaker, const std::map<Span, uint32_t>& named) const {
    const Document& page = scene_.documents[document];
    const TokenizedText& text = page.article.tokens;
    const auto first = static_cast<uint32_t>(text.token_at(speaker.begin));
    auto last = first;
    while (last < text.tokens.size() && text.tokens[last].span.end <= speaker.end) ++last;
    if (first >= last) return std::nullopt;
    bool places_only = !named.empty();
    for (const auto& [span, index] : named) {
        const Entity& entity = page.mentions.entities[index];
        places_only &= entity.type == EntityType::place && scene_.rules.governments.of(entity.id).empty();
    }
    const bool group =
        !named.empty() && named.begin()->first.begin > speaker.begin && groups_.match(text.tokens, first);
    bool persons = false;
    for (const auto& [span, index] : named) persons |= page.mentions.entities[index].type == EntityType::person;
    if (persons) return std::nullopt;
    uint32_t capitals = 0;
    for (uint32_t i = first; i < last && places_only; ++i) {
        const bool outside = std::none_of(named.begin(), named.end(),
                                          [&](const auto& at) { return at.first.contains(text.tokens[i].span); });
        capitals += outside && text.tokens[i].letter_case != LetterCase::lower && text.tokens[i].kind == TokenKind::word
                        ? 1
                        : 0;
    }
    if (!group && capitals < 2) return std::nullopt;
    return of_words(clean_spaces(scene_.text(document, speaker)));
}

}  // namespace silang
