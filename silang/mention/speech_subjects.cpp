// The speaker named before a verb of speech, or at the head of a sentence: what stands between the commas before the
// verb is told apart into phrases, clauses and asides.
#include <algorithm>
#include <array>
#include <utility>

#include "silang/mention/speech.h"

namespace silang {

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
    first = behind_articles(std::min(first, last), last);
    // What may stand between it and the verb.
    if (before_verb) {
        for (bool more = true; more && last > first;) {
            more = false;
            if (is(last - 1, kAnd | kLink) && !(capital(last - 1) && last - 1 > first)) {
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
        // "X melalui akunnya | mengatakan": a preposition that begins like a verb.
        const bool channel = is(rest, kStop) && notes_[rest].cue != nullptr;
        const bool verbal =
            (is(rest, kVerbLike | kNot) && !channel) || (is(rest, kModal) && !is(rest, kStop)) || acts(notes_[rest]);
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
        const uint32_t begin = behind_articles(at + notes_[at].class_length, last);
        if (begin >= last) return {};
        if (is(begin, kPronoun)) return Party{begin, begin + 1, begin, begin + 1, std::nullopt, true, false};
        const uint32_t end = phrase_end(begin, last);
        const bool reaches = end == last || mark(end) == '(' || is(end, kSkip);
        if (reaches && end > begin && (named(begin, end) || is(begin, kTitle | kPerson | kOfficial)))
            return narrow(begin, end);
        return {};
    }
    return {};
}

Party Speech::party_at_head(uint32_t begin, uint32_t limit) const {
    limit = std::min(limit, begin + kFarthestSubject);
    while (begin < limit && notes_[begin].entity == 0 &&
           (is(begin, kOpener | kSkip | kAnd | kBoth) || mark(begin) == ',')) {
        begin += mark(begin) == ',' ? 1 : notes_[begin].class_length;
    }
    if (begin >= limit || (notes_[begin].entity == 0 && is(begin, kStop | kJoin))) return {};
    const Party party = party_after(begin, limit);
    // "Juru parkir, Boy Siregar, ...": a capital that only opens the sentence hides that a trade stands there.
    const uint32_t comma = party.phrase_last;
    const std::string_view suffix = language().setting("possessive-suffix");
    const bool owned = party.found() && !suffix.empty() && comma == party.phrase_first + 1 &&
                       article_.tokens.folded_of(token(party.phrase_first)).ends_with(suffix);  // "Agennya, X, ..."
    bool trade = party.found() && !party.pronoun && (owned || comma - party.phrase_first >= 2) && comma + 1 < limit &&
                 mark(comma) == ',' && notes_[party.phrase_first].entity == 0;
    // No list of names; but where somebody is from may be named: "Pelari Indonesia, Rina Duma, ...".
    const bool role = is(party.phrase_first, kTitle | kPerson);
    for (uint32_t i = party.phrase_first + 1; trade && i < comma; ++i) {
        const bool place = notes_[i].entity != 0 && entities_[notes_[i].entity - 1].type == EntityType::place;
        trade = place ? role : notes_[i].entity == 0 && !capital(i);
    }
    if (trade) {
        const uint32_t end = phrase_end(comma + 1, limit);
        if (end > comma + 1 && (mark(end) == ',' || mark(end) == '(') && names_a_person(comma + 1, end) &&
            person_in(comma + 1, end) < end) {
            return narrow(comma + 1, end);
        }
    }
    return party;
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
        while (start > 0 && pieces[start - 1].kind != Kind::clause) --start;
        return start;
    };

    if (last.kind == Kind::phrase) {
        if (last.phrase_last < last.last) {
            if (Party inner = embedded_subject(last.phrase_last, last.last); inner.found()) return inner;
        }
        if (count >= 2 && last.joined && pieces[count - 2].kind == Kind::phrase) {
            size_t start = count - 1;
            while (start > 0 && pieces[start - 1].kind == Kind::phrase &&
                   pieces[start - 1].phrase_last == pieces[start - 1].last)
                --start;
            const bool office_list = is(pieces[start].first, kTitle) &&
                                     !named(pieces[start].first, pieces[start].last) &&
                                     person_in(last.first, last.phrase_last) < last.phrase_last;
            if (start < count - 1 && !office_list) return whole(pieces[start].first, last.phrase_last);
            return phrase_of(last);
        }
        const bool role = is(last.first, kTitle | kPerson | kIndefinite) || !capital(last.first);
        if (role && count >= 2 && !is(last.first, kPronoun) &&
            person_in(last.first, last.phrase_last) == last.phrase_last) {
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
        if (name < last.last && name > last.first && !is(name - 1, kStop | kJoin | kAnd | kManner | kLink))
            return narrow(name, last.last);
        if (Party inner = embedded_subject(last.first, last.last); inner.found()) return inner;
        const uint32_t tail = last.last - 1;
        if (tail > last.first && is(tail, kPronoun))
            return Party{tail, last.last, tail, last.last, std::nullopt, true, false};
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
                several = several || (is(i, kAnd) && !capital(i) &&
                                      person_in(pieces[k].first, pieces[k].phrase_last) == pieces[k].phrase_last &&
                                      !is(pieces[k].first, kTitle));
            }
            if (chosen == nullptr) {
                chosen = &pieces[k];
                continue;
            }
            const bool had_person = person_in(chosen->first, chosen->phrase_last) < chosen->phrase_last;
            const bool has_person = person_in(pieces[k].first, pieces[k].phrase_last) < pieces[k].phrase_last;
            // "Pengacara Budi, Rina, ...": the name of its own is who holds the office.
            const bool holder =
                is(chosen->first, kTitle | kPerson) && !reads_as_name(chosen->first, chosen->phrase_last) &&
                pieces[k].phrase_last == pieces[k].last && names_a_person(pieces[k].first, pieces[k].last);
            if (holder && !several) {
                chosen = &pieces[k];
                break;
            }
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
