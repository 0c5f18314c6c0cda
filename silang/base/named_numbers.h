// Weights of a model as a text file that a person can read and a diff can show.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "silang/base/types.h"

namespace silang {

// Reads lines "name <TAB> number" into the numbers wanted; comment lines begin with "#". The error names file and line.
// Every name must be there once.
std::optional<Error> read_named_numbers(const std::string& path, std::map<std::string_view, double*> wanted);

}  // namespace silang
