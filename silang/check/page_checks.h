// What is wrong inside one page, one function a kind; page_checks.cpp puts them together. Internal to the stage.
#pragma once

#include <optional>
#include <vector>

#include "silang/check/parts.h"

namespace silang {

// Lengths of time that do not fit the dated happenings they are counted from, on the page or anywhere in the story.
void check_elapsed(const Scene& scene, std::vector<PageCheck>& checks);
// Ages and anniversaries that do not fit the birth or founding dated beside them.
void check_ages(const Scene& scene, std::vector<PageCheck>& checks);
// Parts that do not add up to the total given with them.
void check_totals(const Scene& scene, std::vector<PageCheck>& checks);
// A day after the page was published, told as a day that something was done on.
void check_future(const Scene& scene, std::vector<PageCheck>& checks);

}  // namespace silang
