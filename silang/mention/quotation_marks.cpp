// Which marks open a quotation and which close it.
//
// Pages mix straight, curly and same-sided marks (”...”), drop one, or leave a quotation open at the end of a paragraph
// and open it again in the next. Spacing tells most: an opening mark has space before it and none behind. Where spacing
// says nothing a mark closes what is open, else opens. A quotation never spans a line that is no body.
#include <algorithm>

#include "silang/mention/speech.h"

namespace silang {
namespace {

enum class Lean : uint8_t { opening, closing, either };

struct Mark {
    uint32_t token;
    Lean lean;
    bool doubled;
};

// A quotation left open in a paragraph that is not gone on with is believed when it is at least this long.
constexpr uint32_t kFewestWordsLeftOpen = 5;
// How far behind an unclosed mark a ", kata" that shows where it should have closed is looked for.
constexpr uint32_t kFarthestLostClose = 120;

class Pairing {
public:
    Pairing(const Article& article, const SpeechRules& rules)
        : article_(article), text_(article.tokens), rules_(rules) {}

    std::vector<Quoted> run() {
        for (uint32_t line = 0; line < article_.blocks.size(); ++line) {
            if (article_.blocks[line].role != Role::body) continue;
            read_line(line);
        }
        return std::move(pairs_);
    }

private:
    [[nodiscard]] const Token& token(size_t i) const { return text_.tokens[i]; }
    [[nodiscard]] char character(size_t i) const {
        return token(i).kind == TokenKind::punct && token(i).folded_size == 1 ? text_.folded[token(i).folded_begin]
                                                                              : '\0';
    }
    [[nodiscard]] uint32_t line_begin(uint32_t line) const { return text_.line_first_token[line]; }
    [[nodiscard]] uint32_t line_end(uint32_t line) const { return text_.line_first_token[line + 1]; }

    [[nodiscard]] bool ends_clause(size_t i) const {
        const char c = character(i);
        return c == ',' || c == '.' || c == '!' || c == '?';
    }

    // A reporting word as it stands behind a quotation.
    [[nodiscard]] bool cue_at(size_t i) const {
        if (i >= text_.tokens.size()) return false;
        const Lexicon::Match match = rules_.verbs->match(text_.tokens, i);
        return match && (rules_.traits_of(*match.entry) & (kBare | kCarried)) != 0;
    }

    [[nodiscard]] Lean lean_of(uint32_t i, uint32_t first, uint32_t last, bool doubled) const {
        const char before_char = i > first ? character(i - 1) : '\0';
        const bool before = i == first || token(i).space_before || before_char == '(' || before_char == '[' ||
                            before_char == '-' || before_char == '"';
        const char next = i + 1 < last ? character(i + 1) : '\0';
        const bool behind = i + 1 >= last || token(i + 1).space_before || next == ',' || next == ';' || next == ':' ||
                            next == '?' || next == '!' || next == ')' || next == ']' || next == '"' ||
                            (next == '.' && !(i + 2 < last && character(i + 2) == '.'));
        if (before && !behind) return Lean::opening;
        if (behind && !before) return Lean::closing;
        if (!doubled) return Lean::either;
        const std::string_view glyph = token(i).span.of(article_.page.text);
        if (glyph == "\xE2\x80\x9E" || glyph == "\xC2\xAB") return Lean::opening;  // „ «
        if (glyph == "\xC2\xBB") return Lean::closing;                             // »
        return Lean::either;
    }

    // The marks of a line. Single ones count only where the line has no double ones and they read as speech.
    void marks_of(uint32_t line, std::vector<Mark>& marks) const {
        marks.clear();
        const uint32_t first = line_begin(line);
        const uint32_t last = line_end(line);
        bool doubled = false;
        for (uint32_t i = first; i < last; ++i) {
            const char c = character(i);
            if (c == '"') {
                // 5" is five inches.
                if (i > first && token(i - 1).kind == TokenKind::number && !token(i).space_before &&
                    (marks.empty() || marks.size() % 2 == 0)) {
                    continue;
                }
                marks.push_back({i, lean_of(i, first, last, true), true});
                doubled = true;
            } else if (c == '\'') {
                marks.push_back({i, lean_of(i, first, last, false), false});
            }
        }
        if (doubled)
            std::erase_if(marks, [](const Mark& mark) { return !mark.doubled; });
        else
            drop_apostrophes(marks);
    }

    // Single marks that neither open nor close, and "the workers' union": a mark behind a word, without punctuation,
    // when a better closing mark follows before any other opens.
    void drop_apostrophes(std::vector<Mark>& marks) const {
        bool closed_behind = false;  // the next mark closes a clause
        for (size_t m = marks.size(); m > 0; --m) {
            Mark& mark = marks[m - 1];
            if (mark.lean != Lean::closing) {
                closed_behind = closed_behind && mark.lean == Lean::either;
                continue;
            }
            const bool closes_clause = mark.token > 0 && ends_clause(mark.token - 1);
            if (!closes_clause && closed_behind) mark.lean = Lean::either;
            closed_behind = closed_behind || closes_clause;
        }
        std::erase_if(marks, [](const Mark& mark) { return mark.lean == Lean::either; });
    }

    void push(uint32_t open_token, uint32_t close_token, uint32_t line, bool doubled, bool opened, bool closed) {
        const uint32_t first = open_token + (opened ? 1u : 0u);
        if (close_token <= first) return;
        pairs_.push_back({first, close_token, open_token, close_token + (closed ? 1u : 0u), line, doubled, closed});
    }

    // The next body line, when no line of another kind stands between.
    [[nodiscard]] std::optional<uint32_t> next_body(uint32_t line) const {
        for (uint32_t next = line + 1; next < article_.blocks.size(); ++next) {
            if (article_.blocks[next].role == Role::body) return next;
            if (article_.blocks[next].role == Role::heading) return std::nullopt;
        }
        return std::nullopt;
    }

    void read_line(uint32_t line) {
        const uint32_t first = line_begin(line);
        const uint32_t last = line_end(line);
        marks_of(line, marks_);
        uint32_t behind_last = first;  // where a quotation whose opening mark got lost would begin
        for (size_t m = 0; m < marks_.size(); ++m) {
            const Mark& mark = marks_[m];
            if (!open_) {
                if (mark.lean == Lean::closing) {
                    // Its opening mark got lost: only when speech follows, and only from the sentence's beginning.
                    if (mark.doubled && mark.token > behind_last && ends_clause(mark.token - 1) &&
                        cue_at(mark.token + 1)) {
                        push(behind_last, mark.token, line, true, false, true);
                        behind_last = mark.token + 1;
                    }
                    continue;
                }
                open_ = mark;
                opened_ = true;
                continue;
            }
            if (mark.doubled != open_->doubled) continue;
            // Set wrong, with space before it and none behind: 'kami datang, "katanya'.
            const bool closes_all_the_same =
                mark.token > first && ends_clause(mark.token - 1) && cue_at(mark.token + 1);
            if (mark.lean == Lean::opening && !closes_all_the_same) {
                // Nested: its own closing mark and the outer one follow before anything opens again.
                if (m + 2 < marks_.size() && marks_[m + 1].lean != Lean::opening &&
                    marks_[m + 2].lean != Lean::opening) {
                    ++m;
                    continue;
                }
                close_lost(mark.token, line);
                open_ = mark;
                opened_ = true;
                continue;
            }
            push(open_->token, mark.token, line, mark.doubled, opened_, true);
            open_.reset();
            behind_last = mark.token + 1;
        }
        if (open_) end_of_line(line, last);
    }

    // `open_` is still open at the end of the line.
    void end_of_line(uint32_t line, uint32_t last) {
        const std::optional<uint32_t> next = open_->doubled ? next_body(line) : std::nullopt;
        if (next) {
            marks_of(*next, ahead_);
            const bool opens_again =
                !ahead_.empty() && ahead_[0].token == line_begin(*next) && ahead_[0].lean != Lean::closing;
            const bool closes = !ahead_.empty() && ahead_[0].doubled && ahead_[0].lean == Lean::closing;
            if ((opens_again || closes) && !lost_close(last)) {
                // It goes on in the next paragraph, with a new mark or without: each paragraph is a piece of its own.
                push(open_->token, last, line, true, opened_, false);
                open_.reset();
                if (closes) {
                    open_ = Mark{line_begin(*next), Lean::opening, true};
                    opened_ = false;
                }
                return;
            }
        }
        close_lost(last, line);
        open_.reset();
    }

    // Where a closing mark was left out before ", kata X"; the token of the comma.
    [[nodiscard]] std::optional<uint32_t> lost_close(uint32_t limit) const {
        const uint32_t end = std::min(limit, open_->token + kFarthestLostClose);
        for (uint32_t i = open_->token + 2; i + 1 < end; ++i) {
            if (character(i) == ',' && cue_at(i + 1)) return i;
        }
        return std::nullopt;
    }

    void close_lost(uint32_t limit, uint32_t line) {
        if (!open_->doubled) return;
        if (const auto comma = lost_close(limit)) {
            push(open_->token, *comma + 1, line, true, opened_, false);
        } else if (open_->token == line_begin(line) && limit == line_end(line) &&
                   limit - open_->token > kFewestWordsLeftOpen) {
            push(open_->token, limit, line, true, opened_, false);
        }
    }

    const Article& article_;
    const TokenizedText& text_;
    const SpeechRules& rules_;
    std::vector<Quoted> pairs_;
    std::vector<Mark> marks_;
    std::vector<Mark> ahead_;
    std::optional<Mark> open_;
    bool opened_ = true;
};

}  // namespace

std::vector<Quoted> pair_quotation_marks(const Article& article, const SpeechRules& rules) {
    return Pairing(article, rules).run();
}

}  // namespace silang
