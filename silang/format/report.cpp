// The report as one file: head with its policy, contents, stories, pages. Parts are appended to one string, in order.
//
// Nothing in it runs or loads: the policy allows one thing, the style sheet with exactly this hash. The reader's
// language is a pair of radio buttons before everything they switch, so that style alone can follow them.
#include "silang/format/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "silang/base/digest.h"

namespace silang {
namespace {

constexpr size_t kShownStories = 40;
constexpr size_t kShownRejections = 5;

// 'sha256-…' as the policy wants it: the digest in base 64.
std::string policy_hash(std::string_view style) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::string hex = sha256_hex(style);
    const auto nibble = [](char c) { return static_cast<uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10); };
    std::string out = "sha256-";
    // 3 bytes (6 hex digits) are 4 digits of base 64; 32 bytes leave 2 over.
    for (size_t at = 0; at < hex.size(); at += 6) {
        uint32_t bits = 0;
        const size_t digits = std::min<size_t>(6, hex.size() - at);
        for (size_t i = 0; i < 6; ++i) bits = bits << 4 | (i < digits ? nibble(hex[at + i]) : 0);
        for (size_t i = 0; i < 4; ++i) out.push_back(i * 6 < digits * 4 ? kDigits[bits >> (18 - 6 * i) & 63] : '=');
    }
    return out;
}

// A text of the interface as a CSS string.
std::string css_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\' || c == '<' || static_cast<unsigned char>(c) < 0x20) {
            fmt::format_to(std::back_inserter(out), "\\{:x} ", static_cast<unsigned>(c));
        } else {
            out.push_back(c);
        }
    }
    return out + '"';
}

// Which language is shown, and the names of the roles beside a page's lines, which are too many to be written out.
std::string language_rules(std::span<const InterfaceTexts> languages) {
    std::string css;
    for (size_t i = 0; i < languages.size(); ++i) {
        if (i > 0) fmt::format_to(std::back_inserter(css), ".l{}{{display:none}}\n", i);
        for (size_t other = 0; i > 0 && other < languages.size(); ++other) {
            fmt::format_to(std::back_inserter(css), "#ui-{}:checked~* .l{}{{display:{}}}\n", i, other,
                           other == i ? "inline" : "none");
        }
        fmt::format_to(
            std::back_inserter(css),
            "#ui-{0}:checked~* label[for=ui-{0}]{{background:var(--ink);color:var(--paper)}}\n"
            "#ui-{0}:focus-visible~* label[for=ui-{0}]{{outline:3px solid var(--link);outline-offset:2px}}\n",
            i);
        for (size_t role = 0; role < kRoleCount; ++role) {
            const std::string_view name = role_name(static_cast<Role>(role));
            if (static_cast<Role>(role) == Role::body) continue;
            fmt::format_to(std::back_inserter(css), "{}.r-{}::before{{content:{}}}\n",
                           i == 0 ? std::string() : fmt::format("#ui-{}:checked~* ", i), name,
                           css_string(languages[i].text(fmt::format("role.{}", name))));
        }
    }
    return css;
}

void write_switch(Sheet& sheet) {
    const auto languages = sheet.report.languages;
    if (languages.size() < 2) return;
    sheet.add("<div class=\"switch\">");
    for (size_t i = 0; i < languages.size(); ++i) {
        addf(sheet, "<label for=\"ui-{}\" lang=\"{}\">", i, languages[i].tag);
        text(sheet, languages[i].text("language.name"));
        sheet.add("</label>");
    }
    sheet.add("</div>");
}

// First and last publication day of all stories.
void write_period(Sheet& sheet) {
    std::optional<std::string> first;
    std::optional<std::string> last;
    const auto day = [](const std::string& value) { return value.substr(0, 10); };
    for (const CheckedStory& story : sheet.report.stories) {
        if (story.first && (!first || day(*story.first) < *first)) first = day(*story.first);
        if (story.last && (!last || day(*story.last) > *last)) last = day(*story.last);
    }
    if (!first || !last) return;
    sheet.add("<span>");
    date_label(sheet, *first);
    if (*first != *last) {
        sheet.add(" – ");
        date_label(sheet, *last);
    }
    sheet.add("</span>");
}

void write_rejections(Sheet& sheet) {
    const auto rejections = sheet.report.rejections;
    if (rejections.empty()) return;
    sheet.add(rejections.size() <= kShownRejections ? "<details class=\"rejected\" open><summary>"
                                                    : "<details class=\"rejected\"><summary>");
    count_label(sheet, "count.rejected", rejections.size());
    sheet.add("</summary><ul>");
    for (const Rejection& rejection : rejections) {
        sheet.add("<li><b>");
        text(sheet, rejection.path);
        sheet.add("</b> — ");
        text(sheet, rejection.reason);
        sheet.add("</li>");
    }
    sheet.add("</ul></details>");
}

void write_header(Sheet& sheet) {
    std::set<std::string> outlets;
    for (const Document& document : sheet.report.documents) outlets.insert(house_of(document));
    size_t conflicts = 0;
    size_t disputes = 0;
    size_t checks = 0;
    size_t updates = 0;
    for (const CheckedStory& story : sheet.report.stories) {
        conflicts += story.conflicts.empty() ? 0 : 1;
        disputes += story.disputes.empty() ? 0 : 1;
        checks += story.checks.empty() ? 0 : 1;
        updates += story.updates.empty() ? 0 : 1;
    }
    sheet.add("<header class=\"top\"><div class=\"bar\"><h1>");
    label(sheet, "report.title");
    sheet.add("</h1>");
    write_switch(sheet);
    sheet.add("</div><div class=\"stats\">");
    write_period(sheet);
    for (const auto& [key, n] :
         {std::pair{"count.pages", sheet.report.documents.size()}, std::pair{"count.outlets", outlets.size()},
          std::pair{"count.stories", sheet.report.stories.size()}}) {
        sheet.add("<span>");
        count_label(sheet, key, n);
        sheet.add("</span>");
    }
    sheet.add("</div><div class=\"stats\">");
    const auto sign = [&](std::string_view css_class, std::string_view symbol, std::string_view key, size_t n) {
        if (n == 0) return;
        addf(sheet, "<span class=\"sign {}\"><b aria-hidden=\"true\">{}</b> ", css_class, symbol);
        count_label(sheet, key, n);
        sheet.add("</span>");
    };
    sign("conflict", "≠", "count.with-conflicts", conflicts);
    sign("dispute", "×", "count.with-disputes", disputes);
    sign("update", "→", "count.with-updates", updates);
    sign("check", "!", "count.with-checks", checks);
    sheet.add("</div>");
    write_rejections(sheet);
    sheet.add("</header>\n");
}

void write_contents(Sheet& sheet) {
    const auto stories = sheet.report.stories;
    if (stories.empty()) return;
    sheet.add("<nav class=\"contents\" id=\"top\" aria-labelledby=\"contents-h\"><h2 id=\"contents-h\">");
    label(sheet, "section.stories");
    sheet.add("</h2><ol>");
    const bool folds = stories.size() > kShownStories + 5;
    for (size_t i = 0; i < stories.size(); ++i) {
        if (folds && i == kShownStories) {
            sheet.add("</ol><details class=\"more\"><summary>");
            count_label(sheet, "count.stories-more", stories.size() - i);
            addf(sheet, "</summary><ol start=\"{}\">", i + 1);
        }
        addf(sheet, "<li><a class=\"head\" href=\"#s-{}\">", stories[i].story.id);
        text(sheet, stories[i].title);
        sheet.add("</a><div class=\"kicker\">");
        story_facts(sheet, stories[i]);
        sheet.add(" ");
        story_signs(sheet, stories[i]);
        sheet.add("</div></li>\n");
    }
    sheet.add(folds ? "</ol></details></nav>\n" : "</ol></nav>\n");
}

// Pages in the order of their stories; a page of no story comes last.
void write_pages(Sheet& sheet) {
    if (sheet.report.documents.empty()) return;
    sheet.add("<section class=\"pages\"><h2>");
    label(sheet, "section.texts");
    sheet.add("</h2>");
    for (const CheckedStory& story : sheet.report.stories) {
        for (const uint32_t document : story.story.documents) write_page(sheet, document);
    }
    for (uint32_t document = 0; document < sheet.report.documents.size(); ++document) {
        if (sheet.story_of[document] == kNoStory) write_page(sheet, document);
    }
    sheet.add("</section>\n");
}

void write_footer(Sheet& sheet) {
    sheet.add("<footer><p>");
    label(sheet, "report.note");
    sheet.add("</p><p>");
    label(sheet, "report.made-by");
    sheet.add(" silang ");
    text(sheet, sheet.report.version);
    sheet.add("</p></footer>\n");
}

void write_body(Sheet& sheet) {
    sheet.add("<body>\n<a class=\"skip\" href=\"#main\">");
    label(sheet, "report.skip");
    sheet.add("</a>\n");
    if (sheet.report.languages.size() > 1) {
        for (size_t i = 0; i < sheet.report.languages.size(); ++i) {
            addf(sheet, "<input type=\"radio\" name=\"ui\" id=\"ui-{}\"{}>", i, i == 0 ? " checked" : "");
        }
    }
    write_header(sheet);
    sheet.add("<main id=\"main\">\n");
    write_contents(sheet);
    for (uint32_t story = 0; story < sheet.report.stories.size(); ++story) write_story(sheet, story);
    write_pages(sheet);
    sheet.add("</main>\n");
    write_footer(sheet);
    sheet.add("</body>\n</html>\n");
}

}  // namespace

std::string report_html(const Report& report) {
    Sheet sheet(report);
    size_t page_bytes = 0;
    for (const Document& document : report.documents) page_bytes += document.article.page.text.size();
    sheet.out.reserve(4 * page_bytes + (64u << 10));
    write_body(sheet);

    const InterfaceTexts& first = report.languages[0];
    std::string style = "\n";
    style += report_style();
    style += language_rules(report.languages);
    style += sheet.rules;
    std::string head = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; base-uri 'none'; "
        "form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light "
        "dark\">\n<title>",
        first.tag, policy_hash(style));
    append_escaped(head, first.text("report.title"));
    head += "</title>\n<style>";
    head += style;
    head += "</style>\n</head>\n";
    sheet.out.insert(0, head);
    return std::move(sheet.out);
}

}  // namespace silang
