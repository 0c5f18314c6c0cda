#include "silang/state/state.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <utility>

#include "silang/base/file.h"

namespace silang {
namespace {

namespace fs = std::filesystem;

std::string log_path(const std::string& folder) {
    return (fs::path(folder) / kStateFile).string();
}

Error about(const std::string& folder, std::string_view reason) {
    return Error{fmt::format("--state {}: {}", folder, reason)};
}

Error about_file(const std::string& folder, std::string_view what, int error_number) {
    return about(folder, fmt::format("{} {}: {}", kStateFile, what, std::strerror(error_number)));
}

// "./a" and "a" are one path, as they are among the inputs of one run. Standard input is no path.
std::string place_of(const std::string& path, std::string_view sha256) {
    std::string place = path == "-" ? path : fs::path(path).lexically_normal().string();
    place += '\0';
    place += sha256;
    return place;
}

// Makes the folder, or says why this one cannot be a state. A folder with other things in it is not taken: it is more
// likely a slip of the keyboard than a wish.
std::optional<Error> prepare(const std::string& folder, State::Access access) {
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (fs::exists(status) && !fs::is_directory(status)) return about(folder, "it is a file; name a folder");
    if (fs::exists(log_path(folder), error)) return std::nullopt;
    if (error) return about(folder, fmt::format("it cannot be read: {}", error.message()));
    if (fs::exists(status) && !fs::is_empty(folder, error)) {
        if (error) return about(folder, fmt::format("it cannot be read: {}", error.message()));
        return about(folder, fmt::format("it is not a state: there is no {} in it, but other files", kStateFile));
    }
    if (access == State::Access::read) return about(folder, "there is no state yet: name INPUT to begin one");
    fs::create_directories(folder, error);
    if (error) return about(folder, fmt::format("the folder cannot be made: {}", error.message()));
    sync_folder(fs::absolute(folder).lexically_normal().parent_path().c_str());
    return std::nullopt;
}

// The whole file, or errno. A state is a few hundred bytes a page, a run some tens of kilobytes: it is read at once.
int read_whole(int file, std::string& bytes) {
    struct stat status {};
    if (fstat(file, &status) != 0) return errno;
    if (!S_ISREG(status.st_mode)) return EINVAL;
    bytes.resize(static_cast<size_t>(status.st_size));
    size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t got = pread(file, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno;
        if (got == 0) break;
        have += static_cast<size_t>(got);
    }
    bytes.resize(have);
    return 0;
}

}  // namespace

Result<State> State::open(const std::string& folder, Access access) {
    if (auto unfit = prepare(folder, access)) return *std::move(unfit);
    const bool adding = access == Access::add;
    State state;
    state.folder_ = folder;
    const int flags = (adding ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC;
    state.file_ = OpenFile(::open(log_path(folder).c_str(), flags, 0666));
    const int file = state.file_.number();
    if (file < 0) return about_file(folder, "cannot be opened", errno);
    if (adding && flock(file, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return about(folder, "another run is adding to it; one can at a time");
        return about_file(folder, "cannot be locked", errno);
    }
    if (const int error = read_whole(file, state.log_)) return about_file(folder, "cannot be read", error);
    auto contents = read_log(state.log_);
    if (!contents) return about(folder, fmt::format("{}: {}", kStateFile, contents.error()));
    state.contents_ = contents.take();
    state.end_ = state.contents_.end;
    state.unfinished_ = state.log_.size() - state.end_;
    if (adding && state.unfinished_ > 0 && ftruncate(file, static_cast<off_t>(state.end_)) != 0)
        return about_file(folder, "cannot be written", errno);
    if (adding && state.end_ == 0) {
        if (lseek(file, 0, SEEK_SET) != 0 || !write_all(file, kLogHeader) || !sync_file(file))
            return about_file(folder, "cannot be written", errno);
        sync_folder(folder.c_str());
        state.end_ = kLogHeader.size();
    }
    for (const KeptPage& page : state.contents_.pages) state.places_.insert(place_of(page.path, page.sha256));
    return state;
}

bool State::holds(const std::string& path, std::string_view sha256) const {
    return places_.contains(place_of(path, sha256));
}

std::optional<Error> State::add(std::span<const std::string> records) {
    if (records.empty()) return std::nullopt;
    const int file = file_.number();
    size_t end = end_;
    bool written = lseek(file, static_cast<off_t>(end), SEEK_SET) >= 0;
    for (const std::string& record : records) {
        written = written && write_all(file, record);
        end += record.size();
    }
    // The pages are on the disk before the record that completes the batch: whoever finds it finds them.
    written = written && sync_file(file);
    const std::string done = batch_record(end, static_cast<uint32_t>(records.size()), std::time(nullptr));
    if (written && write_all(file, done) && sync_file(file)) {
        end_ = end + done.size();
        return std::nullopt;
    }
    const int reason = errno;
    if (ftruncate(file, static_cast<off_t>(end_)) == 0) (void)sync_file(file);  // else the next run cuts it off
    return about_file(folder_, "cannot be written", reason);
}

bool is_state_file(const std::string& path) {
    if (fs::path(path).filename() != kStateFile) return false;
    std::string begin(kLogHeader.size(), '\0');
    std::ifstream(path, std::ios::binary).read(begin.data(), static_cast<std::streamsize>(begin.size()));
    return begin == kLogHeader;
}

}  // namespace silang
