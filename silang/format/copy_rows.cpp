// What `silang dedup` and `silang copies` print to a terminal.
#include <fmt/format.h>

#include "silang/format/report.h"
#include "silang/format/table.h"

namespace silang {
namespace {

std::string page_text(const Document& document) {
    return fmt::format("{}: {}", house_of(document), title_of(document));
}

std::string percent(double share) {
    return fmt::format("{:.0f}%", share * 100);
}

}  // namespace

std::string dedup_table(std::span<const DuplicateGroup> groups, std::span<const Document> documents,
                        const InterfaceTexts& texts, TableStyle style) {
    TextTable table;
    table.header = {std::string(texts.text("column.number")), std::string(texts.text("column.article")),
                    std::string(texts.text("column.alike")), std::string(texts.text("page.title"))};
    size_t copies = 0;
    for (size_t number = 0; number < groups.size(); ++number) {
        const DuplicateGroup& group = groups[number];
        copies += group.documents.size() - 1;
        const auto row = [&](size_t i) {
            const Document& document = documents[group.documents[i]];
            const bool kept = group.documents[i] == group.kept;
            table.rows.push_back({{kept ? fmt::format("{}", number + 1) : std::string(), Tone::strong},
                                  {document.article.id, Tone::faint},
                                  {kept ? std::string() : percent(group.similarity[i])},
                                  {page_text(document), kept ? Tone::strong : Tone::faint}});
        };
        for (size_t i = 0; i < group.documents.size(); ++i) {
            if (group.documents[i] == group.kept) row(i);
        }
        for (size_t i = 0; i < group.documents.size(); ++i) {
            if (group.documents[i] != group.kept) row(i);
        }
    }
    std::string out;
    append_table(out, table, style);
    out += '\n';
    append_line(out,
                texts.counted("count.pages", groups.size() + copies) + " \xC2\xB7 " +
                    texts.counted("count.kept", groups.size()),
                Tone::faint, style);
    return out;
}

std::string copies_table(const Lineage& lineage, std::span<const Document> documents, const InterfaceTexts& texts,
                         TableStyle style) {
    TextTable table;
    table.header = {std::string(texts.text("column.kind")), std::string(texts.text("column.alike")),
                    std::string(texts.text("column.article")), std::string(texts.text("page.title"))};
    for (const Copy& copy : lineage.copies) {
        const Document& from = documents[copy.from];
        const Document& to = documents[copy.to];
        table.rows.push_back(
            {{std::string(texts.text(fmt::format("copy.{}", copy_kind_name(copy.kind)))), Tone::strong},
             {percent(copy.similarity)},
             {to.article.id, Tone::faint},
             {page_text(to)}});
        table.rows.push_back(
            {{copy.uncredited ? std::string(texts.text("copy.uncredited")) : std::string(), Tone::warning},
             {copy.direction_known ? "\xE2\x86\x90" : "="},
             {from.article.id, Tone::faint},
             {page_text(from)}});
        table.rows.push_back({{}, {}, {}, {copy.reason, Tone::faint}});
    }
    std::string out;
    append_table(out, table, style);
    return out;
}

}  // namespace silang
