#include <gtest/gtest.h>

#include "silang/mention/mention.h"
#include "silang/mention/mention_cases.h"

namespace silang {
namespace {

// "VOA outlet > seorang penasihat person: menurut VOA ..." with "page" in front when it stands for the page.
std::string shown(const Article& article, const Attribution& attribution) {
    std::string text = attribution.whole_page ? "page " : "";
    for (size_t i = 0; i < attribution.sources.size(); ++i) {
        text += (i == 0 ? "" : " > ") + attribution.sources[i] + " " + attribution.kinds[i];
    }
    return text + ": " + std::string(attribution.span.of(article.page.text));
}

std::vector<Attribution> sources_of(const Article& article, std::vector<Time>& times,
                                    const std::vector<Entity>& entities = {}) {
    return find_attributions(article, indonesian_for_tests(), entities, times);
}

std::vector<Attribution> sources_of(const MentionCase& example) {
    std::vector<Time> times;
    const std::vector<Entity> entities = entities_for_case(example);
    std::vector<Attribution> found = find_attributions(example.article, *example.language, entities, times);
    const std::vector<Quote> quotes = find_quotes(example.article, *example.language, entities, found);
    complete_attributions(example.article, *example.language, entities, quotes, found);
    return found;
}

std::vector<Attribution> sources_of(const Article& article) {
    std::vector<Time> times;
    return sources_of(article, times);
}

Time time_at(const Article& article, const std::string& words) {
    const auto begin = static_cast<uint32_t>(article.page.text.find(words));
    Time time{};
    time.span = {begin, begin + static_cast<uint32_t>(words.size())};
    time.type = TimeType::date;
    return time;
}

TEST(Attributions, EveryCaseHolds) {
    for (const MentionCase& example : read_mention_cases("attributions")) {
        std::vector<std::string> found;
        for (const Attribution& attribution : sources_of(example)) found.push_back(shown(example.article, attribution));
        EXPECT_EQ(difference(example, found), "") << example.name << "\n" << example.article.page.text;
    }
}

TEST(Attributions, TheDateOfACreditIsNotTheEvents) {
    const Article article = body_article(
        "Seperti dilansir AFP, Sabtu (25/5/2024), gempa itu terjadi pada Jumat dini hari.\n"
        "Juru bicara istana mengatakan kepada Reuters pada Kamis (23/5) bahwa rapat ditunda.\n");
    std::vector<Time> times{time_at(article, "Sabtu (25/5/2024)"), time_at(article, "Jumat dini hari"),
                            time_at(article, "Kamis (23/5)")};
    sources_of(article, times);
    EXPECT_TRUE(times[0].credit);
    EXPECT_FALSE(times[1].credit);
    EXPECT_FALSE(times[2].credit) << "the day somebody spoke to an agency is a day of the event";
}

TEST(Attributions, APersonIsNamedByTheEntitysFullName) {
    const Article article = body_article("Menurut Budi, jembatan itu retak sejak lama.");
    Entity budi{"budi-santoso", EntityType::person, "Budi Santoso", {{8, 12}}, {}};
    std::vector<Time> times;
    const auto found = sources_of(article, times, {budi});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].sources, std::vector<std::string>{"Budi Santoso"});
    EXPECT_EQ(found[0].kinds, std::vector<std::string>{"person"});
}

TEST(Attributions, AnEntityInsideAPhraseDoesNotStandForIt) {
    const Article article =
        body_article("Menurut Kyodo merujuk pada keterangan dari seorang penasihat Budi, rapat itu batal.");
    const auto begin = static_cast<uint32_t>(article.page.text.find("Budi"));
    Entity budi{"budi-santoso", EntityType::person, "Budi Santoso", {{begin, begin + 4}}, {}};
    std::vector<Time> times;
    const auto found = sources_of(article, times, {budi});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].sources, (std::vector<std::string>{"Kyodo", "seorang penasihat Budi"}));
}

TEST(Attributions, CaptionsCreditPhotographersOnly) {
    Article article = body_article(
        "Suasana pasar pagi ini. (Reuters)\n"
        "Harga cabai turun di pasar itu.\n"
        "Pedagang menyambut baik penurunan harga.\n"
        "Pembeli pun bertambah.\n"
        "Pasokan datang dari tiga kabupaten.\n");
    article.blocks[0].role = Role::caption;
    EXPECT_TRUE(sources_of(article).empty());
}

TEST(Attributions, EverySourceHasItsSpanAndKind) {
    for (const MentionCase& example : read_mention_cases("attributions")) {
        for (const Attribution& attribution : sources_of(example)) {
            ASSERT_EQ(attribution.sources.size(), attribution.source_spans.size());
            ASSERT_EQ(attribution.sources.size(), attribution.kinds.size());
            ASSERT_LT(attribution.sentence, example.article.tokens.sentences.size());
            for (const Span span : attribution.source_spans) EXPECT_LE(span.end, example.article.page.text.size());
        }
    }
}

}  // namespace
}  // namespace silang
