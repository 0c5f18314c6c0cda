// Why the lines of a page have their roles, and what was found in them.
#include <fmt/format.h>

#include "silang/cli/why.h"
#include "silang/format/table.h"

namespace silang {
namespace {

constexpr size_t kFeaturesOfPage = 4;  // a line; all of them are shown when one line is asked about

std::vector<RoleReason> reasons_of(const Asked& asked, uint32_t document) {
    const Article& article = asked.pile.documents[document].article;
    const Language& language = asked.session.engine.languages.rules_for(article.rules);
    return explain_roles(article, language, asked.session.engine.roles, asked.pile.repeats[document]);
}

std::string times_issues(const Time& time) {
    std::string out;
    for (const TimeIssue issue : time.issues)
        out += fmt::format(", {}: the calendar says {}", time_issue_name(issue), time.expected);
    return out;
}

// What the finders made of the line, a row each: kind, value, the words, and the rule where one is known.
void append_mentions(const Document& document, Span line, TextTable& table) {
    const std::string_view page = document.article.page.text;
    const Mentions& mentions = document.mentions;
    const auto add = [&](std::string kind, Span span, std::string value) {
        if (line.contains(span))
            table.rows.push_back({{std::move(kind), Tone::faint}, {std::string(span.of(page))}, {std::move(value)}});
    };
    for (const Entity& entity : mentions.entities) {
        for (const Span span : entity.mentions) {
            add(std::string(entity_type_name(entity.type)), span, fmt::format("{} ({})", entity.name, entity.id));
        }
    }
    for (const Time& time : mentions.times) {
        std::string value = fmt::format("{} {}{}", time_type_name(time.type), time.value, times_issues(time));
        if (!time.mod.empty()) value += fmt::format(", {}", time.mod);
        if (time.credit) value += ", the day of a credit: the page's, not the event's";
        add("time", time.span, std::move(value));
    }
    for (const Quantity& quantity : mentions.quantities) {
        std::string value = fmt::format("{}{}", quantity.approx ? "about " : "", quantity.value);
        if (quantity.max) value += fmt::format(" to {}", *quantity.max);
        if (!quantity.bound.empty()) value += fmt::format(", {}", quantity.bound);
        if (!quantity.unit.empty()) value += fmt::format(", unit {}", quantity.unit);
        if (!quantity.of.empty()) value += fmt::format(", of {}", quantity.of);
        add("quantity", quantity.span, std::move(value));
    }
    for (const Quote& quote : mentions.quotes) {
        const std::string speaker = quote.speaker ? mentions.entities[*quote.speaker].name : quote.speaker_text;
        add(quote.direct ? "quote" : "indirect quote", quote.span,
            fmt::format("{} {} (rule: {})", speaker.empty() ? "nobody" : speaker, stance_name(quote.stance),
                        quote.reason));
    }
    for (const Attribution& attribution : mentions.attributions) {
        std::string sources;
        for (size_t i = 0; i < attribution.sources.size(); ++i) {
            sources += fmt::format("{}{} ({})", i == 0 ? "" : " <- ", attribution.sources[i], attribution.kinds[i]);
        }
        add("attribution", attribution.span, sources + (attribution.whole_page ? ", for the whole page" : ""));
    }
}

}  // namespace

void explain_page(const Asked& asked, uint32_t document, std::string& out) {
    const Article& article = asked.pile.documents[document].article;
    append_line(out, fmt::format("page {}", page_name(asked.pile, document)), Tone::strong, asked.style);
    append_line(out, article.title ? article.title->name : std::string("without a title"), Tone::plain, asked.style);
    out += '\n';
    const std::vector<RoleReason> reasons = reasons_of(asked, document);
    TextTable table;
    table.header = {"line", "role", "ahead by", "of", "text, and what speaks for the role"};
    for (size_t line = 0; line < reasons.size(); ++line) {
        const RoleReason& reason = reasons[line];
        table.rows.push_back(
            {{fmt::format("{}", line + 1), Tone::faint},
             {std::string(role_name(reason.role)), reason.role == Role::body ? Tone::plain : Tone::good},
             {fmt::format("{:.2f}", reason.margin)},
             {std::string(role_name(reason.runner_up)), Tone::faint},
             {std::string(article.blocks[line].span.of(article.page.text))}});
        table.rows.push_back({{}, {}, {}, {}, {strongest(reason.features, kFeaturesOfPage), Tone::faint}});
    }
    append_table(out, table, asked.style);
}

void explain_line(const Asked& asked, uint32_t document, size_t line, std::string& out) {
    const Document& page = asked.pile.documents[document];
    const RoleReason reason = reasons_of(asked, document)[line];
    const Span span = page.article.blocks[line].span;
    append_line(out, fmt::format("line {} of page {}", line + 1, page_name(asked.pile, document)), Tone::strong,
                asked.style);
    append_line(out, span.of(page.article.page.text), Tone::plain, asked.style);
    out += fmt::format("\nbytes {} to {}\nrole {}, ahead of {} by {:.2f}\n\n", span.begin, span.end,
                       role_name(reason.role), role_name(reason.runner_up), reason.margin);
    TextTable features;
    features.header = {"weight", fmt::format("what speaks for (+) or against (-) {}", role_name(reason.role))};
    for (const auto& [name, weight] : reason.features)
        features.rows.push_back({{fmt::format("{:+.2f}", weight)}, {name}});
    append_table(out, features, asked.style);
    TextTable mentions;
    mentions.header = {"found", "words", "read as"};
    append_mentions(page, span, mentions);
    if (mentions.rows.empty()) return;
    out += '\n';
    append_table(out, mentions, asked.style);
}

}  // namespace silang
