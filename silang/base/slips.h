// Slips of the pen between two words.
#pragma once

#include <cstddef>
#include <string_view>

namespace silang {

// How many bytes have to be changed, put in, left out or swapped with their neighbour: the edit distance that counts a
// swap of neighbours as one slip (optimal string alignment; Damerau 1964).
size_t slips_between(std::string_view a, std::string_view b);

}  // namespace silang
