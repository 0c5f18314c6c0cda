#include "silang/article/metadata.h"

#include <gtest/gtest.h>

#include "silang/article/gold_page.h"

namespace silang {
namespace {

// An article with the roles given, whatever the line model would say.
Article labelled(const std::vector<std::pair<Role, std::string>>& lines) {
    std::string text;
    for (const auto& [role, line] : lines) text += line + "\n";
    Article article = article_of(capture_of(text));
    EXPECT_EQ(article.blocks.size(), lines.size());
    for (size_t i = 0; i < lines.size(); ++i) article.blocks[i].role = lines[i].first;
    article.outlet.reset();
    article.title.reset();
    article.bylines.clear();
    article.dateline.reset();
    article.section.reset();
    article.published.reset();
    article.captured.reset();
    read_metadata(article, indonesian());
    return article;
}

std::string published(const std::string& line) {
    const Article article = labelled({{Role::date, line}});
    return article.published ? article.published->value : "";
}

std::string people(const Article& article) {
    std::string names;
    for (const NamedSpan& person : article.bylines) names += (names.empty() ? "" : "; ") + person.name;
    return names;
}
std::string credited(const std::string& line) {
    return people(labelled({{Role::byline, line}}));
}

std::string name_of(const std::optional<NamedSpan>& named) {
    return named ? named->name : "";
}

TEST(Published, ReadsTheUsualForms) {
    EXPECT_EQ(published("Sabtu, 25 Mei 2024 17:12 WIB"), "2024-05-25T17:12+07:00");
    EXPECT_EQ(published("SELASA, 18 JUNI 2024 | 19:02 WIB"), "2024-06-18T19:02+07:00");
    EXPECT_EQ(published("12/03/2025, 10:12 WIB"), "2025-03-12T10:12+07:00");
    EXPECT_EQ(published("Rabu, 12 Mar 2025 08:30"), "2025-03-12T08:30");
    EXPECT_EQ(published("12 Maret 2025 | 10.12"), "2025-03-12T10:12");
    EXPECT_EQ(published("Diterbitkan 04 Februari 2025, 13:05 WIB"), "2025-02-04T13:05+07:00");
    EXPECT_EQ(published("Publish: Jum'at, 7 Pebruari 2025 pukul 09.05 WITA"), "2025-02-07T09:05+08:00");
    EXPECT_EQ(published("Posted on June 20, 2024"), "2024-06-20");
    EXPECT_EQ(published("2024-06-20 08:15 WIT"), "2024-06-20T08:15+09:00");
    EXPECT_EQ(published("26 Jan 2025 15:30:00 WIB"), "2025-01-26T15:30+07:00");
    EXPECT_EQ(published("19:02 WIB, 18 Juni 2024"), "2024-06-18T19:02+07:00");
    EXPECT_EQ(published("18.06.2024"), "2024-06-18");
    EXPECT_EQ(published("31 Juni 2024"), "");
    EXPECT_EQ(published("3 jam lalu"), "");
}

TEST(Published, TheDateOfAChangeIsNotTheFirst) {
    const Article article = labelled(
        {{Role::date, "Diperbarui 5 Februari 2025, 15:27 WIB"}, {Role::date, "Terbit 4 Februari 2025, 13:05 WIB"}});
    EXPECT_EQ(article.published->value, "2025-02-04T13:05+07:00");
    EXPECT_EQ(article.published->span.of(article.page.text), "4 Februari 2025, 13:05 WIB");
    EXPECT_EQ(published("Diperbarui 5 Februari 2025, 15:27 WIB"), "2025-02-05T15:27+07:00");
}

TEST(Published, AClockOnALineOfItsOwnBelongsToTheDate) {
    const Article article = labelled({{Role::date, "4 Februari 2025"}, {Role::date, "Pukul 13.05 WIB"}});
    EXPECT_EQ(article.published->value, "2025-02-04T13:05+07:00");
}

TEST(Published, IsInferredFromTheDayOfACreditOnly) {
    const Article credit =
        labelled({{Role::body, "Seperti dilansir AFP, Sabtu (25/5/2024), rencana itu sudah lama disusun."}});
    ASSERT_TRUE(credit.published);
    EXPECT_EQ(credit.published->value, "2024-05-25");
    EXPECT_FALSE(credit.published->stated);
    // The day of an event, and a weekday that the calendar denies.
    EXPECT_FALSE(labelled({{Role::body, "Pejabat itu mengatakan rapat digelar pada Sabtu (25/5/2024) di balai kota."}})
                     .published);
    EXPECT_FALSE(labelled({{Role::body, "Seperti dilansir AFP, Selasa (25/5/2024), rencana itu sudah lama disusun."}})
                     .published);
}

TEST(Captured, IsTheLatestDateOfOtherItems) {
    const Article article = labelled({{Role::date, "4 Februari 2025 10:00 WITA"},
                                      {Role::teaser, "Kamis, 21 November 2024 | 08:14"},
                                      {Role::teaser, "Sabtu, 08 Februari 2025 | 07:41"},
                                      {Role::teaser, "Kelas Menulis untuk Pemula, 18 September 2025"},
                                      {Role::promo, "9 Maret 2025"}});
    ASSERT_TRUE(article.captured);
    EXPECT_EQ(article.captured->not_before, "2025-02-08T07:41+08:00");
    EXPECT_EQ(article.captured->span.of(article.page.text), "Sabtu, 08 Februari 2025 | 07:41");
}

TEST(Captured, OlderItemsProveNothing) {
    EXPECT_FALSE(
        labelled({{Role::date, "4 Februari 2025"}, {Role::teaser, "1 Februari 2025"}, {Role::nav, "4 Februari 2025"}})
            .captured);
    EXPECT_FALSE(labelled({{Role::teaser, "5 bulan yang lalu"}}).captured);
}

TEST(Bylines, ArePeopleInNormalCase) {
    EXPECT_EQ(credited("Rina Saputri - kabarNews"), "Rina Saputri");
    EXPECT_EQ(credited("LAPORAN: RINA SAPUTRI"), "Rina Saputri");
    EXPECT_EQ(credited("Penulis: Baiq Nurlaila (Pranata Humas)"), "Baiq Nurlaila");
    EXPECT_EQ(credited("Oleh Tiara Maheswari, Bobby Santoso"), "Tiara Maheswari; Bobby Santoso");
    EXPECT_EQ(credited("Dwi Ratnasari, Jurnalis"), "Dwi Ratnasari");
    EXPECT_EQ(credited("Oleh I Nengah Sudarma"), "I Nengah Sudarma");
    EXPECT_EQ(credited("Ahmad bin Salim"), "Ahmad bin Salim");
    EXPECT_EQ(credited("(rds/hnf)"), "");
    EXPECT_EQ(credited("Tim Redaksi"), "");
}

TEST(Bylines, EditorsAreNamedWhereNoWriterIs) {
    EXPECT_EQ(credited("Penulis: Andi Rahmat | Editor: Nurul Fadhilah"), "Andi Rahmat");
    EXPECT_EQ(credited("Editor: Nurul Fadhilah"), "Nurul Fadhilah");
    EXPECT_EQ(people(labelled({{Role::byline, "Reporter"},
                               {Role::byline, "Savitri Hapsari"},
                               {Role::byline, "Editor"},
                               {Role::byline, "Eko Budiarto"}})),
              "Savitri Hapsari");
}

TEST(Bylines, ADateLineMayNameThePerson) {
    const Article article = labelled({{Role::date, "SELASA, 18 JUNI 2024 | 19:02 WIB | LAPORAN: RINA SAPUTRI"}});
    EXPECT_EQ(people(article), "Rina Saputri");
    EXPECT_EQ(article.bylines[0].span.of(article.page.text), "RINA SAPUTRI");
    EXPECT_EQ(people(labelled({{Role::date, "RABU, 29 MEI 2024 | 11:03 WIB | RENDI SAPUTRA"}})), "Rendi Saputra");
    EXPECT_EQ(people(labelled({{Role::date, "Kabarpagi.com - 06/03/2025, 10:12 WIB"}})), "");
}

TEST(Outlet, StandsInManyPlaces) {
    EXPECT_EQ(name_of(labelled({{Role::byline, "Rina Saputri - kabarNews"}}).outlet), "kabarNews");
    EXPECT_EQ(name_of(labelled({{Role::nav, "kabarpagi.net"}, {Role::body, "Warga desa itu panen padi."}}).outlet),
              "kabarpagi.net");
    const Article glued = labelled({{Role::body, "KabarPagi.com - Warga desa itu panen padi lebih awal tahun ini."}});
    EXPECT_EQ(name_of(glued.outlet), "KabarPagi.com");
    EXPECT_EQ(glued.outlet->span.of(glued.page.text), "KabarPagi.com");
    EXPECT_EQ(name_of(labelled({{Role::legal, "Copyright © 2024 Kabar Pesisir. All rights reserved"}}).outlet),
              "Kabar Pesisir");
    EXPECT_FALSE(
        labelled({{Role::nav, "Beranda"}, {Role::nav, "Politik"}, {Role::body, "Warga desa itu panen padi."}}).outlet);
}

TEST(Dateline, IsThePlaceWithoutTheOutlet) {
    const auto place = [](const std::string& line) { return name_of(labelled({{Role::body, line}}).dateline); };
    EXPECT_EQ(place("JAKARTA, KABARPAGI.com - Warga kota itu mengeluh."), "Jakarta");
    EXPECT_EQ(place("Jakarta (ANTARA) - Warga kota itu mengeluh."), "Jakarta");
    EXPECT_EQ(place("Palangka Raya, 21 September 2023 — Analisis citra satelit menunjukkan hal lain."),
              "Palangka Raya");
    EXPECT_EQ(place("SELONG – Dinas pertanian menyalurkan benih."), "Selong");
    EXPECT_EQ(place("Kabarpagi.com, Bandung - Warga kota itu mengeluh."), "Bandung");
    EXPECT_EQ(place("Warga kota - yang lama mengeluh - akhirnya tenang."), "");
    EXPECT_EQ(name_of(labelled({{Role::dateline, "Moskow -"}}).dateline), "Moskow");
}

TEST(Title, LosesTheNameOfTheSite) {
    EXPECT_EQ(name_of(labelled({{Role::title, "Tiga alasan petani pindah tanaman - News"}}).title),
              "Tiga alasan petani pindah tanaman");
    EXPECT_EQ(name_of(labelled({{Role::nav, "Warta Desa"}, {Role::title, "Warga Bangun Jembatan | Warta Desa"}}).title),
              "Warga Bangun Jembatan");
    EXPECT_EQ(name_of(labelled({{Role::title, "Persela - Gresik Berbagi Angka"}}).title),
              "Persela - Gresik Berbagi Angka");
    EXPECT_EQ(name_of(labelled({{Role::title, "HARGA CABAI NAIK LAGI"}, {Role::title, "Harga Cabai Naik Lagi"}}).title),
              "Harga Cabai Naik Lagi");
    EXPECT_FALSE(labelled({{Role::body, "Warga desa itu panen padi."}}).title);
}

TEST(Section, IsTheLastPartOfATrail) {
    const auto section = [](const std::string& line) { return name_of(labelled({{Role::section, line}}).section); };
    EXPECT_EQ(section("Beranda » Banua"), "Banua");
    EXPECT_EQ(section("Home > Khazanah > Haji & Umrah"), "Haji & Umrah");
    EXPECT_EQ(section("PERISTIWA"), "Peristiwa");
    EXPECT_EQ(section("UMKM"), "UMKM");
}

// The labelled pages with their own labels: metadata alone, apart from what the line model gets wrong.
TEST(Metadata, AgreesWithTheLabelledPages) {
    size_t pages = 0, titles = 0, dates = 0, captured = 0, datelines = 0, sections = 0;
    for (const GoldPage& gold : gold_pages()) {
        std::vector<std::pair<Role, std::string>> lines;
        const Page page = read_page(gold.capture).take();
        for (size_t i = 0; i < page.lines.size(); ++i)
            lines.emplace_back(gold.roles[i], page.lines[i].span.of(page.text));
        const Article article = labelled(lines);
        const auto wanted = [&](const char* key) {
            return gold.metadata.count(key) ? gold.metadata.at(key) : std::string();
        };
        ++pages;
        titles += name_of(article.title) == wanted("title");
        dates +=
            (article.published && article.published->stated ? article.published->value : "") == wanted("published");
        captured += (article.captured ? article.captured->not_before : "") == wanted("captured_not_before");
        datelines += name_of(article.dateline) == wanted("dateline");
        sections += fold(name_of(article.section)) == fold(wanted("section"));
    }
    EXPECT_GE(titles * 100, pages * 97);
    EXPECT_GE(dates * 100, pages * 97);
    EXPECT_GE(captured * 100, pages * 95);
    EXPECT_GE(datelines * 100, pages * 95);
    EXPECT_GE(sections * 100, pages * 95);
}

TEST(Outlet, TheReadableNameOfTheHeadIsTheName) {
    const Article article = labelled(
        {{Role::nav, "Warta Lembah"}, {Role::body, "WARTALEMBAH.ID, KUPANG - Warga desa itu panen padi lebih awal."}});
    EXPECT_EQ(name_of(article.outlet), "Warta Lembah");
    EXPECT_EQ(article.outlet->span.of(article.page.text), "Warta Lembah");
    EXPECT_EQ(name_of(labelled({{Role::nav, "WartaLembah.id"}, {Role::promo, "Unduh aplikasi WartaLembah"}}).outlet),
              "WartaLembah.id");
    EXPECT_EQ(
        name_of(labelled({{Role::nav, "wartalembah.id"}, {Role::title, "Warga Panen Padi - WartaLembah"}}).outlet),
        "WartaLembah");
}

TEST(Outlet, ItsOwnerGivesItItsVotes) {
    EXPECT_EQ(name_of(labelled({{Role::nav, "WartaLembah"}, {Role::legal, "© 2025 PT Warta Lembah Mediatama"}}).outlet),
              "WartaLembah");
}

TEST(Outlet, ANameInSmallLettersMustRecur) {
    EXPECT_FALSE(labelled({{Role::nav, "membaca pelan"}, {Role::body, "Warga desa itu panen padi."}}).outlet);
    EXPECT_EQ(name_of(labelled({{Role::nav, "simpul sunyi."},
                                {Role::caption, "Ilustrasi: Rina Saputri / Simpul Sunyi"},
                                {Role::legal, "Isi boleh dikutip. Simpul Sunyi, Kupang."}})
                          .outlet),
              "Simpul Sunyi");
}

TEST(Outlet, IsNamedWhereThePageInvitesAndWhereItSpeaksOfItself) {
    EXPECT_EQ(name_of(labelled({{Role::promo, "Ikuti saluran WhatsApp Simpul Sunyi untuk kabar terbaru."}}).outlet),
              "Simpul Sunyi");
    EXPECT_EQ(name_of(labelled({{Role::body, "Camat itu belum menjawab pesan yang dikirim Simpul Sunyi."}}).outlet),
              "Simpul Sunyi");
    // An agency that others quote, and what the text is about.
    EXPECT_FALSE(labelled({{Role::body, "Dalam dokumen yang dilihat Reuters, panen itu gagal."}}).outlet);
    EXPECT_FALSE(labelled({{Role::body, "Dokumen yang diterima Bawaslu tidak lengkap, kata Bawaslu."}}).outlet);
}

TEST(Dateline, ThePlaceMayStandBehindTheOutlet) {
    const Article article = labelled({{Role::body, "WARTA LEMBAH - KUPANG. Warga desa itu panen padi lebih awal."}});
    EXPECT_EQ(name_of(article.dateline), "Kupang");
    EXPECT_EQ(name_of(article.outlet), "Warta Lembah");
    EXPECT_EQ(name_of(labelled({{Role::body, "Kupang (WL) : Warga desa itu panen padi lebih awal."}}).dateline),
              "Kupang");
    EXPECT_EQ(name_of(labelled({{Role::date, "Kupang, 19 Februari 2024"}, {Role::body, "Warga panen padi."}}).dateline),
              "Kupang");
    EXPECT_FALSE(labelled({{Role::body, "LEMBAH KINI - Warga desa itu panen padi lebih awal."}}).dateline);
}

TEST(Bylines, LabelsCodesAndTagsAreNobody) {
    EXPECT_EQ(credited("Tanggal : Jumat, 5 September 2025"), "");
    EXPECT_EQ(credited("WL/Oka"), "Oka");
    EXPECT_EQ(credited("#Kupang #PanenPadi"), "");
    EXPECT_EQ(credited("Oleh : Bagian Protokol dan Komunikasi Pimpinan"), "");
    EXPECT_EQ(credited("(M. Rizal Saputra)"), "M. Rizal Saputra");
    EXPECT_EQ(credited("(Antara)"), "");
    EXPECT_EQ(credited("Rina Saputri dan Bobby Santoso"), "Rina Saputri; Bobby Santoso");
}

TEST(Captured, ClockTimesKeepTheZoneOfThePage) {
    const Article article = labelled({{Role::date, "8 April 2025"},
                                      {Role::body, "Kapal itu tenggelam pukul 06.50 Wita."},
                                      {Role::comment, "April 11, 2025 at 9:10 pm"}});
    ASSERT_TRUE(article.captured);
    EXPECT_EQ(article.captured->not_before, "2025-04-11T21:10+08:00");
}

TEST(Captured, TeasersThatTellOfADayThatIsOverCount) {
    const auto captured = [](const std::string& teaser) {
        const Article article = labelled({{Role::date, "8 April 2025"}, {Role::teaser, teaser}});
        return article.captured ? article.captured->not_before : "";
    };
    EXPECT_EQ(captured("Komisi itu mengabulkan permohonan warga pada Rabu, 1 Oktober 2025, lalu bubar."), "2025-10-01");
    EXPECT_EQ(captured("Komisi itu akan bersidang pada Rabu, 1 Oktober 2025, di Kupang."), "");
    EXPECT_EQ(captured("Pendaftaran dibuka hingga Rabu, 1 Oktober 2025, di Kupang."), "");
}

}  // namespace
}  // namespace silang
