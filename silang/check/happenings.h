// What happened on which day: each date of a sentence with the happening it stands beside, and which of them are one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "silang/check/parts.h"

namespace silang {

inline constexpr std::string_view kSpeech = "speech";
inline constexpr std::string_view kOther = "other";

struct Happening {
    uint32_t unit;
    DayRange range;
    std::string value;
    Span time;                      // the words of the date
    std::string_view event;         // class of the nearest happening word, kSpeech or kOther
    std::vector<uint32_t> context;  // sorted terms that stand near the date
    bool planned;                   // told as still to come
    bool doubtful;                  // the date contradicts the calendar
    bool until;                     // up to when something is counted or lasts
    bool measure;  // the date of a figure ("pada 2024 mencapai 412 juta") or what one is held against ("dari pekan
                   // lalu")
};

// By unit. Dates of agency credits are not among them, nor the day somebody spoke unless the sentence tells it as a
// happening.
std::vector<Happening> find_happenings(const Scene& scene);

// "hingga Kamis malam": up to when something is counted or lasts, not when it happened.
bool counts_until(const TokenizedText& text, const Lexicon& as_of, Span time);

// How surely two happenings are one, by what stands near their dates; the dates themselves do not count. 0: they are
// not.
double same_happening(const StoryUnits& all, const Happening& a, const Happening& b);

}  // namespace silang
