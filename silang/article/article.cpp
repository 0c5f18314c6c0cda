#include "silang/article/article.h"

#include "silang/article/label.h"
#include "silang/article/metadata.h"

namespace silang {

std::string Article::body_text() const {
    std::string text;
    for (const Block& block : blocks) {
        if (block.role != Role::body) continue;
        if (!text.empty()) text += "\n\n";
        text += block.span.of(page.text);
    }
    return text;
}

Article read_article(const Capture& capture, Page page, const Language& language, const RoleModel& model,
                     std::span<const uint32_t> repeats) {
    Article article;
    article.id = capture.id();
    article.page = std::move(page);
    std::vector<Span> lines;
    lines.reserve(article.page.lines.size());
    for (const Line& line : article.page.lines) lines.push_back(line.span);
    article.tokens = tokenize(article.page.text, lines, language.vocabulary(), language.abbreviations());
    const std::vector<Role> roles = label_lines(article.page, article.tokens, language, model, repeats);
    article.blocks.reserve(lines.size());
    for (size_t i = 0; i < lines.size(); ++i) article.blocks.push_back({lines[i], roles[i]});
    read_metadata(article, language);
    return article;
}

}  // namespace silang
