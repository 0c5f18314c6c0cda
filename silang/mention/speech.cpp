// The notes on each word, the sentences around quotations, and the phrases that name a speaker.
#include "silang/mention/speech.h"

#include <algorithm>
#include <array>
#include <utility>

namespace silang {
namespace {

// Longest phrase that names a speaker, and farthest a speaker stands before the verb (in tokens). Longer ones are not names;
// the bounds keep a page that is one endless sentence linear.
constexpr uint32_t kLongestPhrase = 28;
constexpr uint32_t kFarthestSubject = 90;
constexpr uint32_t kLongestParenthesis = 6;
constexpr size_t kShortestStem = 3;

constexpr std::array<std::pair<std::string_view, uint32_t>, 23> kClassNames{{
    {"stop", kStop},           {"join", kJoin},         {"and", kAnd},
    {"both", kBoth},           {"skip", kSkip},         {"manner", kManner},
    {"opener", kOpener},       {"that", kThat},         {"by", kBy},
    {"relative", kRelative},   {"not", kNot},           {"modal", kModal},
    {"link", kLink},           {"accusation", kAccusation}, {"rebuttal", kRebuttal},
    {"document", kDocument},   {"medium", kMedium},     {"indefinite", kIndefinite},
    {"person", kPerson},       {"press", kPress},       {"determiner", kDeterminer},
    {"noun", kNoun},           {"clause", kClause},
}};

uint32_t classes_of(std::string_view names) {
    uint32_t classes = 0;
    while (!names.empty()) {
        const size_t space = std::min(names.find(' '), names.size());
        for (const auto& [name, bit] : kClassNames) {
            if (names.substr(0, space) == name) classes |= bit;
        }
        names.remove_prefix(std::min(space + 1, names.size()));
    }
    return classes;
}

bool acts(const WordNote& note) {
    return note.verb != nullptr && (note.verb->field(2) == "active" || note.verb->field(2) == "passive");
}

}  // namespace

Speech::Speech(const Article& article, const Language& language, std::span<const Entity> entities)
    : article_(article), language_(language), entities_(entities), notes_(article.tokens.tokens.size()),
      quoted_(pair_quotation_marks(article, language)) {
    const TokenizedText& text = article.tokens;
    for (uint32_t index = 0; index < entities.size(); ++index) {
        for (const Span mention : entities[index].mentions) {
            for (size_t i = text.token_at(mention.begin); i < notes_.size() && text.tokens[i].span.begin < mention.end; ++i) {
                uint32_t& held = notes_[i].entity;
                // Where two mentions share a word, the person is the one who speaks.
                if (held == 0 || (is_person(index) && !is_person(held - 1))) held = index + 1;
            }
        }
    }
    for (const Quoted& quoted : quoted_) {
        for (uint32_t i = quoted.outer_first; i < quoted.outer_last; ++i) notes_[i].quoted = true;
    }
    annotate();
    cut_into_stretches();
}

void Speech::annotate() {
    const Lexicon& phrase_words = language_.lexicon("phrase-words");
    const Lexicon& verbs = language_.lexicon("speech-verbs");
    const Lexicon& cues = language_.lexicon("source-cues");
    const Lexicon& sources = language_.lexicon("news-sources");
    const Lexicon& titles = language_.lexicon("titles");
    const Lexicon& pronouns = language_.lexicon("pronouns");
    const Lexicon& officials = language_.lexicon("official-sources");
    const Lexicon& weekdays = language_.lexicon("weekdays");
    const Lexicon& noun_exceptions = language_.lexicon("noun-exceptions");
    const std::vector<LexiconEntry>& prefixes = language_.lexicon("verb-prefixes").entries();

    std::vector<uint32_t> masks;
    masks.reserve(phrase_words.entries().size());
    for (const LexiconEntry& entry : phrase_words.entries()) masks.push_back(classes_of(entry.field(1)));

    const std::span<const Token> all = article_.tokens.tokens;
    uint32_t silent_until = 0;  // a phrase like "yang enggan disebut namanya" reports nothing
    for (uint32_t i = 0; i < all.size(); ++i) {
        if (article_.role_of_line(all[i].line) != Role::body) continue;
        WordNote& note = notes_[i];
        if (all[i].kind == TokenKind::word && all[i].word != kUnknownWord) {
            if (const auto match = phrase_words.match(all, i)) {
                note.classes |= masks[static_cast<size_t>(match.entry - phrase_words.entries().data())];
                note.class_length = static_cast<uint8_t>(std::min<uint32_t>(match.length, 255));
                if (match.length > 2 && (note.classes & kSkip) != 0) silent_until = i + match.length;
            }
            // "part" entries ("Luar Negeri") are no heads of a phrase.
            if (const auto match = titles.match(all, i); match && match.entry->field(1) != "part") {
                for (uint32_t k = 0; k < match.length; ++k) notes_[i + k].classes |= kTitle;
            }
            if (const auto match = pronouns.match(all, i); match && all[i].letter_case != LetterCase::upper) {
                note.classes |= kPronoun;
                note.class_length = static_cast<uint8_t>(std::max<uint32_t>(note.class_length, match.length));
            }
            if (const auto match = officials.match(all, i)) note.classes |= kOfficial;
            if (weekdays.word(all[i].word) != nullptr && capital(i)) note.classes |= kTimeWord;
            if (i >= silent_until) {
                if (const auto match = verbs.match(all, i)) {
                    note.verb = match.entry;
                    note.verb_length = static_cast<uint8_t>(match.length);
                }
                if (const auto match = cues.match(all, i)) {
                    note.cue = match.entry;
                    note.cue_length = static_cast<uint8_t>(match.length);
                }
            }
            if (const auto match = sources.match(all, i); match && all[i].letter_case != LetterCase::lower) {
                note.source = match.entry;
                note.source_length = static_cast<uint8_t>(match.length);
            }
        }
        constexpr uint32_t kNouns = kNoun | kPerson | kDocument | kMedium | kPress | kTitle | kOfficial | kAccusation |
                                    kPronoun | kIndefinite | kSkip;
        if (all[i].letter_case == LetterCase::lower && (note.classes & kNouns) == 0 &&
            noun_exceptions.word(all[i].word) == nullptr) {
            const std::string_view folded = article_.tokens.folded_of(all[i]);
            for (const LexiconEntry& prefix : prefixes) {
                if (folded.size() >= prefix.phrase().size() + kShortestStem && folded.starts_with(prefix.phrase())) {
                    note.classes |= kVerbLike;
                    break;
                }
            }
        }
    }
}

void Speech::cut_into_stretches() {
    size_t next_quoted = 0;
    for (const Sentence& sentence : article_.tokens.sentences) {
        if (article_.role_of_line(sentence.line) != Role::body) continue;
        while (next_quoted < quoted_.size() && quoted_[next_quoted].outer_last <= sentence.first) ++next_quoted;
        const bool inside = next_quoted < quoted_.size() && quoted_[next_quoted].outer_first < sentence.first &&
                            sentence.first < quoted_[next_quoted].outer_last;
        if (inside && !stretches_.empty() && stretches_.back().line == sentence.line) {
            stretches_.back().last = sentence.last;
        } else {
            stretches_.push_back({sentence.first, sentence.last, sentence.line});
        }
    }
}

char Speech::mark(size_t token) const {
    if (token >= notes_.size()) return '\0';
    const Token& found = this->token(token);
    return found.kind == TokenKind::punct && found.folded_size == 1 ? article_.tokens.folded[found.folded_begin] : '\0';
}

bool Speech::capital(size_t token) const {
    if (token >= notes_.size()) return false;
    const LetterCase letter_case = this->token(token).letter_case;
    return letter_case != LetterCase::lower && letter_case != LetterCase::none;
}

Span Speech::span_of(uint32_t first, uint32_t last) const { return {token(first).span.begin, token(last - 1).span.end}; }

std::string Speech::text_of(uint32_t first, uint32_t last) const {
    return clean_spaces(span_of(first, last).of(article_.page.text));
}

bool Speech::named(uint32_t first, uint32_t last) const {
    for (uint32_t i = first; i < last; ++i) {
        if (notes_[i].entity != 0) return true;
    }
    return false;
}

// The first token of a mention of a person in [first, last); `last` when there is none.
uint32_t Speech::person_in(uint32_t first, uint32_t last) const {
    for (uint32_t i = first; i < last; ++i) {
        if (notes_[i].entity != 0 && is_person(notes_[i].entity - 1)) return i;
    }
    return last;
}

// True for "Rudi Hartawan", false for "Kepala Kantor SAR": capitals only, and no title at its head.
bool Speech::reads_as_name(uint32_t first, uint32_t last) const {
    if (first >= last || is(first, kTitle | kPronoun | kTimeWord)) return false;
    for (uint32_t i = first; i < last; ++i) {
        if (token(i).kind == TokenKind::word && !capital(i)) return false;
        if (token(i).kind == TokenKind::number) return false;
    }
    return true;
}

uint32_t Speech::phrase_end(uint32_t at, uint32_t limit) const {
    limit = std::min({limit, at + kLongestPhrase, static_cast<uint32_t>(notes_.size())});
    uint32_t i = at;
    for (; i < limit; ++i) {
        const WordNote& note = notes_[i];
        const Token& word = token(i);
        if (note.quoted || word.line != token(at).line) break;
        const bool glued = !word.space_before && i > at;
        const bool next_glued = i + 1 < limit && !token(i + 1).space_before;
        if (word.kind == TokenKind::punct) {
            const char c = mark(i);
            if (c == '.' && i > at) {
                const Token& before = token(i - 1);
                const bool short_form = (before.span.size() == 1 && capital(i - 1)) ||
                                        (before.word < language_.abbreviations().size() && language_.abbreviations()[before.word]);
                if (glued && (next_glued || (short_form && i + 1 < limit && capital(i + 1)))) continue;
                break;
            }
            if ((c == '-' || c == '\'' || c == '@' || c == '_') && (glued || c == '@') && next_glued) continue;
            if (c == '&') continue;
            if (c == '(' && i > at) {
                // "Kementerian Luar Negeri (Kemlu) RI": passed over when the phrase goes on with a capital.
                uint32_t close = i + 1;
                while (close < limit && close - i <= kLongestParenthesis && mark(close) != ')') ++close;
                if (close + 1 < limit && mark(close) == ')' && token(i + 1).kind == TokenKind::word && capital(close + 1) &&
                    !is(close + 1, kTimeWord)) {
                    i = close;
                    continue;
                }
            }
            break;
        }
        if (word.kind == TokenKind::number) {
            if (glued || (i > at && next_glued)) continue;
            break;
        }
        if (capital(i) && i > at) {
            if ((note.classes & kTimeWord) != 0) break;
            continue;
        }
        if ((note.classes & kTimeWord) != 0) break;
        if (note.entity != 0 && i > at && notes_[i - 1].entity == note.entity) continue;
        if ((note.classes & (kVerbLike | kRelative)) != 0 || acts(note)) break;
        if ((note.classes & kAnd) != 0) {
            if (i == at || i + 1 >= limit || is(i + 1, kStop | kThat | kVerbLike | kRelative | kNot | kModal | kSkip) || acts(notes_[i + 1])) break;
            continue;
        }
        if ((note.classes & kJoin) != 0) {
            const bool titled = is(at, kTitle | kPerson | kIndefinite | kOfficial | kDocument | kMedium) || !capital(at);
            if (i == at || !titled || i + 1 >= limit || !capital(i + 1) || is(i + 1, kTimeWord) ||
                person_in(at, i) < i) {
                break;
            }
            continue;
        }
        if (note.cue != nullptr && note.cue->field(1) != "label") break;
        if ((note.classes & (kStop | kThat | kNot | kModal | kManner | kBy | kSkip | kLink)) != 0 &&
            (note.classes & (kPerson | kTitle | kIndefinite | kOfficial | kDeterminer | kDocument)) == 0) {
            break;
        }
        if (i > at && (note.classes & kPronoun) != 0) break;
    }
    while (i > at && (is(i - 1, kAnd | kJoin | kBoth) || mark(i - 1) == '-' || mark(i - 1) == '&') && !capital(i - 1)) --i;
    return i;
}

// From a whole phrase to the words that name: the person where there is one, else the phrase as it stands.
Party Speech::narrow(uint32_t first, uint32_t last) const {
    Party party;
    party.first = party.phrase_first = first;
    party.last = party.phrase_last = last;
    // "seorang penasihat Putin": nobody is named, Putin least of all.
    const bool anonymous = is(first, kIndefinite) && !is(first, kTitle) && notes_[first].entity == 0;
    if (anonymous) return party;
    const uint32_t person = person_in(first, last);
    if (person < last) {
        const uint32_t entity = notes_[person].entity;
        party.entity = entity - 1;
        uint32_t end = person;
        while (end < last && notes_[end].entity == entity) ++end;
        // "Prabowo dan Gibran": both.
        bool joined = false;
        if (end < last && is(end, kAnd)) {
            const uint32_t other = person_in(end, last);
            if (other < last) {
                end = other;
                while (end < last && notes_[end].entity == notes_[other].entity) ++end;
                joined = true;
            }
        }
        party.first = person;
        party.last = end;
        if (!joined) return party;
        return party;
    }
    for (uint32_t i = first; i < last && !party.entity; ++i) {
        if (notes_[i].entity != 0) party.entity = notes_[i].entity - 1;
    }
    // "lembaga itu", "Bupati": no name of its own.
    const bool lone_title = is(first, kTitle) && !party.entity && last - first <= 2;
    const bool points_back = last - first >= 2 && is(last - 1, kDeterminer) && !is(first, kIndefinite);
    party.pointing = lone_title || (points_back && !party.entity);
    return party;
}

Party Speech::party_after(uint32_t at, uint32_t limit) const {
    limit = std::min(limit, static_cast<uint32_t>(notes_.size()));
    uint32_t i = at;
    while (i < limit && is(i, kSkip | kBy) && !capital(i)) i += notes_[i].class_length;
    if (i >= limit) return {};
    if (is(i, kPronoun)) {
        Party party{i, std::min(limit, i + notes_[i].class_length), i, i + 1, std::nullopt, true, false};
        return party;
    }
    uint32_t end = phrase_end(i, limit);
    if (end == i) return {};
    // Offices with commas of their own: "Menteri Ekonomi, Perdagangan, dan Industri Jepang Takeshi Morinaga".
    if (is(i, kTitle) && mark(end) == ',' && end + 1 < limit && capital(end + 1) && !named(i, end)) {
        uint32_t item = phrase_end(end + 1, limit);
        if (item > end + 1 && mark(item) == ',') ++item;
        if (item > end + 1 && item + 1 < limit && is(item, kAnd) && capital(item + 1)) end = phrase_end(item + 1, limit);
    }
    Party party = narrow(i, end);
    if (person_in(i, end) < end) return party;
    // The name behind the office: "kata Kepala Dinas Perdagangan, Wiwik Astuti".
    const bool office = is(i, kTitle | kPerson | kIndefinite | kOfficial) || !capital(i);
    uint32_t behind = end;
    if (mark(behind) == '(') {
        while (behind < limit && behind - end <= kLongestParenthesis && mark(behind) != ')') ++behind;
        if (behind < limit && mark(behind) == ')') ++behind;
    }
    if (office && behind + 1 < limit && mark(behind) == ',' && capital(behind + 1)) {
        const uint32_t name_end = phrase_end(behind + 1, limit);
        const bool known = person_in(behind + 1, name_end) < name_end;
        if (name_end > behind + 1 && (known || (reads_as_name(behind + 1, name_end) && !named(behind + 1, name_end)))) {
            Party name = narrow(behind + 1, name_end);
            name.phrase_first = i;
            return name;
        }
    }
    return party;
}

struct Speech::Piece {
    enum class Kind : uint8_t { empty, aside, clause, phrase } kind = Kind::empty;
    uint32_t first = 0;
    uint32_t last = 0;
    uint32_t phrase_last = 0;
    bool joined = false;  // opens with "dan"
    bool linked = false;  // ends with "dan", "seraya" or the like before the verb
};

Speech::Piece Speech::piece(uint32_t first, uint32_t last, bool before_verb) const {
    Piece piece;
    // What may stand before the phrase.
    for (bool more = true; more && first < last;) {
        more = false;
        if (notes_[first].entity == 0 && is(first, kOpener | kBoth | kLink) && !(is(first, kTitle | kPerson))) {
            piece.joined = piece.joined || is(first, kAnd);
            first += notes_[first].class_length;
            more = true;
        } else if (is(first, kAnd) || (is(first, kSkip) && !is(first, kTitle) && notes_[first].entity == 0)) {
            piece.joined = piece.joined || is(first, kAnd);
            first += notes_[first].class_length;
            more = true;
        }
    }
    first = std::min(first, last);
    // What may stand between it and the verb.
    if (before_verb) {
        for (bool more = true; more && last > first;) {
            more = false;
            if (is(last - 1, kAnd | kLink)) {
                piece.linked = true;
                --last;
                more = true;
                continue;
            }
            if (last - first >= 2 && is(last - 2, kManner)) {
                last -= 2;
                more = true;
                continue;
            }
            for (uint32_t length = 1; length <= 8 && last - first >= length; ++length) {
                if (is(last - length, kSkip) && notes_[last - length].class_length == length) {
                    last -= length;
                    more = true;
                    break;
                }
            }
        }
    }
    piece.first = first;
    piece.last = last;
    piece.phrase_last = last;
    if (first >= last) return piece;
    using Kind = Piece::Kind;
    const bool aside = notes_[first].entity == 0 && !is(first, kTitle | kPerson | kIndefinite | kOfficial) &&
                       (is(first, kStop | kJoin | kRelative | kTimeWord | kManner | kModal) ||
                        (notes_[first].cue != nullptr && notes_[first].cue->field(1) != "label") ||
                        token(first).kind == TokenKind::number);
    if (aside) {
        piece.kind = Kind::aside;
        return piece;
    }
    if (is(first, kPronoun)) {
        piece.phrase_last = std::min(last, first + notes_[first].class_length);
        piece.kind = piece.phrase_last == last ? Kind::phrase : Kind::clause;
        return piece;
    }
    piece.phrase_last = phrase_end(first, last);
    if (piece.phrase_last == first) {
        piece.kind = Kind::clause;
    } else if (piece.phrase_last < last) {
        const uint32_t rest = piece.phrase_last;
        const bool verbal = is(rest, kVerbLike | kNot | kModal) || acts(notes_[rest]);
        piece.kind = verbal ? Kind::clause : Kind::phrase;
    } else {
        piece.kind = Kind::phrase;
    }
    return piece;
}

// The subject of a clause that opens behind a subordinating word in the same piece: "... setelah Budi | mengatakan".
Party Speech::embedded_subject(uint32_t first, uint32_t last) const {
    for (uint32_t i = last; i > first; --i) {
        const uint32_t at = i - 1;
        if (!is(at, kClause | kThat)) continue;
        const uint32_t begin = at + notes_[at].class_length;
        if (begin >= last) return {};
        if (is(begin, kPronoun)) return Party{begin, begin + 1, begin, begin + 1, std::nullopt, true, false};
        const uint32_t end = phrase_end(begin, last);
        const bool reaches = end == last || mark(end) == '(' || is(end, kSkip);
        if (reaches && end > begin && (named(begin, end) || is(begin, kTitle | kPerson | kOfficial))) return narrow(begin, end);
        return {};
    }
    return {};
}

Party Speech::party_before(uint32_t begin, uint32_t verb) const {
    using Kind = Piece::Kind;
    begin = std::max(begin, verb > kFarthestSubject ? verb - kFarthestSubject : 0);
    std::array<Piece, 12> pieces;
    size_t count = 0;
    const auto add = [&](uint32_t first, uint32_t last, bool before_verb) {
        if (count == pieces.size()) {
            std::move(pieces.begin() + 1, pieces.end(), pieces.begin());
            --count;
        }
        pieces[count++] = piece(first, last, before_verb);
    };
    uint32_t first = begin;
    int depth = 0;
    for (uint32_t i = begin; i < verb; ++i) {
        const char c = mark(i);
        if (c == '(') ++depth;
        if (c == ')') depth = std::max(0, depth - 1);
        if (depth > 0) continue;
        const bool dash = c == '-' && token(i).space_before && i + 1 < verb && token(i + 1).space_before;
        if (c == ',') {
            add(first, i, false);
            first = i + 1;
        } else if (c == ':' || c == ';' || dash) {
            count = 0;
            first = i + 1;
        }
    }
    add(first, verb, true);

    const Piece last = pieces[count - 1];
    const auto phrase_of = [&](const Piece& piece) {
        if (is(piece.first, kPronoun)) {
            return Party{piece.first, piece.phrase_last, piece.first, piece.phrase_last, std::nullopt, true, false};
        }
        // An unnamed speaker keeps the place it is of: "dua sumber di pemerintah Jepang".
        const bool keeps_place = is(piece.phrase_last, kJoin) && piece.phrase_last < piece.last &&
                                 !reads_as_name(piece.first, piece.phrase_last) &&
                                 person_in(piece.first, piece.phrase_last) == piece.phrase_last;
        uint32_t end = piece.phrase_last;
        if (keeps_place) {
            const uint32_t place = phrase_end(end + 1, piece.last);
            if (place == piece.last) end = place;
        }
        return narrow(piece.first, end);
    };
    const auto whole = [&](uint32_t from, uint32_t to) {
        Party party{from, to, from, to, std::nullopt, false, false};
        for (uint32_t i = from; i < to && !party.entity; ++i) {
            if (notes_[i].entity != 0) party.entity = notes_[i].entity - 1;
        }
        return party;
    };
    // The phrases before `end`, up to the nearest clause, may be one speaker with appositions, or several.
    const auto chain_start = [&](size_t end) {
        size_t start = end;
        while (start > 0 && pieces[start - 1].kind != Kind::clause && pieces[start - 1].kind != Kind::empty) --start;
        return start;
    };

    if (last.kind == Kind::phrase) {
        if (last.phrase_last < last.last) {
            if (Party inner = embedded_subject(last.phrase_last, last.last); inner.found()) return inner;
        }
        if (count >= 2 && last.joined && pieces[count - 2].kind == Kind::phrase) {
            size_t start = count - 1;
            while (start > 0 && pieces[start - 1].kind == Kind::phrase && pieces[start - 1].phrase_last == pieces[start - 1].last) --start;
            const bool office_list = is(pieces[start].first, kTitle) && !named(pieces[start].first, pieces[start].last) &&
                                     person_in(last.first, last.phrase_last) < last.phrase_last;
            if (start < count - 1 && !office_list) return whole(pieces[start].first, last.phrase_last);
            return phrase_of(last);
        }
        const bool role = is(last.first, kTitle | kPerson | kIndefinite) || !capital(last.first);
        if (role && count >= 2 && !is(last.first, kPronoun) && person_in(last.first, last.phrase_last) == last.phrase_last) {
            const Piece& before = pieces[count - 2];
            const bool name = before.kind == Kind::phrase && before.phrase_last == before.last &&
                              (person_in(before.first, before.last) < before.last ||
                               (reads_as_name(before.first, before.last) && entities_.empty()));
            if (name && !is(last.first, kOfficial)) return phrase_of(before);
        }
        return phrase_of(last);
    }
    if (last.kind == Kind::clause) {
        if (Party inner = embedded_subject(last.first, last.last); inner.found()) return inner;
        if (last.phrase_last > last.first && last.linked) return phrase_of(last);
    }
    if (last.kind == Kind::aside) {
        // "Kepada wartawan Peskov | mengatakan": a name that ends at the verb.
        uint32_t name = last.last;
        while (name > last.first && notes_[name - 1].entity != 0 && is_person(notes_[name - 1].entity - 1)) --name;
        if (name < last.last && name > last.first && !is(name - 1, kStop | kJoin | kAnd | kManner | kLink)) return narrow(name, last.last);
        if (Party inner = embedded_subject(last.first, last.last); inner.found()) return inner;
        const uint32_t tail = last.last - 1;
        if (tail > last.first && is(tail, kPronoun)) return Party{tail, last.last, tail, last.last, std::nullopt, true, false};
    }
    if (last.kind == Kind::empty && last.linked && count == 1) return {};
    if (last.kind == Kind::aside || last.kind == Kind::empty) {
        const size_t start = chain_start(count - 1);
        // Left to right: a named person, else a name, else the first phrase.
        const Piece* chosen = nullptr;
        bool several = false;
        for (size_t k = start; k + 1 < count; ++k) {
            if (pieces[k].kind != Kind::phrase) continue;
            for (uint32_t i = pieces[k].first; i < pieces[k].phrase_last; ++i) {
                several = several || (is(i, kAnd) && !capital(i) && person_in(pieces[k].first, pieces[k].phrase_last) == pieces[k].phrase_last &&
                                      !is(pieces[k].first, kTitle));
            }
            if (chosen == nullptr) {
                chosen = &pieces[k];
                continue;
            }
            const bool had_person = person_in(chosen->first, chosen->phrase_last) < chosen->phrase_last;
            const bool has_person = person_in(pieces[k].first, pieces[k].phrase_last) < pieces[k].phrase_last;
            const bool better = !had_person && (has_person || (!reads_as_name(chosen->first, chosen->phrase_last) &&
                                                               !named(chosen->first, chosen->phrase_last) &&
                                                               reads_as_name(pieces[k].first, pieces[k].phrase_last)));
            if (better && !several) chosen = &pieces[k];
        }
        if (chosen != nullptr && several) {
            // "Ukraina bersama sekutunya, Amerika Serikat, juga menuduh": all of them.
            uint32_t end = chosen->phrase_last;
            for (size_t k = start; k + 1 < count; ++k) {
                if (pieces[k].kind == Kind::phrase) end = pieces[k].last;
            }
            return whole(chosen->first, end);
        }
        if (chosen != nullptr) return phrase_of(*chosen);
        // "... tetapi | mengklaim": what the clause before says of its subject.
        if (start > 0 && (last.linked || last.joined || last.kind == Kind::empty)) {
            const Piece& clause = pieces[start - 1];
            if (clause.kind == Kind::clause && clause.phrase_last > clause.first) return phrase_of(clause);
        }
    }
    return {};
}

}  // namespace silang
