// Case files for the whole chain: small pages in, and what the story must and must not say. tests/cases/check/README.md
// has the format.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "silang/pipeline/pipeline.h"

namespace silang {
namespace {

namespace fs = std::filesystem;

struct Case {
    std::string path;
    std::vector<std::pair<std::string, std::string>> pages;  // name, text
    std::vector<std::string> expectations;
};

Case read_case(const fs::path& path) {
    Case result;
    result.path = path.filename().string();
    std::ifstream file(path);
    std::string line;
    bool expecting = false;
    while (std::getline(file, line)) {
        if (line.starts_with("== page "))
            result.pages.emplace_back(line.substr(8), "");
        else if (line == "== expect")
            expecting = true;
        else if (expecting && !line.empty() && !line.starts_with("#"))
            result.expectations.push_back(line);
        else if (!expecting && !result.pages.empty())
            result.pages.back().second += line + "\n";
    }
    return result;
}

std::vector<std::string> split(const std::string& text, const std::string& mark) {
    std::vector<std::string> parts;
    size_t begin = 0;
    for (;;) {
        const size_t end = text.find(mark, begin);
        parts.push_back(text.substr(begin, end - begin));
        if (end == std::string::npos) return parts;
        begin = end + mark.size();
    }
}

const Engine& engine() {
    static const Engine kEngine = [] {
        auto loaded = load_engine(SILANG_SOURCE_DIR "/data");
        if (!loaded) throw std::runtime_error(loaded.error());
        return loaded.take();
    }();
    return kEngine;
}

class StoryCase : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        case_ = read_case(GetParam());
        folder_ = fs::temp_directory_path() / ("silang-story-" + case_.path);
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        for (const auto& [name, text] : case_.pages) std::ofstream(folder_ / name) << text;
        RunOptions options;
        options.inputs = {folder_.string()};
        options.jobs = 2;
        auto run_result = run(engine(), options);
        ASSERT_TRUE(run_result) << run_result.error();
        pile_ = run_result.take();
        ASSERT_EQ(pile_.documents.size(), case_.pages.size());
    }
    void TearDown() override { fs::remove_all(folder_); }

    std::string name_of(uint32_t document) const {
        return fs::path(pile_.documents[document].capture.path).filename().string();
    }
    std::string words(const Evidence& evidence) const {
        return std::string(evidence.span.of(pile_.documents[evidence.document].article.page.text));
    }

    template <class Visit>
    bool any_story(Visit visit) const {
        return std::any_of(pile_.stories.begin(), pile_.stories.end(), visit);
    }

    static bool has_party(const std::vector<DisputeSide>& sides, const std::string& party) {
        return std::any_of(sides.begin(), sides.end(), [&](const DisputeSide& side) { return side.party == party; });
    }

    // One line of an expectation: "what: arguments".
    bool holds(const std::string& kind, const std::string& arguments) const {
        const std::vector<std::string> parts = split(arguments, " | ");
        if (kind == "stories") return pile_.stories.size() == std::stoul(arguments);
        if (kind == "conflict") {
            return any_story([&](const CheckedStory& story) {
                return std::any_of(story.conflicts.begin(), story.conflicts.end(), [&](const Conflict& conflict) {
                    std::set<std::string> values;
                    for (const ConflictValue& value : conflict.values) values.insert(value.value);
                    return conflict_kind_name(conflict.kind) == parts[0] &&
                           values == std::set<std::string>(parts.begin() + 1, parts.end());
                });
            });
        }
        if (kind == "dispute") {
            return any_story([&](const CheckedStory& story) {
                return std::any_of(story.disputes.begin(), story.disputes.end(), [&](const Dispute& dispute) {
                    bool all = true;
                    for (const std::string& party : split(parts[0], ", "))
                        all &= party == "-" ? dispute.asserted_by.empty() : has_party(dispute.asserted_by, party);
                    for (const std::string& party : split(parts[1], ", ")) all &= has_party(dispute.denied_by, party);
                    return all;
                });
            });
        }
        if (kind == "check") {
            return any_story([&](const CheckedStory& story) {
                return std::any_of(story.checks.begin(), story.checks.end(), [&](const PageCheck& check) {
                    return check_kind_name(check.kind) == parts[0] && check.found == parts[1];
                });
            });
        }
        if (kind == "timeline") {
            return any_story([&](const CheckedStory& story) {
                return std::any_of(story.timeline.begin(), story.timeline.end(), [&](const TimelineEntry& entry) {
                    return entry.date == parts[0] &&
                           (parts.size() < 2 || entry.text.find(parts[1]) != std::string::npos);
                });
            });
        }
        if (kind == "statement") {  // pages | words | status | origins
            return any_story([&](const CheckedStory& story) {
                return std::any_of(story.statements.begin(), story.statements.end(), [&](const Statement& statement) {
                    std::set<std::string> pages;
                    bool found = false;
                    for (const Evidence& evidence : statement.evidence) {
                        pages.insert(name_of(evidence.document));
                        found |= words(evidence).find(parts[1]) != std::string::npos;
                    }
                    const std::vector<std::string> wanted = split(parts[0], ", ");
                    return found && pages == std::set<std::string>(wanted.begin(), wanted.end()) &&
                           (parts.size() < 3 || status_name(statement.status) == parts[2]) &&
                           (parts.size() < 4 || statement.origins == std::stoul(parts[3]));
                });
            });
        }
        if (kind == "copy") {  // from | to | kind
            return std::any_of(pile_.lineage.copies.begin(), pile_.lineage.copies.end(), [&](const Copy& copy) {
                return name_of(copy.from) == parts[0] && name_of(copy.to) == parts[1] &&
                       copy_kind_name(copy.kind) == parts[2];
            });
        }
        if (kind == "mentions") {  // words that stand somewhere in what the stories say
            return any_story([&](const CheckedStory& story) {
                return std::any_of(story.entities.begin(), story.entities.end(),
                                   [&](const StoryEntity& entity) {
                                       return entity.name.find(arguments) != std::string::npos;
                                   }) ||
                       std::any_of(story.statements.begin(), story.statements.end(), [&](const Statement& statement) {
                           return statement.text.find(arguments) != std::string::npos;
                       });
            });
        }
        if (kind == "update") {  // value | value ..., oldest first
            return any_story([&](const CheckedStory& story) {
                return std::any_of(story.updates.begin(), story.updates.end(), [&](const Update& update) {
                    std::vector<std::string> values;
                    for (const UpdateValue& value : update.values) values.push_back(value.value);
                    return values == parts;
                });
            });
        }
        if (kind == "conflicts") {
            size_t count = 0;
            for (const CheckedStory& story : pile_.stories) count += story.conflicts.size();
            return count == std::stoul(arguments);
        }
        if (kind == "checks") {
            size_t count = 0;
            for (const CheckedStory& story : pile_.stories) count += story.checks.size();
            return count == std::stoul(arguments);
        }
        ADD_FAILURE() << case_.path << ": no expectation is called " << kind;
        return false;
    }

    // What the stories do say, for the message of a failed case.
    std::string what_is_there() const {
        std::string text;
        for (const CheckedStory& story : pile_.stories) {
            text += fmt::format("story {} pages\n", story.story.documents.size());
            for (const Conflict& conflict : story.conflicts) {
                text += fmt::format("  conflict {}:", conflict_kind_name(conflict.kind));
                for (const ConflictValue& value : conflict.values) text += " | " + value.value;
                text += "\n";
            }
            for (const Dispute& dispute : story.disputes) {
                text += "  dispute:";
                for (const DisputeSide& side : dispute.asserted_by) text += " +" + side.party;
                for (const DisputeSide& side : dispute.denied_by) text += " -" + side.party;
                text += " about " + dispute.about + "\n";
            }
            for (const PageCheck& check : story.checks) {
                text += fmt::format("  check {} | {} | {}\n", check_kind_name(check.kind), check.found, check.expected);
            }
            for (const TimelineEntry& entry : story.timeline)
                text += fmt::format("  timeline {} | {}\n", entry.date, entry.text);
            for (const Statement& statement : story.statements) {
                text += fmt::format("  statement {} {} {} |", statement.id, status_name(statement.status),
                                    statement.origins);
                for (const Evidence& evidence : statement.evidence) text += " " + name_of(evidence.document);
                text += " | " + statement.text + "\n";
            }
        }
        for (const Copy& copy : pile_.lineage.copies) {
            text += fmt::format("  copy {} -> {} {} {:.2f}\n", name_of(copy.from), name_of(copy.to),
                                copy_kind_name(copy.kind), copy.similarity);
        }
        return text;
    }

    Case case_;
    fs::path folder_;
    Pile pile_;
};

TEST_P(StoryCase, SaysWhatItMustAndNothingElse) {
    ASSERT_FALSE(case_.expectations.empty());
    bool failed = false;
    for (const std::string& line : case_.expectations) {
        const bool no = line.starts_with("no ");
        const std::string rest = no ? line.substr(3) : line;
        const size_t colon = rest.find(": ");
        ASSERT_NE(colon, std::string::npos) << case_.path << ": " << line;
        const bool right = holds(rest.substr(0, colon), rest.substr(colon + 2)) != no;
        EXPECT_TRUE(right) << case_.path << ": " << line;
        failed |= !right;
    }
    if (failed) ADD_FAILURE() << what_is_there();
}

std::vector<std::string> case_files() {
    std::vector<std::string> files;
    for (const auto& file : fs::directory_iterator(SILANG_SOURCE_DIR "/tests/cases/check")) {
        if (file.path().extension() == ".case") files.push_back(file.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string case_name(const testing::TestParamInfo<std::string>& info) {
    std::string name = fs::path(info.param).stem().string();
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, StoryCase, testing::ValuesIn(case_files()), case_name);

}  // namespace
}  // namespace silang
