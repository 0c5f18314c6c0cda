#include "silang/check/numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <tuple>

namespace silang {
namespace {

// Numbers given as approximate agree with an exact one this near; measured on rounded tolls and prices ("sekitar 200":
// 214).
constexpr double kRounding = 0.10;
constexpr double kBoundReach = 1.5;
constexpr std::string_view kPerson = "person";
constexpr std::string_view kThing = "thing";
// Base unit of lengths of time (lexicon "base-units"), and how far two in different units may differ.
constexpr std::string_view kMinutes = "min";
constexpr double kSameLength = 1.05;
constexpr double kRoundFrom = 100;
// How many words before or behind a number may say what it counts.
constexpr uint32_t kRoleWords = 6;
// A role this many words away is only taken where a linking word leads to it ("korban ... naik menjadi 9 orang").
constexpr uint32_t kLinkReach = 40;
constexpr uint32_t kLateReach = 20;
constexpr uint32_t kPastWords = 5;
constexpr uint32_t kAsOfReach = 60;
// What a page tells was so some time before it was published.
constexpr int64_t kReportDelay = 180;
constexpr int64_t kDay = 24 * 60;
// Days before the story's first page from which a dated number belongs to another, earlier happening.
constexpr int kBackgroundDays = 14;
constexpr int64_t kWibOffset = 7 * 60;

struct PartOfDay {
    std::string_view name;
    int first;  // hours
    int last;
};
constexpr std::array<PartOfDay, 6> kPartsOfDay = {
    {{"TMO", 4, 11}, {"TMI", 10, 15}, {"TAF", 14, 19}, {"TEV", 16, 21}, {"TNI", 18, 28}, {"TDT", 6, 18}}};

// Minutes from the beginning of the value's first to the end of its last moment.
std::optional<std::pair<int64_t, int64_t>> minutes_of(std::string_view value, int64_t offset) {
    const auto day_minutes = [&](Day day) { return day.time_since_epoch().count() * kDay - offset; };
    if (const auto moment = parse_moment(value); moment && moment->minute) {
        const int64_t at = day_minutes(moment->day) + *moment->minute;
        return std::pair(at - 30, at + 30);
    }
    const auto range = day_range(value);
    if (!range) return std::nullopt;
    for (const PartOfDay& part : kPartsOfDay) {
        if (range->days() != 1 || value.find(part.name) == std::string_view::npos) continue;
        const int64_t day = day_minutes(range->first);
        return std::pair(day + part.first * 60, day + part.last * 60);
    }
    return std::pair(day_minutes(range->first), day_minutes(range->last) + kDay - 1);
}

// What one more in the last place that is no zero is worth: 1 for 71, 100 for 200, 0.1 for 1.5.
double last_place(double value) {
    constexpr double kFinest = 1000;
    double place = 1;
    const auto whole = [](double number) {
        return std::abs(number - std::round(number)) < 1e-9 * std::max(1.0, number);
    };
    while (!whole(value / place) && place > 1 / kFinest) place /= 10;
    while (value >= place * 10 && whole(value / (place * 10))) place *= 10;
    return place;
}

class ClaimReader {
public:
    ClaimReader(const Scene& scene, const Document& document, const Language& language)
        : scene_(scene),
          document_(document),
          text_(document.article.tokens),
          tokens_(text_.tokens),
          roles_(language.lexicon("count-roles")),
          partitives_(language.lexicon("partitives")),
          joiners_(language.lexicon("clause-joiners")),
          leads_(language.lexicon("count-leads")),
          bases_(language.lexicon("base-units")),
          as_of_(language.lexicon("as-of-words")) {}

    NumberClaim read(uint32_t unit_index, const Quantity& quantity, std::optional<Day> first) {
        const Unit& unit = scene_.all.units[unit_index];
        NumberClaim claim{};
        claim.unit = unit_index;
        claim.span = quantity.span;
        claim.value = quantity.value;
        claim.measured = quantity.unit;
        const Sentence& sentence = text_.sentences[unit.sentence];
        const auto begin =
            std::max<uint32_t>(static_cast<uint32_t>(text_.token_at(quantity.span.begin)), sentence.first);
        uint32_t end = begin;
        while (end < sentence.last && tokens_[end].span.begin < quantity.span.end) ++end;
        read_standing(claim, begin, end, sentence);
        read_role(claim, unit, quantity, begin, end, sentence);
        const bool same_sentence = before_.unit == unit_index && before_.known;
        // "4 tewas, dua lainnya hilang" counts others, "4 tewas dan dua lainnya juga" a part.
        claim.part |= claim.other && (claim.role.empty() || (same_sentence && before_.claim.role == claim.role));
        // "38.214 suara atau 52,4 persen"
        const auto lead = begin > sentence.first ? leads_.match(tokens_, begin - 1) : Lexicon::Match{};
        if (same_sentence && lead && lead.entry->field(1) == "same" && !before_.claim.role.empty()) {
            claim.role = before_.claim.role;
            claim.change = before_.claim.change;
            claim.named = before_.claim.named;
        }
        before_ = {unit_index, true, claim};
        read_value(claim, quantity);
        read_time(claim, unit, quantity, begin);
        read_rate(claim, end, sentence);
        claim.background = first && claim.stated && background(claim, *first);
        return claim;
    }

private:
    // Whether it is a part of another number, or belongs to the past.
    void read_standing(NumberClaim& claim, uint32_t begin, uint32_t end, const Sentence& sentence) const {
        for (uint32_t back = 1; back <= kPastWords && begin >= sentence.first + back; ++back) {
            const auto match = partitives_.match(tokens_, begin - back);
            if (!match || match.entry->field(1) == "after") continue;
            // "mula-mula mengumumkan magnitudo 6,4": what was before may be told with a verb between.
            if (match.entry->field(2) == "past" ? match.length > back : match.length != back) continue;
            if (match.entry->field(2) == "past")
                claim.past = true;
            else if (match.entry->field(2) == "not")
                claim.refuted = true;
            else if (match.entry->field(2) == "from" && leads_near(end, sentence, begin - back))
                claim.past = true;
            else
                claim.part = true;
            break;
        }
        for (uint32_t i = begin; i < std::min(end + 3, sentence.last); ++i) {
            if (i >= end && tokens_[i].kind != TokenKind::word && text_.folded_of(tokens_[i]) != "(") break;
            const auto match = partitives_.match(tokens_, i);
            if (!match || match.entry->field(1) == "before") continue;
            if (match.entry->field(2) == "part")
                claim.part = true;
            else if (match.entry->field(2) == "past")
                claim.past = true;
            else
                claim.other = true;
        }
    }

    // "dari 9 menjadi 14", "menjadi 14 dari 9": the number beside "dari" is the one before.
    [[nodiscard]] bool leads_near(uint32_t end, const Sentence& sentence, uint32_t from) const {
        for (uint32_t i = end; i < std::min(end + 4, sentence.last); ++i) {
            const auto match = leads_.match(tokens_, i);
            if (match && match.entry->field(1) == "becomes") return true;
        }
        for (uint32_t back = 1; back <= 12 && from >= sentence.first + back; ++back) {
            const auto match = leads_.match(tokens_, from - back);
            if (match && match.entry->field(1) == "becomes") return true;
        }
        return false;
    }

    [[nodiscard]] bool stops(uint32_t i) const {
        if (tokens_[i].kind == TokenKind::word) return static_cast<bool>(joiners_.match(tokens_, i));
        const std::string_view mark = text_.folded_of(tokens_[i]);
        return mark != "-" && mark != "%" && mark != "/";
    }

    [[nodiscard]] bool in_quantity(const Unit& unit, uint32_t i, Span but) const {
        return std::any_of(unit.quantities.begin(), unit.quantities.end(), [&](uint32_t q) {
            const Span span = document_.mentions.quantities[q].span;
            return span != but && span.overlaps(tokens_[i].span);
        });
    }

    void take_role(NumberClaim& claim, const LexiconEntry& entry) const {
        claim.role = entry.field(1);
        const std::string_view kind = entry.field(2);
        claim.change = kind == "cumulative" ? Change::cumulative : kind == "open" ? Change::open : Change::fixed;
        claim.named = entry.field(3) == "named";
    }

    // The nearest role; one that only names a kind of people or things gives way to what is told of them.
    struct Nearest {
        const LexiconEntry* entry = nullptr;
        uint32_t distance = 0;
        static bool weak(const LexiconEntry& role) { return role.field(3) != "one"; }
        void offer(const LexiconEntry& role, uint32_t at) {
            if (entry == nullptr || (weak(*entry) && !weak(role)) || (weak(*entry) == weak(role) && at < distance)) {
                entry = &role;
                distance = at;
            }
        }
    };

    void read_role(NumberClaim& claim, const Unit& unit, const Quantity& quantity, uint32_t begin, uint32_t end,
                   const Sentence& sentence) const {
        claim.noun = head_of(quantity);
        // Behind it, from what is counted on.
        Nearest found;
        uint32_t words = 0;
        for (uint32_t i = begin; i < sentence.last && words < kRoleWords; ++i) {
            if (i >= end) {
                if (stops(i) || in_quantity(unit, i, claim.span)) break;
                ++words;
            }
            // What stands beside it before tells more than what follows ("merawat 24 korban luka").
            if (const auto match = roles_.match(tokens_, i)) found.offer(*match.entry, 2 * words + 3);
        }
        // Before it; "Dendanya tak main-main, Rp300 juta".
        words = 0;
        uint32_t from = begin;
        if (from > sentence.first && tokens_[from - 1].kind != TokenKind::word &&
            !in_quantity(unit, from - 1, claim.span))
            --from;
        for (uint32_t i = from; i-- > sentence.first && words < kRoleWords;) {
            if (in_quantity(unit, i, claim.span) || stops(i)) break;
            ++words;
            const auto match = roles_.match(tokens_, i);
            if (match && i + match.length <= begin) found.offer(*match.entry, 2 * (words - match.length + 1));
        }
        // "korban meninggal akibat banjir di Lebong, Bengkulu, naik menjadi sembilan orang"
        bool led = false;
        for (uint32_t back = 1; back <= 4 && begin >= sentence.first + back; ++back) {
            const auto lead = leads_.match(tokens_, begin - back);
            led |= static_cast<bool>(lead);
            claim.becomes |= lead && lead.entry->field(1) == "becomes";
        }
        // What became so is the sentence's subject, not a kind of people named on the way to it.
        if (claim.becomes && found.entry != nullptr && Nearest::weak(*found.entry)) {
            for (uint32_t i = begin, steps = 0; i-- > sentence.first && steps < kLinkReach; ++steps) {
                if (in_quantity(unit, i, claim.span) || joiners_.match(tokens_, i)) break;
                const auto match = roles_.match(tokens_, i);
                if (!match || i + match.length > begin || Nearest::weak(*match.entry)) continue;
                return take_role(claim, *match.entry);
            }
        }
        if (found.entry != nullptr) return take_role(claim, *found.entry);
        if (!led) return read_late_role(claim, unit, quantity, end, sentence);
        uint32_t steps = 0;
        for (uint32_t i = begin; i-- > sentence.first && steps < kLinkReach; ++steps) {
            const auto match = roles_.match(tokens_, i);
            if (!match || i + match.length > begin) continue;
            return take_role(claim, *match.entry);
        }
    }

    // "sembilan pasien demam berdarah di Sikka, Nusa Tenggara Timur, meninggal"
    void read_late_role(NumberClaim& claim, const Unit& unit, const Quantity& quantity, uint32_t end,
                        const Sentence& sentence) const {
        const bool people = std::any_of(
            bases_.entries().begin(), bases_.entries().end(),
            [&](const LexiconEntry& entry) { return entry.phrase() == quantity.unit && entry.field(1) == kPerson; });
        if (!people) return;
        for (uint32_t i = end; i < std::min(end + kLateReach, sentence.last); ++i) {
            if (in_quantity(unit, i, claim.span) || joiners_.match(tokens_, i)) return;
            const auto match = roles_.match(tokens_, i);
            if (match && !Nearest::weak(*match.entry)) return take_role(claim, *match.entry);
        }
    }

    // The first word of what is counted.
    [[nodiscard]] std::string_view head_of(const Quantity& quantity) const {
        if (quantity.of.empty()) return {};
        const uint32_t begin = static_cast<uint32_t>(text_.token_at(quantity.span.begin));
        const size_t space = quantity.of.find(' ');
        const std::string_view head = std::string_view(quantity.of).substr(0, space);
        for (uint32_t i = begin; i < tokens_.size() && tokens_[i].span.begin < quantity.span.end; ++i) {
            const std::string_view folded = text_.folded_of(tokens_[i]);
            if (fold(head) == folded) return folded;
        }
        return {};
    }

    void read_value(NumberClaim& claim, const Quantity& quantity) const {
        double& factor = claim.factor;
        claim.dimension = quantity.unit;
        for (const LexiconEntry& entry : bases_.entries()) {
            if (entry.phrase() != quantity.unit) continue;
            claim.dimension = entry.field(1);
            const std::string_view digits = entry.field(2);
            std::from_chars(digits.data(), digits.data() + digits.size(), factor);
        }
        claim.rounded = quantity.approx || !quantity.bound.empty();
        claim.vague = quantity.approx && quantity.max && *quantity.max >= kBoundReach * quantity.value;
        claim.low = quantity.value * factor;
        // The second side of a score may be the smaller one.
        claim.high = std::max(quantity.value, quantity.max.value_or(quantity.value)) * factor;
        if (quantity.max && *quantity.max < quantity.value) claim.low = *quantity.max * factor;
        if (quantity.approx && !quantity.max) {
            // "sekitar 71" is not 74, "sekitar 200" may be 214.
            const double give = std::min(kRounding * quantity.value, last_place(quantity.value)) * factor;
            claim.low -= give;
            claim.high += give;
        }
        if (quantity.bound == "more-than" || quantity.bound == "at-least")
            claim.high = std::max(claim.high, claim.low * kBoundReach);
        if (quantity.bound == "less-than" || quantity.bound == "at-most")
            claim.low = std::min(claim.low, claim.high / kBoundReach);
    }

    // "Rp14.300 per kilogram" is no amount.
    void read_rate(NumberClaim& claim, uint32_t end, const Sentence& sentence) const {
        const bool counted = claim.dimension.empty() || claim.dimension == kPerson || claim.dimension == kThing;
        if (end + 1 >= sentence.last || counted) return;
        const auto match = leads_.match(tokens_, end);
        if (!match || match.entry->field(1) != "each") return;
        const Span by = tokens_[end + match.length].span;
        const auto& times = document_.mentions.times;
        if (std::any_of(times.begin(), times.end(), [&](const Time& time) { return time.span.overlaps(by); })) return;
        claim.dimension += "/";
        claim.dimension += text_.folded_of(tokens_[end + match.length]);
    }

    void read_time(NumberClaim& claim, const Unit& unit, const Quantity& quantity, uint32_t) const {
        const auto& published = document_.article.published;
        const int64_t offset = published && published->when.utc_offset ? *published->when.utc_offset : kWibOffset;
        // The nearest time that the number holds for.
        uint32_t nearest = kAsOfReach;
        for (const UnitTime& time : unit.times) {
            const uint32_t distance = time.span.end <= quantity.span.begin   ? quantity.span.begin - time.span.end
                                      : time.span.begin >= quantity.span.end ? time.span.begin - quantity.span.end
                                                                             : 0;
            if (distance >= nearest || between(unit, time.span, quantity.span)) continue;
            const bool cue = cued(time.span);
            // Without a cue the day is rather that of the happening than that of the count.
            if (!cue && claim.change != Change::open && time.value.find('T') == std::string::npos) continue;
            const auto minutes = minutes_of(time.value, offset);
            if (!minutes) continue;
            nearest = distance;
            std::tie(claim.from, claim.to) = *minutes;
            claim.timed = claim.stated = true;
            if (cue && claim.change == Change::fixed && claim.role.empty()) claim.change = Change::open;
        }
        if (!claim.timed && published) {
            claim.timed = true;
            claim.to = published->when.order() + (published->when.minute ? 0 : kDay);
            claim.from = claim.to - (published->when.minute ? kReportDelay : kDay);
        }
        if (claim.past && !claim.stated) {
            claim.from -= kDay;
            claim.to -= 2 * kReportDelay;
        }
    }

    // Another number stands between: the time is rather of that one.
    [[nodiscard]] bool between(const Unit& unit, Span time, Span number) const {
        const Span gap{std::min(time.end, number.end), std::max(time.begin, number.begin)};
        return std::any_of(unit.quantities.begin(), unit.quantities.end(), [&](uint32_t q) {
            const Span other = document_.mentions.quantities[q].span;
            return other != number && other.begin >= gap.begin && other.end <= gap.end;
        });
    }

    // "hingga Rabu siang", "per Kamis pukul 16.00"
    [[nodiscard]] bool cued(Span time) const {
        const auto at = static_cast<uint32_t>(text_.token_at(time.begin));
        for (uint32_t i = at; i + 3 > at; --i) {
            if (as_of_.match(tokens_, i)) return true;
            if (i == 0) break;
        }
        return false;
    }

    [[nodiscard]] static bool background(const NumberClaim& claim, Day first) {
        return first.time_since_epoch().count() * kDay - claim.to > kBackgroundDays * kDay;
    }

    // The claim before this one.
    struct Before {
        uint32_t unit = 0;
        bool known = false;
        NumberClaim claim{};
    };

    Before before_;
    const Scene& scene_;
    const Document& document_;
    const TokenizedText& text_;
    const std::span<const Token> tokens_;
    const Lexicon& roles_;
    const Lexicon& partitives_;
    const Lexicon& joiners_;
    const Lexicon& leads_;
    const Lexicon& bases_;
    const Lexicon& as_of_;
};

// A number dated long before the story is of another happening.
bool background(const Unit& unit, std::optional<Day> first) {
    return first && std::any_of(unit.times.begin(), unit.times.end(), [&](const UnitTime& time) {
               return !time.speech && (*first - time.range.last).count() > kBackgroundDays;
           });
}

std::optional<Day> first_day(const Scene& scene) {
    std::optional<Day> first;
    for (const uint32_t document : scene.story.documents) {
        const auto& published = scene.documents[document].article.published;
        if (published && (!first || published->when.day < *first)) first = published->when.day;
    }
    return first;
}

// "P6Y" as six of the unit "Y", "PT1H18M" as 78 of the unit "min"; nothing when it has no single figure.
std::optional<Quantity> length_of(const Time& time) {
    std::string_view rest = time.value;
    if (!rest.starts_with("P")) return std::nullopt;
    rest.remove_prefix(1);
    const bool hours = rest.starts_with("T");
    if (hours) rest.remove_prefix(1);
    Quantity length{};
    length.span = time.span;
    length.approx = !time.mod.empty();
    double minutes = 0;
    size_t parts = 0;
    for (; !rest.empty(); ++parts) {
        double number = 0;
        const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), number);
        if (read.ec != std::errc() || read.ptr == rest.data() + rest.size()) return std::nullopt;
        length.value = number;
        length.unit = std::string(1, *read.ptr);
        minutes += number * (*read.ptr == 'H' ? 60 : 1);
        rest.remove_prefix(static_cast<size_t>(read.ptr - rest.data()) + 1);
    }
    if (hours) {
        length.unit = parts == 1 && length.unit == "H" ? "h" : "min";
        if (length.unit == "min") length.value = minutes;
    } else if (parts != 1) {
        return std::nullopt;
    }
    return length;
}

// `value` is k * 10^m with a k of at most two figures: numbers up to half a step away may be rounded to it.
bool rounds_to(double exact, double value) {
    if (value < kRoundFrom) return false;
    double step = 1;
    while (step * kRoundFrom <= value) step *= 10;
    return std::fmod(value, step) == 0 && std::abs(exact - value) < step / 2;
}

}  // namespace

bool NumberClaim::agrees(const NumberClaim& than) const {
    // "sebulan" and "30 hari" are one length.
    if (factor != than.factor && dimension == kMinutes && low <= than.high * kSameLength &&
        than.low <= high * kSameLength)
        return true;
    if (low <= than.high && than.low <= high) return true;
    return low == high && than.low == than.high && (rounds_to(low, than.low) || rounds_to(than.low, low));
}

std::vector<NumberClaim> find_number_claims(const Scene& scene) {
    const std::optional<Day> first = first_day(scene);
    std::vector<NumberClaim> claims;
    for (uint32_t index = 0; index < scene.all.units.size(); ++index) {
        const Unit& unit = scene.all.units[index];
        const Document& document = scene.document_of(unit);
        ClaimReader reader(scene, document, scene.language);
        const bool old = background(unit, first);
        const auto add = [&](const Quantity& quantity) {
            NumberClaim claim = reader.read(index, quantity, first);
            claim.background |= old && !(claim.stated && claim.change == Change::open);
            claims.push_back(std::move(claim));
        };
        for (const uint32_t quantity : unit.quantities) {
            if (unit.span.contains(document.mentions.quantities[quantity].span))
                add(document.mentions.quantities[quantity]);
        }
        // "divonis enam tahun", "terlambat dua jam"
        for (const Time& time : document.mentions.times) {
            if (time.type != TimeType::duration || !unit.span.contains(time.span)) continue;
            if (const auto length = length_of(time)) add(*length);
        }
    }
    return claims;
}

}  // namespace silang
