// Who copied whom: near-duplicates and shared passages (verified), agencies credited, and so which pages are one voice.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "silang/mention/mention.h"

namespace silang {

enum class CopyKind : uint8_t { duplicate, near_duplicate, passage };
std::string_view copy_kind_name(CopyKind kind);

struct Copy {
    uint32_t from;  // document indices; `from` is the older where dates or credits tell
    uint32_t to;
    CopyKind kind;
    double similarity;  // Jaccard of word shingles of the two bodies; for a passage: the share of `to` that is copied
    std::vector<std::pair<Span, Span>> passages;  // (in from, in to), body text only
    bool direction_known;
    std::string reason;       // what decided the direction, for `silang why`
    bool uncredited = false;  // `to` is of another house, and credits neither `from` nor whom `from` credits
};

enum class OriginKind : uint8_t { outlet, agency, official, person, document };
std::string_view origin_kind_name(OriginKind kind);

struct Origin {
    std::string name;
    OriginKind kind;
    auto operator<=>(const Origin&) const = default;
};

struct Lineage {
    std::vector<Copy> copies;  // sorted by (to, from)
    // Per document: the document its text comes from in the end (itself when it is nobody's copy). Duplicates and
    // near-duplicates only; never chained: each is verified close to its representative.
    std::vector<uint32_t> representative;
    // Per document: the outlet's own name, or "" -> its path's stem; never empty. Distinct pages of one outlet share
    // it.
    std::vector<std::string> house;
    // Per document: agencies, outlets, people the page credits, by first mention; the page's own house last.
    std::vector<std::vector<Origin>> origins;
};

Lineage trace_lineage(std::span<const Document> documents, const Language& language);

// Which page of a group of duplicates is kept: the first by path, the one with most words, or the one that speaks for
// the group (lineage's representative).
enum class Keep : uint8_t { first, longest, original };

struct DuplicateGroup {
    uint32_t kept;
    uint32_t original;
    std::vector<uint32_t> documents;  // by path, the kept one among them
    std::vector<double> similarity;   // of each to the original: Jaccard of the bodies' shingles
};
// Every document is in one group, alone when nothing is like it. By the path of the kept page.
std::vector<DuplicateGroup> duplicate_groups(std::span<const Document> documents, const Lineage& lineage, Keep keep);

// What a pair is judged by, for `silang why`.
struct PairFigures {
    double jaccard;
    double containment;
    double near_jaccard;      // from which two bodies are near-duplicates
    double near_containment;  // or from which the shorter one is, when it is no mere excerpt
    uint32_t same_facts;
    uint32_t other_facts;
    bool form;
};
PairFigures compare_pair(const Document& left, const Document& right, const Language& language);

// Where the words at `span` of this document come from: the source credited in that sentence (the last of its chain),
// else the source credited for the whole page, else its house. A copied page speaks with its representative's voice.
Origin origin_of(const Lineage& lineage, std::span<const Document> documents, uint32_t document, Span span);

}  // namespace silang
