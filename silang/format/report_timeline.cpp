// What happened when: one row a happening, and a lane for each origin that tells of it. On a narrow screen, and with
// many origins, links name those instead of the lanes.
#include <map>

#include "silang/base/calendar.h"
#include "silang/format/report.h"

namespace silang {
namespace {

// Rows shown at once; the rest is folded.
constexpr size_t kShownMoments = 12;

// Planned, or later than the last page: nobody can have seen it yet.
bool lies_ahead(const TimelineEntry& moment, std::optional<Day> last) {
    const auto range = day_range(moment.date);
    return moment.planned || (last && range && range->first > *last);
}

void write_lanes(Sheet& sheet, const Columns& columns, const TimelineEntry& moment, bool ahead) {
    std::map<std::string_view, std::vector<Evidence>> of_origin;
    for (const Evidence& item : moment.evidence) of_origin[item.origin].push_back(item);
    for (const Column& column : columns.list) {
        const auto told = of_origin.find(column.origin);
        sheet.add("<td class=\"lane\">");
        if (told != of_origin.end()) {
            open_mark(sheet, told->second, ahead ? "\"k cites\"" : "\"k says\"", ahead ? "○" : "●");
            sheet.add("</a>");
            further_marks(sheet, told->second);
        }
        sheet.add("</td>");
    }
}

void write_legend(Sheet& sheet, const Columns& columns) {
    if (fit_of(columns) == "list") return;
    sheet.add("<div class=\"legend lanes\"><span><b class=\"k says\">●</b> ");
    label(sheet, "timeline.told");
    sheet.add("</span> <span><b class=\"k cites\">○</b> ");
    label(sheet, "timeline.ahead");
    sheet.add("</span> ");
    column_pages(sheet, columns);
    sheet.add("</div>");
}

void open_table(Sheet& sheet, const Columns& columns) {
    addf(sheet, "<table class=\"{}\"><thead><tr><th scope=\"col\">", fit_of(columns));
    label(sheet, "mention.time");
    sheet.add("</th><th scope=\"col\">");
    label(sheet, "timeline.happening");
    sheet.add("</th>");
    column_heads(sheet, columns);
    sheet.add("</tr></thead><tbody>");
}

}  // namespace

void write_timeline(Sheet& sheet, const CheckedStory& story) {
    if (story.timeline.empty()) return;
    EvidenceLists evidence;
    for (const TimelineEntry& moment : story.timeline) evidence.push_back(&moment.evidence);
    const Columns columns = columns_of(sheet, story, evidence);
    const auto last = story.last ? parse_moment(*story.last) : std::nullopt;
    const auto last_day = last ? std::optional(last->day) : std::nullopt;
    open_section(sheet, "timeline grid", "section.timeline");
    write_legend(sheet, columns);
    open_table(sheet, columns);
    const bool folds = story.timeline.size() > kShownMoments + 2;
    for (size_t i = 0; i < story.timeline.size(); ++i) {
        const TimelineEntry& moment = story.timeline[i];
        const bool begins = folds && i == kShownMoments;
        if (begins) {
            sheet.add("</tbody></table>");
            open_fold(sheet, "count.moments", story.timeline.size() - i);
            open_table(sheet, columns);
        }
        const bool ahead = lies_ahead(moment, last_day);
        // One date stands over all that happened on it.
        const bool same = i > 0 && !begins && moment.date == story.timeline[i - 1].date;
        sheet.add(same ? "<tr class=\"same\"><th scope=\"row\" class=\"when\">"
                       : "<tr><th scope=\"row\" class=\"when\">");
        if (!same) date_label(sheet, moment.date);
        sheet.add("</th><td class=\"what\">");
        if (ahead) {
            sheet.add("<small class=\"tag\">");
            label(sheet, moment.planned ? "timeline.planned" : "timeline.ahead");
            sheet.add("</small> ");
        }
        folded_text(sheet, moment.text);
        sheet.add(" ");
        evidence_links(sheet, moment.evidence);
        sheet.add("</td>");
        write_lanes(sheet, columns, moment, ahead);
        sheet.add("</tr>\n");
    }
    sheet.add(folds ? "</tbody></table></details></section>" : "</tbody></table></section>");
}

}  // namespace silang
