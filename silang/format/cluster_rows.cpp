// What `silang eval clusters` prints to a terminal.
#include <fmt/format.h>

#include "silang/format/format.h"
#include "silang/format/table.h"

namespace silang {
namespace {

std::string churn_lines(const IdChurn& churn, const InterfaceTexts& texts, TableStyle style) {
    std::string out;
    for (const auto& [key, count] :
         {std::pair<std::string_view, size_t>("count.ids-changed", churn.changed), {"count.ids-lost", churn.lost}}) {
        const double percent = 100 * static_cast<double>(count) / static_cast<double>(churn.pages);
        append_line(
            out, fmt::format("{}: {} %", texts.counted(key, count), figure_text(fmt::format("{:.1f}", percent), texts)),
            Tone::plain, style);
    }
    return out;
}

}  // namespace

std::string cluster_table(std::span<const ClusterRow> rows, const InterfaceTexts& texts, TableStyle style) {
    std::string out;
    TextTable table;
    const auto finish = [&] {
        append_table(out, table, style);
        table.rows.clear();
    };
    table.header.emplace_back(texts.text("column.grouping"));
    table.header.emplace_back(texts.text("column.groups"));
    const std::string precision(texts.text("column.precision"));
    const std::string recall(texts.text("column.recall"));
    const std::string f1(texts.text("column.f1"));
    for (const std::string& name :
         {"BCubed " + precision, recall, f1, "pair " + precision, recall, f1, "CEAF-e " + f1, std::string("AMI")})
        table.header.push_back(name);
    table.figures = table.header.size() - 1;
    const auto figure = [](double value) { return fmt::format("{:.3f}", value); };
    for (const ClusterRow& row : rows) {
        const bool first = &row == rows.data();
        if (first || (&row)[-1].singletons != row.singletons) {
            finish();
            if (!first) out += '\n';
            append_line(out, texts.counted(row.singletons ? "count.pages-labelled" : "count.pages-grouped", row.pages),
                        Tone::faint, style);
        }
        const ClusterScores& scores = row.scores;
        table.rows.push_back({{std::string(texts.text(fmt::format("grouping.{}", row.grouping)))},
                              {fmt::format("{}", scores.clusters)},
                              {figure(scores.bcubed.precision)},
                              {figure(scores.bcubed.recall)},
                              {figure(scores.bcubed.f1()), Tone::strong},
                              {figure(scores.pairwise.precision)},
                              {figure(scores.pairwise.recall)},
                              {figure(scores.pairwise.f1())},
                              {figure(scores.ceaf.f1())},
                              {figure(scores.ami)}});
    }
    finish();
    for (const ClusterRow& row : rows) {
        if (row.churn) out += '\n' + churn_lines(*row.churn, texts, style);
    }
    return out;
}

}  // namespace silang
