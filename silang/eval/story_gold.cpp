// Gold stories: JSON, as docs/eval.md says.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "silang/base/json.h"
#include "silang/eval/stories.h"

namespace silang {
namespace {

constexpr std::array<std::string_view, 6> kConflictKinds = {"date", "number", "place", "name", "score", "order"};
constexpr std::array<std::string_view, 5> kCheckKinds = {"weekday-mismatch", "impossible-date", "elapsed-mismatch",
                                                         "total-mismatch", "future-as-past"};

// Reads one story; everything that is wrong with it is noted, not the first thing only.
class StoryReader {
public:
    StoryReader(const std::string& file, std::vector<std::string>& problems) : file_(file), problems_(problems) {
        const size_t slash = file.rfind('/');
        if (slash != std::string::npos) folder_ = file.substr(0, slash + 1);
    }

    GoldStory read(const JsonValue& value) {
        if (!object(value)) return {};
        story_.id = text(value, "id", true);
        known(value,
              {"id", "language", "pages", "copies", "facts", "conflicts", "updates", "disputes", "checks", "timeline"});
        story_.language = text(value, "language", true);
        each(value, "pages", [&](const JsonValue& page) { read_page(page); });
        if (story_.pages.empty()) wrong(value, "there are no \"pages\"");
        if (value.find("facts") != nullptr) story_.facts.emplace();
        each(value, "facts", [&](const JsonValue& fact) {
            known(fact, {"about", "origins", "pages"});
            GoldFact& read = story_.facts->emplace_back();
            read.about = text(fact, "about", true);
            if (const JsonValue* origins = fact.find("origins")) {
                if (origins->number() == nullptr || *origins->number() < 1)
                    wrong(*origins, "\"origins\" must be a number of 1 or more");
                else
                    read.origins = static_cast<uint32_t>(*origins->number());
            }
            read.words = words_of(fact);
        });
        read_differences(value, "conflicts", story_.conflicts);
        read_differences(value, "updates", story_.updates);
        if (value.find("disputes") != nullptr) story_.disputes.emplace();
        each(value, "disputes", [&](const JsonValue& dispute) {
            known(dispute, {"about", "asserted_by", "denied_by"});
            GoldDispute& read = story_.disputes->emplace_back();
            read.about = text(dispute, "about", true);
            read.asserted_by = values_of(dispute, "asserted_by", "party");
            read.denied_by = values_of(dispute, "denied_by", "party");
        });
        if (value.find("checks") != nullptr) story_.checks.emplace();
        each(value, "checks", [&](const JsonValue& check) {
            known(check, {"kind", "page", "words"});
            const std::string kind = text(check, "kind", true);
            if (std::find(kCheckKinds.begin(), kCheckKinds.end(), kind) == kCheckKinds.end())
                wrong(check, fmt::format("there is no check '{}'", kind));
            const std::string page = text(check, "page", true);
            if (const auto index = page_named(check, page))
                story_.checks->push_back({kind, {*index, text(check, "words", true)}});
        });
        if (value.find("timeline") != nullptr) story_.timeline.emplace();
        each(value, "timeline", [&](const JsonValue& happening) {
            known(happening, {"date", "about", "planned", "pages"});
            const std::string date = text(happening, "date", true);
            if (!day_range(date)) wrong(happening, fmt::format("'{}' is no date such as 2024-06-18 or 2024-06", date));
            story_.timeline->push_back({date, text(happening, "about", false), words_of(happening)});
        });
        return std::move(story_);
    }

private:
    void wrong(const JsonValue& value, std::string_view what) {
        const std::string story = story_.id.empty() ? std::string() : fmt::format("story '{}': ", story_.id);
        problems_.push_back(fmt::format("{}: {}line {}: {}", file_, story, value.line, what));
    }
    bool object(const JsonValue& value) {
        if (value.members() == nullptr) wrong(value, fmt::format("an object is wanted, not {}", json_kind(value)));
        return value.members() != nullptr;
    }
    // A slip in a name would leave a list unscored without a word.
    void known(const JsonValue& value, std::initializer_list<std::string_view> names) {
        for (const auto& [name, member] : *value.members()) {
            if (std::find(names.begin(), names.end(), name) == names.end())
                wrong(member, fmt::format("there is no \"{}\"", name));
        }
    }
    std::string text(const JsonValue& value, std::string_view name, bool needed) {
        const JsonValue* member = value.find(name);
        if (member != nullptr && member->text() != nullptr && !(needed && member->text()->empty()))
            return *member->text();
        if (needed || member != nullptr) wrong(value, fmt::format("\"{}\" must be a string", name));
        return {};
    }
    template <class Read>
    void each(const JsonValue& value, std::string_view name, Read read) {
        const JsonValue* list = value.find(name);
        if (list == nullptr) return;
        if (list->list() == nullptr) return wrong(*list, fmt::format("\"{}\" must be a list", name));
        for (const JsonValue& item : *list->list()) {
            if (object(item)) read(item);
        }
    }

    void read_page(const JsonValue& value) {
        known(value, {"name", "file", "outlet", "published", "title", "text"});
        GoldStoryPage page;
        page.name = text(value, "name", true);
        if (value.find("file") != nullptr) {
            page.file = folder_ + text(value, "file", true);
            if (value.find("text") != nullptr || value.find("title") != nullptr)
                wrong(value, "a page is a \"file\" or a \"title\" and \"text\", not both");
        } else {
            // Null says that the page names none.
            const auto optional = [&](std::string_view name) -> std::optional<std::string> {
                const JsonValue* member = value.find(name);
                if (member == nullptr || std::holds_alternative<std::nullptr_t>(member->held)) return std::nullopt;
                return text(value, name, true);
            };
            page.outlet = optional("outlet");
            page.published = optional("published");
            page.title = optional("title");
            const JsonValue* lines = value.find("text");
            if (lines == nullptr || lines->list() == nullptr)
                return wrong(value, "\"text\" must be a list of paragraphs");
            for (const JsonValue& line : *lines->list()) {
                if (line.text() == nullptr || line.text()->find('\n') != std::string::npos)
                    return wrong(line, "a paragraph must be a string without line breaks");
                page.text.push_back(*line.text());
            }
        }
        const bool twice = std::any_of(story_.pages.begin(), story_.pages.end(),
                                       [&](const GoldStoryPage& other) { return other.name == page.name; });
        if (twice) wrong(value, fmt::format("two pages are named '{}'", page.name));
        story_.pages.push_back(std::move(page));
    }

    std::optional<uint32_t> page_named(const JsonValue& at, std::string_view name) {
        for (uint32_t i = 0; i < story_.pages.size(); ++i) {
            if (story_.pages[i].name == name) return i;
        }
        wrong(at, fmt::format("there is no page '{}'", name));
        return std::nullopt;
    }

    std::vector<GoldWords> words_of(const JsonValue& value) {
        std::vector<GoldWords> all;
        const JsonValue* pages = value.find("pages");
        if (pages == nullptr || pages->members() == nullptr || pages->members()->empty()) {
            wrong(value, "\"pages\" must name pages with their words");
            return all;
        }
        for (const auto& [name, words] : *pages->members()) {
            const auto page = page_named(words, name);
            if (!page) continue;
            if (words.text() != nullptr) {
                all.push_back({*page, *words.text()});
            } else if (words.list() != nullptr) {
                for (const JsonValue& one : *words.list()) {
                    if (one.text() != nullptr)
                        all.push_back({*page, *one.text()});
                    else
                        wrong(one, "words must be a string");
                }
            } else {
                wrong(words, "words must be a string, or a list of strings");
            }
        }
        return all;
    }
    std::vector<GoldValue> values_of(const JsonValue& value, std::string_view list, std::string_view name) {
        std::vector<GoldValue> values;
        each(value, list, [&](const JsonValue& item) {
            known(item, {name, "pages"});
            values.push_back({text(item, name, true), words_of(item)});
        });
        return values;
    }
    void read_differences(const JsonValue& value, std::string_view name,
                          std::optional<std::vector<GoldDifference>>& differences) {
        if (value.find(name) != nullptr) differences.emplace();
        each(value, name, [&](const JsonValue& item) {
            const bool conflict = name == "conflicts";
            known(item, {"kind", "about", "values"});
            GoldDifference read{text(item, "kind", conflict), text(item, "about", true),
                                values_of(item, "values", "value")};
            if (conflict && std::find(kConflictKinds.begin(), kConflictKinds.end(), read.kind) == kConflictKinds.end())
                wrong(item, fmt::format("there is no kind '{}' of conflict", read.kind));
            if (read.values.size() < 2) wrong(item, "a difference has two values or more");
            differences->push_back(std::move(read));
        });
    }

    const std::string& file_;
    std::vector<std::string>& problems_;
    std::string folder_;
    GoldStory story_;
};

}  // namespace

void read_story_gold(const std::string& file, std::string_view json, std::vector<GoldStory>& stories,
                     std::vector<std::string>& problems) {
    const auto parsed = parse_json(json);
    if (!parsed) {
        problems.push_back(fmt::format("{}: {}", file, parsed.error()));
        return;
    }
    const auto* list = parsed.value().list();
    const std::span<const JsonValue> values =
        list != nullptr ? std::span(*list) : std::span<const JsonValue>(&parsed.value(), 1);
    for (const JsonValue& value : values) stories.push_back(StoryReader(file, problems).read(value));
}

Result<Article> article_of(const GoldStoryPage& page, const std::string& language_tag, const Language& language) {
    std::string text;
    if (page.title) text = *page.title + '\n';
    for (const std::string& line : page.text) text += line + '\n';
    Article article = article_with_body(std::move(text), language);
    article.id = page.name;
    article.language = language_tag;
    if (page.title && !article.blocks.empty()) {
        article.blocks[0].role = Role::title;
        article.title = NamedSpan{*page.title, article.blocks[0].span};
    }
    if (page.outlet) article.outlet = NamedSpan{*page.outlet, Span{}};
    if (page.published) {
        const auto moment = parse_moment(*page.published);
        if (!moment)
            return Error{fmt::format("\"published\": '{}' is no date such as 2024-06-18 or 2024-06-18T19:02+07:00",
                                     *page.published)};
        article.published = PublishedAt{*moment, *page.published, Span{}, true};
    }
    return article;
}

Result<std::vector<Document>> read_story_pages(const GoldStory& gold, const Languages& languages,
                                               const RoleModel& roles) {
    std::vector<Document> documents(gold.pages.size());
    std::vector<std::optional<Page>> pages(gold.pages.size());
    LineRepeats repeats;
    for (size_t i = 0; i < gold.pages.size(); ++i) {
        const GoldStoryPage& page = gold.pages[i];
        documents[i].capture.path = page.name;
        if (page.file.empty()) {
            const Language& language = languages.rules_for(gold.language);
            auto article = article_of(page, gold.language, language);
            if (!article) return Error{fmt::format("story '{}': page '{}': {}", gold.id, page.name, article.error())};
            documents[i].article = article.take();
            continue;
        }
        auto capture = read_capture(page.file);
        if (!capture) return Error{fmt::format("{}: {}", page.file, capture.error())};
        documents[i].capture = capture.take();
        auto read = read_page(documents[i].capture);
        if (!read) return Error{fmt::format("{}: {}", page.file, read.error())};
        pages[i] = read.take();
        repeats.add(*pages[i]);
    }
    for (size_t i = 0; i < documents.size(); ++i) {
        if (!pages[i]) continue;
        const std::vector<uint32_t> repeated = repeats.of(*pages[i]);
        documents[i].article = read_article(documents[i].capture, *std::move(pages[i]), languages, roles, repeated);
    }
    return documents;
}

}  // namespace silang
