#include "silang/story/stream.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <deque>
#include <limits>
#include <set>
#include <tuple>

#include "silang/story/flat_map.h"
#include "silang/story/index.h"
#include "silang/story/join.h"
#include "silang/story/packed.h"

namespace silang {
namespace {

// So few texts are compared completely: what they share need not be rare.
constexpr size_t kCompletely = 48;
// A page regroups the stories it is closest to, and no more.
constexpr size_t kTiedStories = 3;
// Stories that together have more texts than this keep their members; they can still be joined as wholes.
constexpr size_t kRegroupedTexts = 64;
// Of a long story the first and the latest texts stay open to comparison.
constexpr size_t kKeptFirst = kJudgedPages;
constexpr size_t kKeptLatest = kJudgedPages;
// A pair that scores so far below what a story needs need not have its sentences compared: they could lower it only.
constexpr double kHopeless = 0.5;

constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

struct PairScore {
    float score;
    FeatureValues values;
};

// What a page has in common with the closest one, in a tenth of a JoinReason's memory.
struct Closeness {
    uint32_t document = kNone;  // the other page
    float score = -std::numeric_limits<float>::infinity();
    std::array<float, kFeatureCount> values{};
};

Closeness closeness(uint32_t document, const PairScore& pair) {
    Closeness close{document, pair.score, {}};
    std::copy(pair.values.begin(), pair.values.end(), close.values.begin());
    return close;
}

// One text that can be compared: a page and its near-duplicates.
struct Text {
    uint64_t sequence = 0;            // place in the stream
    std::vector<uint32_t> documents;  // the first is the one that was read
    uint32_t story = kNone;
    std::optional<int> published;
    bool named_story = false;  // it once gave a story its name
    PackedProfile profile;
    std::vector<uint32_t> terms;                       // it is filed under
    std::vector<std::pair<uint32_t, float>> scores;    // with texts that came before it
    std::vector<std::pair<uint32_t, float>> passages;  // shared with texts that came before it
    Closeness nearest;                                 // page of any story: why a page that stands alone does so
};

// What is kept of a text of a long story.
struct Released {
    uint64_t sequence;
    std::vector<uint32_t> documents;
    bool named_story;
    Closeness closest;
};

struct LiveStory {
    std::vector<uint32_t> texts;  // that can be compared, in the order they came
    std::vector<Released> released;
    uint64_t latest = 0;  // when something was added
    int latest_day = std::numeric_limits<int>::min();
};

}  // namespace

class StoryStream::Live {
public:
    Live(StoryWeights weights, StreamLimits limits) : weights_(weights), limits_(limits) {}

    uint32_t add(StoryPage page) {
        ++counts_.pages;
        if (page.published) {
            day_ = std::max(day_, *page.published);
            close_silent();
        }
        frequencies_.advance(day_);
        const uint32_t story =
            page.copy_of && text_of_.find(*page.copy_of) != nullptr ? add_copy(page) : add_text(page);
        LiveStory& changed = stories_[story];
        order_.erase(changed.latest);
        changed.latest = ++sequence_;
        order_.emplace(changed.latest, story);
        if (page.published) changed.latest_day = std::max(changed.latest_day, *page.published);
        release_middle(changed);
        const uint32_t first = first_document(changed);
        while (live_texts_ > limits_.live_texts && order_.size() > 1) close(order_.begin()->second);
        return first;
    }

    std::vector<ClosedStory> take_closed() { return std::exchange(closed_, {}); }

    std::vector<ClosedStory> finish() {
        while (!order_.empty()) close(order_.begin()->second);
        return take_closed();
    }

    [[nodiscard]] StreamCounts counts() const {
        StreamCounts counts = counts_;
        counts.postings = index_.postings_read();
        counts.live_texts = live_texts_;
        counts.live_stories = order_.size();
        counts.words = frequencies_.size();
        return counts;
    }

private:
    uint32_t add_copy(const StoryPage& page) {
        const uint32_t text = *text_of_.find(*page.copy_of);
        texts_[text].documents.push_back(page.document);
        text_of_[page.document] = text;
        return texts_[text].story;
    }

    uint32_t add_text(StoryPage& page) {
        const uint32_t number = new_text();
        Text& text = texts_[number];
        text.sequence = ++sequence_;
        text.documents = {page.document};
        text.published = page.published;
        for (const auto& [document, share] : page.passages) {
            if (const uint32_t* const other = text_of_.find(document))
                text.passages.emplace_back(*other, static_cast<float>(share));
        }
        weigh(page.profile, *page.common, frequencies_);
        frequencies_.add(profile_keys(page.profile));
        text.profile = PackedProfile(page.profile, page.facts);
        const std::vector<Term> terms = TermIndex::lookup_terms(page.profile);
        text.terms.reserve(terms.size());
        for (const Term& term : terms) text.terms.push_back(term.key);

        // The stories it is close to, the closest first.
        std::vector<std::pair<float, uint32_t>> close;
        for (const uint32_t other : candidates(number, terms)) {
            const float score = compare(number, other);
            if (score >= weights_.join) close.emplace_back(-score, texts_[other].story);
        }
        std::stable_sort(close.begin(), close.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<uint32_t> tied;
        for (const auto& [score, story] : close) {
            if (tied.size() < kTiedStories && std::find(tied.begin(), tied.end(), story) == tied.end())
                tied.push_back(story);
        }
        index_.add(number, terms);
        text_of_[page.document] = number;
        ++live_texts_;
        const uint32_t story = new_story();
        stories_[story].texts = {number};
        text.story = story;
        touch(story);
        keep_scores(text, tied);
        if (!tied.empty()) regroup(number, tied);
        return texts_[number].story;
    }

    std::vector<uint32_t> candidates(uint32_t number, const std::vector<Term>& terms) {
        std::vector<uint32_t> others;
        if (live_texts_ <= kCompletely && texts_.size() <= 2 * kCompletely) {
            for (uint32_t other = 0; other < texts_.size(); ++other) {
                if (other != number && texts_[other].story != kNone) others.push_back(other);
            }
        } else {
            for (const TermIndex::Found& found : index_.find(terms)) others.push_back(found.page);
            for (const auto& [other, share] : texts_[number].passages) {
                if (std::find(others.begin(), others.end(), other) == others.end()) others.push_back(other);
            }
        }
        std::sort(others.begin(), others.end(),
                  [&](uint32_t a, uint32_t b) { return texts_[a].sequence < texts_[b].sequence; });
        return others;
    }

    // --- Scores. Kept at the later of two texts: the earlier one may be gone and its number given to a third, which is
    // later than both.

    PairScore score_now(const Text& left, const Text& right) const {
        const Text& later = left.sequence < right.sequence ? right : left;
        const Text& earlier = left.sequence < right.sequence ? left : right;
        PairScore pair{0, compare_profiles(earlier.profile, later.profile)};
        for (const auto& [other, share] : later.passages) {
            if (&texts_[other] == &earlier) pair.values[static_cast<size_t>(Feature::passage)] = share;
        }
        double score = score_of(pair.values, weights_);
        if (score > weights_.cohesion - kHopeless &&
            compare_facts(earlier.profile.facts(), later.profile.facts()).is_same_form()) {
            pair.values[static_cast<size_t>(Feature::other_facts)] = 1;
            score = score_of(pair.values, weights_);
        }
        pair.score = static_cast<float>(score);
        return pair;
    }

    float compare(uint32_t left, uint32_t right) {
        Text& later = texts_[left].sequence < texts_[right].sequence ? texts_[right] : texts_[left];
        const uint32_t earlier = &later == &texts_[left] ? right : left;
        for (const auto& [other, score] : later.scores) {
            if (other == earlier) return score;
        }
        ++counts_.comparisons;
        const PairScore pair = score_now(texts_[earlier], later);
        later.scores.emplace_back(earlier, pair.score);
        note_nearest(later, texts_[earlier], pair);
        note_nearest(texts_[earlier], later, pair);
        return pair.score;
    }

    static void note_nearest(Text& text, const Text& other, const PairScore& pair) {
        if (pair.score > text.nearest.score) text.nearest = closeness(other.documents.front(), pair);
    }

    // Scores with texts of other stories are not asked for again, or seldom: then they are worked out again.
    void keep_scores(Text& text, const std::vector<uint32_t>& stories) {
        std::erase_if(text.scores, [&](const auto& score) {
            return std::find(stories.begin(), stories.end(), texts_[score.first].story) == stories.end();
        });
        text.scores.shrink_to_fit();
    }

    // --- Stories.

    // Groups the texts of the tied stories anew, with the new one among them.
    void regroup(uint32_t number, const std::vector<uint32_t>& tied) {
        const uint32_t own = texts_[number].story;
        std::vector<uint32_t> involved = tied;
        involved.push_back(own);
        std::vector<uint32_t> texts;
        bool whole = false;
        for (const uint32_t story : involved) {
            texts.insert(texts.end(), stories_[story].texts.begin(), stories_[story].texts.end());
            whole = whole || !stories_[story].released.empty();
        }
        whole = whole || texts.size() > kRegroupedTexts;
        std::sort(texts.begin(), texts.end(),
                  [&](uint32_t a, uint32_t b) { return texts_[a].sequence < texts_[b].sequence; });
        JoinPages pages;
        pages.score = [&](uint32_t a, uint32_t b) { return static_cast<double>(compare(texts[a], texts[b])); };
        pages.day_of = [&](uint32_t a) { return texts_[texts[a]].profile.day(); };
        std::map<uint32_t, std::vector<uint32_t>> begin;
        for (uint32_t i = 0; i < texts.size(); ++i) begin[whole ? texts_[texts[i]].story : kNone - i].push_back(i);
        for (auto& [story, group] : begin) pages.groups.push_back(std::move(group));
        const auto groups = join_closest(pages, weights_);

        // Each group goes on under the story of its first text. What was released of a story follows its texts, which
        // have not been parted then.
        std::vector<std::vector<Released>> released(groups.size());
        std::vector<std::vector<uint32_t>> members(groups.size());
        std::vector<uint64_t> latest(groups.size(), 0);
        std::vector<int> latest_day(groups.size(), std::numeric_limits<int>::min());
        std::vector<uint32_t> before;
        for (const uint32_t text : texts) before.push_back(texts_[text].story);
        for (const uint32_t story : tied) texts_[stories_[story].texts.front()].named_story = true;
        std::map<uint32_t, size_t> parts;  // of each old story
        bool changed = false;
        for (size_t g = 0; g < groups.size(); ++g) {
            std::set<uint32_t> from;
            for (const uint32_t i : groups[g]) {
                if (before[i] != own && from.insert(before[i]).second) ++parts[before[i]];
                members[g].push_back(texts[i]);
                LiveStory& old = stories_[before[i]];
                latest[g] = std::max(latest[g], texts_[texts[i]].sequence);
                if (const auto day = texts_[texts[i]].published) latest_day[g] = std::max(latest_day[g], *day);
                if (old.released.empty()) continue;
                std::move(old.released.begin(), old.released.end(), std::back_inserter(released[g]));
                old.released.clear();
            }
            changed = changed || from.size() > 1;
        }
        for (const auto& [story, count] : parts) changed = changed || count > 1;
        if (changed) ++counts_.regroupings;
        for (const uint32_t story : involved) forget(story);
        for (size_t g = 0; g < groups.size(); ++g) {
            const uint32_t story = new_story();
            LiveStory& made = stories_[story];
            made.texts = std::move(members[g]);
            made.released = std::move(released[g]);
            std::sort(made.released.begin(), made.released.end(),
                      [](const Released& a, const Released& b) { return a.sequence < b.sequence; });
            made.latest_day = latest_day[g];
            for (const uint32_t text : made.texts) texts_[text].story = story;
            // Distinct for each story: every text has a sequence of its own.
            made.latest = latest[g];
            order_.emplace(made.latest, story);
        }
    }

    // A long story keeps its first and its latest texts open; the others are closed within it.
    void release_middle(LiveStory& story) {
        while (story.texts.size() > kKeptFirst + kKeptLatest) {
            const uint32_t number = story.texts[kKeptFirst];
            story.released.push_back({texts_[number].sequence, texts_[number].documents, texts_[number].named_story,
                                      closest_of(number, story)});
            drop_text(number);
            story.texts.erase(story.texts.begin() + kKeptFirst);
        }
    }

    [[nodiscard]] uint32_t first_document(const LiveStory& story) const {
        return texts_[story.texts.front()].documents.front();
    }

    // Of its own story, where that has other texts.
    [[nodiscard]] Closeness closest_of(uint32_t number, const LiveStory& story) const {
        uint32_t closest = kNone;
        float best = -std::numeric_limits<float>::infinity();
        for (const uint32_t other : story.texts) {
            if (other == number) continue;
            const auto score = known_score(number, other);
            if (score && *score > best) closest = other, best = *score;
        }
        if (closest == kNone) return texts_[number].nearest;
        return closeness(texts_[closest].documents.front(), score_now(texts_[number], texts_[closest]));
    }

    // One reason a document of the text: its first is as close as this, the others are copies.
    void add_reasons(const std::vector<uint32_t>& documents, const Closeness& closest, bool joined,
                     ClosedStory& story) const {
        const uint32_t first = documents.front();
        JoinReason& reason = story.reasons.emplace_back();
        reason = {first, first, 0, weights_.join, {}, joined, first};
        if (closest.document != kNone) {
            reason.nearest = closest.document;
            reason.score = closest.score;
            for (size_t i = 0; i < kFeatureCount; ++i) {
                const double part = closest.values[i] * weights_.weight[i];
                if (part != 0) reason.features.emplace_back(feature_name(static_cast<Feature>(i)), part);
            }
            std::stable_sort(reason.features.begin(), reason.features.end(),
                             [](const auto& a, const auto& b) { return std::abs(a.second) > std::abs(b.second); });
        }
        for (size_t i = 1; i < documents.size(); ++i)
            story.reasons.push_back({documents[i], first, 1, weights_.join, {{"copy", 1}}, true, documents[i]});
        story.documents.insert(story.documents.end(), documents.begin(), documents.end());
    }

    [[nodiscard]] std::optional<float> known_score(uint32_t left, uint32_t right) const {
        const bool left_is_later = texts_[left].sequence > texts_[right].sequence;
        for (const auto& [other, score] : texts_[left_is_later ? left : right].scores) {
            if (other == (left_is_later ? right : left)) return score;
        }
        return std::nullopt;
    }

    void close_silent() {
        while (!order_.empty()) {
            const uint32_t story = order_.begin()->second;
            const int latest = stories_[story].latest_day;
            if (latest == std::numeric_limits<int>::min() || latest + limits_.silence_days >= day_) return;
            close(story);
        }
    }

    void close(uint32_t number) {
        LiveStory& story = stories_[number];
        std::vector<Released> parts = std::move(story.released);
        for (const uint32_t text : story.texts) {
            parts.push_back(
                {texts_[text].sequence, texts_[text].documents, texts_[text].named_story, closest_of(text, story)});
        }
        std::sort(parts.begin(), parts.end(),
                  [](const Released& a, const Released& b) { return a.sequence < b.sequence; });
        ClosedStory& closed = closed_.emplace_back();
        const bool joined = parts.size() > 1 || parts.front().documents.size() > 1;
        for (const Released& part : parts) {
            if (part.named_story && &part != parts.data()) closed.aliases.push_back(part.documents.front());
            add_reasons(part.documents, part.closest, joined, closed);
        }
        for (const uint32_t text : story.texts) drop_text(text);
        for (const uint32_t document : closed.documents) text_of_.erase(document);
        forget(number);
    }

    // --- Numbers of texts and stories are used again.

    uint32_t new_text() {
        if (free_texts_.empty()) {
            texts_.emplace_back();
            return static_cast<uint32_t>(texts_.size() - 1);
        }
        const uint32_t number = free_texts_.back();
        free_texts_.pop_back();
        return number;
    }

    void drop_text(uint32_t number) {
        index_.remove(number, texts_[number].terms);
        for (const uint32_t document : texts_[number].documents) text_of_.erase(document);
        texts_[number] = {};
        free_texts_.push_back(number);
        --live_texts_;
    }

    uint32_t new_story() {
        if (free_stories_.empty()) {
            stories_.emplace_back();
            return static_cast<uint32_t>(stories_.size() - 1);
        }
        const uint32_t number = free_stories_.back();
        free_stories_.pop_back();
        return number;
    }

    void forget(uint32_t number) {
        order_.erase(stories_[number].latest);
        stories_[number] = {};
        free_stories_.push_back(number);
    }

    void touch(uint32_t number) {
        stories_[number].latest = ++sequence_;
        order_.emplace(stories_[number].latest, number);
    }

    const StoryWeights weights_;
    const StreamLimits limits_;
    Frequencies frequencies_;
    TermIndex index_;
    std::deque<Text> texts_;
    std::vector<LiveStory> stories_;
    std::vector<uint32_t> free_texts_;
    std::vector<uint32_t> free_stories_;
    FlatMap<uint32_t> text_of_;           // by document
    std::map<uint64_t, uint32_t> order_;  // stories, the one that was silent the longest first
    uint64_t sequence_ = 0;
    size_t live_texts_ = 0;
    int day_ = 0;
    std::vector<ClosedStory> closed_;
    StreamCounts counts_;
};

StoryStream::StoryStream(StoryWeights weights, StreamLimits limits) : live_(std::make_unique<Live>(weights, limits)) {}
StoryStream::~StoryStream() = default;

uint32_t StoryStream::add(StoryPage page) {
    return live_->add(std::move(page));
}

std::vector<ClosedStory> StoryStream::take_closed() {
    return live_->take_closed();
}

std::vector<ClosedStory> StoryStream::finish() {
    return live_->finish();
}

StreamCounts StoryStream::counts() const {
    return live_->counts();
}

}  // namespace silang
