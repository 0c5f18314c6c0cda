#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "silang/format/test_run.h"

namespace silang {
namespace {

using test::make_run;

std::string html_of(const test::Run& run) {
    const std::vector<InterfaceTexts> languages = {test::load_texts("id"), test::load_texts("en")};
    return report_html({run.stories, run.documents, run.rejections, languages, "0.1.0"});
}

size_t count(std::string_view text, std::string_view part) {
    size_t n = 0;
    for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++n;
    return n;
}

std::vector<std::string> values_of(std::string_view html, std::string_view attribute) {
    std::vector<std::string> values;
    const std::string opening = std::string(attribute) + "=\"";
    for (size_t at = html.find(opening); at != std::string_view::npos; at = html.find(opening, at)) {
        at += opening.size();
        values.emplace_back(html.substr(at, html.find('"', at) - at));
    }
    return values;
}

// What a reader sees set off for each span: the text of its element, and of the pieces that its rule sets off with it.
std::map<std::string, std::string> highlighted(std::string_view html) {
    std::map<std::string, std::string> id_of_piece;
    for (size_t at = html.find(":has(#"); at != std::string_view::npos; at = html.find(":has(#", at)) {
        at += 6;
        const std::string id(html.substr(at, html.find(':', at) - at));
        const size_t piece = html.find(") .", at) + 3;
        id_of_piece[std::string(html.substr(piece, html.find('{', piece) - piece))] = id;
    }
    std::map<std::string, std::string> words;
    std::vector<std::string> open;
    for (size_t at = html.find("<body>"); at < html.size();) {
        if (html.substr(at).starts_with("<mark id=\"")) {
            open.emplace_back(html.substr(at + 10, html.find('"', at + 10) - at - 10));
            words[open.back()];
        } else if (html.substr(at).starts_with("<mark class=\"")) {
            open.push_back(id_of_piece.at(std::string(html.substr(at + 13, html.find('"', at + 13) - at - 13))));
        } else if (html.substr(at).starts_with("</mark>")) {
            open.pop_back();
        } else if (html[at] != '<') {
            for (const std::string& id : open) words[id] += html[at];
            ++at;
            continue;
        }
        at = html.find('>', at) + 1;
    }
    EXPECT_TRUE(open.empty());
    return words;
}

TEST(Report, EveryLinkLeadsToAPlaceInTheFile) {
    const std::string html = html_of(make_run());
    std::set<std::string> ids;
    for (const std::string& id : values_of(html, " id")) EXPECT_TRUE(ids.insert(id).second) << id << " is used twice";
    size_t links = 0;
    for (const std::string& target : values_of(html, " href")) {
        if (!target.starts_with("#")) continue;
        ++links;
        EXPECT_EQ(ids.count(target.substr(1)), 1u) << target;
    }
    EXPECT_GT(links, 50u);
}

TEST(Report, NothingOfAPageBecomesMarkup) {
    const std::string html = html_of(make_run());
    EXPECT_EQ(count(html, "<script"), 0u);
    EXPECT_EQ(count(html, "<img"), 0u);
    EXPECT_EQ(count(html, "</style>"), 1u);
    EXPECT_EQ(count(html, "href=\"javascript"), 0u);
    EXPECT_GT(count(html, "&lt;script&gt;alert(1)&lt;/script&gt; &quot;judul&quot; &amp; &#39;kutip&#39;"), 0u);
}

TEST(Report, ReadingDirectionMarksAndPilesOfAccentsAreDropped) {
    const std::string html = html_of(make_run());
    EXPECT_EQ(count(html, "\xE2\x80\xAE"), 0u);
    EXPECT_EQ(count(html, "\xCC\x81\xCC\x81\xCC\x81\xCC\x81"), 0u);
}

TEST(Report, LoadsAndRunsNothing) {
    const std::string html = html_of(make_run());
    EXPECT_NE(html.find("default-src 'none'; style-src 'sha256-"), std::string::npos);
    EXPECT_LT(html.find("Content-Security-Policy"), 1024u);
    EXPECT_EQ(count(html, " style="), 0u) << "the policy would drop it";
    for (const char* loads :
         {"<link", "<iframe", "<object", "<embed", "<form", "<base", "<meta http-equiv=\"refresh"}) {
        EXPECT_EQ(count(html, loads), 0u) << loads;
    }
    EXPECT_EQ(count(html, "url("), 0u);
    EXPECT_EQ(count(html, "@import"), 0u);
}

TEST(Report, CrossingSpansAreSetOffWhole) {
    const std::string html = html_of(make_run());
    const auto words = highlighted(html);
    const Document denial = make_run().documents[3];
    const auto check = [&](std::string_view text) {
        const Span span = test::find(denial, text);
        const auto found = words.find("p3-" + std::to_string(span.begin) + "-" + std::to_string(span.end));
        ASSERT_NE(found, words.end()) << text;
        EXPECT_EQ(found->second, text);
    };
    check("Siti Maesaroh membantah pihaknya mengabaikan surat");
    check("pihaknya mengabaikan surat dari Desa Lebaksiu");
    check("membantah pihaknya mengabaikan surat dari Desa Lebaksiu.");
}

TEST(Report, AnySpansAreSetOffWhole) {
    std::mt19937 random(7);
    for (int round = 0; round < 30; ++round) {
        test::Run run;
        run.documents.push_back(test::make_document("acak.txt", {{Role::title, "satu dua tiga"},
                                                                 {Role::body, "empat lima enam tujuh"},
                                                                 {Role::nav, "delapan"},
                                                                 {Role::body, "sembilan sepuluh sebelas"}}));
        const std::string& page = run.documents[0].article.page.text;
        CheckedStory story;
        story.story.id = "s";
        story.story.documents = {0};
        story.title = "acak";
        std::vector<Evidence> evidence;
        for (int i = 0; i < 15; ++i) {
            const uint32_t begin = static_cast<uint32_t>(random() % (page.size() - 1));
            const uint32_t end = begin + 1 + static_cast<uint32_t>(random() % (page.size() - begin - 1));
            evidence.push_back({0, {begin, end}, "acak"});
        }
        story.summary = {{"acak", evidence}};
        run.stories = {story};
        const auto words = highlighted(html_of(run));
        for (const Evidence& item : evidence) {
            std::string expected(item.span.of(page));
            expected.erase(std::remove(expected.begin(), expected.end(), '\n'), expected.end());
            std::string found = words.at("p0-" + std::to_string(item.span.begin) + "-" + std::to_string(item.span.end));
            EXPECT_EQ(found, expected);
        }
    }
}

TEST(Report, EmptySectionsAreNotShown) {
    test::Run run = make_run();
    run.stories.erase(run.stories.begin());
    run.stories[0].story.documents = {4};
    run.rejections.clear();
    const std::string html = html_of(run);
    const InterfaceTexts id = test::load_texts("id");
    for (const char* key :
         {"section.conflicts", "section.disputes", "section.updates", "section.checks", "section.timeline",
          "section.matrix", "section.quotes", "section.lineage", "section.origins", "section.entities"}) {
        EXPECT_EQ(html.find(">" + std::string(id.text(key)) + "<"), std::string::npos) << key;
    }
    EXPECT_NE(html.find(">" + std::string(id.text("section.summary")) + "<"), std::string::npos);
    EXPECT_EQ(html.find("class=\"rejected\""), std::string::npos);
}

TEST(Report, NoTextIsMissingInAnyLanguage) {
    const std::string html = html_of(make_run());
    for (const char* prefix :
         {"report.", "section.", "count.", "page.", "role.", "entity.", "origin.", "conflict.", "dispute.", "issue.",
          "expected.", "check.", "timeline.", "unit.", "status.", "copy.", "stance.", "matrix.", "month."}) {
        EXPECT_EQ(html.find(">" + std::string(prefix)), std::string::npos) << prefix;
        EXPECT_EQ(html.find("\"" + std::string(prefix)), std::string::npos) << prefix;
    }
}

TEST(Report, OneLanguageNeedsNoSwitch) {
    const test::Run run = make_run();
    const std::vector<InterfaceTexts> languages = {test::load_texts("en")};
    const std::string html = report_html({run.stories, run.documents, run.rejections, languages, "0.1.0"});
    EXPECT_EQ(count(html, "type=\"radio\""), 0u);
    EXPECT_NE(html.find("<html lang=\"en\">"), std::string::npos);
}

TEST(Report, CopiesStandUnderThePageTheyCopy) {
    const std::string html = html_of(make_run());
    const std::string matrix = html.substr(html.find("<section class=\"matrix grid\">"));
    EXPECT_NE(matrix.find("<span>Kabar Muara +1</span>"), std::string::npos);
    EXPECT_EQ(matrix.substr(0, matrix.find("</thead>")).find("<span>Portal Sagara"), std::string::npos);
}

// One section of the first story, as HTML.
std::string section_of(const std::string& html, std::string_view css_class) {
    const size_t begin = html.find("<section class=\"" + std::string(css_class) + "\"");
    EXPECT_NE(begin, std::string::npos) << css_class;
    return begin == std::string::npos ? "" : html.substr(begin, html.find("</section>", begin) - begin);
}

TEST(Report, AColumnIsAnOriginAndNotAPage) {
    const std::string matrix = section_of(html_of(make_run()), "matrix grid");
    // Lintas Jawa has it from the agency: the column is the agency's, and the page stands in the legend.
    EXPECT_NE(matrix.find("<span>Kantor Berita Pesisir</span></a></th>"), std::string::npos);
    EXPECT_NE(matrix.find("<span>Kantor Berita Pesisir → <a href=\"#p3\">"), std::string::npos);
}

TEST(Report, ACellShowsWhatIsSaidAndThatItIsDenied) {
    test::Run run = make_run();
    run.stories[0].disputes[0].denied_by[0].evidence[0].origin = "Kabar Muara";
    const std::string matrix = section_of(html_of(run), "matrix grid");
    EXPECT_NE(matrix.find("●<span> Kabar Muara</span></a><a class=\"k denies\""), std::string::npos);
}

TEST(Report, WordsOfAStatementAreSetOffInTheirSentence) {
    const std::string matrix = section_of(html_of(make_run()), "matrix grid");
    EXPECT_NE(matrix.find("<b>Sembilan orang terluka</b> ketika jembatan gantung"), std::string::npos);
}

TEST(Report, UpdatesRunFromTheOldestValueToTheNewest) {
    const std::string updates = section_of(html_of(make_run()), "alert update");
    const size_t seven = updates.find("<div class=\"v\">7</div>");
    const size_t nine = updates.find("<div class=\"v\">9</div>");
    ASSERT_NE(seven, std::string::npos);
    ASSERT_NE(nine, std::string::npos);
    EXPECT_LT(seven, nine);
    EXPECT_NE(updates.find("4 Maret 2025, 13.40", nine), std::string::npos);
    EXPECT_NE(updates.find("href=\"#p2-", nine), std::string::npos) << "a link to the words";
    EXPECT_NE(updates.find("2 tahun"), std::string::npos) << "a length of time in words";
    EXPECT_EQ(updates.find("2 Y"), std::string::npos);
}

TEST(Report, WhatLiesAheadIsMarkedInItsLane) {
    const std::string timeline = section_of(html_of(make_run()), "timeline grid");
    const size_t planned = timeline.find("Polisi akan memeriksa kepala desa.");
    ASSERT_NE(planned, std::string::npos);
    EXPECT_NE(timeline.find("○</a>", planned), std::string::npos);
    EXPECT_EQ(timeline.find("●</a>", planned), std::string::npos);
    EXPECT_EQ(count(timeline, "●</a>"), 2u) << "one for each origin that tells of the first";
}

TEST(Report, RejectedCapturesAreListedWithTheirReason) {
    const std::string html = html_of(make_run());
    EXPECT_NE(html.find("<b>kliping/kosong.txt</b> — the file is empty"), std::string::npos);
}

TEST(Report, AnEmptyRunIsStillAPage) {
    const std::string html = html_of({});
    EXPECT_NE(html.find("</html>"), std::string::npos);
}

}  // namespace
}  // namespace silang
