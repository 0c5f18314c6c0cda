// How records leave the program: JSON as the output contract names it, tables for a terminal, and the report a person
// reads. The only place with JSON field names. Every text shown to a person is data:
// data/languages/<tag>/interface.tsv.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "silang/capture/capture.h"
#include "silang/check/check.h"
#include "silang/check/quote_search.h"
#include "silang/eval/clusters.h"
#include "silang/eval/eval.h"
#include "silang/eval/pairs.h"
#include "silang/language/language.h"
#include "silang/mention/mention.h"
#include "silang/story/story.h"

namespace silang {

// What the program says to a person in one language: interface.tsv, key by key.
struct InterfaceTexts {
    std::string tag;  // BCP 47, for lang="…"
    std::map<std::string, std::string, std::less<>> texts;

    // The key itself when the language has no such text: it shows, and a test finds it.
    [[nodiscard]] std::string_view text(std::string_view key) const;
    // The text with each {name} replaced by the value of that name.
    [[nodiscard]] std::string filled(std::string_view key,
                                     std::span<const std::pair<std::string_view, std::string>> values) const;
    // "<key>.one" or "<key>.many", with {n} replaced.
    [[nodiscard]] std::string counted(std::string_view key, size_t n) const;
};
InterfaceTexts interface_texts(const Language& language);

// A date value as people write it: "2024-06-18T19:02+07:00" -> "18 Juni 2024, 19.02 WIB"; a value of no known form
// stays.
std::string date_text(std::string_view value, const InterfaceTexts& texts);

// The figure at the beginning of `value` as people write it: "11000.5 ton" -> "11.000,5 ton"; a value without one
// stays.
std::string figure_text(std::string_view value, const InterfaceTexts& texts);

// A grouping of labelled pages and its scores.
struct ClusterRow {
    std::string_view grouping;  // "silang", "single", ...: a key of the interface texts behind "grouping."
    bool singletons;            // with the pages that are alone in the gold
    size_t pages;
    ClusterScores scores;
    std::optional<IdChurn> churn = std::nullopt;  // of the ids that this grouping gave
};

// --- JSON: one object on one line, without the line's end. Fields stand in the contract's order.

std::string article_json(const Document& document);
std::string story_json(const CheckedStory& story, std::span<const Document> documents);
std::string rejection_json(const Rejection& rejection);

// --- The records of one stage as JSON Lines, each line with its end ('\n').

std::string clean_json_lines(const Document& document);
std::string mentions_json_lines(const Document& document);
std::string stories_json_lines(std::span<const Story> stories, std::span<const Document> documents);
// `files`: where each document was found, the same bytes perhaps more than once.
struct FilePath {
    std::string_view path;
    uint32_t document;
};
std::string dedup_json_lines(std::span<const DuplicateGroup> groups, std::span<const Document> documents,
                             std::span<const FilePath> files);
std::string copies_json_lines(const Lineage& lineage, std::span<const Document> documents);
std::string check_json_lines(std::span<const CheckedStory> stories, std::span<const Document> documents);
std::string quotes_json_lines(std::span<const FoundQuote> quotes, std::span<const Document> documents);
std::string quote_check_json_lines(const QuoteCheck& check, std::span<const Document> documents);
std::string eval_json_lines(const Evaluation& evaluation);
std::string cluster_json_lines(std::span<const ClusterRow> rows);
std::string sheet_json_lines(const ScoreSheet& evaluation);
std::string sheet_misses_json_lines(const ScoreSheet& evaluation);
std::string misses_json_lines(const Evaluation& evaluation, std::span<const GoldPassage> passages);

// --- The same as tables for a terminal. Text of a page is shown without its control characters: it cannot steer the
// terminal.

struct TableStyle {
    size_t width = 80;  // columns of the terminal
    bool colour = false;
};

std::string clean_table(const Document& document, const InterfaceTexts& texts, TableStyle style);
std::string mentions_table(const Document& document, const InterfaceTexts& texts, TableStyle style);
std::string stories_table(std::span<const Story> stories, std::span<const Document> documents,
                          const InterfaceTexts& texts, TableStyle style);
std::string dedup_table(std::span<const DuplicateGroup> groups, std::span<const Document> documents,
                        const InterfaceTexts& texts, TableStyle style);
std::string copies_table(const Lineage& lineage, std::span<const Document> documents, const InterfaceTexts& texts,
                         TableStyle style);
std::string check_table(std::span<const CheckedStory> stories, std::span<const Document> documents,
                        const InterfaceTexts& texts, TableStyle style);
std::string quotes_table(std::span<const FoundQuote> quotes, std::span<const Document> documents,
                         const InterfaceTexts& texts, TableStyle style);
std::string quote_check_table(const QuoteCheck& check, std::span<const Document> documents, const InterfaceTexts& texts,
                              TableStyle style);
std::string eval_table(const Evaluation& evaluation, const InterfaceTexts& texts, TableStyle style);
std::string cluster_table(std::span<const ClusterRow> rows, const InterfaceTexts& texts, TableStyle style);
std::string sheet_table(const ScoreSheet& evaluation, const InterfaceTexts& texts, TableStyle style);
std::string sheet_misses_table(const ScoreSheet& evaluation, const InterfaceTexts& texts, TableStyle style);
std::string misses_table(const Evaluation& evaluation, std::span<const GoldPassage> passages,
                         const InterfaceTexts& texts, TableStyle style);

// --- The report: one HTML file that needs nothing else, no network and no scripts.

struct Report {
    std::span<const CheckedStory> stories;  // most important first
    std::span<const Document> documents;
    std::span<const Rejection> rejections;
    std::span<const InterfaceTexts> languages;  // the first is shown until the reader chooses another; never empty
    std::string_view version;                   // of the program
};
std::string report_html(const Report& report);

}  // namespace silang
