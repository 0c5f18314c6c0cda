#include "silang/base/json.h"

#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <array>

namespace silang {
namespace {

// Deeper than any file that is meant for us: a file of brackets must not use up memory level by level.
constexpr size_t kDeepest = 64;

uint32_t lines_before(std::string_view text, size_t offset) {
    return static_cast<uint32_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

// Reads from memory that need not end with a NUL, and counts lines.
class Source {
public:
    using Ch = char;
    explicit Source(std::string_view text) : text_(text) {}
    [[nodiscard]] char Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    char Take() {
        const char c = Peek();
        line_ += c == '\n' ? 1 : 0;
        ++at_;
        return c;
    }
    [[nodiscard]] size_t Tell() const { return at_; }
    [[nodiscard]] uint32_t line() const { return line_; }
    // Only parsing in place would call these.
    static char* PutBegin() { return nullptr; }
    static void Put(char) {}
    static void Flush() {}
    static size_t PutEnd(char*) { return 0; }

private:
    std::string_view text_;
    size_t at_ = 0;
    uint32_t line_ = 1;
};

class TreeBuilder {
public:
    explicit TreeBuilder(const Source& source) : source_(source) {}

    bool Null() { return put(nullptr); }
    bool Bool(bool truth) { return put(truth); }
    bool Int(int number) { return put(static_cast<double>(number)); }
    bool Uint(unsigned number) { return put(static_cast<double>(number)); }
    bool Int64(int64_t number) { return put(static_cast<double>(number)); }
    bool Uint64(uint64_t number) { return put(static_cast<double>(number)); }
    bool Double(double number) { return put(number); }
    bool RawNumber(const char*, rapidjson::SizeType, bool) { return false; }
    bool String(const char* text, rapidjson::SizeType size, bool) { return put(std::string(text, size)); }
    bool Key(const char* text, rapidjson::SizeType size, bool) {
        name_.assign(text, size);
        return true;
    }
    bool StartObject() { return open(JsonValue::Members()); }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool StartArray() { return open(JsonValue::List()); }
    bool EndArray(rapidjson::SizeType) { return close(); }

    JsonValue take() { return std::move(root_); }

private:
    template <class T>
    bool put(T held) {
        (void)place(std::move(held));
        return true;
    }
    template <class T>
    JsonValue& place(T held) {
        JsonValue value;
        value.held = std::move(held);
        value.line = source_.line();
        if (open_.empty()) return root_ = std::move(value);
        if (auto* list = std::get_if<JsonValue::List>(&open_.back()->held)) return list->emplace_back(std::move(value));
        auto& members = std::get<JsonValue::Members>(open_.back()->held);
        return members.emplace_back(std::move(name_), std::move(value)).second;
    }
    // What is open does not move: nothing is added to the list around it until it is closed.
    template <class T>
    bool open(T held) {
        if (open_.size() == kDeepest) return false;
        open_.push_back(&place(std::move(held)));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    const Source& source_;
    JsonValue root_;
    std::vector<JsonValue*> open_;
    std::string name_;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const {
    if (members() == nullptr) return nullptr;
    for (const auto& [key, value] : *members()) {
        if (key == name) return &value;
    }
    return nullptr;
}

std::string_view json_kind(const JsonValue& value) {
    constexpr std::array<std::string_view, 6> kKinds{"null",     "a truth value", "a number",
                                                     "a string", "a list",        "an object"};
    return kKinds[value.held.index()];
}

Result<JsonValue> parse_json(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    Source source(text);
    TreeBuilder tree(source);
    rapidjson::Reader reader;
    const auto parsed =
        reader.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(source, tree);
    if (parsed.Code() == rapidjson::kParseErrorTermination)
        return Error{fmt::format("line {}: more than {} levels deep", source.line(), kDeepest)};
    if (parsed.IsError()) {
        const uint32_t line = 1 + lines_before(text, std::min(parsed.Offset(), text.size()));
        return Error{fmt::format("line {}: no JSON: {}", line, rapidjson::GetParseError_En(parsed.Code()))};
    }
    return tree.take();
}

}  // namespace silang
