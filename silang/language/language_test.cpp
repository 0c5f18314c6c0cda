#include "silang/language/language.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

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

TEST_F(LanguageFolder, ALexiconMayHaveAMadePartBehindTheWrittenOne) {
    write("places.tsv", "# phrase, name\nKorea\twritten\n");
    write("places.made.tsv", "# phrase, name\nKorea\tmade\nMalawi\tmade\n");
    const auto language = Language::load(folder_.string(), "xx");
    ASSERT_TRUE(language);
    EXPECT_EQ(match(language.value(), "Korea"), "written/1");
    EXPECT_EQ(match(language.value(), "Malawi"), "made/1");
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

const Languages& shipped() {
    static const Languages loaded = Languages::load(SILANG_SOURCE_DIR "/data/languages").take();
    return loaded;
}

TEST(IdentifyLanguage, LeavesOtherLanguagesToTheirOwn) {
    EXPECT_EQ(shipped().identify("12 34"), "und");
    EXPECT_EQ(shipped().identify("Die Stadt sperrte die Straße, weil die Brücke nach starkem Regen beschädigt war. Die "
                                 "Polizei bittet alle Fahrer, eine andere Strecke zu nehmen."),
              "de");
    EXPECT_EQ(shipped().identify("La ville a fermé la route parce que le pont avait été endommagé par de fortes "
                                 "pluies, a indiqué la police. Les habitants doivent prendre un autre chemin."),
              "fr");
}

struct Count {
    int right = 0;
    int all = 0;
};

std::map<std::string, Count> identified(const std::string& file) {
    std::ifstream in(SILANG_SOURCE_DIR "/tests/gold/languages/" + file);
    std::map<std::string, Count> counts;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("# ")) continue;
        const size_t tab = line.find('\t');
        const std::string language = line.substr(0, tab);
        std::string text = line.substr(tab + 1);
        std::replace(text.begin(), text.end(), '\t', '\n');
        ++counts[language].all;
        counts[language].right += shipped().identify(text) == language;
    }
    for (const auto& [language, count] : counts) {
        std::cout << file << ": " << language << " " << count.right << " of " << count.all << "\n";
    }
    return counts;
}

// Articles written by somebody who had not seen the words, a third of them a headline and one sentence.
TEST(IdentifyLanguage, TellsNeighboursApartOnHeldArticles) {
    for (const char* file : {"held.tsv", "held2.tsv"}) {
        Count sum;
        for (const auto& [language, count] : identified(file)) {
            EXPECT_GE(count.right, 0.97 * count.all) << file << " " << language;
            sum.right += count.right;
            sum.all += count.all;
        }
        EXPECT_GE(sum.all, 200) << file;
        EXPECT_GE(sum.right, 0.985 * sum.all) << file;
    }
}

}  // namespace
}  // namespace silang
