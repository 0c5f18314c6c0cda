#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

#include "silang/mention/mention.h"
#include "silang/mention/mention_cases.h"

namespace silang {
namespace {

// "direct says Rina: Airnya naik," - the stance, the speaker as the page puts it ("-" for nobody) and the exact words.
std::string shown(const Article& article, const Quote& quote) {
    return std::string(quote.direct ? "direct " : "indirect ") + std::string(stance_name(quote.stance)) + " " +
           (quote.speaker_text.empty() ? "-" : quote.speaker_text) + ": " +
           std::string(quote.span.of(article.page.text));
}

Entity entity(const Article& article, EntityType type, const std::string& name, const std::vector<std::string>& forms,
              std::vector<std::string> roles = {}) {
    Entity made{slug(name), type, name, {}, std::move(roles)};
    const std::string& text = article.page.text;
    for (const std::string& form : forms) {
        for (size_t at = text.find(form); at != std::string::npos; at = text.find(form, at + form.size())) {
            made.mentions.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(at + form.size())});
        }
    }
    std::sort(made.mentions.begin(), made.mentions.end());
    return made;
}

std::vector<Quote> quotes_of(const Article& article, const std::vector<Entity>& entities = {},
                             const Language& language = indonesian_for_tests()) {
    std::vector<Time> times;
    const auto sources = find_attributions(article, language, entities, times);
    return find_quotes(article, language, entities, sources);
}

std::vector<Quote> quotes_of(const MentionCase& example) {
    return quotes_of(example.article, entities_for_case(example), *example.language);
}

TEST(Quotes, EveryCaseHolds) {
    for (const MentionCase& example : read_mention_cases("quotes")) {
        std::vector<std::string> found;
        for (const Quote& quote : quotes_of(example)) found.push_back(shown(example.article, quote));
        EXPECT_EQ(difference(example, found), "") << example.name << "\n" << example.article.page.text;
    }
}

TEST(Quotes, SpeakerIsTheEntityThatItsWordsMention) {
    const Article article =
        body_article("\"Jalan sudah dibuka,\" kata Kepala Dinas Perhubungan, Budi Santoso, di lokasi.");
    const auto quotes = quotes_of(article, {entity(article, EntityType::person, "Budi Santoso", {"Budi Santoso"})});
    ASSERT_EQ(quotes.size(), 1u);
    EXPECT_EQ(quotes[0].speaker, 0u);
    EXPECT_EQ(quotes[0].speaker_text, "Budi Santoso");
    EXPECT_EQ(quotes[0].cue_span->of(article.page.text), "kata");
    EXPECT_EQ(quotes[0].reason, "behind the cue");
}

TEST(Quotes, SpeakersJoinedByAndAreOneSpanThatHoldsThemAll) {
    const Article article = body_article("Korea Selatan, Jepang, dan Australia menuduh Rusia melanggar sanksi itu.");
    const auto quotes = quotes_of(article, {entity(article, EntityType::place, "Korea Selatan", {"Korea Selatan"}),
                                            entity(article, EntityType::place, "Jepang", {"Jepang"}),
                                            entity(article, EntityType::place, "Australia", {"Australia"}),
                                            entity(article, EntityType::place, "Rusia", {"Rusia"})});
    ASSERT_EQ(quotes.size(), 1u);
    EXPECT_EQ(quotes[0].stance, Stance::accuses);
    EXPECT_EQ(quotes[0].speaker, 0u);
    EXPECT_EQ(quotes[0].speaker_span->of(article.page.text), "Korea Selatan, Jepang, dan Australia");
    EXPECT_EQ(quotes[0].span.of(article.page.text), "Rusia melanggar sanksi itu");
}

TEST(Quotes, SpeakerIsCarriedAcrossParagraphsToPronounsAndSuffixes) {
    const Article article = body_article(
        "Dewi Lestari mengatakan pameran dibuka besok.\n"
        "Pameran itu memuat 40 lukisan.\n"
        "\"Semuanya karya tahun ini,\" ujarnya.\n"
        "Dia menambahkan bahwa pengunjung tidak dipungut biaya.\n");
    const auto quotes = quotes_of(article, {entity(article, EntityType::person, "Dewi Lestari", {"Dewi Lestari"})});
    ASSERT_EQ(quotes.size(), 3u);
    for (const Quote& quote : quotes) {
        EXPECT_EQ(quote.speaker, 0u) << quote.reason;
        EXPECT_EQ(quote.speaker_span->of(article.page.text), "Dewi Lestari");
    }
    EXPECT_EQ(quotes[1].reason, "carried over");
    EXPECT_EQ(quotes[2].reason, "pronoun, carried over");
}

TEST(Quotes, AnOfficePointsBackToWhoHoldsIt) {
    const Article article = body_article(
        "Bupati Rawa Indah Joko Pranoto membantah menerima suap.\n"
        "Ketua DPRD Rawa Indah Lina Wati meminta penyelidikan dipercepat.\n"
        "\"Saya siap diperiksa,\" ujar Bupati.\n");
    const auto quotes = quotes_of(
        article, {entity(article, EntityType::person, "Joko Pranoto", {"Joko Pranoto"}, {"Bupati Rawa Indah"}),
                  entity(article, EntityType::person, "Lina Wati", {"Lina Wati"}, {"Ketua DPRD Rawa Indah"})});
    ASSERT_EQ(quotes.size(), 3u);
    EXPECT_EQ(quotes[2].speaker, 0u);
    EXPECT_EQ(quotes[2].speaker_text, "Bupati");
    EXPECT_EQ(quotes[2].reason, "holder of the office");
}

// The entity each quotation is said by, by name; "-" for none.
std::vector<std::string> speakers_of(const Article& article, const std::vector<Entity>& entities) {
    std::vector<std::string> names;
    for (const Quote& quote : quotes_of(article, entities)) {
        names.push_back(quote.speaker ? entities[*quote.speaker].name : "-");
    }
    return names;
}

TEST(Quotes, ANounWithoutANameStandsForTheOrganizationNamedBefore) {
    const Article article = body_article(
        "PT Angin Ribut menutup pabriknya.\n"
        "Serikat Buruh Angin menuduh perusahaan menahan pesangon.\n"
        "Pihak perusahaan menampik tuduhan itu.\n"
        "\"Pembayaran berjalan bertahap,\" tulis manajemen dalam keterangan tertulis.\n"
        "Hal itu dibantah oleh serikat.\n"
        "Perusahaan asal Korea berencana membeli pabrik itu, kata pihak manajemen PT Angin Ribut.\n");
    const std::vector<Entity> entities{
        entity(article, EntityType::organization, "PT Angin Ribut", {"PT Angin Ribut"}),
        entity(article, EntityType::organization, "Serikat Buruh Angin", {"Serikat Buruh Angin"})};
    const std::vector<std::string> wanted{"Serikat Buruh Angin", "PT Angin Ribut", "PT Angin Ribut",
                                          "Serikat Buruh Angin", "PT Angin Ribut"};
    EXPECT_EQ(speakers_of(article, entities), wanted);
    const auto quotes = quotes_of(article, entities);
    EXPECT_EQ(quotes[0].stance, Stance::accuses);
    EXPECT_EQ(quotes[1].stance, Stance::denies);
    EXPECT_EQ(quotes[1].speaker_text, "Pihak perusahaan");
    EXPECT_EQ(quotes[3].stance, Stance::denies);
}

TEST(Quotes, ThePlaceWhereSomebodySpeaksDoesNotSpeak) {
    const Article article = body_article("Koalisi warga di Jakarta menolak tuduhan itu.");
    EXPECT_EQ(speakers_of(article, {entity(article, EntityType::place, "Jakarta", {"Jakarta"})}),
              std::vector<std::string>{"-"});
}

TEST(Quotes, ThatInstituteIsNoCommissionOfTheState) {
    const Article article = body_article(
        "Lembaga Pantau Sungai melapor ke Komisi Antirasuah.\n"
        "Lembaga itu menuding bupati menerima uang.\n");
    const std::vector<Entity> entities{
        entity(article, EntityType::organization, "Lembaga Pantau Sungai", {"Lembaga Pantau Sungai"}),
        entity(article, EntityType::organization, "Komisi Antirasuah", {"Komisi Antirasuah"})};
    EXPECT_EQ(speakers_of(article, entities), std::vector<std::string>{"Lembaga Pantau Sungai"});
}

TEST(Quotes, ANicknameIsThePersonNamedInFullBefore) {
    const Article article = body_article(
        "Sri Wahyuni mengungsi bersama Bambang Sudibyo.\n"
        "\"Air naik tengah malam,\" kata Yuni.\n"
        "\"Kami lari ke bukit,\" ucap ibu dua anak itu.\n"
        "\"Posko sudah penuh,\" kata Bambang.\n");
    const std::vector<Entity> entities{entity(article, EntityType::person, "Sri Wahyuni", {"Sri Wahyuni"}),
                                       entity(article, EntityType::person, "Bambang Sudibyo", {"Bambang Sudibyo"}),
                                       entity(article, EntityType::person, "Yuni", {" Yuni"})};
    EXPECT_EQ(speakers_of(article, entities),
              (std::vector<std::string>{"Sri Wahyuni", "Sri Wahyuni", "Bambang Sudibyo"}));
}

TEST(Quotes, ANicknameOfTwoPeopleIsNeither) {
    const Article article = body_article(
        "Sri Wahyuni mengungsi bersama Dewi Wahyuni.\n"
        "\"Air naik tengah malam,\" kata Yuni.\n");
    const std::vector<Entity> entities{entity(article, EntityType::person, "Sri Wahyuni", {"Sri Wahyuni"}),
                                       entity(article, EntityType::person, "Dewi Wahyuni", {"Dewi Wahyuni"})};
    EXPECT_EQ(speakers_of(article, entities), std::vector<std::string>{"-"});
}

TEST(Quotes, ThatManIsWhoSpokeBeforeWhateverPlaceHeIsFrom) {
    const Article article = body_article(
        "\"Ikan kami busuk,\" kata Jumadi, nelayan.\n"
        "\"Es harus dibeli di kota,\" imbuh pria asal Demak tersebut.\n");
    const std::vector<Entity> entities{entity(article, EntityType::person, "Jumadi", {"Jumadi"}, {"nelayan"}),
                                       entity(article, EntityType::place, "Demak", {"Demak"})};
    EXPECT_EQ(speakers_of(article, entities), (std::vector<std::string>{"Jumadi", "Jumadi"}));
}

TEST(Quotes, SomeoneNewBetweenTwoSpeakersIsWhoSpeaksNext) {
    const Article article = body_article(
        "\"Uang kami ditahan,\" kata Parmin.\n"
        "Seorang buruh, Tarmi (41), juga mengeluh.\n"
        "\"Upah saya belum dibayar,\" katanya.\n"
        "Parmin enggan menunggu. \"Kami lapor polisi,\" tandasnya.\n");
    const std::vector<Entity> entities{entity(article, EntityType::person, "Parmin", {"Parmin"}),
                                       entity(article, EntityType::person, "Tarmi", {"Tarmi"})};
    EXPECT_EQ(speakers_of(article, entities), (std::vector<std::string>{"Parmin", "Tarmi", "Parmin"}));
}

TEST(Quotes, ATradeAtTheHeadOfASentenceIsOfTheNameBehindIt) {
    const Article article = body_article(
        "Rico Waas mengatakan tarif turun.\n"
        "Juru parkir, Boy Regar, mendukung. \"Pendapatan kami naik,\" kata dia.\n");
    const std::vector<Entity> entities{entity(article, EntityType::person, "Rico Waas", {"Rico Waas"}),
                                       entity(article, EntityType::person, "Boy Regar", {"Boy Regar"})};
    EXPECT_EQ(speakers_of(article, entities), (std::vector<std::string>{"Rico Waas", "Boy Regar"}));
}

TEST(Quotes, ANameBehindAnOfficeIsWhoHoldsIt) {
    const Article article = body_article(
        "Pengacara Rusdi, Titis Rahma, membantah tuduhan jaksa.\n"
        "Menurut Kepala Seksi Penerangan Hukum Vanny Yulia, Rusdi menyuap pejabat.\n");
    const std::vector<Entity> entities{entity(article, EntityType::person, "Rusdi", {"Rusdi"}),
                                       entity(article, EntityType::person, "Titis Rahma", {"Titis Rahma"}),
                                       entity(article, EntityType::person, "Vanny Yulia", {"Vanny Yulia"})};
    EXPECT_EQ(speakers_of(article, entities), (std::vector<std::string>{"Titis Rahma", "Vanny Yulia"}));
}

TEST(Quotes, APersonInsideAnUnnamedSpeakerDoesNotSpeak) {
    const Article article = body_article("Seorang penasihat Joko Pranoto mengatakan rapat itu dibatalkan.");
    const auto quotes = quotes_of(article, {entity(article, EntityType::person, "Joko Pranoto", {"Joko Pranoto"})});
    ASSERT_EQ(quotes.size(), 1u);
    EXPECT_FALSE(quotes[0].speaker.has_value());
    EXPECT_EQ(quotes[0].speaker_text, "Seorang penasihat Joko Pranoto");
}

TEST(Quotes, ClutterBetweenParagraphsSaysNothing) {
    Article article = body_article(
        "\"Kami menunggu kabar,\" kata Sari.\n"
        "\"Promo hari ini,\" kata iklan.\n"
        "\"Kabar itu belum datang,\" ujarnya.\n");
    article.blocks[1].role = Role::promo;
    const auto quotes = quotes_of(article);
    ASSERT_EQ(quotes.size(), 2u);
    EXPECT_EQ(quotes[1].speaker_text, "Sari");
}

TEST(Quotes, SpansAreInOrderInsideTheTextAndNeverEmpty) {
    for (const MentionCase& example : read_mention_cases("quotes")) {
        uint32_t before = 0;
        for (const Quote& quote : quotes_of(example)) {
            EXPECT_LT(quote.span.begin, quote.span.end);
            EXPECT_LE(quote.span.end, example.article.page.text.size());
            EXPECT_GE(quote.span.begin, before) << example.name;
            before = quote.span.begin;
            if (quote.speaker_span) {
                EXPECT_EQ(clean_spaces(quote.speaker_span->of(example.article.page.text)), quote.speaker_text);
            }
        }
    }
}

// One endless line of whatever repeats worst: the cost stays in proportion to its length.
TEST(Quotes, HostileLinesCostLinearTime) {
    constexpr std::clock_t kSeconds = 5;  // a quadratic rule takes minutes, a linear one well under a second
    for (const std::string unit : {"\" ",
                                   "\"a ",
                                   "'a' ",
                                   "kata ",
                                   "kata Budi, ",
                                   "mengatakan, ",
                                   "Budi dan ",
                                   "(a, ",
                                   "menurut Antara, ",
                                   "\"a,\" kata ",
                                   "yang enggan ",
                                   "Budi, ",
                                   "kantor berita ",
                                   "dibantah ",
                                   "menurut ",
                                   "secara a ",
                                   "juga ",
                                   "laporan ",
                                   "kepada media ",
                                   "dikatakan bahwa ",
                                   "(Antara) ",
                                   "seorang ",
                                   "\"Air naik total.\" ",
                                   "\"a b c d,\" kata perusahaan. "}) {
        std::string text;
        while (text.size() < 300'000) text += unit;
        const Article article = body_article(text);
        const std::clock_t begin = std::clock();
        quotes_of(article);
        EXPECT_LT((std::clock() - begin) / CLOCKS_PER_SEC, kSeconds) << unit;
    }
}

// The same where names are read by their shape and a verb may stand on either side of its speaker.
TEST(Quotes, HostileLinesCostLinearTimeInEnglishToo) {
    constexpr std::clock_t kSeconds = 5;
    const Language& english = language_for_tests("en");
    for (const std::string unit : {"said ", "Ali said, ", ", said Ali, ", "the head of ", "Ali's ", "'a' ", "Ab Cd ",
                                   "Bank of Ab ", "denied, saying ", "rejected the ", "told the BBC ", "police said ",
                                   "according to the ", "The \"a b c d,\" said the company. "}) {
        std::string text;
        while (text.size() < 300'000) text += unit;
        const Article article = body_article(text, "", "", english);
        const std::clock_t begin = std::clock();
        const std::vector<Entity> entities = find_entities(article, english, nullptr);
        quotes_of(article, entities, english);
        EXPECT_LT((std::clock() - begin) / CLOCKS_PER_SEC, kSeconds) << unit;
    }
}

}  // namespace
}  // namespace silang
