// Who: the outlet that published the page, the people credited for it, and the place it was written at.
//
// The outlet is named in several places, none of them sure: before the lead ("JAKARTA, KABAR.com -"), behind the
// reporter
// ("Rina - kabarNews"), in the copyright line, behind the headline, at the head of the page. Each is a vote; names that
// are the same but for case, spaces and ".com" vote together.
#include <algorithm>
#include <map>

#include "silang/article/metadata.h"

namespace silang {
namespace {

// Votes, by how seldom each place names anything else.
constexpr double kDomainVote = 3.0;
constexpr double kBylineVote = 2.5;
constexpr double kLegalVote = 3.0;
constexpr double kDatelineVote = 2.0;
constexpr double kTitleVote = 1.5;
constexpr double kFirstLineVote = 2.0;
constexpr double kSecondLineVote = 1.0;
constexpr double kMentionedDomainVote = 1.0;
constexpr double kPhotoVote = 0.75;
constexpr double kFewestVotes = 1.5;
constexpr size_t kHeadLines = 8;  // lines at the head of the page that may hold the site's name
constexpr size_t kLongestNameWords = 8;
constexpr size_t kShortestShoutedWord = 6;  // "RMOL", "TEMPO" may be how a name is spelt; "KOMPASIANA" is shouted
constexpr size_t kDatelineTokens = 16;
constexpr size_t kLeadLines = 5;  // lines of the body among which the lead with the dateline is

struct Candidate {
    std::string name;
    Span span;
    double votes = 0;
    double best = 0;
    size_t order = 0;
};

bool is_capital(const Token& token) {
    return token.kind == TokenKind::word && token.letter_case != LetterCase::lower &&
           token.letter_case != LetterCase::none;
}

// "kabar.com": words, stops and no spaces.
bool is_domain(const MetadataReader& reader, std::span<const Token> tokens, const Part& part) {
    if (part.last - part.first < 3) return false;
    bool stop = false;
    for (size_t i = part.first; i < part.last; ++i) {
        if (i > part.first && tokens[i].space_before) return false;
        const bool is_stop = reader.folded(tokens[i]) == ".";
        if (tokens[i].kind == TokenKind::punct && !is_stop && reader.folded(tokens[i]) != "-") return false;
        stop |= is_stop;
    }
    return stop && tokens[part.last - 1].kind == TokenKind::word && tokens[part.last - 1].span.size() <= 7 &&
           tokens[part.last - 1].span.size() >= 2;
}

// "HARIAN MODAL.CO.ID"
bool ends_in_domain(const MetadataReader& reader, std::span<const Token> tokens, Part part) {
    for (size_t i = part.first + 1; i < part.last; ++i) {
        if (tokens[i].space_before) part.first = i;
    }
    return is_domain(reader, tokens, part);
}

std::vector<Part> parts_of(const MetadataReader& reader, std::span<const Token> tokens, size_t first, size_t last) {
    std::vector<Part> parts;
    Part part{first, first, ' '};
    for (size_t i = first; i < last; ++i) {
        const std::string_view mark =
            tokens[i].kind == TokenKind::punct ? reader.folded(tokens[i]) : std::string_view();
        const bool middle_dot = mark == "\xC2\xB7" || mark == "\xE2\x80\xA2";
        const bool dash = mark == "-" && is_spaced_dash(reader, tokens, i);
        const char separator =
            dash                                                                                       ? '-'
            : middle_dot                                                                               ? '|'
            : mark.size() == 1 && std::string_view("|,():;/>").find(mark[0]) != std::string_view::npos ? mark[0]
                                                                                                       : '\0';
        if (separator == '\0') {
            part.last = i + 1;
            continue;
        }
        if (part.last > part.first) parts.push_back(part);
        part = {i + 1, i + 1, separator};
    }
    if (part.last > part.first) parts.push_back(part);
    return parts;
}

// The whole part is one entry of the lexicon.
const LexiconEntry* whole_entry(const Lexicon& lexicon, std::span<const Token> tokens, const Part& part) {
    const Lexicon::Match match = lexicon.match(tokens, part.first);
    return match && match.length == part.last - part.first ? match.entry : nullptr;
}

bool holds_stamp(std::span<const Stamp> stamps, const Part& part) {
    return std::any_of(stamps.begin(), stamps.end(),
                       [&](const Stamp& stamp) { return stamp.first < part.last && part.first < stamp.last; });
}

// Marks that open a line without being part of what it says.
void skip_marks(std::span<const Token> tokens, Part& part) {
    while (part.first < part.last && tokens[part.first].kind == TokenKind::punct) ++part.first;
    while (part.last > part.first && tokens[part.last - 1].kind == TokenKind::punct) --part.last;
}

// Every word begins with a capital, but for small ones in between; or a domain.
bool is_capital_or_domain(const MetadataReader& reader, std::span<const Token> tokens, const Part& part) {
    if (is_domain(reader, tokens, part)) return true;
    size_t words = 0, capitals = 0;
    for (size_t i = part.first; i < part.last; ++i) {
        words += tokens[i].kind == TokenKind::word;
        capitals += is_capital(tokens[i]);
    }
    return words > 0 && capitals * 3 >= words * 2 &&
           (is_capital(tokens[part.first]) || tokens[part.first].letter_case == LetterCase::mixed);
}

class OutletVotes {
public:
    explicit OutletVotes(MetadataReader& reader) : reader_(reader) {}

    void vote(std::span<const Token> tokens, Part part, double votes) {
        skip_marks(tokens, part);
        if (part.first >= part.last) return;
        const Span span = part_span(tokens, part);
        const std::string key = name_key(reader_.words(span));
        if (key.size() < 3 || part.last - part.first > kLongestNameWords) return;
        Candidate& candidate = candidates_[key];
        if (candidate.votes == 0) candidate.order = candidates_.size();
        if (votes > candidate.best) {
            candidate.best = votes;
            candidate.span = span;
            candidate.name = calm_name(clean_spaces(reader_.words(span)));
        }
        candidate.votes += votes;
    }
    [[nodiscard]] bool known(std::string_view name) const { return candidates_.count(name_key(name)) != 0; }
    // A name of several words and its initials, or the beginning of it, are one outlet.
    [[nodiscard]] bool known_or_short(std::string_view name) const {
        const std::string key = name_key(name);
        return key.size() >= 2 && std::any_of(candidates_.begin(), candidates_.end(), [&](const auto& other) {
                   return other.first == key || initials(other.second.name) == key ||
                          (key.size() >= 4 && other.first.rfind(key, 0) == 0);
               });
    }
    [[nodiscard]] const Candidate* best() const {
        const Candidate* found = nullptr;
        for (const auto& [key, candidate] : candidates_) {
            if (!found || candidate.votes > found->votes ||
                (candidate.votes == found->votes && candidate.order < found->order))
                found = &candidate;
        }
        return found && found->votes >= kFewestVotes ? found : nullptr;
    }

private:
    static std::string initials(std::string_view name) {
        std::string result;
        bool start = true;
        for (char c : name) {
            if (start && c != ' ') result += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
            start = c == ' ';
        }
        return result;
    }
    MetadataReader& reader_;
    std::map<std::string, Candidate> candidates_;
};

// "© 2024 Kabar Pesisir. All rights reserved": what is left when years and legal phrases are taken out.
void vote_legal(MetadataReader& reader, std::span<const Token> tokens, OutletVotes& votes) {
    const Lexicon& clutter = reader.language.lexicon("boilerplate");
    bool claimed = false;
    Part part{0, 0, ' '};
    for (size_t i = 0; i <= tokens.size();) {
        const Lexicon::Match match = i < tokens.size() ? clutter.match(tokens, i) : Lexicon::Match();
        const std::string_view mark = i < tokens.size() ? reader.folded(tokens[i]) : std::string_view();
        const bool stop =
            i == tokens.size() || match || tokens[i].kind == TokenKind::number ||
            (tokens[i].kind == TokenKind::punct &&
             !(mark == "." && i + 1 < tokens.size() && !tokens[i].space_before && !tokens[i + 1].space_before) &&
             mark != "-" && mark != "&" && mark != "'");
        if (stop) {
            if (claimed && part.last > part.first && is_capital_or_domain(reader, tokens, part)) {
                votes.vote(tokens, part, kLegalVote);
                return;
            }
            claimed |= mark == "\xC2\xA9" || (match && match.entry->field(2) == "owner");
            i += match ? match.length : 1;
            part = {i, i, ' '};
            continue;
        }
        part.last = ++i;
    }
}

// "(Foto: kabarNews/Rina Saputri)": what stands before the slash. Domains anywhere in the line, but not in an address
// of mail.
void vote_mentions(MetadataReader& reader, std::span<const Token> tokens, bool photo_credits, OutletVotes& votes) {
    for (const Part& part : parts_of(reader, tokens, 0, tokens.size())) {
        Part name = part;
        // A domain begins behind the last space.
        for (size_t i = part.first; i < part.last; ++i) {
            if (tokens[i].space_before) name.first = i;
        }
        const bool mail = name.first > 0 && reader.folded(tokens[name.first - 1]) == "@";
        if (!mail && is_domain(reader, tokens, name))
            votes.vote(tokens, name, kMentionedDomainVote);
        else if (photo_credits && part.last < tokens.size() && reader.folded(tokens[part.last]) == "/" &&
                 !tokens[part.last].space_before && part.last - part.first <= 3 &&
                 tokens[part.first].kind == TokenKind::word && is_capital_or_domain(reader, tokens, part))
            votes.vote(tokens, part, kPhotoVote);
    }
}

}  // namespace

// Declared in the header of the stage for the two files that use them.
Span part_span(std::span<const Token> tokens, const Part& part) {
    return {tokens[part.first].span.begin, tokens[part.last - 1].span.end};
}

bool is_spaced_dash(const MetadataReader& reader, std::span<const Token> tokens, size_t at) {
    if (tokens[at].kind != TokenKind::punct || reader.folded(tokens[at]) != "-") return false;
    const bool long_dash = tokens[at].span.size() == 3;
    return long_dash || tokens[at].space_before || at + 1 == tokens.size();
}

size_t dateline_tokens(const MetadataReader& reader, std::span<const Token> tokens) {
    if (tokens.empty() || tokens[0].kind != TokenKind::word) return 0;
    bool in_parenthesis = false;
    for (size_t i = 0; i < tokens.size() && i < kDatelineTokens; ++i) {
        const std::string_view mark = reader.folded(tokens[i]);
        if (i > 0 && is_spaced_dash(reader, tokens, i) && !in_parenthesis) {
            // "--" is two tokens.
            size_t end = i + 1;
            while (end < tokens.size() && reader.folded(tokens[end]) == "-") ++end;
            return end;
        }
        if (tokens[i].kind == TokenKind::punct) {
            if (mark == "(")
                in_parenthesis = true;
            else if (mark == ")")
                in_parenthesis = false;
            else if (mark != "," && mark != "/" && mark != "." && mark != "-" && mark != "|")
                return 0;
            continue;
        }
        // A word in lower case ends it, but for those of a domain name.
        const bool tight = i > 0 && !tokens[i].space_before && tokens[i - 1].kind == TokenKind::punct;
        if (tokens[i].kind == TokenKind::word && tokens[i].letter_case == LetterCase::lower && !tight &&
            !(i == 0 && i + 1 < tokens.size() && reader.folded(tokens[1]) == "."))
            return 0;
    }
    return 0;
}

std::string name_key(std::string_view name) {
    const std::string folded = fold(name);
    std::string_view rest = folded;
    // "www." and what stands behind the first stop of a domain.
    if (rest.rfind("www.", 0) == 0) rest.remove_prefix(4);
    if (rest.find(' ') == std::string_view::npos) {
        const size_t stop = rest.find('.', rest.rfind("m.", 0) == 0 ? 2 : 0);
        if (stop != std::string_view::npos && stop >= 3) rest = rest.substr(0, stop);
    }
    std::string key;
    for (char c : rest) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) key += c;
    }
    return key;
}

std::string calm_name(std::string_view name) {
    size_t longest = 0, word = 0, words = 1;
    for (char c : name) {
        if (c >= 'a' && c <= 'z') return std::string(name);
        word = c == ' ' ? 0 : word + 1;
        words += c == ' ';
        longest = std::max(longest, word);
    }
    if (name.find('.') != std::string_view::npos || (words == 1 && longest < kShortestShoutedWord))
        return std::string(name);
    return title_case(name);
}

namespace {

// The parts before the lead, without days and the dash.
std::vector<Part> dateline_parts(MetadataReader& reader, size_t line, size_t end) {
    const std::span<const Token> tokens = reader.tokens_of(line);
    std::vector<Part> parts = parts_of(reader, tokens, 0, end);
    const std::span<const Stamp> stamps = reader.stamps_of(line);
    std::erase_if(parts, [&](Part& part) {
        skip_marks(tokens, part);
        return part.first >= part.last || holds_stamp(stamps, part) || tokens[part.first].kind == TokenKind::number;
    });
    return parts;
}

// Places are never spelt in capitals only.
std::string calm_place(std::string_view place) {
    return title_case(clean_spaces(place));
}

bool is_place(const MetadataReader& reader, std::span<const Token> tokens, const Part& part) {
    const LexiconEntry* entry = whole_entry(reader.language.lexicon("gazetteer"), tokens, part);
    return entry && entry->field(1) == "place";
}

// The line of the dateline: one of its own, or the first of the body.
std::optional<std::pair<size_t, size_t>> dateline_of(const MetadataReader& reader) {
    const Article& article = reader.article;
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        if (article.blocks[line].role == Role::dateline) return std::pair(line, reader.tokens_of(line).size());
    }
    // A stand-first or a list of points may come before the lead.
    size_t body_lines = 0;
    for (size_t line = 0; line < article.blocks.size() && body_lines < kLeadLines; ++line) {
        if (article.blocks[line].role != Role::body) continue;
        ++body_lines;
        const size_t end = dateline_tokens(reader, reader.tokens_of(line));
        if (end != 0) return std::pair(line, end);
    }
    return std::nullopt;
}

void vote_head(MetadataReader& reader, OutletVotes& votes) {
    const Article& article = reader.article;
    const Lexicon& clutter = reader.language.lexicon("boilerplate");
    const Lexicon& rubrics = reader.language.lexicon("section-names");
    size_t seen = 0;
    for (size_t line = 0; line < article.blocks.size() && line < kHeadLines; ++line) {
        if (article.blocks[line].role != Role::nav) continue;
        const std::span<const Token> tokens = reader.tokens_of(line);
        Part part{0, tokens.size(), ' '};
        skip_marks(tokens, part);
        if (part.first >= part.last || part.last - part.first > kLongestNameWords || !reader.stamps_of(line).empty())
            continue;
        if (is_domain(reader, tokens, part)) {
            votes.vote(tokens, part, kDomainVote);
            continue;
        }
        bool known = false, plain = true;
        for (size_t i = part.first; i < part.last; ++i) {
            const Lexicon::Match clutter_match = clutter.match(tokens, i);
            known |= i == part.first && ((clutter_match && clutter_match.length * 2 >= part.last - part.first) ||
                                         whole_entry(rubrics, tokens, part));
            plain &=
                tokens[i].kind == TokenKind::word || reader.folded(tokens[i]) == "." || reader.folded(tokens[i]) == "-";
        }
        if (known || !plain || !is_capital_or_domain(reader, tokens, part)) continue;
        votes.vote(tokens, part, seen == 0 && line < 2 ? kFirstLineVote : kSecondLineVote);
        ++seen;
    }
}

// "Rina Saputri - kabarNews": what stands behind the dash.
void vote_bylines(MetadataReader& reader, OutletVotes& votes) {
    const Article& article = reader.article;
    const Lexicon& cues = reader.language.lexicon("byline-cues");
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        const Role role = article.blocks[line].role;
        if (role != Role::byline && role != Role::date) continue;
        const std::span<const Token> tokens = reader.tokens_of(line);
        const std::span<const Stamp> stamps = reader.stamps_of(line);
        const std::vector<Part> parts = parts_of(reader, tokens, 0, tokens.size());
        for (size_t i = 0; i < parts.size(); ++i) {
            if (is_domain(reader, tokens, parts[i]))
                votes.vote(tokens, parts[i], kDomainVote);
            else if (role == Role::byline && i > 0 && parts[i].separator == '-' && !holds_stamp(stamps, parts[i]) &&
                     !cues.match(tokens, parts[i].first))
                votes.vote(tokens, parts[i], kBylineVote);
        }
    }
}

void vote_titles(MetadataReader& reader, OutletVotes& votes) {
    const Article& article = reader.article;
    const Lexicon& suffixes = reader.language.lexicon("title-suffixes");
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        if (article.blocks[line].role != Role::title) continue;
        const std::span<const Token> tokens = reader.tokens_of(line);
        const std::vector<Part> parts = parts_of(reader, tokens, 0, tokens.size());
        if (parts.size() < 2) continue;
        const Part& last = parts.back();
        if ((last.separator != '-' && last.separator != '|') || whole_entry(suffixes, tokens, last)) continue;
        if (is_domain(reader, tokens, last))
            votes.vote(tokens, last, kDomainVote);
        else if (last.separator == '|' || votes.known(reader.words(part_span(tokens, last))))
            votes.vote(tokens, last, kTitleVote);
    }
}

}  // namespace

void read_outlet(MetadataReader& reader) {
    Article& article = reader.article;
    OutletVotes votes(reader);
    vote_head(reader, votes);
    vote_bylines(reader, votes);
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        const Role role = article.blocks[line].role;
        if (role == Role::legal) vote_legal(reader, reader.tokens_of(line), votes);
        if (role == Role::caption || role == Role::promo || role == Role::legal)
            vote_mentions(reader, reader.tokens_of(line), role == Role::caption, votes);
    }
    vote_titles(reader, votes);
    if (const auto dateline = dateline_of(reader)) {
        const auto [line, end] = *dateline;
        const std::span<const Token> tokens = reader.tokens_of(line);
        const std::vector<Part> parts = dateline_parts(reader, line, end);
        const Part* place = nullptr;
        for (const Part& part : parts) {
            if (!place && is_place(reader, tokens, part)) place = &part;
        }
        for (const Part& part : parts) {
            if (&part == place) continue;
            const std::string_view text = reader.words(part_span(tokens, part));
            if (is_domain(reader, tokens, part) || ends_in_domain(reader, tokens, part))
                votes.vote(tokens, part, kDomainVote);
            else if (votes.known_or_short(text)) {
                if (votes.known(text)) votes.vote(tokens, part, kDatelineVote);
            }
            // Without a gazetteer's word the first part is the place, unless it is the only one and shouts twice.
            else if (!place && parts.size() <= 2)
                place = &part;
            else
                votes.vote(tokens, part, kDatelineVote);
        }
        // "KABAR.CO.ID - JAKARTA. Harga emas ..."
        Part behind{end, end, '-'};
        if (!place && end < tokens.size()) {
            const Lexicon::Match match = reader.language.lexicon("gazetteer").match(tokens, end);
            behind.last = end + match.length;
            if (match && match.entry->field(1) == "place" && behind.last < tokens.size() &&
                reader.folded(tokens[behind.last]) == ".")
                place = &behind;
        }
        if (place) {
            const Span span = part_span(tokens, *place);
            article.dateline = NamedSpan{calm_place(reader.words(span)), span};
        }
    }
    if (const Candidate* best = votes.best()) article.outlet = NamedSpan{best->name, best->span};
}

}  // namespace silang
