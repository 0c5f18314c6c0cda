#include "silang/eval/stories.h"

#include <gtest/gtest.h>

namespace silang {
namespace {

const Language& indonesian() {
    static const Language kLanguage =
        Language::load(std::string(SILANG_SOURCE_DIR) + "/data/languages/id", "id").take();
    return kLanguage;
}

// Three pages: the toll, the day and a denial; and a fact of its own on two of them.
constexpr std::string_view kGold = R"([{"id": "s", "language": "id",
 "pages": [
  {"name": "a", "outlet": "A", "published": "2025-02-11T09:00+07:00", "title": "Banjir", "text": ["Sembilan orang tewas Senin.", "Hujan turun."]},
  {"name": "b", "outlet": null, "published": null, "text": ["Korban jiwa sebelas orang.", "Hujan deras."]},
  {"name": "c", "text": ["Korban kini 14 orang.", "Pabrik membantah."]}],
 "facts": [
  {"about": "toll", "origins": 2, "pages": {"a": "Sembilan orang tewas", "b": ["Korban jiwa sebelas orang"]}},
  {"about": "rain", "origins": 2, "pages": {"a": "Hujan turun.", "b": "Hujan deras."}}],
 "conflicts": [{"kind": "number", "about": "toll", "values": [{"value": "9", "pages": {"a": "Sembilan orang tewas"}}, {"value": "11", "pages": {"b": "Korban jiwa sebelas orang"}}]}],
 "updates": [{"about": "toll", "values": [{"value": "9", "pages": {"a": "Sembilan orang tewas"}}, {"value": "14", "pages": {"c": "Korban kini 14 orang."}}]}],
 "disputes": [{"about": "waste", "asserted_by": [], "denied_by": [{"party": "PT Pabrik Jaya", "pages": {"c": "Pabrik membantah."}}]}],
 "checks": [{"kind": "weekday-mismatch", "page": "a", "words": "Senin"}],
 "timeline": [{"date": "2025-02-10", "about": "flood", "pages": {"a": "Sembilan orang tewas Senin."}}]}])";

class StoryScore : public testing::Test {
protected:
    void SetUp() override {
        std::vector<GoldStory> stories;
        std::vector<std::string> problems;
        read_story_gold("gold.json", kGold, stories, problems);
        ASSERT_TRUE(problems.empty()) << problems.front();
        ASSERT_EQ(stories.size(), 1u);
        gold_ = stories.front();
        for (const GoldStoryPage& page : gold_.pages) {
            auto article = article_of(page, "id", indonesian());
            ASSERT_TRUE(article);
            documents_.emplace_back().article = article.take();
        }
    }
    Evidence words(uint32_t page, const std::string& text) const {
        const auto at = static_cast<uint32_t>(documents_[page].article.page.text.find(text));
        return {page, {at, at + static_cast<uint32_t>(text.size())}, "A"};
    }
    Count row(const std::string& kind, const std::string& measure) const {
        const auto sheet = score_story(gold_, documents_, checked_);
        EXPECT_TRUE(sheet);
        for (const ScoreRow& row : sheet.value().rows) {
            if (row.kind == kind && row.measure == measure) return row.count;
        }
        ADD_FAILURE() << "no row " << kind << " " << measure;
        return {};
    }
    Statement statement(std::vector<Evidence> evidence, uint32_t origins) const {
        Statement statement;
        statement.evidence = std::move(evidence);
        statement.origins = origins;
        return statement;
    }

    GoldStory gold_;
    std::vector<Document> documents_;
    CheckedStory checked_;
};

TEST_F(StoryScore, NothingFoundIsAllMissed) {
    EXPECT_EQ(row("facts", "joined").gold, 2u);
    EXPECT_EQ(row("facts", "joined").right, 0u);
    EXPECT_EQ(row("joins", "right").gold, 0u);
    EXPECT_EQ(row("conflicts", "all").recall(), 0.0);
    EXPECT_EQ(row("conflicts", "all").precision(), 1.0);
    EXPECT_EQ(row("conflicts", "updates-kept-out").right, 1u);
    EXPECT_EQ(row("timeline", "found").right, 0u);
    EXPECT_EQ(row("timeline", "dates").gold, 0u);
}

TEST_F(StoryScore, JoinsAreHeldAgainstFacts) {
    checked_.statements = {
        statement({words(0, "Sembilan orang tewas Senin."), words(1, "Korban jiwa sebelas orang.")}, 2),
        // Rain on one page, the toll on the other, and on the third what no fact of the gold is about.
        statement({words(0, "Hujan turun."), words(1, "Korban jiwa sebelas orang."), words(2, "Pabrik membantah.")},
                  1)};
    EXPECT_EQ(row("facts", "joined").right, 1u);
    EXPECT_EQ(row("origins", "right").right, 1u);
    EXPECT_EQ(row("joins", "right").gold, 2u);
    EXPECT_EQ(row("joins", "right").right, 1u);
    EXPECT_EQ(row("joins", "labelled").gold, 4u);
    EXPECT_EQ(row("joins", "labelled").right, 2u);
}

TEST_F(StoryScore, OfAConflictTwoValuesAreNeededWithTheirWords) {
    const Evidence nine = words(0, "Sembilan orang tewas Senin.");
    const Evidence eleven = words(1, "Korban jiwa sebelas orang.");
    const Evidence fourteen = words(2, "Korban kini 14 orang.");
    const auto conflict = [](ConflictKind kind, std::vector<ConflictValue> values) {
        return Conflict{kind, "", std::nullopt, std::move(values), ""};
    };
    checked_.conflicts = {conflict(ConflictKind::number, {{"9 orang", {nine}}, {"11 orang", {eleven}}})};
    EXPECT_EQ(row("conflicts", "all").right, 1u);
    checked_.conflicts = {conflict(ConflictKind::date, {{"9", {nine}}, {"11", {eleven}}}),
                          conflict(ConflictKind::number, {{"9", {nine}}, {"12", {eleven}}}),
                          conflict(ConflictKind::number, {{"9", {fourteen}}, {"11", {eleven}}})};
    EXPECT_EQ(row("conflicts", "all").right, 0u);
    EXPECT_EQ(row("conflicts", "all").found, 3u);
    checked_.conflicts = {conflict(ConflictKind::number, {{"9", {nine}}, {"14", {fourteen}}})};
    EXPECT_EQ(row("conflicts", "all").right, 0u);
    EXPECT_EQ(row("conflicts", "updates-kept-out").right, 0u);
    checked_.updates = {{ConflictKind::number, "", std::nullopt, {{"9", {}, {nine}}, {"14", {}, {fourteen}}}}};
    EXPECT_EQ(row("updates", "all").right, 1u);
}

TEST_F(StoryScore, AnEmptySideFitsAnyAndOneNameIsEnough) {
    checked_.disputes = {{"", std::nullopt, {{"Walhi", {}}}, {{"Warga", {}}, {"Pabrik Jaya", {}}}}};
    EXPECT_EQ(row("disputes", "all").right, 1u);
    checked_.disputes = {{"", std::nullopt, {}, {{"Warga", {}}}}};
    EXPECT_EQ(row("disputes", "all").right, 0u);
}

TEST_F(StoryScore, ChecksNeedTheirWordsAndTheTimelineItsDate) {
    checked_.checks = {{CheckKind::weekday_mismatch, 0, words(0, "Senin").span, "", ""},
                       {CheckKind::weekday_mismatch, 1, words(1, "Hujan").span, "", ""}};
    EXPECT_EQ(row("checks", "all").right, 1u);
    EXPECT_EQ(row("checks", "all").found, 2u);
    checked_.timeline = {{"2025-02", "", {words(0, "Sembilan orang tewas Senin.")}, false},
                         {"2025-03-01", "", {words(0, "Sembilan orang tewas Senin.")}, false},
                         {"2025-02-10", "", {words(1, "Hujan deras.")}, false}};
    EXPECT_EQ(row("timeline", "found").right, 1u);
    EXPECT_EQ(row("timeline", "dates").gold, 2u);
    EXPECT_EQ(row("timeline", "dates").right, 1u);
}

TEST_F(StoryScore, WordsThatAreNotThereAreAnError) {
    gold_.checks->front().words.words = "Selasa";
    checked_.checks = {{CheckKind::weekday_mismatch, 0, words(0, "Senin").span, "", ""}};
    EXPECT_FALSE(score_story(gold_, documents_, checked_));
}

TEST(StoryGold, SaysAllThatIsWrong) {
    std::vector<GoldStory> stories;
    std::vector<std::string> problems;
    read_story_gold("gold.json", R"({"id": "s", "language": "id", "pages": [{"name": "a", "text": ["x"]}],
        "facts": [{"about": "x", "pages": {"b": "x"}}], "conflicts": [{"kind": "sum", "about": "x", "values": []}], "fact": []})",
                    stories, problems);
    EXPECT_EQ(problems.size(), 4u);
}

}  // namespace
}  // namespace silang
