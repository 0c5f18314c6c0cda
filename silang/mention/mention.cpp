#include "silang/mention/mention.h"

#include <algorithm>

#include "silang/mention/entity_model.h"
#include "silang/mention/speech.h"

namespace silang {

std::string_view entity_type_name(EntityType type) {
    switch (type) {
        case EntityType::person:
            return "person";
        case EntityType::organization:
            return "organization";
        case EntityType::place:
            return "place";
        case EntityType::event:
            return "event";
        case EntityType::other:
            return "other";
    }
    return "other";
}

std::string_view time_type_name(TimeType type) {
    switch (type) {
        case TimeType::date:
            return "DATE";
        case TimeType::time:
            return "TIME";
        case TimeType::duration:
            return "DURATION";
        case TimeType::set:
            return "SET";
    }
    return "DATE";
}

std::string_view time_issue_name(TimeIssue issue) {
    switch (issue) {
        case TimeIssue::weekday_mismatch:
            return "weekday-mismatch";
        case TimeIssue::impossible_date:
            return "impossible-date";
        case TimeIssue::elapsed_mismatch:
            return "elapsed-mismatch";
        case TimeIssue::future_as_past:
            return "future-as-past";
    }
    return "impossible-date";
}

std::string_view stance_name(Stance stance) {
    switch (stance) {
        case Stance::says:
            return "says";
        case Stance::claims:
            return "claims";
        case Stance::denies:
            return "denies";
        case Stance::confirms:
            return "confirms";
        case Stance::accuses:
            return "accuses";
        case Stance::hedges:
            return "hedges";
        case Stance::asks:
            return "asks";
        case Stance::plans:
            return "plans";
    }
    return "says";
}

std::vector<uint32_t> Mentions::entities_in(Span span) const {
    // (first mention inside the span, entity): mentions are in page order, so each entity is one binary search.
    std::vector<std::pair<Span, uint32_t>> found;
    for (uint32_t index = 0; index < entities.size(); ++index) {
        const std::vector<Span>& mentions = entities[index].mentions;
        auto first = std::lower_bound(mentions.begin(), mentions.end(), span.begin,
                                      [](Span mention, uint32_t begin) { return mention.begin < begin; });
        if (first != mentions.end() && first->end <= span.end) found.emplace_back(*first, index);
    }
    std::sort(found.begin(), found.end());
    std::vector<uint32_t> result;
    result.reserve(found.size());
    for (const auto& [mention, index] : found) result.push_back(index);
    return result;
}

Result<MentionModels> load_mention_models(const Language& language) {
    Result<EntityModel> model = EntityModel::load(language);
    if (!model) return Error{model.error()};
    return MentionModels{std::make_shared<const EntityModel>(model.take()),
                         std::make_shared<const SpeechRules>(language)};
}

Mentions find_mentions(const Article& article, const Language& language, const MentionModels& models) {
    Mentions mentions;
    mentions.entities = find_entities(article, language, models.entities.get());
    mentions.times = find_times(article, language);
    mentions.quantities = find_quantities(article, language, mentions.times);
    const Speech speech(article, *models.speech, mentions.entities);
    mentions.attributions = find_attributions(speech, mentions.times);
    mentions.quotes = find_quotes(speech, mentions.attributions);
    complete_attributions(article, language, mentions.entities, mentions.quotes, mentions.attributions);
    return mentions;
}

std::vector<Attribution> find_attributions(const Article& article, const Language& language,
                                           std::span<const Entity> entities, std::vector<Time>& times) {
    const SpeechRules rules(language);
    return find_attributions(Speech(article, rules, entities), times);
}

std::vector<Quote> find_quotes(const Article& article, const Language& language, std::span<const Entity> entities,
                               std::span<const Attribution> attributions) {
    const SpeechRules rules(language);
    return find_quotes(Speech(article, rules, entities), attributions);
}

}  // namespace silang
