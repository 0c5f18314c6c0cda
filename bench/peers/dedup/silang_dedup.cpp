// silang's side of `./dev bench peers`: the near-duplicates of a pile of pages, and what finding them took, as JSON.
//
//   dedup_peer WORDS COUNT         pages varied from the examples, as the other benchmarks have
//   dedup_peer WORDS FOLDER...     captures
//
// WORDS is written: the folded words of each body, a page a line, so that the peers start from the same words.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <numeric>

#include "bench/bench_data.h"
#include "bench/varied_pages.h"
#include "silang/capture/capture.h"
#include "silang/lineage/minhash.h"
#include "silang/lineage/near.h"

namespace silang {
namespace {

constexpr double kJaccard = 0.7;
constexpr int kRounds = 5;  // the quickest counts
// Shorter bodies are compared by other rules (near.cpp): no Jaccard is asked of them.
constexpr size_t kFewestWords = 50;

std::vector<std::string> pages_of(const std::vector<std::string>& inputs) {
    size_t count = 0;
    const std::string& first = inputs.front();
    const auto [end, error] = std::from_chars(first.data(), first.data() + first.size(), count);
    if (error == std::errc() && end == first.data() + first.size()) return varied_pages(example_pages(), count);
    InputList list = list_inputs(inputs);
    std::sort(list.files.begin(), list.files.end());
    std::vector<std::string> pages;
    for (const std::string& file : list.files) {
        if (auto capture = read_capture(file)) pages.push_back(capture.take().bytes);
    }
    return pages;
}

std::vector<Document> read_documents(const std::vector<std::string>& pages) {
    std::vector<Document> documents;
    for (const std::string& text : pages) {
        Document document;
        document.capture.bytes = text;
        auto page = read_page(document.capture);
        if (!page) continue;
        document.article = read_article(document.capture, page.take(), engine().languages, engine().roles, {});
        if (read_words(document).size() >= kFewestWords) documents.push_back(std::move(document));
    }
    return documents;
}

// Writes the words and counts their bytes, a space behind each.
size_t write_words(const std::vector<Document>& documents, const std::string& path) {
    std::ofstream file(path, std::ios::binary);
    size_t bytes = 0;
    for (const Document& document : documents) {
        std::string line;
        for (const BodyWord& word : read_words(document)) {
            const TokenizedText& text = document.article.tokens;
            line += text.folded_of(text.tokens[word.token]);
            line += ' ';
        }
        bytes += line.size();
        line.back() = '\n';
        file << line;
    }
    return bytes;
}

double seconds_of(const std::function<void()>& work) {
    double best = 0;
    for (int round = 0; round < kRounds; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        best = round == 0 ? took : std::min(best, took);
    }
    return best;
}

std::vector<uint32_t> shingles_of(const Document& document) {
    std::vector<uint32_t> shingles;
    for (const uint64_t shingle : shingle_sequence(read_words(document)))
        shingles.push_back(static_cast<uint32_t>(shingle >> 32));
    return shingles;
}

std::vector<Signature> sign_all(const std::vector<std::vector<uint32_t>>& shingles) {
    std::vector<Signature> signatures;
    signatures.reserve(shingles.size());
    for (const std::vector<uint32_t>& page : shingles) signatures.push_back(sign(page, widest_registers()));
    return signatures;
}

std::vector<Signature> signatures_of(const std::vector<Document>& documents) {
    std::vector<Signature> signatures;
    signatures.reserve(documents.size());
    for (const Document& document : documents) signatures.push_back(sign(shingles_of(document), widest_registers()));
    return signatures;
}

using Pairs = std::vector<std::pair<uint32_t, uint32_t>>;

// The lineage stage's way: equal bodies are one, the others are looked up by bands and compared shingle by shingle.
Pairs near_pairs(const std::vector<Document>& documents) {
    std::vector<Body> bodies;
    bodies.reserve(documents.size());
    for (const Document& document : documents) bodies.push_back(read_body(document));
    std::vector<uint32_t> order(documents.size());
    std::iota(order.begin(), order.end(), 0u);
    const std::vector<uint32_t> leader = lead_equal_bodies(documents, bodies, order);
    std::vector<std::vector<uint32_t>> equal(documents.size());
    for (const uint32_t document : order) equal[leader[document]].push_back(document);
    std::erase_if(order, [&](uint32_t document) { return leader[document] != document; });
    Pairs pairs;
    for (const std::vector<uint32_t>& pages : equal) {
        for (size_t later = 1; later < pages.size(); ++later) {
            for (size_t earlier = 0; earlier < later; ++earlier) pairs.emplace_back(pages[earlier], pages[later]);
        }
    }
    for (const auto& [left, right] : alike_candidates(bodies, order)) {
        if (overlap_of(bodies[order[left]].shingles, bodies[order[right]].shingles).jaccard < kJaccard) continue;
        for (const uint32_t a : equal[order[left]]) {
            for (const uint32_t b : equal[order[right]]) pairs.emplace_back(std::min(a, b), std::max(a, b));
        }
    }
    return pairs;
}

}  // namespace
}  // namespace silang

int main(int argc, char** argv) {
    using namespace silang;
    if (argc < 3) {
        fmt::print(stderr, "dedup_peer WORDS COUNT | dedup_peer WORDS FOLDER...\n");
        return 2;
    }
    const std::vector<Document> documents = read_documents(pages_of({argv + 2, argv + argc}));
    const size_t bytes = write_words(documents, argv[1]);
    size_t made = 0;
    std::vector<std::vector<uint32_t>> shingles;
    for (const Document& document : documents) shingles.push_back(shingles_of(document));
    const double signing = seconds_of([&] { made += sign_all(shingles).size(); });
    const double signatures = seconds_of([&] { made += signatures_of(documents).size(); });
    Pairs pairs;
    const double search = seconds_of([&] { pairs = near_pairs(documents); });
    if (made != 2 * kRounds * documents.size()) return 1;
    std::string list;
    for (const auto& [left, right] : pairs) list += fmt::format("{}[{},{}]", list.empty() ? "" : ",", left, right);
    fmt::print("{{\"pages\":{},\"bytes\":{},\"signing\":{},\"signatures\":{},\"search\":{},\"pairs\":[{}]}}\n",
               documents.size(), bytes, signing, signatures, search, list);
    return 0;
}
