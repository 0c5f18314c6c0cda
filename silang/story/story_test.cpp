#include "silang/story/story.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "silang/story/stream.h"
#include "tests/written_pages.h"

namespace silang {
namespace {

const std::string kRoot = SILANG_SOURCE_DIR;

const Languages& languages() {
    static const Languages kLanguages = Languages::load(kRoot + "/data/languages").take();
    return kLanguages;
}

const Language& indonesian() {
    return languages().rules_for({});
}

const StoryModel& model() {
    static const StoryModel kModel =
        make_story_model(languages(), read_story_weights(kRoot + "/data/story.weights").take()).take();
    return kModel;
}

const MentionModels& models() {
    static const MentionModels kModels = load_mention_models(indonesian()).take();
    return kModels;
}

std::vector<Story> stories_of(std::span<const Document> documents) {
    return group_stories(documents, trace_lineage(documents, indonesian()), languages(), model());
}

// "story a b", members and lines sorted: order has tests of its own.
std::vector<std::string> written_stories(const std::vector<Story>& stories, const std::vector<std::string>& names) {
    std::vector<std::string> lines;
    for (const Story& story : stories) {
        std::vector<std::string> members;
        for (const uint32_t document : story.documents) members.push_back(names[document]);
        std::sort(members.begin(), members.end());
        std::string line = "story";
        for (const std::string& member : members) line += " " + member;
        lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

std::vector<std::string> sorted_members(std::vector<std::string> lines) {
    for (std::string& line : lines) {
        std::istringstream words(line.substr(6));
        std::vector<std::string> members;
        for (std::string word; words >> word;) members.push_back(word);
        std::sort(members.begin(), members.end());
        line = "story";
        for (const std::string& member : members) line += " " + member;
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

std::string explain(const std::vector<Story>& stories, const std::vector<std::string>& names) {
    std::ostringstream out;
    for (const Story& story : stories) {
        for (const JoinReason& reason : story.reasons) {
            out << names[reason.document] << (reason.joined ? " with " : " apart from ") << names[reason.nearest] << " "
                << reason.score << ":";
            for (const auto& [feature, part] : reason.features) out << " " << feature << " " << part;
            out << "\n";
        }
    }
    return out.str();
}

class StoryCases : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(StoryCases, GroupsByEvent) {
    const WrittenCase written = read_written_case(GetParam(), indonesian(), models());
    const auto stories = stories_of(written.documents);
    EXPECT_EQ(written_stories(stories, written.page_names), sorted_members(written.expected))
        << explain(stories, written.page_names);
}

TEST_P(StoryCases, OrderOfPagesChangesNothing) {
    WrittenCase written = read_written_case(GetParam(), indonesian(), models());
    const auto stories = stories_of(written.documents);
    const std::vector<std::string> names = written.page_names;
    std::reverse(written.documents.begin(), written.documents.end());
    std::reverse(written.page_names.begin(), written.page_names.end());
    const auto again = stories_of(written.documents);
    ASSERT_EQ(stories.size(), again.size());
    for (size_t i = 0; i < stories.size(); ++i) {
        EXPECT_EQ(stories[i].id, again[i].id);
        ASSERT_EQ(stories[i].documents.size(), again[i].documents.size());
        for (size_t k = 0; k < stories[i].documents.size(); ++k) {
            EXPECT_EQ(names[stories[i].documents[k]], written.page_names[again[i].documents[k]]);
            EXPECT_EQ(stories[i].reasons[k].score, again[i].reasons[k].score);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Files, StoryCases, testing::ValuesIn(written_cases(kRoot + "/tests/cases/story")),
                         [](const auto& written) {
                             std::string name = written.param.stem().string();
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

TEST(Stories, AllCasesInOneRunStayApart) {
    // The events of all cases have nothing to do with each other: poured together, each finds its own.
    std::vector<std::string> names;
    std::vector<std::string> expected;
    std::vector<Document> documents;
    for (const auto& path : written_cases(kRoot + "/tests/cases/story")) {
        WrittenCase written = read_written_case(path, indonesian(), models());
        for (size_t i = 0; i < written.documents.size(); ++i) {
            names.push_back(written.name + "/" + written.page_names[i]);
            documents.push_back(std::move(written.documents[i]));
        }
        for (const std::string& line : written.expected) {
            std::istringstream words(line.substr(6));
            std::string renamed = "story";
            for (std::string word; words >> word;) renamed += " " + written.name + "/" + word;
            expected.push_back(renamed);
        }
    }
    const auto stories = stories_of(documents);
    EXPECT_EQ(written_stories(stories, names), sorted_members(expected)) << explain(stories, names);
}

TEST(Stories, NoPagesNoStories) {
    EXPECT_TRUE(stories_of({}).empty());
}

TEST(Stories, EveryPageIsInExactlyOneStoryWithItsReason) {
    const WrittenCase written =
        read_written_case(kRoot + "/tests/cases/story/planned-visit.txt", indonesian(), models());
    std::vector<uint32_t> seen;
    for (const Story& story : stories_of(written.documents)) {
        ASSERT_EQ(story.documents.size(), story.reasons.size());
        EXPECT_EQ(story.id, written.documents[story.documents.front()].article.id);
        for (size_t i = 0; i < story.documents.size(); ++i) {
            seen.push_back(story.documents[i]);
            EXPECT_EQ(story.reasons[i].document, story.documents[i]);
            EXPECT_EQ(story.reasons[i].joined, story.documents.size() > 1);
        }
    }
    std::sort(seen.begin(), seen.end());
    EXPECT_EQ(seen, (std::vector<uint32_t>{0, 1, 2, 3, 4}));
}

TEST(Stories, OldestFirstUnknownDatesLast) {
    const WrittenCase written =
        read_written_case(kRoot + "/tests/cases/story/planned-visit.txt", indonesian(), models());
    const auto stories = stories_of(written.documents);
    std::vector<std::string> order;
    for (const uint32_t document : stories.front().documents) order.push_back(written.page_names[document]);
    EXPECT_EQ(order, (std::vector<std::string>{"announced", "eve", "visit", "undated"}));
}

TEST(Stories, MoreIndependentVoicesRankHigherThanMoreCopies) {
    std::vector<std::string> copied = {
        "Kapal Bunga Laut tenggelam di perairan Selayar pada Selasa pagi dan dua belas penumpang "
        "belum ditemukan oleh tim Basarnas Makassar yang mengerahkan tiga kapal ke lokasi."};
    std::vector<Document> documents;
    for (int i = 0; i < 4; ++i) {
        std::vector<std::string> lines = {"outlet: Media " + std::string(1, static_cast<char>('A' + i)), copied[0]};
        documents.push_back(written_page("copy" + std::to_string(i), lines, indonesian(), models()));
    }
    const WrittenCase fire = read_written_case(kRoot + "/tests/cases/story/round-up.txt", indonesian(), models());
    for (const Document& document : fire.documents) documents.push_back(document);
    const auto stories = stories_of(documents);
    ASSERT_GE(stories.size(), 3u);
    EXPECT_EQ(stories[0].documents.size(), 2u);
    EXPECT_EQ(stories[2].documents.size(), 4u);
}

// The first words of the stories' first pages, in the order of rank.
std::vector<std::string> ranked(const std::vector<std::vector<std::string>>& pages) {
    std::vector<Document> documents;
    for (const std::vector<std::string>& lines : pages)
        documents.push_back(written_page("p" + std::to_string(documents.size()), lines, indonesian(), models()));
    std::vector<std::string> first_words;
    for (const Story& story : stories_of(documents)) {
        const std::string text = documents[story.documents.front()].article.body_text();
        first_words.push_back(text.substr(0, text.find(' ')));
    }
    return first_words;
}

constexpr const char* kBridge =
    "Jembatan Kali Wulung putus diterjang banjir bandang, memutus jalan antara Desa Sirnalaya dan kota Muara Jati "
    "sejak "
    "Senin malam, sementara warga menyeberang dengan rakit bambu.";
constexpr const char* kStrike =
    "Buruh pabrik sepatu Langkah Jaya mogok kerja menuntut upah lembur yang belum dibayar selama lima bulan, dan "
    "direksi berjanji berunding dengan serikat pada akhir pekan ini di balai kota.";

TEST(Stories, OfEqualOriginsMorePagesRankHigher) {
    EXPECT_EQ(ranked({{"outlet: Kabar A", "published: 2025-03-09", kStrike},
                      {"outlet: Kabar B", "published: 2025-03-01", kBridge},
                      {"outlet: Kabar B", "published: 2025-03-01", kBridge}}),
              (std::vector<std::string>{"Jembatan", "Buruh"}));
}

TEST(Stories, OfEqualSizeTheOneInMoreHousesRanksHigher) {
    EXPECT_EQ(ranked({{"outlet: Kabar A", "published: 2025-03-09", kStrike},
                      {"outlet: Kabar A", "published: 2025-03-09", kStrike},
                      {"outlet: Kabar B", "published: 2025-03-01", kBridge},
                      {"outlet: Kabar C", "published: 2025-03-01", kBridge}}),
              (std::vector<std::string>{"Jembatan", "Buruh"}));
}

TEST(Stories, OfTwoAlikeTheLaterOneRanksHigher) {
    const std::vector<std::string> strike = {"outlet: Kabar A", "published: 2025-03-02", kStrike};
    EXPECT_EQ(ranked({strike, {"outlet: Kabar B", "published: 2025-03-01", kBridge}}),
              (std::vector<std::string>{"Buruh", "Jembatan"}));
    EXPECT_EQ(ranked({strike, {"outlet: Kabar B", "published: 2025-03-03", kBridge}}),
              (std::vector<std::string>{"Jembatan", "Buruh"}));
    EXPECT_EQ(ranked({strike, {"outlet: Kabar B", kBridge}}), (std::vector<std::string>{"Buruh", "Jembatan"}));
}

TEST(CommonWords, AreThoseCountedOrElseThoseWrittenByHand) {
    const std::filesystem::path folder =
        std::filesystem::path(testing::TempDir()) / ("silang words " + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const auto write = [&](const char* name, const char* text) { std::ofstream(folder / name) << text; };
    const auto load = [&] { return CommonWords::load(Language::load(folder.string(), "xx").take()); };
    write("common-words.tsv", "# word <TAB> pages\nsays\t300\n");
    EXPECT_EQ(load().take().pages_with(word_key("says"), 3), 300);
    write("frequencies.tsv", "# word <TAB> pages\nafter\t412\nsays\t250\n");
    EXPECT_EQ(load().take().pages_with(word_key("says"), 3), 250);
    EXPECT_EQ(load().take().pages_with(word_key("after"), 3), 412);
    EXPECT_EQ(load().take().pages_with(word_key("quay"), 3), 3);
    for (const char* wrong : {"says\n", "says\tmany\n", "says\t0\n", "says\t1001\n", "\t5\n"}) {
        write("frequencies.tsv", wrong);
        const auto result = load();
        ASSERT_FALSE(result);
        EXPECT_NE(result.error().find("frequencies.tsv:1: "), std::string::npos) << wrong;
    }
    std::filesystem::remove_all(folder);
}

TEST(Stories, WithoutWeightsEachPageIsItsOwnStory) {
    const WrittenCase written = read_written_case(kRoot + "/tests/cases/story/rising-toll.txt", indonesian(), models());
    const Lineage lineage = trace_lineage(written.documents, indonesian());
    EXPECT_EQ(group_stories(written.documents, lineage, languages(), make_story_model(languages(), {}).take()).size(),
              written.documents.size());
}

// 120 events of two pages each, the second pages all after the first ones; an event has names and words of its own.
// (Pages of one form are told apart once the stream has seen some of them; the first ones in an empty stream are
// not.)
std::vector<Document> many_pages() {
    std::vector<Document> documents;
    for (int turn = 0; turn < 2; ++turn) {
        for (int event = 0; event < 120; ++event) {
            const std::string mark = {static_cast<char>('a' + event % 26), static_cast<char>('a' + event / 26)};
            const std::string names = "Sukar" + mark + "ja, Tonj" + mark + "ung, Wir" + mark + "adi";
            const std::string words =
                " meng" + mark + "uki, ber" + mark + "ola, ter" + mark + "ebu, per" + mark + "imba.";
            documents.push_back(written_page("e" + std::to_string(event) + "-" + std::to_string(turn),
                                             {"published: 2025-03-0" + std::to_string(turn + 1),
                                              (turn == 0 ? "Jembatan di " : "Warga di ") + names + words},
                                             indonesian(), models()));
        }
    }
    return documents;
}

TEST(Stories, ManyPagesFindEachOtherThroughTheIndex) {
    const auto stories = stories_of(many_pages());
    EXPECT_EQ(stories.size(), 120u);
    for (const Story& story : stories) EXPECT_EQ(story.documents.size(), 2u);
}

// Stories as sets of documents, however they were handed out.
std::vector<std::vector<uint32_t>> streamed(std::vector<StoryPage> pages, size_t batch, StreamLimits limits) {
    StoryStream stream(model().weights, limits);
    std::vector<std::vector<uint32_t>> stories;
    const auto take = [&](std::vector<ClosedStory> closed) {
        for (ClosedStory& story : closed) {
            EXPECT_EQ(story.documents.size(), story.reasons.size());
            stories.push_back(std::move(story.documents));
        }
    };
    for (size_t i = 0; i < pages.size(); ++i) {
        stream.add(std::move(pages[i]));
        if ((i + 1) % batch == 0) take(stream.take_closed());
    }
    take(stream.finish());
    std::sort(stories.begin(), stories.end());
    return stories;
}

TEST(StoryStream, TheSizeOfBatchesChangesNothing) {
    const std::vector<Document> documents = many_pages();
    const auto pages = story_pages(documents, trace_lineage(documents, indonesian()), languages(), model());
    for (const size_t live : {size_t{50}, size_t{1000}}) {
        const auto at_once = streamed(pages, pages.size(), {live, kLongestSilenceDays});
        for (const size_t batch : {size_t{1}, size_t{7}, size_t{100}})
            EXPECT_EQ(streamed(pages, batch, {live, kLongestSilenceDays}), at_once) << batch;
    }
}

// All that is said of the stories, by the ids of pages.
std::vector<std::string> told(const std::vector<Document>& documents) {
    std::vector<std::string> lines;
    const auto id = [&](uint32_t document) -> const std::string& { return documents[document].article.id; };
    for (const Story& story : stories_of(documents)) {
        std::ostringstream out;
        out << story.id;
        for (const std::string& alias : story.aliases) out << " was " << alias;
        for (const JoinReason& reason : story.reasons) {
            out << ", " << id(reason.document) << " came with " << id(reason.arrived_with) << " near "
                << id(reason.nearest) << " " << reason.score;
        }
        for (const StorylineLink& link : story.storyline) out << ", line " << link.story << " " << link.score;
        lines.push_back(out.str());
    }
    return lines;
}

TEST(StoryStream, PagesOfOneMomentMayBeGivenInAnyOrder) {
    std::vector<Document> documents = many_pages();
    for (const char* folder : {"story", "storyline"}) {
        for (const auto& path : written_cases(kRoot + "/tests/cases/" + folder)) {
            for (Document& document : read_written_case(path, indonesian(), models()).documents)
                documents.push_back(std::move(document));
        }
    }
    const std::vector<std::string> before = told(documents);
    std::mt19937 random(5);
    for (int turn = 0; turn < 5; ++turn) {
        std::shuffle(documents.begin(), documents.end(), random);
        EXPECT_EQ(told(documents), before);
    }
}

TEST(StoryStream, NoMoreTextsAreLiveThanTheLimit) {
    const std::vector<Document> documents = many_pages();
    StoryStream stream(model().weights, {60, kLongestSilenceDays});
    size_t closed = 0;
    for (StoryPage& page : story_pages(documents, trace_lineage(documents, indonesian()), languages(), model())) {
        stream.add(std::move(page));
        EXPECT_LE(stream.counts().live_texts, 60u);
        for (const ClosedStory& story : stream.take_closed()) closed += story.documents.size();
    }
    for (const ClosedStory& story : stream.finish()) closed += story.documents.size();
    EXPECT_EQ(closed, documents.size());
    EXPECT_EQ(stream.counts().live_stories, 0u);
}

TEST(StoryStream, SilentStoriesAreClosed) {
    StoryStream stream(model().weights);
    std::vector<Document> documents;
    for (const auto& [day, text] : {std::pair("2025-01-02", "Jembatan Kali Sukaraja putus."),
                                    {"2025-02-16", "Harga cabai naik di Pasar Tirta."},
                                    {"2025-02-17", "Gempa mengguncang Balo."}}) {
        documents.push_back(written_page(day, {"published: " + std::string(day), text}, indonesian(), models()));
    }
    for (StoryPage& page : story_pages(documents, trace_lineage(documents, indonesian()), languages(), model())) {
        const bool last = page.document == 2;
        stream.add(std::move(page));
        EXPECT_EQ(stream.take_closed().size(), last ? 1u : 0u);
    }
}

TEST(StoryWeights, TheShippedFileIsComplete) {
    const auto weights = read_story_weights(kRoot + "/data/story.weights");
    ASSERT_TRUE(weights.ok()) << weights.error();
    EXPECT_GT(weights.value().join, weights.value().cohesion);
}

TEST(StoryWeights, ErrorsNameFileAndLine) {
    const std::string path = testing::TempDir() + "/story.weights";
    std::ofstream(path) << "# comment\ntext\t1\ntext\t2\n";
    EXPECT_EQ(read_story_weights(path).error(), path + ":3: \"text\" is no feature, or stands here twice");
    std::ofstream(path) << "text\tmuch\n";
    EXPECT_EQ(read_story_weights(path).error(), path + ":1: \"much\" is no number");
    std::ofstream(path) << "text 1\n";
    EXPECT_EQ(read_story_weights(path).error(), path + ":1: expected a name, a tab and a number");
    EXPECT_EQ(read_story_weights(path + "x").error(), path + "x: cannot be read");
}

}  // namespace
}  // namespace silang
