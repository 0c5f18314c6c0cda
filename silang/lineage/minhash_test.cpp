#include "silang/lineage/minhash.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace silang {
namespace {

std::vector<uint32_t> shingles(uint32_t seed, size_t count) {
    std::mt19937 random(seed);
    std::vector<uint32_t> made(count);
    for (uint32_t& shingle : made) shingle = static_cast<uint32_t>(random());
    return made;
}

// Two sets of 300 with this Jaccard.
std::pair<std::vector<uint32_t>, std::vector<uint32_t>> alike(uint32_t seed, double jaccard) {
    const size_t common = static_cast<size_t>(std::lround(600 * jaccard / (1 + jaccard)));
    std::vector<uint32_t> left = shingles(seed, 300);
    std::vector<uint32_t> right = shingles(seed + 1'000'000, 300);
    std::copy_n(left.begin(), common, right.begin());
    return {left, right};
}

TEST(MinHash, IsTheSameWithAllRegisters) {
    for (const size_t count : {0, 1, 2, 7, 64, 1000}) {
        const std::vector<uint32_t> set = shingles(static_cast<uint32_t>(count), count);
        const Signature portable = sign(set, Registers::portable);
        for (const Registers registers : {Registers::avx2, Registers::avx512}) {
            if (has_registers(registers)) {
                EXPECT_EQ(sign(set, registers), portable) << count;
            }
        }
    }
}

TEST(MinHash, PlacesAgreeAsOftenAsTheJaccardSays) {
    for (const double jaccard : {0.1, 0.4, 0.7, 0.9}) {
        size_t agree = 0;
        constexpr uint32_t kRounds = 60;
        for (uint32_t round = 0; round < kRounds; ++round) {
            const auto [left, right] = alike(round * 7 + 1, jaccard);
            const Signature a = sign(left, Registers::portable);
            const Signature b = sign(right, Registers::portable);
            for (size_t i = 0; i < kSignatureSize; ++i) agree += a[i] == b[i] ? 1 : 0;
        }
        EXPECT_NEAR(static_cast<double>(agree) / (kRounds * kSignatureSize), jaccard, 0.02) << jaccard;
    }
}

TEST(MinHash, BandsFindPairsAsOftenAsTheTableSays) {
    for (const auto& [jaccard, chance] :
         {std::pair(0.1, 0.041), std::pair(0.3, 0.684), std::pair(0.4, 0.938), std::pair(0.7, 1.0)}) {
        size_t found = 0;
        constexpr uint32_t kRounds = 400;
        for (uint32_t round = 0; round < kRounds; ++round) {
            const auto [left, right] = alike(round * 13 + 5, jaccard);
            const std::vector<Signature> both = {sign(left, Registers::portable), sign(right, Registers::portable)};
            found += band_pairs(both).size();
        }
        EXPECT_NEAR(static_cast<double>(found) / kRounds, chance, 0.06) << jaccard;
    }
}

TEST(MinHash, PairsOfManyEqualPagesStayLinear) {
    const std::vector<Signature> equal(2000, sign(shingles(3, 200), Registers::portable));
    const auto pairs = band_pairs(equal);
    EXPECT_LT(pairs.size(), 2000u * 20);
    for (uint32_t i = 1; i < equal.size(); ++i)
        EXPECT_TRUE(std::binary_search(pairs.begin(), pairs.end(), std::pair(0u, i)));
}

}  // namespace
}  // namespace silang
