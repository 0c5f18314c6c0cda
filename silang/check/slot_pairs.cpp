#include "silang/check/slot_pairs.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace silang {
namespace {

// A filler is held against so many others at most, found by the most telling words of its sentence.
constexpr size_t kMostCandidates = 40;
constexpr size_t kMostLookedAt = 800;
// What is one slot less surely than this is none.
constexpr double kLeastSame = 0.05;
constexpr size_t kSameBeginning = 3;
constexpr double kSurely = 0.5;
constexpr double kLongestDays = 3;
constexpr double kLeastMargin = -0.3;
constexpr double kMostSupport = 3;
constexpr double kMinutesOfDay = 24 * 60;
constexpr double kSmall = 12;
constexpr int64_t kAnHour = 90;  // minutes, with what an hour is rounded by

// What a filler finds on one other page.
struct OnPage {
    uint32_t page;
    double best = 0;
    uint32_t best_filler = UINT32_MAX;
    double second = 0;
    double agreeing = 0;
    uint32_t agreeing_filler = UINT32_MAX;
    double refuting = 0;                  // how surely the page gives its value as what it is not,
    uint32_t refuting_unit = UINT32_MAX;  // in this sentence
};

class Weighing {
public:
    Weighing(const Scene& scene, const Fillers& fillers, std::vector<SlotPair>& pairs)
        : scene_(scene), fillers_(fillers), found_(fillers.all.size()) {
        for (const SlotPair& pair : pairs) {
            note(pair.a, pair.b, pair);
            note(pair.b, pair.a, pair);
        }
    }

    [[nodiscard]] DifferenceFeatures features(const SlotPair& pair) const {
        const Filler& a = fillers_.all[pair.a];
        const Filler& b = fillers_.all[pair.b];
        const NumberClaim& x = a.number;
        const NumberClaim& y = b.number;
        DifferenceFeatures features{};
        const auto set = [&](DifferenceFeature feature, double value) {
            features[static_cast<size_t>(feature)] = value;
        };
        using enum DifferenceFeature;
        set(bias, 1);
        const double sure = std::clamp(pair.same, 1e-4, 1 - 1e-4);
        set(same_slot, std::log(sure / (1 - sure)));
        const OnPage* const of_a = on_page(pair.a, b.document);
        const OnPage* const of_b = on_page(pair.b, a.document);
        const auto margin_of = [&](const OnPage& found, uint32_t other) {
            return pair.same - (found.best_filler == other ? found.second : found.best);
        };
        set(margin, std::max(kLeastMargin, std::min(margin_of(*of_a, pair.b), margin_of(*of_b, pair.a))));
        // A page that gives both values by two sources tells of a disagreement; one that gives both itself, of two
        // things.
        const double by_others = std::max(by_another(*of_a, b), by_another(*of_b, a));
        const double by_all = std::max(of_a->agreeing, of_b->agreeing);
        set(contested, by_others);
        set(said, by_all > by_others ? by_all : 0);
        set(elsewhere, has(b.document, a) || has(a.document, b) ? 1 : 0);
        set(DifferenceFeature::nearness, silang::nearness(a, b));
        set(DifferenceFeature::slip, silang::slip(a, b));
        double gap = 0;
        if (x.timed && y.timed)
            gap = static_cast<double>(x.to < y.from ? y.from - x.to : y.to < x.from ? x.from - y.to : 0);
        set(apart, std::min(kLongestDays, gap / kMinutesOfDay));
        const auto& first = scene_.documents[a.document].article.published;
        const auto& second = scene_.documents[b.document].article.published;
        const double published = first && second ? static_cast<double>(second->when.order() - first->when.order()) : 0;
        set(published_apart, std::min(kLongestDays, std::abs(published) / kMinutesOfDay));
        const int later = published > 30 ? 1 : published < -30 ? -1 : 0;  // b's page against a's
        const bool rises = y.low > x.low;
        const bool with_time = (rises && later > 0) || (!rises && later < 0);
        // Of what stays as it is the moment tells nothing.
        const bool stays = x.change == Change::fixed && y.change == Change::fixed;
        set(stated, stays ? 0 : (x.stated ? 1 : 0) + (y.stated ? 1 : 0));
        set(becomes, x.becomes || y.becomes ? 1 : 0);
        set(past, x.past || y.past ? 1 : 0);
        const bool grows_only = x.change == Change::cumulative || y.change == Change::cumulative;
        set(cumulative, grows_only ? 1 : 0);
        set(open, x.change == Change::open || y.change == Change::open ? 1 : 0);
        set(fixed, stays ? 1 : 0);
        set(grows, grows_only && with_time ? std::min(2.0, std::abs(published) / kMinutesOfDay) : 0);
        set(shrinks, grows_only && later != 0 && !with_time ? 1 : 0);
        set(later_is_higher, with_time ? 1 : 0);
        set(small, std::max(x.low, y.low) <= kSmall ? 1 : 0);
        const std::vector<uint32_t>& speakers_a = scene_.all.units[a.unit].speakers;
        const std::vector<uint32_t>& speakers_b = scene_.all.units[b.unit].speakers;
        const bool both_speak = !speakers_a.empty() && !speakers_b.empty();
        set(same_speaker, both_speak && speakers_a == speakers_b ? 1 : 0);
        set(other_speaker, both_speak && speakers_a != speakers_b ? 1 : 0);
        const double supported = std::min(kMostSupport, supporting(pair.a) + supporting(pair.b));
        set(DifferenceFeature::support, supported);
        set(sure_support, supported * pair.same);
        set(later_becomes, (y.becomes && later >= 0) || (x.becomes && later < 0) ? 1 : 0);
        set(same_moment, to_the_hour(x) && to_the_hour(y) && x.from <= y.to && y.from <= x.to ? 1 : 0);
        set(refuted, std::max(of_a->refuting_unit == b.unit ? of_a->refuting : 0,
                              of_b->refuting_unit == a.unit ? of_b->refuting : 0));
        return features;
    }

private:
    // "per Selasa pukul 18.00"
    static bool to_the_hour(const NumberClaim& claim) { return claim.stated && claim.to - claim.from <= kAnHour; }
    void note(uint32_t filler, uint32_t other, const SlotPair& pair) {
        const uint32_t page = fillers_.all[other].document;
        std::vector<OnPage>& pages = found_[filler];
        auto at = std::find_if(pages.begin(), pages.end(), [page](const OnPage& on) { return on.page == page; });
        if (at == pages.end()) at = pages.insert(pages.end(), OnPage{page});
        if (pair.same > at->best) {
            at->second = at->best;
            at->best = pair.same;
            at->best_filler = other;
        } else {
            at->second = std::max(at->second, pair.same);
        }
        if (!pair.agree) return;
        if (fillers_.all[other].number.refuted) {
            if (pair.same <= at->refuting) return;
            at->refuting = pair.same;
            at->refuting_unit = fillers_.all[other].unit;
        } else if (pair.same > at->agreeing) {
            at->agreeing = pair.same;
            at->agreeing_filler = other;
        }
    }
    [[nodiscard]] const OnPage* on_page(uint32_t filler, uint32_t page) const {
        return &*std::find_if(found_[filler].begin(), found_[filler].end(),
                              [page](const OnPage& on) { return on.page == page; });
    }
    [[nodiscard]] double supporting(uint32_t filler) const {
        return static_cast<double>(std::count_if(found_[filler].begin(), found_[filler].end(),
                                                 [](const OnPage& on) { return on.agreeing > kSurely; }));
    }
    // How surely the page gives the value by another source than that of `beside`.
    [[nodiscard]] double by_another(const OnPage& found, const Filler& beside) const {
        if (found.agreeing_filler == UINT32_MAX) return 0;
        const auto& said = scene_.all.units[fillers_.all[found.agreeing_filler].unit].speakers;
        const auto& other = scene_.all.units[beside.unit].speakers;
        return said != other ? found.agreeing : 0;
    }
    // Whether the page has the value, whatever it says of it.
    [[nodiscard]] bool has(uint32_t document, const Filler& value) const {
        const uint32_t page = *scene_.ranks.of(document);
        if (value.kind == FillerKind::number) return fillers_.contents.has_number(page, value);
        if (value.kind != FillerKind::place && value.kind != FillerKind::name) return false;
        return fillers_.contents.has_name(page, value);
    }

    const Scene& scene_;
    const Fillers& fillers_;
    std::vector<std::vector<OnPage>> found_;  // by filler
};

}  // namespace

std::vector<std::pair<uint32_t, uint32_t>> candidate_pairs(const Scene& scene, const Fillers& found) {
    const std::vector<Filler>& fillers = found.all;
    std::unordered_map<uint32_t, std::vector<uint32_t>> postings;
    std::unordered_map<std::string, std::vector<uint32_t>> by_key;  // by words of names, what is counted, ...
    std::vector<std::string> keys;
    std::vector<std::pair<uint32_t, uint32_t>> pairs;
    std::vector<uint32_t> seen(fillers.size(), UINT32_MAX);
    std::vector<uint32_t> terms;
    for (uint32_t i = 0; i < fillers.size(); ++i) {
        const Filler& filler = fillers[i];
        terms.clear();
        for (const auto& [term, nearness] : filler.sentence.terms) terms.push_back(term);
        std::stable_sort(terms.begin(), terms.end(),
                         [&](uint32_t a, uint32_t b) { return scene.all.term_weight[a] > scene.all.term_weight[b]; });
        size_t candidates = 0;
        size_t looked = 0;
        const auto offer = [&](const std::vector<uint32_t>& others) {
            for (auto at = others.rbegin();
                 at != others.rend() && candidates < kMostCandidates && looked < kMostLookedAt; ++at) {
                ++looked;
                if (seen[*at] == i) continue;
                seen[*at] = i;
                const Filler& other = fillers[*at];
                if (other.document == filler.document || !comparable(other, filler)) continue;
                ++candidates;
                pairs.emplace_back(*at, i);
            }
        };
        // A name that is nearly the same needs no other word in common, nor does a number of the same thing.
        keys.clear();
        for (const std::string& word : filler.name_words) keys.push_back("w:" + word);
        for (const std::string& word : filler.name_words) keys.push_back("b:" + word.substr(0, kSameBeginning));
        if (!filler.sort.empty()) keys.push_back("s:" + filler.sort);
        if (!filler.number.role.empty()) keys.push_back("r:" + std::string(filler.number.role));
        if (!filler.type.empty()) keys.push_back("t:" + filler.type);
        for (const std::string& key : keys) offer(by_key[key]);
        for (const uint32_t term : terms) offer(postings[term]);
        for (const std::string& key : keys) by_key[key].push_back(i);
        for (const uint32_t term : terms) postings[term].push_back(i);
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

std::vector<SlotPair> pair_fillers(const Scene& scene, const Fillers& fillers, const SlotComparison& comparison,
                                   const SlotWeights& weights) {
    std::vector<SlotPair> pairs;
    for (const auto& [a, b] : candidate_pairs(scene, fillers)) {
        const Filler& left = fillers.all[a];
        const Filler& right = fillers.all[b];
        const double same = logistic(comparison.features(left, right), weights.of[static_cast<size_t>(left.kind)].same);
        if (same >= kLeastSame) pairs.push_back({a, b, agree(left, right), same, {}});
    }
    weigh_differences(scene, fillers, pairs);
    return pairs;
}

void weigh_differences(const Scene& scene, const Fillers& fillers, std::vector<SlotPair>& pairs) {
    std::erase_if(pairs, [](const SlotPair& pair) { return pair.same < kLeastSame; });
    const Weighing weighing(scene, fillers, pairs);
    for (SlotPair& pair : pairs) {
        if (!pair.agree) pair.difference = weighing.features(pair);
    }
}

}  // namespace silang
