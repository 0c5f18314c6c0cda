// Pairs are scored as a desk would use them: two pages are found to be one text when they are in one group or when an
// edge says so.
#include "silang/eval/pairs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "silang/base/json.h"
#include "silang/capture/capture.h"

namespace silang {
namespace {

constexpr double kWantedJaccard = 0.7;
// Shorter bodies are duplicates only when they are equal: one changed word of a few is another piece of news.
constexpr uint32_t kShortWords = 50;
constexpr uint32_t kPassageWords = 40;
constexpr double kPassageFound = 0.8;  // of its words, on either side
constexpr double kPassageRight = 0.9;  // of the words of what was found that stand in passages of the truth
// A page is chained when it is in the group of a page that it is not near to. Near as lineage has it, less what a line
// too many or too few in the body may change.
constexpr double kNearJaccard = 0.35;
constexpr double kNearContainment = 0.7;

// The members of one object. What is missing is noted once, by its line.
class Fields {
public:
    Fields(const JsonValue& value, std::string& problem) : value_(value), problem_(problem) {}

    [[nodiscard]] double number(std::string_view name) const {
        const JsonValue* member = value_.find(name);
        if (member != nullptr && member->number() != nullptr) return *member->number();
        note(name, "a number");
        return 0;
    }
    [[nodiscard]] std::string text(std::string_view name) const {
        const JsonValue* member = value_.find(name);
        if (member != nullptr && member->text() != nullptr) return *member->text();
        note(name, "a string");
        return {};
    }
    [[nodiscard]] const JsonValue::List& list(std::string_view name) const {
        static const JsonValue::List kNone;
        const JsonValue* member = value_.find(name);
        if (member != nullptr && member->list() != nullptr) return *member->list();
        note(name, "a list");
        return kNone;
    }

private:
    void note(std::string_view name, std::string_view kind) const {
        if (problem_.empty()) problem_ = fmt::format("line {}: \"{}\" must be {}", value_.line, name, kind);
    }

    const JsonValue& value_;
    std::string& problem_;
};

std::optional<PairRelation> relation_of(std::string_view name) {
    if (name == "copy") return PairRelation::copy;
    if (name == "form") return PairRelation::form;
    if (name == "chance") return PairRelation::chance;
    return std::nullopt;
}

template <size_t Count>
std::optional<std::array<uint32_t, Count>> numbers_of(const JsonValue& value) {
    const JsonValue::List* list = value.list();
    if (list == nullptr || list->size() != Count) return std::nullopt;
    std::array<uint32_t, Count> numbers{};
    for (size_t i = 0; i < Count; ++i) {
        const double* number = (*list)[i].number();
        if (number == nullptr || *number < 0 || *number > kMaxCaptureBytes) return std::nullopt;
        numbers[i] = static_cast<uint32_t>(*number);
    }
    return numbers;
}

struct Found {
    const Copy* edge;
    bool turned;  // the edge leads from b to a
};

// Calls visit(span) for the words of the body in `span`: what stands between its lines does not count.
template <class Visit>
void for_each_word(const Article& article, Span span, Visit visit) {
    for (size_t i = article.tokens.token_at(span.begin); i < article.tokens.tokens.size(); ++i) {
        const Token& token = article.tokens.tokens[i];
        if (token.span.begin >= span.end) break;
        if (token.kind != TokenKind::punct && article.role_of_line(token.line) == Role::body) visit(token.span);
    }
}

size_t body_words(const Article& article, Span span) {
    size_t words = 0;
    for_each_word(article, span, [&](Span) { ++words; });
    return words;
}

bool covers(const Article& article, Span span, const std::vector<Span>& by, double share) {
    size_t words = 0;
    size_t covered = 0;
    for_each_word(article, span, [&](Span word) {
        ++words;
        covered += std::any_of(by.begin(), by.end(), [&](Span part) { return part.contains(word); }) ? 1 : 0;
    });
    return static_cast<double>(covered) >= share * static_cast<double>(words);
}

class Scorer {
public:
    Scorer(const PairGold& gold, std::span<const Document> documents, const Lineage& lineage,
           std::vector<uint32_t> document_of)
        : gold_(gold), documents_(documents), lineage_(lineage), document_of_(std::move(document_of)) {
        for (const GoldPair& pair : gold.pairs) pair_of_[ordered(pair.a, pair.b)] = &pair;
        for (uint32_t file = 0; file < document_of_.size(); ++file) file_of_[document_of_[file]] = file;
        for (const Copy& copy : lineage.copies) {
            const uint32_t from = file_of_.at(copy.from);
            const uint32_t to = file_of_.at(copy.to);
            edges_[ordered(from, to)] = {&copy, from > to};
        }
    }

    ScoreSheet score() {
        result_.pages = gold_.files.size();
        near_pairs();
        groups();
        passages();
        directions();
        return std::move(result_);
    }

private:
    using Key = std::pair<uint32_t, uint32_t>;
    static Key ordered(uint32_t a, uint32_t b) { return {std::min(a, b), std::max(a, b)}; }

    [[nodiscard]] const Article& article_of(uint32_t file) const { return documents_[document_of_[file]].article; }
    [[nodiscard]] uint32_t group_of(uint32_t file) const { return lineage_.representative[document_of_[file]]; }
    [[nodiscard]] const GoldPair* pair_of(Key key) const {
        const auto found = pair_of_.find(key);
        return found == pair_of_.end() ? nullptr : found->second;
    }
    [[nodiscard]] bool one_text(Key key) const {
        if (group_of(key.first) == group_of(key.second)) return true;
        const auto edge = edges_.find(key);
        return edge != edges_.end() && edge->second.edge->kind != CopyKind::passage;
    }
    void miss(std::string_view kind, Key key, std::string what) {
        result_.misses.push_back({std::string(kind), gold_.files[key.first], gold_.files[key.second], std::move(what)});
    }
    void row(std::string_view kind, std::string_view measure, Count count, bool share) {
        result_.rows.push_back({std::string(kind), std::string(measure), count, share});
    }

    // Copies with other words on a third of the page and more need not be found, and are no mistake when they are.
    void near_pairs() {
        Count count;
        for (uint32_t a = 0; a < gold_.files.size(); ++a) {
            for (uint32_t b = a + 1; b < gold_.files.size(); ++b) {
                const GoldPair* pair = pair_of({a, b});
                const bool found = one_text({a, b});
                const bool copy = pair != nullptr && pair->relation == PairRelation::copy;
                const bool short_other =
                    pair != nullptr && std::min(gold_.words[a], gold_.words[b]) < kShortWords && pair->jaccard < 1;
                const bool wanted = copy && pair->jaccard >= kWantedJaccard && !short_other;
                count.gold += wanted ? 1 : 0;
                count.right += wanted && found ? 1 : 0;
                if (wanted && !found) miss("pairs", {a, b}, fmt::format("missed, Jaccard {}", pair->jaccard));
                if (!found || (copy && !wanted && !short_other)) continue;
                ++count.found;
                if (!wanted) miss("pairs", {a, b}, short_other ? "short and not equal" : copy ? "?" : "no copy");
            }
        }
        row("pairs", "near", count, false);
    }

    void groups() {
        Count count;  // right: near to the page that speaks for the group
        for (uint32_t file = 0; file < gold_.files.size(); ++file) {
            const uint32_t first = file_of_.at(group_of(file));
            if (first == file) continue;
            ++count.gold;
            const GoldPair* pair = pair_of(ordered(first, file));
            const bool near =
                pair != nullptr && (pair->jaccard >= kNearJaccard || pair->containment >= kNearContainment);
            count.right += near ? 1 : 0;
            if (!near) miss("groups", ordered(first, file), "chained");
        }
        count.found = count.gold;
        row("groups", "unchained", count, true);
    }

    // A pair is looked at when it can have an edge of its own: groups speak through their first page.
    [[nodiscard]] bool is_edge(const GoldPair& pair) const {
        const uint32_t a = document_of_[pair.a];
        const uint32_t b = document_of_[pair.b];
        const bool a_first = lineage_.representative[a] == a;
        const bool b_first = lineage_.representative[b] == b;
        return (a_first && b_first) || lineage_.representative[a] == b || lineage_.representative[b] == a;
    }

    void passages() {
        Count count;
        size_t missed = 0;
        for (const GoldPair& pair : gold_.pairs) {
            if (pair.relation != PairRelation::copy || !is_edge(pair)) continue;
            const auto edge = edges_.find(ordered(pair.a, pair.b));
            std::vector<Span> in_a;
            std::vector<Span> in_b;
            if (edge != edges_.end()) {
                const bool turned = edge->second.turned != (pair.a > pair.b);
                for (const auto& [from, to] : edge->second.edge->passages) {
                    in_a.push_back(turned ? to : from);
                    in_b.push_back(turned ? from : to);
                }
            }
            for (const GoldPassagePair& passage : pair.passages) {
                if (passage.words < kPassageWords || !passage.dense) continue;
                ++count.gold;
                if (covers(article_of(pair.a), passage.a, in_a, kPassageFound) &&
                    covers(article_of(pair.b), passage.b, in_b, kPassageFound))
                    continue;
                ++missed;
                miss("passages", {pair.a, pair.b},
                     fmt::format("missed, {} words at {}", passage.words, passage.a.begin));
            }
        }
        size_t wrong = 0;
        for (const auto& [key, found] : edges_) {
            const GoldPair* pair = pair_of(key);
            std::vector<Span> in_a;
            std::vector<Span> in_b;
            if (pair != nullptr && pair->relation == PairRelation::copy) {
                for (const GoldPassagePair& passage : pair->passages) {
                    const bool turned = pair->a > pair->b;
                    in_a.push_back(turned ? passage.b : passage.a);
                    in_b.push_back(turned ? passage.a : passage.b);
                }
            }
            for (const auto& [from, to] : found.edge->passages) {
                const size_t words = body_words(documents_[found.edge->from].article, from);
                if (words < kPassageWords) continue;
                ++count.found;
                if (covers(article_of(key.first), found.turned ? to : from, in_a, kPassageRight) &&
                    covers(article_of(key.second), found.turned ? from : to, in_b, kPassageRight))
                    continue;
                ++wrong;
                miss("passages", key, fmt::format("too much, {} words at {}", words, from.begin));
            }
        }
        row("passages", "found", {count.gold, count.gold, count.gold - missed}, true);
        row("passages", "right", {count.found, count.found, count.found - wrong}, true);
    }

    void directions() {
        std::map<std::string, Count> by_clue;
        Count clue;
        Count none;
        Count credit;
        for (const auto& [key, found] : edges_) {
            const GoldPair* pair = pair_of(key);
            if (pair == nullptr || !pair->has_direction) continue;
            const Copy& edge = *found.edge;
            const bool right =
                pair->first ? edge.direction_known && file_of_.at(edge.from) == *pair->first : !edge.direction_known;
            for (Count* count : {pair->first ? &clue : &none, pair->first ? &by_clue[pair->clue] : nullptr}) {
                if (count == nullptr) continue;
                ++count->gold;
                ++count->found;
                count->right += right ? 1 : 0;
            }
            if (!right)
                miss("direction", key, fmt::format("{}: {}", pair->clue.empty() ? "none" : pair->clue, edge.reason));
            if (!right || !pair->credited) continue;
            ++credit.gold;
            ++credit.found;
            if (edge.uncredited != *pair->credited)
                ++credit.right;
            else
                miss("credit", key, *pair->credited ? "credit not seen" : "credit seen where there is none");
        }
        row("direction", "known", clue, true);
        for (const auto& [name, count] : by_clue) row("direction", name, count, true);
        row("direction", "unknown", none, true);
        row("credit", "uncredited", credit, true);
    }

    const PairGold& gold_;
    std::span<const Document> documents_;
    const Lineage& lineage_;
    std::vector<uint32_t> document_of_;
    std::map<uint32_t, uint32_t> file_of_;
    std::map<Key, const GoldPair*> pair_of_;
    std::map<Key, Found> edges_;
    ScoreSheet result_;
};

std::string_view file_name(std::string_view path) {
    const size_t slash = path.find_last_of('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

Result<PairGold> read_pair_gold(std::string_view json) {
    const auto parsed = parse_json(json);
    if (!parsed) return Error{parsed.error()};
    PairGold gold;
    std::string problem;
    std::map<std::string, uint32_t, std::less<>> index;
    const Fields record(parsed.value(), problem);
    for (const JsonValue& value : record.list("pages")) {
        const Fields page(value, problem);
        index.emplace(page.text("file"), static_cast<uint32_t>(gold.files.size()));
        gold.files.push_back(page.text("file"));
        gold.words.push_back(static_cast<uint32_t>(page.number("words")));
        std::vector<Span>& lines = gold.body.emplace_back();
        for (const JsonValue& line : page.list("body")) {
            const auto numbers = numbers_of<2>(line);
            if (numbers)
                lines.push_back({(*numbers)[0], (*numbers)[1]});
            else if (problem.empty())
                problem = fmt::format("line {}: a line of the body is [begin, end]", line.line);
        }
    }
    for (const JsonValue& value : record.list("pairs")) {
        const Fields fields(value, problem);
        const auto a = index.find(fields.text("a"));
        const auto b = index.find(fields.text("b"));
        const auto relation = relation_of(fields.text("relation"));
        GoldPair pair{};
        pair.jaccard = fields.number("jaccard");
        pair.containment = fields.number("containment");
        for (const JsonValue& passage : fields.list("passages")) {
            const auto numbers = numbers_of<6>(passage);
            if (!numbers && problem.empty())
                problem = fmt::format("line {}: a passage is [begin, end, begin, end, words, dense]", passage.line);
            if (!numbers) continue;
            const auto& [a_begin, a_end, b_begin, b_end, words, dense] = *numbers;
            pair.passages.push_back({{a_begin, a_end}, {b_begin, b_end}, words, dense != 0});
        }
        if (!problem.empty()) return Error{problem};
        if (a == index.end() || b == index.end() || !relation)
            return Error{
                fmt::format("line {}: \"a\" and \"b\" must be pages, \"relation\" copy, form or chance", value.line)};
        pair.a = a->second;
        pair.b = b->second;
        pair.relation = *relation;
        const JsonValue* first = value.find("first");
        pair.has_direction = first != nullptr;
        if (first != nullptr && first->text() != nullptr) {
            pair.first = *first->text() == gold.files[pair.a] ? pair.a : pair.b;
            pair.clue = fields.text("clue");
        }
        if (const JsonValue* credited = value.find("credited"); credited != nullptr && credited->truth() != nullptr)
            pair.credited = *credited->truth();
        gold.pairs.push_back(std::move(pair));
    }
    if (!problem.empty()) return Error{problem};
    return gold;
}

void give_body(const std::vector<Span>& lines, Article& article) {
    for (Block& block : article.blocks) {
        const bool body =
            std::any_of(lines.begin(), lines.end(), [&](const Span& line) { return line.overlaps(block.span); });
        if (body)
            block.role = Role::body;
        else if (block.role == Role::body)
            block.role = Role::promo;
    }
}

Result<ScoreSheet> score_pairs(const PairGold& gold, std::span<const Document> documents, const Lineage& lineage) {
    std::map<std::string_view, uint32_t> by_name;
    for (uint32_t i = 0; i < documents.size(); ++i) by_name.emplace(file_name(documents[i].capture.path), i);
    std::vector<uint32_t> document_of;
    for (const std::string& file : gold.files) {
        const auto found = by_name.find(file);
        if (found == by_name.end()) return Error{fmt::format("page '{}' of the truth is not there", file)};
        document_of.push_back(found->second);
    }
    if (by_name.size() != gold.files.size()) return Error{"there are pages that the truth does not name"};
    return Scorer(gold, documents, lineage, std::move(document_of)).score();
}

}  // namespace silang
