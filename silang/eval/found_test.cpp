#include <gtest/gtest.h>

#include "silang/eval/eval.h"

namespace silang {
namespace {

using Lines = std::vector<std::string>;

Gold one_passage() {
    Gold gold;
    GoldPassage& passage = gold.passages.emplace_back();
    passage.id = "p";
    passage.article.page.text = "Rapat Selasa.\n";
    passage.times.emplace();
    passage.quotes.emplace();
    return gold;
}

TEST(Found, TimesArePlacedBySpanAndOtherListsAreDropped) {
    Gold gold = one_passage();
    const auto found =
        read_found("f.json", R"([{"id": "p", "times": [{"span": [6, 12], "value": "2024-06-18"}]}])", gold);
    EXPECT_EQ(gold.problems, Lines{});
    ASSERT_EQ(found.size(), 1u);
    ASSERT_EQ(found[0].times.size(), 1u);
    EXPECT_EQ(found[0].times[0].span.of(gold.passages[0].article.page.text), "Selasa");
    EXPECT_EQ(found[0].times[0].value, "2024-06-18");
    EXPECT_TRUE(gold.passages[0].times.has_value());
    EXPECT_FALSE(gold.passages[0].quotes.has_value());
}

TEST(Found, ProblemsNameThePassage) {
    const auto problems = [](std::string_view text) {
        Gold gold = one_passage();
        (void)read_found("f.json", text, gold);
        return gold.problems;
    };
    EXPECT_EQ(problems("{}"), Lines{"f.json: a list of passages is expected"});
    EXPECT_EQ(problems("[{]"), Lines{"f.json: line 1: no JSON: Missing a name for object member."});
    EXPECT_EQ(problems("[\n7]"), (Lines{"f.json: line 2: an object with \"id\" and a list \"times\" is expected",
                                        "f.json: passage 'p': it is missing"}));
    for (const char* span : {"[6, 99]", "[6, 6]", "[-1, 6]", "[6.5, 7]", "[6]", "6", "[\"6\", 7]"}) {
        EXPECT_EQ(
            problems(R"([{"id": "p", "times": [{"value": "x", "span": )" + std::string(span) + "}]}]"),
            Lines{"f.json: passage 'p': line 1: \"span\" must be two offsets into the text, and \"value\" a string"})
            << span;
    }
    Gold twice = one_passage();
    twice.passages.push_back(twice.passages[0]);
    (void)read_found("f.json", R"([{"id": "p", "times": []}])", twice);
    EXPECT_EQ(twice.problems, (Lines{"f.json: passage 'p': the gold has more than one of that name",
                                     "f.json: passage 'p': it is missing"}));
}

}  // namespace
}  // namespace silang
