// Quotes of one speaker, and words held against all that was said, as tables for a terminal.
#include <fmt/format.h>

#include "silang/format/report.h"
#include "silang/format/table.h"

namespace silang {
namespace {

std::string page_of(const Document& document, const InterfaceTexts& texts) {
    const auto& published = document.article.published;
    return published ? fmt::format("{}, {}", house_of(document), date_text(published->value, texts))
                     : house_of(document);
}

}  // namespace

std::string quotes_table(std::span<const FoundQuote> quotes, std::span<const Document> documents,
                         const InterfaceTexts& texts, TableStyle style) {
    TextTable table;
    table.header = {std::string(texts.text("column.kind")), std::string(texts.text("column.article")),
                    std::string(texts.text("column.text"))};
    for (const FoundQuote& found : quotes) {
        const Document& document = documents[found.document];
        const Quote& quote = document.mentions.quotes[found.quote];
        const bool against = quote.stance == Stance::denies || quote.stance == Stance::accuses;
        table.rows.push_back(
            {{std::string(texts.text(quote.direct ? "quote.direct" : "quote.indirect"))},
             {page_of(document, texts), Tone::faint},
             {fmt::format("{} {}: {}", found.speaker, texts.text(fmt::format("stance.{}", stance_name(quote.stance))),
                          clean_spaces(quote.span.of(document.article.page.text))),
              against ? Tone::warning : Tone::plain}});
    }
    std::string out;
    append_table(out, table, style);
    return out;
}

std::string quote_check_table(const QuoteCheck& check, std::span<const Document> documents, const InterfaceTexts& texts,
                              TableStyle style) {
    std::string out;
    const Tone tone = check.verdict == QuoteVerdict::authentic ? Tone::good : Tone::warning;
    append_line(out, texts.text(fmt::format("verdict.{}", verdict_name(check.verdict))), tone, style);
    if (!check.nearest) return out;
    const Document& document = documents[check.nearest->document];
    std::string compared;
    for (const ComparedWord& word : check.nearest->compared) {
        if (!compared.empty()) compared += ' ';
        // As in a diff of words: [-on the page-], {+asked about+}.
        if (word.side == ComparedWord::Side::page)
            compared += fmt::format("[-{}-]", word.word);
        else if (word.side == ComparedWord::Side::asked)
            compared += fmt::format("{{+{}+}}", word.word);
        else
            compared += word.word;
    }
    TextTable table;
    table.header = {std::string(texts.text("column.article")), std::string(texts.text("column.text"))};
    table.rows.push_back({{page_of(document, texts), Tone::faint},
                          {fmt::format("{}: {}", check.nearest->speaker,
                                       clean_spaces(check.nearest->span.of(document.article.page.text)))}});
    table.rows.push_back({{texts.counted("count.words-differ", check.distance), Tone::faint}, {compared}});
    append_table(out, table, style);
    return out;
}

}  // namespace silang
