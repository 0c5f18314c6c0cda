// Storylines: which earlier stories a story carries on. The raid and, three weeks later, the trial are two stories of
// one affair. Internal to the story stage.
#pragma once

#include <span>
#include <vector>

#include "silang/story/story.h"
#include "silang/story/stream.h"

namespace silang {

// Fills Story::storyline on both sides of each link. `pages`: by document.
void link_storylines(std::vector<Story>& stories, std::span<const StoryPage> pages,
                     std::span<const Document> documents);

}  // namespace silang
