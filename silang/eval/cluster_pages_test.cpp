#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "silang/eval/clusters.h"

namespace silang {
namespace {

const Languages& languages() {
    static const Languages kLanguages = Languages::load(std::string(SILANG_SOURCE_DIR) + "/data/languages").take();
    return kLanguages;
}

LabelledPages read(const std::string& lines) {
    const std::string path = testing::TempDir() + "/labelled-pages.jsonl";
    std::ofstream(path) << lines;
    LabelledPages pages = read_labelled_pages({path}, languages());
    std::filesystem::remove(path);
    return pages;
}

TEST(LabelledPages, APageHasTitleBodyDateAndLanguage) {
    const LabelledPages pages = read(
        R"({"name": "a", "event": "fire", "title": "Market burns in Port Ellis", "text": "The fire began at dawn.\nThree stalls were lost.", "date": "Published : 2012 - 08 - 08 09 : 01 AM", "url": null})"
        "\n\n"
        R"({"name": "b", "event": "flood", "text": "Banjir melanda tiga desa di Kecamatan Sukamaju pada Senin pagi.", "date": null})"
        "\n"
        R"({"name": "c", "event": "fire", "text": "The market in Port Ellis was closed after the fire."})");
    ASSERT_TRUE(pages.problems.empty()) << pages.problems.front();
    ASSERT_EQ(pages.documents.size(), 3u);
    EXPECT_EQ(pages.events, (std::vector<uint32_t>{0, 1, 0}));
    EXPECT_EQ(pages.names, (std::vector<std::string>{"a", "b", "c"}));
    const Article& article = pages.documents[0].article;
    EXPECT_EQ(article.title->name, "Market burns in Port Ellis");
    EXPECT_EQ(article.body_text(), "The fire began at dawn.\n\nThree stalls were lost.");
    EXPECT_EQ(article.rules, "en");
    ASSERT_TRUE(article.published);
    EXPECT_EQ(article.published->when.value().substr(0, 10), "2012-08-08");
    EXPECT_EQ(pages.documents[1].article.rules, "id");
    EXPECT_FALSE(pages.documents[1].article.published);
    EXPECT_FALSE(pages.documents[2].article.title);
}

TEST(LabelledPages, WhatIsWrongIsNamedWithItsLine) {
    const LabelledPages pages = read("{\"name\": \"a\", \"text\": \"x\"}\n{\"name\"\n");
    ASSERT_EQ(pages.problems.size(), 2u);
    EXPECT_TRUE(pages.problems[0].ends_with("labelled-pages.jsonl:1: \"event\" must be a string")) << pages.problems[0];
    EXPECT_NE(pages.problems[1].find("labelled-pages.jsonl:2: "), std::string::npos) << pages.problems[1];
}

TEST(TrivialGroupings, TitlesDecide) {
    const LabelledPages pages = read(
        "{\"name\": \"a\", \"event\": \"1\", \"title\": \"Ferry sinks off Balo\", \"text\": \"x\"}\n"
        "{\"name\": \"b\", \"event\": \"1\", \"title\": \"FERRY SINKS OFF BALO\", \"text\": \"y\"}\n"
        "{\"name\": \"c\", \"event\": \"1\", \"title\": \"Ferry off Balo: two missing\", \"text\": \"z\"}\n"
        "{\"name\": \"d\", \"event\": \"2\", \"title\": \"Prices rise\", \"text\": \"z\"}\n");
    const TrivialGroupings groupings = trivial_groupings(pages.documents);
    EXPECT_EQ(groupings.single, (std::vector<uint32_t>{0, 1, 2, 3}));
    EXPECT_EQ(groupings.heap, (std::vector<uint32_t>{0, 0, 0, 0}));
    EXPECT_EQ(groupings.identical_titles, (std::vector<uint32_t>{0, 0, 2, 3}));
    EXPECT_EQ(groupings.title_cosine[0], groupings.title_cosine[1]);
    EXPECT_NE(groupings.title_cosine[0], groupings.title_cosine[3]);
}

}  // namespace
}  // namespace silang
