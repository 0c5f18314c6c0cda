// Where a page says it has its information from.
//
//   "menurut Kyodo merujuk pada keterangan dari seorang penasihat ..."      cue, source, chain cue, source: nearest
//   first "Seperti dilansir Reuters, Sabtu (9/8/2025), ..."                       a credit: the date is that of its
//   publication
//   "... kata KCNA", "Laporan intelijen X menyebut", "(Antara)"          the other shapes
#include <algorithm>

#include "silang/mention/attribution_finder.h"

namespace silang {
namespace {

constexpr uint32_t kLeadParagraphs = 3;  // a media credit in the first of them stands for the page
constexpr uint32_t kDateWithin = 4;      // tokens between a source and the date of its credit
constexpr size_t kLongestChain = 4;

}  // namespace

std::vector<Attribution> AttributionFinder::run() {
    count_paragraphs();
    for (const Stretch& stretch : speech_.stretches()) {
        stretch_ = &stretch;
        while (paragraph_ + 1 < paragraphs_.size() && paragraphs_[paragraph_ + 1] <= stretch.line) ++paragraph_;
        for (uint32_t i = stretch.first; i < stretch.last;) i = std::max(i + 1, read(i));
    }
    for (Attribution& credit : find_page_credits(speech_, paragraphs_)) found_.push_back(std::move(credit));
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Attribution& a, const Attribution& b) { return a.span < b.span; });
    return std::move(found_);
}

void AttributionFinder::count_paragraphs() {
    for (uint32_t line = 0; line < article_.blocks.size(); ++line) {
        if (article_.blocks[line].role == Role::body) paragraphs_.push_back(line);
    }
}

uint32_t AttributionFinder::read(uint32_t i) {
    const WordNote& note = speech_.note(i);
    if (note.quoted) return i + 1;
    if (speech_.is(i, kUnnamed)) return unnamed(i);
    if (speech_.is(i, kInformant) && !speech_.capital(i)) {
        if (const uint32_t behind = informant(i); behind > i) return behind;
    }
    if (speech_.says(i, kBare) && note.cue_length <= note.verb_length) {
        const size_t before = found_.size();
        const uint32_t next = said_by_medium(i);
        if (found_.size() > before || !speech_.says(i, kActive)) return next;
    }
    if (note.cue == nullptr) return i + 1;
    const std::string_view form = note.cue->field(1);
    const uint32_t behind = i + note.cue_length;
    if (form == "credit" || form == "reported") {
        const size_t before = found_.size();
        const uint32_t next = credit(i, behind, form == "reported");
        if (found_.size() > before || form == "reported" || i == stretch_->first) return next;
        // "Situs berita X melansir ...": nobody is credited, X reports.
        Source medium = speech_.mark(i - 1) == ',' ? Source{} : sources_.medium_before(stretch_->first, i);
        if (!medium.found() || told_already(medium)) return next;
        return std::max(next, emit(i, std::move(medium), false));
    }
    if (form == "source" || form == "chain") return named_source(i, behind);
    if ((form == "to" || form == "published") && speech_.is(behind, kReporters)) return told(i, behind);
    if (form == "held") return held(i, behind);
    if (form == "uploaded") return uploaded(i, behind);
    if (form == "published" || form == "to") return medium_only(i, behind);
    if (form == "own") return own_channel(i, sources_.paper_in(i, behind), behind);
    if (form == "through" || form == "in") return channel(i, behind, form == "in");
    if (form == "reports") return reports(i, behind);
    return behind;
}

uint32_t AttributionFinder::credit(uint32_t cue, uint32_t behind, bool strict) {
    Source source = source_at(behind, stretch_->last, true, false);
    if (!source.found()) return behind;
    if (!sources_.medium_before(stretch_->first, cue).found() && hands_on(cue, source))
        return std::max(source.last, behind);
    if (strict && !source.medium()) return behind;
    if (strict && !sources_.known(source.first).found() && !speech_.is(behind, kMedium | kBy)) return behind;
    if (source.kind == "official" && sources_.called_as_outlets_are(source.first, source.last)) source.kind = "outlet";
    return emit_with_paper(cue, std::move(source), true);
}

uint32_t AttributionFinder::emit_with_paper(uint32_t cue, Source source, bool credit) {
    Source paper = source.first > cue ? sources_.paper_before(stretch_->first, cue) : Source{};
    // "Wall Street Journal, seperti dikutip Kontan, melaporkan ...": a medium has it from the one before, too.
    if (!paper.found() && source.first > cue && source.medium() && cue > stretch_->first)
        paper = sources_.medium_before(stretch_->first, cue);
    if (!paper.found() || paper.name == source.name) return emit(cue, std::move(source), credit);
    uint32_t begin = speech_.token(paper.first).span.begin;
    // "Menurut salinan putusan yang diterima Kompas": one attribution, not one of the paper and one of the medium.
    if (told_already(paper) && found_.back().span.end <= speech_.token(cue).span.begin &&
        (found_.back().own || found_.back().sources.size() == 1)) {
        begin = std::min(begin, found_.back().span.begin);
        found_.pop_back();
    }
    const uint32_t end = emit(cue, std::move(source), credit);
    Attribution& found = found_.back();
    found.span.begin = begin;
    if (found.sources.size() > 1) return end;
    found.source_spans.push_back(speech_.span_of(paper.first, paper.last));
    found.sources.push_back(std::move(paper.name));
    found.kinds.emplace_back(paper.kind);
    return end;
}

uint32_t AttributionFinder::named_source(uint32_t cue, uint32_t behind) {
    Source source = source_at(behind, stretch_->last, false, true);
    if (!source.found()) return behind;
    if (speech_.note(cue).cue->field(1) == "chain") {
        if (hands_on(cue, source)) return std::max(source.last, behind);
        // "The Star, mengutip Bernama, melaporkan ...": the medium before it comes first.
        Source medium = sources_.medium_before(stretch_->first, cue);
        if (medium.found() && medium.name != source.name && !told_already(medium))
            return std::max(emit(medium.first, std::move(medium), false), behind);
    }
    if (source.kind == "document") {
        if (Source maker = sources_.maker_at(source.last, stretch_->last, speech_.token(cue).line); maker.found())
            source = std::move(maker);
    }
    const bool cited = speech_.note(cue).cue->field(3) == "credit";
    // Whoever is cited by a name we do not know is a medium rather than an office.
    if (cited && source.kind == "official" && !names_entity(source.first) && speech_.capital(source.first) &&
        !speech_.is(source.first, kOfficial | kTitle | kPerson)) {
        source.kind = "outlet";
    }
    return emit(cue, std::move(source), cited);
}

uint32_t AttributionFinder::medium_only(uint32_t cue, uint32_t behind) {
    Source source;
    uint32_t i = behind;
    const uint32_t limit = std::min(stretch_->last, behind + kFarthestSource);
    while (i < limit && speech_.is(i, kMedium | kIndefinite | kBy | kArticle)) i += speech_.note(i).class_length;
    if (i >= limit) return behind;
    source = sources_.known(i);
    if (!source.found() && i > behind && speech_.is(behind, kMedium)) {
        source = source_at(behind, stretch_->last, true, true);
        if (!source.medium()) return behind;
    }
    const bool to = speech_.note(cue).cue->field(1) == "to";
    if (!source.found() && i == behind && to) source = unknown_outlet(cue, i);
    if (!source.found()) return behind;
    if (!to) return emit_with_paper(cue, std::move(source), false);
    // "melalui pesan WhatsApp kepada ...": the medium was told, in a paper of the speaker's.
    if (!found_.empty() && found_.back().own && cue > stretch_->first &&
        found_.back().source_spans.front().end == speech_.token(cue - 1).span.end) {
        const Attribution own = std::move(found_.back());
        found_.pop_back();
        const uint32_t end = emit(cue, std::move(source), false);
        Attribution& told = found_.back();
        told.span.begin = own.span.begin;
        told.sources.push_back(own.sources.front());
        told.source_spans.push_back(own.source_spans.front());
        told.kinds.push_back(own.kinds.front());
        return end;
    }
    return emit(cue, std::move(source), false);
}

bool AttributionFinder::told_already(const Source& source) const {
    if (found_.empty()) return false;
    const Span span = speech_.span_of(source.first, source.last);
    const std::vector<Span>& spans = found_.back().source_spans;
    return std::any_of(spans.begin(), spans.end(), [span](Span other) { return other.overlaps(span); });
}

Source AttributionFinder::unknown_outlet(uint32_t cue, uint32_t i) {
    if (!speech_.capital(i) || speech_.is(i, kTitle | kOfficial | kPronoun)) return {};
    // "Polisi yang dihubungi Muara Pos belum menjawab": nothing need have been said.
    const bool asked = cue > stretch_->first && speech_.is(cue - 1, kTail | kRelative);
    if (!asked && !speech_here()) return {};
    const uint32_t end = speech_.phrase_end(i, stretch_->last);
    if (end == i || !sources_.reads_as_outlet(i, end)) return {};
    return Source{speech_.text_of(i, end), "outlet", i, end};
}

bool AttributionFinder::hands_on(uint32_t cue, Source& source) {
    if (found_.empty() || cue == stretch_->first || speech_.mark(cue - 1) != ',') return false;
    Attribution& before = found_.back();
    const bool here = before.span.begin >= speech_.token(stretch_->first).span.begin;
    const bool medium = before.kinds.back() == "agency" || before.kinds.back() == "outlet";
    if (!here || !medium || before.sources.size() >= kLongestChain || source.first < cue ||
        source.name == before.sources.back())
        return false;
    before.span.end = speech_.token(source.last - 1).span.end;
    before.source_spans.push_back(speech_.span_of(source.first, source.last));
    before.sources.push_back(std::move(source.name));
    before.kinds.emplace_back(source.kind);
    return true;
}

uint32_t AttributionFinder::said_by_medium(uint32_t cue) {
    const uint32_t behind = cue + speech_.note(cue).verb_length;
    uint32_t i = behind;
    const uint32_t limit = std::min(stretch_->last, behind + kFarthestSource);
    while (i < limit && (speech_.is(i, kMedium | kBy | kJoin) || speech_.says(i, kBare))) {
        i += std::max<uint32_t>(1, speech_.is(i, kMedium) ? speech_.note(i).class_length : 1);
    }
    if (i >= limit) return behind;
    Source source = sources_.known(i);
    if (!source.found() && i > behind && speech_.is(behind, kMedium)) {
        source = sources_.known_in(i, speech_.phrase_end(i, stretch_->last));
        if (!source.found()) source = source_at(behind, stretch_->last, true, true);
        if (!source.medium()) return behind;
    }
    if (!source.found() && i == behind && speech_.capital(i) && !speech_.is(i, kTitle | kOfficial)) {
        // "tulis Muara Pos": nobody has told us of it, but it is called as outlets are.
        const uint32_t end = speech_.phrase_end(i, stretch_->last);
        const uint32_t entity = speech_.note(i).entity;
        const bool person = entity != 0 && speech_.is_person(entity - 1);
        if (!person && sources_.called_as_outlets_are(i, end))
            source = Source{speech_.text_of(i, end), "outlet", i, end};
    }
    if (!source.found()) return behind;
    return emit(cue, std::move(source), false);
}

uint32_t AttributionFinder::reports(uint32_t cue, uint32_t behind) {
    if (cue == stretch_->first) return behind;
    if (speech_.is(cue - 1, kRelative)) {
        // "kajian Walhi yang menyebut ..."
        Source paper = sources_.paper_before(stretch_->first, cue);
        bool owned = false;
        for (uint32_t i = paper.first; i < paper.last; ++i) owned = owned || speech_.capital(i);
        if (!owned || told_already(paper)) return behind;
        return std::max(behind, emit(cue, std::move(paper), false));
    }
    const Party party = speech_.party_before(stretch_->first, cue);
    if (!party.found() || party.pronoun || party.pointing) return behind;
    Source source = sources_.known_in(party.first, party.last);
    const bool medium = speech_.is(party.first, kMedium);
    if (source.found()) {
        // "Jurnalis Reuters mengatakan" is a person's word; "Kantor berita Reuters" is the medium.
        const bool paper = speech_.is(party.first, kDocument) && !names_entity(party.first);
        if (paper && source.first != party.first + speech_.note(party.first).class_length) {
            source = sources_.document(party);  // "Jajak pendapat Litbang Kompas"
            if (!source.found()) return behind;
        } else if (!medium && !paper && (source.first != party.first || source.last != party.last)) {
            return behind;
        }
    } else if (medium) {
        source = source_at(party.first, party.last, true, true);
        // "state television reported": a medium without a name.
        if (!source.found() && party.last == party.first + speech_.note(party.first).class_length &&
            speech_.says(cue, kTrailing))
            source = Source{speech_.text_of(party.first, party.last), "outlet", party.first, party.last};
        if (!source.found()) return behind;
    } else if (speech_.is(party.first, kDocument)) {
        source = sources_.document(party);
        if (!source.found()) source = sources_.maker_at(party.phrase_last, cue, speech_.token(cue).line);
        if (!source.found()) return behind;
    } else if (speech_.reports_as_medium(party, cue)) {
        source = Source{speech_.text_of(party.first, party.last), "outlet", party.first, party.last};
    } else {
        return behind;
    }
    if (told_already(source)) return behind;
    return std::max(behind, emit(cue, std::move(source), false));
}

void AttributionFinder::emit_one(uint32_t cue, uint32_t behind, Source source) {
    Attribution attribution;
    const uint32_t first = std::min(cue, source.first);
    const uint32_t last = std::max(behind, source.last);
    attribution.span = speech_.span_of(first, last);
    attribution.sources.push_back(std::move(source.name));
    attribution.source_spans.push_back(speech_.span_of(source.first, source.last));
    attribution.kinds.emplace_back(source.kind);
    attribution.sentence = sentence_of(article_, first);
    found_.push_back(std::move(attribution));
}

uint32_t AttributionFinder::emit(uint32_t cue, Source source, bool credit) {
    Attribution attribution;
    uint32_t first = std::min(cue, source.first);
    uint32_t last = std::max(cue + speech_.note(cue).cue_length, source.last);
    const bool pointed = source.last <= cue && speech_.token(source.first).line != speech_.token(cue).line;
    if (pointed || (source.last <= cue && source.first < stretch_->first)) first = cue;
    attribution.sentence = sentence_of(article_, cue);
    const bool medium = source.medium();
    uint32_t end = std::max(last, source.last);
    const auto push = [&](Source& added) {
        attribution.sources.push_back(std::move(added.name));
        attribution.source_spans.push_back(speech_.span_of(added.first, added.last));
        attribution.kinds.emplace_back(added.kind);
    };
    uint32_t source_end = source.last;
    push(source);
    std::vector<Source> others;  // "AFP dan Reuters": origins side by side, not a chain
    while (attribution.sources.size() < kLongestChain) {
        uint32_t i = end;
        if (i < stretch_->last && speech_.is(i, kAnd) && i + 1 < stretch_->last && sources_.known(i + 1).found()) {
            others.push_back(sources_.known(i + 1));
            end = others.back().last;
            continue;
        }
        if (speech_.mark(i) == '/' && i + 1 < stretch_->last && sources_.known(i + 1).found()) {
            Source next = sources_.known(i + 1);
            end = next.last;
            push(next);
            continue;
        }
        i = behind_date(i);
        while (i < stretch_->last && (speech_.mark(i) == ',' || speech_.is(i, kRelative))) ++i;
        if (i >= stretch_->last || speech_.note(i).cue == nullptr || speech_.note(i).quoted) break;
        const std::string_view form = speech_.note(i).cue->field(1);
        const bool goes_on =
            form == "chain" || (form == "credit" && medium) || (form == "source" && medium && i == end);
        if (!goes_on) break;
        Source next = source_at(i + speech_.note(i).cue_length, stretch_->last, false, true);
        if (!next.found() || next.first < i) break;
        end = next.last;
        push(next);
    }
    attribution.span = speech_.span_of(first, std::max({last, end}));
    if (credit) mark_date(source_end);
    const bool lead_in = cue == stretch_->first || source.first == stretch_->first;
    attribution.whole_page = (credit && paragraph_ < kLeadParagraphs) || (medium && paragraph_ == 0 && lead_in);
    const uint32_t sentence = attribution.sentence;
    const bool whole_page = attribution.whole_page;
    found_.push_back(std::move(attribution));
    for (Source& other : others) {
        Attribution beside;
        beside.span = speech_.span_of(other.first, other.last);
        beside.source_spans.push_back(beside.span);
        beside.kinds.emplace_back(other.kind);
        beside.sources.push_back(std::move(other.name));
        beside.sentence = sentence;
        beside.whole_page = whole_page;
        found_.push_back(std::move(beside));
    }
    return std::max(end, cue + 1);
}

std::optional<size_t> AttributionFinder::date_behind(uint32_t i) const {
    if (i >= article_.tokens.tokens.size()) return std::nullopt;
    const uint32_t offset = speech_.token(i).span.begin;
    const auto time = std::lower_bound(times_.begin(), times_.end(), offset,
                                       [](const Time& held, uint32_t begin) { return held.span.begin < begin; });
    if (time == times_.end()) return std::nullopt;
    uint32_t k = i;
    for (; k < stretch_->last && speech_.token(k).span.begin < time->span.begin; ++k) {
        if (k - i >= kDateWithin) return std::nullopt;
        if (speech_.token(k).kind != TokenKind::punct && !speech_.is(k, kStop | kJoin | kTimeWord)) return std::nullopt;
    }
    if (k >= stretch_->last) return std::nullopt;
    return static_cast<size_t>(time - times_.begin());
}

void AttributionFinder::mark_date(uint32_t source_end) {
    auto time = date_behind(source_end);
    if (!time || times_[*time].type == TimeType::duration) return;
    times_[*time].credit = true;
    // "Sabtu" and "(25/5/2024)" may be two.
    const uint32_t next = static_cast<uint32_t>(article_.tokens.token_at(times_[*time].span.end));
    if (next < stretch_->last && *time + 1 < times_.size()) {
        const auto second = date_behind(next);
        if (second && times_[*second].span.begin - times_[*time].span.end <= 3) times_[*second].credit = true;
    }
}

uint32_t AttributionFinder::behind_date(uint32_t i) const {
    const auto time = date_behind(i);
    if (!time) return i;
    uint32_t end = static_cast<uint32_t>(article_.tokens.token_at(times_[*time].span.end - 1)) + 1;
    if (speech_.mark(end) == ')') ++end;
    return end;
}

std::vector<Attribution> find_attributions(const Speech& speech, std::vector<Time>& times) {
    return AttributionFinder(speech, times).run();
}

}  // namespace silang
