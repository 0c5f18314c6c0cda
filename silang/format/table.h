// A table for a terminal: columns as wide as their widest cell, the last one takes what is left and is broken into
// lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "silang/format/format.h"

namespace silang {

enum class Tone : uint8_t { plain, strong, faint, good, warning };

struct Cell {
    std::string text;
    Tone tone = Tone::plain;
};

struct TextTable {
    std::vector<std::string> header;
    std::vector<std::vector<Cell>> rows;  // each as long as the header
    size_t figures = 0;                   // so many columns at the end are set to the right
};

// Appends `text` in its tone; without colour as it is. Control characters are dropped.
void append_cell(std::string& out, std::string_view text, Tone tone, bool colour);
void append_table(std::string& out, const TextTable& table, TableStyle style);
// A line of its own, for what stands above a table.
void append_line(std::string& out, std::string_view text, Tone tone, TableStyle style);

}  // namespace silang
