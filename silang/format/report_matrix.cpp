// Which page says what: statements down, pages across. A copy has no column of its own: it stands under the page it
// copies. On a narrow screen, and with many pages, each statement lists the pages that say it instead.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "silang/format/report.h"

namespace silang {
namespace {

// Columns that fit beside a readable statement on a phone held upright: none; on a small window; on a wide one.
constexpr size_t kFewColumns = 10;
constexpr size_t kManyColumns = 18;
// Rows shown at once; the rest is folded.
constexpr size_t kShownRows = 25;
// A differing value that is not longer stands in its cell.
constexpr size_t kShortValue = 6;

template <class... Values>
void addf(Sheet& sheet, fmt::format_string<Values...> pattern, Values&&... values) {
    fmt::format_to(std::back_inserter(sheet.out), pattern, std::forward<Values>(values)...);
}

struct Column {
    uint32_t document;
    std::vector<uint32_t> copies;
};

// What one page has to do with one statement; the later wins where several hold.
enum class CellKind : uint8_t { cites, says, differs, denies };
struct CellContent {
    CellKind kind;
    Evidence evidence;
    std::string value;  // of a conflict
};

struct Columns {
    std::vector<Column> list;
    std::map<uint32_t, size_t> of_document;
};

// Whole-page copies stand under the page they come from in the end.
Columns columns_of(const CheckedStory& story) {
    std::map<uint32_t, uint32_t> parent;
    for (const Copy& copy : story.copies) {
        if (copy.kind != CopyKind::passage && copy.from != copy.to) parent.emplace(copy.to, copy.from);
    }
    const auto root_of = [&](uint32_t document) {
        // Where nobody can tell who copied whom, the links may go round in a circle: its first page stands for all.
        std::set<uint32_t> seen;
        while (parent.count(document) != 0 && seen.insert(document).second) document = parent.at(document);
        if (parent.count(document) == 0) return document;
        uint32_t least = document;
        for (uint32_t at = parent.at(document); at != document; at = parent.at(at)) least = std::min(least, at);
        return least;
    };
    Columns columns;
    for (const uint32_t document : story.story.documents) {
        const uint32_t root = root_of(document);
        const auto [found, is_new] = columns.of_document.emplace(root, columns.list.size());
        const size_t column = found->second;
        if (is_new) columns.list.push_back({root, {}});
        if (document != root) columns.list[column].copies.push_back(document);
        columns.of_document[document] = column;
    }
    return columns;
}

using Row = std::map<size_t, CellContent>;  // by column

void put(Row& row, const Columns& columns, CellContent content) {
    const auto column = columns.of_document.find(content.evidence.document);
    if (column == columns.of_document.end()) return;
    const auto [held, is_new] = row.emplace(column->second, content);
    if (!is_new && held->second.kind < content.kind) held->second = std::move(content);
}

Row row_of(const Sheet& sheet, const Columns& columns, const CheckedStory& story, const Statement& statement) {
    Row row;
    for (const Evidence& item : statement.evidence) {
        const bool own = item.origin.empty() || item.origin == house_of(sheet.report.documents[item.document]);
        put(row, columns, {own ? CellKind::says : CellKind::cites, item, {}});
    }
    for (const Conflict& conflict : story.conflicts) {
        if (conflict.statement != statement.id) continue;
        for (const ConflictValue& value : conflict.values) {
            // Of a count the figure: the row says what is counted.
            const bool figure = conflict.kind == ConflictKind::number;
            const std::string shown = figure ? value.value.substr(0, value.value.find(' ')) : value.value;
            for (const Evidence& item : value.evidence) put(row, columns, {CellKind::differs, item, shown});
        }
    }
    for (const Dispute& dispute : story.disputes) {
        if (dispute.statement != statement.id) continue;
        for (const DisputeSide& party : dispute.denied_by) {
            for (const Evidence& item : party.evidence) put(row, columns, {CellKind::denies, item, {}});
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
    for (const Column& column : columns.list) {
        addf(sheet, "<th scope=\"col\" class=\"col\"><a href=\"#p{}\"><span>", column.document);
        text(sheet, sheet.names[column.document]);
        if (!column.copies.empty()) addf(sheet, " +{}", column.copies.size());
        sheet.add("</span></a></th>");
    }
    sheet.add("<th scope=\"col\">");
    label(sheet, "matrix.status");
    sheet.add("</th></tr></thead>");
}

void write_row(Sheet& sheet, const Columns& columns, const Statement& statement, const Row& row) {
    sheet.add("<tr><th scope=\"row\">");
    folded_text(sheet, statement.text);
    sheet.add("</th>");
    for (size_t column = 0; column < columns.list.size(); ++column) {
        const auto held = row.find(column);
        if (held == row.end()) {
            sheet.add("<td></td>");
            continue;
        }
        const CellContent& cell = held->second;
        sheet.add("<td>");
        open_link(sheet, cell.evidence.document, cell.evidence.span, class_of(cell.kind));
        sheet.add(symbol_of(cell.kind));
        if (!cell.value.empty() && cell.value.size() <= kShortValue) {
            sheet.add(" ");
            figure_label(sheet, cell.value);
        }
        // Shown where the columns have no heads: as a list.
        sheet.add("<span> ");
        text(sheet, sheet.names[cell.evidence.document]);
        if (cell.kind == CellKind::cites) {
            sheet.add(" ← ");
            text(sheet, cell.evidence.origin);
        }
        sheet.add("</span></a></td>");
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
    for (const Column& column : columns.list) {
        if (column.copies.empty()) continue;
        sheet.add("<span>");
        text(sheet, sheet.names[column.document]);
        addf(sheet, " +{}: ", column.copies.size());
        for (size_t i = 0; i < column.copies.size(); ++i) {
            addf(sheet, "{}<a href=\"#p{}\">", i > 0 ? ", " : "", column.copies[i]);
            text(sheet, sheet.names[column.copies[i]]);
            sheet.add("</a>");
        }
        sheet.add("</span> ");
    }
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
    const Columns columns = columns_of(story);
    std::vector<std::pair<const Statement*, Row>> shared;
    std::vector<const Statement*> single;
    for (const Statement& statement : story.statements) {
        Row row = row_of(sheet, columns, story, statement);
        if (row.size() > 1 || statement.status != StatementStatus::single) {
            shared.emplace_back(&statement, std::move(row));
        } else {
            single.push_back(&statement);
        }
    }
    sheet.add("<section class=\"matrix\"><h3>");
    label(sheet, "section.matrix");
    sheet.add("</h3>");
    if (!shared.empty()) {
        write_legend(sheet, columns);
        const size_t count = columns.list.size();
        const std::string_view fit = count <= kFewColumns ? "few" : count <= kManyColumns ? "some" : "list";
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
