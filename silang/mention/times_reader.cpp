// What a token is to a time: the look-ups all readings share, and the choice between readings.
#include <charconv>

#include "silang/mention/time_expression.h"

namespace silang {
namespace {

constexpr uint32_t kSharedGapTokens = 2;   // between two days of a list
constexpr uint32_t kPrepositionWords = 3;  // the longest preposition

}  // namespace

TimeReader::TimeReader(const Article& article, const Language& language)
    : article_(article),
      text_(article.tokens),
      months_(language.lexicon("months")),
      weekdays_(language.lexicon("weekdays")),
      units_(language.lexicon("time-units")),
      directions_(language.lexicon("time-directions")),
      edges_(language.lexicon("time-edges")),
      prepositions_(language.lexicon("time-prepositions")),
      words_(language.lexicon("relative-times")),
      parts_(language.lexicon("day-parts")),
      joiners_(language.lexicon("date-joiners")),
      date_labels_(language.lexicon("date-labels")),
      clock_labels_(language.lexicon("clock-labels")),
      zones_(language.lexicon("time-zones")),
      ordinals_(language.lexicon("ordinals")),
      ordinal_suffixes_(language.lexicon("ordinal-suffixes")),
      determiners_(language.lexicon("time-determiners")),
      links_(language.lexicon("time-links")),
      quantifiers_(language.lexicon("time-quantifiers")),
      elapsed_(language.lexicon("elapsed-cues")),
      tenses_(language.lexicon("tense-cues")),
      clause_links_(language.lexicon("clause-links")),
      outcomes_(language.lexicon("outcome-words")),
      labels_(language.lexicon("figure-labels")),
      measures_(language.lexicon("units")),
      classifiers_(language.lexicon("classifiers")),
      currencies_(language.lexicon("currencies")),
      stops_(language.lexicon("quantity-stops")),
      numbers_(language),
      decade_suffix_(language.setting("decade-suffix")),
      ordinal_prefix_(language.setting("ordinal-prefix")),
      month_first_(language.setting("date-order") == "mdy"),
      capital_names_(language.setting("calendar-names") == "capital"),
      clock_before_day_(language.setting("day-behind-clock") == "joined") {}

Lexicon::Match TimeReader::match(const Lexicon& lexicon, uint32_t at) const {
    if (!inside(at)) return {};
    return lexicon.match(std::span(text_.tokens).first(last_), at);
}

size_t TimeReader::digits(uint32_t at) const {
    if (!inside(at) || text_.tokens[at].kind != TokenKind::number) return 0;
    const std::string_view folded = text_.folded_of(text_.tokens[at]);
    for (const char c : folded) {
        if (c < '0' || c > '9') return 0;
    }
    return folded.size();
}

int TimeReader::integer(uint32_t at, int max_digits) const {
    const size_t size = digits(at);
    if (size == 0 || size > static_cast<size_t>(max_digits)) return -1;
    int value = -1;
    const std::string_view folded = text_.folded_of(text_.tokens[at]);
    std::from_chars(folded.data(), folded.data() + folded.size(), value);
    return value;
}

int TimeReader::year_figure(uint32_t at) const {
    const int value = digits(at) == 4 ? integer(at) : -1;
    return value >= 1000 && value <= 2999 ? value : -1;
}

bool TimeReader::is_word(uint32_t at, std::string_view folded) const {
    return inside(at) && !folded.empty() && text_.folded_of(text_.tokens[at]) == folded;
}

std::optional<TimeUnit> unit_of_code(std::string_view code) {
    if (code == "S") return TimeUnit::second;
    if (code == "TM") return TimeUnit::minute;
    if (code == "TH") return TimeUnit::hour;
    if (code == "D") return TimeUnit::day;
    if (code == "W") return TimeUnit::week;
    if (code == "M") return TimeUnit::month;
    if (code == "Q") return TimeUnit::quarter;
    if (code == "H") return TimeUnit::half_year;
    if (code == "Y") return TimeUnit::year;
    if (code == "DE") return TimeUnit::decade;
    if (code == "CE") return TimeUnit::century;
    return std::nullopt;
}

std::optional<TimeUnit> TimeReader::unit_at(uint32_t at, uint32_t& end) const {
    const Lexicon::Match found = match(units_, at);
    if (!found || !found.entry->field(2).empty()) return std::nullopt;
    end = at + found.length;
    return unit_of_code(found.entry->field(1));
}

namespace {

Direction direction_of(std::string_view wanted) {
    static constexpr struct {
        std::string_view name;
        Direction direction;
    } kNames[] = {
        {"past", Direction::past},     {"this", Direction::present},  {"next", Direction::next},
        {"ahead", Direction::ahead},   {"coming", Direction::coming}, {"after", Direction::after},
        {"before", Direction::before}, {"that", Direction::that},     {"same", Direction::same},
        {"recent", Direction::recent},
    };
    for (const auto& [name, direction] : kNames) {
        if (name == wanted) return direction;
    }
    return Direction::none;
}

}  // namespace

Direction TimeReader::direction_at(uint32_t at, uint32_t& end) const {
    const Lexicon::Match found = match(directions_, at);
    if (!found || found.entry->field(2) == "before") return Direction::none;
    end = at + found.length;
    return direction_of(found.entry->field(1));
}

Direction TimeReader::direction_before(uint32_t at, uint32_t& end) const {
    const Lexicon::Match found = match(directions_, at);
    if (!found || found.entry->field(2) != "before") return Direction::none;
    end = at + found.length;
    return direction_of(found.entry->field(1));
}

int TimeReader::month_at(uint32_t at, uint32_t& end, std::string_view* caution) const {
    const Lexicon::Match found = match(months_, at);
    if (!found) return 0;
    int month = 0;
    const std::string_view number = found.entry->field(1);
    std::from_chars(number.data(), number.data() + number.size(), month);
    if (capital_names_ && text_.tokens[at].letter_case == LetterCase::lower) return 0;
    end = at + found.length;
    // "Sept. 2024", "Sept. 5"
    if (found.entry->field(2) == "figure" && mark(end) == '.' && glued(end) &&
        (year_figure(end + 1) > 0 || (month_first_ && integer(end + 1, 2) > 0))) {
        ++end;
    }
    if (caution != nullptr) *caution = found.entry->field(2);
    return month;
}

int TimeReader::weekday_at(uint32_t at, uint32_t& end) const {
    const Lexicon::Match found = match(weekdays_, at);
    if (!found || (capital_names_ && text_.tokens[at].letter_case == LetterCase::lower)) return 0;
    end = at + found.length;
    return found.entry->field(1).empty() ? 0 : found.entry->field(1)[0] - '0';
}

int TimeReader::ordinal_at(uint32_t at, uint32_t& end) const {
    // "ke-2"
    if (is_word(at, ordinal_prefix_)) {
        const uint32_t figure = mark(at + 1) == '-' ? at + 2 : at + 1;
        const int value = integer(figure, 2);
        if (value > 0) end = figure + 1;
        return value > 0 ? value : 0;
    }
    if (const int value = integer(at, 2); value > 0) {
        end = at + 1;
        return value;
    }
    const Lexicon::Match found = match(ordinals_, at);
    if (!found) return 0;
    int value = 0;
    const std::string_view number = found.entry->field(1);
    std::from_chars(number.data(), number.data() + number.size(), value);
    end = at + found.length;
    return value;
}

std::string_view TimeReader::joiner_at(uint32_t at, uint32_t& end) const {
    if (mark(at) == '-') {
        end = at + 1;
        return "range";
    }
    const Lexicon::Match found = match(joiners_, at);
    if (!found) return {};
    end = at + found.length;
    return found.entry->field(1);
}

bool TimeReader::counts_things(uint32_t at) const {
    if (!inside(at)) return false;
    uint32_t length = 0;
    return match(measures_, at) || match(classifiers_, at) || match(currencies_, at) ||
           numbers_.magnitude_at(text_, at, last_, length) != 0;
}

bool TimeReader::behind_preposition(uint32_t at, bool for_year) const {
    for (uint32_t k = 1; k <= kPrepositionWords && at >= first_ + k; ++k) {
        const Bound bound = numbers_.bound_at(text_, at - k, last_);
        // "lebih dari 2000": the preposition belongs to a number.
        if (bound.length == k && k > 1) return false;
    }
    for (uint32_t k = 1; k <= kPrepositionWords && at >= first_ + k; ++k) {
        const Lexicon::Match found = match(prepositions_, at - k);
        if (!found || found.length != k) continue;
        if (!for_year) return true;
        if (found.entry->field(1) != "year") return false;
        if (found.entry->field(2) != "weak" || !inside(at + 1)) return true;
        const Token& next = text_.tokens[at + 1];
        uint32_t end = 0;
        return next.kind != TokenKind::word || next.letter_case != LetterCase::lower || match(stops_, at + 1) ||
               match(joiners_, at + 1) || direction_at(at + 1, end) != Direction::none;
    }
    return false;
}

bool TimeReader::numbers_law(uint32_t at) const {
    for (uint32_t k = 1; k <= kPrepositionWords && at >= first_ + k; ++k) {
        const Lexicon::Match found = match(labels_, at - k);
        if (found && found.length == k && found.entry->field(1) == "law") return true;
    }
    return false;
}

void TimeReader::read_sentence(uint32_t sentence, std::vector<TimeExpression>& found) {
    sentence_ = sentence;
    first_ = text_.sentences[sentence].first;
    last_ = text_.sentences[sentence].last;
    previous_year_end_ = 0;
    previous_month_end_ = 0;
    previous_month_day_ = {};
    reports_.reset();
    for (uint32_t at = first_; at < last_;) {
        const Token& token = text_.tokens[at];
        const bool promising = token.kind == TokenKind::number ||
                               (token.kind == TokenKind::word && token.word != kUnknownWord) || mark(at) == '(';
        Reading e = promising ? read_at(at) : std::nullopt;
        if (!e) {
            ++at;
            continue;
        }
        at = e->last;
        if (e->shape == Shape::nothing) continue;
        e->sentence = sentence;
        e->spoken = mark(e->first - 1) == ',' && e->weekday != 0 && reports();
        // "setiap Sabtu dan Minggu"
        if (e->shape == Shape::weekday && e->direction == Direction::none && e->outer == Direction::none &&
            !found.empty() && found.back().sentence == sentence && found.back().shape == Shape::set &&
            found.back().weekday != 0 && e->first - found.back().last <= kSharedGapTokens) {
            e->shape = Shape::set;
        }
        mark_tense(*e);
        if (e->shape == Shape::year) previous_year_end_ = e->last;
        if (e->shape == Shape::month) previous_month_end_ = e->last;
        found.push_back(*e);
    }
}

TimeReader::Reading TimeReader::read_at(uint32_t at) {
    Reading best;
    const auto consider = [&](Reading e) {
        if (e && (!best || e->last > best->last)) {
            e->first = std::min(e->first, at);
            best = e;
        }
    };
    const Token& token = text_.tokens[at];
    if (token.kind == TokenKind::punct) return read_figures_in_parentheses(at);
    if (token.kind == TokenKind::number) {
        if (glued(at) && at > first_) {
            // A part of something longer: "Covid-19", "11/PUU", "08:25".
            const char before = mark(at - 1);
            if (before == '-' || before == '/' || before == ':' || before == '.' || before == '#' || before == '_')
                return {};
        }
        if (numbers_law(at)) {
            // "Nomor 11 Tahun 2020"
            uint32_t end = at + 1;
            TimeExpression none;
            none.first = at;
            none.last = unit_at(at + 1, end) == TimeUnit::year && year_figure(end) > 0 ? end + 1 : at + 1;
            return none;
        }
        consider(read_day(at));
        consider(read_day_of_list(at));
        consider(read_day_behind_list(at));
        consider(read_ordered(at));
        consider(read_figures(at));
        consider(read_length(at));
        consider(read_decade(at, at > first_ && match(determiners_, at - 1)));
        consider(read_year(at, false));
        consider(read_clock(at));
        return best;
    }
    // A bit a lexicon says which readings a word may begin; most words begin none.
    const WordId word = token.word;
    const bool unit = units_.begins(word);
    const bool quantifier = quantifiers_.begins(word);
    if (words_.begins(word)) consider(read_word(at));
    if (best && best->shape == Shape::nothing) return best;
    if (directions_.begins(word)) consider(read_directed(at));
    if (ordinals_.begins(word)) consider(read_ordered(at));
    if (parts_.begins(word)) consider(read_part_of(at));
    if (unit || weekdays_.begins(word)) consider(read_weekday(at));
    if (date_labels_.begins(word)) consider(read_day(at));
    if (unit || months_.begins(word)) consider(read_month(at, false));
    if (edges_.begins(word)) consider(read_edge(at));
    if (unit || quantifier || numbers_.begins_number(word)) consider(read_length(at));
    if (quantifier) consider(read_set(at));
    if (clock_labels_.begins(word)) consider(read_clock(at));
    if (numbers_.begins_bound(word)) consider(read_approximated(at));
    if (unit) {
        consider(read_year(at, false));
        consider(read_decade(at, false));
        consider(read_century(at));
        consider(read_quarter(at));
        consider(read_week_of_month(at));
        consider(read_unit(at, false));
    }
    return best;
}

bool TimeReader::reports() const {
    for (uint32_t at = first_; at < last_; ++at) {
        if (mark(at) == '"') return true;
        const Lexicon::Match cue = match(tenses_, at);
        if (cue && cue.entry->field(1) == "report") return true;
    }
    return false;
}

// "Manado Kini", "Now TV": a capital beside one, in running text.
bool TimeReader::part_of_name(uint32_t at) const {
    const Token& token = text_.tokens[at];
    if (token.letter_case != LetterCase::capitalized || at < first_ + 2) return false;
    if (article_.role_of_line(token.line) != Role::body) return false;
    const auto capital = [&](const Token& beside) {
        return beside.kind == TokenKind::word && beside.letter_case != LetterCase::lower;
    };
    const bool opens = text_.tokens[at - 1].kind == TokenKind::punct && mark(at - 1) != ',';
    return capital(text_.tokens[at - 1]) || (!opens && at + 1 < last_ && capital(text_.tokens[at + 1]));
}

std::string_view mod_of_bound(std::string_view bound) {
    if (bound == "approx") return "APPROX";
    if (bound == "more-than" || bound == "at-least") return "MORE_THAN";
    if (bound == "less-than" || bound == "at-most") return "LESS_THAN";
    return {};
}

}  // namespace silang
