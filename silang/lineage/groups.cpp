// Groups of duplicates, for who wants to keep one page of each.
#include <algorithm>
#include <map>

#include "silang/lineage/body.h"
#include "silang/lineage/lineage.h"

namespace silang {

std::vector<DuplicateGroup> duplicate_groups(std::span<const Document> documents, const Lineage& lineage, Keep keep) {
    std::map<uint32_t, DuplicateGroup> by_original;
    for (uint32_t i = 0; i < documents.size(); ++i) {
        DuplicateGroup& group = by_original[lineage.representative[i]];
        group.original = lineage.representative[i];
        group.documents.push_back(i);
    }
    const auto by_path = [&](uint32_t a, uint32_t b) { return documents[a].capture.path < documents[b].capture.path; };
    std::vector<DuplicateGroup> groups;
    for (auto& [original, group] : by_original) {
        std::sort(group.documents.begin(), group.documents.end(), by_path);
        const Body original_body = read_body(documents[original]);
        size_t longest = original_body.words.size();
        group.kept = keep == Keep::first ? group.documents.front() : original;
        for (const uint32_t document : group.documents) {
            if (document == original) {
                group.similarity.push_back(1);
                continue;
            }
            const Body body = read_body(documents[document]);
            const bool same = body.digest == original_body.digest;
            group.similarity.push_back(same ? 1 : overlap_of(original_body.shingles, body.shingles).jaccard);
            // The original is kept before others of its length.
            if (keep == Keep::longest && body.words.size() > longest) {
                longest = body.words.size();
                group.kept = document;
            }
        }
        groups.push_back(std::move(group));
    }
    std::sort(groups.begin(), groups.end(),
              [&](const DuplicateGroup& a, const DuplicateGroup& b) { return by_path(a.kept, b.kept); });
    return groups;
}

}  // namespace silang
