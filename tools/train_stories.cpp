// Trains the pair weights of the story stage (data/story.weights) from labelled pages, or says how well they do on
// topics they have not seen.
//
//   train_stories --out data/story.weights PAGES.jsonl            train on all pages
//   train_stories --folds 5 PAGES.jsonl                           cross-validate by topic
//   ... --weights FILE                                            begin with these (data/story.weights), and stay near
//   ... --as-they-are                                             score those, nothing is trained
//   ... --cases tests/cases/story                                 learn from these written cases too: they must be
//   right
//   ... --errors                                                  and show the pairs that are decided wrong
//
// PAGES are what `silang eval clusters` reads; an event's topic is the number its name begins with. A logistic model of
// page pairs gives the weights; the thresholds are then those with the best BCubed F1 on the pages trained on, grouped
// by the stream as it ships. Dates are left aside (--dated keeps them): where only some events of a set have any,
// having one would tell the events apart.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "silang/eval/clusters.h"
#include "silang/lineage/lineage.h"
#include "silang/story/stream.h"
#include "tests/written_pages.h"

namespace {

using namespace silang;

constexpr int kSteps = 200;
constexpr double kStepSize = 0.05;
constexpr double kPenalty = 3e-3;  // draws the weights to those trained from, of 1e-4 ... 1e4 as good as any above
// Weights are written in the scale in which "join" is this.
constexpr double kJoin = 1.0;
// Thresholds tried: "join" around the border of the logistic model, "cohesion" below it, in its scale.
constexpr double kJoinFrom = -1;
constexpr double kJoinTo = 2;
constexpr double kJoinStep = 0.5;
constexpr double kCohesionTo = 3;
constexpr double kLikeness[] = {0.6, 0.7, 0.8};
// A pair of a written case counts as much as so many of the labelled pages: there are few, and each shows something.
constexpr double kCaseWeight = 8;
constexpr double kBrokenCase = 1e4;

struct Settings {
    std::string data = "data";
    std::string out;
    std::string weights = "data/story.weights";
    std::string cases;
    size_t folds = 0;
    bool errors = false;
    bool train = true;
    bool dated = false;
    std::vector<std::string> inputs;
};

// Pages that are grouped together: their story pages in time order, and the event of each.
struct Set {
    std::vector<StoryPage> pages;
    std::vector<uint32_t> events;
    std::vector<std::string> names;
};

struct Pair {
    FeatureValues values;
    double weight;
    bool same;
};

[[noreturn]] void fail(const std::string& reason) {
    fmt::print(stderr, "train_stories: {}\n", reason);
    std::exit(1);
}

// Features that speak for one event cannot be weighed against it, and the other way round: with few pairs that show a
// feature, chance would.
int sign_of(size_t feature) {
    switch (static_cast<Feature>(feature)) {
        case Feature::names_apart:
        case Feature::dates_apart:
        case Feature::results_apart:
        case Feature::days_between:
        case Feature::other_facts:
            return -1;
        default:
            return 1;
    }
}

Set make_set(std::vector<Document>& documents, const std::vector<uint32_t>& events, const Languages& languages,
             const StoryModel& model) {
    link_entities(documents);
    const Lineage lineage = trace_lineage(documents, languages.rules_for({}));
    Set set;
    for (StoryPage& page : story_pages(documents, lineage, languages, model)) {
        set.events.push_back(events[page.document]);
        set.names.push_back(documents[page.document].capture.path);
        set.pages.push_back(std::move(page));
    }
    return set;
}

// Profiles as the stream weighs them, in its order.
std::vector<Pair> pairs_of(const Set& set, double weight) {
    Frequencies frequencies;
    std::vector<PackedProfile> profiles;
    for (const StoryPage& page : set.pages) {
        frequencies.advance(page.published.value_or(0));
        Profile profile = page.profile;
        weigh(profile, *page.common, frequencies);
        frequencies.add(profile_keys(profile));
        profiles.emplace_back(profile, page.facts);
    }
    std::vector<Pair> pairs;
    for (size_t i = 0; i < profiles.size(); ++i) {
        for (size_t k = 0; k < i; ++k) {
            Pair pair{compare_profiles(profiles[k], profiles[i]), weight, set.events[i] == set.events[k]};
            for (const auto& [document, share] : set.pages[i].passages) {
                if (document == set.pages[k].document) pair.values[static_cast<size_t>(Feature::passage)] = share;
            }
            if (compare_facts(profiles[k].facts(), profiles[i].facts()).is_same_form())
                pair.values[static_cast<size_t>(Feature::other_facts)] = 1;
            pairs.push_back(pair);
        }
    }
    return pairs;
}

// The prior's weights as they are, in the scale of the logistic model, and its border.
std::pair<double, double> fit_scale(const std::vector<Pair>& pairs, const StoryWeights& prior) {
    double scale = 1;
    double bias = -prior.join;
    for (int step = 0; step < kSteps; ++step) {  // Newton
        double slope[2] = {0, 0};
        double curve[3] = {1e-9, 0, 1e-9};
        for (const Pair& pair : pairs) {
            const double x = score_of(pair.values, prior);
            const double chance = 1 / (1 + std::exp(-(scale * x + bias)));
            const double error = pair.weight * (chance - (pair.same ? 1 : 0));
            const double bend = pair.weight * chance * (1 - chance);
            slope[0] += error * x;
            slope[1] += error;
            curve[0] += bend * x * x;
            curve[1] += bend * x;
            curve[2] += bend;
        }
        const double determinant = curve[0] * curve[2] - curve[1] * curve[1];
        const double d0 = (curve[2] * slope[0] - curve[1] * slope[1]) / determinant;
        const double d1 = (curve[0] * slope[1] - curve[1] * slope[0]) / determinant;
        scale -= d0;
        bias -= d1;
        if (std::abs(d0) + std::abs(d1) < 1e-9) break;
    }
    return {scale, bias};
}

// Logistic regression, full batches, weights kept on their side of zero and drawn to those of the prior. `join` is the
// border.
StoryWeights fit(const std::vector<Pair>& pairs, const StoryWeights& prior) {
    constexpr size_t kBias = kFeatureCount;
    const auto [scale, bias] = fit_scale(pairs, prior);
    std::array<double, kFeatureCount + 1> start{};
    for (size_t f = 0; f < kFeatureCount; ++f) start[f] = scale * prior.weight[f];
    start[kBias] = bias;
    auto weight = start;
    std::array<double, kFeatureCount + 1> mean{};
    std::array<double, kFeatureCount + 1> square{};
    double all = 0;
    for (const Pair& pair : pairs) all += pair.weight;
    for (int step = 1; step <= kSteps; ++step) {
        std::array<double, kFeatureCount + 1> slope{};
        for (const Pair& pair : pairs) {
            double score = weight[kBias];
            for (size_t f = 0; f < kFeatureCount; ++f) score += weight[f] * pair.values[f];
            const double error = pair.weight * (1 / (1 + std::exp(-score)) - (pair.same ? 1 : 0));
            for (size_t f = 0; f < kFeatureCount; ++f) slope[f] += error * pair.values[f];
            slope[kBias] += error;
        }
        for (size_t f = 0; f <= kFeatureCount; ++f) {
            slope[f] = slope[f] / all + (f == kBias ? 0 : kPenalty * (weight[f] - start[f]));
            mean[f] = 0.9 * mean[f] + 0.1 * slope[f];
            square[f] = 0.99 * square[f] + 0.01 * slope[f] * slope[f];
            const double rate = kStepSize * std::sqrt(1 - std::pow(0.99, step)) / (1 - std::pow(0.9, step));
            weight[f] -= rate * mean[f] / (std::sqrt(square[f]) + 1e-9);
            if (f != kBias && weight[f] * sign_of(f) < 0) weight[f] = 0;
        }
    }
    StoryWeights weights;
    std::copy(weight.begin(), weight.begin() + kFeatureCount, weights.weight.begin());
    weights.join = -weight[kBias];
    weights.cohesion = weights.join;
    return weights;
}

std::vector<uint32_t> group(const Set& set, const StoryWeights& weights) {
    StreamLimits limits;
    limits.silence_days = 1'000'000;
    StoryStream stream(weights, limits);
    std::map<uint32_t, uint32_t> story_of;
    for (const StoryPage& page : set.pages) stream.add(page);
    uint32_t number = 0;
    for (const ClosedStory& story : stream.finish()) {
        for (const uint32_t document : story.documents) story_of[document] = number;
        ++number;
    }
    std::vector<uint32_t> labels;
    for (const StoryPage& page : set.pages) labels.push_back(story_of[page.document]);
    return labels;
}

ClusterScores score(const Set& set, const StoryWeights& weights) {
    return score_clusters(set.events, group(set, weights));
}

// The thresholds that group the sets best, all sets counting by their pages. The first set is the labelled pages, the
// others are written cases: these must be right.
StoryWeights with_thresholds(StoryWeights weights, const std::vector<const Set*>& sets) {
    const double border = weights.join;
    StoryWeights best = weights;
    double best_score = -std::numeric_limits<double>::infinity();
    for (double join = border + kJoinFrom; join <= border + kJoinTo; join += kJoinStep) {
        for (double cohesion = join; cohesion >= join - kCohesionTo; cohesion -= kJoinStep) {
            for (const double likeness : kLikeness) {
                weights.join = join;
                weights.cohesion = cohesion;
                weights.likeness = likeness;
                double sum = 0;
                for (auto at = sets.rbegin(); at != sets.rend(); ++at) {  // cases are small: they come first
                    const Set* set = *at;
                    const double f1 = score(*set, weights).bcubed.f1();
                    const bool broken_case = set != sets.front() && f1 < 1 - 1e-9;
                    sum += f1 * static_cast<double>(set->pages.size()) - (broken_case ? kBrokenCase : 0);
                    if (sum < best_score - kBrokenCase) break;
                }
                if (sum > best_score + 1e-9) best = weights, best_score = sum;
            }
        }
    }
    const double scale = kJoin / best.join;
    for (double& weight : best.weight) weight *= scale;
    best.join *= scale;
    best.cohesion *= scale;
    return best;
}

Set part_of(const Set& set, const std::vector<bool>& in) {
    Set part;
    for (size_t i = 0; i < set.pages.size(); ++i) {
        if (!in[i]) continue;
        part.pages.push_back(set.pages[i]);
        part.events.push_back(set.events[i]);
        part.names.push_back(set.names[i]);
    }
    return part;
}

std::string text_of(const StoryWeights& weights) {
    std::string text;
    for (size_t f = 0; f < kFeatureCount; ++f)
        text += fmt::format("{}\t{:.3g}\n", feature_name(static_cast<Feature>(f)), weights.weight[f]);
    return text + fmt::format("join\t{:.3g}\ncohesion\t{:.3g}\nlikeness\t{:.3g}\n", weights.join, weights.cohesion,
                              weights.likeness);
}

// What the stories have too much (pages of another event, by far the larger part) and what they lack.
void show_errors(const Set& set, const std::vector<uint32_t>& labels) {
    std::map<uint32_t, std::map<uint32_t, std::vector<std::string>>> events_of;
    std::map<uint32_t, size_t> sizes;
    for (size_t i = 0; i < labels.size(); ++i) {
        events_of[labels[i]][set.events[i]].push_back(set.names[i]);
        ++sizes[set.events[i]];
    }
    for (const auto& [label, events] : events_of) {
        if (events.size() == 1 && events.begin()->second.size() == sizes[events.begin()->first]) continue;
        fmt::print("  story:");
        for (const auto& [event, names] : events)
            fmt::print(" [{} of {}: {}]", names.size(), sizes[event], fmt::join(names, " "));
        fmt::print("\n");
    }
}

struct Learning {
    std::vector<Pair> pairs;
    std::vector<const Set*> sets;
};

void append(std::vector<Pair>& to, const std::vector<Pair>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

Settings read_settings(int argc, char** argv) {
    Settings settings;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        const auto value = [&]() -> std::string {
            if (i + 1 == argc) fail(argument + " needs a value");
            return argv[++i];
        };
        if (argument == "--data")
            settings.data = value();
        else if (argument == "--out")
            settings.out = value();
        else if (argument == "--weights")
            settings.weights = value();
        else if (argument == "--as-they-are")
            settings.train = false;
        else if (argument == "--cases")
            settings.cases = value();
        else if (argument == "--folds")
            settings.folds = static_cast<size_t>(std::max(0, std::atoi(value().c_str())));
        else if (argument == "--errors")
            settings.errors = true;
        else if (argument == "--dated")
            settings.dated = true;
        else
            settings.inputs.push_back(argument);
    }
    if (settings.inputs.empty()) fail("no pages given");
    return settings;
}

}  // namespace

int main(int argc, char** argv) {
    const Settings settings = read_settings(argc, argv);
    auto loaded = Languages::load(settings.data + "/languages");
    if (!loaded) fail(loaded.error());
    const Languages languages = loaded.take();
    std::map<std::string, MentionModels> models;
    for (const std::string& tag : languages.tags()) {
        const Language& language = languages.rules_for(tag);
        auto read = load_mention_models(language);
        if (!read) fail(read.error());
        models.emplace(language.tag(), read.take());
    }
    auto made = make_story_model(languages, {});
    if (!made) fail(made.error());
    const StoryModel model = made.take();

    LabelledPages labelled = read_labelled_pages(settings.inputs, languages);
    if (!labelled.problems.empty()) fail(labelled.problems.front());
    for (Document& document : labelled.documents) {
        if (!settings.dated) document.article.published.reset();
        const Language& language = languages.rules_for(document.article.rules);
        document.mentions = find_mentions(document.article, language, models.find(language.tag())->second);
    }
    const Set all = make_set(labelled.documents, labelled.events, languages, model);
    std::map<uint32_t, std::string> topic_of;  // by event
    for (size_t i = 0; i < labelled.events.size(); ++i) {
        const std::string& name = labelled.event_names[labelled.events[i]];
        topic_of[labelled.events[i]] = name.substr(0, name.find_first_not_of("0123456789"));
    }

    std::vector<Set> cases;
    if (!settings.cases.empty()) {
        const Language& language = languages.rules_for({});
        std::vector<Document> poured;
        std::vector<uint32_t> poured_events;
        for (const auto& path : written_cases(settings.cases)) {
            WrittenCase written = read_written_case(path, language, models.find(language.tag())->second);
            std::vector<uint32_t> events(written.documents.size());
            for (uint32_t event = 0; event < written.expected.size(); ++event) {
                std::istringstream words(written.expected[event]);
                for (std::string word; words >> word;) {
                    if (word != "story") events[written.index_of(word)] = event;
                }
            }
            for (size_t i = 0; i < events.size(); ++i) {
                poured.push_back(written.documents[i]);
                poured_events.push_back(events[i] + static_cast<uint32_t>(100 * (cases.size() + 1)));
            }
            cases.push_back(make_set(written.documents, events, languages, model));
        }
        // Poured together, each event finds its own.
        cases.push_back(make_set(poured, poured_events, languages, model));
    }
    std::vector<Pair> case_pairs;
    for (size_t i = 0; i + 1 < cases.size(); ++i) append(case_pairs, pairs_of(cases[i], kCaseWeight));
    const auto given = [&] {
        auto read = read_story_weights(settings.weights);
        if (!read) fail(read.error());
        return read.take();
    };
    const auto train = [&](const Set& set) {
        std::vector<Pair> pairs = pairs_of(set, 1);
        append(pairs, case_pairs);
        std::vector<const Set*> sets = {&set};
        for (const Set& written : cases) sets.push_back(&written);
        return with_thresholds(fit(pairs, given()), sets);
    };
    if (settings.folds > 1) {
        std::vector<std::string> topics;
        for (const auto& [event, topic] : topic_of) topics.push_back(topic);
        std::sort(topics.begin(), topics.end());
        topics.erase(std::unique(topics.begin(), topics.end()), topics.end());
        double pages = 0;
        Score sum;
        for (size_t fold = 0; fold < settings.folds; ++fold) {
            std::set<std::string> left_out;
            for (size_t i = fold; i < topics.size(); i += settings.folds) left_out.insert(topics[i]);
            std::vector<bool> in_test;
            for (const uint32_t event : all.events) in_test.push_back(left_out.contains(topic_of[event]));
            std::vector<bool> in_training = in_test;
            in_training.flip();
            const Set training = part_of(all, in_training);
            const Set test = part_of(all, in_test);
            const StoryWeights weights = settings.train ? train(training) : given();
            const std::vector<uint32_t> labels = group(test, weights);
            const ClusterScores scores = score_clusters(test.events, labels);
            fmt::print(
                "fold {}: {} pages, topics {}: BCubed P {:.3f} R {:.3f} F1 {:.3f} (on the pages trained on {:.3f})\n",
                fold + 1, test.pages.size(), fmt::join(left_out, " "), scores.bcubed.precision, scores.bcubed.recall,
                scores.bcubed.f1(), score(training, weights).bcubed.f1());
            if (settings.errors) show_errors(test, labels);
            const auto count = static_cast<double>(test.pages.size());
            sum.precision += scores.bcubed.precision * count;
            sum.recall += scores.bcubed.recall * count;
            pages += count;
        }
        const Score mean{sum.precision / pages, sum.recall / pages};
        fmt::print("all folds: BCubed P {:.3f} R {:.3f} F1 {:.3f}\n", mean.precision, mean.recall, mean.f1());
        if (settings.out.empty()) return 0;
    }
    const StoryWeights weights = settings.train ? train(all) : given();
    const ClusterScores scores = score(all, weights);
    fmt::print("all pages at once: BCubed P {:.3f} R {:.3f} F1 {:.3f}\n", scores.bcubed.precision, scores.bcubed.recall,
               scores.bcubed.f1());
    if (settings.errors) show_errors(all, group(all, weights));
    for (const Set& set : cases) {
        const double f1 = score(set, weights).bcubed.f1();
        if (f1 < 1) fmt::print("case with {}: {:.3f}\n", fmt::join(set.names, " "), f1);
    }
    if (settings.out.empty()) {
        fmt::print("{}", text_of(weights));
        return 0;
    }
    std::string header;
    std::ifstream old(settings.out);
    for (std::string line; std::getline(old, line) && line.starts_with('#');) header += line + '\n';
    old.close();
    std::ofstream(settings.out) << header << text_of(weights);
    return 0;
}
