// What another program has found, to be scored by the same rules.
#include <fmt/format.h>

#include <map>
#include <set>

#include "silang/base/json.h"
#include "silang/eval/eval.h"

namespace silang {
namespace {

// A whole number of bytes up to the length of the text.
std::optional<uint32_t> offset(const JsonValue& value, size_t size) {
    const double* number = value.number();
    if (number == nullptr || !(*number >= 0) || *number > static_cast<double>(size)) return std::nullopt;
    const auto whole = static_cast<uint32_t>(*number);
    return static_cast<double>(whole) == *number ? std::optional(whole) : std::nullopt;
}

std::optional<Time> read_time(const JsonValue& value, std::string_view text) {
    const JsonValue* span = value.find("span");
    const JsonValue* held = value.find("value");
    if (span == nullptr || span->list() == nullptr || span->list()->size() != 2) return std::nullopt;
    if (held == nullptr || held->text() == nullptr) return std::nullopt;
    const auto begin = offset((*span->list())[0], text.size());
    const auto end = offset((*span->list())[1], text.size());
    if (!begin || !end || *begin >= *end) return std::nullopt;
    return Time{{*begin, *end}, TimeType::date, *held->text(), {}, {}, {}};
}

}  // namespace

std::vector<Mentions> read_found(const std::string& file, std::string_view text, Gold& gold) {
    std::vector<Mentions> found(gold.passages.size());
    const auto wrong = [&](std::string_view id, std::string_view what) {
        gold.problems.push_back(id.empty() ? fmt::format("{}: {}", file, what)
                                           : fmt::format("{}: passage '{}': {}", file, id, what));
    };
    const auto parsed = parse_json(text);
    if (!parsed || parsed.value().list() == nullptr) {
        wrong("", parsed ? std::string_view("a list of passages is expected") : std::string_view(parsed.error()));
        return found;
    }
    std::map<std::string_view, size_t> index;
    for (size_t i = 0; i < gold.passages.size(); ++i) {
        GoldPassage& passage = gold.passages[i];
        if (!index.emplace(passage.id, i).second) wrong(passage.id, "the gold has more than one of that name");
        passage.quantities.reset();
        passage.quotes.reset();
        passage.attributions.reset();
        passage.entities.reset();
    }
    std::set<size_t> given;
    for (const JsonValue& record : *parsed.value().list()) {
        const JsonValue* id = record.find("id");
        const JsonValue* times = record.find("times");
        if (id == nullptr || id->text() == nullptr || times == nullptr || times->list() == nullptr) {
            wrong("", fmt::format("line {}: an object with \"id\" and a list \"times\" is expected", record.line));
            continue;
        }
        const auto at = index.find(*id->text());
        if (at == index.end()) {
            wrong(*id->text(), "there is none of that name in the gold");
            continue;
        }
        given.insert(at->second);
        for (const JsonValue& value : *times->list()) {
            auto time = read_time(value, gold.passages[at->second].article.page.text);
            if (time)
                found[at->second].times.push_back(std::move(*time));
            else
                wrong(*id->text(),
                      fmt::format("line {}: \"span\" must be two offsets into the text, and \"value\" a string",
                                  value.line));
        }
    }
    for (size_t i = 0; i < found.size(); ++i) {
        if (!given.contains(i)) wrong(gold.passages[i].id, "it is missing");
    }
    return found;
}

}  // namespace silang
