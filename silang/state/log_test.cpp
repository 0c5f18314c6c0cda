#include "silang/state/log.h"

#include <gtest/gtest.h>

#include "silang/base/digest.h"

namespace silang {
namespace {

Capture capture(const std::string& path, const std::string& bytes) {
    Capture made;
    made.path = path;
    made.media_type = "text/plain";
    made.bytes = bytes;
    made.byte_count = bytes.size();
    made.sha256 = sha256_hex(bytes);
    return made;
}

// Batches of one, two and one page, and where each ends.
struct Written {
    std::string log{kLogHeader};
    std::vector<size_t> ends = {kLogHeader.size()};
    std::vector<size_t> pages = {0};

    void add(const std::vector<Capture>& batch) {
        for (const Capture& page : batch) log += page_record(page);
        log += batch_record(log.size(), static_cast<uint32_t>(batch.size()), 1000 + static_cast<int64_t>(ends.size()));
        ends.push_back(log.size());
        pages.push_back(pages.back() + batch.size());
    }
    Written() {
        Capture with_address = capture("c", "three words here");
        with_address.url = "https://example.org/c";
        add({capture("a", std::string("one\0two", 7))});
        add({capture("pages/b.txt", std::string(5000, 'x')), with_address});
        add({capture("d", "done page done")});
    }
};

TEST(Log, WhatWasPutInComesOutAgain) {
    const Written written;
    const auto contents = read_log(written.log);
    ASSERT_TRUE(contents) << contents.error();
    ASSERT_EQ(contents.value().pages.size(), 4u);
    EXPECT_EQ(contents.value().batches, 3u);
    EXPECT_EQ(contents.value().first_added, 1001);
    EXPECT_EQ(contents.value().last_added, 1003);
    EXPECT_EQ(contents.value().end, written.log.size());
    const auto first = unpack(contents.value().pages[0], written.log);
    ASSERT_TRUE(first) << first.error();
    EXPECT_EQ(first.value().bytes, std::string("one\0two", 7));
    EXPECT_EQ(first.value().sha256, sha256_hex(first.value().bytes));
    EXPECT_EQ(first.value().media_type, "text/plain");
    EXPECT_FALSE(first.value().url);
    const auto third = unpack(contents.value().pages[2], written.log);
    ASSERT_TRUE(third) << third.error();
    EXPECT_EQ(third.value().path, "c");
    EXPECT_EQ(third.value().url, "https://example.org/c");
}

TEST(Log, CutAnywhereItHasTheBatchesBeforeTheCut) {
    const Written written;
    for (size_t size = 0; size < written.log.size(); ++size) {
        const auto contents = read_log(std::string_view(written.log).substr(0, size));
        ASSERT_TRUE(contents) << size << ": " << contents.error();
        size_t batches = 0;
        while (batches + 1 < written.ends.size() && written.ends[batches + 1] <= size) ++batches;
        EXPECT_EQ(contents.value().batches, batches) << size;
        EXPECT_EQ(contents.value().pages.size(), written.pages[batches]) << size;
        EXPECT_EQ(contents.value().end, size < kLogHeader.size() ? 0 : written.ends[batches]) << size;
    }
}

TEST(Log, NoBitOfItCanChangeUnnoticed) {
    const Written written;
    for (size_t at = 0; at < written.log.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string log = written.log;
            log[at] = static_cast<char>(log[at] ^ (1 << bit));
            EXPECT_FALSE(read_log(log)) << "bit " << bit << " of byte " << at;
        }
    }
}

TEST(Log, WhatAPowerCutLeavesBehindTheLastBatchIsNoDamage) {
    const Written written;
    // The file has grown, its bytes have not come: none of them, or not all.
    std::string log = written.log + std::string(4096, '\0');
    ASSERT_TRUE(read_log(log));
    EXPECT_EQ(read_log(log).value().end, written.log.size());
    std::string half = page_record(capture("e", "more of the same"));
    half.replace(half.size() / 2, half.size() / 2, half.size() / 2, '\0');
    log = written.log + half + page_record(capture("f", "and this one came"));
    ASSERT_TRUE(read_log(log));
    EXPECT_EQ(read_log(log).value().end, written.log.size());
}

TEST(Log, APageThatHoldsALogIsAPage) {
    const Written written;
    Written around;
    // Too short to be compressed: the bytes of a batch's end stand in the log as they are, at another place.
    around.add({capture("inner", written.log.substr(written.ends[0]))});
    ASSERT_TRUE(read_log(around.log));
    const size_t cut = around.log.size() - 1;
    const auto contents = read_log(std::string_view(around.log).substr(0, cut));
    ASSERT_TRUE(contents) << contents.error();
    EXPECT_EQ(contents.value().batches, 3u);
}

TEST(Log, WhatItIsNotIsSaid) {
    EXPECT_EQ(read_log("something else\n").error(), "it is not a log of silang");
    EXPECT_EQ(read_log("some\n").error(), "it is not a log of silang");
    EXPECT_EQ(read_log("silang.state/12\nrest").error(), "it is of format 12, and this program reads 1");
    Written written;
    written.log[written.ends[1] + 20] ^= 1;
    EXPECT_EQ(read_log(written.log).error(),
              "it is damaged at byte " + std::to_string(written.ends[1]) + ": put a copy of it in its place");
    // Whole records that do not belong together.
    std::string log(kLogHeader);
    log += batch_record(log.size(), 1, 0);
    EXPECT_EQ(read_log(log).error(), "it is damaged at byte 15: put a copy of it in its place");
}

TEST(Log, AnUnlikelySizeIsNotBelieved) {
    // Its checksum is right, so it was written that way: by nobody of ours.
    Capture huge = capture("huge", "");
    std::string log(kLogHeader);
    log += page_record(huge);
    log += batch_record(log.size(), 1, 0);
    EXPECT_FALSE(read_log(log));
}

}  // namespace
}  // namespace silang
