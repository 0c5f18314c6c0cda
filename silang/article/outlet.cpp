// Who published the page.
//
// The outlet is named in several places, none of them sure: before the lead ("JAKARTA, KABAR.com -"), behind the
// reporter ("Rina - kabarNews"), in the copyright line, behind the headline, at the head of the page, where the page
// invites to its channel. Each is a vote.
#include <algorithm>

#include "silang/article/outlet_votes.h"

namespace silang {
namespace {

constexpr size_t kHeadLines = 8;  // lines at the head of the page that may hold the site's name
constexpr size_t kLongestNameWords = 8;
constexpr size_t kLongestSmallName = 3;  // tokens of a name in small letters
constexpr size_t kLongestCuedName = 4;   // tokens of a name behind a cue

// "© 2024 Kabar Pesisir. All rights reserved": what is left when years and legal phrases are taken out.
void vote_legal(MetadataReader& reader, std::span<const Token> tokens, OutletVotes& votes) {
    const Lexicon& clutter = reader.language.lexicon("boilerplate");
    bool claimed = false;
    Part part{0, 0, ' '};
    for (size_t i = 0; i <= tokens.size();) {
        const Lexicon::Match match = i < tokens.size() ? clutter.match(tokens, i) : Lexicon::Match();
        const std::string_view mark = i < tokens.size() ? reader.folded(tokens[i]) : std::string_view();
        const bool stop =
            i == tokens.size() || match || tokens[i].kind == TokenKind::number ||
            (tokens[i].kind == TokenKind::punct &&
             !(mark == "." && i + 1 < tokens.size() && !tokens[i].space_before && !tokens[i + 1].space_before) &&
             mark != "-" && mark != "&" && mark != "'");
        if (stop) {
            if (claimed && part.last > part.first && is_capital_or_domain(reader, tokens, part)) {
                votes.vote(tokens, part, kLegalVote, Standing::legal);
                return;
            }
            claimed |= mark == "\xC2\xA9" || (match && match.entry->field(2) == "owner");
            i += match ? match.length : 1;
            part = {i, i, ' '};
            continue;
        }
        part.last = ++i;
    }
}

// "(Foto: kabarNews/Rina Saputri)": what stands before the slash. Domains anywhere in the line, but not in an address
// of mail.
void vote_mentions(MetadataReader& reader, std::span<const Token> tokens, bool photo_credits, OutletVotes& votes) {
    for (const Part& part : parts_of(reader, tokens, 0, tokens.size())) {
        Part name = part;
        // A domain begins behind the last space.
        for (size_t i = part.first; i < part.last; ++i) {
            if (tokens[i].space_before) name.first = i;
        }
        const bool mail = name.first > 0 && reader.folded(tokens[name.first - 1]) == "@";
        if (!mail && is_domain(reader, tokens, name))
            votes.vote(tokens, name, kMentionedDomainVote, Standing::mentioned);
        else if (photo_credits && part.last < tokens.size() && reader.folded(tokens[part.last]) == "/" &&
                 !tokens[part.last].space_before && part.last - part.first <= 3 &&
                 tokens[part.first].kind == TokenKind::word && is_capital_or_domain(reader, tokens, part))
            votes.vote(tokens, part, kPhotoVote, Standing::mentioned);
    }
}

void vote_head(MetadataReader& reader, OutletVotes& votes) {
    const Article& article = reader.article;
    const Lexicon& clutter = reader.language.lexicon("boilerplate");
    const Lexicon& rubrics = reader.language.lexicon("section-names");
    size_t seen = 0;
    for (size_t line = 0; line < article.blocks.size() && line < kHeadLines; ++line) {
        if (article.blocks[line].role != Role::nav) continue;
        const std::span<const Token> tokens = reader.tokens_of(line);
        Part part{0, tokens.size(), ' '};
        skip_marks(tokens, part);
        if (part.first >= part.last || part.last - part.first > kLongestNameWords || !reader.stamps_of(line).empty())
            continue;
        if (is_domain(reader, tokens, part)) {
            votes.vote(tokens, part, kDomainVote, Standing::domain);
            continue;
        }
        // "Cuaca Kita" begins with a word of menus and is none.
        const size_t named = names_an_outlet(reader, tokens, part) ? 1 : 0;
        bool known = is_place(reader, tokens, part), plain = true;
        for (size_t i = part.first; i < part.last; ++i) {
            const Lexicon::Match clutter_match = clutter.match(tokens, i);
            known |=
                i == part.first && ((clutter_match && clutter_match.length * 2 >= part.last - part.first + named) ||
                                    whole_entry(rubrics, tokens, part));
            plain &=
                tokens[i].kind == TokenKind::word || reader.folded(tokens[i]) == "." || reader.folded(tokens[i]) == "-";
        }
        if (!plain) continue;
        if (!is_capital_or_domain(reader, tokens, part)) {
            // It may begin with a word of menus; only where it recurs it is a name.
            if (line < 2 && part.last - part.first <= kLongestSmallName && !whole_entry(clutter, tokens, part) &&
                !whole_entry(rubrics, tokens, part))
                votes.vote(tokens, part, kSmallLetterVote, Standing::head);
            continue;
        }
        if (known) continue;
        votes.vote(tokens, part, seen == 0 && line < 2 ? kFirstLineVote : kSecondLineVote, Standing::head);
        ++seen;
    }
}

// "Rina Saputri - kabarNews": what stands behind the dash.
void vote_bylines(MetadataReader& reader, OutletVotes& votes) {
    const Article& article = reader.article;
    const Lexicon& cues = reader.language.lexicon("byline-cues");
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        const Role role = article.blocks[line].role;
        if (role != Role::byline && role != Role::date) continue;
        const std::span<const Token> tokens = reader.tokens_of(line);
        const std::span<const Stamp> stamps = reader.stamps_of(line);
        const std::vector<Part> parts = parts_of(reader, tokens, 0, tokens.size());
        for (size_t i = 0; i < parts.size(); ++i) {
            if (is_domain(reader, tokens, parts[i]))
                votes.vote(tokens, parts[i], kDomainVote, Standing::byline);
            else if (role == Role::byline && i > 0 && parts[i].separator == '-' && !holds_stamp(stamps, parts[i]) &&
                     !cues.match(tokens, parts[i].first))
                votes.vote(tokens, parts[i], kBylineVote, Standing::byline);
        }
    }
}

void vote_titles(MetadataReader& reader, OutletVotes& votes) {
    const Article& article = reader.article;
    const Lexicon& suffixes = reader.language.lexicon("title-suffixes");
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        if (article.blocks[line].role != Role::title) continue;
        const std::span<const Token> tokens = reader.tokens_of(line);
        const std::vector<Part> parts = parts_of(reader, tokens, 0, tokens.size());
        if (parts.size() < 2) continue;
        const Part& last = parts.back();
        if ((last.separator != '-' && last.separator != '|') || whole_entry(suffixes, tokens, last)) continue;
        if (is_domain(reader, tokens, last))
            votes.vote(tokens, last, kDomainVote, Standing::title);
        else if (last.separator == '|' || votes.known(reader.words(part_span(tokens, last))))
            votes.vote(tokens, last, kTitleVote, Standing::title);
    }
}

// The name behind a cue: words with capitals, up to the first without; one word in small letters when the page has it
// as a name already. Empty when it is none, or the name of something else.
Part cued_name(const MetadataReader& reader, std::span<const Token> tokens, size_t first, const OutletVotes& votes) {
    Part part{first, first, ' '};
    while (part.last < tokens.size() && part.last - first < kLongestCuedName &&
           (tokens[part.last].kind == TokenKind::word ||
            (part.last > first && tokens[part.last].kind == TokenKind::number)) &&
           tokens[part.last].letter_case != LetterCase::lower)
        ++part.last;
    // "Kabar.com"
    while (part.last > first && part.last + 1 < tokens.size() && reader.folded(tokens[part.last]) == "." &&
           !tokens[part.last].space_before && !tokens[part.last + 1].space_before &&
           tokens[part.last + 1].kind == TokenKind::word)
        part.last += 2;
    if (part.last == first && first < tokens.size() && tokens[first].kind == TokenKind::word &&
        votes.known(reader.words(tokens[first].span)))
        part.last = first + 1;
    if (part.last == first) return part;
    const auto begins_with = [&](std::string_view lexicon) {
        return reader.language.lexicon(lexicon).match(tokens, first).length != 0;
    };
    const bool other = begins_with("gazetteer") || begins_with("news-sources") || begins_with("weekdays") ||
                       begins_with("name-cues") || begins_with("titles") || begins_with("months") ||
                       begins_with("boilerplate");
    if (other && !names_an_outlet(reader, tokens, part)) part.last = first;
    return part;
}

// "Ikuti saluran WhatsApp KabarDesa untuk ...", "tanpa izin redaksi Kabar Desa": once a page and kind of line.
void vote_cues(MetadataReader& reader, std::span<const Token> tokens, OutletVotes& votes) {
    const Lexicon& cues = reader.language.lexicon("outlet-cues");
    for (size_t i = 0; i < tokens.size(); ++i) {
        const Lexicon::Match cue = cues.match(tokens, i);
        if (!cue || cue.entry->field(1) != "promo") continue;
        const Part part = cued_name(reader, tokens, i + cue.length, votes);
        if (part.last > part.first) {
            votes.vote(tokens, part, kCueVote, Standing::mentioned);
            return;
        }
    }
}

// "dalam surat yang dilihat Kabar Desa": how a page names itself, where nothing else does. What the text talks about
// is named again.
void vote_self_mentions(MetadataReader& reader, OutletVotes& votes) {
    if (votes.best()) return;
    const Article& article = reader.article;
    const Lexicon& cues = reader.language.lexicon("outlet-cues");
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        if (article.blocks[line].role != Role::body) continue;
        const std::span<const Token> tokens = reader.tokens_of(line);
        for (size_t i = 0; i < tokens.size(); ++i) {
            const Lexicon::Match cue = cues.match(tokens, i);
            if (!cue || cue.entry->field(1) != "self") continue;
            const Part part = cued_name(reader, tokens, i + cue.length, votes);
            if (part.last == part.first) continue;
            const std::string_view name = reader.words(part_span(tokens, part));
            const std::string_view text = article.page.text;
            const size_t first = text.find(name);
            if (first != std::string_view::npos && text.find(name, first + name.size()) == std::string_view::npos)
                votes.vote(tokens, part, kCueVote, Standing::mentioned);
        }
    }
}

}  // namespace

void read_outlet(MetadataReader& reader) {
    Article& article = reader.article;
    OutletVotes votes(reader);
    vote_head(reader, votes);
    vote_bylines(reader, votes);
    for (size_t line = 0; line < article.blocks.size(); ++line) {
        const Role role = article.blocks[line].role;
        if (role == Role::legal) vote_legal(reader, reader.tokens_of(line), votes);
        if (role == Role::promo || role == Role::legal) vote_cues(reader, reader.tokens_of(line), votes);
        if (role == Role::caption || role == Role::promo || role == Role::legal)
            vote_mentions(reader, reader.tokens_of(line), role == Role::caption, votes);
    }
    vote_titles(reader, votes);
    vote_dateline(reader, votes);
    votes.count_recurrences();
    vote_self_mentions(reader, votes);
    votes.give_owners_votes_to_sites();
    if (const OutletCandidate* best = votes.best()) {
        const NameVariant& shown = best->shown();
        article.outlet = NamedSpan{shown.name, shown.span};
    }
}

}  // namespace silang
