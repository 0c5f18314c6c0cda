#include "silang/text/text.h"

#include <gtest/gtest.h>

namespace silang {
namespace {

TokenizedText cut(std::string_view text, const std::vector<std::string>& abbreviations = {}) {
    Vocabulary vocabulary;
    std::vector<bool> abbreviated;
    for (const std::string& word : abbreviations) {
        const WordId id = vocabulary.add(word);
        abbreviated.resize(id + 1);
        abbreviated[id] = true;
    }
    const Span line{0, static_cast<uint32_t>(text.size())};
    return tokenize(text, std::span(&line, 1), vocabulary, abbreviated);
}

std::string tokens_of(std::string_view text) {
    std::string joined;
    const TokenizedText tokenized = cut(text);
    for (const Token& token : tokenized.tokens) {
        if (!joined.empty()) joined += token.space_before ? "|" : "+";
        joined += tokenized.folded_of(token);
    }
    return joined;
}

std::vector<std::string> sentences_of(std::string_view text, const std::vector<std::string>& abbreviations = {}) {
    std::vector<std::string> result;
    for (const Sentence& sentence : cut(text, abbreviations).sentences) result.emplace_back(sentence.span.of(text));
    return result;
}

TEST(Tokens, NumbersKeepTheirMarksAndLettersLeaveThem) {
    EXPECT_EQ(tokens_of("Rp10.500,75 naik 2,5%."), "rp+10.500,75|naik|2,5+%+.");
    EXPECT_EQ(tokens_of("tahun 1990an, G20 (18/6)"), "tahun|1990+an+,|g+20|(+18+/+6+)");
    EXPECT_EQ(tokens_of("11.000. Lalu 12,"), "11.000+.|lalu|12+,");
}

TEST(Tokens, ApostrophesStayInsideWordsOnly) {
    EXPECT_EQ(tokens_of("Jum’at itu 'acara' Ma'ruf'"), "jum'at|itu|'+acara+'|ma'ruf+'");
}

TEST(Tokens, SoftHyphensAndZeroWidthsVanishFromTheFoldedWordOnly) {
    const std::string text = "ke\xC2\xADsaksian\xE2\x80\x8B\xC2\xA0warga";
    const TokenizedText tokenized = cut(text);
    ASSERT_EQ(tokenized.tokens.size(), 2u);
    EXPECT_EQ(tokenized.folded_of(tokenized.tokens[0]), "kesaksian");
    EXPECT_EQ(tokenized.tokens[0].span.of(text), "ke\xC2\xADsaksian");
    EXPECT_EQ(tokenized.tokens[1].span.of(text), "warga");
}

TEST(Tokens, EverySpanFoldsToItsFoldedText) {
    const std::string text = "“Éva” PERGI—ke Moskwa… 3½ km, ŁÓDŹ!";
    const TokenizedText tokenized = cut(text);
    for (const Token& token : tokenized.tokens) EXPECT_EQ(fold(token.span.of(text)), tokenized.folded_of(token));
}

TEST(Tokens, CaseIsToldApart) {
    const TokenizedText tokenized = cut("Kata kata KPK iPhone A 12");
    const LetterCase expected[] = {LetterCase::capitalized, LetterCase::lower,       LetterCase::upper,
                                   LetterCase::mixed,       LetterCase::capitalized, LetterCase::none};
    for (size_t i = 0; i < 6; ++i) EXPECT_EQ(tokenized.tokens[i].letter_case, expected[i]) << i;
}

TEST(Tokens, AHugeWordIsCutAndNothingIsLost) {
    const std::string text(100000, 'a');
    const TokenizedText tokenized = cut(text);
    uint32_t end = 0;
    for (const Token& token : tokenized.tokens) {
        EXPECT_EQ(token.span.begin, end);
        end = token.span.end;
    }
    EXPECT_EQ(end, text.size());
}

TEST(Sentences, EndBeforeACapitalAndNotBehindAbbreviations) {
    EXPECT_EQ(sentences_of("Ia datang. Lalu pergi! Ke mana?"),
              (std::vector<std::string>{"Ia datang.", "Lalu pergi!", "Ke mana?"}));
    EXPECT_EQ(sentences_of("Prof. Budi S. Raharjo hadir. Ia lega.", {"prof"}),
              (std::vector<std::string>{"Prof. Budi S. Raharjo hadir.", "Ia lega."}));
    EXPECT_EQ(sentences_of("Harga 2.500 rupiah. 3 orang datang."),
              (std::vector<std::string>{"Harga 2.500 rupiah.", "3 orang datang."}));
}

TEST(Sentences, ClosingMarksBelongToTheSentenceTheyClose) {
    EXPECT_EQ(sentences_of("\"Kami siap.\" Ia lalu pulang."),
              (std::vector<std::string>{"\"Kami siap.\"", "Ia lalu pulang."}));
    EXPECT_EQ(sentences_of("“Kami siap?” tanya Rina."), (std::vector<std::string>{"“Kami siap?” tanya Rina."}));
}

TEST(Fold, MarksBecomePlain) {
    EXPECT_EQ(fold("“A”\xC2\xA0– ‘B’"), "\"a\" - 'b'");
}

TEST(Slug, IsAsciiAndStable) {
    EXPECT_EQ(slug("Kim Jong-un"), "kim-jong-un");
    EXPECT_EQ(slug("São Tomé"), "sao-tome");
    EXPECT_EQ(slug("  Łódź, (Polandia) "), "lodz-polandia");
    EXPECT_EQ(slug("Ma'ruf Amin"), "maruf-amin");
    EXPECT_EQ(slug("Москва"), "moskva");
}

TEST(TitleCase, QuietensOnlyWhatShouts) {
    EXPECT_EQ(title_case("HANI FATUNNISA"), "Hani Fatunnisa");
    EXPECT_EQ(title_case("Novi C. DE'WI"), "Novi C. De'wi");
}

TEST(Trim, TakesInvisibleCharactersOff) {
    const std::string text = "\xEF\xBB\xBF\xC2\xA0 isi \xE2\x80\x8B";
    EXPECT_EQ(trim(text, {0, static_cast<uint32_t>(text.size())}).of(text), "isi");
}

TEST(Utf8, OverlongAndSurrogatesAreRefused) {
    EXPECT_TRUE(valid_utf8("é€😀"));
    EXPECT_FALSE(valid_utf8("\xC0\x80"));
    EXPECT_FALSE(valid_utf8("\xED\xA0\x80"));
    EXPECT_FALSE(valid_utf8("\xE2\x82"));
}

}  // namespace
}  // namespace silang
