// JSON as docs/output.md names it. The only file that sees RapidJSON: its Writer escapes and places commas, we name
// fields.
#include <fmt/format.h>
#include <rapidjson/writer.h>

#include <cmath>

#include "silang/format/format.h"
#include "silang/format/visible.h"

namespace silang {
namespace {

// Whole numbers up to here are exact in a double, and are written without a fraction.
constexpr double kLargestWhole = 9007199254740992.0;

// RapidJSON writes to a stream; ours is the string that is returned.
struct StringStream {
    using Ch = char;
    std::string& out;
    void Put(char c) { out.push_back(c); }
    void Flush() {}
};

// One object being written. A nested scope is closed by the one that opened it.
class Json {
public:
    explicit Json(std::string& out) : stream_{out}, writer_(stream_) {}

    void open() { writer_.StartObject(); }
    void close() { writer_.EndObject(); }
    void open_list(const char* name) {
        key(name);
        writer_.StartArray();
    }
    void open_list() { writer_.StartArray(); }
    void close_list() { writer_.EndArray(); }
    void key(const char* name) { writer_.Key(name); }

    void value(std::string_view text) { writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }
    void value(uint64_t number) { writer_.Uint64(number); }
    void value(bool truth) { writer_.Bool(truth); }
    void value(double number) {
        if (!std::isfinite(number)) {
            writer_.Null();
        } else if (number == std::trunc(number) && std::abs(number) < kLargestWhole) {
            writer_.Int64(static_cast<int64_t>(number));
        } else {
            const std::string digits = fmt::format("{}", number);
            writer_.RawValue(digits.data(), digits.size(), rapidjson::kNumberType);
        }
    }
    void value(Span span) {
        writer_.StartArray();
        writer_.Uint(span.begin);
        writer_.Uint(span.end);
        writer_.EndArray();
    }
    void null() { writer_.Null(); }

    template <class T>
    void field(const char* name, const T& held) {
        key(name);
        value(held);
    }
    template <class T>
    void field(const char* name, const std::optional<T>& held) {
        key(name);
        if (held) {
            value(*held);
        } else {
            writer_.Null();
        }
    }
    // A literal would otherwise convert to bool.
    void field(const char* name, const char* held) { field(name, std::string_view(held)); }
    void field(const char* name, const std::string& held) { field(name, std::string_view(held)); }
    void field(const char* name, uint32_t held) { field(name, static_cast<uint64_t>(held)); }

    void strings(const char* name, const std::vector<std::string>& list) {
        open_list(name);
        for (const std::string& text : list) value(text);
        close_list();
    }
    void spans(const char* name, const std::vector<Span>& list) {
        open_list(name);
        for (const Span span : list) value(span);
        close_list();
    }
    void string_or_null(const char* name, const std::string& text) {
        key(name);
        if (text.empty()) {
            writer_.Null();
        } else {
            value(text);
        }
    }

private:
    StringStream stream_;
    rapidjson::Writer<StringStream> writer_;
};

// A name with its place on the page: outlet, title, byline, section ("name"/"text"/"place").
void named_span(Json& json, const char* field, const char* name_field, const std::optional<NamedSpan>& held) {
    json.key(field);
    if (!held) return json.null();
    json.open();
    json.field(name_field, held->name);
    json.field("span", held->span);
    json.close();
}

void write_source(Json& json, const Document& document) {
    const Capture& capture = document.capture;
    json.key("source");
    json.open();
    json.field("path", printable_utf8(capture.path));
    json.key("url");
    if (capture.url) {
        json.value(printable_utf8(*capture.url));
    } else {
        json.null();
    }
    json.field("media_type", capture.media_type);
    // The bytes may have been released: the page knows where its text ends in them.
    const Page& page = document.article.page;
    const uint64_t bytes = capture.bytes.empty() ? page.byte_offset(static_cast<uint32_t>(page.text.size()))
                                                 : static_cast<uint64_t>(capture.bytes.size());
    json.field("bytes", bytes);
    json.field("sha256", capture.sha256);
    json.field("encoding", page.encoding);
    json.close();
}

void write_metadata(Json& json, const Article& article) {
    named_span(json, "outlet", "name", article.outlet);
    named_span(json, "title", "text", article.title);
    json.open_list("bylines");
    for (const NamedSpan& byline : article.bylines) {
        json.open();
        json.field("name", byline.name);
        json.field("span", byline.span);
        json.close();
    }
    json.close_list();
    named_span(json, "dateline", "place", article.dateline);
    named_span(json, "section", "name", article.section);
    json.key("published");
    if (article.published) {
        json.open();
        json.field("value", article.published->value);
        json.field("span", article.published->span);
        json.field("basis", article.published->stated ? "stated" : "inferred");
        json.close();
    } else {
        json.null();
    }
    json.key("captured");
    if (article.captured) {
        json.open();
        json.field("not_before", article.captured->not_before);
        json.field("span", article.captured->span);
        json.close();
    } else {
        json.null();
    }
}

void write_blocks(Json& json, const Article& article) {
    json.open_list("blocks");
    for (const Block& block : article.blocks) {
        json.open();
        json.field("span", block.span);
        json.field("role", role_name(block.role));
        json.close();
    }
    json.close_list();
}

void write_entity(Json& json, const Entity& entity) {
    json.field("id", entity.id);
    json.field("type", entity_type_name(entity.type));
    json.field("name", entity.name);
    json.spans("mentions", entity.mentions);
    json.strings("roles", entity.roles);
}

void write_time(Json& json, const Time& time) {
    json.field("span", time.span);
    json.field("type", time_type_name(time.type));
    json.field("value", time.value);
    json.string_or_null("mod", time.mod);
    json.open_list("issues");
    for (const TimeIssue issue : time.issues) json.value(time_issue_name(issue));
    json.close_list();
    json.string_or_null("expected", time.expected);
}

void write_quantity(Json& json, const Quantity& quantity) {
    json.field("span", quantity.span);
    json.field("value", quantity.value);
    json.field("max", quantity.max);
    json.field("approx", quantity.approx);
    json.field("unit", quantity.unit);
    json.field("of", quantity.of);
    json.string_or_null("bound", quantity.bound);
}

// The day or moment alone, or null.
void write_published(Json& json, const Document& document) {
    json.key("published");
    if (document.article.published)
        json.value(document.article.published->value);
    else
        json.null();
}

void write_quote(Json& json, const Quote& quote, const Mentions& mentions) {
    json.field("span", quote.span);
    json.field("kind", quote.direct ? "direct" : "indirect");
    json.key("speaker");
    if (quote.speaker) {
        json.value(mentions.entities[*quote.speaker].id);
    } else {
        json.null();
    }
    json.field("speaker_text", quote.speaker_text);
    json.field("speaker_span", quote.speaker_span);
    json.field("cue_span", quote.cue_span);
    json.field("stance", stance_name(quote.stance));
}

void write_attribution(Json& json, const Attribution& attribution) {
    json.field("span", attribution.span);
    json.strings("sources", attribution.sources);
    json.spans("source_spans", attribution.source_spans);
    json.strings("kinds", attribution.kinds);
    json.field("whole_page", attribution.whole_page);
}

template <class T, class Write>
void write_list(Json& json, const char* name, const std::vector<T>& list, Write write) {
    json.open_list(name);
    for (const T& item : list) {
        json.open();
        write(item);
        json.close();
    }
    json.close_list();
}

// Stories name pages by the article's id.
struct Pages {
    std::span<const Document> documents;
    [[nodiscard]] const std::string& id(uint32_t document) const { return documents[document].article.id; }
};

void write_evidence(Json& json, const std::vector<Evidence>& evidence, Pages pages) {
    write_list(json, "evidence", evidence, [&](const Evidence& item) {
        json.field("article", pages.id(item.document));
        json.field("span", item.span);
        json.field("origin", item.origin);
    });
}

void write_statement(Json& json, const Statement& statement, Pages pages) {
    json.field("id", statement.id);
    json.field("text", statement.text);
    write_evidence(json, statement.evidence, pages);
    json.field("origins", statement.origins);
    json.field("status", status_name(statement.status));
    json.field("when", statement.when);
    json.strings("who", statement.who);
}

void write_conflict(Json& json, const Conflict& conflict, Pages pages) {
    json.field("kind", conflict_kind_name(conflict.kind));
    json.field("about", conflict.about);
    json.field("statement", conflict.statement);
    write_list(json, "values", conflict.values, [&](const ConflictValue& value) {
        json.field("value", value.value);
        write_evidence(json, value.evidence, pages);
    });
}

void write_update(Json& json, const Update& update, Pages pages) {
    json.field("kind", conflict_kind_name(update.kind));
    json.field("about", update.about);
    json.field("statement", update.statement);
    write_list(json, "values", update.values, [&](const UpdateValue& value) {
        json.field("value", value.value);
        json.field("as_of", value.as_of);
        write_evidence(json, value.evidence, pages);
    });
}

void write_dispute(Json& json, const Dispute& dispute, Pages pages) {
    json.field("about", dispute.about);
    json.field("statement", dispute.statement);
    const auto side = [&](const DisputeSide& party) {
        json.field("party", party.party);
        write_evidence(json, party.evidence, pages);
    };
    write_list(json, "asserted_by", dispute.asserted_by, side);
    write_list(json, "denied_by", dispute.denied_by, side);
}

void write_check(Json& json, const PageCheck& check, Pages pages) {
    json.field("kind", check_kind_name(check.kind));
    json.field("article", pages.id(check.document));
    json.field("span", check.span);
    json.field("found", check.found);
    json.field("expected", check.expected);
}

void write_moment(Json& json, const TimelineEntry& moment, Pages pages) {
    json.field("date", moment.date);
    json.field("text", moment.text);
    write_evidence(json, moment.evidence, pages);
    json.field("planned", moment.planned);
}

void write_copy(Json& json, const Copy& copy, Pages pages) {
    json.field("from", pages.id(copy.from));
    json.field("to", pages.id(copy.to));
    json.field("kind", copy_kind_name(copy.kind));
    // Four digits: more is noise of the estimate's arithmetic, and would differ between compilers.
    json.field("similarity", std::round(copy.similarity * 10000.0) / 10000.0);
    json.open_list("passages");
    for (const auto& [from, to] : copy.passages) {
        json.open_list();
        json.value(from);
        json.value(to);
        json.close_list();
    }
    json.close_list();
    json.field("direction_known", copy.direction_known);
    json.field("uncredited", copy.uncredited);
}

void write_story_lists(Json& json, const CheckedStory& story, Pages pages) {
    write_list(json, "entities", story.entities, [&](const StoryEntity& entity) {
        json.field("id", entity.id);
        json.field("type", entity_type_name(entity.type));
        json.field("name", entity.name);
        json.field("articles", entity.articles);
    });
    write_list(json, "origins", story.origins, [&](const StoryOrigin& origin) {
        json.field("name", origin.origin.name);
        json.field("kind", origin_kind_name(origin.origin.kind));
        json.open_list("articles");
        for (const uint32_t document : origin.documents) json.value(pages.id(document));
        json.close_list();
    });
    write_list(json, "copies", story.copies, [&](const Copy& copy) { write_copy(json, copy, pages); });
    write_list(json, "timeline", story.timeline,
               [&](const TimelineEntry& moment) { write_moment(json, moment, pages); });
    write_list(json, "statements", story.statements,
               [&](const Statement& statement) { write_statement(json, statement, pages); });
    write_list(json, "conflicts", story.conflicts,
               [&](const Conflict& conflict) { write_conflict(json, conflict, pages); });
    write_list(json, "updates", story.updates, [&](const Update& update) { write_update(json, update, pages); });
    write_list(json, "disputes", story.disputes, [&](const Dispute& dispute) { write_dispute(json, dispute, pages); });
    write_list(json, "checks", story.checks, [&](const PageCheck& check) { write_check(json, check, pages); });
    write_list(json, "summary", story.summary, [&](const SummarySentence& sentence) {
        json.field("text", sentence.text);
        write_evidence(json, sentence.evidence, pages);
    });
}

// One line of JSON Lines that begins with which record it is.
template <class Write>
void append_record(std::string& out, const char* record, Write write) {
    Json json(out);
    json.open();
    json.field("record", record);
    write(json);
    json.close();
    out += '\n';
}

}  // namespace

std::string article_json(const Document& document) {
    std::string out;
    const Article& article = document.article;
    const Mentions& mentions = document.mentions;
    out.reserve(2 * article.page.text.size() + 4096);
    Json json(out);
    json.open();
    json.field("schema", "silang.article/1");
    json.field("id", article.id);
    write_source(json, document);
    json.field("language", article.language);
    write_metadata(json, article);
    write_blocks(json, article);
    json.field("text", article.body_text());
    write_list(json, "entities", mentions.entities, [&](const Entity& entity) { write_entity(json, entity); });
    write_list(json, "times", mentions.times, [&](const Time& time) { write_time(json, time); });
    write_list(json, "quantities", mentions.quantities,
               [&](const Quantity& quantity) { write_quantity(json, quantity); });
    write_list(json, "quotes", mentions.quotes, [&](const Quote& quote) { write_quote(json, quote, mentions); });
    write_list(json, "attributions", mentions.attributions,
               [&](const Attribution& attribution) { write_attribution(json, attribution); });
    json.close();
    return out;
}

// Scores are shown to four places: more would tell nobody anything.
double shown(double score) {
    return std::round(score * 10000.0) / 10000.0;
}

void write_storyline(Json& json, const StorylineLink& link) {
    json.field("story", link.story);
    json.field("relation", link.relation == StorylineRelation::earlier ? "earlier" : "later");
    json.field("score", shown(link.score));
    json.strings("entities", link.entities);
    json.strings("words", link.words);
    json.key("features");
    json.open();
    for (const auto& [name, part] : link.features) json.field(name.c_str(), shown(part));
    json.close();
}

std::string story_json(const CheckedStory& story, std::span<const Document> documents) {
    std::string out;
    const Pages pages{documents};
    Json json(out);
    json.open();
    json.field("schema", "silang.story/1");
    json.field("id", story.story.id);
    json.field("title", story.title);
    json.open_list("articles");
    for (const uint32_t document : story.story.documents) json.value(pages.id(document));
    json.close_list();
    json.key("period");
    json.open();
    json.field("first", story.first);
    json.field("last", story.last);
    json.close();
    write_story_lists(json, story, pages);
    write_list(json, "storyline", story.story.storyline,
               [&](const StorylineLink& link) { write_storyline(json, link); });
    json.close();
    return out;
}

std::string rejection_json(const Rejection& rejection) {
    std::string out;
    Json json(out);
    json.open();
    json.field("path", printable_utf8(rejection.path));
    json.field("reason", printable_utf8(rejection.reason));
    json.close();
    return out;
}

std::string clean_json_lines(const Document& document) {
    std::string out;
    const Article& article = document.article;
    Json json(out);
    json.open();
    json.field("id", article.id);
    write_source(json, document);
    json.field("language", article.language);
    write_metadata(json, article);
    write_blocks(json, article);
    json.field("text", article.body_text());
    json.close();
    out += '\n';
    return out;
}

std::string mentions_json_lines(const Document& document) {
    std::string out;
    const std::string& id = document.article.id;
    const std::string& page = document.article.page.text;
    const Mentions& mentions = document.mentions;
    for (const Entity& entity : mentions.entities) {
        append_record(out, "entity", [&](Json& json) {
            json.field("article", id);
            write_entity(json, entity);
        });
    }
    // The words stand beside their span: these lines are read by people who have no page at hand.
    const auto each = [&](const char* record, const auto& list, auto write) {
        for (const auto& item : list) {
            append_record(out, record, [&](Json& json) {
                json.field("article", id);
                json.field("words", item.span.of(page));
                write(json, item);
            });
        }
    };
    each("time", mentions.times, [](Json& json, const Time& time) { write_time(json, time); });
    each("quantity", mentions.quantities, [](Json& json, const Quantity& quantity) { write_quantity(json, quantity); });
    each("quote", mentions.quotes, [&](Json& json, const Quote& quote) { write_quote(json, quote, mentions); });
    each("attribution", mentions.attributions,
         [](Json& json, const Attribution& attribution) { write_attribution(json, attribution); });
    return out;
}

std::string stories_json_lines(std::span<const Story> stories, std::span<const Document> documents) {
    std::string out;
    const Pages pages{documents};
    for (const Story& story : stories) {
        Json json(out);
        json.open();
        json.field("id", story.id);
        json.open_list("articles");
        for (const uint32_t document : story.documents) json.value(pages.id(document));
        json.close_list();
        write_list(json, "reasons", story.reasons, [&](const JoinReason& reason) {
            json.field("article", pages.id(reason.document));
            json.field("path", printable_utf8(documents[reason.document].capture.path));
            json.field("nearest", pages.id(reason.nearest));
            json.field("score", shown(reason.score));
            json.field("threshold", reason.threshold);
            json.field("joined", reason.joined);
        });
        json.close();
        out += '\n';
    }
    return out;
}

std::string check_json_lines(std::span<const CheckedStory> stories, std::span<const Document> documents) {
    std::string out;
    const Pages pages{documents};
    for (const CheckedStory& story : stories) {
        const auto each = [&](const char* record, const auto& list, auto write) {
            for (const auto& item : list) {
                append_record(out, record, [&](Json& json) {
                    json.field("story", story.story.id);
                    write(json, item, pages);
                });
            }
        };
        each("statement", story.statements, write_statement);
        each("conflict", story.conflicts, write_conflict);
        each("update", story.updates, write_update);
        each("dispute", story.disputes, write_dispute);
        each("check", story.checks, write_check);
        each("moment", story.timeline, write_moment);
    }
    return out;
}

std::string quotes_json_lines(std::span<const FoundQuote> quotes, std::span<const Document> documents) {
    std::string out;
    for (const FoundQuote& found : quotes) {
        const Document& document = documents[found.document];
        const Quote& quote = document.mentions.quotes[found.quote];
        append_record(out, "quote", [&](Json& json) {
            json.field("article", document.article.id);
            json.field("path", document.capture.path);
            write_published(json, document);
            json.field("speaker_name", found.speaker);
            json.field("words", quote.span.of(document.article.page.text));
            write_quote(json, quote, document.mentions);
        });
    }
    return out;
}

std::string quote_check_json_lines(const QuoteCheck& check, std::span<const Document> documents) {
    std::string out;
    append_record(out, "quote-check", [&](Json& json) {
        json.field("verdict", verdict_name(check.verdict));
        json.field("distance", check.distance);
        json.key("nearest");
        if (!check.nearest) {
            json.null();
            return;
        }
        const Document& document = documents[check.nearest->document];
        json.open();
        json.field("article", document.article.id);
        json.field("path", document.capture.path);
        write_published(json, document);
        json.field("span", check.nearest->span);
        json.field("words", check.nearest->span.of(document.article.page.text));
        json.field("speaker_name", check.nearest->speaker);
        write_list(json, "compared", check.nearest->compared, [&](const ComparedWord& word) {
            json.field("word", word.word);
            json.field("side", word.side == ComparedWord::Side::both    ? "both"
                               : word.side == ComparedWord::Side::asked ? "asked"
                                                                        : "page");
        });
        json.close();
    });
    return out;
}

std::string dedup_json_lines(std::span<const DuplicateGroup> groups, std::span<const Document> documents,
                             std::span<const FilePath> files) {
    const Pages pages{documents};
    std::vector<std::vector<std::string_view>> paths(documents.size());
    for (const FilePath& file : files) paths[file.document].push_back(file.path);
    std::string out;
    for (const DuplicateGroup& group : groups) {
        append_record(out, "group", [&](Json& json) {
            json.field("keep", pages.id(group.kept));
            json.field("original", pages.id(group.original));
            size_t i = 0;
            write_list(json, "articles", group.documents, [&](uint32_t document) {
                json.field("id", pages.id(document));
                json.open_list("paths");
                for (const std::string_view path : paths[document]) json.value(path);
                json.close_list();
                json.field("similarity", std::round(group.similarity[i++] * 10000.0) / 10000.0);
            });
        });
    }
    return out;
}

std::string copies_json_lines(const Lineage& lineage, std::span<const Document> documents) {
    std::string out;
    for (const Copy& copy : lineage.copies) {
        append_record(out, "copy", [&](Json& json) {
            write_copy(json, copy, {documents});
            json.field("reason", copy.reason);
            json.open_list("paths");
            json.value(std::string_view(documents[copy.from].capture.path));
            json.value(std::string_view(documents[copy.to].capture.path));
            json.close_list();
        });
    }
    return out;
}

namespace {

void append_score(std::string& out, std::string_view kind, std::string_view measure, const Count& count, bool share) {
    const auto rounded = [](double value) { return std::round(value * 10000.0) / 10000.0; };
    append_record(out, "score", [&](Json& json) {
        json.field("kind", kind);
        json.field("measure", measure);
        json.field("gold", static_cast<uint64_t>(count.gold));
        if (!share) json.field("found", static_cast<uint64_t>(count.found));
        json.field("right", static_cast<uint64_t>(count.right));
        if (share) {
            json.field("share", rounded(count.f1()));
        } else {
            json.field("precision", rounded(count.precision()));
            json.field("recall", rounded(count.recall()));
            json.field("f1", rounded(count.f1()));
        }
    });
}

}  // namespace

std::string eval_json_lines(const Evaluation& evaluation) {
    std::string out;
    for (size_t i = 0; i < kMeasureCount; ++i) {
        if (!evaluation.scored[i]) continue;
        const MeasureName name = measure_name(static_cast<Measure>(i));
        append_score(out, name.kind, name.measure, evaluation.counts[i], name.share);
    }
    return out;
}

std::string sheet_json_lines(const ScoreSheet& evaluation) {
    std::string out;
    for (const ScoreRow& row : evaluation.rows) append_score(out, row.kind, row.measure, row.count, row.share);
    return out;
}

std::string sheet_misses_json_lines(const ScoreSheet& evaluation) {
    std::string out;
    for (const ScoreMiss& miss : evaluation.misses) {
        append_record(out, "miss", [&](Json& json) {
            json.field("kind", miss.kind);
            json.field("a", miss.a);
            json.field("b", miss.b);
            json.field("what", miss.what);
        });
    }
    return out;
}

std::string cluster_json_lines(std::span<const ClusterRow> rows) {
    std::string out;
    const auto rounded = [](double value) { return std::round(value * 10000.0) / 10000.0; };
    for (const ClusterRow& row : rows) {
        append_record(out, "clusters", [&](Json& json) {
            json.field("grouping", row.grouping);
            json.field("gold_singletons", row.singletons);
            json.field("pages", static_cast<uint64_t>(row.pages));
            json.field("groups", static_cast<uint64_t>(row.scores.clusters));
            for (const auto& [name, score] : {std::pair<std::string_view, const Score&>("bcubed", row.scores.bcubed),
                                              {"pairwise", row.scores.pairwise},
                                              {"ceaf_e", row.scores.ceaf}}) {
                json.field(fmt::format("{}_precision", name).c_str(), rounded(score.precision));
                json.field(fmt::format("{}_recall", name).c_str(), rounded(score.recall));
                json.field(fmt::format("{}_f1", name).c_str(), rounded(score.f1()));
            }
            json.field("ami", rounded(row.scores.ami));
            if (!row.churn) return;
            const auto pages = static_cast<double>(row.churn->pages);
            json.field("ids_changed", rounded(static_cast<double>(row.churn->changed) / pages));
            json.field("ids_lost", rounded(static_cast<double>(row.churn->lost) / pages));
        });
    }
    return out;
}

std::string misses_json_lines(const Evaluation& evaluation, std::span<const GoldPassage> passages) {
    std::string out;
    for (const Miss& miss : evaluation.misses) {
        append_record(out, "miss", [&](Json& json) {
            json.field("file", printable_utf8(passages[miss.passage].file));
            json.field("passage", passages[miss.passage].id);
            json.field("kind", miss.kind);
            json.field("miss", miss_type_name(miss.type));
            json.field("words", miss.words);
            json.string_or_null("found_words", miss.found_words);
            json.string_or_null("gold", miss.gold);
            json.string_or_null("found", miss.found);
        });
    }
    return out;
}

}  // namespace silang
