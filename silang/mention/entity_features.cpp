#include "silang/mention/entity_features.h"

#include <algorithm>

namespace silang {

namespace {

constexpr std::string_view kEdge = "<>";  // beyond the ends of the sentence

bool is_capitalized(const Token& token) {
    return token.letter_case == LetterCase::capitalized || token.letter_case == LetterCase::upper ||
           token.letter_case == LetterCase::mixed;
}

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

std::string_view shape_of(const Token& token, std::string_view folded) {
    switch (token.kind) {
        case TokenKind::number:
            return folded.size() == 4 ? "year" : "number";
        case TokenKind::punct:
            return "punct";
        case TokenKind::word:
            break;
    }
    bool digits = std::any_of(folded.begin(), folded.end(), [](char c) { return c >= '0' && c <= '9'; });
    switch (token.letter_case) {
        case LetterCase::none:
            return digits ? "x9" : "none";
        case LetterCase::lower:
            return digits ? "x9" : "x";
        case LetterCase::capitalized:
            return digits ? "X9" : folded.size() == 1 ? "X" : folded.size() < 4 ? "Xx" : "Xxxx";
        case LetterCase::upper:
            return digits ? "X9" : folded.size() == 1 ? "X" : folded.size() < 6 ? "XX" : "XXXXXX";
        case LetterCase::mixed:
            return digits ? "X9" : "xX";
    }
    return "none";
}

// Prefixes and suffixes of 1 to 4 code points, shorter than the word.
void cut_affixes(std::string_view word, TokenFacts& facts) {
    size_t begin = 0;
    size_t end = word.size();
    for (size_t count = 0; count < 4; ++count) {
        do ++begin;
        while (begin < word.size() && is_continuation(word[begin]));
        do --end;
        while (end > 0 && is_continuation(word[end]));
        if (begin >= word.size() || end == 0) return;
        facts.prefixes[count] = FeatureValue(word.substr(0, begin));
        facts.suffixes[count] = FeatureValue(word.substr(end));
    }
}

struct ClassNames {
    std::string_view name;
    std::string_view begin;
    std::string_view inside;
};
constexpr std::array<ClassNames, 5> kClasses{{{"person", "B-person", "I-person"},
                                              {"organization", "B-organization", "I-organization"},
                                              {"place", "B-place", "I-place"},
                                              {"event", "B-event", "I-event"},
                                              {"other", "B-other", "I-other"}}};

}  // namespace

bool case_agrees(const LexiconEntry& entry, std::span<const Token> tokens) {
    std::string_view phrase = entry.phrase();
    size_t at = 0;
    for (const Token& token : tokens) {
        while (at < phrase.size() && phrase[at] == ' ') ++at;
        if (at >= phrase.size()) return true;
        bool upper = phrase[at] >= 'A' && phrase[at] <= 'Z';
        size_t end = std::min(phrase.size(), at + token.folded_size);
        if (upper) {
            bool all_upper =
                std::none_of(phrase.begin() + at, phrase.begin() + end, [](char c) { return c >= 'a' && c <= 'z'; });
            bool wants_upper = all_upper && end - at > 1;
            if (wants_upper && token.letter_case != LetterCase::upper) return false;
            if (!wants_upper && token.kind == TokenKind::word && !is_capitalized(token)) return false;
        }
        at = end;
    }
    return true;
}

uint64_t hash_of_feature(std::string_view feature) {
    uint64_t hash = 0;
    bool first = true;
    while (true) {
        size_t space = feature.find(' ');
        std::string_view part = feature.substr(0, space);
        hash = first ? feature_hash(part) : join_hashes(hash, feature_hash(part));
        first = false;
        if (space == std::string_view::npos) return hash;
        feature.remove_prefix(space + 1);
    }
}

void FeatureSink::add(std::string_view name, uint64_t name_hash, std::initializer_list<const FeatureValue*> values) {
    uint64_t hash = name_hash;
    for (const FeatureValue* value : values) {
        if (!value->present()) return;
        hash = join_hashes(hash, value->hash);
    }
    hashes->push_back(hash);
    if (texts == nullptr) return;
    std::string text(name);
    for (const FeatureValue* value : values) {
        text += ' ';
        text += value->text;
    }
    texts->push_back(std::move(text));
}

void gather_facts(const TokenizedText& text, std::span<const Token> sentence, const Language& language,
                  std::vector<TokenFacts>& facts) {
    const Lexicon& gazetteer = language.lexicon("gazetteer");
    const Lexicon& titles = language.lexicon("titles");
    const Lexicon& cues = language.lexicon("name-cues");
    const Lexicon& parts = language.lexicon("name-parts");
    const Lexicon& junk = language.lexicon("not-names");
    facts.assign(sentence.size(), TokenFacts());
    for (size_t at = 0; at < sentence.size(); ++at) {
        const Token& token = sentence[at];
        TokenFacts& fact = facts[at];
        std::string_view folded = text.folded_of(token);
        fact.word = FeatureValue(folded);
        fact.shape = FeatureValue(shape_of(token, folded));
        fact.capitalized = is_capitalized(token);
        if (token.kind == TokenKind::word) cut_affixes(folded, fact);
        if (const LexiconEntry* entry = parts.word(token.word); entry != nullptr && fact.capitalized) {
            fact.part = FeatureValue(entry->field(1));
        }
        if (fact.capitalized && junk.word(token.word) != nullptr) fact.junk = FeatureValue("everyday");
        if (at > 0 && !token.space_before) fact.glue = FeatureValue(text.folded_of(sentence[at - 1]));
        if (!fact.gazetteer.present()) {
            if (Lexicon::Match match = gazetteer.match(sentence, at);
                match && case_agrees(*match.entry, sentence.subspan(at, match.length))) {
                for (const ClassNames& names : kClasses) {
                    if (names.name != match.entry->field(1)) continue;
                    for (uint32_t k = 0; k < match.length; ++k) {
                        facts[at + k].gazetteer = FeatureValue(k == 0 ? names.begin : names.inside);
                    }
                }
            }
        }
        if (!fact.title.present()) {
            if (Lexicon::Match match = titles.match(sentence, at)) {
                for (uint32_t k = 0; k < match.length; ++k) facts[at + k].title = FeatureValue(match.entry->field(1));
            }
        }
        if (Lexicon::Match match = cues.match(sentence, at); match && fact.capitalized) {
            for (uint32_t k = 0; k < match.length; ++k) facts[at + k].cue = FeatureValue(match.entry->field(1));
        }
    }
    for (size_t begin = 0; begin < facts.size();) {
        size_t end = begin + 1;
        if (facts[begin].capitalized) {
            while (end < facts.size() && facts[end].capitalized) ++end;
            FeatureValue before(begin == 0 ? kEdge : facts[begin - 1].word.text);
            FeatureValue after(end == facts.size() ? kEdge : facts[end].word.text);
            for (size_t at = begin; at < end; ++at) {
                facts[at].before_run = before;
                facts[at].after_run = after;
            }
        }
        begin = end;
    }
}

void features_at(std::span<const TokenFacts> facts, size_t at, FeatureSink& sink) {
    static const FeatureValue edge{kEdge};
    static const TokenFacts beyond = [] {
        TokenFacts none;
        none.word = edge;
        none.shape = edge;
        return none;
    }();
    static const FeatureValue first{"first"};
    const auto near = [&](int offset) -> const TokenFacts& {
        int64_t index = static_cast<int64_t>(at) + offset;
        return index < 0 || index >= static_cast<int64_t>(facts.size()) ? beyond : facts[static_cast<size_t>(index)];
    };
    const TokenFacts& here = facts[at];
    const TokenFacts& left = near(-1);
    const TokenFacts& left2 = near(-2);
    const TokenFacts& right = near(1);
    const TokenFacts& right2 = near(2);

    struct Template {
        std::string_view name;
        uint64_t hash;
        explicit Template(std::string_view text) : name(text), hash(feature_hash(text)) {}
    };
    const auto add = [&](const Template& name, std::initializer_list<const FeatureValue*> values) {
        sink.add(name.name, name.hash, values);
    };
    static const Template bias{"bias"}, word{"w"}, word_left{"w-1"}, word_left2{"w-2"}, word_right{"w+1"},
        word_right2{"w+2"}, pair_left{"w-1,w"}, pair_right{"w,w+1"}, shape{"s"}, shape_left{"s-1"}, shape_right{"s+1"},
        shapes{"s-1,s,s+1"}, shapes_left{"s-2,s-1,s"}, shapes_right{"s,s+1,s+2"}, word_shape{"w,s"},
        left_shape{"w-1,s"}, right_shape{"w+1,s"}, left2_shape{"w-2,w-1,s"}, suffix_left{"u-1"}, suffix_right{"u+1"},
        start{"first,s"}, start_word{"first,w"}, gazetteer{"g"}, gazetteer_left{"g-1"}, gazetteer_right{"g+1"},
        gazetteer_shape{"g,s"}, gazetteers{"g-1,g"}, title{"t"}, title_left{"t-1"}, title_left_shape{"t-1,s"},
        title_left2_shapes{"t-2,s-1,s"}, title_shape{"t,s"}, title_right{"t+1"}, cue{"c"}, cue_left{"c-1"},
        cue_left_shape{"c-1,s"}, cue_left2{"c-2,s-1,s"}, cue_shape{"c,s"}, part{"n"}, part_left{"n-1"},
        part_right{"n+1"}, parts{"n,n+1"}, part_left_shape{"n-1,s"}, part_right_shape{"n+1,s"}, before_run{"b,s"},
        after_run{"a,s"}, before_gazetteer{"b,g"}, junk{"j"}, junk_start{"j,first"}, junk_left{"j-1,s"},
        junk_right{"j+1,s"}, glue{"glue,s"}, glue_right{"glue+1,s"};
    static const std::array<Template, 4> prefixes{Template{"p1"}, Template{"p2"}, Template{"p3"}, Template{"p4"}};
    static const std::array<Template, 4> suffixes{Template{"u1"}, Template{"u2"}, Template{"u3"}, Template{"u4"}};

    add(bias, {});
    add(word, {&here.word});
    add(word_left, {&left.word});
    add(word_left2, {&left2.word});
    add(word_right, {&right.word});
    add(word_right2, {&right2.word});
    add(pair_left, {&left.word, &here.word});
    add(pair_right, {&here.word, &right.word});
    for (size_t k = 0; k < 4; ++k) {
        add(prefixes[k], {&here.prefixes[k], &here.shape});
        add(suffixes[k], {&here.suffixes[k], &here.shape});
    }
    add(shape, {&here.shape});
    add(shape_left, {&left.shape});
    add(shape_right, {&right.shape});
    add(shapes, {&left.shape, &here.shape, &right.shape});
    add(shapes_left, {&left2.shape, &left.shape, &here.shape});
    add(shapes_right, {&here.shape, &right.shape, &right2.shape});
    add(word_shape, {&here.word, &here.shape});
    add(left_shape, {&left.word, &here.shape});
    add(right_shape, {&right.word, &here.shape});
    add(left2_shape, {&left2.word, &left.word, &here.shape});
    add(suffix_left, {&left.suffixes[2]});
    add(suffix_right, {&right.suffixes[2]});
    if (at == 0) {
        add(start, {&first, &here.shape});
        add(start_word, {&first, &here.word});
    }
    add(gazetteer, {&here.gazetteer});
    add(gazetteer_left, {&left.gazetteer});
    add(gazetteer_right, {&right.gazetteer});
    add(gazetteer_shape, {&here.gazetteer, &here.shape});
    add(gazetteers, {&left.gazetteer, &here.gazetteer});
    add(title, {&here.title});
    add(title_left, {&left.title});
    add(title_left_shape, {&left.title, &here.shape});
    add(title_left2_shapes, {&left2.title, &left.shape, &here.shape});
    add(title_shape, {&here.title, &here.shape});
    add(title_right, {&right.title});
    add(cue, {&here.cue});
    add(cue_left, {&left.cue});
    add(cue_left_shape, {&left.cue, &here.shape});
    add(cue_left2, {&left2.cue, &left.shape, &here.shape});
    add(cue_shape, {&here.cue, &here.shape});
    add(part, {&here.part});
    add(part_left, {&left.part});
    add(part_right, {&right.part});
    add(parts, {&here.part, &right.part});
    add(part_left_shape, {&left.part, &here.shape});
    add(part_right_shape, {&right.part, &here.shape});
    add(before_run, {&here.before_run, &here.shape});
    add(after_run, {&here.after_run, &here.shape});
    add(before_gazetteer, {&here.before_run, &here.gazetteer});
    add(junk, {&here.junk});
    if (at == 0) add(junk_start, {&here.junk, &first});
    add(junk_left, {&left.junk, &here.shape});
    add(junk_right, {&right.junk, &here.shape});
    add(glue, {&here.glue, &here.shape});
    add(glue_right, {&right.glue, &here.shape, &right.shape});
}

}  // namespace silang
