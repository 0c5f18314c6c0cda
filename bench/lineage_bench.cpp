// MB of folded body text a second, one core: MinHash signatures with each kind of registers, and near-duplicates from
// the tokens of pages to verified pairs.
#include <benchmark/benchmark.h>

#include <numeric>

#include "bench/bench_data.h"
#include "bench/varied_pages.h"
#include "silang/lineage/lineage.h"
#include "silang/lineage/minhash.h"
#include "silang/lineage/near.h"

namespace silang {

constexpr size_t kPages = 1000;

struct ReadPages {
    std::vector<Document> documents;
    std::vector<Body> bodies;
    double bytes = 0;  // of the bodies' folded words, and a space behind each
};

static const ReadPages& read_pages() {
    static const ReadPages made = [] {
        ReadPages read;
        for (const std::string& text : varied_pages(example_pages(), kPages)) {
            Document& document = read.documents.emplace_back();
            document.capture.bytes = text;
            auto page = read_page(document.capture);
            document.article = read_article(document.capture, page.take(), engine().languages, engine().roles, {});
            const Language& language = engine().languages.rules_for(document.article.rules);
            document.mentions =
                find_mentions(document.article, language, engine().mention_models.find(language.tag())->second);
            for (const BodyWord& word : read_words(document))
                read.bytes += document.article.tokens.tokens[word.token].folded_size + 1.0;
            read.bodies.push_back(read_body(document));
        }
        return read;
    }();
    return made;
}

static void count_bytes(benchmark::State& state) {
    state.SetBytesProcessed(static_cast<int64_t>(static_cast<double>(state.iterations()) * read_pages().bytes));
    state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * kPages));
}

// Words, shingles, signature.
static void signatures(benchmark::State& state, Registers registers) {
    if (!has_registers(registers)) {
        state.SkipWithError("not on this machine");
        return;
    }
    std::vector<uint32_t> shingles;
    for (auto _ : state) {
        for (const Document& document : read_pages().documents) {
            shingles.clear();
            for (const uint64_t shingle : shingle_sequence(read_words(document)))
                shingles.push_back(static_cast<uint32_t>(shingle >> 32));
            benchmark::DoNotOptimize(sign(shingles, registers));
        }
    }
    count_bytes(state);
}
BENCHMARK_CAPTURE(signatures, portable, Registers::portable)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(signatures, avx2, Registers::avx2)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(signatures, avx512, Registers::avx512)->Unit(benchmark::kMillisecond);

// Bodies, equal ones, signatures, bands, and every pair compared word by word.
static void near_duplicates(benchmark::State& state) {
    const std::vector<Document>& documents = read_pages().documents;
    const Language& language = engine().languages.rules_for({});
    size_t compared = 0;
    size_t near = 0;
    for (auto _ : state) {
        std::vector<Body> bodies;
        bodies.reserve(documents.size());
        for (const Document& document : documents) bodies.push_back(read_body(document));
        std::vector<uint32_t> order(documents.size());
        std::iota(order.begin(), order.end(), 0u);
        const std::vector<uint32_t> leader = lead_equal_bodies(documents, bodies, order);
        std::erase_if(order, [&](uint32_t document) { return leader[document] != document; });
        Comparison comparison(documents, bodies, language);
        const auto pairs = alike_candidates(bodies, order);
        compared = pairs.size();
        near = 0;
        for (const auto& [earlier, later] : pairs) near += comparison.verify(order[earlier], order[later]).near ? 1 : 0;
        benchmark::DoNotOptimize(near);
    }
    count_bytes(state);
    state.counters["compared"] = static_cast<double>(compared);
    state.counters["near"] = static_cast<double>(near);
}
BENCHMARK(near_duplicates)->Unit(benchmark::kMillisecond);

// All of lineage: passages, origins and directions too.
static void lineage(benchmark::State& state) {
    const Language& language = engine().languages.rules_for({});
    for (auto _ : state) benchmark::DoNotOptimize(trace_lineage(read_pages().documents, language));
    count_bytes(state);
}
BENCHMARK(lineage)->Unit(benchmark::kMillisecond);

}  // namespace silang

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    (void)silang::read_pages();  // before the first is timed
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
