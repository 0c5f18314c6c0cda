// An article made of text of which it is known that it is body: gold passages, sentences, cases of tests.
#include <algorithm>

#include "silang/article/article.h"

namespace silang {

Article article_with_body(std::string text, const Language& language) {
    Article article;
    article.rules = language.tag();
    article.page.text = std::move(text);
    const std::string& page = article.page.text;
    std::vector<Span> lines;
    for (size_t begin = 0; begin < page.size();) {
        const size_t end = std::min(page.find('\n', begin), page.size());
        const Span line = trim(page, {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
        if (!line.empty()) {
            lines.push_back(line);
            article.page.lines.push_back({line, 0});
            article.blocks.push_back({line, Role::body});
        }
        begin = end + 1;
    }
    article.tokens = tokenize(page, lines, language.vocabulary(), language.abbreviations());
    return article;
}

}  // namespace silang
