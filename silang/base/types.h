// The words every stage shares: a span of page text, an error, and a result that is one or the other.
#pragma once

#include <cassert>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace silang {

// [begin, end) in UTF-8 bytes of one page's text. 32 bits: a page is at most 4 GiB, and records stay small.
struct Span {
    uint32_t begin = 0;
    uint32_t end = 0;

    [[nodiscard]] uint32_t size() const { return end - begin; }
    [[nodiscard]] bool empty() const { return begin == end; }
    [[nodiscard]] bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
    [[nodiscard]] bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
    [[nodiscard]] std::string_view of(std::string_view page_text) const {
        assert(begin <= end && end <= page_text.size());
        return page_text.substr(begin, size());
    }
    auto operator<=>(const Span&) const = default;
};

// What went wrong and what to do about it, as one sentence a user can read (file and line inside it where there are
// any).
struct Error {
    std::string message;
};

// A value or the reason why there is none. The library never throws across its boundary; std::expected is C++23.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::move(value)) {}
    Result(Error error) : held_(std::move(error)) {}

    [[nodiscard]] bool ok() const { return std::holds_alternative<T>(held_); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const T& value() const { return std::get<T>(held_); }
    [[nodiscard]] T& value() { return std::get<T>(held_); }
    [[nodiscard]] T take() { return std::move(std::get<T>(held_)); }
    [[nodiscard]] const std::string& error() const { return std::get<Error>(held_).message; }

private:
    std::variant<T, Error> held_;
};

}  // namespace silang
