#include "silang/check/claims.h"

#include <algorithm>
#include <cmath>

namespace silang {
namespace {

// How far back (in sentences) "tuduhan itu" may reach, and how far behind the first word (in tokens) who it comes from.
constexpr uint32_t kReach = 8;
// Words of negation so early in reported speech deny what is reported.
constexpr uint32_t kHeadWords = 5;
// Without a pointing word, what is denied on a page is what was said there so much alike.
constexpr double kOnOnePage = 0.15;
// The share of the shorter claim counts so much beside the cosine: it is easily had by two words.
constexpr double kShareWeight = 0.75;
constexpr size_t kLeastShared = 2;
constexpr std::string_view kAccuse = "accuse";
constexpr std::string_view kStrong = "strong";

class ClaimFinder {
public:
    explicit ClaimFinder(const Scene& scene)
        : scene_(scene),
          parties_(scene),
          claim_nouns_(scene.language.lexicon("claim-nouns")),
          pointers_(scene.language.lexicon("pointers")),
          also_(scene.language.lexicon("also-words")),
          denials_(scene.language.lexicon("denial-phrases")),
          givers_(scene.language.lexicon("claim-givers")) {}

    std::vector<Claim> find() {
        collect();
        link_within_pages();
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
            // "X dituduh ...": an accusation all the same, by nobody the page names.
            if (!quoted && from.has_event(kAccuse) && (claims_.empty() || claims_.back().unit != index))
                add_asserting(index, Party{});
        }
    }

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
        if (claim.denies) add_giver(index, quote.span);
        claims_.push_back(std::move(claim));
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

    // "membantah tudingan yang dialamatkan X", "hitungan serikat Y": whose claim a denial says it denies.
    void add_giver(uint32_t index, Span span) {
        const Unit& from = unit(index);
        const TokenizedText& text = text_of(from);
        const Sentence& sentence = text.sentences[from.sentence];
        for (auto i = static_cast<uint32_t>(text.token_at(span.begin));
             i < sentence.last && text.tokens[i].span.begin < span.end; ++i) {
            const auto noun = claim_nouns_.match(text.tokens, i);
            if (!noun) continue;
            if (auto party = parties_.organization_of_noun(from.document, i + noun.length)) {
                add_asserting(index, std::move(*party));
                return;
            }
            for (uint32_t k = i + noun.length; k < std::min(sentence.last, i + noun.length + kHeadWords); ++k) {
                const auto giver = givers_.match(text.tokens, k);
                if (!giver) continue;
                add_asserting(index, k + giver.length, sentence.last);
                return;
            }
        }
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
            add_asserting(index, k + giver.length, sentence.last);
            if (!claims_.empty() && claims_.back().unit == index) claims_.back().points_back = true;
            return;
        }
    }

    void add_asserting(uint32_t index, uint32_t first, uint32_t last) {
        const Unit& from = unit(index);
        if (const auto entity = parties_.entity_in(from.document, first, last))
            add_asserting(index, parties_.of_entity(from.document, *entity));
    }

    void add_asserting(uint32_t index, Party party) {
        const Unit& from = unit(index);
        Claim claim;
        claim.unit = index;
        claim.span = from.span;
        if (!party.id.empty()) claim.parties = {std::move(party)};
        claim.accuses = true;
        terms_within(index, from.span, claim.terms);
        claims_.push_back(std::move(claim));
    }

    // --- What a denial answers on its own page.

    void link_within_pages() {
        for (size_t i = 0; i < claims_.size(); ++i) {
            Claim& claim = claims_[i];
            const bool bare = claim.terms.size() < kLeastShared;
            const bool leads_back = claim.denies ? claim.points_back || bare : claim.accuses && claim.points_back;
            if (!claim.denies && !leads_back && !(claim.negates && claim.also)) continue;
            std::optional<size_t> nearest;
            double best = kOnOnePage;
            for (size_t k = i; k-- > 0;) {
                const Claim& before = claims_[k];
                const Unit& there = unit(before.unit);
                const Unit& here = unit(claim.unit);
                if (there.document != here.document || here.order - there.order > kReach) break;
                if (shares_party(before.parties, claim.parties)) continue;
                if (claim.also && (before.denies || before.negates) && here.order - there.order <= 1) {
                    nearest = before.answers ? before.answers : k;
                    break;
                }
                if (!leads_back) {
                    // Without a pointing word, what is denied is what was said in like words.
                    const double like = before.denies ? 0 : claim_likeness(scene_.all, before.terms, claim.terms);
                    if (like > best) {
                        best = like;
                        nearest = k;
                    }
                    continue;
                }
                if (before.unit == claim.unit && !before.accuses) continue;
                // An accusation is meant before any other claim; a source is of the denial or accusation before it.
                if (before.accuses || (claim.accuses && before.denies)) {
                    nearest = k;
                    break;
                }
                if (!nearest && !before.denies && here.order - there.order <= 1) nearest = k;
            }
            if (!nearest) continue;
            claim.answers = nearest;
            if (bare || claim.accuses)
                claim.terms.insert(claim.terms.end(), claims_[*nearest].terms.begin(), claims_[*nearest].terms.end());
            std::sort(claim.terms.begin(), claim.terms.end());
            claim.terms.erase(std::unique(claim.terms.begin(), claim.terms.end()), claim.terms.end());
        }
    }

    const Scene& scene_;
    Parties parties_;
    const Lexicon& claim_nouns_;
    const Lexicon& pointers_;
    const Lexicon& also_;
    const Lexicon& denials_;
    const Lexicon& givers_;
    std::vector<Claim> claims_;
};

double weight_of(const StoryUnits& all, const std::vector<uint32_t>& terms) {
    double sum = 0;
    for (const uint32_t term : terms) sum += all.term_weight[term] * all.term_weight[term];
    return sum;
}

}  // namespace

std::vector<Claim> find_claims(const Scene& scene) {
    return ClaimFinder(scene).find();
}

bool shares_party(const std::vector<Party>& a, const std::vector<Party>& b) {
    return std::any_of(a.begin(), a.end(), [&](const Party& party) {
        return std::any_of(b.begin(), b.end(), [&](const Party& other) { return other.id == party.id; });
    });
}

double claim_likeness(const StoryUnits& all, const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
    std::vector<uint32_t> shared;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
    if (shared.empty()) return 0;
    const double both = weight_of(all, shared);
    const double left = weight_of(all, a);
    const double right = weight_of(all, b);
    const double cosine = both / std::sqrt(left * right);
    if (shared.size() < kLeastShared) return cosine;
    return std::max(cosine, kShareWeight * both / std::min(left, right));
}

}  // namespace silang
