// Labelled pages, and the groupings that need no method.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <numeric>

#include "silang/base/digest.h"
#include "silang/base/json.h"
#include "silang/capture/capture.h"
#include "silang/eval/clusters.h"

namespace silang {
namespace {

// Sets whose texts were cut into tokens have spaces around the marks inside dates: "10 : 00", "2013 - 09 - 26". A mark
// between two figures belongs to them.
std::string joined_figures(std::string_view text) {
    std::string out;
    const auto is_digit = [&](size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    for (size_t i = 0; i < text.size(); ++i) {
        const bool mark = i >= 2 && i + 2 < text.size() && text[i - 1] == ' ' && text[i + 1] == ' ' &&
                          (text[i] == ':' || text[i] == '-') && is_digit(i - 2) && is_digit(i + 2);
        if (!mark) {
            out += text[i];
            continue;
        }
        out.back() = text[i];
        ++i;
    }
    return out;
}

// The first whole day that the text names; a figure with marks is tried first.
std::optional<PublishedAt> date_in(const std::string& text, const Language& language) {
    const std::string joined = joined_figures(text);
    const Article article = article_with_body(joined, language);
    for (const Time& time : find_times(article, language)) {
        const auto moment = parse_moment(time.value);
        if (moment) return PublishedAt{*moment, moment->value(), Span{}, true};
    }
    return std::nullopt;
}

class Reader {
public:
    Reader(const std::string& file, const Languages& languages, std::map<std::string, uint32_t>& event_numbers,
           LabelledPages& pages)
        : file_(file), languages_(languages), event_numbers_(event_numbers), pages_(pages) {}

    void read(std::string_view text) {
        size_t number = 0;
        while (!text.empty()) {
            const size_t end = std::min(text.find('\n'), text.size());
            std::string_view line = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            ++number;
            if (line.find_first_not_of(" \t\r") != std::string_view::npos) read_line(line, number);
        }
    }

private:
    void wrong(size_t line, std::string_view what) {
        pages_.problems.push_back(fmt::format("{}:{}: {}", file_, line, what));
    }

    void read_line(std::string_view line, size_t number) {
        const auto value = parse_json(line);
        if (!value) return wrong(number, value.error());
        const auto member = [&](std::string_view name) -> const std::string* {
            const JsonValue* found = value.value().find(name);
            return found == nullptr ? nullptr : found->text();
        };
        for (const char* needed : {"name", "event", "text"}) {
            if (member(needed) == nullptr) return wrong(number, fmt::format("\"{}\" must be a string", needed));
        }
        const std::string* title = member("title");
        std::string text = title == nullptr ? std::string() : clean_spaces(*title) + '\n';
        const bool titled = text.size() > 1;
        text += *member("text") + '\n';
        const std::string tag = languages_.identify(text);
        const Language& language = languages_.rules_for(tag);

        Document& document = pages_.documents.emplace_back();
        document.capture.path = *member("name");
        document.capture.sha256 = sha256_hex(*member("name") + '\n' + text);
        document.article = article_with_body(std::move(text), language);
        Article& article = document.article;
        article.id = document.capture.id();
        article.language = tag;
        if (titled && !article.blocks.empty()) {
            article.blocks[0].role = Role::title;
            article.title =
                NamedSpan{std::string(article.blocks[0].span.of(article.page.text)), article.blocks[0].span};
        }
        if (const std::string* date = member("date")) article.published = date_in(*date, language);
        pages_.names.push_back(*member("name"));
        const auto next = static_cast<uint32_t>(event_numbers_.size());
        const auto [event, added] = event_numbers_.try_emplace(*member("event"), next);
        if (added) pages_.event_names.push_back(event->first);
        pages_.events.push_back(event->second);
    }

    const std::string& file_;
    const Languages& languages_;
    std::map<std::string, uint32_t>& event_numbers_;
    LabelledPages& pages_;
};

using Vector = std::map<std::string_view, double>;

double cosine(const Vector& left, const Vector& right) {
    double sum = 0;
    for (const auto& [word, weight] : left) {
        const auto at = right.find(word);
        if (at != right.end()) sum += weight * at->second;
    }
    return sum;
}

// Words of the titles by tf-idf over the titles given; unit length.
std::vector<Vector> title_vectors(std::span<const Document> documents) {
    std::vector<Vector> vectors(documents.size());
    std::map<std::string_view, double> titles_with;
    for (size_t i = 0; i < documents.size(); ++i) {
        const Article& article = documents[i].article;
        if (!article.title) continue;
        for (const Token& token : article.tokens.tokens) {
            if (token.kind != TokenKind::punct && article.title->span.contains(token.span))
                vectors[i][article.tokens.folded_of(token)] += 1;
        }
        for (const auto& [word, count] : vectors[i]) titles_with[word] += 1;
    }
    for (Vector& vector : vectors) {
        double sum = 0;
        for (auto& [word, weight] : vector) {
            weight *= std::log(static_cast<double>(documents.size()) / titles_with[word]);
            sum += weight * weight;
        }
        if (sum <= 0) continue;
        for (auto& [word, weight] : vector) weight /= std::sqrt(sum);
    }
    return vectors;
}

}  // namespace

LabelledPages read_labelled_pages(const std::vector<std::string>& inputs, const Languages& languages) {
    LabelledPages pages;
    std::map<std::string, uint32_t> event_numbers;
    for (const std::string& input : inputs) {
        std::error_code error;
        const bool folder = std::filesystem::is_directory(input, error);
        InputList list = list_inputs({input});
        for (const Rejection& rejection : list.rejections)
            pages.problems.push_back(fmt::format("{}: {}", rejection.path, rejection.reason));
        std::sort(list.files.begin(), list.files.end());
        for (const std::string& file : list.files) {
            if (folder && !file.ends_with(".jsonl")) continue;
            const auto capture = read_capture(file);
            if (capture)
                Reader(file, languages, event_numbers, pages).read(capture.value().bytes);
            else
                pages.problems.push_back(fmt::format("{}: {}", file, capture.error()));
        }
    }
    return pages;
}

TrivialGroupings trivial_groupings(std::span<const Document> documents) {
    TrivialGroupings groupings;
    const size_t count = documents.size();
    groupings.single.resize(count);
    std::iota(groupings.single.begin(), groupings.single.end(), 0u);
    groupings.heap.assign(count, 0);

    std::map<std::string, uint32_t> titles;
    for (uint32_t i = 0; i < count; ++i) {
        const auto& title = documents[i].article.title;
        groupings.identical_titles.push_back(title ? titles.try_emplace(fold(title->name), i).first->second : i);
    }

    const std::vector<Vector> vectors = title_vectors(documents);
    std::vector<uint32_t>& parent = groupings.title_cosine;
    parent = groupings.single;
    const auto root = [&](uint32_t node) {
        while (parent[node] != node) node = parent[node] = parent[parent[node]];
        return node;
    };
    for (uint32_t i = 0; i < count; ++i) {
        for (uint32_t k = 0; k < i; ++k) {
            if (cosine(vectors[i], vectors[k]) >= kTitleCosine) parent[root(i)] = root(k);
        }
    }
    for (uint32_t i = 0; i < count; ++i) parent[i] = root(i);
    return groupings;
}

}  // namespace silang
