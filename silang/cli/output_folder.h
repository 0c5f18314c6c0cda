// A folder that is written as a whole or not at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "silang/base/types.h"

namespace silang {

inline constexpr const char* kArticlesFile = "articles.jsonl";
inline constexpr const char* kStoriesFile = "stories.jsonl";
inline constexpr const char* kReportFile = "index.html";
inline constexpr const char* kRunFile = "run.json";
inline constexpr const char* kRejectedFile = "rejected.jsonl";
bool is_output_name(std::string_view name);

// There is one at a time. Files are made in a hidden folder inside the one asked for, so on the same file system;
// commit() moves them into place. Until then, and when anything fails, what stood in the folder stays as it was; a
// folder that was made is removed again.
class OutputFolder {
public:
    static Result<OutputFolder> open(const std::string& path);
    ~OutputFolder();
    OutputFolder(OutputFolder&& other) noexcept;
    OutputFolder& operator=(OutputFolder&&) = delete;
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    // Files are written one after the other: begin(), append() as often as needed, end(). After a failure the rest does
    // nothing; commit() gives the first reason.
    void begin(const char* name);
    void append(std::string_view bytes);
    void end();
    // Moves all files into place. An output of an earlier run that this one did not write is removed (rejected.jsonl).
    [[nodiscard]] std::optional<Error> commit();
    [[nodiscard]] bool failed() const { return failure_.has_value(); }

private:
    OutputFolder() = default;
    void fail(std::string_view name, int error_number);
    bool move_all();

    std::string path_;
    std::string temporary_;
    std::vector<std::string> files_;
    std::string open_name_;
    int open_file_ = -1;
    std::string buffer_;
    std::optional<Error> failure_;
};

// Removes what an OutputFolder that is open has made so far, from any thread; nothing is moved into place afterwards.
// The program must end at once.
void abandon_output();

}  // namespace silang
