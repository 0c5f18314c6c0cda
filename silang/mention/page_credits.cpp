// Credits outside sentences: "Jakarta (ANTARA) - ...", "(Reuters/Ant)", "Sumber: Reuters".
#include <algorithm>

#include "silang/mention/sources.h"

namespace silang {
namespace {

constexpr uint32_t kClosingParagraphs = 3;    // "(Antara)" counts at the end of the last of them
constexpr uint32_t kLongestClosingLine = 14;  // tokens of a line that is nothing but a credit
constexpr uint32_t kDatelineWithin = 10;      // "Jakarta (ANTARA) - " stands within so many tokens

class PageCredits {
public:
    PageCredits(const Speech& speech, std::span<const uint32_t> paragraphs)
        : article_(speech.article()), speech_(speech), paragraphs_(paragraphs) {}

    std::vector<Attribution> run() {
        dateline_credit();
        closing_credits();
        return std::move(found_);
    }

private:
    // "Jakarta (ANTARA) - ..." at the head of the body.
    void dateline_credit() {
        if (paragraphs_.empty()) return;
        const uint32_t line = paragraphs_.front();
        const uint32_t first = article_.tokens.line_first_token[line];
        const uint32_t last = std::min(article_.tokens.line_first_token[line + 1], first + kDatelineWithin);
        for (uint32_t i = first; i + 2 < last; ++i) {
            if (speech_.mark(i) != '(') continue;
            uint32_t end = 0;
            std::vector<Source> sources = listed(i + 1, last, end);
            if (sources.empty() || speech_.mark(end) != ')' || end + 1 >= last || speech_.mark(end + 1) != '-')
                continue;
            add_listed(i + 1, end, std::move(sources));
            return;
        }
    }

    // "(Antara)", "(Reuters/Ant)", "Sumber: Reuters" at the end of the page's last paragraphs or on a line of their own
    // there.
    void closing_credits() {
        if (paragraphs_.empty()) return;
        const size_t count = paragraphs_.size();
        for (size_t k = count > kClosingParagraphs ? count - kClosingParagraphs : 0; k < count; ++k)
            closing_credit(paragraphs_[k]);
        uint32_t line = paragraphs_.back() + 1;
        for (uint32_t steps = 0; line < article_.blocks.size() && steps < kClosingParagraphs; ++line, ++steps) {
            const Role role = article_.blocks[line].role;
            if (role == Role::byline || role == Role::date) closing_credit(line);
        }
    }

    void closing_credit(uint32_t line) {
        const TokenizedText& text = article_.tokens;
        const uint32_t first = text.line_first_token[line];
        uint32_t last = text.line_first_token[line + 1];
        while (last > first && speech_.mark(last - 1) == '.') --last;
        if (last <= first + 1) return;
        // A label at the head of a short line.
        const auto label = speech_.rules().cues->match(text.tokens, first);
        if (label && label.entry->field(1) == "label" && last - first <= kLongestClosingLine &&
            speech_.mark(first + label.length) == ':') {
            uint32_t end = 0;
            std::vector<Source> sources = listed(first + label.length + 1, last, end);
            if (!sources.empty()) add_listed(first, end, std::move(sources));
            return;
        }
        const char closing = speech_.mark(last - 1);
        if (closing != ')' && closing != ']') {
            dashed_credit(first, last);
            return;
        }
        const char opening = closing == ')' ? '(' : '[';
        uint32_t open = last - 1;
        while (open > first && last - open < kLongestClosingLine && speech_.mark(open) != opening) --open;
        if (speech_.mark(open) != opening) return;
        uint32_t begin = open + 1;
        const auto inner = speech_.rules().cues->match(text.tokens, begin);
        if (inner && inner.entry->field(1) == "label") {
            begin += inner.length;
            if (speech_.mark(begin) == ':') ++begin;
        }
        uint32_t end = 0;
        std::vector<Source> sources = listed(begin, last - 1, end);
        if (!sources.empty()) add_listed(open + 1, end, std::move(sources));
    }

    // "... – Bernama"
    void dashed_credit(uint32_t first, uint32_t last) {
        uint32_t dash = last - 1;
        while (dash > first && last - dash < kLongestClosingLine && speech_.mark(dash) != '-') --dash;
        if (speech_.mark(dash) != '-' || dash + 1 >= last || !speech_.token(dash).space_before) return;
        uint32_t end = 0;
        std::vector<Source> sources = listed(dash + 1, last, end);
        if (!sources.empty() && end == last) add_listed(dash + 1, end, std::move(sources));
    }

    // Known media from `i` on, with "/", "," and initials between: "Reuters/Ant", "ANT/abc". `end`: behind the last.
    [[nodiscard]] std::vector<Source> listed(uint32_t i, uint32_t limit, uint32_t& end) const {
        const Lexicon& lexicon = *speech_.rules().sources;
        std::vector<Source> sources;
        end = i;
        while (i < limit) {
            const auto match = lexicon.match(article_.tokens.tokens, i);
            const bool written =
                match && i + match.length <= limit && article_.tokens.tokens[i].letter_case != LetterCase::none;
            if (written && (speech_.capital(i) || sources.empty())) {
                sources.push_back({std::string(match.entry->field(1)), match.entry->field(2), i, i + match.length});
                i += match.length;
                end = i;
            } else if (speech_.mark(i) == '/' || speech_.mark(i) == ',' || speech_.mark(i) == '&') {
                ++i;
            } else if (!sources.empty() && article_.tokens.tokens[i].kind == TokenKind::word &&
                       speech_.mark(i - 1) == '/') {
                ++i;  // a writer's initials
            } else {
                break;
            }
        }
        if (i < limit && speech_.mark(i) != ')' && speech_.mark(i) != ']' && speech_.mark(i) != '.') sources.clear();
        return sources;
    }

    // Agencies joined by "/" hand the news on, nearest first; each is named once.
    void add_listed(uint32_t first, uint32_t last, std::vector<Source> sources) {
        Attribution attribution;
        attribution.span = speech_.span_of(first, std::max(last, sources.back().last));
        attribution.sentence = sentence_of(article_, first);
        attribution.whole_page = true;
        // The home agency hands on what the foreign one reported, in whichever order a page puts them; an outlet that
        // stands before them is the nearest still.
        const auto agencies =
            std::find_if(sources.begin(), sources.end(), [](const Source& source) { return source.kind == "agency"; });
        std::stable_partition(agencies, sources.end(), [this](const Source& source) {
            const auto match = speech_.rules().sources->match(article_.tokens.tokens, source.first);
            return match && match.entry->field(3) == "home";
        });
        for (Source& source : sources) {
            if (std::find(attribution.sources.begin(), attribution.sources.end(), source.name) !=
                attribution.sources.end())
                continue;
            attribution.sources.push_back(std::move(source.name));
            attribution.source_spans.push_back(speech_.span_of(source.first, source.last));
            attribution.kinds.emplace_back(source.kind);
        }
        found_.push_back(std::move(attribution));
    }

    const Article& article_;
    const Speech& speech_;
    std::span<const uint32_t> paragraphs_;  // lines of the body
    std::vector<Attribution> found_;
};

}  // namespace

std::vector<Attribution> find_page_credits(const Speech& speech, std::span<const uint32_t> paragraphs) {
    return PageCredits(speech, paragraphs).run();
}

}  // namespace silang
