// Pages in languages that the line model was not trained on: its features are classes of lexicons, so that a language's
// own lexicons must be enough to read a page.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "silang/article/gold_page.h"

namespace silang {
namespace {

constexpr double kLeastBodyF1 = 0.9;

std::vector<std::pair<std::string, GoldPage>> pages_of_other_languages() {
    std::vector<std::pair<std::string, GoldPage>> pages;
    for (const std::string& tag : languages().tags()) {
        const std::filesystem::path folder = source_path("tests/gold/" + tag + "/pages");
        if (!std::filesystem::is_directory(folder)) continue;
        for (const auto& file : std::filesystem::directory_iterator(folder))
            pages.emplace_back(tag, read_gold(file.path()));
    }
    return pages;
}

TEST(OtherLanguages, PagesAreReadByTheirLexicons) {
    const auto pages = pages_of_other_languages();
    ASSERT_GE(pages.size(), 4u);
    for (const auto& [tag, gold] : pages) {
        const Article article =
            read_article(gold.capture, read_page(gold.capture).take(), languages(), shipped_model(), {});
        EXPECT_EQ(article.language, tag) << gold.name;
        EXPECT_EQ(article.rules, tag) << gold.name;
        ASSERT_EQ(article.blocks.size(), gold.roles.size()) << gold.name;
        std::string wrong;
        for (size_t i = 0; i < article.blocks.size(); ++i) {
            if (article.blocks[i].role == gold.roles[i]) continue;
            wrong += fmt::format("\n  {} is read as {}: {}", role_name(gold.roles[i]),
                                 role_name(article.blocks[i].role), article.blocks[i].span.of(article.page.text));
        }
        EXPECT_GE(body_f1(article, [&](size_t line) { return gold.roles[line] == Role::body; }), kLeastBodyF1)
            << gold.name << wrong;
        const auto stated = [&](const std::string& key) {
            const auto found = gold.metadata.find(key);
            return found == gold.metadata.end() ? std::string() : found->second;
        };
        EXPECT_EQ(article.title ? article.title->name : "", stated("title")) << gold.name << wrong;
        EXPECT_EQ(article.bylines.size() == 1 ? article.bylines[0].name : "", stated("byline")) << gold.name << wrong;
        EXPECT_EQ(article.published ? article.published->value : "", stated("published")) << gold.name << wrong;
    }
}

}  // namespace
}  // namespace silang
