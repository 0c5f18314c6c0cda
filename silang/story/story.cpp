// Stories of a run: its pages are sent through the stream in time order, then the stories are ranked.
#include "silang/story/story.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "silang/lineage/body.h"
#include "silang/story/storyline.h"
#include "silang/story/stream.h"

namespace silang {
namespace {

// The pages without a date come last and may belong to any story: none is closed before.
constexpr int kAnySilence = 1'000'000;

// Time order: published, then unknown, then by id.
bool earlier(const Document& left, const Document& right) {
    const auto key = [](const Document& document) {
        const auto& published = document.article.published;
        return std::pair(published ? published->when.order() : std::numeric_limits<int64_t>::max(),
                         std::string_view(document.article.id));
    };
    return key(left) < key(right);
}

// Per document the first in time of those with the same text.
std::vector<uint32_t> first_of_copies(std::span<const uint32_t> order, const Lineage& lineage) {
    std::vector<uint32_t> first(order.size());
    std::map<uint32_t, uint32_t> first_of;
    for (const uint32_t document : order)
        first[document] = first_of.try_emplace(lineage.representative[document], document).first->second;
    return first;
}

// Passages that two texts share, kept at the later one.
std::vector<std::vector<std::pair<uint32_t, double>>> shared_passages(std::span<const uint32_t> order,
                                                                      std::span<const uint32_t> first,
                                                                      const Lineage& lineage) {
    std::vector<uint32_t> place(order.size());
    for (uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    std::map<std::pair<uint32_t, uint32_t>, double> shares;
    for (const Copy& copy : lineage.copies) {
        uint32_t later = first[copy.to];
        uint32_t before = first[copy.from];
        if (later == before) continue;
        if (place[later] < place[before]) std::swap(later, before);
        double& share = shares[{later, before}];
        share = std::max(share, copy.similarity);
    }
    std::vector<std::vector<std::pair<uint32_t, double>>> passages(order.size());
    for (const auto& [pair, share] : shares) passages[pair.first].emplace_back(pair.second, share);
    return passages;
}

// Voices that report independently: an agency credited for the page, else its house.
size_t independent_origins(const Story& story, std::span<const Document> documents, const Lineage& lineage) {
    std::set<std::string> voices;
    for (const uint32_t document : story.documents) {
        const uint32_t voice = lineage.representative[document];
        const Article& article = documents[voice].article;
        voices.insert(origin_of(lineage, documents, voice,
                                Span{static_cast<uint32_t>(article.page.text.size()),
                                     static_cast<uint32_t>(article.page.text.size())})
                          .name);
    }
    return voices.size();
}

int64_t latest_of(const Story& story, std::span<const Document> documents) {
    int64_t latest = std::numeric_limits<int64_t>::min();
    for (const uint32_t document : story.documents) {
        if (const auto& published = documents[document].article.published)
            latest = std::max(latest, published->when.order());
    }
    return latest;
}

// What a desk looks at first: told by many who have it from different sources; then by many pages, in many houses,
// lately. One after the other and no sum of them, so that anybody can see why one story stands above another.
std::vector<Story> ranked_stories(std::vector<Story> stories, std::span<const Document> documents,
                                  const Lineage& lineage) {
    struct Rank {
        size_t origins;
        size_t pages;
        size_t houses;  // how far it spread
        int64_t latest;
        uint32_t story;
    };
    std::vector<Rank> ranks;
    for (uint32_t i = 0; i < stories.size(); ++i) {
        std::set<std::string_view> houses;
        for (const uint32_t document : stories[i].documents) houses.insert(lineage.house[document]);
        ranks.push_back({independent_origins(stories[i], documents, lineage), stories[i].documents.size(),
                         houses.size(), latest_of(stories[i], documents), i});
    }
    std::sort(ranks.begin(), ranks.end(), [&](const Rank& a, const Rank& b) {
        return std::tie(b.origins, b.pages, b.houses, b.latest, stories[a.story].id) <
               std::tie(a.origins, a.pages, a.houses, a.latest, stories[b.story].id);
    });
    std::vector<Story> ranked;
    for (const Rank& rank : ranks) ranked.push_back(std::move(stories[rank.story]));
    return ranked;
}

}  // namespace

Result<StoryModel> make_story_model(const Languages& languages, StoryWeights weights) {
    StoryModel model{weights, {}};
    for (const std::string& tag : languages.tags()) {
        const Language& language = languages.rules_for(tag);
        if (model.common.contains(language.tag())) continue;
        auto common = CommonWords::load(language);
        if (!common) return Error{common.error()};
        model.common.emplace(language.tag(), common.take());
    }
    return model;
}

StoryPage read_story_page(uint32_t document, const Document& page, const StoryModel& model,
                          const Languages& languages) {
    const Language& language = languages.rules_for(page.article.rules);
    StoryPage result;
    result.document = document;
    if (page.article.published)
        result.published = static_cast<int>(page.article.published->when.day.time_since_epoch().count());
    result.common = &model.common.find(language.tag())->second;
    result.profile = read_profile(page, *result.common, language);
    Body body;
    body.words = read_words(page);  // all that facts need
    result.facts = read_facts(page, body, language);
    return result;
}

std::vector<StoryPage> story_pages(std::span<const Document> documents, const Lineage& lineage,
                                   const Languages& languages, const StoryModel& model) {
    std::vector<uint32_t> order(documents.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return earlier(documents[a], documents[b]); });
    const std::vector<uint32_t> first = first_of_copies(order, lineage);
    auto passages = shared_passages(order, first, lineage);
    std::vector<StoryPage> pages;
    for (const uint32_t document : order) {
        StoryPage& page = pages.emplace_back(read_story_page(document, documents[document], model, languages));
        if (first[document] != document) page.copy_of = first[document];
        page.passages = std::move(passages[document]);
    }
    return pages;
}

std::vector<Story> group_stories(std::span<const Document> documents, const Lineage& lineage,
                                 const Languages& languages, const StoryModel& model) {
    std::vector<StoryPage> pages = story_pages(documents, lineage, languages, model);
    StreamLimits limits;
    if (!pages.empty() && !pages.back().published) limits.silence_days = kAnySilence;
    StoryStream stream(model.weights, limits);
    std::vector<uint32_t> arrived_with(documents.size());
    for (const StoryPage& page : pages) arrived_with[page.document] = stream.add(page);

    std::vector<Story> stories;
    for (ClosedStory& closed : stream.finish()) {
        Story& story = stories.emplace_back();
        story.documents = std::move(closed.documents);
        std::sort(story.documents.begin(), story.documents.end(),
                  [&](uint32_t a, uint32_t b) { return earlier(documents[a], documents[b]); });
        story.id = documents[story.documents.front()].article.id;
        for (const uint32_t document : closed.aliases) story.aliases.push_back(documents[document].article.id);
        std::sort(story.aliases.begin(), story.aliases.end());
        std::map<uint32_t, JoinReason> reasons;
        for (JoinReason& reason : closed.reasons) {
            reason.arrived_with = arrived_with[reason.document];
            reasons.emplace(reason.document, std::move(reason));
        }
        for (const uint32_t document : story.documents) story.reasons.push_back(std::move(reasons[document]));
    }

    std::vector<Story> ranked = ranked_stories(std::move(stories), documents, lineage);
    std::vector<StoryPage> by_document(pages.size());
    for (StoryPage& page : pages) by_document[page.document] = std::move(page);
    link_storylines(ranked, by_document, documents);
    return ranked;
}

}  // namespace silang
