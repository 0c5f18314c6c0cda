// What the files of the report share: the sheet that is being written, its texts in every language, and links to
// evidence.
//
// A page's text stands once, at the end. Whatever a story shows links to the exact words there: link() notes the span,
// and the page is written last, with an element around each span that was noted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
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

// --- Evidence.

// Opens a link to the words; closed by add("</a>"). The class is one word, or stands in quotation marks.
void open_link(Sheet& sheet, uint32_t document, Span span, std::string_view css_class);
// One link a piece of evidence: the page's name, and where it has it from when that is another.
void evidence_links(Sheet& sheet, const std::vector<Evidence>& evidence);
// The sentence the span stands in, with single spaces.
std::string sentence_of(const Sheet& sheet, uint32_t document, Span span);
// The words themselves inside their sentence, with the words of the span set off.
std::string quoted_words(const Sheet& sheet, uint32_t document, Span span);

// --- Facts about a page that several places show.

std::string house_of(const Document& document);  // its outlet, else its file's name
std::string title_of(const Document& document);  // its title, else its file's name
// What should stand there, in words: a weekday's name, a date.
std::string expected_text(CheckKind kind, std::string_view expected, const InterfaceTexts& texts);

// The same in every language.
void expected_label(Sheet& sheet, CheckKind kind, std::string_view expected);

// --- The parts, in the order in which they stand in the report.

void story_facts(Sheet& sheet, const CheckedStory& story);  // dates, and how many pages, outlets and origins
void story_signs(Sheet& sheet, const CheckedStory& story);  // links to its conflicts, disputes and checks
void write_story(Sheet& sheet, uint32_t story);
void write_matrix(Sheet& sheet, const CheckedStory& story);  // a section of write_story
void write_page(Sheet& sheet, uint32_t document);
std::string report_style();

}  // namespace silang
