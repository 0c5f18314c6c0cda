// Which files a run reads, and the note of it that a later `silang why` starts from.
#include <fmt/format.h>
#include <rapidjson/prettywriter.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "silang/base/json.h"
#include "silang/cli/cli.h"
#include "silang/cli/output_folder.h"

namespace silang {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRunSchema = "silang.run/1";

fs::path resolved(const fs::path& path) {
    std::error_code error;
    fs::path result = fs::weakly_canonical(fs::absolute(path), error);
    return error ? path : result;
}

// The record of a build, when `path` is one.
Result<JsonValue> read_record(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return Error{
            fmt::format("{} is not there: name the inputs, or with --out the folder of an earlier build", path)};
    }
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto record = parse_json(text);
    const JsonValue* schema = record ? record.value().find("schema") : nullptr;
    const JsonValue* inputs = record ? record.value().find("inputs") : nullptr;
    const bool ours = schema != nullptr && schema->text() != nullptr && *schema->text() == kRunSchema;
    if (!ours || inputs == nullptr || inputs->list() == nullptr)
        return Error{fmt::format("{} is not the record of a build ({})", path, kRunSchema)};
    return record;
}

// Paths count from the folder the record stands in, so that both can be moved together; absolute ones stay.
std::string path_from(const std::string& out, const std::string& path) {
    std::error_code error;
    const fs::path relative = fs::relative(path, out, error);
    const bool as_given = path == "-" || fs::path(path).is_absolute() || error || relative.empty();
    return as_given ? path : relative.string();
}

std::string path_at(const std::string& out, const std::string& path) {
    return (fs::path(out) / path).lexically_normal().string();
}

}  // namespace

std::vector<std::string> inputs_without_outputs(const std::vector<std::string>& inputs, const std::string& out) {
    // Folders that a build has written, and the one that is about to be: there the files of that name are no pages.
    std::set<fs::path> written = {resolved(out)};
    std::vector<std::string> kept;
    for (const std::string& input : inputs) {
        std::error_code error;
        if (input == "-" || !fs::is_directory(input, error)) {
            kept.push_back(input);
            continue;
        }
        InputList list = list_inputs({input});
        for (const std::string& file : list.files) {
            const fs::path path(file);
            if (path.filename() == kRunFile && read_record(file)) written.insert(resolved(path.parent_path()));
        }
        for (std::string& file : list.files) {
            const fs::path path(file);
            const bool output =
                is_output_name(path.filename().string()) && written.contains(resolved(path.parent_path()));
            if (!output && !is_state_file(file)) kept.push_back(std::move(file));
        }
        // What could not be read is met again, and reported, when these are read.
        for (Rejection& rejection : list.rejections) kept.push_back(std::move(rejection.path));
    }
    return kept;
}

std::string run_record(const Options& options) {
    std::vector<std::string> paths;
    if (options.state.empty()) {
        for (const std::string& input : options.inputs) paths.push_back(path_from(options.out, input));
    }
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());

    rapidjson::StringBuffer buffer;
    rapidjson::PrettyWriter<rapidjson::StringBuffer> json(buffer);
    json.SetIndent(' ', 2);
    json.StartObject();
    json.Key("schema");
    json.String(kRunSchema);
    json.Key("version");
    json.String(version().data(), static_cast<rapidjson::SizeType>(version().size()));
    json.Key("inputs");
    json.StartArray();
    for (const std::string& path : paths) json.String(path.data(), static_cast<rapidjson::SizeType>(path.size()));
    json.EndArray();
    if (!options.state.empty()) {
        const std::string state = path_from(options.out, options.state);
        json.Key("state");
        json.String(state.data(), static_cast<rapidjson::SizeType>(state.size()));
    }
    json.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

Result<RunRecord> recorded_run(const std::string& out) {
    const std::string path = (fs::path(out) / kRunFile).string();
    const auto record = read_record(path);
    if (!record) return Error{record.error()};
    RunRecord run;
    for (const JsonValue& input : *record.value().find("inputs")->list()) {
        if (input.text() == nullptr) return Error{fmt::format("{}: every one of \"inputs\" must be a string", path)};
        const std::string& name = *input.text();
        if (name == "-") return Error{fmt::format("the build of {} read standard input: name the inputs", path)};
        run.inputs.push_back(path_at(out, name));
    }
    if (const JsonValue* state = record.value().find("state")) {
        if (state->text() == nullptr) return Error{fmt::format("{}: \"state\" must be a string", path)};
        run.state = path_at(out, *state->text());
    }
    return run;
}

}  // namespace silang
