#include "silang/mention/sources.h"

#include <algorithm>

namespace silang {
namespace {

constexpr uint32_t kKindWords = 2;      // "harian | olahraga | A Bola"
constexpr uint32_t kLongestMedium = 8;  // tokens of a medium's name, read backwards
constexpr uint32_t kLongestPaper = 14;  // tokens of a paper's name before the clause about it

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

bool SourceReader::called_as_outlets_are(uint32_t first, uint32_t last) const {
    const Lexicon& cues = speech_.language().lexicon("outlet-cues");
    for (uint32_t i = first; i < last; ++i) {
        if (speech_.mark(i) == '.' && i > first && i + 1 < last && !speech_.token(i).space_before &&
            !speech_.token(i + 1).space_before && speech_.token(i + 1).letter_case == LetterCase::lower)
            return true;
        if (!speech_.capital(i)) continue;
        const LexiconEntry* cue = cues.word(speech_.token(i).word);
        if (cue != nullptr && cue->field(1) == "name" && last > first + 1) return true;
    }
    return false;
}

bool SourceReader::reads_as_outlet(uint32_t first, uint32_t last) const {
    if (called_as_outlets_are(first, last)) return true;
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
    bool news_word = false;
    uint32_t medium_first = limit;
    uint32_t document = limit;
    for (bool more = true; more && i < limit;) {
        more = false;
        if (known(i).found()) break;
        const WordNote& note = speech_.note(i);
        if (speech_.mark(i) == '"' || speech_.mark(i) == '\'') {
            ++i;
            more = true;
        } else if (speech_.is(i, kMedium) && media && names_entity(i)) {
            medium_word = true;  // "Radio Swara Desa": part of the name
            medium_first = std::min(medium_first, i);
        } else if (speech_.is(i, kMedium) && !names_entity(i)) {
            medium_word = true;
            news_word = news_word || speech_.is(i, kNewsMedium);
            medium_first = std::min(medium_first, i);
            i += note.class_length;
            more = true;
            // "harian | olahraga | A Bola"
            for (uint32_t k = i; news_word && k < std::min(limit, i + kKindWords) && (speech_.note(k).classes == 0);
                 ++k) {
                if (speech_.token(k).letter_case != LetterCase::lower || k + 1 >= limit) break;
                if (speech_.capital(k + 1)) i = k + 1;
            }
        } else if (speech_.is(i, kDocument) && !names_entity(i) && i + note.class_length < limit &&
                   owner_follows(i + note.class_length)) {
            document = std::min(document, i);
            i += note.class_length;
            while (i + 1 < limit && speech_.is(i, kQuality) && !speech_.capital(i)) i += speech_.note(i).class_length;
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
            if (!medium_word || speech_.is(i, kPress | kStop) || speech_.is(end - 1, kDeterminer)) return {};
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
        if (news_word) source.kind = "outlet";  // papers that bear the names of people
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
    if (speech_.is(i, kQuality) && !speech_.capital(i)) {
        const uint32_t behind = i + speech_.note(i).class_length;
        return behind < speech_.article().tokens.tokens.size() && owner_follows(behind);
    }
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

Source SourceReader::medium_before(uint32_t begin, uint32_t cue) const {
    uint32_t end = cue;
    while (end > begin && (speech_.mark(end - 1) == ',' || speech_.is(end - 1, kRelative))) --end;
    const uint32_t farthest = std::max(begin, end > kLongestMedium ? end - kLongestMedium : 0);
    for (uint32_t i = end; i > farthest; --i) {
        if (speech_.note(i - 1).quoted) return {};
        if (Source source = known(i - 1); source.found() && source.last == end) {
            // "wartawan Reuters": the name is a longer one's, or somebody's of theirs.
            return i - 1 > begin && speech_.is(i - 2, kPerson | kTitle) && !speech_.is(i - 2, kMedium) ? Source{}
                                                                                                       : source;
        }
    }
    for (uint32_t i = end; i > farthest; --i) {
        if (speech_.token(i - 1).kind == TokenKind::punct && speech_.mark(i - 1) != '.') break;
        if (speech_.is(i - 1, kNewsMedium) && speech_.phrase_end(i - 1, end) == end) {
            Source source = source_at(i - 1, end, speech_.token(i - 1).line, true, true, nullptr);
            return source.medium() ? source : Source{};
        }
    }
    for (uint32_t i = farthest; i < end; ++i) {
        if (!speech_.capital(i) || speech_.phrase_end(i, end) != end) continue;
        const uint32_t entity = speech_.note(i).entity;
        const bool person = entity != 0 && speech_.is_person(entity - 1);
        if (!person && called_as_outlets_are(i, end)) return Source{speech_.text_of(i, end), "outlet", i, end};
        break;
    }
    return {};
}

Source SourceReader::paper_before(uint32_t begin, uint32_t cue) const {
    // "yang | dikutip", "yang salinannya | dilihat"
    uint32_t relative = cue;
    for (uint32_t k = cue; k > begin && cue - k < kKindWords; --k) {
        if (speech_.is(k - 1, kRelative)) relative = k - 1;
    }
    if (relative == cue) return {};
    const uint32_t farthest = std::max(begin, relative > kLongestPaper ? relative - kLongestPaper : 0);
    Source paper;
    for (uint32_t i = relative; i > farthest && !speech_.note(i - 1).quoted; --i) {
        if (!speech_.is(i - 1, kDocument) || names_entity(i - 1)) continue;
        const uint32_t end = speech_.phrase_end(i - 1, relative);
        // Where and when it is of may stand behind it: "kajian Walhi pada 2019 yang ...".
        const bool reaches = end == relative || speech_.is(end, kStop | kJoin | kTimeWord) ||
                             speech_.token(end).kind == TokenKind::number;
        if (!reaches) break;
        paper = document(speech_.narrow(i - 1, end));
        if (!paper.found() && end == relative) paper = Source{speech_.text_of(i - 1, end), "document", i - 1, end};
    }
    return paper;
}

Source SourceReader::maker_at(uint32_t i, uint32_t limit, uint32_t line) const {
    if (i + 2 >= limit || !speech_.is(i, kRelative) || !speech_.is(i + 1, kMade)) return {};
    uint32_t maker = i + 1 + speech_.note(i + 1).class_length;
    while (maker < limit && speech_.is(maker, kBy)) ++maker;
    if (maker >= limit || speech_.token(maker).line != line) return {};
    if (Source channel = channel_at(maker, limit); channel.found()) return channel;
    if (!speech_.capital(maker) && !speech_.is(maker, kOfficial | kPerson | kMedium)) return {};
    return source_at(maker, limit, line, false, true, nullptr);
}

Source SourceReader::channel_at(uint32_t i, uint32_t limit) const {
    const uint32_t first = i;
    while (i < limit && speech_.is(i, kMedium) && !names_entity(i)) i += speech_.note(i).class_length;
    if (i == first || speech_.is(first, kNewsMedium)) return {};
    if (i < limit && speech_.mark(i) == '@') {
        const uint32_t end = paper_end(first, i, limit);
        return {speech_.text_of(first, end), "document", first, end};
    }
    uint32_t end = i;
    if (i < limit && speech_.capital(i) && !speech_.is(i, kTimeWord)) end = speech_.phrase_end(i, limit);
    while (end == i && i < limit && possessive(i) && speech_.token(i).letter_case == LetterCase::lower) end = ++i;
    if (end == i && !(i > first && possessive(i - 1))) return {};
    return {speech_.text_of(first, end), "document", first, end};
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
