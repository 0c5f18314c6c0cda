// The slot model: named features, one weight each and kind of filler, in a text file.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "silang/base/types.h"

namespace silang {

// What two fillers on two pages have in common; each about 0..1, none looks at whether their values agree.
enum class SlotFeature : uint8_t {
    bias,
    near,         // cosine of the words around, the nearest weighing most
    told,         // cosine of their clauses
    covered,      // share of the shorter clause's words that the other sentence has
    sentence,     // cosine of their sentences
    clause_pair,  // their clauses stand in one statement
    same_sort,    // count the same, are of one kind of place, of one post
    other_sort,   // and not
    same_role,    // numbers of one role
    other_role,
    same_event,  // stand beside one class of happening
    other_event,
    same_before,  // the same word stands before both
    names,        // share of the names that both clauses have, of the fewer
    other_names,  // both clauses name somebody, and nobody both
    same_day,     // both clauses are of one day
    other_day,
    anchors,          // share of the other figures and days that are the same, of the fewer
    other_anchors,    // both have other figures or days, none the same
    part,             // only one of them is a part or a difference
    past,             // only one of them is told as past
    background,       // only one of them is of an earlier happening
    planned,          // only one of them is told as planned
    negative,         // only one of their clauses denies or negates
    alone,            // neither has a rival in its sentence
    told_weight,      // weight of what the clauses share
    one_of_its_kind,  // a role that a story has one of
    near_covered,     // share of the words around the one that stand in the other's sentence, of the lesser
    left,             // the same word of content right before both
    right,            // or right behind both
    shared_event,     // some class of happening in both clauses
    no_shared_event,  // both tell happenings, none of them of one class
    same_unit,        // the unit as it is written
    near_names,       // the nearest name is the same
    other_near_names,
    elsewhere,  // share of the words around the one that the other's page has, but not in that sentence; the more
    near_and_covered,  // products: what is alike in both ways
    role_and_near,
    sort_and_covered,
    pair_and_near,
    names_and_covered,
    least,        // the lesser of covered and sentence
    sort_alone,   // same_sort, and neither page has a second value of that sort
    role_alone,   // the same of roles
    event_alone,  // of happenings
    type_alone,   // of units of measure
    name_slip,    // of names: the one is the other with a slip of the pen
    name_words,   // of names and places: share of words in common
};
inline constexpr size_t kSlotFeatureCount = 48;
std::string_view slot_feature_name(SlotFeature feature);
using SlotFeatures = std::array<double, kSlotFeatureCount>;

// What tells whether two values of one slot contradict each other, or the one came after the other.
enum class DifferenceFeature : uint8_t {
    bias,
    same_slot,        // log odds of the model above
    margin,           // by how much each is the other's best on its page; the less
    said,             // how surely the one's page gives the other's value in this slot too
    contested,        // the same, by another source
    elsewhere,        // the one's value stands somewhere on the other's page
    nearness,         // how near the values lie
    slip,             // the one is the other with a slip of the pen
    apart,            // days between the moments they hold for, up to 3
    published_apart,  // days between the pages, up to 3
    stated,           // for how many of the two the moment is named
    becomes,          // one of them is told as what it came to
    past,             // one of them is told as what it was
    cumulative,       // a count that only grows
    open,             // one that moves both ways
    fixed,            // one that stays
    grows,            // the later page has the higher value of a cumulative one; by days, up to 2
    shrinks,          // and the lower one
    later_is_higher,  // of any
    small,            // both values are small
    same_speaker,     // one source gives both
    other_speaker,    // two sources
    support,          // pages that give either value in this slot
    sure_support,     // the same times how surely it is one slot
    later_becomes,    // what it came to is told by the later page
    same_moment,      // both are told as of one moment
    refuted,          // how surely the one's sentence gives the other's value as what it is not ("910, bukan 640")
};
inline constexpr size_t kDifferenceFeatureCount = 27;
std::string_view difference_feature_name(DifferenceFeature feature);
using DifferenceFeatures = std::array<double, kDifferenceFeatureCount>;

// Logistic models, and from which probability on a difference is shown.
struct KindWeights {
    SlotFeatures same{};
    DifferenceFeatures conflict{};
    DifferenceFeatures update{};
    double conflict_from = 1;
    double update_from = 1;
};
struct SlotWeights {
    std::array<KindWeights, 5> of{};  // by FillerKind
};

// Lines "kind.model.feature <TAB> value", comment lines begin with "#". The error names file and line; every name must
// be there once.
Result<SlotWeights> read_slot_weights(const std::string& path);
// In the same form, without comments.
std::string to_text(const SlotWeights& weights);

}  // namespace silang
