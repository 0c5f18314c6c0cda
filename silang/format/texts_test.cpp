#include <gtest/gtest.h>

#include <set>

#include "silang/format/test_run.h"

namespace silang {
namespace {

TEST(DateText, IsWhatPeopleWrite) {
    const InterfaceTexts id = test::load_texts("id");
    EXPECT_EQ(date_text("2024-06-18", id), "18 Juni 2024");
    EXPECT_EQ(date_text("2024-06-18T19:02+07:00", id), "18 Juni 2024, 19.02 WIB");
    EXPECT_EQ(date_text("2024-06-18T09:05+08:00", id), "18 Juni 2024, 09.05 WITA");
    EXPECT_EQ(date_text("2024-06-18T09:05", id), "18 Juni 2024, 09.05");
    EXPECT_EQ(date_text("2024-06-18T09:05-05:00", id), "18 Juni 2024, 09.05 UTC-05:00");
    EXPECT_EQ(date_text("2024-06", id), "Juni 2024");
    EXPECT_EQ(date_text("2024", id), "2024");
    EXPECT_EQ(date_text("195X", id), "1950-an");
    EXPECT_EQ(date_text("2024-06-18/2024-06-19", id), "18 Juni 2024 – 19 Juni 2024");
    EXPECT_EQ(date_text("2024-Q2", id), "triwulan 2 2024");
    EXPECT_EQ(date_text("2024-06-18TMO", id), "18 Juni 2024, pagi");
    EXPECT_EQ(date_text("TNI", id), "malam");
    EXPECT_EQ(date_text("XXXX-06-18", id), "18 Juni");
    EXPECT_EQ(date_text("XXXX-12", id), "Desember");
    EXPECT_EQ(date_text("XXXX-WXX-5", id), "Jumat");
    EXPECT_EQ(date_text("P9M", id), "9 bulan");
    EXPECT_EQ(date_text("P2Y6M", id), "2 tahun 6 bulan");
    EXPECT_EQ(date_text("PT30M", id), "30 menit");
}

TEST(DateText, FollowsTheLanguage) {
    const InterfaceTexts en = test::load_texts("en");
    EXPECT_EQ(date_text("2024-06-18T19:02+07:00", en), "18 June 2024, 19:02 WIB");
    EXPECT_EQ(date_text("P1D", en), "1 day");
    EXPECT_EQ(date_text("P9M", en), "9 months");
}

TEST(DateText, AValueOfNoKnownFormStays) {
    const InterfaceTexts id = test::load_texts("id");
    for (const char* value : {"", "P", "PX", "P9", "T", "20", "2024-13", "2024-Q", "2024-", "20X", "/", "nanti",
                              "2024-06-18TXX", "XXXX-", "XXXX-99", "XXXX-06-", "XXXX-WXX-9"}) {
        EXPECT_FALSE(date_text(value, id).find('{') != std::string::npos) << value;
    }
    EXPECT_EQ(date_text("nanti", id), "nanti");
}

TEST(FigureText, GroupsDigitsAsTheLanguageDoes) {
    const InterfaceTexts id = test::load_texts("id");
    EXPECT_EQ(figure_text("11000 kontainer", id), "11.000 kontainer");
    EXPECT_EQ(figure_text("4500000000 IDR", id), "Rp4.500.000.000");
    EXPECT_EQ(figure_text("6 Y", id), "6 tahun");
    EXPECT_EQ(figure_text("1 W", test::load_texts("en")), "1 week");
    EXPECT_EQ(figure_text("-1250.75", id), "-1.250,75");
    EXPECT_EQ(figure_text("214", id), "214");
    EXPECT_EQ(figure_text("11000", test::load_texts("en")), "11,000");
    for (const char* value : {"", "-", "1e+20", "2024-06-18", "Semarang", ".5"})
        EXPECT_EQ(figure_text(value, id), value);
}

TEST(InterfaceTexts, EveryLanguageHasTheSameKeysAndHoles) {
    const InterfaceTexts id = test::load_texts("id");
    const InterfaceTexts en = test::load_texts("en");
    ASSERT_FALSE(id.texts.empty());
    const auto holes = [](std::string_view text) {
        std::set<std::string> names;
        for (size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
            names.insert(std::string(text.substr(at, text.find('}', at) - at)));
        }
        return names;
    };
    for (const auto& [key, text] : id.texts) {
        ASSERT_EQ(en.texts.count(key), 1u) << key;
        EXPECT_EQ(holes(text), holes(en.text(key))) << key;
    }
    EXPECT_EQ(id.texts.size(), en.texts.size());
}

TEST(InterfaceTexts, AMissingTextShowsItsKey) {
    EXPECT_EQ(InterfaceTexts().text("page.title"), "page.title");
}

TEST(InterfaceTexts, HolesAreFilledAndOthersLeftEmpty) {
    InterfaceTexts texts;
    texts.texts = {{"a", "{n} dari {all}{x}"}, {"open", "sisa {n"}};
    const std::vector<std::pair<std::string_view, std::string>> values = {{"n", "2"}, {"all", "5"}};
    EXPECT_EQ(texts.filled("a", values), "2 dari 5");
    EXPECT_EQ(texts.filled("open", values), "sisa {n");
}

}  // namespace
}  // namespace silang
