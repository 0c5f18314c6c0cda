// A stream of news pages that nobody wrote: as long as news pages are, with a vocabulary of Zipf's law that never ends,
// new names every day, and events that are told on one to thirty pages, each in words of its own. What the stages
// before the story stage find (names, days, figures, copies) is given. The same seed makes the same stream.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "silang/language/language.h"
#include "silang/mention/mention.h"

namespace silang {

struct SyntheticPage {
    Document document;
    uint32_t event = 0;
    std::optional<uint32_t> copy_of;                    // number of an earlier page, counted from 0
    std::vector<std::pair<uint32_t, double>> passages;  // earlier pages that share a passage: the share of text copied
};

class SyntheticNews {
public:
    // The language lends its small and its common words, and must outlive this.
    SyntheticNews(const Language& language, uint32_t pages_a_day, int first_day);
    // In time order.
    SyntheticPage next();

private:
    class Random {
    public:
        explicit Random(uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15 + 1) {}
        uint64_t bits();
        double unit() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
        uint32_t below(uint32_t count) { return static_cast<uint32_t>(unit() * count); }

    private:
        uint64_t state_;
    };
    struct Word {
        std::string text;
        WordId id = kUnknownWord;
    };
    // A page to come: which event, when.
    struct Planned {
        uint32_t minute;
        uint32_t event;
        uint32_t turn;  // 0 is the event's first page
    };
    struct Name {
        std::string text;
        std::string id;
    };
    struct Event;
    class Writer;

    void plan_day();
    [[nodiscard]] Event read_event(uint32_t number) const;
    [[nodiscard]] Name name(uint64_t number) const;
    [[nodiscard]] uint32_t any_word(Random& random) const;
    void write(uint32_t event, uint32_t turn, uint32_t minute, Document& document) const;

    const Language& language_;
    const uint32_t pages_a_day_;
    const int first_day_;
    std::vector<Word> words_;  // the most frequent first
    std::vector<std::string> months_;
    int day_ = -1;
    std::vector<std::vector<Planned>> days_;  // from the current day on
    size_t next_ = 0;                         // of the current day's
    uint32_t pages_ = 0;                      // made
    std::vector<uint32_t> first_page_;        // by event
    std::vector<uint32_t> first_minute_;      // by event, counted from the first day
};

}  // namespace silang
