// The story stage over a stream: synthetic pages of ten days, names and the like given, one after the other through
// reading of profiles and StoryStream. What a page costs is counted, making it is not.
//
//   story_stream_bench PAGES      all of them in ten days; a line of JSON for each tenth
//
// pages_per_second is of the thread's CPU time in that tenth, postings and comparisons are a page's in that tenth,
// resident memory is the program's (VmRSS) at its end, lexicons, vocabulary of the pages and plan of the days among it
// (rss_before_mb: before the first page). At the end the stories are compared with the events: BCubed.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string>

#include "bench/synthetic_news.h"
#include "silang/eval/clusters.h"
#include "silang/story/stream.h"

namespace silang {
namespace {

constexpr int kDays = 10;
constexpr int kFirstDay = 20'500;
constexpr uint32_t kBatch = 200;

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double resident_mb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:")) return std::atof(line.c_str() + 6) / 1024;
    }
    return 0;
}

int run(uint32_t a_day) {
    const uint32_t pages = a_day * kDays;
    const std::string root = SILANG_SOURCE_DIR;
    auto languages = Languages::load(root + "/data/languages");
    auto weights = read_story_weights(root + "/data/story.weights");
    if (!languages || !weights) {
        fmt::print(stderr, "{}\n", languages ? weights.error() : languages.error());
        return 1;
    }
    auto made = make_story_model(languages.value(), weights.value());
    if (!made) {
        fmt::print(stderr, "{}\n", made.error());
        return 1;
    }
    const StoryModel model = made.take();
    SyntheticNews news(languages.value().rules_for({}), a_day, kFirstDay);
    StoryStream stream(model.weights);
    std::vector<uint32_t> events(pages);
    std::vector<uint32_t> stories(pages);
    uint32_t closed = 0;
    const auto take = [&](const std::vector<ClosedStory>& taken) {
        for (const ClosedStory& story : taken) {
            for (const uint32_t document : story.documents) stories[document] = closed;
            ++closed;
        }
    };
    const double before = resident_mb();
    double seconds = 0;
    uint64_t tokens = 0;
    StreamCounts last;
    for (uint32_t made = 0; made < pages;) {
        std::vector<SyntheticPage> batch;
        const uint32_t left_today = a_day - made % a_day;
        for (uint32_t i = 0; i < std::min(kBatch, left_today); ++i) {
            batch.push_back(news.next());
            events[made + i] = batch.back().event;
            tokens += batch.back().document.article.tokens.tokens.size();
        }
        const double start = cpu_seconds();
        for (SyntheticPage& page : batch) {
            StoryPage story = read_story_page(made++, page.document, model, languages.value());
            story.copy_of = page.copy_of;
            story.passages = std::move(page.passages);
            stream.add(std::move(story));
        }
        take(stream.take_closed());
        seconds += cpu_seconds() - start;
        batch.clear();
        if (made % a_day != 0) continue;
        const StreamCounts now = stream.counts();
        const double added = static_cast<double>(now.pages - last.pages);
        fmt::print(
            "{{\"run\": {}, \"pages\": {}, \"pages_per_second\": {:.0f}, \"postings_per_page\": {:.1f}, "
            "\"comparisons_per_page\": {:.1f}, \"live_texts\": {}, \"live_stories\": {}, \"words\": {}, "
            "\"tokens_per_page\": {:.0f}, \"rss_mb\": {:.0f}, \"rss_before_mb\": {:.0f}}}\n",
            pages, now.pages, added / seconds, static_cast<double>(now.postings - last.postings) / added,
            static_cast<double>(now.comparisons - last.comparisons) / added, now.live_texts, now.live_stories,
            now.words, static_cast<double>(tokens) / added, resident_mb(), before);
        std::fflush(stdout);
        last = now;
        seconds = 0;
        tokens = 0;
    }
    take(stream.finish());
    const Score score = score_clusters(events, stories).bcubed;
    fmt::print(
        "{{\"run\": {}, \"stories\": {}, \"bcubed_precision\": {:.3f}, \"bcubed_recall\": {:.3f}, \"bcubed_f1\": "
        "{:.3f}}}\n",
        pages, closed, score.precision, score.recall, score.f1());
    return 0;
}

}  // namespace
}  // namespace silang

int main(int argc, char** argv) {
    const long pages = argc == 2 ? std::atol(argv[1]) : 0;
    if (pages < silang::kDays) {
        fmt::print(stderr, "usage: story_stream_bench PAGES\n");
        return 2;
    }
    return silang::run(static_cast<uint32_t>(pages / silang::kDays));
}
