// `silang eval`: the mention finders, and lineage, against gold.
#include "silang/eval/eval.h"

#include <fmt/format.h>

#include <set>

#include "silang/capture/capture.h"
#include "silang/cli/cli.h"
#include "silang/mention/entity_model.h"

namespace silang {
namespace {

constexpr const char* kClusters = "clusters";
constexpr std::string_view kPairs = "pairs";
constexpr std::string_view kStories = "stories";

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

// What the rules find, or what another program has found.
std::vector<Mentions> found_in(const Options& options, const Engine& engine, Gold& gold) {
    if (!options.found.empty()) {
        const auto file = read_capture(options.found);
        if (file) return read_found(options.found, file.value().bytes, gold);
        gold.problems.push_back(fmt::format("{}: {}", options.found, file.error()));
        return {};
    }
    std::vector<Mentions> found;
    for (const GoldPassage& passage : gold.passages) {
        if (interrupted()) break;
        const Language& language = engine.languages.rules_for(passage.article.rules);
        const MentionModels& models = engine.mention_models.find(language.tag())->second;
        found.push_back(find_mentions(passage.article, language, models));
    }
    return found;
}

void score_labeller(const GoldPassage& passage, const Engine& engine, Evaluation& evaluation) {
    const Language& language = engine.languages.rules_for(passage.article.rules);
    const EntityModel& model = *engine.mention_models.find(language.tag())->second.entities;
    if (passage.entities && !model.empty())
        score_labelled(passage, labelled_names(passage.article, language, model), evaluation);
}

}  // namespace

int eval(const Options& options) {
    if (!options.inputs.empty() && options.inputs.front() == kClusters) return eval_clusters(options);
    int exit_code = kDone;
    const auto session = start_session(options, exit_code);
    if (!session) return exit_code;
    if (options.inputs.front() == kPairs) return eval_pairs(*session, options);
    if (options.inputs.front() == kStories) return eval_stories(*session, options);
    const Engine& engine = session->engine;
    Gold gold = read_gold(options.inputs, engine.languages);
    std::vector<Mentions> found;
    if (gold.problems.empty()) found = found_in(options, engine, gold);
    if (interrupted()) return exit_code_of_signal();
    for (const std::string& problem : gold.problems) fmt::print(stderr, "{}\n", without_controls(problem));
    if (!gold.problems.empty() || gold.passages.empty()) {
        complain(gold.problems.empty() ? "nothing to score: there is no gold in what was given"
                                       : "nothing is scored until this is right");
        return kFailed;
    }
    if (options.found.empty()) note_foreign_rules(gold.passages);
    Evaluation evaluation;
    for (size_t i = 0; i < found.size(); ++i) {
        score_passage(gold.passages[i], found[i], i, evaluation);
        if (options.found.empty()) score_labeller(gold.passages[i], engine, evaluation);
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
