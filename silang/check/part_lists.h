// Lists of the parts of a total: "terdiri atas 7 pria, 4 wanita, dan seorang anak". Internal to the stage.
#pragma once

#include <vector>

#include "silang/check/figures.h"

namespace silang {

enum class BreakdownCue : uint8_t { none, parts, some, from, total, rest, link, subset, each, back };

struct Part {
    const Figure* figure;  // nullptr: one, told by a word ("seorang")
    double value;
    Span span;
};

struct Parts {
    std::vector<Part> all;
    const Figure* total_behind = nullptr;
    uint32_t end = 0;      // the token behind the list
    bool shared = false;   // some have the same each: "masing-masing 1 ton untuk A, B, dan C"
    double spread = 0;     // what one name less would take away, where it is in doubt
    bool rest = false;     // "sisanya": nothing is left out
    bool closed = false;   // "dan" stands before the last one
    bool open = false;     // one that is not counted stands behind it
    bool readable = true;  // no number stands where no part begins
};

class PartReader {
public:
    explicit PartReader(const Language& language);
    void begin(const TokenizedText& text) { text_ = &text; }

    struct Cue {
        BreakdownCue kind = BreakdownCue::none;
        uint32_t length = 0;
    };
    [[nodiscard]] Cue cue_at(uint32_t token) const;
    // Past fillers and colons, from `token`.
    [[nodiscard]] uint32_t skip_fillers(uint32_t token, uint32_t end) const;
    enum class Order : uint8_t { number_first, either };  // "60 orang dewasa"; "dewasa 60 orang" as well
    // The parts that begin at `token`. `end`: the sentence's, or the bracket's.
    [[nodiscard]] Parts read(const std::vector<Figure>& figures, uint32_t token, uint32_t end,
                             Order order = Order::number_first) const;

    // The figure that begins at the token.
    [[nodiscard]] static const Figure* begins_at(const std::vector<Figure>& figures, uint32_t token);
    [[nodiscard]] static bool inside(const std::vector<Figure>& figures, uint32_t token);

private:
    struct Names {
        double count;
        uint32_t end;
    };
    [[nodiscard]] uint32_t behind_name(const std::vector<Figure>& figures, uint32_t token, uint32_t end) const;
    [[nodiscard]] Names names_from(const std::vector<Figure>& figures, uint32_t token, uint32_t end) const;
    [[nodiscard]] bool subset_near(const Figure& figure, uint32_t end) const;
    [[nodiscard]] char mark(uint32_t token) const { return mark_at(*text_, token); }

    const Lexicon& cues_;
    const Lexicon& fillers_;
    const Lexicon& ones_;
    std::vector<BreakdownCue> kinds_;  // one an entry of cues_
    const TokenizedText* text_ = nullptr;
};

}  // namespace silang
