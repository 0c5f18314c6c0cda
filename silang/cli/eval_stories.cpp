// `silang eval stories`: the cross-check against gold stories.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "silang/cli/cli.h"
#include "silang/eval/stories.h"

namespace silang {
namespace {

namespace fs = std::filesystem;

// Gold is JSON: of a folder, its *.json files by name.
std::vector<std::string> gold_files(const std::vector<std::string>& inputs) {
    std::vector<std::string> files;
    for (const std::string& input : inputs) {
        std::error_code error;
        if (!fs::is_directory(input, error)) {
            files.push_back(input);
            continue;
        }
        std::vector<std::string> inside;
        for (const auto& entry : fs::directory_iterator(input, error)) {
            if (entry.path().extension() == ".json") inside.push_back(entry.path().string());
        }
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

Result<std::vector<Document>> pages_of(const Engine& engine, const GoldStory& gold) {
    std::vector<Document> documents(gold.pages.size());
    std::vector<std::optional<Page>> pages(gold.pages.size());
    LineRepeats repeats;
    for (size_t i = 0; i < gold.pages.size(); ++i) {
        const GoldStoryPage& page = gold.pages[i];
        documents[i].capture.path = page.name;
        if (page.file.empty()) {
            const Language& language = engine.languages.rules_for(gold.language);
            auto article = article_of(page, gold.language, language);
            if (!article) return Error{fmt::format("story '{}': page '{}': {}", gold.id, page.name, article.error())};
            documents[i].article = article.take();
            continue;
        }
        auto capture = read_capture(page.file);
        if (!capture) return Error{fmt::format("{}: {}", page.file, capture.error())};
        documents[i].capture = capture.take();
        auto read = read_page(documents[i].capture);
        if (!read) return Error{fmt::format("{}: {}", page.file, read.error())};
        pages[i] = read.take();
        repeats.add(*pages[i]);
    }
    for (size_t i = 0; i < documents.size(); ++i) {
        if (!pages[i]) continue;
        const std::vector<uint32_t> repeated = repeats.of(*pages[i]);
        documents[i].article =
            read_article(documents[i].capture, *std::move(pages[i]), engine.languages, engine.roles, repeated);
    }
    return documents;
}

Result<ScoreSheet> eval_story(const Engine& engine, const GoldStory& gold) {
    auto pages = pages_of(engine, gold);
    if (!pages) return Error{pages.error()};
    const auto known = check_known_story(engine, pages.take());
    if (!known) return Error{known.error()};
    return score_story(gold, known.value().documents, known.value().checked);
}

}  // namespace

int eval_stories(const Session& session, const Options& options) {
    if (options.inputs.size() < 2) {
        complain("eval stories: a file with gold stories is missing (docs/eval.md)");
        return kWrongCommandLine;
    }
    std::vector<GoldStory> stories;
    std::vector<std::string> problems;
    for (const std::string& path : gold_files({options.inputs.begin() + 1, options.inputs.end()})) {
        const auto file = read_capture(path);
        if (file)
            read_story_gold(path, file.value().bytes, stories, problems);
        else
            problems.push_back(fmt::format("{}: {}", path, file.error()));
    }
    ScoreSheet sheet;
    for (const GoldStory& gold : stories) {
        if (interrupted()) return exit_code_of_signal();
        if (!problems.empty()) break;
        auto more = eval_story(session.engine, gold);
        if (more)
            add_scores(sheet, more.take());
        else
            problems.push_back(more.error());
    }
    for (const std::string& problem : problems) fmt::print(stderr, "{}\n", without_controls(problem));
    if (!problems.empty() || stories.empty()) {
        complain(problems.empty() ? "nothing to score: there is no gold in what was given"
                                  : "nothing is scored until this is right");
        return kFailed;
    }
    const bool table = wants_table(options.shape);
    const TableStyle style = table_style(stdout);
    const InterfaceTexts& texts = session.interfaces.front();
    if (options.misses) print(table ? sheet_misses_table(sheet, texts, style) : sheet_misses_json_lines(sheet));
    print(table ? sheet_table(sheet, texts, style) : sheet_json_lines(sheet));
    return finish_printing();
}

}  // namespace silang
