#include "silang/story/index.h"

#include <gtest/gtest.h>

#include <set>

namespace silang {
namespace {

std::set<uint32_t> pages_with(TermIndex& index, uint32_t term) {
    std::set<uint32_t> pages;
    for (const TermIndex::Found& found : index.find({{term, 1}})) pages.insert(found.page);
    return pages;
}

TEST(TermIndex, FindsThePagesThatShareMostFirst) {
    TermIndex index;
    index.add(0, {{1, 0.5}, {2, 0.5}});
    index.add(1, {{2, 0.9F}});
    index.add(2, {{3, 1}});
    const auto found = index.find({{1, 1}, {2, 1}});
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].page, 0u);
    EXPECT_FLOAT_EQ(found[0].common, 1.0F);
    EXPECT_EQ(found[1].page, 1u);
    EXPECT_EQ(index.postings_read(), 3u);
}

TEST(TermIndex, WhatIsRemovedIsNotFound) {
    TermIndex index;
    for (uint32_t page = 0; page < 30; ++page) index.add(page, {{7, 1}, {100 + page, 1}});
    for (uint32_t page = 0; page < 30; ++page) {
        if (page % 3 != 0) index.remove(page, std::vector<uint32_t>{7, 100 + page});
    }
    EXPECT_EQ(pages_with(index, 7), (std::set<uint32_t>{0, 3, 6, 9, 12, 15, 18, 21, 24, 27}));
    EXPECT_TRUE(pages_with(index, 101).empty());
    EXPECT_EQ(pages_with(index, 103), std::set<uint32_t>{3});
    // Their places are used again.
    for (uint32_t page = 1; page < 30; page += 3) index.add(page, {{7, 1}});
    EXPECT_EQ(pages_with(index, 7).size(), 20u);
}

TEST(TermIndex, ATermOfManyPagesCostsNoMore) {
    TermIndex index;
    for (uint32_t page = 0; page < 1000; ++page) index.add(page, {{7, 1}, {page + 10, 1}});
    const uint64_t before = index.postings_read();
    const std::set<uint32_t> found = pages_with(index, 7);
    EXPECT_LE(index.postings_read() - before, 64u);
    EXPECT_TRUE(found.contains(999) || found.size() == 32);
    for (const uint32_t page : found) EXPECT_GE(page, 900u);
    // A page that the term has forgotten can still be removed.
    index.remove(3, std::vector<uint32_t>{7, 13});
    EXPECT_TRUE(pages_with(index, 13).empty());
}

}  // namespace
}  // namespace silang
