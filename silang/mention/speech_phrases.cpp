// Where the phrase that names a speaker begins and ends, and what in it is the name; the speaker behind a cue.
#include <algorithm>

#include "silang/mention/speech.h"

namespace silang {
namespace {

// Longest phrase that names a speaker, in tokens: longer ones are not names.
constexpr uint32_t kLongestPhrase = 28;
constexpr uint32_t kLongestParenthesis = 6;

}  // namespace

bool Speech::title_case(uint32_t first, uint32_t last) const {
    constexpr uint32_t kShortWord = 4;  // "dan", "untuk" stay small in titles
    uint32_t capitals = 0;
    for (uint32_t i = first; i < last; ++i) {
        if (token(i).kind != TokenKind::word) continue;
        if (capital(i))
            ++capitals;
        else if (token(i).span.size() > kShortWord + 1)
            return false;
    }
    return capitals >= 2;
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
    const Lexicon& particles = language().lexicon("name-particles");
    for (uint32_t i = first; i < last; ++i) {
        const bool particle = i > first && i + 1 < last && particles.word(token(i).word) != nullptr;  // "van der"
        if (token(i).kind == TokenKind::word && !capital(i) && !particle) return false;
        if (token(i).kind == TokenKind::number) return false;
    }
    return true;
}

// Nothing but a name, and no place or body by it.
bool Speech::names_a_person(uint32_t first, uint32_t last) const {
    if (first >= last || is(first, kTitle | kPronoun | kTimeWord) || !capital(first)) return false;
    for (uint32_t i = first; i < last; ++i) {
        if (token(i).kind == TokenKind::number || (token(i).kind == TokenKind::word && !capital(i))) return false;
        if (notes_[i].entity == 0) continue;
        const EntityType type = entities_[notes_[i].entity - 1].type;
        if (type != EntityType::person && type != EntityType::event) return false;
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
                const bool short_form =
                    (before.span.size() == 1 && capital(i - 1)) ||
                    (before.word < language().abbreviations().size() && language().abbreviations()[before.word]) ||
                    (is(i - 1, kTitle) && i + 1 < limit && notes_[i + 1].entity != 0);
                if (glued && (next_glued || (short_form && i + 1 < limit && capital(i + 1)))) continue;
                break;
            }
            if ((c == '-' || c == '\'' || c == '@' || c == '_' || c == '/') && (glued || c == '@') && next_glued)
                continue;
            if (c == '&') continue;
            if (c == '(' && i > at) {
                // "Kementerian Luar Negeri (Kemlu) RI": passed over when the phrase goes on with a capital.
                uint32_t close = i + 1;
                while (close < limit && close - i <= kLongestParenthesis && mark(close) != ')') ++close;
                if (close + 1 < limit && mark(close) == ')' && token(i + 1).kind == TokenKind::word &&
                    capital(close + 1) && !is(close + 1, kTimeWord)) {
                    i = close;
                    continue;
                }
            }
            break;
        }
        if (word.kind == TokenKind::number) {
            if (glued || (i > at && next_glued)) continue;
            // "Manajer Humas Daop 8 Surabaya Suprapto"
            if (i > at && is(at, kTitle) && i + 1 < limit && capital(i + 1) && !is(i + 1, kTimeWord)) continue;
            // "perempuan 38 tahun itu"
            if (i > at && is(at, kPerson | kTitle) && i + 2 < limit && is(i + 2, kDeterminer)) continue;
            break;
        }
        if (possessive(i)) {
            if (i == at) break;
            continue;
        }
        if (capital(i) && i > at) {
            if ((note.classes & kTimeWord) != 0) break;
            continue;
        }
        if ((note.classes & kArticle) != 0 && (i == at || is(i - 1, kOf | kJoin | kAnd))) continue;
        if ((note.classes & kOf) != 0) {
            if (i == at || i + 1 >= limit) break;
            continue;
        }
        if ((note.classes & kTimeWord) != 0) break;
        if (note.entity != 0 && i > at && notes_[i - 1].entity == note.entity) continue;
        if ((note.classes & (kVerbLike | kRelative)) != 0 || acts(note)) break;
        if ((note.classes & kAnd) != 0) {
            if (i == at || i + 1 >= limit || is(i + 1, kStop | kThat | kVerbLike | kRelative | kNot | kModal | kSkip) ||
                acts(notes_[i + 1]))
                break;
            continue;
        }
        if ((note.classes & kJoin) != 0) {
            const bool titled =
                is(at, kTitle | kPerson | kIndefinite | kOfficial | kDocument | kMedium) || !capital(at);
            const uint32_t next = std::min(limit, i + 1);
            const bool goes_on = next < limit && (capital(next) || is(next, kArticle)) && !is(next, kTimeWord);
            if (i == at || !titled || !goes_on || person_in(at, i) < i) break;
            continue;
        }
        if (note.cue != nullptr && note.cue->field(1) != "label") break;
        if ((note.classes & (kStop | kThat | kNot | kModal | kManner | kBy | kSkip | kLink)) != 0 &&
            (note.classes & (kPerson | kTitle | kIndefinite | kOfficial | kDeterminer | kDocument)) == 0) {
            break;
        }
        if (i > at && (note.classes & kPronoun) != 0) break;
        // "Lina Wati | tiba ...": behind a name nothing small belongs to it.
        const bool behind_name = i > at && (note.classes & ~kVerbLike) == 0 && capital(i - 1) &&
                                 (notes_[i - 1].entity != 0 || (i - at >= 2 && reads_as_name(at, i)));
        if (behind_name) break;
    }
    while (i > at && (is(i - 1, kAnd | kJoin | kBoth | kOf | kArticle) || mark(i - 1) == '-' || mark(i - 1) == '&') &&
           !capital(i - 1))
        --i;
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
    // "Putin's lawyer": the lawyer speaks.
    uint32_t person = person_in(first, last);
    while (person < last && possessive(end_of_mention(person, last)))
        person = person_in(end_of_mention(person, last), last);
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
        if (notes_[i].entity == 0) continue;
        // "koalisi warga di Tokyo": where it is, not who.
        const bool whereabouts = i > first && is(i - 1, kJoin) && !capital(i - 1) &&
                                 entities_[notes_[i].entity - 1].type == EntityType::place;
        const bool owner = possessive(end_of_mention(i, last));
        if (!whereabouts && !owner) party.entity = notes_[i].entity - 1;
    }
    // "lembaga itu", "Bupati": no name of its own.
    const bool lone_title = is(first, kTitle) && !party.entity && last - first <= 2;
    const bool points_back = last - first >= 2 && is(last - 1, kDeterminer) && !is(first, kIndefinite);
    party.definite = !party.entity && points_by_article(first, last);
    party.pointing = party.definite || lone_title || (points_back && (!party.entity || is(first, kTitle | kPerson)));
    return party;
}

bool Speech::reports_as_medium(const Party& party, uint32_t verb) const {
    if (!says(verb, kTrailing) || !says(verb, kNeedsThat) || is(verb, kAccusation) || party.pronoun) return false;
    if (is(party.first, kMedium)) return true;
    const bool person = party.entity && is_person(*party.entity);
    return capital(party.first) && !person && !is(party.first, kPerson | kTitle | kOfficial | kBody | kIndefinite);
}

// Behind the last token of the mention that holds token `first`.
uint32_t Speech::end_of_mention(uint32_t first, uint32_t last) const {
    uint32_t end = first;
    while (end < last && notes_[end].entity == notes_[first].entity) ++end;
    return end;
}

// "the ministry": a definite article before a noun or two in small letters.
bool Speech::points_by_article(uint32_t first, uint32_t last) const {
    constexpr uint32_t kLongestPointer = 3;
    if (first == 0 || last - first > kLongestPointer || !is(first - 1, kArticle)) return false;
    const LexiconEntry* article = rules_.articles->word(token(first - 1).word);
    if (article == nullptr || article->field(1) != "definite") return false;
    for (uint32_t i = first; i < last; ++i) {
        if (capital(i) || possessive(i)) return false;
    }
    return true;
}

Party Speech::party_after(uint32_t at, uint32_t limit) const {
    limit = std::min(limit, static_cast<uint32_t>(notes_.size()));
    limit = std::min(limit, at + kFarthestSubject);
    uint32_t i = at;
    while (i < limit && is(i, kSkip | kBy) && !capital(i)) i += notes_[i].class_length;
    i = behind_articles(i, limit);
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
        if (item > end + 1 && item + 1 < limit && is(item, kAnd) && capital(item + 1))
            end = phrase_end(item + 1, limit);
    }
    Party party = narrow(i, end);
    if (const uint32_t person = person_in(i, end); person < end) {
        // "Direktur Celios, Bhima Wirawan, ...": one word behind the office is rather its body than its holder, where a
        // full name follows between commas.
        const bool body = is(i, kTitle) && person > i && person + 1 == end && mark(end) == ',' && end + 1 < limit;
        const uint32_t name_end = body ? phrase_end(end + 1, limit) : end;
        if (name_end < end + 3 || mark(name_end) != ',' || !names_a_person(end + 1, name_end) ||
            person_in(end + 1, name_end) == name_end)
            return party;
        party = narrow(end + 1, name_end);
        party.phrase_first = i;
        return party;
    }
    // The name behind the office: "kata Kepala Dinas Perdagangan, Wiwik Astuti".
    const bool office = is(i, kTitle | kPerson | kIndefinite | kOfficial) || !capital(i);
    uint32_t behind = end;
    if (mark(behind) == '(') {
        while (behind < limit && behind - end <= kLongestParenthesis && mark(behind) != ')') ++behind;
        if (behind < limit && mark(behind) == ')') ++behind;
    }
    // "kata Kepala Dinas Kesehatan setempat, Rina Duma"
    if (office && behind + 2 < limit && mark(behind + 1) == ',' && capital(behind + 2) &&
        token(behind).letter_case == LetterCase::lower && !acts(notes_[behind]) &&
        !is(behind, kVerbLike | kStop | kModal | kNot | kThat | kAnd | kJoin | kRelative | kTimeWord))
        ++behind;
    // "kata dokter yang merawat, Rina Duma"
    if (office && behind < limit && is(behind, kRelative)) {
        constexpr uint32_t kLongestRelative = 6;
        uint32_t comma = behind;
        while (comma < limit && comma - behind <= kLongestRelative && token(comma).kind == TokenKind::word) ++comma;
        if (comma + 1 < limit && mark(comma) == ',' && capital(comma + 1)) behind = comma;
    }
    // Places and bodies between them are passed over: "Kepala Puskesmas Cilincing, Jakarta Utara, Edison Sahputra".
    Party name;
    for (int step = 0; step < 3 && office && behind + 1 < limit && mark(behind) == ',' && capital(behind + 1); ++step) {
        const uint32_t name_end = phrase_end(behind + 1, limit);
        if (name_end == behind + 1) break;
        // "Menurut Kepala Dinas X, Budi menyuap ...": what follows says something of Budi.
        if (name_end < limit && (is(name_end, kVerbLike | kModal | kNot) || acts(notes_[name_end]))) break;
        const bool known = person_in(behind + 1, name_end) < name_end;
        if (known || (reads_as_name(behind + 1, name_end) && !named(behind + 1, name_end))) {
            name = narrow(behind + 1, name_end);
            name.phrase_first = i;
            if (known) return name;
        }
        behind = name_end;
    }
    return name.found() ? name : party;
}

}  // namespace silang
