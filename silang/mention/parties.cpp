#include <algorithm>

#include "silang/mention/names.h"

namespace silang {

namespace {

constexpr uint32_t kLongestRole = 14;  // words from the title to the name, or of an apposition
constexpr uint32_t kSupplyReach = 12;  // words between "memasok" and the town supplied
constexpr uint32_t kLongestUse = 3;    // words of an entry of place-uses

const TitleSpan* title_beginning_at(const NamePage& page, uint32_t first) {
    auto title = std::lower_bound(page.titles_found.begin(), page.titles_found.end(), first,
                                  [](const TitleSpan& span, uint32_t at) { return span.first < at; });
    return title != page.titles_found.end() && title->first == first ? &*title : nullptr;
}

bool is_lower_word(const Token& token) {
    return token.kind == TokenKind::word && token.letter_case == LetterCase::lower;
}

void add_role(const NamePage& page, uint32_t first, uint32_t last, std::vector<std::string>& roles) {
    while (last > first && page.token(last - 1).kind == TokenKind::punct && page.folded(last - 1) != ")" &&
           page.folded(last - 1) != ".") {
        --last;
    }
    if (last == first) return;
    std::string role = clean_spaces(page.words(first, last));
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(std::move(role));
}

// The kind of the place-uses entry that ends at `last`; empty when none does.
std::string_view use_before(const NamePage& page, const Lexicon& uses, uint32_t line_first, uint32_t last) {
    for (uint32_t length = kLongestUse; length >= 1; --length) {
        if (last < line_first + length) continue;
        Lexicon::Match match = uses.match(page.text.tokens, last - length);
        if (match && match.length == length) return match.entry->field(1);
    }
    return {};
}

std::string_view use_at(const NamePage& page, const Lexicon& uses, uint32_t at, uint32_t line_last) {
    if (at >= line_last) return {};
    Lexicon::Match match = uses.match(page.text.tokens, at);
    return match ? match.entry->field(1) : std::string_view();
}

bool is_seat(const LexiconEntry* entry) {
    return entry != nullptr && !entry->field(4).empty();
}

}  // namespace

const TitleSpan* title_ending_at(const NamePage& page, uint32_t last) {
    auto title = std::lower_bound(page.titles_found.begin(), page.titles_found.end(), last,
                                  [](const TitleSpan& span, uint32_t at) { return span.last < at; });
    return title != page.titles_found.end() && title->last == last ? &*title : nullptr;
}

void add_roles(const NamePage& page, std::span<const NameMention> names, size_t at, std::vector<std::string>& roles) {
    const NameMention& name = names[at];
    uint32_t line_first = page.text.line_first_token[page.token(name.first).line];
    uint32_t line_last = page.text.line_first_token[page.token(name.first).line + 1];

    // Behind titles and the names they belong to, right to left: "Duta Besar | Jepang | untuk | Indonesia | NAME".
    uint32_t left = name.first;
    if (left > line_first && page.folded(left - 1) == ",") --left;
    uint32_t role_last = left;
    uint32_t role_first = left;
    bool office = false;
    size_t before = at;
    while (left > line_first && name.first - left <= kLongestRole) {
        if (const TitleSpan* title = title_ending_at(page, left)) {
            left = title->first;
            if (title->kind == "tie" || title->kind == "initials") break;
            role_first = left;
            office = office || title->kind != "honorific";
            if (title->kind == "honorific" && !office) role_last = left;
            continue;
        }
        while (before > 0 && names[before - 1].first >= left) --before;
        if (before > 0 && names[before - 1].last == left && names[before - 1].type != EntityType::person) {
            left = names[before - 1].first;
            continue;
        }
        // "... Konstitusi (MK) NAME"
        if (page.folded(left - 1) == ")" && left >= line_first + 3 && page.folded(left - 3) == "(") {
            left -= 3;
            continue;
        }
        // "Juru bicara Polda, Komisaris Besar NAME"
        if (office && page.folded(left - 1) == "," && before > 0 && names[before - 1].last == left - 1) {
            --left;
            continue;
        }
        bool between_names = role_first == role_last && is_lower_word(page.token(left - 1)) && left < role_last &&
                             before > 0 && names[before - 1].last == left - 1;
        if (!between_names) break;
        --left;
    }
    if (office && role_first < role_last) add_role(page, role_first, role_last, roles);

    // "NAME, profesor di ...," and "NAME (34), warga ...".
    uint32_t right = name.last;
    if (right + 2 < line_last && page.folded(right) == "(" && page.folded(right + 2) == ")") right += 3;
    if (right + 1 >= line_last || page.folded(right) != ",") return;
    const TitleSpan* title = title_beginning_at(page, right + 1);
    if (title == nullptr || title->kind == "honorific" || title->kind == "rank" || title->kind == "tie" ||
        title->kind == "initials") {
        return;
    }
    uint32_t end = title->last;
    while (end < line_last && end - right <= kLongestRole) {
        const Token& token = page.token(end);
        if (token.kind == TokenKind::punct && page.folded(end) != "-" && page.folded(end) != "/" &&
            page.folded(end) != "(" && page.folded(end) != ")") {
            break;
        }
        ++end;
    }
    bool closed = end == line_last || page.folded(end) == "," || page.folded(end) == "." || page.folded(end) == "\"";
    if (!closed || end - right > kLongestRole) end = title->last;
    // Two people in a list: "Budi, Ketua RT Slamet" has the title of the next.
    for (size_t next = at + 1; next < names.size() && names[next].first < end; ++next) {
        if (names[next].type == EntityType::person) return;
    }
    add_role(page, right + 1, end, roles);
}

std::string_view party_of(const NamePage& page, const NameMention& name) {
    if (!is_seat(name.known)) return {};
    const Lexicon& uses = page.language.lexicon("place-uses");
    std::string_view government = name.known->field(4);
    uint32_t line_first = page.text.line_first_token[page.token(name.first).line];
    uint32_t line_last = page.text.line_first_token[page.token(name.first).line + 1];

    // "Washington dan Seoul mengklaim": both act.
    uint32_t after = name.last;
    if (after + 1 < line_last && page.token(after + 1).word != kUnknownWord &&
        is_seat(page.gazetteer.word(page.token(after + 1).word))) {
        after += 2;
    }
    if (use_at(page, uses, after, line_last) == "party") {
        std::string_view before = use_before(page, uses, line_first, name.first);
        return before == "place" || before == "toward" ? std::string_view() : government;
    }
    if (name.known->field(3).starts_with("home")) return {};

    std::string_view before = use_before(page, uses, line_first, name.first);
    if (before == "place") return {};
    if (before == "toward") {
        uint32_t reach = std::max(line_first, name.first > kSupplyReach ? name.first - kSupplyReach : 0);
        for (uint32_t at = reach; at + 1 < name.first; ++at) {
            if (use_at(page, uses, at, line_last) == "supply") return government;
        }
        return {};
    }
    // An address ("Istana, Moskow") or a town with its country ("Seoul, Korea Selatan").
    if (name.first > line_first) {
        std::string_view mark = page.folded(name.first - 1);
        if (mark == "(" || mark == "-" || mark == "/") return {};
        if (mark == "," && name.first >= line_first + 2 && is_capitalized(page.token(name.first - 2)) &&
            !is_seat(page.gazetteer.word(page.token(name.first - 2).word))) {
            return {};
        }
        if (page.token(name.first - 1).kind == TokenKind::word && is_capitalized(page.token(name.first - 1))) return {};
    }
    if (name.last + 1 < line_last && page.folded(name.last) == ",") {
        const LexiconEntry* next = page.gazetteer.match(page.text.tokens, name.last + 1).entry;
        if (next != nullptr && next->field(1) == "place" && !is_seat(next)) return {};
    }
    return government;
}

}  // namespace silang
