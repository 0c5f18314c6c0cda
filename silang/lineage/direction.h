// Who had the words first, and whether the other says so. Internal to the lineage stage.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "silang/lineage/body.h"
#include "silang/lineage/origins.h"

namespace silang {

// What a page says of itself and of others, as far as it tells who was first.
struct Clues {
    std::string house;                      // keys of SourceNames, all of them
    std::vector<std::string> sources;       // every source it credits, sorted
    std::vector<std::string> page_sources;  // agencies and outlets that it has its text from
    bool agency_house = false;
    bool agency_credit = false;  // for the page as a whole
    Day day = Day::max();
    int64_t minute = kNoMinute;
    size_t words = 0;
    std::string id;

    static constexpr int64_t kNoMinute = INT64_MAX;

    [[nodiscard]] bool credits(const Clues& other) const;
};
Clues read_clues(const Document& document, const Body& body, const std::string& house, const SourceNames& names);

// The order in which pages may stand for a group, the most original first. `credits_double`: the page names the outlet
// of another page with the same words.
bool more_original(const Clues& left, bool left_credits_double, const Clues& right, bool right_credits_double);

struct Direction {
    bool left_first;  // where nothing is known: a fixed choice
    bool known;
    std::string_view reason;
};
Direction direction_of(const Clues& left, const Body& left_body, const Clues& right, const Body& right_body);

// `to` has words of `from` and names neither its outlet nor a source that both have them from.
bool is_uncredited(const Clues& from, const Clues& to);

}  // namespace silang
