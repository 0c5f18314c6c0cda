// Whom the persons of a story speak for: "Juru bicara PT X, Dodi Firmansyah", "Ujang Sobandi, ketua Serikat Y".
#include <algorithm>

#include "silang/check/parties.h"
#include "silang/mention/numbers.h"

namespace silang {
namespace {

// Between the words of a post and the name of who holds it stands the party's name, no longer than this.
constexpr uint32_t kLongestParty = 10;
constexpr uint32_t kLongestVoice = 4;
constexpr std::string_view kSelf = "self";
constexpr std::string_view kHead = "head";

}  // namespace

void Parties::learn_names() {
    // An organization goes by what the pages call it, anybody else by his full name.
    std::vector<std::pair<std::string, std::string>> forms;
    for (const uint32_t document : scene_.story.documents) {
        for (const Entity& entity : scene_.documents[document].mentions.entities) {
            if (entity.type == EntityType::organization) {
                std::string fullest;
                for (const Span mention : entity.mentions) {
                    std::string form = full_form(document, mention);
                    if (form.size() > fullest.size()) fullest = std::move(form);
                }
                names_.add(entity.id, entity.name, false);
                names_.add(entity.id, fullest, false);
                forms.emplace_back(entity.id, std::move(fullest));
            } else {
                if (entity.type == EntityType::person) names_.add(entity.id, entity.name, true);
                forms.emplace_back(entity.id, entity.name);
            }
        }
    }
    names_.settle();
    for (auto& [id, form] : forms) {
        std::string& name = full_names_[std::string(names_.party_of(id))];
        if (form.size() > name.size()) name = std::move(form);
    }
    for (const uint32_t document : scene_.story.documents) {
        for (const Entity& entity : scene_.documents[document].mentions.entities) {
            if (entity.type == EntityType::organization)
                bodies_.try_emplace(std::string(names_.party_of(entity.id)), entity.name);
        }
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
        // The labeller may take one name for two.
        const bool more = entity.type == EntityType::place || entity.type == EntityType::organization;
        if (!more || end >= text.tokens.size()) continue;
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
        // Who leads a town or a region ("Gubernur Jawa Barat") speaks for himself.
        const auto entity = entity_in(document, from, from + 1);
        if (head && entity && scene_.documents[document].mentions.entities[*entity].type == EntityType::place) return;
        if (auto party = principal_in(document, from, until))
            principals_.try_emplace(scene_.documents[document].mentions.entities[person].id,
                                    Principal{std::move(*party), head});
    };
    const uint32_t from = first >= line_first + kLongestParty ? first - kLongestParty : line_first;
    for (uint32_t i = first; i-- > from;) {
        const auto voice = voices_.match(text.tokens, i);
        if (!voice || i + voice.length > first) continue;
        const bool head = voice.entry->field(1) == kHead;
        if (voice.entry->field(1) == kSelf || (i > line_first && formers_.match(text.tokens, i - 1))) return;
        const uint32_t begin = i + voice.length;
        if (begin == first) {
            learn_joined(document, person, mention, head);
            return;
        }
        if (const uint32_t until = party_end(text, begin, first); until > begin) remember(begin, until, head);
        return;
    }
    // "Juru bicaranya, X": of the organization spoken of before.
    if (const uint32_t end = first > line_first && mark_at(text, first - 1) == ',' ? first - 1 : first;
        end > line_first) {
        bool head = false;
        for (uint32_t length = 1; length <= kLongestVoice && end >= line_first + length; ++length) {
            if (!is_owned_voice(text, end - length, end, head)) continue;
            if (auto owner = owner_before(document, end - length))
                principals_.try_emplace(scene_.documents[document].mentions.entities[person].id,
                                        Principal{std::move(*owner), head});
            return;
        }
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

// Where the name of a party ends that begins at `begin` and has a person's name behind it; `begin` when it is none.
// What has an everyday word in it behind its first capital ("KPK menuntut mantan Bupati") tells more than a name.
uint32_t Parties::party_end(const TokenizedText& text, uint32_t begin, uint32_t person) const {
    bool named = false;
    for (uint32_t i = begin; i < person; ++i) {
        const Token& token = text.tokens[i];
        const char mark = mark_at(text, i);
        if (mark == ',') {
            for (uint32_t k = i + 1; k < person; ++k) {
                if (text.tokens[k].letter_case != LetterCase::capitalized) return begin;
            }
            return i;
        }
        if (token.kind == TokenKind::punct && mark != '(' && mark != ')' && mark != '-' && mark != '.') return begin;
        if (token.letter_case == LetterCase::lower && named && !functions_.match(text.tokens, i)) return begin;
        named |= token.letter_case == LetterCase::capitalized || token.letter_case == LetterCase::upper;
    }
    return person;
}

// "Kepala Eksekutif Harborline Tan Wei Liang", taken for one name: it begins with that of an organization.
void Parties::learn_joined(uint32_t document, uint32_t person, Span mention, bool head) {
    const std::string_view words = scene_.text(document, mention);
    for (size_t end = words.rfind(' '); end != std::string_view::npos && end > 0; end = words.rfind(' ', end - 1)) {
        const auto party = names_.find_body(words.substr(0, end));
        if (!party) continue;
        const auto full = full_names_.find(std::string(*party));
        if (full == full_names_.end()) continue;
        principals_.try_emplace(scene_.documents[document].mentions.entities[person].id,
                                Principal{{std::string(*party), full->second}, head});
        return;
    }
}

bool Parties::is_owned_voice(const TokenizedText& text, uint32_t first, uint32_t last, bool& head) const {
    std::string words;
    for (uint32_t i = first; i < last; ++i) {
        if (i > first) words += ' ';
        words += text.folded_of(text.tokens[i]);
    }
    const auto at = owned_voices_.find(words);
    if (at == owned_voices_.end()) return false;
    head = at->second;
    return true;
}

// The organization mentioned last before the token.
std::optional<Party> Parties::owner_before(uint32_t document, uint32_t token) const {
    const Document& page = scene_.documents[document];
    const uint32_t offset = page.article.tokens.tokens[token].span.begin;
    const Entity* owner = nullptr;
    uint32_t at = 0;
    for (const Entity& entity : page.mentions.entities) {
        if (entity.type != EntityType::organization || houses_.contains(entity.id)) continue;
        for (const Span mention : entity.mentions) {
            if (mention.begin >= offset) break;
            if (mention.begin < at) continue;
            at = mention.begin;
            owner = &entity;
        }
    }
    // A body that has spoken since, also when its name is none of the page's entities ("Forum Warga X").
    const Quote* last = nullptr;
    for (const Quote& quote : page.mentions.quotes) {
        if (quote.speaker_span && quote.speaker_span->end <= offset && quote.speaker_span->begin > at) last = &quote;
    }
    if (last != nullptr && !last->speaker) return of_words(last->speaker_text);
    if (last != nullptr && page.mentions.entities[*last->speaker].type == EntityType::place) {
        if (auto body = body_in(document, *last->speaker_span, names_in(document, *last->speaker_span))) return body;
    }
    if (owner == nullptr) return std::nullopt;
    return itself(*owner);
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
    // "panitia pelaksana X", "serikat pekerja Y" are somebody else than X and Y.
    if (groups_.match(page.article.tokens.tokens, first))
        return of_words(clean_spaces(scene_.text(
            document, {page.article.tokens.tokens[first].span.begin, page.article.tokens.tokens[last - 1].span.end})));
    if (const auto entity = entity_in(document, first, last);
        entity && page.mentions.entities[*entity].type != EntityType::place)
        return itself(page.mentions.entities[*entity]);
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
    return of_words(std::move(words));
}

}  // namespace silang
