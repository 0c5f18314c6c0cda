#include "silang/story/storyline.h"

#include <gtest/gtest.h>

#include "tests/written_pages.h"

namespace silang {
namespace {

const std::string kRoot = SILANG_SOURCE_DIR;

const Languages& languages() {
    static const Languages kLanguages = Languages::load(kRoot + "/data/languages").take();
    return kLanguages;
}

WrittenCase read_case(const std::filesystem::path& path) {
    static const MentionModels kModels = load_mention_models(languages().rules_for({})).take();
    return read_written_case(path, languages().rules_for({}), kModels);
}

std::vector<Story> stories_of(std::span<const Document> documents) {
    static const StoryModel kModel =
        make_story_model(languages(), read_story_weights(kRoot + "/data/story.weights").take()).take();
    return group_stories(documents, trace_lineage(documents, languages().rules_for({})), languages(), kModel);
}

const Story& story_with(const std::vector<Story>& stories, uint32_t document) {
    return *std::find_if(stories.begin(), stories.end(), [&](const Story& story) {
        return std::find(story.documents.begin(), story.documents.end(), document) != story.documents.end();
    });
}

// "LATER -> EARLIER" by ids of stories.
std::vector<std::string> links_of(const std::vector<Story>& stories) {
    std::vector<std::string> links;
    for (const Story& story : stories) {
        for (const StorylineLink& link : story.storyline) {
            if (link.relation == StorylineRelation::earlier) links.push_back(story.id + " -> " + link.story);
        }
    }
    std::sort(links.begin(), links.end());
    return links;
}

// "link a -> b" of a case, by ids of the stories of both pages.
std::vector<std::string> expected_links(const WrittenCase& written, const std::vector<Story>& stories,
                                        uint32_t first_document) {
    std::vector<std::string> links;
    std::vector<std::string> lines = written.expected;
    // The one case of the story stage with stories of one affair.
    if (written.name == "two-legs") lines.push_back("link second-leg-a -> first-leg-a");
    for (const std::string& line : lines) {
        std::istringstream words(line);
        std::string word, later, arrow, earlier;
        words >> word >> later >> arrow >> earlier;
        if (word != "link") continue;
        const auto id = [&](const std::string& page) {
            return story_with(stories, first_document + written.index_of(page)).id;
        };
        links.push_back(id(later) + " -> " + id(earlier));
    }
    std::sort(links.begin(), links.end());
    return links;
}

std::string explain(const std::vector<Story>& stories, std::span<const Document> documents) {
    std::ostringstream out;
    for (const Story& story : stories) {
        for (const uint32_t document : story.documents) out << documents[document].capture.path << " ";
        out << "\n";
        for (const StorylineLink& link : story.storyline) {
            out << "   " << link.story << " " << link.score << ":";
            for (const auto& [feature, part] : link.features) out << " " << feature << " " << part;
            for (const std::string& word : link.words) out << " " << word;
            for (const std::string& entity : link.entities) out << " " << entity;
            out << "\n";
        }
    }
    return out.str();
}

class StorylineCases : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(StorylineCases, LinksOneAffairAndNothingElse) {
    const WrittenCase written = read_case(GetParam());
    const auto stories = stories_of(written.documents);
    EXPECT_EQ(links_of(stories), expected_links(written, stories, 0)) << explain(stories, written.documents);
}

std::vector<std::filesystem::path> all_cases() {
    std::vector<std::filesystem::path> paths = written_cases(kRoot + "/tests/cases/storyline");
    for (const auto& path : written_cases(kRoot + "/tests/cases/story")) paths.push_back(path);
    return paths;
}

INSTANTIATE_TEST_SUITE_P(Files, StorylineCases, testing::ValuesIn(all_cases()), [](const auto& written) {
    std::string name = written.param.stem().string();
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(Storylines, AllCasesInOneRunStayApart) {
    std::vector<Document> documents;
    std::vector<std::pair<WrittenCase, uint32_t>> cases;
    for (const auto& path : all_cases()) {
        WrittenCase written = read_case(path);
        const auto first = static_cast<uint32_t>(documents.size());
        for (Document& document : written.documents) documents.push_back(std::move(document));
        cases.emplace_back(std::move(written), first);
    }
    const auto stories = stories_of(documents);
    std::vector<std::string> expected;
    for (const auto& [written, first] : cases) {
        for (std::string& link : expected_links(written, stories, first)) expected.push_back(std::move(link));
    }
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(links_of(stories), expected) << explain(stories, documents);
}

TEST(Storylines, BothSidesHaveTheLinkAndWhatTiesThem) {
    const WrittenCase written = read_case(kRoot + "/tests/cases/storyline/raid-and-trial.txt");
    const auto stories = stories_of(written.documents);
    const Story& trial = story_with(stories, written.index_of("trial-a"));
    const Story& raid = story_with(stories, written.index_of("raid-a"));
    ASSERT_EQ(trial.storyline.size(), 1u) << explain(stories, written.documents);
    ASSERT_EQ(raid.storyline.size(), 1u);
    EXPECT_EQ(raid.storyline[0].relation, StorylineRelation::later);
    EXPECT_EQ(raid.storyline[0].story, trial.id);
    EXPECT_EQ(raid.storyline[0].words, trial.storyline[0].words);
    double sum = 0;
    for (const auto& [feature, part] : trial.storyline[0].features) sum += part;
    EXPECT_DOUBLE_EQ(sum, trial.storyline[0].score);
    const auto& entities = trial.storyline[0].entities;
    EXPECT_NE(std::find(entities.begin(), entities.end(), "hendra-saputro"), entities.end())
        << explain(stories, written.documents);
}

}  // namespace
}  // namespace silang
