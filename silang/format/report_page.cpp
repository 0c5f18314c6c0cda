// A page's own text at the end of the report, each line with its role, and an element around every span something links
// to.
//
// Spans overlap in any way; elements only nest. A span that crosses the end of another, or of a line, is cut: the piece
// after the cut opens again inside what stands open there.
//
//   spans      A [--------)            <mark id=A>..<mark id=B>..</mark></mark><mark class=x1>..</mark>
//              B      [--------)                               first piece of B       second piece
//
// The first piece carries the id, so a link lands there and :target sets it off; the others are set off with it by one
// rule of their own: #p7:has(#B:target) .x1. No script is needed.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "silang/format/report.h"

namespace silang {
namespace {

// Deeper nesting is no finding of ours; the span keeps its anchor, so that links to it still land.
constexpr size_t kDeepest = 24;
// Runs of lines that are not the article fold from here on: a menu of three lines may stay.
constexpr size_t kLongClutter = 6;
// About 15 screens: longer pages start folded, or the pages behind them are hard to reach.
constexpr size_t kLongPage = 40000;

bool is_clutter(Role role) {
    switch (role) {
        case Role::teaser:
        case Role::promo:
        case Role::form:
        case Role::nav:
        case Role::comment:
        case Role::legal:
            return true;
        default:
            return false;
    }
}

// Writes the lines of one page in order, with the marks that cover them.
class MarkedText {
public:
    MarkedText(Sheet& sheet, uint32_t document)
        : sheet_(sheet),
          document_(document),
          page_(sheet.report.documents[document].article.page.text),
          spans_(std::move(sheet.marks[document])) {
        // The longer of two that begin together is opened first: then they nest.
        std::sort(spans_.begin(), spans_.end(),
                  [](Span a, Span b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
        spans_.erase(std::unique(spans_.begin(), spans_.end()), spans_.end());
    }

    void write_line(Span line) {
        std::vector<Open> again;
        std::swap(again, open_);
        for (const Open& mark : again) {
            if (mark.span.end > line.begin) open(mark, line.begin);
        }
        uint32_t at = line.begin;
        for (;;) {
            close_ended(at);
            for (; next_ < spans_.size() && spans_[next_].begin <= at && at < line.end; ++next_) {
                open({spans_[next_], 0, false}, at);
            }
            if (at >= line.end) break;
            uint32_t until = line.end;
            if (next_ < spans_.size()) until = std::min(until, spans_[next_].begin);
            for (const Open& mark : open_) until = std::min(until, mark.span.end);
            append_escaped(sheet_.out, page_.substr(at, until - at));
            at = until;
        }
        // What goes on beyond the line is closed here and opened again in the next one.
        for (size_t i = 0; i < open_.size(); ++i) sheet_.add("</mark>");
    }

private:
    struct Open {
        Span span;
        uint32_t piece;  // number of the class of its further pieces; 0: none yet
        bool has_id;
    };

    // A span that ends before any line it could stand in still gets its anchor.
    void open(Open mark, uint32_t at) {
        if (!mark.has_id) {
            fmt::format_to(std::back_inserter(sheet_.out), "<mark id=\"p{}-{}-{}\">", document_, mark.span.begin,
                           mark.span.end);
            mark.has_id = true;
            if (open_.size() >= kDeepest || mark.span.end <= at) return sheet_.add("</mark>");
        } else {
            if (mark.piece == 0) {
                mark.piece = ++sheet_.pieces;
                fmt::format_to(std::back_inserter(sheet_.rules),
                               "#p{0}:has(#p{0}-{1}-{2}:target) .x{3}{{background:var(--hit);color:var(--hit-ink)}}\n",
                               document_, mark.span.begin, mark.span.end, mark.piece);
            }
            fmt::format_to(std::back_inserter(sheet_.out), "<mark class=\"x{}\">", mark.piece);
        }
        open_.push_back(mark);
    }

    void close_ended(uint32_t at) {
        size_t keep = 0;
        while (keep < open_.size() && open_[keep].span.end > at) ++keep;
        const std::vector<Open> above(open_.begin() + static_cast<std::ptrdiff_t>(keep), open_.end());
        for (size_t i = 0; i < above.size(); ++i) sheet_.add("</mark>");
        open_.resize(keep);
        for (const Open& mark : above) {
            if (mark.span.end > at) open(mark, at);
        }
    }

    Sheet& sheet_;
    uint32_t document_;
    std::string_view page_;
    std::vector<Span> spans_;
    size_t next_ = 0;
    std::vector<Open> open_;
};

// A row of the form that stands above a clipping; nothing when there is no value.
void open_fact(Sheet& sheet, std::string_view key) {
    sheet.add("<div><dt>");
    label(sheet, key);
    sheet.add("</dt><dd>");
}
void close_fact(Sheet& sheet) {
    sheet.add("</dd></div>");
}

void linked_fact(Sheet& sheet, std::string_view key, uint32_t document, const std::optional<NamedSpan>& fact) {
    if (!fact) return;
    open_fact(sheet, key);
    open_link(sheet, document, fact->span, "f");
    text(sheet, fact->name);
    sheet.add("</a>");
    close_fact(sheet);
}

void write_source(Sheet& sheet, const Capture& capture) {
    open_fact(sheet, "page.source");
    // Only the web is linked to: a "javascript:" address stays text.
    const bool web = capture.url && (capture.url->starts_with("https://") || capture.url->starts_with("http://"));
    if (web) {
        sheet.add("<a rel=\"noopener noreferrer\" href=\"");
        text(sheet, *capture.url);
        sheet.add("\">");
        text(sheet, *capture.url);
        sheet.add("</a> · ");
    }
    sheet.add("<span class=\"path\">");
    text(sheet, capture.path);
    sheet.add("</span>");
    close_fact(sheet);
}

void write_facts(Sheet& sheet, uint32_t document) {
    const Document& page = sheet.report.documents[document];
    const Article& article = page.article;
    sheet.add("<dl class=\"facts\">");
    linked_fact(sheet, "page.title", document, article.title);
    linked_fact(sheet, "page.outlet", document, article.outlet);
    if (article.published) {
        open_fact(sheet, "page.published");
        open_link(sheet, document, article.published->span, "f");
        date_label(sheet, article.published->value);
        sheet.add("</a>");
        if (!article.published->stated) {
            sheet.add(" <small>(");
            label(sheet, "page.inferred");
            sheet.add(")</small>");
        }
        close_fact(sheet);
    }
    if (!article.bylines.empty()) {
        open_fact(sheet, "page.byline");
        for (size_t i = 0; i < article.bylines.size(); ++i) {
            if (i > 0) sheet.add(", ");
            open_link(sheet, document, article.bylines[i].span, "f");
            text(sheet, article.bylines[i].name);
            sheet.add("</a>");
        }
        close_fact(sheet);
    }
    linked_fact(sheet, "page.section", document, article.section);
    linked_fact(sheet, "page.dateline", document, article.dateline);
    if (article.captured) {
        open_fact(sheet, "page.captured");
        open_link(sheet, document, article.captured->span, "f");
        date_label(sheet, article.captured->not_before);
        sheet.add("</a>");
        close_fact(sheet);
    }
    write_source(sheet, page.capture);
    sheet.add("</dl>");
}

void write_lines(Sheet& sheet, uint32_t document) {
    const Article& article = sheet.report.documents[document].article;
    MarkedText marked(sheet, document);
    size_t clutter_left = 0;  // lines until the folded run ends
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        const Block& block = article.blocks[line];
        if (is_clutter(block.role) && clutter_left == 0 && (line == 0 || !is_clutter(article.blocks[line - 1].role))) {
            size_t run = line;
            while (run < article.blocks.size() && is_clutter(article.blocks[run].role)) ++run;
            if (run - line >= kLongClutter) {
                clutter_left = run - line;
                sheet.add("<details class=\"clutter\"><summary>");
                count_label(sheet, "count.clutter", clutter_left);
                sheet.add("</summary>");
            }
        }
        if (block.role == Role::body) {
            sheet.add("<p>");
        } else {
            fmt::format_to(std::back_inserter(sheet.out), "<p class=\"{}r-{}\">", is_clutter(block.role) ? "c " : "o ",
                           role_name(block.role));
        }
        marked.write_line(block.span);
        sheet.add("</p>\n");
        if (clutter_left > 0 && --clutter_left == 0) sheet.add("</details>");
    }
}

}  // namespace

void write_page(Sheet& sheet, uint32_t document) {
    const Article& article = sheet.report.documents[document].article;
    fmt::format_to(std::back_inserter(sheet.out), "<section class=\"page\" id=\"p{}\"><header><h3>", document);
    text(sheet, sheet.names[document]);
    sheet.add("</h3>");
    if (sheet.story_of[document] != kNoStory) {
        sheet.add("<a class=\"up\" href=\"#s-");
        text(sheet, sheet.report.stories[sheet.story_of[document]].story.id);
        sheet.add("\">↑ ");
        label(sheet, "page.back");
        sheet.add("</a>");
    }
    sheet.add("</header>");
    write_facts(sheet, document);
    const bool folds = article.page.text.size() > kLongPage;
    if (folds) {
        sheet.add("<details><summary>");
        count_label(sheet, "count.lines", article.blocks.size());
        sheet.add("</summary>");
    }
    sheet.add("<div class=\"text\" lang=\"");
    text(sheet, article.language);
    sheet.add("\">\n");
    write_lines(sheet, document);
    sheet.add("</div>");
    if (folds) sheet.add("</details>");
    sheet.add("</section>\n");
}

}  // namespace silang
