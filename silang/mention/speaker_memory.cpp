#include "silang/mention/speaker_memory.h"

#include <algorithm>

namespace silang {
namespace {

// How many sentences back "pria itu" may point.
constexpr size_t kFarthestPointer = 2;
constexpr size_t kMostUnlisted = 32;

bool holds_word(std::string_view text, std::string_view word) {
    for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const size_t end = at + word.size();
        if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return true;
    }
    return false;
}

}  // namespace

void SpeakerMemory::remember(const Speaker& speaker, const Party& party) {
    last_ = speaker;
    const bool body = speaker.entity
                          ? !speech_.is_person(*speaker.entity) && !(party.found() && speech_.is(party.first, kTitle))
                          : party.found() && !speech_.is(party.first, kTitle) &&
                                (speech_.is(party.first, kOfficial | kDocument | kMedium) ||
                                 !(speech_.capital(party.first) || speech_.is(party.first, kPerson | kIndefinite)));
    if (body) {
        body_ = speaker;
    } else {
        person_ = speaker;
        person_spoke_ = sentence_;
    }
}

Speaker SpeakerMemory::carried(uint32_t cue) const {
    if (person_.known()) return person_;
    if (last_.known()) return last_;
    // Nobody has spoken: the person mentioned last.
    const auto person = known_.person_before(speech_.token(cue).span.begin);
    if (!person) return last_;
    return Speaker{clean_spaces(person->second.of(speech_.article().page.text)), person->second, person->first};
}

Speaker SpeakerMemory::speaker_of_source(const Attribution& source) const {
    Speaker speaker{source.sources.back(), source.source_spans.back(), std::nullopt};
    speaker.text = clean_spaces(source.source_spans.back().of(speech_.article().page.text));
    speaker.entity = entity_in(source.source_spans.back());
    return speaker;
}

std::optional<uint32_t> SpeakerMemory::entity_in(Span span) const {
    std::optional<uint32_t> found;
    for (size_t i = speech_.article().tokens.token_at(span.begin);
         i < speech_.article().tokens.tokens.size() && speech_.token(i).span.begin < span.end; ++i) {
        const uint32_t entity = speech_.note(i).entity;
        if (entity == 0) continue;
        if (speech_.is_person(entity - 1)) return entity - 1;
        if (!found) found = entity - 1;
    }
    return found;
}

// The person last mentioned before `offset` who holds the office that `head` names.
std::optional<uint32_t> SpeakerMemory::holder(std::string_view head, uint32_t offset) const {
    const std::string wanted = fold(head);
    std::optional<uint32_t> found;
    uint32_t nearest = 0;
    for (uint32_t index = 0; index < speech_.entities().size(); ++index) {
        const Entity& entity = speech_.entity(index);
        if (entity.type != EntityType::person) continue;
        const bool holds = std::any_of(entity.roles.begin(), entity.roles.end(), [&](const std::string& role) {
            const std::string folded = fold(role);
            return folded.starts_with(wanted) && (folded.size() == wanted.size() || folded[wanted.size()] == ' ');
        });
        if (!holds) continue;
        const auto behind = std::upper_bound(entity.mentions.begin(), entity.mentions.end(), offset,
                                             [](uint32_t at, Span mention) { return at < mention.end; });
        if (behind == entity.mentions.begin()) continue;
        const uint32_t mentioned = (behind - 1)->begin;
        if (!found || mentioned >= nearest) {
            found = index;
            nearest = mentioned;
        }
    }
    return found;
}

// An office is known of the person; it is not the one named, or holder() had found it.
bool SpeakerMemory::has_other_office(const Speaker& speaker) const {
    return speaker.entity && !speech_.entity(*speaker.entity).roles.empty();
}

Speaker SpeakerMemory::named(const Party& party, std::string& reason) {
    const uint32_t offset = speech_.token(party.first).span.begin;
    if (party.pronoun) {
        reason = "pronoun, carried over";
        const LexiconEntry* pronoun = speech_.rules().pronouns->word(speech_.token(party.first).word);
        const bool own = pronoun != nullptr && (pronoun->field(1) == "own" || pronoun->field(2) == "plural");
        return own && last_.known() ? last_ : carried(party.first);
    }
    Speaker speaker{speech_.text_of(party.first, party.last), speech_.span_of(party.first, party.last), party.entity};
    if (party.pointing) {
        uint32_t head_last = party.last;
        if (speech_.is(head_last - 1, kDeterminer) && head_last - party.first > 1) --head_last;
        if (speech_.is(party.first, kDocument | kMedium)) {
            if (const Attribution* source = source_before(offset)) {
                reason = "points back to the source";
                return speaker_of_source(*source);
            }
            return speaker;
        }
        const bool body = speech_.is(party.first, kBody);
        // "pria itu", "ibu dua anak itu": whoever spoke, whatever the office.
        const bool anyone = !body && (head_last != party.last || party.definite) &&
                            speech_.is(party.first, kPerson | kTitle) && !names_an_office(party.first);
        if (speaker.entity && !speech_.is_person(*speaker.entity) && !body)
            speaker.entity.reset();  // "pria asal Demak itu"
        if (const auto entity = holder(speech_.text_of(party.first, head_last), offset)) {
            speaker.entity = entity;
            reason = "holder of the office";
        } else if (head_last == party.last && !party.definite) {
            // An office without "itu" may be anybody's.
        } else if (const auto named_body = known_.organization_of_noun(party.first, party.last, offset)) {
            speaker.entity = named_body;
            reason = "stands for the organization named before";
        } else if (body && body_.known()) {
            speaker.entity = body_.entity;
            reason = "points back to the body named before";
        } else if (!body && person_.known() && sentence_ - person_spoke_ <= kFarthestPointer &&
                   (anyone || !has_other_office(person_))) {
            if (person_.entity)
                speaker.entity = person_.entity;
            else
                speaker = person_;  // no entity tells who it is: the words it points at do
            reason = "points back to the speaker before";
        }
    }
    // "juru bicara Kremlin", who has been named before with that office.
    if (!party.pointing && speech_.is(party.first, kTitle) && !(speaker.entity && speech_.is_person(*speaker.entity))) {
        if (const auto entity = holder(speaker.text, offset)) {
            speaker.entity = entity;
            reason = "holder of the office";
        }
    }
    complete(speaker, party, offset, reason);
    remember(speaker, party);
    return speaker;
}

// From what the page calls a speaker here to what it called the same one before.
void SpeakerMemory::complete(Speaker& speaker, const Party& party, uint32_t offset, std::string& reason) {
    // A feast or a match does not speak; a person of that name does.
    if (speaker.entity && speech_.entity(*speaker.entity).type == EntityType::event) speaker.entity.reset();
    if (!speaker.entity) {
        if (const auto body = known_.organization_of_noun(party.first, party.last, offset)) {
            speaker.entity = body;
            reason = "stands for the organization named before";
            return;
        }
        // "pihak manajemen PT X": nobody by name, but the body's own word.
        if (speech_.is(party.first, kIndefinite) && speech_.is(party.first, kBody)) {
            const auto inside = entity_in(speech_.span_of(party.first, party.last));
            if (inside && speech_.entity(*inside).type == EntityType::organization) speaker.entity = inside;
        }
    }
    if (party.pointing || (speaker.entity && !speech_.is_person(*speaker.entity))) return;
    const bool short_name = !speaker.entity || speech_.entity(*speaker.entity).name.find(' ') == std::string::npos;
    if (!short_name) return;
    if (const auto person = known_.person_in_full(party.first, party.last, offset)) {
        speaker.entity = person;
        reason += ", named in full before";
        return;
    }
    if (speaker.entity) return;
    const std::string lone = known_.lone_word(party.first, party.last);
    if (lone.empty()) {
        if (speech_.reads_as_name(party.first, party.last)) {
            if (unlisted_.size() == kMostUnlisted) unlisted_.erase(unlisted_.begin());
            unlisted_.push_back(speaker);
        }
        return;
    }
    for (size_t i = unlisted_.size(); i > 0; --i) {
        if (!holds_word(fold(unlisted_[i - 1].text), lone)) continue;
        speaker = unlisted_[i - 1];
        reason += ", named in full before";
        return;
    }
}

// True for "guru itu"; false for "pria itu" and "ibu itu", words of kin and respect that anybody can be called.
bool SpeakerMemory::names_an_office(uint32_t token) const {
    const auto title = speech_.rules().titles->match(speech_.article().tokens.tokens, token);
    return title && title.entry->field(1) != "honorific" && title.entry->field(1) != "tie";
}

const Attribution* SpeakerMemory::source_before(uint32_t offset) const {
    const auto behind = std::lower_bound(sources_.begin(), sources_.end(), offset,
                                         [](const Attribution& source, uint32_t at) { return source.span.begin < at; });
    return behind == sources_.begin() ? nullptr : &*(behind - 1);
}

void SpeakerMemory::notice(Speaker person) {
    person_spoke_ = sentence_;
    person_ = std::move(person);
}

}  // namespace silang
