#include "silang/check/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "silang/check/differences.h"
#include "silang/check/parts.h"

namespace silang {
namespace {

// A sentence between these lengths can be read alone and quickly.
constexpr uint32_t kComfortableFrom = 8;
constexpr uint32_t kComfortableTo = 32;
// Likeness from which a clause with another value is told under the statement of the one.
constexpr double kSaysTheSame = 0.25;
// Of two sentences each is as like the other: what rounding makes of that must not decide.
constexpr double kSameScore = 1e-9;

std::vector<Statement> make_statements(const Scene& scene) {
    std::vector<Statement> statements;
    for (const Group& group : scene.groups) {
        Statement statement;
        const uint32_t clear = clearest(scene, group.units);
        const Unit& best = scene.all.units[clear];
        statement.text = clean_spaces(scene.text(best.document, best.span));
        for (const uint32_t index : group.clauses) {
            const Clause& clause = scene.cut.clauses[index];
            statement.evidence.push_back(scene.evidence(scene.all.units[clause.unit].document, clause.span));
        }
        tidy(statement.evidence, scene);
        statement.origins = count_origins(scene, statement.evidence);
        statement.status = statement.origins >= 2 ? StatementStatus::corroborated : StatementStatus::single;
        std::optional<DayRange> narrowest;
        for (const UnitTime& time : best.times) {
            if (time.speech || (narrowest && narrowest->days() <= time.range.days())) continue;
            narrowest = time.range;
            statement.when = time.value;
        }
        const Mentions& mentions = scene.document_of(best).mentions;
        for (const uint32_t entity : mentions.entities_in(best.span))
            statement.who.push_back(mentions.entities[entity].id);
        if (group.units.size() > 1) {
            const uint32_t other = group.center != clear ? group.center : group.units[group.units[0] == clear ? 1 : 0];
            statement.features = shared_terms(scene.all, best, scene.all.units[other]);
        }
        statements.push_back(std::move(statement));
    }
    return statements;
}

// Statements that a conflict or dispute is about are marked, then sorted: best supported first.
// The id of each group's statement.
std::vector<std::string> link_and_sort(CheckedStory& checked, std::vector<Statement> statements,
                                       std::vector<FoundConflict> conflicts, std::vector<FoundDispute> disputes,
                                       const std::vector<uint32_t>& group_of_unit) {
    for (const FoundConflict& found : conflicts) {
        for (const uint32_t unit : found.units) statements[group_of_unit[unit]].status = StatementStatus::disputed;
    }
    for (const FoundDispute& found : disputes) {
        for (const uint32_t unit : found.units) statements[group_of_unit[unit]].status = StatementStatus::disputed;
    }
    std::vector<uint32_t> order(statements.size());
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::vector<uint32_t> pages(statements.size());
    for (uint32_t i = 0; i < pages.size(); ++i) {
        uint32_t before = UINT32_MAX;
        for (const Evidence& evidence : statements[i].evidence) {  // tidied: a page's are in a row
            pages[i] += evidence.document != before ? 1 : 0;
            before = evidence.document;
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
        return std::pair(statements[a].origins, pages[a]) > std::pair(statements[b].origins, pages[b]);
    });
    std::vector<std::string> id_of(statements.size());
    for (size_t i = 0; i < order.size(); ++i) {
        id_of[order[i]] = fmt::format("s{}", i + 1);
        statements[order[i]].id = id_of[order[i]];
        checked.statements.push_back(std::move(statements[order[i]]));
    }
    for (FoundConflict& found : conflicts) {
        found.conflict.statement = id_of[group_of_unit[found.units.front()]];
        checked.conflicts.push_back(std::move(found.conflict));
    }
    for (FoundDispute& found : disputes) {
        found.dispute.statement = id_of[group_of_unit[found.units.front()]];
        checked.disputes.push_back(std::move(found.dispute));
    }
    return id_of;
}

void add_entities(CheckedStory& checked, std::span<const Document> documents) {
    std::map<std::string, StoryEntity> by_id;
    for (const uint32_t document : checked.story.documents) {
        for (const Entity& entity : documents[document].mentions.entities) {
            if (entity.mentions.empty()) continue;
            auto [at, added] = by_id.try_emplace(entity.id, StoryEntity{entity.id, entity.type, entity.name, 0});
            ++at->second.articles;
            if (!added && entity.name.size() > at->second.name.size()) at->second.name = entity.name;
        }
    }
    for (auto& [id, entity] : by_id) checked.entities.push_back(std::move(entity));
    std::stable_sort(checked.entities.begin(), checked.entities.end(),
                     [](const StoryEntity& a, const StoryEntity& b) { return a.articles > b.articles; });
}

// Those between two pages of the story; the copies of a run are in the order of the copying page.
void add_copies(CheckedStory& checked, const PageRanks& ranks, const Lineage& lineage) {
    std::vector<uint32_t> documents = checked.story.documents;
    std::sort(documents.begin(), documents.end());
    for (const uint32_t document : documents) {
        auto copy = std::lower_bound(lineage.copies.begin(), lineage.copies.end(), document,
                                     [](const Copy& known, uint32_t to) { return known.to < to; });
        for (; copy != lineage.copies.end() && copy->to == document; ++copy) {
            if (ranks.of(copy->from)) checked.copies.push_back(*copy);
        }
    }
}

void add_origins(CheckedStory& checked, const Lineage& lineage) {
    std::map<Origin, std::vector<uint32_t>> by_origin;
    for (const uint32_t document : checked.story.documents) {
        for (const Origin& origin : lineage.origins[document]) {
            std::vector<uint32_t>& articles = by_origin[origin];
            if (articles.empty() || articles.back() != document) articles.push_back(document);
        }
    }
    for (auto& [origin, articles] : by_origin) checked.origins.push_back({origin, std::move(articles)});
    std::stable_sort(checked.origins.begin(), checked.origins.end(), [](const StoryOrigin& a, const StoryOrigin& b) {
        return a.documents.size() > b.documents.size();
    });
}

void add_period(CheckedStory& checked, std::span<const Document> documents) {
    const PublishedAt* first = nullptr;
    const PublishedAt* last = nullptr;
    for (const uint32_t document : checked.story.documents) {
        const auto& published = documents[document].article.published;
        if (!published) continue;
        if (!first || published->when.order() < first->when.order()) first = &*published;
        if (!last || published->when.order() > last->when.order()) last = &*published;
    }
    if (first) checked.first = first->value;
    if (last) checked.last = last->value;
}

// The headline most like the story's best supported statements; without any headline, the best statement itself.
std::string story_title(const CheckedStory& checked, std::span<const Document> documents) {
    std::string best;
    size_t best_score = 0;
    for (const uint32_t document : checked.story.documents) {
        const auto& title = documents[document].article.title;
        if (!title) continue;
        size_t score = 1;
        for (const Entity& entity : documents[document].mentions.entities) {
            const bool in_title = std::any_of(entity.mentions.begin(), entity.mentions.end(),
                                              [&](Span mention) { return title->span.contains(mention); });
            if (!in_title) continue;
            for (const StoryEntity& known : checked.entities) {
                if (known.id == entity.id) score += known.articles;
            }
        }
        if (score > best_score) {
            best = title->name;
            best_score = score;
        }
    }
    if (best.empty() && !checked.statements.empty()) best = checked.statements.front().text;
    return best;
}

// Brings clauses that are of one thing into one statement, whatever their words.
class Gatherer {
public:
    Gatherer(std::vector<Group>& groups, const StoryUnits& all, const StoryClauses& cut)
        : groups_(groups), all_(all), cut_(cut), of_clause_(cut.clauses.size()), touched_(groups.size(), false) {
        for (uint32_t group = 0; group < groups.size(); ++group) {
            for (const uint32_t clause : groups[group].clauses) of_clause_[clause].push_back(group);
        }
    }

    // Accounts of one thing that differ: into the group that has most of them.
    void gather(const std::vector<uint32_t>& clauses) {
        std::map<uint32_t, std::set<uint32_t>> pages_in;
        for (const uint32_t clause : clauses) {
            for (const uint32_t group : of_clause_[clause]) pages_in[group].insert(page(clause));
        }
        const auto home = std::max_element(pages_in.begin(), pages_in.end(), [](const auto& x, const auto& y) {
            return x.second.size() < y.second.size();
        });
        if (home == pages_in.end()) return;
        const std::vector<uint32_t> said = groups_[home->first].clauses;
        for (const uint32_t clause : clauses) {
            const bool says_it = std::any_of(said.begin(), said.end(), [&](uint32_t other) {
                return term_likeness(all_, cut_.clauses[clause].terms, cut_.clauses[other].terms) >= kSaysTheSame;
            });
            if (says_it) add(clause, home->first);
        }
    }

    // Drops the groups that have lost all they had. Nothing is to be gathered behind it.
    void finish() {
        for (uint32_t group = 0; group < groups_.size(); ++group) {
            if (!touched_[group] || groups_[group].clauses.empty()) continue;
            Group& changed = groups_[group];
            std::sort(changed.clauses.begin(), changed.clauses.end());
            changed.units.clear();
            for (const uint32_t part : changed.clauses) changed.units.push_back(cut_.clauses[part].unit);
            std::sort(changed.units.begin(), changed.units.end());
            changed.units.erase(std::unique(changed.units.begin(), changed.units.end()), changed.units.end());
            if (std::find(changed.units.begin(), changed.units.end(), changed.center) == changed.units.end())
                changed.center = changed.units.front();
        }
        std::erase_if(groups_, [](const Group& group) { return group.clauses.empty(); });
    }

private:
    [[nodiscard]] uint32_t page(uint32_t clause) const { return all_.units[cut_.clauses[clause].unit].document; }
    [[nodiscard]] bool told_by_others(uint32_t group, uint32_t document) const {
        const std::vector<uint32_t>& clauses = groups_[group].clauses;
        return std::any_of(clauses.begin(), clauses.end(), [&](uint32_t other) { return page(other) != document; });
    }

    // A clause that other pages tell too stays with them, and is lent.
    void add(uint32_t clause, uint32_t home) {
        std::vector<uint32_t>& groups = of_clause_[clause];
        if (std::find(groups.begin(), groups.end(), home) != groups.end()) return;
        std::erase_if(groups, [&](uint32_t group) {
            if (told_by_others(group, page(clause))) return false;
            std::erase(groups_[group].clauses, clause);
            touched_[group] = true;
            return true;
        });
        groups_[home].clauses.push_back(clause);
        groups.push_back(home);
        touched_[home] = true;
    }

    std::vector<Group>& groups_;
    const StoryUnits& all_;
    const StoryClauses& cut_;
    std::vector<std::vector<uint32_t>> of_clause_;  // groups that hold it
    std::vector<bool> touched_;
};

// The page the words come from: of a copied page its original, of a copied passage the page it was copied from.
uint32_t first_teller(const Lineage& lineage, const Evidence& item) {
    const uint32_t source = lineage.representative[item.document];
    if (source != item.document) return source;
    const auto before = [](const Copy& copy, uint32_t document) { return copy.to < document; };
    for (auto copy = std::lower_bound(lineage.copies.begin(), lineage.copies.end(), item.document, before);
         copy != lineage.copies.end() && copy->to == item.document; ++copy) {
        for (const auto& passage : copy->passages) {
            if (passage.second.contains(item.span)) return lineage.representative[copy->from];
        }
    }
    return item.document;
}

bool on_border(std::string_view text, uint32_t offset) {
    return offset <= text.size() &&
           (offset == text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80);
}

}  // namespace

std::string_view status_name(StatementStatus status) {
    switch (status) {
        case StatementStatus::corroborated:
            return "corroborated";
        case StatementStatus::single:
            return "single";
        case StatementStatus::disputed:
            return "disputed";
    }
    return "single";
}

std::string_view conflict_kind_name(ConflictKind kind) {
    switch (kind) {
        case ConflictKind::date:
            return "date";
        case ConflictKind::number:
            return "number";
        case ConflictKind::place:
            return "place";
        case ConflictKind::name:
            return "name";
        case ConflictKind::score:
            return "score";
        case ConflictKind::order:
            return "order";
    }
    return "name";
}

PageRanks::PageRanks(const Story& story) {
    for (const uint32_t document : story.documents) ranks_.emplace_back(document, static_cast<uint32_t>(ranks_.size()));
    std::sort(ranks_.begin(), ranks_.end());
}

std::optional<uint32_t> PageRanks::of(uint32_t document) const {
    const auto at = std::lower_bound(ranks_.begin(), ranks_.end(), std::pair(document, 0u));
    return at != ranks_.end() && at->first == document ? std::optional(at->second) : std::nullopt;
}

void tidy(std::vector<Evidence>& evidence, const Scene& scene) {
    std::sort(evidence.begin(), evidence.end(), [&](const Evidence& a, const Evidence& b) {
        if (a.document != b.document) return scene.ranks.of(a.document) < scene.ranks.of(b.document);
        return std::pair(a.span, std::string_view(a.origin)) < std::pair(b.span, std::string_view(b.origin));
    });
    evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
}

uint32_t count_origins(const Scene& scene, const std::vector<Evidence>& evidence) {
    // Five outlets that heard the same official are five; five that took it from one agency, or from one another, are
    // one.
    std::set<std::string> voices;
    for (const Evidence& item : evidence) {
        const Origin origin = origin_of(scene.lineage, scene.documents, item.document, item.span);
        voices.insert(origin.kind == OriginKind::agency ? origin.name
                                                        : scene.lineage.house[first_teller(scene.lineage, item)]);
    }
    return static_cast<uint32_t>(voices.size());
}

uint32_t clearest(const Scene& scene, const std::vector<uint32_t>& units) {
    uint32_t best = units.front();
    double best_score = -1e9;
    // Likeness to all units of the group at once: the cosines' sum is taken term by term, each unit's share of a term
    // added up beforehand, so that a large group costs no more a unit than a small one.
    std::unordered_map<uint32_t, double> weight_of_term;
    for (const uint32_t index : units) {
        const Unit& unit = scene.all.units[index];
        if (unit.weight <= 0) continue;
        for (const uint32_t term : unit.terms)
            weight_of_term[term] += scene.all.squared_weight[term] / std::sqrt(unit.weight);
    }
    const auto likeness_to_all = [&](const Unit& unit) {
        double sum = 0;
        for (const uint32_t term : unit.terms) sum += weight_of_term[term];
        return unit.weight > 0 ? sum / std::sqrt(unit.weight) : 0;
    };
    for (const uint32_t index : units) {
        const Unit& unit = scene.all.units[index];
        double score = 0;
        if (unit.leans_back) score -= 4;
        if (unit.all_quoted) score -= 3;
        if (unit.doubtful) score -= 3;
        score -= 0.7 * unit.pointing;
        if (unit.words < kComfortableFrom) score -= 2;
        if (unit.words > kComfortableTo) score -= 0.05 * (unit.words - kComfortableTo);
        score += 0.5 * static_cast<double>(std::min<size_t>(unit.events.size(), 2));
        score += 0.3 * static_cast<double>(std::min<size_t>(unit.entities.size(), 3));
        if (!unit.times.empty()) score += 0.5;
        score += likeness_to_all(unit);
        if (score > best_score + kSameScore) {
            best_score = score;
            best = index;
        }
    }
    return best;
}

CheckedStory check_story(const Story& story, std::span<const Document> documents, const Lineage& lineage,
                         const CheckModel& model) {
    const CheckRules& rules = model.rules_for(story, documents);
    CheckedStory checked;
    checked.story = story;
    const PageRanks ranks(story);
    add_copies(checked, ranks, lineage);
    StoryUnits all = make_units(story, documents, model);
    const StoryClauses cut = cut_clauses(story, documents, all, model);
    std::vector<Group> groups = align(all, cut, model.weights());
    const Scene scene{story,          ranks, documents, lineage, rules,
                      rules.language, all,   cut,       groups,  model.dispute_weights()};

    // Accounts of one thing that give it different values are one statement, a disputed one.
    FoundDifferences differences = find_differences(scene, model.slot_weights());
    std::vector<FoundConflict> conflicts = std::move(differences.conflicts);
    Gatherer gatherer(groups, all, cut);
    for (const FoundConflict& found : conflicts) gatherer.gather(found.clauses);
    gatherer.finish();
    // Groups come largest first: of several, a unit's own is the one with most support.
    std::vector<uint32_t> group_of_unit(all.units.size());
    for (auto group = static_cast<uint32_t>(groups.size()); group-- > 0;) {
        for (const uint32_t unit : groups[group].units) group_of_unit[unit] = group;
    }

    for (std::vector<FoundConflict> more : {direction_conflicts(scene), match_conflicts(scene)})
        std::move(more.begin(), more.end(), std::back_inserter(conflicts));
    std::vector<bool> in_conflict(groups.size(), false);
    for (const FoundConflict& found : conflicts) {
        for (const uint32_t unit : found.units) in_conflict[group_of_unit[unit]] = true;
    }

    checked.timeline = make_timeline(scene, conflicts);
    checked.checks = page_checks(scene);
    // A sentence with a flaw found in it is not what a statement or the summary is told by.
    for (const PageCheck& flaw : checked.checks) {
        for (Unit& unit : all.units) unit.doubtful |= unit.document == flaw.document && unit.span.contains(flaw.span);
    }
    checked.summary = summarize(scene, in_conflict);
    const std::vector<std::string> id_of =
        link_and_sort(checked, make_statements(scene), std::move(conflicts), find_disputes(scene), group_of_unit);
    for (FoundUpdate& found : differences.updates) {
        found.update.statement = id_of[group_of_unit[found.units.back()]];
        checked.updates.push_back(std::move(found.update));
    }
    add_entities(checked, documents);
    add_origins(checked, lineage);
    add_period(checked, documents);
    checked.title = story_title(checked, documents);
    return checked;
}

std::optional<Error> verify(const CheckedStory& story, std::span<const Document> documents) {
    const auto resolve = [&](const std::vector<Evidence>& evidence, std::string_view what) -> std::optional<Error> {
        if (evidence.empty()) return Error{fmt::format("story {}: a {} without evidence", story.story.id, what)};
        for (const Evidence& item : evidence) {
            const std::string& text = documents[item.document].article.page.text;
            if (item.span.begin >= item.span.end || !on_border(text, item.span.begin) ||
                !on_border(text, item.span.end)) {
                return Error{fmt::format("story {}: a {} points at [{}, {}), which is no text of {}", story.story.id,
                                         what, item.span.begin, item.span.end, documents[item.document].capture.path)};
            }
        }
        return std::nullopt;
    };
    std::optional<Error> error;
    const auto keep_first = [&](std::optional<Error> found) {
        if (!error) error = std::move(found);
    };
    for (const Statement& statement : story.statements) keep_first(resolve(statement.evidence, "statement"));
    for (const TimelineEntry& entry : story.timeline) keep_first(resolve(entry.evidence, "timeline entry"));
    for (const SummarySentence& sentence : story.summary) keep_first(resolve(sentence.evidence, "summary sentence"));
    for (const Conflict& conflict : story.conflicts) {
        for (const ConflictValue& value : conflict.values) keep_first(resolve(value.evidence, "conflict value"));
    }
    for (const Update& update : story.updates) {
        for (const UpdateValue& value : update.values) keep_first(resolve(value.evidence, "value of an update"));
    }
    for (const Dispute& dispute : story.disputes) {
        for (const DisputeSide& side : dispute.asserted_by) keep_first(resolve(side.evidence, "dispute side"));
        for (const DisputeSide& side : dispute.denied_by) keep_first(resolve(side.evidence, "dispute side"));
    }
    return error;
}

}  // namespace silang
