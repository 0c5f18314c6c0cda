#include "silang/eval/bio.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "silang/eval/eval.h"

namespace silang {
namespace {

TEST(Bio, SentencesAreWordsWithASpaceBetween) {
    const auto read = read_bio(
        "Lina\tPROPN\tB-PER\r\nWati PROPN I-PERSON\r\ndi O\nMaju\tB-ORGANISATION\n\r\n\n\nKota B-PLACE\nLama I-LOC");
    ASSERT_TRUE(read) << read.error();
    ASSERT_EQ(read.value().size(), 2u);
    const BioSentence& first = read.value()[0];
    EXPECT_EQ(first.text, "Lina Wati di Maju");
    EXPECT_EQ(first.line, 1u);
    std::vector<NameTag> tags;
    for (const BioWord& word : first.words) tags.push_back(word.tag);
    EXPECT_EQ(tags, (std::vector<NameTag>{NameTag::begin_person, NameTag::in_person, NameTag::outside,
                                          NameTag::begin_organization}));
    EXPECT_EQ(first.words[1].span.of(first.text), "Wati");
    EXPECT_EQ(read.value()[1].line, 8u);
    EXPECT_EQ(read.value()[1].words[1].tag, NameTag::in_place);
    EXPECT_TRUE(read_bio("").value().empty());
}

TEST(Bio, WhatIsNoTagIsNamed) {
    EXPECT_EQ(read_bio("Lina B-PER\nWati\n").error(),
              "line 2: a word and its tag (O, B-PER, I-PLACE …) are expected, not \"Wati\"");
    EXPECT_FALSE(read_bio("Lina B-MISC"));
    EXPECT_FALSE(read_bio("Lina E-PER"));
    EXPECT_FALSE(read_bio(" O"));
}

TEST(Bio, NamesAreGoldForEachSentence) {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "silang-bio-test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "names.bio")
        << "Lina B-PER\nWati I-PER\nSari B-PER\ntiba O\ndi O\nKota I-LOC\nLama I-LOC\n\nYa O\n";
    std::ofstream(folder / "LICENSE") << "passed over\n";
    auto languages = Languages::load(std::string(SILANG_SOURCE_DIR) + "/data/languages");
    ASSERT_TRUE(languages) << languages.error();
    const Gold gold = read_gold({folder.string()}, languages.value());
    std::filesystem::remove_all(folder);
    EXPECT_EQ(gold.problems, std::vector<std::string>{});
    ASSERT_EQ(gold.passages.size(), 2u);
    EXPECT_EQ(gold.passages[1].id, "line 9");
    EXPECT_TRUE(gold.passages[1].entities->empty());
    std::vector<std::string> names;
    for (const GoldEntity& entity : *gold.passages[0].entities) {
        names.push_back(std::string(entity_type_name(entity.type)) + " " +
                        std::string(entity.span.of(gold.passages[0].article.page.text)));
    }
    EXPECT_EQ(names, (std::vector<std::string>{"person Lina Wati", "person Sari", "place Kota Lama"}));
}

}  // namespace
}  // namespace silang
