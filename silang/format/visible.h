// Text of unknown origin, made fit to be shown: a page's characters must not steer the terminal or the report around
// it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace silang {

// Reads the code point at `at` and moves behind it; a byte that belongs to none is U+FFFD. `at` is inside `text`.
char32_t next_code_point(std::string_view text, size_t& at);
void append_code_point(std::string& out, char32_t c);

// Bytes that are not UTF-8 (a path can be any bytes) as U+FFFD; the rest as it is.
std::string printable_utf8(std::string_view bytes);

// What becomes of a code point that is shown: itself, a space (tabs, line and paragraph separators), or 0 for nothing:
// controls, and the marks that turn the reading direction of what stands beside them (U+202A..E, U+2066..9, U+200E/F,
// U+061C).
char32_t visible(char32_t c);

// Whether it is drawn over the one before and takes no room of its own.
bool is_combining(char32_t c);
// Columns it takes in a terminal: 0, 1 or 2.
int columns_of(char32_t c);

}  // namespace silang
