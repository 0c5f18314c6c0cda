// Reads the quantities of a page: quantities.cpp has the number and its unit, quantity_nouns.cpp what is counted.
#pragma once

#include <span>
#include <vector>

#include "silang/mention/mention.h"
#include "silang/mention/numbers.h"

namespace silang {

class QuantityFinder {
public:
    QuantityFinder(const Article& article, const Language& language, std::span<const Time> times)
        : article_(article),
          text_(article.tokens),
          numbers_(language),
          units_(language.lexicon("units")),
          units_before_(language.lexicon("units-before")),
          currencies_(language.lexicon("currencies")),
          classifiers_(language.lexicon("classifiers")),
          stops_(language.lexicon("quantity-stops")),
          endings_(language.lexicon("quantity-endings")),
          verb_prefixes_(language.lexicon("verb-prefixes")),
          noun_exceptions_(language.lexicon("noun-exceptions")),
          joiners_(language.lexicon("range-joiners")),
          openers_(language.lexicon("range-openers")),
          labels_(language.lexicon("figure-labels")),
          score_cues_(language.lexicon("score-cues")),
          score_unit_(language.setting("score-unit")),
          count_links_(language.lexicon("count-links")),
          ratio_links_(language.lexicon("ratio-links")),
          verb_endings_(language.lexicon("verb-endings")),
          about_suffix_(language.setting("about-suffix")),
          plural_suffix_(language.setting("plural-suffix")),
          times_(times) {}

    std::vector<Quantity> run() {
        for (const Sentence& sentence : text_.sentences) {
            if (!is_told(article_.role_of_line(sentence.line))) continue;
            first_ = sentence.first;
            sentence_end_ = sentence.last;
            is_game_.reset();
            for (uint32_t at = first_; at < sentence_end_;) at = step(at);
        }
        return std::move(found_);
    }

private:
    // The part of the sentence before the next time: a quantity never reaches into one.
    uint32_t step(uint32_t at);
    uint32_t read(uint32_t at);
    [[nodiscard]] bool names_something(uint32_t at, const Number& number) const;
    [[nodiscard]] bool is_label_before(uint32_t at, uint32_t behind) const;
    [[nodiscard]] uint32_t noun_phrase_end(uint32_t at, bool of_person) const;
    [[nodiscard]] uint32_t plural_end(uint32_t at) const;
    [[nodiscard]] uint32_t ratio_end(uint32_t at, const Number& number) const;
    [[nodiscard]] bool hyphened_unit(uint32_t at) const {
        return mark(at) == '-' && glued(at) && glued(at + 1) && match(units_, at + 1);
    }
    enum class Verb : uint8_t { none, active, passive };
    [[nodiscard]] Verb verb_of(const Token& token) const;
    [[nodiscard]] bool is_game();
    [[nodiscard]] uint32_t range_joiner_end(uint32_t at, bool opened) const;
    [[nodiscard]] Lexicon::Match match(const Lexicon& lexicon, uint32_t at) const {
        if (at >= last_) return {};
        return lexicon.match(std::span(text_.tokens).first(last_), at);
    }
    [[nodiscard]] char mark(uint32_t at) const { return at >= first_ && at < last_ ? mark_at(text_, at) : '\0'; }
    [[nodiscard]] bool glued(uint32_t at) const { return at < last_ && at > first_ && !text_.tokens[at].space_before; }

    const Article& article_;
    const TokenizedText& text_;
    NumberReader numbers_;
    const Lexicon& units_;
    const Lexicon& units_before_;
    const Lexicon& currencies_;
    const Lexicon& classifiers_;
    const Lexicon& stops_;
    const Lexicon& endings_;
    const Lexicon& verb_prefixes_;
    const Lexicon& noun_exceptions_;
    const Lexicon& joiners_;
    const Lexicon& openers_;
    const Lexicon& labels_;
    const Lexicon& score_cues_;
    std::string_view score_unit_;
    const Lexicon& count_links_;
    const Lexicon& ratio_links_;
    const Lexicon& verb_endings_;
    std::string_view about_suffix_;
    std::string_view plural_suffix_;
    std::span<const Time> times_;
    size_t next_time_ = 0;
    uint32_t first_ = 0;  // tokens of the stretch that is read: a sentence up to its next time
    uint32_t last_ = 0;
    uint32_t sentence_end_ = 0;
    std::optional<bool> is_game_;
    std::vector<Quantity> found_;
};

}  // namespace silang
