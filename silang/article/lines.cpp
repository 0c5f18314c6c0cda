// Where a line stands: between the prose of the page (the run of lines with the most prose in it, found as the
// maximum-sum segment), under which heading, what it repeats and what it shares with the rest. The second pass over the
// page's lines.
#include "silang/article/lines.h"

#include <algorithm>

#include "silang/article/line_facts.h"

namespace silang {
namespace {

using namespace line_model;

// A small open-addressed table from content words to the line they stand in; many lines: kManyLines.
class WordLines {
public:
    explicit WordLines(size_t words) {
        size_t slots = 16;
        while (slots < words * 2) slots *= 2;
        entries_.resize(slots);
    }
    static constexpr uint32_t kManyLines = ~0u;
    void add(uint64_t word, uint32_t line) {
        Entry& entry = find(word);
        if (entry.word == 0)
            entry = {word, line};
        else if (entry.line != line)
            entry.line = kManyLines;
    }
    [[nodiscard]] bool in_other_line(uint64_t word, uint32_t line) {
        const Entry& entry = find(word);
        return entry.word != 0 && entry.line != line;
    }

private:
    struct Entry {
        uint64_t word = 0;
        uint32_t line = 0;
    };
    Entry& find(uint64_t word) {
        size_t at = (word ^ (word >> 29)) & (entries_.size() - 1);
        while (entries_[at].word != 0 && entries_[at].word != word) at = (at + 1) & (entries_.size() - 1);
        return entries_[at];
    }
    std::vector<Entry> entries_;
};

struct Segment {
    size_t first = 0;
    size_t last = 0;  // [first, last); empty: no prose at all
};

// Prose that shares no words with the rest of the page's prose, or stands right under the heading of a list, is likely
// the lead of another article: it weighs less.
constexpr double kLoneShare = 0.4;     // of its weight that prose without shared words keeps
constexpr double kSharedWeight = 2.0;  // how fast shared words make up for it
constexpr double kListedShare = 0.4;
constexpr double kListedLongShare = 0.9;  // leads are one sentence, paragraphs mostly two or more
constexpr size_t kListedLines = 8;

void weigh_prose(std::vector<LineFacts>& lines, const std::vector<uint64_t>& content,
                 const std::vector<uint32_t>& content_first) {
    WordLines all(content.size());
    for (size_t i = 0; i < lines.size(); ++i) {
        if (!lines[i].prose && lines[i].shape != shape_headline) continue;
        for (uint32_t k = content_first[i]; k < content_first[i + 1]; ++k)
            all.add(content[k], static_cast<uint32_t>(i));
    }
    size_t list_line = lines.size();
    for (size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].zone_kind != 0) list_line = lines[i].zone_kind == 1 ? i : lines.size();
        if (!lines[i].prose) continue;
        uint32_t shared = 0;
        for (uint32_t k = content_first[i]; k < content_first[i + 1]; ++k)
            shared += all.in_other_line(content[k], static_cast<uint32_t>(i));
        const uint32_t words = std::max(1u, content_first[i + 1] - content_first[i]);
        double weight = std::min(1.0, kLoneShare + kSharedWeight * shared / words);
        if (list_line < i && i - list_line <= kListedLines)
            weight *= lines[i].several_sentences ? kListedLongShare : kListedShare;
        lines[i].score = static_cast<int>(lines[i].score * weight);
    }
}

Segment best_segment(const std::vector<LineFacts>& lines) {
    Segment best;
    long best_sum = 0, sum = 0;
    size_t first = 0;
    for (size_t i = 0; i < lines.size(); ++i) {
        if (sum <= 0) {
            sum = 0;
            first = i;
        }
        sum += lines[i].score;
        if (sum > best_sum) {
            best_sum = sum;
            best = {first, i + 1};
        }
    }
    return best;
}

// Distances in lines to the prose before and after; 0: none.
struct ProseGaps {
    std::vector<uint32_t> before;
    std::vector<uint32_t> after;
};
ProseGaps prose_gaps(const std::vector<LineFacts>& lines) {
    ProseGaps gaps{std::vector<uint32_t>(lines.size()), std::vector<uint32_t>(lines.size())};
    uint32_t since = 0;
    for (size_t i = 0; i < lines.size(); ++i) {
        gaps.before[i] = since;
        if (lines[i].prose)
            since = 1;
        else if (since != 0)
            ++since;
    }
    since = 0;
    for (size_t i = lines.size(); i-- > 0;) {
        gaps.after[i] = since;
        if (lines[i].prose)
            since = 1;
        else if (since != 0)
            ++since;
    }
    return gaps;
}
uint32_t gap_bucket(uint32_t gap) {
    return gap == 0 ? 4 : gap == 1 ? 0 : gap == 2 ? 1 : gap <= 4 ? 2 : 3;
}

uint8_t blank_bucket(uint32_t blanks, size_t blank_lines, size_t lines) {
    enum : uint8_t { zero_none, zero_some, zero_most, one_some, one_most, two_some, two_most };
    const bool most = blank_lines * 2 > lines;
    if (blanks == 0) return blank_lines == 0 ? zero_none : most ? zero_most : zero_some;
    return blanks == 1 ? (most ? one_most : one_some) : (most ? two_most : two_some);
}

// How often each line's text stands earlier and later on the page, by sorting.
struct Copies {
    std::vector<bool> earlier;
    std::vector<bool> later;
};
Copies find_copies(const std::vector<LineFacts>& lines) {
    std::vector<std::pair<uint64_t, uint32_t>> order;
    order.reserve(lines.size());
    for (size_t i = 0; i < lines.size(); ++i) order.emplace_back(lines[i].text_hash, static_cast<uint32_t>(i));
    std::sort(order.begin(), order.end());
    Copies copies{std::vector<bool>(lines.size()), std::vector<bool>(lines.size())};
    for (size_t i = 1; i < order.size(); ++i) {
        if (order[i].first == order[i - 1].first) {
            copies.earlier[order[i].second] = true;
            copies.later[order[i - 1].second] = true;
        }
    }
    return copies;
}

size_t overlap_bucket(uint32_t shared, uint32_t words, Place where) {
    if (words == 0) return 0;
    const size_t row = where == place_after ? 2 : where == place_in ? 1 : 0;
    return 1 + row * 6 + share_bucket(shared, words);
}

// Words of the paragraph before that a line is compared with: enough for a paragraph, and linear on any page.
constexpr uint32_t kMostCompared = 40;
constexpr size_t kLeadProse = 3;  // paragraphs that make the lead, whose words the headline uses

}  // namespace

LineFeatures::LineFeatures(const Page& page, const TokenizedText& tokens, const Language& language,
                           std::span<const uint32_t> repeats, size_t first, size_t last) {
    const size_t count = last - first;
    const PageLexicons lexicons(language);
    std::vector<uint64_t> content;
    std::vector<uint32_t> content_first;
    std::vector<LineFacts> facts;
    facts.reserve(count);
    // Atoms of the two passes are made apart and merged, since a line's atoms must lie together.
    std::vector<Atom> own;
    std::vector<uint32_t> own_first = {0};
    {
        AtomWriter emit(own);
        LineReader reader{page, tokens, lexicons, {}, content, content_first};
        auto sentence = std::lower_bound(tokens.sentences.begin(), tokens.sentences.end(), first,
                                         [](const Sentence& s, size_t line) { return s.line < line; });
        for (size_t i = first; i < last; ++i) {
            uint32_t sentence_count = 0;
            for (; sentence != tokens.sentences.end() && sentence->line == i; ++sentence) ++sentence_count;
            facts.push_back(reader.read(i, sentence_count, emit));
            own_first.push_back(static_cast<uint32_t>(own.size()));
        }
        content_first.push_back(static_cast<uint32_t>(content.size()));
    }

    weigh_prose(facts, content, content_first);
    const Segment segment = best_segment(facts);
    const ProseGaps gaps = prose_gaps(facts);
    const Copies copies = find_copies(facts);
    size_t blank_lines = 0, prose_in_segment = 0;
    for (size_t i = 0; i < count; ++i) blank_lines += page.lines[first + i].blank_before > 0;
    WordLines lead(content.size()), body(content.size());
    for (size_t i = segment.first; i < segment.last; ++i) {
        if (!facts[i].prose) continue;
        for (uint32_t k = content_first[i]; k < content_first[i + 1]; ++k) {
            if (prose_in_segment < kLeadProse) lead.add(content[k], static_cast<uint32_t>(i));
            body.add(content[k], static_cast<uint32_t>(i));
        }
        ++prose_in_segment;
    }

    // The headline: the line before the prose, or near its beginning, that shares most words with the lead.
    size_t headline = count;
    uint32_t headline_shared = 0;
    for (size_t i = segment.first < 12 ? 0 : segment.first - 12; i < std::min(segment.first + 2, count); ++i) {
        if (facts[i].prose || facts[i].words < 3 || facts[i].words > 30) continue;
        uint32_t shared = 0;
        for (uint32_t k = content_first[i]; k < content_first[i + 1]; ++k)
            shared += lead.in_other_line(content[k], static_cast<uint32_t>(i));
        if (shared > headline_shared) {
            headline_shared = shared;
            headline = i;
        }
    }
    WordLines title_words(headline < count ? content_first[headline + 1] - content_first[headline] : 0);
    if (headline < count) {
        for (uint32_t k = content_first[headline]; k < content_first[headline + 1]; ++k)
            title_words.add(content[k], static_cast<uint32_t>(headline));
    }

    // Words of the site's name, as far as lines tell that can hold nothing else: copyright lines, a name of odd
    // capitals.
    WordLines site_words(content.size());
    for (size_t i = 0; i < count; ++i) {
        const bool label_at_head = i == 0 && facts[0].shape == shape_label && facts[0].zone_kind == 0;
        if (!facts[i].names_site && !label_at_head) continue;
        for (uint32_t k = content_first[i]; k < content_first[i + 1]; ++k)
            site_words.add(content[k], static_cast<uint32_t>(i));
    }

    const FeatureSpace& features = feature_space();
    AtomWriter emit(atoms_);
    size_t zone_line = 0, prose_seen = 0;
    uint8_t zone_kind = 0;
    bool zone_has_prose = false;
    size_t items = 0;  // lines since one that introduces a list; 0: none does
    size_t previous_prose = count;
    atoms_.reserve(own.size() + count * 24);
    first_atom_.reserve(count + 1);
    transitions_.reserve(count);
    first_atom_.push_back(0);
    for (size_t i = 0; i < count; ++i) {
        const LineFacts& line = facts[i];
        atoms_.insert(atoms_.end(), own.begin() + own_first[i], own.begin() + own_first[i + 1]);
        const Place where = segment.first == segment.last ? place_none
                            : i < segment.first           ? place_before
                            : i < segment.last            ? place_in
                                                          : place_after;
        const uint32_t blanks = page.lines[first + i].blank_before;

        emit(blank_style, blank_bucket(i == 0 ? 0 : blanks, blank_lines, count));
        emit(ordinal, i < 3 ? i : i < 5 ? 3u : i < 10 ? 4u : i < 20 ? 5u : 6u);
        const size_t to_end = count - i;
        emit(from_end, to_end <= 2 ? to_end - 1 : to_end <= 5 ? 2u : to_end <= 10 ? 3u : 4u);
        emit(page_size, count <= 6 ? 0u : count <= 15 ? 1u : count <= 40 ? 2u : 3u);
        emit(place, where);
        if (where == place_before) {
            const size_t gap = segment.first - i;
            emit(before, gap <= 3 ? gap - 1 : gap <= 5 ? 3u : gap <= 9 ? 4u : 5u);
        } else if (where == place_after) {
            const size_t gap = i - segment.last + 1;
            emit(after, gap <= 2 ? gap - 1 : gap <= 5 ? 2u : gap <= 9 ? 3u : 4u);
        } else if (where == place_in && line.prose) {
            emit(within, prose_seen == 0 ? 0u : i + 1 == segment.last ? 3u : prose_seen == 1 ? 1u : 2u);
            ++prose_seen;
        }
        emit(prose_gap, gap_bucket(gaps.before[i]) * 5 + gap_bucket(gaps.after[i]));

        const size_t zone_name = zone_kind == 0 ? 0 : zone_kind + (zone_has_prose ? 6u : 0u);
        emit(zone, zone_kind == 0 ? 0 : 1 + (zone_kind - 1) * 5u + distance_bucket(i - zone_line));
        emit(zone_prose, zone_name);
        emit(duplicate, (line.words > 4 ? 4u : 0u) + (copies.earlier[i] ? 1u : 0u) + (copies.later[i] ? 2u : 0u));
        uint32_t in_lead = 0, in_body = 0;
        for (uint32_t k = content_first[i]; k < content_first[i + 1]; ++k) {
            in_lead += lead.in_other_line(content[k], static_cast<uint32_t>(i));
            in_body += body.in_other_line(content[k], static_cast<uint32_t>(i));
        }
        uint32_t in_title = 0, in_previous = 0;
        bool on_site = false;
        for (uint32_t k = content_first[i]; k < content_first[i + 1]; ++k) {
            on_site |= site_words.in_other_line(content[k], static_cast<uint32_t>(i));
            in_title += title_words.in_other_line(content[k], static_cast<uint32_t>(i));
            if (previous_prose >= count) continue;
            for (uint32_t m = content_first[previous_prose];
                 m < std::min(content_first[previous_prose + 1], content_first[previous_prose] + kMostCompared); ++m) {
                if (content[m] == content[k]) {
                    ++in_previous;
                    break;
                }
            }
        }
        const uint32_t content_words = content_first[i + 1] - content_first[i];
        emit(lead_overlap, overlap_bucket(in_lead, content_words, where));
        emit(page_overlap, overlap_bucket(in_body, content_words, where));
        if (headline < count && headline != i) emit(title_overlap, overlap_bucket(in_title, content_words, where));
        if (previous_prose < count) emit(near_overlap, share_bucket(in_previous, content_words));
        if (on_site) emit(site, (where == place_after ? 4u : where == place_in ? 2u : 0u) + (line.prose ? 0u : 1u));
        if (line.prose) previous_prose = i;
        if (line.introduces) emit(item, 3);
        if (items > 0) emit(item, std::min<size_t>(items, 3) - 1);
        if (line.introduces)
            items = 1;
        else if (items > 0)
            items = line.prose || line.zone_kind != 0 ? 0 : items + 1;
        const bool like_previous = i > 0 && facts[i - 1].first_word == line.first_word,
                   like_next = i + 1 < count && facts[i + 1].first_word == line.first_word;
        if (like_previous || like_next) emit(first_word, like_previous && like_next ? 2u : like_previous ? 0u : 1u);

        const auto shape_at = [&](ptrdiff_t at) {
            return at < 0 || at >= static_cast<ptrdiff_t>(count) ? kEdgeShape : facts[static_cast<size_t>(at)].shape;
        };
        const ptrdiff_t here = static_cast<ptrdiff_t>(i);
        emit(shape_triple, (shape_at(here - 1) * kShapeCount + line.shape) * (kShapeCount + 1) + shape_at(here + 1));
        if (shape_at(here - 1) == line.shape) emit(shape_same, 0);
        if (shape_at(here + 1) == line.shape) emit(shape_same, 1);
        if (shape_at(here - 2) == line.shape) emit(shape_same, 2);
        if (shape_at(here + 2) == line.shape) emit(shape_same, 3);
        emit(shape_place, line.shape * kPlaceCount + where);
        emit(shape_zone, line.shape * kZoneCount + zone_name);
        if (!repeats.empty() && repeats[first + i] > 0) {
            const uint32_t times = repeats[first + i];
            emit(repeat, (line.prose ? 0u : 3u) + (times == 1 ? 0u : times <= 3 ? 1u : 2u));
        }

        transitions_.push_back(
            {features.transition[0], static_cast<uint16_t>(features.transition[1] + line.shape * kPreviousRoles),
             static_cast<uint16_t>(features.transition[2] + std::min<size_t>(i == 0 ? 0 : blanks, 2) * kPreviousRoles),
             static_cast<uint16_t>(features.transition[3] + where * kPreviousRoles)});
        first_atom_.push_back(static_cast<uint32_t>(atoms_.size()));
        if (line.zone_kind != 0) {
            zone_kind = line.zone_kind;
            zone_line = i;
            zone_has_prose = false;
        } else if (line.prose) {
            zone_has_prose = true;
        }
    }
}

}  // namespace silang
