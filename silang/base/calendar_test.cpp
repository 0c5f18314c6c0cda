#include "silang/base/calendar.h"

#include <gtest/gtest.h>

#include "silang/base/digest.h"

namespace silang {
namespace {

std::string range_of(std::string_view value) {
    const auto range = day_range(value);
    return range ? iso_date(range->first) + ".." + iso_date(range->last) : "none";
}

TEST(Calendar, ImpossibleDaysAreNotDays) {
    EXPECT_FALSE(make_day(2023, 2, 29));
    EXPECT_FALSE(make_day(2024, 6, 31));
    EXPECT_TRUE(make_day(2024, 2, 29));
}

TEST(Calendar, WeekdaysAreIso) {
    EXPECT_EQ(iso_weekday(*make_day(2024, 6, 16)), 7);
    EXPECT_EQ(iso_weekday(*make_day(2024, 6, 18)), 2);
}

TEST(Calendar, EveryDateValueCoversItsDays) {
    EXPECT_EQ(range_of("2024"), "2024-01-01..2024-12-31");
    EXPECT_EQ(range_of("2024-02"), "2024-02-01..2024-02-29");
    EXPECT_EQ(range_of("2024-12"), "2024-12-01..2024-12-31");
    EXPECT_EQ(range_of("2024-06-18T19:02+07:00"), "2024-06-18..2024-06-18");
    EXPECT_EQ(range_of("2024-06-18TMO"), "2024-06-18..2024-06-18");
    EXPECT_EQ(range_of("195X"), "1950-01-01..1959-12-31");
    EXPECT_EQ(range_of("19XX"), "1900-01-01..1999-12-31");
    EXPECT_EQ(range_of("2024-Q2"), "2024-04-01..2024-06-30");
    EXPECT_EQ(range_of("2024-H2"), "2024-07-01..2024-12-31");
    EXPECT_EQ(range_of("2024-W25"), "2024-06-17..2024-06-23");
    EXPECT_EQ(range_of("2024-06-18/2024-06-19"), "2024-06-18..2024-06-19");
    for (const char* none :
         {"", "P9M", "PAST_REF", "XXXX-06-18", "2024-13", "2024-06-31", "2024-06-19/2024-06-18", "2024-"}) {
        EXPECT_EQ(range_of(none), "none") << none;
    }
}

TEST(Calendar, MomentsSurviveTheRoundTrip) {
    for (const char* value : {"2024-06-18", "2024-06-18T19:02", "2024-06-18T19:02+07:00", "2024-06-18T00:00-03:30"}) {
        const auto moment = parse_moment(value);
        ASSERT_TRUE(moment) << value;
        EXPECT_EQ(moment->value(), value);
    }
    EXPECT_FALSE(parse_moment("2024-06-18 19:02"));
    EXPECT_FALSE(parse_moment("2024-06-18T"));
}

TEST(Calendar, MomentsAreOrderedInUtc) {
    EXPECT_LT(parse_moment("2024-06-18T10:00+09:00")->order(), parse_moment("2024-06-18T09:30+07:00")->order());
}

TEST(Calendar, DurationsAddUp) {
    EXPECT_DOUBLE_EQ(*duration_days("P2Y6M"), 2 * 365.25 + 6 * 30.44);
    EXPECT_DOUBLE_EQ(*duration_days("PT12H"), 0.5);
    EXPECT_FALSE(duration_days("PXY"));
    EXPECT_FALSE(duration_days("P"));
}

TEST(Digest, IsSha256) {
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace silang
