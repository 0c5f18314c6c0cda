// An article: what each line of a page is for, who published it, when, and the body itself.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "silang/base/calendar.h"
#include "silang/base/types.h"
#include "silang/language/language.h"
#include "silang/page/page.h"
#include "silang/text/text.h"

namespace silang {

enum class Role : uint8_t {
    title,
    byline,
    date,
    dateline,
    section,
    caption,
    heading,
    body,
    teaser,
    promo,
    form,
    nav,
    comment,
    legal,
};
inline constexpr size_t kRoleCount = 14;
std::string_view role_name(Role role);
std::optional<Role> role_from_name(std::string_view name);

struct Block {
    Span span;
    Role role;
};

struct NamedSpan {
    std::string name;
    Span span;
};

struct PublishedAt {
    Moment when;
    std::string value;  // ISO 8601, as precise as the page
    Span span;
    bool stated =
        true;  // false: inferred from what the body says of its own day ("Sabtu (25/5/2024)" in an agency credit)
};

struct CapturedAt {
    std::string not_before;  // ISO 8601
    Span span;               // the side-bar date that proves it
};

struct Article {
    std::string id;
    std::string language;  // BCP 47 of the body; "und" when it cannot be told
    std::string rules;     // tag of the language data that its lines and mentions were read with
    Page page;
    TokenizedText tokens;  // of all lines of the page; token.line and blocks[] go together
    std::optional<NamedSpan> outlet;
    std::optional<NamedSpan> title;
    std::vector<NamedSpan> bylines;
    std::optional<NamedSpan> dateline;
    std::optional<NamedSpan> section;
    std::optional<PublishedAt> published;
    std::optional<CapturedAt> captured;
    // Of a page that states no day of its own: the last day of the story it belongs to, once that is known. Its
    // relative and year-less times are read against it; it is no publication date.
    std::optional<Day> story_day;
    std::vector<Block> blocks;  // one a line of the page, in order

    [[nodiscard]] Role role_of_line(size_t line) const { return blocks[line].role; }
    // Body paragraphs joined by one blank line: the contract's `text`.
    [[nodiscard]] std::string body_text() const;
};

// How often a line stands on other pages of the run: what repeats is clutter, unless the other page is a copy of this
// one.
class LineRepeats {
public:
    // Pages must be added in a fixed order; the result does not depend on it.
    void add(const Page& page);
    // For each line of a page that was added: the number of other, different pages that hold the same folded line.
    // Pages that share more than half of their text with this one are copies and do not count.
    [[nodiscard]] std::vector<uint32_t> of(const Page& page) const;

private:
    std::unordered_map<uint64_t, std::vector<uint32_t>> pages_of_line_;
    std::vector<uint64_t> bytes_of_page_;
    std::vector<uint64_t> hash_of_page_;
    std::unordered_map<uint64_t, uint32_t> index_of_page_;
};

// Why a line has its role: the features that fired and what each adds for the role chosen, strongest first.
struct RoleReason {
    Role role;
    Role runner_up;
    double margin;  // score of the best page labelling minus that of the best one with another role here
    std::vector<std::pair<std::string, double>> features;
};

// The line model: a linear-chain model over the lines of a page with named features, decoded jointly (Viterbi); weights
// are text (data/roles.weights), trained by tools/train_roles. Thread-safe once loaded.
class RoleModel {
public:
    static Result<RoleModel> load(const std::string& path);
    [[nodiscard]] const std::vector<float>* weights(std::string_view feature) const;

    std::unordered_map<std::string, std::vector<float>, StringHash, std::equal_to<>> weights_;
    // The same by feature id, one padded row of roles each: what decoding adds up.
    std::vector<std::array<float, 16>> rows_;
};

// Labels the lines and reads the metadata from them, with the rules of the article's language (the default ones where
// there are none). `repeats`: one a line, empty when the page stands alone.
Article read_article(const Capture& capture, Page page, const Languages& languages, const RoleModel& model,
                     std::span<const uint32_t> repeats);
// The same with the rules of this language, whatever the article is in; `Article::language` is left empty.
Article read_article(const Capture& capture, Page page, const Language& language, const RoleModel& model,
                     std::span<const uint32_t> repeats);

// Every line of `text` is body; nothing else is known of the page. For text that comes without a page around it.
Article article_with_body(std::string text, const Language& language);

std::vector<RoleReason> explain_roles(const Article& article, const Language& language, const RoleModel& model,
                                      std::span<const uint32_t> repeats);

}  // namespace silang
