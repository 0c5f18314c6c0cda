#include "silang/language/language.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace silang {
namespace {

class LanguageFolder : public testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() /
                  ("silang-language-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
    std::string match(const Language& language, std::string_view text) {
        const Span line{0, static_cast<uint32_t>(text.size())};
        const TokenizedText cut = tokenize(text, std::span(&line, 1), language.vocabulary(), language.abbreviations());
        const auto found = language.lexicon("places").match(cut.tokens, 0);
        return found ? std::string(found.entry->field(1)) + "/" + std::to_string(found.length) : "none";
    }
    std::filesystem::path folder_;
};

TEST_F(LanguageFolder, TheLongestPhraseWins) {
    write("places.tsv", "# phrase, name\nKorea\tk\nKorea Utara\tku\nRp\trupiah\n");
    const auto language = Language::load(folder_.string(), "xx");
    ASSERT_TRUE(language);
    EXPECT_EQ(match(language.value(), "korea UTARA jauh"), "ku/2");
    EXPECT_EQ(match(language.value(), "Korea selatan"), "k/1");
    EXPECT_EQ(match(language.value(), "Rp10"), "rupiah/1");
    EXPECT_EQ(match(language.value(), "Jepang"), "none");
}

TEST_F(LanguageFolder, ACliticIsATokenOfItsOwn) {
    write("clitics.tsv", "# ending\n's\n");
    write("places.tsv", "# phrase, name\nKorea\tk\nKorea's port\tp\n");
    const auto language = Language::load(folder_.string(), "xx");
    ASSERT_TRUE(language);
    EXPECT_EQ(match(language.value(), "Korea's ships"), "k/1");
    EXPECT_EQ(match(language.value(), "KOREA\xE2\x80\x99S ships"), "k/1");
    EXPECT_EQ(match(language.value(), "Korea\xE2\x80\x99s port"), "p/3");
    EXPECT_EQ(match(language.value(), "Korea'st"), "none");
}

TEST_F(LanguageFolder, AnErrorNamesFileAndLine) {
    write("places.tsv", "# phrase\nKorea\tk\n\tleer\n");
    const auto language = Language::load(folder_.string(), "xx");
    ASSERT_FALSE(language);
    EXPECT_EQ(language.error(), (folder_ / "places.tsv").string() + ":3: the line has no phrase before the first tab");
}

TEST_F(LanguageFolder, AMissingLexiconMatchesNothing) {
    const auto language = Language::load(folder_.string(), "xx");
    ASSERT_TRUE(language);
    EXPECT_EQ(match(language.value(), "apa saja"), "none");
    EXPECT_EQ(language.value().setting("decimal"), "");
}

// Data that a linguist edits: sorted, unique, and explained.
TEST(LanguageData, EveryLexiconIsSortedUniqueAndExplained) {
    for (const auto& file : std::filesystem::recursive_directory_iterator(SILANG_SOURCE_DIR "/data/languages")) {
        if (file.path().extension() != ".tsv") continue;
        std::ifstream in(file.path(), std::ios::binary);
        std::string line;
        std::string before;
        ASSERT_TRUE(std::getline(in, line));
        EXPECT_TRUE(line.starts_with("# ")) << file.path() << ": no comment that explains the columns";
        for (size_t number = 2; std::getline(in, line); ++number) {
            if (line.starts_with("# ") || line == "#") continue;
            const std::string phrase = line.substr(0, line.find('\t'));
            EXPECT_LT(before, phrase) << file.path() << ":" << number << ": not sorted (LC_ALL=C sort), or twice";
            EXPECT_EQ(line.find_last_not_of(" \t\r"), line.size() - 1)
                << file.path() << ":" << number << ": trailing white space";
            before = phrase;
        }
    }
}

TEST(LanguageData, EveryLexiconIsNamedInTheGuide) {
    std::ifstream in(SILANG_SOURCE_DIR "/docs/adding-a-language.md", std::ios::binary);
    const std::string guide((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    for (const auto& file : std::filesystem::recursive_directory_iterator(SILANG_SOURCE_DIR "/data/languages")) {
        if (file.path().extension() != ".tsv") continue;
        const std::string name = file.path().stem().string();
        const bool named =
            guide.find("`" + name + "`") != std::string::npos || guide.find("`" + name + ".tsv`") != std::string::npos;
        EXPECT_TRUE(named) << name << ".tsv is not in docs/adding-a-language.md";
    }
}

TEST(IdentifyLanguage, TellsNeighboursApart) {
    EXPECT_EQ(identify_language(
                  "Pemerintah kota menutup jalan itu karena jembatannya rusak setelah hujan deras semalam, kata "
                  "kepala dinas. Warga diminta memakai jalan lain sampai perbaikan selesai. Menurut dia, petugas "
                  "sudah mengecek kondisi tiang penyangga dan tidak menemukan korban. Mobil berat dilarang lewat "
                  "karena beban jembatan dibatasi. Polisi juga bersiaga di lokasi bersama petugas perhubungan."),
              "id");
    EXPECT_EQ(
        identify_language(
            "The city closed the road because the bridge was damaged after heavy rain last night, officials said."),
        "en");
    EXPECT_EQ(identify_language(
                  "Kerajaan menutup jalan itu kerana jambatan rosak selepas hujan lebat malam tadi, kata beliau, dan "
                  "penduduk diminta menggunakan jalan lain sehingga kerja pembaikan selesai sepenuhnya."),
              "ms");
    EXPECT_EQ(identify_language("12 34"), "und");
}

}  // namespace
}  // namespace silang
