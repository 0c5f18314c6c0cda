#include "silang/cli/output_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <mutex>

#include "silang/base/file.h"

namespace silang {
namespace {

namespace fs = std::filesystem;

constexpr std::array kOutputFiles = {kArticlesFile, kStoriesFile, kReportFile, kRunFile, kRejectedFile};
constexpr size_t kBufferBytes = 1u << 18;
constexpr const char* kEarlier = "earlier";  // inside the temporary folder: the files that were replaced, until all are

// What there is to remove if the run ends now. An interrupt may end it while another thread works (abandon_output):
// whoever changes the file system's names holds the mutex, so that it never ends half-way through.
struct Traces {
    std::string path;
    std::string temporary;  // empty when there is nothing to clean up
    std::string made;       // the outermost folder that was made; empty when all were there
};
std::mutex names_mutex;
Traces traces;

void remove_traces() {
    std::error_code ignored;
    if (!traces.temporary.empty()) fs::remove_all(traces.temporary, ignored);
    if (!traces.made.empty()) {
        // Innermost first, and only while they are empty: somebody else may have put a file there meanwhile.
        for (fs::path at = fs::absolute(traces.path).lexically_normal(); at.string().size() >= traces.made.size();
             at = at.parent_path()) {
            if (at.has_filename() && rmdir(at.c_str()) != 0) break;
        }
    }
    traces = {};
}

}  // namespace

bool is_output_name(std::string_view name) {
    return std::find(kOutputFiles.begin(), kOutputFiles.end(), name) != kOutputFiles.end();
}

Result<OutputFolder> OutputFolder::open(const std::string& path) {
    const std::lock_guard lock(names_mutex);
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::exists(status) && !fs::is_directory(status)) {
        return Error{fmt::format("--out {}: it is a file; name a folder", path)};
    }
    traces = {path, {}, {}};
    // The folders that are missing, outermost last.
    std::vector<fs::path> missing;
    for (fs::path at = fs::absolute(path).lexically_normal(); !fs::exists(at, error) && at.has_relative_path();
         at = at.parent_path()) {
        if (at.has_filename()) missing.push_back(at);
    }
    for (auto at = missing.rbegin(); at != missing.rend(); ++at) {
        if (mkdir(at->c_str(), 0777) != 0 && errno != EEXIST) {
            const int reason = errno;
            remove_traces();
            return Error{fmt::format("--out {}: the folder cannot be made: {}", path, std::strerror(reason))};
        }
        if (traces.made.empty()) traces.made = at->string();
    }
    std::string temporary = (fs::path(path) / ".silang-XXXXXX").string();
    if (mkdtemp(temporary.data()) == nullptr) {
        const int reason = errno;
        remove_traces();
        return Error{fmt::format("--out {}: it cannot be written to: {}", path, std::strerror(reason))};
    }
    traces.temporary = temporary;
    OutputFolder folder;
    folder.path_ = path;
    folder.temporary_ = std::move(temporary);
    return folder;
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      files_(std::move(other.files_)),
      open_name_(std::move(other.open_name_)),
      open_file_(std::exchange(other.open_file_, -1)),
      buffer_(std::move(other.buffer_)),
      failure_(std::move(other.failure_)) {}

OutputFolder::~OutputFolder() {
    if (open_file_ >= 0) close(open_file_);
    if (temporary_.empty()) return;  // moved from
    const std::lock_guard lock(names_mutex);
    remove_traces();
}

void abandon_output() {
    names_mutex.lock();  // for good
    remove_traces();
}

void OutputFolder::fail(std::string_view name, int error_number) {
    if (failure_) return;
    failure_ =
        Error{fmt::format("{} cannot be written: {}", (fs::path(path_) / name).string(), std::strerror(error_number))};
}

void OutputFolder::begin(const char* name) {
    if (failure_) return;
    open_name_ = name;
    open_file_ = ::open((fs::path(temporary_) / name).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (open_file_ < 0) fail(name, errno);
    files_.push_back(name);
}

void OutputFolder::append(std::string_view bytes) {
    if (failure_) return;
    buffer_ += bytes;
    if (buffer_.size() < kBufferBytes) return;
    if (!write_all(open_file_, buffer_)) fail(open_name_, errno);
    buffer_.clear();
}

void OutputFolder::end() {
    if (failure_) return;
    if (!write_all(open_file_, buffer_) || !sync_file(open_file_)) fail(open_name_, errno);
    buffer_.clear();
    if (close(std::exchange(open_file_, -1)) != 0) fail(open_name_, errno);
}

// A second name keeps each earlier file until all are replaced, so that a failure half-way can be undone; the name
// itself is never missing meanwhile.
bool OutputFolder::move_all() {
    const fs::path folder = path_;
    const fs::path earlier = fs::path(temporary_) / kEarlier;
    if (mkdir(earlier.c_str(), 0700) != 0) return fail(kEarlier, errno), false;
    std::vector<const char*> done;
    for (const char* name : kOutputFiles) {
        const bool written = std::find(files_.begin(), files_.end(), name) != files_.end();
        const fs::path target = folder / name;
        (void)link(target.c_str(), (earlier / name).c_str());
        errno = 0;
        const int result =
            written ? rename((fs::path(temporary_) / name).c_str(), target.c_str()) : unlink(target.c_str());
        if (result == 0 || (!written && errno == ENOENT)) {
            done.push_back(name);
            continue;
        }
        fail(name, errno);
        for (const char* undo : done) {
            if (rename((earlier / undo).c_str(), (folder / undo).c_str()) != 0) unlink((folder / undo).c_str());
        }
        return false;
    }
    return true;
}

std::optional<Error> OutputFolder::commit() {
    const std::lock_guard lock(names_mutex);
    if (!failure_ && move_all()) {
        traces.made.clear();  // it stays
        sync_folder(path_.c_str());
    }
    return failure_;
}

}  // namespace silang
