// What a live page is compared by, in one block of memory: a stream keeps 150,000 of them, and a comparison reads the
// most part of two. Internal to the story stage.
//
//   words | names | names of the head | entities | days | numbers | calendar days | ... | facts      4 bytes a unit
//
// Weights of vectors of unit length lie in 0..1 and are kept in steps of 1/65535.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "silang/lineage/body.h"
#include "silang/story/profile.h"

namespace silang {

// A word of the page, with its weights in the text and, where title or lead have it, in the head.
struct PackedWord {
    uint32_t key;
    uint16_t text;
    uint16_t head;
};
struct PackedName {
    uint32_t key;
    uint32_t weight;
};
// A word of a name in title or lead.
struct PackedHeadName {
    uint32_t entity;
    uint32_t word;
    float weight;
};

class PackedProfile {
public:
    PackedProfile() = default;
    // The profile has been weighed.
    PackedProfile(const Profile& profile, const Facts& facts);

    // Each sorted by key or value, as in Profile.
    [[nodiscard]] std::span<const PackedWord> words() const { return part<PackedWord>(kWords); }
    [[nodiscard]] std::span<const PackedName> names() const { return part<PackedName>(kNames); }
    [[nodiscard]] std::span<const PackedHeadName> head_names() const { return part<PackedHeadName>(kHeadNames); }
    [[nodiscard]] std::span<const uint32_t> entities() const { return part<uint32_t>(kEntities); }
    [[nodiscard]] std::span<const Term> days() const { return part<Term>(kDays); }
    [[nodiscard]] std::span<const Term> numbers() const { return part<Term>(kNumbers); }
    [[nodiscard]] std::span<const int> calendar_days() const { return part<int>(kCalendarDays); }
    [[nodiscard]] std::span<const int> partial_days() const { return part<int>(kPartialDays); }
    [[nodiscard]] std::span<const int> head_days() const { return part<int>(kHeadDays); }
    [[nodiscard]] std::span<const int> results() const { return part<int>(kResults); }
    [[nodiscard]] std::span<const ShortFact> facts() const { return part<ShortFact>(kFacts); }
    [[nodiscard]] std::optional<int> day() const { return day_; }

private:
    enum Part : uint8_t {
        kWords,
        kNames,
        kHeadNames,
        kEntities,
        kDays,
        kNumbers,
        kCalendarDays,
        kPartialDays,
        kHeadDays,
        kResults,
        kFacts,
        kParts
    };
    template <class Item>
    [[nodiscard]] std::span<const Item> part(Part part) const {
        static_assert(sizeof(Item) % sizeof(uint32_t) == 0 && alignof(Item) == alignof(uint32_t));
        const uint32_t begin = part == 0 ? 0 : ends_[part - 1];
        return {reinterpret_cast<const Item*>(block_.get() + begin),
                (ends_[part] - begin) * sizeof(uint32_t) / sizeof(Item)};
    }

    std::unique_ptr<uint32_t[]> block_;
    std::array<uint32_t, kParts> ends_{};  // in units of four bytes
    std::optional<int> day_;
};

}  // namespace silang
