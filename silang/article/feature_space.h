// Every feature of the line model: groups of labels, how far each is seen, and the ids they get. To add one: a name in
// Group, its row in kGroups, and the place that emits it (line_facts.cpp for what a line is, lines.cpp for where it
// stands).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "silang/article/lines.h"

namespace silang::line_model {

enum Group : uint8_t {
    bias,
    length,
    end,
    start,
    sentences,
    capitals,
    uppercase,
    function_share,
    foreign_share,
    digit_share,
    quotes,
    marks,
    clutter,
    clutter_mix,
    discourse,
    item,
    first_word,
    rubric,
    byline_cue,
    caption_cue,
    caption_count,
    stamp,
    stamp_place,
    code,
    name_shape,
    glued,
    blank_style,
    ordinal,
    from_end,
    page_size,
    place,
    before,
    after,
    within,
    prose_gap,
    zone,
    zone_prose,
    duplicate,
    lead_overlap,
    page_overlap,
    title_overlap,
    near_overlap,
    site,
    shape_triple,
    shape_same,
    length_end,
    shape_place,
    shape_zone,
    repeat,
    group_count,
};

enum Shape : uint8_t {
    shape_prose,
    shape_fragment,
    shape_cut,
    shape_headline,
    shape_label,
    shape_dated,
    shape_clutter,
    shape_other
};
enum Place : uint8_t { place_none, place_before, place_in, place_after };
inline constexpr size_t kShapeCount = 8;
inline constexpr size_t kPlaceCount = 4;
inline constexpr size_t kZoneCount = 13;           // labels of zone-prose
inline constexpr size_t kEndCount = 14;            // labels of end
inline constexpr size_t kEdgeShape = kShapeCount;  // the shape of no line at all, before the first and after the last

// Where each group's features begin, and the names of all.
struct FeatureSpace {
    std::array<uint16_t, group_count> base{};
    std::array<uint8_t, group_count> size{};
    std::array<uint8_t, group_count> reach{};
    std::array<uint16_t, kTransitionKinds> transition{};
    std::vector<std::string> names;
    FeatureSpace();
};
const FeatureSpace& feature_space();

// Collects the atoms of a page, line by line.
class AtomWriter {
public:
    explicit AtomWriter(std::vector<LineFeatures::Atom>& atoms) : atoms_(atoms), space_(feature_space()) {}
    void operator()(Group group, size_t label) {
        atoms_.push_back({static_cast<uint16_t>(space_.base[group] + label), space_.size[group], space_.reach[group]});
    }

private:
    std::vector<LineFeatures::Atom>& atoms_;
    const FeatureSpace& space_;
};

// Labels of the groups that count.
uint8_t length_bucket(uint32_t words);
uint8_t share_bucket(uint32_t part, uint32_t whole);  // none few some many most all
uint8_t distance_bucket(size_t distance);             // 1 2 3-4 5-8 9+

}  // namespace silang::line_model
