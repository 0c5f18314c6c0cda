// Internal to the eval stage: the two readers behind read_gold.
#pragma once

#include <string>
#include <string_view>

#include "silang/eval/eval.h"

namespace silang {

void read_passages(const std::string& file, std::string_view text, const Languages& languages, Gold& gold);

}  // namespace silang
