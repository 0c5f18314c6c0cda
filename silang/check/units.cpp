// A sentence becomes a bag of weighted terms: the entities it names (by id, so that all names of one entity are one
// term), the classes of its happenings ("kunjungan" and "menyambangi" are both `visit`), its figures, and the stems of
// its other words. Function words, speech verbs and dates are left out: dates are compared apart, and who says it does
// not change what is said.
#include "silang/check/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "silang/mention/numbers.h"

namespace silang {
namespace {

constexpr double kSmallFigure = 12;
constexpr size_t kShortestStem = 3;
// Reported words that make up this share of a sentence are what it says; what stands around them only says who said it.
constexpr double kReportedShare = 0.35;
constexpr double kQuotedShare = 0.15;  // the same for words between quotation marks
// A word that points back this early in a sentence makes the whole of it lean on the one before.
constexpr uint32_t kLeaningWords = 6;
// Bytes between a happening word and the date that dates it.
constexpr uint32_t kDateReach = 80;
// The name of the paper or place before the first sentence ("JAKARTA, KabarKota - ...") is no longer than this.
constexpr size_t kLongestDateline = 12;
constexpr int kYearDays = 366;

// Indices of the items of a span-sorted list that overlap `span`.
template <class Items>
std::vector<uint32_t> overlapping(const Items& items, Span span) {
    std::vector<uint32_t> found;
    for (uint32_t i = 0; i < items.size(); ++i) {
        if (items[i].span.begin >= span.end) break;
        if (items[i].span.overlaps(span)) found.push_back(i);
    }
    return found;
}

class UnitMaker {
public:
    UnitMaker(const CheckRules& rules, StoryUnits& all)
        : rules_(rules),
          number_words_(rules.language.lexicon("number-words")),
          common_words_(rules.language.lexicon("common-words")),
          function_words_(rules.language.lexicon("function-words")),
          speech_verbs_(rules.language.lexicon("speech-verbs")),
          plan_words_(rules.language.lexicon("plan-words")),
          anaphora_(rules.language.lexicon("anaphora")),
          claim_nouns_(rules.language.lexicon("claim-nouns")),
          pointers_(rules.language.lexicon("pointers")),
          titles_(rules.language.lexicon("titles")),
          negations_(rules.language.lexicon("negations")),
          possessive_(rules.language.setting("possessive-suffix")),
          decimal_mark_(mark(rules.language.setting("decimal-mark"), '.')),
          group_mark_(mark(rules.language.setting("group-mark"), ',')),
          all_(all) {}

    std::vector<uint32_t> document(uint32_t index, const Document& document) {
        std::vector<uint32_t> made;
        const auto& sentences = document.article.tokens.sentences;
        uint32_t order = 0;
        for (uint32_t i = 0; i < sentences.size(); ++i) {
            if (document.article.role_of_line(sentences[i].line) != Role::body) continue;
            Unit unit{};
            unit.document = index;
            unit.sentence = i;
            unit.order = order++;
            first_ = sentences[i].first + dateline_tokens(document, sentences[i]);
            unit.span = {document.article.tokens.tokens[first_].span.begin, sentences[i].span.end};
            fill(unit, document);
            if (unit.words == 0) continue;
            made.push_back(static_cast<uint32_t>(all_.units.size()));
            all_.units.push_back(std::move(unit));
        }
        return made;
    }

private:
    static char mark(std::string_view setting, char otherwise) { return setting.empty() ? otherwise : setting.front(); }

    void add_term(Unit& unit, uint32_t offset, std::string_view kind, std::string_view name) {
        buffer_.assign(kind);
        buffer_ += name;
        unit.placed.push_back({offset, all_.terms.id_of(buffer_)});
    }

    // A large number is also what it is about: "hampir 19 ribu" tells of the 18.742 of another page.
    void add_figure(Unit& unit, uint32_t offset, double value, bool telling) {
        add_term(unit, offset, telling ? "n:" : "w:", fmt::format("{}", value));
        if (value > kSmallFigure) add_term(unit, offset, "q:", fmt::format("{:.1e}", value));
    }

    static bool all_capitals(const std::vector<Token>& tokens, uint32_t from, uint32_t to) {
        return std::all_of(tokens.begin() + from, tokens.begin() + to, [](const Token& token) {
            return token.kind != TokenKind::word || token.letter_case == LetterCase::upper;
        });
    }

    // Tokens of a glued dateline before the first dash of a line ("KabarKota.id, JAKARTA -"): they are not what is
    // told.
    static uint32_t dateline_tokens(const Document& document, const Sentence& sentence) {
        const Article& article = document.article;
        const auto& tokens = article.tokens.tokens;
        if (sentence.first != article.tokens.line_first_token[sentence.line]) return 0;
        const auto named = [&](const std::optional<NamedSpan>& name, uint32_t before) {
            return name && name->span.begin >= sentence.span.begin && name->span.end <= before;
        };
        for (uint32_t i = sentence.first + 1;
             i + 1 < std::min<uint32_t>(sentence.last, sentence.first + kLongestDateline); ++i) {
            if (article.tokens.folded_of(tokens[i]) != "-" || !tokens[i].space_before) continue;
            uint32_t end = i;
            while (end + 1 < sentence.last && article.tokens.folded_of(tokens[end]) == "-") ++end;
            const bool found = all_capitals(tokens, sentence.first, i) || named(article.outlet, tokens[i].span.begin) ||
                               named(article.dateline, tokens[i].span.begin);
            return found && tokens[end].space_before ? end - sentence.first : 0;
        }
        return 0;
    }

    void fill(Unit& unit, const Document& document) {
        const Mentions& mentions = document.mentions;
        unit.quotes = overlapping(mentions.quotes, unit.span);
        read_quotes(unit, document);
        for (const uint32_t i : overlapping(mentions.quantities, unit.span)) {
            const Quantity& quantity = mentions.quantities[i];
            unit.quantities.push_back(i);
            // "lima dokumen" and "lima orang" share next to nothing; 4,5 miliar is as good as a name.
            const bool telling = quantity.value > kSmallFigure || quantity.value != std::floor(quantity.value);
            if (told(quantity.span)) add_figure(unit, quantity.span.begin, quantity.value, telling);
        }
        bare_figures(unit, document);
        for (const uint32_t i : mentions.entities_in(unit.span)) {
            const Entity& entity = mentions.entities[i];
            const std::string id = party_id(entity);
            for (const Span mention : entity.mentions) {
                if (!unit.span.contains(mention)) continue;
                add_term(unit, mention.begin, told(mention) ? "e:" : "s:", id);
            }
            buffer_.assign("e:");
            buffer_ += id;
            unit.entities.push_back(all_.terms.id_of(buffer_));
        }
        for (const uint32_t i : unit.quotes) {
            const auto speaker = mentions.quotes[i].speaker;
            if (!speaker) continue;
            buffer_.assign("e:");
            buffer_ += party_id(mentions.entities[*speaker]);
            unit.speakers.push_back(all_.terms.id_of(buffer_));
        }
        std::sort(unit.entities.begin(), unit.entities.end());
        unit.entities.erase(std::unique(unit.entities.begin(), unit.entities.end()), unit.entities.end());
        words(unit, document);
        times(unit, document);
        std::sort(unit.placed.begin(), unit.placed.end(), [](const PlacedTerm& a, const PlacedTerm& b) {
            return std::pair(a.offset, a.term) < std::pair(b.offset, b.term);
        });
        for (const PlacedTerm& placed : unit.placed) unit.terms.push_back(placed.term);
        std::sort(unit.terms.begin(), unit.terms.end());
        unit.terms.erase(std::unique(unit.terms.begin(), unit.terms.end()), unit.terms.end());
    }

    // Numbers that count nothing by name ("di level 7.829", "menit ke-78") are still worth a name.
    void bare_figures(Unit& unit, const Document& document) {
        const TokenizedText& text = document.article.tokens;
        const Sentence& sentence = text.sentences[unit.sentence];
        for (uint32_t i = first_; i < sentence.last; ++i) {
            const Token& token = text.tokens[i];
            if (token.kind != TokenKind::number || !told(token.span)) continue;
            const auto holds = [&](const auto& mention) { return mention.span.overlaps(token.span); };
            if (std::any_of(document.mentions.times.begin(), document.mentions.times.end(), holds) ||
                std::any_of(document.mentions.quantities.begin(), document.mentions.quantities.end(), holds))
                continue;
            if (const auto value = parse_figure(text.folded_of(token), decimal_mark_, group_mark_))
                add_figure(unit, token.span.begin, *value, token.folded_size > 1);
            else
                add_term(unit, token.span.begin, token.folded_size > 1 ? "n:" : "w:", text.folded_of(token));
        }
    }

    // A capital stands for its government.
    [[nodiscard]] std::string party_id(const Entity& entity) const {
        const std::string_view government = rules_.governments.of(entity.id);
        return government.empty() ? entity.id : slug(government);
    }

    void read_quotes(Unit& unit, const Document& document) {
        reported_.clear();
        credits_.clear();
        for (const uint32_t i : overlapping(document.mentions.attributions, unit.span)) {
            const Attribution& attribution = document.mentions.attributions[i];
            for (size_t source = 0; source < attribution.source_spans.size(); ++source) {
                if (attribution.kinds[source] == "agency" || attribution.kinds[source] == "outlet")
                    credits_.push_back(attribution.source_spans[source]);
            }
        }
        uint32_t size = 0;
        bool direct = false;
        for (const uint32_t i : unit.quotes) {
            const Quote& quote = document.mentions.quotes[i];
            unit.accuses |= quote.stance == Stance::accuses;
            unit.denies |= quote.stance == Stance::denies;
            const Span inside{std::max(quote.span.begin, unit.span.begin), std::min(quote.span.end, unit.span.end)};
            reported_.push_back(inside);
            size += inside.size();
            if (!quote.direct) continue;
            direct = true;
            unit.all_quoted |= quote.span.contains({unit.span.begin + 1, unit.span.end - 1});
            // A sentence inside a longer quotation does not stand alone, nor one whose speaker is named elsewhere.
            unit.leans_back |= quote.span.begin < unit.span.begin || quote.span.end > unit.span.end ||
                               !quote.speaker_span || !unit.span.contains(*quote.speaker_span);
        }
        if (size < (direct ? kQuotedShare : kReportedShare) * unit.span.size()) reported_.clear();
    }

    // Whether what stands at `span` is told, and not part of who tells it.
    [[nodiscard]] bool told(Span span) const {
        if (std::any_of(credits_.begin(), credits_.end(), [span](Span credit) { return credit.overlaps(span); }))
            return false;
        return reported_.empty() || std::any_of(reported_.begin(), reported_.end(),
                                                [span](Span reported) { return reported.overlaps(span); });
    }

    void words(Unit& unit, const Document& document) {
        const TokenizedText& text = document.article.tokens;
        const Sentence& sentence = text.sentences[unit.sentence];
        const std::span<const Token> tokens(text.tokens);
        const std::vector<Span> skipped = mention_spans(unit, document);
        std::vector<Span> persons;
        for (const Entity& entity : document.mentions.entities) {
            if (entity.type != EntityType::person) continue;
            for (const Span mention : entity.mentions) {
                if (unit.span.contains(mention)) persons.push_back(mention);
            }
        }
        std::sort(persons.begin(), persons.end());
        size_t skip = 0;
        bool first_word = true;
        for (uint32_t i = first_; i < sentence.last; ++i) {
            const Token& token = tokens[i];
            if (token.kind != TokenKind::word) continue;
            ++unit.words;
            if (first_word) {
                first_word = false;
                unit.leans_back |= begins_leaning(tokens, i, sentence);
            }
            if (const auto noun = claim_nouns_.match(tokens, i); noun && i + noun.length < sentence.last) {
                unit.leans_back |= static_cast<bool>(pointers_.match(tokens, i + noun.length));
            }
            if (pointers_.match(tokens, i)) {
                ++unit.pointing;
                unit.leans_back |= unit.words <= kLeaningWords;
            }
            unit.leans_back |= unit.words <= 2 && !possessive_.empty() && text.folded_of(token).ends_with(possessive_);
            if (plan_words_.match(tokens, i)) unit.planned = true;
            if (negations_.match(tokens, i)) unit.negations.push_back(token.span.begin);
            while (skip < skipped.size() && skipped[skip].end <= token.span.begin) ++skip;
            if (skip < skipped.size() && skipped[skip].overlaps(token.span)) continue;
            if (!told(token.span) && !unit.accuses && !unit.denies) continue;
            if (numeral(unit, document, i)) continue;
            if (const auto event = rules_.events.match(text, i); event.length != 0) {
                const Span span{token.span.begin, tokens[i + event.length - 1].span.end};
                unit.events.push_back({span, event.name});
                add_term(unit, span.begin, "v:", event.name);
                i += event.length - 1;
                continue;
            }
            if (const auto verb = speech_verbs_.match(tokens, i)) {
                i += verb.length - 1;
                continue;
            }
            if (function_words_.match(tokens, i) || token.folded_size < kShortestStem) continue;
            if (titles_.match(tokens, i) && person_next(persons, token.span.end)) continue;
            if (const auto meaning = rules_.concepts.match(text, i); meaning.length != 0) {
                add_term(unit, token.span.begin, "c:", meaning.name);
                i += meaning.length - 1;
                continue;
            }
            stemmed_.clear();
            rules_.stemmer.append_stem(text.folded_of(token), stemmed_);
            add_term(unit, token.span.begin, "w:", stemmed_);
            note_commonness(unit.placed.back().term, token.word);
        }
    }

    // A word of a number that is a figure already ("tiga", "juta").
    [[nodiscard]] bool numeral(const Unit& unit, const Document& document, uint32_t token) const {
        const Token& word = document.article.tokens.tokens[token];
        return number_words_.word(word.word) != nullptr &&
               std::any_of(unit.quantities.begin(), unit.quantities.end(),
                           [&](uint32_t i) { return document.mentions.quantities[i].span.contains(word.span); });
    }

    // A word that stands on many pages, whatever they are about, says little.
    void note_commonness(uint32_t term, WordId word) {
        const LexiconEntry* const common = common_words_.word(word);
        double share = 0;
        if (common != nullptr)
            std::from_chars(common->field(1).data(), common->field(1).data() + common->field(1).size(), share);
        all_.commonness.resize(all_.terms.size(), 0);
        all_.commonness[term] = std::max(all_.commonness[term], share / 1000);
    }

    [[nodiscard]] bool begins_leaning(std::span<const Token> tokens, uint32_t i, const Sentence& sentence) const {
        const auto leaning = anaphora_.match(tokens, i);
        if (!leaning) return false;
        if (leaning.entry->field(1) != "connective") return true;
        // "Namun, dia ...": the connective may be dropped, the pronoun behind it may not.
        uint32_t next = i + leaning.length;
        while (next + 1 < sentence.last && tokens[next].kind == TokenKind::punct) ++next;
        if (next >= sentence.last) return false;
        const auto behind = anaphora_.match(tokens, next);
        return behind && behind.entry->field(1) != "connective";
    }

    // A title belongs to the person close behind it and is no word of what is told.
    static bool person_next(const std::vector<Span>& persons, uint32_t offset) {
        constexpr uint32_t kTitleReach = 40;
        const auto next = std::lower_bound(persons.begin(), persons.end(), Span{offset, 0});
        return next != persons.end() && next->begin - offset <= kTitleReach;
    }

    // Names and times, whose words are not terms of their own.
    static std::vector<Span> mention_spans(const Unit& unit, const Document& document) {
        std::vector<Span> spans;
        for (const Entity& entity : document.mentions.entities) {
            auto at = std::lower_bound(entity.mentions.begin(), entity.mentions.end(), unit.span.begin,
                                       [](Span mention, uint32_t begin) { return mention.begin < begin; });
            for (; at != entity.mentions.end() && at->end <= unit.span.end; ++at) spans.push_back(*at);
        }
        for (const uint32_t i : overlapping(document.mentions.times, unit.span))
            spans.push_back(document.mentions.times[i].span);
        std::sort(spans.begin(), spans.end());
        return spans;
    }

    // "... diumumkan setelah X membuka blokade pada Maret 2021": a happening stands between the speech verb and the
    // date.
    static bool dates_what_happened(const Unit& unit, const Mentions& mentions, Span time) {
        uint32_t spoken = unit.span.begin;
        for (const uint32_t q : unit.quotes) {
            const Quote& quote = mentions.quotes[q];
            if (quote.cue_span && quote.cue_span->end <= time.begin) spoken = std::max(spoken, quote.cue_span->end);
            if (quote.span.end <= time.begin) spoken = std::max(spoken, quote.span.end);
        }
        return std::any_of(unit.events.begin(), unit.events.end(), [&](const EventWord& event) {
            return event.span.begin >= spoken && event.span.end <= time.begin &&
                   time.begin - event.span.end <= kDateReach;
        });
    }

    // Dates that belong to what the sentence tells. In reported speech a date outside of the reported words, or one
    // that ends the sentence behind a comma ("..., kata X, Senin (3/3)"), is the day of speaking.
    void times(Unit& unit, const Document& document) {
        const Mentions& mentions = document.mentions;
        const std::string_view page = document.article.page.text;
        for (const uint32_t i : overlapping(mentions.times, unit.span)) {
            const Time& time = mentions.times[i];
            unit.doubtful |= !time.issues.empty();
            if (time.type == TimeType::duration) {
                if (const auto days = duration_days(time.value); days && told(time.span))
                    add_term(unit, time.span.begin, "d:", fmt::format("{:.2g}", *days));
            }
            if (time.credit || (time.type != TimeType::date && time.type != TimeType::time)) continue;
            const auto range = day_range(time.value);
            if (!range) continue;
            bool reported = false;
            bool leading = false;
            for (const uint32_t q : unit.quotes) {
                reported |= mentions.quotes[q].span.overlaps(time.span);
                leading |= time.span.end <= mentions.quotes[q].span.begin;
            }
            bool speech = !unit.quotes.empty() && !reported && !dates_what_happened(unit, mentions, time.span);
            if (!unit.quotes.empty() && reported) {
                const std::string_view before = page.substr(unit.span.begin, time.span.begin - unit.span.begin);
                const std::string_view after = page.substr(time.span.end, unit.span.end - time.span.end);
                const bool comma = before.ends_with(", ");
                const bool last = after.find_first_not_of(".\"') ") == std::string_view::npos;
                speech = comma && last;
            }
            unit.times.push_back({i, time.span, *range, time.value, speech, leading});
            if (!speech) date_terms(unit, document, time, *range);
        }
    }

    // A day, and a time of day, single out a happening as a name does; so does another month or year than that of the
    // page, which a day of it names as well.
    void date_terms(Unit& unit, const Document& document, const Time& time, DayRange range) {
        const uint32_t offset = time.span.begin;
        const bool days = time.value.find('/') != std::string::npos;
        if (range.days() == 1 || days) add_term(unit, offset, "t:", iso_date(range.first));
        if (days) add_term(unit, offset, "t:", iso_date(range.last));
        if (const auto moment = parse_moment(time.value); moment && moment->minute)
            add_term(unit, offset, "t:", fmt::format("T{:02}:{:02}", *moment->minute / 60, *moment->minute % 60));
        const auto& published = document.article.published;
        const int year = year_of(range.last);
        const int month = month_of(range.last);
        if (!published || range.days() > kYearDays || year_of(range.first) != year) return;
        const bool other_year = year_of(published->when.day) != year;
        if (other_year) add_term(unit, offset, "t:", fmt::format("{}", year));
        if (month_of(range.first) == month && (other_year || month_of(published->when.day) != month))
            add_term(unit, offset, "t:", iso_month(year, month));
    }

    const CheckRules& rules_;
    const Lexicon& number_words_;
    const Lexicon& common_words_;
    const Lexicon& function_words_;
    const Lexicon& speech_verbs_;
    const Lexicon& plan_words_;
    const Lexicon& anaphora_;
    const Lexicon& claim_nouns_;
    const Lexicon& pointers_;
    const Lexicon& titles_;
    const Lexicon& negations_;
    std::string_view possessive_;  // "direktur utamanya": whose is said in the sentence before
    char decimal_mark_;
    char group_mark_;
    StoryUnits& all_;
    uint32_t first_ = 0;          // first token of the sentence in hand that is no dateline
    std::vector<Span> credits_;   // papers and agencies the sentence credits
    std::vector<Span> reported_;  // the words reported in it, when they are what it says
    std::string buffer_;
    std::string stemmed_;
};

}  // namespace

bool Unit::has_event(std::string_view type) const {
    return std::any_of(events.begin(), events.end(), [type](const EventWord& event) { return event.type == type; });
}

StoryUnits make_units(const Story& story, std::span<const Document> documents, const CheckModel& model) {
    StoryUnits all;
    std::map<const CheckRules*, UnitMaker> makers;
    for (const uint32_t document : story.documents) {
        const CheckRules& rules = model.rules_for(documents[document].article);
        UnitMaker& maker = makers.try_emplace(&rules, rules, all).first->second;
        all.of_document.push_back(maker.document(document, documents[document]));
    }
    weigh_terms(all);
    return all;
}

}  // namespace silang
