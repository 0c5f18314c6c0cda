// MinHash signatures and the pairs of pages that they make worth comparing. Internal to the lineage stage.
//
//   shingles   { 5 words, 5 words, ... }, hashed to 32 bits: x
//   signature  for i in 0..127 the smallest of  a_i * x + b_i  mod 2^32; two sets agree in a place with a chance of
//              their Jaccard J
//   bands      places 0-2, 3-5, ..., 123-125: pages that agree in all three of one band are a pair
//
// P(pair) = 1 - (1 - J^3)^42:   J    0.1    0.2    0.3    0.4    0.5    0.6     0.7
//                               P    0.041  0.286  0.684  0.938  0.996  0.9999  1 - 2e-8
//
// Three places a band and not four: near-duplicates begin at 0.4, where 32 bands of four would find 56 %. What is found
// in vain is compared in a microsecond.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace silang {

inline constexpr size_t kSignatureSize = 128;
inline constexpr size_t kBandSize = 3;
inline constexpr size_t kBands = kSignatureSize / kBandSize;  // the last two places are in none

using Signature = std::array<uint32_t, kSignatureSize>;

// The widest registers are used that the machine has; the values are the same with all.
enum class Registers : uint8_t { portable, avx2, avx512 };
bool has_registers(Registers registers);
Registers widest_registers();

// Of an empty set all places are UINT32_MAX: such a page is like no other and must not be put into bands.
Signature sign(std::span<const uint32_t> shingles, Registers registers);

// Pairs of positions (earlier, later), sorted, each once. Of very many pages that agree in a band each is paired with
// the first and the nearest before it only: a text on hundreds of pages is compared with its first page.
std::vector<std::pair<uint32_t, uint32_t>> band_pairs(std::span<const Signature> signatures);

}  // namespace silang
