// `silang state`: how much a state folder keeps, and since when.
#include <fmt/format.h>
#include <time.h>

#include "silang/cli/cli.h"
#include "silang/format/table.h"

namespace silang {
namespace {

// "2024-06-18T12:02+00:00"; nothing when there is no batch.
std::string moment_of(int64_t seconds) {
    const time_t moment = seconds;
    tm parts{};
    gmtime_r(&moment, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}+00:00", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                       parts.tm_hour, parts.tm_min);
}

std::string quoted(std::string_view moment) {
    return moment.empty() ? "null" : fmt::format("\"{}\"", moment);
}

}  // namespace

int show_state(const Options& options) {
    const auto state = open_state(options.state, State::Access::read);
    if (!state) return kFailed;
    const LogContents& contents = state->contents();
    uint64_t bytes = 0;
    for (const KeptPage& page : contents.pages) bytes += page.byte_count;
    const std::string first = contents.batches == 0 ? std::string() : moment_of(contents.first_added);
    const std::string last = contents.batches == 0 ? std::string() : moment_of(contents.last_added);
    if (!wants_table(options.shape)) {
        // Figures and dates of our own: nothing to escape.
        print(fmt::format("{{\"pages\":{},\"batches\":{},\"bytes\":{},\"log_bytes\":{},\"first\":{},\"last\":{}}}\n",
                          contents.pages.size(), contents.batches, bytes, contents.end, quoted(first), quoted(last)));
        return finish_printing();
    }
    int exit_code = kDone;
    const auto session = start_session(options, exit_code);
    if (!session) return exit_code;
    const InterfaceTexts& texts = session->interfaces.front();
    std::string out;
    const auto row = [&](std::string_view key, std::string_view value) {
        append_line(out, fmt::format("{}: {}", texts.text(key), value), Tone::plain, table_style(stdout));
    };
    row("state.pages", fmt::format("{}", contents.pages.size()));
    row("state.batches", fmt::format("{}", contents.batches));
    row("state.bytes", fmt::format("{}", bytes));
    row("state.log-bytes", fmt::format("{}", contents.end));
    if (contents.batches > 0) {
        row("state.first", date_text(first, texts));
        row("state.last", date_text(last, texts));
    }
    print(out);
    return finish_printing();
}

}  // namespace silang
