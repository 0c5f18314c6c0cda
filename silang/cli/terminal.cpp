#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>

#include "silang/cli/cli.h"

namespace silang {
namespace {

constexpr size_t kWidthWithoutTerminal = 100;
constexpr size_t kNarrowest = 40;
constexpr int64_t kRedrawMilliseconds = 80;  // faster than that nobody reads

int print_error = 0;  // errno of the first write to stdout that failed

bool is_terminal(std::FILE* stream) {
    return isatty(fileno(stream)) != 0;
}

int64_t milliseconds_now() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace

bool wants_table(Shape shape) {
    return shape == Shape::by_terminal ? is_terminal(stdout) : shape == Shape::table;
}

TableStyle table_style(std::FILE* stream) {
    TableStyle style;
    style.width = kWidthWithoutTerminal;
    if (!is_terminal(stream)) return style;
    winsize size{};
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col >= kNarrowest) style.width = size.ws_col;
    const char* no_colour = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    style.colour =
        (no_colour == nullptr || *no_colour == '\0') && terminal != nullptr && std::strcmp(terminal, "dumb") != 0;
    return style;
}

void print(std::string_view text) {
    if (print_error == 0 && std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) print_error = errno;
}

int finish_printing() {
    if (print_error == 0 && std::fflush(stdout) != 0) print_error = errno;
    if (print_error == 0 || print_error == EPIPE) return kDone;
    complain(fmt::format("standard output cannot be written: {}", std::strerror(print_error)));
    return kFailed;
}

ProgressLine::ProgressLine() : visible_(is_terminal(stderr) && table_style(stderr).width > 0) {}

void ProgressLine::show(const Progress& progress) {
    if (!visible_) return;
    const int64_t now = milliseconds_now();
    if (last_drawn_ == 0) last_drawn_ = now;  // short work is done before anything is drawn
    if (now - last_drawn_ < kRedrawMilliseconds) return;
    last_drawn_ = now;
    drawn_ = true;
    fmt::print(stderr, "\r{} {}/{}\x1b[K", progress.stage, progress.done, progress.total);
    std::fflush(stderr);
}

void ProgressLine::clear() {
    if (!drawn_) return;
    drawn_ = false;
    std::fputs("\r\x1b[K", stderr);
}

}  // namespace silang
