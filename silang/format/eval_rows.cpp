// What `silang eval` prints to a terminal: the scores, and what gold and finders do not agree on.
#include <fmt/format.h>

#include "silang/format/format.h"
#include "silang/format/table.h"

namespace silang {
namespace {

// "gold value / value found", where there are such.
std::string values_of(const Miss& miss) {
    if (miss.type == MissType::missed) return miss.gold;
    if (miss.type == MissType::too_much) return miss.found;
    return miss.gold == miss.found ? miss.gold : fmt::format("{} ≠ {}", miss.gold, miss.found);
}

// Rows of scores; a kind is named once.
class ScoreTable {
public:
    explicit ScoreTable(const InterfaceTexts& texts) : texts_(texts) {
        for (const char* column : {"column.kind", "column.measure", "column.gold", "column.found", "column.right",
                                   "column.precision", "column.recall", "column.f1"})
            table_.header.emplace_back(texts.text(column));
        table_.figures = 6;
    }
    void add(std::string_view kind, std::string_view measure, const Count& count, bool share) {
        const auto figure = [](double value) { return fmt::format("{:.3f}", value); };
        const std::string kind_text(kind == kind_before_ ? "" : texts_.text(fmt::format("eval.{}", kind)));
        kind_before_ = kind;
        table_.rows.push_back({{kind_text, Tone::strong},
                               {std::string(texts_.text(fmt::format("measure.{}", measure)))},
                               {fmt::format("{}", count.gold)},
                               {share ? std::string() : fmt::format("{}", count.found)},
                               {fmt::format("{}", count.right)},
                               {share ? std::string() : figure(count.precision())},
                               {share ? std::string() : figure(count.recall())},
                               {figure(count.f1()), Tone::strong}});
    }
    [[nodiscard]] std::string text(std::string_view head, TableStyle style) const {
        std::string out;
        append_line(out, head, Tone::faint, style);
        append_table(out, table_, style);
        return out;
    }

private:
    const InterfaceTexts& texts_;
    TextTable table_;
    std::string kind_before_;
};

}  // namespace

std::string eval_table(const Evaluation& evaluation, const InterfaceTexts& texts, TableStyle style) {
    ScoreTable table(texts);
    for (size_t i = 0; i < kMeasureCount; ++i) {
        if (!evaluation.scored[i]) continue;
        const auto [kind, measure, share] = measure_name(static_cast<Measure>(i));
        table.add(kind, measure, evaluation.counts[i], share);
    }
    return table.text(texts.counted("count.passages-read", evaluation.passages), style);
}

std::string sheet_table(const ScoreSheet& evaluation, const InterfaceTexts& texts, TableStyle style) {
    ScoreTable table(texts);
    for (const ScoreRow& row : evaluation.rows) table.add(row.kind, row.measure, row.count, row.share);
    return table.text(texts.counted("count.pages", evaluation.pages), style);
}

std::string sheet_misses_table(const ScoreSheet& evaluation, const InterfaceTexts& texts, TableStyle style) {
    std::string out;
    TextTable table;
    table.header = {std::string(texts.text("column.kind")),
                    std::string(texts.text("column.passage")),
                    {},
                    std::string(texts.text("column.miss"))};
    for (const ScoreMiss& miss : evaluation.misses)
        table.rows.push_back({{std::string(texts.text(fmt::format("eval.{}", miss.kind))), Tone::strong},
                              {miss.a, Tone::faint},
                              {miss.b, Tone::faint},
                              {miss.what}});
    append_table(out, table, style);
    if (!table.rows.empty()) out += '\n';
    return out;
}

std::string misses_table(const Evaluation& evaluation, std::span<const GoldPassage> passages,
                         const InterfaceTexts& texts, TableStyle style) {
    std::string out;
    TextTable table;
    const auto finish = [&] {
        append_table(out, table, style);
        if (!table.rows.empty()) out += '\n';
        table.rows.clear();
    };
    for (const char* column : {"column.passage", "column.kind", "column.miss", "column.text"})
        table.header.emplace_back(texts.text(column));
    std::string_view file;
    for (const Miss& miss : evaluation.misses) {
        const GoldPassage& passage = passages[miss.passage];
        if (passage.file != file) {
            finish();
            file = passage.file;
            append_line(out, file, Tone::strong, style);
        }
        std::string words = miss.words;
        if (!miss.found_words.empty()) words += fmt::format(" ≠ {}", miss.found_words);
        if (const std::string values = values_of(miss); !values.empty()) words += fmt::format(" [{}]", values);
        const bool missed = miss.type == MissType::missed;
        const bool too_much = miss.type == MissType::too_much;
        table.rows.push_back({{passage.id, Tone::faint},
                              {std::string(texts.text(fmt::format("eval.{}", miss.kind)))},
                              {std::string(texts.text(fmt::format("miss.{}", miss_type_name(miss.type)))),
                               missed || too_much ? Tone::warning : Tone::plain},
                              {words}});
    }
    finish();
    return out;
}

}  // namespace silang
