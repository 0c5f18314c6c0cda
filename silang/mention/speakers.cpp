#include "silang/mention/speakers.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace silang {
namespace {

constexpr size_t kShortestNickname = 3;
// Nicknames are looked for among so many name words; a page with more is a list.
constexpr size_t kMostNameWords = 512;

template <typename Use>
void each_word(std::string_view text, Use use) {
    for (size_t begin = 0; begin < text.size();) {
        const size_t end = std::min(text.find(' ', begin), text.size());
        if (end > begin) use(text.substr(begin, end - begin));
        begin = end + 1;
    }
}

std::string_view first_word(std::string_view text) {
    return text.substr(0, text.find(' '));
}

std::string_view last_word(std::string_view text) {
    return text.substr(text.rfind(' ') + 1);
}

}  // namespace

SpeakerIndex::SpeakerIndex(const Speech& speech) : speech_(speech) {
    const SpeechRules& rules = speech.rules();
    const std::string& text = speech.article().page.text;
    const TokenizedText& tokens = speech.article().tokens;
    bodies_.resize(rules.speaker_nouns->entries().size());
    for (uint32_t index = 0; index < speech.entities().size(); ++index) {
        const Entity& entity = speech.entity(index);
        const std::string folded = fold(entity.name);
        if (entity.type == EntityType::person) {
            if (folded.find(' ') != std::string::npos) {
                each_word(folded, [&](std::string_view word) { name_words_.emplace_back(std::string(word), index); });
            }
            for (const Span mention : entity.mentions) {
                const size_t at = tokens.token_at(mention.begin);
                if (at < tokens.tokens.size() && !speech.note(at).quoted) persons_.emplace_back(mention, index);
            }
            continue;
        }
        if (entity.type != EntityType::organization) continue;
        // What kind of body it is stands at the head of its name ("PT ...") or at the end ("... Ministry").
        const auto kind_in = [&](std::string_view name) {
            const std::vector<uint32_t>* head = rules.nouns_for(first_word(name));
            return head != nullptr ? head : rules.nouns_for(last_word(name));
        };
        const std::vector<uint32_t>* by_name = kind_in(folded);
        for (const Span mention : entity.mentions) {
            const std::vector<uint32_t>* nouns = by_name != nullptr ? by_name : kind_in(fold(mention.of(text)));
            if (nouns == nullptr) continue;
            for (const uint32_t noun : *nouns) bodies_[noun].emplace_back(mention, index);
        }
    }
    std::sort(name_words_.begin(), name_words_.end());
    name_words_.erase(std::unique(name_words_.begin(), name_words_.end()), name_words_.end());
    std::sort(persons_.begin(), persons_.end());
    for (auto& list : bodies_) std::sort(list.begin(), list.end());
}

std::string SpeakerIndex::lone_word(uint32_t first, uint32_t last) const {
    std::string lone;
    for (uint32_t i = first; i < last; ++i) {
        const Token& token = speech_.token(i);
        if (token.kind != TokenKind::word || speech_.is(i, kTitle)) continue;
        if (!lone.empty() || !speech_.capital(i)) return {};
        lone = std::string(speech_.article().tokens.folded_of(token));
    }
    return lone;
}

std::optional<uint32_t> SpeakerIndex::person_in_full(uint32_t first, uint32_t last, uint32_t offset) const {
    const std::string lone = lone_word(first, last);
    if (lone.size() < kShortestNickname) return std::nullopt;
    const auto named_before = [&](uint32_t entity) {
        const std::vector<Span>& mentions = speech_.entity(entity).mentions;
        return !mentions.empty() && mentions.front().begin < offset;
    };
    std::optional<uint32_t> found;
    auto at = std::lower_bound(name_words_.begin(), name_words_.end(), std::pair(lone, uint32_t{0}));
    for (size_t step = 0; step < kMostNameWords && at != name_words_.end() && at->first == lone; ++at, ++step) {
        if (!named_before(at->second)) continue;
        if (found) return std::nullopt;
        found = at->second;
    }
    if (found || name_words_.size() > kMostNameWords) return found;
    for (const auto& [word, entity] : name_words_) {
        if (word.size() <= lone.size() || !(word.starts_with(lone) || word.ends_with(lone)) || !named_before(entity))
            continue;
        if (found && *found != entity) return std::nullopt;
        found = entity;
    }
    return found;
}

std::optional<uint32_t> SpeakerIndex::organization_of_noun(uint32_t first, uint32_t last, uint32_t offset) const {
    const Lexicon& nouns = *speech_.rules().speaker_nouns;
    const auto match = nouns.match(speech_.article().tokens.tokens, first);
    if (!match || first + match.length > last) return std::nullopt;
    for (uint32_t i = first + match.length; i < last; ++i) {
        if (!speech_.is(i, kDeterminer)) return std::nullopt;
    }
    const std::vector<Position>& list = bodies_[static_cast<size_t>(match.entry - nouns.entries().data())];
    const auto behind = std::lower_bound(list.begin(), list.end(), offset, [](const Position& position, uint32_t at) {
        return position.first.begin < at;
    });
    if (behind == list.begin()) return std::nullopt;
    return (behind - 1)->second;
}

std::optional<std::pair<uint32_t, Span>> SpeakerIndex::person_before(uint32_t offset) const {
    const auto behind =
        std::lower_bound(persons_.begin(), persons_.end(), offset,
                         [](const Position& position, uint32_t at) { return position.first.begin < at; });
    if (behind == persons_.begin()) return std::nullopt;
    return std::pair((behind - 1)->second, (behind - 1)->first);
}

}  // namespace silang
