// Any bytes are read as a page to the end: nothing crashes, every span of every record lies in the page on code-point
// borders, and every line has exactly one role.
#include <cstdio>
#include <cstdlib>

#include "silang/base/digest.h"
#include "tests/fuzz/fuzz_engine.h"

namespace {

using namespace silang;

void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

bool on_border(std::string_view text, uint32_t offset) {
    return offset == text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80;
}

void require_span(std::string_view text, Span span, const char* of) {
    require(span.begin <= span.end && span.end <= text.size(), of);
    require(on_border(text, span.begin) && on_border(text, span.end), of);
}

void require_span(std::string_view text, const std::optional<Span>& span, const char* of) {
    if (span) require_span(text, *span, of);
}

void require_span(std::string_view text, const std::optional<NamedSpan>& named, const char* of) {
    if (named) require_span(text, named->span, of);
}

void check_article(const Article& article) {
    const std::string_view text = article.page.text;
    require(valid_utf8(text), "page text is UTF-8");
    require(article.blocks.size() == article.page.lines.size(), "one block a line");
    uint32_t behind = 0;
    for (size_t i = 0; i < article.blocks.size(); ++i) {
        require(article.blocks[i].span == article.page.lines[i].span, "a block is its line");
        require(article.blocks[i].span.begin >= behind && !article.blocks[i].span.empty(),
                "blocks stand in page order");
        require_span(text, article.blocks[i].span, "block");
        behind = article.blocks[i].span.end;
    }
    require_span(text, article.outlet, "outlet");
    require_span(text, article.title, "title");
    require_span(text, article.dateline, "dateline");
    require_span(text, article.section, "section");
    for (const NamedSpan& byline : article.bylines) require_span(text, byline.span, "byline");
    if (article.published) require_span(text, article.published->span, "published");
    if (article.captured) require_span(text, article.captured->span, "captured");
    for (const Token& token : article.tokens.tokens) require_span(text, token.span, "token");
    require(valid_utf8(article.body_text()), "body is UTF-8");
}

void check_mentions(const Mentions& mentions, std::string_view text) {
    for (const Entity& entity : mentions.entities) {
        require(!entity.id.empty() && !entity.name.empty() && !entity.mentions.empty(),
                "an entity has id, name and mentions");
        for (const Span span : entity.mentions) require_span(text, span, "entity");
    }
    for (const Time& time : mentions.times) require_span(text, time.span, "time");
    for (const Quantity& quantity : mentions.quantities) require_span(text, quantity.span, "quantity");
    for (const Quote& quote : mentions.quotes) {
        require_span(text, quote.span, "quote");
        require_span(text, quote.speaker_span, "speaker");
        require_span(text, quote.cue_span, "cue");
        require(!quote.speaker || *quote.speaker < mentions.entities.size(), "a speaker is an entity of the page");
    }
    for (const Attribution& attribution : mentions.attributions) {
        require_span(text, attribution.span, "attribution");
        require(attribution.sources.size() == attribution.source_spans.size(), "a span a source");
        require(attribution.sources.size() == attribution.kinds.size(), "a kind a source");
        for (const Span span : attribution.source_spans) require_span(text, span, "source");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    Capture capture;
    capture.path = "fuzz.txt";
    capture.media_type = "text/plain";
    capture.bytes.assign(reinterpret_cast<const char*>(data), size);
    capture.byte_count = size;
    capture.sha256 = sha256_hex(capture.bytes);
    auto page = read_page(capture);
    if (!page) {
        require(!page.error().empty(), "a rejection has a reason");
        return 0;
    }
    for (const Line& line : page.value().lines) {
        require(page.value().byte_offset(line.span.begin) <= size, "a line's byte offset lies in the file");
    }
    const Article article = read_article(capture, page.take(), fuzz_engine().languages, fuzz_engine().roles, {});
    const Language& language = fuzz_engine().languages.rules_for(article.rules);
    check_article(article);
    const MentionModels& models = fuzz_engine().mention_models.find(language.tag())->second;
    check_mentions(find_mentions(article, language, models), article.page.text);
    require(explain_roles(article, language, fuzz_engine().roles, {}).size() == article.blocks.size(),
            "a reason a line");
    return 0;
}
