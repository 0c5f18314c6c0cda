// SHA-256 (FIPS 180-4), the only hash that leaves the program: ids of captures are made of it.
#pragma once

#include <string>
#include <string_view>

namespace silang {

// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace silang
