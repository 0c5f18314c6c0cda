// Lengths of time held against days: what check_elapsed and its parts share. Internal to the stage.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "silang/check/parts.h"

namespace silang {

// A length of time, read off its words.
struct Elapsed {
    const Time* time;
    double days;
    double unit_days;
};
std::optional<Elapsed> elapsed_of(const Time& time);

// Whether a stretch of `fewest` to `most` days can be called by that length.
bool fits(const Elapsed& stated, double fewest, double most);
// Whether even `most` days are too few for it.
bool exceeds(const Elapsed& stated, double most);

// A time and its tokens.
struct PlacedTime {
    const Time* time;
    uint32_t first;
    uint32_t end;
};

// One sentence with its times, in order.
struct TimedSentence {
    const Unit& unit;
    const TokenizedText& text;
    const Sentence& sentence;
    std::vector<PlacedTime> times;
};
TimedSentence timed_sentence(const Scene& scene, const Unit& unit);

// The words, what they are counted from and to, and what that makes.
PageCheck elapsed_mismatch(const Scene& scene, const Unit& unit, Span words, DayRange start, DayRange end, double days);

// Lengths and the days named right beside them: "selama 14 hari, dari 21 Januari hingga 3 Februari", "dua tahun lalu,
// tepatnya Mei 2019", "sejak 10 Desember atau sudah delapan bulan".
class LengthReader {
public:
    LengthReader(const Scene& scene, std::vector<PageCheck>& checks);
    // True where days stand beside the length: what else the sentence names is not what it is counted from.
    // `written`: the day of the page.
    bool beside(const TimedSentence& in, size_t at, const Elapsed& stated, std::optional<Day> written);
    // The time at `at` and the one behind it, where one is reckoned from the page's day and the other by the calendar.
    void reckoned(const TimedSentence& in, size_t at);

private:
    [[nodiscard]] bool lasted(const TimedSentence& in, size_t at, const Elapsed& stated);
    [[nodiscard]] bool until_now(const TimedSentence& in, size_t at, const Elapsed& stated, Day written);
    [[nodiscard]] bool linked(const TimedSentence& in, uint32_t from, uint32_t end, bool behind_date) const;
    [[nodiscard]] bool from_now(const TimedSentence& in, const PlacedTime& time) const;
    [[nodiscard]] bool counts_back(const TimedSentence& in, const PlacedTime& time) const;

    const Scene& scene_;
    std::vector<PageCheck>& checks_;
    const Lexicon& cues_;
    const Lexicon& span_links_;
    const Lexicon& joiners_;
    const Lexicon& time_units_;
    const Lexicon& directions_;
    const Lexicon& number_words_;
};

}  // namespace silang
