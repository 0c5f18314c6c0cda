// For tests: a labelled page of tests/gold/id/roles, and the data the article stage needs.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "silang/article/article.h"

namespace silang {

struct GoldPage {
    std::string name;
    std::map<std::string, std::string> metadata;
    Capture capture;
    std::vector<Role> roles;
};

inline std::string source_path(const std::string& path) {
    return std::string(SILANG_SOURCE_DIR) + "/" + path;
}

inline const Languages& languages() {
    static const Languages loaded = Languages::load(source_path("data/languages")).take();
    return loaded;
}

inline const Language& indonesian() {
    return languages().rules_for("id");
}

inline const RoleModel& shipped_model() {
    static const RoleModel model = RoleModel::load(source_path("data/roles.weights")).take();
    return model;
}

inline Capture capture_of(std::string text) {
    Capture capture;
    capture.bytes = std::move(text);
    capture.sha256 = std::string(64, '0');
    return capture;
}

inline Article article_of(const Capture& capture, std::span<const uint32_t> repeats = {}) {
    return read_article(capture, read_page(capture).take(), indonesian(), shipped_model(), repeats);
}

inline GoldPage read_gold(const std::filesystem::path& path) {
    GoldPage gold;
    gold.name = path.stem().string();
    std::ifstream file(path);
    std::string line, text;
    while (std::getline(file, line)) {
        if (line.rfind("# ", 0) == 0) {
            const size_t colon = line.find(": ");
            if (colon != std::string::npos) gold.metadata[line.substr(2, colon - 2)] = line.substr(colon + 2);
            continue;
        }
        const size_t tab = line.find('\t');
        if (tab != std::string::npos) {
            gold.roles.push_back(role_from_name(line.substr(0, tab)).value());
            text += line.substr(tab + 1);
        }
        text += '\n';
    }
    gold.capture = capture_of(std::move(text));
    return gold;
}

inline std::vector<GoldPage> gold_pages() {
    std::vector<std::filesystem::path> paths;
    for (const auto& file : std::filesystem::directory_iterator(source_path("tests/gold/id/roles"))) {
        if (file.path().extension() == ".tsv") paths.push_back(file.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<GoldPage> pages;
    for (const auto& path : paths) pages.push_back(read_gold(path));
    return pages;
}

inline size_t words_of_line(const Article& article, size_t line) {
    const std::span<const Token> tokens = article.tokens.line_tokens(line);
    return static_cast<size_t>(
        std::count_if(tokens.begin(), tokens.end(), [](const Token& t) { return t.kind != TokenKind::punct; }));
}

// F1 of the body's words; `is_body` tells of each line whether it should be body.
template <class IsBody>
double body_f1(const Article& article, IsBody is_body) {
    size_t both = 0, wanted = 0, found = 0;
    for (size_t i = 0; i < article.blocks.size(); ++i) {
        const size_t words = words_of_line(article, i);
        const bool in = is_body(i), out = article.blocks[i].role == Role::body;
        both += in && out ? words : 0;
        wanted += in ? words : 0;
        found += out ? words : 0;
    }
    return wanted + found == 0 ? 1.0 : 2.0 * static_cast<double>(both) / static_cast<double>(wanted + found);
}

}  // namespace silang
