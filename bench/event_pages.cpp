#include "bench/event_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <random>
#include <string_view>

namespace silang {
namespace {

constexpr size_t kSentences = 12;
constexpr size_t kShortestSentence = 40;  // bytes
// Of 100 long words of a sentence so many are other ones on each page: nobody takes passages over.
constexpr uint32_t kWordsOfPage = 25;
// So many of 100 sentences give other digits, or other names, than the rest.
constexpr uint32_t kOtherNumbers = 20;
constexpr uint32_t kOtherNames = 15;
constexpr size_t kShortestWord = 5;  // shorter ones are mostly function words, which hold the grammar together
constexpr uint32_t kMinutesBetween = 7;

using Random = std::mt19937;

bool of_hundred(Random& random, uint32_t share) {
    return random() % 100 < share;
}

bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
bool is_upper(char c) {
    return std::isupper(static_cast<unsigned char>(c)) != 0;
}
bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

std::vector<std::string> sentences_of(const std::vector<GoldStory>& stories) {
    std::vector<std::string> sentences;
    for (const GoldStory& story : stories) {
        for (const GoldStoryPage& page : story.pages) {
            for (const std::string& paragraph : page.text) {
                size_t begin = 0;
                while (begin < paragraph.size()) {
                    size_t end = paragraph.find(". ", begin);
                    end = end == std::string::npos ? paragraph.size() : end + 1;
                    if (end - begin >= kShortestSentence) sentences.push_back(paragraph.substr(begin, end - begin));
                    begin = std::min(end + 1, paragraph.size());
                }
            }
        }
    }
    return sentences;
}

// Long lower-case words with repetitions: common words stay common.
std::vector<std::string> words_of(const std::vector<std::string>& sentences) {
    std::vector<std::string> words;
    for (const std::string& sentence : sentences) {
        for (size_t begin = 0; begin < sentence.size();) {
            size_t end = begin;
            while (end < sentence.size() && is_letter(sentence[end])) ++end;
            if (end - begin >= kShortestWord && !is_upper(sentence[begin]))
                words.push_back(sentence.substr(begin, end - begin));
            begin = end + 1;
        }
    }
    return words;
}

std::string retold(std::string_view sentence, const std::vector<std::string>& pool, Random& random) {
    const bool other_numbers = of_hundred(random, kOtherNumbers);
    const bool other_names = of_hundred(random, kOtherNames);
    std::string told;
    for (size_t begin = 0; begin < sentence.size();) {
        size_t end = begin + 1;
        while (end < sentence.size() && is_letter(sentence[begin]) && is_letter(sentence[end])) ++end;
        const std::string_view run = sentence.substr(begin, end - begin);
        const bool word = is_letter(run[0]) && run.size() >= kShortestWord;
        if (is_digit(run[0]) && other_numbers && of_hundred(random, 30)) {
            told += static_cast<char>('1' + random() % 2);
        } else if (word && is_upper(run[0]) && begin > 0 && other_names && of_hundred(random, 50)) {
            told += run;
            std::reverse(told.end() - static_cast<std::ptrdiff_t>(run.size()) + 1, told.end());
        } else if (word && !is_upper(run[0]) && of_hundred(random, kWordsOfPage)) {
            told += pool[random() % pool.size()];
        } else {
            told += run;
        }
        begin = end;
    }
    return told;
}

}  // namespace

GoldStory event_pages(const std::vector<GoldStory>& stories, uint32_t count) {
    std::vector<std::string> sentences = sentences_of(stories);
    const std::vector<std::string> pool = words_of(sentences);
    Random random(20240618);
    std::shuffle(sentences.begin(), sentences.end(), random);
    GoldStory made;
    made.id = fmt::format("event-{}", count);
    made.language = stories.front().language;
    for (uint32_t i = 0; i < count; ++i) {
        GoldStoryPage page;
        page.name = fmt::format("page-{:04}", i);
        page.outlet = fmt::format("outlet {:04}", i);
        const uint32_t minute = i * kMinutesBetween;
        page.published =
            fmt::format("2025-01-{:02}T{:02}:{:02}+07:00", 20 + minute / 1440, minute / 60 % 24, minute % 60);
        page.title = sentences.front();
        std::vector<size_t> chosen;
        while (chosen.size() < std::min(kSentences, sentences.size())) {
            // Log-uniform: the first fact is on most pages, the last one on few.
            const double u = static_cast<double>(random()) / static_cast<double>(Random::max());
            const auto fact = static_cast<size_t>(std::pow(static_cast<double>(sentences.size()), u)) - 1;
            if (fact < sentences.size() && std::find(chosen.begin(), chosen.end(), fact) == chosen.end())
                chosen.push_back(fact);
        }
        for (const size_t fact : chosen) page.text.push_back(retold(sentences[fact], pool, random));
        made.pages.push_back(std::move(page));
    }
    return made;
}

}  // namespace silang
