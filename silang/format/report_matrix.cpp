// Who says what: statements down, origins across. A copy has no column of its own: it stands under the origin it has
// its words from. On a narrow screen, and with many origins, each statement lists those that say it instead.
#include <algorithm>
#include <map>

#include "silang/format/report.h"

namespace silang {
namespace {

// Rows shown at once; the rest is folded.
constexpr size_t kShownRows = 25;
// A differing value that is not longer stands in its cell.
constexpr size_t kShortValue = 6;
// Wordings of a statement that are shown under it.
constexpr size_t kShownWordings = 8;

// What one origin has to do with one statement.
enum class CellKind : uint8_t { cites, says, differs, denies };
struct Mark {
    std::vector<Evidence> evidence;
    std::string value;  // of a conflict
};
using Cell = std::map<CellKind, Mark>;
using Row = std::map<std::string_view, Cell>;  // by origin

void put(const Sheet& sheet, Row& row, CellKind kind, const Evidence& item, std::string_view value) {
    const std::string_view origin = item.origin;
    Mark& mark = row[origin][kind];
    if (mark.value.empty()) mark.value = value;
    // The words of the origin's own page come before those of its copies.
    if (is_own(sheet, item)) {
        const auto foreign = std::find_if(mark.evidence.begin(), mark.evidence.end(),
                                          [&](const Evidence& other) { return !is_own(sheet, other); });
        mark.evidence.insert(foreign, item);
    } else {
        mark.evidence.push_back(item);
    }
}

Row row_of(const Sheet& sheet, const CheckedStory& story, const Statement& statement) {
    Row row;
    for (const Evidence& item : statement.evidence) put(sheet, row, CellKind::cites, item, {});
    for (auto& [origin, cell] : row) {
        auto said = cell.extract(CellKind::cites);
        if (is_own(sheet, said.mapped().evidence.front())) said.key() = CellKind::says;
        cell.insert(std::move(said));
    }
    for (const Conflict& conflict : story.conflicts) {
        if (conflict.statement != statement.id) continue;
        for (const ConflictValue& value : conflict.values) {
            // Of a count the figure: the row says what is counted.
            const bool figure = conflict.kind == ConflictKind::number;
            const std::string_view shown =
                figure ? std::string_view(value.value).substr(0, value.value.find(' ')) : std::string_view(value.value);
            for (const Evidence& item : value.evidence) {
                put(sheet, row, CellKind::differs, item, shown);
                // The value is what the origin says here: one mark.
                row[item.origin].erase(CellKind::says);
                row[item.origin].erase(CellKind::cites);
            }
        }
    }
    for (const Dispute& dispute : story.disputes) {
        if (dispute.statement != statement.id) continue;
        for (const DisputeSide& party : dispute.denied_by) {
            for (const Evidence& item : party.evidence) put(sheet, row, CellKind::denies, item, {});
        }
    }
    return row;
}

std::string_view symbol_of(CellKind kind) {
    switch (kind) {
        case CellKind::cites:
            return "○";
        case CellKind::says:
            return "●";
        case CellKind::differs:
            return "≠";
        case CellKind::denies:
            return "×";
    }
    return "";
}

// As an attribute's value.
std::string_view class_of(CellKind kind) {
    switch (kind) {
        case CellKind::cites:
            return "\"k cites\"";
        case CellKind::says:
            return "\"k says\"";
        case CellKind::differs:
            return "\"k differs\"";
        case CellKind::denies:
            return "\"k denies\"";
    }
    return "\"k\"";
}

void write_head(Sheet& sheet, const Columns& columns) {
    sheet.add("<thead><tr><th scope=\"col\">");
    label(sheet, "matrix.statement");
    sheet.add("</th>");
    column_heads(sheet, columns);
    sheet.add("<th scope=\"col\">");
    label(sheet, "matrix.status");
    sheet.add("</th></tr></thead>");
}

void write_mark(Sheet& sheet, CellKind kind, const Mark& mark, std::string_view origin) {
    open_mark(sheet, mark.evidence, class_of(kind), symbol_of(kind));
    if (!mark.value.empty() && mark.value.size() <= kShortValue) {
        sheet.add(" ");
        figure_label(sheet, mark.value);
    }
    // Shown where the columns have no heads: as a list.
    sheet.add("<span> ");
    text(sheet, origin);
    const Evidence& first = mark.evidence.front();
    if (!is_own(sheet, first)) {
        sheet.add(" → ");
        text(sheet, sheet.names[first.document]);
    }
    sheet.add("</span></a>");
    further_marks(sheet, mark.evidence);
}

void write_row(Sheet& sheet, const Columns& columns, const Statement& statement, const Row& row) {
    sheet.add("<tr><th scope=\"row\">");
    folded_text(sheet, statement.text);
    open_fold(sheet, "count.wordings", statement.evidence.size());
    words_and_links(sheet, statement.evidence, kShownWordings, {});
    sheet.add("</details></th>");
    for (const Column& column : columns.list) {
        const auto cell = row.find(column.origin);
        sheet.add("<td>");
        if (cell != row.end()) {
            for (const auto& [kind, mark] : cell->second) write_mark(sheet, kind, mark, column.origin);
        }
        sheet.add("</td>");
    }
    addf(sheet, "<td class=\"st {}\"><b>", status_name(statement.status));
    label(sheet, fmt::format("status.{}", status_name(statement.status)));
    sheet.add("</b> <small>");
    count_label(sheet, "count.origins", statement.origins);
    sheet.add("</small></td></tr>\n");
}

void write_legend(Sheet& sheet, const Columns& columns) {
    sheet.add("<div class=\"legend\">");
    for (const auto& [kind, key] :
         {std::pair{CellKind::says, "matrix.says"}, std::pair{CellKind::cites, "matrix.cites"},
          std::pair{CellKind::differs, "matrix.differs"}, std::pair{CellKind::denies, "matrix.denies"}}) {
        addf(sheet, "<span><b class={}>{}</b> ", class_of(kind), symbol_of(kind));
        label(sheet, key);
        sheet.add("</span> ");
    }
    column_pages(sheet, columns);
    sheet.add("</div>");
}

// What only one column says, folded: a list is shorter than a table with one sign a row.
void write_single(Sheet& sheet, const std::vector<const Statement*>& statements) {
    if (statements.empty()) return;
    sheet.add("<details class=\"more\"><summary>");
    count_label(sheet, "count.single", statements.size());
    sheet.add("</summary><ul class=\"single\">");
    for (const Statement* statement : statements) {
        sheet.add("<li>");
        folded_text(sheet, statement->text);
        sheet.add(" ");
        evidence_links(sheet, statement->evidence);
        sheet.add("</li>");
    }
    sheet.add("</ul></details>");
}

}  // namespace

void write_matrix(Sheet& sheet, const CheckedStory& story) {
    if (story.statements.empty()) return;
    std::vector<std::pair<const Statement*, Row>> shared;
    std::vector<const Statement*> single;
    for (const Statement& statement : story.statements) {
        Row row = row_of(sheet, story, statement);
        if (row.size() > 1 || statement.status != StatementStatus::single) {
            shared.emplace_back(&statement, std::move(row));
        } else {
            single.push_back(&statement);
        }
    }
    open_section(sheet, "matrix grid", "section.matrix");
    if (!shared.empty()) {
        EvidenceLists marked;
        for (const auto& [statement, row] : shared) {
            for (const auto& [origin, cell] : row) {
                for (const auto& [kind, mark] : cell) marked.push_back(&mark.evidence);
            }
        }
        const Columns columns = columns_of(sheet, story, marked);
        write_legend(sheet, columns);
        const std::string_view fit = fit_of(columns);
        const bool folds = shared.size() > kShownRows + 5;
        addf(sheet, "<table class=\"{}\">", fit);
        write_head(sheet, columns);
        sheet.add("<tbody>");
        for (size_t i = 0; i < shared.size(); ++i) {
            if (folds && i == kShownRows) {
                sheet.add("</tbody></table><details class=\"more\"><summary>");
                count_label(sheet, "count.statements", shared.size() - i);
                addf(sheet, "</summary><table class=\"{}\">", fit);
                write_head(sheet, columns);
                sheet.add("<tbody>");
            }
            write_row(sheet, columns, *shared[i].first, shared[i].second);
        }
        sheet.add(folds ? "</tbody></table></details>" : "</tbody></table>");
    }
    write_single(sheet, single);
    sheet.add("</section>");
}

}  // namespace silang
