#include "silang/story/index.h"

#include <algorithm>
#include <tuple>

namespace silang {
namespace {

constexpr size_t kLookupTerms = 24;
// Pages kept for each term, the latest: the cost of a page does not grow with the archive.
constexpr size_t kLookupPages = 48;
// Of the pages found, those with most in common are worth a score.
constexpr size_t kCandidates = 32;

}  // namespace

std::vector<Term> TermIndex::lookup_terms(const Profile& profile) {
    std::vector<Term> terms = profile.text;
    for (const Term& name : profile.names) terms.push_back({name_key(name.key), name.weight});
    const auto heavier = [](const Term& a, const Term& b) {
        return std::tie(b.weight, a.key) < std::tie(a.weight, b.key);
    };
    if (terms.size() > kLookupTerms) {
        std::nth_element(terms.begin(), terms.begin() + kLookupTerms, terms.end(), heavier);
        terms.resize(kLookupTerms);
    }
    std::sort(terms.begin(), terms.end(), heavier);
    terms.shrink_to_fit();
    return terms;
}

std::vector<TermIndex::Found> TermIndex::find(const std::vector<Term>& terms) {
    std::vector<Found> found;
    for (const Term& term : terms) {
        const Posting* const posting = postings_.find(term.key);
        if (posting == nullptr) continue;
        postings_read_ += posting->size;
        for (const Found& other : pages_of(*posting)) {
            float& common = common_[other.page];
            if (common == 0) found.push_back({other.page, 0});
            common += term.weight * other.common;
        }
    }
    for (Found& page : found) {
        page.common = common_[page.page];
        common_[page.page] = 0;
    }
    const auto better = [](const Found& a, const Found& b) {
        return std::tie(b.common, a.page) < std::tie(a.common, b.page);
    };
    if (found.size() > kCandidates) {
        std::nth_element(found.begin(), found.begin() + kCandidates, found.end(), better);
        found.resize(kCandidates);
    }
    std::sort(found.begin(), found.end(), better);
    return found;
}

void TermIndex::add(uint32_t page, const std::vector<Term>& terms) {
    if (common_.size() <= page) common_.resize(page + 1, 0);
    for (const Term& term : terms) {
        Posting& posting = postings_[term.key];
        if (posting.size == kLookupPages) {
            const std::span<Found> pages = pages_of(posting);
            std::copy(pages.begin() + 1, pages.end(), pages.begin());
            --posting.size;
        } else if (posting.size == 0) {
            posting.pool = 0;
            posting.block = new_block(0);
        } else if (posting.size == size_t{1} << posting.pool) {
            move_to(posting.pool + size_t{1}, posting);
        }
        ++posting.size;
        pages_of(posting).back() = {page, term.weight};
    }
}

void TermIndex::remove(uint32_t page, std::span<const uint32_t> terms) {
    for (const uint32_t term : terms) {
        Posting* const posting = postings_.find(term);
        if (posting == nullptr) continue;
        const std::span<Found> pages = pages_of(*posting);
        const auto rest =
            std::remove_if(pages.begin(), pages.end(), [&](const Found& other) { return other.page == page; });
        posting->size = static_cast<uint16_t>(rest - pages.begin());
        if (posting->size == 0) {
            pools_[posting->pool].free.push_back(posting->block);
            postings_.erase(term);
        } else if (posting->pool > 0 && posting->size <= size_t{1} << (posting->pool - 1)) {
            move_to(posting->pool - size_t{1}, *posting);
        }
    }
}

std::span<TermIndex::Found> TermIndex::pages_of(const Posting& posting) {
    return {&pools_[posting.pool].pages[size_t{posting.block} << posting.pool], posting.size};
}

uint32_t TermIndex::new_block(size_t pool) {
    Pool& from = pools_[pool];
    if (from.free.empty()) {
        from.pages.resize(from.pages.size() + (size_t{1} << pool));
        return static_cast<uint32_t>((from.pages.size() >> pool) - 1);
    }
    const uint32_t block = from.free.back();
    from.free.pop_back();
    return block;
}

void TermIndex::move_to(size_t pool, Posting& posting) {
    Posting moved = posting;
    moved.pool = static_cast<uint16_t>(pool);
    moved.block = new_block(pool);
    const std::span<const Found> pages = pages_of(posting);
    std::copy(pages.begin(), pages.end(), pages_of(moved).begin());
    pools_[posting.pool].free.push_back(posting.block);
    posting = moved;
}

}  // namespace silang
