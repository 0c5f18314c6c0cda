// The cross-check alone on one core: stories of 10 to 1,000 pages that tell one event, what a statement costs, and how
// the cost grows.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "bench/bench_data.h"
#include "bench/event_pages.h"

namespace silang {

static std::vector<GoldStory> gold_stories() {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(kSource) + "/tests/gold/id/stories")) {
        if (entry.path().extension() == ".json") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<GoldStory> stories;
    std::vector<std::string> problems;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        const std::string json{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        read_story_gold(path.string(), json, stories, problems);
    }
    if (problems.empty()) return stories;
    fmt::print(stderr, "{}\n", problems.front());
    std::exit(1);
}

static KnownStory read_story(uint32_t pages) {
    static const std::vector<GoldStory> gold = gold_stories();
    auto documents = read_story_pages(event_pages(gold, pages), engine().languages, engine().roles);
    auto known =
        documents ? check_known_story(engine(), documents.take()) : Result<KnownStory>(Error{documents.error()});
    if (known) return known.take();
    fmt::print(stderr, "{}\n", known.error());
    std::exit(1);
}

static void check(benchmark::State& state) {
    static std::map<int64_t, KnownStory> read;  // a size is set up once, however often it is measured
    const auto found = read.find(state.range(0));
    const KnownStory& known =
        found != read.end()
            ? found->second
            : read.emplace(state.range(0), read_story(static_cast<uint32_t>(state.range(0)))).first->second;
    size_t statements = 0;
    for (auto _ : state) {
        const CheckedStory checked =
            check_story(known.checked.story, known.documents, known.lineage, engine().check_model);
        statements = checked.statements.size();
        benchmark::DoNotOptimize(statements);
    }
    const auto count = static_cast<double>(statements);
    using benchmark::Counter;
    state.counters["statements"] = count;
    const auto inverse = Counter::kIsIterationInvariantRate | Counter::kInvert;
    state.counters["s/statement"] = Counter(count, inverse);
    // Constant where the cost grows as n log n.
    state.counters["s/(n_log_n)"] = Counter(count * std::log2(count), inverse);
}
BENCHMARK(check)->Arg(10)->Arg(50)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace silang

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    (void)silang::engine();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
