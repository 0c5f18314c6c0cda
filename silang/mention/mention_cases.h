// Case files of the time and quantity tests, one behaviour a file:
//
//   # A weekday with its date in parentheses is one time.
//   published 2024-06-18
//
//   Rapat itu digelar pada Selasa (18/6) di Bandung.
//     Selasa (18/6) = DATE 2024-06-18
//
// A line at the margin is a line of a page's body; the indented lines under it are all that must be found in it.
// Several body lines with nothing between them are one page. "published" and "captured" hold for the pages below them.
// The folder says the language: tests/cases/times is Indonesian, tests/cases/en/times is English.
#pragma once

#include <string>
#include <vector>

#include "silang/article/article.h"
#include "silang/mention/mention.h"

namespace silang {

struct MentionCase {
    const Language* language;  // to read the page with
    std::string name;          // "id/weekday-with-date:5"
    Article article;
    std::vector<std::string> expected;  // "Selasa (18/6) = DATE 2024-06-18"
};

const Language& language_for_tests(const std::string& tag);
const Language& indonesian_for_tests();

// The cases of every *.case file in tests/cases/<kind> and in tests/cases/<language>/<kind>, by language and file name.
std::vector<MentionCase> read_mention_cases(const std::string& kind);

// An article whose lines are all body, published on the day given (none when empty).
Article body_article(const std::string& text, const std::string& published = "", const std::string& captured = "",
                     const Language& language = indonesian_for_tests());

// The entities that quotes and attributions of a case are found with: none in Indonesian, whose cases test the phrases
// alone; what the rules find in a language without a labeller.
std::vector<Entity> entities_for_case(const MentionCase& example);

// One line for each missing or unexpected entry; empty when all is as expected.
std::string difference(const MentionCase& example, const std::vector<std::string>& found);

}  // namespace silang
