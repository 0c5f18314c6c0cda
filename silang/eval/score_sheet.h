// Scores of what is measured on whole sets of pages: rows of counts, and what gold and program do not agree on.
#pragma once

#include <string>
#include <vector>

#include "silang/eval/eval.h"

namespace silang {

struct ScoreRow {
    std::string kind;     // "pairs", "facts", ...
    std::string measure;  // "near", "recall", ...
    Count count;
    bool share;  // of what was looked at: one figure, not precision and recall
};
struct ScoreMiss {
    std::string kind;
    std::string a;  // the pages, or the story and what is missed or found too much
    std::string b;
    std::string what;
};
struct ScoreSheet {
    size_t pages = 0;
    std::vector<ScoreRow> rows;
    std::vector<ScoreMiss> misses;
};

// Adds the counts and misses of another set of pages.
void add_scores(ScoreSheet& sum, ScoreSheet more);

}  // namespace silang
