#include "silang/lineage/body.h"

#include <algorithm>
#include <cstring>

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

template <class Number>
Number load(const char* bytes) {
    Number number;
    std::memcpy(&number, bytes, sizeof(number));
    return number;
}

constexpr size_t kShortWord = 16;  // bytes
constexpr uint64_t kFactor = 0x9e3779b97f4a7c15;

inline uint64_t mix(uint64_t first, uint64_t second) {
    uint64_t hash = (first ^ (second * 0xd1342543de82ef95)) * kFactor;
    hash = (hash ^ (hash >> 32) ^ second) * kFactor;
    return hash ^ (hash >> 29);
}

// Up to eight bytes as a number, as a load of eight would have them with zeroes behind.
uint64_t end_of(std::string_view bytes) {
    uint64_t number = 0;
    if (!bytes.empty()) std::memcpy(&number, bytes.data(), std::min<size_t>(bytes.size(), 8));
    return number;
}

// hash_text() of the `size` bytes at `begin`. A word is short nearly always: then two loads without a branch on its
// length, which no machine foresees.
inline uint64_t hash_at(std::string_view text, size_t begin, size_t size) {
    if (size > kShortWord || text.size() - begin < kShortWord) return hash_text(text.substr(begin, size));
    const size_t first_size = std::min<size_t>(size, 8);
    const auto lowest = [](uint64_t number, size_t bytes) {
        const size_t shift = (64 - 8 * bytes) & 63;
        return bytes == 0 ? 0 : number << shift >> shift;
    };
    const uint64_t first = lowest(load<uint64_t>(text.data() + begin), first_size);
    const uint64_t second = lowest(load<uint64_t>(text.data() + begin + 8), size - first_size);
    return mix(first, second + size);
}

void make_set(std::vector<uint64_t>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::vector<Span> direct_quotes(const Mentions& mentions) {
    std::vector<Span> spans;
    for (const Quote& quote : mentions.quotes) {
        if (quote.direct) spans.push_back(quote.span);
    }
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

template <class Fact>
FactComparison compare_sorted(std::span<const Fact> left, std::span<const Fact> right) {
    FactComparison result;
    result.facts = static_cast<uint32_t>(std::min(left.size(), right.size()));
    for (size_t i = 0, k = 0; i < left.size() && k < right.size();) {
        if (left[i].first != right[k].first) {
            left[i].first < right[k].first ? ++i : ++k;
            continue;
        }
        // All facts with these surroundings: those that both pages hold are the same, the smaller rest differs.
        const auto context = left[i].first;
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

}  // namespace

uint64_t hash_text(std::string_view bytes) {
    const size_t size = bytes.size();
    uint64_t first = 0;
    // Of longer texts all but the last parts are mixed in one after the other.
    for (; bytes.size() > kShortWord; bytes.remove_prefix(8))
        first = mix(first ^ load<uint64_t>(bytes.data()), bytes.size());
    first ^= end_of(bytes);
    const uint64_t second = bytes.size() > 8 ? end_of(bytes.substr(8)) : 0;
    return mix(first, second + size);
}

uint64_t hash_pair(uint64_t left, uint64_t right) {
    uint64_t hash = left * 0x9e3779b97f4a7c15 + right + 0x7f4a7c15;
    hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
    hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
    return hash ^ (hash >> 31);
}

std::vector<BodyWord> read_words(const Document& document) {
    const Article& article = document.article;
    const TokenizedText& text = article.tokens;
    std::vector<BodyWord> words(text.tokens.size());
    size_t count = 0;
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        if (article.role_of_line(line) != Role::body) continue;
        for (uint32_t token = text.line_first_token[line]; token < text.line_first_token[line + 1]; ++token) {
            // Punctuation is written over by the next word: a branch would be foreseen as little as commas are.
            const Token& word = text.tokens[token];
            words[count] = {hash_at(text.folded, word.folded_begin, word.folded_size), token, false};
            count += word.kind == TokenKind::punct ? 0 : 1;
        }
    }
    words.resize(count);
    for (const Span quote : direct_quotes(document.mentions)) {
        auto word = std::partition_point(words.begin(), words.end(), [&](const BodyWord& before) {
            return text.tokens[before.token].span.begin < quote.begin;
        });
        for (; word != words.end() && text.tokens[word->token].span.end <= quote.end; ++word) word->quoted = true;
    }
    return words;
}

Body read_body(const Document& document) {
    Body body;
    body.words = read_words(document);
    body.shingles = shingle_sequence(body.words);
    body.quotes = std::any_of(body.words.begin(), body.words.end(), [](const BodyWord& word) { return word.quoted; });
    make_set(body.shingles);
    body.digest = body.words.size();
    for (const BodyWord& word : body.words) body.digest = hash_pair(body.digest, word.hash);
    return body;
}

std::vector<uint64_t> shingle_sequence(std::span<const BodyWord> words) {
    // A polynomial in the words' hashes, so that each shingle is made of the one before it; mixed at the end.
    constexpr uint64_t kBase = 0xd1342543de82ef95;
    constexpr uint64_t kLeaving = kBase * kBase * kBase * kBase;
    static_assert(kShingleWords == 5);
    std::vector<uint64_t> sequence;
    if (words.size() < kShingleWords) return sequence;
    sequence.reserve(words.size() - kShingleWords + 1);
    uint64_t sum = 0;
    for (size_t i = 0; i < words.size(); ++i) {
        if (i >= kShingleWords) sum -= words[i - kShingleWords].hash * kLeaving;
        sum = sum * kBase + words[i].hash;
        if (i + 1 >= kShingleWords) {
            const uint64_t mixed = (sum ^ (sum >> 32)) * 0xbf58476d1ce4e5b9;
            sequence.push_back(mixed ^ (mixed >> 29));
        }
    }
    return sequence;
}

std::vector<uint64_t> own_shingles(const Body& body) {
    if (!body.quotes) return body.shingles;
    std::vector<uint64_t> own;
    const std::vector<uint64_t> sequence = shingle_sequence(body.words);
    size_t unquoted = 0;  // words in a row up to here
    for (size_t i = 0; i < body.words.size(); ++i) {
        unquoted = body.words[i].quoted ? 0 : unquoted + 1;
        if (unquoted >= kShingleWords) own.push_back(sequence[i + 1 - kShingleWords]);
    }
    make_set(own);
    return own;
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
    return compare_sorted(std::span(left), std::span(right));
}

FactComparison compare_facts(std::span<const ShortFact> left, std::span<const ShortFact> right) {
    return compare_sorted(left, right);
}

}  // namespace silang
