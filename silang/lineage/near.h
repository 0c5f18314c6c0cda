// Which bodies are one text: equal ones, and near-duplicates, each compared word by word. Internal to the lineage
// stage.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "silang/lineage/body.h"

namespace silang {

struct Verified {
    uint32_t left;  // documents
    uint32_t right;
    bool near;
    bool form;  // alike as wholes, but one form filled in twice
};

// Pages with equal bodies: each but the first of its class (in `order`) gets that first page.
std::vector<uint32_t> lead_equal_bodies(std::span<const Document> documents, std::span<const Body> bodies,
                                        std::span<const uint32_t> order);

// Pairs of positions in `order` whose bodies are so alike as wholes that they are worth comparing (minhash.h).
std::vector<std::pair<uint32_t, uint32_t>> alike_candidates(std::span<const Body> bodies,
                                                            std::span<const uint32_t> order);

class Comparison {
public:
    Comparison(std::span<const Document> documents, std::span<const Body> bodies, const Language& language)
        : documents_(documents), bodies_(bodies), language_(language), facts_(documents.size()) {}

    Verified verify(uint32_t left, uint32_t right);
    FactComparison facts(uint32_t left, uint32_t right);

private:
    std::span<const Document> documents_;
    std::span<const Body> bodies_;
    const Language& language_;
    std::vector<std::optional<Facts>> facts_;  // read when a pair asks for them
};

}  // namespace silang
