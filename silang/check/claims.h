// What parties claim and deny: reported speech with who it stands for, what it says, and what it answers on its page.
#pragma once

#include <optional>
#include <vector>

#include "silang/check/parties.h"

namespace silang {

struct Claim {
    uint32_t unit;
    Span span;
    std::vector<Party> parties;   // nobody where a page accuses without saying who does
    std::vector<uint32_t> terms;  // what it says
    bool accuses = false;
    bool denies = false;   // by its verb, or by strong words
    bool negates = false;  // by its words: a denial where another is known to say the opposite
    bool points_back = false;
    bool also = false;               // as another did in the sentence before
    std::vector<std::string> named;  // ids of the parties its sentence names beside its own, sorted
    std::optional<size_t> answers;   // the claim of its page that it denies, or names the source of
};

// In the order of the pages.
std::vector<Claim> find_claims(const Scene& scene);

// Which claim of its page each denial answers. For find_claims().
void link_claims(const StoryUnits& all, std::vector<Claim>& claims);

}  // namespace silang
