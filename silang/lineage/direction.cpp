#include "silang/lineage/direction.h"

#include <algorithm>
#include <tuple>

namespace silang {
namespace {

// A body that is wholly inside a longer one is a shortened copy of it. A line of a credit or of clutter may have got
// into it.
constexpr double kWhole = 0.9;
constexpr double kShortened = 0.8;

bool shortened(const Body& longer, const Body& shorter) {
    const auto longer_size = static_cast<double>(longer.words.size());
    const auto shorter_size = static_cast<double>(shorter.words.size());
    return shorter_size <= kShortened * longer_size &&
           overlap_of(longer.shingles, shorter.shingles).containment >= kWhole;
}

}  // namespace

bool Clues::credits(const Clues& other) const {
    return house != other.house && std::binary_search(sources.begin(), sources.end(), other.house);
}

Clues read_clues(const Document& document, const Body& body, const std::string& house, const SourceNames& names) {
    Clues clues;
    clues.house = names.key(house);
    clues.agency_house = names.agency(house).has_value();
    for (const Attribution& attribution : document.mentions.attributions) {
        for (const std::string& source : attribution.sources) clues.sources.push_back(names.key(source));
        const std::optional<Origin> origin = attribution.whole_page ? end_of_chain(attribution) : std::nullopt;
        if (!origin) continue;
        if (origin->kind == OriginKind::agency) clues.agency_credit = true;
        if (origin->kind == OriginKind::agency || origin->kind == OriginKind::outlet)
            clues.page_sources.push_back(names.key(origin->name));
    }
    std::sort(clues.sources.begin(), clues.sources.end());
    if (const auto& published = document.article.published) {
        clues.day = published->when.day;
        if (published->when.minute) clues.minute = published->when.order();
    }
    clues.words = body.words.size();
    clues.id = document.article.id;
    return clues;
}

bool more_original(const Clues& left, bool left_credits_double, const Clues& right, bool right_credits_double) {
    // The longer body first: a copy is shortened more often than padded.
    const auto order = [](const Clues& clues, const bool& credits_double, const Clues& other) {
        return std::tuple(credits_double, !clues.agency_house, !clues.agency_credit, clues.day, clues.minute,
                          other.words, std::string_view(clues.id));
    };
    return order(left, left_credits_double, right) < order(right, right_credits_double, left);
}

Direction direction_of(const Clues& left, const Body& left_body, const Clues& right, const Body& right_body) {
    const auto known = [](bool left_first, std::string_view reason) { return Direction{left_first, true, reason}; };
    const bool left_credits = left.credits(right);
    const bool right_credits = right.credits(left);
    if (left_credits != right_credits) return known(right_credits, "the other page credits its outlet");
    if (left.agency_house != right.agency_house) return known(left.agency_house, "it is the agency's own page");
    if (left.agency_credit != right.agency_credit)
        return known(left.agency_credit, "it credits the agency that the other page leaves out");
    const bool dated = left.day != Day::max() && right.day != Day::max();
    if (dated && left.day != right.day) return known(left.day < right.day, "it was published on an earlier day");
    const bool timed = left.minute != Clues::kNoMinute && right.minute != Clues::kNoMinute;
    if (dated && timed && left.minute != right.minute)
        return known(left.minute < right.minute, "it was published earlier that day");
    if (shortened(left_body, right_body)) return known(true, "the other page is a shortened version of it");
    if (shortened(right_body, left_body)) return known(false, "the other page is a shortened version of it");
    return {more_original(left, false, right, false), false,
            "nothing tells which is older: dated pages, longer bodies and smaller ids are put first"};
}

bool is_uncredited(const Clues& from, const Clues& to) {
    if (from.house == to.house || to.credits(from)) return false;
    return std::none_of(from.page_sources.begin(), from.page_sources.end(), [&](const std::string& source) {
        return source == to.house || std::binary_search(to.sources.begin(), to.sources.end(), source);
    });
}

}  // namespace silang
