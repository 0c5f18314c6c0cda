// `silang eval`: the mention finders against gold.
#include "silang/eval/eval.h"

#include <fmt/format.h>

#include <set>

#include "silang/cli/cli.h"

namespace silang {
namespace {

// Figures of a language that we have no rules for would be read as if we had.
void note_foreign_rules(const std::vector<GoldPassage>& passages) {
    std::set<std::string> noted;
    for (const GoldPassage& passage : passages) {
        const Article& article = passage.article;
        if (article.language == article.rules || !noted.insert(article.language).second) continue;
        complain(fmt::format("there are no rules for '{}': its passages are read with those of '{}'", article.language,
                             article.rules));
    }
}

}  // namespace

int eval(const Options& options) {
    int exit_code = kDone;
    const auto session = start_session(options, exit_code);
    if (!session) return exit_code;
    const Engine& engine = session->engine;
    const Gold gold = read_gold(options.inputs, engine.languages);
    for (const std::string& problem : gold.problems) fmt::print(stderr, "{}\n", without_controls(problem));
    if (!gold.problems.empty() || gold.passages.empty()) {
        complain(gold.problems.empty() ? "nothing to score: there is no gold in what was given"
                                       : "nothing is scored until the gold is right");
        return kFailed;
    }
    note_foreign_rules(gold.passages);
    Evaluation evaluation;
    for (size_t i = 0; i < gold.passages.size(); ++i) {
        if (interrupted()) return exit_code_of_signal();
        const Article& article = gold.passages[i].article;
        const Language& language = engine.languages.rules_for(article.rules);
        const MentionModels& models = engine.mention_models.find(language.tag())->second;
        score_passage(gold.passages[i], find_mentions(article, language, models), i, evaluation);
    }
    const bool table = wants_table(options.shape);
    const TableStyle style = table_style(stdout);
    const InterfaceTexts& texts = session->interfaces.front();
    if (options.misses)
        print(table ? misses_table(evaluation, gold.passages, texts, style)
                    : misses_json_lines(evaluation, gold.passages));
    print(table ? eval_table(evaluation, texts, style) : eval_json_lines(evaluation));
    return finish_printing();
}

}  // namespace silang
