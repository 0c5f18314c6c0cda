// Stories from a stream: one page after the other in time order, at a cost that does not grow with what went before.
//
//   page ─ copy of a live page? ─ weighed against the words so far ─ candidates (index of live pages) ─ scores ─┐
//          retired stories ◄─ oldest silence first ◄─ live stories ◄─ join, or regroup what the page ties ◄─────┘
//
// A page that ties stories together, or fits none of them as a whole, has all of them regrouped by average link: so a
// late page may join two stories, or move pages between them. Nothing depends on pages that come later, or on how many
// are handed over at a time.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "silang/lineage/body.h"
#include "silang/story/frequencies.h"
#include "silang/story/join.h"
#include "silang/story/profile.h"
#include "silang/story/similarity.h"
#include "silang/story/story.h"
#include "silang/story/weights.h"

namespace silang {

// What the stream wants to know of a page. It is complete without the document.
struct StoryPage {
    uint32_t document = 0;         // the caller's number for it, each once
    std::optional<int> published;  // days since 1970; pages without a date come last
    Profile profile;               // read, not weighed
    const CommonWords* common = nullptr;
    Facts facts;
    std::optional<uint32_t> copy_of;                    // a document that has been added and has the same text
    std::vector<std::pair<uint32_t, double>> passages;  // documents that share a passage: the share of text copied
};
StoryPage read_story_page(uint32_t document, const Document& page, const StoryModel& model, const Languages& languages);

// All pages of a run in time order, with the copies and passages of the lineage.
std::vector<StoryPage> story_pages(std::span<const Document> documents, const Lineage& lineage,
                                   const Languages& languages, const StoryModel& model);

struct StreamLimits {
    // Texts that can be joined to, at most: the stories that were silent the longest give way. Memory and the cost of a
    // page are flat from there on.
    size_t live_texts = 150'000;
    // A story that was silent for longer than this before the day of the newest page is closed.
    int silence_days = kLongestSilenceDays;
};

struct ClosedStory {
    std::vector<uint32_t> documents;  // in the order they came; the first gives the story its name
    std::vector<uint32_t> aliases;    // documents that once gave a story its name, before it was joined to this one
    std::vector<JoinReason> reasons;  // one a document
};

struct StreamCounts {
    uint64_t pages = 0;
    uint64_t postings = 0;     // looked at, of all pages
    uint64_t comparisons = 0;  // pairs scored
    uint64_t regroupings = 0;  // in which pages changed their story
    size_t live_texts = 0;
    size_t live_stories = 0;
    size_t words = 0;  // whose frequency is known
};

class StoryStream {
public:
    explicit StoryStream(StoryWeights weights, StreamLimits limits = {});
    ~StoryStream();
    StoryStream(const StoryStream&) = delete;
    StoryStream& operator=(const StoryStream&) = delete;

    // Pages come in time order, pages of one moment in the order of their ids. Returns the first document of the story
    // the page is put into for now.
    uint32_t add(StoryPage page);
    // Stories that were closed since the last call: nothing joins them any more.
    std::vector<ClosedStory> take_closed();
    // Closes all that are left.
    std::vector<ClosedStory> finish();
    [[nodiscard]] StreamCounts counts() const;

private:
    class Live;
    std::unique_ptr<Live> live_;
};

}  // namespace silang
