// What earlier runs read: a folder that keeps their captures, so that a run goes on from there. Nothing that was made
// of the captures is kept: what a run writes is a function of them (docs/design.md, "state").
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "silang/base/file.h"
#include "silang/base/types.h"
#include "silang/capture/capture.h"
#include "silang/state/log.h"

namespace silang {

inline constexpr const char* kStateFile = "captures.log";

class State {
public:
    // read: nothing is changed, and it can be done while another run adds.
    // add: the folder is made when it is not there, and no other run may add until this object is gone.
    enum class Access : uint8_t { read, add };
    // The error is a sentence that names the folder.
    static Result<State> open(const std::string& folder, Access access);

    [[nodiscard]] const LogContents& contents() const { return contents_; }
    // Bytes behind the last complete batch, left by a run that was ended. With Access::add they have been cut off.
    [[nodiscard]] uint64_t unfinished_bytes() const { return unfinished_; }
    // The same bytes at the same path.
    [[nodiscard]] bool holds(const std::string& path, std::string_view sha256) const;
    // One of contents().pages. From any thread.
    [[nodiscard]] Result<Capture> read(const KeptPage& page) const { return unpack(page, log_); }

    // Adds a batch, page_record()s: when this returns nothing, it is on the disk as a whole; when it returns an error,
    // the state is as it was; when the program is ended meanwhile, it is one or the other. contents() stays as it was
    // opened.
    [[nodiscard]] std::optional<Error> add(std::span<const std::string> records);

private:
    State() = default;

    std::string folder_;
    OpenFile file_;
    std::string log_;
    LogContents contents_;
    uint64_t unfinished_ = 0;
    size_t end_ = 0;                          // of the file
    std::unordered_set<std::string> places_;  // path and digest of every page
};

// The file is the log of a state, and so no page.
bool is_state_file(const std::string& path);

}  // namespace silang
