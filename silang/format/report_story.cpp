// One story of the report: what the pages say together, where they differ, and where each of it stands.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "silang/format/report.h"

namespace silang {
namespace {

// Quotes of one speaker, and copied passages shown at once; the rest is folded.
constexpr size_t kShownQuotes = 4;
constexpr size_t kShownPassages = 6;
constexpr size_t kShownEntities = 12;

void write_summary(Sheet& sheet, const CheckedStory& story) {
    if (story.summary.empty()) return;
    open_section(sheet, "summary", "section.summary");
    for (const SummarySentence& sentence : story.summary) {
        sheet.add("<div class=\"s\">");
        folded_text(sheet, sentence.text);
        sheet.add(" ");
        evidence_links(sheet, sentence.evidence);
        sheet.add("</div>");
    }
    sheet.add("</section>");
}

struct SpokenWords {
    std::vector<Evidence> evidence;  // the same words on every page that has them
    bool direct;
    Stance stance;
};
struct Speaker {
    std::string name;
    std::vector<std::string> roles;
    std::vector<SpokenWords> words;
};

// By speaker, the one with most quotes first; the same words on several pages are one quote. Who is not named is left
// out.
std::vector<Speaker> speakers_of(const Sheet& sheet, const CheckedStory& story) {
    std::vector<Speaker> speakers;
    std::map<std::string, size_t> of_name;
    std::map<std::pair<size_t, std::string>, size_t> of_words;
    for (const uint32_t document : story.story.documents) {
        const Document& page = sheet.report.documents[document];
        for (const Quote& quote : page.mentions.quotes) {
            const Entity* entity = quote.speaker ? &page.mentions.entities[*quote.speaker] : nullptr;
            const std::string& name = entity != nullptr ? entity->name : quote.speaker_text;
            if (name.empty()) continue;
            const size_t speaker = of_name.emplace(fold(name), speakers.size()).first->second;
            if (speaker == speakers.size()) speakers.push_back({name, {}, {}});
            if (entity != nullptr && speakers[speaker].roles.empty()) speakers[speaker].roles = entity->roles;
            auto& words = speakers[speaker].words;
            const std::string key = fold(clean_spaces(quote.span.of(page.article.page.text)));
            const size_t same = of_words.emplace(std::pair(speaker, key), words.size()).first->second;
            if (same == words.size()) words.push_back({{}, quote.direct, quote.stance});
            words[same].evidence.push_back({document, quote.span, {}});
        }
    }
    for (Speaker& speaker : speakers) {
        std::stable_sort(speaker.words.begin(), speaker.words.end(), [](const SpokenWords& a, const SpokenWords& b) {
            return a.direct != b.direct ? a.direct : a.evidence.size() > b.evidence.size();
        });
    }
    std::stable_sort(speakers.begin(), speakers.end(),
                     [](const Speaker& a, const Speaker& b) { return a.words.size() > b.words.size(); });
    return speakers;
}

void write_quotes(Sheet& sheet, const CheckedStory& story) {
    const std::vector<Speaker> speakers = speakers_of(sheet, story);
    if (speakers.empty()) return;
    open_section(sheet, "quotes", "section.quotes");
    for (const Speaker& speaker : speakers) {
        sheet.add("<div class=\"speaker\"><h4>");
        text(sheet, speaker.name);
        if (!speaker.roles.empty()) {
            sheet.add(" <small>");
            text(sheet, speaker.roles.front());
            sheet.add("</small>");
        }
        sheet.add("</h4><ul>");
        const bool folds = speaker.words.size() > kShownQuotes + 1;
        for (size_t i = 0; i < speaker.words.size(); ++i) {
            if (folds && i == kShownQuotes) {
                sheet.add("</ul>");
                open_fold(sheet, "count.quotes", speaker.words.size() - i);
                sheet.add("<ul>");
            }
            const SpokenWords& words = speaker.words[i];
            const Evidence& first = words.evidence.front();
            sheet.add(words.direct ? "<li class=\"direct\">" : "<li>");
            if (words.stance == Stance::denies || words.stance == Stance::accuses) {
                sheet.add("<small class=\"tag\">");
                label(sheet, fmt::format("stance.{}", stance_name(words.stance)));
                sheet.add("</small> ");
            }
            folded_text(sheet, first.span.of(sheet.report.documents[first.document].article.page.text));
            sheet.add(" ");
            evidence_links(sheet, words.evidence);
            sheet.add("</li>");
        }
        sheet.add(folds ? "</ul></details></div>" : "</ul></div>");
    }
    sheet.add("</section>");
}

void copy_kind(Sheet& sheet, const Copy& copy) {
    label(sheet, fmt::format("copy.{}", copy_kind_name(copy.kind)));
    addf(sheet, " {:.0f}%", copy.similarity * 100.0);
    if (!copy.uncredited) return;
    sheet.add(", ");
    label(sheet, "copy.uncredited");
}

// The index of the clippings: one row a page, with what a press desk files it under.
void write_pages(Sheet& sheet, const CheckedStory& story) {
    open_section(sheet, "index", "section.pages");
    sheet.add("<table><thead><tr>");
    const bool any_copy = std::any_of(story.copies.begin(), story.copies.end(),
                                      [](const Copy& copy) { return copy.kind != CopyKind::passage; });
    const bool any_byline =
        std::any_of(story.story.documents.begin(), story.story.documents.end(),
                    [&](uint32_t document) { return !sheet.report.documents[document].article.bylines.empty(); });
    for (const auto& [column, wanted] :
         {std::pair{"page.published", true}, std::pair{"page.outlet", true}, std::pair{"page.title", true},
          std::pair{"page.byline", any_byline}, std::pair{"page.copy", any_copy}}) {
        if (!wanted) continue;
        sheet.add("<th scope=\"col\">");
        label(sheet, column);
        sheet.add("</th>");
    }
    sheet.add("</tr></thead><tbody>");
    for (const uint32_t document : story.story.documents) {
        const Article& article = sheet.report.documents[document].article;
        sheet.add("<tr><td>");
        if (article.published) date_label(sheet, article.published->value);
        sheet.add("</td><td>");
        text(sheet, sheet.names[document]);
        addf(sheet, "</td><td><a href=\"#p{}\">", document);
        text(sheet, title_of(sheet.report.documents[document]));
        sheet.add(any_byline ? "</a></td><td>" : "</a></td>");
        for (size_t i = 0; i < article.bylines.size(); ++i) {
            if (i > 0) sheet.add(", ");
            text(sheet, article.bylines[i].name);
        }
        if (any_byline) sheet.add("</td>");
        if (any_copy) {
            sheet.add("<td>");
            bool copied = false;
            for (const Copy& copy : story.copies) {
                if (copy.to != document || copy.kind == CopyKind::passage) continue;
                if (copied) sheet.add("<br>");
                copied = true;
                sheet.add(copy.direction_known ? "← " : "= ");
                text(sheet, sheet.names[copy.from]);
                sheet.add(" <small>");
                copy_kind(sheet, copy);
                sheet.add("</small>");
            }
            sheet.add("</td>");
        }
        sheet.add("</tr>");
    }
    sheet.add("</tbody></table></section>");
}

void write_lineage(Sheet& sheet, const CheckedStory& story) {
    if (story.copies.empty()) return;
    open_section(sheet, "lineage", "section.lineage");
    sheet.add("<ul>");
    for (const Copy& copy : story.copies) {
        addf(sheet, "<li><a href=\"#p{}\">", copy.to);
        text(sheet, sheet.names[copy.to]);
        sheet.add(copy.direction_known ? "</a> ← " : "</a> = ");
        addf(sheet, "<a href=\"#p{}\">", copy.from);
        text(sheet, sheet.names[copy.from]);
        sheet.add("</a> <small>");
        copy_kind(sheet, copy);
        sheet.add("</small>");
        if (!copy.passages.empty()) {
            sheet.add("<div class=\"passages\"><small>");
            count_label(sheet, "count.passages", copy.passages.size());
            sheet.add("</small> ");
            const bool folds = copy.passages.size() > kShownPassages + 1;
            for (size_t i = 0; i < copy.passages.size(); ++i) {
                if (folds && i == kShownPassages) open_fold(sheet, "count.more", copy.passages.size() - i);
                const auto& [from, to] = copy.passages[i];
                sheet.add("<span class=\"pair\">");
                open_link(sheet, copy.to, to, "e");
                addf(sheet, "{}</a>{}", i + 1, copy.direction_known ? "←" : "=");
                open_link(sheet, copy.from, from, "e");
                addf(sheet, "{}</a></span> ", i + 1);
            }
            if (folds) sheet.add("</details>");
            sheet.add("</div>");
        }
        sheet.add("</li>");
    }
    sheet.add("</ul></section>");
}

// The first mention of each entity in the story's oldest page that has it, by the entity's id.
std::map<std::string_view, std::pair<uint32_t, Span>> first_mentions(const Sheet& sheet, const CheckedStory& story) {
    std::map<std::string_view, std::pair<uint32_t, Span>> first;
    for (const uint32_t document : story.story.documents) {
        for (const Entity& entity : sheet.report.documents[document].mentions.entities) {
            if (!entity.mentions.empty()) first.emplace(entity.id, std::pair(document, entity.mentions.front()));
        }
    }
    return first;
}

void write_entities(Sheet& sheet, const CheckedStory& story) {
    if (story.entities.empty()) return;
    const auto first = first_mentions(sheet, story);
    open_section(sheet, "entities", "section.entities");
    sheet.add("<dl class=\"facts\">");
    for (const EntityType type :
         {EntityType::person, EntityType::organization, EntityType::place, EntityType::event, EntityType::other}) {
        size_t shown = 0;
        const size_t all =
            static_cast<size_t>(std::count_if(story.entities.begin(), story.entities.end(),
                                              [&](const StoryEntity& entity) { return entity.type == type; }));
        if (all == 0) continue;
        const bool folds = all > kShownEntities + 2;
        sheet.add("<div><dt>");
        label(sheet, fmt::format("entity.{}", entity_type_name(type)));
        sheet.add("</dt><dd>");
        for (const StoryEntity& entity : story.entities) {
            if (entity.type != type) continue;
            if (folds && shown == kShownEntities) open_fold(sheet, "count.more", all - shown);
            const auto mention = first.find(entity.id);
            sheet.add("<span class=\"name\">");
            if (mention != first.end()) open_link(sheet, mention->second.first, mention->second.second, "f");
            text(sheet, entity.name);
            if (mention != first.end()) sheet.add("</a>");
            if (entity.articles > 1) addf(sheet, " <small>{}</small>", entity.articles);
            sheet.add("</span> ");
            ++shown;
        }
        sheet.add(folds ? "</details></dd></div>" : "</dd></div>");
    }
    sheet.add("</dl></section>");
}

void write_origins(Sheet& sheet, const CheckedStory& story) {
    if (story.origins.size() < 2) return;
    open_section(sheet, "origins", "section.origins");
    sheet.add("<div class=\"names\">");
    const bool folds = story.origins.size() > kShownEntities + 2;
    for (size_t i = 0; i < story.origins.size(); ++i) {
        const StoryOrigin& origin = story.origins[i];
        if (folds && i == kShownEntities) open_fold(sheet, "count.more", story.origins.size() - i);
        sheet.add("<span class=\"name\">");
        text(sheet, origin.origin.name);
        sheet.add(" <small>");
        label(sheet, fmt::format("origin.{}", origin_kind_name(origin.origin.kind)));
        addf(sheet, " · {}</small></span> ", origin.documents.size());
    }
    sheet.add(folds ? "</details></div></section>" : "</div></section>");
}

}  // namespace

void story_facts(Sheet& sheet, const CheckedStory& story) {
    if (story.first) {
        date_label(sheet, *story.first);
        if (story.last && *story.last != *story.first) {
            sheet.add(" – ");
            date_label(sheet, *story.last);
        }
        sheet.add(" · ");
    }
    std::set<std::string> outlets;
    for (const uint32_t document : story.story.documents) outlets.insert(house_of(sheet.report.documents[document]));
    count_label(sheet, "count.pages", story.story.documents.size());
    sheet.add(" · ");
    count_label(sheet, "count.outlets", outlets.size());
    if (!story.origins.empty()) {
        sheet.add(" · ");
        count_label(sheet, "count.origins", story.origins.size());
    }
}

void story_signs(Sheet& sheet, const CheckedStory& story) {
    const auto sign = [&](std::string_view css_class, std::string_view anchor, std::string_view symbol,
                          std::string_view key, size_t n) {
        if (n == 0) return;
        addf(sheet, "<a class=\"sign {}\" href=\"#s-{}-{}\"><b aria-hidden=\"true\">{}</b> ", css_class, story.story.id,
             anchor, symbol);
        count_label(sheet, key, n);
        sheet.add("</a> ");
    };
    sign("conflict", "c", "≠", "count.conflicts", story.conflicts.size());
    sign("dispute", "d", "×", "count.disputes", story.disputes.size());
    sign("update", "u", "→", "count.updates", story.updates.size());
    sign("check", "k", "!", "count.checks", story.checks.size());
}

void write_story(Sheet& sheet, uint32_t index) {
    const CheckedStory& story = sheet.report.stories[index];
    addf(sheet, "<article class=\"story\" id=\"s-{}\"><header><div class=\"kicker\"><b>{}</b> · ", story.story.id,
         index + 1);
    story_facts(sheet, story);
    sheet.add("</div><h2>");
    text(sheet, story.title);
    sheet.add("</h2><div class=\"signs\">");
    story_signs(sheet, story);
    sheet.add("</div></header>");
    sheet.add("<div class=\"lead\"><div>");
    write_summary(sheet, story);
    write_differences(sheet, story);
    sheet.add("</div><div class=\"aside\">");
    write_origins(sheet, story);
    write_entities(sheet, story);
    sheet.add("</div></div>");
    write_pages(sheet, story);
    write_timeline(sheet, story);
    // One page alone agrees with nobody: no matrix.
    if (story.story.documents.size() > 1) write_matrix(sheet, story);
    write_quotes(sheet, story);
    write_lineage(sheet, story);
    sheet.add("</article>\n");
}

}  // namespace silang
