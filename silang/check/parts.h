// The parts of the cross-check, each in a file of its own; check.cpp puts them together.
#pragma once

#include <string>
#include <vector>

#include "silang/check/align.h"
#include "silang/check/check.h"
#include "silang/check/dispute_weights.h"
#include "silang/check/units.h"

namespace silang {

// Where the documents of a story stand in it.
class PageRanks {
public:
    explicit PageRanks(const Story& story);
    // Oldest page first; nothing for a document of another story.
    [[nodiscard]] std::optional<uint32_t> of(uint32_t document) const;

private:
    std::vector<std::pair<uint32_t, uint32_t>> ranks_;  // by document
};

// All that the parts look at.
struct Scene {
    const Story& story;
    const PageRanks& ranks;
    std::span<const Document> documents;
    const Lineage& lineage;
    const CheckRules& rules;  // of the language most pages are read by
    const Language& language;
    const StoryUnits& all;
    const StoryClauses& cut;
    const std::vector<Group>& groups;
    const DisputeWeights& dispute_weights;

    [[nodiscard]] const Document& document_of(const Unit& unit) const { return documents[unit.document]; }
    [[nodiscard]] std::string_view text(uint32_t document, Span span) const {
        return span.of(documents[document].article.page.text);
    }
    [[nodiscard]] Evidence evidence(uint32_t document, Span span) const {
        return {document, span, origin_of(lineage, documents, document, span).name};
    }
};

// Orders by document (oldest page first) and span; drops what is there twice.
void tidy(std::vector<Evidence>& evidence, const Scene& scene);

// Pages whose words come from one mouth are one voice: the number of different ones among the evidence.
uint32_t count_origins(const Scene& scene, const std::vector<Evidence>& evidence);

// The unit of a group that reads best alone: whole, no pronoun at its start, not too long.
uint32_t clearest(const Scene& scene, const std::vector<uint32_t>& units);

// `units`: whose words are its evidence; the first one is what it is about.
struct FoundConflict {
    Conflict conflict;
    std::vector<uint32_t> units;
    std::vector<uint32_t> clauses = {};  // those of the units that say it, where it is known
};
std::vector<FoundConflict> direction_conflicts(const Scene& scene);
std::vector<FoundConflict> match_conflicts(const Scene& scene);

struct FoundUpdate {
    Update update;
    std::vector<uint32_t> units;
};
struct FoundDispute {
    Dispute dispute;
    std::vector<uint32_t> units;
};
std::vector<FoundDispute> find_disputes(const Scene& scene);

std::vector<PageCheck> page_checks(const Scene& scene);
std::vector<TimelineEntry> make_timeline(const Scene& scene, const std::vector<FoundConflict>& conflicts);
std::vector<SummarySentence> summarize(const Scene& scene, const std::vector<bool>& group_in_conflict);

}  // namespace silang
