#include "silang/check/weights.h"

#include <map>

#include "silang/base/named_numbers.h"

namespace silang {

std::string_view statement_feature_name(StatementFeature feature) {
    switch (feature) {
        case StatementFeature::bias:
            return "bias";
        case StatementFeature::cosine:
            return "cosine";
        case StatementFeature::covered:
            return "covered";
        case StatementFeature::covers:
            return "covers";
        case StatementFeature::sentences:
            return "sentences";
        case StatementFeature::words:
            return "words";
        case StatementFeature::names:
            return "names";
        case StatementFeature::speaker:
            return "speaker";
        case StatementFeature::happening:
            return "happening";
        case StatementFeature::other_happening:
            return "other-happening";
        case StatementFeature::figure:
            return "figure";
        case StatementFeature::other_figure:
            return "other-figure";
        case StatementFeature::foreign_figure:
            return "foreign-figure";
        case StatementFeature::day:
            return "day";
        case StatementFeature::other_day:
            return "other-day";
        case StatementFeature::day_covered:
            return "day-covered";
        case StatementFeature::negation:
            return "negation";
        case StatementFeature::opposed:
            return "opposed";
        case StatementFeature::stance:
            return "stance";
        case StatementFeature::apart:
            return "apart";
        case StatementFeature::telling:
            return "telling";
    }
    return "";
}

Result<StatementWeights> read_statement_weights(const std::string& path) {
    StatementWeights weights;
    std::map<std::string_view, double*> wanted = {{"join", &weights.join}, {"lend", &weights.lend}};
    for (size_t i = 0; i < kStatementFeatureCount; ++i)
        wanted[statement_feature_name(static_cast<StatementFeature>(i))] = &weights.weight[i];
    if (auto error = read_named_numbers(path, std::move(wanted))) return *std::move(error);
    return weights;
}

}  // namespace silang
