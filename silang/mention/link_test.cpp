#include <gtest/gtest.h>

#include <algorithm>

#include "silang/mention/mention.h"

namespace silang {
namespace {

Entity entity(EntityType type, const std::string& name, uint32_t at) {
    return {slug(name), type, name, {Span{at, at + static_cast<uint32_t>(name.size())}}, {}};
}
Entity person(const std::string& name, uint32_t at = 0) {
    return entity(EntityType::person, name, at);
}
Entity body(const std::string& name, uint32_t at = 0) {
    return entity(EntityType::organization, name, at);
}

Document page(std::vector<Entity> entities) {
    Document document;
    document.mentions.entities = std::move(entities);
    return document;
}

TEST(LinkEntities, ASingleNameIsTheRunsOnlyFullOne) {
    std::vector<Document> run{page({person("Vladimir Putin")}), page({person("Putin")})};
    link_entities(run);
    EXPECT_EQ(run[1].mentions.entities[0].id, "vladimir-putin");
    EXPECT_EQ(run[1].mentions.entities[0].name, "Vladimir Putin");
}

TEST(LinkEntities, ASingleNameThatFitsTwoPeopleStaysAlone) {
    std::vector<Document> run{page({person("Budi Santoso")}), page({person("Budi Waluyo")}), page({person("Budi")})};
    link_entities(run);
    EXPECT_EQ(run[2].mentions.entities[0].id, "budi");
}

TEST(LinkEntities, APersonIsNoTownOfThatName) {
    std::vector<Document> run{page({person("Solo Wibowo")}), page({entity(EntityType::place, "Solo", 0)})};
    link_entities(run);
    EXPECT_EQ(run[1].mentions.entities[0].id, "solo");
}

TEST(LinkEntities, AnAcronymIsItsOnlyExpansion) {
    std::vector<Document> run{page({body("Lembaga Pemantau Hutan Rakyat")}), page({body("LPHR")})};
    link_entities(run);
    EXPECT_EQ(run[1].mentions.entities[0].id, "lembaga-pemantau-hutan-rakyat");
}

TEST(LinkEntities, SpellingsOfOneIdGetOneName) {
    std::vector<Document> run{page({person("Kim Jong-un")}), page({person("Kim Jong Un")})};
    link_entities(run);
    EXPECT_EQ(run[0].mentions.entities[0].name, run[1].mentions.entities[0].name);
}

TEST(LinkEntities, JoinedEntitiesKeepTheirQuotesAndAllMentions) {
    std::vector<Document> run{page({person("Dewi Larasati", 0), body("KPK", 20), person("Larasati", 40)})};
    Quote quote{};
    quote.speaker = 2;
    run[0].mentions.quotes.push_back(quote);
    link_entities(run);
    ASSERT_EQ(run[0].mentions.entities.size(), 2u);
    EXPECT_EQ(run[0].mentions.entities[0].mentions.size(), 2u);
    EXPECT_EQ(*run[0].mentions.quotes[0].speaker, 0u);
}

TEST(LinkEntities, DoesNotDependOnTheOrderOfPages) {
    std::vector<Document> run{page({person("Anies Baswedan")}), page({person("Anies Rasyid Baswedan")}),
                              page({person("Anies")})};
    std::vector<Document> reversed(run.rbegin(), run.rend());
    link_entities(run);
    link_entities(reversed);
    for (size_t k = 0; k < run.size(); ++k) {
        EXPECT_EQ(run[k].mentions.entities[0].id, "anies-rasyid-baswedan");
        EXPECT_EQ(reversed[run.size() - 1 - k].mentions.entities[0].id, run[k].mentions.entities[0].id);
    }
}

}  // namespace
}  // namespace silang
