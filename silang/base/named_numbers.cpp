#include "silang/base/named_numbers.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>

namespace silang {

std::optional<Error> read_named_numbers(const std::string& path, std::map<std::string_view, double*> wanted) {
    std::ifstream file(path);
    if (!file) return Error{fmt::format("{}: cannot be read", path)};
    std::string line;
    for (size_t number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line.front() == '#') continue;
        const size_t tab = line.find('\t');
        if (tab == std::string::npos)
            return Error{fmt::format("{}:{}: expected a name, a tab and a number", path, number)};
        const auto known = wanted.find(std::string_view(line).substr(0, tab));
        if (known == wanted.end()) {
            return Error{
                fmt::format("{}:{}: \"{}\" is no feature, or stands here twice", path, number, line.substr(0, tab))};
        }
        const char* const end = line.data() + line.size();
        const auto [rest, error] = std::from_chars(line.data() + tab + 1, end, *known->second);
        if (error != std::errc() || rest != end) {
            return Error{fmt::format("{}:{}: \"{}\" is no number", path, number, line.substr(tab + 1))};
        }
        wanted.erase(known);
    }
    if (!wanted.empty()) return Error{fmt::format("{}: has no line \"{}\"", path, wanted.begin()->first)};
    return std::nullopt;
}

}  // namespace silang
