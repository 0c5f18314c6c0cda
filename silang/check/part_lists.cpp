// A list of parts is read only where each number stands where a part begins (behind the cue, a comma, a link word); a
// number anywhere else, or an inexact one, and the list is not readable.
#include "silang/check/part_lists.h"

#include <algorithm>

namespace silang {
namespace {

// Between two parts of a list.
constexpr uint32_t kPartReach = 16;
// Between a number and the words that make it a part of a part ("dua di antaranya", "dua orang di antaranya").
constexpr uint32_t kSubsetReach = 3;
// "bayi di bawah dua tahun 5 orang" is too much of a name.
constexpr uint32_t kNameReach = 4;
// "masing-masing 250 paket ke empat desa": between what each gets and how many they are.
constexpr uint32_t kSharersReach = 4;

BreakdownCue kind_of(std::string_view name) {
    if (name == "parts") return BreakdownCue::parts;
    if (name == "some") return BreakdownCue::some;
    if (name == "from") return BreakdownCue::from;
    if (name == "total") return BreakdownCue::total;
    if (name == "rest") return BreakdownCue::rest;
    if (name == "link") return BreakdownCue::link;
    if (name == "subset") return BreakdownCue::subset;
    if (name == "each") return BreakdownCue::each;
    if (name == "back") return BreakdownCue::back;
    return BreakdownCue::none;
}

bool any_behind(const std::vector<Figure>& figures, uint32_t token, uint32_t end) {
    return std::any_of(figures.begin(), figures.end(),
                       [&](const Figure& figure) { return figure.first >= token && figure.first < end; });
}

}  // namespace

PartReader::PartReader(const Language& language)
    : cues_(language.lexicon("breakdown-cues")),
      fillers_(language.lexicon("breakdown-fillers")),
      ones_(language.lexicon("one-words")) {
    for (const LexiconEntry& entry : cues_.entries()) kinds_.push_back(kind_of(entry.field(1)));
}

PartReader::Cue PartReader::cue_at(uint32_t token) const {
    const auto match = cues_.match(text_->tokens, token);
    if (!match) return {};
    return {kinds_[static_cast<size_t>(match.entry - cues_.entries().data())], match.length};
}

const Figure* PartReader::begins_at(const std::vector<Figure>& figures, uint32_t token) {
    for (const Figure& figure : figures) {
        if (figure.first <= token && token < figure.end) return figure.first == token ? &figure : nullptr;
    }
    return nullptr;
}

bool PartReader::inside(const std::vector<Figure>& figures, uint32_t token) {
    return std::any_of(figures.begin(), figures.end(),
                       [&](const Figure& figure) { return figure.first <= token && token < figure.end; });
}

uint32_t PartReader::skip_fillers(uint32_t token, uint32_t end) const {
    while (token < end) {
        const auto filler = fillers_.match(text_->tokens, token);
        if (filler)
            token += filler.length;
        else if (mark(token) == ':')
            ++token;
        else
            break;
    }
    return token;
}

bool PartReader::subset_near(const Figure& figure, uint32_t end) const {
    for (uint32_t i = figure.end; i < std::min(end, figure.end + kSubsetReach); ++i) {
        if (mark(i) == ',') return false;
        const BreakdownCue kind = cue_at(i).kind;
        if (kind == BreakdownCue::subset || kind == BreakdownCue::back) return true;
    }
    return figure.first > 0 && cue_at(figure.first - 1).kind == BreakdownCue::subset;
}

// How many share what stands before `token`: "untuk Kranggan, Demangan, dan Prawirotaman", "ke empat desa". 0: unknown.
PartReader::Names PartReader::names_from(const std::vector<Figure>& figures, uint32_t token, uint32_t end) const {
    double count = 1;
    bool closed = false;
    uint32_t i = token;
    while (i < end) {
        if (const Figure* figure = begins_at(figures, i)) {
            const bool sharers = count == 1 && figure->exact && figure->unit.empty() && i - token <= kSharersReach;
            return sharers ? Names{figure->value, figure->end} : Names{closed ? count : 0, i};
        }
        const char c = mark(i);
        if (c == ';' || c == '(') break;
        const Cue cue = cue_at(i);
        const bool link = cue.kind == BreakdownCue::link;
        if ((link || c == ',') && closed) break;
        if (link) {
            if (begins_at(figures, skip_fillers(i + cue.length, end))) break;
            ++count;
            closed = true;
            i += cue.length;
            continue;
        }
        if (c == ',' && cue_at(i + 1).kind != BreakdownCue::link) ++count;
        ++i;
    }
    return {closed ? count : 0, i};
}

// The figure of "dewasa 60 orang"; `token` where no name and figure stand.
uint32_t PartReader::behind_name(const std::vector<Figure>& figures, uint32_t token, uint32_t end) const {
    for (uint32_t i = token; i < std::min(end, token + kNameReach); ++i) {
        if (begins_at(figures, i)) return i;
        const uint32_t filled = skip_fillers(i, end);
        if (filled != i && begins_at(figures, filled)) return filled;
        if (text_->tokens[i].kind != TokenKind::word || cue_at(i).kind != BreakdownCue::none) return token;
    }
    return token;
}

Parts PartReader::read(const std::vector<Figure>& figures, uint32_t token, uint32_t end, Order order) const {
    Parts parts;
    bool at_part = true;
    bool linked = false;
    bool each = false;
    bool named = false;  // the names stand before the numbers
    uint32_t since = 0;
    uint32_t i = token;
    while (i < end) {
        parts.end = i;
        if (at_part) {
            uint32_t next = skip_fillers(i, end);
            const Cue cue = next < end ? cue_at(next) : Cue{};
            if (cue.kind == BreakdownCue::total && !parts.all.empty()) {
                parts.total_behind = begins_at(figures, skip_fillers(next + cue.length, end));
                return parts;
            }
            if (cue.kind == BreakdownCue::subset || cue.kind == BreakdownCue::back) return parts;
            if (cue.kind == BreakdownCue::rest || cue.kind == BreakdownCue::link || cue.kind == BreakdownCue::each) {
                parts.rest |= cue.kind == BreakdownCue::rest;
                linked |= cue.kind == BreakdownCue::link;
                each = cue.kind == BreakdownCue::each;
                i = next + cue.length;
                continue;
            }
            at_part = false;
            if (order == Order::either && cue.kind == BreakdownCue::none && (parts.all.empty() || named)) {
                const uint32_t behind = behind_name(figures, next, end);
                if (parts.all.empty()) named = behind != next;
                next = behind;
            }
            const Figure* figure = begins_at(figures, next);
            const auto one = ones_.match(text_->tokens, next);
            if (!figure && (!one || next >= end)) {
                if (parts.all.empty()) return parts;
                if (linked ||
                    parts.rest) {  // "dan nakhodanya", "serta dibawa ke rumah sakit", "sisanya belum ditemukan"
                    parts.open = parts.rest || !parts.closed;
                    parts.rest = false;
                    parts.readable &= parts.closed || !any_behind(figures, next, end);
                    return parts;
                }
                i = std::max(next, i);
                if (inside(figures, i)) parts.readable = false;
                continue;
            }
            if (parts.closed && !linked) return parts;
            parts.closed |= linked;
            linked = false;
            since = 0;
            if (!figure) {
                i = next + one.length;
                parts.all.push_back({nullptr, 1, {text_->tokens[next].span.begin, text_->tokens[i - 1].span.end}});
                continue;
            }
            i = figure->end;
            if (subset_near(*figure, end)) continue;
            if (!figure->exact) parts.readable = false;
            // "dan 29 sisanya di kecamatan lain"
            for (uint32_t k = figure->end; k < std::min(end, figure->end + kSubsetReach); ++k)
                parts.rest |= cue_at(k).kind == BreakdownCue::rest;
            double times = 1;
            if (each) {
                const Names names = names_from(figures, figure->end, end);
                if (names.count == 0) parts.readable = false;
                times = names.count;
                // A name may hold a link word itself: "untuk Dinas Kelautan dan Perikanan".
                if (names.count == 2) parts.spread = figure->value;
                parts.shared = true;
                parts.closed = true;
                i = names.end;
                each = false;
            }
            parts.all.push_back({figure, figure->value * times, figure->span});
            continue;
        }
        const char c = mark(i);
        if (c == '(') {  // "(usia 4 dan 7 tahun)" is said beside the list
            while (i < end && mark(i) != ')') ++i;
            ++i;
            continue;
        }
        if (c == ',' || c == ';') {
            at_part = true;
            ++i;
            continue;
        }
        const Cue cue = cue_at(i);
        const uint32_t behind = skip_fillers(i + cue.length, end);
        if (cue.kind == BreakdownCue::link || cue.kind == BreakdownCue::rest || cue.kind == BreakdownCue::total) {
            // "di A dan B" links no parts; a number or the rest must follow.
            const bool name = named && behind < end && behind_name(figures, behind, end) != behind;
            const BreakdownCue next = behind < end ? cue_at(behind).kind : BreakdownCue::none;
            const bool part = name || begins_at(figures, behind) || next == BreakdownCue::rest ||
                              next == BreakdownCue::each || (behind < end && ones_.match(text_->tokens, behind));
            if (part || cue.kind != BreakdownCue::link) {
                at_part = true;
                continue;
            }
            i += cue.length;
            continue;
        }
        // "700 jiwa dari Koto Ilir": where they come from, unless a number follows.
        const bool place = cue.kind == BreakdownCue::from && !inside(figures, behind);
        if (!place && (cue.kind == BreakdownCue::parts || cue.kind == BreakdownCue::some ||
                       cue.kind == BreakdownCue::from || cue.kind == BreakdownCue::each)) {
            if (any_behind(figures, i, end)) parts.readable = false;
            return parts;
        }
        if (inside(figures, i)) {
            parts.readable = false;
            return parts;
        }
        if (++since > kPartReach) return parts;
        ++i;
    }
    parts.end = end;
    return parts;
}

}  // namespace silang
