// Winnowing (Schleimer, Wilkerson, Aiken 2003): of each window of shingles the smallest hash is kept, so that two
// bodies with a common run cannot keep different ones. An inverted index of what is kept finds the pairs without
// comparing all with all.
//
//   shingles   77 74 42 17 98 50 17 98 | windows of 8, step 1, minimum of each kept once per place
//
// MinHash bands (minhash.h) find pages that are alike as wholes; one copied paragraph in a long page they would miss.
#include "silang/lineage/candidates.h"

#include <algorithm>
#include <tuple>
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

// A paragraph on so many pages, the first of them so many days before the last, is background that is put under
// whatever is said on a matter. News that is copied is copied within days.
constexpr uint32_t kStandingPages = 6;
constexpr int32_t kStandingDays = 21;
// Words between two standing fingerprints of one paragraph: a window of shingles, and the shingle itself.
constexpr uint32_t kStandingGap = kWindow + kShingleWords;

struct Fingerprint {
    uint64_t hash;
    uint32_t word;  // where its shingle begins
    bool operator==(const Fingerprint& other) const { return hash == other.hash; }
    bool operator<(const Fingerprint& other) const { return std::tie(hash, word) < std::tie(other.hash, other.word); }
};

std::vector<Fingerprint> fingerprints(const Body& body) {
    const std::vector<uint64_t> shingles = shingle_sequence(body.words);
    std::vector<Fingerprint> kept;
    if (shingles.empty()) return kept;
    // Indices of a window whose hashes rise from front to back: the front is the window's minimum.
    std::vector<uint32_t> rising;
    size_t front = 0;
    for (uint32_t i = 0; i < shingles.size(); ++i) {
        while (rising.size() > front && shingles[rising.back()] >= shingles[i]) rising.pop_back();
        rising.push_back(i);
        if (rising[front] + kWindow <= i) ++front;
        if (i + 1 >= kWindow || i + 1 == shingles.size()) {
            if (kept.empty() || kept.back().word != rising[front])
                kept.push_back({shingles[rising[front]], rising[front]});
        }
    }
    return kept;
}

struct Posting {
    std::vector<uint32_t> first;
    std::vector<uint32_t> last;  // a ring once it is full
    size_t next = 0;
    uint32_t pages = 0;
    Day first_day = Day::max();
    Day last_day = Day::min();

    void add(uint32_t position, Day day) {
        ++pages;
        if (day != Day::max()) {
            first_day = std::min(first_day, day);
            last_day = std::max(last_day, day);
        }
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

Candidates candidate_pairs(std::span<const Body> bodies, std::span<const Day> days, std::span<const uint32_t> order) {
    Candidates candidates;
    std::unordered_map<uint64_t, Posting> index;
    std::vector<uint32_t> common(order.size(), 0);
    std::vector<uint32_t> touched;
    for (uint32_t position = 0; position < order.size(); ++position) {
        touched.clear();
        std::vector<Fingerprint> kept = fingerprints(bodies[order[position]]);
        std::sort(kept.begin(), kept.end());
        kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
        for (const Fingerprint& fingerprint : kept) {
            Posting& posting = index[fingerprint.hash];
            for (const std::vector<uint32_t>* list : {&posting.first, &posting.last}) {
                for (const uint32_t other : *list) {
                    if (common[other]++ == 0) touched.push_back(other);
                }
            }
            posting.add(position, days[order[position]]);
        }
        std::sort(touched.begin(), touched.end());
        for (const uint32_t other : touched) {
            if (common[other] >= kCommonFingerprints) candidates.pairs.emplace_back(other, position);
            common[other] = 0;
        }
    }
    std::sort(candidates.pairs.begin(), candidates.pairs.end());
    for (const auto& [hash, posting] : index) {
        if (posting.pages >= kStandingPages && posting.first_day <= posting.last_day &&
            (posting.last_day - posting.first_day).count() >= kStandingDays)
            candidates.standing.push_back(hash);
    }
    std::sort(candidates.standing.begin(), candidates.standing.end());
    return candidates;
}

void mark_standing(const std::vector<uint64_t>& standing, Body& body) {
    if (standing.empty()) return;
    uint32_t marked = 0;  // words before are done
    uint32_t standing_end = 0;
    for (const Fingerprint& fingerprint : fingerprints(body)) {
        if (!std::binary_search(standing.begin(), standing.end(), fingerprint.hash)) continue;
        const bool goes_on = standing_end > 0 && fingerprint.word <= standing_end + kStandingGap;
        marked = goes_on ? marked : fingerprint.word;
        standing_end = fingerprint.word + kShingleWords;
        for (; marked < standing_end; ++marked) body.words[marked].standing = true;
    }
}

}  // namespace silang
