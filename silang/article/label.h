// Internal to the article stage: the labelling that read_article begins with.
#pragma once

#include <span>
#include <vector>

#include "silang/article/article.h"

namespace silang {

std::vector<Role> label_lines(const Page& page, const TokenizedText& tokens, const Language& language,
                              const RoleModel& model, std::span<const uint32_t> repeats);

}  // namespace silang
