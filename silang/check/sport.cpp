// Matches: the final score, and who scored in which minute.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "silang/check/parts.h"

namespace silang {
namespace {

constexpr uint32_t kReach = 90;  // bytes between a minute and its scorer
constexpr int kSameMinute = 1;
constexpr int kLastMinute = 130;

struct Goal {
    uint32_t unit;
    uint32_t document;
    int minute;
    std::string scorer;  // entity id
    std::string name;
};
struct Score {
    uint32_t unit;
    uint32_t document;
    std::string value;  // the larger figure first: which side it is told from differs
};

class Matches {
public:
    explicit Matches(const Scene& scene)
        : scene_(scene),
          minutes_(scene.language.lexicon("minute-words")),
          goals_(scene.language.lexicon("goal-words")),
          interim_(scene.language.lexicon("interim-words")),
          score_unit_(scene.language.setting("score-unit")) {}

    std::vector<FoundConflict> conflicts() {
        for (const std::vector<uint32_t>& page : scene_.all.of_document) {
            std::set<std::string> days;
            for (const uint32_t index : page) {
                read_score(index, days);
                read_goal(index);
            }
        }
        for (const auto& day : scores_) compare_scores(day.second);
        compare_goals();
        return std::move(found_);
    }

private:
    struct Side {
        std::string value;
        std::vector<uint32_t> units;
    };
    void add(ConflictKind kind, std::vector<Side> sides, std::string_view reason) {
        if (sides.size() < 2) return;
        std::stable_sort(sides.begin(), sides.end(),
                         [](const Side& a, const Side& b) { return a.units.size() > b.units.size(); });
        FoundConflict found{{kind, "", std::nullopt, {}, std::string(reason)}, {}};
        for (const Side& side : sides) {
            ConflictValue value{side.value, {}};
            for (const uint32_t index : side.units) {
                const Unit& unit = scene_.all.units[index];
                value.evidence.push_back(scene_.evidence(unit.document, unit.span));
                found.units.push_back(index);
            }
            tidy(value.evidence, scene_);
            found.conflict.values.push_back(std::move(value));
        }
        const Unit& about = scene_.all.units[found.units.front()];
        found.conflict.about = clean_spaces(scene_.text(about.document, about.span));
        found_.push_back(std::move(found));
    }

    // The first score a page gives for the match of its day, and for each dated one.
    void read_score(uint32_t index, std::set<std::string>& days) {
        const Unit& unit = scene_.all.units[index];
        const Document& document = scene_.document_of(unit);
        const TokenizedText& text = document.article.tokens;
        const Sentence& sentence = text.sentences[unit.sentence];
        for (const uint32_t q : unit.quantities) {
            const Quantity& quantity = document.mentions.quantities[q];
            if (quantity.unit != score_unit_ || !quantity.max) continue;
            bool interim = false;
            for (uint32_t i = sentence.first; i < sentence.last; ++i)
                interim |= static_cast<bool>(interim_.match(text.tokens, i));
            if (interim) continue;
            std::string day;
            const auto& published = document.article.published;
            for (const UnitTime& time : unit.times) {
                if (time.range.days() == 1 && published &&
                    (published->when.day - time.range.first).count() > kRecentDays)
                    day = iso_date(time.range.first);
            }
            // An undated score beside an earlier season is of a match that nothing names.
            if (day.empty() && std::any_of(unit.times.begin(), unit.times.end(),
                                           [](const UnitTime& t) { return t.range.days() > 31; }))
                continue;
            if (!days.insert(day).second) continue;
            const double high = std::max(quantity.value, *quantity.max);
            const double low = std::min(quantity.value, *quantity.max);
            scores_[day].push_back(
                {index, unit.document,
                 std::to_string(static_cast<int>(high)) + "-" + std::to_string(static_cast<int>(low))});
        }
    }

    void compare_scores(const std::vector<Score>& scores) {
        std::map<std::string, std::vector<uint32_t>> by_value;
        for (const Score& score : scores) by_value[score.value].push_back(score.unit);
        std::vector<Side> sides;
        for (const auto& side : by_value) sides.push_back({side.first, side.second});
        add(ConflictKind::score, std::move(sides), "two scores of one match");
    }

    void read_goal(uint32_t index) {
        const Unit& unit = scene_.all.units[index];
        const Document& document = scene_.document_of(unit);
        const TokenizedText& text = document.article.tokens;
        const Sentence& sentence = text.sentences[unit.sentence];
        bool goal = false;
        std::vector<std::pair<int, Span>> minutes;
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            goal |= goals_.match(text.tokens, i) && goals_.match(text.tokens, i).entry->field(1) == "goal";
            const auto minute = minutes_.match(text.tokens, i);
            if (!minute) continue;
            for (uint32_t j = i + static_cast<uint32_t>(minute.length); j < std::min<uint32_t>(i + 5, sentence.last);
                 ++j) {
                const std::string_view word = text.folded_of(text.tokens[j]);
                // "78", "ke-78", "90+2"
                int value = 0;
                for (const char c : word) {
                    const bool digit = c >= '0' && c <= '9';
                    if (!digit && value > 0) break;
                    if (digit && value < 1000) value = value * 10 + (c - '0');
                }
                if (value <= 0 || value > kLastMinute) continue;
                minutes.emplace_back(value, text.tokens[j].span);
                i = j;
                break;
            }
        }
        // Two minutes in a sentence: whose is which is not sure.
        if (!goal || minutes.size() != 1) return;
        const auto [minute, at] = minutes.front();
        const Entity* scorer = nullptr;
        uint32_t nearest = kReach;
        size_t persons = 0;
        for (const Entity& entity : document.mentions.entities) {
            if (entity.type != EntityType::person) continue;
            bool here = false;
            for (const Span mention : entity.mentions) {
                if (!unit.span.contains(mention)) continue;
                here = true;
                const uint32_t distance = mention.end <= at.begin ? at.begin - mention.end : mention.begin - at.end;
                if (distance >= nearest) continue;
                nearest = distance;
                scorer = &entity;
            }
            persons += here ? 1 : 0;
        }
        if (scorer != nullptr && persons == 1) all_.push_back({index, unit.document, minute, scorer->id, scorer->name});
    }

    void compare_goals() {
        // One minute, two scorers.
        std::map<int, std::map<std::string, Side>> by_minute;
        std::map<std::string, std::map<int, Side>> by_scorer;
        std::map<std::string, std::map<uint32_t, std::set<int>>> of_page;
        for (const Goal& goal : all_) {
            Side& scorer = by_minute[goal.minute][goal.scorer];
            scorer.value = goal.name;
            scorer.units.push_back(goal.unit);
            of_page[goal.scorer][goal.document].insert(goal.minute);
        }
        for (const auto& minute : by_minute) {
            std::vector<Side> sides;
            for (const auto& side : minute.second) sides.push_back(side.second);
            // A scorer of this minute may stand with another one elsewhere: that is a matter of the minute.
            add(ConflictKind::name, std::move(sides), "one goal, two scorers");
        }
        // One scorer, two minutes; who scored twice on a page has two goals.
        for (const Goal& goal : all_) {
            const auto& pages = of_page[goal.scorer];
            if (std::any_of(pages.begin(), pages.end(), [](const auto& p) { return p.second.size() > 1; })) continue;
            Side& minute = by_scorer[goal.scorer][goal.minute];
            minute.value = std::to_string(goal.minute);
            minute.units.push_back(goal.unit);
        }
        for (const auto& scorer : by_scorer) {
            const auto& minutes = scorer.second;
            if (minutes.empty() || minutes.rbegin()->first - minutes.begin()->first <= kSameMinute) continue;
            std::vector<Side> sides;
            for (const auto& side : minutes) sides.push_back(side.second);
            add(ConflictKind::number, std::move(sides), "one goal, two minutes");
        }
    }

    static constexpr int kRecentDays = 5;
    const Scene& scene_;
    const Lexicon& minutes_;
    const Lexicon& goals_;
    const Lexicon& interim_;
    const std::string_view score_unit_;
    std::map<std::string, std::vector<Score>> scores_;
    std::vector<Goal> all_;
    std::vector<FoundConflict> found_;
};

}  // namespace

std::vector<FoundConflict> match_conflicts(const Scene& scene) {
    return Matches(scene).conflicts();
}

}  // namespace silang
