// Internal to the article stage: the tally of names that may be the outlet's.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "silang/article/metadata.h"

namespace silang {

// Votes, by how seldom each place names anything else.
inline constexpr double kDomainVote = 3.0;
inline constexpr double kBylineVote = 2.5;
inline constexpr double kLegalVote = 3.0;
inline constexpr double kDatelineVote = 2.0;
inline constexpr double kTitleVote = 1.5;
inline constexpr double kFirstLineVote = 2.0;
inline constexpr double kSecondLineVote = 1.0;
inline constexpr double kSmallLetterVote = 0.25;  // a line in small letters at the head: a name only if it recurs
inline constexpr double kMentionedDomainVote = 1.0;
inline constexpr double kPhotoVote = 0.75;
inline constexpr double kCueVote = 1.5;
inline constexpr double kRecurrenceVote = 1.0;  // once for each kind of line that the name stands in too
inline constexpr double kBodyRecurrenceVote = 0.75;
inline constexpr double kFewestVotes = 1.5;

// How well a place shows the spelling of the name, worst first: "KABAR.COM" before the lead is what the head of the
// page calls "Kabar"; "unduh aplikasi Kabar" does not unmake the "Kabar.com" of the head.
enum class Standing : uint8_t { recurs, mentioned, dateline, byline, domain, legal, head, title };

// Names that are the same but for case, spaces and ".com" vote together; the readable one is the name.
struct NameVariant {
    std::string name;
    Span span;
    Standing standing = Standing::recurs;
    bool domain = false;
    bool shouted = false;
};

struct OutletCandidate {
    std::vector<NameVariant> variants;
    double votes = 0;
    double legal = 0;  // of them, from lines that name the owner, which may be a company with another name
    size_t order = 0;
    [[nodiscard]] const NameVariant& shown() const;
};

class OutletVotes {
public:
    explicit OutletVotes(MetadataReader& reader) : reader_(reader) {}

    void vote(std::span<const Token> tokens, Part part, double votes, Standing standing);
    [[nodiscard]] bool known(std::string_view name) const { return candidates_.count(name_key(name)) != 0; }
    // A name of several words and its initials, or the beginning of it, are one outlet.
    [[nodiscard]] bool known_or_short(std::string_view name) const;
    // Where else on the page the names stand.
    void count_recurrences();
    // "PT Kabar Desa Media" owns "KabarDesa": its votes are those of the site.
    void give_owners_votes_to_sites();
    [[nodiscard]] const OutletCandidate* best() const;

private:
    struct Pattern {
        std::vector<std::string> words;
        std::string key;
        bool of_domain = false;  // the first label of a domain: only spelt with a capital it is a name
    };
    [[nodiscard]] size_t length_at(std::span<const Token> tokens, size_t at, const Pattern& pattern) const;
    [[nodiscard]] size_t line_of(Span span) const;
    void add_variant(OutletCandidate& candidate, std::span<const Token> tokens, const Part& part, Standing standing);

    MetadataReader& reader_;
    std::map<std::string, OutletCandidate> candidates_;
};

// The names and the place before the lead. Sets the dateline.
void vote_dateline(MetadataReader& reader, OutletVotes& votes);
bool names_an_outlet(const MetadataReader& reader, std::span<const Token> tokens, const Part& part);

}  // namespace silang
