#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>

#include "silang/article/article.h"
#include "silang/article/decode.h"
#include "silang/article/label.h"

namespace silang {
namespace {

constexpr std::string_view kRoleNames[kRoleCount] = {
    "title", "byline", "date",  "dateline", "section", "caption", "heading",
    "body",  "teaser", "promo", "form",     "nav",     "comment", "legal",
};

// Pages of more lines are labelled in pieces of this many, so that memory stays bounded; news pages have dozens of
// lines.
constexpr size_t kMostLinesAtOnce = 20000;

// "length=3-4<TAB>title=0.42 body=-1.20"
std::optional<std::string> read_weights_line(std::string_view line, std::string& feature, std::vector<float>& weights) {
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos || tab == 0) return "expected a feature, a tab and its weights";
    feature = line.substr(0, tab);
    weights.assign(kRoleCount, 0.0f);
    std::string_view rest = line.substr(tab + 1);
    while (!rest.empty()) {
        const size_t stop = std::min(rest.find(' '), rest.size());
        const std::string_view pair = rest.substr(0, stop);
        rest.remove_prefix(std::min(stop + 1, rest.size()));
        const size_t equals = pair.find('=');
        const std::optional<Role> role = role_from_name(pair.substr(0, equals));
        if (equals == std::string_view::npos || !role) return fmt::format("expected role=weight, found \"{}\"", pair);
        float weight = 0;
        const char* end = pair.data() + pair.size();
        const auto parsed = std::from_chars(pair.data() + equals + 1, end, weight);
        if (parsed.ec != std::errc() || parsed.ptr != end)
            return fmt::format("\"{}\" is no number", pair.substr(equals + 1));
        weights[static_cast<size_t>(*role)] = weight;
    }
    return std::nullopt;
}

std::span<const uint32_t> all_lines(std::span<const uint32_t> repeats, const Page& page) {
    return repeats.size() == page.lines.size() ? repeats : std::span<const uint32_t>();
}

}  // namespace

std::string_view role_name(Role role) {
    return kRoleNames[static_cast<size_t>(role)];
}

std::optional<Role> role_from_name(std::string_view name) {
    for (size_t i = 0; i < kRoleCount; ++i) {
        if (kRoleNames[i] == name) return static_cast<Role>(i);
    }
    return std::nullopt;
}

Result<RoleModel> RoleModel::load(const std::string& path) {
    std::ifstream file(path);
    if (!file) return Error{fmt::format("{}: cannot read the weights of the line model", path)};
    std::unordered_map<std::string, size_t> ids;
    for (size_t i = 0; i < feature_count(); ++i) ids.emplace(feature_name(i), i);
    RoleModel model;
    model.rows_.assign(feature_count(), RoleRow{});
    std::string line, feature;
    std::vector<float> weights;
    for (size_t number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line[0] == '#') continue;
        if (std::optional<std::string> wrong = read_weights_line(line, feature, weights)) {
            return Error{fmt::format("{}:{}: {}", path, number, *wrong)};
        }
        const auto id = ids.find(feature);
        if (id == ids.end())
            return Error{fmt::format("{}:{}: the line model has no feature \"{}\"", path, number, feature)};
        std::copy(weights.begin(), weights.end(), model.rows_[id->second].begin());
        if (!model.weights_.emplace(feature, weights).second) {
            return Error{fmt::format("{}:{}: the feature \"{}\" stands twice", path, number, feature)};
        }
    }
    if (model.weights_.empty()) return Error{fmt::format("{}: no weights in it", path)};
    return model;
}

const std::vector<float>* RoleModel::weights(std::string_view feature) const {
    const auto found = weights_.find(feature);
    return found == weights_.end() ? nullptr : &found->second;
}

std::vector<Role> label_lines(const Page& page, const TokenizedText& tokens, const Language& language,
                              const RoleModel& model, std::span<const uint32_t> repeats) {
    std::vector<Role> roles;
    roles.reserve(page.lines.size());
    for (size_t first = 0; first < page.lines.size(); first += kMostLinesAtOnce) {
        const size_t last = std::min(first + kMostLinesAtOnce, page.lines.size());
        const LineFeatures features(page, tokens, language, all_lines(repeats, page), first, last);
        const std::vector<Role> piece = best_roles(features, model.rows_);
        roles.insert(roles.end(), piece.begin(), piece.end());
    }
    return roles;
}

std::vector<RoleReason> explain_roles(const Article& article, const Language& language, const RoleModel& model,
                                      std::span<const uint32_t> repeats) {
    const Page& page = article.page;
    std::vector<RoleReason> reasons;
    for (size_t first = 0; first < page.lines.size(); first += kMostLinesAtOnce) {
        const size_t last = std::min(first + kMostLinesAtOnce, page.lines.size());
        const LineFeatures features(page, article.tokens, language, all_lines(repeats, page), first, last);
        const std::vector<RoleRow> scores = best_scores_with(features, model.rows_);
        for (size_t i = 0; i < features.size(); ++i) {
            const Role role = article.blocks[first + i].role;
            const size_t chosen = static_cast<size_t>(role);
            size_t other = chosen == 0 ? 1 : 0;
            for (size_t r = 0; r < kRoleCount; ++r) {
                if (r != chosen && scores[i][r] > scores[i][other]) other = r;
            }
            RoleReason reason{role,
                              static_cast<Role>(other),
                              static_cast<double>(scores[i][chosen]) - static_cast<double>(scores[i][other]),
                              {}};
            const auto add = [&](size_t feature) {
                const double weight = static_cast<double>(model.rows_[feature][chosen]);
                if (weight != 0) reason.features.emplace_back(feature_name(feature), weight);
            };
            features.for_each(i, add);
            const size_t previous = i == 0 ? kStartRole : static_cast<size_t>(article.blocks[first + i - 1].role);
            for (uint16_t block : features.transitions(i)) add(block + previous);
            std::stable_sort(reason.features.begin(), reason.features.end(),
                             [](const auto& a, const auto& b) { return std::abs(a.second) > std::abs(b.second); });
            reasons.push_back(std::move(reason));
        }
    }
    return reasons;
}

}  // namespace silang
