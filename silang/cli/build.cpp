// `silang build`: the whole way, from captures to articles.jsonl, stories.jsonl and the report.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <set>

#include "silang/cli/cli.h"
#include "silang/cli/output_folder.h"
#include "silang/format/report.h"
#include "silang/format/table.h"

namespace silang {
namespace {

void write_everything(OutputFolder& folder, const Session& session, const Options& options, Pile& pile) {
    folder.begin(kArticlesFile);
    for (const FoundAt& found : pile.files) {
        // A document that was found at several paths has a line for each.
        Document& document = pile.documents[found.document];
        const std::string first_path = std::exchange(document.capture.path, found.path);
        folder.append(article_json(document) + '\n');
        document.capture.path = first_path;
        if (folder.failed() || interrupted()) return;
    }
    folder.end();
    folder.begin(kStoriesFile);
    for (const CheckedStory& story : pile.stories) folder.append(story_json(story, pile.documents) + '\n');
    folder.end();
    folder.begin(kReportFile);
    folder.append(report_html({pile.stories, pile.documents, pile.rejections, session.interfaces, version()}));
    folder.end();
    folder.begin(kRunFile);
    folder.append(run_record(options));
    folder.end();
    if (pile.rejections.empty()) return;
    folder.begin(kRejectedFile);
    for (const Rejection& rejection : pile.rejections) folder.append(rejection_json(rejection) + '\n');
    folder.end();
}

// Two rows a story: its headline; how large it is and what is worth a look in it.
std::string table_of_stories(const Pile& pile, const InterfaceTexts& texts) {
    TextTable table;
    table.header = {std::string(texts.text("column.number")), std::string(texts.text("page.title"))};
    for (size_t rank = 0; rank < pile.stories.size(); ++rank) {
        const CheckedStory& story = pile.stories[rank];
        std::set<std::string> outlets;
        for (const uint32_t document : story.story.documents) outlets.insert(house_of(pile.documents[document]));
        std::string size = texts.counted("count.pages", story.story.documents.size());
        std::string marks;
        const auto add = [&](std::string& to, std::string_view key, size_t count) {
            if (count == 0) return;
            if (!to.empty()) to += " · ";
            to += texts.counted(key, count);
        };
        add(size, "count.outlets", outlets.size());
        add(size, "count.origins", story.origins.size());
        add(marks, "count.conflicts", story.conflicts.size());
        add(marks, "count.disputes", story.disputes.size());
        add(marks, "count.checks", story.checks.size());
        const Tone tone = marks.empty() ? Tone::faint : Tone::warning;
        table.rows.push_back({{fmt::format("{}", rank + 1), Tone::faint}, {story.title, Tone::strong}});
        table.rows.push_back({{}, {marks.empty() ? size : fmt::format("{} · {}", size, marks), tone}});
    }
    std::string out;
    append_table(out, table, table_style(stdout));
    return out;
}

void print_timing(const Pile& pile, double seconds) {
    double bytes = 0;
    for (const FoundAt& found : pile.files)
        bytes += static_cast<double>(pile.documents[found.document].capture.byte_count);
    const auto pages = static_cast<double>(pile.files.size());
    std::string unread;
    if (!pile.rejections.empty()) unread = fmt::format(", {} could not be read", pile.rejections.size());
    fmt::print(stderr, "{} pages in {:.2f} s: {:.0f} pages/s, {:.2f} MB/s{}\n", pile.files.size(), seconds,
               pages / seconds, bytes / 1e6 / seconds, unread);
}

}  // namespace

int build(const Options& options) {
    const auto start = std::chrono::steady_clock::now();
    int exit_code = kDone;
    const auto session = start_session(options, exit_code);
    if (!session) return exit_code;
    // Before the long work: a folder that cannot be written is known at once.
    std::optional<State> state;
    if (!options.state.empty()) {
        state = open_state(options.state, options.inputs.empty() ? State::Access::read : State::Access::add);
        if (!state) return kFailed;
        if (options.inputs.empty() && state->contents().pages.empty()) {
            complain(fmt::format("--state {}: there is no page in it yet", options.state));
            return kFailed;
        }
    }
    auto folder = OutputFolder::open(options.out);
    if (!folder) {
        complain(folder.error());
        return kFailed;
    }
    std::optional<Pile> pile = run_stages(*session, options, LastStage::check, exit_code, state ? &*state : nullptr);
    if (!pile) return exit_code;
    write_everything(folder.value(), *session, options, *pile);
    if (interrupted()) return exit_code_of_signal();
    // Only pages that a run could read to the end get into the state, and none is in the output that is not in the
    // state: a run that is ended between the two has lost nothing.
    if (state) {
        if (const auto failure = state->add(pile->records)) {
            complain(failure->message);
            return kFailed;
        }
    }
    if (const auto failure = folder.value().commit()) {
        complain(failure->message);
        return kFailed;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;

    const std::string report = (std::filesystem::path(options.out) / kReportFile).string();
    if (wants_table(options.shape)) {
        print(table_of_stories(*pile, session->interfaces.front()));
    } else {
        for (const CheckedStory& story : pile->stories) print(story_json(story, pile->documents) + '\n');
    }
    const int printed = finish_printing();
    print_timing(*pile, took.count());
    if (state && !options.inputs.empty())
        fmt::print(stderr, "state: {}: {} pages, {} new\n", without_controls(options.state), pile->files.size(),
                   pile->records.size());
    fmt::print(stderr, "report: {}\n", report);
    return printed;
}

}  // namespace silang
