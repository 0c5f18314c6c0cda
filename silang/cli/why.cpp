// `silang why`: finds what is meant by "5b2c4cc8", "5b2c4cc8:12", "5b2c4cc8/s3", "5b2c4cc8/08665b05" and hands it to
// its explanation.
#include "silang/cli/why.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace silang {
namespace {

// Behind '/', so much and more is another page's id, or its beginning; less is a finding ("c12").
constexpr size_t kShortestPage = 6;

struct Question {
    std::string_view page;                    // an id or the beginning of one
    std::optional<std::string_view> line;     // behind ':'
    std::optional<std::string_view> finding;  // behind '/': or a second page
};

Question parse(std::string_view id) {
    Question question;
    const size_t cut = id.find_first_of(":/");
    question.page = id.substr(0, cut);
    if (cut == std::string_view::npos) return question;
    (id[cut] == ':' ? question.line : question.finding) = id.substr(cut + 1);
    return question;
}

std::optional<size_t> number(std::string_view digits) {
    size_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

// A story's id is that of its oldest page, so one look-up serves both.
Result<uint32_t> find_page(const Pile& pile, std::string_view id) {
    std::vector<std::string> ids;
    std::vector<uint32_t> found;
    for (uint32_t i = 0; i < pile.documents.size(); ++i) {
        const std::string& candidate = pile.documents[i].article.id;
        ids.push_back(candidate);
        if (candidate == id) return i;
        if (!id.empty() && candidate.starts_with(id)) found.push_back(i);
    }
    if (found.size() == 1) return found.front();
    if (found.size() > 1) {
        return Error{
            fmt::format("'{}' begins the ids of {} pages: {} and {}", id, found.size(), ids[found[0]], ids[found[1]])};
    }
    const std::string_view nearest = nearest_spelling(id, ids);
    return Error{fmt::format("no page or story of this run has the id '{}'{}", id,
                             nearest.empty() ? std::string() : fmt::format("; did you mean '{}'?", nearest))};
}

std::optional<Error> explain_finding(const Asked& asked, const CheckedStory& story, std::string_view name,
                                     std::string& out) {
    const auto at = name.empty() ? std::nullopt : number(name.substr(1));
    const char kind = name.empty() ? '\0' : name[0];
    if (kind == 's') {
        for (const Statement& statement : story.statements) {
            if (statement.id == name) return explain_statement(asked, story, statement, out), std::nullopt;
        }
    }
    if (at && *at >= 1) {
        if (kind == 'c' && *at <= story.conflicts.size()) {
            return explain_conflict(asked, story, story.conflicts[*at - 1], out), std::nullopt;
        }
        if (kind == 'd' && *at <= story.disputes.size()) {
            return explain_dispute(asked, story, story.disputes[*at - 1], out), std::nullopt;
        }
    }
    return Error{
        fmt::format("story {} has no '{}': it has {} statements (s1, s2, ...), {} conflicts (c1, ...) and {} disputes "
                    "(d1, ...)",
                    story.story.id, name, story.statements.size(), story.conflicts.size(), story.disputes.size())};
}

std::optional<Error> explain(const Asked& asked, const Question& question, std::string& out) {
    const auto page = find_page(asked.pile, question.page);
    if (!page) return Error{page.error()};
    const uint32_t document = page.value();
    const CheckedStory& story = story_of(asked.pile, document);
    if (question.finding && question.finding->size() >= kShortestPage) {
        const auto other = find_page(asked.pile, *question.finding);
        if (!other) return Error{other.error()};
        explain_edge(asked, document, other.value(), out);
        return std::nullopt;
    }
    if (question.finding) return explain_finding(asked, story, *question.finding, out);
    if (question.line) {
        const size_t lines = asked.pile.documents[document].article.blocks.size();
        const auto line = number(*question.line);
        if (!line || *line < 1 || *line > lines) {
            return Error{fmt::format("page {} has the lines 1 to {}, not '{}'",
                                     asked.pile.documents[document].article.id, lines, *question.line)};
        }
        explain_line(asked, document, *line - 1, out);
        return std::nullopt;
    }
    explain_page(asked, document, out);
    out += '\n';
    explain_membership(asked, document, out);
    if (story.story.documents.size() > 1) {
        out += '\n';
        explain_story(asked, story, out);
    }
    return std::nullopt;
}

}  // namespace

const CheckedStory& story_of(const Pile& pile, uint32_t document) {
    const auto holds = [&](const CheckedStory& story) {
        return std::find(story.story.documents.begin(), story.story.documents.end(), document) !=
               story.story.documents.end();
    };
    return *std::find_if(pile.stories.begin(), pile.stories.end(), holds);
}

std::string page_name(const Pile& pile, uint32_t document) {
    return fmt::format("{}, {}, {}", pile.lineage.house[document], pile.documents[document].article.id,
                       pile.documents[document].capture.path);
}

std::string strongest(const std::vector<std::pair<std::string, double>>& features, size_t most) {
    auto sorted = features;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.second) > std::abs(b.second); });
    std::string out;
    for (size_t i = 0; i < std::min(most, sorted.size()); ++i) {
        out += fmt::format("{}{:+.2f} {}", i == 0 ? "" : ", ", sorted[i].second, sorted[i].first);
    }
    if (sorted.size() > most) out += fmt::format(", {} more", sorted.size() - most);
    return out;
}

int why(const Options& asked_options) {
    Options options = asked_options;
    if (options.inputs.empty()) {
        auto recorded = recorded_run(options.out);
        if (!recorded) {
            complain(fmt::format("why: {}", recorded.error()));
            return kWrongCommandLine;
        }
        options.inputs = std::move(recorded.value().inputs);
        options.state = std::move(recorded.value().state);
    }
    std::optional<State> state;
    if (!options.state.empty() && !(state = open_state(options.state, State::Access::read))) return kFailed;
    int exit_code = kDone;
    const auto session = start_session(options, exit_code);
    if (!session) return exit_code;
    const std::optional<Pile> pile =
        run_stages(*session, options, LastStage::check, exit_code, state ? &*state : nullptr);
    if (!pile) return exit_code;
    std::string out;
    if (const auto error = explain({*session, *pile, table_style(stdout)}, parse(options.id), out)) {
        complain(fmt::format("why: {}", error->message));
        return kWrongCommandLine;
    }
    print(out);
    return finish_printing();
}

}  // namespace silang
