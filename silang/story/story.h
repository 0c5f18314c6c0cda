// Stories: the pages that report one event.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "silang/lineage/lineage.h"
#include "silang/mention/mention.h"
#include "silang/story/frequencies.h"
#include "silang/story/weights.h"

namespace silang {

// Why a page joined its story: named features times weights against a threshold.
struct JoinReason {
    uint32_t document;
    uint32_t nearest;  // the member it is closest to
    double score;
    double threshold;
    std::vector<std::pair<std::string, double>> features;  // contribution of each to the score
    bool joined;
    uint32_t arrived_with;  // the first page of the story it was put into when it came: another one after a repair
};

// Another story of the same affair, days or weeks apart. A claim of the words shown: both stories have them.
enum class StorylineRelation : uint8_t { earlier, later };
struct StorylineLink {
    std::string story;  // its id
    StorylineRelation relation;
    double score;
    std::vector<std::string> entities;                     // ids, sorted: leading names of both
    std::vector<std::string> words;                        // the most telling ones of both that are no names
    std::vector<std::pair<std::string, double>> features;  // contribution of each to the score
};

struct Story {
    std::string id;                    // of its oldest article; stable while that stays in
    std::vector<std::string> aliases;  // of stories that were joined to it, sorted
    std::vector<uint32_t> documents;   // oldest first, unknown dates last, then by article id
    std::vector<JoinReason> reasons;   // one a document
    std::vector<StorylineLink> storyline;
};

// What grouping needs beside the pages. The languages it was made of must outlive it.
struct StoryModel {
    StoryWeights weights;
    CommonWordsByLanguage common;
};
Result<StoryModel> make_story_model(const Languages& languages, StoryWeights weights);

// Most important first: independent origins, pages, houses, recency, then id. Every document is in exactly one story.
// Each page is read by the rules of its own language.
std::vector<Story> group_stories(std::span<const Document> documents, const Lineage& lineage,
                                 const Languages& languages, const StoryModel& model);

}  // namespace silang
