#include "silang/story/flat_map.h"

#include <gtest/gtest.h>

#include <map>

namespace silang {
namespace {

std::map<uint32_t, int> content(const FlatMap<int>& map) {
    std::map<uint32_t, int> result;
    map.for_each([&](uint32_t key, int value) { EXPECT_TRUE(result.emplace(key, value).second); });
    return result;
}

TEST(FlatMap, HoldsWhatAMapHolds) {
    FlatMap<int> flat;
    std::map<uint32_t, int> map;
    uint32_t state = 7;
    for (int step = 0; step < 20'000; ++step) {
        state = state * 1664525 + 1013904223;
        const uint32_t key = (state >> 8) % 700;  // few enough to meet again, all over the table
        if (state >> 31 == 0) {
            flat[key] = step;
            map[key] = step;
        } else {
            flat.erase(key);
            map.erase(key);
        }
        ASSERT_EQ(flat.size(), map.size());
        const auto found = map.find(key);
        ASSERT_EQ(flat.find(key) == nullptr, found == map.end());
    }
    EXPECT_EQ(content(flat), map);
    for (const auto& [key, value] : map) EXPECT_EQ(*flat.find(key), value);
}

TEST(FlatMap, NumbersInARowAreKeysLikeAnyOther) {
    FlatMap<int> map;
    for (uint32_t key = 0; key < 1000; ++key) map[key] = static_cast<int>(key);
    for (uint32_t key = 0; key < 1000; key += 2) map.erase(key);
    for (uint32_t key = 0; key < 1000; ++key) EXPECT_EQ(map.find(key) != nullptr, key % 2 == 1) << key;
}

TEST(FlatMap, KeepsWhatItIsToldTo) {
    FlatMap<int> map;
    for (uint32_t key = 0; key < 100; ++key) map[key * 977] = static_cast<int>(key);
    map.keep_if([](uint32_t /*key*/, int& value) {
        value *= 2;
        return value >= 180;
    });
    EXPECT_EQ(map.size(), 10u);
    EXPECT_EQ(*map.find(99 * 977), 198);
    EXPECT_EQ(map.find(89 * 977), nullptr);
    map.clear();
    EXPECT_TRUE(map.empty());
    EXPECT_EQ(map.find(99 * 977), nullptr);
}

TEST(FlatMap, TheLargestKeyIsAKey) {
    FlatMap<int> map;
    EXPECT_EQ(map.find(0xffffffff), nullptr);
    map[0xffffffff] = 3;
    EXPECT_EQ(*map.find(0xffffffff), 3);
    map.erase(0xffffffff);
    EXPECT_TRUE(map.empty());
}

}  // namespace
}  // namespace silang
