#include "silang/state/state.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "silang/base/digest.h"

namespace silang {
namespace {

namespace fs = std::filesystem;

class StateFolder : public testing::Test {
protected:
    void SetUp() override {
        const fs::path all =
            fs::temp_directory_path() /
            ("silang-state-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
        fs::remove_all(all);
        fs::create_directories(all);
        folder_ = (all / "state").string();
    }
    void TearDown() override { fs::remove_all(fs::path(folder_).parent_path()); }

    State open(State::Access access) {
        auto state = State::open(folder_, access);
        EXPECT_TRUE(state) << state.error();
        return state.take();
    }
    static std::string record(const std::string& path, const std::string& bytes) {
        Capture made;
        made.path = path;
        made.media_type = "text/plain";
        made.bytes = bytes;
        return page_record(made);
    }
    void add(const std::vector<std::string>& records) {
        State state = open(State::Access::add);
        const auto failure = state.add(records);
        EXPECT_FALSE(failure) << failure->message;
    }
    [[nodiscard]] std::string error(State::Access access) const {
        auto state = State::open(folder_, access);
        return state ? "" : state.error();
    }
    [[nodiscard]] std::string log() const {
        std::ifstream file(folder_ + "/" + kStateFile, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }
    void write_log(const std::string& bytes) const {
        std::ofstream(folder_ + "/" + kStateFile, std::ios::binary) << bytes;
    }
    std::string folder_;
};

TEST_F(StateFolder, KeepsWhatWasAddedToIt) {
    add({record("a", "one"), record("./b", "two")});
    add({record("c", "three")});
    add({});
    const State state = open(State::Access::read);
    ASSERT_EQ(state.contents().pages.size(), 3u);
    EXPECT_EQ(state.contents().batches, 2u);
    const auto page = state.read(state.contents().pages[1]);
    ASSERT_TRUE(page) << page.error();
    EXPECT_EQ(page.value().bytes, "two");
    EXPECT_TRUE(state.holds("a", sha256_hex("one")));
    EXPECT_TRUE(state.holds("b", sha256_hex("two")));
    EXPECT_FALSE(state.holds("b", sha256_hex("one")));
}

TEST_F(StateFolder, WhatARunLeftUnfinishedIsCutOffByTheNextThatAdds) {
    add({record("a", "one")});
    const std::string whole = log();
    write_log(whole + record("b", "two") + record("c", "three").substr(0, 30));
    EXPECT_EQ(open(State::Access::read).unfinished_bytes(), log().size() - whole.size());
    EXPECT_NE(log(), whole);
    EXPECT_EQ(open(State::Access::add).contents().pages.size(), 1u);
    EXPECT_EQ(log(), whole);
    add({record("b", "two")});
    EXPECT_EQ(open(State::Access::read).contents().pages.size(), 2u);
    EXPECT_EQ(open(State::Access::read).unfinished_bytes(), 0u);
    write_log("silang.st");
    EXPECT_TRUE(open(State::Access::add).contents().pages.empty());
    EXPECT_EQ(log(), kLogHeader);
}

TEST_F(StateFolder, OneAddsAtATimeAndAnyNumberRead) {
    add({record("a", "one")});
    {
        const State adding = open(State::Access::add);
        EXPECT_EQ(error(State::Access::add), "--state " + folder_ + ": another run is adding to it; one can at a time");
        EXPECT_EQ(open(State::Access::read).contents().pages.size(), 1u);
    }
    EXPECT_EQ(error(State::Access::add), "");
}

TEST_F(StateFolder, AFullDiskLeavesItAsItWas) {
    add({record("a", "one")});
    const std::string before = log();
    signal(SIGXFSZ, SIG_IGN);
    rlimit usual{};
    getrlimit(RLIMIT_FSIZE, &usual);
    {
        State state = open(State::Access::add);
        const rlimit small{before.size() + 50, usual.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const std::vector<std::string> records = {record("b", "two"), record("c", "three")};
        const auto failure = state.add(records);
        setrlimit(RLIMIT_FSIZE, &usual);
        ASSERT_TRUE(failure);
        EXPECT_EQ(failure->message, "--state " + folder_ + ": captures.log cannot be written: File too large");
        EXPECT_EQ(log(), before);
        EXPECT_FALSE(state.add(records));  // there is room again
    }
    EXPECT_EQ(open(State::Access::read).contents().pages.size(), 3u);
}

TEST_F(StateFolder, WhatIsNoStateIsNotTakenForOne) {
    EXPECT_EQ(error(State::Access::read), "--state " + folder_ + ": there is no state yet: name INPUT to begin one");
    EXPECT_FALSE(fs::exists(folder_));
    fs::create_directories(folder_);
    std::ofstream(folder_ + "/letter.txt") << "dear";
    EXPECT_EQ(error(State::Access::add),
              "--state " + folder_ + ": it is not a state: there is no captures.log in it, but other files");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
    write_log("dear diary, ...\n");
    EXPECT_EQ(error(State::Access::add), "--state " + folder_ + ": captures.log: it is not a log of silang");
    EXPECT_FALSE(is_state_file(folder_ + "/" + kStateFile));
    write_log("silang.state/2\n");
    EXPECT_EQ(error(State::Access::add),
              "--state " + folder_ + ": captures.log: it is of format 2, and this program reads 1");
    EXPECT_EQ(log(), "silang.state/2\n");
    fs::remove(folder_ + "/" + kStateFile);
    fs::create_directories(folder_ + "/" + kStateFile);
    EXPECT_NE(error(State::Access::read), "");
    folder_ += "/letter.txt";
    EXPECT_EQ(error(State::Access::add), "--state " + folder_ + ": it is a file; name a folder");
    folder_ = fs::path(folder_).parent_path().string();
}

}  // namespace
}  // namespace silang
