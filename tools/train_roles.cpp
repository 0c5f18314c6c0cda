// Trains the line model (data/roles.weights) from labelled pages, or says how well it does on pages it has not seen.
//
//   train_roles --out data/roles.weights tests/gold/id/roles/*.tsv      train on all pages
//   train_roles --folds 8 tests/gold/id/roles/*.tsv                     cross-validate, pages left out by turns
//   train_roles --held-out b tests/gold/id/roles/*.tsv                  train on the pages whose name does not begin so
//   ... --errors                                                        and show each wrong line
//
// The model is a conditional random field over lines, trained by full-batch gradient steps (Adam) with an L2 penalty.
// Its training adds a cost to wrong labels (softmax-margin), higher where a line of the body is lost or let in.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "silang/article/article.h"
#include "silang/article/decode.h"
#include "silang/article/lines.h"

namespace {

using namespace silang;

constexpr int kSteps = 120;
constexpr double kStepSize = 0.06;
constexpr double kPenalty = 0.03;         // L2, chosen by cross-validation among 0.003 ... 0.1
constexpr double kRoleCost = 0.5;         // of a wrong role on the same side of the body's border
constexpr double kBodyCost = 1.0;         // of a line of the body lost or let in, and as much again for a long one
constexpr size_t kRecombinations = 8;     // pages put together from each page and parts of others
constexpr double kSmallestWeight = 0.01;  // below half of this a weight is not written

struct LabelledLine {
    Role role;
    std::string text;
    uint32_t blank_before;
};

struct GoldPage {
    std::string name;
    std::vector<LabelledLine> lines;
    Page page;
    TokenizedText tokens;
    std::vector<Role> roles;
    std::vector<uint32_t> words;
};

// A page as the model sees it: its features, plain or with line repeats simulated.
struct Sample {
    const GoldPage* gold;
    LineFeatures features;
};

[[noreturn]] void fail(const std::string& message) {
    fmt::print(stderr, "train_roles: {}\n", message);
    std::exit(1);
}

GoldPage page_of(std::string name, std::vector<LabelledLine> lines, const Language& language) {
    GoldPage gold;
    gold.name = std::move(name);
    gold.lines = std::move(lines);
    Capture capture;
    for (const LabelledLine& line : gold.lines) {
        if (!capture.bytes.empty()) capture.bytes.append(line.blank_before, '\n');
        capture.bytes.append(line.text).append("\n");
        gold.roles.push_back(line.role);
    }
    Result<Page> page = read_page(capture);
    if (!page) fail(gold.name + ": " + page.error());
    gold.page = page.take();
    if (gold.page.lines.size() != gold.roles.size()) fail(gold.name + ": labels and lines differ in number");
    std::vector<Span> spans;
    for (const Line& each : gold.page.lines) spans.push_back(each.span);
    gold.tokens = tokenize(gold.page.text, spans, language.vocabulary(), language.abbreviations());
    for (size_t i = 0; i < spans.size(); ++i) {
        uint32_t words = 0;
        for (const Token& token : gold.tokens.line_tokens(i)) words += token.kind != TokenKind::punct;
        gold.words.push_back(words);
    }
    return gold;
}

GoldPage read_gold(const std::string& path, const Language& language) {
    std::ifstream file(path);
    if (!file) fail(path + ": cannot be read");
    std::vector<LabelledLine> lines;
    std::string line;
    uint32_t blank = 0;
    for (size_t number = 1; std::getline(file, line); ++number) {
        if (line.rfind("# ", 0) == 0) continue;
        const size_t tab = line.find('\t');
        if (tab == std::string::npos) {
            ++blank;
            continue;
        }
        const std::optional<Role> role = role_from_name(std::string_view(line).substr(0, tab));
        if (!role) fail(fmt::format("{}:{}: no such role", path, number));
        lines.push_back({*role, line.substr(tab + 1), blank});
        blank = 0;
    }
    return page_of(std::filesystem::path(path).stem().string(), std::move(lines), language);
}

// A deterministic stream of numbers in [0, 1).
struct Random {
    uint64_t state;
    double operator()() {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<double>(state >> 40) / static_cast<double>(1u << 24);
    }
};

// The gold pages stand alone; in a run of one site the furniture repeats. Each page is seen a second time with repeats
// drawn by role; on one page in four the body repeats too, as a wire text does that several sites carry.
std::vector<uint32_t> simulated_repeats(const GoldPage& gold) {
    Random random{std::hash<std::string>{}(gold.name) | 1};
    const bool wire_text = random() < 0.25;
    std::vector<uint32_t> repeats;
    for (Role role : gold.roles) {
        double chance = 0;
        switch (role) {
            case Role::nav:
            case Role::form:
            case Role::legal:
                chance = 0.7;
                break;
            case Role::promo:
                chance = 0.6;
                break;
            case Role::teaser:
                chance = 0.35;
                break;
            case Role::section:
                chance = 0.4;
                break;
            case Role::byline:
                chance = 0.2;
                break;
            case Role::body:
            case Role::heading:
            case Role::title:
                chance = wire_text ? 0.8 : 0.0;
                break;
            default:
                break;
        }
        uint32_t times = 0;
        if (random() < chance)
            times = wire_text && role == Role::body ? 1 + static_cast<uint32_t>(random() * 3)
                                                    : 1 + static_cast<uint32_t>(random() * 8);
        repeats.push_back(times);
    }
    return repeats;
}

// Layouts differ more than texts: new pages are put together from the head of one page, the article of another and the
// tail of a third, with the blank lines of any of the usual styles, and now and then without headline, date, caption,
// head or tail.
struct Cut {
    size_t first, last;  // lines of the article: from its headline or first paragraph to its last
};
Cut article_of(const GoldPage& page) {
    Cut cut{page.lines.size(), 0};
    for (size_t i = 0; i < page.lines.size(); ++i) {
        const Role role = page.lines[i].role;
        if (role == Role::body || role == Role::title || role == Role::caption || role == Role::date ||
            role == Role::dateline || (role == Role::byline && cut.last == 0))
            cut.first = std::min(cut.first, i);
        if (role == Role::body) cut.last = i + 1;
    }
    if (cut.last == 0) cut = {0, page.lines.size()};
    return cut;
}

GoldPage recombined(const std::vector<const GoldPage*>& pages, size_t core, uint64_t seed, const Language& language) {
    Random random{seed * 2 + 1};
    for (int i = 0; i < 4; ++i) random();
    const auto any = [&] { return pages[static_cast<size_t>(random() * static_cast<double>(pages.size()))]; };
    const GoldPage& middle = *pages[core];
    const GoldPage& head = *any();
    const GoldPage& tail = *any();
    const bool no_head = random() < 0.25, no_tail = random() < 0.15, own_head = random() < 0.2;
    const bool no_title = random() < 0.12, no_date = random() < 0.15, no_caption = random() < 0.25,
               no_byline = random() < 0.15;
    std::vector<LabelledLine> lines;
    if (!no_head) {
        const GoldPage& source = own_head ? middle : head;
        for (size_t i = 0; i < article_of(source).first; ++i) lines.push_back(source.lines[i]);
    }
    const Cut cut = article_of(middle);
    for (size_t i = cut.first; i < cut.last; ++i) {
        const Role role = middle.lines[i].role;
        if ((no_title && role == Role::title) || (no_date && role == Role::date) ||
            (no_caption && role == Role::caption) || (no_byline && role == Role::byline))
            continue;
        lines.push_back(middle.lines[i]);
    }
    if (!no_tail) {
        for (size_t i = article_of(tail).last; i < tail.lines.size(); ++i) lines.push_back(tail.lines[i]);
    }
    const double style = random();
    for (LabelledLine& line : lines) {
        if (style < 0.3)
            line.blank_before = 0;
        else if (style < 0.55)
            line.blank_before = 1;
        else if (style < 0.62)
            line.blank_before = 2;
    }
    if (!lines.empty()) lines[0].blank_before = 0;
    if (lines.empty()) lines = middle.lines;
    return page_of(fmt::format("{}+{}", middle.name, seed), std::move(lines), language);
}

using Weights = std::vector<std::array<double, kRoleSlots>>;

double log_sum(const double* values) {
    double most = values[0];
    for (size_t i = 1; i < kRoleCount; ++i) most = std::max(most, values[i]);
    double sum = 0;
    for (size_t i = 0; i < kRoleCount; ++i) sum += std::exp(values[i] - most);
    return most + std::log(sum);
}

// Adds the gradient of -log p(gold) with costs to `gradient`, and returns that loss.
double add_gradient(const Sample& sample, const Weights& weights, Weights& gradient) {
    const LineFeatures& features = sample.features;
    const std::vector<Role>& gold = sample.gold->roles;
    const size_t count = features.size();
    using Row = std::array<double, kRoleSlots>;
    std::vector<Row> own(count), alpha(count), beta(count);
    std::vector<std::array<Row, kPreviousRoles>> moves(count);
    for (size_t i = 0; i < count; ++i) {
        own[i].fill(0);
        features.for_each(i, [&](size_t feature) {
            for (size_t r = 0; r < kRoleSlots; ++r) own[i][r] += weights[feature][r];
        });
        const double long_line = std::min(1.0, sample.gold->words[i] / 30.0);
        for (size_t r = 0; r < kRoleCount; ++r) {
            const size_t right = static_cast<size_t>(gold[i]);
            if (r == right) continue;
            const bool across = (gold[i] == Role::body) != (r == static_cast<size_t>(Role::body));
            own[i][r] += across ? kBodyCost * (1 + long_line) : kRoleCost;
        }
        for (size_t p = 0; p < kPreviousRoles; ++p) {
            moves[i][p].fill(0);
            for (uint16_t block : features.transitions(i)) {
                for (size_t r = 0; r < kRoleSlots; ++r) moves[i][p][r] += weights[block + p][r];
            }
        }
    }
    double buffer[kRoleCount];
    for (size_t r = 0; r < kRoleCount; ++r) alpha[0][r] = own[0][r] + moves[0][kStartRole][r];
    for (size_t i = 1; i < count; ++i) {
        for (size_t r = 0; r < kRoleCount; ++r) {
            for (size_t p = 0; p < kRoleCount; ++p) buffer[p] = alpha[i - 1][p] + moves[i][p][r];
            alpha[i][r] = log_sum(buffer) + own[i][r];
        }
    }
    beta[count - 1].fill(0);
    for (size_t i = count - 1; i-- > 0;) {
        for (size_t p = 0; p < kRoleCount; ++p) {
            for (size_t r = 0; r < kRoleCount; ++r) buffer[r] = moves[i + 1][p][r] + own[i + 1][r] + beta[i + 1][r];
            beta[i][p] = log_sum(buffer);
        }
    }
    const double total = log_sum(alpha[count - 1].data());
    double gold_score = 0;
    for (size_t i = 0; i < count; ++i) {
        const size_t right = static_cast<size_t>(gold[i]);
        const size_t before = i == 0 ? kStartRole : static_cast<size_t>(gold[i - 1]);
        gold_score += own[i][right] + moves[i][before][right];
        Row expected{};
        for (size_t r = 0; r < kRoleCount; ++r) expected[r] = std::exp(alpha[i][r] + beta[i][r] - total);
        expected[right] -= 1;
        features.for_each(i, [&](size_t feature) {
            for (size_t r = 0; r < kRoleSlots; ++r) gradient[feature][r] += expected[r];
        });
        const size_t from = i == 0 ? kStartRole : 0, to = i == 0 ? kPreviousRoles : kRoleCount;
        for (size_t p = from; p < to; ++p) {
            const double head = i == 0 ? 0 : alpha[i - 1][p];
            Row pair{};
            for (size_t r = 0; r < kRoleCount; ++r)
                pair[r] = std::exp(head + moves[i][p][r] + own[i][r] + beta[i][r] - total);
            if (p == before) pair[right] -= 1;
            for (uint16_t block : features.transitions(i)) {
                for (size_t r = 0; r < kRoleSlots; ++r) gradient[block + p][r] += pair[r];
            }
        }
    }
    return total - gold_score;
}

std::vector<RoleRow> train(const std::vector<const Sample*>& samples) {
    Weights weights(feature_count()), mean(feature_count()), square(feature_count()), gradient(feature_count());
    for (int step = 1; step <= kSteps; ++step) {
        for (auto& row : gradient) row.fill(0);
        double loss = 0;
        for (const Sample* sample : samples) loss += add_gradient(*sample, weights, gradient);
        const double scale = 1.0 / static_cast<double>(samples.size());
        const double size = kStepSize * (step < kSteps / 2 ? 1.0 : 2.0 * (kSteps - step) / kSteps);
        for (size_t f = 0; f < weights.size(); ++f) {
            for (size_t r = 0; r < kRoleCount; ++r) {
                const double slope = gradient[f][r] * scale + kPenalty * weights[f][r];
                mean[f][r] = 0.9 * mean[f][r] + 0.1 * slope;
                square[f][r] = 0.99 * square[f][r] + 0.01 * slope * slope;
                const double m = mean[f][r] / (1 - std::pow(0.9, step)), s = square[f][r] / (1 - std::pow(0.99, step));
                weights[f][r] -= size * m / (std::sqrt(s) + 1e-6);
            }
        }
    }
    std::vector<RoleRow> rows(weights.size());
    for (size_t f = 0; f < weights.size(); ++f) {
        rows[f].fill(0);
        for (size_t r = 0; r < kRoleCount; ++r) {
            rows[f][r] = static_cast<float>(std::round(weights[f][r] / kSmallestWeight) * kSmallestWeight);
        }
    }
    return rows;
}

void write_weights(const std::string& path, const std::vector<RoleRow>& rows) {
    std::map<std::string, std::string> lines;
    for (size_t f = 0; f < rows.size(); ++f) {
        std::string text;
        for (size_t r = 0; r < kRoleCount; ++r) {
            if (std::abs(static_cast<double>(rows[f][r])) < kSmallestWeight / 2) continue;
            text += fmt::format("{}{}={:.2f}", text.empty() ? "" : " ", role_name(static_cast<Role>(r)), rows[f][r]);
        }
        if (!text.empty()) lines[feature_name(f)] = text;
    }
    std::ofstream out(path);
    out << "# Weights of the line model: what each feature of a line adds to the score of each role.\n"
           "# Made by tools/train_roles from the labelled pages in tests/gold/id/roles; do not edit by hand.\n"
           "# feature <TAB> role=weight ...\n";
    for (const auto& [feature, text] : lines) out << feature << '\t' << text << '\n';
    if (!out.flush()) fail(path + ": cannot be written");
}

struct Score {
    double body_f1 = 0;
    size_t right = 0, lines = 0;
};

struct Report {
    std::vector<std::pair<double, std::string>> pages;
    size_t right = 0, lines = 0;
    std::array<std::array<size_t, kRoleCount>, kRoleCount> confusion{};
};

void evaluate(const Sample& sample, const std::vector<RoleRow>& rows, bool show_errors, Report& report) {
    const GoldPage& gold = *sample.gold;
    const std::vector<Role> found = best_roles(sample.features, rows);
    double both = 0, in_gold = 0, in_found = 0;
    for (size_t i = 0; i < found.size(); ++i) {
        const bool is_body = gold.roles[i] == Role::body, said_body = found[i] == Role::body;
        const double words = gold.words[i];
        both += is_body && said_body ? words : 0;
        in_gold += is_body ? words : 0;
        in_found += said_body ? words : 0;
        report.right += found[i] == gold.roles[i];
        ++report.lines;
        ++report.confusion[static_cast<size_t>(gold.roles[i])][static_cast<size_t>(found[i])];
        if (show_errors && found[i] != gold.roles[i]) {
            fmt::print("{}:{}{}\t{} taken for {}\t{}\n", gold.name, i + 1, is_body != said_body ? "*" : "",
                       role_name(gold.roles[i]), role_name(found[i]),
                       gold.page.lines[i].span.of(gold.page.text).substr(0, 100));
        }
    }
    report.pages.emplace_back(in_gold + in_found == 0 ? 1 : 2 * both / (in_gold + in_found), gold.name);
}

void print(Report report) {
    std::sort(report.pages.begin(), report.pages.end());
    double sum = 0;
    for (const auto& [f1, name] : report.pages) sum += f1;
    fmt::print("body F1 (words): mean {:.4f}, worst", sum / static_cast<double>(report.pages.size()));
    for (size_t i = 0; i < std::min<size_t>(8, report.pages.size()); ++i)
        fmt::print(" {} {:.3f}", report.pages[i].second, report.pages[i].first);
    fmt::print("\nroles: {:.4f} of {} lines\n", static_cast<double>(report.right) / static_cast<double>(report.lines),
               report.lines);
    for (size_t g = 0; g < kRoleCount; ++g) {
        size_t gold = 0, found = 0;
        for (size_t o = 0; o < kRoleCount; ++o) {
            gold += report.confusion[g][o];
            found += report.confusion[o][g];
        }
        const double both = static_cast<double>(report.confusion[g][g]);
        fmt::print("  {:9} F1 {:.3f} ({} lines)\n", role_name(static_cast<Role>(g)),
                   gold + found == 0 ? 0.0 : 2 * both / static_cast<double>(gold + found), gold);
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::string out, held_out, data = "data/languages", tag = "id";
    size_t folds = 0;
    bool show_errors = false;
    std::vector<std::string> paths;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        const auto value = [&] {
            if (i + 1 >= argc) fail(argument + " needs a value");
            return std::string(argv[++i]);
        };
        if (argument == "--out")
            out = value();
        else if (argument == "--held-out")
            held_out = value();
        else if (argument == "--data")
            data = value();
        else if (argument == "--language")
            tag = value();
        else if (argument == "--folds")
            folds = std::strtoul(value().c_str(), nullptr, 10);
        else if (argument == "--errors")
            show_errors = true;
        else if (argument.rfind("--", 0) == 0)
            fail("no option " + argument);
        else
            paths.push_back(argument);
    }
    if (paths.empty() || (out.empty() && held_out.empty() && folds < 2)) {
        fail(
            "usage: train_roles (--out FILE | --folds N | --held-out PREFIX) [--errors] [--data FOLDER] [--language "
            "TAG] GOLD...");
    }
    std::sort(paths.begin(), paths.end());
    Result<Languages> languages = Languages::load(data);
    if (!languages) fail(languages.error());
    const Language& language = languages.value().rules_for(tag);

    std::vector<GoldPage> pages;
    for (const std::string& path : paths) pages.push_back(read_gold(path, language));
    std::vector<Sample> plain, repeated;
    for (const GoldPage& gold : pages) {
        plain.push_back({&gold, LineFeatures(gold.page, gold.tokens, language, {}, 0, gold.page.lines.size())});
        const std::vector<uint32_t> repeats = simulated_repeats(gold);
        repeated.push_back({&gold, LineFeatures(gold.page, gold.tokens, language, repeats, 0, gold.page.lines.size())});
    }
    const auto train_without = [&](auto left_out) {
        std::vector<const Sample*> samples;
        std::vector<const GoldPage*> kept;
        for (size_t i = 0; i < pages.size(); ++i) {
            if (left_out(i)) continue;
            samples.push_back(&plain[i]);
            samples.push_back(&repeated[i]);
            kept.push_back(&pages[i]);
        }
        std::vector<GoldPage> mixed;
        std::vector<Sample> mixed_samples;
        for (size_t round = 0; round < kRecombinations; ++round) {
            for (size_t i = 0; i < kept.size(); ++i)
                mixed.push_back(recombined(kept, i, round * kept.size() + i, language));
        }
        for (const GoldPage& page : mixed)
            mixed_samples.push_back(
                {&page, LineFeatures(page.page, page.tokens, language, {}, 0, page.page.lines.size())});
        for (const Sample& sample : mixed_samples) samples.push_back(&sample);
        return train(samples);
    };

    Report report;
    if (!held_out.empty()) {
        const auto is_out = [&](size_t i) { return pages[i].name.rfind(held_out, 0) == 0; };
        const std::vector<RoleRow> rows = train_without(is_out);
        for (size_t i = 0; i < pages.size(); ++i) {
            if (is_out(i)) evaluate(plain[i], rows, show_errors, report);
        }
        print(report);
    } else if (folds >= 2) {
        for (size_t fold = 0; fold < folds; ++fold) {
            const std::vector<RoleRow> rows = train_without([&](size_t i) { return i % folds == fold; });
            for (size_t i = fold; i < pages.size(); i += folds) evaluate(plain[i], rows, show_errors, report);
        }
        print(report);
    }
    if (!out.empty()) {
        const std::vector<RoleRow> rows = train_without([](size_t) { return false; });
        write_weights(out, rows);
        Report fit;
        for (const Sample& sample : plain) evaluate(sample, rows, false, fit);
        fmt::print("on the training pages themselves:\n");
        print(fit);
    }
}
