// Times of an article: read sentence by sentence (times_reader.cpp and its two halves), then placed in the calendar
// together (times_resolve.cpp), because one date often tells what another leaves out.
#include "silang/mention/time_expression.h"

namespace silang {

std::vector<Time> find_times(const Article& article, const Language& language) {
    TimeReader reader(article, language);
    std::vector<TimeExpression> expressions;
    for (uint32_t sentence = 0; sentence < article.tokens.sentences.size(); ++sentence) {
        if (is_told(article.role_of_line(article.tokens.sentences[sentence].line)))
            reader.read_sentence(sentence, expressions);
    }
    return resolve_times(article, expressions);
}

}  // namespace silang
