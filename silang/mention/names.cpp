#include "silang/mention/names.h"

#include <algorithm>

#include "silang/mention/entity_features.h"

namespace silang {

namespace {

constexpr uint32_t kLongestPersonName = 6;  // "Sri Sultan Hamengku Buwono X" is 5

enum class Source : uint8_t { none, title, name };

// A name's place in one sentence while the sources are weighed; indices are page tokens.
class SentenceReader {
public:
    SentenceReader(NamePage& page, const EntityModel* model, NameSentence sentence, std::vector<NameMention>& names)
        : page_(page),
          by_shape_(model == nullptr || model->empty()),
          sentence_(sentence),
          names_(names),
          owner_(sentence.last - sentence.first, Source::none),
          person_begins_(sentence.last - sentence.first, false),
          first_name_(names.size()),
          first_title_(page.titles_found.size()) {
        tokens_ = std::span(page.text.tokens).subspan(sentence.first, sentence.last - sentence.first);
        tags_.assign(tokens_.size(), NameTag::outside);
        if (model != nullptr) model->label(page.text, tokens_, page.language, tags_);
    }

    void read() {
        find_titles();
        find_known();
        find_cued();
        find_closed();
        take_initials();
        take_known();
        take_labelled();
        take_titled();
        take_aged();
        if (!by_shape_) take_name_runs();
        take_joined();
        if (by_shape_) take_by_shape();
    }

private:
    struct Known {
        uint32_t first;
        uint32_t last;
        const LexiconEntry* entry;
        EntityType type;
    };

    [[nodiscard]] uint32_t size() const { return static_cast<uint32_t>(tokens_.size()); }
    [[nodiscard]] std::string_view folded(uint32_t at) const { return page_.text.folded_of(tokens_[at]); }
    [[nodiscard]] bool free(uint32_t first, uint32_t last) const {
        return std::all_of(owner_.begin() + first, owner_.begin() + last, [](Source s) { return s == Source::none; });
    }
    [[nodiscard]] bool capital_word(uint32_t at) const {
        return at < size() && tokens_[at].kind == TokenKind::word && is_capitalized(tokens_[at]);
    }
    [[nodiscard]] bool labelled_person_begins(uint32_t at) const { return tags_[at] == NameTag::begin_person; }

    void take(uint32_t first, uint32_t last, EntityType type, const LexiconEntry* known, bool titled) {
        if (type == EntityType::person) person_begins_[first] = true;
        std::fill(owner_.begin() + first, owner_.begin() + last, Source::name);
        names_.push_back({sentence_.first + first, sentence_.first + last, type, known, titled});
    }

    // Titles with what they are for. A title that begins a name of its own ("Kepala Dinas ...") ends before it.
    void find_titles() {
        for (uint32_t at = 0; at < size();) {
            Lexicon::Match match = page_.titles.match(tokens_, at);
            if (!match || match.entry->field(1) == "part" || !case_agrees_loosely(*match.entry, at)) {
                ++at;
                continue;
            }
            uint32_t end = at + match.length;
            std::string_view kind = match.entry->field(1);
            uint32_t behind = end < size() && folded(end) == "." && !tokens_[end].space_before ? end + 1 : end;
            bool bare = (kind == "honorific" || kind == "rank") && !capital_word(behind);
            if (is_name_here(*match.entry, at) || bare) {  // "Mao Ning mengatakan": no Ning without a name behind
                ++at;
                continue;
            }
            // The full stop of "Dr." is the title's.
            if (kind != "role" && end < size() && folded(end) == "." && !tokens_[end].space_before && end + 1 < size())
                ++end;
            if (kind == "office") end = extend_office(end);
            std::fill(owner_.begin() + at, owner_.begin() + end, Source::title);
            page_.titles_found.push_back({sentence_.first + at, sentence_.first + end, kind});
            at = end;
        }
    }

    // Short honorifics ("Bu", "Mas", "H.") are words or initials unless they have their capital.
    [[nodiscard]] bool case_agrees_loosely(const LexiconEntry& entry, uint32_t at) const {
        std::string_view kind = entry.field(1);
        if (kind == "honorific" || kind == "rank" || entry.phrase().size() <= 4) {
            return case_agrees(entry, tokens_.subspan(at, entry.words.size()));
        }
        return true;
    }

    // "Putra Barito", "Imam Nahrawi": ties and honorifics that are also names are titles in small letters only.
    [[nodiscard]] bool is_name_here(const LexiconEntry& entry, uint32_t at) const {
        if (entry.words.size() > 1 || !capital_word(at) || !capital_word(at + 1)) return false;
        std::string_view kind = entry.field(1);
        if (kind == "tie" || kind == "initials") return true;
        return (kind == "honorific" || kind == "role") && page_.parts.word(tokens_[at].word) != nullptr;
    }

    uint32_t extend_office(uint32_t end) const {
        while (end < size()) {
            uint32_t next = end;
            bool comma = folded(next) == ",";
            if (comma) ++next;
            bool joined = next < size() && tokens_[next].kind == TokenKind::word &&
                          tokens_[next].letter_case == LetterCase::lower &&
                          page_.links.word(tokens_[next].word) != nullptr;
            if (joined) ++next;
            if (next >= size()) break;
            Lexicon::Match part = page_.titles.match(tokens_, next);
            if (!part) break;
            std::string_view kind = part.entry->field(1);
            if (kind != "part" && (kind != "office" || comma || joined)) break;
            if ((comma || joined) && !capital_word(next)) break;
            // "Menteri Keuangan, Menteri Sosial" are two; "Ketua Komisi I DPR" ends before the commission.
            if (Lexicon::Match cue = page_.cues.match(tokens_, next); cue && kind != "part") break;
            if (Lexicon::Match known = page_.gazetteer.match(tokens_, next);
                known && known.length > part.length && case_agrees(*known.entry, tokens_.subspan(next, known.length))) {
                break;
            }
            end = next + part.length;
        }
        return end;
    }

    void find_known() {
        for (uint32_t at = 0; at < size();) {
            Lexicon::Match match = page_.gazetteer.match(tokens_, at);
            bool known = match && case_agrees(*match.entry, tokens_.subspan(at, match.length)) && plausible(match, at);
            if (Lexicon::Match source = page_.sources.match(tokens_, at);
                source && source.length > (known ? match.length : 0) && capital_word(at) &&
                case_agrees(*source.entry, tokens_.subspan(at, source.length)) && tags_[at] != NameTag::begin_person) {
                bool signs = at == 0 && source.length < size() && folded(source.length) == "-";
                if (signs) {
                    std::fill(owner_.begin(), owner_.begin() + source.length, Source::title);
                } else {
                    known_.push_back({at, at + source.length, source.entry, EntityType::organization});
                }
                at += source.length;
                continue;
            }
            EntityType local = EntityType::place;
            uint32_t end = end_of_local(at, local);
            if (!known && end == at) end = end_of_dateline(at);
            // "KabarKita.com - Presiden ...": the paper signs its first line.
            if (end != at && at == 0 && local == EntityType::organization && end < size() && folded(end) == "-") {
                std::fill(owner_.begin(), owner_.begin() + end, Source::title);
                at = end;
                continue;
            }
            if (end > at + (known ? match.length : 0)) {
                known_.push_back({at, end, nullptr, local});
                at = end;
                continue;
            }
            if (!known) {
                ++at;
                continue;
            }
            if (std::optional<EntityType> type = entity_type_from_name(match.entry->field(1))) {
                known_.push_back({at, at + match.length, match.entry, *type});
            }
            at += match.length;
        }
    }

    // The end of a name that this page itself settles.
    uint32_t end_of_local(uint32_t at, EntityType& type) const {
        if (!capital_word(at)) return at;
        auto found = page_.local_names.find(folded(at));
        if (found == page_.local_names.end()) return at;
        for (const NamePage::LocalName& name : found->second) {
            uint32_t k = 0;
            while (k < name.words.size() && capital_word(at + k) && folded(at + k) == name.words[k]) ++k;
            if (k < name.words.size()) continue;
            type = name.type;
            return at + k;
        }
        return at;
    }

    // "ULIN RAYA - ", "Balikpapan (LensaNusa) - " open the first line of a report.
    uint32_t end_of_dateline(uint32_t at) const {
        if (at != 0 || sentence_.first != page_.text.line_first_token[tokens_[0].line]) return at;
        uint32_t end = at;
        while (capital_word(end) && end < kLongestPlaceName) ++end;
        bool dash = end > at && end + 1 < size() && folded(end) == "-" && tokens_[end].space_before &&
                    tokens_[end + 1].space_before;
        return dash && page_.parts.word(tokens_[at].word) == nullptr && !everyday(at) && !starts_cue(at) ? end : at;
    }

    [[nodiscard]] bool plausible(const Lexicon::Match& match, uint32_t at) const {
        if (is_currency(page_, sentence_.first + at + match.length)) return false;
        bool labelled = tags_[at] != NameTag::outside;
        if (is_ambiguous(*match.entry) && !labelled) return false;
        // "Badrodin Haiti": a country's name inside a person's.
        if (tags_[at] == NameTag::in_person && match.entry->field(1) == "place") return false;
        // "suku Batak", "bahasa Jawa": a people or a language.
        if (at > 0) {
            const LexiconEntry* before = page_.demonyms.word(tokens_[at - 1].word);
            if (before != nullptr && before->field(1) == "before" && match.entry->field(1) == "place") return false;
        }
        return true;
    }

    // The end of the name that begins with the cue at [at, at + length).
    uint32_t end_of_cued(uint32_t at, const Lexicon::Match& cue, EntityType type) const {
        bool list = cue.entry->field(2) == "list";
        uint32_t end = at + cue.length;
        while (end < size() && end - at < kLongestName) {
            if (capital_word(end) && is_inner(end)) {
                ++end;
                continue;
            }
            if (end > at + cue.length && (labelled_person_begins(end) || known_person(end))) break;
            // "Rektor Universitas Mulawarman Hendro ...": behind a title somebody's name is due.
            if (end > at + cue.length && at > 0 && owner_[at - 1] == Source::title && is_given(end) &&
                known_at(end) == nullptr)
                break;
            // "RSUD dr Soetomo" is named after a person with his title.
            if (end == at + cue.length && is_honorific(end) && capital_word(end + 1)) {
                end += 2;
                continue;
            }
            if (is_stop_title(end)) break;
            if (const Known* known = known_at(end); known != nullptr && capital_word(end)) {
                end = known->last;
                // A place or a body closes the name: "Polda Kalimantan Selatan", "Satreskrim Polres ...".
                if (known->type == EntityType::place && !continues_cue(end, type)) break;
                continue;
            }
            if (capital_word(end) && !weekday_or_month(end)) {
                ++end;
                continue;
            }
            if (tokens_[end].kind == TokenKind::number && end > at + cue.length - 1 && number_belongs(at, end, type)) {
                ++end;
                continue;
            }
            if (tokens_[end].kind == TokenKind::word && end + 1 < size() && capital_word(end + 1) &&
                is_link(end, list) && !page_.cues.match(tokens_, end + 1) && end > at + cue.length) {
                ++end;
                continue;
            }
            if (list && folded(end) == "," && end > at + cue.length) {
                if (uint32_t after = end_of_list(end); after != end) {
                    end = after;
                    continue;
                }
            }
            // "Al-Azhar", "Perserikatan Bangsa-Bangsa", "Moody's"
            if (folded(end) == "-" && !tokens_[end].space_before && end + 1 < size() && capital_word(end + 1) &&
                !tokens_[end + 1].space_before && end > at + cue.length) {
                end += 2;
                continue;
            }
            break;
        }
        return end;
    }

    [[nodiscard]] bool continues_cue(uint32_t at, EntityType type) const {
        if (!capital_word(at) || known_person(at)) return false;
        // "Provinsi Maluku Utara Samsuddin": two words that are known are all of it.
        if (type == EntityType::place && at >= 2 && !known_.empty() && known_ends_with_two(at)) return false;
        // "Kecamatan Batu Hulu" goes on; "Polda Bali Ariasandy" does not.
        return known_at(at) != nullptr || (type == EntityType::place && page_.parts.word(tokens_[at].word) == nullptr);
    }
    [[nodiscard]] bool known_ends_with_two(uint32_t last) const {
        auto known = std::lower_bound(known_.begin(), known_.end(), last,
                                      [](const Known& entry, uint32_t at) { return entry.last < at; });
        return known != known_.end() && known->last == last && known->last - known->first >= 2;
    }
    [[nodiscard]] bool is_given(uint32_t at) const {
        const LexiconEntry* part = page_.parts.word(tokens_[at].word);
        return part != nullptr && part->field(1) == "given" && capital_word(at) &&
               tokens_[at].letter_case == LetterCase::capitalized;
    }
    [[nodiscard]] bool is_inner(uint32_t at) const {
        Lexicon::Match cue = page_.cues.match(tokens_, at);
        return cue && cue.entry->field(2) == "inner";
    }
    [[nodiscard]] bool is_honorific(uint32_t at) const {
        Lexicon::Match title = page_.titles.match(tokens_, at);
        return title && title.length == 1 && title.entry->field(1) == "honorific";
    }

    [[nodiscard]] bool is_link(uint32_t at, bool list) const {
        const LexiconEntry* link = page_.links.word(tokens_[at].word);
        if (link == nullptr || tokens_[at].letter_case != LetterCase::lower) return false;
        return link->field(1) == "any" || (list && link->field(1) == "organization");
    }

    // ", Klimatologi, dan Geofisika": commas belong to the name only when an "and" closes the list.
    uint32_t end_of_list(uint32_t comma) const {
        uint32_t at = comma;
        for (int segment = 0; segment < 4 && at < size() && folded(at) == ","; ++segment) {
            ++at;
            bool joined = at < size() && tokens_[at].letter_case == LetterCase::lower && is_link(at, true);
            if (joined) ++at;
            uint32_t begin = at;
            while (capital_word(at) && !page_.cues.match(tokens_, at)) ++at;
            if (at == begin || at - begin > 3) return comma;
            if (joined) return at;
            if (at + 1 < size() && tokens_[at].letter_case == LetterCase::lower && is_link(at, true) &&
                capital_word(at + 1)) {
                ++at;
                while (capital_word(at)) ++at;
                return at;
            }
        }
        return comma;
    }

    [[nodiscard]] bool weekday_or_month(uint32_t at) const {
        return page_.weekdays.word(tokens_[at].word) != nullptr ||
               (page_.months.word(tokens_[at].word) != nullptr && at + 1 < size() &&
                tokens_[at + 1].kind == TokenKind::number);
    }

    [[nodiscard]] bool number_belongs(uint32_t at, uint32_t number, EntityType type) const {
        if (tokens_[number].span.size() > 4 || folded(number).find_first_of(".,") != std::string_view::npos)
            return false;
        if (type == EntityType::event) return true;
        return type == EntityType::organization && number > at && tokens_[number].span.size() <= 3 &&
               capital_word(number - 1);
    }

    [[nodiscard]] const Known* known_at(uint32_t at) const {
        auto known = std::lower_bound(known_.begin(), known_.end(), at,
                                      [](const Known& entry, uint32_t first) { return entry.first < first; });
        return known != known_.end() && known->first == at ? &*known : nullptr;
    }
    [[nodiscard]] bool known_person(uint32_t at) const {
        const Known* known = known_at(at);
        return known != nullptr && known->type == EntityType::person && known->last - known->first > 1;
    }
    [[nodiscard]] bool is_stop_title(uint32_t at) const {
        Lexicon::Match title = page_.titles.match(tokens_, at);
        if (!title || owner_[at] != Source::title) return false;
        std::string_view kind = title.entry->field(1);
        return kind == "office" || kind == "rank" || kind == "honorific";
    }

    void find_cued() {
        for (uint32_t at = 0; at < size();) {
            Lexicon::Match cue = page_.cues.match(tokens_, at);
            EntityType type =
                cue ? entity_type_from_name(cue.entry->field(1)).value_or(EntityType::other) : EntityType::other;
            const Known* known = known_at(at);
            if (!cue || cue.entry->field(2) == "inner" || (known != nullptr && known->last >= at + cue.length + 1)) {
                at = known != nullptr ? known->last : at + 1;
                continue;
            }
            if (owner_[at] == Source::title) {
                ++at;
                continue;
            }
            bool written = case_agrees(*cue.entry, tokens_.subspan(at, cue.length));
            uint32_t begin = written ? at : at + cue.length;
            if (!written &&
                !(capital_word(begin) && known_at(begin) == nullptr && !everyday(begin) && !starts_cue(begin))) {
                ++at;
                continue;
            }
            uint32_t end = end_of_cued(at, cue, type);
            if (end <= at + cue.length || !(spells_out(cue) || has_content(at + cue.length, end)) ||
                (!written && (tags_[begin] == NameTag::begin_person || owner_[begin] == Source::title))) {
                ++at;
                continue;
            }
            // In small letters the cue is weak: what the labeller says of the words behind it goes first.
            if (!written && tags_[begin] == NameTag::outside) {
                at = end;
                continue;
            }
            take(begin, end, type, nullptr, false);
            names_.back().cued = written;
            at = end;
        }
    }

    // "Ministry of": whatever follows, it is a name.
    static bool spells_out(const Lexicon::Match& cue) { return cue.length > 1 && cue.entry->field(2) == "list"; }

    [[nodiscard]] bool everyday(uint32_t at) const { return page_.everyday(sentence_.first + at); }

    [[nodiscard]] bool has_content(uint32_t first, uint32_t last) const {
        for (uint32_t at = first; at < last; ++at) {
            if (tokens_[at].kind == TokenKind::number) return true;
            if (capital_word(at) && !everyday_word(at) && (at + 1 < last || !is_bare_cue(at))) return true;
        }
        return false;
    }
    [[nodiscard]] bool is_bare_cue(uint32_t at) const {
        Lexicon::Match cue = page_.cues.match(tokens_, at);
        return cue && cue.length == 1 && tokens_[at].letter_case != LetterCase::upper;
    }
    [[nodiscard]] bool everyday_word(uint32_t at) const {
        return page_.not_names.word(tokens_[at].word) != nullptr && tokens_[at].letter_case != LetterCase::upper;
    }

    // The labelled name that covers the token, without any part that is taken.
    [[nodiscard]] std::pair<uint32_t, uint32_t> labelled_around(uint32_t at) const {
        if (tags_[at] == NameTag::outside) return {at, at};
        uint32_t first = at;
        // Names are short: a label that runs on for longer is cut, and each look costs the same.
        while (first > 0 && at - first < kLongestName && continues_name(tags_[first])) --first;
        uint32_t last = at + 1;
        while (last < size() && last - at < kLongestName && continues_name(tags_[last])) ++last;
        return {first, last};
    }

    void take_known() {
        for (const Known& known : known_) {
            uint32_t first = known.first;
            uint32_t last = known.last;
            for (uint32_t at = first; at < last; ++at) {
                if (owner_[at] == Source::name) last = first;
            }
            if (first == last) continue;
            auto [label_first, label_last] = labelled_around(first);
            bool inside = label_first <= first && last <= label_last && label_last - label_first > last - first;
            // "Kantor Berita Rusia TASS" is TASS.
            bool agency = inside && known.last == label_last && page_.is_source(known.entry) &&
                          type_of(tags_[label_first]) == EntityType::organization;
            if (agency) std::fill(owner_.begin() + label_first, owner_.begin() + first, Source::title);
            if (inside && !agency && label_keeps(known, label_first, label_last)) continue;
            // "Chief Officer Nvidia Jensen Huang": what stands before the body is a title that the lexicon lacks.
            if (inside && last < label_last && first > label_first &&
                type_of(tags_[label_first]) == EntityType::person) {
                std::fill(owner_.begin() + label_first, owner_.begin() + first, Source::title);
            }
            // A person's short name inside a longer run of capitals that nobody labelled is some other name's part.
            if (known.type == EntityType::person && last - first == 1 && !inside && other_name_part(first, last))
                continue;
            if (label_last - label_first == last - first && label_first == first && known.entry != nullptr &&
                is_ambiguous(*known.entry)) {
                if (type_of(tags_[first]) != known.type) continue;
            }
            take(first, last, known.type, known.entry, false);
        }
    }

    [[nodiscard]] bool other_name_part(uint32_t first, uint32_t last) const {
        const auto part = [&](uint32_t at) {
            return capital_word(at) && owner_[at] == Source::none && page_.parts.word(tokens_[at].word) != nullptr;
        };
        return (first > 0 && part(first - 1)) || part(last);
    }

    // True when the labelled name is the whole and the gazetteer's words only a part of it.
    [[nodiscard]] bool label_keeps(const Known& known, uint32_t first, uint32_t last) const {
        EntityType label = type_of(tags_[first]);
        for (uint32_t at = first; at < last; ++at) {
            if (tokens_[at].kind == TokenKind::punct && folded(at) != "." && folded(at) != "'") return false;
        }
        if (label == EntityType::person) {
            if (known.type == EntityType::person) return true;
            if (known.entry != nullptr && is_ambiguous(*known.entry)) return true;
            if (known.type == EntityType::organization) {
                // "Bupati Sikka Juventus Kago": behind an office, a club's name that looks like any other is a given
                // name.
                bool acronym = tokens_[known.first].letter_case == LetterCase::upper || known.last - known.first > 1;
                return !acronym && first > 0 && owner_[first - 1] != Source::none && known.first == first;
            }
            return known.first != first && known.last != last;
        }
        // "Menteri Luar Negeri Kamboja Prak Sokhonn" in one label: behind a title the known name ends where a person's
        // begins.
        bool entitled = known.first > 0 && owner_[known.first - 1] != Source::none &&
                        (known.first == first || owner_[known.first - 1] == Source::name);
        bool person_follows = last >= known.last + 2 || (last == known.last + 1 && is_given(known.last));
        if (entitled && person_follows && (known.entry == nullptr || !is_ambiguous(*known.entry))) return false;
        if (label == EntityType::place && known.type == EntityType::organization) return known.first != first;
        return true;
    }

    static EntityType type_of(NameTag tag) {
        switch (tag) {
            case NameTag::begin_person:
            case NameTag::in_person:
                return EntityType::person;
            case NameTag::begin_organization:
            case NameTag::in_organization:
                return EntityType::organization;
            default:
                return EntityType::place;
        }
    }

    // What is left of each labelled name, cut at brackets, commas and taken words, without titles at its edges.
    void take_labelled() {
        for (uint32_t at = 0; at < size(); ++at) {
            if (!begins_name(tags_[at])) continue;
            uint32_t last = at + 1;
            while (last < size() && continues_name(tags_[last])) ++last;
            EntityType type = type_of(tags_[at]);
            uint32_t begin = at;
            while (begin < last) {
                uint32_t end = begin;
                while (end < last && belongs(begin, end, last, type)) ++end;
                // What stands behind a body's name in one label is the person who speaks for it.
                bool behind_body = type != EntityType::person && begin > at && owner_[begin - 1] == Source::name &&
                                   (end - begin >= 2 || (end > begin && is_given(begin))) &&
                                   end - begin <= kLongestPersonName && !starts_cue(begin);
                take_piece(begin, end, behind_body ? EntityType::person : type);
                begin = end + 1;  // past the word that ended the piece
            }
            at = last - 1;
        }
    }

    [[nodiscard]] bool belongs(uint32_t begin, uint32_t at, uint32_t last, EntityType type) const {
        if (owner_[at] == Source::name) return false;
        // A title divides ("Menteri ESDM Gunadi" never is one name), unless it begins a body's name ("Komisaris ..."
        // does not).
        if (owner_[at] == Source::title) return type != EntityType::person && at == begin && starts_cue(at);
        if (tokens_[at].kind != TokenKind::punct) return true;
        std::string_view mark = folded(at);
        if (mark == "." || mark == "'" || mark == "&") return true;
        // "Jong-un" stays together; "Prabowo-Hatta" with both capitalized and a known first part is two.
        if (mark != "-" || tokens_[at].space_before || at == begin || at + 1 >= last || tokens_[at + 1].space_before)
            return false;
        return !(page_.gazetteer.match(tokens_, at + 1) || page_.gazetteer.match(tokens_, at - 1));
    }

    void take_piece(uint32_t begin, uint32_t end, EntityType type) {
        const auto edge = [&](uint32_t at) {
            return tokens_[at].kind == TokenKind::punct ||
                   (tokens_[at].kind == TokenKind::word && tokens_[at].letter_case == LetterCase::lower &&
                    !(at > begin && folded(at - 1) == "-")) ||
                   (tokens_[at].kind == TokenKind::word && weekday_or_month(at));
        };
        while (begin < end && edge(begin)) ++begin;
        while (begin < end && edge(end - 1)) --end;
        // "Dong-yup": what hangs on a hyphen belongs to it.
        while (begin < end && type == EntityType::person && end + 1 < size() && folded(end) == "-" &&
               !tokens_[end].space_before && tokens_[end + 1].kind == TokenKind::word &&
               !tokens_[end + 1].space_before && owner_[end + 1] == Source::none) {
            end += 2;
        }
        if (begin >= end || end - begin > kLongestName) return;
        if (is_domain(end)) return;
        if (type == EntityType::person && end - begin > kLongestPersonName) return;
        bool titled =
            type == EntityType::person && begin > 0 && owner_[begin - 1] == Source::title && beyond_doubt(begin);
        take(begin, end, type, nullptr, titled);
    }

    // A rank or an honorific stands before people only; "Pelatih Persada" is the coach of a club.
    [[nodiscard]] bool beyond_doubt(uint32_t at) const {
        for (size_t index = page_.titles_found.size(); index > first_title_; --index) {
            const TitleSpan& title = page_.titles_found[index - 1];
            if (title.last != sentence_.first + at) continue;
            return title.kind == "rank" || title.kind == "honorific" || title.kind == "initials";
        }
        return false;
    }
    // "BeritaKita.com"
    [[nodiscard]] bool is_domain(uint32_t at) const {
        return at + 1 < size() && folded(at) == "." && !tokens_[at].space_before && !tokens_[at + 1].space_before &&
               tokens_[at + 1].letter_case == LetterCase::lower;
    }
    [[nodiscard]] bool starts_cue(uint32_t at) const {
        return capital_word(at) && static_cast<bool>(page_.cues.match(tokens_, at));
    }

    // A run of capitals behind a title that nothing has claimed: a person when the title or a name in it says so.
    void take_titled() {
        for (size_t index = first_title_; index < page_.titles_found.size(); ++index) {
            const TitleSpan& title = page_.titles_found[index];
            uint32_t at = title.last - sentence_.first;
            while (at < size() && owner_[at] == Source::name && !person_begins_[at]) ++at;
            if (at < size() && folded(at) == "," && title.kind != "honorific" && title.kind != "rank") ++at;
            uint32_t end = at;
            while (end < size() && end - at < kLongestPersonName && owner_[end] == Source::none &&
                   (capital_word(end) || initial_stop(at, end) || (end > at && particle(end))) && !everyday(end)) {
                ++end;
            }
            while (end > at && !capital_word(end - 1)) --end;
            if (end == at) continue;
            bool named = title.kind == "rank" || title.kind == "honorific";
            for (uint32_t k = at; k < end && !named; ++k) {
                named = page_.parts.word(tokens_[k].word) != nullptr;
            }
            if (named) take(at, end, EntityType::person, nullptr, title.kind == "rank" || title.kind == "honorific");
        }
    }
    // "Nur Aina binti Kassim"
    [[nodiscard]] bool particle(uint32_t at) const {
        const LexiconEntry* link = page_.links.word(tokens_[at].word);
        return link != nullptr && link->field(1) == "person" && tokens_[at].letter_case == LetterCase::lower &&
               capital_word(at + 1);
    }
    [[nodiscard]] bool initial_stop(uint32_t first, uint32_t at) const {
        return at > first && folded(at) == "." && !tokens_[at].space_before && tokens_[at - 1].span.size() == 1;
    }

    // "Mirae Asset Sekuritas": capitals up to a word that ends names of bodies.
    void find_closed() {
        for (uint32_t at = 1; at < size(); ++at) {
            if (!capital_word(at) || owner_[at] != Source::none || !is_inner(at)) continue;
            uint32_t first = at;
            while (first > 0 && at - first < kLongestClubName && capital_word(first - 1) &&
                   owner_[first - 1] == Source::none && !everyday(first - 1)) {
                --first;
            }
            const Known* known = known_at(first);
            if (first == at || (known != nullptr && known->last >= at + 1)) continue;
            const std::string_view type = page_.cues.match(tokens_, at).entry->field(1);
            take(first, at + 1, entity_type_from_name(type).value_or(EntityType::organization), nullptr, false);
        }
    }

    // "Ole Romeny dan Maarten Paes", "Hyundai dan LG": what is joined to a name and looks like one is of its kind.
    void take_joined() {
        const size_t count = names_.size();
        for (size_t k = first_name_; k < count; ++k) {
            NameMention name = names_[k];
            uint32_t at = name.last - sentence_.first;
            if (at < size() && folded(at) == ",") ++at;
            if (at < size() && tokens_[at].letter_case == LetterCase::lower && is_link(at, true)) ++at;
            if (sentence_.first + at == name.last) continue;
            uint32_t end = at;
            while (end < size() && capital_word(end) && owner_[end] == Source::none && !everyday(end) &&
                   !starts_cue(end))
                ++end;
            bool person =
                name.type == EntityType::person && name.last - name.first >= 2 && end - at >= 2 && end - at <= 4;
            bool body = name.type == EntityType::organization && end - at == 1 &&
                        tokens_[at].letter_case == LetterCase::upper && tokens_[at].span.size() >= 2;
            if (!person && !body) continue;
            if (is_domain(end) || (person && known_at(at) != nullptr)) continue;
            take(at, end, name.type, nullptr, false);
        }
    }

    // "berinisial SR"
    void take_initials() {
        for (size_t index = first_title_; index < page_.titles_found.size(); ++index) {
            uint32_t at = page_.titles_found[index].last - sentence_.first;
            if (page_.titles_found[index].kind != "initials" || !capital_word(at) || owner_[at] != Source::none)
                continue;
            take(at, at + 1, EntityType::person, nullptr, true);
        }
    }

    // Two capitals and more that nothing has claimed, beginning with a given name.
    void take_name_runs() {
        for (uint32_t at = 0; at < size();) {
            if (!capital_word(at) || owner_[at] != Source::none) {
                ++at;
                continue;
            }
            uint32_t end = at;
            while (end < size() && owner_[end] == Source::none && capital_word(end)) ++end;
            const LexiconEntry* part = page_.parts.word(tokens_[at].word);
            bool named = part != nullptr && part->field(1) == "given" && end - at >= 2 &&
                         end - at <= kLongestPersonName && tokens_[at].letter_case == LetterCase::capitalized;
            for (uint32_t k = at; k < end && named; ++k) named = !everyday(k) && !starts_cue(k) && !is_inner(k);
            // A sentence's first word has its capital anyway: then the second must be a name too.
            if (named && at == 0) named = page_.parts.word(tokens_[1].word) != nullptr;
            if (named && !is_domain(end)) take(at, end, EntityType::person, nullptr, false);
            at = end;
        }
    }

    void take_by_shape() {
        std::vector<bool> taken(size());
        for (uint32_t at = 0; at < size(); ++at) taken[at] = owner_[at] != Source::none;
        find_names_by_shape(page_, sentence_, taken, names_);
    }

    // "Nurlela (34)": an age in brackets behind capitals.
    void take_aged() {
        for (uint32_t at = 1; at + 2 < size(); ++at) {
            if (folded(at) != "(" || tokens_[at + 1].kind != TokenKind::number || folded(at + 2) != ")") continue;
            if (folded(at + 1).size() != 2 || folded(at + 1)[0] == '0') continue;
            uint32_t first = at;
            while (first > 0 && at - first < kLongestPersonName && capital_word(first - 1) &&
                   owner_[first - 1] == Source::none && !everyday(first - 1)) {
                --first;
            }
            if (first < at) take(first, at, EntityType::person, nullptr, true);
        }
    }

    NamePage& page_;
    bool by_shape_;
    NameSentence sentence_;
    std::vector<NameMention>& names_;
    std::span<const Token> tokens_;
    std::vector<NameTag> tags_;
    std::vector<Source> owner_;
    std::vector<Known> known_;
    std::vector<bool> person_begins_;
    size_t first_name_;   // this sentence's first one in names_
    size_t first_title_;  // this sentence's first one in page.titles_found
};

}  // namespace

std::vector<NameMention> find_names(NamePage& page, const EntityModel* model) {
    std::vector<NameMention> names;
    for (const NameSentence& sentence : page.sentences) {
        if (sentence.shouted) continue;
        SentenceReader(page, model, sentence, names).read();
    }
    std::sort(names.begin(), names.end(), [](const NameMention& a, const NameMention& b) { return a.first < b.first; });
    return names;
}

}  // namespace silang
