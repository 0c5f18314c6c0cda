#include "silang/mention/sources.h"

#include <algorithm>

namespace silang {
namespace {

std::string_view kind_view(std::string_view kind) {
    for (const std::string_view name : {"agency", "outlet", "official", "person", "document"}) {
        if (name == kind) return name;
    }
    return "official";
}

}  // namespace

Source SourceReader::known(uint32_t i) const {
    const WordNote& note = speech_.note(i);
    if (note.source == nullptr) return {};
    return {std::string(note.source->field(1)), note.source->field(2), i, i + note.source_length};
}

Source SourceReader::known_in(uint32_t first, uint32_t last) const {
    for (uint32_t i = first; i < last; ++i) {
        if (Source source = known(i); source.found()) return source;
    }
    return {};
}

Source SourceReader::document(const Party& party) const {
    const uint32_t owner = party.first + speech_.note(party.first).class_length;
    if (owner >= party.last) return {};
    const uint32_t entity = speech_.note(owner).entity;
    uint32_t end = owner;
    while (entity != 0 && end < party.last && speech_.note(end).entity == entity) ++end;
    if (end == party.last && speech_.entity(entity - 1).type == EntityType::organization)
        return Source{speech_.entity(entity - 1).name, "official", owner, end};
    bool named = false;
    for (uint32_t i = owner; i < party.last; ++i) {
        const LetterCase letters = speech_.token(i).letter_case;
        named = named || names_entity(i) || letters == LetterCase::capitalized || letters == LetterCase::mixed ||
                speech_.is(i, kOfficial | kPerson);
    }
    if (!named) return {};
    return Source{speech_.text_of(party.first, party.last), "document", party.first, party.last};
}

bool SourceReader::reads_as_outlet(uint32_t first, uint32_t last) const {
    const Lexicon& cues = speech_.language().lexicon("outlet-cues");
    for (uint32_t i = first; i < last; ++i) {
        if (speech_.mark(i) == '.' && i > first && i + 1 < last && !speech_.token(i).space_before &&
            !speech_.token(i + 1).space_before && speech_.token(i + 1).letter_case == LetterCase::lower)
            return true;
        if (!speech_.capital(i)) continue;
        const LexiconEntry* cue = cues.word(speech_.token(i).word);
        if (cue != nullptr && cue->field(1) == "name" && last > first + 1) return true;
    }
    // Everyday words with capitals ("Bisnis Pesisir"), none of which people are called.
    const Lexicon& everyday = speech_.language().lexicon("common-words");
    const Lexicon& parts = speech_.language().lexicon("name-parts");
    if (last < first + 2 || speech_.language().lexicon("name-cues").match(speech_.article().tokens.tokens, first))
        return false;
    bool common = false;
    for (uint32_t i = first; i < last; ++i) {
        const uint32_t entity = speech_.note(i).entity;
        const bool other = entity != 0 && speech_.entity(entity - 1).type != EntityType::organization;
        if (other || !speech_.capital(i) || parts.word(speech_.token(i).word) != nullptr) return false;
        common = common || everyday.word(speech_.token(i).word) != nullptr;
    }
    return common;
}

Source SourceReader::from_party(const Party& party, std::string_view otherwise) const {
    Source source{speech_.text_of(party.first, party.last), otherwise, party.first, party.last};
    const bool anonymous =
        speech_.is(party.first, kIndefinite) && !speech_.capital(party.first + (party.last > party.first + 1 ? 1 : 0));
    bool covered = party.entity.has_value();
    for (uint32_t i = party.first; i < party.last && covered; ++i) {
        covered = speech_.note(i).entity == *party.entity + 1;
    }
    if (party.entity && speech_.is_person(*party.entity)) {
        source.kind = "person";
        if (covered) source.name = speech_.entity(*party.entity).name;
    } else if (speech_.is(party.first, kDocument) && !covered) {
        source.kind = "document";
    } else if (covered) {
        source.name = speech_.entity(*party.entity).name;
        source.kind = "official";
    } else if (anonymous || speech_.is(party.first, kIndefinite)) {
        source.kind = speech_.is(party.first + 1, kOfficial) ? "official" : "person";
    } else if (speech_.is(party.first, kOfficial | kTitle)) {
        source.kind = "official";
    } else if (speech_.is(party.first, kPerson)) {
        source.kind = "person";
    } else if (otherwise == "official" && !party.entity && speech_.reads_as_name(party.first, party.last) &&
               speech_.token(party.first).letter_case == LetterCase::capitalized) {
        source.kind = "person";  // a name we do not know; an acronym is rather an office
    }
    return source;
}

Source SourceReader::source_at(uint32_t i, uint32_t limit, uint32_t line, bool media, bool called,
                               const Attribution* last) const {
    limit = std::min(limit, i + kFarthestSource);
    bool medium_word = false;
    uint32_t medium_first = limit;
    uint32_t document = limit;
    for (bool more = true; more && i < limit;) {
        more = false;
        if (known(i).found()) break;
        const WordNote& note = speech_.note(i);
        if (speech_.mark(i) == '"' || speech_.mark(i) == '\'') {
            ++i;
            more = true;
        } else if (speech_.is(i, kMedium) && !names_entity(i)) {
            medium_word = true;
            medium_first = std::min(medium_first, i);
            i += note.class_length;
            more = true;
        } else if (speech_.is(i, kDocument) && !names_entity(i) && i + note.class_length < limit &&
                   owner_follows(i + note.class_length)) {
            document = std::min(document, i);
            i += note.class_length;
            more = true;
        } else if (speech_.is(i, kArticle) &&
                   (!speech_.is(i, kIndefinite) || (i + 1 < limit && speech_.is(i + 1, kDocument | kMedium)))) {
            ++i;
            more = true;
        } else if (speech_.is(i, kBy | kSkip) || (document < limit && speech_.is(i, kJoin | kOf))) {
            i += note.class_length;
            more = true;
        }
    }
    if (i >= limit || speech_.token(i).line != line) return {};
    if (Source source = known(i); source.found()) return source;
    if (speech_.is(i, kPronoun)) return {};
    uint32_t end = speech_.phrase_end(i, limit);
    if (end == i) return {};
    // "Kantor Berita Rusia TASS", "media pemerintah Korea Utara, KCNA".
    if (medium_word || media || called) {
        if (Source source = known_in(i, end); source.found()) return source;
        if (medium_word && speech_.mark(end) == ',' && end + 1 < limit) {
            if (Source source = known(end + 1); source.found()) return source;
        }
    }
    if (medium_word || media) {
        if (!speech_.capital(i) && !names_entity(i) && speech_.mark(i) != '@') {
            // "laman resmi klub": whose it is needs no name.
            if (!media || !medium_word || speech_.is(i, kPress | kStop)) return {};
            return Source{speech_.text_of(medium_first, end), "document", medium_first, end};
        }
        Party party = speech_.narrow(i, end);
        if (media && !medium_word) {
            Source source = from_party(party, "outlet");
            if (source.kind == "official" && party.entity && speech_.entity(*party.entity).type != EntityType::place)
                source.kind = "official";
            return source;
        }
        Source source = from_party(party, "outlet");
        if (party.entity && !speech_.is_person(*party.entity) &&
            speech_.entity(*party.entity).type == EntityType::place) {
            // "media pemerintah Korea Utara": the country is not the medium.
            source = Source{speech_.text_of(medium_first, end), "outlet", medium_first, end};
        }
        if (source.kind == "official") source.kind = speech_.is(i, kOfficial) ? "official" : "outlet";
        return source;
    }
    if (document < i && !speech_.capital(i) && !names_entity(i) &&
        !speech_.is(i, kOfficial | kPerson | kTitle | kIndefinite | kMedium)) {
        // "Berdasarkan surat putusan": papers without an owner.
        return Source{speech_.text_of(document, end), "document", document, end};
    }
    const Party party = speech_.party_after(i, limit);
    if (!party.found() || party.pronoun) return {};
    if (party.pointing && speech_.is(party.first, kDocument)) return source_of(last);
    const bool speaks = party.entity || speech_.capital(party.first) ||
                        speech_.is(party.first, kPerson | kTitle | kOfficial) ||
                        (speech_.is(party.first, kIndefinite) && party.last > party.first + 1) ||
                        (speech_.is(party.first, kDocument) && party.last > party.first + 1);
    if (!speaks) return {};
    return from_party(party, "official");
}

// "data BPS", "keterangan polisi", "informasi dari seorang ...": the owner is the source, not the paper.
bool SourceReader::owner_follows(uint32_t i) const {
    return speech_.is(i, kJoin | kBy | kOf) || speech_.capital(i) ||
           speech_.is(i, kOfficial | kPerson | kTitle | kIndefinite | kMedium) || speech_.is(i, kDocument);
}

Source SourceReader::source_of(const Attribution* attribution) const {
    if (attribution == nullptr) return {};
    const Attribution& last = *attribution;
    const uint32_t first = static_cast<uint32_t>(speech_.article().tokens.token_at(last.source_spans.back().begin));
    const uint32_t end = static_cast<uint32_t>(speech_.article().tokens.token_at(last.source_spans.back().end - 1)) + 1;
    return {last.sources.back(), kind_view(last.kinds.back()), first, end};
}

uint32_t SourceReader::paper_in(uint32_t cue, uint32_t behind) const {
    for (uint32_t i = cue + 1; i < behind; ++i) {
        if (speech_.is(i, kDocument | kMedium)) return i;
    }
    return cue + 1;
}

uint32_t SourceReader::paper_end(uint32_t first, uint32_t behind, uint32_t sentence_end) const {
    const uint32_t limit = std::min(sentence_end, behind + kFarthestSource);
    uint32_t i = std::max(first + 1, behind);
    for (bool more = true; more && i < limit;) {
        more = false;
        if (speech_.mark(i) == '@' && i + 1 < limit && !speech_.token(i + 1).space_before) {
            ++i;
            while (i < limit && !speech_.token(i).space_before &&
                   (speech_.token(i).kind != TokenKind::punct || (i + 1 < limit && !speech_.token(i + 1).space_before &&
                                                                  speech_.token(i + 1).kind != TokenKind::punct)))
                ++i;
            return i;
        }
        // "pernyataan kepada kantor berita ...": the medium that was told is a source of its own.
        const LexiconEntry* cue = speech_.note(i).cue;
        if (cue != nullptr && cue->field(1) == "to") break;
        // "unggahan di akun ..."
        if (speech_.is(i, kJoin | kStop) && i + 1 < limit && speech_.is(i + 1, kMedium)) ++i;
        const bool belongs =
            speech_.is(i, kMedium) || (speech_.phrase_end(first, i + 1) == i + 1 && !speech_.capital(i) &&
                                       !speech_.is(i, kTitle | kOfficial | kPerson | kTimeWord | kPronoun));
        if (belongs) {
            i += speech_.is(i, kMedium) ? speech_.note(i).class_length : 1;
            more = true;
        }
    }
    return std::min(i, sentence_end);
}

bool SourceReader::possessive(uint32_t token) const {
    const std::string_view suffix = speech_.language().setting("possessive-suffix");
    return !suffix.empty() && speech_.article().tokens.folded_of(speech_.token(token)).ends_with(suffix);
}

uint32_t sentence_of(const Article& article, uint32_t token) {
    const std::vector<Sentence>& sentences = article.tokens.sentences;
    const auto behind =
        std::upper_bound(sentences.begin(), sentences.end(), token,
                         [](uint32_t wanted, const Sentence& sentence) { return wanted < sentence.first; });
    return static_cast<uint32_t>(behind - sentences.begin()) - (behind == sentences.begin() ? 0u : 1u);
}

}  // namespace silang
