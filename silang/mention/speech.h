// What the finders of quotes and of attributions share: which tokens stand between quotation marks, what each word can
// be in a sentence that reports speech, and where the phrase that names a speaker begins and ends.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "silang/mention/mention.h"
#include "silang/mention/speech_rules.h"

namespace silang {

// Classes of data/languages/<tag>/phrase-words.tsv, and what the other lexicons add to them.
enum WordClass : uint64_t {
    kStop = 1ULL << 0,
    kJoin = 1ULL << 1,
    kAnd = 1ULL << 2,
    kBoth = 1ULL << 3,
    kSkip = 1ULL << 4,
    kManner = 1ULL << 5,
    kOpener = 1ULL << 6,
    kThat = 1ULL << 7,
    kBy = 1ULL << 8,
    kRelative = 1ULL << 9,
    kNot = 1ULL << 10,
    kModal = 1ULL << 11,
    kLink = 1ULL << 12,
    kAccusation = 1ULL << 13,
    kRebuttal = 1ULL << 14,
    kDocument = 1ULL << 15,
    kMedium = 1ULL << 16,
    kIndefinite = 1ULL << 17,
    kPerson = 1ULL << 18,
    kPress = 1ULL << 19,
    kDeterminer = 1ULL << 20,
    kNoun = 1ULL << 21,
    kTitle = 1ULL << 22,     // titles.tsv
    kTimeWord = 1ULL << 23,  // weekdays.tsv, relative-times.tsv
    kVerbLike = 1ULL << 24,  // begins like a verb and is no noun we know
    kPronoun = 1ULL << 25,   // pronouns.tsv
    kOfficial = 1ULL << 26,  // official-sources.tsv
    kClause = 1ULL << 27,    // opens a clause with a subject of its own ("setelah", "karena")
    kNaming = 1ULL << 28,    // before a title in quotation marks ("bertajuk")
    kBody = 1ULL << 29,      // a body that speaks ("lembaga")
    kArticle = 1ULL << 30,   // articles.tsv: opens a phrase and names nobody ("the")
    kOf = 1ULL << 31,        // joins whatever follows ("the head of the agency")
    kReporters = 1ULL << 32,
    kUnnamed = 1ULL << 33,     // "yang enggan disebut namanya"
    kTail = 1ULL << 34,        // where or to whom something was said, behind it ("saat ditemui")
    kMade = 1ULL << 35,        // a passive that tells whose a paper is ("yang diolah BMKG")
    kQuality = 1ULL << 36,     // between a paper and its owner ("laporan | sementara | BPBD")
    kNewsMedium = 1ULL << 37,  // a medium that reports, whatever its name reads like ("harian")
    kInformant = 1ULL << 38,   // "sumber"
};

// Where the speaker of a speech verb stands, and what may follow it: the third and fourth field of speech-verbs.tsv.
enum VerbTrait : uint32_t {
    kActive = 1u << 0,
    kBare = 1u << 1,
    kCarried = 1u << 2,
    kPassive = 1u << 3,
    kNeedsThat = 1u << 4,
    kNeedsAccusation = 1u << 5,
    kReportsNothing = 1u << 6,
    kNeedsMarks = 1u << 7,
    kTarget = 1u << 8,
    kContent = 1u << 9,
    kHearsay = 1u << 10,
    kTellsWhom = 1u << 11,
    kTrailing = 1u << 12,
    kParticiple = 1u << 13,
    kNeedsVerb = 1u << 14,
    kPointsBack = 1u << 15,
};

// The words between two quotation marks: tokens [first, last), the marks themselves left out.
struct Quoted {
    uint32_t first;
    uint32_t last;
    uint32_t outer_first;  // with the marks that are there
    uint32_t outer_last;
    uint32_t line;
    bool doubled;  // double marks; single ones are often scare quotes
    bool closed;
};

// A word of the body and what it can be. Made once a page, so that the rules only look up.
struct WordNote {
    const LexiconEntry* verb = nullptr;    // speech-verbs.tsv entry that begins here
    const LexiconEntry* cue = nullptr;     // source-cues.tsv
    const LexiconEntry* source = nullptr;  // news-sources.tsv
    uint32_t verb_traits = 0;
    uint64_t classes = 0;
    uint32_t entity = 0;  // index + 1 of the entity a mention of which covers the token
    uint8_t verb_length = 0;
    uint8_t cue_length = 0;
    uint8_t source_length = 0;
    uint8_t class_length = 1;  // tokens of the longest entry of phrase-words.tsv that begins here
    bool quoted = false;
};

// A verb of speech that a subject stands before.
inline bool acts(const WordNote& note) {
    return (note.verb_traits & (kActive | kPassive)) != 0;
}

// Farthest a speaker stands before the verb, in tokens: the bound keeps a page that is one endless sentence linear.
inline constexpr uint32_t kFarthestSubject = 90;

// A stretch of body text that reads as one sentence: what stands in a quotation does not end it.
struct Stretch {
    uint32_t first;
    uint32_t last;
    uint32_t line;
};

// The phrase that names a speaker or a source, as tokens [first, last).
struct Party {
    uint32_t first = 0;
    uint32_t last = 0;
    uint32_t phrase_first = 0;  // with title and apposition: where reading goes on behind it
    uint32_t phrase_last = 0;
    std::optional<uint32_t> entity;
    bool pronoun = false;   // stands for one named before
    bool pointing = false;  // "lembaga itu", "Bupati": stands for one named before, too
    bool definite = false;  // pointing by its article ("the ministry"), without a word behind it that points
    [[nodiscard]] bool found() const { return last > first; }
};

class Speech {
public:
    Speech(const Article& article, const SpeechRules& rules, std::span<const Entity> entities);

    [[nodiscard]] const std::vector<Quoted>& quoted() const { return quoted_; }
    [[nodiscard]] const std::vector<Stretch>& stretches() const { return stretches_; }
    [[nodiscard]] const WordNote& note(size_t token) const { return notes_[token]; }
    [[nodiscard]] const Token& token(size_t index) const { return article_.tokens.tokens[index]; }
    [[nodiscard]] bool is(size_t token, uint64_t classes) const { return (notes_[token].classes & classes) != 0; }
    // A speech verb with one of these traits begins at the token.
    [[nodiscard]] bool says(size_t token, uint32_t traits) const { return (notes_[token].verb_traits & traits) != 0; }
    // The token's one ASCII character when it is punctuation (folded: straight quotes and dashes), else 0.
    [[nodiscard]] char mark(size_t token) const;
    [[nodiscard]] bool capital(size_t token) const;
    // The token hangs on the word before it and says whose the next one is ("'s").
    [[nodiscard]] bool possessive(size_t token) const;
    // Behind the articles at `i`; an article that also opens an unnamed speaker ("a source") stays.
    [[nodiscard]] uint32_t behind_articles(uint32_t i, uint32_t limit) const;
    [[nodiscard]] bool title_case(uint32_t first,
                                  uint32_t last) const;  // every longer word has a capital: a name or a title
    [[nodiscard]] bool is_person(uint32_t entity) const { return entities_[entity].type == EntityType::person; }
    [[nodiscard]] const Entity& entity(uint32_t index) const { return entities_[index]; }
    [[nodiscard]] std::span<const Entity> entities() const { return entities_; }
    [[nodiscard]] Span span_of(uint32_t first, uint32_t last) const;
    [[nodiscard]] std::string text_of(uint32_t first, uint32_t last) const;
    [[nodiscard]] const Article& article() const { return article_; }
    [[nodiscard]] const Language& language() const { return rules_.language(); }
    [[nodiscard]] const SpeechRules& rules() const { return rules_; }

    // The speaker named from `at` on ("kata | juru bicara Kremlin, Dmitry Peskov, di ...").
    [[nodiscard]] Party party_after(uint32_t at, uint32_t limit) const;
    // The speaker named before the verb at `verb` in the sentence that begins at `begin`.
    [[nodiscard]] Party party_before(uint32_t begin, uint32_t verb) const;
    // The subject a sentence opens with, behind what may stand before it ("Namun, Budi | ...").
    [[nodiscard]] Party party_at_head(uint32_t begin, uint32_t limit) const;
    // End of the noun phrase that begins at `at`.
    [[nodiscard]] uint32_t phrase_end(uint32_t at, uint32_t limit) const;
    // From a whole phrase to the words that name: the person where there is one.
    [[nodiscard]] Party narrow(uint32_t first, uint32_t last) const;
    // A verb that may close a sentence but not open a clause ("reported"), behind a name that is no person's, office's
    // or force's: whoever reports is a medium.
    [[nodiscard]] bool reports_as_medium(const Party& party, uint32_t verb) const;
    [[nodiscard]] bool named(uint32_t first, uint32_t last) const;  // some entity is mentioned there
    [[nodiscard]] bool reads_as_name(uint32_t first, uint32_t last) const;
    [[nodiscard]] bool names_a_person(uint32_t first, uint32_t last) const;

private:
    struct Piece;  // what stands between two commas before a verb
    [[nodiscard]] Piece piece(uint32_t first, uint32_t last, bool before_verb) const;
    [[nodiscard]] Party embedded_subject(uint32_t first, uint32_t last) const;
    [[nodiscard]] uint32_t person_in(uint32_t first, uint32_t last) const;
    [[nodiscard]] uint32_t end_of_mention(uint32_t first, uint32_t last) const;
    [[nodiscard]] bool points_by_article(uint32_t first, uint32_t last) const;
    void annotate();
    void cut_into_stretches();

    const Article& article_;
    const SpeechRules& rules_;
    std::span<const Entity> entities_;
    std::vector<WordNote> notes_;
    std::vector<Quoted> quoted_;
    std::vector<Stretch> stretches_;
};

// Pairs of quotation marks in the body, by spacing first and by the mark itself second; over paragraphs where one is
// not closed; nested ones belong to the outer one.
std::vector<Quoted> pair_quotation_marks(const Article& article, const SpeechRules& rules);

// The finders on a page whose words have been noted: attributions mark the dates of credits in `times`.
std::vector<Attribution> find_attributions(const Speech& speech, std::vector<Time>& times);
std::vector<Quote> find_quotes(const Speech& speech, std::span<const Attribution> attributions);

}  // namespace silang
