// Each test has gold and findings whose scores were worked out by hand: a scorer that is kinder or harder fails.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "silang/eval/eval.h"
#include "silang/eval/passages.h"

namespace silang {
namespace {

const Languages& languages() {
    static const Languages kLanguages = [] {
        auto loaded = Languages::load(std::string(SILANG_SOURCE_DIR) + "/data/languages");
        if (!loaded) {
            std::cerr << loaded.error() << "\n";
            std::abort();
        }
        return loaded.take();
    }();
    return kLanguages;
}

GoldPassage passage(const std::string& text, const std::string& lists) {
    Gold gold;
    read_passages("p.json", R"({"id": "p", "language": "id", "text": [")" + text + "\"], " + lists + "}", languages(),
                  gold);
    for (const std::string& problem : gold.problems) ADD_FAILURE() << problem;
    return gold.passages.empty() ? GoldPassage() : gold.passages[0];
}

Span span_of(const GoldPassage& gold, std::string_view words) {
    const size_t at = gold.article.page.text.find(words);
    EXPECT_NE(at, std::string::npos) << words;
    return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
}

Time time(const GoldPassage& gold, std::string_view words, std::string value) {
    return {span_of(gold, words), TimeType::date, std::move(value), {}, {}, {}};
}

Quote quote(const GoldPassage& gold, std::string_view words, bool direct, std::string speaker,
            Stance stance = Stance::says) {
    Quote made{span_of(gold, words), direct, {}, std::move(speaker), {}, {}, stance, {}};
    return made;
}

Attribution attribution(const GoldPassage& gold, std::string_view words, std::vector<std::string> sources) {
    return {span_of(gold, words), std::move(sources), {}, {}, 0};
}

Evaluation scored(const GoldPassage& gold, const Mentions& found) {
    Evaluation evaluation;
    score_passage(gold, found, 0, evaluation);
    return evaluation;
}

// "gold found right"
std::string counts(const Evaluation& evaluation, Measure measure) {
    if (!evaluation.scored[static_cast<size_t>(measure)]) return "not scored";
    const Count& count = evaluation[measure];
    return std::to_string(count.gold) + " " + std::to_string(count.found) + " " + std::to_string(count.right);
}

std::vector<std::string> misses(const Evaluation& evaluation) {
    std::vector<std::string> lines;
    for (const Miss& miss : evaluation.misses) {
        std::string line = std::string(miss.kind) + " " + std::string(miss_type_name(miss.type)) + ": " + miss.words;
        if (!miss.found_words.empty()) line += " / " + miss.found_words;
        lines.push_back(line + " [" + miss.gold + "|" + miss.found + "]");
    }
    return lines;
}

using Lines = std::vector<std::string>;

TEST(Times, RelaxedStrictAndValueAreCountedApart) {
    const GoldPassage gold =
        passage("Rapat digelar Selasa (18/6) pagi, lalu 19 Juni, lalu 20 Juni, dan besok.",
                R"("times": [{"words": "Selasa (18/6) pagi", "type": "TIME", "value": "2024-06-18TMO"},
                                                  {"words": "19 Juni", "type": "DATE", "value": "2024-06-19"},
                                                  {"words": "20 Juni", "type": "DATE", "value": "2024-06-20"}])");
    Mentions found;
    found.times = {time(gold, "(18/6) pagi", "2024-06-18TMO"), time(gold, "19 Juni", "2023-06-19"),
                   time(gold, "besok", "2024-06-19")};
    const Evaluation evaluation = scored(gold, found);
    EXPECT_EQ(counts(evaluation, Measure::times_relaxed), "3 3 2");
    EXPECT_EQ(counts(evaluation, Measure::times_strict), "3 3 1");
    EXPECT_EQ(counts(evaluation, Measure::times_value), "3 3 1");
    EXPECT_EQ(counts(evaluation, Measure::quantities_value), "not scored");
    EXPECT_EQ(misses(evaluation),
              (Lines{"times extent: Selasa (18/6) pagi / (18/6) pagi [2024-06-18TMO|2024-06-18TMO]",
                     "times value: 19 Juni [2024-06-19|2023-06-19]", "times missed: 20 Juni [2024-06-20|]",
                     "times too-much: besok [|2024-06-19]"}));
}

TEST(Times, OneFindingIsRightOnlyOnce) {
    const GoldPassage gold = passage("Acara itu 18 19 Juni saja.",
                                     R"("times": [{"words": "18", "type": "DATE", "value": "2024-06-18"},
                                                  {"words": "19 Juni", "type": "DATE", "value": "2024-06-18"}])");
    Mentions found;
    found.times = {time(gold, "18 19 Juni", "2024-06-18")};
    EXPECT_EQ(counts(scored(gold, found), Measure::times_relaxed), "2 1 1");
    EXPECT_EQ(counts(scored(gold, found), Measure::times_value), "2 1 1");
}

TEST(Times, APartnerWithTheRightValueIsNotSpoiltByAnEarlierOne) {
    const GoldPassage gold = passage("Acara itu 18 Juni 2024 saja.",
                                     R"("times": [{"words": "18 Juni 2024", "type": "DATE", "value": "2024"}])");
    Mentions found;
    found.times = {time(gold, "18 Juni", "2024-06-18"), time(gold, "2024", "2024")};
    const Evaluation evaluation = scored(gold, found);
    EXPECT_EQ(counts(evaluation, Measure::times_relaxed), "1 2 1");
    EXPECT_EQ(counts(evaluation, Measure::times_value), "1 2 1");
    EXPECT_EQ(misses(evaluation),
              (Lines{"times extent: 18 Juni 2024 / 2024 [2024|2024]", "times too-much: 18 Juni [|2024-06-18]"}));
}

TEST(Times, ToShareAMarkIsNotToShareAWord) {
    const GoldPassage gold = passage("Acara itu (18/6), malam.",
                                     R"("times": [{"words": "(18/6),", "type": "DATE", "value": "2024-06-18"}])");
    Mentions found;
    found.times = {time(gold, ", malam", "2024-06-18")};
    EXPECT_EQ(counts(scored(gold, found), Measure::times_relaxed), "1 1 0");
}

TEST(Times, AnEmptyListSaysThatThereIsNothing) {
    const GoldPassage gold = passage("Acara itu besok.", R"("times": [])");
    Mentions found;
    EXPECT_EQ(counts(scored(gold, found), Measure::times_value), "0 0 0");
    found.times = {time(gold, "besok", "2024-06-19")};
    EXPECT_EQ(counts(scored(gold, found), Measure::times_value), "0 1 0");
}

TEST(Quantities, NeedValueAndUpperEndAndThenTheUnit) {
    const GoldPassage gold = passage("Ada 5 orang, 7-9 kapal, ribuan kepala desa, 3 truk dan 12 ton beras.",
                                     R"("quantities": [{"words": "5 orang", "value": 5, "unit": "orang"},
                                         {"words": "7-9 kapal", "value": 7, "max": 9, "unit": "kapal"},
                                         {"words": "ribuan kepala desa", "value": 1000, "max": 9999, "unit": "kepala desa"},
                                         {"words": "3 truk", "value": 3, "unit": "truk"},
                                         {"words": "12 ton beras", "value": 12000, "unit": "kg"}])");
    Mentions found;
    found.quantities = {{span_of(gold, "5"), 5, {}, false, "", "Orang", ""},
                        {span_of(gold, "7-9 kapal"), 7, {}, false, "", "kapal", ""},
                        {span_of(gold, "ribuan"), 1000, 9999, true, "", "", "kepala desa baru"},
                        {span_of(gold, "3 truk"), 3, {}, false, "", "", ""},
                        {span_of(gold, "12 ton"), 12000, {}, false, "", "kg", "beras"}};
    const Evaluation evaluation = scored(gold, found);
    EXPECT_EQ(counts(evaluation, Measure::quantities_value), "5 5 4");
    EXPECT_EQ(counts(evaluation, Measure::quantities_unit), "5 5 3");
    EXPECT_EQ(misses(evaluation),
              (Lines{"quantities value: 7-9 kapal [7-9 kapal|7 kapal]", "quantities unit: 3 truk [3 truk|3]"}));
}

TEST(Quotes, ADirectOneIsTheSameWordsAndAnIndirectOneHalfOfTheLonger) {
    const GoldPassage gold = passage(
        "“Kami siap, bekerja.” ujar Lina Wati. Ia mengatakan rapat itu ditunda sampai pekan depan karena hujan lebat.",
        R"("quotes": [{"kind": "direct", "words": "Kami siap, bekerja.", "speaker": "Lina Wati", "stance": "says"},
                              {"kind": "indirect", "words": "rapat itu ditunda sampai pekan depan karena hujan lebat",
                               "speaker": "Lina Wati", "stance": "denies"}])");
    Mentions found;
    found.quotes = {quote(gold, "“Kami siap, bekerja.”", true, "Wati"),
                    quote(gold, "rapat itu ditunda sampai pekan", false, "Budi Wati")};
    Evaluation evaluation = scored(gold, found);
    EXPECT_EQ(counts(evaluation, Measure::direct_span), "1 1 1");
    EXPECT_EQ(counts(evaluation, Measure::direct_speaker), "1 1 1");
    EXPECT_EQ(counts(evaluation, Measure::direct_stance), "1 1 1");
    EXPECT_EQ(counts(evaluation, Measure::indirect_clause), "1 1 1");
    EXPECT_EQ(counts(evaluation, Measure::indirect_speaker), "1 1 0");
    EXPECT_EQ(counts(evaluation, Measure::indirect_stance), "1 1 0");

    // Four of nine words are less than half of them; nine of seventeen are more.
    found.quotes = {quote(gold, "Kami siap", true, "Wati"),
                    quote(gold, "rapat itu ditunda sampai", false, "Lina Wati")};
    evaluation = scored(gold, found);
    EXPECT_EQ(counts(evaluation, Measure::direct_span), "1 1 0");
    EXPECT_EQ(counts(evaluation, Measure::direct_speaker), "not scored");
    EXPECT_EQ(counts(evaluation, Measure::indirect_clause), "1 1 0");
    found.quotes = {
        quote(gold, gold.article.page.text.substr(0, gold.article.page.text.size() - 1), false, "Lina Wati")};
    EXPECT_EQ(counts(scored(gold, found), Measure::indirect_clause), "1 1 1");
    EXPECT_EQ(counts(scored(gold, found), Measure::direct_span), "1 0 0");
}

TEST(Quotes, ASpeakerThatIsAnEntityHasItsFullName) {
    const GoldPassage gold =
        passage("“Baik,” ujarnya.", R"("quotes": [{"kind": "direct", "words": "Baik,", "speaker": "Lina Wati"}])");
    Mentions found;
    found.entities.push_back({"lina-wati", EntityType::person, "Lina Wati", {}, {}});
    found.quotes = {quote(gold, "Baik,", true, "ia")};
    EXPECT_EQ(counts(scored(gold, found), Measure::direct_speaker), "1 1 0");
    found.quotes[0].speaker = 0;
    EXPECT_EQ(counts(scored(gold, found), Measure::direct_speaker), "1 1 1");
    EXPECT_EQ(counts(scored(gold, found), Measure::direct_stance), "not scored");
}

TEST(Attributions, NeedTheFirstSourceAndThenTheWholeChain) {
    const GoldPassage gold =
        passage("Menurut VOA merujuk pada AP, hujan. Dilansir Antara. Kata laporan Reuters.",
                R"("attributions": [{"words": "Menurut VOA merujuk pada AP", "sources": ["VOA", "AP"]},
                                                         {"words": "Dilansir Antara", "sources": ["Antara"]},
                                                         {"words": "laporan Reuters", "sources": ["Reuters"]}])");
    Mentions found;
    found.attributions = {attribution(gold, "Menurut VOA", {"VOA"}),
                          attribution(gold, "Dilansir Antara", {"kantor berita Antara"}),
                          attribution(gold, "laporan Reuters", {"AFP"})};
    const Evaluation evaluation = scored(gold, found);
    EXPECT_EQ(counts(evaluation, Measure::attributions_first), "3 3 2");
    EXPECT_EQ(counts(evaluation, Measure::attributions_chain), "3 3 1");
    EXPECT_EQ(misses(evaluation),
              (Lines{"attributions source: Menurut VOA merujuk pada AP / Menurut VOA [VOA < AP|VOA]",
                     "attributions source: laporan Reuters [Reuters|AFP]"}));
}

TEST(Entities, NeedTypeAndBothEnds) {
    GoldPassage gold = passage("Lina Wati tiba di Kota Lama bersama PT Maju.", R"("times": [])");
    gold.entities = {{span_of(gold, "Lina Wati"), EntityType::person},
                     {span_of(gold, "Kota Lama"), EntityType::place},
                     {span_of(gold, "PT Maju"), EntityType::organization}};
    Mentions found;
    found.entities = {{"a", EntityType::person, "", {span_of(gold, "Lina Wati"), span_of(gold, "PT Maju")}, {}},
                      {"b", EntityType::place, "", {span_of(gold, "Lama")}, {}},
                      {"c", EntityType::person, "", {span_of(gold, "Lina Wati")}, {}},
                      {"d", EntityType::event, "", {span_of(gold, "tiba")}, {}}};
    const Evaluation evaluation = scored(gold, found);
    EXPECT_EQ(counts(evaluation, Measure::entities_person), "1 2 1");
    EXPECT_EQ(counts(evaluation, Measure::entities_organization), "1 0 0");
    EXPECT_EQ(counts(evaluation, Measure::entities_place), "1 1 0");
    EXPECT_EQ(counts(evaluation, Measure::entities_all), "3 3 1");
    EXPECT_EQ(misses(evaluation), (Lines{"entities extent: Kota Lama / Lama [place|place]",
                                         "entities type: PT Maju [organization|person]"}));
}

TEST(Counts, AddUpOverPassages) {
    const GoldPassage gold =
        passage("Acara itu besok.", R"("times": [{"words": "besok", "type": "DATE", "value": "2024-06-19"}])");
    Mentions found;
    Evaluation evaluation;
    score_passage(gold, found, 0, evaluation);
    found.times = {time(gold, "besok", "2024-06-19")};
    score_passage(gold, found, 1, evaluation);
    EXPECT_EQ(evaluation.passages, 2u);
    EXPECT_EQ(counts(evaluation, Measure::times_value), "2 1 1");
    EXPECT_DOUBLE_EQ(evaluation[Measure::times_value].precision(), 1.0);
    EXPECT_DOUBLE_EQ(evaluation[Measure::times_value].recall(), 0.5);
    EXPECT_DOUBLE_EQ(evaluation[Measure::times_value].f1(), 2.0 / 3);
    EXPECT_EQ(evaluation.misses.at(0).passage, 0u);
}

TEST(Names, AreTheSameWhenOneIsAShorterFormOfTheOther) {
    EXPECT_TRUE(same_name("Lina Wati", "lina wati"));
    EXPECT_TRUE(same_name("Wati", "Lina Wati"));
    EXPECT_TRUE(same_name("Lina Putri Wati", "Lina Wati"));
    EXPECT_TRUE(same_name("Kim Jong-un", "Kim Jong Un"));
    EXPECT_TRUE(same_name("", ""));
    EXPECT_FALSE(same_name("", "Wati"));
    EXPECT_FALSE(same_name("Wati Lina", "Lina Wati"));
    EXPECT_FALSE(same_name("Lina Wati", "Lina Sari"));
    EXPECT_FALSE(same_name("Wat", "Lina Wati"));
}

}  // namespace
}  // namespace silang
