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
        const auto posting = pages_of_.find(term.key);
        if (posting == pages_of_.end()) continue;
        postings_read_ += posting->second.size();
        for (const Found& other : posting->second) {
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
        std::vector<Found>& pages = pages_of_[term.key];
        if (pages.size() == kLookupPages) pages.erase(pages.begin());
        pages.push_back({page, term.weight});
    }
}

void TermIndex::remove(uint32_t page, const std::vector<Term>& terms) {
    for (const Term& term : terms) {
        const auto posting = pages_of_.find(term.key);
        if (posting == pages_of_.end()) continue;
        std::erase_if(posting->second, [&](const Found& other) { return other.page == page; });
        if (posting->second.empty()) pages_of_.erase(posting);
    }
}

}  // namespace silang
