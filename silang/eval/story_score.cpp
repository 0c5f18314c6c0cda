// What check_story says of a gold story, counted. What each figure means: docs/eval.md.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "silang/eval/stories.h"

namespace silang {
namespace {

constexpr size_t kNone = static_cast<size_t>(-1);
// What a miss shows of one piece of text.
constexpr size_t kShownBytes = 160;

// Words of the gold where they stand: a page may say the same words twice.
struct Place {
    uint32_t page;
    Span span;
};
using Places = std::vector<Place>;

bool touches(const Evidence& evidence, const Places& places) {
    return std::any_of(places.begin(), places.end(), [&](const Place& place) {
        return place.page == evidence.document && state_the_same(evidence.span, place.span);
    });
}
bool touches(const std::vector<Evidence>& evidence, const Places& places) {
    return std::any_of(evidence.begin(), evidence.end(), [&](const Evidence& e) { return touches(e, places); });
}

// The figures of "3-1" or "1 - 3": whose is first depends on who tells it.
std::vector<std::string> figures_of(std::string_view text) {
    std::vector<std::string> figures;
    bool inside = false;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (digit && !inside) figures.emplace_back();
        if (digit) figures.back() += c;
        inside = digit;
    }
    std::sort(figures.begin(), figures.end());
    return figures;
}

bool same_number(std::string_view gold, std::string_view found) {
    const std::string left(gold);
    const std::string right(found);
    char* left_end = nullptr;
    char* right_end = nullptr;
    const double a = std::strtod(left.c_str(), &left_end);
    double b = std::strtod(right.c_str(), &right_end);
    if (left_end == left.c_str() || right_end == right.c_str()) return fold(gold) == fold(found);
    // The gold is in the base unit of mass and length, what is found in the page's.
    if (std::abs(a) >= 1000 && (found.ends_with(" ton") || found.ends_with(" km")) && std::abs(a - b) > 1e-6 * a)
        b *= 1000;
    return std::abs(a - b) <= 1e-6 * std::max(std::abs(a), std::abs(b));
}

bool compatible_dates(std::string_view gold, std::string_view found) {
    if (gold.starts_with(found) || found.starts_with(gold)) return true;
    const auto a = day_range(gold);
    const auto b = day_range(found);
    return a && b && (a->contains(*b) || b->contains(*a));
}

// "21:30", "21.30" or what stands behind the T of a moment; nothing for a day.
std::optional<std::pair<int, int>> hour_of(std::string_view value) {
    if (const size_t t = value.find('T'); t != std::string_view::npos) value.remove_prefix(t + 1);
    const size_t mark = value.find_first_of(":.");
    if (mark == std::string_view::npos || mark > 2) return std::nullopt;
    const auto figure = [](std::string_view digits) { return std::atoi(std::string(digits).c_str()); };
    return std::pair(figure(value.substr(0, mark)), figure(value.substr(mark + 1, 2)));
}

// An hour of a day that the gold leaves out may be of any.
bool same_date(std::string_view gold, std::string_view found) {
    const auto hour = hour_of(gold);
    if (!hour) return gold.starts_with(found) || found.starts_with(gold);
    if (hour != hour_of(found)) return false;
    const size_t t = gold.find('T');
    return t == std::string_view::npos || found.starts_with(gold.substr(0, t));
}

}  // namespace

bool same_gold_value(std::string_view kind, std::string_view gold, std::string_view found) {
    if (kind == "order") return true;
    if (kind == "date") return same_date(gold, found);
    if (kind == "score") return figures_of(gold) == figures_of(found);
    if (kind == "number") return same_number(gold, found);
    return same_name(gold, found);
}

namespace {

class StoryScorer {
public:
    StoryScorer(const GoldStory& gold, std::span<const Document> documents, const CheckedStory& checked)
        : gold_(gold), documents_(documents), checked_(checked) {}

    Result<ScoreSheet> score() {
        sheet_.pages = gold_.pages.size();
        if (gold_.conflicts) conflict_places_ = places_of(*gold_.conflicts);
        if (gold_.updates) update_places_ = places_of(*gold_.updates);
        if (gold_.facts) score_facts(*gold_.facts);
        if (gold_.conflicts) score_conflicts();
        if (gold_.updates) score_updates();
        if (gold_.disputes) score_disputes(*gold_.disputes);
        if (gold_.checks) score_checks(*gold_.checks);
        if (gold_.timeline) score_timeline(*gold_.timeline);
        if (!problem_.empty()) return Error{problem_};
        return std::move(sheet_);
    }

private:
    // --- Words and misses.

    Places places_of(const GoldWords& words) {
        Places places;
        const std::string& text = documents_[words.page].article.page.text;
        if (!words.words.empty()) {
            for (size_t at = text.find(words.words); at != std::string::npos; at = text.find(words.words, at + 1))
                places.push_back(
                    {words.page, {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.words.size())}});
        }
        if (places.empty() && problem_.empty())
            problem_ = fmt::format("story '{}': the words are not found on page '{}': \"{}\"", gold_.id,
                                   gold_.pages[words.page].name, words.words);
        return places;
    }
    Places places_of(const std::vector<GoldWords>& all) {
        Places places;
        for (const GoldWords& words : all) {
            const Places more = places_of(words);
            places.insert(places.end(), more.begin(), more.end());
        }
        return places;
    }
    std::vector<std::vector<Places>> places_of(const std::vector<GoldDifference>& differences) {
        std::vector<std::vector<Places>> all;
        for (const GoldDifference& difference : differences) {
            all.emplace_back();
            for (const GoldValue& value : difference.values) all.back().push_back(places_of(value.words));
        }
        return all;
    }

    void add(std::string_view kind, std::string_view measure, Count count, bool share) {
        if (share) count.found = count.gold;
        sheet_.rows.push_back({std::string(kind), std::string(measure), count, share});
    }
    void miss(std::string_view kind, std::string_view what, std::string_view words) {
        sheet_.misses.push_back({std::string(kind), gold_.id, std::string(what), std::string(words)});
    }
    [[nodiscard]] std::string shown(uint32_t page, Span span) const {
        std::string text(span.of(documents_[page].article.page.text));
        std::replace(text.begin(), text.end(), '\n', ' ');
        if (text.size() > kShownBytes) {
            size_t end = kShownBytes;
            while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
            text = text.substr(0, end) + "…";
        }
        return fmt::format("{}: {}", gold_.pages[page].name, text);
    }
    [[nodiscard]] std::string shown(const std::vector<Evidence>& evidence) const {
        std::string all;
        for (const Evidence& item : evidence) all += (all.empty() ? "" : " | ") + shown(item.document, item.span);
        return all;
    }
    [[nodiscard]] std::string shown(const std::vector<GoldWords>& words) const {
        std::string all;
        for (const GoldWords& one : words)
            all += fmt::format("{}{}: {}", all.empty() ? "" : " | ", gold_.pages[one.page].name, one.words);
        return all;
    }
    [[nodiscard]] std::string shown(const std::vector<GoldValue>& values) const {
        std::string all;
        for (const GoldValue& value : values)
            all += fmt::format("{}[{}] {}", all.empty() ? "" : " / ", value.value, shown(value.words));
        return all;
    }
    template <class Values>
    [[nodiscard]] std::string shown_found(const Values& values) const {
        std::string all;
        for (const auto& value : values)
            all += fmt::format("{}[{}] {}", all.empty() ? "" : " / ", value.value, shown(value.evidence));
        return all;
    }
    [[nodiscard]] std::string shown_sides(const std::vector<DisputeSide>& sides) const {
        std::string all;
        for (const DisputeSide& side : sides)
            all += fmt::format("{}[{}] {}", all.empty() ? "" : " / ", side.party, shown(side.evidence));
        return all;
    }

    // --- Facts: what is joined, and what should not be.

    void score_facts(const std::vector<GoldFact>& facts) {
        std::vector<Places> places;
        places.reserve(facts.size());
        for (const GoldFact& fact : facts) places.push_back(places_of(fact.words));
        Count joined;
        Count origins;
        for (size_t f = 0; f < facts.size(); ++f) {
            std::set<uint32_t> pages;
            for (const Place& place : places[f]) pages.insert(place.page);
            const Statement* best = nullptr;
            size_t best_pages = 0;
            size_t best_others = 0;
            for (const Statement& statement : checked_.statements) {
                std::set<uint32_t> held;
                std::set<uint32_t> others;
                for (const Evidence& evidence : statement.evidence)
                    (touches(evidence, places[f]) ? held : others).insert(evidence.document);
                if (held.size() > best_pages || (held.size() == best_pages && others.size() < best_others)) {
                    best = &statement;
                    best_pages = held.size();
                    best_others = others.size();
                }
            }
            ++joined.gold;
            if (best_pages < 2 || 2 * best_pages < pages.size()) {
                miss("facts", fmt::format("{} ({} of {})", facts[f].about, best_pages, pages.size()),
                     shown(facts[f].words));
                continue;
            }
            ++joined.right;
            if (!facts[f].origins) continue;
            ++origins.gold;
            if (best->origins == *facts[f].origins)
                ++origins.right;
            else
                miss("origins", fmt::format("{}: {}, found {}", facts[f].about, *facts[f].origins, best->origins),
                     shown(best->evidence));
        }
        add("facts", "joined", joined, true);
        score_joins(places);
        add("origins", "right", origins, true);
    }

    // Both sides are values of one conflict or of one update: they are about one thing.
    [[nodiscard]] bool differ_as_known(const Evidence& a, const Evidence& b) const {
        for (const auto* differences : {&conflict_places_, &update_places_}) {
            for (const std::vector<Places>& values : *differences) {
                const auto among = [&](const Evidence& evidence) {
                    return std::any_of(values.begin(), values.end(),
                                       [&](const Places& places) { return touches(evidence, places); });
                };
                if (among(a) && among(b)) return true;
            }
        }
        return false;
    }

    void score_joins(const std::vector<Places>& facts) {
        Count right;     // of the pairs whose sides both state a fact of the gold
        Count labelled;  // of all pairs
        for (const Statement& statement : checked_.statements) {
            std::vector<std::vector<bool>> states;
            for (const Evidence& evidence : statement.evidence) {
                states.emplace_back();
                for (const Places& places : facts) states.back().push_back(touches(evidence, places));
            }
            for (size_t i = 0; i < states.size(); ++i) {
                for (size_t j = i + 1; j < states.size(); ++j) {
                    const Evidence& a = statement.evidence[i];
                    const Evidence& b = statement.evidence[j];
                    if (a.document == b.document) continue;
                    ++labelled.gold;
                    const auto any = [](const std::vector<bool>& some) {
                        return std::find(some.begin(), some.end(), true) != some.end();
                    };
                    if (!any(states[i]) || !any(states[j])) continue;
                    ++labelled.right;
                    ++right.gold;
                    bool common = differ_as_known(a, b);
                    for (size_t f = 0; f < facts.size(); ++f) common |= states[i][f] && states[j][f];
                    if (common)
                        ++right.right;
                    else
                        miss("joins", statement.id, shown({a, b}));
                }
            }
        }
        add("joins", "right", right, true);
        add("joins", "labelled", labelled, true);
    }

    // --- Conflicts and updates.

    // At least two values of the gold are among those found, each with words of the gold.
    template <class Values>
    static bool matches(const GoldDifference& gold, const std::vector<Places>& places, std::string_view kind,
                        const Values& found) {
        std::vector<bool> used(found.size(), false);
        size_t same = 0;
        for (size_t g = 0; g < gold.values.size(); ++g) {
            for (size_t f = 0; f < found.size(); ++f) {
                if (used[f] || !same_gold_value(kind, gold.values[g].value, found[f].value) ||
                    !touches(found[f].evidence, places[g]))
                    continue;
                used[f] = true;
                ++same;
                break;
            }
        }
        return same >= 2;
    }
    void score_conflicts() {
        Count count{gold_.conflicts->size(), checked_.conflicts.size(), 0};
        std::vector<bool> met(count.gold, false);
        std::set<size_t> updates;
        for (const Conflict& conflict : checked_.conflicts) {
            const std::string_view kind = conflict_kind_name(conflict.kind);
            size_t right = kNone;
            for (size_t g = 0; g < count.gold && right == kNone; ++g) {
                const GoldDifference& gold = (*gold_.conflicts)[g];
                if (!met[g] && gold.kind == kind && matches(gold, conflict_places_[g], kind, conflict.values))
                    right = g;
            }
            if (right != kNone) {
                met[right] = true;
                ++count.right;
                continue;
            }
            bool update = false;
            for (size_t u = 0; u < update_places_.size(); ++u) {
                if (!matches((*gold_.updates)[u], update_places_[u], kind, conflict.values)) continue;
                updates.insert(u);
                update = true;
            }
            miss("conflicts", fmt::format("+ {}{}", kind, update ? " (update)" : ""), shown_found(conflict.values));
        }
        for (size_t g = 0; g < count.gold; ++g) {
            const GoldDifference& gold = (*gold_.conflicts)[g];
            if (!met[g]) miss("conflicts", fmt::format("- {} {}", gold.kind, gold.about), shown(gold.values));
        }
        add("conflicts", "all", count, false);
        if (gold_.updates)
            add("conflicts", "updates-kept-out", {update_places_.size(), 0, update_places_.size() - updates.size()},
                true);
    }

    void score_updates() {
        Count count{gold_.updates->size(), checked_.updates.size(), 0};
        std::vector<bool> met(count.gold, false);
        for (const Update& update : checked_.updates) {
            size_t right = kNone;
            for (size_t g = 0; g < count.gold && right == kNone; ++g) {
                if (!met[g] &&
                    matches((*gold_.updates)[g], update_places_[g], conflict_kind_name(update.kind), update.values))
                    right = g;
            }
            if (right == kNone) {
                miss("updates", "+", shown_found(update.values));
                continue;
            }
            met[right] = true;
            ++count.right;
        }
        for (size_t g = 0; g < count.gold; ++g) {
            const GoldDifference& gold = (*gold_.updates)[g];
            if (!met[g]) miss("updates", "- " + gold.about, shown(gold.values));
        }
        add("updates", "all", count, false);
    }

    // --- Disputes, checks, timeline.

    static bool party_met(const std::vector<GoldValue>& gold, const std::vector<DisputeSide>& found) {
        if (gold.empty()) return true;
        return std::any_of(found.begin(), found.end(), [&](const DisputeSide& side) {
            return std::any_of(gold.begin(), gold.end(),
                               [&](const GoldValue& party) { return same_name(party.value, side.party); });
        });
    }

    void score_disputes(const std::vector<GoldDispute>& disputes) {
        for (const GoldDispute& gold : disputes) {
            for (const auto* side : {&gold.asserted_by, &gold.denied_by}) {
                for (const GoldValue& party : *side) places_of(party.words);  // they must be there
            }
        }
        Count count{disputes.size(), checked_.disputes.size(), 0};
        std::vector<bool> met(count.gold, false);
        for (const Dispute& dispute : checked_.disputes) {
            size_t right = kNone;
            for (size_t g = 0; g < count.gold && right == kNone; ++g) {
                if (!met[g] && party_met(disputes[g].asserted_by, dispute.asserted_by) &&
                    party_met(disputes[g].denied_by, dispute.denied_by))
                    right = g;
            }
            if (right == kNone) {
                miss("disputes", "+",
                     fmt::format("{} // {}", shown_sides(dispute.asserted_by), shown_sides(dispute.denied_by)));
                continue;
            }
            met[right] = true;
            ++count.right;
        }
        for (size_t g = 0; g < count.gold; ++g) {
            if (!met[g])
                miss("disputes", "- " + disputes[g].about,
                     fmt::format("{} // {}", shown(disputes[g].asserted_by), shown(disputes[g].denied_by)));
        }
        add("disputes", "all", count, false);
    }

    void score_checks(const std::vector<GoldCheck>& checks) {
        std::vector<Places> places;
        for (const GoldCheck& check : checks) places.push_back(places_of(check.words));
        Count count{checks.size(), checked_.checks.size(), 0};
        std::vector<bool> met(count.gold, false);
        for (const PageCheck& check : checked_.checks) {
            const std::string_view kind = check_kind_name(check.kind);
            size_t right = kNone;
            for (size_t g = 0; g < count.gold && right == kNone; ++g) {
                if (met[g] || checks[g].kind != kind) continue;
                for (const Place& place : places[g]) {
                    if (place.page == check.document && place.span.overlaps(check.span)) right = g;
                }
            }
            if (right == kNone) {
                miss("checks", fmt::format("+ {}", kind), shown(check.document, check.span));
                continue;
            }
            met[right] = true;
            ++count.right;
        }
        for (size_t g = 0; g < count.gold; ++g) {
            if (!met[g]) miss("checks", "- " + checks[g].kind, shown(std::vector{checks[g].words}));
        }
        add("checks", "all", count, false);
    }

    void score_timeline(const std::vector<GoldHappening>& timeline) {
        std::vector<Places> places;
        for (const GoldHappening& happening : timeline) places.push_back(places_of(happening.words));
        Count recall{timeline.size(), 0, 0};
        for (size_t g = 0; g < timeline.size(); ++g) {
            const bool met =
                std::any_of(checked_.timeline.begin(), checked_.timeline.end(), [&](const TimelineEntry& entry) {
                    return compatible_dates(timeline[g].date, entry.date) && touches(entry.evidence, places[g]);
                });
            if (met)
                ++recall.right;
            else
                miss("timeline", fmt::format("- {} {}", timeline[g].date, timeline[g].about), shown(timeline[g].words));
        }
        Count dates;
        for (const TimelineEntry& entry : checked_.timeline) {
            bool known = false;
            bool right = false;
            std::string wanted;
            for (size_t g = 0; g < timeline.size(); ++g) {
                if (!touches(entry.evidence, places[g])) continue;
                known = true;
                right |= compatible_dates(timeline[g].date, entry.date);
                wanted += (wanted.empty() ? "" : ", ") + timeline[g].date;
            }
            if (!known) continue;
            ++dates.gold;
            if (right)
                ++dates.right;
            else
                miss("timeline", fmt::format("{} ≠ {}", wanted, entry.date), shown(entry.evidence));
        }
        add("timeline", "found", recall, true);
        add("timeline", "dates", dates, true);
    }

    const GoldStory& gold_;
    std::span<const Document> documents_;
    const CheckedStory& checked_;
    std::vector<std::vector<Places>> conflict_places_;  // by conflict and value
    std::vector<std::vector<Places>> update_places_;
    std::string problem_;
    ScoreSheet sheet_;
};

}  // namespace

bool state_the_same(Span a, Span b) {
    if (!a.overlaps(b)) return false;
    const uint32_t shared = std::min(a.end, b.end) - std::max(a.begin, b.begin);
    return 2 * shared >= std::min(a.size(), b.size());
}

Result<ScoreSheet> score_story(const GoldStory& gold, std::span<const Document> documents,
                               const CheckedStory& checked) {
    return StoryScorer(gold, documents, checked).score();
}

}  // namespace silang
