#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "silang/mention/entity_model.h"
#include "silang/mention/mention.h"
#include "silang/mention/mention_cases.h"

namespace silang {
namespace {

const EntityModel& model() {
    static const EntityModel kModel = [] {
        auto loaded = EntityModel::load(indonesian_for_tests());
        if (!loaded) {
            std::cerr << loaded.error() << "\n";
            std::abort();
        }
        return loaded.take();
    }();
    return kModel;
}

std::vector<Entity> entities_of(const Article& article) {
    return find_entities(article, indonesian_for_tests(), &model());
}

const Entity* named(const std::vector<Entity>& entities, std::string_view name) {
    auto found =
        std::find_if(entities.begin(), entities.end(), [&](const Entity& entity) { return entity.name == name; });
    return found == entities.end() ? nullptr : &*found;
}

// Like body_article, the first line being the headline.
Article titled_article(const std::string& text) {
    Article article = body_article(text);
    article.blocks[0].role = Role::title;
    return article;
}

TEST(Entities, AgreeWithTheCases) {
    for (const MentionCase& example : read_mention_cases("entities")) {
        std::vector<std::string> found;
        const bool labelled = example.language == &indonesian_for_tests();  // the language with weights
        for (const Entity& entity : find_entities(example.article, *example.language, labelled ? &model() : nullptr)) {
            std::string line = std::string(entity_type_name(entity.type)) + " " + entity.name + ":";
            for (size_t k = 0; k < entity.mentions.size(); ++k) {
                line += (k == 0 ? " " : " | ") + std::string(entity.mentions[k].of(example.article.page.text));
            }
            found.push_back(line);
        }
        EXPECT_EQ(difference(example, found), "") << example.name;
    }
}

TEST(Entities, RolesAreCollectedFromBothSides) {
    auto entities =
        entities_of(body_article("Presiden Rusia Vladimir Putin tiba kemarin.\n"
                                 "Juru bicara Kremlin, Dmitry Peskov, menyambutnya.\n"
                                 "\"Ini wajar,\" kata Dewi Larasati, dosen di Universitas Sriwangi.\n"));
    ASSERT_NE(named(entities, "Vladimir Putin"), nullptr);
    EXPECT_EQ(named(entities, "Vladimir Putin")->roles, std::vector<std::string>{"Presiden Rusia"});
    ASSERT_NE(named(entities, "Dmitry Peskov"), nullptr);
    EXPECT_EQ(named(entities, "Dmitry Peskov")->roles, std::vector<std::string>{"Juru bicara Kremlin"});
    ASSERT_NE(named(entities, "Dewi Larasati"), nullptr);
    EXPECT_EQ(named(entities, "Dewi Larasati")->roles, std::vector<std::string>{"dosen di Universitas Sriwangi"});
}

TEST(Entities, AHeadlineInTitleCaseNamesOnlyWhomTheBodyNames) {
    auto entities = entities_of(
        titled_article("Larasati Buka Pameran Besar Hari Ini\nDewi Larasati membuka pameran di Bandung.\n"));
    ASSERT_NE(named(entities, "Dewi Larasati"), nullptr);
    EXPECT_EQ(named(entities, "Dewi Larasati")->mentions.size(), 2u);
    for (const Entity& entity : entities)
        EXPECT_TRUE(entity.name == "Dewi Larasati" || entity.name == "Bandung") << entity.name;
}

TEST(Entities, LinesOutsideTheArticleNameNobody) {
    Article article = body_article("Dewi Larasati pergi ke Bandung.\nMegawati Soekarnoputri bertemu Joko Widodo.\n");
    article.blocks[1].role = Role::teaser;
    for (const Entity& entity : entities_of(article)) {
        for (Span mention : entity.mentions) EXPECT_LT(mention.begin, article.page.lines[1].span.begin);
    }
}

TEST(Entities, EveryMentionLiesInsideThePageAndInOrder) {
    Article article = body_article(
        "Putin, Kim, \xE2\x80\x9CXi\xE2\x80\x9D (AS) - PT. (PT) Jl. Bupati. ((KPK)) KTT G20 1-0 Persib "
        "\xF0\x9F\x98\x80\n");
    for (const Entity& entity : entities_of(article)) {
        EXPECT_FALSE(entity.id.empty());
        EXPECT_TRUE(std::is_sorted(entity.mentions.begin(), entity.mentions.end()));
        for (Span mention : entity.mentions) EXPECT_LE(mention.end, article.page.text.size());
    }
}

TEST(Entities, ALineWithoutEndIsReadInOrdinaryTime) {
    std::string text;
    while (text.size() < 400000) text += "Bupati Tanah Ulin Burhan (KPK) dan Kim Jong, Pak Bu PT Kementerian ";
    EXPECT_FALSE(entities_of(body_article(text)).empty());
}

TEST(Entities, ALanguageWithoutDataNamesNobody) {
    Article article = body_article("Dewi Larasati pergi ke Bandung.\n");
    EXPECT_TRUE(find_entities(article, Language(), nullptr).empty());
}

}  // namespace
}  // namespace silang
