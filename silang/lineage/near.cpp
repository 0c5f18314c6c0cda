#include "silang/lineage/near.h"

#include <algorithm>
#include <unordered_map>

#include "silang/lineage/lineage.h"
#include "silang/lineage/minhash.h"

namespace silang {
namespace {

// Bodies shorter than this are compared as wholes only: a few words ("Read more in our app") are alike by chance, and
// one changed number makes another piece of news of them.
constexpr size_t kShortBodyWords = 50;
// Below this even equal bodies need equal titles.
constexpr size_t kTinyBodyWords = 12;

// Near-duplicates, on five-word shingles. A swapped word kills five shingles, so an edited wire copy that keeps 90 % of
// its words has a Jaccard of about 0.45. Among the example pages the edited copy has 0.61, no other pair more than
// 0.02.
constexpr double kNearJaccard = 0.4;
// A cut-down copy: nearly all of the shorter body stands in the longer one, and it is no mere excerpt of it.
constexpr double kNearContainment = 0.75;
constexpr double kNearLength = 0.5;
// Outside quotations the same must hold, where enough is left to count.
constexpr size_t kEnoughOwnShingles = 20;

bool same_title(const Document& left, const Document& right) {
    const auto& a = left.article.title;
    const auto& b = right.article.title;
    return a.has_value() == b.has_value() && (!a || fold(a->name) == fold(b->name));
}

bool same_body(const Document& left, const Body& left_body, const Document& right, const Body& right_body) {
    if (left_body.words.empty() || left_body.digest != right_body.digest) return false;
    if (left_body.words.size() < kTinyBodyWords && !same_title(left, right)) return false;
    return std::equal(left_body.words.begin(), left_body.words.end(), right_body.words.begin(), right_body.words.end(),
                      [](const BodyWord& a, const BodyWord& b) { return a.hash == b.hash; });
}

bool near_by_shingles(const std::vector<uint64_t>& left, const std::vector<uint64_t>& right, double length_ratio) {
    const Overlap overlap = overlap_of(left, right);
    return overlap.jaccard >= kNearJaccard || (overlap.containment >= kNearContainment && length_ratio >= kNearLength);
}

// Near-duplicates unless they turn out to be template news.
bool alike(const Body& left_body, const Body& right_body) {
    const size_t shorter = std::min(left_body.words.size(), right_body.words.size());
    const size_t longer = std::max(left_body.words.size(), right_body.words.size());
    if (shorter < kShortBodyWords) return false;
    const double ratio = static_cast<double>(shorter) / static_cast<double>(longer);
    if (!near_by_shingles(left_body.shingles, right_body.shingles, ratio)) return false;
    if (!left_body.quotes && !right_body.quotes) return true;
    const std::vector<uint64_t> left_own = own_shingles(left_body);
    const std::vector<uint64_t> right_own = own_shingles(right_body);
    return std::min(left_own.size(), right_own.size()) < kEnoughOwnShingles ||
           near_by_shingles(left_own, right_own, ratio);
}

}  // namespace

std::vector<uint32_t> lead_equal_bodies(std::span<const Document> documents, std::span<const Body> bodies,
                                        std::span<const uint32_t> order) {
    std::vector<uint32_t> leader(documents.size());
    std::unordered_map<uint64_t, std::vector<uint32_t>> leaders_of_digest;
    for (const uint32_t document : order) {
        leader[document] = document;
        std::vector<uint32_t>& leaders = leaders_of_digest[bodies[document].digest];
        const auto same = std::find_if(leaders.begin(), leaders.end(), [&](uint32_t other) {
            return same_body(documents[other], bodies[other], documents[document], bodies[document]);
        });
        if (same != leaders.end())
            leader[document] = *same;
        else
            leaders.push_back(document);
    }
    return leader;
}

std::vector<std::pair<uint32_t, uint32_t>> alike_candidates(std::span<const Body> bodies,
                                                            std::span<const uint32_t> order) {
    std::vector<uint32_t> positions;
    std::vector<Signature> signatures;
    std::vector<uint32_t> shingles;
    for (uint32_t position = 0; position < order.size(); ++position) {
        const Body& body = bodies[order[position]];
        if (body.words.size() < kShortBodyWords) continue;
        shingles.clear();
        for (const uint64_t shingle : body.shingles) shingles.push_back(static_cast<uint32_t>(shingle >> 32));
        signatures.push_back(sign(shingles, widest_registers()));
        positions.push_back(position);
    }
    std::vector<std::pair<uint32_t, uint32_t>> pairs = band_pairs(signatures);
    for (auto& [earlier, later] : pairs) {
        earlier = positions[earlier];
        later = positions[later];
    }
    return pairs;
}

Verified Comparison::verify(uint32_t left, uint32_t right) {
    const bool as_wholes = alike(bodies_[left], bodies_[right]);
    const bool form = as_wholes && facts(left, right).is_template();
    return {left, right, as_wholes && !form, form};
}

FactComparison Comparison::facts(uint32_t left, uint32_t right) {
    for (const uint32_t document : {left, right}) {
        if (!facts_[document]) facts_[document] = read_facts(documents_[document], bodies_[document], language_);
    }
    return compare_facts(*facts_[left], *facts_[right]);
}

PairFigures compare_pair(const Document& left, const Document& right, const Language& language) {
    const Body left_body = read_body(left);
    const Body right_body = read_body(right);
    const Overlap overlap = overlap_of(left_body.shingles, right_body.shingles);
    const FactComparison facts =
        compare_facts(read_facts(left, left_body, language), read_facts(right, right_body, language));
    return {overlap.jaccard, overlap.containment, kNearJaccard,       kNearContainment,
            facts.same,      facts.different,     facts.is_template()};
}

}  // namespace silang
