#include <gtest/gtest.h>

#include "silang/page/page.h"
#include "silang/text/text.h"

namespace silang {
namespace {

Result<Page> page_of(std::string bytes) {
    Capture capture;
    capture.path = "page.txt";
    capture.bytes = std::move(bytes);
    return read_page(capture);
}

std::vector<std::string> lines_of(const Page& page) {
    std::vector<std::string> lines;
    for (const Line& line : page.lines) lines.emplace_back(line.span.of(page.text));
    return lines;
}

using Lines = std::vector<std::string>;

TEST(PlainPage, Utf8IsKeptByteForByte) {
    const std::string bytes = "\xEF\xBB\xBFJudul\r\n\r\n\xC2\xA0Isi ke\xC2\xADsatu \xE2\x80\x8B\r\n";
    const auto page = page_of(bytes);
    ASSERT_TRUE(page);
    EXPECT_EQ(page.value().text, bytes);
    EXPECT_EQ(lines_of(page.value()), (Lines{"Judul", "Isi ke\xC2\xADsatu"}));
    EXPECT_EQ(page.value().lines[1].blank_before, 1u);
    EXPECT_EQ(page.value().byte_offset(7), 7u);
}

TEST(PlainPage, EveryLineEndEndsALine) {
    const auto page = page_of(
        "a\nb\r\nc\rd\xC2\x85"
        "e\xE2\x80\xA8"
        "f\xE2\x80\xA9g\fh");
    ASSERT_TRUE(page);
    EXPECT_EQ(lines_of(page.value()), (Lines{"a", "b", "c", "d", "e", "f", "g", "h"}));
}

TEST(PlainPage, Utf16GoesBackToItsBytes) {
    const std::string little("\xFF\xFEK\0i\0\x19\x20\n\0\x3D\xD8\x00\xDE!\0", 16);
    const auto page = page_of(little);
    ASSERT_TRUE(page);
    EXPECT_EQ(page.value().encoding, "utf-16le");
    EXPECT_EQ(lines_of(page.value()), (Lines{"Ki\xE2\x80\x99", "\xF0\x9F\x98\x80!"}));
    const Line& second = page.value().lines[1];
    EXPECT_EQ(page.value().byte_offset(second.span.begin), 10u);
    EXPECT_EQ(page.value().byte_offset(second.span.end - 1), 14u);
    const std::string big("\xFE\xFF\0K\0i", 6);
    EXPECT_EQ(lines_of(page_of(big).value()), (Lines{"Ki"}));
}

TEST(PlainPage, Windows1252IsRecognised) {
    const auto page = page_of("caf\xE9 \x93kutipan\x94 na\xEFve");
    ASSERT_TRUE(page);
    EXPECT_EQ(page.value().encoding, "windows-1252");
    EXPECT_EQ(page.value().text, "café “kutipan” naïve");
    EXPECT_EQ(page.value().byte_offset(static_cast<uint32_t>(page.value().text.find("kutipan"))), 6u);
}

TEST(PlainPage, BrokenUtf8IsCountedAndTheRestKept) {
    const auto page = page_of("“benar” lalu rusak \xFF di tengah kalimat yang cukup panjang");
    ASSERT_TRUE(page);
    EXPECT_EQ(page.value().encoding, "utf-8");
    EXPECT_EQ(page.value().replaced_bytes, 1u);
    const auto at = static_cast<uint32_t>(page.value().text.find("di tengah"));
    EXPECT_EQ(page.value().byte_offset(at), at - 2);
}

TEST(PlainPage, WhatIsNoTextIsRefusedWithItsReason) {
    EXPECT_EQ(page_of(std::string("PNG\0\1\2", 6)).error(), "binary, not text: a NUL byte at offset 3");
    EXPECT_EQ(page_of(" \n\t\n").error(), "nothing but white space");
    EXPECT_EQ(page_of(std::string(30, '\x01') + "teks").error(),
              "binary, not text: 30 control characters and 0 undecodable bytes in 34 bytes");
}

TEST(PlainPage, OneHugeLineIsOneLine) {
    const auto page = page_of(std::string(4u << 20, 'x'));
    ASSERT_TRUE(page);
    EXPECT_EQ(page.value().lines.size(), 1u);
}

}  // namespace
}  // namespace silang
