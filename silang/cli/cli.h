// The program seen from a shell: one function a subcommand, and what they share. Only here is anything printed.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "silang/base/types.h"
#include "silang/format/format.h"
#include "silang/pipeline/pipeline.h"

namespace silang {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;  // nothing could be read, or the output could not be written
inline constexpr int kWrongCommandLine = 2;
inline constexpr int kFoundSomething = 3;  // what --fail-on names; a quotation that is not authentic
inline constexpr int kInterrupted = 130;   // as shells report a program that SIGINT ended

enum class Stage : uint8_t { clean, mentions, dedup, copies, stories, check, conflicts, timeline };
enum class FailOn : uint8_t { nothing, conflict, dispute, check };
enum class Shape : uint8_t { by_terminal, json, table };  // by_terminal: a table on a terminal, JSON Lines in a pipe

struct Options {
    std::vector<std::string> inputs;
    std::string out = "silang-out";
    std::string state;  // build: the folder that keeps what earlier runs read; empty: none. state: the same
    unsigned jobs = 0;  // threads; 0: as many as the machine has
    std::string interface_language = "id";
    Shape shape = Shape::by_terminal;
    bool page_text = false;            // clean: the text that spans count in, and nothing else
    FailOn fail_on = FailOn::nothing;  // check, conflicts: the exit code tells that there is one
    std::string by;                    // quotes: whose
    std::string words;                 // quote-check: what is asked about
    std::string id;                    // why: what is asked about
    std::string found;                 // eval: a file with what another program has found
    Keep keep = Keep::original;        // dedup: which page of a group
    bool as_read = false;              // eval pairs: the body is what the line model takes for it
    bool misses = false;               // eval: list what gold and finders do not agree on
};

// --- The subcommands. Each returns the program's exit code.

int build(const Options& options);
int show_stage(Stage stage, const Options& options);
int why(const Options& options);
int quotes(const Options& options);
int quote_check(const Options& options);
int eval(const Options& options);
int eval_clusters(const Options& options);  // the first input is the word "clusters"
int show_state(const Options& options);

// --- Start and end of a run (session.cpp).

std::string_view version();
// To be called before any thread is started. SIGINT and SIGTERM raise a flag that the pipeline looks at; when that does
// not end the run soon, it is ended from outside, and nothing half-written is left. Writing to a closed pipe or past a
// size limit is an error, not a signal.
void catch_signals();
const std::atomic<bool>& interrupted();
int exit_code_of_signal();  // 130 for SIGINT, 143 for SIGTERM

// A page, or a file's name, may hold anything: it must not steer the terminal it is printed to.
std::string without_controls(std::string_view text);
// Prints the reason to stderr: "silang: …".
void complain(std::string_view reason);
// Languages, models and the interface's language. When there is none, the reason has been printed and the exit code is
// here.
struct Session {
    Engine engine;
    std::vector<InterfaceTexts> interfaces;  // the one asked for first
};
int eval_pairs(const Session& session, const Options& options);    // eval_pairs.cpp
int eval_stories(const Session& session, const Options& options);  // eval_stories.cpp
std::optional<Session> start_session(const Options& options, int& exit_code);
// Runs the stages with a progress line; lists captures that could not be read on stderr. Nothing when it ended early:
// the reason has been printed and the exit code is here.
// With a state, the pages it keeps are read too.
std::optional<Pile> run_stages(const Session& session, const Options& options, LastStage last, int& exit_code,
                               const State* state = nullptr);
// The state at `folder`; says what a run that was ended left in it. Nothing when there is none: the reason has been
// printed.
std::optional<State> open_state(const std::string& folder, State::Access access);

// --- Inputs (inputs.cpp).

// The inputs, folders expanded, without what silang itself wrote into `out`, into any folder with a record (run.json)
// or into a state.
std::vector<std::string> inputs_without_outputs(const std::vector<std::string>& inputs, const std::string& out);
// run.json: what the last build into `out` read, so that `silang why` needs no inputs. With a state that is all it
// keeps, whichever run gave it.
std::string run_record(const Options& options);
struct RunRecord {
    std::vector<std::string> inputs;
    std::string state;  // empty: none
};
Result<RunRecord> recorded_run(const std::string& out);

// --- The terminal (terminal.cpp).

bool wants_table(Shape shape);  // for stdout
TableStyle table_style(std::FILE* stream);
// To stdout. A reader that has gone away is no error; the exit code says whether everything was written.
void print(std::string_view text);
int finish_printing();

// One line on stderr that is overwritten; silent when stderr is no terminal.
class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    void show(const Progress& progress);
    void clear();

private:
    bool visible_;
    bool drawn_ = false;
    int64_t last_drawn_ = 0;  // milliseconds
};

// --- Spelling (spelling.cpp).

// The candidate that takes the fewest slips of the keyboard to become `word`; empty when none is near.
std::string_view nearest_spelling(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace silang
