// Passages with times, quantities, quotes and attributions: JSON, as docs/eval.md says.
#include "silang/eval/passages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "silang/base/json.h"

namespace silang {
namespace {

// What an error quotes of a long quotation.
constexpr size_t kShownBytes = 60;

std::string shown(std::string_view words) {
    if (words.size() <= kShownBytes) return std::string(words);
    size_t end = kShownBytes;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) --end;
    return std::string(words.substr(0, end)) + "…";
}

std::optional<Stance> stance_named(std::string_view name) {
    for (int k = 0; k <= static_cast<int>(Stance::plans); ++k) {
        if (stance_name(static_cast<Stance>(k)) == name) return static_cast<Stance>(k);
    }
    return std::nullopt;
}

// Reads one passage; everything that is wrong with it is noted, not the first thing only.
class PassageReader {
public:
    PassageReader(const std::string& file, const JsonValue& value, const Languages& languages, Gold& gold)
        : file_(file), value_(value), languages_(languages), gold_(gold) {}

    void read() {
        if (value_.members() == nullptr)
            return wrong("", fmt::format("line {}: a passage is an object, not {}", value_.line, json_kind(value_)));
        if (const std::string* id = string_in(value_, "id", "")) passage_.id = *id;
        if (passage_.id.empty()) return wrong("", fmt::format("line {}: a passage without \"id\"", value_.line));
        passage_.file = file_;
        refuse_unknown(
            value_, {"id", "language", "published", "title", "text", "times", "quantities", "quotes", "attributions"},
            "");
        if (!read_article()) return;
        passage_.times = list_of<GoldTime>("times", &PassageReader::read_time);
        passage_.quantities = list_of<GoldQuantity>("quantities", &PassageReader::read_quantity);
        passage_.quotes = list_of<GoldQuote>("quotes", &PassageReader::read_quote);
        passage_.attributions = list_of<GoldAttribution>("attributions", &PassageReader::read_attribution);
        gold_.passages.push_back(std::move(passage_));
    }

private:
    void wrong(std::string_view where, std::string_view what) {
        std::string place = file_;
        if (!passage_.id.empty()) place += fmt::format(": passage '{}'", passage_.id);
        if (!where.empty()) place += fmt::format(": {}", where);
        gold_.problems.push_back(fmt::format("{}: {}", place, what));
    }

    // A member that must be a string when it is there.
    const std::string* string_in(const JsonValue& object, std::string_view name, std::string_view where) {
        const JsonValue* member = object.find(name);
        if (member == nullptr) return nullptr;
        if (member->text() == nullptr)
            wrong(where, fmt::format("\"{}\" must be a string, not {}", name, json_kind(*member)));
        return member->text();
    }
    const double* number_in(const JsonValue& object, std::string_view name, std::string_view where) {
        const JsonValue* member = object.find(name);
        if (member == nullptr) return nullptr;
        if (member->number() == nullptr)
            wrong(where, fmt::format("\"{}\" must be a number, not {}", name, json_kind(*member)));
        return member->number();
    }
    // A slip in a name would leave a list unscored without a word.
    void refuse_unknown(const JsonValue& object, std::initializer_list<std::string_view> known,
                        std::string_view where) {
        for (const auto& [name, value] : *object.members()) {
            if (std::find(known.begin(), known.end(), name) == known.end())
                wrong(where, fmt::format("there is no \"{}\" (line {})", name, value.line));
        }
    }

    bool read_article() {
        std::string text;
        const std::string* title = string_in(value_, "title", "");
        if (title != nullptr) text = *title + '\n';
        const JsonValue* lines = value_.find("text");
        if (lines == nullptr || lines->list() == nullptr) {
            wrong("", "\"text\" must be a list of paragraphs");
            return false;
        }
        for (const JsonValue& line : *lines->list()) {
            if (line.text() == nullptr || line.text()->find('\n') != std::string::npos) {
                wrong("", fmt::format("line {}: a paragraph must be a string without line breaks", line.line));
                return false;
            }
            text += *line.text() + '\n';
        }
        const std::string* tag = string_in(value_, "language", "");
        if (tag == nullptr) {
            wrong("", "\"language\" is missing");
            return false;
        }
        passage_.article = article_with_body(std::move(text), languages_.rules_for(*tag));
        passage_.article.language = *tag;
        if (title != nullptr && !passage_.article.blocks.empty()) passage_.article.blocks[0].role = Role::title;
        if (const std::string* published = string_in(value_, "published", "")) {
            const auto moment = parse_moment(*published);
            if (!moment) {
                wrong("", fmt::format("\"published\": '{}' is no date such as 2024-06-18 or 2024-06-18T19:02+07:00",
                                      *published));
                return false;
            }
            passage_.article.published = PublishedAt{*moment, *published, Span{}, true};
        }
        return true;
    }

    template <class T>
    std::optional<std::vector<T>> list_of(std::string_view name,
                                          bool (PassageReader::*read_item)(const JsonValue&, T&)) {
        const JsonValue* list = value_.find(name);
        if (list == nullptr) return std::nullopt;
        std::vector<T> items;
        if (list->list() == nullptr) {
            wrong("", fmt::format("\"{}\" must be a list, not {}", name, json_kind(*list)));
            return std::nullopt;
        }
        last_ = {};
        for (size_t i = 0; i < list->list()->size(); ++i) {
            const JsonValue& value = (*list->list())[i];
            where_ = fmt::format("{}[{}] (line {})", name, i, value.line);
            if (value.members() == nullptr) {
                wrong(where_, fmt::format("must be an object, not {}", json_kind(value)));
                continue;
            }
            T item{};
            if ((this->*read_item)(value, item)) items.push_back(std::move(item));
        }
        return items;
    }

    // The next place of the item's words at or behind `from`, on borders of tokens: "18" does not stand in "2018".
    [[nodiscard]] std::optional<Span> find_words(std::string_view words, uint32_t from) const {
        const Article& article = passage_.article;
        const auto& tokens = article.tokens.tokens;
        for (size_t at = article.page.text.find(words, from); at != std::string::npos;
             at = article.page.text.find(words, at + 1)) {
            const Span span{static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
            const size_t first = article.tokens.token_at(span.begin);
            const size_t last = article.tokens.token_at(span.end - 1);
            const bool begins = first < tokens.size() && tokens[first].span.begin >= span.begin;
            const bool ends =
                last >= tokens.size() || tokens[last].span.begin >= span.end || tokens[last].span.end == span.end;
            if (begins && ends) return span;
        }
        return std::nullopt;
    }

    bool place(const JsonValue& value, bool may_begin_inside, Span& span) {
        const std::string* words = string_in(value, "words", where_);
        if (words == nullptr || words->empty()) {
            if (words != nullptr || value.find("words") == nullptr) wrong(where_, "\"words\" are missing");
            return false;
        }
        const uint32_t from = may_begin_inside ? last_.begin : last_.end;
        auto found = find_words(*words, from);
        if (found && *found == last_) found = find_words(*words, last_.begin + 1);
        if (!found) {
            if (find_words(*words, 0))
                wrong(where_,
                      fmt::format("\"{}\" stands in the text only before the one before it; lists are in page order, "
                                  "and every mention is named once",
                                  shown(*words)));
            else if (passage_.article.page.text.find(*words) != std::string::npos)
                wrong(where_, fmt::format("\"{}\" begins or ends inside a word of the text", shown(*words)));
            else
                wrong(where_, fmt::format("the words are not found in the text: \"{}\"", shown(*words)));
            return false;
        }
        span = last_ = *found;
        return true;
    }

    bool read_time(const JsonValue& value, GoldTime& time) {
        refuse_unknown(value, {"words", "type", "value", "mod"}, where_);
        if (!place(value, false, time.span)) return false;
        const std::string* type = string_in(value, "type", where_);
        const bool known =
            type != nullptr && (*type == "DATE" || *type == "TIME" || *type == "DURATION" || *type == "SET");
        if (!known) wrong(where_, "\"type\" must be DATE, TIME, DURATION or SET");
        const std::string* wanted = string_in(value, "value", where_);
        if (wanted == nullptr || wanted->empty()) {
            wrong(where_, "\"value\" is missing");
            return false;
        }
        time.value = *wanted;
        return known;
    }

    bool read_quantity(const JsonValue& value, GoldQuantity& quantity) {
        refuse_unknown(value, {"words", "value", "max", "unit"}, where_);
        if (!place(value, false, quantity.span)) return false;
        const double* wanted = number_in(value, "value", where_);
        if (wanted == nullptr) {
            wrong(where_, "\"value\" is missing");
            return false;
        }
        quantity.value = *wanted;
        if (const double* max = number_in(value, "max", where_)) quantity.max = *max;
        if (const std::string* unit = string_in(value, "unit", where_)) quantity.unit = *unit;
        return true;
    }

    bool read_quote(const JsonValue& value, GoldQuote& quote) {
        refuse_unknown(value, {"kind", "words", "speaker", "stance"}, where_);
        if (!place(value, true, quote.span)) return false;
        const std::string* kind = string_in(value, "kind", where_);
        if (kind == nullptr || (*kind != "direct" && *kind != "indirect")) {
            wrong(where_, "\"kind\" must be direct or indirect");
            return false;
        }
        quote.direct = *kind == "direct";
        if (const std::string* speaker = string_in(value, "speaker", where_)) quote.speaker = *speaker;
        if (const std::string* stance = string_in(value, "stance", where_)) {
            quote.stance = stance_named(*stance);
            if (!quote.stance) wrong(where_, fmt::format("there is no stance '{}'", *stance));
        }
        return true;
    }

    bool read_attribution(const JsonValue& value, GoldAttribution& attribution) {
        refuse_unknown(value, {"words", "sources"}, where_);
        if (!place(value, false, attribution.span)) return false;
        const JsonValue* sources = value.find("sources");
        if (sources != nullptr && sources->list() != nullptr) {
            for (const JsonValue& source : *sources->list()) {
                if (source.text() != nullptr && !source.text()->empty()) attribution.sources.push_back(*source.text());
            }
        }
        if (attribution.sources.empty() || attribution.sources.size() != sources->list()->size()) {
            wrong(where_, "\"sources\" must be a list of names, the nearest first");
            return false;
        }
        return true;
    }

    const std::string& file_;
    const JsonValue& value_;
    const Languages& languages_;
    Gold& gold_;
    GoldPassage passage_;
    std::string where_;  // the item that is read
    Span last_;          // where the words of the item before it stand
};

}  // namespace

void read_passages(const std::string& file, std::string_view text, const Languages& languages, Gold& gold) {
    const auto parsed = parse_json(text);
    if (!parsed) {
        gold.problems.push_back(fmt::format("{}: {}", file, parsed.error()));
        return;
    }
    if (parsed.value().list() == nullptr) return PassageReader(file, parsed.value(), languages, gold).read();
    for (const JsonValue& passage : *parsed.value().list()) PassageReader(file, passage, languages, gold).read();
}

}  // namespace silang
