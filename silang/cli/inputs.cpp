// Which files a run reads, and the note of it that a later `silang why` starts from.
#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "silang/cli/cli.h"
#include "silang/cli/output_folder.h"

namespace silang {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRunSchema = "silang.run/1";

// `folder` itself or below it; both canonical.
bool is_inside(const fs::path& path, const fs::path& folder) {
    const auto [folder_end, path_end] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return folder_end == folder.end();
}

fs::path canonical(const fs::path& path) {
    std::error_code error;
    fs::path result = fs::weakly_canonical(fs::absolute(path), error);
    return error ? path : result;
}

}  // namespace

std::vector<std::string> inputs_outside(const std::vector<std::string>& inputs, const std::string& out) {
    const fs::path out_folder = canonical(out);
    std::vector<std::string> kept;
    for (const std::string& input : inputs) {
        std::error_code error;
        const fs::path folder = canonical(input);
        if (input == "-" || !fs::is_directory(input, error) || !is_inside(out_folder, folder)) {
            kept.push_back(input);
            continue;
        }
        // The folder is read file by file, without what stands in `out`. When `out` is the folder itself, its pages are
        // wanted all the same: only the files that a build writes are passed over.
        const bool same = out_folder == folder;
        InputList list = list_inputs({input});
        for (std::string& file : list.files) {
            const fs::path inside = fs::path(file).lexically_relative(input);
            const bool written = same ? is_output_name(inside.string()) : is_inside(folder / inside, out_folder);
            if (!written) kept.push_back(std::move(file));
        }
        for (Rejection& rejection : list.rejections) {
            const fs::path inside = fs::path(rejection.path).lexically_relative(input);
            if (rejection.path == input || !is_inside(folder / inside, out_folder))
                kept.push_back(std::move(rejection.path));
        }
    }
    return kept;
}

std::string run_record(const std::vector<std::string>& inputs, const std::string& out) {
    // Paths count from the folder the record stands in, so that both can be moved together; absolute ones stay.
    std::vector<std::string> paths;
    for (const std::string& input : inputs) {
        std::error_code error;
        const fs::path relative = fs::relative(input, out, error);
        const bool as_given = input == "-" || fs::path(input).is_absolute() || error || relative.empty();
        paths.push_back(as_given ? input : relative.string());
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
    json.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

Result<std::vector<std::string>> recorded_inputs(const std::string& out) {
    const std::string path = (fs::path(out) / kRunFile).string();
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return Error{
            fmt::format("{} is not there: name the inputs, or with --out the folder of an earlier build", path)};
    }
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    rapidjson::Document record;
    record.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
    const bool well_formed = !record.HasParseError() && record.IsObject() && record.HasMember("schema") &&
                             record["schema"].IsString() && record["schema"] == kRunSchema &&
                             record.HasMember("inputs") && record["inputs"].IsArray();
    if (!well_formed) return Error{fmt::format("{} is not the record of a build ({})", path, kRunSchema)};
    std::vector<std::string> inputs;
    for (const auto& input : record["inputs"].GetArray()) {
        if (!input.IsString()) return Error{fmt::format("{}: every one of \"inputs\" must be a string", path)};
        const std::string name(input.GetString(), input.GetStringLength());
        if (name == "-") return Error{fmt::format("the build of {} read standard input: name the inputs", path)};
        inputs.push_back((fs::path(out) / name).lexically_normal().string());
    }
    return inputs;
}

}  // namespace silang
