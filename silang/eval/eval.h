// How well the mention finders do: gold (docs/eval.md) is read and made an article, what was found is matched with it,
// and counted.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "silang/article/article.h"
#include "silang/base/types.h"
#include "silang/language/language.h"
#include "silang/mention/mention.h"

namespace silang {

struct GoldTime {
    Span span;
    std::string value;
};

struct GoldQuantity {
    Span span;
    double value = 0;
    std::optional<double> max;
    std::string unit;
};

struct GoldQuote {
    Span span;
    bool direct = true;
    std::optional<std::string> speaker;  // empty: the page names nobody; nothing: not scored
    std::optional<Stance> stance;
};

struct GoldAttribution {
    Span span;
    std::vector<std::string> sources;  // nearest first; never empty
};

struct GoldEntity {
    Span span;
    EntityType type;
};

// A passage, or a sentence of a BIO file. A list that is not there is not scored; one that is empty says that there is
// nothing to be found.
struct GoldPassage {
    std::string file;
    std::string id;   // of a sentence: "line 12"
    Article article;  // title and body; `rules` says what it is to be read with
    std::optional<std::vector<GoldTime>> times;
    std::optional<std::vector<GoldQuantity>> quantities;
    std::optional<std::vector<GoldQuote>> quotes;
    std::optional<std::vector<GoldAttribution>> attributions;
    std::optional<std::vector<GoldEntity>> entities;
};

struct Gold {
    std::vector<GoldPassage> passages;  // in the order of the files
    std::vector<std::string> problems;  // what is wrong, with file and passage: figures would be wrong, too
};

// Reads files and folders: passages from *.json, entities in BIO from any other file; of a folder *.json, *.bio,
// *.conll and *.txt.
Gold read_gold(const std::vector<std::string>& inputs, const Languages& languages);

// What another program has found in the same passages, one record a passage of `gold`: a list of {"id", "times":
// [{"span": [begin, end), "value"}]}, spans in bytes of the title and the paragraphs with a line feed behind each. Only
// times can be given: the other lists of the gold are dropped. What is wrong with the file is added to the gold's
// problems.
std::vector<Mentions> read_found(const std::string& file, std::string_view text, Gold& gold);

// What the counts are of. The order is that of the table.
enum class Measure : uint8_t {
    times_relaxed,
    times_strict,
    times_value,
    quantities_value,
    quantities_unit,
    direct_span,
    direct_speaker,
    direct_stance,
    indirect_clause,
    indirect_speaker,
    indirect_stance,
    attributions_first,
    attributions_chain,
    entities_person,
    entities_organization,
    entities_place,
    entities_all,
    labeller_person,
    labeller_organization,
    labeller_place,
    labeller_all,
};
inline constexpr size_t kMeasureCount = 21;

struct MeasureName {
    std::string_view kind;     // "times"
    std::string_view measure;  // "relaxed"
    bool share;                // of what another measure has matched: one figure, not precision and recall
};
MeasureName measure_name(Measure measure);

struct Count {
    size_t gold = 0;
    size_t found = 0;
    size_t right = 0;

    [[nodiscard]] double precision() const { return part(right, found); }
    [[nodiscard]] double recall() const { return part(right, gold); }
    [[nodiscard]] double f1() const { return part(2 * right, gold + found); }

private:
    // Where there was nothing to do, nothing was done wrong.
    static double part(size_t some, size_t all) {
        return all == 0 ? 1.0 : static_cast<double>(some) / static_cast<double>(all);
    }
};

enum class MissType : uint8_t { missed, too_much, extent, value, unit, speaker, stance, source, type };
std::string_view miss_type_name(MissType type);

// One thing that gold and finders do not agree on.
struct Miss {
    size_t passage;         // index into Gold::passages
    std::string_view kind;  // as in MeasureName
    MissType type;
    std::string words;  // of the gold; of what was found when it is too much
    std::string found_words;
    std::string gold;   // value, unit, speaker, ...
    std::string found;  // the same
};

struct Evaluation {
    size_t passages = 0;
    std::array<Count, kMeasureCount> counts{};
    std::array<bool, kMeasureCount> scored{};  // some passage has gold for it
    std::vector<Miss> misses;                  // by passage, kind and place

    [[nodiscard]] const Count& operator[](Measure measure) const { return counts[static_cast<size_t>(measure)]; }
};

// Matches what was found in a passage with its gold. `passage` is its index, for the misses.
void score_passage(const GoldPassage& gold, const Mentions& found, size_t passage, Evaluation& evaluation);

// The names that the sequence labeller marks by itself, before gazetteer and page have their say: what it is trained
// for, and what published figures on BIO sets compare with. Nothing is noted as a miss.
std::vector<GoldEntity> labelled_names(const Article& article, const Language& language, const EntityModel& model);
void score_labelled(const GoldPassage& gold, const std::vector<GoldEntity>& labelled, Evaluation& evaluation);

// The rule for names: the same words, or all words of the shorter one stand in the other in their order; letter case
// aside.
bool same_name(std::string_view one, std::string_view other);

}  // namespace silang
