// Tokens a second of the mention finders, together and each alone, on whole pages that are in the cache, on one core;
// and the CPU time from nothing to the first page: a process that starts, reads every lexicon and model, and ends.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstring>

#include "bench/bench_data.h"
#include "bench/varied_pages.h"
#include "silang/mention/speech.h"
#include "silang/pipeline/pipeline.h"

extern char** environ;  // NOLINT: POSIX

namespace silang {
namespace {

constexpr size_t kPages = 200;  // half a megabyte of text
constexpr const char* kOnlyLoad = "--only-load";

struct ReadPage {
    Article article;
    Mentions mentions;  // what the later finders start from
    const Language* language;
    const MentionModels* models;
    std::vector<Time> plain_times;  // before the attributions have marked any
};

struct ReadPages {
    std::vector<ReadPage> pages;
    int64_t tokens = 0;       // of all lines
    int64_t told_tokens = 0;  // of title, headings and body: what the finders look at
};

bool is_told(Role role) {
    return role == Role::title || role == Role::heading || role == Role::body;
}

const ReadPages& read_pages() {
    static const ReadPages made = [] {
        ReadPages read;
        for (const std::string& text : varied_pages(example_pages(), kPages)) {
            Capture capture;
            capture.bytes = text;
            auto page = read_page(capture);
            ReadPage& made_page = read.pages.emplace_back();
            made_page.article = read_article(capture, page.take(), engine().languages, engine().roles, {});
            made_page.language = &engine().languages.rules_for(made_page.article.rules);
            made_page.models = &engine().mention_models.find(made_page.language->tag())->second;
            made_page.plain_times = find_times(made_page.article, *made_page.language);
            made_page.mentions = find_mentions(made_page.article, *made_page.language, *made_page.models);
            for (const Token& token : made_page.article.tokens.tokens) {
                ++read.tokens;
                read.told_tokens += is_told(made_page.article.role_of_line(token.line)) ? 1 : 0;
            }
        }
        return read;
    }();
    return made;
}

template <class Find>
void measure(benchmark::State& state, Find find) {
    const ReadPages& read = read_pages();
    for (auto _ : state) {
        for (const ReadPage& page : read.pages) benchmark::DoNotOptimize(find(page));
    }
    state.SetItemsProcessed(state.iterations() * read.tokens);
    state.counters["told_tokens"] =
        benchmark::Counter(static_cast<double>(state.iterations() * read.told_tokens), benchmark::Counter::kIsRate);
}

void all_finders(benchmark::State& state) {
    measure(state, [](const ReadPage& page) { return find_mentions(page.article, *page.language, *page.models); });
}
BENCHMARK(all_finders)->Unit(benchmark::kMillisecond);

void entities(benchmark::State& state) {
    measure(state, [](const ReadPage& page) {
        return find_entities(page.article, *page.language, page.models->entities.get());
    });
}
BENCHMARK(entities)->Unit(benchmark::kMillisecond);

void times(benchmark::State& state) {
    measure(state, [](const ReadPage& page) { return find_times(page.article, *page.language); });
}
BENCHMARK(times)->Unit(benchmark::kMillisecond);

void quantities(benchmark::State& state) {
    measure(state,
            [](const ReadPage& page) { return find_quantities(page.article, *page.language, page.plain_times); });
}
BENCHMARK(quantities)->Unit(benchmark::kMillisecond);

// What attributions and quotes are read from: made once a page for both.
Speech speech_of(const ReadPage& page) {
    return Speech(page.article, *page.models->speech, page.mentions.entities);
}

void notes(benchmark::State& state) {
    measure(state, speech_of);
}
BENCHMARK(notes)->Unit(benchmark::kMillisecond);

void attributions_with_notes(benchmark::State& state) {
    measure(state, [](const ReadPage& page) {
        std::vector<Time> marked = page.plain_times;  // a page has a handful: the copy does not show
        return find_attributions(speech_of(page), marked);
    });
}
BENCHMARK(attributions_with_notes)->Unit(benchmark::kMillisecond);

void quotes_with_notes(benchmark::State& state) {
    measure(state, [](const ReadPage& page) { return find_quotes(speech_of(page), page.mentions.attributions); });
}
BENCHMARK(quotes_with_notes)->Unit(benchmark::kMillisecond);

double seconds_of(timeval time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// The time shown is CPU time of a fresh process, user and system: a second load in this one would find its memory
// ready.
void start(benchmark::State& state) {
    std::string program = "/proc/self/exe";
    std::string option = kOnlyLoad;
    for (auto _ : state) {
        char* arguments[] = {program.data(), option.data(), nullptr};
        pid_t child = 0;
        int status = 0;
        rusage usage{};
        const bool ran = posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments, environ) == 0 &&
                         wait4(child, &status, 0, &usage) == child && status == 0;
        if (!ran) {
            state.SkipWithError("the process that loads did not end well");
            break;
        }
        state.SetIterationTime(seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime));
    }
}
BENCHMARK(start)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace silang

int main(int argc, char** argv) {
    if (argc == 2 && std::strcmp(argv[1], silang::kOnlyLoad) == 0) {
        (void)silang::engine();
        return 0;
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    const silang::ReadPages& read = silang::read_pages();
    fmt::print("{} pages, {} tokens, {} of them in title, headings and body (told_tokens)\n", read.pages.size(),
               read.tokens, read.told_tokens);
    std::fflush(stdout);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
