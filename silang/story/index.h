// Live pages by the words and names that tell most of them. Internal to the story stage.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "silang/story/flat_map.h"
#include "silang/story/profile.h"

namespace silang {

class TermIndex {
public:
    struct Found {
        uint32_t page;
        float common;  // the product of the weights of all terms in common
    };

    // Words and names by weight: what a page is looked up by, and filed under. Names are kept clear of words.
    [[nodiscard]] static std::vector<Term> lookup_terms(const Profile& profile);

    // Pages that share most with these terms, the best first; those with equal shares in the order of their numbers.
    std::vector<Found> find(const std::vector<Term>& terms);
    void add(uint32_t page, const std::vector<Term>& terms);
    // What it was filed under.
    void remove(uint32_t page, std::span<const uint32_t> terms);

    [[nodiscard]] uint64_t postings_read() const { return postings_read_; }

private:
    // The latest pages that have a term, oldest first, in blocks of 1, 2, 4 ... pages: most terms are on few pages, and
    // there are millions of them. Blocks that were left are used again.
    struct Posting {
        uint32_t block = 0;  // in its pool
        uint16_t size = 0;
        uint16_t pool = 0;
    };
    static constexpr size_t kPools = 7;
    struct Pool {
        std::vector<Found> pages;
        std::vector<uint32_t> free;
    };
    [[nodiscard]] std::span<Found> pages_of(const Posting& posting);
    uint32_t new_block(size_t pool);
    void move_to(size_t pool, Posting& posting);

    FlatMap<Posting> postings_;
    std::array<Pool, kPools> pools_;
    std::vector<float> common_;  // by page; zero between two calls
    uint64_t postings_read_ = 0;
};

}  // namespace silang
