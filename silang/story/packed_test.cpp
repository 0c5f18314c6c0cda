#include "silang/story/packed.h"

#include <gtest/gtest.h>

#include "silang/story/similarity.h"

namespace silang {
namespace {

Profile weighed() {
    Profile profile;
    profile.text = {{3, 0.6F}, {5, 0.8F}};
    profile.head = {{5, 1}};
    profile.names = {{9, 1}};
    profile.head_names = {{70, {{5, 2}, {8, 3}}}};
    profile.entities = {70};
    profile.days = {{20'000, 1}};
    profile.numbers = {{4, 0.5F}};
    profile.head_days = {20'000};
    profile.day = 20'001;
    return profile;
}

TEST(PackedProfile, HoldsWhatTheProfileHolds) {
    const PackedProfile packed(weighed(), {{uint64_t{7} << 32, uint64_t{8} << 32}});
    ASSERT_EQ(packed.words().size(), 2u);
    EXPECT_EQ(packed.words()[0].key, 3u);
    EXPECT_EQ(packed.words()[0].head, 0);
    EXPECT_EQ(packed.words()[1].head, 65535);
    ASSERT_EQ(packed.head_names().size(), 2u);
    EXPECT_EQ(packed.head_names()[1].word, 8u);
    EXPECT_EQ(packed.entities().size(), 1u);
    EXPECT_EQ(packed.facts()[0], ShortFact(7, 8));
    EXPECT_TRUE(packed.results().empty());
    EXPECT_EQ(packed.day(), 20'001);
}

TEST(PackedProfile, APageIsAsLikeItselfAsCanBe) {
    const PackedProfile page(weighed(), {});
    const FeatureValues values = compare_profiles(page, page);
    const auto value = [&](Feature feature) { return values[static_cast<size_t>(feature)]; };
    EXPECT_NEAR(value(Feature::text), 1, 1e-4);
    EXPECT_NEAR(value(Feature::head), 1, 1e-4);
    EXPECT_NEAR(value(Feature::names), 1, 1e-4);
    EXPECT_DOUBLE_EQ(value(Feature::head_names), 1);
    EXPECT_EQ(value(Feature::names_apart), 0);
    EXPECT_EQ(value(Feature::dates_apart), 0);
}

TEST(PackedProfile, NothingIsLikeAnEmptyPage) {
    const FeatureValues values = compare_profiles(PackedProfile(), PackedProfile(weighed(), {}));
    EXPECT_EQ(values[static_cast<size_t>(Feature::text)], 0);
    EXPECT_EQ(values[static_cast<size_t>(Feature::head_names)], 0);
}

}  // namespace
}  // namespace silang
