#include <algorithm>
#include <array>
#include <unordered_set>

#include "silang/mention/entity_features.h"
#include "silang/mention/names.h"

namespace silang {

namespace {

constexpr uint32_t kLongestExpansion = 10;          // words before the bracket that may spell out a short form
constexpr size_t kShortestGazetteerInCapitals = 4;  // "MA" and "AS" in a line of capitals may be any word
constexpr int kBeyondDoubt = 5;                     // what a gazetteer entry or a title weighs against one label

bool by_place(const NameMention& a, const NameMention& b) {
    return a.first < b.first;
}

// Every letter of the short form stands in the long one in that order, the first being the first.
bool abbreviates(std::string_view short_form, std::string_view long_form) {
    if (short_form.empty() || long_form.empty() || short_form[0] != long_form[0]) return false;
    size_t at = 0;
    for (char letter : long_form) {
        if (at < short_form.size() && letter == short_form[at]) ++at;
    }
    return at == short_form.size();
}

class Brackets {
public:
    Brackets(const NamePage& page, std::vector<NameMention>& names) : page_(page), names_(names) {}

    ShortForms harvest() {
        for (const NameSentence& sentence : page_.sentences) {
            if (sentence.shouted) continue;
            for (uint32_t at = sentence.first + 1; at + 2 < sentence.last; ++at) {
                if (page_.folded(at) != "(") continue;
                if (is_short(at + 1) && page_.folded(at + 2) == ")")
                    long_then_short(sentence, at);
                else if (is_short(at - 1))
                    short_then_long(sentence, at);
            }
        }
        if (!added_.empty()) {
            // A name that overlaps one found here gives way.
            std::vector<NameMention> all = added_;
            std::sort(all.begin(), all.end(), by_place);
            std::vector<NameMention> kept;
            size_t next = 0;
            for (const NameMention& name : names_) {
                while (next < all.size() && all[next].last <= name.first) ++next;
                if (next == all.size() || all[next].first >= name.last) kept.push_back(name);
            }
            kept.insert(kept.end(), all.begin(), all.end());
            std::sort(kept.begin(), kept.end(), by_place);
            names_ = std::move(kept);
        }
        return std::move(forms_);
    }

private:
    [[nodiscard]] bool is_short(uint32_t at) const {
        const Token& token = page_.token(at);
        return token.kind == TokenKind::word && is_capitalized(token) && token.span.size() >= 2 &&
               token.span.size() <= 16 && page_.weekdays.word(token.word) == nullptr;
    }

    [[nodiscard]] const NameMention* name_ending_at(uint32_t last) const {
        auto next = std::lower_bound(names_.begin(), names_.end(), last,
                                     [](const NameMention& name, uint32_t at) { return name.first < at; });
        if (next == names_.begin()) return nullptr;
        --next;
        return next->last == last ? &*next : nullptr;
    }

    // Where the expansion that ends at `end` begins; `end` when none fits.
    [[nodiscard]] uint32_t begin_of_expansion(uint32_t sentence_first, uint32_t end,
                                              std::string_view short_form) const {
        uint32_t best = end;
        uint32_t words = 0;
        int64_t best_distance = 0;
        for (uint32_t at = end; at > sentence_first && end - at < kLongestExpansion;) {
            --at;
            const Token& token = page_.token(at);
            if (token.kind == TokenKind::punct && page_.folded(at) != "," && page_.folded(at) != "-") break;
            if (token.kind == TokenKind::number) break;
            if (!is_capitalized(token)) {
                if (token.kind == TokenKind::word && page_.links.word(token.word) == nullptr) break;
                continue;
            }
            ++words;
            if (words < 2) continue;
            std::string key = entity_key(page_, at, end);
            if (!abbreviates(short_form, key)) continue;
            int64_t distance = std::abs(static_cast<int64_t>(words) - static_cast<int64_t>(short_form.size()));
            if (best == end || distance <= best_distance) {
                best = at;
                best_distance = distance;
            }
        }
        return best;
    }

    void long_then_short(NameSentence sentence, uint32_t bracket) {
        // "Pembangkit Listrik (PLTA) Batang": the words are a kind of thing, the name comes behind.
        uint32_t behind = bracket + 3;
        if (behind < sentence.last && page_.token(behind).kind == TokenKind::word &&
            is_capitalized(page_.token(behind)))
            return;
        std::string short_key = entity_key(page_, bracket + 1, bracket + 2);
        const NameMention* name = name_ending_at(bracket);
        uint32_t first = bracket;
        if (name != nullptr && abbreviates(short_key, entity_key(page_, name->first, name->last))) first = name->first;
        uint32_t spelled = begin_of_expansion(sentence.first, bracket, short_key);
        if (spelled < first && page_.token(bracket + 1).letter_case == LetterCase::upper) first = spelled;
        // "Kementerian Energi dan ... (ESDM)": the letters leave out the word that the name begins with.
        if (name != nullptr && (name->cued || name->known != nullptr) && name->first < first) first = name->first;
        const LexiconEntry* known = page_.sources.word(page_.token(bracket + 1).word);
        if (first == bracket && name != nullptr && name->type == EntityType::organization && known != nullptr)
            first = name->first;
        if (first == bracket) return;
        add(first, bracket, bracket + 1, bracket + 2);
    }

    void short_then_long(NameSentence sentence, uint32_t bracket) {
        if (page_.token(bracket - 1).letter_case != LetterCase::upper) return;
        uint32_t end = bracket + 1;
        while (end < sentence.last && end - bracket <= kLongestExpansion + 1 && page_.folded(end) != ")") ++end;
        if (end >= sentence.last || page_.folded(end) != ")" || end - bracket < 3) return;
        std::string short_key = entity_key(page_, bracket - 1, bracket);
        if (begin_of_expansion(bracket + 1, end, short_key) != bracket + 1) return;
        add(bracket + 1, end, bracket - 1, bracket);
    }

    void add(uint32_t first, uint32_t last, uint32_t short_first, uint32_t short_last) {
        const LexiconEntry* known = nullptr;
        EntityType type = EntityType::organization;
        auto tokens = std::span(page_.text.tokens).subspan(first, last - first);
        if (Lexicon::Match match = page_.gazetteer.match(tokens, 0); match && match.length == last - first)
            known = match.entry;
        const NameMention* name = name_ending_at(last);
        if (known != nullptr) {
            type = entity_type_from_name(known->field(1)).value_or(type);
        } else if (Lexicon::Match cue = page_.cues.match(tokens, 0)) {
            type = entity_type_from_name(cue.entry->field(1)).value_or(type);
        } else if (name != nullptr && name->first == first) {
            type = name->type;
        }
        const LexiconEntry* known_short = page_.gazetteer.word(page_.token(short_first).word);
        if (known_short != nullptr && !case_agrees(*known_short, std::span(&page_.token(short_first), 1)))
            known_short = nullptr;
        // The page says what it stands for: the gazetteer's other reading of those letters is not meant.
        if (known_short != nullptr && known == nullptr) {
            std::string canonical = entity_key(canonical_of(page_, *known_short));
            if (canonical != entity_key(page_, first, last)) known_short = nullptr;
        }
        added_.push_back({first, last, type, known, false});
        added_.push_back({short_first, short_last, type, known_short, false});
        std::string key = entity_key(page_, short_first, short_last);
        forms_.try_emplace(key,
                           ShortForm{entity_key(page_, first, last), clean_spaces(page_.words(first, last)), type});
    }

    const NamePage& page_;
    std::vector<NameMention>& names_;
    std::vector<NameMention> added_;
    ShortForms forms_;
};

// How often each word of the body stands in small letters, and with a capital inside a sentence.
struct WordUse {
    uint32_t lower = 0;
    uint32_t capital = 0;
};
using WordUses = std::unordered_map<std::string_view, WordUse>;

bool opens_sentence(const NamePage& page, const NameSentence& sentence, uint32_t at) {
    while (at > sentence.first && page.token(at - 1).kind == TokenKind::punct && page.folded(at - 1) != "," &&
           page.folded(at - 1) != ")") {
        --at;
    }
    return at == sentence.first;
}

WordUses count_uses(const NamePage& page) {
    WordUses uses;
    for (const NameSentence& sentence : page.sentences) {
        if (sentence.shouted) continue;
        bool open = true;
        for (uint32_t at = sentence.first; at < sentence.last; ++at) {
            const Token& token = page.token(at);
            if (token.kind == TokenKind::punct) {
                if (page.folded(at) == "\"") open = true;
                continue;
            }
            if (token.letter_case == LetterCase::lower) {
                ++uses[page.folded(at)].lower;
            } else if (!open && is_capitalized(token)) {
                ++uses[page.folded(at)].capital;
            }
            open = false;
        }
    }
    return uses;
}

WordUse use_of(const WordUses& uses, std::string_view word) {
    auto found = uses.find(word);
    return found == uses.end() ? WordUse() : found->second;
}

// Trims everyday words off the edges and says whether a name is left.
bool keep(const NamePage& page, const NameSentence& sentence, const WordUses& uses, NameMention& name) {
    if (name.cued) return true;
    if (name.known != nullptr)
        return !is_ambiguous(*name.known) || name.last - name.first > 1 || name.titled ||
               !opens_sentence(page, sentence, name.first) || use_of(uses, page.folded(name.first)).lower == 0;
    while (name.first < name.last && page.not_names.word(page.token(name.first).word) != nullptr &&
           (name.last - name.first == 1 || opens_sentence(page, sentence, name.first) ||
            name.type == EntityType::person)) {
        ++name.first;
    }
    while (name.first < name.last && (page.weekdays.word(page.token(name.last - 1).word) != nullptr ||
                                      page.token(name.last - 1).kind == TokenKind::punct)) {
        --name.last;
    }
    if (name.first == name.last) return false;
    bool content = false;
    bool capital = false;
    for (uint32_t at = name.first; at < name.last; ++at) {
        if (page.token(at).kind == TokenKind::word && page.token(at).letter_case == LetterCase::none) capital = true;
        if (is_capitalized(page.token(at))) capital = true;
        if (page.token(at).kind != TokenKind::punct && !page.everyday(at)) content = true;
    }
    if (!content || !capital) return false;
    if (name.last - name.first == 1 && !name.titled) {
        std::string_view word = page.folded(name.first);
        if (word.size() < 2) return false;
        WordUse use = use_of(uses, word);
        if (page.token(name.first).letter_case == LetterCase::capitalized && use.lower > 0) {
            if (opens_sentence(page, sentence, name.first) || use.lower >= use.capital) return false;
        }
        // A capital that only ever stands where every word has one is no sign of a name; "Feri itu" is a thing.
        if (opens_sentence(page, sentence, name.first) && name.type == EntityType::person) {
            bool pointed = name.last < sentence.last && page.pointers.word(page.token(name.last).word) != nullptr;
            bool part = page.parts.word(page.token(name.first).word) != nullptr;
            bool common = page.token(name.first).word != kUnknownWord;
            if (pointed || (use.capital == 0 && !part && common)) return false;
        }
    }
    return true;
}

void drop_what_names_nothing(const NamePage& page, const WordUses& uses, std::vector<NameMention>& names) {
    std::vector<NameMention> kept;
    size_t sentence = 0;
    for (NameMention name : names) {
        while (page.sentences[sentence].last <= name.first) ++sentence;
        if (keep(page, page.sentences[sentence], uses, name)) kept.push_back(name);
    }
    names = std::move(kept);
}

using TypeVotes = std::array<int, 5>;

// One name is of one type on a page: what is known or titled outweighs what was guessed.
void agree_on_types(const NamePage& page, std::vector<NameMention>& names) {
    std::unordered_map<std::string, TypeVotes> votes;
    std::vector<std::string> keys;
    keys.reserve(names.size());
    std::unordered_map<std::string_view, int> person_words;
    std::unordered_set<std::string_view> club_words;
    for (const NameMention& name : names) {
        keys.push_back(entity_key(page, name.first, name.last));
        votes[keys.back()][static_cast<size_t>(name.type)] += name.known != nullptr || name.titled ? kBeyondDoubt : 1;
    }
    const auto winner = [&](const std::string& key) {
        const TypeVotes& vote = votes[key];
        return static_cast<EntityType>(std::max_element(vote.begin(), vote.end()) - vote.begin());
    };
    for (size_t k = 0; k < names.size(); ++k) {
        if (names[k].known == nullptr) names[k].type = winner(keys[k]);
        if (names[k].last - names[k].first < 2) continue;
        if (names[k].type == EntityType::organization && !names[k].cued && names[k].known == nullptr) {
            for (uint32_t at = names[k].first; at < names[k].last; ++at) club_words.insert(page.folded(at));
        }
        if (names[k].type != EntityType::person) continue;
        for (uint32_t at = names[k].first; at < names[k].last; ++at) ++person_words[page.folded(at)];
    }
    // "Wahab" alone, guessed to be a place, on a page with "Abdul Wahab Sanusi".
    for (NameMention& name : names) {
        if (name.known != nullptr || name.last - name.first != 1 || name.type == EntityType::person) continue;
        if (page.token(name.first).letter_case == LetterCase::upper) continue;
        if (person_words.contains(page.folded(name.first))) name.type = EntityType::person;
    }
    // "Sriwedari" of "Gelora Sriwedari", guessed to be a person: the club, when nobody on the page is called that.
    for (NameMention& name : names) {
        if (name.known != nullptr || name.titled || name.last - name.first != 1 || name.type != EntityType::person)
            continue;
        std::string_view word = page.folded(name.first);
        if (!person_words.contains(word) && club_words.contains(word)) name.type = EntityType::organization;
    }
    // Initials are no person unless a title says so ("berinisial SR").
    for (NameMention& name : names) {
        if (name.type != EntityType::person || name.known != nullptr || name.titled || name.last - name.first != 1)
            continue;
        const Token& token = page.token(name.first);
        if (token.letter_case == LetterCase::upper && token.span.size() <= 5 &&
            !person_words.contains(page.folded(name.first))) {
            name.type = EntityType::organization;
        }
    }
}

// "Rektor Universitas Mulawarman Abdunnur" on a page that says "kata Abdunnur": the name of the body ends before the
// person.
void split_off_people(const NamePage& page, std::vector<NameMention>& names) {
    std::unordered_set<std::string_view> people;
    for (const NameMention& name : names) {
        if (name.type == EntityType::person && name.last - name.first == 1) people.insert(page.folded(name.first));
    }
    if (people.empty()) return;
    std::vector<NameMention> added;
    for (NameMention& name : names) {
        if (!name.cued || name.known != nullptr) continue;
        for (uint32_t at = name.first + 2; at < name.last; ++at) {
            if (!people.contains(page.folded(at)) || title_ending_at(page, name.first) == nullptr) continue;
            added.push_back({at, name.last, EntityType::person, nullptr, false});
            name.last = at;
        }
    }
    names.insert(names.end(), added.begin(), added.end());
    std::sort(names.begin(), names.end(), by_place);
}

// Word sequences to look for on the page, by their first word.
struct Form {
    std::vector<std::string_view> words;
    EntityType type;
    const LexiconEntry* known;
};

class Sweep {
public:
    Sweep(const NamePage& page, const WordUses& uses, std::vector<NameMention>& names)
        : page_(page), uses_(uses), names_(names) {}

    void run() {
        collect();
        std::vector<NameMention> added;
        size_t next = 0;
        for (const NameSentence& sentence : page_.sentences) {
            for (uint32_t at = sentence.first; at < sentence.last;) {
                while (next < names_.size() && names_[next].last <= at) ++next;
                if (next < names_.size() && names_[next].first <= at) {
                    at = names_[next].last;
                    continue;
                }
                uint32_t limit = sentence.last;
                if (next < names_.size()) limit = std::min(limit, names_[next].first);
                uint32_t end = find(sentence, at, limit, added);
                at = end;
            }
        }
        names_.insert(names_.end(), added.begin(), added.end());
        std::sort(names_.begin(), names_.end(), by_place);
    }

private:
    void collect() {
        for (const NameMention& name : names_) {
            Form form{{}, name.type, name.known};
            for (uint32_t at = name.first; at < name.last; ++at) form.words.push_back(page_.folded(at));
            if (form.words.size() == 1 && ordinary(name.first)) continue;
            add(std::move(form));
            if (name.type != EntityType::person || name.last - name.first < 2) continue;
            for (uint32_t at = name.first; at < name.last; ++at) {
                const Token& token = page_.token(at);
                const LexiconEntry* part = page_.parts.word(token.word);
                bool particle = part != nullptr && part->field(1) == "particle";
                if (token.kind != TokenKind::word || token.span.size() < 3 || particle || ordinary(at)) continue;
                if (page_.gazetteer.word(token.word) != nullptr) continue;
                add({{page_.folded(at)}, EntityType::person, nullptr});
            }
        }
        for (auto& [word, forms] : forms_) {
            std::stable_sort(forms.begin(), forms.end(),
                             [](const Form& a, const Form& b) { return a.words.size() > b.words.size(); });
        }
    }

    void add(Form form) {
        std::vector<Form>& forms = forms_[form.words[0]];
        for (const Form& other : forms) {
            if (other.words == form.words) return;
        }
        if (forms.size() < 64) forms.push_back(std::move(form));  // a page that has more is not prose
    }

    [[nodiscard]] bool ordinary(uint32_t at) const {
        return page_.everyday(at) || use_of(uses_, page_.folded(at)).lower > 0;
    }

    uint32_t find(const NameSentence& sentence, uint32_t at, uint32_t limit, std::vector<NameMention>& added) const {
        const Token& token = page_.token(at);
        if (!is_capitalized(token)) return at + 1;
        auto forms = forms_.find(page_.folded(at));
        uint32_t length = 0;
        const Form* found = nullptr;
        if (forms != forms_.end()) {
            for (const Form& form : forms->second) {
                if (form.words.size() > limit - at) continue;
                bool same = true;
                for (uint32_t k = 1; k < form.words.size() && same; ++k) same = page_.folded(at + k) == form.words[k];
                if (!same || (form.words.size() == 1 && other_name(sentence, at, limit))) continue;
                found = &form;
                length = static_cast<uint32_t>(form.words.size());
                break;
            }
        }
        if (sentence.shouted) {
            auto tokens = std::span(page_.text.tokens).subspan(at, limit - at);
            Lexicon::Match match = page_.gazetteer.match(tokens, 0);
            if (match && match.length > length && fits_headline(*match.entry, tokens.subspan(0, match.length)) &&
                !is_currency(page_, at + match.length)) {
                if (auto type = entity_type_from_name(match.entry->field(1))) {
                    added.push_back({at, at + match.length, *type, match.entry, false});
                    return at + match.length;
                }
            }
        }
        if (found == nullptr) return at + 1;
        added.push_back({at, at + length, found->type, found->known, false});
        return at + length;
    }

    // "Rudi" in "Rudi Tabuti" is not the Rudi of before.
    [[nodiscard]] bool other_name(const NameSentence& sentence, uint32_t at, uint32_t limit) const {
        if (sentence.shouted) return false;
        const auto part = [&](uint32_t other) {
            return is_capitalized(page_.token(other)) && page_.parts.word(page_.token(other).word) != nullptr;
        };
        return (at > sentence.first && part(at - 1)) || (at + 1 < limit && part(at + 1));
    }

    [[nodiscard]] bool fits_headline(const LexiconEntry& entry, std::span<const Token> tokens) const {
        if (is_ambiguous(entry)) return false;
        if (case_agrees(entry, tokens)) {
            bool all_capitals = std::all_of(tokens.begin(), tokens.end(), [](const Token& token) {
                return token.kind != TokenKind::word || token.letter_case == LetterCase::upper;
            });
            return !all_capitals || tokens.size() > 1 || entry.phrase().size() >= kShortestGazetteerInCapitals ||
                   !in_capitals(tokens[0]);
        }
        return false;
    }

    // The words beside it are in capitals too.
    [[nodiscard]] bool in_capitals(const Token& token) const {
        const size_t at = static_cast<size_t>(&token - page_.text.tokens.data());
        const auto upper = [&](size_t other) {
            const Token& beside = page_.text.tokens[other];
            return beside.line == token.line && beside.letter_case == LetterCase::upper && beside.span.size() > 4;
        };
        return (at > 0 && upper(at - 1)) || (at + 1 < page_.text.tokens.size() && upper(at + 1));
    }

    const NamePage& page_;
    const WordUses& uses_;
    std::vector<NameMention>& names_;
    std::unordered_map<std::string_view, std::vector<Form>> forms_;
};

}  // namespace

ShortForms harvest_short_forms(const NamePage& page, std::vector<NameMention>& names) {
    return Brackets(page, names).harvest();
}

void reconsider_names(const NamePage& page, std::vector<NameMention>& names, const ShortForms& short_forms) {
    WordUses uses = count_uses(page);
    drop_what_names_nothing(page, uses, names);
    for (NameMention& name : names) {
        auto form = short_forms.find(entity_key(page, name.first, name.last));
        if (form != short_forms.end() && name.known == nullptr) name.type = form->second.type;
    }
    agree_on_types(page, names);
    split_off_people(page, names);
    Sweep(page, uses, names).run();
}

}  // namespace silang
