// The command line: what may be written, and what is said when something else was.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "silang/cli/cli.h"

namespace silang {
namespace {

constexpr unsigned kMostJobs = 256;
constexpr const char* kEval = "eval";
constexpr const char* kState = "state";
constexpr const char* kQuoteCheck = "quote-check";

constexpr const char* kExamples = R"(Examples:
  silang build pages/ --out silang-out     read a folder of captures; write articles, stories and a report
  silang build today/ --state archive      the same for today's pages and all that earlier runs put into the archive
  silang clean page.txt                    what each line of a page is for
  silang mentions page.txt                 its names, times, quantities, quotes and credits
  silang dedup pages/ --keep longest       one page of each group of copies; the rest listed beside it
  silang copies pages/                     who took whose words, which passages, and with or without credit
  silang stories pages/ --json             which pages report one event, as JSON Lines
  silang check pages/                      what they agree on, where they differ, who denies what
  silang check pages/ --fail-on conflict   the same; the exit code is 3 when there is a conflict
  silang conflicts pages/                  only where pages, or the parties of a story, differ
  silang timeline pages/                   what happened when
  silang quotes pages/ --by Putin          what somebody said, on all pages
  silang quote-check "WORDS" pages/        authentic, altered or not found, with the nearest words
  silang why 5b2c4cc8                      why a page was read and grouped as it was
  silang why 5b2c4cc8:12                   the same for its line 12; 5b2c4cc8/s3 for a statement, /c1 for a conflict
  silang eval tests/gold/id/mentions       how well names, times, quantities, quotes and credits are found
)";

constexpr const char* kEvalExamples = R"(Examples:
  silang eval tests/gold/id/mentions                     scores of all passages of a folder
  silang eval tests/gold/id/mentions --misses            what was missed, found too much, or given another value
  silang eval names.bio                                  names, against one word and its tag a line
  silang eval gold.json --misses --json                  the same as JSON Lines, on a terminal too
  silang eval gold.json --found peer.json                times that another program has found
  silang eval clusters pages.jsonl                       how well pages are grouped by event
  silang eval pairs copies/                              copies among pages that tools/make_copies.py made
)";

// The examples first: they are what most readers look for.
class HelpFormatter : public CLI::Formatter {
public:
    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
        const std::string help = CLI::Formatter::make_help(app, name, mode);
        if (app->get_name() == kEval) return kEvalExamples + std::string("\n") + help;
        return app->get_parent() == nullptr ? kExamples + std::string("\n") + help : help;
    }
};

// What was written, before it is known to be right.
struct Written {
    std::string jobs;
    std::string keep;
    std::string fail_on;
    bool json = false;
    bool table = false;
};

struct Subcommands {
    CLI::App* build;
    CLI::App* clean;
    CLI::App* mentions;
    CLI::App* dedup;
    CLI::App* copies;
    CLI::App* stories;
    CLI::App* check;
    CLI::App* conflicts;
    CLI::App* timeline;
    CLI::App* quotes;
    CLI::App* quote_check;
    CLI::App* why;
    CLI::App* eval;
    CLI::App* state;
};

void add_language(CLI::App& command, Options& options) {
    command.add_option("--lang", options.interface_language, "Language of the report and of tables (id)")
        ->type_name("TAG");
}

void add_common(CLI::App& command, Options& options, Written& written) {
    command.add_option("-j,--jobs", written.jobs, "Threads (as many as the machine has)")->type_name("N");
    add_language(command, options);
}

void add_shape(CLI::App& command, Written& written) {
    command.add_flag("--json", written.json, "JSON Lines, on a terminal too");
    command.add_flag("--table", written.table, "A table, in a pipe too");
}

void add_fail_on(CLI::App& command, Written& written) {
    command.add_option("--fail-on", written.fail_on, "Exit code 3 when there is a conflict, dispute or check")
        ->type_name("WHAT");
}

CLI::App* add_stage_command(CLI::App& app, const char* name, const char* description, Options& options,
                            Written& written) {
    CLI::App* command = app.add_subcommand(name, description);
    command->add_option("FILE", options.inputs, "Captures: files, folders, or - for standard input")
        ->required()
        ->type_name("");
    add_shape(*command, written);
    add_common(*command, options, written);
    return command;
}

Subcommands add_subcommands(CLI::App& app, Options& options, Written& written) {
    Subcommands commands{};
    commands.build = app.add_subcommand("build", "Read captures; write articles.jsonl, stories.jsonl and index.html");
    commands.build->add_option("INPUT", options.inputs, "Captures: files, folders, or - for standard input")
        ->type_name("");
    commands.build
        ->add_option("--state", options.state, "The folder that keeps what earlier runs read; INPUT is added to it")
        ->type_name("STATE");
    commands.build->add_option("-o,--out", options.out, "The folder to write (silang-out)")->type_name("DIR");
    add_shape(*commands.build, written);
    add_common(*commands.build, options, written);
    commands.clean = add_stage_command(app, "clean", "What each line of a page is for", options, written);
    commands.clean->add_flag("--page-text", options.page_text, "Only the page text, in which spans count bytes");
    commands.mentions =
        add_stage_command(app, "mentions", "Names, times, quantities, quotes and credits of a page", options, written);
    commands.dedup =
        add_stage_command(app, "dedup", "Groups of pages with the same body, one kept of each", options, written);
    commands.dedup->add_option("--keep", written.keep, "Which page of a group: first, longest or original (original)")
        ->type_name("WHICH");
    commands.copies = add_stage_command(app, "copies", "Who took whose words, and who said so", options, written);
    commands.stories = add_stage_command(app, "stories", "Which pages report one event", options, written);
    commands.check =
        add_stage_command(app, "check", "What the pages of a story agree on, and where they differ", options, written);
    add_fail_on(*commands.check, written);
    commands.conflicts =
        add_stage_command(app, "conflicts", "Where pages, or the parties of a story, differ", options, written);
    add_fail_on(*commands.conflicts, written);
    commands.timeline =
        add_stage_command(app, "timeline", "What happened when, merged over the pages of a story", options, written);
    commands.quotes = add_stage_command(app, "quotes", "What somebody said on all pages", options, written);
    commands.quotes->add_option("--by", options.by, "Whose: a name, or words of it")->required()->type_name("NAME");
    commands.quote_check = app.add_subcommand(kQuoteCheck, "Whether words were said: authentic, altered or not found");
    commands.quote_check->add_option("WORDS", options.words, "The quotation asked about")->required()->type_name("");
    commands.quote_check->add_option("FILE", options.inputs, "Captures: files, folders, or - for standard input")
        ->required()
        ->type_name("");
    add_shape(*commands.quote_check, written);
    add_common(*commands.quote_check, options, written);
    commands.why = app.add_subcommand("why", "Why something is as it is: ID, ID:LINE, ID/s3, ID/c1 or ID/ID");
    commands.why->add_option("ID", options.id, "An article's or story's id, or the beginning of one")
        ->required()
        ->type_name("");
    commands.why->add_option("INPUT", options.inputs, "Captures (those of the last build into DIR)")->type_name("");
    commands.why->add_option("-o,--out", options.out, "The folder of the build to ask about (silang-out)")
        ->type_name("DIR");
    add_common(*commands.why, options, written);
    commands.eval =
        app.add_subcommand(kEval, "How well labelled passages are read, or (clusters) labelled pages grouped");
    commands.eval
        ->add_option(
            "GOLD", options.inputs,
            "Gold files (docs/eval.md), or folders of them; first 'clusters' for labelled pages, 'stories' for gold "
            "stories")
        ->required()
        ->type_name("");
    commands.eval->add_flag("--misses", options.misses, "List what was missed, found too much, or given another value");
    commands.eval->add_flag("--as-read", options.as_read,
                            "pairs: with the body as it is read, not as the truth has it");
    commands.eval->add_option("--found", options.found, "Score the times that another program has found (docs/eval.md)")
        ->type_name("FILE");
    add_shape(*commands.eval, written);
    add_language(*commands.eval, options);
    commands.state = app.add_subcommand(kState, "How much a state folder keeps, and since when");
    commands.state->add_option("STATE", options.state, "The folder that builds were given as --state")
        ->required()
        ->type_name("");
    add_shape(*commands.state, written);
    add_language(*commands.state, options);
    return commands;
}

// --- What is said when the command line is wrong: one line, with the nearest right spelling.

int wrong_command_line(std::string_view command, std::string_view reason) {
    complain(fmt::format("{} (see: silang {}--help)", reason,
                         command.empty() ? std::string() : fmt::format("{} ", command)));
    return kWrongCommandLine;
}

std::string with_suggestion(std::string_view reason, std::string_view word, const std::vector<std::string>& right) {
    const std::string_view nearest = nearest_spelling(word, right);
    return nearest.empty() ? std::string(reason) : fmt::format("{}; did you mean '{}'?", reason, nearest);
}

std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
    return names;
}

int unknown_argument(const CLI::App& app, const CLI::App* command, std::string_view argument) {
    const std::string name = command == nullptr ? std::string() : command->get_name();
    if (argument.starts_with('-')) {
        const std::string_view option = argument.substr(0, argument.find('='));
        const std::string reason = command == nullptr ? fmt::format("unknown option '{}'", option)
                                                      : fmt::format("{}: unknown option '{}'", name, option);
        return wrong_command_line(name,
                                  with_suggestion(reason, option, option_names(command == nullptr ? app : *command)));
    }
    if (command != nullptr)
        return wrong_command_line(name, fmt::format("{}: one argument too many: '{}'", name, argument));
    return wrong_command_line(
        name, with_suggestion(fmt::format("there is no command '{}'", argument), argument, command_names(app)));
}

int explain_error(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
    const std::vector<CLI::App*> chosen = app.get_subcommands();
    const CLI::App* command = chosen.empty() ? nullptr : chosen.front();
    if (command == nullptr) {
        if (argc < 2)
            return wrong_command_line("", fmt::format("a command is missing: {}", fmt::join(command_names(app), ", ")));
        return unknown_argument(app, nullptr, argv[1]);
    }
    const std::vector<std::string> extras = app.remaining(true);
    if (!extras.empty()) return unknown_argument(app, command, extras.front());
    std::string reason = error.what();
    if (const auto* missing = dynamic_cast<const CLI::RequiredError*>(&error); missing != nullptr) {
        const std::string name = command->get_name();
        const bool words = name == kQuoteCheck && reason.starts_with("WORDS");
        reason = fmt::format("{} is missing", reason.starts_with("--by") ? "--by NAME"
                                              : words                    ? "WORDS"
                                              : name == "why"            ? "ID"
                                              : name == kEval            ? "GOLD"
                                              : name == kState           ? "STATE"
                                                                         : "FILE");
    }
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
        reason = fmt::format("{} needs a value", reason.substr(0, reason.find(':')));
    }
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    return wrong_command_line(command->get_name(), fmt::format("{}: {}", command->get_name(), reason));
}

// The rest of what can be wrong: values. Nothing when all is right.
std::optional<std::string> take_values(const Written& written, Options& options) {
    if (written.json && written.table) return "--json and --table exclude each other";
    if (written.json) options.shape = Shape::json;
    if (written.table) options.shape = Shape::table;
    if (!written.keep.empty()) {
        const std::vector<std::pair<std::string_view, Keep>> which = {
            {"first", Keep::first}, {"longest", Keep::longest}, {"original", Keep::original}};
        const auto found =
            std::find_if(which.begin(), which.end(), [&](const auto& one) { return one.first == written.keep; });
        if (found == which.end()) return fmt::format("--keep takes first, longest or original, not '{}'", written.keep);
        options.keep = found->second;
    }
    if (!written.fail_on.empty()) {
        const std::vector<std::pair<std::string_view, FailOn>> what = {
            {"conflict", FailOn::conflict}, {"dispute", FailOn::dispute}, {"check", FailOn::check}};
        const auto found =
            std::find_if(what.begin(), what.end(), [&](const auto& one) { return one.first == written.fail_on; });
        if (found == what.end())
            return fmt::format("--fail-on takes conflict, dispute or check, not '{}'", written.fail_on);
        options.fail_on = found->second;
    }
    if (written.jobs.empty()) return std::nullopt;
    const char* end = written.jobs.data() + written.jobs.size();
    const auto [stop, error] = std::from_chars(written.jobs.data(), end, options.jobs);
    if (error == std::errc() && stop == end && options.jobs >= 1 && options.jobs <= kMostJobs) return std::nullopt;
    return fmt::format("--jobs takes a number from 1 to {}, not '{}'", kMostJobs, written.jobs);
}

int run_command_line(int argc, char** argv) {
    Options options;
    Written written;
    CLI::App app("Labels, groups and cross-checks captured news pages; every finding points to the words it rests on.",
                 "silang");
    app.formatter(std::make_shared<HelpFormatter>());
    app.set_version_flag("--version", fmt::format("silang {}", version()));
    app.require_subcommand(1);
    const Subcommands commands = add_subcommands(app, options, written);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked_for_text) {
        const int result = app.exit(asked_for_text);  // --help, --version
        return result == 0 ? finish_printing() : result;
    } catch (const CLI::ParseError& error) {
        return explain_error(app, error, argc, argv);
    }
    const std::string& name = app.get_subcommands().front()->get_name();
    if (const auto wrong = take_values(written, options))
        return wrong_command_line(name, fmt::format("{}: {}", name, *wrong));
    if (*commands.build) {
        // A state alone is input enough.
        if (options.inputs.empty() && options.state.empty())
            return wrong_command_line(name, fmt::format("{}: INPUT is missing", name));
        return build(options);
    }
    if (*commands.clean) return show_stage(Stage::clean, options);
    if (*commands.mentions) return show_stage(Stage::mentions, options);
    if (*commands.dedup) return show_stage(Stage::dedup, options);
    if (*commands.copies) return show_stage(Stage::copies, options);
    if (*commands.stories) return show_stage(Stage::stories, options);
    if (*commands.check) return show_stage(Stage::check, options);
    if (*commands.conflicts) return show_stage(Stage::conflicts, options);
    if (*commands.timeline) return show_stage(Stage::timeline, options);
    if (*commands.quotes) return quotes(options);
    if (*commands.quote_check) return quote_check(options);
    if (*commands.eval) return eval(options);
    if (*commands.state) return show_state(options);
    return why(options);
}

}  // namespace
}  // namespace silang

int main(int argc, char** argv) {
    silang::catch_signals();
    return silang::run_command_line(argc, argv);
}
