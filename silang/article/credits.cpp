// What a line of credits is made of: its parts between separators, names and domains, and the place before the lead.
#include <algorithm>

#include "silang/article/outlet_votes.h"

namespace silang {
namespace {

constexpr size_t kShortestShoutedWord = 6;  // "RMOL", "TEMPO" may be how a name is spelt; "KOMPASIANA" is shouted
constexpr size_t kDatelineTokens = 16;
constexpr size_t kLeadLines = 5;  // lines of the body among which the lead with the dateline is

bool is_capital(const Token& token) {
    return token.kind == TokenKind::word && token.letter_case != LetterCase::lower &&
           token.letter_case != LetterCase::none;
}

}  // namespace

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

bool is_place(const MetadataReader& reader, std::span<const Token> tokens, const Part& part) {
    const LexiconEntry* entry = whole_entry(reader.language.lexicon("gazetteer"), tokens, part);
    return entry && entry->field(1) == "place";
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
            // "Kupang (KD) : "
            else if (mark == ":" && tokens[i].space_before && !in_parenthesis && reader.folded(tokens[i - 1]) == ")")
                return i + 1;
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
    // "HARIAN KABAR.CO.ID"
    else if (const size_t stop = rest.find('.', rest.rfind(' ') + 1);
             stop != std::string_view::npos && stop >= rest.rfind(' ') + 4 && stop + 2 < rest.size()) {
        rest = rest.substr(0, stop);
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

// "Jakarta, 19 Februari 2024" as the date line.
void place_of_date_line(MetadataReader& reader) {
    Article& article = reader.article;
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        if (article.blocks[line].role != Role::date) continue;
        const std::span<const Token> tokens = reader.tokens_of(line);
        const std::vector<Part> parts = parts_of(reader, tokens, 0, tokens.size());
        if (parts.size() < 2 || parts[1].separator != ',' || !is_place(reader, tokens, parts[0])) continue;
        const std::span<const Stamp> stamps = reader.stamps_of(line);
        if (stamps.empty() || stamps[0].first != parts[1].first) continue;
        const Span span = part_span(tokens, parts[0]);
        article.dateline = NamedSpan{calm_place(reader.words(span)), span};
        return;
    }
}

}  // namespace

// "PRIANGAN KINI": one of its words names papers.
bool names_an_outlet(const MetadataReader& reader, std::span<const Token> tokens, const Part& part) {
    const Lexicon& cues = reader.language.lexicon("outlet-cues");
    for (size_t i = part.first; i < part.last; ++i) {
        const Lexicon::Match cue = cues.match(tokens, i);
        if (cue && cue.entry->field(1) == "name") return true;
    }
    return false;
}

void vote_dateline(MetadataReader& reader, OutletVotes& votes) {
    Article& article = reader.article;
    const auto dateline = dateline_of(reader);
    if (!dateline) {
        place_of_date_line(reader);
        return;
    }
    const auto [line, end] = *dateline;
    const std::span<const Token> tokens = reader.tokens_of(line);
    const std::vector<Part> parts = dateline_parts(reader, line, end);
    const Part* place = nullptr;
    for (const Part& part : parts) {
        if (!place && is_place(reader, tokens, part)) place = &part;
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
    for (const Part& part : parts) {
        if (&part == place) continue;
        const std::string_view text = reader.words(part_span(tokens, part));
        if (is_domain(reader, tokens, part) || ends_in_domain(reader, tokens, part))
            votes.vote(tokens, part, kDomainVote, Standing::dateline);
        else if (votes.known_or_short(text)) {
            if (votes.known(text)) votes.vote(tokens, part, kDatelineVote, Standing::dateline);
        }
        // Without a gazetteer's word the first part is the place, unless it is named as papers are.
        else if (!place && parts.size() <= 2 && !names_an_outlet(reader, tokens, part))
            place = &part;
        else
            votes.vote(tokens, part, kDatelineVote, Standing::dateline);
    }
    if (place) {
        const Span span = part_span(tokens, *place);
        article.dateline = NamedSpan{calm_place(reader.words(span)), span};
    }
}

}  // namespace silang
