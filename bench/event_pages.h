// Pages for the benchmark of the cross-check: many accounts of one event.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "silang/eval/stories.h"

namespace silang {

// A story of `count` pages, always the same ones, a dozen sentences each, drawn from the pages of the gold stories: a
// few facts are on nearly every page, most on few, as in the news. Each page puts them in its own order and words, some
// with a number or a name of its own.
GoldStory event_pages(const std::vector<GoldStory>& stories, uint32_t count);

}  // namespace silang
