// `silang clean|mentions|dedup|copies|stories|check`: the records of one stage, so that each can be looked at alone.
#include "silang/cli/cli.h"

namespace silang {
namespace {

void print_page_stage(Stage stage, const Options& options, const InterfaceTexts& texts, Pile& pile) {
    const bool table = wants_table(options.shape);
    const TableStyle style = table_style(stdout);
    bool first = true;
    for (const FoundAt& found : pile.files) {
        Document& document = pile.documents[found.document];
        document.capture.path = found.path;  // the same bytes may have been found elsewhere too
        if (options.page_text) {
            print(document.article.page.text);
            continue;
        }
        if (table && !first) print("\n");
        first = false;
        if (stage == Stage::clean)
            print(table ? clean_table(document, texts, style) : clean_json_lines(document));
        else
            print(table ? mentions_table(document, texts, style) : mentions_json_lines(document));
    }
}

void print_lineage_stage(Stage stage, const Options& options, const InterfaceTexts& texts, const Pile& pile) {
    const bool table = wants_table(options.shape);
    const TableStyle style = table_style(stdout);
    if (stage == Stage::copies) {
        print(table ? copies_table(pile.lineage, pile.documents, texts, style)
                    : copies_json_lines(pile.lineage, pile.documents));
        return;
    }
    const std::vector<DuplicateGroup> groups = duplicate_groups(pile.documents, pile.lineage, options.keep);
    std::vector<FilePath> files;
    for (const FoundAt& found : pile.files) files.push_back({found.path, found.document});
    print(table ? dedup_table(groups, pile.documents, texts, style) : dedup_json_lines(groups, pile.documents, files));
}

void print_story_stage(Stage stage, const Options& options, const InterfaceTexts& texts, const Pile& pile) {
    const bool table = wants_table(options.shape);
    const TableStyle style = table_style(stdout);
    if (stage == Stage::check) {
        print(table ? check_table(pile.stories, pile.documents, texts, style)
                    : check_json_lines(pile.stories, pile.documents));
        return;
    }
    std::vector<Story> stories;
    for (const CheckedStory& checked : pile.stories) stories.push_back(checked.story);
    print(table ? stories_table(stories, pile.documents, texts, style) : stories_json_lines(stories, pile.documents));
}

}  // namespace

int show_stage(Stage stage, const Options& options) {
    int exit_code = kDone;
    const auto session = start_session(options, exit_code);
    if (!session) return exit_code;
    const bool of_page = stage == Stage::clean || stage == Stage::mentions;
    const bool of_lineage = stage == Stage::dedup || stage == Stage::copies;
    const LastStage last = of_page ? LastStage::mention : of_lineage ? LastStage::lineage : LastStage::check;
    std::optional<Pile> pile = run_stages(*session, options, last, exit_code);
    if (!pile) return exit_code;
    const InterfaceTexts& texts = session->interfaces.front();
    if (of_page)
        print_page_stage(stage, options, texts, *pile);
    else if (of_lineage)
        print_lineage_stage(stage, options, texts, *pile);
    else
        print_story_stage(stage, options, texts, *pile);
    return finish_printing();
}

}  // namespace silang
