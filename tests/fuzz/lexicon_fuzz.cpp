// Any bytes are a lexicon file or an error that names the file and says what is wrong: a contributor's slip is never a
// crash.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "silang/language/language.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static const std::filesystem::path folder = [] {
        std::string pattern = (std::filesystem::temp_directory_path() / "silang-lexicon-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) std::abort();
        return std::filesystem::path(pattern);
    }();
    std::ofstream(folder / "fuzz.tsv", std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<long>(size));
    const auto language = silang::Language::load(folder.string(), "xx");
    if (language) {
        for (const silang::LexiconEntry& entry : language.value().lexicon("fuzz").entries()) {
            if (entry.fields.empty() || entry.words.empty()) std::abort();
        }
    } else if (language.error().find("fuzz.tsv") == std::string::npos) {
        std::fprintf(stderr, "the error names no file: %s\n", language.error().c_str());
        std::abort();
    }
    return 0;
}
