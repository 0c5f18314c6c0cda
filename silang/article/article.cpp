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

namespace {

// The first paragraphs tell the language as surely as the whole, in a fraction of the time.
constexpr size_t kLanguageBytes = 2000;

std::string lead_of(const Article& article) {
    std::string lead;
    for (const Block& block : article.blocks) {
        if (block.role != Role::title && block.role != Role::body) continue;
        lead.append(block.span.of(article.page.text)).append("\n");
        if (lead.size() >= kLanguageBytes) break;
    }
    return lead;
}

}  // namespace

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
    article.rules = language.tag();
    return article;
}

Article read_article(const Capture& capture, Page page, const Languages& languages, const RoleModel& model,
                     std::span<const uint32_t> repeats) {
    // A first guess from the whole page, menus and all; the article itself decides.
    const Language& guess = languages.rules_for(languages.identify(page.text));
    Article article = read_article(capture, std::move(page), guess, model, repeats);
    const std::string lead = lead_of(article);
    std::string tag = lead.empty() ? "und" : languages.identify(lead);
    const Language& language = languages.rules_for(tag);
    if (tag != "und" && &language != &guess) {
        article = read_article(capture, std::move(article.page), language, model, repeats);
    }
    article.language = std::move(tag);
    return article;
}

}  // namespace silang
