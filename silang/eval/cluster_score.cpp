// Measures of two groupings. All of them are sums over the cells of the contingency table, which is sparse: a page is
// in one cell.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "silang/eval/clusters.h"

namespace silang {
namespace {

struct Cell {
    uint32_t gold;
    uint32_t found;
    double size;
};

struct Table {
    std::vector<double> gold_sizes;
    std::vector<double> found_sizes;
    std::vector<Cell> cells;
    double size = 0;
};

std::vector<uint32_t> renumbered(std::span<const uint32_t> labels, std::vector<double>& sizes) {
    std::map<uint32_t, uint32_t> number;
    std::vector<uint32_t> result;
    for (const uint32_t label : labels) {
        const auto [at, added] = number.try_emplace(label, static_cast<uint32_t>(number.size()));
        if (added) sizes.push_back(0);
        sizes[at->second] += 1;
        result.push_back(at->second);
    }
    return result;
}

Table contingency(std::span<const uint32_t> gold, std::span<const uint32_t> found) {
    Table table;
    const auto rows = renumbered(gold, table.gold_sizes);
    const auto columns = renumbered(found, table.found_sizes);
    std::map<std::pair<uint32_t, uint32_t>, double> cells;
    for (size_t i = 0; i < rows.size(); ++i) cells[{rows[i], columns[i]}] += 1;
    for (const auto& [place, size] : cells) table.cells.push_back({place.first, place.second, size});
    table.size = static_cast<double>(rows.size());
    return table;
}

double pairs_of(double size) {
    return size * (size - 1) / 2;
}

Score bcubed_of(const Table& table) {
    Score score;
    for (const Cell& cell : table.cells) {
        score.precision += cell.size * cell.size / table.found_sizes[cell.found];
        score.recall += cell.size * cell.size / table.gold_sizes[cell.gold];
    }
    return {score.precision / table.size, score.recall / table.size};
}

Score pairwise_of(const Table& table) {
    double right = 0;
    double gold = 0;
    double found = 0;
    for (const Cell& cell : table.cells) right += pairs_of(cell.size);
    for (const double size : table.gold_sizes) gold += pairs_of(size);
    for (const double size : table.found_sizes) found += pairs_of(size);
    return {found > 0 ? right / found : 1, gold > 0 ? right / gold : 1};
}

// The largest sum of a one-to-one matching (Kuhn and Munkres, by shortest augmenting paths). Rows at most as many as
// columns.
double best_matching(const std::vector<std::vector<double>>& value) {
    const size_t rows = value.size();
    const size_t columns = value.front().size();
    std::vector<double> row_price(rows + 1, 0);
    std::vector<double> column_price(columns + 1, 0);
    std::vector<size_t> row_of(columns + 1, 0);
    for (size_t row = 1; row <= rows; ++row) {
        std::vector<double> slack(columns + 1, std::numeric_limits<double>::infinity());
        std::vector<size_t> way(columns + 1, 0);
        std::vector<bool> used(columns + 1, false);
        size_t column = 0;
        row_of[0] = row;
        while (row_of[column] != 0) {
            used[column] = true;
            const size_t from = row_of[column];
            double step = std::numeric_limits<double>::infinity();
            size_t next = 0;
            for (size_t k = 1; k <= columns; ++k) {
                if (used[k]) continue;
                const double cost = -value[from - 1][k - 1] - row_price[from] - column_price[k];
                if (cost < slack[k]) slack[k] = cost, way[k] = column;
                if (slack[k] < step) step = slack[k], next = k;
            }
            for (size_t k = 0; k <= columns; ++k) {
                if (used[k])
                    row_price[row_of[k]] += step, column_price[k] -= step;
                else
                    slack[k] -= step;
            }
            column = next;
        }
        while (column != 0) {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    double sum = 0;
    for (size_t k = 1; k <= columns; ++k) {
        if (row_of[k] != 0) sum += value[row_of[k] - 1][k - 1];
    }
    return sum;
}

// Groups that share no page are never matched, so the table falls into parts that are matched each on its own.
double matched_overlap(const Table& table) {
    const size_t rows = table.gold_sizes.size();
    std::vector<uint32_t> parent(rows + table.found_sizes.size());
    std::iota(parent.begin(), parent.end(), 0u);
    const auto root = [&](size_t node) {
        while (parent[node] != node) node = parent[node] = parent[parent[node]];
        return static_cast<uint32_t>(node);
    };
    for (const Cell& cell : table.cells) parent[root(cell.gold)] = root(rows + cell.found);
    std::map<uint32_t, std::vector<const Cell*>> parts;
    for (const Cell& cell : table.cells) parts[root(cell.gold)].push_back(&cell);
    double sum = 0;
    for (const auto& [part, cells] : parts) {
        std::map<uint32_t, size_t> row_of;
        std::map<uint32_t, size_t> column_of;
        for (const Cell* cell : cells) {
            row_of.try_emplace(cell->gold, row_of.size());
            column_of.try_emplace(cell->found, column_of.size());
        }
        const bool turn = row_of.size() > column_of.size();
        std::vector<std::vector<double>> value(std::min(row_of.size(), column_of.size()),
                                               std::vector<double>(std::max(row_of.size(), column_of.size()), 0));
        for (const Cell* cell : cells) {
            const size_t row = row_of[cell->gold];
            const size_t column = column_of[cell->found];
            value[turn ? column : row][turn ? row : column] =
                2 * cell->size / (table.gold_sizes[cell->gold] + table.found_sizes[cell->found]);
        }
        sum += best_matching(value);
    }
    return sum;
}

Score ceaf_of(const Table& table) {
    const double overlap = matched_overlap(table);
    return {overlap / static_cast<double>(table.found_sizes.size()),
            overlap / static_cast<double>(table.gold_sizes.size())};
}

double entropy_of(const std::vector<double>& sizes, double all) {
    double entropy = 0;
    for (const double size : sizes) entropy -= size / all * std::log(size / all);
    return entropy;
}

std::map<double, double> counted(const std::vector<double>& sizes) {
    std::map<double, double> counts;
    for (const double size : sizes) counts[size] += 1;
    return counts;
}

// What two groupings of these sizes share when the pages are dealt out by chance (Vinh, Epps, Bailey 2010): a
// hypergeometric sum that depends on sizes only.
double expected_information(const Table& table) {
    const double all = table.size;
    double sum = 0;
    for (const auto& [a, times_a] : counted(table.gold_sizes)) {
        for (const auto& [b, times_b] : counted(table.found_sizes)) {
            for (double both = std::max(1.0, a + b - all); both <= std::min(a, b); both += 1) {
                const double chance = std::lgamma(a + 1) + std::lgamma(b + 1) + std::lgamma(all - a + 1) +
                                      std::lgamma(all - b + 1) - std::lgamma(all + 1) - std::lgamma(both + 1) -
                                      std::lgamma(a - both + 1) - std::lgamma(b - both + 1) -
                                      std::lgamma(all - a - b + both + 1);
                sum += times_a * times_b * both / all * std::log(all * both / (a * b)) * std::exp(chance);
            }
        }
    }
    return sum;
}

double ami_of(const Table& table) {
    // Both all in one, or all alone: the same grouping, of which nothing is left to chance.
    const bool same = table.cells.size() == table.gold_sizes.size() && table.cells.size() == table.found_sizes.size();
    if (same) return 1;
    double information = 0;
    for (const Cell& cell : table.cells) {
        information += cell.size / table.size *
                       std::log(cell.size * table.size / (table.gold_sizes[cell.gold] * table.found_sizes[cell.found]));
    }
    const double expected = expected_information(table);
    const double mean =
        (entropy_of(table.gold_sizes, table.size) + entropy_of(table.found_sizes, table.size)) / 2 - expected;
    return std::abs(mean) < 1e-12 ? 0 : (information - expected) / mean;
}

}  // namespace

ClusterScores score_clusters(std::span<const uint32_t> gold, std::span<const uint32_t> found) {
    ClusterScores scores;
    if (gold.empty()) return {0, {1, 1}, {1, 1}, {1, 1}, 1};
    const Table table = contingency(gold, found);
    scores.clusters = table.found_sizes.size();
    scores.bcubed = bcubed_of(table);
    scores.pairwise = pairwise_of(table);
    scores.ceaf = ceaf_of(table);
    scores.ami = ami_of(table);
    return scores;
}

IdChurn count_id_churn(std::span<const std::string> arrived, std::span<const std::string> now,
                       std::span<const std::vector<std::string>> aliases) {
    IdChurn churn;
    churn.pages = arrived.size();
    for (size_t i = 0; i < arrived.size(); ++i) {
        if (arrived[i] == now[i]) continue;
        ++churn.changed;
        if (std::find(aliases[i].begin(), aliases[i].end(), arrived[i]) == aliases[i].end()) ++churn.lost;
    }
    return churn;
}

}  // namespace silang
