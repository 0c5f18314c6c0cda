// A sentence that reports what somebody said, outside quotation marks.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "silang/mention/speech.h"

namespace silang {

struct Report {
    uint32_t clause_first =
        0;  // tokens of what is reported; empty when a quotation follows, or only the speaker matters
    uint32_t clause_last = 0;
    uint32_t cue_first = 0;
    uint32_t cue_last = 0;
    Party party;                          // not found: see carried
    bool carried = false;                 // the speaker is the one spoken of before ("katanya")
    const Attribution* source = nullptr;  // the speaker is the last source credited in this sentence
    Stance stance = Stance::says;
    bool goes_on = false;  // a participle behind the clause says more
    std::string_view reason;
    [[nodiscard]] bool says_something() const { return clause_last > clause_first; }
};

std::optional<Stance> stance_from_name(std::string_view name);

// A quotation follows the verb that ends at `behind`, with no more between than whom it was said to, or how.
bool opens_quotation(const Speech& speech, uint32_t behind, uint32_t limit);

// The first report in [begin, end of the stretch). `sources`: the attributions of this page, in order.
std::optional<Report> find_report(const Speech& speech, const Stretch& stretch, uint32_t begin,
                                  std::span<const Attribution> sources);

// Further reports in the clause of `first`, which ends before them: "... dan meminta ...", "..., sedangkan X menilai
// ...". Without a party the speaker is that of the report before. What trails behind a clause is cut off it ("saat
// ditemui", ", kata X").
std::vector<Report> split_report(const Speech& speech, const Stretch& stretch, std::span<const Attribution> sources,
                                 Report& first);

}  // namespace silang
