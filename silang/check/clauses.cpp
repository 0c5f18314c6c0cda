#include "silang/check/clauses.h"

#include <algorithm>
#include <map>

namespace silang {
namespace {

// Words and terms a clause has at least; a shorter one stays with its neighbour.
constexpr uint32_t kFewestWords = 3;
constexpr size_t kFewestTerms = 2;
constexpr size_t kShortestStem = 3;
// Terms behind a word of negation that it turns round.
constexpr size_t kNegated = 2;

class Cutter {
public:
    explicit Cutter(const CheckRules& rules)
        : links_(rules.language.lexicon("clause-links")),
          verb_prefixes_(rules.language.lexicon("verb-prefixes")),
          verb_endings_(rules.language.lexicon("verb-endings")),
          noun_exceptions_(rules.language.lexicon("noun-exceptions")),
          function_words_(rules.language.lexicon("function-words")) {}

    // Spans of the unit's clauses, in order, together all of its words.
    std::vector<Span> cut(const Document& document, const Unit& unit) const {
        const TokenizedText& text = document.article.tokens;
        const Sentence& sentence = text.sentences[unit.sentence];
        const std::vector<uint32_t> cuts = cut_points(document, unit, sentence);
        const auto first = static_cast<uint32_t>(text.token_at(unit.span.begin));
        std::vector<std::pair<uint32_t, uint32_t>> parts;  // token ranges
        uint32_t begin = first;
        for (const uint32_t cut : cuts) {
            if (!whole(document, unit, begin, cut)) continue;
            parts.emplace_back(begin, cut);
            begin = cut;
        }
        if (!parts.empty() && !whole(document, unit, begin, sentence.last))
            parts.back().second = sentence.last;
        else
            parts.emplace_back(begin, sentence.last);
        std::vector<Span> spans;
        for (const auto& [from, to] : parts) spans.push_back(trimmed(text, from, to, to == sentence.last));
        return spans;
    }

private:
    std::vector<uint32_t> cut_points(const Document& document, const Unit& unit, const Sentence& sentence) const {
        const TokenizedText& text = document.article.tokens;
        const std::span<const Token> tokens(text.tokens);
        const auto first = static_cast<uint32_t>(text.token_at(unit.span.begin));
        std::vector<uint32_t> cuts;
        for (uint32_t i = first + 1; i < sentence.last; ++i) {
            if (tokens[i].kind == TokenKind::punct) {
                const std::string_view mark = text.folded_of(tokens[i]);
                if (mark == ";" && i + 1 < sentence.last) cuts.push_back(i + 1);
                // "21-17, 16-21, 22-20" is one thing told.
                const bool in_list = text.tokens[i - 1].kind == TokenKind::number;
                if (mark == "," && i + 1 < sentence.last &&
                    (predicate(text, i + 1) || (counts(document, unit, i + 1) && !in_list)))
                    cuts.push_back(i + 1);
                continue;
            }
            const auto link = links_.match(tokens, i);
            if (!link || inside_mention(document, unit, tokens[i].span, Mention::any)) continue;
            const std::string_view kind = link.entry->field(1);
            const uint32_t next = i + link.length;
            // "sejak 1991" is no clause.
            if (next >= sentence.last || inside_mention(document, unit, tokens[next].span, Mention::time)) continue;
            // "13 menit setelah ...": when, not what besides.
            if (kind == "subordinate" && ends_duration(document, tokens[i - 1].span)) continue;
            const bool behind_comma = text.folded_of(tokens[i - 1]) == ",";
            const bool cuts_here = kind == "subordinate" ||
                                   (kind == "coordinate" && tells_next(document, unit, text, next)) ||
                                   (kind == "relative" && behind_comma);
            if (cuts_here) cuts.push_back(i);
            i = next - 1;
        }
        return cuts;
    }

    bool tells_next(const Document& document, const Unit& unit, const TokenizedText& text, uint32_t token) const {
        if (predicate(text, token) || counts(document, unit, token)) return true;
        const uint32_t begin = text.tokens[token].span.begin;
        return std::any_of(unit.events.begin(), unit.events.end(),
                           [begin](const EventWord& event) { return event.span.begin == begin; });
    }

    // Verbs by their shape.
    bool predicate(const TokenizedText& text, uint32_t i) const {
        const Token& token = text.tokens[i];
        if (token.kind != TokenKind::word || token.letter_case != LetterCase::lower) return false;
        if (noun_exceptions_.word(token.word) != nullptr || function_words_.word(token.word) != nullptr) return false;
        const std::string_view folded = text.folded_of(token);
        const auto begins = [folded](const LexiconEntry& affix) {
            return folded.size() >= affix.phrase().size() + kShortestStem && folded.starts_with(affix.phrase());
        };
        const auto ends = [folded](const LexiconEntry& affix) {
            return folded.size() >= affix.phrase().size() + kShortestStem && folded.ends_with(affix.phrase());
        };
        return std::any_of(verb_prefixes_.entries().begin(), verb_prefixes_.entries().end(), begins) ||
               std::any_of(verb_endings_.entries().begin(), verb_endings_.entries().end(), ends);
    }

    static bool counts(const Document& document, const Unit& unit, uint32_t token) {
        const uint32_t begin = document.article.tokens.tokens[token].span.begin;
        return std::any_of(unit.quantities.begin(), unit.quantities.end(),
                           [&](uint32_t i) { return document.mentions.quantities[i].span.begin == begin; });
    }

    static bool ends_duration(const Document& document, Span word) {
        const std::vector<Time>& times = document.mentions.times;
        return std::any_of(times.begin(), times.end(), [word](const Time& time) {
            return time.type == TimeType::duration && time.span.end == word.end;
        });
    }

    enum class Mention : uint8_t { time, any };
    // No clause begins inside a date or a name.
    static bool inside_mention(const Document& document, const Unit& unit, Span word, Mention kind) {
        const auto holds = [word](Span mention) { return mention.contains(word); };
        if (std::any_of(unit.times.begin(), unit.times.end(), [&](const UnitTime& time) { return holds(time.span); }))
            return true;
        if (kind == Mention::time) return false;
        for (const uint32_t i : document.mentions.entities_in(unit.span)) {
            const std::vector<Span>& mentions = document.mentions.entities[i].mentions;
            if (std::any_of(mentions.begin(), mentions.end(), holds)) return true;
        }
        return false;
    }

    // Whether the tokens [from, to) tell something.
    bool whole(const Document& document, const Unit& unit, uint32_t from, uint32_t to) const {
        const TokenizedText& text = document.article.tokens;
        if (from >= to) return false;
        const Span span{text.tokens[from].span.begin, text.tokens[to - 1].span.end};
        uint32_t words = 0;
        bool tells = false;
        for (uint32_t i = from; i < to; ++i) {
            words += text.tokens[i].kind == TokenKind::punct ? 0 : 1;
            tells = tells || predicate(text, i);
        }
        const auto terms = std::count_if(unit.placed.begin(), unit.placed.end(), [span](const PlacedTerm& placed) {
            return span.contains({placed.offset, placed.offset});
        });
        if (words < kFewestWords || static_cast<size_t>(terms) < kFewestTerms) return false;
        return tells ||
               std::any_of(unit.events.begin(), unit.events.end(),
                           [span](const EventWord& e) { return span.contains(e.span); }) ||
               std::any_of(unit.quantities.begin(), unit.quantities.end(),
                           [&](uint32_t i) { return span.contains(document.mentions.quantities[i].span); });
    }

    // Without the "and" it begins with and the comma at its end.
    Span trimmed(const TokenizedText& text, uint32_t from, uint32_t to, bool last) const {
        const std::span<const Token> tokens(text.tokens);
        if (const auto link = links_.match(tokens, from); link && link.entry->field(1) == "coordinate")
            from += link.length;
        const auto mark = [&](std::string_view wanted) { return text.folded_of(tokens[to - 1]) == wanted; };
        while (!last && to > from + 1 && (mark(",") || mark(";"))) --to;
        return {tokens[from].span.begin, tokens[to - 1].span.end};
    }

    const Lexicon& links_;
    const Lexicon& verb_prefixes_;
    const Lexicon& verb_endings_;
    const Lexicon& noun_exceptions_;
    const Lexicon& function_words_;
};

void sort_unique(std::vector<uint32_t>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

bool names_or_dates(std::string_view term) {
    return term[0] == 'e' || term[0] == 't' || term[0] == 's';
}

bool is_word(std::string_view term) {
    return term[0] == 'w' || term[0] == 'c' || term[0] == 'v';
}

// "sekitar 200" may be 214, "ratusan" is from 200 on.
constexpr double kRounding = 0.1;
constexpr double kMoreThan = 1.3;
constexpr double kLessThan = 0.75;

ClauseFigure figure_of(const Quantity& quantity, const Unit& unit, Span clause, const CheckRules& rules) {
    ClauseFigure figure{quantity.value, std::max(quantity.value, quantity.max.value_or(quantity.value)), true, {}, {}};
    figure.exact = !quantity.approx && !quantity.max;
    if (quantity.approx && !quantity.max) {
        figure.low *= 1 - kRounding;
        figure.high *= 1 + kRounding;
    }
    if (quantity.bound == "more-than" || quantity.bound == "at-least")
        figure.high = std::max(figure.high, quantity.value * kMoreThan);
    if (quantity.bound == "less-than" || quantity.bound == "at-most")
        figure.low = std::min(figure.low, quantity.value * kLessThan);
    figure.unit = rules.concepts.of_word(quantity.unit);
    if (figure.unit.empty()) figure.unit = quantity.unit;
    uint32_t best = UINT32_MAX;
    for (const EventWord& event : unit.events) {
        if (!clause.contains(event.span)) continue;
        // What happens to those counted rather stands behind their number.
        const uint32_t distance = event.span.begin >= quantity.span.begin
                                      ? event.span.begin - quantity.span.begin
                                      : 2 * (quantity.span.begin - event.span.begin);
        if (distance >= best) continue;
        best = distance;
        figure.event = event.type;
    }
    return figure;
}

Clause make_clause(const StoryUnits& all, const Document& document, uint32_t index, Span span,
                   const CheckRules& rules) {
    const Unit& unit = all.units[index];
    Clause clause{};
    clause.unit = index;
    clause.span = span;
    for (const PlacedTerm& placed : unit.placed) {
        const std::string_view name = all.terms.name(placed.term);
        if (span.begin <= placed.offset && placed.offset < span.end) {
            clause.terms.push_back(placed.term);
            if (name[0] == 'e') clause.entities.push_back(placed.term);
            if (name[0] == 'v') clause.events.push_back(placed.term);
            if (is_word(name)) clause.words.push_back(placed.term);
        } else if (names_or_dates(name)) {
            clause.context.push_back(placed.term);
        }
    }
    sort_unique(clause.terms);
    sort_unique(clause.entities);
    sort_unique(clause.events);
    sort_unique(clause.words);
    for (const uint32_t term : clause.terms) clause.weight += all.squared_weight[term];
    for (const uint32_t term : clause.words) clause.words_weight += all.squared_weight[term];
    const bool negated = std::any_of(unit.negations.begin(), unit.negations.end(), [span](uint32_t negation) {
        return span.begin <= negation && negation < span.end;
    });
    clause.negative = negated != unit.denies;
    for (const uint32_t negation : unit.negations) {
        if (negation < span.begin || negation >= span.end) continue;
        size_t behind = 0;
        for (const PlacedTerm& placed : unit.placed) {
            if (placed.offset <= negation || placed.offset >= span.end || !is_word(all.terms.name(placed.term)))
                continue;
            clause.negated.push_back(placed.term);
            if (++behind == kNegated) break;
        }
    }
    sort_unique(clause.negated);
    for (const uint32_t i : unit.quantities) {
        if (span.contains(document.mentions.quantities[i].span))
            clause.figures.push_back(figure_of(document.mentions.quantities[i], unit, span, rules));
    }
    for (const bool own : {true, false}) {
        for (const UnitTime& time : unit.times) {
            if (!time.speech && (!own || span.contains(time.span))) clause.days.push_back(time.range);
        }
        if (!clause.days.empty()) break;
    }
    return clause;
}

// What is compared with every other clause is put together once.
void look_around(Clause& clause, const StoryUnits& all) {
    std::set_union(clause.terms.begin(), clause.terms.end(), clause.context.begin(), clause.context.end(),
                   std::back_inserter(clause.around));
    for (const uint32_t term : clause.around) {
        if (all.terms.name(term)[0] != 'e') continue;
        clause.names.push_back(term);
        clause.names_weight += all.squared_weight[term];
    }
}

}  // namespace

StoryClauses cut_clauses(const Story& story, std::span<const Document> documents, const StoryUnits& all,
                         const CheckModel& model) {
    StoryClauses cut;
    cut.of_unit.resize(all.units.size());
    std::map<const CheckRules*, Cutter> cutters;
    for (size_t page = 0; page < story.documents.size(); ++page) {
        const Document& document = documents[story.documents[page]];
        const CheckRules& rules = model.rules_for(document.article);
        const Cutter& cutter = cutters.try_emplace(&rules, rules).first->second;
        uint32_t before = UINT32_MAX;
        for (const uint32_t index : all.of_document[page]) {
            const Unit& unit = all.units[index];
            for (const Span span : cutter.cut(document, unit)) {
                Clause clause = make_clause(all, document, index, span, rules);
                // Whom a sentence without names speaks of stands in the one before.
                clause.context.insert(clause.context.end(), unit.speakers.begin(), unit.speakers.end());
                if (before != UINT32_MAX && (unit.leans_back || unit.entities.empty())) {
                    const Unit& last = all.units[before];
                    clause.context.insert(clause.context.end(), last.entities.begin(), last.entities.end());
                }
                sort_unique(clause.context);
                look_around(clause, all);
                cut.of_unit[index].push_back(static_cast<uint32_t>(cut.clauses.size()));
                cut.clauses.push_back(std::move(clause));
            }
            before = index;
        }
    }
    return cut;
}

}  // namespace silang
