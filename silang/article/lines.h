// What the line model sees of a page: named yes/no features of each line and its neighbours. Internal to the article
// stage and its trainer.
//
// A line has "atoms", one or a few a group: `length=3-4`, `end=period`, `clutter=list-whole`. A group is seen from the
// lines around it too (`prev.length=3-4`), as far as its reach says. Nothing here is a word: words come in as classes
// of lexicons.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "silang/article/article.h"
#include "silang/language/language.h"
#include "silang/page/page.h"
#include "silang/text/text.h"

namespace silang {

// Roles are padded to a power of two so that adding up a row is a plain vector loop.
inline constexpr size_t kRoleSlots = 16;
using RoleRow = std::array<float, kRoleSlots>;

// Feature ids: first the features of lines, then those of transitions, a block of one row a previous role each ("start"
// being one): row = transition + previous role, columns = the role of the line.
size_t feature_count();
std::string feature_name(size_t feature);

inline constexpr size_t kPreviousRoles = kRoleCount + 1;
inline constexpr size_t kStartRole = kRoleCount;
inline constexpr size_t kTransitionKinds = 4;

class LineFeatures {
public:
    // Reads lines [first, last) of the page as if they were all of it. `repeats` is empty or one a line of the page.
    LineFeatures(const Page& page, const TokenizedText& tokens, const Language& language,
                 std::span<const uint32_t> repeats, size_t first, size_t last);

    [[nodiscard]] size_t size() const { return first_atom_.size() - 1; }
    // Calls `visit(feature)` for each feature of the line.
    template <class Visit>
    void for_each(size_t line, Visit visit) const {
        for (int slot = 0; slot < kSlots; ++slot) {
            const ptrdiff_t other = static_cast<ptrdiff_t>(line) + kOffsets[slot];
            if (other < 0 || other >= static_cast<ptrdiff_t>(size())) continue;
            for (uint32_t i = first_atom_[other]; i < first_atom_[other + 1]; ++i) {
                if (atoms_[i].reach >= kReach[slot])
                    visit(static_cast<size_t>(atoms_[i].base + slot * atoms_[i].group_size));
            }
        }
    }
    // First rows of the transition blocks that hold at this line.
    [[nodiscard]] const std::array<uint16_t, kTransitionKinds>& transitions(size_t line) const {
        return transitions_[line];
    }

    static constexpr int kSlots = 5;
    static constexpr int kOffsets[kSlots] = {0, -1, 1, -2, 2};
    static constexpr int kReach[kSlots] = {0, 1, 1, 2, 2};

    struct Atom {
        uint16_t base;       // the feature's id when seen from the line itself
        uint8_t group_size;  // distance to the same atom as seen from the next slot
        uint8_t reach;
    };

private:
    std::vector<Atom> atoms_;
    std::vector<uint32_t> first_atom_;
    std::vector<std::array<uint16_t, kTransitionKinds>> transitions_;
};

}  // namespace silang
