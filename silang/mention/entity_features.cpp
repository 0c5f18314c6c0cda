#include "silang/mention/entity_features.h"

#include <algorithm>

namespace silang {

namespace {

bool is_capitalized(const Token& token) {
    return token.letter_case == LetterCase::capitalized || token.letter_case == LetterCase::upper ||
           token.letter_case == LetterCase::mixed;
}

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

std::string_view shape_of(const Token& token, std::string_view folded) {
    switch (token.kind) {
        case TokenKind::number:
            return folded.size() == 4 ? "year" : "number";
        case TokenKind::punct:
            return "punct";
        case TokenKind::word:
            break;
    }
    bool digits = std::any_of(folded.begin(), folded.end(), [](char c) { return c >= '0' && c <= '9'; });
    switch (token.letter_case) {
        case LetterCase::none:
            return digits ? "x9" : "none";
        case LetterCase::lower:
            return digits ? "x9" : "x";
        case LetterCase::capitalized:
            return digits ? "X9" : folded.size() == 1 ? "X" : folded.size() < 4 ? "Xx" : "Xxxx";
        case LetterCase::upper:
            return digits ? "X9" : folded.size() == 1 ? "X" : folded.size() < 6 ? "XX" : "XXXXXX";
        case LetterCase::mixed:
            return digits ? "X9" : "xX";
    }
    return "none";
}

// Prefixes and suffixes of 1 to 4 code points, shorter than the word.
void cut_affixes(std::string_view word, TokenFacts& facts) {
    size_t begin = 0;
    size_t end = word.size();
    for (size_t count = 0; count < 4; ++count) {
        do ++begin;
        while (begin < word.size() && is_continuation(word[begin]));
        do --end;
        while (end > 0 && is_continuation(word[end]));
        if (begin >= word.size() || end == 0) return;
        facts.prefixes[count] = FeatureValue(word.substr(0, begin));
        facts.suffixes[count] = FeatureValue(word.substr(end));
    }
}

struct ClassNames {
    std::string_view name;
    std::string_view begin;
    std::string_view inside;
};
constexpr std::array<ClassNames, 5> kClasses{{{"person", "B-person", "I-person"},
                                              {"organization", "B-organization", "I-organization"},
                                              {"place", "B-place", "I-place"},
                                              {"event", "B-event", "I-event"},
                                              {"other", "B-other", "I-other"}}};

}  // namespace

bool case_agrees(const LexiconEntry& entry, std::span<const Token> tokens) {
    std::string_view phrase = entry.phrase();
    size_t at = 0;
    for (const Token& token : tokens) {
        while (at < phrase.size() && phrase[at] == ' ') ++at;
        if (at >= phrase.size()) return true;
        bool upper = phrase[at] >= 'A' && phrase[at] <= 'Z';
        size_t end = std::min(phrase.size(), at + token.folded_size);
        if (upper) {
            bool all_upper =
                std::none_of(phrase.begin() + at, phrase.begin() + end, [](char c) { return c >= 'a' && c <= 'z'; });
            bool wants_upper = all_upper && end - at > 1;
            if (wants_upper && token.letter_case != LetterCase::upper) return false;
            if (!wants_upper && token.kind == TokenKind::word && !is_capitalized(token)) return false;
        }
        at = end;
    }
    return true;
}

uint64_t hash_of_feature(std::string_view feature) {
    uint64_t hash = 0;
    bool first = true;
    while (true) {
        size_t space = feature.find(' ');
        std::string_view part = feature.substr(0, space);
        hash = first ? feature_hash(part) : join_hashes(hash, feature_hash(part));
        first = false;
        if (space == std::string_view::npos) return hash;
        feature.remove_prefix(space + 1);
    }
}

void gather_facts(const TokenizedText& text, std::span<const Token> sentence, const Language& language,
                  std::vector<TokenFacts>& facts) {
    const Lexicon& gazetteer = language.lexicon("gazetteer");
    const Lexicon& titles = language.lexicon("titles");
    const Lexicon& cues = language.lexicon("name-cues");
    const Lexicon& parts = language.lexicon("name-parts");
    const Lexicon& junk = language.lexicon("not-names");
    facts.assign(sentence.size(), TokenFacts());
    for (size_t at = 0; at < sentence.size(); ++at) {
        const Token& token = sentence[at];
        TokenFacts& fact = facts[at];
        std::string_view folded = text.folded_of(token);
        fact.word = FeatureValue(folded);
        fact.shape = FeatureValue(shape_of(token, folded));
        fact.capitalized = is_capitalized(token);
        if (token.kind == TokenKind::word) cut_affixes(folded, fact);
        if (const LexiconEntry* entry = parts.word(token.word); entry != nullptr && fact.capitalized) {
            fact.part = FeatureValue(entry->field(1));
        }
        if (fact.capitalized && junk.word(token.word) != nullptr) fact.junk = FeatureValue("everyday");
        if (at > 0 && !token.space_before) fact.glue = FeatureValue(text.folded_of(sentence[at - 1]));
        if (!fact.gazetteer.present()) {
            if (Lexicon::Match match = gazetteer.match(sentence, at);
                match && case_agrees(*match.entry, sentence.subspan(at, match.length))) {
                for (const ClassNames& names : kClasses) {
                    if (names.name != match.entry->field(1)) continue;
                    for (uint32_t k = 0; k < match.length; ++k) {
                        facts[at + k].gazetteer = FeatureValue(k == 0 ? names.begin : names.inside);
                    }
                }
            }
        }
        if (!fact.title.present()) {
            if (Lexicon::Match match = titles.match(sentence, at)) {
                for (uint32_t k = 0; k < match.length; ++k) facts[at + k].title = FeatureValue(match.entry->field(1));
            }
        }
        if (Lexicon::Match match = cues.match(sentence, at); match && fact.capitalized) {
            for (uint32_t k = 0; k < match.length; ++k) facts[at + k].cue = FeatureValue(match.entry->field(1));
        }
    }
    for (size_t begin = 0; begin < facts.size();) {
        size_t end = begin + 1;
        if (facts[begin].capitalized) {
            while (end < facts.size() && facts[end].capitalized) ++end;
            FeatureValue before(begin == 0 ? kSentenceEdge : facts[begin - 1].word.text);
            FeatureValue after(end == facts.size() ? kSentenceEdge : facts[end].word.text);
            for (size_t at = begin; at < end; ++at) {
                facts[at].before_run = before;
                facts[at].after_run = after;
            }
        }
        begin = end;
    }
}

}  // namespace silang
