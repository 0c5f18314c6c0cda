#include "silang/mention/speech_rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "silang/mention/speech.h"

namespace silang {
namespace {

constexpr std::array<std::pair<std::string_view, uint64_t>, 34> kClassNames{{
    {"stop", kStop},
    {"join", kJoin},
    {"and", kAnd},
    {"both", kBoth},
    {"skip", kSkip},
    {"manner", kManner},
    {"opener", kOpener},
    {"that", kThat},
    {"by", kBy},
    {"relative", kRelative},
    {"not", kNot},
    {"modal", kModal},
    {"link", kLink},
    {"accusation", kAccusation},
    {"rebuttal", kRebuttal},
    {"document", kDocument},
    {"medium", kMedium},
    {"indefinite", kIndefinite},
    {"person", kPerson},
    {"press", kPress},
    {"determiner", kDeterminer},
    {"noun", kNoun},
    {"clause", kClause},
    {"naming", kNaming},
    {"body", kBody},
    {"of", kOf},
    {"verb", kVerbLike},
    {"reporters", kReporters},
    {"unnamed", kUnnamed},
    {"tail", kTail},
    {"made", kMade},
    {"quality", kQuality},
    {"news", kNewsMedium},
    {"informant", kInformant},
}};

constexpr std::array<std::pair<std::string_view, uint32_t>, 16> kTraitNames{{
    {"active", kActive},
    {"bare", kBare},
    {"nya", kCarried},
    {"passive", kPassive},
    {"clause", kNeedsThat},
    {"accusation", kNeedsAccusation},
    {"none", kReportsNothing},
    {"marks", kNeedsMarks},
    {"target", kTarget},
    {"content", kContent},
    {"hearsay", kHearsay},
    {"whom", kTellsWhom},
    {"trailing", kTrailing},
    {"participle", kParticiple},
    {"telling", kNeedsVerb},
    {"points", kPointsBack},
}};

// The bits of names separated by spaces.
template <typename Bits, size_t kCount>
Bits bits_of(std::string_view names, const std::array<std::pair<std::string_view, Bits>, kCount>& known) {
    Bits bits = 0;
    while (!names.empty()) {
        const size_t space = std::min(names.find(' '), names.size());
        for (const auto& [name, bit] : known) {
            if (names.substr(0, space) == name) bits |= bit;
        }
        names.remove_prefix(std::min(space + 1, names.size()));
    }
    return bits;
}

}  // namespace

SpeechRules::SpeechRules(const Language& language)
    : phrase_words(&language.lexicon("phrase-words")),
      verbs(&language.lexicon("speech-verbs")),
      cues(&language.lexicon("source-cues")),
      sources(&language.lexicon("news-sources")),
      titles(&language.lexicon("titles")),
      pronouns(&language.lexicon("pronouns")),
      officials(&language.lexicon("official-sources")),
      weekdays(&language.lexicon("weekdays")),
      noun_exceptions(&language.lexicon("noun-exceptions")),
      verb_prefixes(&language.lexicon("verb-prefixes")),
      verb_endings(&language.lexicon("verb-endings")),
      articles(&language.lexicon("articles")),
      speaker_nouns(&language.lexicon("speaker-nouns")),
      language_(&language) {
    for (const LexiconEntry& entry : phrase_words->entries()) classes_.push_back(bits_of(entry.field(1), kClassNames));
    for (const LexiconEntry& verb : verbs->entries()) {
        traits_.push_back(bits_of(verb.field(2), kTraitNames) | bits_of(verb.field(3), kTraitNames));
    }
    for (uint32_t noun = 0; noun < speaker_nouns->entries().size(); ++noun) {
        std::string_view words = speaker_nouns->entries()[noun].field(1);
        while (!words.empty()) {
            const size_t space = std::min(words.find(' '), words.size());
            if (space > 0) nouns_for_[std::string(words.substr(0, space))].push_back(noun);
            words.remove_prefix(std::min(space + 1, words.size()));
        }
    }
}

}  // namespace silang
