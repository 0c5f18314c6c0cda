#include "silang/mention/mention_cases.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace silang {

const Language& indonesian_for_tests() {
    static const Language kLanguage = [] {
        auto loaded = Language::load(std::string(SILANG_SOURCE_DIR) + "/data/languages/id", "id");
        if (!loaded) {
            std::cerr << loaded.error() << "\n";
            std::abort();
        }
        return loaded.take();
    }();
    return kLanguage;
}

Article body_article(const std::string& text, const std::string& published, const std::string& captured) {
    Article article;
    article.page.text = text;
    std::vector<Span> spans;
    for (size_t begin = 0; begin < text.size();) {
        size_t end = text.find('\n', begin);
        if (end == std::string::npos) end = text.size();
        const Span span = trim(text, {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
        if (!span.empty()) {
            spans.push_back(span);
            article.page.lines.push_back({span, 0});
            article.blocks.push_back({span, Role::body});
        }
        begin = end + 1;
    }
    const Language& language = indonesian_for_tests();
    article.tokens = tokenize(article.page.text, spans, language.vocabulary(), language.abbreviations());
    if (!published.empty()) {
        const auto moment = parse_moment(published);
        if (moment) article.published = PublishedAt{*moment, published, Span{}, true};
    }
    if (!captured.empty()) article.captured = CapturedAt{captured, Span{}};
    return article;
}

std::vector<MentionCase> read_mention_cases(const std::string& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(SILANG_SOURCE_DIR) + "/" + folder)) {
        if (entry.path().extension() == ".case") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<MentionCase> cases;
    for (const auto& path : paths) {
        std::ifstream file(path);
        std::string line, text, published, captured, name;
        std::vector<std::string> expected;
        size_t number = 0;
        const auto finish = [&] {
            if (!text.empty()) cases.push_back({name, body_article(text, published, captured), expected});
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
                if (text.empty()) name = path.stem().string() + ":" + std::to_string(number);
                text += line + "\n";
            }
        }
        finish();
    }
    return cases;
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
