// What the files of `silang why` share: the run that is asked about, and one function a thing that can be explained.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "silang/cli/cli.h"

namespace silang {

struct Asked {
    const Session& session;
    const Pile& pile;
    TableStyle style;
};

// Each appends its explanation as text for a person.
void explain_page(const Asked& asked, uint32_t document, std::string& out);
void explain_line(const Asked& asked, uint32_t document, size_t line, std::string& out);
void explain_membership(const Asked& asked, uint32_t document,
                        std::string& out);  // why it is in its story, and its lineage
// What two pages have of each other.
void explain_edge(const Asked& asked, uint32_t left, uint32_t right, std::string& out);
void explain_story(const Asked& asked, const CheckedStory& story, std::string& out);
void explain_statement(const Asked& asked, const CheckedStory& story, const Statement& statement, std::string& out);
void explain_conflict(const Asked& asked, const CheckedStory& story, const Conflict& conflict, std::string& out);
void explain_dispute(const Asked& asked, const CheckedStory& story, const Dispute& dispute, std::string& out);

// --- Shared by them.

const CheckedStory& story_of(const Pile& pile, uint32_t document);
// "outlet, 0123456789abcdef, path" – how a page is called in explanations.
std::string page_name(const Pile& pile, uint32_t document);
// "+1.20 list-run, -0.31 short": the strongest first, at most `most` of them.
std::string strongest(const std::vector<std::pair<std::string, double>>& features, size_t most);
// The words of the evidence, one row a piece: who has it, from whom, where, and the words themselves.
void append_evidence(const Asked& asked, const std::vector<Evidence>& evidence, std::string& out);

}  // namespace silang
