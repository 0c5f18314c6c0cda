// What the cross-check promises whatever the pages are like: pages in any order, with lines missing, doubled or cut off
// anywhere. run() itself fails where a span does not resolve or a statement has no evidence.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "silang/pipeline/pipeline.h"

namespace silang {
namespace {

namespace fs = std::filesystem;

constexpr uint32_t kPiles = 12;
constexpr size_t kPages = 8;

const Engine& engine() {
    static const Engine loaded = [] {
        auto result = load_engine(SILANG_SOURCE_DIR "/data");
        if (!result) throw std::runtime_error(result.error());
        return result.take();
    }();
    return loaded;
}

std::vector<std::string> example_pages() {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(SILANG_SOURCE_DIR "/examples/pages")) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> pages;
    for (const fs::path& path : paths) {
        std::ifstream file(path, std::ios::binary);
        pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return pages;
}

// Lines dropped, doubled, cut at any byte (inside a code point too) or moved.
std::string damaged(const std::string& page, std::mt19937& random) {
    std::vector<std::string> lines;
    for (size_t begin = 0; begin < page.size();) {
        const size_t end = std::min(page.find('\n', begin), page.size());
        const std::string line = page.substr(begin, end - begin);
        const auto fate = random() % 12;
        if (fate == 0) {
            lines.push_back(line.substr(0, random() % (line.size() + 1)));
        } else if (fate == 1) {
            lines.push_back(line.substr(random() % (line.size() + 1)));
        } else if (fate != 2) {
            lines.push_back(line);
            if (fate == 3) lines.push_back(line);
        }
        begin = end + 1;
    }
    if (random() % 3 == 0) std::shuffle(lines.begin(), lines.end(), random);
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

std::string told(const Pile& pile) {
    std::string text;
    const auto add = [&](const std::vector<Evidence>& evidence) {
        for (const Evidence& item : evidence)
            text += fmt::format(" {}[{},{}){}", pile.documents[item.document].capture.path, item.span.begin,
                                item.span.end, item.origin);
        text += "\n";
    };
    for (const CheckedStory& story : pile.stories) {
        text += fmt::format("story {} {}\n", story.story.id, story.title);
        for (const Statement& one : story.statements) {
            text += fmt::format("{} {} {} {}", one.id, one.text, one.origins, status_name(one.status));
            add(one.evidence);
        }
        for (const Conflict& one : story.conflicts) {
            for (const ConflictValue& value : one.values) {
                text += fmt::format("{} {}", conflict_kind_name(one.kind), value.value);
                add(value.evidence);
            }
        }
        for (const Dispute& one : story.disputes) {
            for (const auto* sides : {&one.asserted_by, &one.denied_by}) {
                for (const DisputeSide& side : *sides) {
                    text += side.party;
                    add(side.evidence);
                }
            }
        }
        for (const TimelineEntry& one : story.timeline) {
            text += one.date + " " + one.text;
            add(one.evidence);
        }
        for (const SummarySentence& one : story.summary) text += one.text + "\n";
    }
    return text;
}

TEST(CutPages, EveryStatementHasEvidenceAndTheOrderOfFilesIsNothing) {
    const std::vector<std::string> examples = example_pages();
    const fs::path folder = fs::temp_directory_path() / "silang-cut-pages";
    for (uint32_t seed = 0; seed < kPiles; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        fs::remove_all(folder);
        fs::create_directories(folder);
        RunOptions options;
        options.jobs = 1;
        for (size_t i = 0; i < kPages; ++i) {
            const fs::path path = folder / fmt::format("{}.txt", i);
            std::ofstream(path, std::ios::binary) << damaged(examples[random() % examples.size()], random);
            options.inputs.push_back(path.string());
        }
        const auto first = run(engine(), options);
        ASSERT_TRUE(first) << first.error();
        for (const CheckedStory& story : first.value().stories) {
            for (const Statement& statement : story.statements) {
                EXPECT_FALSE(statement.evidence.empty());
                EXPECT_FALSE(statement.text.empty());
                EXPECT_GE(statement.origins, 1u);
                EXPECT_LE(statement.origins, statement.evidence.size());
            }
        }
        std::shuffle(options.inputs.begin(), options.inputs.end(), random);
        options.jobs = 2;
        const auto second = run(engine(), options);
        ASSERT_TRUE(second) << second.error();
        EXPECT_EQ(told(first.value()), told(second.value()));
    }
    fs::remove_all(folder);
}

}  // namespace
}  // namespace silang
