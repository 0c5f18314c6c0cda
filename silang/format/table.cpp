#include "silang/format/table.h"

#include <algorithm>

#include "silang/format/visible.h"

namespace silang {
namespace {

constexpr size_t kGap = 2;
// A column other than the last is cut here: names and paths longer than that would leave no room for the text.
constexpr size_t kWidestColumn = 28;
constexpr size_t kNarrowestText = 20;
// The whole text is in the JSON; a table is to be looked over.
constexpr size_t kMostLines = 4;

std::string_view escape_of(Tone tone) {
    switch (tone) {
        case Tone::plain:
            return "";
        case Tone::strong:
            return "\x1b[1m";
        case Tone::faint:
            return "\x1b[2m";
        case Tone::good:
            return "\x1b[32m";
        case Tone::warning:
            return "\x1b[33m";
    }
    return "";
}

// Without what would steer the terminal; runs of white space become one space.
std::string shown(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const char32_t c = visible(next_code_point(text, at));
        if (c == 0 || (c == U' ' && (out.empty() || out.back() == ' '))) continue;
        append_code_point(out, c);
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

size_t columns_in(std::string_view text) {
    size_t columns = 0;
    for (size_t at = 0; at < text.size();) columns += static_cast<size_t>(columns_of(next_code_point(text, at)));
    return columns;
}

// The longest beginning of `text` that fits, broken at a space where there is one.
std::string_view head_that_fits(std::string_view text, size_t columns) {
    size_t used = 0;
    size_t at = 0;
    size_t last_space = 0;
    while (at < text.size()) {
        size_t next = at;
        const char32_t c = next_code_point(text, next);
        used += static_cast<size_t>(columns_of(c));
        if (used > columns) return text.substr(0, last_space > 0 ? last_space : std::max<size_t>(at, next - at));
        if (c == U' ') last_space = at;
        at = next;
    }
    return text;
}

std::vector<std::string> wrapped(std::string_view text, size_t columns) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        if (lines.size() + 1 == kMostLines && columns_in(text.substr(0, 4 * columns + 4)) > columns) {
            std::string last(head_that_fits(text, columns - 1));
            last += "…";
            lines.push_back(std::move(last));
            break;
        }
        const std::string_view head = head_that_fits(text, columns);
        lines.emplace_back(head);
        text.remove_prefix(head.size());
        while (text.starts_with(' ')) text.remove_prefix(1);
    }
    if (lines.empty()) lines.emplace_back();
    return lines;
}

}  // namespace

void append_cell(std::string& out, std::string_view text, Tone tone, bool colour) {
    const std::string_view escape = colour ? escape_of(tone) : std::string_view();
    out += escape;
    out += text;
    if (!escape.empty()) out += "\x1b[0m";
}

void append_line(std::string& out, std::string_view text, Tone tone, TableStyle style) {
    append_cell(out, shown(text), tone, style.colour);
    out += '\n';
}

void append_table(std::string& out, const TextTable& table, TableStyle style) {
    if (table.rows.empty()) return;
    const size_t columns = table.header.size();
    std::vector<std::vector<std::string>> texts(table.rows.size() + 1);
    for (const std::string& name : table.header) texts[0].push_back(shown(name));
    for (size_t row = 0; row < table.rows.size(); ++row) {
        for (const Cell& cell : table.rows[row]) texts[row + 1].push_back(shown(cell.text));
    }
    std::vector<size_t> widths(columns, 0);
    size_t taken = 0;
    for (size_t column = 0; column + 1 < columns; ++column) {
        for (const auto& row : texts) widths[column] = std::max(widths[column], columns_in(row[column]));
        widths[column] = std::min(widths[column], kWidestColumn);
        taken += widths[column] + kGap;
    }
    widths[columns - 1] = style.width > taken + kNarrowestText ? style.width - taken : kNarrowestText;
    if (table.figures > 0) {  // as wide as they are, wherever the terminal ends
        widths[columns - 1] = 0;
        for (const auto& row : texts) widths[columns - 1] = std::max(widths[columns - 1], columns_in(row[columns - 1]));
    }

    for (size_t row = 0; row < texts.size(); ++row) {
        const auto lines = wrapped(texts[row][columns - 1], widths[columns - 1]);
        for (size_t line = 0; line < lines.size(); ++line) {
            for (size_t column = 0; column < columns; ++column) {
                const bool last = column + 1 == columns;
                std::string text = last ? lines[line] : line == 0 ? texts[row][column] : std::string();
                if (!last && columns_in(text) > widths[column]) {
                    text = std::string(head_that_fits(text, widths[column] - 1)) + "…";
                }
                const size_t width = columns_in(text);
                const bool figure = column + table.figures >= columns;
                if (figure) out.append(widths[column] - width, ' ');
                append_cell(out, text, row == 0 ? Tone::strong : table.rows[row - 1][column].tone,
                            style.colour && !text.empty());
                if (!last) out.append((figure ? 0 : widths[column] - width) + kGap, ' ');
            }
            while (out.ends_with(' ')) out.pop_back();
            out += '\n';
        }
    }
}

}  // namespace silang
