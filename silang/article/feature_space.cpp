#include "silang/article/feature_space.h"

#include <algorithm>

namespace silang::line_model {
namespace {

struct GroupInfo {
    std::string_view name;
    std::string_view labels;  // parted by spaces
    uint8_t reach;            // 0: the line only; 1, 2: also seen from lines that far away
};

constexpr std::string_view kLengths = "1 2 3 4 5-7 8-11 12-17 18-29 30-59 60+";
constexpr std::string_view kEnds =
    "period quoted question exclamation ellipsis colon comma semicolon paren dash number star punct word";
constexpr std::string_view kShapes = "prose fragment cut headline label dated clutter other";
constexpr std::string_view kShares = "none few some many most all";

constexpr GroupInfo kGroups[group_count] = {
    {"bias", "on", 0},
    {"length", kLengths, 2},
    {"end", kEnds, 1},
    {"start", "lower capital upper mixed quote bullet number list-number paren hash at copyright punct", 1},
    {"sentences", "0 1 2 3+", 1},
    {"capitals", kShares, 1},
    {"uppercase", kShares, 1},
    {"function-words", kShares, 1},
    {"foreign-words", kShares, 0},
    {"digits", kShares, 1},
    {"quotes", "0 1 2+", 0},
    {"marks",
     "bar arrow colon at hash address copyright plus slash open-paren whole-paren asterisk dash middle-dot money "
     "credit dateline dateline-whole amount",
     1},
    {"clutter",
     "list-whole list-most list-start list-some menu-whole menu-most menu-start menu-some share-whole share-most "
     "share-start share-some tags-whole tags-most tags-start tags-some more-whole more-most more-start more-some "
     "continue-whole continue-most continue-start continue-some related-whole related-most related-start "
     "related-some promo-whole promo-most promo-start promo-some form-whole form-most form-start form-some "
     "validation-whole validation-most validation-start validation-some button-whole button-most button-start "
     "button-some comment-whole comment-most comment-start comment-some legal-whole legal-most legal-start "
     "legal-some",
     1},
    {"clutter-share", kShares, 2},
    {"discourse", "opener reference speech address address-unquoted", 1},
    {"list-item", "after-1 after-2 after-3+ intro", 1},
    {"first-word", "as-previous as-next as-both", 0},
    {"rubric", "whole most start some", 1},
    {"byline-cue",
     "writer-whole writer-start writer-some editor-whole editor-start editor-some photo-whole photo-start photo-some "
     "other-whole other-start other-some code-whole code-start code-some",
     1},
    {"caption-cue", "whole start end some", 0},
    {"caption-cues", "1 2 3+", 0},
    {"stamp",
     "date-whole date-most date-some clock-whole clock-most clock-some age-whole age-most age-some partial-whole "
     "partial-most partial-some zone",
     2},
    {"stamp-place", "start end", 0},
    {"code", "parenthesis slash-code", 1},
    {"name-shape", "1 2 3 4", 1},
    {"glued", "yes cut", 0},
    {"blank", "0-of-none 0-of-some 0-of-most 1-of-some 1-of-most 2-of-some 2-of-most", 1},
    {"ordinal", "1 2 3 4-5 6-10 11-20 21+", 0},
    {"from-end", "1 2 3-5 6-10 11+", 0},
    {"page-lines", "1-6 7-15 16-40 41+", 0},
    {"place", "no-prose before in after", 1},
    {"before", "1 2 3 4-5 6-9 10+", 0},
    {"after", "1 2 3-5 6-9 10+", 0},
    {"within", "first second inner last", 0},
    {"prose-gap",
     "1/1 1/2 1/3-4 1/5+ 1/none 2/1 2/2 2/3-4 2/5+ 2/none 3-4/1 3-4/2 3-4/3-4 3-4/5+ 3-4/none 5+/1 5+/2 5+/3-4 5+/5+ "
     "5+/none none/1 none/2 none/3-4 none/5+ none/none",
     0},
    {"zone",
     "none list-1 list-2 list-3-4 list-5-8 list-9+ menu-1 menu-2 menu-3-4 menu-5-8 menu-9+ share-1 share-2 share-3-4 "
     "share-5-8 share-9+ tags-1 tags-2 tags-3-4 tags-5-8 tags-9+ comment-1 comment-2 comment-3-4 comment-5-8 "
     "comment-9+ "
     "form-1 form-2 form-3-4 form-5-8 form-9+",
     0},
    {"zone-prose",
     "none list menu share tags comment form list+prose menu+prose share+prose tags+prose comment+prose form+prose", 0},
    {"duplicate", "short-none short-earlier short-later short-both long-none long-earlier long-later long-both", 1},
    {"lead-overlap",
     "no-words before-none before-few before-some before-many before-most before-all in-none in-few in-some "
     "in-many in-most in-all after-none after-few after-some after-many after-most after-all",
     0},
    {"page-overlap",
     "no-words before-none before-few before-some before-many before-most before-all in-none in-few in-some "
     "in-many in-most in-all after-none after-few after-some after-many after-most after-all",
     0},
    {"title-overlap",
     "no-words before-none before-few before-some before-many before-most before-all in-none in-few in-some "
     "in-many in-most in-all after-none after-few after-some after-many after-most after-all",
     0},
    {"near-overlap", "none few some many most all", 0},
    {"site-name", "before-prose before-other in-prose in-other after-prose after-other", 0},
    {"shapes", "", 0},
    {"shape-like", "prev next prev2 next2", 0},
    {"length-end", "", 0},
    {"shape-place", "", 0},
    {"shape-zone", "", 0},
    {"repeats", "1-prose 2-3-prose 4+-prose 1-other 2-3-other 4+-other", 0},
};

constexpr std::string_view kSlotNames[LineFeatures::kSlots] = {"", "prev.", "next.", "prev2.", "next2."};
constexpr std::string_view kTransitionNames[kTransitionKinds] = {"", " shape=", " blank=", " place="};
constexpr std::string_view kTransitionLabels[kTransitionKinds] = {"on", kShapes, "0 1 2+", "no-prose before in after"};

std::vector<std::string_view> split(std::string_view labels) {
    std::vector<std::string_view> parts;
    for (size_t at = 0; at < labels.size();) {
        const size_t stop = std::min(labels.find(' ', at), labels.size());
        if (stop > at) parts.push_back(labels.substr(at, stop - at));
        at = stop + 1;
    }
    return parts;
}

std::vector<std::string_view> with_edge(std::string_view labels) {
    std::vector<std::string_view> parts = split(labels);
    parts.push_back("edge");
    return parts;
}
std::vector<std::string> product(const std::vector<std::vector<std::string_view>>& factors) {
    std::vector<std::string> result = {""};
    for (const std::vector<std::string_view>& factor : factors) {
        std::vector<std::string> longer;
        for (const std::string& head : result) {
            for (std::string_view label : factor)
                longer.push_back(head.empty() ? std::string(label) : head + "/" + std::string(label));
        }
        result = std::move(longer);
    }
    return result;
}

}  // namespace

FeatureSpace::FeatureSpace() {
    for (size_t g = 0; g < group_count; ++g) {
        std::vector<std::string> labels;
        for (std::string_view label : split(kGroups[g].labels)) labels.emplace_back(label);
        if (g == shape_triple) labels = product({with_edge(kShapes), split(kShapes), with_edge(kShapes)});
        if (g == length_end) labels = product({split(kLengths), split(kEnds)});
        if (g == shape_place) labels = product({split(kShapes), split(kGroups[place].labels)});
        if (g == shape_zone) labels = product({split(kShapes), split(kGroups[zone_prose].labels)});
        base[g] = static_cast<uint16_t>(names.size());
        reach[g] = kGroups[g].reach;
        size[g] = static_cast<uint8_t>(std::min<size_t>(labels.size(), 255));
        const int slots = kGroups[g].reach == 0 ? 1 : kGroups[g].reach == 1 ? 3 : LineFeatures::kSlots;
        for (int slot = 0; slot < slots; ++slot) {
            for (const std::string& label : labels) {
                names.push_back(std::string(kSlotNames[slot]).append(kGroups[g].name).append("=").append(label));
            }
        }
    }
    for (size_t kind = 0; kind < kTransitionKinds; ++kind) {
        transition[kind] = static_cast<uint16_t>(names.size());
        for (std::string_view label : split(kTransitionLabels[kind])) {
            for (size_t role = 0; role < kPreviousRoles; ++role) {
                std::string name = "after=";
                name += role == kStartRole ? "start" : role_name(static_cast<Role>(role));
                if (kind != 0) name.append(kTransitionNames[kind]).append(label);
                names.push_back(std::move(name));
            }
        }
    }
}

const FeatureSpace& feature_space() {
    static const FeatureSpace made;
    return made;
}

uint8_t length_bucket(uint32_t words) {
    constexpr uint32_t kUpTo[] = {1, 2, 3, 4, 7, 11, 17, 29, 59};
    uint8_t bucket = 0;
    while (bucket < 9 && words > kUpTo[bucket]) ++bucket;
    return bucket;
}
uint8_t share_bucket(uint32_t part, uint32_t whole) {
    if (part == 0 || whole == 0) return 0;
    if (part >= whole) return 5;
    const uint32_t percent = part * 100 / whole;
    return percent < 15 ? 1 : percent < 35 ? 2 : percent < 60 ? 3 : 4;
}
uint8_t distance_bucket(size_t distance) {
    return distance <= 1 ? 0 : distance == 2 ? 1 : distance <= 4 ? 2 : distance <= 8 ? 3 : 4;
}

}  // namespace silang::line_model

namespace silang {

size_t feature_count() {
    return line_model::feature_space().names.size();
}
std::string feature_name(size_t feature) {
    return line_model::feature_space().names[feature];
}

}  // namespace silang
