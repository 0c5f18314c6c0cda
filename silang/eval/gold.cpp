#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "silang/capture/capture.h"
#include "silang/eval/eval.h"
#include "silang/eval/passages.h"

namespace silang {
namespace {

bool is_passages(const std::string& file) {
    return file.ends_with(".json");
}

}  // namespace

Gold read_gold(const std::vector<std::string>& inputs, const Languages& languages) {
    Gold gold;
    for (const std::string& input : inputs) {
        std::error_code error;
        const bool folder = std::filesystem::is_directory(input, error);
        InputList list = list_inputs({input});
        for (const Rejection& rejection : list.rejections)
            gold.problems.push_back(fmt::format("{}: {}", rejection.path, rejection.reason));
        std::sort(list.files.begin(), list.files.end());
        for (const std::string& file : list.files) {
            if (folder && !is_passages(file)) continue;
            const auto capture = read_capture(file);
            if (!capture)
                gold.problems.push_back(fmt::format("{}: {}", file, capture.error()));
            else
                read_passages(file, capture.value().bytes, languages, gold);
        }
    }
    return gold;
}

}  // namespace silang
