// The order of the stages, and the threads. Reading run() is reading the program's table of contents.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "silang/base/types.h"
#include "silang/check/check.h"
#include "silang/state/state.h"

namespace silang {

// Everything that is loaded once and only read afterwards: lexicons and models. Shared by all threads.
struct Engine {
    Languages languages;
    RoleModel roles;
    std::map<std::string, MentionModels, std::less<>> mention_models;  // by language tag
    StoryModel story_model;
    CheckModel check_model;
};
Result<Engine> load_engine(const std::string& data_folder);

struct Progress {
    const char* stage;  // "read", "label", "check"
    size_t done;
    size_t total;
};

enum class LastStage : uint8_t { mention, lineage, check };

struct RunOptions {
    std::vector<std::string> inputs;                 // files, folders, "-"
    const State* state = nullptr;                    // the pages it keeps are read as if they were given again
    unsigned jobs = 0;                               // threads; 0: as many as the machine has
    LastStage last = LastStage::check;               // what follows is left out
    std::function<void(const Progress&)> progress;   // called from one thread at a time
    const std::atomic<bool>* interrupted = nullptr;  // looked at between pages
};

// Files with the same bytes are one document; articles.jsonl has a line for each path.
struct FoundAt {
    std::string path;
    uint32_t document;
};

struct Pile {
    std::vector<Document> documents;             // by path of their first file
    std::vector<FoundAt> files;                  // by path; two captures of one path by their digests
    std::vector<std::vector<uint32_t>> repeats;  // per document and line: what LineRepeats says, for `silang why`
    Lineage lineage;
    std::vector<CheckedStory> stories;
    std::vector<Rejection> rejections;  // by path
    std::vector<std::string> records;   // with a state: the pages that it does not have yet, ready for State::add
    bool interrupted = false;           // what is here is incomplete and must not be written
};

// Same inputs, same result: whatever the number of threads or the order of the inputs. The error: a stage broke its own
// promise (a span that does not resolve), which is a bug and not a matter of input.
Result<Pile> run(const Engine& engine, const RunOptions& options);

// A story whose pages are known to be one: gold that the cross-check is scored on.
struct KnownStory {
    std::vector<Document> documents;  // in the order they were given
    Lineage lineage;
    CheckedStory checked;
};
// The last stages over these pages alone, as run() takes them, but for the grouping. `documents` have their articles;
// what they mention is found here. The error: as for run().
Result<KnownStory> check_known_story(const Engine& engine, std::vector<Document> documents);

}  // namespace silang
