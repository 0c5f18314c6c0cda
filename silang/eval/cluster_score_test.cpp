#include <gtest/gtest.h>

#include "silang/eval/clusters.h"

namespace silang {
namespace {

ClusterScores score(const std::vector<uint32_t>& gold, const std::vector<uint32_t>& found) {
    return score_clusters(gold, found);
}

TEST(ClusterScore, TheSameGroupsAreRightWhateverTheirNumbers) {
    const ClusterScores scores = score({0, 0, 1, 1, 2}, {7, 7, 3, 3, 9});
    EXPECT_EQ(scores.clusters, 3u);
    EXPECT_DOUBLE_EQ(scores.bcubed.f1(), 1);
    EXPECT_DOUBLE_EQ(scores.pairwise.f1(), 1);
    EXPECT_DOUBLE_EQ(scores.ceaf.f1(), 1);
    EXPECT_DOUBLE_EQ(scores.ami, 1);
}

TEST(ClusterScore, OnePageInTheWrongGroup) {
    // Events abc, de; groups ab, cde. By hand:
    //   BCubed precision: a, b 1; c 1/3; d, e 2/3 -> 11/15. Recall: a, b 2/3; c 1/3; d, e 1 -> 11/15.
    //   Pairs: found ab, cd, ce, de; right ab, de: 2/4. Gold ab, ac, bc, de: 2/4.
    //   CEAF-e: abc-ab 2*2/5, de-cde 2*2/5, together 1.6 of 2 and 2.
    const ClusterScores scores = score({0, 0, 0, 1, 1}, {0, 0, 1, 1, 1});
    EXPECT_DOUBLE_EQ(scores.bcubed.precision, 11.0 / 15);
    EXPECT_DOUBLE_EQ(scores.bcubed.recall, 11.0 / 15);
    EXPECT_DOUBLE_EQ(scores.pairwise.precision, 0.5);
    EXPECT_DOUBLE_EQ(scores.pairwise.recall, 0.5);
    EXPECT_DOUBLE_EQ(scores.ceaf.precision, 0.8);
    EXPECT_DOUBLE_EQ(scores.ceaf.recall, 0.8);
    // Of the 10 ways to draw 3 of 5, with tables (3,0), (2,1) six times, (1,2) three times: mutual information
    // 0.2911031660 for what was found, 0.6730116670 once, 0.2911031660 three times, 0.0138443150 six times by chance.
    const double expected = (0.6730116670 + 3 * 0.2911031660 + 6 * 0.0138443150) / 10;
    EXPECT_NEAR(scores.ami, (0.2911031660 - expected) / (0.6730116670 - expected), 1e-6);
}

TEST(ClusterScore, AllAloneHasNoPairsToBeWrong) {
    const ClusterScores scores = score({0, 0, 1, 1}, {0, 1, 2, 3});
    EXPECT_DOUBLE_EQ(scores.bcubed.precision, 1);
    EXPECT_DOUBLE_EQ(scores.bcubed.recall, 0.5);
    EXPECT_DOUBLE_EQ(scores.pairwise.precision, 1);
    EXPECT_DOUBLE_EQ(scores.pairwise.recall, 0);
    EXPECT_DOUBLE_EQ(scores.ceaf.precision, 2 * (2.0 / 3) / 4);
    EXPECT_DOUBLE_EQ(scores.ceaf.recall, 2 * (2.0 / 3) / 2);
    EXPECT_NEAR(scores.ami, 0, 1e-9);
}

TEST(ClusterScore, OneHeapHoldsEveryPair) {
    const ClusterScores scores = score({0, 0, 1, 1}, {5, 5, 5, 5});
    EXPECT_DOUBLE_EQ(scores.bcubed.precision, 0.5);
    EXPECT_DOUBLE_EQ(scores.bcubed.recall, 1);
    EXPECT_DOUBLE_EQ(scores.pairwise.precision, 2.0 / 6);
    EXPECT_DOUBLE_EQ(scores.pairwise.recall, 1);
    EXPECT_NEAR(scores.ami, 0, 1e-9);
}

TEST(ClusterScore, TheBestMatchingIsNotTheGreedyOne) {
    // Event A (4 pages) shares 2 with group x (2) and 2 with y (4); event B (2) is all in y. Greedy by overlap would
    // pick A-x or A-y 2*2/6, 2*2/8; B-y 2*2/6. The best is A-x and B-y.
    const ClusterScores scores = score({0, 0, 0, 0, 1, 1}, {0, 0, 1, 1, 1, 1});
    EXPECT_DOUBLE_EQ(scores.ceaf.precision, (4.0 / 6 + 4.0 / 6) / 2);
}

TEST(ClusterScore, NothingIsNothingWrong) {
    EXPECT_DOUBLE_EQ(score({}, {}).bcubed.f1(), 1);
}

TEST(IdChurn, AnIdThatAnAliasLeadsFromHasChangedAndIsNotLost) {
    const std::vector<std::string> arrived = {"a", "b", "c", "b"};
    const std::vector<std::string> now = {"a", "a", "d", "a"};
    const std::vector<std::vector<std::string>> aliases = {{"b"}, {"b"}, {}, {"b"}};
    const IdChurn churn = count_id_churn(arrived, now, aliases);
    EXPECT_EQ(churn.pages, 4u);
    EXPECT_EQ(churn.changed, 3u);
    EXPECT_EQ(churn.lost, 1u);
}

}  // namespace
}  // namespace silang
