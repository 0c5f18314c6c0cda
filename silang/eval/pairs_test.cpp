#include "silang/eval/pairs.h"

#include <gtest/gtest.h>

#include "silang/article/article.h"

namespace silang {
namespace {

const Language& indonesian() {
    static const Language kLanguage =
        Language::load(std::string(SILANG_SOURCE_DIR) + "/data/languages/id", "id").take();
    return kLanguage;
}

// Forty words and more: "aa ab ac ...".
std::string words(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        if (i > 0) text += ' ';
        text += static_cast<char>('a' + i / 26);
        text += static_cast<char>('a' + i % 26);
    }
    return text;
}

class Pairs : public testing::Test {
protected:
    Pairs() {
        for (const char* name : {"a.txt", "b.txt", "c.txt"}) {
            Document& document = documents_.emplace_back();
            document.capture.path = std::string("pages/") + name;
            document.article = article_with_body(words(60), indonesian());
        }
        lineage_.representative = {0, 0, 2};
        const Span all{0, static_cast<uint32_t>(documents_[0].article.page.text.size())};
        lineage_.copies.push_back({0, 1, CopyKind::near_duplicate, 0.8, {{all, all}}, true, "", true});
        gold_.files = {"a.txt", "b.txt", "c.txt"};
        gold_.words = {60, 60, 60};
        gold_.body = {{all}, {all}, {all}};
        gold_.pairs.push_back({0, 1, 0.8, 0.9, PairRelation::copy, {{all, all, 60, true}}, true, 0u, "time", false});
    }
    Count count(std::string_view kind, std::string_view measure) {
        const auto result = score_pairs(gold_, documents_, lineage_);
        for (const ScoreRow& row : result.value().rows) {
            if (row.kind == kind && row.measure == measure) return row.count;
        }
        return {};
    }
    void expect(std::string_view kind, std::string_view measure, size_t gold, size_t found, size_t right) {
        const Count counted = count(kind, measure);
        EXPECT_EQ(counted.gold, gold) << measure;
        EXPECT_EQ(counted.found, found) << measure;
        EXPECT_EQ(counted.right, right) << measure;
    }

    std::vector<Document> documents_;
    Lineage lineage_;
    PairGold gold_;
};

TEST_F(Pairs, WhatIsRightIsCounted) {
    expect("pairs", "near", 1, 1, 1);
    expect("groups", "unchained", 1, 1, 1);
    expect("passages", "found", 1, 1, 1);
    expect("passages", "right", 1, 1, 1);
    expect("direction", "time", 1, 1, 1);
    expect("credit", "uncredited", 1, 1, 1);
}

TEST_F(Pairs, AFormTakenForACopyIsWrong) {
    gold_.pairs[0].relation = PairRelation::form;
    expect("pairs", "near", 0, 1, 0);
    expect("passages", "found", 0, 0, 0);
    expect("passages", "right", 1, 1, 0);
}

TEST_F(Pairs, StrangersInAGroupAreChained) {
    lineage_.representative = {0, 0, 0};
    expect("pairs", "near", 1, 3, 1);
    expect("groups", "unchained", 2, 2, 1);
}

TEST_F(Pairs, ARewrittenCopyNeedNotBeFound) {
    gold_.pairs[0].jaccard = 0.5;
    expect("pairs", "near", 0, 0, 0);
}

TEST_F(Pairs, AShortTextWithAnotherWordIsNoCopy) {
    gold_.words = {40, 40, 60};
    expect("pairs", "near", 0, 1, 0);
}

TEST_F(Pairs, TheWrongWayRoundIsWrong) {
    gold_.pairs[0].first = 1u;
    expect("direction", "known", 1, 1, 0);
    expect("credit", "uncredited", 0, 0, 0);
}

TEST_F(Pairs, AGuessWhereNothingTellsIsWrong) {
    gold_.pairs[0].first.reset();
    gold_.pairs[0].clue.clear();
    expect("direction", "unknown", 1, 1, 0);
    lineage_.copies[0].direction_known = false;
    expect("direction", "unknown", 1, 1, 1);
}

TEST_F(Pairs, HalfAPassageIsMissed) {
    lineage_.copies[0].passages[0].first.end /= 2;
    lineage_.copies[0].passages[0].second.end /= 2;
    expect("passages", "found", 1, 1, 0);
}

TEST_F(Pairs, APageThatIsNotThereIsNamed) {
    gold_.files[2] = "d.txt";
    EXPECT_EQ(score_pairs(gold_, documents_, lineage_).error(), "page 'd.txt' of the truth is not there");
}

TEST(PairGold, SaysWhatIsWrongWithALine) {
    const auto error = [](std::string_view json) { return read_pair_gold(json).error(); };
    EXPECT_EQ(error("{\"pages\": [],\n\"pairs\": [\n{\"a\": \"x\"}]}"), "line 3: \"b\" must be a string");
    EXPECT_EQ(error("{\"pages\": [{\"file\": \"x\", \"words\": 3, \"body\": [[1]]}], \"pairs\": []}"),
              "line 1: a line of the body is [begin, end]");
    EXPECT_EQ(error("{\"pages\": []}"), "line 1: \"pairs\" must be a list");
}

TEST(PairGold, SetsOfPagesAddUp) {
    ScoreSheet sum;
    add_scores(sum, {2, {{"pairs", "near", {1, 1, 1}, false}, {"groups", "unchained", {1, 1, 1}, true}}, {}});
    add_scores(sum, {3, {{"pairs", "near", {2, 3, 1}, false}, {"pairs", "far", {1, 1, 1}, false}}, {}});
    EXPECT_EQ(sum.pages, 5u);
    ASSERT_EQ(sum.rows.size(), 3u);
    EXPECT_EQ(sum.rows[0].count.found, 4u);
    EXPECT_EQ(sum.rows[1].measure, "far");
}

}  // namespace
}  // namespace silang
