// What is wrong inside one page: what the calendar says of its dates, and the other checks put in the order of the
// pages.
#include "silang/check/page_checks.h"

#include <algorithm>
#include <unordered_map>

namespace silang {
namespace {

std::string weekday_name(const Language& language, std::string_view number) {
    const std::string key = "weekday." + std::string(number);
    for (const LexiconEntry& entry : language.lexicon("interface").entries()) {
        if (entry.phrase() == key) return std::string(entry.field(1));
    }
    return std::string(number);
}

void check_calendar(const Scene& scene, std::vector<PageCheck>& checks) {
    for (const uint32_t index : scene.story.documents) {
        for (const Time& time : scene.documents[index].mentions.times) {
            for (const TimeIssue issue : time.issues) {
                std::string expected = time.expected;
                if (issue == TimeIssue::weekday_mismatch && expected.size() == 1)
                    expected = time.value.substr(0, 10) + " = " + weekday_name(scene.language, expected);
                checks.push_back({check_kind_of(issue), index, time.span, clean_spaces(scene.text(index, time.span)),
                                  std::move(expected)});
            }
        }
    }
}

}  // namespace

std::string_view check_kind_name(CheckKind kind) {
    if (const auto issue = time_issue_of(kind)) return time_issue_name(*issue);
    return "total-mismatch";
}

CheckKind check_kind_of(TimeIssue issue) {
    switch (issue) {
        case TimeIssue::weekday_mismatch:
            return CheckKind::weekday_mismatch;
        case TimeIssue::impossible_date:
            return CheckKind::impossible_date;
        case TimeIssue::elapsed_mismatch:
            return CheckKind::elapsed_mismatch;
        case TimeIssue::future_as_past:
            return CheckKind::future_as_past;
    }
    return CheckKind::impossible_date;
}

std::optional<TimeIssue> time_issue_of(CheckKind kind) {
    switch (kind) {
        case CheckKind::weekday_mismatch:
            return TimeIssue::weekday_mismatch;
        case CheckKind::impossible_date:
            return TimeIssue::impossible_date;
        case CheckKind::elapsed_mismatch:
            return TimeIssue::elapsed_mismatch;
        case CheckKind::future_as_past:
            return TimeIssue::future_as_past;
        case CheckKind::total_mismatch:
            return std::nullopt;
    }
    return std::nullopt;
}

std::vector<PageCheck> page_checks(const Scene& scene) {
    std::vector<PageCheck> checks;
    check_calendar(scene, checks);
    check_elapsed(scene, checks);
    check_ages(scene, checks);
    check_totals(scene, checks);
    check_future(scene, checks);
    std::unordered_map<uint32_t, size_t> rank;
    for (size_t i = 0; i < scene.story.documents.size(); ++i) rank.emplace(scene.story.documents[i], i);
    const auto order = [&](const PageCheck& check) {
        return std::tuple(rank.at(check.document), check.span, check.kind);
    };
    std::sort(checks.begin(), checks.end(),
              [&](const PageCheck& a, const PageCheck& b) { return order(a) < order(b); });
    const auto same = [&](const PageCheck& a, const PageCheck& b) { return order(a) == order(b); };
    checks.erase(std::unique(checks.begin(), checks.end(), same), checks.end());
    return checks;
}

}  // namespace silang
