// Who spoke on a page so far, and whom a phrase names after that: a pronoun, "-nya", an office, half a name.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "silang/mention/speakers.h"
#include "silang/mention/speech.h"

namespace silang {

struct Speaker {
    std::string text;
    std::optional<Span> span;
    std::optional<uint32_t> entity;
    [[nodiscard]] bool known() const { return !text.empty(); }
};

class SpeakerMemory {
public:
    SpeakerMemory(const Speech& speech, std::span<const Attribution> sources)
        : speech_(speech), known_(speech), sources_(sources) {}

    // Sentences are read in order: `sentence` is an index of speech.stretches().
    void move_to(size_t sentence) { sentence_ = sentence; }

    // Whom a phrase names; that one is the last speaker from then on. `reason` is added to.
    Speaker named(const Party& party, std::string& reason);
    void remember(const Speaker& speaker, const Party& party);
    // A person the page turns to without letting it speak: "dia" points there from now on.
    void notice(Speaker person);

    // Whom "-nya" points at, in the cue at token `cue`: a person, unless none has spoken.
    [[nodiscard]] Speaker carried(uint32_t cue) const;
    [[nodiscard]] const Speaker& last() const { return last_; }
    [[nodiscard]] Speaker speaker_of_source(const Attribution& source) const;

private:
    [[nodiscard]] std::optional<uint32_t> entity_in(Span span) const;
    [[nodiscard]] std::optional<uint32_t> holder(std::string_view head, uint32_t offset) const;
    [[nodiscard]] bool has_other_office(const Speaker& speaker) const;
    [[nodiscard]] bool names_an_office(uint32_t token) const;
    [[nodiscard]] const Attribution* source_before(uint32_t offset) const;
    void complete(Speaker& speaker, const Party& party, uint32_t offset, std::string& reason);

    const Speech& speech_;
    SpeakerIndex known_;
    std::span<const Attribution> sources_;
    std::vector<Speaker> unlisted_;  // full names that speak and are no entity, the latest last
    Speaker last_;                   // of the last words, whoever it was
    Speaker person_;                 // the last person
    Speaker body_;                   // the last organization, office or country
    size_t sentence_ = 0;
    size_t person_spoke_ = 0;
};

}  // namespace silang
