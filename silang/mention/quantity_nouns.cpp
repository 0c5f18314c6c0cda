// What a number counts, and where the words that say so end.
#include "silang/mention/quantity_finder.h"

namespace silang {
namespace {

constexpr int kMaxNounTokens = 3;    // what is counted is told in three words or not at all
constexpr double kMostOfShare = 10;  // "nine in ten"

}  // namespace

QuantityFinder::Verb QuantityFinder::verb_of(const Token& token) const {
    if (token.kind != TokenKind::word || token.letter_case != LetterCase::lower) return Verb::none;
    const std::string_view folded = text_.folded_of(token);
    for (const LexiconEntry& prefix : verb_prefixes_.entries()) {
        if (folded.size() > prefix.phrase().size() + 3 && folded.starts_with(prefix.phrase())) {
            if (noun_exceptions_.word(token.word) != nullptr) return Verb::none;
            return prefix.field(1) == "passive" ? Verb::passive : Verb::active;
        }
    }
    return Verb::none;
}

// The end of the words that say what is counted, beginning at `at`; `at` when there are none.
uint32_t QuantityFinder::noun_phrase_end(uint32_t at, bool of_person) const {
    uint32_t i = at;
    for (int words = 0; i < last_ && words < kMaxNounTokens; ++words) {
        if (const Lexicon::Match ending = match(endings_, i)) return words == 0 || of_person ? i + ending.length : i;
        const Token& token = text_.tokens[i];
        if (token.kind != TokenKind::word || match(stops_, i)) break;
        if (numbers_.read(text_, i, last_) || numbers_.bound_at(text_, i, last_)) break;
        // "orang ditangkap" tells what happened to them, "rumah ditangkap" begins the next thought.
        const Verb verb = verb_of(token);
        if (verb != Verb::none && !(verb == Verb::passive && of_person && words == 0)) break;
        ++i;
        // "anak-anak", "luka-luka"
        while (i + 1 < last_ && mark(i) == '-' && glued(i) && glued(i + 1) &&
               text_.tokens[i + 1].kind == TokenKind::word)
            i += 2;
        if (verb != Verb::none) break;
        if (const uint32_t end = plural_end(i - 1); end != 0) return end;
    }
    // "one man injured": what happened to the one thing is no part of its name.
    const auto is_verb = [&](uint32_t word) {
        const std::string_view folded = text_.folded_of(text_.tokens[word]);
        for (const LexiconEntry& ending : verb_endings_.entries()) {
            if (folded.size() > ending.phrase().size() + 2 && folded.ends_with(ending.phrase())) return true;
        }
        return false;
    };
    while (i > at + 1 && is_verb(i - 1)) --i;
    return i;
}

// In a language that marks the plural, what is counted ends with it: the token behind the word at `at` when that is
// one.
uint32_t QuantityFinder::plural_end(uint32_t at) const {
    if (plural_suffix_.empty()) return 0;
    if (const Lexicon::Match people = match(classifiers_, at)) return at + people.length;
    const std::string_view folded = text_.folded_of(text_.tokens[at]);
    if (folded.size() < plural_suffix_.size() + 3 || !folded.ends_with(plural_suffix_)) return 0;
    // "press", "campus", "basis"
    const char before = folded[folded.size() - plural_suffix_.size() - 1];
    return before == plural_suffix_[0] || before == 'u' || before == 'i' ? 0 : at + 1;
}

// "one in five", "nine out of 10": the token behind it; 0 when it is none. A share is no count of things.
uint32_t QuantityFinder::ratio_end(uint32_t at, const Number& number) const {
    const Lexicon::Match link = match(ratio_links_, at);
    if (!link || number.scaled || number.value >= 100) return 0;
    const auto whole = numbers_.read(text_, at + link.length, last_);
    // "killed 15 in 3 attacks" is no share, nor is "17 in 2,000 homes".
    if (link.entry->field(1) == "small" && whole && whole->value > kMostOfShare && number.value != 1) return 0;
    return whole && !whole->vague && whole->value > number.value ? whole->end : 0;
}

}  // namespace silang
