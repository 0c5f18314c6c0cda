#include <gtest/gtest.h>

#include "silang/mention/mention.h"
#include "silang/mention/mention_cases.h"

namespace silang {
namespace {

std::vector<std::string> spelled(const Article& article, const Language& language = indonesian_for_tests()) {
    std::vector<std::string> lines;
    for (const Time& time : find_times(article, language)) {
        std::string line(time.span.of(article.page.text));
        line += " = ";
        line += time_type_name(time.type);
        line += " " + time.value;
        if (!time.mod.empty()) line += " mod=" + time.mod;
        for (const TimeIssue issue : time.issues) line += " issue=" + std::string(time_issue_name(issue));
        if (!time.expected.empty()) line += " expected=" + time.expected;
        if (time.since_event) line += " since-event";
        lines.push_back(line);
    }
    return lines;
}

TEST(Times, ReadAsTheCaseFilesSay) {
    size_t expressions = 0;
    for (const MentionCase& example : read_mention_cases("times")) {
        expressions += example.expected.size();
        const std::string wrong = difference(example, spelled(example.article, *example.language));
        EXPECT_TRUE(wrong.empty()) << example.name << " " << example.article.page.text << wrong;
    }
    EXPECT_GE(expressions, 300u);
}

TEST(Times, ComeOnlyFromWhatTheArticleItselfSays) {
    Article article = body_article("Rapat digelar Selasa (18/6).\nSenin (17/6)\n", "2024-06-18");
    article.blocks[1].role = Role::teaser;
    EXPECT_EQ(spelled(article), std::vector<std::string>{"Selasa (18/6) = DATE 2024-06-18"});
}

TEST(Times, AreInOrderAndApartHoweverTheWordsCrowd) {
    const std::string crowded =
        "Senin Selasa (18/6) 18-19-20 Juni 2024/2025-26 akhir awal pekan lalu lalu dua tiga empat jam lebih lagi (1/2 "
        "setiap "
        "setiap hari 24.00 31/12/ 99/99 pukul pukul 10 - 12 - 14 WIB tahun tahun 2020 tahun ke 19 abad abad ke - -an "
        "90-an";
    const Article article = body_article(crowded, "2024-06-18");
    uint32_t end = 0;
    for (const Time& time : find_times(article, indonesian_for_tests())) {
        EXPECT_LE(end, time.span.begin);
        EXPECT_FALSE(time.span.empty());
        EXPECT_FALSE(time.value.empty());
        end = time.span.end;
    }
}

}  // namespace
}  // namespace silang
