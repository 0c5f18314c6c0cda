#include "silang/mention/numbers.h"

#include <charconv>
#include <cmath>

namespace silang {
namespace {

// Parts of one that a number with a magnitude is exact to.
constexpr double kFractions = 1000;

double parse_double(std::string_view text, double otherwise) {
    double value = otherwise;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : otherwise;
}

// A figure longer than this is an account, a telephone or a barcode.
constexpr size_t kMaxFigureBytes = 24;
constexpr uint32_t kMaxDecimals = 6;  // digit words behind the point

}  // namespace

std::optional<double> parse_figure(std::string_view figure, char decimal_mark, char group_mark) {
    if (figure.empty() || figure.size() > kMaxFigureBytes) return std::nullopt;
    size_t groups = 0;
    size_t decimals = 0;
    for (const char c : figure) {
        groups += c == group_mark;
        decimals += c == decimal_mark;
    }
    const auto grouped = [&](char mark, size_t end) {
        // One to three digits, then groups of three.
        size_t run = 0;
        bool first = true;
        for (size_t i = 0; i <= end; ++i) {
            if (i < end && figure[i] != mark) {
                ++run;
                continue;
            }
            if (first ? run == 0 || run > 3 : run != 3) return false;
            first = false;
            run = 0;
        }
        return true;
    };
    char decimal = decimal_mark;
    const size_t decimal_at = figure.find(decimal_mark);
    const size_t group_at = figure.find(group_mark);
    if (decimals > 1 || (decimals == 1 && group_at != std::string_view::npos && group_at > decimal_at)) {
        // "1,234,567" and "1,234.5": the marks of another language.
        if (groups > 1) return std::nullopt;
        if (!grouped(decimal_mark, groups == 1 ? group_at : figure.size())) return std::nullopt;
        decimal = group_mark;
    } else if (groups > 0 && !grouped(group_mark, decimals == 1 ? decimal_at : figure.size())) {
        if (groups > 1 || decimals > 0) return std::nullopt;
        decimal = group_mark;
    } else if (decimals == 1 && groups == 0 && decimal_at <= 3 && decimal_at > 0 &&
               figure.substr(decimal_at + 1) == "000") {
        decimal = group_mark;  // "100,000": nobody states three zeros behind a decimal mark
    }
    char buffer[kMaxFigureBytes];
    size_t size = 0;
    for (const char c : figure) {
        if (c == decimal)
            buffer[size++] = '.';
        else if (c >= '0' && c <= '9')
            buffer[size++] = c;
        else if (c != decimal_mark && c != group_mark)
            return std::nullopt;
    }
    return parse_double({buffer, size}, 0);
}

NumberReader::NumberReader(const Language& language)
    : words_(language.lexicon("number-words")),
      magnitudes_(language.lexicon("magnitudes")),
      approximators_(language.lexicon("approximators")) {
    static constexpr struct {
        std::string_view name;
        Kind kind;
    } kKinds[] = {
        {"digit", Kind::digit},     {"number", Kind::number},   {"teen", Kind::teen},         {"ten", Kind::ten},
        {"hundred", Kind::hundred}, {"scale", Kind::scale},     {"scaled", Kind::scaled},     {"half", Kind::half},
        {"point", Kind::point},     {"divisor", Kind::divisor}, {"fraction", Kind::fraction}, {"vague", Kind::vague},
        {"several", Kind::several}, {"dozen", Kind::dozen},     {"dozens", Kind::dozens},     {"tens", Kind::tens},
        {"link", Kind::link},
    };
    word_values_.reserve(words_.entries().size());
    for (const LexiconEntry& entry : words_.entries()) {
        Word word{parse_double(entry.field(1), 0), parse_double(entry.field(3), 0), Kind::number,
                  static_cast<uint32_t>(entry.words.size())};
        for (const auto& [name, kind] : kKinds) {
            if (entry.field(2) == name) word.kind = kind;
        }
        word_values_.push_back(word);
    }
    magnitude_values_.reserve(magnitudes_.entries().size());
    for (const LexiconEntry& entry : magnitudes_.entries())
        magnitude_values_.push_back(parse_double(entry.field(1), 0));
    const std::string_view decimal = language.setting("decimal-mark");
    const std::string_view group = language.setting("group-mark");
    decimal_mark_ = decimal.empty() ? '.' : decimal[0];
    group_mark_ = group.empty() ? ',' : group[0];
}

const NumberReader::Word* NumberReader::word_at(const TokenizedText& text, uint32_t at, uint32_t end) const {
    if (at >= end) return nullptr;
    const Lexicon::Match found = words_.match(std::span(text.tokens).first(end), at);
    return found ? &word_values_[static_cast<size_t>(found.entry - words_.entries().data())] : nullptr;
}

double NumberReader::magnitude_at(const TokenizedText& text, uint32_t at, uint32_t end, uint32_t& length,
                                  Amount amount) const {
    length = 0;
    if (at >= end) return 0;
    if (const Word* word = word_at(text, at, end);
        word != nullptr && (word->kind == Kind::scale || word->kind == Kind::dozens)) {
        length = word->length;
        return word->value;
    }
    const Lexicon::Match match = magnitudes_.match(std::span(text.tokens).first(end), at);
    if (!match) return 0;
    const LetterCase letters = text.tokens[at].letter_case;
    if (match.entry->field(2) == "upper" && letters != LetterCase::upper && letters != LetterCase::capitalized)
        return 0;
    if (match.entry->field(2) == "money" && amount != Amount::money) return 0;
    length = match.length;
    return magnitude_values_[static_cast<size_t>(match.entry - magnitudes_.entries().data())];
}

std::optional<Number> NumberReader::read(const TokenizedText& text, uint32_t at, uint32_t end, Amount amount) const {
    if (at >= end) return std::nullopt;
    if (text.tokens[at].kind == TokenKind::number) return read_figure(text, at, end, amount);
    return read_words(text, at, end);
}

std::optional<Number> NumberReader::read_half(const TokenizedText& text, uint32_t at, uint32_t end) const {
    const auto half = read(text, at, end);
    return half && half->halved && half->value < 1 ? half : std::nullopt;
}

// Behind "one hundred and": the number that is still to come, and is no second number ("one hundred and two hundred").
bool NumberReader::goes_on_below_hundred(const TokenizedText& text, uint32_t at, uint32_t end,
                                         bool behind_scale) const {
    const Word* next = word_at(text, at, end);
    if (next == nullptr || next->value >= 100) return false;
    if (next->kind != Kind::digit && next->kind != Kind::tens && next->kind != Kind::number) return false;
    const Word* behind = word_at(text, at + next->length, end);
    return behind == nullptr || (behind->kind != Kind::hundred && (behind->kind != Kind::scale || !behind_scale));
}

std::optional<Number> NumberReader::read_figure(const TokenizedText& text, uint32_t at, uint32_t end,
                                                Amount amount) const {
    const std::string_view folded = text.folded_of(text.tokens[at]);
    const auto value = parse_figure(folded, decimal_mark_, group_mark_);
    if (!value) return std::nullopt;
    Number number;
    number.value = *value;
    number.figure = true;
    number.whole =
        folded.find(decimal_mark_) == std::string_view::npos && folded.find(group_mark_) == std::string_view::npos;
    number.digits = number.whole ? static_cast<uint8_t>(folded.size()) : 0;
    number.end = at + 1;
    // "1,5 ribu triliun": at most two magnitudes, the larger behind.
    uint32_t length = 0;
    double last = 1;
    for (int i = 0; i < 2; ++i) {
        const double magnitude = magnitude_at(text, number.end, end, length, amount);
        if (length == 0 || magnitude <= last) break;
        // 4,35 triliun is a whole number, which a fraction times 1e12 misses by a hair.
        number.value = std::round(number.value * magnitude * kFractions) / kFractions;
        number.scale *= magnitude;
        number.end += length;
        number.scaled = true;
        number.whole = false;
        last = magnitude;
    }
    // "2 juta 500 ribu"
    if (number.scaled && number.end < end && text.tokens[number.end].kind == TokenKind::number) {
        const auto rest = parse_figure(text.folded_of(text.tokens[number.end]), decimal_mark_, group_mark_);
        const double magnitude = magnitude_at(text, number.end + 1, end, length);
        if (rest && length != 0 && magnitude < last && *rest * magnitude < last) {
            number.value += *rest * magnitude;
            number.end += 1 + length;
        }
    }
    if (number.end < end) {
        const Word* word = word_at(text, number.end, end);
        if (word != nullptr && word->kind == Kind::vague && word->value >= 1000 && !number.scaled) {
            // "40 ribuan"
            number.value *= word->value;
            number.vague = true;
            number.scaled = true;
            number.whole = false;
            number.end += word->length;
        } else if (word != nullptr && word->kind == Kind::half && !number.scaled) {
            number.value += word->value;
            number.halved = true;
            number.whole = false;
            number.end += word->length;
        }
    }
    return number;
}

std::optional<Number> NumberReader::read_words(const TokenizedText& text, uint32_t at, uint32_t end) const {
    const Word* word = word_at(text, at, end);
    if (word == nullptr) return std::nullopt;
    Number number;
    switch (word->kind) {
        case Kind::vague:
        case Kind::several: {
            number.vague = true;
            number.several = word->kind == Kind::several;
            number.value = word->value;
            number.max = word->max;
            number.end = at + word->length;
            // "puluhan ribu", "ratusan juta", "beberapa ratus"
            for (const Word* next = word_at(text, number.end, end);
                 next != nullptr &&
                 (next->kind == Kind::scale || next->kind == Kind::ten || next->kind == Kind::hundred);
                 next = word_at(text, number.end, end)) {
                number.value *= next->value;
                number.max = *number.max * next->value;
                number.several = false;
                number.scaled = true;
                number.end += next->length;
            }
            return number;
        }
        case Kind::teen:
        case Kind::ten:
        case Kind::hundred:
        case Kind::scale:
        case Kind::point:
        case Kind::divisor:
        case Kind::dozens:
        case Kind::link:
            return std::nullopt;  // they need a number before them
        default:
            break;
    }
    double total = 0;             // scales already closed
    double group = 0;             // below the scale that is still to come
    std::optional<double> digit;  // the last digit word, which "puluh" may still multiply
    double last_scale = HUGE_VAL;
    double last_place = HUGE_VAL;  // places inside a group go down: hundreds, tens, ones
    bool pointed = false;
    uint32_t i = at;
    const auto read_on = [&] {
        for (; (word = word_at(text, i, end)) != nullptr; i += word->length) {
            // A hyphen between number words makes a range of them ("dua-tiga"), which the caller reads.
            switch (word->kind) {
                case Kind::digit:
                    if (digit || last_place <= 1) return;
                    digit = word->value;
                    continue;
                case Kind::number:
                    if (digit || last_place <= word->value) return;
                    group += word->value;
                    last_place = word->value >= 100 ? 100 : 1;
                    continue;
                case Kind::tens: {
                    if (digit || last_place <= 10) return;
                    group += word->value;
                    last_place = 10;
                    // "twenty-three"
                    const Word* ones = i + 1 < end && mark_at(text, i + 1) == '-' ? word_at(text, i + 2, end) : nullptr;
                    if (ones != nullptr && ones->kind == Kind::digit) i += 1;
                    continue;
                }
                case Kind::link: {
                    const bool behind_scale = total != 0 && group == 0 && !digit;
                    if (last_place != 100 && !behind_scale) return;
                    if (digit || !goes_on_below_hundred(text, i + word->length, end, behind_scale)) return;
                    continue;
                }
                case Kind::teen:
                    if (!digit || last_place <= 10) return;
                    group += *digit + word->value;
                    digit.reset();
                    last_place = 1;
                    continue;
                case Kind::ten:
                case Kind::hundred:
                    if (!digit || last_place <= word->value) return;
                    group += *digit * word->value;
                    digit.reset();
                    last_place = word->value;
                    continue;
                case Kind::scale:
                case Kind::dozens:
                    if (digit) group += *digit;
                    if (group == 0 || word->value >= last_scale) return;
                    total += group * word->value;
                    group = 0;
                    digit.reset();
                    last_scale = word->value;
                    last_place = HUGE_VAL;
                    number.scaled = true;
                    continue;
                case Kind::scaled:
                    if (digit || group != 0 || word->value >= last_scale) return;
                    total += word->value;
                    last_scale = word->value;
                    number.scaled = true;
                    continue;
                case Kind::half:
                    if (number.halved) return;
                    if (digit) group += *digit;
                    digit.reset();
                    group += word->value;
                    number.halved = true;
                    last_place = 0;
                    continue;
                case Kind::point: {
                    if (pointed || (!digit && group == 0)) return;
                    pointed = true;
                    double place = 0.1;
                    double decimals = 0;
                    uint32_t k = i + 1;
                    for (const Word* next; k <= i + kMaxDecimals && (next = word_at(text, k, end)) != nullptr &&
                                           next->kind == Kind::digit;
                         ++k, place /= 10) {
                        decimals += next->value * place;
                    }
                    if (k == i + 1) return;
                    if (digit) group += *digit;
                    digit.reset();
                    group += decimals;
                    last_place = 0;
                    i = k - word->length;
                    continue;
                }
                case Kind::divisor:
                    if (!digit || total != 0 || group != 0) return;
                    group = *digit / word->value;
                    digit.reset();
                    number.fraction = true;
                    i += word->length;
                    return;
                case Kind::fraction:
                case Kind::dozen:
                    if (i != at) return;
                    group = word->value;
                    number.fraction = word->kind == Kind::fraction;
                    last_place = 0;
                    continue;
                case Kind::vague:
                case Kind::several:
                    return;
            }
        }
    };
    read_on();
    if (i == at) return std::nullopt;
    number.value = total + group + digit.value_or(0);
    number.end = i;
    return number;
}

Bound NumberReader::bound_at(const TokenizedText& text, uint32_t at, uint32_t end) const {
    if (at >= end) return {};
    const Lexicon::Match match = approximators_.match(std::span(text.tokens).first(end), at);
    if (!match) return {};
    return {match.entry->field(1), match.entry->field(2), match.length};
}

}  // namespace silang
