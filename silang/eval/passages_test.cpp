#include "silang/eval/passages.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

namespace silang {
namespace {

using Lines = std::vector<std::string>;

const Languages& languages() {
    static const Languages kLanguages = [] {
        auto loaded = Languages::load(std::string(SILANG_SOURCE_DIR) + "/data/languages");
        if (!loaded) {
            std::cerr << loaded.error() << "\n";
            std::abort();
        }
        return loaded.take();
    }();
    return kLanguages;
}

Gold read(std::string_view text) {
    Gold gold;
    read_passages("p.json", text, languages(), gold);
    return gold;
}

// What is wrong with a passage that has this list.
Lines problems(const std::string& list) {
    return read(
               "{\"id\": \"p\", \"language\": \"id\", \"text\": [\"Pada 2018 ada 18 orang. Rapat 18 Juni.\", "
               "\"Ya.\"],\n" +
               list + "}")
        .problems;
}

TEST(Passages, AreArticlesOfTitleAndBody) {
    const Gold gold =
        read(R"([{"id": "a", "language": "id", "published": "2025-03-12T10:30+07:00", "title": "Judul kabar",
                                "text": ["Satu. Dua.", "Tiga."], "times": []},
                               {"id": "b", "language": "id", "text": ["Satu."]}])");
    EXPECT_EQ(gold.problems, Lines{});
    ASSERT_EQ(gold.passages.size(), 2u);
    const Article& article = gold.passages[0].article;
    ASSERT_EQ(article.blocks.size(), 3u);
    EXPECT_EQ(article.blocks[0].role, Role::title);
    EXPECT_EQ(article.blocks[1].role, Role::body);
    EXPECT_EQ(article.body_text(), "Satu. Dua.\n\nTiga.");
    EXPECT_EQ(article.published->when.value(), "2025-03-12T10:30+07:00");
    EXPECT_EQ(article.rules, "id");
    EXPECT_EQ(article.tokens.sentences.size(), 4u);
    EXPECT_TRUE(gold.passages[0].times.has_value());
    EXPECT_FALSE(gold.passages[0].quotes.has_value());
    EXPECT_EQ(gold.passages[1].article.blocks[0].role, Role::body);
    EXPECT_FALSE(gold.passages[1].article.published.has_value());
}

TEST(Passages, WordsArePlacedOnBordersOfWordsAndInOrder) {
    const Gold gold = read(R"({"id": "p", "language": "id", "text": ["Pada 2018 ada 18 orang. Rapat 18 Juni."],
                               "times": [{"words": "18", "type": "DATE", "value": "x"}, {"words": "18", "type": "DATE", "value": "x"}]})");
    ASSERT_EQ(gold.passages.size(), 1u);
    const auto& times = *gold.passages[0].times;
    ASSERT_EQ(times.size(), 2u);
    EXPECT_EQ(times[0].span.begin, 14u);
    EXPECT_EQ(times[1].span.begin, 30u);
}

TEST(Passages, AQuoteMayBeginInsideTheOneBefore) {
    const Gold gold = read(R"({"id": "p", "language": "id", "text": ["Ia yakin “bisa” menang, katanya. Bisa."],
                               "quotes": [{"kind": "indirect", "words": "Ia yakin “bisa” menang"}, {"kind": "direct", "words": "bisa"}]})");
    EXPECT_EQ(gold.problems, Lines{});
    const auto& quotes = *gold.passages.at(0).quotes;
    EXPECT_EQ(quotes[1].span.of(gold.passages[0].article.page.text), "bisa");
    EXPECT_TRUE(quotes[0].span.contains(quotes[1].span));
}

TEST(Passages, ProblemsNameFilePassageAndWords) {
    EXPECT_EQ(problems(R"("times": [{"words": "19 Juni", "type": "DATE", "value": "x"}])"),
              Lines{"p.json: passage 'p': times[0] (line 2): the words are not found in the text: \"19 Juni\""});
    EXPECT_EQ(
        problems(
            R"("times": [{"words": "18 Juni", "type": "DATE", "value": "x"}, {"words": "2018", "type": "DATE", "value": "x"}])"),
        Lines{"p.json: passage 'p': times[1] (line 2): \"2018\" stands in the text only before the one before it; "
              "lists are in "
              "page order, and every mention is named once"});
    EXPECT_EQ(problems(R"("times": [{"words": "201", "type": "DATE", "value": "x"}])"),
              Lines{"p.json: passage 'p': times[0] (line 2): \"201\" begins or ends inside a word of the text"});
    EXPECT_EQ(problems(R"("times": [{"words": "2018", "type": "Date", "value": ""}])"),
              (Lines{"p.json: passage 'p': times[0] (line 2): \"type\" must be DATE, TIME, DURATION or SET",
                     "p.json: passage 'p': times[0] (line 2): \"value\" is missing"}));
    EXPECT_EQ(problems(R"("quantities": [{"words": "18 orang", "value": "18"}, 7])"),
              (Lines{"p.json: passage 'p': quantities[0] (line 2): \"value\" must be a number, not a string",
                     "p.json: passage 'p': quantities[0] (line 2): \"value\" is missing",
                     "p.json: passage 'p': quantities[1] (line 2): must be an object, not a number"}));
    EXPECT_EQ(
        problems(R"("quotes": [{"words": "Ya."}, {"kind": "direct", "words": "Ya.", "stance": "shouts"}])"),
        (Lines{
            "p.json: passage 'p': quotes[0] (line 2): \"kind\" must be direct or indirect",
            "p.json: passage 'p': quotes[1] (line 2): \"Ya.\" stands in the text only before the one before it; lists "
            "are in page order, and every mention is named once"}));
    EXPECT_EQ(
        problems(R"("attributions": [{"words": "Ya", "sources": ["A", ""]}])"),
        Lines{"p.json: passage 'p': attributions[0] (line 2): \"sources\" must be a list of names, the nearest first"});
    EXPECT_EQ(problems(R"("time": [])"), Lines{"p.json: passage 'p': there is no \"time\" (line 2)"});
    EXPECT_EQ(
        problems(R"("published": "18 Juni")"),
        Lines{"p.json: passage 'p': \"published\": '18 Juni' is no date such as 2024-06-18 or 2024-06-18T19:02+07:00"});
}

TEST(Passages, ProblemsOfAFileNameTheLine) {
    EXPECT_EQ(
        read("[\n7,\n{\"language\": \"id\"}]").problems,
        (Lines{"p.json: line 2: a passage is an object, not a number", "p.json: line 3: a passage without \"id\""}));
    EXPECT_EQ(read("[\n{]").problems, Lines{"p.json: line 2: no JSON: Missing a name for object member."});
    EXPECT_EQ(read(R"({"id": "p", "text": ["Ya."]})").problems, Lines{"p.json: passage 'p': \"language\" is missing"});
    EXPECT_EQ(read(R"({"id": "p", "language": "id", "text": "Ya."})").problems,
              Lines{"p.json: passage 'p': \"text\" must be a list of paragraphs"});
}

}  // namespace
}  // namespace silang
