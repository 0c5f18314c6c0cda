#include "silang/base/json.h"

#include <gtest/gtest.h>

namespace silang {
namespace {

TEST(Json, IsATreeInTheOrderOfTheFile) {
    const auto parsed =
        parse_json("\xEF\xBB\xBF{\"b\": [1, 2.5, -3],\n \"a\": {\"c\": \"d\\u00e9\"}, \"e\": true, \"f\": null}");
    ASSERT_TRUE(parsed) << parsed.error();
    const JsonValue& root = parsed.value();
    ASSERT_NE(root.members(), nullptr);
    EXPECT_EQ(root.members()->front().first, "b");
    const JsonValue::List& list = *root.find("b")->list();
    ASSERT_EQ(list.size(), 3u);
    EXPECT_EQ(*list[1].number(), 2.5);
    EXPECT_EQ(*list[2].number(), -3);
    EXPECT_EQ(*root.find("a")->find("c")->text(), "d\xC3\xA9");
    EXPECT_EQ(root.find("a")->line, 2u);
    EXPECT_TRUE(*root.find("e")->truth());
    EXPECT_EQ(json_kind(*root.find("f")), "null");
    EXPECT_EQ(root.find("g"), nullptr);
    EXPECT_EQ(list[0].find("g"), nullptr);
}

TEST(Json, ErrorsNameTheLine) {
    EXPECT_EQ(parse_json("{\n\"a\": 1\n\"b\": 2}").error(),
              "line 3: no JSON: Missing a comma or '}' after an object member.");
    EXPECT_EQ(parse_json("").error(), "line 1: no JSON: The document is empty.");
    EXPECT_EQ(parse_json("[1] [2]").error(),
              "line 1: no JSON: The document root must not be followed by other values.");
    EXPECT_EQ(parse_json(std::string(100000, '[')).error(), "line 1: more than 64 levels deep");
    EXPECT_FALSE(parse_json("\"\xFF\""));
}

}  // namespace
}  // namespace silang
