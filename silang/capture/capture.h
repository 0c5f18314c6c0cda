// A capture: the bytes of one page as it was found, and where they came from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "silang/base/types.h"

namespace silang {

struct Capture {
    std::string path;  // as given on the command line, or below the folder given; "-" for standard input
    std::string bytes;
    uint64_t byte_count = 0;  // also when the bytes have been released
    std::string sha256;       // of the bytes, 64 hex digits
    std::optional<std::string> url;
    std::string media_type;

    // The article's id in every output: content, not position.
    [[nodiscard]] std::string id() const { return sha256.substr(0, 16); }
};

// A capture that could not be read, and why: one line of rejected.jsonl.
struct Rejection {
    std::string path;
    std::string reason;
};

// Larger than any news page measured (they are kilobytes); more is refused before it is read, so that memory stays
// bounded.
inline constexpr uint64_t kMaxCaptureBytes = 16u << 20;

struct InputList {
    std::vector<std::string> files;     // sorted by path within each input, each file once
    std::vector<Rejection> rejections;  // inputs that do not exist, folders that may not be read
};

// Expands files, folders (recursively; hidden files are passed over) and "-".
InputList list_inputs(const std::vector<std::string>& inputs);

// Reads one file ("-": standard input). The error says what is wrong with it: unreadable, empty, too large.
Result<Capture> read_capture(const std::string& path);

}  // namespace silang
