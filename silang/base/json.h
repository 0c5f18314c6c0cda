// A JSON text as a tree, for the few files that are read whole: gold, findings of other programs, the record of a run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "silang/base/types.h"

namespace silang {

struct JsonValue {
    using List = std::vector<JsonValue>;
    using Members = std::vector<std::pair<std::string, JsonValue>>;  // in the order of the file

    std::variant<std::nullptr_t, bool, double, std::string, List, Members> held = nullptr;
    uint32_t line = 0;  // it begins in, from 1: for messages

    // Nothing when it is of another kind.
    [[nodiscard]] const bool* truth() const { return std::get_if<bool>(&held); }
    [[nodiscard]] const double* number() const { return std::get_if<double>(&held); }
    [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&held); }
    [[nodiscard]] const List* list() const { return std::get_if<List>(&held); }
    [[nodiscard]] const Members* members() const { return std::get_if<Members>(&held); }
    // The member of that name; nothing when there is none, or when it is no object.
    [[nodiscard]] const JsonValue* find(std::string_view name) const;
};

// "an object", "a number", ...: for messages.
std::string_view json_kind(const JsonValue& value);

// The error names the line: "line 3: …".
Result<JsonValue> parse_json(std::string_view text);

}  // namespace silang
