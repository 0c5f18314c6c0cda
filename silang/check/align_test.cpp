#include "silang/check/align.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace silang {
namespace {

// Units of one clause each, by their words; a page each.
class Alignment : public testing::Test {
protected:
    uint32_t say(const std::string& words, std::optional<int> day = std::nullopt) {
        const auto index = static_cast<uint32_t>(all_.units.size());
        Unit unit{};
        unit.document = index;
        Clause clause{};
        clause.unit = index;
        for (size_t begin = 0; begin < words.size();) {
            const size_t end = std::min(words.find(' ', begin), words.size());
            clause.terms.push_back(all_.terms.id_of("w:" + words.substr(begin, end - begin)));
            begin = end + 1;
        }
        std::sort(clause.terms.begin(), clause.terms.end());
        clause.around = unit.terms = clause.terms;
        if (day) clause.days.push_back({Day(std::chrono::days(*day)), Day(std::chrono::days(*day))});
        all_.units.push_back(std::move(unit));
        cut_.clauses.push_back(std::move(clause));
        cut_.of_unit.push_back({index});
        return index;
    }

    // By hand, so that the tests do not move with the training: the cosine decides, from a half on.
    std::vector<Group> aligned() {
        all_.term_weight.assign(all_.terms.size(), 4);
        all_.squared_weight.assign(all_.terms.size(), 16);
        for (Clause& clause : cut_.clauses) {
            clause.weight = 16.0 * static_cast<double>(clause.terms.size());
            all_.units[clause.unit].weight = clause.weight;
        }
        StatementWeights weights;
        weights.weight[static_cast<size_t>(StatementFeature::bias)] = -5;
        weights.weight[static_cast<size_t>(StatementFeature::cosine)] = 10;
        weights.join = 0.5;
        weights.lend = 0.5;
        return align(all_, cut_, weights);
    }

    static bool together(const std::vector<Group>& groups, uint32_t a, uint32_t b) {
        return std::any_of(groups.begin(), groups.end(), [&](const Group& group) {
            const auto holds = [&](uint32_t clause) {
                return std::find(group.clauses.begin(), group.clauses.end(), clause) != group.clauses.end();
            };
            return holds(a) && holds(b);
        });
    }

    StoryUnits all_;
    StoryClauses cut_;
};

TEST_F(Alignment, GroupsDoNotChain) {
    const uint32_t first = say("dam cracked north gate closed village");
    const uint32_t between = say("gate closed village moved upstream school");
    const uint32_t last = say("moved upstream school tents arrived monday");
    const std::vector<Group> groups = aligned();
    EXPECT_TRUE(together(groups, first, between) || together(groups, between, last));
    EXPECT_FALSE(together(groups, first, last));
}

TEST_F(Alignment, AClauseStandsInTwoGroupsByDifferentWords) {
    const uint32_t both = say("dam cracked gate closed moved upstream school tents");
    const uint32_t one = say("dam cracked gate closed");
    const uint32_t same = say("dam cracked gate closed early");
    const uint32_t other = say("moved upstream school tents");
    const std::vector<Group> groups = aligned();
    EXPECT_TRUE(together(groups, both, one));
    EXPECT_TRUE(together(groups, both, same));
    EXPECT_TRUE(together(groups, both, other));
    EXPECT_FALSE(together(groups, one, other));
}

TEST_F(Alignment, OneKindOfEventOfOtherYearsStaysApart) {
    constexpr int kYear = 365;
    const uint32_t earlier = say("president visited capital met minister", 30 * kYear);
    const uint32_t later = say("president visited capital met minister", 53 * kYear);
    const uint32_t again = say("president visited capital met minister", 54 * kYear);
    const uint32_t too = say("president visited capital met minister", 54 * kYear + 1);
    const std::vector<Group> groups = aligned();
    EXPECT_FALSE(together(groups, earlier, later));
    EXPECT_FALSE(together(groups, later, again));
    EXPECT_TRUE(together(groups, again, too));
}

TEST_F(Alignment, ADenialIsNotWhatItDenies) {
    const uint32_t accusation = say("company dumped waste river night");
    const uint32_t echo = say("company dumped waste river");
    const uint32_t denial = say("company dumped waste river night");
    all_.units[denial].denies = true;
    cut_.clauses[denial].negative = true;
    const std::vector<Group> groups = aligned();
    EXPECT_TRUE(together(groups, accusation, echo));
    EXPECT_FALSE(together(groups, accusation, denial));
}

TEST_F(Alignment, EveryUnitIsInAGroup) {
    say("one thing");
    say("quite another matter");
    const std::vector<Group> groups = aligned();
    ASSERT_EQ(groups.size(), 2u);
    for (const Group& group : groups) EXPECT_EQ(group.clauses.size(), 1u);
}

}  // namespace
}  // namespace silang
