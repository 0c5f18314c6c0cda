// Cross-check: what the pages of one story agree on, where they differ, who denies what. Evidence or silence.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "silang/check/dispute_weights.h"
#include "silang/check/slot_weights.h"
#include "silang/check/weights.h"
#include "silang/lineage/lineage.h"
#include "silang/mention/mention.h"
#include "silang/story/story.h"

namespace silang {

struct Evidence {
    uint32_t document;
    Span span;
    std::string origin;
    auto operator<=>(const Evidence&) const = default;
};

enum class StatementStatus : uint8_t { corroborated, single, disputed };
std::string_view status_name(StatementStatus status);

struct Statement {
    std::string id;  // "s1", "s2", ... within its story
    std::string text;
    std::vector<Evidence> evidence;
    uint32_t origins = 0;
    StatementStatus status = StatementStatus::single;
    std::optional<std::string> when;
    std::vector<std::string> who;                          // entity ids
    std::vector<std::pair<std::string, double>> features;  // why its evidence is held to be one statement
};

enum class ConflictKind : uint8_t { date, number, place, name, score, order };
std::string_view conflict_kind_name(ConflictKind kind);

struct ConflictValue {
    std::string value;
    std::vector<Evidence> evidence;
};
struct Conflict {
    ConflictKind kind;
    std::string about;
    std::optional<std::string> statement;
    std::vector<ConflictValue> values;
    std::string reason;
};

// What moved as time went by: no conflict. Oldest value first.
struct UpdateValue {
    std::string value;
    std::optional<std::string> as_of;  // the moment it holds for: named beside it, or when its page was published
    std::vector<Evidence> evidence;
};
struct Update {
    ConflictKind kind;
    std::string about;
    std::optional<std::string> statement;
    std::vector<UpdateValue> values;
};

struct DisputeSide {
    std::string party;
    std::vector<Evidence> evidence;
};
struct Dispute {
    std::string about;
    std::optional<std::string> statement;
    std::vector<DisputeSide> asserted_by;
    std::vector<DisputeSide> denied_by;
    std::vector<std::pair<std::string, double>> features{};  // words that its claims and denials share, by weight
};

enum class CheckKind : uint8_t { weekday_mismatch, impossible_date, elapsed_mismatch, future_as_past, total_mismatch };
std::string_view check_kind_name(CheckKind kind);
// A flaw of one time expression is among the issues of that time too.
CheckKind check_kind_of(TimeIssue issue);
std::optional<TimeIssue> time_issue_of(CheckKind kind);

struct PageCheck {
    CheckKind kind;
    uint32_t document;
    Span span;
    std::string found;
    std::string expected;
};

struct TimelineEntry {
    std::string date;
    std::string text;
    std::vector<Evidence> evidence;
    bool planned = false;
};

struct SummarySentence {
    std::string text;
    std::vector<Evidence> evidence;
};

struct StoryEntity {
    std::string id;
    EntityType type;
    std::string name;
    uint32_t articles;
};
struct StoryOrigin {
    Origin origin;
    std::vector<uint32_t> documents;
};

// Everything the contract's stories.jsonl says of one story.
struct CheckedStory {
    Story story;
    std::string title;
    std::optional<std::string> first;
    std::optional<std::string> last;
    std::vector<StoryEntity> entities;
    std::vector<StoryOrigin> origins;
    std::vector<Copy> copies;
    std::vector<TimelineEntry> timeline;
    std::vector<Statement> statements;
    std::vector<Conflict> conflicts;
    std::vector<Update> updates;
    std::vector<Dispute> disputes;
    std::vector<PageCheck> checks;
    std::vector<SummarySentence> summary;
};

// What the cross-check needs beside the pages: rules by language and weights. The languages it was made of must outlive
// it.
struct CheckRules;
class CheckModel {
public:
    CheckModel() = default;
    CheckModel(const Languages& languages, StatementWeights weights, DisputeWeights dispute_weights = {},
               SlotWeights slot_weights = {});
    // Of the language the article is read by.
    [[nodiscard]] const CheckRules& rules_for(const Article& article) const;
    // Of the language most pages of the story are read by.
    [[nodiscard]] const CheckRules& rules_for(const Story& story, std::span<const Document> documents) const;
    [[nodiscard]] const StatementWeights& weights() const { return weights_; }
    [[nodiscard]] const DisputeWeights& dispute_weights() const { return dispute_weights_; }
    [[nodiscard]] const SlotWeights& slot_weights() const { return slot_weights_; }

private:
    StatementWeights weights_;
    DisputeWeights dispute_weights_;
    SlotWeights slot_weights_;
    std::map<std::string, std::shared_ptr<const CheckRules>, std::less<>> rules_;
};

// `documents` are all of the run; the story has at least one.
CheckedStory check_story(const Story& story, std::span<const Document> documents, const Lineage& lineage,
                         const CheckModel& model);

// Every span in the story resolves inside its page, on code-point borders, and every statement has evidence. The reason
// when it does not: our own bug, reported as such.
std::optional<Error> verify(const CheckedStory& story, std::span<const Document> documents);

}  // namespace silang
