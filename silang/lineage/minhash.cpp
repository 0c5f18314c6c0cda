#include "silang/lineage/minhash.h"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace silang {
namespace {

constexpr size_t kFirstPaired = 8;  // of those that agree in a band
constexpr size_t kLastPaired = 8;

struct Factors {
    alignas(64) Signature multiply;  // odd: a permutation of the 32-bit numbers
    alignas(64) Signature add;
};

constexpr uint64_t next_random(uint64_t& state) {  // splitmix64
    state += 0x9e3779b97f4a7c15;
    uint64_t value = state;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

constexpr Factors make_factors() {
    Factors factors{};
    uint64_t state = 0x73696c616e67;  // any number: all signatures of a run are made with the same
    for (size_t i = 0; i < kSignatureSize; ++i) {
        const uint64_t random = next_random(state);
        factors.multiply[i] = static_cast<uint32_t>(random >> 32) | 1;
        factors.add[i] = static_cast<uint32_t>(random);
    }
    return factors;
}
constexpr Factors kFactors = make_factors();

void sign_portable(std::span<const uint32_t> shingles, Signature& signature) {
    for (const uint32_t shingle : shingles) {
        for (size_t i = 0; i < kSignatureSize; ++i)
            signature[i] = std::min(signature[i], kFactors.multiply[i] * shingle + kFactors.add[i]);
    }
}

#if defined(__x86_64__)
// A part of the signature stays in registers while all shingles pass by; the shingles, a few kilobytes, stay in the
// nearest cache.
__attribute__((target("avx2"))) void sign_avx2(std::span<const uint32_t> shingles, Signature& signature) {
    constexpr size_t kLanes = 8;
    constexpr size_t kHeld = 8;  // of 16 registers; the factors come from memory
    for (size_t part = 0; part < kSignatureSize; part += kLanes * kHeld) {
        const auto* multiply = reinterpret_cast<const __m256i*>(kFactors.multiply.data() + part);
        const auto* add = reinterpret_cast<const __m256i*>(kFactors.add.data() + part);
        __m256i least[kHeld];
        for (__m256i& held : least) held = _mm256_set1_epi32(-1);
        for (const uint32_t shingle : shingles) {
            const __m256i x = _mm256_set1_epi32(static_cast<int32_t>(shingle));
            for (size_t i = 0; i < kHeld; ++i) {
                const __m256i hash = _mm256_add_epi32(_mm256_mullo_epi32(x, multiply[i]), add[i]);
                least[i] = _mm256_min_epu32(least[i], hash);
            }
        }
        for (size_t i = 0; i < kHeld; ++i)
            _mm256_storeu_si256(reinterpret_cast<__m256i*>(signature.data() + part + i * kLanes), least[i]);
    }
}

__attribute__((target("avx512f"))) void sign_avx512(std::span<const uint32_t> shingles, Signature& signature) {
    constexpr size_t kLanes = 16;
    constexpr size_t kHeld = kSignatureSize / kLanes;  // 8 of 32 registers, and 16 for the factors
    __m512i multiply[kHeld];
    __m512i add[kHeld];
    __m512i least[kHeld];
    for (size_t i = 0; i < kHeld; ++i) {
        multiply[i] = _mm512_load_si512(kFactors.multiply.data() + i * kLanes);
        add[i] = _mm512_load_si512(kFactors.add.data() + i * kLanes);
        least[i] = _mm512_set1_epi32(-1);
    }
    for (const uint32_t shingle : shingles) {
        const __m512i x = _mm512_set1_epi32(static_cast<int32_t>(shingle));
        for (size_t i = 0; i < kHeld; ++i) {
            const __m512i hash = _mm512_add_epi32(_mm512_mullo_epi32(x, multiply[i]), add[i]);
            // The plain minimum passes an undefined operand on, which GCC 12 warns of.
            least[i] = _mm512_maskz_min_epu32(static_cast<__mmask16>(-1), least[i], hash);
        }
    }
    for (size_t i = 0; i < kHeld; ++i) _mm512_storeu_si512(signature.data() + i * kLanes, least[i]);
}
#endif

uint64_t band_hash(const Signature& signature, size_t band) {
    uint64_t hash = band;
    for (size_t i = 0; i < kBandSize; ++i) hash = (hash ^ signature[band * kBandSize + i]) * 0x9e3779b97f4a7c15;
    return hash ^ (hash >> 29);
}

}  // namespace

bool has_registers(Registers registers) {
#if defined(__x86_64__)
    if (registers == Registers::avx512) return __builtin_cpu_supports("avx512f") != 0;
    if (registers == Registers::avx2) return __builtin_cpu_supports("avx2") != 0;
#endif
    return registers == Registers::portable;
}

Registers widest_registers() {
    static const Registers kWidest = has_registers(Registers::avx512) ? Registers::avx512
                                     : has_registers(Registers::avx2) ? Registers::avx2
                                                                      : Registers::portable;
    return kWidest;
}

Signature sign(std::span<const uint32_t> shingles, Registers registers) {
    Signature signature;
    signature.fill(UINT32_MAX);
#if defined(__x86_64__)
    if (registers == Registers::avx512) {
        sign_avx512(shingles, signature);
        return signature;
    }
    if (registers == Registers::avx2) {
        sign_avx2(shingles, signature);
        return signature;
    }
#endif
    sign_portable(shingles, signature);
    return signature;
}

std::vector<std::pair<uint32_t, uint32_t>> band_pairs(std::span<const Signature> signatures) {
    std::vector<std::pair<uint32_t, uint32_t>> pairs;
    std::vector<std::pair<uint64_t, uint32_t>> entries(signatures.size());
    for (size_t band = 0; band < kBands; ++band) {
        for (uint32_t i = 0; i < signatures.size(); ++i) entries[i] = {band_hash(signatures[i], band), i};
        std::sort(entries.begin(), entries.end());
        for (size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
            for (end = begin + 1; end < entries.size() && entries[end].first == entries[begin].first;) ++end;
            for (size_t later = begin + 1; later < end; ++later) {
                for (size_t earlier = begin; earlier < later; ++earlier) {
                    if (earlier - begin >= kFirstPaired && earlier + kLastPaired < later)
                        earlier = later - kLastPaired;  // over those in the middle
                    pairs.emplace_back(entries[earlier].second, entries[later].second);
                }
            }
        }
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

}  // namespace silang
