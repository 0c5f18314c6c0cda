// The people credited for an article: "Oleh Rina Saputri", "LAPORAN: RINA SAPUTRI", "Rina Saputri - kabarNews". Codes
// such as
// "(rsp/dka)" are no names. Editors are named only where no writer is.
#include <algorithm>

#include "silang/article/metadata.h"

namespace silang {
namespace {

constexpr size_t kLongestName = 6;   // words
constexpr size_t kShortestName = 2;  // letters
constexpr size_t kLongestCode = 3;   // letters

enum class Credit : uint8_t { writer, editor, photo, other, code };

Credit credit_of(std::string_view kind) {
    if (kind == "editor") return Credit::editor;
    if (kind == "photo") return Credit::photo;
    if (kind == "other") return Credit::other;
    if (kind == "code") return Credit::code;
    return Credit::writer;
}

struct Credited {
    NamedSpan person;
    Credit credit;
};

class BylineLine {
public:
    BylineLine(const MetadataReader& reader, std::span<const Token> tokens, std::span<const Stamp> stamps)
        : reader_(reader),
          tokens_(tokens),
          stamps_(stamps),
          cues_(reader.language.lexicon("byline-cues")),
          particles_(reader.language.lexicon("name-particles")),
          clutter_(reader.language.lexicon("boilerplate")),
          rubrics_(reader.language.lexicon("section-names")),
          phrases_(reader.language.lexicon("phrase-words")) {
        // "(Rina Saputri)" as the whole line; codes and agencies stand so too, but not of two words.
        whole_parenthesis_ = tokens.size() > 3 && is(0, "(") && is(tokens.size() - 1, ")");
    }

    // `credit` is that of a cue on a line of its own before, and becomes that of a cue at the end of this one.
    void read(std::optional<Credit>& credit, bool needs_cue, std::vector<Credited>& people) {
        std::optional<Credit> now = credit;
        credit.reset();
        bool named = false, in_parenthesis = false, behind_dash = false, behind_label = false, behind_hash = false;
        size_t first = 0;
        const auto close = [&](size_t last) {
            if (last > first && (!in_parenthesis || whole_name(first, last)) && !behind_label && !behind_hash &&
                !is_code(first, last) && !(behind_dash && named) && (now || !needs_cue) &&
                (!now || *now != Credit::code) && is_name(first, last)) {
                const Span span{tokens_[first].span.begin, tokens_[last - 1].span.end};
                people.push_back({{title_case(clean_spaces(reader_.words(span))), span}, now.value_or(Credit::writer)});
                named = true;
                now_used_ = true;
            }
        };
        for (size_t i = 0; i < tokens_.size();) {
            if (const Stamp* stamp = stamp_at(i)) {
                close(i);
                i = first = stamp->last;
                continue;
            }
            const bool at_start = i == first;
            if (at_start) {
                if (const Lexicon::Match cue = cues_.match(tokens_, i); cue && begins_cue(i, cue.length)) {
                    now = credit_of(cue.entry->field(1));
                    now_used_ = behind_label = behind_hash = false;
                    i = first = i + cue.length;
                    continue;
                }
            }
            if (tokens_[i].kind == TokenKind::punct && !inside_name(i)) {
                const std::string_view mark = reader_.folded(tokens_[i]);
                // "Tanggal: ...", "Ukuran Teks: ...": a label no cue knows names nobody, nor does what it labels.
                // Behind a cue it is the place ("Kontributor Bandung: ...").
                if (mark != ":" || i == first)
                    close(i);
                else if (!now)
                    behind_label = true;
                behind_hash = mark == "#";
                if (mark == "|" || mark == ";") behind_label = false;
                if (mark == "(")
                    in_parenthesis = true;
                else if (mark == ")")
                    in_parenthesis = false;
                else
                    behind_dash = mark == "-";
                ++i;
                first = i;
                continue;
            }
            // "Rina Saputri dan Budi Wicaksana"
            if (i > first && tokens_[i].letter_case == LetterCase::lower && joins(i)) {
                close(i);
                first = i + 1;
            }
            ++i;
        }
        close(tokens_.size());
        if (now && !now_used_ && *now != Credit::code) credit = now;
    }

private:
    const Stamp* stamp_at(size_t token) const {
        for (const Stamp& stamp : stamps_) {
            if (stamp.first == token) return &stamp;
        }
        return nullptr;
    }
    bool is(size_t at, std::string_view mark) const { return reader_.folded(tokens_[at]) == mark; }
    bool joins(size_t at) const {
        const LexiconEntry* entry = phrases_.word(tokens_[at].word);
        return entry && (" " + std::string(entry->field(1)) + " ").find(" and ") != std::string::npos;
    }
    // The one of "GK/Oka" that is no name.
    bool is_code(size_t first, size_t last) const {
        return last == first + 1 && tokens_[first].letter_case == LetterCase::upper &&
               tokens_[first].span.size() <= kLongestCode && last < tokens_.size() && is(last, "/") &&
               !tokens_[last].space_before;
    }
    bool whole_name(size_t first, size_t last) const {
        if (!whole_parenthesis_ || first != 1 || last + 1 != tokens_.size()) return false;
        size_t words = 0;
        bool shouts = true;
        for (size_t i = first; i < last; ++i) {
            if (tokens_[i].kind != TokenKind::word) continue;
            ++words;
            shouts &= tokens_[i].letter_case == LetterCase::upper;
        }
        return words > 1 && !shouts && !reader_.language.lexicon("news-sources").match(tokens_, first) &&
               !reader_.language.lexicon("gazetteer").match(tokens_, first);
    }
    // "Tim Redaksi" is a cue, "Red Panjaitan" a name: a short cue needs a colon, a cue of several words or a place at
    // the start.
    bool begins_cue(size_t at, size_t length) const {
        const size_t behind = at + length;
        if (behind >= tokens_.size() || length > 1) return true;
        const std::string_view mark = reader_.folded(tokens_[behind]);
        return tokens_[behind].kind == TokenKind::punct || tokens_[at].span.size() > 3 || mark == ":" || at == 0;
    }
    // Stops of initials, hyphens and apostrophes.
    bool inside_name(size_t at) const {
        const std::string_view mark = reader_.folded(tokens_[at]);
        if (mark == ".")
            return at > 0 && tokens_[at - 1].kind == TokenKind::word && tokens_[at - 1].span.size() <= 4 &&
                   at + 1 < tokens_.size();
        return (mark == "-" || mark == "'") && !tokens_[at].space_before && at > 0 && at + 1 < tokens_.size() &&
               !tokens_[at + 1].space_before;
    }
    bool is_name(size_t first, size_t last) const {
        size_t words = 0, letters = 0;
        for (size_t i = first; i < last; ++i) {
            const Token& token = tokens_[i];
            if (token.kind == TokenKind::number) return false;
            if (token.kind == TokenKind::punct) {
                // A stop with no space behind it, unless initials: a domain.
                if (reader_.folded(token) == "." && i + 1 < last && !tokens_[i + 1].space_before &&
                    tokens_[i + 1].letter_case == LetterCase::lower)
                    return false;
                continue;
            }
            ++words;
            letters += token.span.size();
            const bool capital =
                token.letter_case == LetterCase::capitalized || token.letter_case == LetterCase::upper ||
                (token.letter_case == LetterCase::mixed && is_ascii_upper(reader_.words(token.span).front()));
            if (!capital && !particles_.word(token.word)) return false;
        }
        if (words == 0 || words > kLongestName || letters < kShortestName) return false;
        const Lexicon::Match clutter = clutter_.match(tokens_, first), rubric = rubrics_.match(tokens_, first);
        if ((clutter && clutter.length >= last - first) || (rubric && rubric.length >= last - first)) return false;
        const std::string_view text = reader_.words({tokens_[first].span.begin, tokens_[last - 1].span.end});
        return !reader_.article.outlet || name_key(text) != name_key(reader_.article.outlet->name);
    }
    static bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }

    const MetadataReader& reader_;
    std::span<const Token> tokens_;
    std::span<const Stamp> stamps_;
    const Lexicon& cues_;
    const Lexicon& particles_;
    const Lexicon& clutter_;
    const Lexicon& rubrics_;
    const Lexicon& phrases_;
    bool whole_parenthesis_ = false;
    bool now_used_ = false;
};

}  // namespace

void read_bylines(MetadataReader& reader) {
    Article& article = reader.article;
    std::vector<Credited> people;
    std::optional<Credit> credit;
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        const Role role = article.blocks[line].role;
        if (role != Role::byline && role != Role::date) {
            credit.reset();
            continue;
        }
        // A date line names people behind a cue or a bar, a byline anywhere.
        const std::span<const Token> tokens = reader.tokens_of(line);
        const std::span<const Stamp> stamps = reader.stamps_of(line);
        const bool bar =
            std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return reader.folded(token) == "|"; });
        BylineLine(reader, tokens, stamps).read(credit, role == Role::date && !bar, people);
    }
    const auto any = [&](Credit kind) {
        return std::any_of(people.begin(), people.end(), [&](const Credited& each) { return each.credit == kind; });
    };
    const Credit wanted = any(Credit::writer) ? Credit::writer : any(Credit::editor) ? Credit::editor : Credit::other;
    for (const Credited& each : people) {
        const bool known = std::any_of(article.bylines.begin(), article.bylines.end(),
                                       [&](const NamedSpan& other) { return other.name == each.person.name; });
        if (each.credit == wanted && !known) article.bylines.push_back(each.person);
    }
}

}  // namespace silang
