// Scores direct quotations and their speakers against a file of "token TAB tag" lines (BILOU tags STATEMENT, CUE,
// CUECOREF, PERSON, PERSONCOREF, ROLE, AFFILIATION; a blank line ends a sentence, an article runs on until the next
// dateline).
//
//     score_quotes FILE LANGUAGE_FOLDER [--misses]
//
// The page is rebuilt from the tokens: a line ends with a sentence where the quotation marks so far are even, which is
// where printed paragraphs end. Marks keep the tokens' own glyphs.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "silang/mention/mention.h"

using namespace silang;

namespace {

constexpr size_t kSpeakerWithin = 30;  // tokens behind a cue in which its speaker is labelled

struct Gold {
    std::string text;
    std::string tag;
    bool sentence_end = false;
    Span span{};
};

bool is_mark(const std::string& text) {
    return text == "\"" || text == "\xE2\x80\x9D" || text == "\xE2\x80\x9C";
}

bool glues_left(const std::string& text) {
    return text == "," || text == "." || text == "?" || text == "!" || text == ")" || text == ":" || text == ";" ||
           text == "/" || text == "-";
}

bool glues_right(const std::string& text) {
    return text == "(" || text == "/" || text == "-";
}

bool begins(const std::string& tag, std::string_view label) {
    return (tag[0] == 'B' || tag[0] == 'U') && tag.substr(1) == "-" + std::string(label);
}

std::vector<Gold> read_gold(const std::string& path) {
    std::vector<Gold> tokens;
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line)) {
        const size_t tab = line.rfind('\t');
        if (tab == std::string::npos) {
            if (!tokens.empty()) tokens.back().sentence_end = true;
            continue;
        }
        tokens.push_back({line.substr(0, line.find('\t')), line.substr(tab + 1)});
    }
    return tokens;
}

// Where articles begin: at the capitals before "KOMPAS —" and its like.
std::vector<size_t> article_starts(const std::vector<Gold>& tokens) {
    std::vector<size_t> starts{0};
    for (size_t i = 2; i < tokens.size(); ++i) {
        if (tokens[i].text != "\xE2\x80\x94" && tokens[i].text != "\xE2\x80\x93") continue;
        size_t first = i;
        const auto upper = [](const std::string& text) {
            return text == "," || (text.size() > 1 &&
                                   std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
        };
        while (first > 0 && upper(tokens[first - 1].text)) --first;
        if (first < i && i - first >= 2 && first > starts.back()) starts.push_back(first);
    }
    return starts;
}

Article build_page(std::span<Gold> tokens, const Language& language) {
    Article article;
    article.language = language.tag();
    std::string& text = article.page.text;
    std::vector<Span> lines;
    uint32_t line_begin = 0;
    size_t marks = 0;
    bool glue = true;
    for (size_t i = 0; i < tokens.size(); ++i) {
        Gold& token = tokens[i];
        const bool mark = is_mark(token.text);
        const bool closing = mark && marks % 2 == 1;
        if (!glue && !glues_left(token.text) && !closing) text += ' ';
        token.span.begin = static_cast<uint32_t>(text.size());
        text += token.text;
        token.span.end = static_cast<uint32_t>(text.size());
        glue = glues_right(token.text) || (mark && !closing);
        if (mark) ++marks;
        // A cue cut off from its quotation ("...?" | tanya X) belongs to the same paragraph.
        const bool goes_on = i + 1 < tokens.size() && tokens[i + 1].text[0] >= 'a' && tokens[i + 1].text[0] <= 'z';
        if (token.sentence_end && marks % 2 == 0 && !goes_on) {
            lines.push_back({line_begin, static_cast<uint32_t>(text.size())});
            text += '\n';
            line_begin = static_cast<uint32_t>(text.size());
            glue = true;
            marks = 0;
        }
    }
    if (line_begin < text.size()) lines.push_back({line_begin, static_cast<uint32_t>(text.size())});
    for (const Span line : lines) {
        article.page.lines.push_back({line, 1});
        article.blocks.push_back({line, Role::body});
    }
    article.tokens = tokenize(text, lines, language.vocabulary(), language.abbreviations());
    return article;
}

std::string labelled(std::span<const Gold> tokens, size_t at, std::string_view label) {
    std::string text = tokens[at].text;
    if (tokens[at].tag[0] == 'U') return text;
    for (size_t i = at + 1; i < tokens.size() && tokens[i].tag.substr(1) == "-" + std::string(label); ++i) {
        text += " " + tokens[i].text;
        if (tokens[i].tag[0] == 'L') break;
    }
    return text;
}

// The gold speaker of the statement whose tokens end before `end`; empty when none is labelled.
std::string gold_speaker(std::span<const Gold> tokens, size_t begin, size_t end) {
    for (size_t i = end; i < std::min(tokens.size(), end + 4); ++i) {
        if (begins(tokens[i].tag, "CUE")) {
            std::string other;
            for (size_t k = i + 1; k < std::min(tokens.size(), i + kSpeakerWithin); ++k) {
                if (begins(tokens[k].tag, "PERSON")) return labelled(tokens, k, "PERSON");
                if (begins(tokens[k].tag, "PERSONCOREF")) return labelled(tokens, k, "PERSONCOREF");
                if (other.empty() && begins(tokens[k].tag, "ROLE")) other = labelled(tokens, k, "ROLE");
                if (begins(tokens[k].tag, "STATEMENT") || tokens[k].sentence_end) break;
            }
            return other;
        }
        if (begins(tokens[i].tag, "CUECOREF")) {
            for (size_t k = begin; k > 0; --k) {
                if (begins(tokens[k - 1].tag, "PERSON")) return labelled(tokens, k - 1, "PERSON");
                if (begins(tokens[k - 1].tag, "PERSONCOREF")) return labelled(tokens, k - 1, "PERSONCOREF");
            }
            return {};
        }
    }
    return {};
}

bool shares_word(const std::string& left, const std::string& right) {
    std::set<std::string> words;
    const auto each = [](const std::string& text, const auto& use) {
        for (size_t begin = 0; begin < text.size();) {
            const size_t space = std::min(text.find(' ', begin), text.size());
            if (space > begin) use(text.substr(begin, space - begin));
            begin = space + 1;
        }
    };
    each(fold(left), [&](std::string word) { words.insert(std::move(word)); });
    bool shared = false;
    each(fold(right), [&](const std::string& word) { shared = shared || words.contains(word); });
    return shared;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print(stderr, "usage: score_quotes FILE LANGUAGE_FOLDER [--misses]\n");
        return 2;
    }
    const bool show = argc > 3 && std::string_view(argv[3]) == "--misses";
    auto language = Language::load(argv[2], "id");
    if (!language) {
        fmt::print(stderr, "{}\n", language.error());
        return 1;
    }
    auto models = load_mention_models(language.value());
    if (!models) {
        fmt::print(stderr, "{}\n", models.error());
        return 1;
    }
    std::vector<Gold> tokens = read_gold(argv[1]);
    if (tokens.empty()) {
        fmt::print(stderr, "{}: no tokens\n", argv[1]);
        return 1;
    }
    const std::vector<size_t> starts = article_starts(tokens);
    size_t gold_count = 0, found_count = 0, matched = 0, with_speaker = 0, right_speaker = 0;
    for (size_t a = 0; a < starts.size(); ++a) {
        const size_t end = a + 1 < starts.size() ? starts[a + 1] : tokens.size();
        const std::span<Gold> page = std::span(tokens).subspan(starts[a], end - starts[a]);
        const Article article = build_page(page, language.value());
        const Mentions mentions = find_mentions(article, language.value(), models.value());
        std::vector<const Quote*> found;
        for (const Quote& quote : mentions.quotes) {
            if (quote.direct) found.push_back(&quote);
        }
        found_count += found.size();
        std::vector<bool> used(found.size(), false);
        for (size_t i = 0; i < page.size(); ++i) {
            if (!begins(page[i].tag, "STATEMENT")) continue;
            size_t last = i;
            while (page[last].tag[0] != 'L' && page[last].tag[0] != 'U' && last + 1 < page.size()) ++last;
            ++gold_count;
            const size_t first_word = is_mark(page[i].text) ? i + 1 : i;
            const size_t last_word = is_mark(page[last].text) ? last - 1 : last;
            const Span span{page[first_word].span.begin, page[last_word].span.end};
            const Quote* hit = nullptr;
            for (size_t k = 0; k < found.size() && hit == nullptr; ++k) {
                if (found[k]->span == span) {
                    hit = found[k];
                    used[k] = true;
                }
            }
            if (hit == nullptr) {
                if (show)
                    fmt::print("MISSED  {}\n",
                               article.page.text.substr(span.begin > 80 ? span.begin - 80 : 0, span.size() + 160));
                continue;
            }
            ++matched;
            const std::string speaker = gold_speaker(page, i, last + 1);
            if (speaker.empty()) continue;
            ++with_speaker;
            const std::string full = hit->speaker ? mentions.entities[*hit->speaker].name : "";
            if (shares_word(speaker, hit->speaker_text) || shares_word(speaker, full))
                ++right_speaker;
            else if (show)
                fmt::print("SPEAKER gold={} found={} ({}; {})  {}\n", speaker, hit->speaker_text, full, hit->reason,
                           article.page.text.substr(span.begin, span.size() + 120));
        }
        for (size_t k = 0; k < found.size(); ++k) {
            if (!used[k] && show) {
                const Span span = found[k]->span;
                fmt::print("EXTRA   [{}] ({}) ..{}\n", found[k]->speaker_text, found[k]->reason,
                           article.page.text.substr(span.begin > 40 ? span.begin - 40 : 0, span.size() + 100));
            }
        }
    }
    const double precision = static_cast<double>(matched) / static_cast<double>(std::max<size_t>(found_count, 1));
    const double recall = static_cast<double>(matched) / static_cast<double>(std::max<size_t>(gold_count, 1));
    const double f1 = matched == 0 ? 0.0 : 2 * precision * recall / (precision + recall);
    fmt::print("articles {}  statements {}  found {}  matched {}\n", starts.size(), gold_count, found_count, matched);
    fmt::print("direct quotations, exact span: P {:.3f} R {:.3f} F1 {:.3f}\n", precision, recall, f1);
    fmt::print("right speaker among matched with a labelled one: {}/{} = {:.3f}\n", right_speaker, with_speaker,
               static_cast<double>(right_speaker) / static_cast<double>(std::max<size_t>(with_speaker, 1)));
    return 0;
}
