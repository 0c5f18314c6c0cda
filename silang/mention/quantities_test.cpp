#include <fmt/format.h>
#include <gtest/gtest.h>

#include "silang/mention/mention.h"
#include "silang/mention/mention_cases.h"
#include "silang/mention/numbers.h"

namespace silang {
namespace {

std::vector<std::string> spelled(const Article& article, const Language& language) {
    const std::vector<Time> times = find_times(article, language);
    std::vector<std::string> lines;
    for (const Quantity& quantity : find_quantities(article, language, times)) {
        std::string line = fmt::format("{} = {:.15g}", quantity.span.of(article.page.text), quantity.value);
        const bool score = quantity.of == quantity.span.of(article.page.text);  // "3-1", said by `of`
        if (quantity.max && !score) line += fmt::format("..{:.15g}", *quantity.max);
        if (!quantity.unit.empty()) line += " [" + quantity.unit + "]";
        if (!quantity.of.empty()) line += " of " + quantity.of;
        if (!quantity.bound.empty())
            line += " (" + quantity.bound + ")";
        else if (quantity.approx)
            line += " (approx)";
        lines.push_back(line);
    }
    return lines;
}

TEST(Quantities, ReadAsTheCaseFilesSay) {
    size_t expressions = 0;
    for (const MentionCase& example : read_mention_cases("quantities")) {
        expressions += example.expected.size();
        const std::string wrong = difference(example, spelled(example.article, *example.language));
        EXPECT_TRUE(wrong.empty()) << example.name << " " << example.article.page.text << wrong;
    }
    EXPECT_GE(expressions, 130u);
}

TEST(Quantities, NeverReachIntoATime) {
    const Article article =
        body_article("Lebih dari 5 tahun 3 orang 18 Juni 2024 20 orang dua hari 7 kapal", "2024-06-18");
    const std::vector<Time> times = find_times(article, indonesian_for_tests());
    const std::vector<Quantity> quantities = find_quantities(article, indonesian_for_tests(), times);
    EXPECT_EQ(quantities.size(), 3u);
    for (const Quantity& quantity : quantities) {
        for (const Time& time : times) EXPECT_FALSE(quantity.span.overlaps(time.span));
    }
}

TEST(Figures, KeepTheMarksOfTheLanguageApart) {
    const auto value = [](std::string_view figure) { return parse_figure(figure, ',', '.'); };
    EXPECT_EQ(value("11.000"), 11000);
    EXPECT_EQ(value("4,8"), 4.8);
    EXPECT_EQ(value("1.234,5"), 1234.5);
    EXPECT_EQ(value("5.6"), 5.6);
    EXPECT_EQ(value("100,000"), 100000);
    EXPECT_EQ(value("1,234,567"), 1234567);
    EXPECT_EQ(value("18.6.2024"), std::nullopt);
    EXPECT_EQ(value("1234567890123456789012345"), std::nullopt);
}

}  // namespace
}  // namespace silang
