// The walk over a page's sentences that finds where it says it has its information from.
#pragma once

#include <optional>

#include "silang/mention/sources.h"

namespace silang {

class AttributionFinder {
public:
    AttributionFinder(const Speech& speech, std::vector<Time>& times)
        : article_(speech.article()), speech_(speech), sources_(speech_), times_(times) {}

    std::vector<Attribution> run();

private:
    void count_paragraphs();

    [[nodiscard]] Source source_at(uint32_t i, uint32_t limit, bool media, bool called) const {
        const Attribution* last = found_.empty() ? nullptr : &found_.back();
        return sources_.source_at(i, limit, speech_.token(stretch_->first).line, media, called, last);
    }

    [[nodiscard]] bool names_entity(uint32_t i) const { return speech_.note(i).entity != 0; }

    // --- cues ---

    // Reads what begins at token `i`; the token to go on from.
    uint32_t read(uint32_t i);

    uint32_t credit(uint32_t cue, uint32_t behind, bool strict);

    // "Prakiraan BMKG yang dikutip Kontan": the medium has it from a paper named before.
    uint32_t emit_with_paper(uint32_t cue, Source source, bool credit);

    uint32_t named_source(uint32_t cue, uint32_t behind);

    uint32_t medium_only(uint32_t cue, uint32_t behind);

    // An attribution of this sentence names it already.
    [[nodiscard]] bool told_already(const Source& source) const;

    // "tertulis dalam risalah rapat", "dilihat dari Sistem Informasi X": only a paper stands there.
    uint32_t held(uint32_t cue, uint32_t behind);

    // "diunggah akun TikTok @...", "beredar di grup WhatsApp Info Desa"
    uint32_t uploaded(uint32_t cue, uint32_t behind);

    // "dua sumber di kejaksaan yang dihubungi terpisah": sources about whom something is told.
    uint32_t informant(uint32_t at);

    // '"...," kata Karto kepada Bahari Pos': nobody has told us of it, but it is called as outlets are.
    [[nodiscard]] Source unknown_outlet(uint32_t cue, uint32_t i);

    // "Yonhap melaporkan ..., mengutip Kepala Staf ...": the source of the medium credited before in this sentence.
    bool hands_on(uint32_t cue, Source& source);

    // "..., kata KCNA", "demikian Reuters".
    uint32_t said_by_medium(uint32_t cue);

    // "X melaporkan ...", "Laporan intelijen X menyebut ...": the medium or the document is the subject.
    uint32_t reports(uint32_t cue, uint32_t behind);

    // "Seorang perawat yang enggan disebut namanya": the source is all that the page says of it.
    uint32_t unnamed(uint32_t relative);

    // --- the speaker's own papers ---

    // The sentence reports speech: a channel without it is only a channel ("menjual lewat akun Instagram").
    [[nodiscard]] bool speech_here();

    // "lewat akun Instagram @...", "dalam catatan risetnya": `strict` when only an owner makes it somebody's own.
    uint32_t channel(uint32_t cue, uint32_t behind, bool strict);

    uint32_t own_channel(uint32_t cue, uint32_t first, uint32_t behind);

    // "kepada wartawan": who told them is the source of it all.
    uint32_t told(uint32_t cue, uint32_t behind);

    // The last one named before `cue` in the sentence, outside quotations.
    [[nodiscard]] Source named_before(uint32_t cue) const;

    // --- results ---

    void emit_one(uint32_t cue, uint32_t behind, Source source);

    // A paper or a listener, and whose words they have; who that is may be found with the quotes only.
    void emit_own(uint32_t cue, Source paper, Source owner);

    // A source and the chain of those it has its information from in turn.
    uint32_t emit(uint32_t cue, Source source, bool credit);

    // The time mentioned within a few tokens behind `i`, with only punctuation and prepositions between.
    [[nodiscard]] std::optional<size_t> date_behind(uint32_t i) const;

    void mark_date(uint32_t source_end);

    [[nodiscard]] uint32_t behind_date(uint32_t i) const;

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

}  // namespace silang
