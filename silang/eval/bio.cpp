#include "silang/eval/bio.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace silang {
namespace {

constexpr std::array<std::pair<std::string_view, NameTag>, 7> kKinds{{{"PER", NameTag::begin_person},
                                                                      {"PERSON", NameTag::begin_person},
                                                                      {"ORG", NameTag::begin_organization},
                                                                      {"ORGANISATION", NameTag::begin_organization},
                                                                      {"ORGANIZATION", NameTag::begin_organization},
                                                                      {"LOC", NameTag::begin_place},
                                                                      {"PLACE", NameTag::begin_place}}};

std::optional<NameTag> tag_named(std::string_view name) {
    if (name == "O") return NameTag::outside;
    if (!name.starts_with("B-") && !name.starts_with("I-")) return std::nullopt;
    const auto* kind =
        std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& k) { return k.first == name.substr(2); });
    if (kind == kKinds.end()) return std::nullopt;
    return name[0] == 'B' ? kind->second : static_cast<NameTag>(static_cast<int>(kind->second) + 1);
}

}  // namespace

Result<std::vector<BioSentence>> read_bio(std::string_view text) {
    std::vector<BioSentence> sentences;
    bool open = false;
    uint32_t number = 0;
    while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
            line.remove_suffix(1);
        if (line.empty()) {
            open = false;
            continue;
        }
        const size_t first = line.find_first_of("\t ");
        const std::string_view name = line.substr(line.find_last_of("\t ") + 1);
        const auto tag = tag_named(name);
        if (first == std::string_view::npos || first == 0 || !tag)
            return Error{fmt::format("line {}: a word and its tag (O, B-PER, I-PLACE …) are expected, not \"{}\"",
                                     number, line)};
        if (!open) sentences.push_back({number, {}, {}});
        open = true;
        BioSentence& sentence = sentences.back();
        if (!sentence.text.empty()) sentence.text += ' ';
        const auto begin = static_cast<uint32_t>(sentence.text.size());
        sentence.text += line.substr(0, first);
        sentence.words.push_back({{begin, static_cast<uint32_t>(sentence.text.size())}, *tag});
    }
    return sentences;
}

}  // namespace silang
