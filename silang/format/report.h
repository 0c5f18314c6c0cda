// What the files of the report share: the sheet that is being written, its texts in every language, and links to
// evidence.
//
// A page's text stands once, at the end. Whatever a story shows links to the exact words there: link() notes the span,
// and the page is written last, with an element around each span that was noted.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "silang/format/format.h"

namespace silang {

inline constexpr uint32_t kNoStory = UINT32_MAX;

struct Sheet {
    const Report& report;
    std::string out;
    std::string rules;                     // style rules that only this report needs
    std::vector<std::string> names;        // per document: how it is called beside the others of its story
    std::vector<std::vector<Span>> marks;  // per document: the spans linked to, unsorted
    std::vector<uint32_t> story_of;        // per document: index into report.stories
    uint32_t pieces = 0;                   // spans that were cut into several elements so far

    explicit Sheet(const Report& from);
    void add(std::string_view html) { out += html; }
};

template <class... Values>
void addf(Sheet& sheet, fmt::format_string<Values...> pattern, Values&&... values) {
    fmt::format_to(std::back_inserter(sheet.out), pattern, std::forward<Values>(values)...);
}

// --- Text. All that comes from a page goes through text(): escaped, and without what turns the reading direction.

void append_escaped(std::string& out, std::string_view text);
void text(Sheet& sheet, std::string_view words);
// The interface's text in every language; the reader's choice shows one of them.
void label(Sheet& sheet, std::string_view key);
void count_label(Sheet& sheet, std::string_view key, size_t n);
void date_label(Sheet& sheet, std::string_view value);
void figure_label(Sheet& sheet, std::string_view value);
// As text(), but folded behind its beginning when it is very long.
void folded_text(Sheet& sheet, std::string_view words);

// A section of a story with its heading; closed by add("</section>").
void open_section(Sheet& sheet, std::string_view css_class, std::string_view heading_key);
// The rest of a long list, behind its number; closed by add("</details>").
void open_fold(Sheet& sheet, std::string_view count_key, size_t n);

// --- Evidence.

// Opens a link to the words; closed by add("</a>"). The class is one word, or stands in quotation marks.
void open_link(Sheet& sheet, uint32_t document, Span span, std::string_view css_class);
// One link a piece of evidence: the page's name, and where it has it from when that is another.
void evidence_links(Sheet& sheet, const std::vector<Evidence>& evidence);
// The sentence the span stands in, with single spaces.
std::string sentence_of(const Sheet& sheet, uint32_t document, Span span);
// The words themselves inside their sentence, with the words of the span set off.
std::string quoted_words(const Sheet& sheet, uint32_t document, Span span);
// The exact words of the first pages that say it, each wording once with links to the pages that have it, then links to
// the rest. `above`: the sentence that already stands over them, not to be repeated.
void words_and_links(Sheet& sheet, const std::vector<Evidence>& evidence, size_t wordings, std::string_view above);

// --- Facts about a page that several places show.

std::string house_of(const Document& document);  // its outlet, else its file's name
std::string title_of(const Document& document);  // its title, else its file's name
// What should stand there, in words: a weekday's name, a date.
std::string expected_text(CheckKind kind, std::string_view expected, const InterfaceTexts& texts);

// The same in every language.
void expected_label(Sheet& sheet, CheckKind kind, std::string_view expected);

// --- Columns by origin: what copies have from one place counts once, and stands in one column.

struct Column {
    std::string origin;
    std::vector<uint32_t> documents;  // the pages that have it from there, its own first
};
struct Columns {
    std::vector<Column> list;  // who says most first
    std::map<std::string, size_t, std::less<>> of_origin;
};
using EvidenceLists = std::vector<const std::vector<Evidence>*>;
Columns columns_of(const Sheet& sheet, const CheckedStory& story, const EvidenceLists& evidence);
// "few", "some" or "list": how wide a window has to be for so many columns beside readable text.
std::string_view fit_of(const Columns& columns);
void column_heads(Sheet& sheet, const Columns& columns);
// Which pages stand in a column that is not one page's own.
void column_pages(Sheet& sheet, const Columns& columns);
// The page itself is the origin.
bool is_own(const Sheet& sheet, const Evidence& item);
// `symbol` links to the first evidence, numbers behind it to more.
void open_mark(Sheet& sheet, const std::vector<Evidence>& evidence, std::string_view css_class,
               std::string_view symbol);
void further_marks(Sheet& sheet, const std::vector<Evidence>& evidence);

// --- The parts, in the order in which they stand in the report.

void story_facts(Sheet& sheet, const CheckedStory& story);  // dates, and how many pages, outlets and origins
void story_signs(Sheet& sheet, const CheckedStory& story);  // links to its conflicts, disputes and checks
void write_story(Sheet& sheet, uint32_t story);
// Sections of write_story.
void write_differences(Sheet& sheet, const CheckedStory& story);  // conflicts, disputes, checks, updates
void write_timeline(Sheet& sheet, const CheckedStory& story);
void write_matrix(Sheet& sheet, const CheckedStory& story);
void write_page(Sheet& sheet, uint32_t document);
std::string report_style();

}  // namespace silang
