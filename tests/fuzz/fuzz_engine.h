// The engine that fuzz targets read pages with, loaded once.
#pragma once

#include <cstdio>
#include <cstdlib>

#include "silang/pipeline/pipeline.h"

namespace silang {

inline const Engine& fuzz_engine() {
    static const Engine loaded = [] {
        auto result = load_engine(SILANG_DATA_FOLDER);
        if (!result) {
            std::fprintf(stderr, "%s\n", result.error().c_str());
            std::abort();
        }
        return result.take();
    }();
    return loaded;
}

}  // namespace silang
