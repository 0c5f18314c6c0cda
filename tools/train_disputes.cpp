// Trains the model of disputes (data/dispute.weights) on gold stories, or says how well it does on stories it has not
// seen.
//
//   train_disputes --out data/dispute.weights GOLD.json...    train on all stories
//   train_disputes --folds 8 GOLD.json...                     cross-validate by story
//   ... --as-they-are                                         score the weights of data/dispute.weights instead
//
// Two logistic models of pairs of claims: two denials that the gold has in one dispute against two that it has not; a
// claim and a denial on the two sides of one dispute against those that are not. The borders are then those with which
// most disputes are found and fewest are wrong.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "silang/check/dispute_pairs.h"
#include "tools/story_trainer.h"

namespace {

using namespace silang;

constexpr std::string_view kTool = "train_disputes";

constexpr int kSteps = 3000;
constexpr double kStepSize = 1;
constexpr double kPenalty = 4e-3;
constexpr double kBorders[] = {0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7};
// A denial denies something: what else might be meant is shown even where that is far from sure.
constexpr double kLoneClaim = 0.02;
constexpr int kRounds = 2;

struct Training {
    GoldStory gold;
    KnownStory known;
    StoryUnits all;
    std::vector<Claim> claims;
    std::vector<std::set<size_t>> asserts;  // by claim: disputes of the gold whose words it stands in
    std::vector<std::set<size_t>> denies;
};

template <class Features>
struct Pair {
    Features features;
    bool right;
};
struct Pairs {
    std::vector<Pair<DenialFeatures>> denials;
    std::vector<Pair<AnswerFeatures>> answers;
};

void mark(const Training& story, const std::vector<GoldValue>& side, size_t dispute,
          std::vector<std::set<size_t>>& marks) {
    for (const GoldValue& value : side) {
        for (const GoldWords& words : value.words) {
            const std::string& text = story.known.documents[words.page].article.page.text;
            for (size_t at = text.find(words.words); at != std::string::npos; at = text.find(words.words, at + 1)) {
                const Span span{static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.words.size())};
                for (size_t i = 0; i < story.claims.size(); ++i) {
                    if (story.all.units[story.claims[i].unit].document == words.page &&
                        story.claims[i].span.overlaps(span))
                        marks[i].insert(dispute);
                }
            }
        }
    }
}

Training prepare(const Engine& engine, GoldStory gold) {
    auto pages = read_story_pages(gold, engine.languages, engine.roles);
    if (!pages) fail(kTool, pages.error());
    auto known = check_known_story(engine, pages.take());
    if (!known) fail(kTool, known.error());
    Training story{std::move(gold), known.take(), {}, {}, {}, {}};
    const Story& checked = story.known.checked.story;
    const CheckRules& rules = engine.check_model.rules_for(checked, story.known.documents);
    story.all = make_units(checked, story.known.documents, engine.check_model);
    const StoryClauses cut = cut_clauses(checked, story.known.documents, story.all, engine.check_model);
    const std::vector<Group> groups = align(story.all, cut, engine.check_model.weights());
    const PageRanks ranks(checked);
    story.claims = find_claims({checked, ranks, story.known.documents, story.known.lineage, rules, rules.language,
                                story.all, cut, groups, engine.check_model.dispute_weights()});
    story.asserts.resize(story.claims.size());
    story.denies.resize(story.claims.size());
    for (size_t d = 0; d < story.gold.disputes->size(); ++d) {
        mark(story, (*story.gold.disputes)[d].asserted_by, d, story.asserts);
        mark(story, (*story.gold.disputes)[d].denied_by, d, story.denies);
    }
    return story;
}

bool meet(const std::set<size_t>& a, const std::set<size_t>& b) {
    return std::any_of(a.begin(), a.end(), [&](size_t one) { return b.contains(one); });
}

void append_pairs(const Training& story, Pairs& pairs) {
    const ClaimPairs both(story.all, story.claims);
    for (size_t a = 0; a < story.claims.size(); ++a) {
        const Claim& first = story.claims[a];
        for (size_t b = 0; b < story.claims.size(); ++b) {
            const Claim& second = story.claims[b];
            if (a == b || !(second.denies || second.negates) || second.parties.empty()) continue;
            const bool judged = !story.denies[b].empty();
            if (a < b && (first.denies || first.negates) && judged && !story.denies[a].empty())
                pairs.denials.push_back({both.denials(a, b), meet(story.denies[a], story.denies[b])});
            // What one sentence of the gold says on both sides tells nothing.
            if (first.denies || shares_party(first.parties, second.parties) || !judged) continue;
            if (meet(story.denies[a], story.denies[b])) continue;
            pairs.answers.push_back({both.answer(a, b), meet(story.asserts[a], story.denies[b])});
        }
    }
}

template <class Features>
Features fit(const std::vector<Pair<Features>>& pairs, const std::set<size_t>& unsigned_features) {
    Features weights{};
    for (int step = 0; step < kSteps; ++step) {
        Features gradient{};
        for (const Pair<Features>& pair : pairs) {
            double sum = 0;
            for (size_t i = 0; i < weights.size(); ++i) sum += weights[i] * pair.features[i];
            const double off = 1 / (1 + std::exp(-sum)) - (pair.right ? 1 : 0);
            for (size_t i = 0; i < weights.size(); ++i) gradient[i] += off * pair.features[i];
        }
        for (size_t i = 0; i < weights.size(); ++i) {
            const double pull = i == 0 ? 0 : kPenalty * weights[i];
            weights[i] -= kStepSize * (gradient[i] / static_cast<double>(pairs.size()) + pull);
            // What two claims have in common cannot speak against their being of one matter.
            if (!unsigned_features.contains(i)) weights[i] = std::max(0.0, weights[i]);
        }
    }
    return weights;
}

Count figures(const Engine& engine, const std::vector<const Training*>& stories, const DisputeWeights& weights) {
    Count sum;
    const CheckModel model(engine.languages, engine.check_model.weights(), weights);
    for (const Training* story : stories) {
        const CheckedStory checked =
            check_story(story->known.checked.story, story->known.documents, story->known.lineage, model);
        auto sheet = score_story(story->gold, story->known.documents, checked);
        if (!sheet) fail(kTool, sheet.error());
        for (const ScoreRow& row : sheet.value().rows) {
            if (row.kind != "disputes") continue;
            sum.gold += row.count.gold;
            sum.found += row.count.found;
            sum.right += row.count.right;
        }
    }
    return sum;
}

double worth(const Count& count) {
    return count.gold + count.found == 0
               ? 0
               : 2 * static_cast<double>(count.right) / static_cast<double>(count.gold + count.found);
}

DisputeWeights train(const Engine& engine, const std::vector<const Training*>& stories) {
    Pairs pairs;
    for (const Training* story : stories) append_pairs(*story, pairs);
    const auto number = [](auto feature) { return static_cast<size_t>(feature); };
    DisputeWeights weights;
    weights.denial = fit(pairs.denials,
                         {number(DenialFeature::bias), number(DenialFeature::one_page), number(DenialFeature::vague),
                          number(DenialFeature::soft), number(DenialFeature::another), number(DenialFeature::strangers),
                          number(DenialFeature::other_accuser), number(DenialFeature::other_answer)});
    weights.answer =
        fit(pairs.answers, {number(AnswerFeature::bias), number(AnswerFeature::soft), number(AnswerFeature::negative)});
    weights.same_matter = weights.soft_denial = weights.claim = weights.accusation = 0.5;
    weights.lone_claim = kLoneClaim;
    // One border at a time: where its neighbours do well too, for a few stories more or less move the best one far.
    for (int round = 0; round < kRounds; ++round) {
        for (double* border : {&weights.same_matter, &weights.soft_denial, &weights.claim, &weights.accusation}) {
            std::vector<double> found;
            for (const double value : kBorders) {
                *border = value;
                found.push_back(worth(figures(engine, stories, weights)));
            }
            size_t best = 0;
            double best_worth = -1;
            for (size_t i = 0; i < found.size(); ++i) {
                const double around =
                    found[i > 0 ? i - 1 : i] + 2 * found[i] + found[std::min(i + 1, found.size() - 1)];
                if (around <= best_worth) continue;
                best = i;
                best_worth = around;
            }
            *border = kBorders[best];
        }
    }
    return weights;
}

std::string text_of(const DisputeWeights& weights) {
    std::string text;
    for (size_t i = 0; i < kDenialFeatureCount; ++i)
        text += fmt::format("{}\t{:.4g}\n", denial_feature_name(static_cast<DenialFeature>(i)), weights.denial[i]);
    for (size_t i = 0; i < kAnswerFeatureCount; ++i)
        text += fmt::format("{}\t{:.4g}\n", answer_feature_name(static_cast<AnswerFeature>(i)), weights.answer[i]);
    return text +
           fmt::format(
               "same-matter\t{:.4g}\nsoft-denial\t{:.4g}\nclaim\t{:.4g}\nlone-claim\t{:.4g}\naccusation\t{:.4g}\n",
               weights.same_matter, weights.soft_denial, weights.claim, weights.lone_claim, weights.accusation);
}

void show(std::string_view what, const Count& count) {
    fmt::print("{}: disputes {} of {} found, {} shown, precision {:.3f}, recall {:.3f}\n", what, count.right,
               count.gold, count.found, count.precision(), count.recall());
}

}  // namespace

int main(int argc, char** argv) {
    const TrainerOptions options = read_trainer_options(kTool, argc, argv);
    const Engine engine = load_trainer_engine(kTool, options);
    std::vector<GoldStory> gold = read_gold_stories(kTool, options);
    std::vector<Training> stories;
    for (GoldStory& story : gold) {
        if (story.disputes) stories.push_back(prepare(engine, std::move(story)));
    }
    const DisputeWeights given = engine.check_model.dispute_weights();
    if (options.folds > 1) {
        Count sum;
        for (size_t fold = 0; fold < options.folds; ++fold) {
            const auto test = chosen(stories, [&](size_t i) { return i % options.folds == fold; });
            const auto rest = chosen(stories, [&](size_t i) { return i % options.folds != fold; });
            const Count on_test = figures(engine, test, options.trained ? train(engine, rest) : given);
            show(fmt::format("fold {}", fold + 1), on_test);
            sum.gold += on_test.gold;
            sum.found += on_test.found;
            sum.right += on_test.right;
        }
        show("all folds", sum);
        if (options.out.empty()) return 0;
    }
    const auto all = chosen(stories, [](size_t) { return true; });
    const DisputeWeights weights = options.trained ? train(engine, all) : given;
    show("all stories at once", figures(engine, all, weights));
    give_weights(options, text_of(weights));
    return 0;
}
