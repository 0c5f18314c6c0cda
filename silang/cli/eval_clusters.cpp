// `silang eval clusters`: the stories of labelled pages against their events.
#include <fmt/format.h>

#include <map>

#include "silang/cli/cli.h"
#include "silang/eval/clusters.h"

namespace silang {
namespace {

std::vector<uint32_t> labels_of(const std::vector<Story>& stories, size_t pages) {
    std::vector<uint32_t> labels(pages, 0);
    for (uint32_t i = 0; i < stories.size(); ++i) {
        for (const uint32_t document : stories[i].documents) labels[document] = i;
    }
    return labels;
}

// The pages of a story by the name it had when they came: a later page may have joined it to another, or parted it.
std::vector<uint32_t> labels_on_arrival(const std::vector<Story>& stories, size_t pages) {
    std::vector<uint32_t> labels(pages, 0);
    for (const Story& story : stories) {
        for (const JoinReason& reason : story.reasons) labels[reason.document] = reason.arrived_with;
    }
    return labels;
}

IdChurn churn_of(const std::vector<Story>& stories, const std::vector<Document>& documents) {
    std::vector<std::string> arrived;
    std::vector<std::string> now;
    std::vector<std::vector<std::string>> aliases;
    for (const Story& story : stories) {
        for (const JoinReason& reason : story.reasons) {
            arrived.push_back(documents[reason.arrived_with].article.id);
            now.push_back(story.id);
            aliases.push_back(story.aliases);
        }
    }
    return count_id_churn(arrived, now, aliases);
}

// Both labellings without the pages that are alone in the gold.
std::pair<std::vector<uint32_t>, std::vector<uint32_t>> without_singletons(const std::vector<uint32_t>& gold,
                                                                           const std::vector<uint32_t>& found) {
    std::map<uint32_t, size_t> sizes;
    for (const uint32_t event : gold) ++sizes[event];
    std::pair<std::vector<uint32_t>, std::vector<uint32_t>> kept;
    for (size_t i = 0; i < gold.size(); ++i) {
        if (sizes[gold[i]] == 1) continue;
        kept.first.push_back(gold[i]);
        kept.second.push_back(found[i]);
    }
    return kept;
}

}  // namespace

int eval_clusters(const Options& options) {
    int exit_code = kDone;
    const auto session = start_session(options, exit_code);
    if (!session) return exit_code;
    const Engine& engine = session->engine;
    const std::vector<std::string> inputs(options.inputs.begin() + 1, options.inputs.end());
    LabelledPages pages = read_labelled_pages(inputs, engine.languages);
    for (const std::string& problem : pages.problems) fmt::print(stderr, "{}\n", without_controls(problem));
    if (!pages.problems.empty() || pages.documents.empty()) {
        complain(pages.problems.empty() ? "nothing to score: there are no labelled pages in what was given"
                                        : "nothing is scored until this is right");
        return kFailed;
    }
    for (Document& document : pages.documents) {
        if (interrupted()) return exit_code_of_signal();
        const Language& language = engine.languages.rules_for(document.article.rules);
        document.mentions =
            find_mentions(document.article, language, engine.mention_models.find(language.tag())->second);
    }
    link_entities(pages.documents);
    const Lineage lineage = trace_lineage(pages.documents, engine.languages.rules_for({}));
    const auto stories = group_stories(pages.documents, lineage, engine.languages, engine.story_model);
    const TrivialGroupings trivial = trivial_groupings(pages.documents);
    const std::vector<uint32_t> found = labels_of(stories, pages.documents.size());

    const std::vector<uint32_t> arrived = labels_on_arrival(stories, pages.documents.size());

    std::vector<ClusterRow> rows;
    for (const bool singletons : {true, false}) {
        const auto add = [&](std::string_view name, const std::vector<uint32_t>& labels) {
            if (singletons) {
                rows.push_back({name, true, labels.size(), score_clusters(pages.events, labels)});
                return;
            }
            const auto [gold, kept] = without_singletons(pages.events, labels);
            // Where the gold has none, the figures would be the same again.
            if (gold.size() < labels.size()) rows.push_back({name, false, gold.size(), score_clusters(gold, kept)});
        };
        add("silang", found);
        add("on-arrival", arrived);
        if (singletons) rows.back().churn = churn_of(stories, pages.documents);
        add("title-cosine", trivial.title_cosine);
        add("identical-titles", trivial.identical_titles);
        add("single", trivial.single);
        add("heap", trivial.heap);
    }
    if (wants_table(options.shape))
        print(cluster_table(rows, session->interfaces.front(), table_style(stdout)));
    else
        print(cluster_json_lines(rows));
    return finish_printing();
}

}  // namespace silang
