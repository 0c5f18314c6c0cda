// The sentences of a story's bodies, made comparable: what align, compare, timeline and summary all work on.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "silang/check/rules.h"

namespace silang {

// Names of terms as small numbers, per story.
class TermTable {
public:
    uint32_t id_of(std::string_view term);
    // UINT32_MAX when no page has it.
    [[nodiscard]] uint32_t find(std::string_view term) const;
    [[nodiscard]] size_t size() const { return names_.size(); }
    [[nodiscard]] const std::string& name(uint32_t id) const { return names_[id]; }

private:
    std::unordered_map<std::string, uint32_t, StringHash, std::equal_to<>> ids_;
    std::vector<std::string> names_;
};

struct EventWord {
    Span span;
    std::string_view type;  // class of the lexicon "events"
};

struct UnitTime {
    uint32_t index;  // into Mentions::times
    Span span;
    DayRange range;
    std::string value;
    bool speech;   // the day somebody spoke, not the day of what he spoke of
    bool leading;  // stands before the words reported ("pada Jumat (24/5) mengatakan bahwa ...")
};

// A term where it stands: what is told near a date is told by the terms near it.
struct PlacedTerm {
    uint32_t offset;
    uint32_t term;
};

struct Unit {
    uint32_t document;
    uint32_t sentence;  // index into the document's sentences
    uint32_t order;     // position among the body sentences of its page
    Span span;
    std::vector<uint32_t> terms;     // sorted, unique
    std::vector<PlacedTerm> placed;  // by offset
    double weight = 0;               // sum of squared term weights: the cosine's denominator
    std::vector<uint32_t> entities;  // term ids of the entities named, sorted; a capital is its government
    std::vector<uint32_t> speakers;  // terms of those whose words it reports, also when it names them by a pronoun
    std::vector<EventWord> events;   // in order
    std::vector<UnitTime> times;
    std::vector<uint32_t> quotes;      // indices of the quotes that lie in or overlap the sentence
    std::vector<uint32_t> quantities;  // indices
    uint32_t words = 0;
    bool accuses = false;  // a quote's stance
    bool denies = false;
    std::vector<uint32_t> negations;  // where its words of negation stand
    uint32_t pointing = 0;            // words that point back ("itu", "tersebut"): the fewer, the better it reads alone
    bool planned = false;             // akan, dijadwalkan, ...
    bool leans_back = false;          // needs the sentence before: a pronoun, "hal ini", a piece of a longer quotation
    bool all_quoted = false;          // nothing but words between quotation marks
    bool doubtful = false;            // one of its dates contradicts the calendar

    [[nodiscard]] bool has_event(std::string_view type) const;
};

struct StoryUnits {
    TermTable terms;
    std::vector<double> commonness;  // by term id: share of all news pages, whatever they are about, that have the word
    std::vector<double> term_weight;     // by term id: inverse document frequency times the weight of its kind
    std::vector<double> squared_weight;  // what a shared term adds to a likeness
    std::vector<Unit> units;             // by document in story order, then by position
    std::vector<std::vector<uint32_t>> of_document;  // parallel to story.documents: unit indices
};

// Each page by the rules of its own language.
StoryUnits make_units(const Story& story, std::span<const Document> documents, const CheckModel& model);

// Fills in the weights of the terms and units: once all units are there.
void weigh_terms(StoryUnits& all);

// Cosine of the two units' weighted terms, 0..1.
double likeness(const StoryUnits& all, const Unit& a, const Unit& b);

// Terms two units share, as names with what each adds to the likeness, largest first (for `silang why`).
std::vector<std::pair<std::string, double>> shared_terms(const StoryUnits& all, const Unit& a, const Unit& b);

// The same for any two sorted lists of terms.
double term_likeness(const StoryUnits& all, const std::vector<uint32_t>& a, const std::vector<uint32_t>& b);

// Calls visit(term) for each term that two sorted lists share, in order.
template <class Visit>
void for_each_shared(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b, Visit visit) {
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() && right != b.end()) {
        if (*left < *right)
            ++left;
        else if (*right < *left)
            ++right;
        else {
            visit(*left);
            ++left;
            ++right;
        }
    }
}

}  // namespace silang
