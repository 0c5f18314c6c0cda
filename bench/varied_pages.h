// Pages for the benchmark: the example pages, made into many different ones.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace silang {

// `count` pages in the state a scraper leaves them, always the same ones. Real news comes in events that a few pages
// report, some of them copies: pages of one event share their names, a part of their sentences and little else with
// other events.
std::vector<std::string> varied_pages(const std::vector<std::string>& originals, size_t count);

}  // namespace silang
