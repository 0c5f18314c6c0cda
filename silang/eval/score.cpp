// Gold and findings, matched one to one in page order, and counted: the rules are those of docs/eval.md.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "silang/eval/eval.h"
#include "silang/mention/entity_model.h"

namespace silang {
namespace {

// Two doubles that were read from the same figure in two ways.
constexpr double kSameValue = 1e-9;

constexpr std::array<MeasureName, kMeasureCount> kMeasureNames{{
    {"times", "relaxed", false},         {"times", "strict", false},    {"times", "value", false},
    {"quantities", "value", false},      {"quantities", "unit", false}, {"direct", "span", false},
    {"direct", "speaker", true},         {"direct", "stance", true},    {"indirect", "clause", false},
    {"indirect", "speaker", true},       {"indirect", "stance", true},  {"attributions", "first", false},
    {"attributions", "chain", false},    {"entities", "person", false}, {"entities", "organization", false},
    {"entities", "place", false},        {"entities", "all", false},    {"labeller", "person", false},
    {"labeller", "organization", false}, {"labeller", "place", false},  {"labeller", "all", false},
}};

constexpr size_t kNothing = static_cast<size_t>(-1);

bool is_word(const Token& token) {
    return token.kind != TokenKind::punct;
}

size_t words_in(const TokenizedText& text, Span span) {
    size_t words = 0;
    for (size_t at = text.token_at(span.begin); at < text.tokens.size() && text.tokens[at].span.begin < span.end; ++at)
        words += is_word(text.tokens[at]) ? 1 : 0;
    return words;
}

Span shared(Span one, Span other) {
    const uint32_t begin = std::max(one.begin, other.begin);
    return {begin, std::max(begin, std::min(one.end, other.end))};
}

// The words of a name, folded, without punctuation.
std::vector<std::string> name_words(std::string_view name) {
    std::vector<std::string> words(1);
    for (const char c : fold(name)) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
        if (letter)
            words.back() += c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

// True when `some` stand in `all`, in their order.
bool stand_in(const std::vector<std::string>& some, const std::vector<std::string>& all) {
    size_t met = 0;
    for (const std::string& word : all) {
        if (met < some.size() && some[met] == word) ++met;
    }
    return met == some.size();
}

bool begins_with(const std::vector<std::string>& all, const std::vector<std::string>& some) {
    return some.size() <= all.size() && std::equal(some.begin(), some.end(), all.begin());
}

bool same_figure(double one, double other) {
    return std::abs(one - other) <= kSameValue * std::max({1.0, std::abs(one), std::abs(other)});
}

bool same_value(const GoldQuantity& gold, const Quantity& found) {
    if (gold.max.has_value() != found.max.has_value()) return false;
    return same_figure(gold.value, found.value) && (!gold.max || same_figure(*gold.max, *found.max));
}

bool same_unit(const GoldQuantity& gold, const Quantity& found) {
    if (fold(gold.unit) == fold(found.unit)) return true;
    const std::vector<std::string> wanted = name_words(gold.unit);
    return !wanted.empty() &&
           (begins_with(name_words(found.of), wanted) || begins_with(name_words(found.unit + ' ' + found.of), wanted));
}

std::string quantity_text(double value, const std::optional<double>& max, std::string_view unit) {
    std::string text = fmt::format("{}", value);
    if (max) text += fmt::format("-{}", *max);
    if (!unit.empty()) text += fmt::format(" {}", unit);
    return text;
}

std::string chain_text(const std::vector<std::string>& sources) {
    return fmt::format("{}", fmt::join(sources, " < "));
}

// Scores one passage. What is alike in all kinds: matching, counting, and noting what does not match.
class PassageScorer {
public:
    PassageScorer(const GoldPassage& gold, const Mentions& found, size_t passage, Evaluation& evaluation)
        : gold_(gold), found_(found), passage_(passage), evaluation_(evaluation) {}

    void score() {
        ++evaluation_.passages;
        if (gold_.times) score_times(*gold_.times);
        if (gold_.quantities) score_quantities(*gold_.quantities);
        if (gold_.quotes) {
            score_quotes(*gold_.quotes, true);
            score_quotes(*gold_.quotes, false);
        }
        if (gold_.attributions) score_attributions(*gold_.attributions);
        if (gold_.entities) score_entities(*gold_.entities);
    }

    void score_labelled(const std::vector<GoldEntity>& labelled) {
        if (gold_.entities) count_entities(*gold_.entities, labelled, Measure::labeller_person);
    }

private:
    void add(Measure measure, size_t gold, size_t found, size_t right) {
        const auto index = static_cast<size_t>(measure);
        evaluation_.scored[index] = true;
        Count& count = evaluation_.counts[index];
        count.gold += gold;
        count.found += found;
        count.right += right;
    }

    // For each of the gold the first finding that is like it and that none before it has taken; `pairs` keeps what is
    // matched in it.
    template <class G, class F, class Same>
    static void match(const std::vector<G>& gold, const std::vector<F>& found, std::vector<size_t>& pairs, Same same) {
        pairs.resize(gold.size(), kNothing);
        for (size_t g = 0; g < gold.size(); ++g) {
            for (size_t f = 0; f < found.size() && pairs[g] == kNothing; ++f) {
                const bool taken = std::find(pairs.begin(), pairs.end(), f) != pairs.end();
                if (!taken && same(gold[g], found[f])) pairs[g] = f;
            }
        }
    }
    template <class G, class F, class Same>
    void count(Measure measure, const std::vector<G>& gold, const std::vector<F>& found, Same same) {
        std::vector<size_t> pairs;
        match(gold, found, pairs, same);
        const auto right =
            static_cast<size_t>(std::count_if(pairs.begin(), pairs.end(), [](size_t f) { return f != kNothing; }));
        add(measure, gold.size(), found.size(), right);
    }

    [[nodiscard]] std::string words(Span span) const { return clean_spaces(span.of(gold_.article.page.text)); }
    [[nodiscard]] bool share_a_word(Span one, Span other) const {
        return one == other || words_in(gold_.article.tokens, shared(one, other)) > 0;
    }

    void miss(std::string_view kind, MissType type, const Span* gold, const Span* found, std::string gold_value,
              std::string found_value) {
        Miss miss{passage_, kind, type, {}, {}, std::move(gold_value), std::move(found_value)};
        miss.words = words(gold != nullptr ? *gold : *found);
        if (gold != nullptr && found != nullptr && *gold != *found) miss.found_words = words(*found);
        evaluation_.misses.push_back(std::move(miss));
    }
    // Notes gold without a partner, and findings without one, in page order; `check` notes what is wrong with a pair.
    template <class G, class F, class Check, class GoldValue, class FoundValue>
    void note(std::string_view kind, const std::vector<G>& gold, const std::vector<F>& found,
              const std::vector<size_t>& pairs, Check check, GoldValue gold_value, FoundValue found_value) {
        const size_t first = evaluation_.misses.size();
        std::vector<uint32_t> places;
        const auto noted = [&](uint32_t place) { places.resize(evaluation_.misses.size() - first, place); };
        for (size_t g = 0; g < gold.size(); ++g) {
            if (pairs[g] == kNothing)
                miss(kind, MissType::missed, &gold[g].span, nullptr, gold_value(gold[g]), {});
            else
                check(gold[g], found[pairs[g]]);
            noted(gold[g].span.begin);
        }
        for (size_t f = 0; f < found.size(); ++f) {
            if (std::find(pairs.begin(), pairs.end(), f) != pairs.end()) continue;
            miss(kind, MissType::too_much, nullptr, &found[f].span, {}, found_value(found[f]));
            noted(found[f].span.begin);
        }
        std::vector<size_t> order(places.size());
        for (size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return places[a] < places[b]; });
        std::vector<Miss> sorted;
        for (const size_t i : order) sorted.push_back(std::move(evaluation_.misses[first + i]));
        std::move(sorted.begin(), sorted.end(), evaluation_.misses.begin() + static_cast<std::ptrdiff_t>(first));
    }

    void score_times(const std::vector<GoldTime>& gold) {
        const std::vector<Time>& found = found_.times;
        const auto relaxed = [&](const GoldTime& g, const Time& f) { return share_a_word(g.span, f.span); };
        const auto strict = [](const GoldTime& g, const Time& f) { return g.span == f.span; };
        const auto value = [&](const GoldTime& g, const Time& f) { return g.value == f.value && relaxed(g, f); };
        count(Measure::times_relaxed, gold, found, relaxed);
        count(Measure::times_strict, gold, found, strict);
        count(Measure::times_value, gold, found, value);
        std::vector<size_t> pairs;
        match(gold, found, pairs, value);
        match(gold, found, pairs, relaxed);
        note(
            "times", gold, found, pairs,
            [&](const GoldTime& g, const Time& f) {
                if (g.value != f.value)
                    miss("times", MissType::value, &g.span, &f.span, g.value, f.value);
                else if (g.span != f.span)
                    miss("times", MissType::extent, &g.span, &f.span, g.value, f.value);
            },
            [](const GoldTime& g) { return g.value; }, [](const Time& f) { return f.value; });
    }

    void score_quantities(const std::vector<GoldQuantity>& gold) {
        const std::vector<Quantity>& found = found_.quantities;
        const auto relaxed = [&](const GoldQuantity& g, const Quantity& f) { return share_a_word(g.span, f.span); };
        const auto value = [&](const GoldQuantity& g, const Quantity& f) { return same_value(g, f) && relaxed(g, f); };
        const auto unit = [&](const GoldQuantity& g, const Quantity& f) { return value(g, f) && same_unit(g, f); };
        count(Measure::quantities_value, gold, found, value);
        count(Measure::quantities_unit, gold, found, unit);
        std::vector<size_t> pairs;
        match(gold, found, pairs, unit);
        match(gold, found, pairs, value);
        match(gold, found, pairs, relaxed);
        const auto gold_text = [](const GoldQuantity& g) { return quantity_text(g.value, g.max, g.unit); };
        const auto found_text = [](const Quantity& f) {
            return quantity_text(f.value, f.max, f.of.empty() ? f.unit : f.unit.empty() ? f.of : f.unit + " / " + f.of);
        };
        note(
            "quantities", gold, found, pairs,
            [&](const GoldQuantity& g, const Quantity& f) {
                if (unit(g, f)) return;
                const MissType type = same_value(g, f) ? MissType::unit : MissType::value;
                miss("quantities", type, &g.span, &f.span, gold_text(g), found_text(f));
            },
            gold_text, found_text);
    }

    // Without marks and white space at the ends.
    [[nodiscard]] Span bare(Span span) const {
        const std::string& text = gold_.article.page.text;
        for (;;) {
            const Span before = span;
            span = trim(text, span);
            const std::string_view inside = span.of(text);
            for (const std::string_view mark : {"\"", "'", "“", "”", "„", "‘", "’", "«", "»"}) {
                if (inside.size() > mark.size() && inside.starts_with(mark)) {
                    span.begin += static_cast<uint32_t>(mark.size());
                    break;
                }
                if (inside.size() > mark.size() && inside.ends_with(mark)) {
                    span.end -= static_cast<uint32_t>(mark.size());
                    break;
                }
            }
            if (span == before) return span;
        }
    }
    [[nodiscard]] bool half_alike(Span one, Span other) const {
        const TokenizedText& text = gold_.article.tokens;
        const size_t longer = std::max(words_in(text, one), words_in(text, other));
        return one == other || (longer > 0 && 2 * words_in(text, shared(one, other)) >= longer);
    }
    [[nodiscard]] std::string speaker_of(const Quote& quote) const {
        return quote.speaker ? found_.entities[*quote.speaker].name : quote.speaker_text;
    }
    // By its name or by any words the page names it with: "BMKG" is right for what is found under its full name.
    [[nodiscard]] bool goes_by(const Entity& entity, std::string_view name) const {
        return same_name(name, entity.name) ||
               std::any_of(entity.mentions.begin(), entity.mentions.end(),
                           [&](Span mention) { return same_name(name, words(mention)); });
    }
    [[nodiscard]] bool is_speaker(const Quote& quote, std::string_view name) const {
        return quote.speaker ? goes_by(found_.entities[*quote.speaker], name) : same_name(name, quote.speaker_text);
    }
    [[nodiscard]] bool is_source(const Attribution& attribution, size_t place, std::string_view name) const {
        const std::string& found = attribution.sources[place];
        if (same_name(name, found)) return true;
        // The page's own words for an outlet that goes by a shorter name.
        if (place < attribution.source_spans.size() && same_name(name, words(attribution.source_spans[place])))
            return true;
        return std::any_of(found_.entities.begin(), found_.entities.end(),
                           [&](const Entity& entity) { return entity.name == found && goes_by(entity, name); });
    }

    void score_quotes(const std::vector<GoldQuote>& all_gold, bool direct) {
        std::vector<GoldQuote> gold;
        std::vector<Quote> found;
        for (const GoldQuote& quote : all_gold) {
            if (quote.direct == direct) gold.push_back(quote);
        }
        for (const Quote& quote : found_.quotes) {
            if (quote.direct == direct) found.push_back(quote);
        }
        const std::string_view kind = direct ? "direct" : "indirect";
        std::vector<size_t> pairs;
        match(gold, found, pairs, [&](const GoldQuote& g, const Quote& f) {
            return direct ? bare(g.span) == bare(f.span) : half_alike(g.span, f.span);
        });
        size_t matched = 0;
        for (size_t g = 0; g < gold.size(); ++g) {
            if (pairs[g] == kNothing) continue;
            ++matched;
            const Quote& quote = found[pairs[g]];
            if (gold[g].speaker) {
                const bool right = is_speaker(quote, *gold[g].speaker);
                add(direct ? Measure::direct_speaker : Measure::indirect_speaker, 1, 1, right ? 1 : 0);
            }
            if (gold[g].stance) {
                const bool right = *gold[g].stance == quote.stance;
                add(direct ? Measure::direct_stance : Measure::indirect_stance, 1, 1, right ? 1 : 0);
            }
        }
        add(direct ? Measure::direct_span : Measure::indirect_clause, gold.size(), found.size(), matched);
        note(
            kind, gold, found, pairs,
            [&](const GoldQuote& g, const Quote& f) {
                if (g.speaker && !is_speaker(f, *g.speaker))
                    miss(kind, MissType::speaker, &g.span, nullptr, *g.speaker, speaker_of(f));
                if (g.stance && *g.stance != f.stance)
                    miss(kind, MissType::stance, &g.span, nullptr, std::string(stance_name(*g.stance)),
                         std::string(stance_name(f.stance)));
            },
            [](const GoldQuote& g) { return g.speaker.value_or(""); }, [&](const Quote& f) { return speaker_of(f); });
    }

    void score_attributions(const std::vector<GoldAttribution>& gold) {
        const std::vector<Attribution>& found = found_.attributions;
        const auto relaxed = [&](const GoldAttribution& g, const Attribution& f) {
            return share_a_word(g.span, f.span);
        };
        const auto first = [&](const GoldAttribution& g, const Attribution& f) {
            return relaxed(g, f) && !f.sources.empty() && is_source(f, 0, g.sources[0]);
        };
        const auto chain = [&](const GoldAttribution& g, const Attribution& f) {
            if (!relaxed(g, f) || g.sources.size() != f.sources.size()) return false;
            for (size_t place = 0; place < g.sources.size(); ++place) {
                if (!is_source(f, place, g.sources[place])) return false;
            }
            return true;
        };
        count(Measure::attributions_first, gold, found, first);
        count(Measure::attributions_chain, gold, found, chain);
        std::vector<size_t> pairs;
        match(gold, found, pairs, chain);
        match(gold, found, pairs, first);
        match(gold, found, pairs, relaxed);
        const auto gold_text = [](const GoldAttribution& g) { return chain_text(g.sources); };
        const auto found_text = [](const Attribution& f) { return chain_text(f.sources); };
        note(
            "attributions", gold, found, pairs,
            [&](const GoldAttribution& g, const Attribution& f) {
                if (!chain(g, f)) miss("attributions", MissType::source, &g.span, &f.span, gold_text(g), found_text(f));
            },
            gold_text, found_text);
    }

    static bool same_entity(const GoldEntity& one, const GoldEntity& other) {
        return one.span == other.span && one.type == other.type;
    }

    // Persons, organizations, places and all: four measures from `first` on.
    void count_entities(const std::vector<GoldEntity>& gold, const std::vector<GoldEntity>& found, Measure first) {
        auto measure = static_cast<size_t>(first);
        for (const EntityType type : {EntityType::person, EntityType::organization, EntityType::place}) {
            std::vector<GoldEntity> wanted, got;
            const auto of_type = [type](const GoldEntity& entity) { return entity.type == type; };
            std::copy_if(gold.begin(), gold.end(), std::back_inserter(wanted), of_type);
            std::copy_if(found.begin(), found.end(), std::back_inserter(got), of_type);
            count(static_cast<Measure>(measure++), wanted, got, same_entity);
        }
        count(static_cast<Measure>(measure), gold, found, same_entity);
    }

    static bool is_scored(EntityType type) {
        return type == EntityType::person || type == EntityType::organization || type == EntityType::place;
    }

    // Strict: type and both ends.
    void score_entities(const std::vector<GoldEntity>& gold) {
        std::vector<GoldEntity> found;
        for (const Entity& entity : found_.entities) {
            if (!is_scored(entity.type)) continue;
            for (const Span mention : entity.mentions) found.push_back({mention, entity.type});
        }
        // A capital that acts for its country is a mention of both.
        const auto key = [](const GoldEntity& entity) { return std::pair(entity.span, entity.type); };
        std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
        found.erase(
            std::unique(found.begin(), found.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
            found.end());
        count_entities(gold, found, Measure::entities_person);
        std::vector<size_t> pairs;
        match(gold, found, pairs, same_entity);
        match(gold, found, pairs, [](const GoldEntity& g, const GoldEntity& f) { return g.span == f.span; });
        match(gold, found, pairs,
              [&](const GoldEntity& g, const GoldEntity& f) { return share_a_word(g.span, f.span); });
        const auto type_text = [](const GoldEntity& entity) { return std::string(entity_type_name(entity.type)); };
        note(
            "entities", gold, found, pairs,
            [&](const GoldEntity& g, const GoldEntity& f) {
                if (g.span != f.span)
                    miss("entities", MissType::extent, &g.span, &f.span, type_text(g), type_text(f));
                else if (g.type != f.type)
                    miss("entities", MissType::type, &g.span, &f.span, type_text(g), type_text(f));
            },
            type_text, type_text);
    }

    const GoldPassage& gold_;
    const Mentions& found_;
    size_t passage_;
    Evaluation& evaluation_;
};

}  // namespace

MeasureName measure_name(Measure measure) {
    return kMeasureNames[static_cast<size_t>(measure)];
}

std::string_view miss_type_name(MissType type) {
    constexpr std::array<std::string_view, 9> kNames{"missed",  "too-much", "extent", "value", "unit",
                                                     "speaker", "stance",   "source", "type"};
    return kNames[static_cast<size_t>(type)];
}

bool same_name(std::string_view one, std::string_view other) {
    const std::vector<std::string> a = name_words(one);
    const std::vector<std::string> b = name_words(other);
    if (a.empty() || b.empty()) return a.empty() && b.empty();
    return a.size() <= b.size() ? stand_in(a, b) : stand_in(b, a);
}

void score_passage(const GoldPassage& gold, const Mentions& found, size_t passage, Evaluation& evaluation) {
    PassageScorer(gold, found, passage, evaluation).score();
}

std::vector<GoldEntity> labelled_names(const Article& article, const Language& language, const EntityModel& model) {
    constexpr std::array kTypes{EntityType::person, EntityType::organization, EntityType::place};
    std::vector<GoldEntity> names;
    std::vector<NameTag> tags;
    for (const Sentence& sentence : article.tokens.sentences) {
        const auto tokens = std::span(article.tokens.tokens).subspan(sentence.first, sentence.last - sentence.first);
        model.label(article.tokens, tokens, language, tags);
        for (size_t at = 0; at < tokens.size(); ++at) {
            if (begins_name(tags[at]))
                names.push_back({tokens[at].span, kTypes[(static_cast<size_t>(tags[at]) - 1) / 2]});
            else if (continues_name(tags[at]))
                names.back().span.end = tokens[at].span.end;
        }
    }
    return names;
}

void score_labelled(const GoldPassage& gold, const std::vector<GoldEntity>& labelled, Evaluation& evaluation) {
    PassageScorer(gold, {}, 0, evaluation).score_labelled(labelled);
}

}  // namespace silang
