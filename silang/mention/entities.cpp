// Entities of one page: the names of names.h grouped by whom they name.
//
//   "Presiden Rusia Vladimir Putin ... Putin ... Kim Jong Il ... Kim"
//   full names of people first, then each short one goes to the person it can be a part of: the one the page spoke of
//   last among those it speaks of most. All else is grouped by canonical name: the gazetteer's, or the long form in
//   brackets.
#include <algorithm>
#include <map>
#include <set>

#include "silang/base/digest.h"
#include "silang/mention/names.h"

namespace silang {

namespace {

constexpr double kOftenNamed =
    0.34;  // of the mentions of the most named: below that a person is passed over for a short name

std::vector<std::string> words_of(const std::string& key) {
    std::vector<std::string> words;
    for (size_t begin = 0; begin < key.size();) {
        size_t end = std::min(key.find(' ', begin), key.size());
        words.push_back(key.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

// Every word of the short name stands in the long one, in that order; "T" or "T." stands for a word that begins with
// it.
bool is_part_of(const std::vector<std::string>& short_name, const std::vector<std::string>& long_name) {
    size_t at = 0;
    for (const std::string& word : long_name) {
        if (at == short_name.size()) break;
        const std::string& wanted = short_name[at];
        if (word == wanted || (at > 0 && wanted.size() == 1 && word.starts_with(wanted))) ++at;
    }
    return at == short_name.size();
}

struct Group {
    EntityType type;
    std::string name;      // canonical so far
    bool settled = false;  // by the gazetteer
    std::vector<std::string> words;
    std::vector<size_t> members;  // indices into names
};

class Grouper {
public:
    Grouper(const NamePage& page, std::span<const NameMention> names, const ShortForms& short_forms)
        : page_(page), names_(names), short_forms_(short_forms) {
        keys_.reserve(names.size());
        for (const NameMention& name : names) keys_.push_back(entity_key(page, name.first, name.last));
        group_of_.assign(names.size(), 0);
    }

    std::vector<Entity> run() {
        group_full_people();
        group_short_people();
        group_others();
        join_shortened();
        return entities();
    }

private:
    size_t add_group(EntityType type, std::string name, bool settled, const std::string& key) {
        groups_.push_back({type, std::move(name), settled, words_of(key), {}});
        return groups_.size() - 1;
    }

    void assign(size_t name, size_t group) {
        group_of_[name] = group;
        groups_[group].members.push_back(name);
    }

    [[nodiscard]] bool is_person(size_t name) const { return names_[name].type == EntityType::person; }
    [[nodiscard]] bool is_full(size_t name) const { return keys_[name].find(' ') != std::string::npos; }

    // The name as a person would write it: the page's own letters, shouting undone.
    [[nodiscard]] std::string written(size_t name) const {
        std::string text = clean_spaces(page_.words(names_[name].first, names_[name].last));
        bool shouted = is_person(name);
        for (uint32_t at = names_[name].first; at < names_[name].last; ++at) {
            shouted = shouted &&
                      (page_.token(at).letter_case == LetterCase::upper || page_.token(at).kind != TokenKind::word);
        }
        return shouted && names_[name].last - names_[name].first > 1 ? title_case(text) : text;
    }

    void group_full_people() {
        std::vector<std::string> full;
        std::unordered_map<std::string, size_t> sample;  // of each key, its first name
        for (size_t k = 0; k < names_.size(); ++k) {
            if (is_person(k) && is_full(k) && sample.try_emplace(keys_[k], k).second) full.push_back(keys_[k]);
        }
        std::stable_sort(full.begin(), full.end(), [](const std::string& a, const std::string& b) {
            return std::count(a.begin(), a.end(), ' ') > std::count(b.begin(), b.end(), ' ');
        });
        for (const std::string& key : full) {
            const NameMention& name = names_[sample[key]];
            std::string canonical = name.known != nullptr ? canonical_of(page_, *name.known) : std::string();
            size_t group = groups_.size();
            std::vector<std::string> words = words_of(key);
            if (name.known != nullptr) {
                auto known = people_known_.find(entity_key(canonical));
                if (known != people_known_.end()) group = known->second;
            }
            if (group == groups_.size()) {
                // "Anies Baswedan" is the one longer "Anies Rasyid Baswedan" of the page.
                size_t fits = 0;
                for (size_t candidate : people_with(words[0])) {
                    if (!is_part_of(words, groups_[candidate].words)) continue;
                    ++fits;
                    group = candidate;
                }
                if (fits != 1) group = groups_.size();
            }
            if (group == groups_.size()) {
                add_group(EntityType::person, name.known != nullptr ? canonical : written(sample[key]),
                          name.known != nullptr, key);
                for (const std::string& word : words) people_by_word_[word].push_back(group);
            } else if (name.known != nullptr && !groups_[group].settled) {
                groups_[group].name = canonical;
                groups_[group].settled = true;
            }
            people_by_key_[key] = group;
            if (name.known != nullptr) people_known_.try_emplace(entity_key(canonical), group);
        }
        for (size_t k = 0; k < names_.size(); ++k) {
            if (is_person(k) && is_full(k)) full_mentions_.emplace_back(k, people_by_key_[keys_[k]]);
        }
    }

    [[nodiscard]] std::vector<size_t> people_with(const std::string& word) const {
        auto found = people_by_word_.find(word);
        return found == people_by_word_.end() ? std::vector<size_t>() : found->second;
    }

    // In page order, so that "the one spoken of last" is known at each short name. The headline comes last: it speaks
    // of those the body speaks of.
    void group_short_people() {
        std::vector<size_t> order;
        for (size_t k = 0; k < names_.size(); ++k) {
            if (is_person(k)) order.push_back(k);
        }
        std::stable_partition(order.begin(), order.end(), [&](size_t k) { return !in_headline(k); });
        std::vector<uint32_t> total(groups_.size(), 0);
        for (const auto& [name, group] : full_mentions_) ++total[group];
        last_named_.assign(groups_.size(), -1);
        int64_t clock = 0;
        std::unordered_map<std::string, size_t> alone;  // short names that fit nobody
        for (size_t k : order) {
            size_t group = groups_.size();
            if (is_full(k)) {
                group = people_by_key_[keys_[k]];
            } else {
                group = person_of_short(k, total);
                if (group == groups_.size()) {
                    auto [place, fresh] = alone.try_emplace(keys_[k], groups_.size());
                    group = place->second;
                    if (fresh) {
                        const LexiconEntry* known = names_[k].known;
                        add_group(EntityType::person, known != nullptr ? canonical_of(page_, *known) : written(k),
                                  known != nullptr, keys_[k]);
                        total.push_back(0);
                        last_named_.push_back(-1);
                        if (known != nullptr) people_known_.try_emplace(entity_key(canonical_of(page_, *known)), group);
                    }
                }
            }
            assign(k, group);
            last_named_[group] = ++clock;
        }
    }

    [[nodiscard]] bool in_headline(size_t k) const {
        return page_.article.role_of_line(page_.token(names_[k].first).line) == Role::title;
    }

    size_t person_of_short(size_t k, const std::vector<uint32_t>& total) const {
        const LexiconEntry* known = names_[k].known;
        std::string key = keys_[k];
        if (auto form = short_forms_.find(key); form != short_forms_.end()) {
            auto person = people_by_key_.find(form->second.long_key);
            if (person != people_by_key_.end()) return person->second;
        }
        std::vector<size_t> candidates = people_with(key);
        if (known != nullptr) {
            auto person = people_known_.find(entity_key(canonical_of(page_, *known)));
            if (person != people_known_.end()) return person->second;
            // "Prabowo" on a page that only names a "Listyo Sigit Prabowo" in full: the gazetteer's Prabowo is called
            // by his first name, this one is not.
            std::string first = words_of(entity_key(canonical_of(page_, *known)))[0];
            std::erase_if(candidates, [&](size_t group) { return first == key && groups_[group].words[0] != key; });
        }
        std::sort(candidates.begin(), candidates.end());
        candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
        uint32_t most = 0;
        for (size_t group : candidates) most = std::max(most, total[group]);
        size_t best = groups_.size();
        for (size_t group : candidates) {
            if (total[group] < kOftenNamed * most) continue;
            if (best == groups_.size() || last_named_[group] > last_named_[best]) best = group;
        }
        return best;
    }

    // The canonical name of what is no person, with whether the gazetteer settles it.
    struct Canonical {
        std::string key;
        std::string name;
        bool settled;
    };
    Canonical canonical(size_t k) const {
        const NameMention& name = names_[k];
        if (name.known != nullptr)
            return {entity_key(canonical_of(page_, *name.known)), canonical_of(page_, *name.known), true};
        std::string key = keys_[k];
        if (auto form = short_forms_.find(key); form != short_forms_.end())
            return follow(form->second.long_key, form->second.long_name);
        auto tokens = std::span(page_.text.tokens).subspan(name.first, name.last - name.first);
        if (Lexicon::Match cue = page_.cues.match(tokens, 0); cue && cue.length < tokens.size()) {
            uint32_t rest = name.first + cue.length;
            if (cue.entry->field(2) == "area") {
                Lexicon::Match place = page_.gazetteer.match(tokens, cue.length);
                if (place && cue.length + place.length == tokens.size() && place.entry->field(1) == "place") {
                    return {entity_key(canonical_of(page_, *place.entry)), canonical_of(page_, *place.entry), true};
                }
                // "Kabupaten Rimba Jati" on a page that also says "Rimba Jati".
                std::string bare = entity_key(page_, rest, name.last);
                if (place_keys_.contains(bare)) return {bare, clean_spaces(page_.words(rest, name.last)), true};
            }
            if (cue.entry->field(2) == "form") {
                std::string bare = entity_key(page_, rest, name.last);
                if (auto form = short_forms_.find(bare); form != short_forms_.end()) {
                    return follow(form->second.long_key, form->second.long_name);
                }
                return follow(key, written(k));
            }
        }
        return follow(key, written(k));
    }

    // A long form may be known to the gazetteer, or be written with and without its legal form.
    Canonical follow(const std::string& key, const std::string& name) const {
        auto known = known_keys_.find(key);
        if (known != known_keys_.end()) return {entity_key(known->second), known->second, true};
        auto bare = bare_keys_.find(key);
        return {bare == bare_keys_.end() ? key : bare->second, name, false};
    }

    void group_others() {
        for (size_t k = 0; k < names_.size(); ++k) {
            if (is_person(k)) continue;
            if (names_[k].type == EntityType::place) place_keys_.insert(keys_[k]);
            if (names_[k].known != nullptr) known_keys_.try_emplace(keys_[k], canonical_of(page_, *names_[k].known));
            auto tokens = std::span(page_.text.tokens).subspan(names_[k].first, names_[k].last - names_[k].first);
            if (Lexicon::Match cue = page_.cues.match(tokens, 0);
                cue && cue.entry->field(2) == "form" && cue.length < tokens.size()) {
                bare_keys_.try_emplace(entity_key(page_, names_[k].first + cue.length, names_[k].last), keys_[k]);
            }
        }
        std::map<std::pair<EntityType, std::string>, size_t> groups;
        for (size_t k = 0; k < names_.size(); ++k) {
            if (is_person(k)) continue;
            Canonical named = canonical(k);
            auto [place, fresh] = groups.try_emplace({names_[k].type, named.key}, groups_.size());
            if (fresh) add_group(names_[k].type, named.name, named.settled, named.key);
            Group& group = groups_[place->second];
            if (!group.settled && named.settled) {
                group.name = named.name;
                group.settled = true;
            }
            assign(k, place->second);
        }
        for (size_t k = 0; k < names_.size(); ++k) {
            std::string_view government = party_of(page_, names_[k]);
            if (government.empty()) continue;
            std::string name(government);
            auto [place, fresh] = groups.try_emplace({EntityType::place, entity_key(name)}, groups_.size());
            if (fresh) add_group(EntityType::place, name, true, entity_key(name));
            parties_.emplace_back(k, place->second);
        }
    }

    // "Laskar Muria" and "Laskar Muria United": a name of an organization that only one longer one begins with.
    void join_shortened() {
        std::unordered_map<std::string, std::vector<size_t>> by_word;
        for (size_t g = 0; g < groups_.size(); ++g) {
            if (groups_[g].type != EntityType::organization) continue;
            std::set<std::string> distinct(groups_[g].words.begin(), groups_[g].words.end());
            for (const std::string& word : distinct) by_word[word].push_back(g);
        }
        for (size_t g = 0; g < groups_.size(); ++g) {
            Group& group = groups_[g];
            if (group.type != EntityType::organization || group.settled || group.words.empty()) continue;
            // One word may be any of the longer name's ("Sriwedari"), two and more must begin it.
            bool one = group.words.size() == 1;
            const std::vector<size_t>& near = by_word[group.words[0]];
            if (near.size() > 64) continue;
            size_t longer = g;
            size_t fits = 0;
            for (size_t other : near) {
                const Group& candidate = groups_[other];
                if (other == g || candidate.members.empty() || candidate.words.size() <= group.words.size()) continue;
                if (one ? candidate.settled || names_[candidate.members[0]].cued
                        : !std::equal(group.words.begin(), group.words.end(), candidate.words.begin())) {
                    continue;
                }
                ++fits;
                longer = other;
            }
            if (fits != 1) continue;
            for (size_t k : group.members) assign(k, longer);
            group.members.clear();
        }
    }

    std::vector<Entity> entities() {
        std::vector<std::set<Span>> spans(groups_.size());
        for (size_t g = 0; g < groups_.size(); ++g) {
            for (size_t k : groups_[g].members) spans[g].insert(page_.span(names_[k].first, names_[k].last));
        }
        for (const auto& [k, group] : parties_) spans[group].insert(page_.span(names_[k].first, names_[k].last));
        std::vector<size_t> order;
        for (size_t g = 0; g < groups_.size(); ++g) {
            if (!spans[g].empty()) order.push_back(g);
        }
        std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
            return std::pair(*spans[a].begin(), a) < std::pair(*spans[b].begin(), b);
        });
        std::vector<Entity> result;
        std::map<std::string, size_t> by_id;
        for (size_t g : order) {
            Group& group = groups_[g];
            std::sort(group.members.begin(), group.members.end());
            Entity entity{
                entity_id(name_of(group)), group.type, name_of(group), {spans[g].begin(), spans[g].end()}, {}};
            if (group.type == EntityType::person) {
                for (size_t k : group.members) add_roles(page_, names_, k, entity.roles);
            }
            auto [place, fresh] = by_id.try_emplace(entity.id, result.size());
            if (!fresh) {
                Entity& other = result[place->second];
                if (other.type == entity.type) {
                    other.mentions.insert(other.mentions.end(), entity.mentions.begin(), entity.mentions.end());
                    std::sort(other.mentions.begin(), other.mentions.end());
                    other.mentions.erase(std::unique(other.mentions.begin(), other.mentions.end()),
                                         other.mentions.end());
                    continue;
                }
                entity.id += '-';
                entity.id += entity_type_name(entity.type);
            }
            result.push_back(std::move(entity));
        }
        return result;
    }

    static std::string entity_id(const std::string& name) {
        std::string id = slug(name);
        return id.empty() ? sha256_hex(name).substr(0, 12) : id;  // a name without one Latin letter
    }

    [[nodiscard]] std::string name_of(const Group& group) const {
        if (group.settled || group.members.empty()) return group.name;
        // The longest way the page writes it that is not shouted.
        std::string best;
        for (size_t k : group.members) {
            if (in_headline(k)) continue;
            std::string name = written(k);
            if (words_of(entity_key(name)).size() > words_of(entity_key(best)).size()) best = name;
        }
        if (words_of(entity_key(group.name)).size() > words_of(entity_key(best)).size() &&
            !in_headline(group.members[0])) {
            best = group.name;  // a short form's expansion that stands for itself elsewhere
        }
        return best.empty() ? group.name : best;
    }

    const NamePage& page_;
    std::span<const NameMention> names_;
    const ShortForms& short_forms_;
    std::vector<std::string> keys_;
    std::vector<size_t> group_of_;
    std::vector<Group> groups_;
    std::unordered_map<std::string, size_t> people_by_key_;
    std::unordered_map<std::string, size_t> people_known_;  // by canonical key
    std::unordered_map<std::string, std::vector<size_t>> people_by_word_;
    std::vector<std::pair<size_t, size_t>> full_mentions_;
    std::vector<int64_t> last_named_;
    std::unordered_map<std::string, std::string> known_keys_;  // key on this page -> canonical name
    std::unordered_map<std::string, std::string> bare_keys_;   // key without legal form -> key with it
    std::set<std::string> place_keys_;
    std::vector<std::pair<size_t, size_t>> parties_;  // (name, group of the government)
};

}  // namespace

std::vector<Entity> find_entities(const Article& article, const Language& language, const EntityModel* model) {
    NamePage page(article, language);
    std::vector<NameMention> names = find_names(page, model);
    ShortForms short_forms = harvest_short_forms(page, names);
    reconsider_names(page, names, short_forms);
    return Grouper(page, names, short_forms).run();
}

}  // namespace silang
