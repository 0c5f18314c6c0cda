// Trains data/languages/<tag>/entities.weights, or measures it.
//
//   train_entities --language data/languages/id --out data/languages/id/entities.weights TRAIN...   (a file given
//   thrice
//       counts threefold: the shipped weights are of nergrit/train.txt once and idner-news-2k/train.txt, the news,
//       three times)
//   train_entities --language data/languages/id --eval FILE...
//
// Input: BIO (silang/eval/bio.h). Tokens are cut again as pages are, so that the model sees in training what it sees in
// use. Scores are of the labeller alone, by entity: type and both borders right; `silang eval` has those of all that
// finds names.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "silang/eval/bio.h"
#include "silang/language/language.h"
#include "silang/mention/entity_features.h"
#include "silang/mention/entity_model.h"
#include "silang/text/text.h"

namespace {

using namespace silang;

constexpr int kRuns = 5;      // models trained in different orders and averaged: one alone scatters by 0.8 points of F1
constexpr int kPasses = 15;   // flat from 8 on
constexpr float kMargin = 3;  // 1 and 8 are half a point of F1 worse on both sets
constexpr int kWeightScale = 20;  // weights are kept in 1/20: finer steps change no label on either set
constexpr int kSmallestWeight =
    10;  // rows with nothing larger are left out: a third of the file, no change on either set

struct Labelled {
    std::string text;
    TokenizedText tokens;
    std::vector<NameTag> gold;
};

// `files` whole, or what is wrong.
Result<std::vector<Labelled>> read_labelled(const std::vector<std::string>& files, const Language& language) {
    std::vector<Labelled> out;
    for (const std::string& path : files) {
        std::ifstream file(path, std::ios::binary);
        if (!file) return Error{fmt::format("{}: cannot be read", path)};
        const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        auto sentences = read_bio(text);
        if (!sentences) return Error{fmt::format("{}: {}", path, sentences.error())};
        for (BioSentence& sentence : sentences.value()) {
            Labelled& labelled = out.emplace_back();
            labelled.text = std::move(sentence.text);
            const std::vector<Span> lines{{0, static_cast<uint32_t>(labelled.text.size())}};
            labelled.tokens = tokenize(labelled.text, lines, language.vocabulary(), language.abbreviations());
            size_t word = 0;
            bool first_of_word = true;
            for (const Token& token : labelled.tokens.tokens) {
                while (word + 1 < sentence.words.size() && token.span.begin >= sentence.words[word].span.end) {
                    ++word;
                    first_of_word = true;
                }
                NameTag tag = sentence.words[word].tag;
                if (begins_name(tag) && !first_of_word) tag = static_cast<NameTag>(static_cast<int>(tag) + 1);
                labelled.gold.push_back(tag);
                first_of_word = false;
            }
            if (labelled.gold.empty()) out.pop_back();
        }
    }
    return out;
}

using Name = std::array<uint32_t, 3>;  // first token, end, kind
std::set<Name> names_of(const std::vector<NameTag>& tags) {
    std::set<Name> names;
    for (uint32_t at = 0; at < tags.size(); ++at) {
        if (!begins_name(tags[at])) continue;
        uint32_t end = at + 1;
        while (end < tags.size() && continues_name(tags[end])) ++end;
        names.insert({at, end, (static_cast<uint32_t>(tags[at]) - 1) / 2});
    }
    return names;
}

struct Score {
    int right = 0, found = 0, gold = 0;
    [[nodiscard]] double precision() const { return found == 0 ? 0 : 100.0 * right / found; }
    [[nodiscard]] double recall() const { return gold == 0 ? 0 : 100.0 * right / gold; }
    [[nodiscard]] double f1() const { return right == 0 ? 0 : 2 * precision() * recall() / (precision() + recall()); }
};

void evaluate(const EntityModel& model, const Language& language, const std::string& path, bool show) {
    const auto read = read_labelled({path}, language);
    if (!read) {
        fmt::print(stderr, "{}\n", read.error());
        return;
    }
    const std::vector<Labelled>& sentences = read.value();
    std::array<Score, 4> scores{};
    std::vector<NameTag> tags;
    for (const Labelled& sentence : sentences) {
        model.label(sentence.tokens, sentence.tokens.tokens, language, tags);
        std::set<Name> gold = names_of(sentence.gold);
        std::set<Name> found = names_of(tags);
        for (const Name& name : gold) ++scores[name[2]].gold;
        for (const Name& name : found) {
            ++scores[name[2]].found;
            if (gold.contains(name)) ++scores[name[2]].right;
        }
        if (show && gold != found) {
            const auto print = [&](const char* what, const std::set<Name>& names) {
                fmt::print("  {}:", what);
                for (const Name& name : names) {
                    Span span{sentence.tokens.tokens[name[0]].span.begin, sentence.tokens.tokens[name[1] - 1].span.end};
                    fmt::print(" [{} {}]", std::array{"PER", "ORG", "LOC"}[name[2]], span.of(sentence.text));
                }
                fmt::print("\n");
            };
            fmt::print("{}\n", sentence.text);
            print("gold ", gold);
            print("found", found);
        }
    }
    for (size_t kind = 0; kind < 3; ++kind) {
        scores[3].right += scores[kind].right;
        scores[3].found += scores[kind].found;
        scores[3].gold += scores[kind].gold;
    }
    fmt::print("{}\n  type  precision  recall    F1   gold\n", path);
    for (size_t kind = 0; kind < 4; ++kind) {
        fmt::print("  {:4}  {:9.1f} {:7.1f} {:5.1f} {:6}\n", std::array{"PER", "ORG", "LOC", "all"}[kind],
                   scores[kind].precision(), scores[kind].recall(), scores[kind].f1(), scores[kind].gold);
    }
}

// The averaged perceptron: `total` holds sum over time of the weights, kept up to date lazily (Daumé's trick).
struct Weight {
    std::array<float, kNameTagCount> now{};
    std::array<double, kNameTagCount> owed{};  // sum of update * time
};

struct Trainer {
    std::unordered_map<std::string, uint32_t> index;
    std::vector<const std::string*> names;
    std::vector<Weight> weights;
    std::array<Weight, kNameTagCount> transitions{};
    double time = 1;

    uint32_t feature(const std::string& text) {
        auto [place, fresh] = index.try_emplace(text, static_cast<uint32_t>(weights.size()));
        if (fresh) {
            names.push_back(&place->first);
            weights.emplace_back();
        }
        return place->second;
    }

    void update(Weight& weight, size_t tag, float by) const {
        weight.now[tag] += by;
        weight.owed[tag] += static_cast<double>(by) * time;
    }

    std::vector<NameTag> decode(const std::vector<std::vector<uint32_t>>& sentence,
                                const std::vector<NameTag>* gold) const {
        // Training against a margin: a wrong tag gets points in advance.
        std::vector<std::array<float, kNameTagCount>> best(sentence.size());
        std::vector<std::array<uint8_t, kNameTagCount>> from(sentence.size());
        for (size_t at = 0; at < sentence.size(); ++at) {
            std::array<float, kNameTagCount> emission{};
            for (uint32_t feature : sentence[at]) {
                for (size_t tag = 0; tag < kNameTagCount; ++tag) emission[tag] += weights[feature].now[tag];
            }
            for (size_t tag = 0; tag < kNameTagCount; ++tag) {
                if (gold != nullptr && static_cast<size_t>((*gold)[at]) != tag) emission[tag] += kMargin;
                best[at][tag] = -1e9f;
                for (size_t before = 0; before < (at == 0 ? 1 : kNameTagCount); ++before) {
                    if (!may_follow(static_cast<NameTag>(before), static_cast<NameTag>(tag))) continue;
                    float score = (at == 0 ? 0 : best[at - 1][before]) + transitions[before].now[tag] + emission[tag];
                    if (score > best[at][tag]) {
                        best[at][tag] = score;
                        from[at][tag] = static_cast<uint8_t>(before);
                    }
                }
            }
        }
        std::vector<NameTag> tags(sentence.size());
        size_t tag =
            static_cast<size_t>(std::max_element(best.back().begin(), best.back().end()) - best.back().begin());
        for (size_t at = sentence.size(); at-- > 0;) {
            tags[at] = static_cast<NameTag>(tag);
            tag = from[at][tag];
        }
        return tags;
    }

    void learn(const std::vector<std::vector<uint32_t>>& sentence, const std::vector<NameTag>& gold) {
        std::vector<NameTag> guess = decode(sentence, &gold);
        if (guess != gold) {
            NameTag gold_before = NameTag::outside;
            NameTag guess_before = NameTag::outside;
            for (size_t at = 0; at < sentence.size(); ++at) {
                size_t right = static_cast<size_t>(gold[at]);
                size_t wrong = static_cast<size_t>(guess[at]);
                if (right != wrong) {
                    for (uint32_t feature : sentence[at]) {
                        update(weights[feature], right, 1);
                        update(weights[feature], wrong, -1);
                    }
                }
                if (right != wrong || gold_before != guess_before) {
                    update(transitions[static_cast<size_t>(gold_before)], right, 1);
                    update(transitions[static_cast<size_t>(guess_before)], wrong, -1);
                }
                gold_before = gold[at];
                guess_before = guess[at];
            }
        }
        ++time;
    }

    // Adds this run's mean weights to the sums and starts anew.
    void finish_run() {
        sums.resize(weights.size());
        for (size_t k = 0; k < weights.size(); ++k) add_mean(weights[k], sums[k]);
        for (size_t k = 0; k < kNameTagCount; ++k) add_mean(transitions[k], transition_sums[k]);
        time = 1;
    }
    void add_mean(Weight& weight, std::array<double, kNameTagCount>& sum) const {
        for (size_t tag = 0; tag < kNameTagCount; ++tag)
            sum[tag] += static_cast<double>(weight.now[tag]) - weight.owed[tag] / time;
        weight = Weight();
    }

    std::vector<std::array<double, kNameTagCount>> sums;
    std::array<std::array<double, kNameTagCount>, kNameTagCount> transition_sums{};
};

TagWeights rounded(const std::array<double, kNameTagCount>& sum) {
    TagWeights weights{};
    for (size_t tag = 0; tag < kNameTagCount; ++tag) {
        weights[tag] = static_cast<int16_t>(std::clamp(std::lround(sum[tag] / kRuns * kWeightScale), -32000L, 32000L));
    }
    return weights;
}

bool train(const Language& language, const std::vector<std::string>& files, const std::string& out) {
    const auto read = read_labelled(files, language);
    if (!read) {
        fmt::print(stderr, "{}\n", read.error());
        return false;
    }
    const std::vector<Labelled>& sentences = read.value();
    Trainer trainer;
    std::vector<std::vector<std::vector<uint32_t>>> features;
    std::vector<TokenFacts> facts;
    std::vector<uint64_t> hashes;
    std::vector<std::string> texts;
    FeatureSink sink{&hashes, &texts};
    for (const Labelled& sentence : sentences) {
        gather_facts(sentence.tokens, sentence.tokens.tokens, language, facts);
        std::vector<std::vector<uint32_t>>& rows = features.emplace_back(facts.size());
        for (size_t at = 0; at < facts.size(); ++at) {
            texts.clear();
            hashes.clear();
            features_at(facts, at, sink);
            for (const std::string& text : texts) rows[at].push_back(trainer.feature(text));
        }
    }
    fmt::print("{} sentences, {} features\n", sentences.size(), trainer.weights.size());
    std::vector<size_t> order(sentences.size());
    for (size_t k = 0; k < order.size(); ++k) order[k] = k;
    uint64_t random = 20240618;
    for (int run = 0; run < kRuns; ++run) {
        for (int pass = 0; pass < kPasses; ++pass) {
            for (size_t k = order.size(); k > 1;
                 --k) {  // Fisher-Yates, fixed generator: the same weights on every machine
                random = random * 6364136223846793005ULL + 1442695040888963407ULL;
                std::swap(order[k - 1], order[(random >> 33) % k]);
            }
            for (size_t k : order) trainer.learn(features[k], sentences[k].gold);
        }
        trainer.finish_run();
    }
    std::vector<std::string> rows;
    const auto row = [](const std::string& name, const TagWeights& weights) {
        return fmt::format("{}\t{}", name, fmt::join(weights, " "));
    };
    for (size_t k = 0; k < trainer.weights.size(); ++k) {
        TagWeights weights = rounded(trainer.sums[k]);
        bool matters =
            std::any_of(weights.begin(), weights.end(), [](int weight) { return std::abs(weight) >= kSmallestWeight; });
        if (matters) rows.push_back(row(*trainer.names[k], weights));
    }
    for (size_t tag = 0; tag < kNameTagCount; ++tag) {
        rows.push_back(row(fmt::format("transition {}", kNameTagNames[tag]), rounded(trainer.transition_sums[tag])));
    }
    std::sort(rows.begin(), rows.end());
    std::ofstream file(out, std::ios::binary);
    file << "# Weights of the name labeller: averaged structured perceptron, trained by tools/train_entities on the "
            "data that\n"
            "# NOTICE names. The features are made in silang/mention/entity_features.cpp.\n"
            "# feature <TAB> weights of O B-PER I-PER B-ORG I-ORG B-LOC I-LOC\n";
    for (const std::string& line : rows) file << line << '\n';
    file.close();
    fmt::print("{}: {} rows\n", out, rows.size());
    return static_cast<bool>(file);
}

}  // namespace

int main(int count, char** arguments) {
    std::string folder, out;
    bool eval = false;
    bool show = false;
    std::vector<std::string> files;
    for (int k = 1; k < count; ++k) {
        std::string_view argument = arguments[k];
        if (argument == "--language" && k + 1 < count) {
            folder = arguments[++k];
        } else if (argument == "--out" && k + 1 < count) {
            out = arguments[++k];
        } else if (argument == "--eval") {
            eval = true;
        } else if (argument == "--show") {
            show = true;
        } else {
            files.emplace_back(argument);
        }
    }
    if (folder.empty() || files.empty() || (out.empty() && !eval)) {
        fmt::print(stderr, "usage: train_entities --language FOLDER (--out FILE | --eval [--show]) FILE...\n");
        return 2;
    }
    Result<Language> language = Language::load(folder, folder.substr(folder.find_last_of('/') + 1));
    if (!language) {
        fmt::print(stderr, "{}\n", language.error());
        return 1;
    }
    if (!eval) return train(language.value(), files, out) ? 0 : 1;
    Result<EntityModel> model = EntityModel::load(language.value());
    if (!model) {
        fmt::print(stderr, "{}\n", model.error());
        return 1;
    }
    for (const std::string& path : files) evaluate(model.value(), language.value(), path, show);
    return 0;
}
