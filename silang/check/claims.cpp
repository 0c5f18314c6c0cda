#include "silang/check/claims.h"

#include <algorithm>
#include <cmath>

#include "silang/mention/numbers.h"

namespace silang {
namespace {

// How far behind the first word of a sentence (in tokens) it says who else did so, or who an accusation comes from.
constexpr uint32_t kReach = 8;
// Words of negation so early in reported speech deny what is reported.
constexpr uint32_t kHeadWords = 5;
constexpr std::string_view kAccuse = "accuse";
constexpr std::string_view kStrong = "strong";
constexpr std::string_view kPassive = "passive";
constexpr std::string_view kBack = "back";
constexpr std::string_view kLike = "like";
constexpr std::string_view kNoun = "noun";
// How far before a verb its subject is looked for, how far behind it who does it, and how long a phrase for whose claim
// something is can be, in tokens.
constexpr uint32_t kReachBack = 16;
constexpr uint32_t kGiverWords = 6;
constexpr uint32_t kLongestOwner = 9;

class ClaimFinder {
public:
    explicit ClaimFinder(const Scene& scene)
        : scene_(scene),
          parties_(scene),
          claim_nouns_(scene.language.lexicon("claim-nouns")),
          pointers_(scene.language.lexicon("pointers")),
          also_(scene.language.lexicon("also-words")),
          denials_(scene.language.lexicon("denial-phrases")),
          givers_(scene.language.lexicon("claim-givers")),
          verbs_(scene.language.lexicon("denial-verbs")),
          claim_verbs_(scene.language.lexicon("claim-verbs")),
          negations_(scene.language.lexicon("negations")),
          functions_(scene.language.lexicon("function-words")),
          links_(scene.language.lexicon("claim-links")),
          pronouns_(scene.language.lexicon("pronouns")) {}

    std::vector<Claim> find() {
        collect();
        for (Claim& claim : claims_) claim.named = parties_.ids_in(unit(claim.unit).document, unit(claim.unit).span);
        link_claims(scene_.all, claims_);
        return std::move(claims_);
    }

private:
    const Unit& unit(uint32_t index) const { return scene_.all.units[index]; }
    const TokenizedText& text_of(const Unit& u) const { return scene_.document_of(u).article.tokens; }

    void collect() {
        for (uint32_t index = 0; index < scene_.all.units.size(); ++index) {
            const Unit& from = unit(index);
            const Document& document = scene_.document_of(from);
            bool quoted = false;
            for (const uint32_t q : from.quotes) {
                const Quote& quote = document.mentions.quotes[q];
                if (quote.span.begin < from.span.begin && index > 0 && unit(index - 1).document == from.document &&
                    quote.span.overlaps(unit(index - 1).span))
                    continue;  // began in the sentence before
                quoted = true;
                add_quote(index, quote);
            }
            if (!quoted || from.has_event(kAccuse)) add_source(index);
            if (!quoted && !has_claim(index)) add_giver(index, from.span, nullptr);
            // "X dituduh ...": an accusation all the same, by nobody the page names.
            if (!quoted && from.has_event(kAccuse) && !has_claim(index)) add_asserting(index, std::vector<Party>{});
            add_bare_denials(index);
            add_bare_claims(index);
        }
    }

    [[nodiscard]] bool has_claim(uint32_t index) const { return !claims_.empty() && claims_.back().unit == index; }

    void add_quote(uint32_t index, const Quote& quote) {
        const Unit& from = unit(index);
        Claim claim;
        claim.unit = index;
        claim.span = from.span;
        claim.parties = parties_.of_quote(from.document, quote);
        if (claim.parties.empty()) return;
        claim.accuses = quote.stance == Stance::accuses;
        claim.denies = quote.stance == Stance::denies;
        const Negation negation = claim.denies || claim.accuses ? Negation::none : negation_of(from, quote.span);
        claim.denies |= negation == Negation::strong;
        claim.negates = negation == Negation::weak;
        claim.also = says_also(from);
        claim.points_back = points_back(from);
        terms_within(index, quote.span, claim.terms);
        if (claim.denies || claim.accuses) name_pointed_at(index, quote, claim);
        if (claim.denies || claim.negates) {
            const bool contrast = add_giver(index, quote.span, &claim.parties);
            claim.denies |= contrast;
        }
        claims_.push_back(std::move(claim));
    }

    // "X membantah.", "X menolak disebut lamban", "tuduhan yang dibantah X": a denial that reports no words.
    void add_bare_denials(uint32_t index) {
        const Unit& from = unit(index);
        const TokenizedText& text = text_of(from);
        const Sentence& sentence = text.sentences[from.sentence];
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            const auto verb = verbs_.match(text.tokens, i);
            if (!verb) continue;
            const uint32_t behind = i + verb.length;
            const bool negated = i > sentence.first && negations_.match(text.tokens, i - 1);
            const bool passive = verb.entry->field(1) == kPassive;
            const std::string_view needs = verb.entry->field(2);
            // "menepis bola": what is denied is a claim, if it is named at all.
            const bool fits = needs == kNoun ? names_claim(text, sentence, i)
                              : needs.empty() && verb.length == 1 && !passive
                                  ? behind >= sentence.last || text.tokens[behind].kind == TokenKind::punct ||
                                        claim_nouns_.match(text.tokens, behind) || functions_.match(text.tokens, behind)
                                  : true;
            if (!negated && fits && !reported_at(from, text.tokens[i].span)) {
                std::vector<Party> parties = passive ? party_behind(from.document, behind, sentence.last)
                                                     : party_before(index, sentence.first, i);
                if (!parties.empty()) {
                    Claim claim;
                    claim.unit = index;
                    claim.span = from.span;
                    claim.parties = std::move(parties);
                    claim.denies = true;
                    claim.also = says_also(from);
                    // The bare verb, and "membantahnya".
                    claim.points_back = verb.entry->field(2) == kBack || points_back(from) || behind >= sentence.last ||
                                        text.tokens[behind].kind == TokenKind::punct;
                    terms_within(index, from.span, claim.terms);
                    add_giver(index, from.span, &claim.parties);
                    claims_.push_back(std::move(claim));
                    return;
                }
            }
            i = behind - 1;
        }
    }

    // "X curiga ...", "X melayangkan protes soal ...", "... , yang digugat X": a claim that reports no words.
    void add_bare_claims(uint32_t index) {
        const Unit& from = unit(index);
        const TokenizedText& text = text_of(from);
        const Sentence& sentence = text.sentences[from.sentence];
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            const auto verb = claim_verbs_.match(text.tokens, i);
            if (!verb) continue;
            const bool passive = verb.entry->field(1) == kPassive;
            std::vector<Party> parties = passive ? party_behind(from.document, i + verb.length, sentence.last)
                                                 : party_before(index, sentence.first, i);
            const bool known = std::any_of(claims_.rbegin(), claims_.rend(), [&](const Claim& claim) {
                return claim.unit == index && shares_party(claim.parties, parties);
            });
            if (!known && !parties.empty() && !reported_at(from, text.tokens[i].span)) {
                add_asserting(index, std::move(parties));
                claims_.back().accuses = verb.entry->field(2) == kAccuse;
                return;
            }
            i += verb.length - 1;
        }
    }

    bool names_claim(const TokenizedText& text, const Sentence& sentence, uint32_t last) const {
        for (uint32_t i = sentence.first; i < last; ++i) {
            if (claim_nouns_.match(text.tokens, i)) return true;
        }
        return false;
    }

    // Some quote of the sentence that denies is reported by the verb at the span, or by words around it.
    bool reported_at(const Unit& from, Span verb) const {
        const Mentions& mentions = scene_.document_of(from).mentions;
        return std::any_of(from.quotes.begin(), from.quotes.end(), [&](uint32_t q) {
            const Quote& quote = mentions.quotes[q];
            return (quote.cue_span && quote.cue_span->overlaps(verb)) || (quote.direct && quote.span.contains(verb));
        });
    }

    // Who stands nearest before the verb: somebody by name, "perusahaan itu", "ia".
    std::vector<Party> party_before(uint32_t index, uint32_t first, uint32_t verb) const {
        const Unit& from = unit(index);
        const TokenizedText& text = text_of(from);
        for (uint32_t i = verb; i-- > std::max(first, verb > kReachBack ? verb - kReachBack : 0);) {
            if (const auto entity = parties_.entity_in(from.document, i, verb);
                entity && parties_.may_speak(from.document, *entity))
                return parties_.all_of_entity(from.document, *entity);
            if (auto noun = parties_.organization_of_noun(from.document, i)) return {std::move(*noun)};
            const char mark = mark_at(text, i);
            if (mark == ':' || mark == ';' || mark == '"') break;
            if (i + 1 == verb && pronouns_.match(text.tokens, i)) {
                for (size_t k = claims_.size(); k-- > 0 && unit(claims_[k].unit).document == from.document;) {
                    if (!claims_[k].parties.empty()) return claims_[k].parties;
                }
                break;
            }
        }
        return {};
    }

    // Who is named at once behind a passive verb, or behind "oleh".
    std::vector<Party> party_behind(uint32_t document, uint32_t first, uint32_t last) const {
        const TokenizedText& text = scene_.documents[document].article.tokens;
        for (uint32_t i = first; i < std::min(last, first + kGiverWords); ++i) {
            if (text.tokens[i].kind == TokenKind::punct || (i > first && functions_.match(text.tokens, i))) {
                last = i;
                break;
            }
            if (auto noun = parties_.organization_of_noun(document, i)) return {std::move(*noun)};
        }
        last = std::min(last, first + kGiverWords);
        std::vector<Party> parties = parties_.named_in(document, first, last);
        if (!parties.empty()) return parties;
        if (auto body = parties_.body_at(document, first, last)) return {std::move(*body)};
        if (auto group = parties_.group_at(document, first, last)) return {std::move(*group)};
        return {};
    }

    // Terms of the words reported; who says it and that it is denied are no part of them.
    void terms_within(uint32_t index, Span span, std::vector<uint32_t>& terms) const {
        for (uint32_t i = index; i < scene_.all.units.size(); ++i) {
            const Unit& from = unit(i);
            if (from.document != unit(index).document || from.span.begin >= span.end) break;
            for (const PlacedTerm& placed : from.placed) {
                if (placed.offset < span.begin || placed.offset >= span.end) continue;
                const std::string& name = scene_.all.terms.name(placed.term);
                if (name.starts_with("s:") || name == accuse_term() || name == deny_term()) continue;
                terms.push_back(placed.term);
            }
        }
        std::sort(terms.begin(), terms.end());
        terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    }
    static std::string_view accuse_term() { return "v:accuse"; }
    static std::string_view deny_term() { return "v:deny"; }

    enum class Negation : uint8_t { none, weak, strong };
    Negation negation_of(const Unit& from, Span span) const {
        const TokenizedText& text = text_of(from);
        const Sentence& sentence = text.sentences[from.sentence];
        uint32_t words = 0;
        Negation found = Negation::none;
        for (auto i = static_cast<uint32_t>(text.token_at(span.begin));
             i < sentence.last && text.tokens[i].span.begin < span.end; ++i) {
            if (text.tokens[i].kind != TokenKind::word) continue;
            ++words;
            const auto phrase = denials_.match(text.tokens, i);
            if (!phrase) continue;
            const std::string_view strength = phrase.entry->field(1);
            if (strength == kStrong) return Negation::strong;
            if (strength.empty() || words <= kHeadWords) found = Negation::weak;
        }
        return found;
    }

    bool says_also(const Unit& from) const {
        const TokenizedText& text = text_of(from);
        const Sentence& sentence = text.sentences[from.sentence];
        for (uint32_t i = sentence.first; i < std::min(sentence.last, sentence.first + kReach); ++i) {
            if (also_.match(text.tokens, i)) return true;
        }
        return false;
    }

    // "tuduhan tersebut", "hal ini": the noun for a claim with a pointing word behind it.
    bool points_back(const Unit& from) const {
        const TokenizedText& text = text_of(from);
        const Sentence& sentence = text.sentences[from.sentence];
        const std::span<const Token> tokens(text.tokens);
        for (uint32_t i = sentence.first; i + 1 < sentence.last; ++i) {
            const auto noun = claim_nouns_.match(tokens, i);
            if (!noun) continue;
            // "tudingan tersebut", and "semua tudingan." with nothing behind that says which.
            const uint32_t next = i + noun.length;
            if (next >= sentence.last || tokens[next].kind == TokenKind::punct || pointers_.match(tokens, next))
                return true;
        }
        return false;
    }

    // "Kantor itu membantah" behind "Keluarga menyalahkan Syahbandar X": the accused of the sentence before.
    void name_pointed_at(uint32_t index, const Quote& quote, Claim& claim) const {
        if (!claim.denies || index == 0 || !quote.speaker_span) return;
        const Unit& from = unit(index);
        const Unit& before = unit(index - 1);
        const TokenizedText& text = text_of(from);
        const auto first = static_cast<uint32_t>(text.token_at(quote.speaker_span->begin));
        const bool pointed = first + 1 < text.tokens.size() && pointers_.match(text.tokens, first + 1) &&
                             text.tokens[first + 1].span.end <= quote.speaker_span->end;
        if (!pointed || before.document != from.document || !before.accuses) return;
        for (const uint32_t q : before.quotes) {
            const Quote& accusation = scene_.document_of(before).mentions.quotes[q];
            if (accusation.stance != Stance::accuses || !accusation.cue_span) continue;
            const auto begin = static_cast<uint32_t>(text.token_at(accusation.cue_span->end));
            uint32_t end = begin;
            while (end < text.tokens.size() && (text.tokens[end].letter_case == LetterCase::capitalized ||
                                                text.tokens[end].letter_case == LetterCase::upper))
                ++end;
            if (end == begin) continue;
            std::string name = clean_spaces(
                scene_.text(from.document, {text.tokens[begin].span.begin, text.tokens[end - 1].span.end}));
            claim.parties = {{fold(name), std::move(name)}};
        }
    }

    // "membantah tudingan yang dialamatkan X", "hitungan serikat Y", "tuduhan Z bahwa ...", "seperti disebut Z": whose
    // claim a denial says it denies. True when the words before it set something against that claim ("bukan 14 jam
    // seperti disebut Z").
    bool add_giver(uint32_t index, Span span, const std::vector<Party>* denier) {
        const Unit& from = unit(index);
        const TokenizedText& text = text_of(from);
        const Sentence& sentence = text.sentences[from.sentence];
        const auto add = [&](std::vector<Party> parties) {
            if (parties.empty() || (denier && shares_party(parties, *denier))) return false;
            add_asserting(index, std::move(parties));
            return true;
        };
        for (auto i = static_cast<uint32_t>(text.token_at(span.begin));
             i < sentence.last && text.tokens[i].span.begin < span.end; ++i) {
            if (const auto like = givers_.match(text.tokens, i); like && like.entry->field(1) == kLike) {
                if (denier == nullptr) continue;
                if (!add(party_behind(from.document, i + like.length, sentence.last))) continue;
                for (uint32_t k = i; k-- > std::max(sentence.first, i > kGiverWords ? i - kGiverWords : 0);) {
                    if (negations_.match(text.tokens, k)) return true;
                }
                return false;
            }
            const auto noun = claim_nouns_.match(text.tokens, i);
            const bool accuses = noun && noun.entry->field(1) == kAccuse;
            if (!noun || (denier == nullptr && !accuses)) continue;
            if (auto party = parties_.organization_of_noun(from.document, i + noun.length))
                return add({std::move(*party)}) && false;
            for (uint32_t k = i + noun.length; k < std::min(sentence.last, i + noun.length + kHeadWords); ++k) {
                const auto giver = givers_.match(text.tokens, k);
                if (!giver) continue;
                if (add(party_behind(from.document, k + giver.length, sentence.last))) return false;
            }
            if (accuses && add(owner_of_claim(from.document, i + noun.length, sentence.last))) return false;
        }
        return false;
    }

    // "tudingan | pelatih asal Jepang Kenji Morita | bahwa ...": whoever stands between the noun and what it says.
    std::vector<Party> owner_of_claim(uint32_t document, uint32_t first, uint32_t last) const {
        const TokenizedText& text = scene_.documents[document].article.tokens;
        uint32_t end = first;
        while (end < last && end < first + kLongestOwner && text.tokens[end].kind != TokenKind::punct &&
               !links_.match(text.tokens, end))
            ++end;
        if (end == first || end >= last || !links_.match(text.tokens, end)) return {};
        std::vector<Party> parties = parties_.named_in(document, first, end);
        if (!parties.empty()) return parties;
        if (auto body = parties_.body_at(document, first, end)) return {std::move(*body)};
        return {};
    }

    // "Tudingan itu dilontarkan X": a sentence that only says whose accusation it is.
    void add_source(uint32_t index) {
        const Unit& from = unit(index);
        if (from.denies) return;
        const TokenizedText& text = text_of(from);
        const Sentence& sentence = text.sentences[from.sentence];
        const auto noun = claim_nouns_.match(text.tokens, sentence.first);
        if (!noun || !pointers_.match(text.tokens, sentence.first + noun.length)) return;
        for (uint32_t k = sentence.first + noun.length; k < std::min(sentence.last, sentence.first + kReach); ++k) {
            const auto giver = givers_.match(text.tokens, k);
            if (!giver) continue;
            if (auto parties = party_behind(from.document, k + giver.length, sentence.last); !parties.empty())
                add_asserting(index, std::move(parties));
            if (has_claim(index)) {
                claims_.back().points_back = true;
                claims_.back().accuses = noun.entry->field(1) == kAccuse;
            }
            return;
        }
    }

    void add_asserting(uint32_t index, std::vector<Party> parties) {
        const Unit& from = unit(index);
        Claim claim;
        claim.unit = index;
        claim.span = from.span;
        claim.parties = std::move(parties);
        claim.accuses = true;
        terms_within(index, from.span, claim.terms);
        claims_.push_back(std::move(claim));
    }

    const Scene& scene_;
    Parties parties_;
    const Lexicon& claim_nouns_;
    const Lexicon& pointers_;
    const Lexicon& also_;
    const Lexicon& denials_;
    const Lexicon& givers_;
    const Lexicon& verbs_;
    const Lexicon& claim_verbs_;
    const Lexicon& negations_;
    const Lexicon& functions_;
    const Lexicon& links_;
    const Lexicon& pronouns_;
    std::vector<Claim> claims_;
};

}  // namespace

std::vector<Claim> find_claims(const Scene& scene) {
    return ClaimFinder(scene).find();
}

}  // namespace silang
