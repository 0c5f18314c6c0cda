#include <algorithm>

#include "silang/article/article.h"

namespace silang {
namespace {

// A line that this many pages hold is furniture however many more there are: of more, those with the smallest page
// hashes are kept, so that what is kept does not depend on the order and copies of one page keep the same ones.
constexpr size_t kMostPagesALine = 64;

constexpr uint64_t kHashSeed = 0xcbf29ce484222325u;
constexpr uint64_t kHashPrime = 0x100000001b3u;

uint64_t hash_of(std::string_view bytes) {
    uint64_t hash = kHashSeed;
    for (char c : bytes) hash = (hash ^ static_cast<uint8_t>(c)) * kHashPrime;
    // FNV leaves the high bits of short texts alike; pages are ordered by them.
    hash ^= hash >> 32;
    hash *= 0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 29);
}

struct HashedLine {
    uint64_t hash;
    uint32_t bytes;
};

std::vector<HashedLine> hashed_lines(const Page& page) {
    std::vector<HashedLine> lines;
    lines.reserve(page.lines.size());
    std::string folded;
    for (const Line& line : page.lines) {
        folded.clear();
        fold_append(line.span.of(page.text), folded);
        lines.push_back({hash_of(folded), line.span.size()});
    }
    return lines;
}

}  // namespace

void LineRepeats::add(const Page& page) {
    const uint64_t page_hash = hash_of(page.text);
    const uint32_t index = static_cast<uint32_t>(bytes_of_page_.size());
    if (!index_of_page_.emplace(page_hash, index).second) return;  // the same page again
    hash_of_page_.push_back(page_hash);
    std::vector<HashedLine> lines = hashed_lines(page);
    std::sort(lines.begin(), lines.end(), [](const HashedLine& a, const HashedLine& b) { return a.hash < b.hash; });
    uint64_t bytes = 0;
    for (size_t i = 0; i < lines.size(); ++i) {
        if (i > 0 && lines[i].hash == lines[i - 1].hash) continue;
        bytes += lines[i].bytes;
        std::vector<uint32_t>& pages = pages_of_line_[lines[i].hash];
        pages.push_back(index);
        if (pages.size() > kMostPagesALine) {
            pages.erase(std::max_element(pages.begin(), pages.end(),
                                         [&](uint32_t a, uint32_t b) { return hash_of_page_[a] < hash_of_page_[b]; }));
        }
    }
    bytes_of_page_.push_back(bytes);
}

std::vector<uint32_t> LineRepeats::of(const Page& page) const {
    std::vector<uint32_t> counts(page.lines.size());
    const auto own = index_of_page_.find(hash_of(page.text));
    if (own == index_of_page_.end()) return counts;
    const std::vector<HashedLine> lines = hashed_lines(page);

    // Bytes shared with each other page, every different line once.
    std::unordered_map<uint32_t, uint64_t> shared;
    std::unordered_map<uint64_t, bool> seen;
    for (const HashedLine& line : lines) {
        if (!seen.emplace(line.hash, true).second) continue;
        const auto pages = pages_of_line_.find(line.hash);
        if (pages == pages_of_line_.end()) continue;
        for (uint32_t other : pages->second) {
            if (other != own->second) shared[other] += line.bytes;
        }
    }
    const auto is_copy = [&](uint32_t other) {
        return shared.at(other) * 2 > std::min(bytes_of_page_[other], bytes_of_page_[own->second]);
    };
    for (size_t i = 0; i < lines.size(); ++i) {
        const auto pages = pages_of_line_.find(lines[i].hash);
        if (pages == pages_of_line_.end()) continue;
        for (uint32_t other : pages->second) {
            if (other != own->second && !is_copy(other)) ++counts[i];
        }
    }
    return counts;
}

}  // namespace silang
