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
#pragma once

#include <string>
#include <vector>

#include "silang/article/article.h"

namespace silang {

struct MentionCase {
    std::string name;  // "weekday-with-date:5"
    Article article;
    std::vector<std::string> expected;  // "Selasa (18/6) = DATE 2024-06-18"
};

const Language& indonesian_for_tests();

// The cases of every *.case file in the folder (below the source folder), by file name.
std::vector<MentionCase> read_mention_cases(const std::string& folder);

// An article whose lines are all body, published on the day given (none when empty).
Article body_article(const std::string& text, const std::string& published = "", const std::string& captured = "");

// One line for each missing or unexpected entry; empty when all is as expected.
std::string difference(const MentionCase& example, const std::vector<std::string>& found);

}  // namespace silang
