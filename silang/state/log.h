// The format of captures.log, the one file of a state folder: captures one behind the other, never changed once they
// are there. docs/state.md describes every byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "silang/base/types.h"
#include "silang/capture/capture.h"

namespace silang {

inline constexpr std::string_view kLogHeader = "silang.state/1\n";

// A capture in the log: all but its bytes.
struct KeptPage {
    std::string path;
    std::string media_type;
    std::optional<std::string> url;
    std::string sha256;  // of the bytes, 64 hex digits
    uint64_t byte_count = 0;
    size_t packed_at = 0;  // where its compressed bytes stand in the log
    size_t packed_size = 0;
};

struct LogContents {
    std::vector<KeptPage> pages;  // of all complete batches, in the order they were added
    uint64_t batches = 0;
    int64_t first_added = 0;  // seconds since 1970; when the first batch was completed, and the last
    int64_t last_added = 0;
    size_t end = 0;  // of the last complete batch: what stands behind it was never completed
};

// One record of the log: the capture, its bytes compressed.
std::string page_record(const Capture& capture);
// Completes the batch of the `pages` records before it. `at` is the place in the log where it will stand.
std::string batch_record(size_t at, uint32_t pages, int64_t added);

// Bytes behind the last complete batch that a run which was ended can have left are no error: LogContents::end lies
// before them. Everything else that is not as it was written is: bytes of a complete batch are never passed over. The
// error says what is wrong, without the name of the file.
Result<LogContents> read_log(std::string_view log);

// The capture with its bytes, out of the log that `page` was read from.
Result<Capture> unpack(const KeptPage& page, std::string_view log);

}  // namespace silang
