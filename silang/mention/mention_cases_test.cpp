#include "silang/mention/mention_cases.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace silang {

const Language& language_for_tests(const std::string& tag) {
    static const Languages kLanguages = [] {
        auto loaded = Languages::load(std::string(SILANG_SOURCE_DIR) + "/data/languages");
        if (!loaded) {
            std::cerr << loaded.error() << "\n";
            std::abort();
        }
        return loaded.take();
    }();
    return *kLanguages.find(tag);
}

const Language& indonesian_for_tests() {
    return language_for_tests("id");
}

Article body_article(const std::string& text, const std::string& published, const std::string& captured,
                     const Language& language) {
    Article article = article_with_body(text, language);
    if (!published.empty()) {
        const auto moment = parse_moment(published);
        if (moment) article.published = PublishedAt{*moment, published, Span{}, true};
    }
    if (!captured.empty()) article.captured = CapturedAt{captured, Span{}};
    return article;
}

std::vector<MentionCase> read_mention_cases(const std::string& kind) {
    const std::filesystem::path root = std::string(SILANG_SOURCE_DIR) + "/tests/cases";
    std::vector<std::pair<std::filesystem::path, std::string>> files;  // with the language
    const auto add = [&](const std::filesystem::path& folder, const std::string& tag) {
        if (!std::filesystem::is_directory(folder)) return;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() == ".case") files.emplace_back(entry.path(), tag);
        }
    };
    add(root / kind, "id");
    for (const auto& entry : std::filesystem::directory_iterator(std::string(SILANG_SOURCE_DIR) + "/data/languages")) {
        const std::string tag = entry.path().filename().string();
        add(root / tag / kind, tag);
    }
    std::sort(files.begin(), files.end());
    std::vector<MentionCase> cases;
    for (const auto& [path, tag] : files) {
        const Language& language = language_for_tests(tag);
        std::ifstream file(path);
        std::string line, text, published, captured, name;
        std::vector<std::string> expected;
        size_t number = 0;
        const auto finish = [&] {
            if (!text.empty())
                cases.push_back({&language, name, body_article(text, published, captured, language), expected});
            text.clear();
            expected.clear();
        };
        while (std::getline(file, line)) {
            ++number;
            if (line.starts_with("#")) continue;
            if (line.empty()) {
                finish();
            } else if (line.starts_with("published")) {
                published = line.size() > 10 ? line.substr(10) : "";
            } else if (line.starts_with("captured")) {
                captured = line.size() > 9 ? line.substr(9) : "";
            } else if (line.starts_with("  ")) {
                expected.push_back(line.substr(2));
            } else {
                if (text.empty()) name = fmt::format("{}/{}:{}", tag, path.stem().string(), number);
                text += line + "\n";
            }
        }
        finish();
    }
    return cases;
}

std::vector<Entity> entities_for_case(const MentionCase& example) {
    if (example.language == &indonesian_for_tests()) return {};
    return find_entities(example.article, *example.language, nullptr);
}

std::string difference(const MentionCase& example, const std::vector<std::string>& found) {
    std::string report;
    std::vector<std::string> left = example.expected;
    std::vector<std::string> extra;
    for (const std::string& line : found) {
        const auto at = std::find(left.begin(), left.end(), line);
        if (at == left.end())
            extra.push_back(line);
        else
            left.erase(at);
    }
    for (const std::string& line : left) report += "  missing:    " + line + "\n";
    for (const std::string& line : extra) report += "  unexpected: " + line + "\n";
    return report;
}

}  // namespace silang
