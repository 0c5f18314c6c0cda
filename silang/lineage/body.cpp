#include "silang/lineage/body.h"

#include <algorithm>
#include <unordered_map>

namespace silang {
namespace {

// Template news: at least two facts differ where the words around them are the same, and they are at least this share
// of the facts compared. The two copies among the example pages differ in 0 of 36 and 1 of 23 facts, template pairs in
// half or more.
constexpr uint32_t kTemplateFacts = 2;
constexpr double kTemplateShare = 0.3;
// Pages that are not near in words are one form only if at least this many facts differ and this share of the shorter
// page's facts stands in the same surroundings. Independent pages (examples, all pairs) have at most 0.13 there.
constexpr uint32_t kFormFacts = 4;
constexpr double kFormCompared = 0.35;

constexpr uint64_t kNumberMask = 0x6e756d6265720001;
constexpr uint64_t kCalendarMask = 0x63616c656e640002;
constexpr uint64_t kNameMask = 0x6e616d6500000003;

std::vector<Span> direct_quotes(const Mentions& mentions) {
    std::vector<Span> spans;
    for (const Quote& quote : mentions.quotes) {
        if (quote.direct) spans.push_back(quote.span);
    }
    std::sort(spans.begin(), spans.end());
    return spans;
}

// What a fact is compared by: its class and value; class 0 is an ordinary word.
struct MaskedWord {
    uint64_t mask;   // the word itself, or its class
    uint64_t value;  // of a fact: hash of its words; 0 for an ordinary word
};

std::vector<MaskedWord> mask_facts(const Document& document, const Body& body, const Language& language) {
    const Lexicon& months = language.lexicon("months");
    const Lexicon& weekdays = language.lexicon("weekdays");
    const TokenizedText& text = document.article.tokens;
    std::vector<bool> starts_sentence(text.tokens.size(), false);
    for (const Sentence& sentence : text.sentences) {
        uint32_t first = sentence.first;
        while (first < sentence.last && text.tokens[first].kind == TokenKind::punct) ++first;
        if (first < sentence.last) starts_sentence[first] = true;
    }
    std::vector<MaskedWord> masked;
    masked.reserve(body.words.size());
    for (const BodyWord& word : body.words) {
        const Token& token = text.tokens[word.token];
        uint64_t mask = 0;
        if (token.kind == TokenKind::number) {
            mask = kNumberMask;
        } else if (months.word(token.word) != nullptr || weekdays.word(token.word) != nullptr) {
            mask = kCalendarMask;
        } else if (token.letter_case != LetterCase::lower && !starts_sentence[word.token]) {
            mask = kNameMask;
        }
        if (mask == 0) {
            masked.push_back({word.hash, 0});
        } else if (!masked.empty() && masked.back().value != 0 && masked.back().mask == mask) {
            masked.back().value = hash_pair(masked.back().value, word.hash);  // "Maluku Tengah" is one fact
        } else {
            masked.push_back({mask, word.hash | 1});
        }
    }
    return masked;
}

}  // namespace

uint64_t hash_text(std::string_view bytes) {
    // FNV-1a, finished with the mixer of splitmix64 so that the low and high bits are both usable.
    uint64_t hash = 0xcbf29ce484222325;
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash_pair(hash, 0);
}

uint64_t hash_pair(uint64_t left, uint64_t right) {
    uint64_t hash = left * 0x9e3779b97f4a7c15 + right + 0x7f4a7c15;
    hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
    hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
    return hash ^ (hash >> 31);
}

Body read_body(const Document& document) {
    Body body;
    const Article& article = document.article;
    const std::vector<Span> quotes = direct_quotes(document.mentions);
    size_t quote = 0;
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        if (article.role_of_line(line) != Role::body) continue;
        for (uint32_t token = article.tokens.line_first_token[line]; token < article.tokens.line_first_token[line + 1];
             ++token) {
            const Token& word = article.tokens.tokens[token];
            if (word.kind == TokenKind::punct) continue;
            while (quote < quotes.size() && quotes[quote].end <= word.span.begin) ++quote;
            const bool quoted = quote < quotes.size() && quotes[quote].contains(word.span);
            body.words.push_back({hash_text(article.tokens.folded_of(word)), token, quoted});
        }
    }
    body.shingles = shingle_sequence(body);
    for (size_t i = 0; i < body.shingles.size(); ++i) {
        const auto begin = body.words.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::none_of(begin, begin + kShingleWords, [](const BodyWord& word) { return word.quoted; })) {
            body.own_shingles.push_back(body.shingles[i]);
        }
    }
    for (std::vector<uint64_t>* set : {&body.shingles, &body.own_shingles}) {
        std::sort(set->begin(), set->end());
        set->erase(std::unique(set->begin(), set->end()), set->end());
    }
    body.digest = body.words.size();
    for (const BodyWord& word : body.words) body.digest = hash_pair(body.digest, word.hash);
    return body;
}

std::vector<uint64_t> shingle_sequence(const Body& body) {
    std::vector<uint64_t> sequence;
    if (body.words.size() < kShingleWords) return sequence;
    sequence.reserve(body.words.size() - kShingleWords + 1);
    for (size_t i = 0; i + kShingleWords <= body.words.size(); ++i) {
        uint64_t hash = body.words[i].hash;
        for (size_t k = 1; k < kShingleWords; ++k) hash = hash_pair(hash, body.words[i + k].hash);
        sequence.push_back(hash);
    }
    return sequence;
}

Overlap overlap_of(const std::vector<uint64_t>& left, const std::vector<uint64_t>& right) {
    if (left.empty() || right.empty()) return {};
    size_t common = 0;
    for (size_t i = 0, k = 0; i < left.size() && k < right.size();) {
        if (left[i] < right[k]) {
            ++i;
        } else if (right[k] < left[i]) {
            ++k;
        } else {
            ++common, ++i, ++k;
        }
    }
    const auto shared = static_cast<double>(common);
    return {shared / static_cast<double>(left.size() + right.size() - common),
            shared / static_cast<double>(std::min(left.size(), right.size()))};
}

bool FactComparison::is_template() const {
    return different >= kTemplateFacts && different >= kTemplateShare * (same + different);
}

bool FactComparison::is_same_form() const {
    return is_template() && different >= kFormFacts && same + different >= kFormCompared * facts;
}

Facts read_facts(const Document& document, const Body& body, const Language& language) {
    const std::vector<MaskedWord> words = mask_facts(document, body, language);
    Facts facts;
    for (size_t i = 0; i < words.size(); ++i) {
        if (words[i].value == 0) continue;
        uint64_t context = words[i].mask;
        if (i >= 1) context = hash_pair(context, words[i - 1].mask);
        if (i >= 2) context = hash_pair(context, words[i - 2].mask);
        if (i + 1 < words.size()) context = hash_pair(context, words[i + 1].mask);
        facts.emplace_back(context, words[i].value);
    }
    std::sort(facts.begin(), facts.end());
    return facts;
}

FactComparison compare_facts(const Facts& left, const Facts& right) {
    FactComparison result;
    result.facts = static_cast<uint32_t>(std::min(left.size(), right.size()));
    for (size_t i = 0, k = 0; i < left.size() && k < right.size();) {
        if (left[i].first != right[k].first) {
            left[i].first < right[k].first ? ++i : ++k;
            continue;
        }
        // All facts with these surroundings: those that both pages hold are the same, the smaller rest differs.
        const uint64_t context = left[i].first;
        uint32_t left_count = 0;
        uint32_t right_count = 0;
        uint32_t same = 0;
        while ((i < left.size() && left[i].first == context) || (k < right.size() && right[k].first == context)) {
            const bool has_left = i < left.size() && left[i].first == context;
            const bool has_right = k < right.size() && right[k].first == context;
            if (has_left && has_right && left[i].second == right[k].second) {
                ++same, ++left_count, ++right_count, ++i, ++k;
            } else if (has_left && (!has_right || left[i].second < right[k].second)) {
                ++left_count, ++i;
            } else {
                ++right_count, ++k;
            }
        }
        result.same += same;
        result.different += std::min(left_count, right_count) - same;
    }
    return result;
}

}  // namespace silang
