#include "silang/mention/entity_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "silang/mention/entity_features.h"
#include "silang/mention/mention_cases.h"

namespace silang {
namespace {

std::vector<NameTag> label(const EntityModel& model, const std::string& line) {
    Article article = body_article(line);
    std::vector<NameTag> tags;
    model.label(article.tokens, article.tokens.tokens, indonesian_for_tests(), tags);
    return tags;
}

TEST(EntityModel, AFeatureHasOneHashWrittenAndMade) {
    Article article = body_article("Dewi Larasati datang.\n");
    std::vector<TokenFacts> facts;
    gather_facts(article.tokens, article.tokens.tokens, indonesian_for_tests(), facts);
    std::vector<uint64_t> hashes;
    std::vector<std::string> texts;
    FeatureSink sink{&hashes, &texts};
    for (size_t at = 0; at < facts.size(); ++at) features_at(facts, at, sink);
    ASSERT_EQ(hashes.size(), texts.size());
    for (size_t k = 0; k < texts.size(); ++k) EXPECT_EQ(hash_of_feature(texts[k]), hashes[k]) << texts[k];
}

TEST(EntityModel, LabelsByItsWeights) {
    auto model = EntityModel::parse("w larasati\t0 9 0 0 0 0 0\n", "test");
    ASSERT_TRUE(model);
    EXPECT_EQ(label(model.value(), "Itu Larasati"), (std::vector{NameTag::outside, NameTag::begin_person}));
}

TEST(EntityModel, ANameNeverBeginsInside) {
    auto model = EntityModel::parse("bias\t0 0 9 0 8 0 7\n", "test");
    ASSERT_TRUE(model);
    auto tags = label(model.value(), "satu dua tiga");
    NameTag before = NameTag::outside;
    for (NameTag tag : tags) {
        EXPECT_TRUE(may_follow(before, tag));
        before = tag;
    }
}

TEST(EntityModel, ErrorsNameFileAndLine) {
    auto model = EntityModel::parse("# weights\nw a\t1 2 3\n", "x/entities.weights");
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error(), "x/entities.weights:2: expected a feature, a tab and 7 whole numbers");
    auto tag = EntityModel::parse("transition B-CAT\t0 0 0 0 0 0 0\n", "x/entities.weights");
    ASSERT_FALSE(tag);
    EXPECT_EQ(tag.error(), "x/entities.weights:1: no such tag: B-CAT");
}

TEST(EntityModel, TheShippedWeightsAreSortedSmallAndRead) {
    std::string path = indonesian_for_tests().folder() + "/entities.weights";
    std::ifstream file(path);
    std::vector<std::string> lines;
    size_t bytes = 0;
    for (std::string line; std::getline(file, line); bytes += line.size() + 1) {
        if (!line.starts_with("# ")) lines.push_back(line);
    }
    EXPECT_LE(bytes, 5u << 20);
    EXPECT_TRUE(std::is_sorted(lines.begin(), lines.end()));
    auto model = EntityModel::load(indonesian_for_tests());
    ASSERT_TRUE(model) << model.error();
    EXPECT_FALSE(model.value().empty());
}

TEST(EntityModel, ALanguageWithoutWeightsNamesNothing) {
    EntityModel model;
    EXPECT_TRUE(model.empty());
    EXPECT_EQ(label(model, "Dewi Larasati"), (std::vector{NameTag::outside, NameTag::outside}));
}

}  // namespace
}  // namespace silang
