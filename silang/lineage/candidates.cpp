// Winnowing (Schleimer, Wilkerson, Aiken 2003): of each window of shingles the smallest hash is kept, so that two
// bodies with a common run cannot keep different ones. An inverted index of what is kept finds the pairs without
// comparing all with all.
//
//   shingles   77 74 42 17 98 50 17 98 | windows of 8, step 1, minimum of each kept once per place
//
// Why not MinHash bands: those find pages that are alike as wholes, and one copied paragraph in a long page would be
// missed.
#include "silang/lineage/candidates.h"

#include <algorithm>
#include <unordered_map>

namespace silang {
namespace {

// A run of 20 words has 16 shingles, two windows of 8 that share no shingle: it leaves at least two common
// fingerprints.
constexpr size_t kWindow = 8;
constexpr uint32_t kCommonFingerprints = 2;

// A fingerprint found on very many pages (a wire text, a house formula) is followed to the first and the latest of them
// only: what is copied by hundreds needs comparing with its first page, not with every copy.
constexpr size_t kFirstKept = 8;
constexpr size_t kLastKept = 8;

std::vector<uint64_t> fingerprints(const Body& body) {
    const std::vector<uint64_t> shingles = shingle_sequence(body);
    std::vector<uint64_t> kept;
    if (shingles.empty()) return kept;
    // Indices of a window whose hashes rise from front to back: the front is the window's minimum.
    std::vector<uint32_t> rising;
    size_t front = 0;
    for (uint32_t i = 0; i < shingles.size(); ++i) {
        while (rising.size() > front && shingles[rising.back()] >= shingles[i]) rising.pop_back();
        rising.push_back(i);
        if (rising[front] + kWindow <= i) ++front;
        if (i + 1 >= kWindow || i + 1 == shingles.size()) kept.push_back(shingles[rising[front]]);
    }
    std::sort(kept.begin(), kept.end());
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    return kept;
}

struct Posting {
    std::vector<uint32_t> first;
    std::vector<uint32_t> last;  // a ring once it is full
    size_t next = 0;

    void add(uint32_t position) {
        if (first.size() < kFirstKept) {
            first.push_back(position);
        } else if (last.size() < kLastKept) {
            last.push_back(position);
        } else {
            last[next] = position;
            next = (next + 1) % kLastKept;
        }
    }
};

}  // namespace

std::vector<std::pair<uint32_t, uint32_t>> candidate_pairs(std::span<const Body> bodies,
                                                           std::span<const uint32_t> order) {
    std::vector<std::pair<uint32_t, uint32_t>> pairs;
    std::unordered_map<uint64_t, Posting> index;
    std::vector<uint32_t> common(order.size(), 0);
    std::vector<uint32_t> touched;
    for (uint32_t position = 0; position < order.size(); ++position) {
        touched.clear();
        for (const uint64_t fingerprint : fingerprints(bodies[order[position]])) {
            Posting& posting = index[fingerprint];
            for (const std::vector<uint32_t>* list : {&posting.first, &posting.last}) {
                for (const uint32_t other : *list) {
                    if (common[other]++ == 0) touched.push_back(other);
                }
            }
            posting.add(position);
        }
        std::sort(touched.begin(), touched.end());
        for (const uint32_t other : touched) {
            if (common[other] >= kCommonFingerprints) pairs.emplace_back(other, position);
            common[other] = 0;
        }
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

}  // namespace silang
