// Live pages by the words and names that tell most of them. Internal to the story stage.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

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
    void remove(uint32_t page, const std::vector<Term>& terms);

    [[nodiscard]] uint64_t postings_read() const { return postings_read_; }

private:
    // The latest pages that have the term, oldest first.
    std::unordered_map<uint32_t, std::vector<Found>> pages_of_;
    std::vector<float> common_;  // by page; zero between two calls
    uint64_t postings_read_ = 0;
};

}  // namespace silang
