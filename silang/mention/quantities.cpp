// Quantities: a number, how exact it is, its unit and what is counted, as one span.
//
//   sekitar  11.000   kontainer  amunisi
//   bound    number   unit       of
//
// Figures are names as often as numbers ("Boeing 737", "Nomor 11", "Covid-19"); most of the rules below keep those out.
#include <algorithm>
#include <cmath>

#include "silang/mention/quantity_finder.h"

namespace silang {
namespace {

constexpr uint8_t kMaxDigits = 12;   // longer figures without marks are accounts and telephones
constexpr uint32_t kLabelWords = 3;  // the longest label
constexpr double kMaxValue = 1e18;

}  // namespace

uint32_t QuantityFinder::step(uint32_t at) {
    const std::vector<Token>& tokens = text_.tokens;
    while (next_time_ < times_.size() && times_[next_time_].span.end <= tokens[at].span.begin) ++next_time_;
    last_ = sentence_end_;
    if (next_time_ < times_.size() && times_[next_time_].span.begin < tokens[sentence_end_ - 1].span.end) {
        const Span time = times_[next_time_].span;
        if (time.begin <= tokens[at].span.begin) {
            while (at < sentence_end_ && tokens[at].span.begin < time.end) ++at;
            return at;
        }
        // Only looked for near the token: a sentence may be a whole page long.
        constexpr uint32_t kReach = 32;
        uint32_t end = at;
        while (end < sentence_end_ && end < at + kReach && tokens[end].span.begin < time.begin) ++end;
        if (end < at + kReach) last_ = end;
    }
    const Token& token = tokens[at];
    if (token.kind != TokenKind::number && token.word == kUnknownWord) return at + 1;
    return std::max(at + 1, read(at));
}

bool QuantityFinder::is_label_before(uint32_t at, uint32_t behind) const {
    for (uint32_t k = 1; k <= kLabelWords && at >= first_ + k; ++k) {
        const Lexicon::Match found = match(labels_, at - k);
        if (!found || found.length != k) continue;
        // "di urutan ke 5", but "ke lima negara" and "ke 20 negara"
        return found.entry->field(1) != "alone" || noun_phrase_end(behind, false) == behind;
    }
    return false;
}

// The figure at `at` is part of a name, a code, a list's number.
bool QuantityFinder::names_something(uint32_t at, const Number& number) const {
    const Token& token = text_.tokens[at];
    if (number.figure) {
        if (number.digits > kMaxDigits) return true;
        if (number.digits > 1 && text_.folded[token.folded_begin] == '0') return true;
        if (glued(at)) {
            const char before = mark(at - 1);
            if (before == '/' || before == ':' || before == '.' || before == '#' || before == '_' || before == '+' ||
                before == '@') {
                return true;
            }
            // "Covid-19", but not the minus of " -5 derajat".
            if (before == '-' && !(text_.tokens[at - 1].space_before && at - 1 > first_)) return true;
            if (text_.tokens[at - 1].kind == TokenKind::word && !match(currencies_, at - 1)) return true;
        }
        // "(34)"
        if (mark(at - 1) == '(' && mark(at + 1) == ')') return true;
        // "1. ..." at the beginning of a line
        const bool line_start = at == text_.line_first_token[token.line];
        if (line_start && number.whole && (mark(at + 1) == '.' || mark(at + 1) == ')')) return true;
    }
    // "Pelayanan Terpadu Satu Pintu", but not behind a dateline ("AMBON – Dua ...")
    const bool opens = mark(at - 1) == '"' || (mark(at - 1) == '-' && token.space_before) || mark(at - 1) == ':';
    if (!number.figure && at > first_ && token.letter_case == LetterCase::capitalized && !opens &&
        article_.role_of_line(token.line) == Role::body) {
        return true;
    }
    const uint32_t behind = number.end;
    if (glued(behind)) {
        const char next = mark(behind);
        if ((next == ':' || next == '/') && glued(behind + 1) && text_.tokens[behind + 1].kind == TokenKind::number)
            return true;
        // "satu-satunya", "17-an"
        if (next == '-' && glued(behind + 1) && text_.tokens[behind + 1].kind == TokenKind::word &&
            !hyphened_unit(behind) && !numbers_.read(text_, behind + 1, last_) &&
            text_.folded_of(text_.tokens[behind + 1]) != about_suffix_) {
            return true;
        }
        if (text_.tokens[behind].kind == TokenKind::word && !match(units_, behind) && !match(currencies_, behind) &&
            !match(classifiers_, behind) && text_.folded_of(text_.tokens[behind]) != about_suffix_) {
            return true;
        }
    }
    // "di level 5,75 persen": what has a unit is measured, whatever stands before it.
    if (match(units_, behind) || hyphened_unit(behind) || match(currencies_, behind) ||
        (number.figure && !number.whole))
        return false;
    return is_label_before(at, behind);
}

bool QuantityFinder::is_game() {
    if (!is_game_) {
        is_game_ = false;
        const auto all = std::span(text_.tokens).first(sentence_end_);
        for (uint32_t i = first_; i < sentence_end_ && !*is_game_; ++i)
            is_game_ = static_cast<bool>(score_cues_.match(all, i));
    }
    return *is_game_;
}

// The token behind "-", "hingga" (and "dan", when a word has opened a range); 0 when no range goes on here.
uint32_t QuantityFinder::range_joiner_end(uint32_t at, bool opened) const {
    if (mark(at) == '-') return at + 1;
    const Lexicon::Match found = match(joiners_, at);
    if (!found || (found.entry->field(1) == "open" && !opened)) return 0;
    return at + found.length;
}

// Reads a quantity that begins at `at`, and returns the token to go on from.
uint32_t QuantityFinder::read(uint32_t at) {
    const std::vector<Token>& tokens = text_.tokens;
    Quantity quantity{};
    uint32_t begin = at;
    uint32_t i = at;
    bool announced = false;
    bool opened = false;
    bool changes = false;
    // "sebanyak", "lebih dari", "antara": at most one of each kind.
    for (int words = 0; words < 3; ++words) {
        if (const Bound bound = numbers_.bound_at(text_, i, last_); bound && bound.where != "after") {
            announced = true;
            i += bound.length;
            if (bound.bound == "exact") {
                if (!quantity.approx) begin = i;
                continue;
            }
            quantity.approx = true;
            if (bound.bound != "approx") quantity.bound = bound.bound;
            continue;
        }
        const Lexicon::Match opener = match(openers_, i);
        if (!opener) break;
        // "from 5 to 7" tells of a change, of two quantities.
        changes = opener.entry->field(1) == "change";
        opened = !changes;
        i += opener.length;
        if (!quantity.approx) begin = i;
    }
    if (i >= last_) return at;
    std::string_view unit;
    if (const Lexicon::Match money = match(currencies_, i); money && money.entry->field(2) != "after") {
        unit = money.entry->field(1);
        i += money.length;
    } else if (const Lexicon::Match measure = match(units_before_, i);
               measure && i + measure.length < last_ && tokens[i + measure.length].kind == TokenKind::number) {
        const LetterCase letters = tokens[i].letter_case;
        if (measure.entry->field(2).empty() || letters == LetterCase::upper || letters == LetterCase::capitalized) {
            unit = measure.entry->field(1);
            i += measure.length;
        }
    }
    if (i >= last_) return at;
    bool negative = false;
    if (mark(i) == '-' && i + 1 < last_ && glued(i + 1) && tokens[i].space_before) {
        negative = true;
        ++i;
    }
    // "£15m", "1m people", but "5m waves" are in metres.
    const Lexicon::Match people = glued(i + 1) ? match(classifiers_, i + 2) : Lexicon::Match{};
    const bool short_count = people && people.entry->field(2) == "person";
    const Amount amount = unit.empty() && !short_count ? Amount::plain : Amount::money;
    const auto number = numbers_.read(text_, i, last_, amount);
    if (!number || number->several) return at;
    const uint32_t number_at = i;
    if (const uint32_t end = unit.empty() ? ratio_end(number->end, *number) : 0; end != 0) return end;
    if (unit.empty() && names_something(number_at, *number)) return number->end;
    if (!(number->value < kMaxValue)) return number->end;
    quantity.value = number->value;
    quantity.max = number->max;
    quantity.approx = quantity.approx || number->vague;
    i = number->end;

    // "10-15", "Rp1 juta hingga Rp2 juta", and "3-1" in a game
    if (const uint32_t behind = number->vague || (changes && mark(i) != '-') ? 0 : range_joiner_end(i, opened);
        behind != 0 && behind < last_) {
        uint32_t second = behind;
        if (const Lexicon::Match money = match(currencies_, second); money && money.entry->field(1) == unit)
            second += money.length;
        const auto to = numbers_.read(text_, second, last_, amount);
        const bool hyphen = mark(i) == '-';
        if (to && hyphen && number->whole && to->whole && number->digits <= 3 && to->digits <= 3 && unit.empty()) {
            const bool chain = mark(to->end) == '-' && glued(to->end);
            if (chain) {
                // "4-3-3", a telephone
                uint32_t end = to->end;
                while (end + 1 < last_ && mark(end) == '-' && tokens[end + 1].kind == TokenKind::number) end += 2;
                return end;
            }
            if (is_game() && !match(units_, to->end) && !match(classifiers_, to->end)) {
                quantity.unit = score_unit_;
                quantity.of.append(text_.folded_of(tokens[number_at]))
                    .append("-")
                    .append(text_.folded_of(tokens[second]));
                quantity.max = to->value;
                quantity.approx = false;
                quantity.bound.clear();
                quantity.span = {tokens[number_at].span.begin, tokens[to->end - 1].span.end};
                found_.push_back(std::move(quantity));
                return to->end;
            }
        }
        if (to && !to->vague && !to->several && to->value < kMaxValue) {
            // "1,5-2 juta": the magnitude is said once.
            double from = number->value;
            if (number->figure && !number->scaled && to->scaled && from * to->scale <= to->value) from *= to->scale;
            if (to->value > from) {
                quantity.value = from;
                quantity.max = to->value;
                i = to->end;
            }
        }
    }
    // "30-an orang"
    if (mark(i) == '-' && glued(i) && i + 1 < last_ && glued(i + 1) &&
        text_.folded_of(tokens[i + 1]) == about_suffix_) {
        quantity.approx = true;
        i += 2;
    } else if (glued(i) && text_.folded_of(tokens[i]) == about_suffix_) {
        quantity.approx = true;
        ++i;
    }

    if (hyphened_unit(i)) ++i;
    const auto unit_at = [&](uint32_t from, uint32_t& end) -> std::string_view {
        const Lexicon::Match measure = match(units_, from);
        const Lexicon::Match money = match(currencies_, from);
        if (money && money.entry->field(2) != "before" && money.length >= measure.length) {
            end = from + money.length;
            return money.entry->field(1);
        }
        if (measure) {
            end = from + measure.length;
            return measure.entry->field(1);
        }
        return {};
    };
    uint32_t end = i;
    bool person = false;
    bool alone = false;
    bool money = !unit.empty();
    bool measured = money;
    bool counted = money;
    if (const std::string_view found = unit_at(i, end); !found.empty()) {
        counted = true;
        measured = true;
        money = money || (!match(units_, i) && match(currencies_, i));
        if (unit.empty()) unit = found;
        i = end;
        // "5 persen hingga 7 persen"
        if (!quantity.max) {
            const uint32_t behind = changes && mark(i) != '-' ? 0 : range_joiner_end(i, opened);
            const auto to = behind != 0 && behind < last_ ? numbers_.read(text_, behind, last_) : std::nullopt;
            if (to && !to->vague && to->value > quantity.value && to->value < kMaxValue &&
                unit_at(to->end, end) == unit) {
                quantity.max = to->value;
                i = end;
            }
        }
    } else if (const Lexicon::Match classifier = match(classifiers_, i); classifier && unit.empty()) {
        counted = true;
        unit = classifier.entry->field(1);
        person = classifier.entry->field(2) == "person";
        alone = classifier.entry->field(2) == "alone";
        i += classifier.length;
    }
    // "12 orang lebih", but not "12 orang lebih memilih"
    const auto read_bound_behind = [&] {
        const Bound behind = numbers_.bound_at(text_, i, last_);
        if (!behind || (behind.where != "both" && behind.where != "after")) return;
        const uint32_t next = i + behind.length;
        if (next < last_ && tokens[next].kind == TokenKind::word && !match(stops_, next) && counted) return;
        quantity.approx = true;
        quantity.bound = behind.bound == "approx" ? std::string_view() : behind.bound;
        announced = true;
        i = next;
        if (!counted) {
            if (const Lexicon::Match classifier = match(classifiers_, i)) {
                counted = true;
                unit = classifier.entry->field(1);
                person = classifier.entry->field(2) == "person";
                i += classifier.length;
            }
        }
    };
    read_bound_behind();
    if (!money && !alone) {
        // "20 tonnes of rice": where the language links a unit to its noun, only a linked one is counted in it.
        const uint32_t noun = i + match(count_links_, i).length;
        const bool linking = !count_links_.entries().empty() && !unit.empty() && noun == i;
        const uint32_t noun_end = !linking ? noun_phrase_end(noun, person) : person ? i + match(endings_, i).length : i;
        if (noun_end > noun) {
            quantity.of =
                std::string(Span{tokens[noun].span.begin, tokens[noun_end - 1].span.end}.of(article_.page.text));
            i = noun_end;
            counted = counted || number->vague || !number->figure;
        }
    }
    // "separuh warga" is no count; "setengah kilogram" is a measure.
    if (number->fraction && !number->scaled && !measured) return number->end;
    if (number->halved && !number->scaled && number->value < 1 && unit.empty()) return number->end;
    if (unit.empty()) {
        // A bare figure is a quantity only where something says so.
        if (quantity.of.empty() && !announced && !number->scaled && !(opened && quantity.max) && !number->vague)
            return number->end;
        if (quantity.of.empty() && !number->figure && !number->scaled && !number->vague) return number->end;
        if (!announced && number->whole) {
            if (number->digits == 4 && number->value >= 1900 && number->value < 2100) return number->end;  // a year
            // "Boeing 737 jatuh": the figure belongs to the name before it. In a headline every word has a capital.
            if (number_at > first_ && number_at - 1 > first_ && tokens[number_at - 1].kind == TokenKind::word &&
                tokens[number_at - 1].letter_case != LetterCase::lower &&
                article_.role_of_line(tokens[number_at].line) != Role::title) {
                return number->end;
            }
        }
    }
    if (negative) {
        if (unit.empty()) return number->end;
        quantity.value = -quantity.value;
    }
    quantity.unit = unit;
    quantity.span = {tokens[begin].span.begin, tokens[i - 1].span.end};
    found_.push_back(std::move(quantity));
    return i;
}

std::vector<Quantity> find_quantities(const Article& article, const Language& language, std::span<const Time> times) {
    return QuantityFinder(article, language, times).run();
}

}  // namespace silang
