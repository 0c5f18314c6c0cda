#include "silang/story/packed.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace silang {
namespace {

uint16_t steps(float weight) {
    return static_cast<uint16_t>(std::lround(std::clamp(weight, 0.0F, 1.0F) * 65535));
}

std::vector<PackedWord> pack_words(const Profile& profile) {
    std::vector<PackedWord> words;
    words.reserve(profile.text.size());
    size_t head = 0;  // every word of the head is one of the text
    for (const Term& term : profile.text) {
        while (head < profile.head.size() && profile.head[head].key < term.key) ++head;
        const bool in_head = head < profile.head.size() && profile.head[head].key == term.key;
        words.push_back({term.key, steps(term.weight), in_head ? steps(profile.head[head].weight) : uint16_t{0}});
    }
    return words;
}

std::vector<ShortFact> shorten(const Facts& facts) {
    std::vector<ShortFact> result;
    result.reserve(facts.size());
    for (const auto& [context, value] : facts)
        result.push_back({static_cast<uint32_t>(context >> 32), static_cast<uint32_t>(value >> 32)});
    std::sort(result.begin(), result.end());
    return result;
}

}  // namespace

PackedProfile::PackedProfile(const Profile& profile, const Facts& facts) : day_(profile.day) {
    const std::vector<PackedWord> words = pack_words(profile);
    std::vector<PackedName> names;
    for (const Term& name : profile.names) names.push_back({name.key, steps(name.weight)});
    std::vector<PackedHeadName> head_names;
    for (const HeadName& name : profile.head_names) {
        for (const Term& word : name.words) head_names.push_back({name.entity, word.key, word.weight});
    }
    const std::vector<ShortFact> short_facts = shorten(facts);
    // Once to measure, once to copy.
    const auto visit = [&](const auto& take) {
        take(kWords, words);
        take(kNames, names);
        take(kHeadNames, head_names);
        take(kEntities, profile.entities);
        take(kDays, profile.days);
        take(kNumbers, profile.numbers);
        take(kCalendarDays, profile.calendar_days);
        take(kPartialDays, profile.partial_days);
        take(kHeadDays, profile.head_days);
        take(kResults, profile.results);
        take(kFacts, short_facts);
    };
    uint32_t units = 0;
    visit([&](Part part, const auto& items) {
        units += static_cast<uint32_t>(items.size() * sizeof(items[0]) / sizeof(uint32_t));
        ends_[part] = units;
    });
    block_ = std::make_unique<uint32_t[]>(units);
    visit([&](Part part, const auto& items) {
        if (!items.empty())
            std::memcpy(block_.get() + (part == 0 ? 0 : ends_[part - 1]), items.data(),
                        items.size() * sizeof(items[0]));
    });
}

}  // namespace silang
