#include "silang/capture/capture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <set>

#include "silang/base/digest.h"

namespace silang {
namespace {

namespace fs = std::filesystem;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

bool is_hidden(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.size() > 1 && name[0] == '.' && name != "..";
}

// By hand rather than recursive_directory_iterator: one folder that may not be read must not end the walk.
void walk(const fs::path& folder, InputList& list, std::vector<std::string>& files) {
    std::error_code error;
    std::vector<fs::path> entries;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        entries.push_back(it->path());
    if (error) {
        list.rejections.push_back({folder.string(), fmt::format("folder cannot be read: {}", error.message())});
        return;
    }
    for (const fs::path& entry : entries) {
        if (is_hidden(entry)) continue;
        std::error_code ignored;
        const fs::file_status status = fs::status(entry, ignored);
        // A link to a folder could lead back up the tree; a link to a file is that file.
        if (fs::is_directory(status) && !fs::is_symlink(fs::symlink_status(entry, ignored))) {
            walk(entry, list, files);
        } else if (fs::is_regular_file(status)) {
            files.push_back(entry.string());
        }
    }
}

Result<std::string> read_all(std::FILE* file) {
    std::string bytes;
    char buffer[64 * 1024];
    for (;;) {
        const size_t got = std::fread(buffer, 1, sizeof buffer, file);
        if (bytes.size() + got > kMaxCaptureBytes) {
            return Error{fmt::format("larger than {} MiB, the most one page may have", kMaxCaptureBytes >> 20)};
        }
        bytes.append(buffer, got);
        if (got < sizeof buffer) break;
    }
    if (std::ferror(file)) return Error{fmt::format("cannot be read: {}", std::strerror(errno))};
    return bytes;
}

}  // namespace

InputList list_inputs(const std::vector<std::string>& inputs) {
    InputList list;
    std::set<std::string> seen;
    for (const std::string& input : inputs) {
        std::vector<std::string> files;
        std::error_code error;
        if (input == "-") {
            files.push_back(input);
        } else if (const fs::file_status status = fs::status(input, error); fs::is_directory(status)) {
            walk(fs::path(input), list, files);
            std::sort(files.begin(), files.end());
        } else if (fs::exists(status)) {
            files.push_back(input);
        } else {
            list.rejections.push_back({input, "there is no such file or folder"});
        }
        for (std::string& file : files) {
            const std::string key = file == "-" ? file : fs::path(file).lexically_normal().string();
            if (seen.insert(key).second) list.files.push_back(std::move(file));
        }
    }
    std::sort(list.rejections.begin(), list.rejections.end(),
              [](const Rejection& a, const Rejection& b) { return a.path < b.path; });
    return list;
}

Result<Capture> read_capture(const std::string& path) {
    Capture capture;
    capture.path = path;
    capture.media_type = "text/plain";
    std::unique_ptr<std::FILE, CloseFile> opened;
    if (path != "-") {
        std::error_code error;
        if (const uint64_t size = fs::file_size(path, error); !error && size > kMaxCaptureBytes) {
            return Error{fmt::format("{} MiB: larger than {} MiB, the most one page may have", size >> 20,
                                     kMaxCaptureBytes >> 20)};
        }
        opened.reset(std::fopen(path.c_str(), "rb"));
        if (!opened) return Error{fmt::format("cannot be opened: {}", std::strerror(errno))};
    }
    auto bytes = read_all(opened ? opened.get() : stdin);
    if (!bytes) return Error{bytes.error()};
    capture.bytes = bytes.take();
    if (capture.bytes.empty()) return Error{"empty file"};
    capture.byte_count = capture.bytes.size();
    capture.sha256 = sha256_hex(capture.bytes);
    return capture;
}

}  // namespace silang
