#include <gtest/gtest.h>

#include "silang/format/test_run.h"

namespace silang {
namespace {

using test::find;
using test::make_document;
using test::make_run;

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

// Where each name stands must grow from name to name.
void expect_in_order(std::string_view json, const std::vector<std::string>& names) {
    size_t at = 0;
    for (const std::string& name : names) {
        const size_t found = json.find('"' + name + "\":", at);
        ASSERT_NE(found, std::string_view::npos) << name << " is missing, or stands before " << at;
        at = found;
    }
}

TEST(ArticleJson, FieldsStandInTheContractsOrder) {
    const std::string json = article_json(make_run().documents[0]);
    expect_in_order(json,
                    {"schema",   "id",     "source",   "path",    "url",        "media_type", "bytes",       "sha256",
                     "language", "outlet", "title",    "bylines", "dateline",   "section",    "published",   "captured",
                     "blocks",   "text",   "entities", "times",   "quantities", "quotes",     "attributions"});
    EXPECT_TRUE(json.starts_with("{\"schema\":\"silang.article/1\",\"id\":\""));
    EXPECT_TRUE(
        contains(json, "\"published\":{\"value\":\"2025-03-04T08:15+07:00\",\"span\":[149,181],\"basis\":\"stated\"}"));
}

TEST(ArticleJson, UnknownIsNullOrAnEmptyList) {
    Document document = make_document("kosong.txt", {{Role::body, "Satu kalimat."}});
    document.article.language = "und";
    EXPECT_EQ(
        article_json(document),
        "{\"schema\":\"silang.article/1\",\"id\":\"" + document.article.id +
            "\",\"source\":{\"path\":\"kosong.txt\","
            "\"url\":null,\"media_type\":\"text/plain\",\"bytes\":14,\"sha256\":\"" +
            document.capture.sha256 +
            "\",\"encoding\":\"utf-8\"},\"language\":\"und\",\"outlet\":null,\"title\":null,\"bylines\":[],"
            "\"dateline\":null,"
            "\"section\":null,\"published\":null,\"captured\":null,\"blocks\":[{\"span\":[0,13],\"role\":\"body\"}],"
            "\"text\":\"Satu "
            "kalimat.\",\"entities\":[],\"times\":[],\"quantities\":[],\"quotes\":[],\"attributions\":[]}");
}

TEST(ArticleJson, WholeNumbersHaveNoFraction) {
    Document document = make_document("angka.txt", {{Role::body, "11.000 kontainer, 2,5 persen, 1 sampai 3"}});
    document.mentions.quantities = {{find(document, "11.000"), 11000, std::nullopt, false, "", "kontainer", ""},
                                    {find(document, "2,5"), 2.5, std::nullopt, true, "", "%", ""},
                                    {find(document, "1 sampai 3"), 1, 3.0, false, "", "", ""}};
    const std::string json = article_json(document);
    EXPECT_TRUE(contains(json, "\"value\":11000,\"max\":null,\"approx\":false,\"unit\":\"kontainer\""));
    EXPECT_TRUE(contains(json, "\"value\":2.5,\"max\":null,\"approx\":true"));
    EXPECT_TRUE(contains(json, "\"value\":1,\"max\":3,"));
}

TEST(ArticleJson, TextOfAnyKindStaysOneLineOfJson) {
    Document document = make_document(
        "a\xFF"
        "b.txt",
        {{Role::body, "kutip \" garis \\ tab \t nol \x01 emoji \xF0\x9F\x99\x82"}});
    const std::string json = article_json(document);
    EXPECT_TRUE(valid_utf8(json));
    EXPECT_FALSE(contains(json, "\n"));
    EXPECT_TRUE(contains(json,
                         "\"path\":\"a\xEF\xBF\xBD"
                         "b.txt\""));
    EXPECT_TRUE(contains(json, "kutip \\\" garis \\\\ tab \\t nol \\u0001 emoji \xF0\x9F\x99\x82"));
}

TEST(ArticleJson, SpeakerIsTheEntitysId) {
    const std::string json = article_json(make_run().documents[0]);
    EXPECT_TRUE(contains(json, "\"kind\":\"direct\",\"speaker\":\"suparman\",\"speaker_text\":\"Suparman\""));
    EXPECT_TRUE(contains(article_json(make_run().documents[3]), "\"speaker_text\":\"Siti\",\"speaker_span\":null"));
}

TEST(StoryJson, FieldsStandInTheContractsOrder) {
    const test::Run run = make_run();
    expect_in_order(story_json(run.stories[0], run.documents),
                    {"schema", "id", "title", "articles", "period", "first", "last", "entities", "origins", "copies",
                     "timeline", "statements", "conflicts", "disputes", "checks", "summary"});
}

TEST(StoryJson, PagesAreNamedByTheirId) {
    const test::Run run = make_run();
    const std::string json = story_json(run.stories[0], run.documents);
    EXPECT_TRUE(contains(json, "\"copies\":[{\"from\":\"" + run.documents[0].article.id + "\",\"to\":\"" +
                                   run.documents[1].article.id +
                                   "\",\"kind\":\"near-duplicate\",\"similarity\":0.8432,"));
    EXPECT_TRUE(contains(
        json, "\"checks\":[{\"kind\":\"weekday-mismatch\",\"article\":\"" + run.documents[2].article.id + "\""));
}

TEST(StoryJson, PeriodOfUndatedPagesIsNull) {
    const test::Run run = make_run();
    EXPECT_TRUE(contains(story_json(run.stories[1], run.documents), "\"period\":{\"first\":null,\"last\":null}"));
}

TEST(RejectionJson, IsPathAndReason) {
    EXPECT_EQ(rejection_json({"foto.jpg", "not text"}), "{\"path\":\"foto.jpg\",\"reason\":\"not text\"}");
}

TEST(StageLines, EveryRecordIsALineThatNamesItself) {
    const test::Run run = make_run();
    const std::string lines = mentions_json_lines(run.documents[0]) + check_json_lines(run.stories, run.documents);
    size_t begin = 0;
    for (size_t end = lines.find('\n'); end != std::string::npos; end = lines.find('\n', begin)) {
        EXPECT_EQ(lines.compare(begin, 11, "{\"record\":\""), 0);
        EXPECT_EQ(lines[end - 1], '}');
        begin = end + 1;
    }
    EXPECT_EQ(begin, lines.size());
}

}  // namespace
}  // namespace silang
