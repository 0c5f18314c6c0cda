// Texts, links and quoted words: the smallest parts of the report.
#include <algorithm>

#include "silang/base/calendar.h"
#include "silang/format/report.h"
#include "silang/format/visible.h"

namespace silang {
namespace {

// More marks than that on one letter only serve to paint over the lines around it.
constexpr int kMostCombining = 3;
// Folded beyond: five lines on a wide screen.
constexpr size_t kLongText = 700;
constexpr size_t kShownOfLongText = 300;
// Bytes of a sentence shown on either side of the words it is quoted for.
constexpr uint32_t kContext = 160;
// Evidence shown at once; the rest is folded.
constexpr size_t kShownEvidence = 8;

// The largest end <= `at` that cuts no code point.
size_t border_before(std::string_view words, size_t at) {
    while (at > 0 && at < words.size() && (static_cast<unsigned char>(words[at]) & 0xC0) == 0x80) --at;
    return at;
}

// The same text for every language is written once: numbers, dates without words.
template <class Text>
void in_every_language(Sheet& sheet, Text of) {
    const std::string first = of(sheet.report.languages[0]);
    bool same = true;
    for (const InterfaceTexts& language : sheet.report.languages) same = same && of(language) == first;
    if (same) return append_escaped(sheet.out, first);
    for (size_t i = 0; i < sheet.report.languages.size(); ++i) {
        const InterfaceTexts& language = sheet.report.languages[i];
        // The first language is the file's own.
        if (i == 0) {
            sheet.out += "<span class=\"l0\">";
        } else {
            fmt::format_to(std::back_inserter(sheet.out), "<span class=\"l{}\" lang=\"{}\">", i, language.tag);
        }
        append_escaped(sheet.out, of(language));
        sheet.out += "</span>";
    }
}

std::string file_stem(const std::string& path) {
    const size_t slash = path.find_last_of('/');
    const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    const size_t dot = name.find_last_of('.');
    return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

// The sentence or sentences the span stands in; without any, its line.
Span sentence_around(const Article& article, Span span) {
    const std::vector<Sentence>& sentences = article.tokens.sentences;
    auto first = std::upper_bound(sentences.begin(), sentences.end(), span.begin,
                                  [](uint32_t at, const Sentence& sentence) { return at < sentence.span.end; });
    Span around = span;
    if (first != sentences.end() && first->span.begin <= span.begin) {
        around.begin = first->span.begin;
        while (first != sentences.end() && first->span.end < span.end) ++first;
        if (first != sentences.end() && first->span.begin < span.end) around.end = first->span.end;
        return around;
    }
    for (const Block& block : article.blocks) {
        if (block.span.contains(span)) return block.span;
    }
    return around;
}

}  // namespace

Sheet::Sheet(const Report& from) : report(from) {
    const size_t count = report.documents.size();
    marks.resize(count);
    story_of.assign(count, kNoStory);
    names.reserve(count);
    for (const Document& document : report.documents) names.push_back(house_of(document));
    for (uint32_t story = 0; story < report.stories.size(); ++story) {
        // Two pages of one outlet in a story are told apart by number.
        std::map<std::string, std::vector<uint32_t>> of_house;
        for (const uint32_t document : report.stories[story].story.documents) {
            story_of[document] = story;
            of_house[names[document]].push_back(document);
        }
        for (const auto& [house, documents] : of_house) {
            if (documents.size() < 2) continue;
            for (size_t i = 0; i < documents.size(); ++i) names[documents[i]] = fmt::format("{} ({})", house, i + 1);
        }
    }
}

void append_escaped(std::string& out, std::string_view text) {
    int combining = 0;
    for (size_t at = 0; at < text.size();) {
        const char ascii = text[at];
        if (ascii >= 0x20 && ascii < 0x7F) {
            ++at;
            combining = 0;
            switch (ascii) {
                case '&':
                    out += "&amp;";
                    break;
                case '<':
                    out += "&lt;";
                    break;
                case '>':
                    out += "&gt;";
                    break;
                case '"':
                    out += "&quot;";
                    break;
                case '\'':
                    out += "&#39;";
                    break;
                default:
                    out.push_back(ascii);
            }
            continue;
        }
        const char32_t c = visible(next_code_point(text, at));
        combining = is_combining(c) ? combining + 1 : 0;
        if (c != 0 && combining <= kMostCombining) append_code_point(out, c);
    }
}

void text(Sheet& sheet, std::string_view words) {
    append_escaped(sheet.out, words);
}

void label(Sheet& sheet, std::string_view key) {
    in_every_language(sheet, [&](const InterfaceTexts& language) { return std::string(language.text(key)); });
}

void count_label(Sheet& sheet, std::string_view key, size_t n) {
    in_every_language(sheet, [&](const InterfaceTexts& language) { return language.counted(key, n); });
}

void date_label(Sheet& sheet, std::string_view value) {
    sheet.add("<time datetime=\"");
    text(sheet, value);
    sheet.add("\">");
    in_every_language(sheet, [&](const InterfaceTexts& language) { return date_text(value, language); });
    sheet.add("</time>");
}

void figure_label(Sheet& sheet, std::string_view value) {
    in_every_language(sheet, [&](const InterfaceTexts& language) { return figure_text(value, language); });
}

void expected_label(Sheet& sheet, CheckKind kind, std::string_view expected) {
    in_every_language(sheet, [&](const InterfaceTexts& language) { return expected_text(kind, expected, language); });
}

void folded_text(Sheet& sheet, std::string_view words) {
    if (words.size() <= kLongText) return text(sheet, words);
    size_t cut = words.rfind(' ', kShownOfLongText);
    if (cut == std::string_view::npos || cut == 0) cut = border_before(words, kShownOfLongText);
    sheet.add("<details class=\"fold\"><summary>");
    text(sheet, words.substr(0, cut));
    sheet.add("…</summary>");
    text(sheet, words.substr(cut));
    sheet.add("</details>");
}

void open_section(Sheet& sheet, std::string_view css_class, std::string_view heading_key) {
    addf(sheet, "<section class=\"{}\"><h3>", css_class);
    label(sheet, heading_key);
    sheet.add("</h3>");
}

void open_fold(Sheet& sheet, std::string_view count_key, size_t n) {
    sheet.add("<details class=\"more\"><summary>");
    count_label(sheet, count_key, n);
    sheet.add("</summary>");
}

void open_link(Sheet& sheet, uint32_t document, Span span, std::string_view css_class) {
    sheet.marks[document].push_back(span);
    fmt::format_to(std::back_inserter(sheet.out), "<a class={} href=\"#p{}-{}-{}\">", css_class, document, span.begin,
                   span.end);
}

void evidence_links(Sheet& sheet, const std::vector<Evidence>& evidence) {
    const bool folds = evidence.size() > kShownEvidence + 1;
    sheet.add("<div class=\"ev\">");
    std::map<uint32_t, uint32_t> times_linked;  // by document
    for (size_t i = 0; i < evidence.size(); ++i) {
        if (folds && i == kShownEvidence) {
            sheet.add("<details class=\"more\"><summary>");
            count_label(sheet, "count.more", evidence.size() - i);
            sheet.add("</summary>");
        }
        const Evidence& item = evidence[i];
        const uint32_t times = ++times_linked[item.document];
        open_link(sheet, item.document, item.span, "e");
        text(sheet, sheet.names[item.document]);
        // A page that says it in two places is linked twice: the second time by number.
        if (times > 1) fmt::format_to(std::back_inserter(sheet.out), "<sup>{}</sup>", times);
        if (!item.origin.empty() && item.origin != house_of(sheet.report.documents[item.document])) {
            sheet.add("<i> ← ");
            text(sheet, item.origin);
            sheet.add("</i>");
        }
        sheet.add("</a> ");
    }
    if (folds) sheet.add("</details>");
    sheet.add("</div>");
}

std::string sentence_of(const Sheet& sheet, uint32_t document, Span span) {
    const Article& article = sheet.report.documents[document].article;
    return clean_spaces(sentence_around(article, span).of(article.page.text));
}

std::string quoted_words(const Sheet& sheet, uint32_t document, Span span) {
    const Article& article = sheet.report.documents[document].article;
    const std::string_view page = article.page.text;
    Span around = sentence_around(article, span);
    const bool cut_begin = span.begin - around.begin > kContext;
    const bool cut_end = around.end - span.end > kContext;
    const bool cut_words = span.size() > kLongText;
    if (cut_begin) {
        const size_t space = page.find(' ', span.begin - kContext);
        around.begin =
            static_cast<uint32_t>(space < span.begin ? space + 1 : border_before(page, span.begin - kContext));
    }
    if (cut_end) {
        const size_t space = page.rfind(' ', span.end + kContext);
        around.end = static_cast<uint32_t>(
            space > span.end && space != std::string_view::npos ? space : border_before(page, span.end + kContext));
    }
    std::string out = cut_begin ? "… " : "";
    append_escaped(out, page.substr(around.begin, span.begin - around.begin));
    if (around != span) out += "<b>";
    append_escaped(out, span.of(page).substr(0, cut_words ? border_before(span.of(page), kLongText) : span.size()));
    if (around != span) out += "</b>";
    if (!cut_words) append_escaped(out, page.substr(span.end, around.end - span.end));
    if (cut_end || cut_words) out += " …";
    return out;
}

void words_and_links(Sheet& sheet, const std::vector<Evidence>& evidence, size_t wordings, std::string_view above) {
    std::vector<std::pair<std::string, std::vector<Evidence>>> shown;
    std::vector<Evidence> rest;
    for (const Evidence& item : evidence) {
        if (!above.empty() && sentence_of(sheet, item.document, item.span) == above) {
            rest.push_back(item);
            continue;
        }
        std::string words = quoted_words(sheet, item.document, item.span);
        const auto same =
            std::find_if(shown.begin(), shown.end(), [&](const auto& wording) { return wording.first == words; });
        if (same != shown.end()) {
            same->second.push_back(item);
        } else if (shown.size() < wordings) {
            shown.push_back({std::move(words), {item}});
        } else {
            rest.push_back(item);
        }
    }
    for (const auto& [words, of] : shown) {
        addf(sheet, "<div class=\"w\">{} ", words);
        evidence_links(sheet, of);
        sheet.add("</div>");
    }
    if (!rest.empty()) evidence_links(sheet, rest);
}

std::string house_of(const Document& document) {
    const auto& outlet = document.article.outlet;
    return outlet && !outlet->name.empty() ? outlet->name : file_stem(document.capture.path);
}

std::string title_of(const Document& document) {
    const auto& title = document.article.title;
    return title && !title->name.empty() ? title->name : file_stem(document.capture.path);
}

std::string expected_text(CheckKind kind, std::string_view expected, const InterfaceTexts& texts) {
    const bool bare_weekday = expected.size() == 1 && expected[0] >= '1' && expected[0] <= '7';
    if (kind == CheckKind::weekday_mismatch && bare_weekday)
        return std::string(texts.text(fmt::format("weekday.{}", expected)));
    if (kind == CheckKind::total_mismatch) return std::string(expected);  // a sum: "7 + 4 = 11"
    // "2024-06-18 = <its weekday>", "2024-02-18/2024-05-25 = P3M": dates and what follows from them.
    const size_t equals = expected.find(" = ");
    if (equals == std::string_view::npos) return date_text(expected, texts);
    const std::string_view dates = expected.substr(0, equals);
    if (const auto moment = parse_moment(dates); moment && kind == CheckKind::weekday_mismatch) {
        const std::vector<std::pair<std::string_view, std::string>> values = {
            {"weekday", std::string(texts.text(fmt::format("weekday.{}", iso_weekday(moment->day))))},
            {"date", date_text(dates, texts)}};
        return texts.filled("date.weekday", values);
    }
    return date_text(dates, texts) + " = " + date_text(expected.substr(equals + 3), texts);
}

}  // namespace silang
