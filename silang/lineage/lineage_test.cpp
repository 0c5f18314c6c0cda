#include "silang/lineage/lineage.h"

#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <set>
#include <sstream>

#include "silang/lineage/body.h"
#include "tests/written_pages.h"

namespace silang {
namespace {

const std::string kRoot = SILANG_SOURCE_DIR;

const Language& indonesian() {
    static const Language kLanguage = Language::load(kRoot + "/data/languages/id", "id").take();
    return kLanguage;
}

const MentionModels& models() {
    static const MentionModels kModels = load_mention_models(indonesian()).take();
    return kModels;
}

Document page(const std::string& name, const std::vector<std::string>& lines) {
    return written_page(name, lines, indonesian(), models());
}

// Words that occur nowhere else: "w17x0 w17x1 ...".
std::string own_words(int seed, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += 'w';
        for (int digits = seed * 1000 + i; digits > 0; digits /= 26) text += static_cast<char>('a' + digits % 26);
        text += i + 1 < count ? ' ' : '.';
    }
    return text;
}

std::vector<std::string> copies_of(const Lineage& lineage, const std::vector<std::string>& names) {
    std::vector<std::string> lines;
    for (const Copy& copy : lineage.copies) {
        lines.push_back("copy " + std::string(copy_kind_name(copy.kind)) + " " + names[copy.from] + " -> " +
                        names[copy.to] + (copy.direction_known ? "" : " ?"));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

TEST(Body, HashOfAWordDoesNotDependOnWhatStandsBehindIt) {
    std::string text = "Z";
    for (size_t size = 1; size <= 40; ++size) text += ' ' + std::string(size, static_cast<char>('a' + size % 26));
    std::set<uint64_t> hashes;
    for (const bool backwards : {false, true}) {
        std::istringstream stream(text);
        std::vector<std::string> cut{std::istream_iterator<std::string>(stream), {}};
        if (backwards) std::reverse(cut.begin(), cut.end());
        std::string line;
        for (const std::string& word : cut) line += (line.empty() ? "" : " ") + word;
        const Document document = page("p", {"title: Kabar", "body| " + line});
        const auto words = read_words(document);
        ASSERT_EQ(words.size(), cut.size());
        for (const BodyWord& word : words) {
            const TokenizedText& tokens = document.article.tokens;
            EXPECT_EQ(word.hash, hash_text(std::string(tokens.folded_of(tokens.tokens[word.token]))));
            hashes.insert(word.hash);
        }
    }
    EXPECT_EQ(hashes.size(), 41u);
}

class LineageCases : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(LineageCases, FindsTheCopiesAndNoOthers) {
    WrittenCase written = read_written_case(GetParam(), indonesian(), models());
    std::sort(written.expected.begin(), written.expected.end());
    EXPECT_EQ(copies_of(trace_lineage(written.documents, indonesian()), written.page_names), written.expected);
}

TEST_P(LineageCases, OrderOfPagesChangesNothing) {
    WrittenCase written = read_written_case(GetParam(), indonesian(), models());
    std::reverse(written.documents.begin(), written.documents.end());
    std::reverse(written.page_names.begin(), written.page_names.end());
    std::sort(written.expected.begin(), written.expected.end());
    EXPECT_EQ(copies_of(trace_lineage(written.documents, indonesian()), written.page_names), written.expected);
}

TEST_P(LineageCases, PassagesAreEqualWordsOfTheBody) {
    const WrittenCase written = read_written_case(GetParam(), indonesian(), models());
    for (const Copy& copy : trace_lineage(written.documents, indonesian()).copies) {
        EXPECT_FALSE(copy.passages.empty());
        for (const auto& [from, to] : copy.passages) {
            for (const auto& [document, span] : {std::pair(copy.from, from), std::pair(copy.to, to)}) {
                const Article& article = written.documents[document].article;
                ASSERT_LT(span.begin, span.end);
                ASSERT_LE(span.end, article.page.text.size());
                for (const Block& block : article.blocks) {
                    EXPECT_TRUE(!block.span.overlaps(span) || block.role == Role::body);
                }
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Files, LineageCases, testing::ValuesIn(written_cases(kRoot + "/tests/cases/lineage")),
                         [](const auto& written) {
                             std::string name = written.param.stem().string();
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

TEST(Lineage, NoPagesNoCopies) {
    const Lineage lineage = trace_lineage({}, indonesian());
    EXPECT_TRUE(lineage.copies.empty());
    EXPECT_TRUE(lineage.representative.empty());
}

TEST(Lineage, PagesWithoutBodyAreNobodysCopy) {
    const std::vector<Document> documents = {page("a", {"nav| Beranda"}), page("b", {"nav| Beranda"})};
    EXPECT_TRUE(trace_lineage(documents, indonesian()).copies.empty());
}

TEST(Lineage, AFewEqualWordsUnderOtherTitlesAreNoCopy) {
    const std::vector<Document> documents = {page("a", {"title: Satu", "Baca selengkapnya di aplikasi kami."}),
                                             page("b", {"title: Dua", "Baca selengkapnya di aplikasi kami."})};
    EXPECT_TRUE(trace_lineage(documents, indonesian()).copies.empty());
}

TEST(Lineage, CopiesGoToTheRepresentativeNotFromCopyToCopy) {
    std::vector<Document> documents;
    for (int i = 0; i < 5; ++i) {
        documents.push_back(
            page("p" + std::to_string(i), {"published: 2025-03-0" + std::to_string(i + 1),
                                           own_words(1, 120) + (i % 2 ? " " + own_words(50 + i, 6) : "")}));
    }
    const Lineage lineage = trace_lineage(documents, indonesian());
    ASSERT_EQ(lineage.copies.size(), 4u);
    for (const Copy& copy : lineage.copies) EXPECT_EQ(copy.from, 0u);
    for (const uint32_t representative : lineage.representative) EXPECT_EQ(representative, 0u);
}

TEST(Lineage, DriftingTextsDoNotChain) {
    // Each page keeps two thirds of the one before and adds a third: neighbours are close, the ends share nothing.
    std::vector<Document> documents;
    for (int i = 0; i < 6; ++i) {
        std::string text;
        for (int part = i; part < i + 3; ++part) text += own_words(part + 1, 60) + " ";
        documents.push_back(page("p" + std::to_string(i), {"published: 2025-03-0" + std::to_string(i + 1), text}));
    }
    const Lineage lineage = trace_lineage(documents, indonesian());
    EXPECT_NE(lineage.representative[0], lineage.representative[5]);
    std::vector<Body> bodies;
    for (const Document& document : documents) bodies.push_back(read_body(document));
    for (uint32_t i = 0; i < documents.size(); ++i) {
        const uint32_t representative = lineage.representative[i];
        EXPECT_EQ(lineage.representative[representative], representative);
        EXPECT_GE(overlap_of(bodies[i].shingles, bodies[representative].shingles).jaccard, 0.4);
    }
}

TEST(Lineage, ShortBodiesAreDuplicatesOnlyWhenEqual) {
    const std::vector<Document> documents = {page("a", {own_words(1, 40)}), page("b", {own_words(1, 39)}),
                                             page("c", {own_words(1, 40), "nav| Indeks"})};
    const Lineage lineage = trace_lineage(documents, indonesian());
    const bool exact = lineage.representative[0] == lineage.representative[2];
    EXPECT_TRUE(exact);
    EXPECT_EQ(lineage.representative[1], 1u);
}

TEST(Lineage, WinnowingFindsEveryRunOfTwentyWords) {
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        const std::string shared = own_words(400 + round, 20);
        const std::vector<Document> documents = {
            page("a", {own_words(1, static_cast<int>(random() % 90)) + " " + shared + " " + own_words(2, 40)}),
            page("b", {own_words(3, static_cast<int>(random() % 90)) + " " + shared + " " + own_words(4, 60)})};
        const Lineage lineage = trace_lineage(documents, indonesian());
        ASSERT_EQ(lineage.copies.size(), 1u) << round;
        EXPECT_EQ(lineage.copies[0].kind, CopyKind::passage);
    }
}

TEST(Lineage, AnEditedRunIsOnePassage) {
    // Every sixth word is another one; the frame is each page's own.
    std::string copied;
    std::string edited;
    for (int i = 0; i < 12; ++i) {
        copied += own_words(700 + i, 6) + " ";
        edited += own_words(700 + i, 5) + " lain" + std::string(1, static_cast<char>('a' + i)) + " ";
    }
    const std::vector<Document> documents = {page("a", {own_words(1, 50) + " " + copied + own_words(2, 40)}),
                                             page("b", {own_words(3, 60) + " " + edited + own_words(4, 40)})};
    const Lineage lineage = trace_lineage(documents, indonesian());
    ASSERT_EQ(lineage.copies.size(), 1u);
    ASSERT_EQ(lineage.copies[0].passages.size(), 1u);
    const std::string& text = documents[lineage.copies[0].from].article.page.text;
    const Span span = lineage.copies[0].passages[0].first;
    EXPECT_GE(static_cast<size_t>(span.size()), edited.size() * 9 / 10);
    EXPECT_LE(span.end, text.size());
}

TEST(Lineage, DirectionIsToldForEachPairAlone) {
    // The second page credits the first for a passage; that says nothing on who wrote the rest, which the third took.
    Document taker =
        page("taker", {"outlet: Lontar Kini", "published: 2025-03-02", own_words(1, 40), own_words(2, 90)});
    taker.mentions.attributions.push_back(
        {taker.article.tokens.sentences[0].span, {"Kabar Teluk"}, {}, {"outlet"}, 0, false});
    const std::vector<Document> documents = {
        page("source", {"outlet: Kabar Teluk", "published: 2025-03-05", own_words(1, 40), own_words(5, 90)}), taker,
        page("third", {"outlet: Suara Pesisir", "published: 2025-03-09", own_words(2, 90)})};
    const Lineage lineage = trace_lineage(documents, indonesian());
    ASSERT_EQ(lineage.copies.size(), 2u);
    EXPECT_EQ(lineage.copies[0].from, 0u);  // credited, though it is dated later
    EXPECT_EQ(lineage.copies[0].to, 1u);
    EXPECT_FALSE(lineage.copies[0].uncredited);
    EXPECT_EQ(lineage.copies[1].from, 1u);
    EXPECT_EQ(lineage.copies[1].to, 2u);
    EXPECT_TRUE(lineage.copies[1].uncredited);
}

TEST(Lineage, RepeatedTextStaysLinear) {
    // Each shingle stands at a thousand places of either page: trying all of them would take minutes.
    std::string long_text;
    for (int i = 0; i < 1000; ++i) long_text += own_words(9, 30) + " ";
    const std::vector<Document> documents = {page("a", {long_text}), page("b", {long_text + "lain"})};
    const Lineage lineage = trace_lineage(documents, indonesian());
    ASSERT_EQ(lineage.copies.size(), 1u);
}

TEST(Lineage, HouseIsTheOutletElseThePath) {
    const std::vector<Document> documents = {page("a", {"outlet: Kabar Teluk", "Satu."}), page("desa/b", {"Dua."}),
                                             page("c", {"outlet: KABAR TELUK", "Tiga."})};
    const Lineage lineage = trace_lineage(documents, indonesian());
    EXPECT_EQ(lineage.house[0], lineage.house[2]);
    EXPECT_EQ(lineage.house[1], "b");
    EXPECT_EQ(lineage.origins[1], (std::vector<Origin>{{"b", OriginKind::outlet}}));
}

TEST(Lineage, OutletsOfOneOwnerAreOneHouse) {
    const std::string words = own_words(1, 80);
    const std::vector<Document> documents = {
        page("a", {"outlet: Tribun Medan", "published: 2025-03-01", words}),
        page("b", {"outlet: jabar.tribunnews.com", "published: 2025-03-02", words}),
        page("c", {"outlet: Lontar Kini", "published: 2025-03-03", words}),
        page("d", {"outlet: regional.lontarkini.co.id", "published: 2025-03-04", words})};
    const Lineage lineage = trace_lineage(documents, indonesian());
    EXPECT_EQ(lineage.house[0], "Tribun Network");
    EXPECT_EQ(lineage.house[1], "Tribun Network");
    EXPECT_EQ(lineage.house[2], lineage.house[3]);
    ASSERT_EQ(lineage.copies.size(), 3u);
    EXPECT_FALSE(lineage.copies[0].uncredited);  // within the house
    EXPECT_TRUE(lineage.copies[1].uncredited);
    EXPECT_TRUE(lineage.copies[2].uncredited);
}

TEST(Lineage, AParagraphUnderManyPagesForWeeksIsNobodysCopy) {
    const std::string standing = own_words(9, 40);
    std::vector<Document> documents;
    for (int i = 0; i < 7; ++i) {
        documents.push_back(page("p" + std::to_string(i), {"published: 2025-0" + std::to_string(i + 1) + "-11",
                                                           own_words(20 + i, 90), standing}));
    }
    EXPECT_TRUE(trace_lineage(documents, indonesian()).copies.empty());
    documents.resize(3);
    EXPECT_EQ(trace_lineage(documents, indonesian()).copies.size(), 3u);
}

TEST(Groups, KeepTheFirstTheLongestOrTheOriginal) {
    const std::vector<Document> documents = {
        page("b", {"published: 2025-03-01", own_words(1, 80)}), page("a", {"published: 2025-03-02", own_words(1, 80)}),
        page("c", {"published: 2025-03-03", own_words(1, 80) + " " + own_words(2, 9)}),
        page("d", {"published: 2025-03-01", own_words(3, 80)})};
    const Lineage lineage = trace_lineage(documents, indonesian());
    const auto kept = [&](Keep keep) {
        std::string names;
        for (const DuplicateGroup& group : duplicate_groups(documents, lineage, keep))
            names += documents[group.kept].capture.path.substr(0, 1);
        return names;
    };
    EXPECT_EQ(kept(Keep::original), "bd");
    EXPECT_EQ(kept(Keep::first), "ad");
    EXPECT_EQ(kept(Keep::longest), "cd");
}

class Origins : public testing::Test {
protected:
    // Three sentences: the first credits VOA, which has it from an adviser.
    Document credited(const std::string& name, bool whole_page) {
        Document document = page(name, {"outlet: Kabar Teluk", own_words(1, 30) + " Wa Wb Wc. " + own_words(2, 30)});
        document.mentions.attributions.clear();
        const Sentence& sentence = document.article.tokens.sentences[0];
        document.mentions.attributions.push_back(
            {sentence.span, {"VOA", "seorang penasihat"}, {}, {"agency", "person"}, 0, false});
        if (whole_page) {
            const auto last = static_cast<uint32_t>(document.article.tokens.sentences.size() - 1);
            document.mentions.attributions.push_back(
                {document.article.tokens.sentences[last].span, {"Antara"}, {}, {"agency"}, last, true});
        }
        return document;
    }
};

TEST_F(Origins, TheSentencesOwnCreditComesFirstAndItsLastSourceCounts) {
    const std::vector<Document> documents = {credited("a", true)};
    const Lineage lineage = trace_lineage(documents, indonesian());
    const Span span = documents[0].article.tokens.sentences[0].span;
    EXPECT_EQ(origin_of(lineage, documents, 0, span), (Origin{"seorang penasihat", OriginKind::person}));
}

TEST_F(Origins, ElseThePagesCreditElseItsHouse) {
    const std::vector<Document> documents = {credited("a", true), credited("b", false)};
    const std::vector<Document> with = {documents[0]};
    const std::vector<Document> without = {documents[1]};
    const Span span = documents[0].article.tokens.sentences[1].span;
    EXPECT_EQ(origin_of(trace_lineage(with, indonesian()), with, 0, span), (Origin{"Antara", OriginKind::agency}));
    EXPECT_EQ(origin_of(trace_lineage(without, indonesian()), without, 0, span),
              (Origin{"Kabar Teluk", OriginKind::outlet}));
}

TEST_F(Origins, CreditsAreListedByFirstMentionAndTheHouseLast) {
    const std::vector<Document> documents = {credited("a", true)};
    EXPECT_EQ(trace_lineage(documents, indonesian()).origins[0],
              (std::vector<Origin>{{"VOA", OriginKind::agency},
                                   {"seorang penasihat", OriginKind::person},
                                   {"Antara", OriginKind::agency},
                                   {"Kabar Teluk", OriginKind::outlet}}));
}

TEST_F(Origins, ACopySpeaksWithItsRepresentativesVoice) {
    std::vector<Document> documents = {
        page("copy", {"outlet: Lontar Kini", "published: 2025-03-05", own_words(1, 80)}),
        page("first", {"outlet: Kabar Teluk", "published: 2025-03-01", own_words(1, 80)})};
    const Lineage lineage = trace_lineage(documents, indonesian());
    EXPECT_EQ(lineage.representative[0], 1u);
    EXPECT_EQ(origin_of(lineage, documents, 0, documents[0].article.blocks[0].span).name, "Kabar Teluk");
}

TEST_F(Origins, ACopiedPassageSpeaksWithItsSourcesVoice) {
    std::vector<Document> documents = {page("taker", {"outlet: Lontar Kini", "published: 2025-03-05", own_words(2, 90),
                                                      own_words(1, 30), own_words(3, 90)}),
                                       page("source", {"outlet: Kabar Teluk", "published: 2025-03-01", own_words(4, 90),
                                                       own_words(1, 30), own_words(5, 90)})};
    const Lineage lineage = trace_lineage(documents, indonesian());
    const std::vector<Block>& blocks = documents[0].article.blocks;
    EXPECT_EQ(origin_of(lineage, documents, 0, blocks[1].span).name, "Kabar Teluk");
    EXPECT_EQ(origin_of(lineage, documents, 0, blocks[0].span).name, "Lontar Kini");
}

}  // namespace
}  // namespace silang
