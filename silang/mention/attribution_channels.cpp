// Papers, channels and unnamed people that a page has its information from: "dalam keterangan tertulisnya", "kepada
// wartawan", "diunggah akun TikTok @...", "seorang perawat yang enggan disebut namanya".
#include <algorithm>

#include "silang/mention/attribution_finder.h"

namespace silang {
namespace {

constexpr uint32_t kLongestUnnamed = 16;  // tokens of "seorang pejabat kementerian ..." before it is said to be unnamed

}  // namespace

uint32_t AttributionFinder::held(uint32_t cue, uint32_t behind) {
    uint32_t paper = behind;
    while (paper < stretch_->last && speech_.is(paper, kIndefinite | kArticle)) ++paper;
    if (paper >= stretch_->last || !speech_.is(paper, kDocument | kMedium)) return behind;
    if (speech_.is(paper, kMedium) && !speech_.is(paper, kDocument)) {
        if (Source channel = sources_.channel_at(paper, stretch_->last); channel.found()) {
            const uint32_t end = channel.last;
            emit_one(cue, end, std::move(channel));
            return end;
        }
        return medium_only(cue, behind);
    }
    const uint32_t end = speech_.phrase_end(paper, stretch_->last);
    if (end == paper) return behind;
    Source source = sources_.document(speech_.narrow(paper, end));
    if (!source.found()) source = Source{speech_.text_of(paper, end), "document", paper, end};
    emit_one(cue, end, std::move(source));
    return end;
}

uint32_t AttributionFinder::uploaded(uint32_t cue, uint32_t behind) {
    uint32_t i = behind;
    while (i < stretch_->last && speech_.is(i, kBy | kIndefinite | kArticle)) ++i;
    Source channel = i < stretch_->last ? sources_.channel_at(i, stretch_->last) : Source{};
    if (!channel.found()) return medium_only(cue, behind);
    const uint32_t end = channel.last;
    emit_one(cue, end, std::move(channel));
    return end;
}

uint32_t AttributionFinder::informant(uint32_t at) {
    uint32_t first = at;
    while (first > stretch_->first && speech_.is(first - 1, kIndefinite) && !speech_.note(first - 1).quoted) --first;
    uint32_t end = at + speech_.note(at).class_length;
    if (end + 1 < stretch_->last && speech_.is(end, kJoin)) {
        const uint32_t place = speech_.phrase_end(end + 1, stretch_->last);
        if (place > end + 1) end = place;
    }
    if (end + 1 >= stretch_->last || !speech_.is(end, kRelative) || !speech_here()) return at;
    // Named behind a cue, or left to what the clause says of it.
    if (speech_.is(end, kUnnamed) || told_already(Source{{}, {}, first, end})) return at;
    emit_one(first, end + 1, Source{speech_.text_of(first, end), "person", first, end});
    return end;
}

uint32_t AttributionFinder::unnamed(uint32_t relative) {
    const uint32_t behind = relative + speech_.note(relative).class_length;
    const uint32_t farthest = std::max(stretch_->first, relative > kLongestUnnamed ? relative - kLongestUnnamed : 0);
    uint32_t first = relative;
    for (uint32_t i = relative; i > farthest; --i) {
        if (speech_.note(i - 1).quoted || speech_.token(i - 1).kind == TokenKind::punct) break;
        const bool head = speech_.is(i - 1, kIndefinite | kPerson | kTitle | kOfficial);
        if (head && speech_.phrase_end(i - 1, relative) == relative) first = i - 1;
    }
    if (first == relative) return behind;
    // "Dua sumber di kepolisian yang ...": with where they are.
    if (first > farthest + 1 && speech_.is(first - 1, kJoin)) {
        const uint32_t join = first - 1;
        for (uint32_t i = join; i > farthest && speech_.token(i - 1).kind != TokenKind::punct; --i) {
            const bool head = speech_.is(i - 1, kIndefinite | kPerson | kTitle);
            if (head && speech_.phrase_end(i - 1, join) == join) first = i - 1;
        }
    }
    // "according to a source who asked ...": found already, without what it asked for.
    if (!found_.empty() && found_.back().source_spans.back() == speech_.span_of(first, relative)) {
        Attribution& known = found_.back();
        known.source_spans.back() = speech_.span_of(first, behind);
        known.sources.back() = speech_.text_of(first, behind);
        known.span.end = std::max(known.span.end, known.source_spans.back().end);
        return behind;
    }
    Source source = sources_.from_party(speech_.narrow(first, relative), "person");
    source.name = speech_.text_of(first, behind);
    source.first = first;
    source.last = behind;
    emit_one(first, behind, std::move(source));
    return behind;
}

bool AttributionFinder::speech_here() {
    if (asked_ == stretch_) return speech_here_;
    asked_ = stretch_;
    speech_here_ = false;
    for (uint32_t i = stretch_->first; i < stretch_->last && !speech_here_; ++i)
        speech_here_ = !speech_.note(i).quoted && speech_.says(i, kActive | kBare | kCarried | kPassive);
    return speech_here_;
}

uint32_t AttributionFinder::channel(uint32_t cue, uint32_t behind, bool strict) {
    uint32_t first = behind;
    while (first < stretch_->last && speech_.is(first, kIndefinite)) ++first;
    if (first >= stretch_->last || !speech_.is(first, kDocument | kMedium) || names_entity(first)) return behind;
    const uint32_t head = first + speech_.note(first).class_length;
    if (strict) {
        const uint32_t end = sources_.paper_end(first, head, stretch_->last);
        const bool owned = sources_.possessive(end - 1) || (end < stretch_->last && names_entity(end));
        if (!owned || !speech_.is(first, kDocument)) return behind;
    }
    return own_channel(cue, first, head);
}

uint32_t AttributionFinder::own_channel(uint32_t cue, uint32_t first, uint32_t behind) {
    if (!speech_here()) return behind;
    behind = std::max(behind, first + speech_.note(first).class_length);  // "lewat akun | X"
    const uint32_t end = sources_.paper_end(first, behind, stretch_->last);
    Source owner;
    if (end < stretch_->last && !speech_.is(end, kTimeWord | kStop)) {
        const Party party = speech_.party_after(end, std::min(stretch_->last, end + 12));
        const bool names = party.found() && !party.pronoun &&
                           (party.entity || speech_.is(party.first, kTitle | kOfficial)) && party.phrase_first == end;
        if (names && !sources_.known(party.first).found()) owner = sources_.from_party(party, "official");
    }
    if (!owner.found() && speech_.mark(end) == ',' && cue == stretch_->first) {
        // "Dalam siaran persnya, Telkom mengatakan ..."
        const Party party = speech_.party_after(end + 1, stretch_->last);
        if (party.found() && !party.pronoun && party.phrase_first == end + 1 &&
            (party.entity || speech_.is(party.first, kTitle | kOfficial | kBody))) {
            owner = sources_.from_party(party, "official");
        }
    }
    if (!owner.found()) owner = named_before(cue);
    emit_own(cue, Source{speech_.text_of(first, end), "document", first, end}, std::move(owner));
    return end;
}

uint32_t AttributionFinder::told(uint32_t cue, uint32_t behind) {
    const uint32_t end = behind + speech_.note(behind).class_length;
    if (end > stretch_->last) return behind;
    if (speech_.note(cue).cue->field(1) == "published") {
        // "pernyataan yang disampaikan kepada pers": the verb of telling is the cue's own.
        emit_one(cue, end, Source{speech_.text_of(behind, end), "person", behind, end});
        return end;
    }
    if (!speech_here()) return behind;
    if (Source source = end < stretch_->last ? sources_.known(end) : Source{}; source.found())
        return emit(cue, std::move(source), false);
    emit_own(cue, Source{speech_.text_of(behind, end), "person", behind, end}, named_before(cue));
    return end;
}

Source AttributionFinder::named_before(uint32_t cue) const {
    const uint32_t farthest = std::max(stretch_->first, cue > kFarthestSource ? cue - kFarthestSource : 0);
    for (uint32_t k = cue; k > farthest; --k) {
        const WordNote& note = speech_.note(k - 1);
        if (note.quoted || note.entity == 0) continue;
        const Entity& entity = speech_.entity(note.entity - 1);
        if (entity.type != EntityType::person && entity.type != EntityType::organization) continue;
        uint32_t first = k - 1;
        while (first > stretch_->first && speech_.note(first - 1).entity == note.entity) --first;
        return Source{entity.name, entity.type == EntityType::person ? "person" : "official", first, k};
    }
    return {};
}

void AttributionFinder::emit_own(uint32_t cue, Source paper, Source owner) {
    Attribution attribution;
    attribution.own = true;
    attribution.span = speech_.span_of(cue, std::max(paper.last, owner.first > cue ? owner.last : 0));
    attribution.sentence = sentence_of(article_, cue);
    for (Source* source : {&paper, &owner}) {
        if (!source->found()) continue;
        attribution.sources.push_back(std::move(source->name));
        attribution.source_spans.push_back(speech_.span_of(source->first, source->last));
        attribution.kinds.emplace_back(source->kind);
    }
    found_.push_back(std::move(attribution));
}

}  // namespace silang
