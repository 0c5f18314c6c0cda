// The records of a stage as rows of a table: what `silang clean`, `mentions`, `stories` and `check` print to a
// terminal.
#include <fmt/format.h>

#include <algorithm>

#include "silang/format/report.h"
#include "silang/format/table.h"

namespace silang {
namespace {

Tone tone_of(Role role) {
    switch (role) {
        case Role::title:
        case Role::heading:
            return Tone::strong;
        case Role::body:
            return Tone::plain;
        case Role::byline:
        case Role::date:
        case Role::dateline:
        case Role::section:
        case Role::caption:
            return Tone::good;
        default:
            return Tone::faint;
    }
}

Tone tone_of(StatementStatus status) {
    switch (status) {
        case StatementStatus::corroborated:
            return Tone::good;
        case StatementStatus::disputed:
            return Tone::warning;
        case StatementStatus::single:
            return Tone::plain;
    }
    return Tone::plain;
}

// "Judul: …" above the table of a page.
void append_fact(std::string& out, std::string_view label, std::string_view value, TableStyle style) {
    if (value.empty()) return;
    append_line(out, fmt::format("{}: {}", label, value), Tone::strong, style);
}

std::string names_of(const std::vector<NamedSpan>& names) {
    std::string out;
    for (const NamedSpan& name : names) {
        if (!out.empty()) out += ", ";
        out += name.name;
    }
    return out;
}

// Who says it, each voice once: "Antara, Lensa Nusa".
std::string voices_of(const std::vector<Evidence>& evidence) {
    std::vector<std::string_view> seen;
    std::string out;
    for (const Evidence& item : evidence) {
        if (std::find(seen.begin(), seen.end(), item.origin) != seen.end()) continue;
        seen.push_back(item.origin);
        if (!out.empty()) out += ", ";
        out += item.origin;
    }
    return out;
}

std::string times_expected(const Time& time, const InterfaceTexts& texts) {
    std::string out;
    for (const TimeIssue issue : time.issues) {
        out += fmt::format(" [{}: {}]", texts.text(fmt::format("issue.{}", time_issue_name(issue))),
                           expected_text(check_kind_of(issue), time.expected, texts));
    }
    return out;
}

std::string conflict_value(ConflictKind kind, std::string_view value, const InterfaceTexts& texts) {
    if (kind == ConflictKind::date) return date_text(value, texts);
    return kind == ConflictKind::number ? figure_text(value, texts) : std::string(value);
}

std::vector<Cell> row(std::string_view kind, std::string_view value, std::string_view text, Tone tone = Tone::plain) {
    return {{std::string(kind), Tone::faint}, {std::string(value), tone}, {std::string(text), tone}};
}

}  // namespace

std::string clean_table(const Document& document, const InterfaceTexts& texts, TableStyle style) {
    std::string out;
    const Article& article = document.article;
    append_fact(out, texts.text("page.path"), document.capture.path, style);
    append_fact(out, texts.text("page.title"), article.title ? article.title->name : "", style);
    append_fact(out, texts.text("page.outlet"), article.outlet ? article.outlet->name : "", style);
    append_fact(out, texts.text("page.byline"), names_of(article.bylines), style);
    append_fact(out, texts.text("page.published"), article.published ? date_text(article.published->value, texts) : "",
                style);
    append_fact(out, texts.text("page.captured"),
                article.captured ? date_text(article.captured->not_before, texts) : "", style);
    TextTable table;
    table.header = {std::string(texts.text("column.line")), std::string(texts.text("column.role")),
                    std::string(texts.text("column.text"))};
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        const Block& block = article.blocks[line];
        const Tone tone = tone_of(block.role);
        table.rows.push_back({{fmt::format("{}", line + 1), Tone::faint},
                              {std::string(texts.text(fmt::format("role.{}", role_name(block.role)))), tone},
                              {std::string(block.span.of(article.page.text)), tone}});
    }
    out += '\n';
    append_table(out, table, style);
    return out;
}

std::string mentions_table(const Document& document, const InterfaceTexts& texts, TableStyle style) {
    std::string out;
    const Mentions& mentions = document.mentions;
    const std::string& page = document.article.page.text;
    append_fact(out, texts.text("page.path"), document.capture.path, style);
    out += '\n';
    TextTable table;
    table.header = {std::string(texts.text("column.kind")), std::string(texts.text("column.value")),
                    std::string(texts.text("column.text"))};
    for (const Entity& entity : mentions.entities) {
        std::string roles = texts.counted("count.mentions", entity.mentions.size());
        for (const std::string& role : entity.roles) roles += " · " + role;
        table.rows.push_back(
            row(texts.text(fmt::format("entity.{}", entity_type_name(entity.type))), entity.name, roles));
    }
    for (const Time& time : mentions.times) {
        table.rows.push_back(row(texts.text("mention.time"), time.value,
                                 std::string(time.span.of(page)) + times_expected(time, texts),
                                 time.issues.empty() ? Tone::plain : Tone::warning));
    }
    for (const Quantity& quantity : mentions.quantities) {
        std::string value = fmt::format("{}{}", quantity.approx ? "± " : "", quantity.value);
        if (quantity.max) value += fmt::format("–{}", *quantity.max);
        if (!quantity.unit.empty()) value += ' ' + quantity.unit;
        table.rows.push_back(row(texts.text("mention.quantity"), value, quantity.span.of(page)));
    }
    for (const Quote& quote : mentions.quotes) {
        const std::string speaker = quote.speaker ? mentions.entities[*quote.speaker].name : quote.speaker_text;
        table.rows.push_back(
            row(texts.text(quote.direct ? "quote.direct" : "quote.indirect"), speaker, quote.span.of(page)));
    }
    for (const Attribution& attribution : mentions.attributions) {
        std::string sources;
        for (const std::string& source : attribution.sources) sources += (sources.empty() ? "" : " ← ") + source;
        table.rows.push_back(row(texts.text("mention.attribution"), sources, attribution.span.of(page)));
    }
    append_table(out, table, style);
    return out;
}

std::string stories_table(std::span<const Story> stories, std::span<const Document> documents,
                          const InterfaceTexts& texts, TableStyle style) {
    std::string out;
    TextTable table;
    table.header = {std::string(texts.text("column.number")), std::string(texts.text("page.published")),
                    std::string(texts.text("page.outlet")), std::string(texts.text("page.title"))};
    for (size_t number = 0; number < stories.size(); ++number) {
        bool first = true;
        for (const uint32_t index : stories[number].documents) {
            const Article& article = documents[index].article;
            table.rows.push_back({{first ? fmt::format("{}", number + 1) : std::string(), Tone::strong},
                                  {article.published ? date_text(article.published->value, texts) : std::string()},
                                  {house_of(documents[index])},
                                  {title_of(documents[index]), first ? Tone::strong : Tone::plain}});
            first = false;
        }
    }
    append_table(out, table, style);
    return out;
}

std::string check_table(std::span<const CheckedStory> stories, std::span<const Document> documents,
                        const InterfaceTexts& texts, TableStyle style) {
    std::string out;
    for (const CheckedStory& story : stories) {
        if (!out.empty()) out += '\n';
        append_line(out, story.title, Tone::strong, style);
        append_line(out,
                    texts.counted("count.pages", story.story.documents.size()) + " · " +
                        texts.counted("count.origins", story.origins.size()),
                    Tone::faint, style);
        TextTable table;
        table.header = {std::string(texts.text("column.kind")), std::string(texts.text("column.value")),
                        std::string(texts.text("column.text"))};
        for (const Conflict& conflict : story.conflicts) {
            for (const ConflictValue& value : conflict.values) {
                table.rows.push_back(row(texts.text(fmt::format("conflict.{}", conflict_kind_name(conflict.kind))),
                                         conflict_value(conflict.kind, value.value, texts),
                                         fmt::format("{} ({})", conflict.about, voices_of(value.evidence)),
                                         Tone::warning));
            }
        }
        for (const Dispute& dispute : story.disputes) {
            const auto sides = [&](std::string_view key, const std::vector<DisputeSide>& parties) {
                for (const DisputeSide& party : parties) {
                    table.rows.push_back(row(texts.text(key), party.party, dispute.about, Tone::warning));
                }
            };
            sides("dispute.asserted", dispute.asserted_by);
            sides("dispute.denied", dispute.denied_by);
        }
        for (const Update& update : story.updates) {
            for (const UpdateValue& value : update.values) {
                std::string shown = conflict_value(update.kind, value.value, texts);
                if (value.as_of) shown += fmt::format(" ({})", date_text(*value.as_of, texts));
                table.rows.push_back(row(texts.text("timeline.update"), shown,
                                         fmt::format("{} ({})", update.about, voices_of(value.evidence))));
            }
        }
        for (const PageCheck& check : story.checks) {
            table.rows.push_back(row(texts.text(fmt::format("issue.{}", check_kind_name(check.kind))),
                                     expected_text(check.kind, check.expected, texts),
                                     fmt::format("{} ({})", check.found, house_of(documents[check.document])),
                                     Tone::warning));
        }
        for (const Statement& statement : story.statements) {
            table.rows.push_back(row(texts.text(fmt::format("status.{}", status_name(statement.status))),
                                     voices_of(statement.evidence), statement.text, tone_of(statement.status)));
        }
        for (const TimelineEntry& moment : story.timeline) {
            table.rows.push_back(row(texts.text(moment.planned ? "timeline.planned" : "mention.time"),
                                     date_text(moment.date, texts), moment.text));
        }
        append_table(out, table, style);
    }
    return out;
}

}  // namespace silang
