// Scores direct quotations and their speakers against a file of "token TAB tag" lines (BILOU tags STATEMENT, CUE,
// CUECOREF, PERSON, PERSONCOREF, ROLE, AFFILIATION; a blank line ends a sentence, an article runs on until the next
// dateline).
//
//     score_quotes FILE LANGUAGE_FOLDER [--misses]
//
// The page is rebuilt from the tokens: a line ends with a sentence outside quotation marks, which is where printed
// paragraphs end. Marks keep the tokens' own glyphs. Which mark opens and which closes is told by the tokens beside it,
// not by counting: a mark that was left out would turn the spacing of all that follow around.
//
// The file labels what people of office say, and leaves what everybody else says without any label. Such quotations
// count against precision in the first figure; the second leaves out those that overlap no label and have a reporting
// verb behind their closing mark.
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

// The bytes of a mark that the file left hanging on its first word.
size_t fused_mark(const std::string& text) {
    return text.starts_with("\xE2\x80\x9D") || text.starts_with("\xE2\x80\x9C") ? 3 : 0;
}

// The mark at `i` ends what was said: it stands behind a comma, or behind the end of a sentence within which another
// mark has opened and no further one closes.
bool closes(std::span<const Gold> tokens, size_t i, bool open) {
    const std::string before = i > 0 ? tokens[i - 1].text : "";
    if (before == ",") return true;
    if (!open || !(before == "." || before == "?" || before == "!") || !tokens[i].sentence_end) return open;
    for (size_t next = i + 1; next < tokens.size(); ++next) {
        if (is_mark(tokens[next].text)) return tokens[next - 1].text != ",";
    }
    return true;
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
    bool open = false;
    bool glue = true;
    for (size_t i = 0; i < tokens.size(); ++i) {
        Gold& token = tokens[i];
        const bool mark = is_mark(token.text);
        const bool closing = mark && closes(tokens, i, open);
        if (!glue && !glues_left(token.text) && !closing) text += ' ';
        token.span.begin = static_cast<uint32_t>(text.size());
        text += token.text;
        token.span.end = static_cast<uint32_t>(text.size());
        glue = glues_right(token.text) || (mark && !closing);
        if (mark) open = !closing;
        if (!mark && fused_mark(token.text) > 0) open = true;
        // A cue cut off from its quotation ("...?" | tanya X) belongs to the same paragraph.
        const bool goes_on = i + 1 < tokens.size() && tokens[i + 1].text[0] >= 'a' && tokens[i + 1].text[0] <= 'z';
        if (token.sentence_end && !open && !goes_on) {
            lines.push_back({line_begin, static_cast<uint32_t>(text.size())});
            text += '\n';
            line_begin = static_cast<uint32_t>(text.size());
            glue = true;
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

// The name labelled at `at`, whole or short; empty for a pronoun: it stands for a name labelled before.
std::string name_at(std::span<const Gold> tokens, size_t at) {
    for (const std::string_view label : {"PERSON", "PERSONCOREF"}) {
        if (begins(tokens[at].tag, label) && !(tokens[at].text[0] >= 'a' && tokens[at].text[0] <= 'z'))
            return labelled(tokens, at, label);
    }
    return {};
}

std::string name_before(std::span<const Gold> tokens, size_t end) {
    for (size_t k = end; k > 0; --k) {
        if (std::string name = name_at(tokens, k - 1); !name.empty()) return name;
    }
    return {};
}

// The gold speaker of the statement [begin, end); empty when none is labelled.
std::string gold_speaker(std::span<const Gold> tokens, size_t begin, size_t end) {
    for (size_t i = end; i < std::min(tokens.size(), end + 4); ++i) {
        if (begins(tokens[i].tag, "CUECOREF")) return name_before(tokens, begin);
        if (!begins(tokens[i].tag, "CUE")) continue;
        std::string other;
        for (size_t k = i + 1; k < std::min(tokens.size(), i + kSpeakerWithin); ++k) {
            if (std::string name = name_at(tokens, k); !name.empty()) return name;
            if (begins(tokens[k].tag, "PERSONCOREF")) return name_before(tokens, begin);
            if (other.empty() && begins(tokens[k].tag, "ROLE")) other = labelled(tokens, k, "ROLE");
            if (begins(tokens[k].tag, "STATEMENT") || tokens[k].sentence_end) break;
        }
        return other;
    }
    return {};
}

// A whole quotation with its reporting verb at once behind it, and no label on any word of the two.
bool unlabelled_speech(std::span<const Gold> tokens, const Quote& quote) {
    constexpr uint32_t kCueWithin = 8;  // bytes between the last word and the verb: mark, comma, space
    if (!quote.cue_span || quote.cue_span->begin < quote.span.end ||
        quote.cue_span->begin > quote.span.end + kCueWithin)
        return false;
    return std::none_of(tokens.begin(), tokens.end(), [&](const Gold& token) {
        return token.tag != "O" && (token.span.overlaps(quote.span) || token.span.overlaps(*quote.cue_span)) &&
               (token.tag.ends_with("STATEMENT") || token.tag.ends_with("CUE") || token.tag.ends_with("CUECOREF"));
    });
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
    size_t gold_count = 0, found_count = 0, matched = 0, with_speaker = 0, right_speaker = 0, unlabelled = 0;
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
            const auto fused = static_cast<uint32_t>(first_word == i ? fused_mark(page[i].text) : 0);
            const Span span{page[first_word].span.begin + fused, page[last_word].span.end};
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
            if (!used[k] && unlabelled_speech(page, *found[k])) {
                ++unlabelled;
            } else if (!used[k] && show) {
                const Span span = found[k]->span;
                fmt::print("EXTRA   [{}] ({}) ..{}\n", found[k]->speaker_text, found[k]->reason,
                           article.page.text.substr(span.begin > 40 ? span.begin - 40 : 0, span.size() + 100));
            }
        }
    }
    const auto scores = [&](size_t counted) {
        const double precision = static_cast<double>(matched) / static_cast<double>(std::max<size_t>(counted, 1));
        const double recall = static_cast<double>(matched) / static_cast<double>(std::max<size_t>(gold_count, 1));
        const double f1 = matched == 0 ? 0.0 : 2 * precision * recall / (precision + recall);
        return fmt::format("P {:.3f} R {:.3f} F1 {:.3f}", precision, recall, f1);
    };
    fmt::print("articles {}  statements {}  found {}  matched {}\n", starts.size(), gold_count, found_count, matched);
    fmt::print("direct quotations, exact span: {}\n", scores(found_count));
    fmt::print("without the {} whole quotations with a verb that the file leaves unlabelled: {}\n", unlabelled,
               scores(found_count - unlabelled));
    fmt::print("right speaker among matched with a labelled one: {}/{} = {:.3f}\n", right_speaker, with_speaker,
               static_cast<double>(right_speaker) / static_cast<double>(std::max<size_t>(with_speaker, 1)));
    return 0;
}
