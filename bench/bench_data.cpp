#include "bench/bench_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace silang {

const Engine& engine() {
    static const Engine loaded = [] {
        auto result = load_engine(std::string(kSource) + "/data");
        if (!result) {
            fmt::print(stderr, "{}\n", result.error());
            std::exit(1);
        }
        return result.take();
    }();
    return loaded;
}

std::vector<std::string> example_pages() {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(kSource) + "/examples/pages")) {
        paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> pages;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return pages;
}

}  // namespace silang
