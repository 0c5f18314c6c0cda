#include "silang/check/clauses.h"

#include <gtest/gtest.h>

#include "silang/check/rules.h"
#include "tests/written_pages.h"

namespace silang {
namespace {

const std::string kData = SILANG_SOURCE_DIR "/data";

const Languages& languages() {
    static const Languages kLanguages = Languages::load(kData + "/languages").take();
    return kLanguages;
}

// The clauses of one sentence, as text.
std::vector<std::string> clauses_of(const std::string& sentence) {
    const Language& language = languages().rules_for("id");
    static const MentionModels kModels = load_mention_models(language).take();
    std::vector<Document> documents = {written_page("page", {sentence}, language, kModels)};
    documents[0].article.rules = language.tag();
    Story story;
    story.documents = {0};
    const CheckModel model(languages(), {});
    const StoryUnits all = make_units(story, documents, model);
    const StoryClauses cut = cut_clauses(story, documents, all, model);
    std::vector<std::string> texts;
    for (const Clause& clause : cut.clauses) texts.emplace_back(clause.span.of(documents[0].article.page.text));
    return texts;
}

using Texts = std::vector<std::string>;

TEST(Clauses, ASimpleSentenceIsOne) {
    EXPECT_EQ(clauses_of("Petugas menutup jembatan gantung di Desa Sukamekar pada Senin pagi."),
              (Texts{"Petugas menutup jembatan gantung di Desa Sukamekar pada Senin pagi."}));
}

TEST(Clauses, TheReasonIsOneOfItsOwn) {
    EXPECT_EQ(clauses_of("Petugas menutup jembatan gantung itu karena tali penahannya terputus diterjang arus."),
              (Texts{"Petugas menutup jembatan gantung itu", "karena tali penahannya terputus diterjang arus."}));
}

TEST(Clauses, AndCutsBeforeAVerbOnly) {
    EXPECT_EQ(clauses_of("Petugas memeriksa jembatan gantung dan mengungsikan puluhan warga desa."),
              (Texts{"Petugas memeriksa jembatan gantung", "mengungsikan puluhan warga desa."}));
    EXPECT_EQ(clauses_of("Petugas memeriksa jembatan gantung dan bendungan tua desa.").size(), 1u);
}

TEST(Clauses, TooShortAPieceStaysWithItsNeighbour) {
    EXPECT_EQ(clauses_of("Petugas menutup jembatan gantung karena hujan.").size(), 1u);
}

TEST(Clauses, GamesOfOneMatchStayTogether) {
    EXPECT_EQ(clauses_of("Rangga Saputra menang 21-14, 18-21, 21-19 atas Wibowo Hartanto.").size(), 1u);
}

TEST(Clauses, HowLongAfterBelongsToWhatHappenedThen) {
    for (const std::string& clause :
         clauses_of("Jembatan itu ditutup petugas 20 menit setelah banjir merusak tiangnya."))
        EXPECT_FALSE(clause.ends_with("menit")) << clause;
}

}  // namespace
}  // namespace silang
