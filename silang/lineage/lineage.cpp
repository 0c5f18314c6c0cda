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

#include "silang/lineage/body.h"
#include "silang/lineage/candidates.h"
#include "silang/lineage/direction.h"
#include "silang/lineage/near.h"
#include "silang/lineage/origins.h"

namespace silang {
namespace {

// A passage: what a reader would call copied. Set phrases and names of offices run to 12 words, legal articles cited
// to 18.
constexpr uint32_t kPassageWords = 20;

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

    Comparison comparison(documents, bodies, language);
    std::vector<Verified> pairs;
    std::vector<Day> days;
    for (const Clues& clue : clues) days.push_back(clue.day);
    const Candidates candidates = candidate_pairs(bodies, days, leaders);
    for (Body& body : bodies) mark_standing(candidates.standing, body);
    // Signatures find what is alike as a whole, also where the words are on so many pages that fingerprints are not
    // followed to all of them; fingerprints find what is shared in part.
    std::vector<std::pair<uint32_t, uint32_t>> worth_comparing = alike_candidates(bodies, leaders);
    worth_comparing.insert(worth_comparing.end(), candidates.pairs.begin(), candidates.pairs.end());
    std::sort(worth_comparing.begin(), worth_comparing.end());
    worth_comparing.erase(std::unique(worth_comparing.begin(), worth_comparing.end()), worth_comparing.end());
    for (const auto& [earlier, later] : worth_comparing) {
        const uint32_t left = leaders[earlier];
        const uint32_t right = leaders[later];
        const Verified& pair = pairs.emplace_back(comparison.verify(left, right));
        if (!pair.near) continue;
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
            if (pair.form || comparison.facts(pair.left, pair.right).is_same_form()) continue;
        }
        report(pair.left, pair.right, pair.near ? CopyKind::near_duplicate : CopyKind::passage);
    }
    std::sort(lineage.copies.begin(), lineage.copies.end(),
              [](const Copy& a, const Copy& b) { return std::tie(a.to, a.from) < std::tie(b.to, b.from); });
    return lineage;
}

}  // namespace silang
