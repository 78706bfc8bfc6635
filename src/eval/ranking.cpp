#include <baton/eval/ranking.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

double discount(std::size_t rank) { return 1.0 / std::log2(static_cast<double>(rank) + 1.0); }

using Grades = std::map<std::string_view, double>;

Grades grades_of(std::span<const Relevant> relevant) {
  Grades grades;
  for (const auto& each : relevant) {
    if (each.grade > 0) grades[each.source] = std::max(grades[each.source], each.grade);
  }
  return grades;
}

double ideal_gain(const Grades& grades, std::size_t k) {
  std::vector<double> best;
  for (const auto& [source, grade] : grades) best.push_back(grade);
  std::sort(best.begin(), best.end(), std::greater<>());
  double gain = 0;
  for (std::size_t rank = 1; rank <= std::min(k, best.size()); ++rank) gain += best[rank - 1] * discount(rank);
  return gain;
}

}  // namespace

RankingScores score_ranking(std::span<const std::string> sources, std::span<const Relevant> relevant, std::size_t k) {
  if (k == 0) throw Error(ErrorCode::invalid_argument, "a ranking is scored by its first k, and k was 0");
  const Grades grades = grades_of(relevant);
  RankingScores scores;
  if (grades.empty()) return scores;
  std::set<std::string_view> seen;
  double hits = 0;
  for (const auto& source : sources) {
    if (seen.size() == k) break;
    if (!seen.insert(source).second) continue;
    const auto grade = grades.find(source);
    if (grade == grades.end()) continue;
    const auto rank = static_cast<double>(seen.size());
    hits += 1;
    if (scores.reciprocal_rank == 0) scores.reciprocal_rank = 1 / rank;
    scores.average_precision += hits / rank;
    scores.ndcg += grade->second * discount(seen.size());
  }
  scores.recall = hits / static_cast<double>(grades.size());
  scores.precision = hits / static_cast<double>(k);
  scores.average_precision /= static_cast<double>(grades.size());
  scores.ndcg /= ideal_gain(grades, k);
  return scores;
}

}  // namespace baton::inline v0
