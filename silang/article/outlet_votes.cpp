// The tally of names that may be the outlet's: which names are one, where they recur, and how the winner is spelt.
#include "silang/article/outlet_votes.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace silang {
namespace {

constexpr size_t kLongestNameWords = 8;
constexpr size_t kShortestOwnedName = 5;      // letters of a site's name that a company's begins with
constexpr size_t kShortestRecurringName = 5;  // letters: a shorter one is any word

bool has_lower(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool has_upper(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string initials(std::string_view name) {
    std::string result;
    bool start = true;
    for (char c : name) {
        if (start && c != ' ') result += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        start = c == ' ';
    }
    return result;
}

// Index of the kinds of line that a name counts in once each; nothing for those that are about other things.
std::optional<size_t> recurrence_kind(Role role) {
    switch (role) {
        case Role::caption:
            return 0;
        case Role::promo:
            return 1;
        case Role::legal:
            return 2;
        case Role::byline:
            return 3;
        case Role::body:
            return 4;
        default:
            return std::nullopt;
    }
}
constexpr size_t kRecurrenceKinds = 5;
constexpr size_t kBodyKind = 4;

}  // namespace

const NameVariant& OutletCandidate::shown() const {
    const NameVariant* best = &variants.front();
    for (const NameVariant& variant : variants) {
        if (variant.standing > best->standing ||
            (variant.standing == best->standing && best->domain && !variant.domain))
            best = &variant;
    }
    // The same name in its own case, wherever it stands.
    const bool small = best->name.find(' ') != std::string::npos && !has_upper(best->name);
    if ((!best->shouted && !small) || best->domain) return *best;
    const NameVariant* calm = nullptr;
    for (const NameVariant& variant : variants) {
        if (!variant.shouted && !variant.domain && has_upper(variant.name) &&
            (!calm || variant.standing > calm->standing))
            calm = &variant;
    }
    return calm ? *calm : *best;
}

void OutletVotes::add_variant(OutletCandidate& candidate, std::span<const Token> tokens, const Part& part,
                              Standing standing) {
    const Span span = part_span(tokens, part);
    const std::string spelt = clean_spaces(reader_.words(span));
    const std::string name = calm_name(spelt);
    for (NameVariant& variant : candidate.variants) {
        if (variant.name != name) continue;
        if (standing > variant.standing) {
            variant.standing = standing;
            variant.span = span;
        }
        return;
    }
    candidate.variants.push_back({name, span, standing,
                                  is_domain(reader_, tokens, part) || ends_in_domain(reader_, tokens, part),
                                  !has_lower(spelt)});
}

void OutletVotes::vote(std::span<const Token> tokens, Part part, double votes, Standing standing) {
    skip_marks(tokens, part);
    if (part.first >= part.last) return;
    const std::string key = name_key(reader_.words(part_span(tokens, part)));
    if (key.size() < 3 || part.last - part.first > kLongestNameWords) return;
    OutletCandidate& candidate = candidates_[key];
    if (candidate.variants.empty()) candidate.order = candidates_.size();
    add_variant(candidate, tokens, part, standing);
    candidate.votes += votes;
    if (standing == Standing::legal) candidate.legal += votes;
}

bool OutletVotes::known_or_short(std::string_view name) const {
    const std::string key = name_key(name);
    return key.size() >= 2 && std::any_of(candidates_.begin(), candidates_.end(), [&](const auto& other) {
               return other.first == key || initials(other.second.shown().name) == key ||
                      (key.size() >= 4 && other.first.rfind(key, 0) == 0);
           });
}

size_t OutletVotes::length_at(std::span<const Token> tokens, size_t at, const Pattern& pattern) const {
    if (at + pattern.words.size() > tokens.size()) return 0;
    for (size_t i = 0; i < pattern.words.size(); ++i) {
        if (reader_.folded(tokens[at + i]) != pattern.words[i]) return 0;
    }
    const size_t end = at + pattern.words.size();
    // "kabar" is not the name in "kabar.com" or "kabar-kabar".
    const bool runs_on = end + 1 < tokens.size() && tokens[end].kind == TokenKind::punct && !tokens[end].space_before &&
                         !tokens[end + 1].space_before &&
                         (reader_.folded(tokens[end]) == "." || reader_.folded(tokens[end]) == "-");
    if (pattern.of_domain &&
        (runs_on || tokens[at].letter_case == LetterCase::lower || tokens[at].letter_case == LetterCase::none))
        return 0;
    return pattern.words.size();
}

void OutletVotes::count_recurrences() {
    // By the first word, so that the page is read once.
    std::unordered_map<std::string, std::vector<Pattern>> patterns;
    const Lexicon& gazetteer = reader_.language.lexicon("gazetteer");
    for (const auto& [key, candidate] : candidates_) {
        if (key.size() < kShortestRecurringName) continue;
        for (const NameVariant& variant : candidate.variants) {
            const std::span<const Token> line = reader_.tokens_of(line_of(variant.span));
            Pattern pattern;
            pattern.key = key;
            pattern.of_domain = variant.domain && variant.name.find(' ') == std::string::npos;
            Part part{0, 0, ' '};
            for (size_t i = 0; i < line.size(); ++i) {
                if (line[i].span.begin < variant.span.begin || line[i].span.end > variant.span.end) continue;
                if (pattern.words.empty()) part.first = i;
                part.last = i + 1;
                pattern.words.emplace_back(reader_.folded(line[i]));
            }
            if (pattern.words.empty() || (!variant.domain && whole_entry(gazetteer, line, part))) continue;
            if (pattern.of_domain) {
                if (pattern.words.size() > 2 && pattern.words[0] == "www")
                    pattern.words.erase(pattern.words.begin(), pattern.words.begin() + 2);
                pattern.words.resize(1);
            }
            patterns[pattern.words[0]].push_back(std::move(pattern));
        }
    }
    if (patterns.empty()) return;
    const Article& article = reader_.article;
    std::map<std::string, std::array<bool, kRecurrenceKinds>> seen;
    std::string word;
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        const Role role = article.blocks[line].role;
        const std::optional<size_t> kind = recurrence_kind(role);
        if (!kind && role != Role::title) continue;
        const std::span<const Token> tokens = reader_.tokens_of(line);
        for (size_t i = 0; i < tokens.size(); ++i) {
            if (tokens[i].kind == TokenKind::punct) continue;
            word.assign(reader_.folded(tokens[i]));
            const auto found = patterns.find(word);
            if (found == patterns.end()) continue;
            for (const Pattern& pattern : found->second) {
                const size_t length = length_at(tokens, i, pattern);
                if (length == 0) continue;
                const Part part{i, i + length, ' '};
                OutletCandidate& candidate = candidates_[pattern.key];
                // The place that the name was read from proves nothing more.
                const Span span = part_span(tokens, part);
                const bool own =
                    std::any_of(candidate.variants.begin(), candidate.variants.end(), [&](const NameVariant& variant) {
                        return variant.span.begin <= span.begin && span.end <= variant.span.end;
                    });
                if (own) continue;
                if (role == Role::title) {
                    // Behind the headline only.
                    if (i + length == tokens.size() && i > 0 && is_spaced_dash(reader_, tokens, i - 1))
                        add_variant(candidate, tokens, part, Standing::title);
                    continue;
                }
                const bool several = length > 1 || tokens[i].letter_case == LetterCase::mixed;
                if (*kind == kBodyKind && (!several || tokens[i].letter_case == LetterCase::lower)) continue;
                bool& counted = seen[pattern.key][*kind];
                if (!counted) candidate.votes += *kind == kBodyKind ? kBodyRecurrenceVote : kRecurrenceVote;
                counted = true;
                if (*kind != kBodyKind || several) add_variant(candidate, tokens, part, Standing::recurs);
            }
        }
    }
}

size_t OutletVotes::line_of(Span span) const {
    const auto& blocks = reader_.article.blocks;
    const auto behind = std::upper_bound(blocks.begin(), blocks.end(), span.begin,
                                         [](uint32_t at, const Block& block) { return at < block.span.begin; });
    return behind == blocks.begin() ? 0 : static_cast<size_t>(behind - blocks.begin()) - 1;
}

void OutletVotes::give_owners_votes_to_sites() {
    for (auto& [company, owner] : candidates_) {
        if (owner.legal == 0 || owner.legal < owner.votes) continue;
        OutletCandidate* site = nullptr;
        for (auto& [key, candidate] : candidates_) {
            if (key.size() >= kShortestOwnedName && key.size() < company.size() && candidate.legal == 0 &&
                company.rfind(key, 0) == 0 && (!site || candidate.votes > site->votes))
                site = &candidate;
        }
        if (!site) continue;
        site->votes += owner.votes;
        owner.votes = owner.legal = 0;
    }
}

const OutletCandidate* OutletVotes::best() const {
    const OutletCandidate* found = nullptr;
    for (const auto& [key, candidate] : candidates_) {
        if (!found || candidate.votes > found->votes ||
            (candidate.votes == found->votes && candidate.order < found->order))
            found = &candidate;
    }
    return found && found->votes >= kFewestVotes ? found : nullptr;
}

}  // namespace silang
