// How well the cross-check does: gold stories (docs/eval.md), whose facts, conflicts and so on are marked with the
// pages' own words, against what check_story says of the same pages.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "silang/check/check.h"
#include "silang/eval/score_sheet.h"

namespace silang {

// Words of one page that state something.
struct GoldWords {
    uint32_t page;  // index into GoldStory::pages
    std::string words;
};

// A page is given whole (title and paragraphs), or as a capture that is read like any other.
struct GoldStoryPage {
    std::string name;
    std::string file;  // path of the capture; empty: the page is here
    std::optional<std::string> outlet;
    std::optional<std::string> published;
    std::optional<std::string> title;
    std::vector<std::string> text;
};

struct GoldFact {
    std::string about;
    std::optional<uint32_t> origins;
    std::vector<GoldWords> words;
};
struct GoldValue {
    std::string value;  // of a dispute's side: the party
    std::vector<GoldWords> words;
};
// A conflict or an update: its values, of an update oldest to newest.
struct GoldDifference {
    std::string kind;
    std::string about;
    std::vector<GoldValue> values;
};
struct GoldDispute {
    std::string about;
    std::vector<GoldValue> asserted_by;
    std::vector<GoldValue> denied_by;
};
struct GoldCheck {
    std::string kind;
    GoldWords words;
};
struct GoldHappening {
    std::string date;
    std::string about;
    std::vector<GoldWords> words;
};

// A list that is not there is not scored; one that is empty says that there is nothing to be found.
struct GoldStory {
    std::string id;
    std::string language;
    std::vector<GoldStoryPage> pages;
    std::optional<std::vector<GoldFact>> facts;
    std::optional<std::vector<GoldDifference>> conflicts;
    std::optional<std::vector<GoldDifference>> updates;
    std::optional<std::vector<GoldDispute>> disputes;
    std::optional<std::vector<GoldCheck>> checks;
    std::optional<std::vector<GoldHappening>> timeline;
};

// Reads one file: a story or a list of them. What is wrong is added to `problems`, all of it.
void read_story_gold(const std::string& file, std::string_view json, std::vector<GoldStory>& stories,
                     std::vector<std::string>& problems);

// The article of a page that is given whole: its lines are known to be title and body. The error says what is wrong.
Result<Article> article_of(const GoldStoryPage& page, const std::string& language_tag, const Language& language);

// One a page of the gold, in its order: those given whole as they are, captures as any page is read.
Result<std::vector<Document>> read_story_pages(const GoldStory& gold, const Languages& languages,
                                               const RoleModel& roles);

// `documents`: one a page of the gold, in its order. The error names words that are not on their page.
Result<ScoreSheet> score_story(const GoldStory& gold, std::span<const Document> documents, const CheckedStory& checked);

// Words of the gold and of a finding are of one thing when they share at least half of the characters of the shorter
// one.
bool state_the_same(Span a, Span b);

// Whether a value of the gold is the one found: numbers by value, days and hours by ISO 8601 (as fine as the coarser
// one), scores by their figures, names and places by the rule for names. `kind` is a conflict's.
bool same_gold_value(std::string_view kind, std::string_view gold, std::string_view found);

}  // namespace silang
