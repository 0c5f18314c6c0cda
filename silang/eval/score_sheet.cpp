#include "silang/eval/score_sheet.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace silang {

void add_scores(ScoreSheet& sum, ScoreSheet more) {
    sum.pages += more.pages;
    for (const ScoreRow& row : more.rows) {
        const auto known = std::find_if(sum.rows.begin(), sum.rows.end(), [&](const ScoreRow& other) {
            return other.kind == row.kind && other.measure == row.measure;
        });
        if (known == sum.rows.end()) {
            // Beside the rows of its kind: a clue may occur in some sets only.
            const auto behind = std::find_if(sum.rows.rbegin(), sum.rows.rend(),
                                             [&](const ScoreRow& other) { return other.kind == row.kind; });
            sum.rows.insert(behind == sum.rows.rend() ? sum.rows.end() : behind.base(), row);
            continue;
        }
        known->count.gold += row.count.gold;
        known->count.found += row.count.found;
        known->count.right += row.count.right;
    }
    sum.misses.insert(sum.misses.end(), more.misses.begin(), more.misses.end());
}

}  // namespace silang
