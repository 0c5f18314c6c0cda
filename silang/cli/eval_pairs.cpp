// `silang eval pairs`: lineage against pages that tools/make_copies.py made.
#include <fmt/format.h>

#include "silang/cli/cli.h"

namespace silang {
namespace {

// The pages with the body that the truth gives them, so that lineage is scored and not the line model. With `as_read`
// they are read as any page.
Result<std::vector<Document>> read_pages(const Engine& engine, const std::string& folder, const PairGold& gold,
                                         bool as_read) {
    std::vector<Document> documents;
    std::vector<Page> pages;
    LineRepeats repeats;
    for (const std::string& file : gold.files) {
        auto capture = read_capture(fmt::format("{}/pages/{}", folder, file));
        if (!capture) return Error{fmt::format("{}: {}", file, capture.error())};
        auto page = read_page(capture.value());
        if (!page) return Error{fmt::format("{}: {}", file, page.error())};
        documents.emplace_back().capture = capture.take();
        pages.push_back(page.take());
        repeats.add(pages.back());
    }
    for (size_t i = 0; i < documents.size(); ++i) {
        Document& document = documents[i];
        const std::vector<uint32_t> repeated = repeats.of(pages[i]);
        document.article =
            read_article(document.capture, std::move(pages[i]), engine.languages, engine.roles, repeated);
        if (!as_read) give_body(gold.body[i], document.article);
        const Language& language = engine.languages.rules_for(document.article.rules);
        document.mentions =
            find_mentions(document.article, language, engine.mention_models.find(language.tag())->second);
    }
    link_entities(documents);
    return documents;
}

Result<ScoreSheet> eval_copies(const Engine& engine, const std::string& folder, bool as_read) {
    const auto file = read_capture(folder + "/truth.json");
    if (!file) return Error{file.error()};
    const auto gold = read_pair_gold(file.value().bytes);
    if (!gold) return Error{gold.error()};
    const auto documents = read_pages(engine, folder, gold.value(), as_read);
    if (!documents) return Error{documents.error()};
    const Lineage lineage = trace_lineage(documents.value(), engine.languages.rules_for({}));
    return score_pairs(gold.value(), documents.value(), lineage);
}

}  // namespace

int eval_pairs(const Session& session, const Options& options) {
    if (options.inputs.size() < 2) {
        complain("eval pairs: a folder that tools/make_copies.py made is missing");
        return kWrongCommandLine;
    }
    // The counts of all folders together: one holds a few dozen copies only.
    ScoreSheet evaluation;
    for (size_t i = 1; i < options.inputs.size(); ++i) {
        if (interrupted()) return exit_code_of_signal();
        auto more = eval_copies(session.engine, options.inputs[i], options.as_read);
        if (!more) {
            complain(fmt::format("{}/truth.json: {}", options.inputs[i], more.error()));
            return kFailed;
        }
        add_scores(evaluation, more.take());
    }
    const bool table = wants_table(options.shape);
    const TableStyle style = table_style(stdout);
    const InterfaceTexts& texts = session.interfaces.front();
    if (options.misses)
        print(table ? sheet_misses_table(evaluation, texts, style) : sheet_misses_json_lines(evaluation));
    print(table ? sheet_table(evaluation, texts, style) : sheet_json_lines(evaluation));
    return finish_printing();
}

}  // namespace silang
