// SHA-256 (FIPS 180-4), the only hash that leaves the program: ids of captures are made of it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace silang {

using Sha256 = std::array<uint8_t, 32>;
Sha256 sha256(std::string_view bytes);
// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);
std::string hex(const Sha256& digest);

}  // namespace silang
