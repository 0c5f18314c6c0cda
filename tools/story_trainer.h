// What the trainers of the cross-check's models share: their command line, the gold they read, the file they write.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "silang/eval/stories.h"
#include "silang/pipeline/pipeline.h"

namespace silang {

[[noreturn]] inline void fail(std::string_view tool, std::string_view reason) {
    fmt::print(stderr, "{}: {}\n", tool, reason);
    std::exit(1);
}

struct TrainerOptions {
    std::string data = "data";
    std::string out;      // where the weights go; empty: they are only printed or scored
    size_t folds = 0;     // 0: no cross-validation
    bool trained = true;  // false: the weights that are there are scored
    bool misses = false;  // list what is missed or wrong
    std::vector<std::string> files;
};

// Exits with a message when the command line is wrong.
inline TrainerOptions read_trainer_options(std::string_view tool, int argc, char** argv) {
    TrainerOptions options;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        const auto value = [&]() -> std::string {
            if (i + 1 == argc) fail(tool, argument + " needs a value");
            return argv[++i];
        };
        if (argument == "--data")
            options.data = value();
        else if (argument == "--out")
            options.out = value();
        else if (argument == "--folds")
            options.folds = static_cast<size_t>(std::max(0, std::atoi(value().c_str())));
        else if (argument == "--as-they-are")
            options.trained = false;
        else if (argument == "--misses")
            options.misses = true;
        else
            options.files.push_back(argument);
    }
    if (options.files.empty()) fail(tool, "no gold stories given");
    return options;
}

inline Engine load_trainer_engine(std::string_view tool, const TrainerOptions& options) {
    auto loaded = load_engine(options.data);
    if (!loaded) fail(tool, loaded.error());
    return loaded.take();
}

inline std::vector<GoldStory> read_gold_stories(std::string_view tool, const TrainerOptions& options) {
    std::vector<GoldStory> gold;
    std::vector<std::string> problems;
    for (const std::string& file : options.files) {
        const auto capture = read_capture(file);
        if (!capture) fail(tool, fmt::format("{}: {}", file, capture.error()));
        read_story_gold(file, capture.value().bytes, gold, problems);
    }
    if (!problems.empty()) fail(tool, problems.front());
    return gold;
}

// The comment lines at the beginning of the file stay.
inline void write_weights(const std::string& path, std::string_view text) {
    std::string header;
    std::ifstream old(path);
    for (std::string line; std::getline(old, line) && line.starts_with('#');) header += line + '\n';
    old.close();
    std::ofstream(path) << header << text;
}

// Those whose index is kept.
template <class Training, class Keep>
std::vector<const Training*> chosen(const std::vector<Training>& stories, Keep keep) {
    std::vector<const Training*> some;
    for (size_t i = 0; i < stories.size(); ++i) {
        if (keep(i)) some.push_back(&stories[i]);
    }
    return some;
}

// To the file asked for, else to the terminal.
inline void give_weights(const TrainerOptions& options, const std::string& text) {
    if (options.out.empty())
        fmt::print("{}", text);
    else
        write_weights(options.out, text);
}

}  // namespace silang
