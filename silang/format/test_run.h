// A small run made by hand, for the tests of this folder: two stories, made-up pages, one of them hostile.
#pragma once

#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "silang/base/digest.h"
#include "silang/format/format.h"

namespace silang::test {

using Lines = std::vector<std::pair<Role, std::string>>;

inline Document make_document(const std::string& path, const Lines& lines) {
    Document document;
    std::string& text = document.article.page.text;
    std::vector<Span> spans;
    for (const auto& [role, line] : lines) {
        const auto begin = static_cast<uint32_t>(text.size());
        text += line;
        const Span span{begin, static_cast<uint32_t>(text.size())};
        text += "\n";
        spans.push_back(span);
        document.article.blocks.push_back({span, role});
        document.article.page.lines.push_back({span, 0});
    }
    document.article.tokens = tokenize(text, spans, Vocabulary(), {});
    document.article.page.encoding = "utf-8";
    document.article.language = "id";
    document.capture.path = path;
    document.capture.bytes = text;
    document.capture.sha256 = sha256_hex(text);
    document.capture.media_type = "text/plain";
    document.article.id = document.capture.id();
    return document;
}

// The first place of `words` on the page; the whole test is wrong when they are not there.
inline Span find(const Document& document, std::string_view words) {
    const size_t at = document.article.page.text.find(words);
    if (at == std::string::npos) throw std::runtime_error("not on the page: " + std::string(words));
    return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
}

inline NamedSpan named(const Document& document, std::string_view words) {
    return {std::string(words), find(document, words)};
}

inline void publish(Document& document, std::string_view value, std::string_view words) {
    document.article.published = PublishedAt{*parse_moment(value), std::string(value), find(document, words), true};
}

struct Run {
    std::vector<Document> documents;
    std::vector<CheckedStory> stories;
    std::vector<Rejection> rejections;
};

inline void add_entity(Document& document, std::string_view id, EntityType type, std::string_view name,
                       std::vector<std::string> roles = {}) {
    document.mentions.entities.push_back(
        {std::string(id), type, std::string(name), {find(document, name)}, std::move(roles)});
}

inline std::vector<Document> make_documents() {
    std::vector<Document> documents;
    documents.push_back(make_document(
        "kliping/kabarmuara-jembatan.txt",
        {
            {Role::nav, "Kabar Muara"},
            {Role::nav, "Beranda"},
            {Role::nav, "Daerah"},
            {Role::nav, "Olahraga"},
            {Role::nav, "Opini"},
            {Role::nav, "Masuk"},
            {Role::form, "Alamat surel tidak sah"},
            {Role::title, "Jembatan Gantung Lebaksiu Putus, Tujuh Warga Terluka"},
            {Role::byline, "Penulis: Ratna Wulandari"},
            {Role::date, "Selasa, 4 Maret 2025 | 08:15 WIB"},
            {Role::caption, "Warga melihat sisa jembatan gantung di Desa Lebaksiu. Foto: Kabar Muara"},
            {Role::body,
             "LEBAKSIU - Jembatan gantung yang menghubungkan dua dusun di Desa Lebaksiu putus pada Senin (3/3/2025) "
             "sore."},
            {Role::body,
             "Kepala Desa Lebaksiu Suparman menyebut tujuh warga terluka dan dibawa ke puskesmas. \"Tali bajanya sudah "
             "berkarat sejak dua tahun lalu,\" kata Suparman."},
            {Role::promo, "Baca juga: Jalan Menuju Waduk Ditutup"},
            {Role::body,
             "Menurut Suparman, dinas pekerjaan umum sudah tiga kali disurati tetapi tidak pernah memeriksa jembatan "
             "itu."},
            {Role::heading, "Dibangun swadaya"},
            {Role::body, "Jembatan sepanjang 48 meter itu dibangun warga pada 2011."},
            {Role::teaser, "Harga Gabah Naik"},
            {Role::teaser, "Rabu, 5 Maret 2025"},
            {Role::legal, "Hak cipta Kabar Muara 2025"},
        }));
    documents.push_back(make_document(
        "kliping/portalsagara-jembatan.txt",
        {
            {Role::nav, "Portal Sagara"},
            {Role::title, "Jembatan Gantung Putus di Lebaksiu, 7 Warga Terluka"},
            {Role::date, "04/03/2025 10:02"},
            {Role::body,
             "Jembatan gantung yang menghubungkan dua dusun di Desa Lebaksiu putus pada Senin (3/3/2025) sore."},
            {Role::body,
             "Kepala Desa Lebaksiu Suparman menyebut tujuh warga terluka dan dibawa ke puskesmas. \"Tali bajanya sudah "
             "berkarat sejak dua tahun lalu,\" kata Suparman."},
            {Role::body, "Sumber: Kabar Muara"},
        }));
    documents.push_back(make_document(
        "kliping/tirtayasa-jembatan.txt",
        {
            {Role::nav, "Harian Tirtayasa"},
            {Role::title, "Sembilan Orang Terluka Saat Jembatan Lebaksiu Ambruk"},
            {Role::date, "Selasa (4/3/2025) pukul 13.40"},
            {Role::byline, "Oleh Bagas Prakoso"},
            {Role::body,
             "Sembilan orang terluka ketika jembatan gantung di Desa Lebaksiu ambruk, Senin sore, kata polisi "
             "setempat."},
            {Role::body, "Kapolsek Lebaksiu Iptu Hendra Wijaya mengatakan kejadian berlangsung sekitar pukul 16.30."},
            {Role::body, "Polisi akan memeriksa kepala desa pada Minggu (6/3/2025)."},
        }));
    documents.push_back(make_document(
        "kliping/lintasjawa-bantahan.txt",
        {
            {Role::nav, "Lintas Jawa"},
            {Role::title, "Dinas PU Bantah Abaikan Surat soal Jembatan Lebaksiu"},
            {Role::date, "Rabu, 5 Maret 2025"},
            {Role::body,
             "Kepala Dinas Pekerjaan Umum Siti Maesaroh membantah pihaknya mengabaikan surat dari Desa Lebaksiu."},
            {Role::body,
             "\"Kami hanya menerima satu surat, dan petugas datang sepekan kemudian,\" ujar Siti seperti dikutip "
             "Kantor Berita Pesisir."},
            {Role::body, "Kantor Berita Pesisir melaporkan tujuh orang terluka."},
        }));
    documents.push_back(make_document("kliping/jahat <b>.txt",
                                      {
                                          {Role::title,
                                           "</style><script>alert(1)</script> \"judul\" & 'kutip' \xE2\x80\xAE"
                                           "kilabret"},
                                          {Role::body,
                                           "<img src=x onerror=alert(1)> Pasar malam dibuka di alun-alun kota. Zalgo: "
                                           "a\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81"},
                                      }));
    const char* outlets[] = {"Kabar Muara", "Portal Sagara", "Harian Tirtayasa", "Lintas Jawa"};
    for (size_t i = 0; i < 4; ++i) documents[i].article.outlet = named(documents[i], outlets[i]);
    for (Document& document : documents) {
        for (const Block& block : document.article.blocks) {
            if (block.role == Role::title) {
                document.article.title = NamedSpan{std::string(block.span.of(document.article.page.text)), block.span};
            }
        }
    }
    documents[0].article.bylines = {named(documents[0], "Ratna Wulandari")};
    documents[2].article.bylines = {named(documents[2], "Bagas Prakoso")};
    documents[0].article.dateline = named(documents[0], "LEBAKSIU");
    publish(documents[0], "2025-03-04T08:15+07:00", "Selasa, 4 Maret 2025 | 08:15 WIB");
    publish(documents[1], "2025-03-04T10:02", "04/03/2025 10:02");
    publish(documents[2], "2025-03-04T13:40", "Selasa (4/3/2025) pukul 13.40");
    publish(documents[3], "2025-03-05", "Rabu, 5 Maret 2025");
    documents[0].article.captured = CapturedAt{"2025-03-05", find(documents[0], "Rabu, 5 Maret 2025")};
    documents[0].capture.url = "https://kabarmuara.example/daerah/jembatan?a=1&b=2";
    documents[4].capture.url = "javascript:alert(1)";
    return documents;
}

inline void add_mentions(std::vector<Document>& documents) {
    for (size_t i = 0; i < 2; ++i) {
        Document& page = documents[i];
        add_entity(page, "suparman", EntityType::person, "Suparman", {"Kepala Desa Lebaksiu"});
        add_entity(page, "lebaksiu", EntityType::place, "Lebaksiu");
        page.mentions.quotes.push_back({find(page, "Tali bajanya sudah berkarat sejak dua tahun lalu,"),
                                        true,
                                        0,
                                        "Suparman",
                                        find(page, "Suparman"),
                                        find(page, "kata"),
                                        Stance::says,
                                        {}});
        page.mentions.times.push_back(
            {find(page, "Senin (3/3/2025)"), TimeType::date, "2025-03-03", "", {}, "", false, false});
        page.mentions.quantities.push_back({find(page, "tujuh warga"), 7, std::nullopt, false, "", "orang", "warga"});
    }
    Document& first = documents[0];
    first.mentions.quotes.push_back(
        {find(first, "dinas pekerjaan umum sudah tiga kali disurati tetapi tidak pernah memeriksa jembatan itu"),
         false,
         0,
         "Suparman",
         find(first, "Suparman"),
         find(first, "Menurut"),
         Stance::accuses,
         {}});
    first.mentions.quantities.push_back({find(first, "48 meter"), 48, std::nullopt, false, "", "m", ""});
    Document& police = documents[2];
    add_entity(police, "hendra-wijaya", EntityType::person, "Hendra Wijaya", {"Kapolsek Lebaksiu"});
    police.mentions.times.push_back({find(police, "Minggu (6/3/2025)"),
                                     TimeType::date,
                                     "2025-03-06",
                                     "",
                                     {TimeIssue::weekday_mismatch},
                                     "4",
                                     false,
                                     false});
    police.mentions.quotes.push_back({find(police, "kejadian berlangsung sekitar pukul 16.30"),
                                      false,
                                      0,
                                      "Hendra Wijaya",
                                      find(police, "Hendra Wijaya"),
                                      find(police, "mengatakan"),
                                      Stance::says,
                                      {}});
    Document& denial = documents[3];
    add_entity(denial, "siti-maesaroh", EntityType::person, "Siti Maesaroh", {"Kepala Dinas Pekerjaan Umum"});
    add_entity(denial, "kantor-berita-pesisir", EntityType::organization, "Kantor Berita Pesisir");
    denial.mentions.quotes.push_back(
        {find(denial, "Kami hanya menerima satu surat, dan petugas datang sepekan kemudian,"),
         true,
         0,
         "Siti",
         std::nullopt,
         find(denial, "ujar"),
         Stance::says,
         {}});
    denial.mentions.quotes.push_back({find(denial, "pihaknya mengabaikan surat dari Desa Lebaksiu"),
                                      false,
                                      0,
                                      "Siti Maesaroh",
                                      find(denial, "Siti Maesaroh"),
                                      find(denial, "membantah"),
                                      Stance::denies,
                                      {}});
    denial.mentions.attributions.push_back({find(denial, "seperti dikutip Kantor Berita Pesisir"),
                                            {"Kantor Berita Pesisir"},
                                            {find(denial, "Kantor Berita Pesisir")},
                                            {"agency"},
                                            1,
                                            false});
}

inline CheckedStory make_bridge_story(const std::vector<Document>& documents) {
    const auto at = [&](uint32_t page, std::string_view words, std::string_view origin) {
        return Evidence{page, find(documents[page], words), std::string(origin)};
    };
    const std::string broke =
        "Jembatan gantung yang menghubungkan dua dusun di Desa Lebaksiu putus pada Senin (3/3/2025) sore.";
    CheckedStory story;
    story.story.id = documents[0].article.id;
    story.story.documents = {0, 1, 2, 3};
    story.story.reasons = {{0, 0, 1.0, 0.5, {}, true, 0}};
    story.title = documents[0].article.title->name;
    story.first = "2025-03-04T08:15+07:00";
    story.last = "2025-03-05";
    story.entities = {{"lebaksiu", EntityType::place, "Lebaksiu", 2},
                      {"suparman", EntityType::person, "Suparman", 2},
                      {"siti-maesaroh", EntityType::person, "Siti Maesaroh", 1},
                      {"hendra-wijaya", EntityType::person, "Hendra Wijaya", 1},
                      {"kantor-berita-pesisir", EntityType::organization, "Kantor Berita Pesisir", 1}};
    story.origins = {{{"Kabar Muara", OriginKind::outlet}, {0, 1}},
                     {{"Harian Tirtayasa", OriginKind::outlet}, {2}},
                     {{"Kantor Berita Pesisir", OriginKind::agency}, {3}}};
    story.copies = {{0,
                     1,
                     CopyKind::near_duplicate,
                     0.84321,
                     {{find(documents[0], broke), find(documents[1], broke)},
                      {{find(documents[0], "Kepala Desa").begin, find(documents[0], "kata Suparman.").end},
                       {find(documents[1], "Kepala Desa").begin, find(documents[1], "kata Suparman.").end}}},
                     true,
                     {}}};
    story.timeline = {
        {"2025-03-03T16:30",
         "Jembatan gantung di Desa Lebaksiu putus.",
         {at(0, broke, "Kabar Muara"), at(2, "kejadian berlangsung sekitar pukul 16.30", "Harian Tirtayasa")},
         false},
        {"2025-03-06",
         "Polisi akan memeriksa kepala desa.",
         {at(2, "Polisi akan memeriksa kepala desa", "Harian Tirtayasa")},
         true}};
    story.statements = {
        {"s1",
         broke,
         {at(0, broke, "Kabar Muara"), at(1, broke, "Kabar Muara"),
          at(2, "jembatan gantung di Desa Lebaksiu ambruk", "Harian Tirtayasa")},
         2,
         StatementStatus::corroborated,
         "2025-03-03",
         {"lebaksiu"},
         {}},
        {"s2",
         "Kepala Desa Lebaksiu Suparman menyebut tujuh warga terluka dan dibawa ke puskesmas.",
         {at(0, "tujuh warga terluka", "Kabar Muara"), at(1, "tujuh warga terluka", "Kabar Muara"),
          at(3, "Kantor Berita Pesisir melaporkan tujuh orang terluka.", "Kantor Berita Pesisir"),
          at(2, "Sembilan orang terluka", "Harian Tirtayasa")},
         3,
         StatementStatus::disputed,
         std::nullopt,
         {"suparman"},
         {}},
        {"s3",
         "Dinas pekerjaan umum sudah tiga kali disurati tetapi tidak pernah memeriksa jembatan itu.",
         {at(0, "dinas pekerjaan umum sudah tiga kali disurati", "Kabar Muara")},
         1,
         StatementStatus::disputed,
         std::nullopt,
         {},
         {}},
        {"s4",
         "Jembatan sepanjang 48 meter itu dibangun warga pada 2011.",
         {at(0, "Jembatan sepanjang 48 meter itu dibangun warga pada 2011.", "Kabar Muara")},
         1,
         StatementStatus::single,
         "2011",
         {},
         {}},
    };
    story.conflicts = {{ConflictKind::number,
                        "orang terluka",
                        "s2",
                        {{"7",
                          {at(0, "tujuh warga", "Kabar Muara"), at(1, "tujuh warga", "Kabar Muara"),
                           at(3, "tujuh orang", "Kantor Berita Pesisir")}},
                         {"9", {at(2, "Sembilan orang terluka ketika", "Harian Tirtayasa")}}},
                        {}}};
    story.updates = {{ConflictKind::number,
                      "orang terluka",
                      "s2",
                      {{"7", "2025-03-04T08:15+07:00", {at(0, "tujuh warga terluka", "Kabar Muara")}},
                       {"9", "2025-03-04T13:40", {at(2, "Sembilan orang terluka", "Harian Tirtayasa")}}}},
                     {ConflictKind::number,
                      "umur tali",
                      std::nullopt,
                      {{"1 Y", std::nullopt, {at(2, "Sembilan orang", "Harian Tirtayasa")}},
                       {"2 Y", "2025-03-05", {at(0, "sejak dua tahun lalu", "Kabar Muara")}}}}};
    story.disputes = {{"Surat desa tentang keadaan jembatan",
                       "s3",
                       {{"Suparman", {at(0, "dinas pekerjaan umum sudah tiga kali disurati", "Kabar Muara")}}},
                       {{"Siti Maesaroh",
                         {at(3, "Siti Maesaroh membantah pihaknya mengabaikan surat", "Lintas Jawa"),
                          at(3, "membantah pihaknya mengabaikan surat dari Desa Lebaksiu.", "Lintas Jawa")}}}}};
    story.checks = {
        {CheckKind::weekday_mismatch, 2, find(documents[2], "Minggu (6/3/2025)"), "Minggu (6/3/2025)", "4"}};
    story.summary = {
        {broke, {at(0, broke, "Kabar Muara"), at(1, broke, "Kabar Muara")}},
        {"Sembilan orang terluka ketika jembatan gantung di Desa Lebaksiu ambruk, Senin sore, kata polisi setempat.",
         {at(2,
             "Sembilan orang terluka ketika jembatan gantung di Desa Lebaksiu ambruk, Senin sore, kata polisi "
             "setempat.",
             "Harian Tirtayasa")}},
        {"Kepala Dinas Pekerjaan Umum Siti Maesaroh membantah pihaknya mengabaikan surat dari Desa Lebaksiu.",
         {at(3, "Kepala Dinas Pekerjaan Umum Siti Maesaroh membantah pihaknya mengabaikan surat dari Desa Lebaksiu.",
             "Lintas Jawa")}}};
    return story;
}

inline Run make_run() {
    Run run;
    run.documents = make_documents();
    add_mentions(run.documents);
    run.stories.push_back(make_bridge_story(run.documents));
    CheckedStory alone;
    alone.story.id = run.documents[4].article.id;
    alone.story.documents = {4};
    alone.story.reasons = {{4, 4, 0.0, 0.5, {}, false, 4}};
    alone.title = run.documents[4].article.title->name;
    alone.origins = {{{"jahat <b>", OriginKind::outlet}, {4}}};
    alone.statements = {{"s1",
                         "Pasar malam dibuka di alun-alun kota.",
                         {{4, find(run.documents[4], "Pasar malam dibuka di alun-alun kota."), "jahat <b>"}},
                         1,
                         StatementStatus::single,
                         std::nullopt,
                         {},
                         {}}};
    alone.summary = {{"<img src=x onerror=alert(1)> Pasar malam dibuka di alun-alun kota.",
                      {{4, find(run.documents[4], "Pasar malam dibuka di alun-alun kota."), "jahat <b>"}}}};
    run.stories.push_back(alone);
    run.rejections = {{"kliping/foto.jpg", "not text: the file begins like a JPEG picture"},
                      {"kliping/kosong.txt", "the file is empty"}};
    return run;
}

// interface.tsv as the language stage reads it, without needing that stage's other files.
inline InterfaceTexts load_texts(const std::string& tag) {
    InterfaceTexts texts;
    texts.tag = tag;
    std::ifstream file(std::string(SILANG_SOURCE_DIR) + "/data/languages/" + tag + "/interface.tsv");
    std::string line;
    while (std::getline(file, line)) {
        const size_t tab = line.find('\t');
        if (!line.starts_with("# ") && tab != std::string::npos)
            texts.texts.emplace(line.substr(0, tab), line.substr(tab + 1));
    }
    return texts;
}

}  // namespace silang::test
