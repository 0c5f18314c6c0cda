// How well pages are grouped by event: labelled pages are read, and the groups found are compared with those of the
// gold (docs/eval.md).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "silang/language/language.h"
#include "silang/mention/mention.h"

namespace silang {

struct LabelledPages {
    std::vector<Document> documents;       // title and text; mentions are left to the finders
    std::vector<uint32_t> events;          // one a document: its group in the gold
    std::vector<std::string> names;        // one a document, as the file has them
    std::vector<std::string> event_names;  // by event
    std::vector<std::string> problems;     // what is wrong, with file and line: figures would be wrong, too
};

// JSON Lines with "name", "event", "title", "text", "date" (may be null or text around a date): files, and *.jsonl of
// folders.
LabelledPages read_labelled_pages(const std::vector<std::string>& inputs, const Languages& languages);

struct Score {
    double precision = 0;
    double recall = 0;
    [[nodiscard]] double f1() const {
        return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
    }
};

struct ClusterScores {
    size_t clusters = 0;  // found
    Score bcubed;         // mean over pages: of its group that is of its event, of its event that is in its group
    Score pairwise;       // pairs of pages; where there are no pairs nothing was done wrong
    Score ceaf;           // groups and events matched one to one, by what they share (CEAF-e, phi 4)
    double ami = 0;       // mutual information adjusted for chance, by the mean of the entropies
};

// Two labellings of the same things. The numbers only tell groups apart.
ClusterScores score_clusters(std::span<const uint32_t> gold, std::span<const uint32_t> found);

// How steady the ids are that pages were given when they came.
struct IdChurn {
    size_t pages = 0;
    size_t changed = 0;  // their story has another id now
    size_t lost = 0;     // of those: and the old one is no alias of it
};

// One entry a page: the id of its story when it came, and now; and of the story now, the ids it once had.
IdChurn count_id_churn(std::span<const std::string> arrived, std::span<const std::string> now,
                       std::span<const std::vector<std::string>> aliases);

// Groupings that need no method: what a method has to beat.
struct TrivialGroupings {
    std::vector<uint32_t> single;            // each page alone
    std::vector<uint32_t> heap;              // all in one
    std::vector<uint32_t> identical_titles;  // letter case aside
    std::vector<uint32_t> title_cosine;      // linked where the titles' tf-idf cosine is kTitleCosine or more
};
inline constexpr double kTitleCosine = 0.4;
TrivialGroupings trivial_groupings(std::span<const Document> documents);

}  // namespace silang
