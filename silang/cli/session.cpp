// What every subcommand does first and last: signals, data, running the stages, saying what could not be read.
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "silang/cli/cli.h"
#include "silang/cli/output_folder.h"
#include "silang/format/visible.h"

namespace silang {
namespace {

namespace fs = std::filesystem;

// Between two pages the run looks whether it was interrupted; a page may be 16 MB, and standard input may never end.
constexpr std::chrono::milliseconds kPatience{300};

std::atomic<bool> interrupt_flag{false};
std::atomic<int> signal_number{0};

// A thread of its own waits for them, so that it may do what a signal handler may not.
void wait_for_signals(sigset_t signals) {
    int number = 0;
    if (sigwait(&signals, &number) != 0) return;
    signal_number = number;
    interrupt_flag = true;
    std::this_thread::sleep_for(kPatience);
    abandon_output();
    if (isatty(STDERR_FILENO) != 0) std::fputs("\r\x1b[K", stderr);
    _exit(exit_code_of_signal());
}

Result<std::string> find_data_folder() {
    std::vector<std::string> candidates;
    if (const char* home = std::getenv("SILANG_HOME"); home != nullptr && *home != '\0') {
        candidates = {home};  // whoever names one does not want another
    } else {
        candidates = {SILANG_DATA_FOLDER};
        std::error_code error;
        const fs::path program = fs::read_symlink("/proc/self/exe", error);
        if (!error) candidates.push_back((program.parent_path().parent_path() / "share" / "silang").string());
    }
    for (const std::string& folder : candidates) {
        std::error_code error;
        if (fs::is_directory(fs::path(folder) / "languages", error)) return folder;
    }
    return Error{fmt::format("no data folder (one with languages/ in it): looked at {}; SILANG_HOME can name one",
                             fmt::join(candidates, " and "))};
}

void list_rejections(const std::vector<Rejection>& rejections) {
    for (const Rejection& rejection : rejections) {
        fmt::print(stderr, "{}: {}\n", without_controls(rejection.path), without_controls(rejection.reason));
    }
}

}  // namespace

std::string_view version() {
    return SILANG_VERSION;
}

void catch_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // all threads that are started from here on inherit it
    std::thread(wait_for_signals, signals).detach();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

const std::atomic<bool>& interrupted() {
    return interrupt_flag;
}

int exit_code_of_signal() {
    return 128 + (signal_number == 0 ? SIGINT : signal_number.load());
}

std::string without_controls(std::string_view text) {
    std::string out;
    for (size_t at = 0; at < text.size();) {
        const char32_t c = visible(next_code_point(text, at));
        if (c != 0) append_code_point(out, c);
    }
    return out;
}

void complain(std::string_view reason) {
    fmt::print(stderr, "silang: {}\n", without_controls(reason));
}

std::optional<Session> start_session(const Options& options, int& exit_code) {
    exit_code = kFailed;
    const auto folder = find_data_folder();
    if (!folder) {
        complain(folder.error());
        return std::nullopt;
    }
    auto engine = load_engine(folder.value());
    if (!engine) {
        complain(engine.error());
        return std::nullopt;
    }
    std::optional<Session> session(std::in_place);
    session->engine = engine.take();

    std::vector<std::string> tags;
    for (const std::string& tag : session->engine.languages.tags()) {
        const Language& language = *session->engine.languages.find(tag);
        if (language.lexicon("interface").entries().empty()) continue;
        tags.push_back(tag);
        const auto place = tag == options.interface_language ? session->interfaces.begin() : session->interfaces.end();
        session->interfaces.insert(place, interface_texts(language));
    }
    if (std::find(tags.begin(), tags.end(), options.interface_language) == tags.end()) {
        exit_code = kWrongCommandLine;
        const std::string_view nearest = nearest_spelling(options.interface_language, tags);
        complain(fmt::format("--lang: there is no interface in '{}'; did you mean '{}'? (there are: {})",
                             options.interface_language, nearest.empty() ? std::string_view(tags[0]) : nearest,
                             fmt::join(tags, ", ")));
        return std::nullopt;
    }
    return session;
}

std::optional<State> open_state(const std::string& folder, State::Access access) {
    auto state = State::open(folder, access);
    if (!state) {
        complain(state.error());
        return std::nullopt;
    }
    if (state.value().unfinished_bytes() > 0) {
        complain(fmt::format("--state {}: {} bytes of a batch that was not completed {}", folder,
                             state.value().unfinished_bytes(),
                             access == State::Access::add ? "were cut off" : "are left out"));
    }
    return state.take();
}

std::optional<Pile> run_stages(const Session& session, const Options& options, LastStage last, int& exit_code,
                               const State* state) {
    exit_code = kFailed;
    ProgressLine line;
    RunOptions run_options;
    run_options.inputs = inputs_without_outputs(options.inputs, options.out);
    run_options.state = state;
    run_options.jobs = options.jobs;
    run_options.last = last;
    run_options.interrupted = &interrupted();
    run_options.progress = [&](const Progress& progress) { line.show(progress); };
    auto result = run(session.engine, run_options);
    line.clear();
    if (interrupted()) {
        exit_code = exit_code_of_signal();
        return std::nullopt;
    }
    if (!result) {
        complain(fmt::format("a mistake of the program itself, please report it: {}", result.error()));
        return std::nullopt;
    }
    Pile pile = result.take();
    list_rejections(pile.rejections);
    if (pile.files.empty()) {
        complain(pile.rejections.empty() ? std::string("nothing to read: there is no file in what was given")
                                         : std::string("nothing could be read"));
        return std::nullopt;
    }
    exit_code = kDone;
    return pile;
}

}  // namespace silang
