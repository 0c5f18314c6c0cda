#include "silang/article/stamps.h"

#include <gtest/gtest.h>

namespace silang {
namespace {

// The stamps of a line, in the order they stand in: "2024-06-18T15:30-05:00", "age 120", "partial".
std::vector<std::string> stamps_of(std::string_view line, const std::string& tag) {
    static const Languages kLanguages = Languages::load(std::string(SILANG_SOURCE_DIR) + "/data/languages").take();
    const Language& language = *kLanguages.find(tag);
    const Span span{0, static_cast<uint32_t>(line.size())};
    const TokenizedText text = tokenize(line, std::span(&span, 1), language.vocabulary(), language.abbreviations());
    std::vector<Stamp> stamps;
    find_stamps(text, text.tokens, StampLexicons(language), stamps);
    std::vector<std::string> found;
    for (const Stamp& stamp : stamps) {
        if (stamp.kind == StampKind::age)
            found.push_back("age " + std::to_string(stamp.age_minutes));
        else
            found.push_back(stamp.kind == StampKind::partial ? "partial" : stamp.when.value());
    }
    return found;
}

using Stamps = std::vector<std::string>;

TEST(Stamps, OfEnglishPagesMayNameTheMonthFirst) {
    EXPECT_EQ(stamps_of("June 18, 2024 at 3:30 p.m. EST", "en"), Stamps{"2024-06-18T15:30-05:00"});
    EXPECT_EQ(stamps_of("Jan. 5, 2024 12:05 am", "en"), Stamps{"2024-01-05T00:05"});
    EXPECT_EQ(stamps_of("Tuesday 18 June 2024 15:30 BST", "en"), Stamps{"2024-06-18T15:30+01:00"});
    EXPECT_EQ(stamps_of("Posted: 06/07/2024 11:20 AM", "en"), Stamps{"2024-06-07T11:20"});
    EXPECT_EQ(stamps_of("Posted: 18/06/2024", "en"), Stamps{"2024-06-18"});
    EXPECT_EQ(stamps_of("Updated 2 hours ago", "en"), Stamps{"age 120"});
}

TEST(Stamps, OfMalayPagesNameThePartOfTheDay) {
    EXPECT_EQ(stamps_of("18 Jun 2024, 3:30 petang", "ms"), Stamps{"2024-06-18T15:30"});
    EXPECT_EQ(stamps_of("Selasa, 18 Ogos 2020 9:05 pagi", "ms"), Stamps{"2020-08-18T09:05"});
    EXPECT_EQ(stamps_of("06/07/2024", "ms"), Stamps{"2024-07-06"});
    EXPECT_EQ(stamps_of("2 jam lalu", "ms"), Stamps{"age 120"});
}

TEST(Stamps, OfIndonesianPagesAreAsBefore) {
    EXPECT_EQ(stamps_of("Kamis, 21 November 2024 | 08:14 WIB", "id"), Stamps{"2024-11-21T08:14+07:00"});
    EXPECT_EQ(stamps_of("06/07/2024 19.02", "id"), Stamps{"2024-07-06T19:02"});
    EXPECT_EQ(stamps_of("18/6/2024 7:02 pm", "id"), Stamps{"2024-06-18T19:02"});
}

}  // namespace
}  // namespace silang
