// What pages fill the slots of their statements with: a number, a day or an hour, a place, a name, with all that two of
// them are compared by. Conflicts and updates are found between fillers of one slot (differences.cpp).
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "silang/check/numbers.h"
#include "silang/check/parts.h"

namespace silang {

enum class FillerKind : uint8_t { number, day, clock, place, name };
inline constexpr size_t kFillerKindCount = 5;
std::string_view filler_kind_name(FillerKind kind);

// Terms sorted by number, each with how near it stands (1 beside the filler, less further off); `weight` is the sum of
// the squares of nearness times term weight.
struct Frame {
    std::vector<std::pair<uint32_t, double>> terms;
    double weight = 0;
};

struct Filler {
    FillerKind kind;
    uint32_t unit;
    uint32_t clause;
    uint32_t document;
    Span span;
    std::string value;   // number: as written, with its unit; day, clock: ISO 8601; place, name: as the page has it
    NumberClaim number;  // of a number
    std::optional<DayRange> day;  // of a day its own, of all others the one day of its clause
    bool doubtful = false;        // of a day: the calendar contradicts it
    int minute = 0;               // of a clock: of the day
    int64_t moment = 0;           // of a clock: minutes in UTC
    bool zoned = false;           // of a clock: its zone is known
    bool inexact = false;         // of a clock
    std::string type;             // unit of measure; type of entity; else empty
    std::string sort;             // concept or stem of what is counted; kind of place; post beside a name
    std::string_view event;       // class of the nearest happening; empty: none
    std::string before;           // the word right before it ("di", "ke", "pukul"), folded
    uint32_t own = UINT32_MAX;    // term of the name or of the number itself
    uint32_t left = UINT32_MAX;   // nearest term before it, of its sentence
    uint32_t right = UINT32_MAX;  // and behind it
    uint32_t near_name = UINT32_MAX;
    uint32_t rivals = 0;  // others of its kind and type in its sentence
    // Whether its page has no second value beside the same sort, role, happening or unit.
    bool sort_alone = false;
    bool role_alone = false;
    bool event_alone = false;
    bool type_alone = false;
    bool planned = false;
    bool negative = false;
    Frame near;                           // words of its sentence, by nearness
    Frame told;                           // words of its clause
    Frame sentence;                       // words of its sentence
    std::vector<uint32_t> anchors;        // other figures and days of its sentence, sorted
    std::vector<uint32_t> names;          // names of the clause and of what it leans on, sorted
    std::vector<std::string> name_words;  // of place and name: folded words
};

// What the pages of a story hold, whatever they say of it.
struct PageContents {
    std::vector<std::vector<std::string>> names;  // by page: folded names of entities and places, sorted
    [[nodiscard]] bool has_name(uint32_t page, const Filler& value) const;
    // By page: what is counted, in what unit, and the value; sorted. Of a large value alone what it is tells enough.
    std::vector<std::vector<std::pair<std::string, double>>> numbers;
    [[nodiscard]] bool has_number(uint32_t page, const Filler& value) const;
};

struct Fillers {
    std::vector<Filler> all;  // by page in story order, then by place
    PageContents contents;
};
Fillers find_fillers(const Scene& scene);

// What a number is looked for by among those of a page: its unit, and of a small one, of which every page has many,
// what it counts.
std::string counted(const Filler& filler);

// Calls visit(word, word) for the words of two names, from the last back; a name may have one word more before it,
// which is mostly a title. The number of pairs; 0 when the names are of other lengths.
template <class Visit>
size_t for_each_word_pair(const Filler& a, const Filler& b, Visit visit) {
    const size_t words = std::min(a.name_words.size(), b.name_words.size());
    const size_t more = std::max(a.name_words.size(), b.name_words.size()) - words;
    if (more > 1 || (more == 1 && words < 2)) return 0;
    for (size_t i = 1; i <= words; ++i)
        visit(a.name_words[a.name_words.size() - i], b.name_words[b.name_words.size() - i]);
    return words;
}

// Whether the two can be one value told in two ways ("hampir 500" and 492; 2024 and 2024-06).
bool agree(const Filler& a, const Filler& b);

// Whether it can be asked if the two fill one slot.
bool comparable(const Filler& a, const Filler& b);

}  // namespace silang
