// Columns of the matrix and lanes of the timeline: one for each origin.
#include <algorithm>
#include <map>

#include "silang/format/report.h"

namespace silang {
namespace {

// Columns that fit beside a readable statement in a small window; in a wide one.
constexpr size_t kFewColumns = 10;
constexpr size_t kManyColumns = 18;
// Evidence behind the first that a cell links to.
constexpr size_t kFurtherMarks = 3;

std::string origin_of(const Sheet& sheet, const Evidence& item) {
    return item.origin.empty() ? house_of(sheet.report.documents[item.document]) : item.origin;
}

}  // namespace

bool is_own(const Sheet& sheet, const Evidence& item) {
    return item.origin.empty() || item.origin == house_of(sheet.report.documents[item.document]);
}

Columns columns_of(const Sheet& sheet, const CheckedStory& story, const EvidenceLists& evidence) {
    struct Counted {
        Column column;
        size_t rows = 0;
        size_t last_row = SIZE_MAX;
    };
    std::vector<Counted> all;
    std::map<std::string, size_t> place;
    for (size_t row = 0; row < evidence.size(); ++row) {
        for (const Evidence& item : *evidence[row]) {
            std::string origin = origin_of(sheet, item);
            const auto [found, is_new] = place.emplace(origin, all.size());
            if (is_new) all.push_back({{std::move(origin), {}}});
            Counted& counted = all[found->second];
            if (counted.last_row != row) ++counted.rows;
            counted.last_row = row;
            counted.column.documents.push_back(item.document);
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Counted& a, const Counted& b) { return a.rows > b.rows; });
    std::map<uint32_t, size_t> rank;
    for (size_t i = 0; i < story.story.documents.size(); ++i) rank.emplace(story.story.documents[i], i);
    Columns columns;
    for (Counted& counted : all) {
        std::vector<uint32_t>& documents = counted.column.documents;
        const auto order = [&](uint32_t document) {
            return std::pair(house_of(sheet.report.documents[document]) != counted.column.origin, rank[document]);
        };
        std::sort(documents.begin(), documents.end(), [&](uint32_t a, uint32_t b) { return order(a) < order(b); });
        documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
        columns.of_origin.emplace(counted.column.origin, columns.list.size());
        columns.list.push_back(std::move(counted.column));
    }
    return columns;
}

std::string_view fit_of(const Columns& columns) {
    const size_t count = columns.list.size();
    return count <= kFewColumns ? "few" : count <= kManyColumns ? "some" : "list";
}

void column_heads(Sheet& sheet, const Columns& columns) {
    for (const Column& column : columns.list) {
        addf(sheet, "<th scope=\"col\" class=\"col\"><a href=\"#p{}\"><span>", column.documents.front());
        text(sheet, column.origin);
        if (column.documents.size() > 1) addf(sheet, " +{}", column.documents.size() - 1);
        sheet.add("</span></a></th>");
    }
}

void column_pages(Sheet& sheet, const Columns& columns) {
    for (const Column& column : columns.list) {
        const uint32_t first = column.documents.front();
        if (column.documents.size() == 1 && house_of(sheet.report.documents[first]) == column.origin) continue;
        sheet.add("<span>");
        text(sheet, column.origin);
        if (column.documents.size() > 1) addf(sheet, " +{}", column.documents.size() - 1);
        sheet.add(" → ");
        for (size_t i = 0; i < column.documents.size(); ++i) {
            addf(sheet, "{}<a href=\"#p{}\">", i > 0 ? ", " : "", column.documents[i]);
            text(sheet, sheet.names[column.documents[i]]);
            sheet.add("</a>");
        }
        sheet.add("</span> ");
    }
}

void open_mark(Sheet& sheet, const std::vector<Evidence>& evidence, std::string_view css_class,
               std::string_view symbol) {
    open_link(sheet, evidence.front().document, evidence.front().span, css_class);
    sheet.add(symbol);
}

void further_marks(Sheet& sheet, const std::vector<Evidence>& evidence) {
    for (size_t i = 1; i < evidence.size() && i <= kFurtherMarks; ++i) {
        open_link(sheet, evidence[i].document, evidence[i].span, "n");
        addf(sheet, "{}</a>", i + 1);
    }
}

}  // namespace silang
