// Trains the statement model (data/statement.weights) on gold stories, or says how well it does on stories it has not
// seen.
//
//   train_statements --out data/statement.weights GOLD.json...    train on all stories
//   train_statements --folds 5 GOLD.json...                       cross-validate by story
//   ... --as-they-are                                             score the weights of data/statement.weights instead
//
// A logistic model of pairs of clauses on different pages: a pair that states one fact of the gold against pairs that
// share none. Of the clauses that the words of a fact cover on two pages, the pair the model holds for the surest is
// the one that states it (multiple-instance learning; Andrews, Tsochantaridis and Hofmann 2003), so training is
// repeated with its own choice. The borders "join" and "lend" are then those with which most facts are joined while
// wrong joins stay few.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "silang/check/likeness.h"
#include "tools/story_trainer.h"

namespace {

using namespace silang;

constexpr std::string_view kTool = "train_statements";

constexpr int kRounds = 4;
constexpr int kSteps = 1500;
constexpr double kStepSize = 3;
constexpr double kPenalty = 3e-4;
// A pair that states one fact counts as much as so many that do not: there are few.
constexpr double kPositiveWeight = 4;
// One of a clause that states nothing of the gold counts less: the writers may have left something out.
constexpr double kUnstatedWeight = 0.5;
constexpr int kSameHappeningDays = 10;  // as align() has it
constexpr double kBorders[] = {0.75, 0.8, 0.83, 0.86, 0.88, 0.9, 0.92};
constexpr double kLends[] = {0.9, 0.93, 0.95, 0.97, 0.98};
// Share of wrong joins that is allowed for, and what one above it costs against a fact found.
constexpr double kWrongAllowed = 0.03;
constexpr double kWrongCost = 5;

struct Training {
    GoldStory gold;
    KnownStory known;
    StoryUnits all;
    StoryClauses cut;
    std::vector<std::vector<std::vector<uint32_t>>> covered;  // by fact, by page: clauses its words cover
};

struct Pair {
    StatementFeatures features;
    double weight;
    bool same;
};

Training prepare(const Engine& engine, GoldStory gold) {
    auto pages = read_story_pages(gold, engine.languages, engine.roles);
    if (!pages) fail(kTool, pages.error());
    auto known = check_known_story(engine, pages.take());
    if (!known) fail(kTool, known.error());
    Training story{std::move(gold), known.take(), {}, {}, {}};
    story.all = make_units(story.known.checked.story, story.known.documents, engine.check_model);
    story.cut = cut_clauses(story.known.checked.story, story.known.documents, story.all, engine.check_model);
    for (const GoldFact& fact : *story.gold.facts) {
        auto& by_page = story.covered.emplace_back(story.gold.pages.size());
        for (const GoldWords& words : fact.words) {
            const std::string& text = story.known.documents[words.page].article.page.text;
            for (size_t at = text.find(words.words); at != std::string::npos; at = text.find(words.words, at + 1)) {
                const Span span{static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.words.size())};
                for (uint32_t i = 0; i < story.cut.clauses.size(); ++i) {
                    const Clause& clause = story.cut.clauses[i];
                    if (story.all.units[clause.unit].document == words.page && state_the_same(clause.span, span))
                        by_page[words.page].push_back(i);
                }
            }
        }
    }
    return story;
}

double score_of(const StatementFeatures& features, const StatementWeights& weights) {
    double sum = 0;
    for (size_t i = 0; i < kStatementFeatureCount; ++i) sum += features[i] * weights.weight[i];
    return sum;
}

// Clauses that stand in one conflict or update of the gold are neither the same nor different.
std::set<std::pair<uint32_t, uint32_t>> related(const Training& story) {
    std::set<std::pair<uint32_t, uint32_t>> pairs;
    const auto add = [&](const std::optional<std::vector<GoldDifference>>& differences) {
        if (!differences) return;
        for (const GoldDifference& difference : *differences) {
            std::vector<uint32_t> clauses;
            for (const GoldValue& value : difference.values) {
                for (const GoldWords& words : value.words) {
                    const std::string& text = story.known.documents[words.page].article.page.text;
                    const size_t at = text.find(words.words);
                    if (at == std::string::npos) continue;
                    const Span span{static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.words.size())};
                    for (uint32_t i = 0; i < story.cut.clauses.size(); ++i) {
                        const Clause& clause = story.cut.clauses[i];
                        if (story.all.units[clause.unit].document == words.page && state_the_same(clause.span, span))
                            clauses.push_back(i);
                    }
                }
            }
            for (const uint32_t a : clauses) {
                for (const uint32_t b : clauses) pairs.emplace(a, b);
            }
        }
    };
    add(story.gold.conflicts);
    add(story.gold.updates);
    return pairs;
}

// What align() holds apart, whatever the weights.
bool forbidden(const Training& story, uint32_t a, uint32_t b) {
    const Clause& left = story.cut.clauses[a];
    const Clause& right = story.cut.clauses[b];
    if (story.all.units[left.unit].denies != story.all.units[right.unit].denies && left.negative != right.negative)
        return true;
    return !left.days.empty() && !right.days.empty() && gap_days(left, right) > kSameHappeningDays;
}

void append_pairs(const Training& story, const StatementWeights& weights, std::vector<Pair>& pairs) {
    std::set<std::pair<uint32_t, uint32_t>> open = related(story);
    std::set<std::pair<uint32_t, uint32_t>> same;
    std::vector<bool> states(story.cut.clauses.size(), false);
    for (const auto& by_page : story.covered) {
        for (const auto& clauses : by_page) {
            for (const uint32_t clause : clauses) states[clause] = true;
        }
    }
    ClauseComparison comparison(story.all, story.cut);
    const auto features = [&](uint32_t a, uint32_t b) {
        comparison.hold(a);
        return comparison.with(b);
    };
    for (const auto& by_page : story.covered) {
        for (size_t p = 0; p < by_page.size(); ++p) {
            for (size_t q = 0; q < p; ++q) {
                std::pair<uint32_t, uint32_t> best;
                double best_score = -1e9;
                for (const uint32_t a : by_page[p]) {
                    for (const uint32_t b : by_page[q]) {
                        const std::pair<uint32_t, uint32_t> pair(std::min(a, b), std::max(a, b));
                        open.insert(pair);
                        const double score = score_of(features(a, b), weights);
                        if (score <= best_score) continue;
                        best = pair;
                        best_score = score;
                    }
                }
                if (best_score > -1e9) same.insert(best);
            }
        }
    }
    for (uint32_t a = 0; a < story.cut.clauses.size(); ++a) {
        for (uint32_t b = a + 1; b < story.cut.clauses.size(); ++b) {
            const Unit& left = story.all.units[story.cut.clauses[a].unit];
            const Unit& right = story.all.units[story.cut.clauses[b].unit];
            if (left.document == right.document) continue;
            if (forbidden(story, a, b)) continue;
            const StatementFeatures values = features(a, b);
            if (values[static_cast<size_t>(StatementFeature::cosine)] <= 0) continue;
            if (same.contains({a, b}))
                pairs.push_back({values, kPositiveWeight, true});
            else if (!open.contains({a, b}) && !open.contains({b, a}))
                pairs.push_back({values, states[a] && states[b] ? 1 : kUnstatedWeight, false});
        }
    }
}

// Features that speak for one fact cannot be weighed against it, and the other way round.
int sign_of(size_t feature) {
    switch (static_cast<StatementFeature>(feature)) {
        case StatementFeature::bias:
            return 0;
        case StatementFeature::other_happening:
        case StatementFeature::other_figure:
        case StatementFeature::foreign_figure:
        case StatementFeature::other_day:
        case StatementFeature::negation:
        case StatementFeature::opposed:
        case StatementFeature::stance:
        case StatementFeature::apart:
            return -1;
        default:
            return 1;
    }
}

StatementWeights fit(const std::vector<Pair>& pairs, StatementWeights weights) {
    double total = 0;
    for (const Pair& pair : pairs) total += pair.weight;
    for (int step = 0; step < kSteps; ++step) {
        StatementFeatures gradient{};
        for (const Pair& pair : pairs) {
            const double off = 1 / (1 + std::exp(-score_of(pair.features, weights))) - (pair.same ? 1 : 0);
            for (size_t i = 0; i < kStatementFeatureCount; ++i) gradient[i] += pair.weight * off * pair.features[i];
        }
        for (size_t i = 0; i < kStatementFeatureCount; ++i) {
            const double pull = i == 0 ? 0 : kPenalty * weights.weight[i];
            weights.weight[i] -= kStepSize * (gradient[i] / total + pull);
            if (sign_of(i) > 0) weights.weight[i] = std::max(0.0, weights.weight[i]);
            if (sign_of(i) < 0) weights.weight[i] = std::min(0.0, weights.weight[i]);
        }
    }
    return weights;
}

struct Figures {
    Count facts;
    Count joins;
    void add(const Figures& more) {
        facts.gold += more.facts.gold;
        facts.right += more.facts.right;
        joins.gold += more.joins.gold;
        joins.right += more.joins.right;
    }
    [[nodiscard]] double wrong() const {
        return joins.gold == 0 ? 0 : 1 - static_cast<double>(joins.right) / static_cast<double>(joins.gold);
    }
    [[nodiscard]] double worth() const { return facts.recall() - kWrongCost * std::max(0.0, wrong() - kWrongAllowed); }
};

Figures figures(const Engine& engine, const std::vector<const Training*>& stories, const StatementWeights& weights) {
    const CheckModel model(engine.languages, weights);
    Figures sum;
    for (const Training* story : stories) {
        const CheckedStory checked =
            check_story(story->known.checked.story, story->known.documents, story->known.lineage, model);
        auto sheet = score_story(story->gold, story->known.documents, checked);
        if (!sheet) fail(kTool, sheet.error());
        for (const ScoreRow& row : sheet.value().rows) {
            if (row.kind == "facts") {
                sum.facts.gold += row.count.gold;
                sum.facts.right += row.count.right;
            }
            if (row.kind == "joins" && row.measure == "right") {
                sum.joins.gold += row.count.gold;
                sum.joins.right += row.count.right;
            }
        }
    }
    return sum;
}

StatementWeights train(const Engine& engine, const std::vector<const Training*>& stories, StatementWeights weights) {
    for (int round = 0; round < kRounds; ++round) {
        std::vector<Pair> pairs;
        for (const Training* story : stories) append_pairs(*story, weights, pairs);
        weights = fit(pairs, weights);
    }
    double best = -1e9;
    StatementWeights best_weights = weights;
    for (const double join : kBorders) {
        for (const double lend : kLends) {
            if (lend < join) continue;
            weights.join = join;
            weights.lend = lend;
            const double worth = figures(engine, stories, weights).worth();
            if (worth <= best) continue;
            best = worth;
            best_weights = weights;
        }
    }
    return best_weights;
}

std::string text_of(const StatementWeights& weights) {
    std::string text;
    for (size_t i = 0; i < kStatementFeatureCount; ++i)
        text +=
            fmt::format("{}\t{:.4g}\n", statement_feature_name(static_cast<StatementFeature>(i)), weights.weight[i]);
    return text + fmt::format("join\t{:.4g}\nlend\t{:.4g}\n", weights.join, weights.lend);
}

void show(std::string_view what, const Figures& figures) {
    fmt::print("{}: facts joined {} of {} ({:.3f}), wrong joins {:.3f} of {}\n", what, figures.facts.right,
               figures.facts.gold, figures.facts.recall(), figures.wrong(), figures.joins.gold);
}

}  // namespace

int main(int argc, char** argv) {
    const TrainerOptions options = read_trainer_options(kTool, argc, argv);
    const Engine engine = load_trainer_engine(kTool, options);
    std::vector<GoldStory> gold = read_gold_stories(kTool, options);
    std::vector<Training> stories;
    for (GoldStory& story : gold) {
        if (story.facts) stories.push_back(prepare(engine, std::move(story)));
    }
    const StatementWeights given = engine.check_model.weights();
    if (options.folds > 1) {
        Figures sum;
        for (size_t fold = 0; fold < options.folds; ++fold) {
            const auto test = chosen(stories, [&](size_t i) { return i % options.folds == fold; });
            const auto rest = chosen(stories, [&](size_t i) { return i % options.folds != fold; });
            const StatementWeights weights = options.trained ? train(engine, rest, given) : given;
            const Figures on_test = figures(engine, test, weights);
            show(fmt::format("fold {} (join {:.2f}, lend {:.2f})", fold + 1, weights.join, weights.lend), on_test);
            sum.add(on_test);
        }
        show("all folds", sum);
        if (options.out.empty()) return 0;
    }
    const auto all = chosen(stories, [](size_t) { return true; });
    const StatementWeights weights = options.trained ? train(engine, all, given) : given;
    show("all stories at once", figures(engine, all, weights));
    give_weights(options, text_of(weights));
    return 0;
}
