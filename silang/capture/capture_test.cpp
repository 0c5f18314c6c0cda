#include "silang/capture/capture.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace silang {
namespace {

namespace fs = std::filesystem;

class CaptureFolder : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() /
                  ("silang-capture-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }
    std::string write(const std::string& name, const std::string& text) {
        fs::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name) << text;
        return (folder_ / name).string();
    }
    fs::path folder_;
};

TEST_F(CaptureFolder, FoldersAreWalkedSortedAndHiddenFilesPassedOver) {
    const std::string b = write("b.txt", "b");
    const std::string a = write("sub/a.txt", "a");
    write(".git/x", "x");
    write(".hidden", "x");
    const InputList list = list_inputs({folder_.string(), b});
    EXPECT_EQ(list.files, (std::vector<std::string>{b, a}));
    EXPECT_TRUE(list.rejections.empty());
}

TEST_F(CaptureFolder, ALinkThatLeadsBackUpIsNotFollowed) {
    write("sub/a.txt", "a");
    fs::create_directory_symlink(folder_, folder_ / "sub" / "loop");
    EXPECT_EQ(list_inputs({folder_.string()}).files.size(), 1u);
}

TEST_F(CaptureFolder, WhatIsMissingIsNamedAndTheRestGoesOn) {
    const std::string a = write("a.txt", "a");
    const std::string missing = (folder_ / "no.txt").string();
    const InputList list = list_inputs({missing, a});
    EXPECT_EQ(list.files, (std::vector<std::string>{a}));
    ASSERT_EQ(list.rejections.size(), 1u);
    EXPECT_EQ(list.rejections[0].path, missing);
    EXPECT_EQ(list.rejections[0].reason, "there is no such file or folder");
}

TEST_F(CaptureFolder, TheIdIsTheContentsDigest) {
    const auto capture = read_capture(write("a.txt", "abc"));
    ASSERT_TRUE(capture);
    EXPECT_EQ(capture.value().id(), "ba7816bf8f01cfea");
}

TEST_F(CaptureFolder, EmptyAndHugeFilesAreRefused) {
    EXPECT_EQ(read_capture(write("empty.txt", "")).error(), "empty file");
    const std::string huge = write("huge.txt", "x");
    fs::resize_file(huge, 100u << 20);
    EXPECT_EQ(read_capture(huge).error(), "100 MiB: larger than 16 MiB, the most one page may have");
}

}  // namespace
}  // namespace silang
