// Pages written down in case files, read as the article stage would hand them on, and what is expected of them. The
// format is described in tests/cases/story/README.md. For tests only.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "silang/base/digest.h"
#include "silang/mention/mention.h"

namespace silang {

struct WrittenCase {
    std::string name;
    std::vector<std::string> page_names;  // one a document
    std::vector<Document> documents;
    std::vector<std::string> expected;  // the lines below @expect

    [[nodiscard]] uint32_t index_of(const std::string& page) const {
        return static_cast<uint32_t>(std::find(page_names.begin(), page_names.end(), page) - page_names.begin());
    }
};

// Lines of text with a role each; header lines ("outlet: ...") become metadata. Names and the like are found by the
// finders.
inline Document written_page(const std::string& name, const std::vector<std::string>& lines, const Language& language,
                             const MentionModels& models) {
    Document document;
    Article& article = document.article;
    article.language = language.tag();
    std::vector<Span> spans;
    const auto add_line = [&](const std::string& text, Role role) {
        Span span{static_cast<uint32_t>(article.page.text.size()), 0};
        article.page.text += text;
        span.end = static_cast<uint32_t>(article.page.text.size());
        article.page.text += "\n\n";
        article.page.lines.push_back({span, spans.empty() ? 0u : 1u});
        article.blocks.push_back({span, role});
        spans.push_back(span);
        return span;
    };
    for (const std::string& line : lines) {
        if (line.starts_with("outlet: ")) {
            article.outlet = NamedSpan{line.substr(8), {}};
        } else if (line.starts_with("published: ")) {
            const auto moment = parse_moment(line.substr(11));
            if (moment) article.published = PublishedAt{*moment, moment->value(), {}, true};
        } else if (line.starts_with("title: ")) {
            article.title = NamedSpan{line.substr(7), add_line(line.substr(7), Role::title)};
        } else if (const size_t bar = line.find("| ");
                   bar != std::string::npos && role_from_name(std::string_view(line).substr(0, bar))) {
            add_line(line.substr(bar + 2), *role_from_name(std::string_view(line).substr(0, bar)));
        } else {
            add_line(line, Role::body);
        }
    }
    article.tokens = tokenize(article.page.text, spans, language.vocabulary(), language.abbreviations());
    document.capture.path = name + ".txt";
    document.capture.sha256 = sha256_hex(name + article.page.text);
    article.id = document.capture.id();
    document.mentions = find_mentions(article, language, models);
    return document;
}

inline WrittenCase read_written_case(const std::filesystem::path& path, const Language& language,
                                     const MentionModels& models) {
    WrittenCase result;
    result.name = path.stem().string();
    std::ifstream file(path);
    std::vector<std::string> lines;
    std::string page;
    bool expecting = false;
    const auto finish_page = [&] {
        if (page.empty()) return;
        result.page_names.push_back(page);
        result.documents.push_back(written_page(page, lines, language, models));
        page.clear();
        lines.clear();
    };
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.starts_with("# ")) continue;
        if (line.starts_with("@page ")) {
            finish_page();
            page = line.substr(6);
        } else if (line == "@expect") {
            finish_page();
            expecting = true;
        } else if (expecting) {
            result.expected.push_back(line);
        } else {
            lines.push_back(line);
        }
    }
    link_entities(result.documents);
    return result;
}

inline std::vector<std::filesystem::path> written_cases(const std::string& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".txt") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace silang
