// Why pages are one story, who copied whom, and what a statement, a conflict or a dispute rests on.
#include <fmt/format.h>

#include <algorithm>

#include "silang/cli/why.h"
#include "silang/format/report.h"
#include "silang/format/table.h"

namespace silang {
namespace {

constexpr size_t kFeaturesOfPage = 6;
constexpr size_t kWordsOfDispute = 10;

void add_line(std::string& out, const std::string& text) {
    out += without_controls(text) + '\n';
}

void append_copy(const Asked& asked, const Copy& copy, uint32_t document, std::string& out) {
    const bool copied = copy.to == document;
    const uint32_t other = copied ? copy.from : copy.to;
    const char* direction = !copy.direction_known ? "shares its words with" : copied ? "copies" : "is copied by";
    add_line(out, fmt::format("  {} {}", direction, page_name(asked.pile, other)));
    add_line(out,
             fmt::format("    {}, similarity {:.2f}, {} shared passages; direction: {}{}", copy_kind_name(copy.kind),
                         copy.similarity, copy.passages.size(), copy.reason.empty() ? "unknown" : copy.reason,
                         copy.uncredited ? "; without credit" : ""));
}

const JoinReason* reason_of(const Story& story, uint32_t document) {
    for (const JoinReason& reason : story.reasons) {
        if (reason.document == document) return &reason;
    }
    return nullptr;
}

void append_statement_head(const Asked& asked, const CheckedStory& story, std::string_view what, std::string_view text,
                           std::string& out) {
    append_line(out, fmt::format("{} of story {} ({})", what, story.story.id, story.title), Tone::strong, asked.style);
    append_line(out, text, Tone::plain, asked.style);
    out += '\n';
}

}  // namespace

void append_evidence(const Asked& asked, const std::vector<Evidence>& evidence, std::string& out) {
    TextTable table;
    table.header = {"page:line", "outlet, from origin, in the words"};
    for (const Evidence& piece : evidence) {
        const Document& document = asked.pile.documents[piece.document];
        size_t line = 0;
        while (line + 1 < document.article.blocks.size() && document.article.blocks[line].span.end < piece.span.end)
            ++line;
        const std::string& house = asked.pile.lineage.house[piece.document];
        table.rows.push_back(
            {{fmt::format("{}:{}", document.article.id, line + 1), Tone::faint},
             {piece.origin == house ? house : fmt::format("{}, from {}", house, piece.origin), Tone::good}});
        table.rows.push_back({{}, {std::string(piece.span.of(document.article.page.text))}});
    }
    append_table(out, table, asked.style);
}

void explain_membership(const Asked& asked, uint32_t document, std::string& out) {
    const CheckedStory& story = story_of(asked.pile, document);
    append_line(out, fmt::format("in story {}: {}", story.story.id, story.title), Tone::strong, asked.style);
    const JoinReason* reason = reason_of(story.story, document);
    if (story.story.documents.size() == 1) {
        out += "  no other page reports this event\n";
    } else if (reason == nullptr) {
        out += "  the story is built around it\n";
    }
    if (reason != nullptr && reason->nearest != document) {
        add_line(out, fmt::format("  {} with {:.2f} (it takes {:.2f}); nearest page: {}",
                                  reason->joined ? "joined" : "did not join", reason->score, reason->threshold,
                                  page_name(asked.pile, reason->nearest)));
        add_line(out, "  " + strongest(reason->features, reason->features.size()));
    }
    for (const StorylineLink& link : story.story.storyline) {
        add_line(out, fmt::format("  {} story {} with {:.2f}: {} (both: {})",
                                  link.relation == StorylineRelation::earlier ? "carries on" : "is carried on by",
                                  link.story, link.score, strongest(link.features, link.features.size()),
                                  fmt::join(link.words, ", ")));
    }
    append_line(out, "lineage", Tone::strong, asked.style);
    const Lineage& lineage = asked.pile.lineage;
    std::string origins;
    for (const Origin& origin : lineage.origins[document]) {
        origins += fmt::format("{}{} ({})", origins.empty() ? "" : ", ", origin.name, origin_kind_name(origin.kind));
    }
    add_line(out, fmt::format("  origins: {}", origins));
    if (lineage.representative[document] != document) {
        add_line(out,
                 fmt::format("  speaks with the voice of {}", page_name(asked.pile, lineage.representative[document])));
    }
    bool any = false;
    for (const Copy& copy : lineage.copies) {
        if (copy.from != document && copy.to != document) continue;
        append_copy(asked, copy, document, out);
        any = true;
    }
    if (!any) out += "  shares no passage with another page\n";
}

void explain_edge(const Asked& asked, uint32_t left, uint32_t right, std::string& out) {
    const Lineage& lineage = asked.pile.lineage;
    append_line(out, page_name(asked.pile, left), Tone::strong, asked.style);
    append_line(out, page_name(asked.pile, right), Tone::strong, asked.style);
    const PairFigures figures = compare_pair(asked.pile.documents[left], asked.pile.documents[right],
                                             asked.session.engine.languages.rules_for({}));
    add_line(out,
             fmt::format("  bodies: Jaccard {:.2f}, containment {:.2f} (near-duplicates from {:.2f}, or {:.2f} of a "
                         "shorter body)",
                         figures.jaccard, figures.containment, figures.near_jaccard, figures.near_containment));
    add_line(out,
             fmt::format("  numbers, days and names in the same surroundings: {} equal, {} different{}",
                         figures.same_facts, figures.other_facts, figures.form ? ": one form filled in twice" : ""));
    if (lineage.representative[left] == lineage.representative[right])
        add_line(out,
                 fmt::format("  one group: {} speaks for it", page_name(asked.pile, lineage.representative[left])));
    const auto edge = std::find_if(lineage.copies.begin(), lineage.copies.end(), [&](const Copy& copy) {
        return (copy.from == left && copy.to == right) || (copy.from == right && copy.to == left);
    });
    if (edge == lineage.copies.end()) {
        out += "  no edge of their own\n";
        return;
    }
    append_copy(asked, *edge, edge->to, out);
    TextTable table;
    table.header = {"bytes", "words on either side"};
    for (const auto& [from, to] : edge->passages) {
        const auto row = [&](uint32_t document, Span span) {
            table.rows.push_back({{fmt::format("{}-{}", span.begin, span.end), Tone::faint},
                                  {std::string(span.of(asked.pile.documents[document].article.page.text))}});
        };
        row(edge->from, from);
        row(edge->to, to);
    }
    append_table(out, table, asked.style);
}

void explain_story(const Asked& asked, const CheckedStory& story, std::string& out) {
    append_line(out, fmt::format("story {}: {}", story.story.id, story.title), Tone::strong, asked.style);
    TextTable table;
    table.header = {"page", "score", "outlet: title, and what speaks for it"};
    for (const uint32_t document : story.story.documents) {
        const Article& article = asked.pile.documents[document].article;
        const JoinReason* reason = reason_of(story.story, document);
        const bool joined = reason != nullptr && reason->nearest != document;
        table.rows.push_back(
            {{article.id},
             {joined ? fmt::format("{:.2f}/{:.2f}", reason->score, reason->threshold) : std::string()},
             {fmt::format("{}: {}", asked.pile.lineage.house[document], title_of(asked.pile.documents[document]))}});
        const std::string why = joined ? fmt::format("near {}: {}", asked.pile.documents[reason->nearest].article.id,
                                                     strongest(reason->features, kFeaturesOfPage))
                                       : std::string("the story is built around it");
        table.rows.push_back({{}, {}, {why, Tone::faint}});
    }
    append_table(out, table, asked.style);
}

void explain_statement(const Asked& asked, const CheckedStory& story, const Statement& statement, std::string& out) {
    append_statement_head(asked, story, fmt::format("statement {}", statement.id), statement.text, out);
    add_line(out, fmt::format("{}: {} independent origins in {} pieces of evidence", status_name(statement.status),
                              statement.origins, statement.evidence.size()));
    if (statement.when) add_line(out, fmt::format("when: {}", *statement.when));
    if (!statement.who.empty()) add_line(out, fmt::format("who: {}", fmt::join(statement.who, ", ")));
    if (!statement.features.empty()) {
        add_line(out, fmt::format("held to be one statement by: {}",
                                  strongest(statement.features, statement.features.size())));
    }
    for (size_t i = 0; i < story.conflicts.size(); ++i) {
        if (story.conflicts[i].statement == statement.id)
            add_line(out, fmt::format("in conflict: {}/c{}", story.story.id, i + 1));
    }
    for (size_t i = 0; i < story.disputes.size(); ++i) {
        if (story.disputes[i].statement == statement.id)
            add_line(out, fmt::format("in dispute: {}/d{}", story.story.id, i + 1));
    }
    out += '\n';
    append_evidence(asked, statement.evidence, out);
}

void explain_conflict(const Asked& asked, const CheckedStory& story, const Conflict& conflict, std::string& out) {
    append_statement_head(asked, story, fmt::format("conflict over a {}", conflict_kind_name(conflict.kind)),
                          conflict.about, out);
    if (!conflict.reason.empty())
        add_line(out, fmt::format("why they are held to be about one fact: {}", conflict.reason));
    if (conflict.statement) add_line(out, fmt::format("statement: {}/{}", story.story.id, *conflict.statement));
    for (const ConflictValue& value : conflict.values) {
        out += '\n';
        append_line(out, value.value, Tone::warning, asked.style);
        append_evidence(asked, value.evidence, out);
    }
}

void explain_dispute(const Asked& asked, const CheckedStory& story, const Dispute& dispute, std::string& out) {
    append_statement_head(asked, story, "dispute", dispute.about, out);
    if (!dispute.features.empty())
        add_line(out, fmt::format("held to be one matter by: {}", strongest(dispute.features, kWordsOfDispute)));
    if (dispute.statement) add_line(out, fmt::format("statement: {}/{}", story.story.id, *dispute.statement));
    const auto sides = [&](std::string_view what, const std::vector<DisputeSide>& parties) {
        for (const DisputeSide& side : parties) {
            out += '\n';
            append_line(out, fmt::format("{} by {}", what, side.party), Tone::warning, asked.style);
            append_evidence(asked, side.evidence, out);
        }
    };
    sides("asserted", dispute.asserted_by);
    sides("denied", dispute.denied_by);
}

}  // namespace silang
