// What the body of a page mentions: people and places, times, quantities, quotes, and where it has its information
// from. Everything is a span of the page text, and comes only from the title and the body: a teaser names nobody.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "silang/article/article.h"
#include "silang/base/types.h"
#include "silang/language/language.h"

namespace silang {

enum class EntityType : uint8_t { person, organization, place, event, other };
std::string_view entity_type_name(EntityType type);

struct Entity {
    std::string id;  // slug of the canonical name; the same on all pages of a run after link_entities()
    EntityType type;
    std::string name;                // canonical: the full name where the page or the gazetteer has one
    std::vector<Span> mentions;      // in page order
    std::vector<std::string> roles;  // titles and offices it is mentioned with ("Presiden Rusia"), each once
    // For a capital or seat that stands for a government ("Pyongyang menuduh"): the entity it speaks for, with those
    // mentions. They are entities of their own in the list (the country), so that a dispute names the party.
};

enum class TimeType : uint8_t { date, time, duration, set };
enum class TimeIssue : uint8_t { weekday_mismatch, impossible_date, elapsed_mismatch, future_as_past };
std::string_view time_type_name(TimeType type);
std::string_view time_issue_name(TimeIssue issue);

struct Time {
    Span span;
    TimeType type;
    std::string value;  // ISO 8601 / TIMEX3
    std::string mod;    // "", START, MID, END, APPROX, BEFORE, AFTER, LESS_THAN, MORE_THAN
    std::vector<TimeIssue> issues;
    std::string expected;  // for an issue: what the calendar says ("minggu" as an ISO weekday number 1..7, or a date)
    // The day an agency credit names ("dilansir Reuters, Sabtu (9/8/2025)"): publication, not the event.
    bool credit = false;
    // A duration counted from an event named in the sentence ("... selama 2 tahun sejak invasi").
    bool since_event = false;
};

struct Quantity {
    Span span;
    double value;               // in the base unit: 4,8 juta orang -> 4800000
    std::optional<double> max;  // upper end of a range, second side of a score
    bool approx = false;        // "sekitar", "lebih dari", "puluhan", ...
    std::string bound;          // "", "at-least", "at-most", "more-than", "less-than"
    std::string unit;           // "kontainer", "orang", "IDR", "USD", "%", "km"; empty: a bare count
    std::string of;             // what is counted: "amunisi"
};

enum class Stance : uint8_t { says, claims, denies, confirms, accuses, hedges, asks, plans };
std::string_view stance_name(Stance stance);

struct Quote {
    Span span;  // direct: the words between the marks; indirect: the reported clause
    bool direct;
    std::optional<uint32_t> speaker;  // index into Mentions::entities
    std::string speaker_text;  // as the page puts it: "Peskov", "juru bicara Kremlin"; empty when it names nobody
    std::optional<Span> speaker_span;
    std::optional<Span> cue_span;  // the reporting verb
    Stance stance = Stance::says;
    std::string reason;  // which rule resolved the speaker, for `silang why`
};

struct Attribution {
    Span span;                         // from the cue to the end of the last source
    std::vector<std::string> sources;  // nearest first, original last
    std::vector<Span> source_spans;    // one a source
    std::vector<std::string> kinds;    // one a source: agency, outlet, official, person, document
    uint32_t sentence;                 // index into article.tokens.sentences
    bool whole_page = false;           // credits the page as a whole (first paragraph, or a line of its own at the end)
    bool own = false;  // the first source is the speaker's own paper, or whom he told it: the original is who speaks
};

struct Mentions {
    std::vector<Entity> entities;  // by first mention
    std::vector<Time> times;       // by span, as all lists
    std::vector<Quantity> quantities;
    std::vector<Quote> quotes;
    std::vector<Attribution> attributions;

    // Entities mentioned inside `span`, by first mention, each once.
    [[nodiscard]] std::vector<uint32_t> entities_in(Span span) const;
};

// One page read to the end: all that the later stages see.
struct Document {
    Capture capture;  // its bytes may have been released: use article.page.text
    Article article;
    Mentions mentions;
};

// What the finders work out of a language's data once: shared by all threads. The language must outlive it.
class EntityModel;
class SpeechRules;
struct MentionModels {
    std::shared_ptr<const EntityModel> entities;
    std::shared_ptr<const SpeechRules> speech;
};
Result<MentionModels> load_mention_models(const Language& language);

// All finders in their order: entities, times, quantities, attributions, quotes.
Mentions find_mentions(const Article& article, const Language& language, const MentionModels& models);

std::vector<Entity> find_entities(const Article& article, const Language& language, const EntityModel* model);
std::vector<Time> find_times(const Article& article, const Language& language);
std::vector<Quantity> find_quantities(const Article& article, const Language& language, std::span<const Time> times);
std::vector<Attribution> find_attributions(const Article& article, const Language& language,
                                           std::span<const Entity> entities, std::vector<Time>& times);
// What the quotes add: who speaks in a paper of his own, and whom "menurut dia" stands for. An own paper whose speaker
// nobody knows is left out.
void complete_attributions(const Article& article, const Language& language, std::span<const Entity> entities,
                           std::span<const Quote> quotes, std::vector<Attribution>& attributions);
std::vector<Quote> find_quotes(const Article& article, const Language& language, std::span<const Entity> entities,
                               std::span<const Attribution> attributions);

// Makes ids agree across the pages of a run: "Putin" on a page that never names him in full is the run's only "...
// Putin". Deterministic whatever the order of the documents.
void link_entities(std::span<Document> documents);

}  // namespace silang
