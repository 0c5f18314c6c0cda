#include "silang/mention/names.h"

#include <algorithm>

#include "silang/mention/entity_features.h"

namespace silang {

namespace {

constexpr uint32_t kLongestName = 9;           // words; longer runs of capitals are lists and slogans
constexpr uint32_t kLongestPersonName = 6;     // "Sri Sultan Hamengku Buwono X" is 5
constexpr double kShoutedShare = 0.6;          // of the words longer than 3 letters; news prose stays below 0.4
constexpr uint32_t kFewestWordsToShout = 4;

enum class Source : uint8_t { none, title, name };

// Share of capitalized words among those long enough to be content words.
bool is_shouted(const NamePage& page, uint32_t first, uint32_t last) {
    uint32_t words = 0;
    uint32_t capitalized = 0;
    uint32_t upper = 0;
    for (uint32_t at = first; at < last; ++at) {
        const Token& token = page.token(at);
        if (token.kind != TokenKind::word || token.span.size() < 4) continue;
        ++words;
        if (is_capitalized(token)) ++capitalized;
        if (token.letter_case == LetterCase::upper) ++upper;
    }
    if (words == 0) return false;
    if (upper == words && words >= 3) return true;
    return words >= kFewestWordsToShout && capitalized >= kShoutedShare * words;
}

// A name's place in one sentence while the sources are weighed; indices are page tokens.
class SentenceReader {
public:
    SentenceReader(NamePage& page, const EntityModel* model, NameSentence sentence, std::vector<NameMention>& names)
        : page_(page), sentence_(sentence), names_(names), owner_(sentence.last - sentence.first, Source::none),
          person_begins_(sentence.last - sentence.first, false), first_title_(page.titles_found.size()) {
        tokens_ = std::span(page.text.tokens).subspan(sentence.first, sentence.last - sentence.first);
        tags_.assign(tokens_.size(), NameTag::outside);
        if (model != nullptr) model->label(page.text, tokens_, page.language, tags_);
    }

    void read() {
        find_titles();
        find_known();
        find_cued();
        take_known();
        take_labelled();
        take_titled();
        take_aged();
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
            // The full stop of "Dr." is the title's.
            if (kind != "role" && end < size() && folded(end) == "." && !tokens_[end].space_before && end + 1 < size()) ++end;
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

    uint32_t extend_office(uint32_t end) const {
        while (end < size()) {
            uint32_t next = end;
            bool comma = folded(next) == ",";
            if (comma) ++next;
            bool joined = next < size() && tokens_[next].kind == TokenKind::word &&
                          tokens_[next].letter_case == LetterCase::lower && page_.links.word(tokens_[next].word) != nullptr;
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
            if (!match || !case_agrees(*match.entry, tokens_.subspan(at, match.length)) || !plausible(match, at)) {
                ++at;
                continue;
            }
            if (std::optional<EntityType> type = entity_type_from_name(match.entry->field(1))) {
                known_.push_back({at, at + match.length, match.entry, *type});
            }
            at += match.length;
        }
    }

    [[nodiscard]] bool plausible(const Lexicon::Match& match, uint32_t at) const {
        bool labelled = tags_[at] != NameTag::outside;
        if (is_ambiguous(*match.entry) && !labelled) return false;
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
            if (end > at + cue.length && (labelled_person_begins(end) || known_person(end))) break;
            if (is_stop_title(end)) break;
            if (const Known* known = known_at(end); known != nullptr && capital_word(end)) {
                end = known->last;
                // A place or a body closes the name: "Polda Kalimantan Selatan", "Satreskrim Polres ...".
                if (known->type == EntityType::place && !continues_cue(end)) break;
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
            if (tokens_[end].kind == TokenKind::word && end + 1 < size() && capital_word(end + 1) && is_link(end, list) &&
                !page_.cues.match(tokens_, end + 1) && end > at + cue.length) {
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

    [[nodiscard]] bool continues_cue(uint32_t at) const { return capital_word(at) && known_at(at) != nullptr && !known_person(at); }

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
            if (at + 1 < size() && tokens_[at].letter_case == LetterCase::lower && is_link(at, true) && capital_word(at + 1)) {
                ++at;
                while (capital_word(at)) ++at;
                return at;
            }
        }
        return comma;
    }

    [[nodiscard]] bool weekday_or_month(uint32_t at) const {
        return page_.weekdays.word(tokens_[at].word) != nullptr ||
               (page_.months.word(tokens_[at].word) != nullptr && at + 1 < size() && tokens_[at + 1].kind == TokenKind::number);
    }

    [[nodiscard]] bool number_belongs(uint32_t at, uint32_t number, EntityType type) const {
        if (tokens_[number].span.size() > 4 || folded(number).find_first_of(".,") != std::string_view::npos) return false;
        if (type == EntityType::event) return true;
        return type == EntityType::organization && number > at && tokens_[number].span.size() <= 3 && capital_word(number - 1);
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
            EntityType type = cue ? entity_type_from_name(cue.entry->field(1)).value_or(EntityType::other) : EntityType::other;
            const Known* known = known_at(at);
            if (!cue || cue.entry->field(2) == "inner" || (known != nullptr && known->last >= at + cue.length + 1)) {
                at = known != nullptr ? known->last : at + 1;
                continue;
            }
            if (owner_[at] == Source::title && !capital_word(at)) {
                ++at;
                continue;
            }
            bool written = case_agrees(*cue.entry, tokens_.subspan(at, cue.length));
            uint32_t begin = written ? at : at + cue.length;
            if (!written && !(capital_word(begin) && (known_at(begin) == nullptr) && !everyday(begin))) {
                ++at;
                continue;
            }
            uint32_t end = end_of_cued(at, cue, type);
            if (end <= at + cue.length || !has_content(at + cue.length, end) ||
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
            at = end;
        }
    }

    [[nodiscard]] bool everyday(uint32_t at) const { return page_.everyday(sentence_.first + at); }

    [[nodiscard]] bool has_content(uint32_t first, uint32_t last) const {
        for (uint32_t at = first; at < last; ++at) {
            if (tokens_[at].kind == TokenKind::number) return true;
            if (capital_word(at) && !everyday_word(at)) return true;
        }
        return false;
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
            if (inside && label_keeps(known, label_first, label_last)) continue;
            // A person's short name inside a longer run of capitals that nobody labelled is some other name's part.
            if (known.type == EntityType::person && last - first == 1 && !inside && other_name_part(first, last)) continue;
            if (label_last - label_first == last - first && label_first == first && is_ambiguous(*known.entry)) {
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
            bool edge = known.first == first || known.last == last;
            return !edge || is_ambiguous(*known.entry);
        }
        if (label == EntityType::place && known.type == EntityType::organization) return known.first != first;
        return true;
    }

    static EntityType type_of(NameTag tag) {
        switch (tag) {
            case NameTag::begin_person:
            case NameTag::in_person: return EntityType::person;
            case NameTag::begin_organization:
            case NameTag::in_organization: return EntityType::organization;
            default: return EntityType::place;
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
                take_piece(begin, end, type);
                begin = end + 1;  // past the word that ended the piece
            }
            at = last - 1;
        }
    }

    [[nodiscard]] bool belongs(uint32_t begin, uint32_t at, uint32_t last, EntityType type) const {
        if (owner_[at] == Source::name) return false;
        // A title divides ("Menteri ESDM Gunadi" never is one name), unless it begins a body's name ("Komisaris ..." does not).
        if (owner_[at] == Source::title) return type != EntityType::person && at == begin && starts_cue(at);
        if (tokens_[at].kind != TokenKind::punct) return true;
        std::string_view mark = folded(at);
        if (mark == "." || mark == "'" || mark == "&") return true;
        // "Jong-un" stays together; "Prabowo-Hatta" with both capitalized and a known first part is two.
        if (mark != "-" || tokens_[at].space_before || at == begin || at + 1 >= last || tokens_[at + 1].space_before) return false;
        return !(page_.gazetteer.match(tokens_, at + 1) || page_.gazetteer.match(tokens_, at - 1));
    }

    void take_piece(uint32_t begin, uint32_t end, EntityType type) {
        const auto edge = [&](uint32_t at) {
            return tokens_[at].kind == TokenKind::punct ||
                   (tokens_[at].kind == TokenKind::word && tokens_[at].letter_case == LetterCase::lower &&
                    (!page_.parts.word(tokens_[at].word) || page_.parts.word(tokens_[at].word)->field(1) == "particle")) ||
                   (tokens_[at].kind == TokenKind::word && weekday_or_month(at));
        };
        while (begin < end && edge(begin)) ++begin;
        while (begin < end && edge(end - 1)) --end;
        if (begin >= end || end - begin > kLongestName) return;
        if (type == EntityType::person && end - begin > kLongestPersonName) return;
        bool titled = type == EntityType::person && begin > 0 && owner_[begin - 1] == Source::title;
        take(begin, end, type, nullptr, titled);
    }

    [[nodiscard]] bool starts_cue(uint32_t at) const { return capital_word(at) && static_cast<bool>(page_.cues.match(tokens_, at)); }

    // A run of capitals behind a title that nothing has claimed: a person when the title or a name in it says so.
    void take_titled() {
        for (size_t index = first_title_; index < page_.titles_found.size(); ++index) {
            const TitleSpan& title = page_.titles_found[index];
            uint32_t at = title.last - sentence_.first;
            while (at < size() && owner_[at] == Source::name && !person_begins_[at]) ++at;
            if (at < size() && folded(at) == "," && title.kind != "honorific" && title.kind != "rank") ++at;
            uint32_t end = at;
            while (end < size() && end - at < kLongestPersonName && owner_[end] == Source::none &&
                   (capital_word(end) || initial_stop(at, end)) && !everyday(end)) {
                ++end;
            }
            while (end > at && !capital_word(end - 1)) --end;
            if (end == at) continue;
            bool named = title.kind == "rank" || title.kind == "honorific";
            for (uint32_t k = at; k < end && !named; ++k) {
                named = page_.parts.word(tokens_[k].word) != nullptr;
            }
            if (named) take(at, end, EntityType::person, nullptr, true);
        }
    }
    [[nodiscard]] bool initial_stop(uint32_t first, uint32_t at) const {
        return at > first && folded(at) == "." && !tokens_[at].space_before && tokens_[at - 1].span.size() == 1;
    }

    // "Nurlela (34)": an age in brackets behind capitals.
    void take_aged() {
        for (uint32_t at = 1; at + 2 < size(); ++at) {
            if (folded(at) != "(" || tokens_[at + 1].kind != TokenKind::number || folded(at + 2) != ")") continue;
            if (folded(at + 1).size() != 2 || folded(at + 1)[0] == '0') continue;
            uint32_t first = at;
            while (first > 0 && at - first < kLongestPersonName && capital_word(first - 1) && owner_[first - 1] == Source::none &&
                   !everyday(first - 1)) {
                --first;
            }
            if (first < at) take(first, at, EntityType::person, nullptr, true);
        }
    }

    NamePage& page_;
    NameSentence sentence_;
    std::vector<NameMention>& names_;
    std::span<const Token> tokens_;
    std::vector<NameTag> tags_;
    std::vector<Source> owner_;
    std::vector<Known> known_;
    std::vector<bool> person_begins_;
    size_t first_title_;  // this sentence's first one in page.titles_found
};

}  // namespace

NamePage::NamePage(const Article& page_article, const Language& page_language)
    : article(page_article),
      language(page_language),
      text(page_article.tokens),
      gazetteer(page_language.lexicon("gazetteer")),
      titles(page_language.lexicon("titles")),
      cues(page_language.lexicon("name-cues")),
      parts(page_language.lexicon("name-parts")),
      links(page_language.lexicon("name-links")),
      not_names(page_language.lexicon("not-names")),
      months(page_language.lexicon("months")),
      weekdays(page_language.lexicon("weekdays")),
      demonyms(page_language.lexicon("demonyms")) {
    for (const Sentence& sentence : text.sentences) {
        Role role = article.role_of_line(sentence.line);
        if (role != Role::title && role != Role::heading && role != Role::body) continue;
        bool shouted = role == Role::title || is_shouted(*this, sentence.first, sentence.last);
        sentences.push_back({sentence.first, sentence.last, shouted});
    }
}

bool NamePage::everyday(uint32_t at) const {
    const Token& word = token(at);
    if (weekdays.word(word.word) != nullptr || not_names.word(word.word) != nullptr) return true;
    if (const LexiconEntry* month = months.word(word.word); month != nullptr && month->field(2) != "name") return true;
    return titles.word(word.word) != nullptr && parts.word(word.word) == nullptr;
}

bool is_capitalized(const Token& token) {
    return token.letter_case == LetterCase::capitalized || token.letter_case == LetterCase::upper ||
           token.letter_case == LetterCase::mixed;
}

std::string entity_key(const NamePage& page, uint32_t first, uint32_t last) {
    std::string key;
    for (uint32_t at = first; at < last; ++at) {
        if (page.token(at).kind == TokenKind::punct) continue;
        if (!key.empty()) key += ' ';
        for (char letter : page.folded(at)) {
            if (letter != '\'') key += letter;
        }
    }
    return key;
}

std::string entity_key(std::string_view name) {
    std::string key;
    for (char letter : fold(name)) {
        if (letter == '\'') continue;
        bool gap = letter == ' ' || letter == '-' || letter == ',' || letter == '.' || letter == '/' || letter == '(' || letter == ')';
        if (!gap) {
            key += letter;
        } else if (!key.empty() && key.back() != ' ') {
            key += ' ';
        }
    }
    while (!key.empty() && key.back() == ' ') key.pop_back();
    return key;
}

std::optional<EntityType> entity_type_from_name(std::string_view name) {
    for (EntityType type : {EntityType::person, EntityType::organization, EntityType::place, EntityType::event, EntityType::other}) {
        if (entity_type_name(type) == name) return type;
    }
    return std::nullopt;
}

bool is_ambiguous(const LexiconEntry& entry) { return !entry.field(5).empty(); }

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
