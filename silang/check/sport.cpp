// Matches: the final score, and who scored in one minute.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "silang/check/parts.h"

namespace silang {
namespace {

constexpr uint32_t kReach = 90;  // bytes between a minute and its scorer
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
    std::string value;
};
struct Games {
    uint32_t unit;
    uint32_t document;
    std::vector<std::string> scores;
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
            for (const uint32_t index : page) note_games(index);
            std::set<std::string> days;
            for (const uint32_t index : page) {
                read_score(index, days);
                read_goal(index);
            }
        }
        for (const auto& day : scores_) compare_scores(day.second, !day.first.empty());
        compare_games();
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

    // "21-17, 18-21, 22-20": a match of several games has no one score.
    void note_games(uint32_t index) {
        const Unit& unit = scene_.all.units[index];
        const Mentions& mentions = scene_.document_of(unit).mentions;
        Games games{index, unit.document, {}};
        for (const uint32_t q : unit.quantities) {
            const Quantity& quantity = mentions.quantities[q];
            if (quantity.unit == score_unit_ && quantity.max) games.scores.push_back(score_of(quantity));
        }
        if (games.scores.size() < 2) return;
        with_games_.insert(unit.document);
        games_.push_back(std::move(games));
    }
    // The larger figure first: which side it is told from differs.
    static std::string score_of(const Quantity& quantity) {
        const auto high = static_cast<int>(std::max(quantity.value, *quantity.max));
        const auto low = static_cast<int>(std::min(quantity.value, *quantity.max));
        return std::to_string(high) + "-" + std::to_string(low);
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
            if (interim || with_games_.contains(unit.document)) continue;
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
            scores_[day].push_back({index, unit.document, score_of(quantity)});
        }
    }

    // Two scores are of one match where their sentences name the same two, or give it the same earlier day.
    void compare_scores(const std::vector<Score>& scores, bool dated) {
        std::map<std::string, std::vector<uint32_t>> by_value;
        for (const Score& score : scores) {
            const bool of_the_match = std::any_of(scores.begin(), scores.end(), [&](const Score& other) {
                return other.document != score.document && other.value != score.value &&
                       shared_names(score, other) >= 2;
            });
            const bool agreed = std::any_of(scores.begin(), scores.end(), [&](const Score& other) {
                return other.document != score.document && other.value == score.value &&
                       shared_names(score, other) >= 1;
            });
            if (dated || of_the_match || agreed) by_value[score.value].push_back(score.unit);
        }
        std::vector<Side> sides;
        for (const auto& side : by_value) sides.push_back({side.first, side.second});
        add(ConflictKind::score, std::move(sides), "two scores of one match");
    }
    [[nodiscard]] size_t shared_names(const Score& a, const Score& b) const {
        size_t count = 0;
        for_each_shared(scene_.all.units[a.unit].entities, scene_.all.units[b.unit].entities,
                        [&](uint32_t) { ++count; });
        return count;
    }

    // Lists of as many games that agree in all but one.
    void compare_games() {
        std::map<size_t, std::map<std::string, Side>> by_game;
        for (size_t i = 0; i < games_.size(); ++i) {
            for (size_t j = 0; j < i; ++j) {
                const Games& a = games_[i];
                const Games& b = games_[j];
                if (a.document == b.document || a.scores.size() != b.scores.size()) continue;
                size_t differing = 0;
                size_t game = 0;
                for (size_t k = 0; k < a.scores.size(); ++k) {
                    if (a.scores[k] == b.scores[k]) continue;
                    ++differing;
                    game = k;
                }
                if (differing != 1) continue;
                for (const Games* one : {&a, &b}) {
                    Side& side = by_game[game][one->scores[game]];
                    side.value = one->scores[game];
                    if (std::find(side.units.begin(), side.units.end(), one->unit) == side.units.end())
                        side.units.push_back(one->unit);
                }
            }
        }
        for (const auto& game : by_game) {
            std::vector<Side> sides;
            for (const auto& side : game.second) sides.push_back(side.second);
            add(ConflictKind::score, std::move(sides), "two scores of one game");
        }
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
        for (const Goal& goal : all_) {
            Side& scorer = by_minute[goal.minute][goal.scorer];
            scorer.value = goal.name;
            scorer.units.push_back(goal.unit);
        }
        for (const auto& minute : by_minute) {
            std::vector<Side> sides;
            for (const auto& side : minute.second) sides.push_back(side.second);
            // A scorer of this minute may stand with another one elsewhere: that is a matter of the minute.
            add(ConflictKind::name, std::move(sides), "one goal, two scorers");
        }
    }

    static constexpr int kRecentDays = 5;
    const Scene& scene_;
    const Lexicon& minutes_;
    const Lexicon& goals_;
    const Lexicon& interim_;
    const std::string_view score_unit_;
    std::set<uint32_t> with_games_;  // pages that tell of games
    std::vector<Games> games_;
    std::map<std::string, std::vector<Score>> scores_;
    std::vector<Goal> all_;
    std::vector<FoundConflict> found_;
};

}  // namespace

std::vector<FoundConflict> match_conflicts(const Scene& scene) {
    return Matches(scene).conflicts();
}

}  // namespace silang
