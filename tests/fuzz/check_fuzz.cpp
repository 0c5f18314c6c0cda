// Any bytes are the pages of one story: whatever the pages are, the cross-check ends, and every span of what it says
// resolves. The last bytes are a recipe that deals the lines of the others out to the pages: in another order, cut off,
// or begun as one line and ended as another, so that the pages are much alike and nowhere the same.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "silang/base/digest.h"
#include "tests/fuzz/fuzz_engine.h"

namespace {

using namespace silang;

constexpr size_t kMostRecipe = 96;
constexpr size_t kMostPages = 4;
// What a page may hold however often its recipe takes a line.
constexpr size_t kMostLines = 200;
// Without a day of publication most rules are silent: pages begin with a title and one of these, hours or days apart.
constexpr std::array<std::string_view, kMostPages> kPublished = {"2024-06-18 08:10", "2024-06-18 19:45",
                                                                 "2024-06-20 06:30", "2024-07-01"};

// Zeros when nothing is left.
class Recipe {
public:
    explicit Recipe(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] bool empty() const { return bytes_.empty(); }
    size_t next(size_t below) {
        if (bytes_.empty() || below == 0) return 0;
        const auto byte = static_cast<unsigned char>(bytes_.front());
        bytes_.remove_prefix(1);
        return below > 256 ? byte * below / 256 : byte % below;
    }

private:
    std::string_view bytes_;
};

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string deal_page(const std::vector<std::string_view>& lines, Recipe& recipe, size_t steps) {
    std::string page;
    size_t at = 0;
    size_t taken = 0;
    const auto take = [&](std::string_view line) {
        if (++taken > kMostLines) return;
        page += line;
        page += '\n';
    };
    for (size_t step = 0; step < steps && !recipe.empty() && at < lines.size(); ++step) {
        const size_t what = recipe.next(8);
        const std::string_view line = lines[at];
        if (what <= 2) {  // as they stand
            for (size_t n = 1 + recipe.next(16); n > 0 && at < lines.size(); --n) take(lines[at++]);
        } else if (what == 3) {  // passed over
            at += 1 + recipe.next(8);
        } else if (what == 4) {  // from elsewhere
            at = recipe.next(lines.size());
        } else if (what == 5) {  // cut off
            take(line.substr(0, recipe.next(line.size() + 1)));
            ++at;
        } else if (what == 6) {  // begun as one, ended as another
            const std::string_view other = lines[recipe.next(lines.size())];
            std::string spliced(line.substr(0, recipe.next(line.size() + 1)));
            spliced += other.substr(recipe.next(other.size() + 1));
            take(spliced);
            ++at;
        } else {  // two in one
            take(std::string(line) + " " + std::string(lines[recipe.next(lines.size())]));
            ++at;
        }
    }
    while (at < lines.size()) take(lines[at++]);
    return page;
}

Document document_of(std::string text, size_t number) {
    Document document;
    Capture& capture = document.capture;
    capture.path = "fuzz-" + std::to_string(number) + ".txt";
    capture.media_type = "text/plain";
    capture.bytes = std::move(text);
    capture.byte_count = capture.bytes.size();
    capture.sha256 = sha256_hex(capture.bytes);
    return document;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    const size_t length = std::min(kMostRecipe, size / 4);
    Recipe recipe(text.substr(size - length));
    text.remove_suffix(length);
    const std::vector<std::string_view> lines = lines_of(text);

    std::vector<Document> documents;
    const size_t pages = 2 + recipe.next(kMostPages - 1);
    for (size_t i = 0; i < pages; ++i) {
        std::string dealt;
        if (recipe.next(4) != 0) dealt += std::string(kPublished[i]) + "\n";
        dealt += deal_page(lines, recipe, length / pages);
        Document document = document_of(std::move(dealt), i);
        auto page = read_page(document.capture);
        if (!page) continue;
        document.article =
            read_article(document.capture, page.take(), fuzz_engine().languages, fuzz_engine().roles, {});
        documents.push_back(std::move(document));
    }
    if (documents.empty()) return 0;
    const auto known = check_known_story(fuzz_engine(), std::move(documents));
    if (!known) {
        std::fprintf(stderr, "broken promise: %s\n", known.error().c_str());
        std::abort();
    }
    return 0;
}
