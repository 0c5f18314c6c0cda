// Lineage: which pages are one text, which borrowed a passage, and who had it first.
//
//   bodies ─ equal digests ─ candidates (shared fingerprints) ─ compared word by word ─┬─ near-duplicates ─
//   representatives
//                                                                                      └─ passages
//
// Nothing is taken from a sketch alone: every pair that is reported was compared word by word.
#include "silang/lineage/lineage.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "silang/lineage/body.h"
#include "silang/lineage/candidates.h"
#include "silang/lineage/direction.h"
#include "silang/lineage/origins.h"

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

// A passage: what a reader would call copied. Set phrases and names of offices run to 12 words, legal articles cited
// to 18.
constexpr uint32_t kPassageWords = 20;

struct Verified {
    uint32_t left;
    uint32_t right;
    bool near;
    bool form;  // alike as wholes, but one form filled in twice
};

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
    return std::min(left_body.own_shingles.size(), right_body.own_shingles.size()) < kEnoughOwnShingles ||
           near_by_shingles(left_body.own_shingles, right_body.own_shingles, ratio);
}

// What `to` took from `from`. For a passage, nothing when no run is long enough.
std::optional<Copy> describe_copy(std::span<const Document> documents, std::span<const Body> bodies, uint32_t from,
                                  uint32_t to, CopyKind kind) {
    Copy copy{from, to, kind, 0, {}, false, {}, false};
    uint32_t copied = 0;
    for (const SharedRun& run : shared_runs(documents[from], bodies[from], documents[to], bodies[to])) {
        const uint32_t words = kind == CopyKind::passage ? run.own_words : run.words;
        if (words < kPassageWords && kind != CopyKind::duplicate) continue;
        copied += run.own_words;
        copy.passages.insert(copy.passages.end(), run.spans.begin(), run.spans.end());
    }
    if (kind == CopyKind::passage) {
        if (copy.passages.empty()) return std::nullopt;
        const auto own =
            static_cast<double>(std::count_if(bodies[to].words.begin(), bodies[to].words.end(),
                                              [](const BodyWord& word) { return !word.quoted && !word.standing; }));
        copy.similarity = std::min(1.0, copied / own);
    } else if (kind == CopyKind::duplicate) {
        copy.similarity = 1;
    } else {
        copy.similarity = overlap_of(bodies[from].shingles, bodies[to].shingles).jaccard;
    }
    std::sort(copy.passages.begin(), copy.passages.end(),
              [](const auto& a, const auto& b) { return std::tie(a.second, a.first) < std::tie(b.second, b.first); });
    return copy;
}

// Pages with equal bodies: each but the first of its class (by originality) gets that first page.
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

}  // namespace

std::string_view copy_kind_name(CopyKind kind) {
    switch (kind) {
        case CopyKind::duplicate:
            return "duplicate";
        case CopyKind::near_duplicate:
            return "near-duplicate";
        case CopyKind::passage:
            return "passage";
    }
    return "passage";
}

std::string_view origin_kind_name(OriginKind kind) {
    switch (kind) {
        case OriginKind::outlet:
            return "outlet";
        case OriginKind::agency:
            return "agency";
        case OriginKind::official:
            return "official";
        case OriginKind::person:
            return "person";
        case OriginKind::document:
            return "document";
    }
    return "outlet";
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

Lineage trace_lineage(std::span<const Document> documents, const Language& language) {
    const SourceNames names(language);
    Lineage lineage;
    lineage.house = find_houses(documents, names);
    lineage.origins = find_origins(documents, lineage.house, names);

    std::vector<Body> bodies;
    std::vector<Clues> clues;
    std::vector<bool> credits_double(documents.size(), false);
    std::vector<uint32_t> order;
    for (uint32_t i = 0; i < documents.size(); ++i) {
        bodies.push_back(read_body(documents[i]));
        clues.push_back(read_clues(documents[i], bodies[i], lineage.house[i], names));
        order.push_back(i);
    }
    const auto by_originality = [&](uint32_t a, uint32_t b) {
        return more_original(clues[a], credits_double[a], clues[b], credits_double[b]);
    };
    std::sort(order.begin(), order.end(), by_originality);

    // Equal bodies collapse first: a wire text on a hundred pages is compared once. Credits between them still count.
    std::vector<uint32_t> leader = lead_equal_bodies(documents, bodies, order);
    for (const uint32_t document : order) {
        const uint32_t first = leader[document];
        if (first != document && clues[first].credits(clues[document])) credits_double[first] = true;
    }
    std::sort(order.begin(), order.end(), by_originality);
    leader = lead_equal_bodies(documents, bodies, order);
    std::vector<uint32_t> leaders;
    std::copy_if(order.begin(), order.end(), std::back_inserter(leaders), [&](uint32_t i) { return leader[i] == i; });

    std::vector<std::optional<Facts>> facts(documents.size());
    const auto compare = [&](uint32_t left, uint32_t right) {
        for (const uint32_t document : {left, right}) {
            if (!facts[document]) facts[document] = read_facts(documents[document], bodies[document], language);
        }
        return compare_facts(*facts[left], *facts[right]);
    };
    std::vector<Verified> pairs;
    std::vector<Day> days;
    for (const Clues& clue : clues) days.push_back(clue.day);
    const Candidates candidates = candidate_pairs(bodies, days, leaders);
    for (Body& body : bodies) mark_standing(candidates.standing, body);
    for (const auto& [earlier, later] : candidates.pairs) {
        const uint32_t left = leaders[earlier];
        const uint32_t right = leaders[later];
        const bool as_wholes = alike(bodies[left], bodies[right]);
        const bool form = as_wholes && compare(left, right).is_template();
        const bool near = as_wholes && !form;
        pairs.push_back({left, right, near, form});
        if (!near) continue;
        const bool left_credits = clues[left].credits(clues[right]);
        const bool right_credits = clues[right].credits(clues[left]);
        if (left_credits && !right_credits) credits_double[left] = true;
        if (right_credits && !left_credits) credits_double[right] = true;
    }

    // Representatives: the most original page first; a page joins the first representative that it was verified close
    // to.
    std::map<uint32_t, std::vector<uint32_t>> near_pages;
    for (const Verified& pair : pairs) {
        if (!pair.near) continue;
        near_pages[pair.left].push_back(pair.right);
        near_pages[pair.right].push_back(pair.left);
    }
    std::sort(leaders.begin(), leaders.end(), by_originality);
    lineage.representative.resize(documents.size());
    std::vector<bool> represents(documents.size(), false);
    for (const uint32_t document : leaders) {
        std::optional<uint32_t> best;
        for (const uint32_t other : near_pages[document]) {
            if (represents[other] && (!best || by_originality(other, *best))) best = other;
        }
        represents[document] = !best;
        lineage.representative[document] = best.value_or(document);
    }
    for (const uint32_t document : order) {
        if (leader[document] != document) lineage.representative[document] = lineage.representative[leader[document]];
    }

    const auto report = [&](uint32_t left, uint32_t right, CopyKind kind) {
        const Direction direction = direction_of(clues[left], bodies[left], clues[right], bodies[right]);
        // A group's first page stays first where nothing between the two tells otherwise.
        const bool left_first = direction.known ? direction.left_first : !by_originality(right, left);
        const uint32_t from = left_first ? left : right;
        const uint32_t to = left_first ? right : left;
        auto copy = describe_copy(documents, bodies, from, to, kind);
        if (!copy) return;
        copy->direction_known = direction.known;
        copy->reason = direction.reason;
        copy->uncredited = direction.known && is_uncredited(clues[from], clues[to]);
        lineage.copies.push_back(std::move(*copy));
    };
    for (const uint32_t document : order) {
        const uint32_t first = lineage.representative[document];
        if (first == document) continue;
        report(first, document, leader[document] == first ? CopyKind::duplicate : CopyKind::near_duplicate);
    }
    for (const Verified& pair : pairs) {
        if (lineage.representative[pair.left] == lineage.representative[pair.right]) continue;
        if (!pair.near) {
            if (!represents[pair.left] || !represents[pair.right]) continue;
            // The standing sentences of a form are nobody's words.
            if (pair.form || compare(pair.left, pair.right).is_same_form()) continue;
        }
        report(pair.left, pair.right, pair.near ? CopyKind::near_duplicate : CopyKind::passage);
    }
    std::sort(lineage.copies.begin(), lineage.copies.end(),
              [](const Copy& a, const Copy& b) { return std::tie(a.to, a.from) < std::tie(b.to, b.from); });
    return lineage;
}

}  // namespace silang
