// Where the pages of a story differ, what moved as time went by, who denies what, and what a page gets wrong by itself:
// values side by side, each with its words.
#include "silang/format/report.h"

namespace silang {
namespace {

// Evidence whose words are shown; the rest is linked.
constexpr size_t kQuotedEvidence = 2;

void value_label(Sheet& sheet, ConflictKind kind, std::string_view value) {
    if (kind == ConflictKind::date) return date_label(sheet, value);
    if (kind == ConflictKind::number) return figure_label(sheet, value);
    text(sheet, value);
}

void write_conflicts(Sheet& sheet, const CheckedStory& story) {
    if (story.conflicts.empty()) return;
    addf(sheet, "<div id=\"s-{}-c\">", story.story.id);
    open_section(sheet, "alert conflict", "section.conflicts");
    for (const Conflict& conflict : story.conflicts) {
        sheet.add("<div class=\"case\"><h4>");
        text(sheet, conflict.about);
        sheet.add(" <small>");
        label(sheet, fmt::format("conflict.{}", conflict_kind_name(conflict.kind)));
        sheet.add("</small></h4><div class=\"sides\">");
        for (const ConflictValue& value : conflict.values) {
            sheet.add("<div class=\"side\"><div class=\"v\">");
            value_label(sheet, conflict.kind, value.value);
            sheet.add("</div>");
            words_and_links(sheet, value.evidence, kQuotedEvidence, {});
            sheet.add("</div>");
        }
        sheet.add("</div></div>");
    }
    sheet.add("</section></div>");
}

// What moved, from the oldest value to the newest: steps, not sides. The words of each step say what it counts.
void write_updates(Sheet& sheet, const CheckedStory& story) {
    if (story.updates.empty()) return;
    addf(sheet, "<div id=\"s-{}-u\">", story.story.id);
    open_section(sheet, "alert update", "section.updates");
    for (const Update& update : story.updates) {
        sheet.add("<div class=\"case\"><ol class=\"steps\">");
        for (const UpdateValue& value : update.values) {
            sheet.add("<li class=\"side\"><div class=\"v\">");
            value_label(sheet, update.kind, value.value);
            sheet.add("</div>");
            if (value.as_of) {
                sheet.add("<div class=\"as-of\">");
                date_label(sheet, *value.as_of);
                sheet.add("</div>");
            }
            words_and_links(sheet, value.evidence, 1, {});
            sheet.add("</li>");
        }
        sheet.add("</ol></div>");
    }
    sheet.add("</section></div>");
}

void write_side(Sheet& sheet, std::string_view heading_key, const std::vector<DisputeSide>& parties,
                std::string_view about) {
    if (parties.empty()) return;
    sheet.add("<div class=\"side\"><h5>");
    label(sheet, heading_key);
    sheet.add("</h5>");
    for (const DisputeSide& party : parties) {
        sheet.add("<div class=\"party\"><div class=\"v\">");
        text(sheet, party.party);
        sheet.add("</div>");
        words_and_links(sheet, party.evidence, parties.size() > 1 ? 1 : kQuotedEvidence, about);
        sheet.add("</div>");
    }
    sheet.add("</div>");
}

void write_disputes(Sheet& sheet, const CheckedStory& story) {
    if (story.disputes.empty()) return;
    addf(sheet, "<div id=\"s-{}-d\">", story.story.id);
    open_section(sheet, "alert dispute", "section.disputes");
    for (const Dispute& dispute : story.disputes) {
        sheet.add("<div class=\"case\"><h4>");
        folded_text(sheet, dispute.about);
        sheet.add("</h4><div class=\"sides\">");
        write_side(sheet, "dispute.asserted", dispute.asserted_by, dispute.about);
        write_side(sheet, "dispute.denied", dispute.denied_by, dispute.about);
        sheet.add("</div></div>");
    }
    sheet.add("</section></div>");
}

void write_checks(Sheet& sheet, const CheckedStory& story) {
    if (story.checks.empty()) return;
    addf(sheet, "<div id=\"s-{}-k\">", story.story.id);
    open_section(sheet, "alert check", "section.checks");
    for (const PageCheck& check : story.checks) {
        sheet.add("<div class=\"case\"><h4>");
        label(sheet, fmt::format("issue.{}", check_kind_name(check.kind)));
        sheet.add("</h4><dl class=\"facts\"><div><dt>");
        label(sheet, "check.found");
        sheet.add("</dt><dd>");
        text(sheet, check.found);
        sheet.add("</dd></div>");
        if (!check.expected.empty()) {
            sheet.add("<div><dt>");
            label(sheet, fmt::format("expected.{}", check_kind_name(check.kind)));
            sheet.add("</dt><dd>");
            expected_label(sheet, check.kind, check.expected);
            sheet.add("</dd></div>");
        }
        sheet.add("</dl>");
        words_and_links(sheet, {{check.document, check.span, {}}}, 1, {});
        sheet.add("</div>");
    }
    sheet.add("</section></div>");
}

}  // namespace

void write_differences(Sheet& sheet, const CheckedStory& story) {
    write_conflicts(sheet, story);
    write_disputes(sheet, story);
    write_updates(sheet, story);
    write_checks(sheet, story);
}

}  // namespace silang
