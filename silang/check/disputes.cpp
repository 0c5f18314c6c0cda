// Disputes: parties that assert and parties that deny, from the stance of the speech verbs. A page that reports both
// sides is in no conflict with another that does the same; the parties are.
#include <algorithm>
#include <map>

#include "silang/check/parts.h"

namespace silang {
namespace {

// How far back (in sentences) "tuduhan itu" may reach.
constexpr uint32_t kReach = 8;
// Likeness from which two accusations are one, with and without a happening and a party in common.
constexpr double kSameTopic = 0.14;
constexpr double kSameWords = 0.28;
// A denial that names what it denies is held against the accusations of the story.
constexpr double kDeniesThat = 0.16;

constexpr std::string_view kAccuse = "accuse";
constexpr std::string_view kDeny = "deny";

bool is_accusation(const Unit& unit) {
    return unit.accuses || (unit.has_event(kAccuse) && !unit.denies);
}

// Two accusations must share what happened and a party; a denial and what it denies are already held together by
// denying.
enum class SharedBy { both, either };

bool same_topic(const StoryUnits& all, const Unit& a, const Unit& b, double threshold, SharedBy rule) {
    const double like = likeness(all, a, b);
    if (like >= kSameWords) return true;
    if (like < threshold) return false;
    const bool happening = std::any_of(a.events.begin(), a.events.end(), [&](const EventWord& event) {
        return event.type != kAccuse && event.type != kDeny && b.has_event(event.type);
    });
    const bool party = std::any_of(a.entities.begin(), a.entities.end(), [&](uint32_t entity) {
        return std::binary_search(b.entities.begin(), b.entities.end(), entity);
    });
    return rule == SharedBy::both ? happening && party : happening || party;
}

// The parties a quote's speaker phrase names. A capital that speaks for its government stands in two entities with one
// span: the party is the one that is not the place itself.
std::vector<std::string> parties_of(const Document& document, const Quote& quote, const Governments& governments) {
    std::vector<std::string> parties;
    const auto party_of = [&](const Entity& entity) {
        const std::string_view government = governments.of(entity.id);
        return government.empty() ? entity.name : std::string(government);
    };
    const auto& entities = document.mentions.entities;
    const std::string_view page = document.article.page.text;
    if (quote.speaker_span) {
        std::map<Span, std::string> by_span;
        for (const uint32_t index : document.mentions.entities_in(*quote.speaker_span)) {
            for (const Span mention : entities[index].mentions) {
                if (!quote.speaker_span->contains(mention)) continue;
                const bool itself = fold(entities[index].name) == fold(mention.of(page));
                auto [at, added] = by_span.try_emplace(mention, party_of(entities[index]));
                if (!added && !itself) at->second = party_of(entities[index]);
            }
        }
        for (const auto& [span, name] : by_span) {
            if (std::find(parties.begin(), parties.end(), name) == parties.end()) parties.push_back(name);
        }
    }
    if (parties.empty() && quote.speaker) parties.push_back(party_of(entities[*quote.speaker]));
    if (parties.empty() && !quote.speaker_text.empty()) parties.push_back(quote.speaker_text);
    return parties;
}

class DisputeFinder {
public:
    explicit DisputeFinder(const Scene& scene)
        : scene_(scene),
          claim_nouns_(scene.language.lexicon("claim-nouns")),
          pointers_(scene.language.lexicon("pointers")),
          governments_(scene.rules.governments) {}

    std::vector<FoundDispute> find() {
        collect();
        link_within_pages();
        group_topics();
        std::vector<FoundDispute> found;
        for (const Topic& topic : topics_) {
            if (topic.denials.empty()) continue;
            if (auto dispute = describe(topic)) found.push_back(std::move(*dispute));
        }
        return found;
    }

private:
    struct Topic {
        std::vector<uint32_t> accusations;
        std::vector<uint32_t> denials;
    };

    const Unit& unit(uint32_t index) const { return scene_.all.units[index]; }

    void collect() {
        for (uint32_t index = 0; index < scene_.all.units.size(); ++index) {
            if (unit(index).denies) denials_.push_back(index);
            if (is_accusation(unit(index))) accusations_.push_back(index);
        }
    }

    // "tuduhan tersebut", "hal ini": the noun for a claim with a pointing word behind it.
    bool points_back(const Unit& denial) const {
        const TokenizedText& text = scene_.document_of(denial).article.tokens;
        const Sentence& sentence = text.sentences[denial.sentence];
        const std::span<const Token> tokens(text.tokens);
        for (uint32_t i = sentence.first; i + 1 < sentence.last; ++i) {
            const auto noun = claim_nouns_.match(tokens, i);
            if (!noun) continue;
            // "tudingan tersebut", and "semua tudingan." with nothing behind that says which.
            const uint32_t next = i + noun.length;
            if (next >= sentence.last || tokens[next].kind == TokenKind::punct || pointers_.match(tokens, next))
                return true;
        }
        return false;
    }

    void link_within_pages() {
        for (const uint32_t denial : denials_) {
            const Unit& denies = unit(denial);
            if (denies.accuses) {
                accused_by_denial_[denial] = denial;
                continue;
            }
            if (!points_back(denies)) continue;
            for (auto at = accusations_.rbegin(); at != accusations_.rend(); ++at) {
                const Unit& accusation = unit(*at);
                if (accusation.document != denies.document || accusation.order >= denies.order) continue;
                if (denies.order - accusation.order <= kReach) accused_by_denial_[denial] = *at;
                break;
            }
        }
    }

    // Topics are stars: each accusation joins the first topic whose first accusation it is like.
    void group_topics() {
        std::vector<uint32_t> order = accusations_;
        const auto links = [&](uint32_t index) {
            return std::count_if(accusations_.begin(), accusations_.end(), [&](uint32_t other) {
                return other != index && same_topic(scene_.all, unit(index), unit(other), kSameTopic, SharedBy::both);
            });
        };
        std::map<uint32_t, std::ptrdiff_t> degree;
        for (const uint32_t index : order) degree[index] = links(index);
        std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return degree[a] > degree[b]; });
        std::map<uint32_t, size_t> topic_of;
        for (const uint32_t index : order) {
            const auto topic = std::find_if(topics_.begin(), topics_.end(), [&](const Topic& known) {
                return same_topic(scene_.all, unit(known.accusations.front()), unit(index), kSameTopic, SharedBy::both);
            });
            if (topic == topics_.end()) {
                topic_of[index] = topics_.size();
                topics_.push_back({{index}, {}});
            } else {
                topic_of[index] = static_cast<size_t>(topic - topics_.begin());
                topic->accusations.push_back(index);
            }
        }
        for (const uint32_t denial : denials_) {
            if (const auto linked = accused_by_denial_.find(denial); linked != accused_by_denial_.end()) {
                topics_[topic_of[linked->second]].denials.push_back(denial);
                continue;
            }
            const auto topic = std::find_if(topics_.begin(), topics_.end(), [&](const Topic& known) {
                const std::vector<uint32_t>& members = known.accusations.empty() ? known.denials : known.accusations;
                return std::any_of(members.begin(), members.end(), [&](uint32_t member) {
                    return same_topic(scene_.all, unit(member), unit(denial), kDeniesThat, SharedBy::either);
                });
            });
            if (topic != topics_.end())
                topic->denials.push_back(denial);
            else if (Topic* accused = topic_that_accuses(denial))
                accused->denials.push_back(denial);
            else
                topics_.push_back({{}, {denial}});
        }
    }

    // Who denies "the accusations" without saying which denies those the story makes against him.
    Topic* topic_that_accuses(uint32_t denial) {
        const Unit& denies = unit(denial);
        if (!points_back(denies)) return nullptr;
        Topic* best = nullptr;
        for (Topic& topic : topics_) {
            const bool against =
                std::any_of(topic.accusations.begin(), topic.accusations.end(), [&](uint32_t accusation) {
                    return std::any_of(denies.entities.begin(), denies.entities.end(), [&](uint32_t entity) {
                        return std::binary_search(unit(accusation).entities.begin(), unit(accusation).entities.end(),
                                                  entity);
                    });
                });
            if (against && (!best || topic.accusations.size() > best->accusations.size())) best = &topic;
        }
        return best;
    }

    void add_side(std::vector<DisputeSide>& sides, uint32_t index, Stance stance) const {
        const Unit& from = unit(index);
        const Document& document = scene_.document_of(from);
        for (const uint32_t quote_index : from.quotes) {
            const Quote& quote = document.mentions.quotes[quote_index];
            if (quote.stance != stance) continue;
            for (const std::string& party : parties_of(document, quote, governments_)) {
                auto side =
                    std::find_if(sides.begin(), sides.end(), [&](const DisputeSide& s) { return s.party == party; });
                if (side == sides.end()) side = sides.insert(sides.end(), DisputeSide{party, {}});
                side->evidence.push_back(scene_.evidence(from.document, from.span));
            }
        }
    }

    std::optional<FoundDispute> describe(const Topic& topic) const {
        FoundDispute found;
        for (const uint32_t index : topic.accusations) add_side(found.dispute.asserted_by, index, Stance::accuses);
        for (const uint32_t index : topic.denials) add_side(found.dispute.denied_by, index, Stance::denies);
        if (found.dispute.denied_by.empty()) return std::nullopt;  // nobody is said to deny: nothing to show
        for (DisputeSide& side : found.dispute.asserted_by) tidy(side.evidence, scene_.story);
        for (DisputeSide& side : found.dispute.denied_by) tidy(side.evidence, scene_.story);
        const auto more = [](const DisputeSide& a, const DisputeSide& b) {
            return a.evidence.size() > b.evidence.size();
        };
        std::stable_sort(found.dispute.asserted_by.begin(), found.dispute.asserted_by.end(), more);
        std::stable_sort(found.dispute.denied_by.begin(), found.dispute.denied_by.end(), more);
        found.units = topic.accusations;
        found.units.insert(found.units.end(), topic.denials.begin(), topic.denials.end());
        const std::vector<uint32_t>& about = topic.accusations.empty() ? topic.denials : topic.accusations;
        const Unit& clear = unit(clearest(scene_, about));
        found.dispute.about = clean_spaces(scene_.text(clear.document, clear.span));
        return found;
    }

    const Scene& scene_;
    const Lexicon& claim_nouns_;
    const Lexicon& pointers_;
    const Governments& governments_;
    std::vector<uint32_t> accusations_;
    std::vector<uint32_t> denials_;
    std::map<uint32_t, uint32_t> accused_by_denial_;
    std::vector<Topic> topics_;
};

}  // namespace

std::vector<FoundDispute> find_disputes(const Scene& scene) {
    return DisputeFinder(scene).find();
}

}  // namespace silang
