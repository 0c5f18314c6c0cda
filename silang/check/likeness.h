// How alike two clauses are: the named features that the model weighs.
#pragma once

#include <vector>

#include "silang/check/clauses.h"
#include "silang/check/units.h"
#include "silang/check/weights.h"

namespace silang {

// Between two dated clauses; 0 when some of their days can be the same one.
int gap_days(const Clause& a, const Clause& b);

// Holds one clause against any number of others. The terms of the one are laid out by number, so that an other is one
// look a term: no branch depends on which terms the two share.
class ClauseComparison {
public:
    ClauseComparison(const StoryUnits& all, const StoryClauses& cut);
    void hold(uint32_t clause);
    // The order of the two does not matter. A clause must be held.
    [[nodiscard]] StatementFeatures with(uint32_t clause) const;

private:
    // Weight, by term, of those in one list of terms; 0 for all others.
    class Marks {
    public:
        void resize(size_t terms) { weight_.resize(terms, 0); }
        void replace(const StoryUnits& all, const std::vector<uint32_t>& terms);
        [[nodiscard]] double sum(const std::vector<uint32_t>& terms) const;

    private:
        std::vector<double> weight_;
        std::vector<uint32_t> marked_;
    };

    const StoryUnits& all_;
    const StoryClauses& cut_;
    uint32_t held_ = 0;
    Marks terms_;
    Marks around_;
    Marks names_;
    Marks words_;
    Marks sentence_;
};

}  // namespace silang
