// Names that only their capitals and the words beside them tell, for a language without weights for the labeller.
//
// A run of capitalized words that no lexicon has claimed is cut at what names nobody (function words, days, everyday
// words, peoples), and typed by the best evidence there is: a word that closes names of bodies or places, a title or
// a known given name, what stands before or behind it (name-contexts.tsv), letters in capitals, an article. One word
// alone needs such evidence; at the head of a sentence its capital says nothing.
#include <algorithm>

#include "silang/mention/names.h"

namespace silang {

namespace {

constexpr uint32_t kLongestContext = 3;    // words of an entry of name-contexts
constexpr uint32_t kLongestPersonRun = 4;  // a longer run that nothing calls a person is a body's name
constexpr uint32_t kLongestPlaceRun = 3;   // behind "in"
constexpr size_t kLongestAcronym = 6;

class ShapeReader {
public:
    ShapeReader(const NamePage& page, NameSentence sentence, const std::vector<bool>& taken,
                std::vector<NameMention>& names)
        : page_(page), sentence_(sentence), taken_(taken), names_(names) {}

    void read() {
        for (uint32_t at = sentence_.first; at < sentence_.last;) {
            if (!capital(at)) {
                ++at;
                continue;
            }
            const uint32_t last = end_of_run(at);
            take_run(at, last);
            at = last;
        }
    }

private:
    [[nodiscard]] bool free(uint32_t at) const { return at < sentence_.last && !taken_[at - sentence_.first]; }
    [[nodiscard]] bool capital(uint32_t at) const {
        return free(at) && page_.token(at).kind == TokenKind::word && is_capitalized(page_.token(at)) &&
               page_.folded(at)[0] != '\'';
    }
    [[nodiscard]] bool acronym(uint32_t at) const {
        const Token& token = page_.token(at);
        return token.letter_case == LetterCase::upper && token.span.size() <= kLongestAcronym && !page_.everyday(at);
    }
    [[nodiscard]] bool function_word(uint32_t at) const {
        return page_.functions.word(page_.token(at).word) != nullptr;
    }
    [[nodiscard]] bool calendar(uint32_t at) const {
        const WordId word = page_.token(at).word;
        return page_.weekdays.word(word) != nullptr || page_.months.word(word) != nullptr;
    }
    [[nodiscard]] bool people(uint32_t at) const {
        const LexiconEntry* entry = page_.demonyms.word(page_.token(at).word);
        return entry != nullptr && entry->field(1) == "people";
    }
    [[nodiscard]] bool names_nobody(uint32_t at) const {
        return function_word(at) || calendar(at) || people(at) || page_.everyday(at);
    }
    [[nodiscard]] bool all_name_nobody(uint32_t first, uint32_t last) const {
        while (first < last && names_nobody(first)) ++first;
        return first == last;
    }
    [[nodiscard]] bool part(uint32_t at, std::string_view kind) const {
        const LexiconEntry* entry = page_.parts.word(page_.token(at).word);
        return entry != nullptr && entry->field(1) == kind;
    }

    // "J. K. Rowling", "Jong-un", "Abdul Rahman bin Osman", "Marks & Spencer".
    [[nodiscard]] uint32_t end_of_run(uint32_t at) const {
        uint32_t end = at + 1;
        while (end < sentence_.last) {
            if (capital(end)) {
                ++end;
                continue;
            }
            if (!free(end) || !capital(end + 1)) break;
            const std::string_view mark = page_.folded(end);
            const bool initial = mark == "." && page_.token(end - 1).span.size() == 1 && !page_.token(end).space_before;
            const bool hyphen = mark == "-" && !page_.token(end).space_before && !page_.token(end + 1).space_before;
            const LexiconEntry* link = page_.links.word(page_.token(end).word);
            const bool linked = link != nullptr && link->field(1) == "person" && part(end, "particle");
            if (!initial && !hyphen && !linked && mark != "&") break;
            end += 2;
        }
        return end;
    }

    // Up to the last word of the run that closes a name ("... Ministry", "... Airport"), then what is left.
    void take_run(uint32_t first, uint32_t last) {
        while (first < last && (function_word(first) || calendar(first))) ++first;
        for (uint32_t at = last; at > first + 1; --at) {
            const Lexicon::Match cue = page_.cues.match(page_.text.tokens, at - 1);
            const uint32_t end = at - 1 + cue.length;
            if (!cue || cue.entry->field(2) != "inner" || end > last ||
                page_.token(at - 1).letter_case == LetterCase::lower)
                continue;
            uint32_t begin = first;
            while (begin + 1 < at && calendar(begin)) ++begin;
            // At the head of a sentence "Local Police" is no name.
            if (opens(begin) && all_name_nobody(begin, at - 1)) break;
            const auto type = entity_type_from_name(cue.entry->field(1)).value_or(EntityType::organization);
            add(begin, end_of_closed(end), type, true);
            first = end;
            break;
        }
        take_rest(first, last);
    }

    // "Supreme Court of Canada"
    [[nodiscard]] uint32_t end_of_closed(uint32_t end) const {
        if (end + 1 >= sentence_.last || !capital(end + 1)) return end;
        const LexiconEntry* link = page_.links.word(page_.token(end).word);
        const bool joins =
            link != nullptr && link->field(1) == "any" && page_.token(end).letter_case == LetterCase::lower;
        return joins && !names_nobody(end + 1) ? end_of_run(end + 1) : end;
    }

    void take_rest(uint32_t first, uint32_t last) {
        const uint32_t whole = first;
        while (first < last && names_nobody(first)) ++first;
        while (last > first && (names_nobody(last - 1) || page_.token(last - 1).kind == TokenKind::punct)) --last;
        if (first == last) return;
        const uint32_t words = last - first;
        const bool opening = first == whole && opens(first);
        const std::string_view before = context_before(first);
        const std::string_view behind = context_behind(last);
        bool given = part(first, "given");
        for (uint32_t at = first; at < last && words > 1; ++at) given = given || part(at, "family");
        const TitleSpan* title = title_ending_at(page_, first);
        const bool titled = title != nullptr && title->kind != "tie";
        if (words == 1) {
            take_single(first, opening, given, titled, before, behind);
            return;
        }
        bool letters = false;
        for (uint32_t at = first; at < last; ++at) letters = letters || acronym(at);
        EntityType type = EntityType::person;
        const Lexicon::Match cue = page_.cues.match(page_.text.tokens, whole);
        if (cue && cue.length < last - whole && cue.entry->field(2) != "inner") {
            // "Kesatuan Pekerja": everyday words behind a word that begins names.
            add(whole, last, entity_type_from_name(cue.entry->field(1)).value_or(EntityType::organization), true);
            return;
        }
        if (titled || given || before == "person") {
        } else if (before == "place" && words <= kLongestPlaceRun) {
            type = EntityType::place;
        } else if (behind == "person" && before != "organization") {
        } else if (place_follows(last) && words <= kLongestPlaceRun) {
            type = EntityType::place;
        } else if (letters || before == "organization" || words > kLongestPersonRun) {
            type = EntityType::organization;
        } else if (opening) {
            return;  // "Flash Floods": nothing but its place in the sentence need be behind the first capital
        }
        add(first, last, type, titled);
    }

    void take_single(uint32_t at, bool opening, bool given, bool titled, std::string_view before,
                     std::string_view behind) {
        if (titled) {
            add(at, at + 1, EntityType::person, true);
        } else if (acronym(at) && page_.token(at).span.size() > 1) {
            add(at, at + 1, before == "place" ? EntityType::place : EntityType::organization, false);
        } else if (opening || page_.token(at).span.size() < 3) {
            return;
        } else if (given || before == "person") {
            add(at, at + 1, EntityType::person, false);
        } else if (before == "place") {
            add(at, at + 1, EntityType::place, false);
        } else if (behind == "person") {
            add(at, at + 1, EntityType::person, false);
        } else if (before == "organization" && !article(at - 1)) {
            add(at, at + 1, EntityType::organization, false);
        }
    }

    [[nodiscard]] bool article(uint32_t at) const { return page_.articles.word(page_.token(at).word) != nullptr; }

    // Nothing but marks stands before it in the sentence, or a quotation opens there.
    [[nodiscard]] bool opens(uint32_t at) const {
        return at == sentence_.first || (page_.token(at - 1).kind == TokenKind::punct && page_.folded(at - 1) != "," &&
                                         page_.folded(at - 1) != "-" && page_.folded(at - 1) != "(");
    }

    [[nodiscard]] std::string_view context_before(uint32_t first) const {
        for (uint32_t length = std::min(kLongestContext, first - sentence_.first); length > 0; --length) {
            const Lexicon::Match match = page_.contexts.match(page_.text.tokens, first - length);
            if (match && match.length == length && match.entry->field(1) == "before") return match.entry->field(2);
        }
        return {};
    }
    [[nodiscard]] std::string_view context_behind(uint32_t last) const {
        if (last >= sentence_.last) return {};
        const Lexicon::Match match = page_.contexts.match(page_.text.tokens, last);
        return match && match.entry->field(1) == "behind" ? match.entry->field(2) : std::string_view();
    }
    // "Springfield, Illinois": a place stands before the land it is in.
    [[nodiscard]] bool place_follows(uint32_t last) const {
        if (last + 1 >= sentence_.last || page_.folded(last) != ",") return false;
        const Lexicon::Match next = page_.gazetteer.match(page_.text.tokens, last + 1);
        return next && next.entry->field(1) == "place";
    }

    void add(uint32_t first, uint32_t last, EntityType type, bool beyond_doubt) {
        if (last - first > kLongestName) return;
        names_.push_back({first, last, type, nullptr, beyond_doubt && type == EntityType::person,
                          beyond_doubt && type != EntityType::person});
    }

    const NamePage& page_;
    NameSentence sentence_;
    const std::vector<bool>& taken_;
    std::vector<NameMention>& names_;
};

}  // namespace

void find_names_by_shape(const NamePage& page, NameSentence sentence, const std::vector<bool>& taken,
                         std::vector<NameMention>& names) {
    ShapeReader(page, sentence, taken, names).read();
}

}  // namespace silang
