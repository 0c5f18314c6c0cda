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

// Where the words at `span` of this document come from: the source credited in that sentence (the last of its chain),
// else the source credited for the whole page, else its house. A copied page speaks with its representative's voice.
Origin origin_of(const Lineage& lineage, std::span<const Document> documents, uint32_t document, Span span);

}  // namespace silang
