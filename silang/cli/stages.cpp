// `silang clean|mentions|dedup|copies|stories|check|conflicts|timeline`: the records of one stage, so that each can be
// looked at alone.
#include <algorithm>

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

// `check` shows all, `conflicts` what pages and parties differ in, `timeline` the happenings; stories without are left
// out.
std::vector<CheckedStory> only(Stage stage, std::span<const CheckedStory> stories) {
    std::vector<CheckedStory> shown;
    for (const CheckedStory& story : stories) {
        CheckedStory part = story;
        if (stage != Stage::check) {
            part.statements.clear();
            part.checks.clear();
        }
        if (stage == Stage::conflicts) part.timeline.clear();
        if (stage == Stage::timeline) {
            part.conflicts.clear();
            part.updates.clear();
            part.disputes.clear();
        }
        const bool empty =
            part.conflicts.empty() && part.updates.empty() && part.disputes.empty() && part.timeline.empty();
        if (stage == Stage::check || !empty) shown.push_back(std::move(part));
    }
    return shown;
}

bool holds(FailOn what, std::span<const CheckedStory> stories) {
    return std::any_of(stories.begin(), stories.end(), [&](const CheckedStory& story) {
        switch (what) {
            case FailOn::nothing:
                return false;
            case FailOn::conflict:
                return !story.conflicts.empty();
            case FailOn::dispute:
                return !story.disputes.empty();
            case FailOn::check:
                return !story.checks.empty();
        }
        return false;
    });
}

void print_story_stage(Stage stage, const Options& options, const InterfaceTexts& texts, const Pile& pile) {
    const bool table = wants_table(options.shape);
    const TableStyle style = table_style(stdout);
    if (stage != Stage::stories) {
        const std::vector<CheckedStory> shown = only(stage, pile.stories);
        print(table ? check_table(shown, pile.documents, texts, style) : check_json_lines(shown, pile.documents));
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
    const int printed = finish_printing();
    return printed == kDone && holds(options.fail_on, pile->stories) ? kFoundSomething : printed;
}

}  // namespace silang
