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

Result<ScoreSheet> eval_story(const Engine& engine, const GoldStory& gold) {
    auto pages = read_story_pages(gold, engine.languages, engine.roles);
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
