#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "silang/capture/capture.h"
#include "silang/eval/bio.h"
#include "silang/eval/eval.h"
#include "silang/eval/passages.h"

namespace silang {
namespace {

bool is_passages(const std::string& file) {
    return file.ends_with(".json");
}

// A folder may hold a licence, notes, and gold of other kinds beside what is read here.
bool may_be_gold(const std::string& file) {
    return is_passages(file) || file.ends_with(".bio") || file.ends_with(".conll") || file.ends_with(".txt");
}

EntityType type_of(NameTag tag) {
    constexpr std::array kTypes{EntityType::person, EntityType::organization, EntityType::place};
    return kTypes[(static_cast<size_t>(tag) - 1) / 2];
}

std::vector<GoldEntity> names_of(const BioSentence& sentence) {
    std::vector<GoldEntity> names;
    NameTag before = NameTag::outside;
    for (const BioWord& word : sentence.words) {
        const bool goes_on = continues_name(word.tag) && may_follow(before, word.tag);
        if (goes_on)
            names.back().span.end = word.span.end;
        else if (word.tag != NameTag::outside)  // an I- behind another kind begins a name, as conlleval has it
            names.push_back({word.span, type_of(word.tag)});
        before = word.tag;
    }
    return names;
}

// The file does not say what language it is in; all its sentences together tell.
const Language& language_of(const std::vector<BioSentence>& sentences, const Languages& languages) {
    std::string text;
    for (const BioSentence& sentence : sentences) text += sentence.text + '\n';
    return languages.rules_for(languages.identify(text));
}

void read_names(const std::string& file, std::string_view text, const Languages& languages, Gold& gold) {
    const auto sentences = read_bio(text);
    if (!sentences) {
        gold.problems.push_back(fmt::format("{}: {}", file, sentences.error()));
        return;
    }
    const Language& language = language_of(sentences.value(), languages);
    for (const BioSentence& sentence : sentences.value()) {
        GoldPassage& passage = gold.passages.emplace_back();
        passage.file = file;
        passage.id = fmt::format("line {}", sentence.line);
        passage.article = article_with_body(sentence.text, language);
        passage.article.language = language.tag();
        passage.entities = names_of(sentence);
    }
}

}  // namespace

Gold read_gold(const std::vector<std::string>& inputs, const Languages& languages) {
    Gold gold;
    for (const std::string& input : inputs) {
        std::error_code error;
        const bool folder = std::filesystem::is_directory(input, error);
        InputList list = list_inputs({input});
        for (const Rejection& rejection : list.rejections)
            gold.problems.push_back(fmt::format("{}: {}", rejection.path, rejection.reason));
        std::sort(list.files.begin(), list.files.end());
        for (const std::string& file : list.files) {
            if (folder && !may_be_gold(file)) continue;
            const auto capture = read_capture(file);
            if (!capture)
                gold.problems.push_back(fmt::format("{}: {}", file, capture.error()));
            else if (!is_passages(file))
                read_names(file, capture.value().bytes, languages, gold);
            else
                read_passages(file, capture.value().bytes, languages, gold);
        }
    }
    return gold;
}

}  // namespace silang
