// Trains the slot model (data/slot.weights) on gold stories, or says how well it does on stories it has not seen.
//
//   train_slots --out data/slot.weights GOLD.json...    train on all stories, with the borders that cross-validation
//   finds train_slots [--misses] GOLD.json...                 cross-validate by story, and list what is missed or wrong
//
// Logistic models, fitted by Newton's method with a quadratic penalty: of pairs of fillers, whether they fill one slot
// (they stand in the words of one fact, conflict or update of the gold); of those whose values differ, whether it is a
// conflict or an update of the gold. The border of each is the one with which, over all folds, most differences are
// found while precision stays above what is asked for.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "silang/check/align.h"
#include "silang/check/differences.h"
#include "silang/check/slot_pairs.h"
#include "tools/story_trainer.h"

namespace {

using namespace silang;

constexpr std::string_view kTool = "train_slots";

constexpr size_t kFolds = 5;
constexpr double kPenalty = 2;
constexpr double kKindPenalty = 8;
constexpr int kNewtonSteps = 12;
// A pair of different values in one slot counts as much as so many others: they are few, and what it is about.
constexpr double kDifferentWeight = 3;
constexpr double kPrecisionAsked = 0.85;
constexpr double kNearEnough = 0.025;  // what chance makes of so few
// Conflicts found that one wrong one costs; an update found counts less than a conflict.
constexpr double kCosts[] = {0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6};
constexpr double kUpdateWorth = 0.5;
constexpr double kNever = 2;

// What the gold says of a pair.
enum class Label : uint8_t { unknown, apart, same };
struct LabelledPair {
    SlotPair pair;
    SlotFeatures features;
    Label label;
    bool conflict;
    bool update;
};

// All that a scene looks at, where it stays.
struct Stage {
    Stage(const Engine& engine, const KnownStory& known)
        : ranks(known.checked.story),
          all(make_units(known.checked.story, known.documents, engine.check_model)),
          cut(cut_clauses(known.checked.story, known.documents, all, engine.check_model)),
          groups(align(all, cut, engine.check_model.weights())),
          rules(engine.check_model.rules_for(known.checked.story, known.documents)),
          scene{known.checked.story,
                ranks,
                known.documents,
                known.lineage,
                rules,
                rules.language,
                all,
                cut,
                groups,
                engine.check_model.dispute_weights()} {}
    const PageRanks ranks;
    const StoryUnits all;
    const StoryClauses cut;
    const std::vector<Group> groups;
    const CheckRules& rules;
    const Scene scene;
};

struct Training {
    GoldStory gold;
    std::unique_ptr<const KnownStory> known;
    std::unique_ptr<const Stage> stage;
    Fillers fillers;
    std::vector<LabelledPair> pairs;
    // By the weights, with what differs.
    [[nodiscard]] std::vector<SlotPair> weighed(const SlotWeights& weights) const {
        std::vector<SlotPair> all;
        for (const LabelledPair& one : pairs) {
            all.push_back(one.pair);
            all.back().same =
                logistic(one.features, weights.of[static_cast<size_t>(fillers.all[one.pair.a].kind)].same);
        }
        weigh_differences(stage->scene, fillers, all);
        return all;
    }
};

bool of_kind(std::string_view gold, std::string_view value, FillerKind kind) {
    const bool hour = value.size() <= 5 ? value.find_first_of(":.") != std::string_view::npos
                                        : value.find('T') != std::string_view::npos;
    switch (kind) {
        case FillerKind::day:
            return gold == "date" && !hour;
        case FillerKind::clock:
            return gold == "date" && hour;
        case FillerKind::place:
            return gold == "place";
        case FillerKind::name:
            return gold == "name";
        case FillerKind::number:
            return gold == "number" || gold.empty();
    }
    return false;
}

std::vector<Span> spans_of(const KnownStory& known, const GoldWords& words) {
    std::vector<Span> spans;
    const std::string& text = known.documents[words.page].article.page.text;
    for (size_t at = text.find(words.words); at != std::string::npos; at = text.find(words.words, at + 1))
        spans.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.words.size())});
    return spans;
}

// Labels all pairs. A filler stands in a difference when it gives one of its values in its words.
void label_pairs(Training& story) {
    const std::vector<Filler>& fillers = story.fillers.all;
    std::vector<std::set<size_t>> differences(fillers.size());
    std::vector<std::set<size_t>> facts(fillers.size());
    const size_t conflicts = story.gold.conflicts->size();
    const auto note = [&](const std::vector<GoldDifference>& gold, size_t first) {
        for (size_t d = 0; d < gold.size(); ++d) {
            for (const GoldValue& value : gold[d].values) {
                for (const GoldWords& words : value.words) {
                    for (const Span span : spans_of(*story.known, words)) {
                        for (size_t f = 0; f < fillers.size(); ++f) {
                            const std::string_view kind =
                                gold[d].kind.empty() ? "number" : std::string_view(gold[d].kind);
                            if (fillers[f].document == words.page && span.overlaps(fillers[f].span) &&
                                of_kind(kind, value.value, fillers[f].kind) &&
                                same_gold_value(kind, value.value, fillers[f].value))
                                differences[f].insert(first + d);
                        }
                    }
                }
            }
        }
    };
    note(*story.gold.conflicts, 0);
    note(*story.gold.updates, conflicts);
    for (size_t i = 0; i < story.gold.facts->size(); ++i) {
        for (const GoldWords& words : (*story.gold.facts)[i].words) {
            for (const Span span : spans_of(*story.known, words)) {
                for (size_t f = 0; f < fillers.size(); ++f) {
                    if (fillers[f].document == words.page && span.contains(fillers[f].span)) facts[f].insert(i);
                }
            }
        }
    }
    const auto shared = [](const std::set<size_t>& a, const std::set<size_t>& b) {
        const auto at = std::find_if(a.begin(), a.end(), [&](size_t item) { return b.contains(item); });
        return at == a.end() ? std::nullopt : std::optional(*at);
    };
    const SlotComparison comparison(story.stage->scene);
    for (const auto& [a, b] : candidate_pairs(story.stage->scene, story.fillers)) {
        const SlotPair pair{a, b, agree(fillers[a], fillers[b]), 0, {}};
        LabelledPair labelled{pair, comparison.features(fillers[a], fillers[b]),
                              pair.agree ? Label::unknown : Label::apart, false, false};
        if (const auto difference = shared(differences[pair.a], differences[pair.b])) {
            labelled.label = Label::same;
            labelled.conflict = !pair.agree && *difference < conflicts;
            labelled.update = !pair.agree && *difference >= conflicts;
        } else if (pair.agree && shared(facts[pair.a], facts[pair.b])) {
            labelled.label = Label::same;
        }
        story.pairs.push_back(std::move(labelled));
    }
}

Training prepare(const Engine& engine, GoldStory gold) {
    auto pages = read_story_pages(gold, engine.languages, engine.roles);
    if (!pages) fail(kTool, pages.error());
    auto known = check_known_story(engine, pages.take());
    if (!known) fail(kTool, known.error());
    Training story{std::move(gold), std::make_unique<const KnownStory>(known.take()), nullptr, {}, {}};
    story.stage = std::make_unique<const Stage>(engine, *story.known);
    story.fillers = find_fillers(story.stage->scene);
    label_pairs(story);
    return story;
}

template <size_t N>
struct Sample {
    std::array<double, N> features;
    double weight;
    bool yes;
};

// Newton's method (iteratively reweighted least squares; McCullagh and Nelder 1989); the first feature, the bias, is
// not penalized.
template <size_t N>
std::array<double, N> fit(const std::vector<Sample<N>>& samples, const std::array<double, N>& start, double penalty) {
    std::array<double, N> weights = start;
    for (int step = 0; step < kNewtonSteps; ++step) {
        std::array<std::array<double, N + 1>, N> system{};
        for (const Sample<N>& sample : samples) {
            const double p = logistic(sample.features, weights);
            const double curve = sample.weight * std::max(1e-6, p * (1 - p));
            for (size_t i = 0; i < N; ++i) {
                if (sample.features[i] == 0) continue;
                for (size_t j = 0; j < N; ++j) system[i][j] += curve * sample.features[i] * sample.features[j];
                system[i][N] += sample.weight * ((sample.yes ? 1 : 0) - p) * sample.features[i];
            }
        }
        for (size_t i = 0; i < N; ++i) {
            system[i][i] += i == 0 ? 1e-6 : penalty;
            system[i][N] -= i == 0 ? 0 : penalty * (weights[i] - start[i]);
        }
        // Gauss's elimination: the matrix is positive definite.
        for (size_t i = 0; i < N; ++i) {
            for (size_t row = i + 1; row < N; ++row) {
                const double factor = system[row][i] / system[i][i];
                for (size_t j = i; j <= N; ++j) system[row][j] -= factor * system[i][j];
            }
        }
        for (size_t i = N; i-- > 0;) {
            for (size_t j = i + 1; j < N; ++j) system[i][N] -= system[i][j] * system[j][N];
            system[i][N] /= system[i][i];
        }
        for (size_t i = 0; i < N; ++i) weights[i] += system[i][N];
    }
    return weights;
}

// The weights of all kinds together, and those of each kind, which stay near them: there are few of most kinds.
template <size_t N>
std::array<std::array<double, N>, kFillerKindCount> fit_kinds(
    const std::array<std::vector<Sample<N>>, kFillerKindCount>& samples) {
    std::vector<Sample<N>> all;
    for (const auto& of_kind : samples) all.insert(all.end(), of_kind.begin(), of_kind.end());
    const std::array<double, N> common = fit(all, {}, kPenalty);
    std::array<std::array<double, N>, kFillerKindCount> weights{};
    for (size_t kind = 0; kind < kFillerKindCount; ++kind) weights[kind] = fit(samples[kind], common, kKindPenalty);
    return weights;
}

SlotWeights train(const std::vector<Training*>& stories) {
    SlotWeights weights;
    std::array<std::vector<Sample<kSlotFeatureCount>>, kFillerKindCount> samples;
    for (const Training* story : stories) {
        for (const LabelledPair& one : story->pairs) {
            if (one.label == Label::unknown) continue;
            const bool same = one.label == Label::same;
            samples[static_cast<size_t>(story->fillers.all[one.pair.a].kind)].push_back(
                {one.features, same && !one.pair.agree ? kDifferentWeight : 1, same});
        }
    }
    const auto same = fit_kinds(samples);
    for (size_t kind = 0; kind < kFillerKindCount; ++kind) weights.of[kind].same = same[kind];
    std::array<std::vector<Sample<kDifferenceFeatureCount>>, kFillerKindCount> conflicts;
    std::array<std::vector<Sample<kDifferenceFeatureCount>>, kFillerKindCount> updates;
    for (Training* story : stories) {
        const std::vector<SlotPair> pairs = story->weighed(weights);
        auto label = story->pairs.begin();
        for (const SlotPair& pair : pairs) {
            while (std::pair(label->pair.a, label->pair.b) != std::pair(pair.a, pair.b)) ++label;
            if (pair.agree) continue;
            const auto kind = static_cast<size_t>(story->fillers.all[pair.a].kind);
            conflicts[kind].push_back({pair.difference, 1, label->conflict});
            updates[kind].push_back({pair.difference, 1, label->update});
        }
    }
    const auto conflict = fit_kinds(conflicts);
    for (size_t kind = 0; kind < kFillerKindCount; ++kind) weights.of[kind].conflict = conflict[kind];
    const auto number = static_cast<size_t>(FillerKind::number);
    weights.of[number].update = fit(updates[number], {}, kPenalty);
    return weights;
}

constexpr double kBorders[] = {0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9};

struct Tally {
    Count conflicts;
    Count updates;
};
void add(Count& sum, const Count& more) {
    sum.gold += more.gold;
    sum.found += more.found;
    sum.right += more.right;
}

// Counts of one kind alone: the gold and what is found are of that kind.
Tally score(const Training& story, SlotWeights weights, FillerKind kind, bool show_misses) {
    GoldStory gold = story.gold;
    for (auto* list : {&*gold.conflicts, &*gold.updates}) {
        std::erase_if(*list, [&](const GoldDifference& difference) {
            return !of_kind(difference.kind.empty() ? "number" : std::string_view(difference.kind),
                            difference.values.front().value, kind);
        });
    }
    gold.facts.reset();
    gold.disputes.reset();
    gold.checks.reset();
    gold.timeline.reset();
    for (size_t other = 0; other < kFillerKindCount; ++other) {
        if (other != static_cast<size_t>(kind))
            weights.of[other].conflict_from = weights.of[other].update_from = kNever;
    }
    CheckedStory checked;
    checked.story = story.known->checked.story;
    FoundDifferences found = find_differences(story.stage->scene, story.fillers, story.weighed(weights), weights);
    for (FoundConflict& one : found.conflicts) checked.conflicts.push_back(std::move(one.conflict));
    for (FoundUpdate& one : found.updates) checked.updates.push_back(std::move(one.update));
    auto sheet = score_story(gold, story.known->documents, checked);
    if (!sheet) fail(kTool, sheet.error());
    if (show_misses) {
        for (const ScoreMiss& miss : sheet.value().misses)
            fmt::print("{} {} {}\n    {}\n", miss.kind, miss.a, miss.b, miss.what);
    }
    Tally tally;
    for (const ScoreRow& row : sheet.value().rows) {
        if (row.kind == "conflicts" && row.measure == "all") add(tally.conflicts, row.count);
        if (row.kind == "updates") add(tally.updates, row.count);
    }
    return tally;
}

}  // namespace

int main(int argc, char** argv) {
    const TrainerOptions options = read_trainer_options(kTool, argc, argv);
    const Engine engine = load_trainer_engine(kTool, options);
    std::vector<GoldStory> gold = read_gold_stories(kTool, options);
    std::vector<Training> stories;
    for (GoldStory& story : gold) {
        if (story.facts && story.conflicts && story.updates) stories.push_back(prepare(engine, std::move(story)));
    }
    std::vector<SlotWeights> of_fold;
    for (size_t fold = 0; fold < kFolds; ++fold) {
        std::vector<Training*> rest;
        for (size_t i = 0; i < stories.size(); ++i) {
            if (i % kFolds != fold) rest.push_back(&stories[i]);
        }
        of_fold.push_back(train(rest));
    }
    std::vector<Training*> all;
    for (Training& story : stories) all.push_back(&story);
    SlotWeights weights = train(all);
    // Every kind and pair of borders over all folds; a border is worth what it finds less what its errors cost, and the
    // cost is the lowest with which precision over all kinds is what is asked for.
    struct Tried {
        double conflict;
        double update;
        Tally tally;
    };
    std::array<std::vector<Tried>, kFillerKindCount> tried_of;
    for (size_t kind = 0; kind < kFillerKindCount; ++kind) {
        const bool moves = kind == static_cast<size_t>(FillerKind::number);
        for (const double conflict : kBorders) {
            for (const double update :
                 moves ? std::span<const double>(kBorders) : std::span<const double>(&kNever, 1)) {
                Tried tried{conflict, update, {}};
                for (size_t i = 0; i < stories.size(); ++i) {
                    SlotWeights with = of_fold[i % kFolds];
                    with.of[kind].conflict_from = conflict;
                    with.of[kind].update_from = update;
                    const Tally more = score(stories[i], with, static_cast<FillerKind>(kind), false);
                    add(tried.tally.conflicts, more.conflicts);
                    add(tried.tally.updates, more.updates);
                }
                tried_of[kind].push_back(tried);
            }
        }
    }
    Tally sum;
    std::array<const Tried*, kFillerKindCount> best{};
    for (const double cost : kCosts) {
        sum = {};
        for (size_t kind = 0; kind < kFillerKindCount; ++kind) {
            const auto worth = [cost](const Tried& tried) {
                const auto of = [](const Count& count, double price) {
                    return static_cast<double>(count.right) - price * static_cast<double>(count.found - count.right);
                };
                return of(tried.tally.conflicts, cost) + kUpdateWorth * of(tried.tally.updates, 1);
            };
            best[kind] = &*std::max_element(tried_of[kind].begin(), tried_of[kind].end(),
                                            [&](const Tried& a, const Tried& b) { return worth(a) < worth(b); });
            add(sum.conflicts, best[kind]->tally.conflicts);
            add(sum.updates, best[kind]->tally.updates);
        }
        fmt::print("an error costs {}: conflicts P {:.2f} R {:.2f}; updates P {:.2f} R {:.2f}\n", cost,
                   sum.conflicts.precision(), sum.conflicts.recall(), sum.updates.precision(), sum.updates.recall());
        if (sum.conflicts.precision() >= kPrecisionAsked - kNearEnough) break;
    }
    for (size_t kind = 0; kind < kFillerKindCount; ++kind) {
        weights.of[kind].conflict_from = best[kind]->conflict;
        weights.of[kind].update_from = best[kind]->update;
        const Tally& tally = best[kind]->tally;
        fmt::print("{}: conflicts {} of {} found, {} wrong (from {}); updates {} of {}, {} wrong (from {})\n",
                   filler_kind_name(static_cast<FillerKind>(kind)), tally.conflicts.right, tally.conflicts.gold,
                   tally.conflicts.found - tally.conflicts.right, weights.of[kind].conflict_from, tally.updates.right,
                   tally.updates.gold, tally.updates.found - tally.updates.right, weights.of[kind].update_from);
        if (!options.misses) continue;
        for (size_t i = 0; i < stories.size(); ++i) {
            SlotWeights with = of_fold[i % kFolds];
            with.of[kind].conflict_from = weights.of[kind].conflict_from;
            with.of[kind].update_from = weights.of[kind].update_from;
            score(stories[i], with, static_cast<FillerKind>(kind), true);
        }
    }
    fmt::print("all: conflicts P {:.2f} R {:.2f} of {}; updates P {:.2f} R {:.2f} of {}\n", sum.conflicts.precision(),
               sum.conflicts.recall(), sum.conflicts.gold, sum.updates.precision(), sum.updates.recall(),
               sum.updates.gold);
    if (options.out.empty()) return 0;
    write_weights(options.out, to_text(weights));
    return 0;
}
