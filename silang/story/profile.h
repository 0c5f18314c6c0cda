// What a page is about, as sorted vectors that compare fast. Internal to the story stage.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "silang/language/language.h"
#include "silang/mention/mention.h"
#include "silang/story/frequencies.h"

namespace silang {

// 32 bits of a hash: a page has some hundred terms, so that two of them meet by chance on one page pair in a hundred
// thousand; half the memory of every live page.
struct Term {
    uint32_t key;
    float weight;
};

// A name in title or lead: found on another page when that names the same entity or has the name's words.
struct HeadName {
    uint32_t entity;
    std::vector<Term> words;  // by rarity
};

// Each vector of terms is sorted by key, each key once.
struct Profile {
    std::vector<Term> text;   // words of the body and title; unit length
    std::vector<Term> head;   // words of title and lead; unit length
    std::vector<Term> names;  // words of all names, as their full forms have them; unit length
    std::vector<HeadName> head_names;
    std::vector<uint32_t> entities;  // all that is named
    std::vector<Term> days;          // event days (days since 1970) and months (negative), by what sharing them tells
    std::vector<int> calendar_days;  // month * 100 + day of the event days,
    std::vector<int> partial_days;   // and of those whose year the page leaves open
    std::vector<int> head_days;      // event days in title and lead
    std::vector<int> results;        // scores in title and lead, whichever side is named first: 3-1 and 1-3 are 103
    std::vector<Term> numbers;       // figures, by how unlikely it is to share them by chance
    std::optional<int> day;          // published, or the latest day it speaks of
};

// What the page says, its words counted but not weighed yet.
Profile read_profile(const Document& document, const CommonWords& common, const Language& language);

// Turns counts into weights: what is on few pages tells more.
void weigh(Profile& profile, const CommonWords& common, const Frequencies& frequencies);

// The words and names of a profile, each once: what frequencies count.
std::vector<uint32_t> profile_keys(const Profile& profile);

}  // namespace silang
