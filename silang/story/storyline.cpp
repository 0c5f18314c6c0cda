// A story is made one vector of names and one of topic words (words of its pages that are no part of a name), and is
// held against earlier ones that name the same. A link is a claim that a reader can check: it comes with the names and
// words that tie both, and rather none is made than a wrong one. So three things must meet:
//
//   who     at least two names that most pages of either story have in title or lead; one, if the later story names the
//           day of the earlier one
//   what    a topic in common: a president who travels twice, with his country, is in the news twice
//   when    the later story begins after the earlier one, and not half a year later
#include "silang/story/storyline.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "silang/story/flat_map.h"
#include "silang/story/packed.h"
#include "silang/story/similarity.h"

namespace silang {
namespace {

constexpr int kLongestGapDays = 180;
constexpr size_t kMostLinks = 3;  // to earlier stories: those that tie it most

// Chosen on the written cases (tests/cases/storyline, and all of tests/cases/story, where no link is right) and on
// ECB+, whose pairs of look-alike events are no storylines.
constexpr double kNames = 1;
constexpr double kLeading = 1;
constexpr double kTopic = 2;
constexpr double kLooksBack = 0.4;
constexpr double kGap = -0.3;
constexpr double kLinked = 1.7;
constexpr double kLeastTopic = 0.08;
constexpr double kLeastLeading = 0.3;
constexpr size_t kLeastNames = 2;

// A story is looked up by its most telling names, and a name leads to its latest stories: the cost of a story does not
// grow with the archive.
constexpr size_t kLookupNames = 12;
constexpr size_t kLookupStories = 32;
// So many pages of a long story speak for it.
constexpr size_t kPages = 2 * kJudgedPages;
constexpr size_t kShownWords = 5;

struct Core {
    uint32_t entity;
    float weight;
};

struct Outline {
    uint32_t story = 0;
    int first = 0;
    int last = 0;
    std::vector<Term> names;  // unit length, as topic
    std::vector<Term> topic;
    std::vector<Core> core;      // names in title or lead of half of its pages and more, by entity
    std::vector<int> own_days;   // on which it happened or was reported
    std::vector<int> told_days;  // its pages name
    std::vector<uint32_t> pages;
};

void sum_up(std::vector<Term>& terms) {
    std::sort(terms.begin(), terms.end(),
              [](const Term& a, const Term& b) { return std::tie(a.key, a.weight) < std::tie(b.key, b.weight); });
    size_t size = 0;
    double length = 0;
    for (const Term& term : terms) {
        if (size > 0 && terms[size - 1].key == term.key)
            terms[size - 1].weight += term.weight;
        else
            terms[size++] = term;
    }
    terms.resize(size);
    for (const Term& term : terms) length += static_cast<double>(term.weight) * term.weight;
    if (length <= 0) return;
    for (Term& term : terms) term.weight /= static_cast<float>(std::sqrt(length));
}

template <class Visit>
void in_both(const std::vector<Term>& left, const std::vector<Term>& right, Visit visit) {
    for (size_t i = 0, k = 0; i < left.size() && k < right.size();) {
        if (left[i].key < right[k].key)
            ++i;
        else if (right[k].key < left[i].key)
            ++k;
        else
            visit(left[i], right[k]), ++i, ++k;
    }
}

double cosine(const std::vector<Term>& left, const std::vector<Term>& right) {
    double sum = 0;
    in_both(left, right, [&](const Term& a, const Term& b) { sum += static_cast<double>(a.weight) * b.weight; });
    return sum;
}

void sort_unique(std::vector<int>& days) {
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
}

bool meet(const std::vector<int>& left, const std::vector<int>& right) {
    std::vector<int> both;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
    return !both.empty();
}

// Nothing for a story without a day: it is before or after no other one.
std::optional<Outline> outline(uint32_t number, const Story& story, std::span<const StoryPage> pages,
                               const Frequencies& frequencies) {
    Outline result;
    result.story = number;
    std::map<uint32_t, std::pair<size_t, float>> heads;  // pages and weight, by entity
    bool dated = false;
    for (const uint32_t document : story.documents) {
        const StoryPage& page = pages[document];
        if (page.profile.day) {
            result.first = dated ? std::min(result.first, *page.profile.day) : *page.profile.day;
            result.last = dated ? std::max(result.last, *page.profile.day) : *page.profile.day;
            dated = true;
        }
        if (page.copy_of || result.pages.size() == kPages) continue;
        result.pages.push_back(document);
        Profile profile = page.profile;
        weigh(profile, *page.common, frequencies);
        result.names.insert(result.names.end(), profile.names.begin(), profile.names.end());
        std::set_difference(profile.text.begin(), profile.text.end(), profile.names.begin(), profile.names.end(),
                            std::back_inserter(result.topic),
                            [](const Term& a, const Term& b) { return a.key < b.key; });
        std::map<uint32_t, float> named;
        for (const HeadName& name : profile.head_names) {
            float weight = 0;
            for (const Term& word : name.words) weight += word.weight;
            named[name.entity] = std::max(named[name.entity], weight);
        }
        for (const auto& [entity, weight] : named) {
            auto& [count, most] = heads[entity];
            ++count;
            most = std::max(most, weight);
        }
        if (profile.day) result.own_days.push_back(*profile.day);
        result.own_days.insert(result.own_days.end(), profile.head_days.begin(), profile.head_days.end());
        for (const Term& day : profile.days) {
            if (static_cast<int>(day.key) > 0) result.told_days.push_back(static_cast<int>(day.key));
        }
    }
    if (!dated || result.pages.empty()) return std::nullopt;
    sum_up(result.names);
    sum_up(result.topic);
    for (const auto& [entity, head] : heads) {
        if (2 * head.first >= result.pages.size()) result.core.push_back({entity, head.second});
    }
    sort_unique(result.own_days);
    sort_unique(result.told_days);
    return result;
}

// The day an earlier story happened on, as the later one tells it: no day of the later one's own, nor the eve of it.
bool looks_back(const Outline& later, const Outline& earlier) {
    std::vector<int> past;
    for (const int day : later.told_days) {
        if (day + 1 < later.first) past.push_back(day);
    }
    return meet(past, earlier.own_days);
}

bool one_form(const Outline& left, const Outline& right, std::span<const StoryPage> pages) {
    for (const uint32_t a : left.pages) {
        for (const uint32_t b : right.pages) {
            if (compare_facts(pages[a].facts, pages[b].facts).is_same_form()) return true;
        }
    }
    return false;
}

struct Tie {
    double score = 0;
    std::vector<uint32_t> entities;
    std::vector<std::pair<std::string, double>> features;
};

std::optional<Tie> tied(const Outline& later, const Outline& earlier, std::span<const StoryPage> pages) {
    if (earlier.first >= later.first || later.first - earlier.last > kLongestGapDays) return std::nullopt;
    Tie result;
    double shared = 0;
    const auto weight_of = [](const Outline& story) {
        double sum = 0;
        for (const Core& name : story.core) sum += name.weight;
        return sum;
    };
    for (size_t i = 0, k = 0; i < later.core.size() && k < earlier.core.size();) {
        if (later.core[i].entity < earlier.core[k].entity) {
            ++i;
        } else if (earlier.core[k].entity < later.core[i].entity) {
            ++k;
        } else {
            shared += later.core[i].weight;
            result.entities.push_back(later.core[i].entity);
            ++i, ++k;
        }
    }
    const bool back = looks_back(later, earlier);
    if (result.entities.size() + (back ? 1 : 0) < kLeastNames || result.entities.empty()) return std::nullopt;
    const double leading = shared / std::max(1e-9, std::min(weight_of(later), weight_of(earlier)));
    const double topic = cosine(later.topic, earlier.topic);
    if (topic < kLeastTopic || leading < kLeastLeading) return std::nullopt;
    const double gap = std::log1p(std::max(0, later.first - earlier.last)) / std::log1p(kLongestGapDays);
    result.features = {{"names", kNames * cosine(later.names, earlier.names)},
                       {"leading-names", kLeading * leading},
                       {"topic", kTopic * topic},
                       {"looks-back", back ? kLooksBack : 0},
                       {"gap", kGap * gap}};
    for (const auto& [name, part] : result.features) result.score += part;
    if (result.score < kLinked || one_form(later, earlier, pages)) return std::nullopt;
    std::erase_if(result.features, [](const auto& feature) { return feature.second == 0; });
    return result;
}

// Ids of the entities, by name of the later story's pages.
std::vector<std::string> ids_of(const Outline& story, const std::vector<uint32_t>& entities,
                                std::span<const Document> documents) {
    std::set<std::string> ids;
    for (const uint32_t page : story.pages) {
        for (const Entity& entity : documents[page].mentions.entities) {
            if (std::binary_search(entities.begin(), entities.end(), word_key(entity.id))) ids.insert(entity.id);
        }
    }
    return {ids.begin(), ids.end()};
}

// The topic words that tie both most, as the later story's pages write them.
std::vector<std::string> words_of(const Outline& later, const Outline& earlier, std::span<const Document> documents) {
    std::vector<Term> common;
    in_both(later.topic, earlier.topic, [&](const Term& a, const Term& b) {
        common.push_back({a.key, a.weight * b.weight});
    });
    std::sort(common.begin(), common.end(),
              [](const Term& a, const Term& b) { return std::tie(b.weight, a.key) < std::tie(a.weight, b.key); });
    common.resize(std::min(common.size(), kShownWords));
    std::vector<std::string> words;
    for (const Term& term : common) {
        const auto find_in = [&](uint32_t page) -> std::string_view {
            const TokenizedText& text = documents[page].article.tokens;
            for (const Token& token : text.tokens) {
                if (word_key(text.folded_of(token)) == term.key) return text.folded_of(token);
            }
            return {};
        };
        std::string_view word;
        for (size_t i = 0; i < later.pages.size() && word.empty(); ++i) word = find_in(later.pages[i]);
        if (!word.empty()) words.emplace_back(word);
    }
    return words;
}

}  // namespace

void link_storylines(std::vector<Story>& stories, std::span<const StoryPage> pages,
                     std::span<const Document> documents) {
    Frequencies frequencies;
    for (const StoryPage& page : pages) frequencies.add(profile_keys(page.profile));
    frequencies.advance(1);  // what was added shows from the next day on
    std::vector<Outline> outlines;
    for (uint32_t i = 0; i < stories.size(); ++i) {
        if (auto made = outline(i, stories[i], pages, frequencies)) outlines.push_back(std::move(*made));
    }
    std::sort(outlines.begin(), outlines.end(), [&](const Outline& a, const Outline& b) {
        return std::tie(a.first, stories[a.story].id) < std::tie(b.first, stories[b.story].id);
    });
    FlatMap<std::vector<uint32_t>> stories_of;  // outlines by name, the latest last
    for (uint32_t number = 0; number < outlines.size(); ++number) {
        const Outline& later = outlines[number];
        std::vector<Core> lookup = later.core;
        std::stable_sort(lookup.begin(), lookup.end(),
                         [](const Core& a, const Core& b) { return a.weight > b.weight; });
        lookup.resize(std::min(lookup.size(), kLookupNames));
        std::set<uint32_t> candidates;
        for (const Core& name : lookup) {
            std::vector<uint32_t>& others = stories_of[name.entity];
            candidates.insert(others.begin(), others.end());
            if (others.size() == kLookupStories) others.erase(others.begin());
            others.push_back(number);
        }
        std::vector<std::pair<uint32_t, Tie>> ties;
        for (const uint32_t other : candidates) {
            if (auto made = tied(later, outlines[other], pages)) ties.emplace_back(other, std::move(*made));
        }
        std::stable_sort(ties.begin(), ties.end(),
                         [](const auto& a, const auto& b) { return a.second.score > b.second.score; });
        ties.resize(std::min(ties.size(), kMostLinks));
        for (const auto& [other, made] : ties) {
            const Outline& earlier = outlines[other];
            StorylineLink link{stories[earlier.story].id,
                               StorylineRelation::earlier,
                               made.score,
                               ids_of(later, made.entities, documents),
                               words_of(later, earlier, documents),
                               made.features};
            stories[later.story].storyline.push_back(link);
            link.story = stories[later.story].id;
            link.relation = StorylineRelation::later;
            stories[earlier.story].storyline.push_back(std::move(link));
        }
    }
    // Earlier stories first, of each kind those that tie most.
    for (Story& story : stories) {
        std::stable_sort(story.storyline.begin(), story.storyline.end(),
                         [](const StorylineLink& a, const StorylineLink& b) {
                             return std::tie(a.relation, b.score, a.story) < std::tie(b.relation, a.score, b.story);
                         });
    }
}

}  // namespace silang
