// What all benchmarks read: lexicons and models, and pages varied from the examples.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "silang/pipeline/pipeline.h"

namespace silang {

inline constexpr std::string_view kSource = SILANG_SOURCE_DIR;

// Loaded at the first call; ends the program when that fails.
const Engine& engine();
std::vector<std::string> example_pages();

}  // namespace silang
