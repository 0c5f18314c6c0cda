// Names labelled word by word: "token … tag" a line, fields apart by tab or space, a blank line between sentences; tags
// in BIO with PER or PERSON, ORG or ORGANISATION, LOC or PLACE. The gold of public data sets, for training and for
// scoring.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "silang/base/types.h"
#include "silang/mention/entity_model.h"

namespace silang {

struct BioWord {
    Span span;  // in the sentence's text
    NameTag tag;
};

struct BioSentence {
    uint32_t line;     // of its first word, from 1
    std::string text;  // the words with a space between them: the sets do not keep what stood there
    std::vector<BioWord> words;
};

// The error names the line: "line 3: …".
Result<std::vector<BioSentence>> read_bio(std::string_view text);

}  // namespace silang
