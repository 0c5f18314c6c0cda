#include "silang/format/table.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "silang/format/test_run.h"

namespace silang {
namespace {

std::string printed(const TextTable& table, TableStyle style) {
    std::string out;
    append_table(out, table, style);
    return out;
}

TEST(Table, TheLastColumnIsBrokenAtSpaces) {
    const TextTable table{{"No.", "Teks"}, {{{"1"}, {"satu dua tiga empat lima enam"}}, {{"10"}, {"pendek"}}}};
    EXPECT_EQ(printed(table, {27, false}),
              "No.  Teks\n"
              "1    satu dua tiga empat\n"
              "     lima enam\n"
              "10   pendek\n");
}

TEST(Table, LongTextEndsInAnEllipsis) {
    std::string words;
    for (int i = 0; i < 100; ++i) words += "kata ";
    const std::string out = printed({{"No.", "Teks"}, {{{"1"}, {words}}}}, {30, false});
    EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 5);
    EXPECT_TRUE(out.ends_with("…\n"));
}

TEST(Table, AWordWiderThanTheColumnIsCut) {
    const std::string out = printed({{"Teks"}, {{{std::string(45, 'a')}}}}, {20, false});
    EXPECT_EQ(out, "Teks\n" + std::string(20, 'a') + "\n" + std::string(20, 'a') + "\n" + std::string(5, 'a') + "\n");
}

TEST(Table, PageTextCannotSteerTheTerminal) {
    const TextTable table{{"Teks"},
                          {{{"a\x1b[2Jb\x07\r\nc \xE2\x80\xAE"
                             "d\x9b"}}}};
    for (const bool colour : {false, true}) {
        const std::string out = printed(table, {40, colour});
        EXPECT_EQ(out.find("\x1b[2J"), std::string::npos);
        EXPECT_EQ(out.find('\x07'), std::string::npos);
        EXPECT_EQ(out.find("\xE2\x80\xAE"), std::string::npos);
        EXPECT_NE(out.find("a[2Jb c d"), std::string::npos);
    }
}

TEST(Table, ColourOnlyWhenAsked) {
    const TextTable table{{"Teks"}, {{{"awas", Tone::warning}}}};
    EXPECT_EQ(printed(table, {40, false}), "Teks\nawas\n");
    EXPECT_EQ(printed(table, {40, true}), "\x1b[1mTeks\x1b[0m\n\x1b[33mawas\x1b[0m\n");
}

TEST(Table, NothingIsPrintedForNoRows) {
    EXPECT_EQ(printed({{"Teks"}, {}}, {40, false}), "");
}

TEST(StageTables, ShowEveryBlockAndFinding) {
    const test::Run run = test::make_run();
    const InterfaceTexts id = test::load_texts("id");
    const TableStyle style{100, false};
    const std::string clean = clean_table(run.documents[0], id, style);
    EXPECT_NE(clean.find("8      judul            Jembatan Gantung Lebaksiu Putus"), std::string::npos) << clean;
    EXPECT_NE(clean.find("Tanggal: 4 Maret 2025, 08.15 WIB"), std::string::npos);
    const std::string mentions = mentions_table(run.documents[2], id, style);
    EXPECT_NE(mentions.find("Minggu (6/3/2025) [Hari tidak cocok dengan tanggalnya: Kamis]"), std::string::npos)
        << mentions;
    const std::string check = check_table(run.stories, run.documents, id, style);
    EXPECT_NE(check.find("orang terluka (Harian Tirtayasa)"), std::string::npos) << check;
    EXPECT_NE(check.find("Siti Maesaroh"), std::string::npos);
    EXPECT_NE(check.find("2 tahun (5 Maret 2025)"), std::string::npos) << check;
    const std::vector<Story> stories = {run.stories[0].story, run.stories[1].story};
    EXPECT_NE(stories_table(stories, run.documents, id, style).find("Portal Sagara"), std::string::npos);
}

}  // namespace
}  // namespace silang
