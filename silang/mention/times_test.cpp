#include <gtest/gtest.h>

#include "silang/mention/mention.h"
#include "silang/mention/mention_cases.h"

namespace silang {
namespace {

std::vector<std::string> spelled(const Article& article) {
    std::vector<std::string> lines;
    for (const Time& time : find_times(article, indonesian_for_tests())) {
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
    for (const MentionCase& example : read_mention_cases("tests/cases/times")) {
        expressions += example.expected.size();
        const std::string wrong = difference(example, spelled(example.article));
        EXPECT_TRUE(wrong.empty()) << example.name << " " << example.article.page.text << wrong;
    }
    EXPECT_GE(expressions, 150u);
}

}  // namespace
}  // namespace silang
