// Conflicts: pages that tell one happening with different dates or different numbers. Slots are compared only inside a
// group of sentences that say the same, or between numbers that count the same thing; what rises as news comes in is an
// update.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "silang/check/happenings.h"
#include "silang/check/parts.h"

namespace silang {
namespace {

// Numbers given as approximate agree with an exact one this near; measured on rounded tolls and prices ("sekitar 200":
// 214).
constexpr double kRounding = 0.10;
// Pages published this near each other tell of the same moment; a toll that differs between them is a conflict.
constexpr int64_t kSameMomentMinutes = 180;
// How many words behind a number may still say what it counts.
constexpr size_t kRoleWords = 4;
// Days before the story's first page from which a dated number belongs to another, earlier happening.
constexpr int kBackgroundDays = 14;

// Happenings whose dates differ are one when what stands near the dates is this alike, and they lie at most this far
// apart; on the examples pairs of one happening lie at 0.33 and above, and pairs of two of one kind share next to
// nothing.
constexpr double kSameDespiteDates = 0.30;
constexpr int kSameHappeningDays = 10;
// A stated length of up to so many days belongs to the happening itself and stretches it.
constexpr double kLongestVisit = 31;

// The value that stands for a set of compatible dates: the one most evidence gives, the shortest of those.
std::string most_common(const std::vector<const Happening*>& side) {
    std::map<std::string, size_t> count;
    for (const Happening* happening : side) ++count[iso_date(happening->range.first)];
    std::string best;
    for (const auto& [value, times] : count) {
        if (best.empty() || times > count[best]) best = value;
    }
    return best;
}

int gap_days(DayRange a, DayRange b) {
    if (a.overlaps(b)) return 0;
    return static_cast<int>(a.first > b.last ? (a.first - b.last).count() : (b.first - a.last).count());
}

// A page that dates such a happening twice tells of two occasions, unless one of the dates is impossible as written.
bool tells_two_occasions(const Scene& scene, const std::vector<const Happening*>& members) {
    for (const Happening* a : members) {
        for (const Happening* b : members) {
            if (a->doubtful || b->doubtful || a->range.overlaps(b->range)) continue;
            if (scene.all.units[a->unit].document == scene.all.units[b->unit].document) return true;
        }
    }
    return false;
}

// --- numbers ---

struct NumberClaim {
    uint32_t unit;
    uint32_t quantity;
    double low;
    double high;
    int64_t as_of;  // minutes (UTC) of the moment it holds for
    bool timed;     // as_of is known
};

struct RoleOfNumber {
    std::string_view role;
    std::string_view kind;
};

class NumberReader {
public:
    explicit NumberReader(const Scene& scene)
        : scene_(scene),
          roles_(scene.language.lexicon("count-roles")),
          partitives_(scene.language.lexicon("partitives")) {}

    std::optional<RoleOfNumber> role_of(const Unit& unit, uint32_t quantity_index) const {
        const Document& document = scene_.document_of(unit);
        const TokenizedText& text = document.article.tokens;
        const Quantity& quantity = document.mentions.quantities[quantity_index];
        const std::span<const Token> tokens(text.tokens);
        const Sentence& sentence = text.sentences[unit.sentence];
        const size_t begin = std::max<size_t>(text.token_at(quantity.span.begin), sentence.first);
        if (partitive(text, quantity, begin, sentence)) return std::nullopt;
        // Behind the number, up to the next comma or number; else the two words before it ("korban tewas 12 orang").
        size_t words = 0;
        for (size_t i = begin; i < sentence.last && words < kRoleWords + 2; ++i) {
            if (tokens[i].span.begin >= quantity.span.end) {
                if (tokens[i].kind != TokenKind::word) break;
                ++words;
            }
            if (const auto match = roles_.match(tokens, i))
                return RoleOfNumber{match.entry->field(1), match.entry->field(2)};
        }
        for (size_t back = 1; back <= 3 && begin >= sentence.first + back; ++back) {
            const size_t i = begin - back;
            if (tokens[i].kind != TokenKind::word) break;
            const auto match = roles_.match(tokens, i);
            if (match && i + match.length <= begin) return RoleOfNumber{match.entry->field(1), match.entry->field(2)};
        }
        return std::nullopt;
    }

    // A number dated before the story is of another happening.
    bool background(const Unit& unit, std::optional<Day> first) const {
        if (!first) return false;
        const auto old = [&](const UnitTime& time) {
            return !time.speech && (*first - time.range.last).count() > kBackgroundDays;
        };
        return !unit.times.empty() && std::any_of(unit.times.begin(), unit.times.end(), old);
    }

    NumberClaim claim(uint32_t unit_index, uint32_t quantity_index) const {
        const Unit& unit = scene_.all.units[unit_index];
        const Document& document = scene_.document_of(unit);
        const Quantity& quantity = document.mentions.quantities[quantity_index];
        // The second side of a score may be the smaller one.
        const double max = std::max(quantity.value, quantity.max.value_or(quantity.value));
        NumberClaim claim{unit_index, quantity_index, quantity.value, max, 0, false};
        if (quantity.approx && !quantity.max) {
            claim.low *= 1 - kRounding;
            claim.high *= 1 + kRounding;
        }
        if (quantity.bound == "more-than" || quantity.bound == "at-least")
            claim.high = std::max(claim.high, quantity.value * 1.5);
        if (quantity.bound == "less-than" || quantity.bound == "at-most")
            claim.low = std::min(claim.low, quantity.value * 0.67);
        for (const UnitTime& time : unit.times) {
            const auto moment = parse_moment(time.value);
            if (moment && moment->minute) {
                claim.as_of = moment->order();
                claim.timed = true;
            }
        }
        if (!claim.timed && document.article.published) {
            claim.as_of = document.article.published->when.order();
            claim.timed = true;
        }
        return claim;
    }

private:
    bool partitive(const TokenizedText& text, const Quantity& quantity, size_t begin, const Sentence& sentence) const {
        const std::span<const Token> tokens(text.tokens);
        for (size_t back = 1; back <= 2 && begin >= sentence.first + back; ++back) {
            const auto match = partitives_.match(tokens, begin - back);
            if (match && match.entry->field(1) == "before" && match.length == back) return true;
        }
        size_t end = begin;
        while (end < sentence.last && tokens[end].span.begin < quantity.span.end) ++end;
        for (size_t i = begin; i < std::min<size_t>(end + 3, sentence.last); ++i) {
            const auto match = partitives_.match(tokens, i);
            if (match && match.entry->field(1) == "after") return true;
        }
        return false;
    }

    const Scene& scene_;
    const Lexicon& roles_;
    const Lexicon& partitives_;
};

std::string number_text(const Scene& scene, const NumberClaim& claim) {
    const Unit& unit = scene.all.units[claim.unit];
    const Quantity& quantity = scene.document_of(unit).mentions.quantities[claim.quantity];
    return fmt::format("{}", quantity.value) + (quantity.unit.empty() ? "" : " " + quantity.unit);
}

bool agree(const NumberClaim& a, const NumberClaim& b) {
    return a.low <= b.high && b.low <= a.high;
}

// Two claims of a thing that may change: the later one is an update when it moves the way such numbers move.
bool updated(const NumberClaim& a, const NumberClaim& b, std::string_view kind) {
    if (kind == "fixed" || !a.timed || !b.timed) return false;
    const NumberClaim& early = a.as_of <= b.as_of ? a : b;
    const NumberClaim& late = a.as_of <= b.as_of ? b : a;
    if (late.as_of - early.as_of <= kSameMomentMinutes) return false;
    return kind == "open" || late.low >= early.high;
}

std::optional<Day> first_day(const Scene& scene) {
    std::optional<Day> first;
    for (const uint32_t document : scene.story.documents) {
        const auto& published = scene.documents[document].article.published;
        if (published && (!first || published->when.day < *first)) first = published->when.day;
    }
    return first;
}

}  // namespace

std::vector<FoundConflict> date_conflicts(const Scene& scene) {
    std::vector<Happening> happenings = find_happenings(scene);
    std::erase_if(happenings, [](const Happening& h) { return h.range.days() > 3 || h.event == "speech"; });
    for (Happening& happening : happenings) {
        // "kunjungan dua hari" covers the day behind the one named.
        const Unit& unit = scene.all.units[happening.unit];
        for (const Time& time : scene.document_of(unit).mentions.times) {
            if (time.type != TimeType::duration || !unit.span.contains(time.span)) continue;
            const auto days = duration_days(time.value);
            if (days && *days > 1 && *days <= kLongestVisit)
                happening.range.last += std::chrono::days(static_cast<int>(*days) - 1);
        }
    }
    // Stars again: the happening most others are like comes first and gathers its accounts, whatever day they give.
    std::vector<double> links(happenings.size(), 0);
    const auto alike = [&](const Happening& a, const Happening& b) {
        if (gap_days(a.range, b.range) > kSameHappeningDays) return 0.0;
        const double same = shared_context(scene.all, a, b);
        return same >= kSameDespiteDates ? same : 0.0;
    };
    for (size_t i = 0; i < happenings.size(); ++i) {
        for (size_t j = 0; j < i; ++j) {
            const double same = alike(happenings[i], happenings[j]);
            links[i] += same;
            links[j] += same;
        }
    }
    std::vector<size_t> order(happenings.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return links[a] > links[b]; });
    std::vector<bool> taken(happenings.size(), false);
    std::vector<FoundConflict> found;
    for (const size_t center : order) {
        if (taken[center]) continue;
        std::vector<const Happening*> members;
        for (size_t i = 0; i < happenings.size(); ++i) {
            if (taken[i] || (i != center && alike(happenings[center], happenings[i]) == 0)) continue;
            taken[i] = true;
            members.push_back(&happenings[i]);
        }
        if (tells_two_occasions(scene, members)) continue;
        std::vector<std::vector<const Happening*>> sides;
        for (const Happening* member : members) {
            const auto side = std::find_if(sides.begin(), sides.end(), [&](const auto& others) {
                return std::all_of(others.begin(), others.end(),
                                   [&](const Happening* o) { return o->range.overlaps(member->range); });
            });
            if (side == sides.end())
                sides.push_back({member});
            else
                side->push_back(member);
        }
        if (sides.size() < 2) continue;
        std::stable_sort(sides.begin(), sides.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
        FoundConflict conflict{{ConflictKind::date, "", std::nullopt, {}, "days given to one happening do not overlap"},
                               {}};
        std::vector<uint32_t> majority;
        for (const Happening* member : sides.front()) majority.push_back(member->unit);
        conflict.units.push_back(clearest(scene, majority));
        for (const auto& side : sides) {
            ConflictValue value{most_common(side), {}};
            for (const Happening* member : side) {
                const Unit& unit = scene.all.units[member->unit];
                value.evidence.push_back(scene.evidence(unit.document, unit.span));
                conflict.units.push_back(member->unit);
            }
            tidy(value.evidence, scene.story);
            conflict.conflict.values.push_back(std::move(value));
        }
        const Unit& about = scene.all.units[conflict.units.front()];
        conflict.conflict.about = clean_spaces(scene.text(about.document, about.span));
        found.push_back(std::move(conflict));
    }
    return found;
}

std::vector<FoundConflict> number_conflicts(const Scene& scene) {
    const NumberReader reader(scene);
    const std::optional<Day> first = first_day(scene);
    // (role, unit) -> one claim a page: the first one its body makes.
    struct Counted {
        std::string kind;
        std::vector<NumberClaim> claims;
        std::vector<NumberClaim> copies;
    };
    std::map<std::pair<std::string, std::string>, Counted> counted;
    for (size_t page = 0; page < scene.all.of_document.size(); ++page) {
        const std::vector<uint32_t>& units = scene.all.of_document[page];
        std::set<std::pair<std::string, std::string>> done;
        for (const uint32_t index : units) {
            const Unit& unit = scene.all.units[index];
            if (unit.quantities.empty() || reader.background(unit, first)) continue;
            for (const uint32_t quantity : unit.quantities) {
                const auto role = reader.role_of(unit, quantity);
                if (!role) continue;
                const std::pair key(std::string(role->role),
                                    scene.document_of(unit).mentions.quantities[quantity].unit);
                if (!done.insert(key).second) continue;
                Counted& entry = counted[key];
                entry.kind = role->kind;
                // A copy repeats its original's number, it does not claim it anew at its own time.
                const uint32_t document = scene.story.documents[page];
                const bool copied = scene.lineage.representative[document] != document;
                (copied ? entry.copies : entry.claims).push_back(reader.claim(index, quantity));
            }
        }
    }
    std::vector<FoundConflict> found;
    for (const auto& found_number : counted) {
        const Counted& entry = found_number.second;  // by name: clang 14 captures no structured binding
        std::vector<std::vector<NumberClaim>> sides;
        for (const NumberClaim& claim : entry.claims) {
            const auto side = std::find_if(sides.begin(), sides.end(), [&](const std::vector<NumberClaim>& members) {
                return std::all_of(members.begin(), members.end(),
                                   [&](const NumberClaim& m) { return agree(m, claim); });
            });
            if (side == sides.end())
                sides.push_back({claim});
            else
                side->push_back(claim);
        }
        // A side that is an update of, or updated by, every other side is no conflict.
        std::erase_if(sides, [&](const std::vector<NumberClaim>& side) {
            bool alone = true;
            for (const NumberClaim& claim : side) {
                for (const NumberClaim& other : entry.claims) {
                    if (!agree(claim, other) && !updated(claim, other, entry.kind)) alone = false;
                }
            }
            return alone;
        });
        if (sides.size() < 2) continue;
        std::stable_sort(sides.begin(), sides.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
        for (std::vector<NumberClaim>& side : sides) {
            for (const NumberClaim& copy : entry.copies) {
                if (std::all_of(side.begin(), side.end(), [&](const NumberClaim& m) { return agree(m, copy); }))
                    side.push_back(copy);
            }
        }
        FoundConflict conflict{
            {ConflictKind::number, "", std::nullopt, {}, "same role and unit, other number, at the same time"}, {}};
        for (const std::vector<NumberClaim>& side : sides) {
            ConflictValue value{number_text(scene, side.front()), {}};
            for (const NumberClaim& claim : side) {
                const Unit& unit = scene.all.units[claim.unit];
                value.evidence.push_back(scene.evidence(unit.document, unit.span));
                conflict.units.push_back(claim.unit);
            }
            tidy(value.evidence, scene.story);
            conflict.conflict.values.push_back(std::move(value));
        }
        const Unit& about = scene.all.units[conflict.units.front()];
        conflict.conflict.about = clean_spaces(scene.text(about.document, about.span));
        found.push_back(std::move(conflict));
    }
    return found;
}

}  // namespace silang
