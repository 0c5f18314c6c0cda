// Where a page says it has its information from.
//
//   "menurut Kyodo merujuk pada keterangan dari seorang penasihat ..."      cue, source, chain cue, source: nearest
//   first "Seperti dilansir Reuters, Sabtu (9/8/2025), ..."                       a credit: the date is that of its
//   publication
//   "... kata KCNA", "Laporan intelijen X menyebut", "(Antara)"          the other shapes
#include <algorithm>

#include "silang/mention/sources.h"

namespace silang {
namespace {

constexpr uint32_t kLeadParagraphs = 3;  // a media credit in the first of them stands for the page
constexpr uint32_t kDateWithin = 4;      // tokens between a source and the date of its credit
constexpr size_t kLongestChain = 4;
constexpr uint32_t kLongestUnnamed = 16;  // tokens of "seorang pejabat kementerian ..." before it is said to be unnamed

class AttributionFinder {
public:
    AttributionFinder(const Speech& speech, std::vector<Time>& times)
        : article_(speech.article()), speech_(speech), sources_(speech_), times_(times) {}

    std::vector<Attribution> run() {
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

private:
    void count_paragraphs() {
        for (uint32_t line = 0; line < article_.blocks.size(); ++line) {
            if (article_.blocks[line].role == Role::body) paragraphs_.push_back(line);
        }
    }

    [[nodiscard]] Source source_at(uint32_t i, uint32_t limit, bool media, bool called) const {
        const Attribution* last = found_.empty() ? nullptr : &found_.back();
        return sources_.source_at(i, limit, speech_.token(stretch_->first).line, media, called, last);
    }

    [[nodiscard]] bool names_entity(uint32_t i) const { return speech_.note(i).entity != 0; }

    // --- cues ---

    // Reads what begins at token `i`; the token to go on from.
    uint32_t read(uint32_t i) {
        const WordNote& note = speech_.note(i);
        if (note.quoted) return i + 1;
        if (speech_.is(i, kUnnamed)) return unnamed(i);
        if (speech_.says(i, kBare) && note.cue_length <= note.verb_length) {
            const size_t before = found_.size();
            const uint32_t next = said_by_medium(i);
            if (found_.size() > before || !speech_.says(i, kActive)) return next;
        }
        if (note.cue == nullptr) return i + 1;
        const std::string_view form = note.cue->field(1);
        const uint32_t behind = i + note.cue_length;
        if (form == "credit" || form == "reported") return credit(i, behind, form == "reported");
        if (form == "source" || form == "chain") return named_source(i, behind);
        if (form == "to" && speech_.is(behind, kReporters)) return told(i, behind);
        if (form == "published" || form == "to") return medium_only(i, behind);
        if (form == "own") return own_channel(i, sources_.paper_in(i, behind), behind);
        if (form == "through" || form == "in") return channel(i, behind, form == "in");
        if (form == "reports") return reports(i, behind);
        return behind;
    }

    uint32_t credit(uint32_t cue, uint32_t behind, bool strict) {
        Source source = source_at(behind, stretch_->last, true, false);
        if (!source.found()) return behind;
        if (hands_on(cue, source)) return std::max(source.last, behind);
        if (strict && !source.medium()) return behind;
        if (strict && !sources_.known(source.first).found() && !speech_.is(behind, kMedium | kBy)) return behind;
        return emit(cue, std::move(source), true);
    }

    uint32_t named_source(uint32_t cue, uint32_t behind) {
        Source source = source_at(behind, stretch_->last, false, true);
        if (!source.found()) return behind;
        if (speech_.note(cue).cue->field(1) == "chain" && hands_on(cue, source)) return std::max(source.last, behind);
        const bool cited = speech_.note(cue).cue->field(3) == "credit";
        // Whoever is cited by a name we do not know is a medium rather than an office.
        if (cited && source.kind == "official" && !names_entity(source.first) && speech_.capital(source.first) &&
            !speech_.is(source.first, kOfficial | kTitle | kPerson)) {
            source.kind = "outlet";
        }
        return emit(cue, std::move(source), cited);
    }

    uint32_t medium_only(uint32_t cue, uint32_t behind) {
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
        if (!source.found() && i == behind && speech_.note(cue).cue->field(1) == "to") source = unknown_outlet(i);
        if (!source.found()) return behind;
        return emit(cue, std::move(source), false);
    }

    // '"...," kata Karto kepada Bahari Pos': nobody has told us of it, but it is called as outlets are.
    [[nodiscard]] Source unknown_outlet(uint32_t i) {
        if (!speech_.capital(i) || speech_.is(i, kTitle | kOfficial | kPronoun) || !speech_here()) return {};
        const uint32_t end = speech_.phrase_end(i, stretch_->last);
        if (end == i || !sources_.reads_as_outlet(i, end)) return {};
        return Source{speech_.text_of(i, end), "outlet", i, end};
    }

    // "Yonhap melaporkan ..., mengutip Kepala Staf ...": the source of the medium credited before in this sentence.
    bool hands_on(uint32_t cue, Source& source) {
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

    // "..., kata KCNA", "demikian Reuters".
    uint32_t said_by_medium(uint32_t cue) {
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
        }
        if (!source.found()) return behind;
        return emit(cue, std::move(source), false);
    }

    // "X melaporkan ...", "Laporan intelijen X menyebut ...": the medium or the document is the subject.
    uint32_t reports(uint32_t cue, uint32_t behind) {
        if (cue == stretch_->first) return behind;
        const Party party = speech_.party_before(stretch_->first, cue);
        if (!party.found() || party.pronoun || party.pointing) return behind;
        Source source = sources_.known_in(party.first, party.last);
        const bool medium = speech_.is(party.first, kMedium);
        if (source.found()) {
            // "Jurnalis Reuters mengatakan" is a person's word; "Kantor berita Reuters" is the medium.
            if (!medium && (source.first != party.first || source.last != party.last)) return behind;
        } else if (medium) {
            source = source_at(party.first, party.last, true, true);
            // "state television reported": a medium without a name.
            if (!source.found() && party.last == party.first + speech_.note(party.first).class_length &&
                speech_.says(cue, kTrailing))
                source = Source{speech_.text_of(party.first, party.last), "outlet", party.first, party.last};
            if (!source.found()) return behind;
        } else if (speech_.is(party.first, kDocument)) {
            source = sources_.document(party);
            if (!source.found()) return behind;
        } else if (speech_.reports_as_medium(party, cue)) {
            source = Source{speech_.text_of(party.first, party.last), "outlet", party.first, party.last};
        } else {
            return behind;
        }
        return std::max(behind, emit(cue, std::move(source), false));
    }

    // "Seorang perawat yang enggan disebut namanya": the source is all that the page says of it.
    uint32_t unnamed(uint32_t relative) {
        const uint32_t behind = relative + speech_.note(relative).class_length;
        const uint32_t farthest =
            std::max(stretch_->first, relative > kLongestUnnamed ? relative - kLongestUnnamed : 0);
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

    // --- the speaker's own papers ---

    // The sentence reports speech: a channel without it is only a channel ("menjual lewat akun Instagram").
    [[nodiscard]] bool speech_here() {
        if (asked_ == stretch_) return speech_here_;
        asked_ = stretch_;
        speech_here_ = false;
        for (uint32_t i = stretch_->first; i < stretch_->last && !speech_here_; ++i)
            speech_here_ = !speech_.note(i).quoted && speech_.says(i, kActive | kBare | kCarried | kPassive);
        return speech_here_;
    }

    // "lewat akun Instagram @...", "dalam catatan risetnya": `strict` when only an owner makes it somebody's own.
    uint32_t channel(uint32_t cue, uint32_t behind, bool strict) {
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

    uint32_t own_channel(uint32_t cue, uint32_t first, uint32_t behind) {
        if (!speech_here()) return behind;
        const uint32_t end = sources_.paper_end(first, behind, stretch_->last);
        Source owner;
        if (end < stretch_->last && !speech_.is(end, kTimeWord | kStop)) {
            const Party party = speech_.party_after(end, std::min(stretch_->last, end + 12));
            const bool names = party.found() && !party.pronoun &&
                               (party.entity || speech_.is(party.first, kTitle | kOfficial)) &&
                               party.phrase_first == end;
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

    // "kepada wartawan": who told them is the source of it all.
    uint32_t told(uint32_t cue, uint32_t behind) {
        const uint32_t end = behind + speech_.note(behind).class_length;
        if (!speech_here() || end > stretch_->last) return behind;
        if (Source source = end < stretch_->last ? sources_.known(end) : Source{}; source.found())
            return emit(cue, std::move(source), false);
        emit_own(cue, Source{speech_.text_of(behind, end), "person", behind, end}, named_before(cue));
        return end;
    }

    // The last one named before `cue` in the sentence, outside quotations.
    [[nodiscard]] Source named_before(uint32_t cue) const {
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

    // --- results ---

    void emit_one(uint32_t cue, uint32_t behind, Source source) {
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

    // A paper or a listener, and whose words they have; who that is may be found with the quotes only.
    void emit_own(uint32_t cue, Source paper, Source owner) {
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

    // A source and the chain of those it has its information from in turn.
    uint32_t emit(uint32_t cue, Source source, bool credit) {
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

    // The time mentioned within a few tokens behind `i`, with only punctuation and prepositions between.
    [[nodiscard]] std::optional<size_t> date_behind(uint32_t i) const {
        if (i >= article_.tokens.tokens.size()) return std::nullopt;
        const uint32_t offset = speech_.token(i).span.begin;
        const auto time = std::lower_bound(times_.begin(), times_.end(), offset,
                                           [](const Time& held, uint32_t begin) { return held.span.begin < begin; });
        if (time == times_.end()) return std::nullopt;
        uint32_t k = i;
        for (; k < stretch_->last && speech_.token(k).span.begin < time->span.begin; ++k) {
            if (k - i >= kDateWithin) return std::nullopt;
            if (speech_.token(k).kind != TokenKind::punct && !speech_.is(k, kStop | kJoin | kTimeWord))
                return std::nullopt;
        }
        if (k >= stretch_->last) return std::nullopt;
        return static_cast<size_t>(time - times_.begin());
    }

    void mark_date(uint32_t source_end) {
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

    [[nodiscard]] uint32_t behind_date(uint32_t i) const {
        const auto time = date_behind(i);
        if (!time) return i;
        uint32_t end = static_cast<uint32_t>(article_.tokens.token_at(times_[*time].span.end - 1)) + 1;
        if (speech_.mark(end) == ')') ++end;
        return end;
    }

    const Article& article_;
    const Speech& speech_;
    SourceReader sources_;
    std::vector<Time>& times_;
    std::vector<Attribution> found_;
    std::vector<uint32_t> paragraphs_;  // lines of the body
    size_t paragraph_ = 0;
    const Stretch* stretch_ = nullptr;
    const Stretch* asked_ = nullptr;  // the sentence that speech_here_ is of
    bool speech_here_ = false;
};

}  // namespace

std::vector<Attribution> find_attributions(const Speech& speech, std::vector<Time>& times) {
    return AttributionFinder(speech, times).run();
}

}  // namespace silang
