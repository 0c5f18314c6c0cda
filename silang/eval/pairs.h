// How well copies are found: pages that tools/make_copies made, whose every pair is known, against what lineage says.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "silang/eval/eval.h"
#include "silang/eval/score_sheet.h"
#include "silang/lineage/lineage.h"

namespace silang {

enum class PairRelation : uint8_t {
    copy,    // words of one came from the other, or of both from a third
    form,    // one form filled in twice
    chance,  // words that both were given: an answer two reporters wrote down, a paragraph under many pages
};

struct GoldPassagePair {
    Span a;  // bytes of the capture
    Span b;
    uint32_t words;  // the same on both sides
    bool dense;      // so many of its words are the same that nobody would call it rewritten
};

struct GoldPair {
    uint32_t a;  // index into PairGold::files
    uint32_t b;
    double jaccard;  // of the true bodies
    double containment;
    PairRelation relation;
    std::vector<GoldPassagePair> passages;
    bool has_direction = false;     // it is known whether anything tells who was first
    std::optional<uint32_t> first;  // a or b; nothing where nothing tells
    std::string clue;               // what does
    std::optional<bool> credited;   // the later page names the earlier one's outlet
};

struct PairGold {
    std::vector<std::string> files;
    std::vector<uint32_t> words;          // of the true body, one a file
    std::vector<std::vector<Span>> body;  // its lines, bytes of the capture
    std::vector<GoldPair> pairs;
};
// truth.json (docs/eval.md). The error names the line.
Result<PairGold> read_pair_gold(std::string_view json);

// Makes the body of an article what the truth says it is: what lineage is to be scored on, whatever the line model
// takes for body.
void give_body(const std::vector<Span>& lines, Article& article);

// `documents` by the file name of their captures. The error names a page of the gold that is not there.
Result<ScoreSheet> score_pairs(const PairGold& gold, std::span<const Document> documents, const Lineage& lineage);

}  // namespace silang
