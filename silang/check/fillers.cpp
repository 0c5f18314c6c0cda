#include "silang/check/fillers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "silang/check/happenings.h"
#include "silang/mention/numbers.h"

namespace silang {
namespace {

// Base units of the lexicon "base-units".
constexpr std::string_view kPerson = "person";
constexpr std::string_view kThing = "thing";
// A word so many words of content away counts a third.
constexpr double kFading = 3;
// Wider than this a date is no answer to "when".
constexpr int kWidestDays = 366;
constexpr size_t kShortestStem = 3;
// Type of a day or an hour up to which something lasts.
constexpr std::string_view kUntil = "until";
// Kind of place of the lexicon "place-kinds" that is mostly named by whose it is.
constexpr std::string_view kWorks = "factory";
// A clause with less weight of words than this says nothing alone.
constexpr double kTooShort = 20;

std::string folded(std::string_view text) {
    return fold(clean_spaces(text));
}

std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words;
    const std::string text = folded(name);
    size_t at = 0;
    while (at < text.size()) {
        const size_t space = std::min(text.find(' ', at), text.size());
        if (space > at) words.push_back(text.substr(at, space - at));
        at = space + 1;
    }
    return words;
}

// The term of a number, small or large.
bool figure(std::string_view term) {
    return term[0] == 'n' || term[0] == 'q' || term[0] == 'd' ||
           (term[0] == 'w' && term.size() > 2 && term[2] >= '0' && term[2] <= '9');
}

// Figures, days and speakers are compared apart, or not at all.
bool tells(std::string_view term) {
    constexpr std::string_view kKinds = "nqdts";
    return kKinds.find(term[0]) == std::string_view::npos;
}

class FillerFinder {
public:
    explicit FillerFinder(const Scene& scene)
        : scene_(scene),
          kinds_(scene.language.lexicon("place-kinds")),
          partitives_(scene.language.lexicon("partitives")),
          verb_prefixes_(scene.language.lexicon("verb-prefixes")),
          as_of_(scene.language.lexicon("as-of-words")),
          approximators_(scene.language.lexicon("approximators")),
          function_words_(scene.language.lexicon("function-words")),
          numbers_(scene.language),
          claims_(find_number_claims(scene)) {}

    Fillers find() {
        size_t claim = 0;
        for (const std::vector<uint32_t>& page : scene_.all.of_document) {
            for (const uint32_t index : page) {
                first_of_unit_ = found_.all.size();
                for (; claim < claims_.size() && claims_[claim].unit == index; ++claim) add_number(claims_[claim]);
                add_ordinals(index);
                add_times(index);
                add_places(index);
                add_names(index);
                count_rivals();
            }
        }
        std::stable_sort(found_.all.begin(), found_.all.end(), [&](const Filler& a, const Filler& b) {
            return std::tuple(scene_.ranks.of(a.document), a.span, a.kind) <
                   std::tuple(scene_.ranks.of(b.document), b.span, b.kind);
        });
        note_contents();
        for (size_t begin = 0; begin < found_.all.size();) {
            size_t end = begin;
            while (end < found_.all.size() && found_.all[end].document == found_.all[begin].document) ++end;
            note_alone(std::span(found_.all).subspan(begin, end - begin));
            begin = end;
        }
        return std::move(found_);
    }

private:
    Filler& add(FillerKind kind, uint32_t index, Span span) {
        const Unit& unit = scene_.all.units[index];
        Filler filler{};
        filler.kind = kind;
        filler.unit = index;
        filler.document = unit.document;
        filler.span = span;
        filler.clause = clause_of(index, span);
        const Clause& clause = scene_.cut.clauses[filler.clause];
        filler.planned = unit.planned;
        filler.negative = clause.negative;
        if (clause.days.size() == 1) filler.day = clause.days.front();
        read_event(filler, unit, clause);
        read_before(filler, unit);
        found_.all.push_back(std::move(filler));
        return found_.all.back();
    }

    [[nodiscard]] uint32_t clause_of(uint32_t index, Span span) const {
        const std::vector<uint32_t>& parts = scene_.cut.of_unit[index];
        for (const uint32_t part : parts) {
            if (scene_.cut.clauses[part].span.end >= span.end) return part;
        }
        return parts.back();
    }

    static void read_event(Filler& filler, const Unit& unit, const Clause& clause) {
        // What happens to those counted rather stands behind their number, what happened somewhere or on a day before
        // place and date.
        const bool behind = filler.kind == FillerKind::number || filler.kind == FillerKind::name;
        uint32_t best = UINT32_MAX;
        for (const EventWord& event : unit.events) {
            if (!clause.span.contains(event.span)) continue;
            const bool is_behind = event.span.begin >= filler.span.begin;
            const uint32_t distance =
                is_behind ? event.span.begin - filler.span.begin : filler.span.begin - event.span.begin;
            const uint32_t cost = is_behind == behind ? distance : 2 * distance;
            if (cost >= best) continue;
            best = cost;
            filler.event = event.type;
        }
    }

    void read_before(Filler& filler, const Unit& unit) const {
        const TokenizedText& text = scene_.document_of(unit).article.tokens;
        const size_t token = text.token_at(filler.span.begin);
        if (token > text.sentences[unit.sentence].first)
            filler.before = std::string(text.folded_of(text.tokens[token - 1]));
    }

    // What stands around it, without what stands at `hidden`: its own words.
    void read_frames(Filler& filler, Span hidden) const {
        const Unit& unit = scene_.all.units[filler.unit];
        const Clause& clause = scene_.cut.clauses[filler.clause];
        std::vector<const PlacedTerm*> left;
        std::vector<const PlacedTerm*> right;
        for (const PlacedTerm& placed : unit.placed) {
            const bool own = hidden.begin <= placed.offset && placed.offset < hidden.end;
            const std::string_view name = scene_.all.terms.name(placed.term);
            if (own && (filler.kind != FillerKind::number || figure(name))) continue;
            if (name[0] == 'n' || name[0] == 't' || name[0] == 'd') filler.anchors.push_back(placed.term);
            if (!tells(name) || placed.term == filler.own) continue;
            (placed.offset < hidden.begin ? left : right).push_back(&placed);
        }
        std::reverse(left.begin(), left.end());
        if (!left.empty()) filler.left = left.front()->term;
        if (!right.empty()) filler.right = right.front()->term;
        uint32_t nearest = UINT32_MAX;
        for (const auto* side : {&left, &right}) {
            for (const PlacedTerm* placed : *side) {
                if (scene_.all.terms.name(placed->term)[0] != 'e') continue;
                const uint32_t distance =
                    placed->offset < hidden.begin ? hidden.begin - placed->offset : placed->offset - hidden.end;
                if (distance < nearest) {
                    nearest = distance;
                    filler.near_name = placed->term;
                }
                break;
            }
        }
        for (const auto* side : {&left, &right}) {
            double rank = 0;
            uint32_t before = UINT32_MAX;
            for (const PlacedTerm* placed : *side) {
                if (placed->offset != before) rank += before == UINT32_MAX ? 0 : 1;
                before = placed->offset;
                const bool here = clause.span.begin <= placed->offset && placed->offset < clause.span.end;
                filler.near.terms.emplace_back(placed->term, std::exp(-rank / kFading) * (here ? 1 : 0.5));
                filler.sentence.terms.emplace_back(placed->term, 1);
                if (here) filler.told.terms.emplace_back(placed->term, 1);
            }
        }
        for (Frame* frame : {&filler.near, &filler.told, &filler.sentence}) settle(*frame);
        // "..., yakni 10,5 persen": of what, the clause before says.
        if (filler.told.weight < kTooShort) filler.told = filler.sentence;
        std::sort(filler.anchors.begin(), filler.anchors.end());
        filler.anchors.erase(std::unique(filler.anchors.begin(), filler.anchors.end()), filler.anchors.end());
        for (const uint32_t name : clause.names) {
            if (name != filler.own) filler.names.push_back(name);
        }
    }

    // A term that stands there twice counts where it is nearest.
    void settle(Frame& frame) const {
        std::sort(frame.terms.begin(), frame.terms.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first < b.first : a.second > b.second;
        });
        frame.terms.erase(std::unique(frame.terms.begin(), frame.terms.end(),
                                      [](const auto& a, const auto& b) { return a.first == b.first; }),
                          frame.terms.end());
        for (const auto& [term, nearness] : frame.terms)
            frame.weight += scene_.all.squared_weight[term] * nearness * nearness;
    }

    void add_number(const NumberClaim& claim) {
        Filler& filler = add(FillerKind::number, claim.unit, claim.span);
        filler.number = claim;
        filler.value = fmt::format("{}{}{}", claim.value, claim.measured.empty() ? "" : " ", claim.measured);
        const bool plain = claim.dimension.empty() || claim.dimension == kPerson || claim.dimension == kThing;
        // "Rp57 juta per keluarga", "setiap keluarga Rp57 juta": by what it is counted may be told otherwise.
        if (!plain) filler.type = claim.dimension.substr(0, claim.dimension.find('/'));
        if (!claim.noun.empty()) {
            const std::string_view meaning = scene_.rules.concepts.of_word(claim.noun);
            if (!meaning.empty())
                filler.sort = meaning;
            else
                scene_.rules.stemmer.append_stem(claim.noun, filler.sort);
        }
        // What is counted tells as much as what is said of it.
        read_frames(filler, {claim.span.begin, claim.span.begin + 1});
    }

    // "menit ke-88", "lantai tiga", "KM 72": what is numbered, and its number.
    void add_ordinals(uint32_t index) {
        const Unit& unit = scene_.all.units[index];
        const Document& document = scene_.document_of(unit);
        const TokenizedText& text = document.article.tokens;
        const Sentence& sentence = text.sentences[unit.sentence];
        for (uint32_t i = sentence.first + 1; i < sentence.last; ++i) {
            const Token& token = text.tokens[i];
            // "menit ke-88"
            uint32_t noun = i - 1;
            while (noun > sentence.first + 1 && !text.tokens[noun + 1].space_before) --noun;
            const Token& before = text.tokens[noun];
            const Lexicon::Match said_not = partitives_.match(text.tokens, noun);
            const bool refuted = said_not && said_not.length == 1 && said_not.entry->field(2) == "not";
            if (before.span.begin < unit.span.begin || before.kind != TokenKind::word ||
                (!refuted && function_words_.word(before.word) != nullptr))
                continue;
            uint32_t end = i + 1;
            double value = 0;
            if (token.kind == TokenKind::punct) continue;
            if (const auto number = numbers_.read(text, i, sentence.last); number && !number->max && !number->vague) {
                value = number->value;
                end = number->end;
            } else {
                // "ke-88", "90+2"
                const std::string_view word = text.folded_of(token);
                const size_t digit = word.find_first_of("0123456789");
                if (digit == std::string_view::npos) continue;
                value = std::atof(std::string(word.substr(digit)).c_str());
            }
            const Span span{token.span.begin, text.tokens[end - 1].span.end};
            if (mentioned(document, unit, span)) continue;
            NumberClaim claim{};
            claim.unit = index;
            claim.span = span;
            claim.value = claim.low = claim.high = value;
            if (refuted) {
                add_refuted(claim);
                continue;
            }
            Filler& filler = add(FillerKind::number, index, span);
            filler.number = claim;
            filler.value = fmt::format("{}", value);
            // "tercatat 109,40" is a number of nothing that it names.
            if (!predicate(text.folded_of(before)))
                scene_.rules.stemmer.append_stem(text.folded_of(before), filler.sort);
            filler.type = "#" + filler.sort;
            read_frames(filler, span);
            i = end - 1;
        }
    }
    // "910 orang, bukan 640": of what the number before it is.
    void add_refuted(NumberClaim claim) {
        const auto first = found_.all.begin() + static_cast<std::ptrdiff_t>(first_of_unit_);
        const auto told = std::find_if(first, found_.all.end(), [&](const Filler& filler) {
            return filler.kind == FillerKind::number && filler.span.end <= claim.span.begin;
        });
        if (told == found_.all.end()) return;
        const Filler stated = *told;
        const double value = claim.value;
        const Span span = claim.span;
        claim = stated.number;
        claim.span = span;
        claim.value = value;
        claim.low = claim.high = value * claim.factor;
        claim.refuted = true;
        Filler& filler = add(FillerKind::number, claim.unit, span);
        filler.number = claim;
        filler.value = fmt::format("{}", value);
        filler.sort = stated.sort;
        filler.type = stated.type;
        read_frames(filler, span);
    }
    [[nodiscard]] bool predicate(std::string_view word) const {
        return std::any_of(
            verb_prefixes_.entries().begin(), verb_prefixes_.entries().end(), [&](const LexiconEntry& prefix) {
                return word.size() >= prefix.phrase().size() + kShortestStem && word.starts_with(prefix.phrase());
            });
    }
    [[nodiscard]] static bool mentioned(const Document& document, const Unit& unit, Span span) {
        const auto holds = [span](const auto& mention) { return mention.span.overlaps(span); };
        const auto names = [span](Span mention) { return mention.overlaps(span); };
        return std::any_of(document.mentions.times.begin(), document.mentions.times.end(), holds) ||
               std::any_of(document.mentions.quantities.begin(), document.mentions.quantities.end(), holds) ||
               std::ranges::any_of(document.mentions.entities_in(unit.span), [&](uint32_t i) {
                   return std::ranges::any_of(document.mentions.entities[i].mentions, names);
               });
    }

    void add_times(uint32_t index) {
        const Unit& unit = scene_.all.units[index];
        const Mentions& mentions = scene_.document_of(unit).mentions;
        const TokenizedText& text = scene_.document_of(unit).article.tokens;
        for (const UnitTime& time : unit.times) {
            if (time.speech) continue;
            // Up to when something lasts is no day on which it happened, and up to when it was counted none at all.
            const bool until = counts_until(text, as_of_, time.span);
            if (until && !scene_.cut.clauses[clause_of(index, time.span)].figures.empty()) continue;
            const auto moment = parse_moment(time.value);
            if (moment && moment->minute) {
                Filler& clock = add(FillerKind::clock, index, time.span);
                clock.type = until ? kUntil : "";
                clock.value = time.value.substr(0, std::string_view("2024-06-18T19:02").size());
                clock.minute = *moment->minute;
                clock.moment = moment->order();
                clock.zoned = moment->utc_offset.has_value();
                // What is reckoned from another hour ("empat jam kemudian") is no more exact than that.
                const std::string_view words = time.span.of(scene_.document_of(unit).article.page.text);
                clock.inexact = !mentions.times[time.index].mod.empty() ||
                                words.find_first_of("0123456789") == std::string_view::npos ||
                                approximators_.word(word_before(clock)) != nullptr;
                clock.day = time.range;
                read_frames(clock, time.span);
            }
            if (time.range.days() > kWidestDays) continue;
            Filler& day = add(FillerKind::day, index, time.span);
            day.value = time.range.days() == 1 ? iso_date(time.range.first) : time.value;
            day.day = time.range;
            day.type = until ? kUntil : "";
            day.doubtful = !mentions.times[time.index].issues.empty();
            read_frames(day, time.span);
        }
    }
    [[nodiscard]] WordId word_before(const Filler& filler) const {
        const TokenizedText& text = scene_.documents[filler.document].article.tokens;
        const size_t token = text.token_at(filler.span.begin);
        return token > 0 ? text.tokens[token - 1].word : kUnknownWord;
    }

    // "Desa Sukamaju", "Balai RW 5": a kind of place with a name behind it.
    void add_places(uint32_t index) {
        const Unit& unit = scene_.all.units[index];
        const TokenizedText& text = scene_.document_of(unit).article.tokens;
        const Sentence& sentence = text.sentences[unit.sentence];
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
            const auto kind = kinds_.match(text.tokens, i);
            if (!kind || text.tokens[i].span.begin < unit.span.begin) continue;
            uint32_t end = i + static_cast<uint32_t>(kind.length);
            const auto names = [&](uint32_t at) {
                const Token& token = text.tokens[at];
                if (token.kind == TokenKind::word) return token.letter_case != LetterCase::lower;
                return token.kind == TokenKind::number && !counted_at(unit, token.span);
            };
            while (end < sentence.last && names(end)) ++end;
            if (end == i + kind.length) continue;
            const Span name{text.tokens[i + kind.length].span.begin, text.tokens[end - 1].span.end};
            const Span span{text.tokens[i].span.begin, name.end};
            // "tambang PT X" is whose it is.
            bool owned = false;
            if (kind.entry->field(1) == kWorks) {
                for_each_mention(index, [&](const Entity& entity, Span mention) {
                    owned |= entity.type == EntityType::organization && mention.begin == name.begin;
                });
            }
            if (owned) continue;
            add_place(index, span, std::string(kind.entry->field(1)), clean_spaces(scene_.text(unit.document, span)),
                      UINT32_MAX);
            found_.all.back().name_words = words_of(scene_.text(unit.document, name));
            i = end - 1;
        }
        for_each_mention(index, [&](const Entity& entity, Span mention) {
            if (entity.type != EntityType::place) return;
            for (size_t f = first_of_unit_; f < found_.all.size(); ++f) {
                if (found_.all[f].kind == FillerKind::place && found_.all[f].span.overlaps(mention)) return;
            }
            add_place(index, mention, "", entity.name, term_of(entity));
        });
    }
    [[nodiscard]] bool counted_at(const Unit& unit, Span number) const {
        const std::vector<Quantity>& quantities = scene_.document_of(unit).mentions.quantities;
        return std::any_of(unit.quantities.begin(), unit.quantities.end(),
                           [&](uint32_t i) { return quantities[i].span.overlaps(number); });
    }
    void add_place(uint32_t index, Span span, std::string kind, std::string name, uint32_t own) {
        Filler& place = add(FillerKind::place, index, span);
        place.value = std::move(name);
        place.sort = std::move(kind);
        place.own = own;
        place.name_words = words_of(place.value);
        read_frames(place, span);
    }

    void add_names(uint32_t index) {
        for_each_mention(index, [&](const Entity& entity, Span mention) {
            if (entity.type != EntityType::person && entity.type != EntityType::organization) return;
            Filler& name = add(FillerKind::name, index, mention);
            name.value = entity.name;
            name.type = std::string(entity_type_name(entity.type));
            name.own = term_of(entity);
            name.name_words = words_of(entity.name);
            if (!entity.roles.empty()) name.sort = folded(entity.roles.front());
            read_frames(name, mention);
        });
    }

    template <class Visit>
    void for_each_mention(uint32_t index, Visit visit) const {
        const Unit& unit = scene_.all.units[index];
        const Mentions& mentions = scene_.document_of(unit).mentions;
        for (const uint32_t i : mentions.entities_in(unit.span)) {
            for (const Span mention : mentions.entities[i].mentions) {
                if (unit.span.contains(mention)) visit(mentions.entities[i], mention);
            }
        }
    }
    [[nodiscard]] uint32_t term_of(const Entity& entity) const {
        const std::string_view government = scene_.rules.governments.of(entity.id);
        return scene_.all.terms.find("e:" + (government.empty() ? entity.id : slug(government)));
    }

    void count_rivals() {
        for (size_t i = first_of_unit_; i < found_.all.size(); ++i) {
            for (size_t j = first_of_unit_; j < found_.all.size(); ++j) {
                const Filler& a = found_.all[i];
                const Filler& b = found_.all[j];
                if (i != j && a.kind == b.kind && a.type == b.type && !agree(a, b)) ++found_.all[i].rivals;
            }
        }
    }

    // Of all fillers of one page.
    static void note_alone(std::span<Filler> page) {
        const auto alone = [&](Filler& filler, auto key, bool Filler::*mark) {
            if (key(filler).empty()) return;
            filler.*mark = std::none_of(page.begin(), page.end(), [&](const Filler& other) {
                return other.kind == filler.kind && other.type == filler.type && key(other) == key(filler) &&
                       !other.number.refuted && !agree(other, filler);
            });
        };
        for (Filler& filler : page) {
            alone(
                filler, [](const Filler& f) { return std::string_view(f.sort); }, &Filler::sort_alone);
            alone(
                filler, [](const Filler& f) { return f.number.role; }, &Filler::role_alone);
            alone(
                filler, [](const Filler& f) { return f.event; }, &Filler::event_alone);
            alone(
                filler, [](const Filler& f) { return std::string_view(f.type); }, &Filler::type_alone);
        }
    }

    void note_contents() {
        PageContents& contents = found_.contents;
        for (const uint32_t document : scene_.story.documents) {
            std::vector<std::string>& names = contents.names.emplace_back();
            for (const Entity& entity : scene_.documents[document].mentions.entities) {
                names.push_back(folded(entity.name));
                for (const Span mention : entity.mentions) names.push_back(folded(scene_.text(document, mention)));
            }
            contents.numbers.emplace_back();
        }
        for (const Filler& filler : found_.all) {
            const uint32_t page = *scene_.ranks.of(filler.document);
            if (filler.kind == FillerKind::place) contents.names[page].push_back(folded(filler.value));
            if (filler.kind == FillerKind::number)
                contents.numbers[page].emplace_back(counted(filler), filler.number.low);
        }
        const auto sort_unique = [](auto& list) {
            std::sort(list.begin(), list.end());
            list.erase(std::unique(list.begin(), list.end()), list.end());
        };
        for (auto& names : contents.names) sort_unique(names);
        for (auto& numbers : contents.numbers) sort_unique(numbers);
    }

    const Scene& scene_;
    const Lexicon& kinds_;
    const Lexicon& partitives_;
    const Lexicon& verb_prefixes_;
    const Lexicon& as_of_;
    const Lexicon& approximators_;
    const Lexicon& function_words_;
    const NumberReader numbers_;
    const std::vector<NumberClaim> claims_;
    Fillers found_;
    size_t first_of_unit_ = 0;
};

}  // namespace

Fillers find_fillers(const Scene& scene) {
    return FillerFinder(scene).find();
}

}  // namespace silang
