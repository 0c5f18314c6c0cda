#include "silang/check/parties.h"

#include <algorithm>
#include <map>

#include "silang/mention/numbers.h"

namespace silang {
namespace {

// Between the words of a post and the name of who holds it stands the party's name, no longer than this.
constexpr uint32_t kLongestParty = 10;
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

Parties::Parties(const Scene& scene)
    : scene_(scene), voices_(scene.language.lexicon("party-voices")), nouns_(scene.language.lexicon("speaker-nouns")) {
    for (const uint32_t document : scene_.story.documents) {
        for (const Entity& entity : scene_.documents[document].mentions.entities) {
            std::string& name = full_names_[entity.id];
            if (entity.name.size() > name.size()) name = entity.name;
            if (entity.type != EntityType::organization) continue;
            for (const Span mention : entity.mentions) {
                std::string full = full_form(document, mention);
                if (full.size() > name.size()) name = std::move(full);
            }
        }
    }
    for (const uint32_t document : scene_.story.documents) {
        houses_.insert(slug(scene_.lineage.house[document]));
        learn(document);
    }
}

// "Badan Penanggulangan Bencana Daerah (BPBD) Majene": with its short form and the place it is for, where the page
// names it by its full name.
std::string Parties::full_form(uint32_t document, Span mention) const {
    const Document& page = scene_.documents[document];
    const TokenizedText& text = page.article.tokens;
    auto end = static_cast<uint32_t>(text.token_at(mention.end));
    uint32_t last = mention.end;
    if (end + 2 < text.tokens.size() && mark_at(text, end) == '(' && mark_at(text, end + 2) == ')') {
        last = text.tokens[end + 2].span.end;
        end += 3;
    }
    for (const Entity& entity : page.mentions.entities) {
        if (entity.type != EntityType::place || end >= text.tokens.size()) continue;
        for (const Span place : entity.mentions) {
            if (place.begin == text.tokens[end].span.begin && text.tokens[end].line == text.tokens[end - 1].line)
                last = std::max(last, place.end);
        }
    }
    return clean_spaces(scene_.text(document, {mention.begin, last}));
}

void Parties::learn(uint32_t document) {
    const auto& entities = scene_.documents[document].mentions.entities;
    for (uint32_t i = 0; i < entities.size(); ++i) {
        if (entities[i].type != EntityType::person) continue;
        for (const Span mention : entities[i].mentions) learn_voice(document, i, mention);
    }
}

// "Juru bicara PT X, Dodi Firmansyah", "Ujang Sobandi, ketua Serikat Y": whom a person speaks for.
void Parties::learn_voice(uint32_t document, uint32_t person, Span mention) {
    const TokenizedText& text = scene_.documents[document].article.tokens;
    const auto first = static_cast<uint32_t>(text.token_at(mention.begin));
    if (first >= text.tokens.size()) return;
    const uint32_t line_first = text.line_first_token[text.tokens[first].line];
    const uint32_t line_end = text.line_first_token[text.tokens[first].line + 1];
    auto behind = static_cast<uint32_t>(text.token_at(mention.end));
    const auto remember = [&](uint32_t from, uint32_t until, bool head) {
        if (auto party = principal_in(document, from, until))
            principals_.try_emplace(scene_.documents[document].mentions.entities[person].id,
                                    Principal{std::move(*party), head});
    };
    const uint32_t from = first >= line_first + kLongestParty ? first - kLongestParty : line_first;
    for (uint32_t i = from; i < first; ++i) {
        const auto voice = voices_.match(text.tokens, i);
        if (!voice) continue;
        if (voice.entry->field(1) == kSelf) return;
        uint32_t until = first;
        if (until > i + voice.length && mark_at(text, until - 1) == ',') --until;
        bool whole = true;
        for (uint32_t k = i + voice.length; k < until; ++k)
            whole &= text.tokens[k].kind != TokenKind::punct || mark_at(text, k) == '(' || mark_at(text, k) == ')' ||
                     mark_at(text, k) == '-';
        if (whole) remember(i + voice.length, until, voice.entry->field(1) == kHead);
        return;
    }
    if (behind + 1 < line_end && mark_at(text, behind) == ',') {
        const auto voice = voices_.match(text.tokens, behind + 1);
        if (!voice || voice.entry->field(1) == kSelf) return;
        const uint32_t begin = behind + 1 + voice.length;
        uint32_t until = begin;
        while (until < line_end && until < begin + kLongestParty && text.tokens[until].kind != TokenKind::punct)
            ++until;
        remember(begin, until, voice.entry->field(1) == kHead);
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
    if (!last) return std::nullopt;
    return of_entity(document, *last);
}

// "kuasa hukum bupati": the only person of the page whose office begins so.
std::optional<Party> Parties::holder_of_office(uint32_t document, uint32_t first, uint32_t last) const {
    const Document& page = scene_.documents[document];
    const TokenizedText& text = page.article.tokens;
    const std::string office =
        fold(scene_.text(document, {text.tokens[first].span.begin, text.tokens[last - 1].span.end}));
    const Entity* holder = nullptr;
    for (const Entity& entity : page.mentions.entities) {
        if (entity.type != EntityType::person) continue;
        const bool holds = std::any_of(entity.roles.begin(), entity.roles.end(), [&](const std::string& role) {
            const std::string folded = fold(role);
            return folded.starts_with(office) && (folded.size() == office.size() || folded[office.size()] == ' ');
        });
        if (!holds) continue;
        if (holder) return std::nullopt;
        holder = &entity;
    }
    if (!holder) return std::nullopt;
    return itself(*holder);
}

// The party that the words name: an organization or a person among them, else the words themselves where they are a
// name.
std::optional<Party> Parties::principal_in(uint32_t document, uint32_t first, uint32_t last) const {
    if (first >= last) return std::nullopt;
    const Document& page = scene_.documents[document];
    if (const auto entity = entity_in(document, first, last);
        entity && page.mentions.entities[*entity].type != EntityType::place)
        return of_entity(document, *entity);
    const TokenizedText& text = page.article.tokens;
    if (auto noun = organization_of_noun(document, first)) return noun;
    if (auto holder = holder_of_office(document, first, last)) return holder;
    bool named = false;
    for (uint32_t i = first; i < last; ++i) {
        const LetterCase letters = text.tokens[i].letter_case;
        named |= letters == LetterCase::capitalized || letters == LetterCase::upper;
    }
    if (!named) return std::nullopt;
    std::string words =
        clean_spaces(scene_.text(document, {text.tokens[first].span.begin, text.tokens[last - 1].span.end}));
    return Party{fold(words), std::move(words)};
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
    const auto full = full_names_.find(entity.id);
    return {entity.id, full == full_names_.end() ? entity.name : full->second};
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
        add(of_entity(document, index));
        const auto principal = principals_.find(entities[index].id);
        if (principal != principals_.end() && principal->second.head) add(itself(entities[index]));
    };
    if (quote.speaker_span) {
        // A capital that speaks for its government stands in two entities with one span: the party is the one that is
        // not the place itself.
        std::map<Span, uint32_t> by_span;
        for (const uint32_t index : page.mentions.entities_in(*quote.speaker_span)) {
            for (const Span mention : entities[index].mentions) {
                if (!quote.speaker_span->contains(mention)) continue;
                const bool itself = fold(entities[index].name) == fold(mention.of(page.article.page.text));
                const auto [at, added] = by_span.try_emplace(mention, index);
                if (!added && !itself) at->second = index;
            }
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
    if (parties.empty() && !quote.speaker_text.empty()) add({fold(quote.speaker_text), quote.speaker_text});
    return parties;
}

}  // namespace silang
