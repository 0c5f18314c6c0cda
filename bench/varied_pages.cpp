#include "bench/varied_pages.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <random>
#include <string_view>

namespace silang {
namespace {

constexpr size_t kPagesOfEvent = 5;
// Of 100 words of a page, so many are others in each event, and so many more in each page but the event's last, a near
// copy.
constexpr uint32_t kWordsOfEvent = 45;
constexpr uint32_t kWordsOfPage = 25;
constexpr uint32_t kWordsOfCopy = 2;
constexpr size_t kShortestWord = 5;  // shorter ones are mostly function words, which hold the grammar together

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
bool is_lower(char c) {
    return std::islower(static_cast<unsigned char>(c)) != 0;
}
bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

uint32_t mix(uint64_t a, uint64_t b) {
    std::mt19937_64 random(a * 0x9E3779B97F4A7C15u + b);
    return static_cast<uint32_t>(random() >> 32);
}

uint64_t hash_of(std::string_view word) {
    uint64_t hash = 1469598103934665603u;
    for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash;
}

std::string invented_name(uint32_t seed) {
    constexpr std::array<std::string_view, 12> kSyllables = {"ba", "ka", "lo", "ri",  "mun", "ta",
                                                             "su", "ni", "wa", "gar", "pe",  "dan"};
    std::string name;
    for (uint32_t left = seed, i = 0; i < 3; ++i, left /= kSyllables.size())
        name += kSyllables[left % kSyllables.size()];
    name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    return name;
}

// Calls visit(word, is_word) for the runs of letters and for what stands between them, in order.
template <class Visit>
void for_each_run(std::string_view text, Visit visit) {
    for (size_t i = 0; i < text.size();) {
        size_t end = i + 1;
        while (end < text.size() && is_letter(text[end]) == is_letter(text[i])) ++end;
        visit(text.substr(i, end - i), is_letter(text[i]));
        i = end;
    }
}

std::vector<std::string> lower_words(const std::vector<std::string>& pages) {
    std::vector<std::string> words;
    for (const std::string& page : pages) {
        for_each_run(page, [&](std::string_view run, bool word) {
            if (word && run.size() >= kShortestWord && std::all_of(run.begin(), run.end(), is_lower))
                words.emplace_back(run);
        });
    }
    return words;  // with repetitions: common words stay common
}

// A name of two capitals in a row ("KPK") and the first word of a line stay; other capitalised words may be another
// name.
bool may_rename(std::string_view run, char before) {
    return run.size() >= kShortestWord && !is_lower(run[0]) && is_lower(run[1]) && before == ' ';
}

}  // namespace

std::vector<std::string> varied_pages(const std::vector<std::string>& originals, size_t count) {
    const std::vector<std::string> pool = lower_words(originals);
    std::vector<std::string> pages;
    pages.reserve(count);
    for (size_t i = 0; i < count; ++i) {
        const size_t event = i / kPagesOfEvent;
        const size_t of_event = i % kPagesOfEvent;
        const bool copy = of_event + 1 == kPagesOfEvent;
        // The last page of an event starts from the same original as the one before it.
        const std::string& original = originals[(event + (copy ? of_event - 1 : of_event)) % originals.size()];
        const uint64_t page_seed = copy ? i - 1 : i;
        std::string page;
        uint64_t place = 0;
        for_each_run(original, [&](std::string_view run, bool word) {
            ++place;
            if (!word) {
                for (const char c : run) {
                    page += is_digit(c) && mix(page_seed * 31 + event, page.size()) % 4 == 0
                                ? static_cast<char>('1' + mix(page_seed, page.size()) % 2)
                                : c;
                }
                return;
            }
            const char before = page.empty() ? '\n' : page.back();
            if (may_rename(run, before) && mix(event, hash_of(run)) % 2 == 0) {
                page += invented_name(mix(event + 1, hash_of(run)));
                return;
            }
            const bool plain = run.size() >= kShortestWord && std::all_of(run.begin(), run.end(), is_lower);
            if (plain && mix(event * 7 + 1, hash_of(run)) % 100 < kWordsOfEvent) {
                page += pool[mix(event * 7 + 2, hash_of(run)) % pool.size()];
            } else if (plain && mix(page_seed * 13 + 3, place) % 100 < kWordsOfPage) {
                page += pool[mix(page_seed * 13 + 4, place) % pool.size()];
            } else if (plain && copy && mix(i * 17 + 5, place) % 100 < kWordsOfCopy) {
                page += pool[mix(i * 17 + 6, place) % pool.size()];
            } else {
                page += run;
            }
        });
        pages.push_back(std::move(page));
    }
    return pages;
}

}  // namespace silang
