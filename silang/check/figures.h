// Numbers as totals and their parts are read: how finely they are written, and whether they are exact. Internal to the
// stage.
#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include "silang/mention/mention.h"
#include "silang/mention/numbers.h"

namespace silang {

struct Figure {
    uint32_t first;  // token where its words begin, a currency sign included
    uint32_t end;    // the token behind the number
    Span span;
    double value;
    double slack;           // half of the last digit that is written, for "1,2 triliun"
    bool exact;             // no "sekitar", no "puluhan"
    std::string_view unit;  // of a measure or money; empty: a count
    std::string_view noun;  // what is counted
};

class FigureReader {
public:
    explicit FigureReader(const Language& language);

    // In order. Numbers of dates are none, nor those of names and orders ("nomor urut 1").
    [[nodiscard]] std::vector<Figure> read(const Document& document, const Sentence& sentence) const;

private:
    [[nodiscard]] bool labelled(const TokenizedText& text, uint32_t first, uint32_t begin) const;
    [[nodiscard]] bool inexact_before(const TokenizedText& text, uint32_t first, uint32_t begin) const;
    [[nodiscard]] double slack_of(const TokenizedText& text, const Number& number, uint32_t first) const;

    NumberReader numbers_;
    const Lexicon& magnitudes_;
    const Lexicon& labels_;
    std::unordered_set<std::string_view> measures_;
};

}  // namespace silang
