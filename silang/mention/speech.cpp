// The notes on each word of the body, and the sentences around quotations.
#include "silang/mention/speech.h"

#include <algorithm>

namespace silang {
namespace {

constexpr size_t kShortestStem = 3;

}  // namespace

Speech::Speech(const Article& article, const SpeechRules& rules, std::span<const Entity> entities)
    : article_(article),
      rules_(rules),
      entities_(entities),
      notes_(article.tokens.tokens.size()),
      quoted_(pair_quotation_marks(article, rules)) {
    const TokenizedText& text = article.tokens;
    for (uint32_t index = 0; index < entities.size(); ++index) {
        for (const Span mention : entities[index].mentions) {
            for (size_t i = text.token_at(mention.begin); i < notes_.size() && text.tokens[i].span.begin < mention.end;
                 ++i) {
                uint32_t& held = notes_[i].entity;
                // Where two mentions share a word, the person is the one who speaks.
                if (held == 0 || (is_person(index) && !is_person(held - 1))) held = index + 1;
            }
        }
    }
    for (const Quoted& quoted : quoted_) {
        for (uint32_t i = quoted.outer_first; i < quoted.outer_last; ++i) notes_[i].quoted = true;
    }
    annotate();
    cut_into_stretches();
}

void Speech::annotate() {
    const std::span<const Token> all = article_.tokens.tokens;
    uint32_t silent_until = 0;  // a phrase like "yang enggan disebut namanya" reports nothing
    for (uint32_t i = 0; i < all.size(); ++i) {
        if (article_.role_of_line(all[i].line) != Role::body) continue;
        WordNote& note = notes_[i];
        if (all[i].kind == TokenKind::word && all[i].word != kUnknownWord) {
            if (const auto match = rules_.phrase_words->match(all, i)) {
                note.classes |= rules_.classes_of(*match.entry);
                note.class_length = static_cast<uint8_t>(std::min<uint32_t>(match.length, 255));
                if (match.length > 2 && (note.classes & kSkip) != 0) silent_until = i + match.length;
            }
            // "part" entries ("Luar Negeri") are no heads of a phrase.
            if (const auto match = rules_.titles->match(all, i); match && match.entry->field(1) != "part") {
                for (uint32_t k = 0; k < match.length; ++k) notes_[i + k].classes |= kTitle;
            }
            if (const auto match = rules_.pronouns->match(all, i);
                match && all[i].letter_case != LetterCase::upper &&
                !(i > 0 && all[i].space_before && capital(i) && capital(i - 1) &&
                  all[i - 1].kind == TokenKind::word)) {  // "Yayasan Kita"
                note.classes |= kPronoun;
                note.class_length = static_cast<uint8_t>(std::max<uint32_t>(note.class_length, match.length));
            }
            if (const auto match = rules_.officials->match(all, i)) note.classes |= kOfficial;
            if (rules_.articles->word(all[i].word) != nullptr) note.classes |= kArticle;
            if (rules_.weekdays->word(all[i].word) != nullptr && capital(i)) note.classes |= kTimeWord;
            if (i >= silent_until) {
                if (const auto match = rules_.verbs->match(all, i)) {
                    note.verb = match.entry;
                    note.verb_traits = rules_.traits_of(*match.entry);
                    note.verb_length = static_cast<uint8_t>(match.length);
                }
                if (const auto match = rules_.cues->match(all, i)) {
                    note.cue = match.entry;
                    note.cue_length = static_cast<uint8_t>(match.length);
                }
            }
            if (const auto match = rules_.sources->match(all, i); match && all[i].letter_case != LetterCase::lower) {
                note.source = match.entry;
                note.source_length = static_cast<uint8_t>(match.length);
            }
        }
        constexpr uint64_t kNouns = kNoun | kPerson | kDocument | kMedium | kPress | kTitle | kOfficial | kAccusation |
                                    kPronoun | kIndefinite | kSkip;
        if (all[i].letter_case == LetterCase::lower && (note.classes & kNouns) == 0 &&
            rules_.noun_exceptions->word(all[i].word) == nullptr) {
            const std::string_view folded = article_.tokens.folded_of(all[i]);
            for (const LexiconEntry& prefix : rules_.verb_prefixes->entries()) {
                if (folded.size() >= prefix.phrase().size() + kShortestStem && folded.starts_with(prefix.phrase())) {
                    note.classes |= kVerbLike;
                    break;
                }
            }
            // Behind an article such a word stands before a noun: "a wanted man".
            const bool attributive = i > 0 && (notes_[i - 1].classes & kArticle) != 0;
            for (const LexiconEntry& ending : rules_.verb_endings->entries()) {
                if (!attributive && folded.size() >= ending.phrase().size() + kShortestStem &&
                    folded.ends_with(ending.phrase())) {
                    note.classes |= kVerbLike;
                    break;
                }
            }
        }
    }
}

void Speech::cut_into_stretches() {
    size_t next_quoted = 0;
    for (const Sentence& sentence : article_.tokens.sentences) {
        if (article_.role_of_line(sentence.line) != Role::body) continue;
        while (next_quoted < quoted_.size() && quoted_[next_quoted].outer_last <= sentence.first) ++next_quoted;
        const bool inside = next_quoted < quoted_.size() && quoted_[next_quoted].outer_first < sentence.first &&
                            sentence.first < quoted_[next_quoted].outer_last;
        if (inside && !stretches_.empty() && stretches_.back().line == sentence.line) {
            stretches_.back().last = sentence.last;
        } else {
            stretches_.push_back({sentence.first, sentence.last, sentence.line});
        }
    }
}

char Speech::mark(size_t token) const {
    if (token >= notes_.size()) return '\0';
    const Token& found = this->token(token);
    return found.kind == TokenKind::punct && found.folded_size == 1 ? article_.tokens.folded[found.folded_begin] : '\0';
}

bool Speech::capital(size_t token) const {
    if (token >= notes_.size()) return false;
    const LetterCase letter_case = this->token(token).letter_case;
    return letter_case != LetterCase::lower && letter_case != LetterCase::none;
}

bool Speech::possessive(size_t token) const {
    return token < notes_.size() && this->token(token).kind == TokenKind::word && !this->token(token).space_before &&
           article_.tokens.folded[this->token(token).folded_begin] == '\'';
}

uint32_t Speech::behind_articles(uint32_t i, uint32_t limit) const {
    while (i + 1 < limit && is(i, kArticle) && !is(i, kIndefinite)) ++i;
    return i;
}

Span Speech::span_of(uint32_t first, uint32_t last) const {
    return {token(first).span.begin, token(last - 1).span.end};
}

std::string Speech::text_of(uint32_t first, uint32_t last) const {
    return clean_spaces(span_of(first, last).of(article_.page.text));
}

}  // namespace silang
