// `silang quotes --by NAME`: what somebody said on all pages. `silang quote-check WORDS`: whether they were said.
#include <fmt/format.h>

#include "silang/cli/cli.h"

namespace silang {

int quotes(const Options& options) {
    int exit_code = kDone;
    const auto session = start_session(options, exit_code);
    if (!session) return exit_code;
    const std::optional<Pile> pile = run_stages(*session, options, LastStage::lineage, exit_code);
    if (!pile) return exit_code;
    const std::vector<FoundQuote> found = quotes_by(options.by, pile->documents);
    if (found.empty()) {
        const std::vector<std::string> names = quoted_names(pile->documents);
        const std::string_view nearest = nearest_spelling(options.by, names);
        complain(fmt::format("quotes: nobody by the name '{}' is quoted on these pages{}", options.by,
                             nearest.empty() ? std::string() : fmt::format("; did you mean '{}'?", nearest)));
        return kWrongCommandLine;
    }
    if (wants_table(options.shape))
        print(quotes_table(found, pile->documents, session->interfaces.front(), table_style(stdout)));
    else
        print(quotes_json_lines(found, pile->documents));
    return finish_printing();
}

int quote_check(const Options& options) {
    int exit_code = kDone;
    const auto session = start_session(options, exit_code);
    if (!session) return exit_code;
    const std::optional<Pile> pile = run_stages(*session, options, LastStage::lineage, exit_code);
    if (!pile) return exit_code;
    const QuoteCheck check = check_quote(options.words, pile->documents);
    if (wants_table(options.shape))
        print(quote_check_table(check, pile->documents, session->interfaces.front(), table_style(stdout)));
    else
        print(quote_check_json_lines(check, pile->documents));
    const int printed = finish_printing();
    return printed == kDone && check.verdict != QuoteVerdict::authentic ? kFoundSomething : printed;
}

}  // namespace silang
