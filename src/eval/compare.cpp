#include <baton/eval/report.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <tuple>
#include <utility>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

/// The scores of a metric for the questions that both have, the first's and the second's.
using Pairs = std::vector<std::pair<double, double>>;

std::map<std::string, Pairs> pairs_of(const EvalReport& first, const EvalReport& second) {
  std::map<std::string, const EvalRow*> by_id;
  for (const auto& row : first.rows) by_id[row.id] = &row;
  std::map<std::string, Pairs> pairs;
  for (const auto& row : second.rows) {
    const auto other = by_id.find(row.id);
    if (other == by_id.end()) continue;
    for (const auto& [metric, score] : row.scores) {
      const auto before = other->second->scores.find(metric);
      if (before != other->second->scores.end()) pairs[metric].emplace_back(before->second, score);
    }
  }
  return pairs;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// If both were equally good, each difference might as well have the other sign.
double randomisation_test(const std::vector<double>& differences, std::size_t samples, std::mt19937_64& random) {
  const double seen = std::abs(mean_of(differences));
  std::size_t as_large = 0;
  std::vector<double> flipped(differences.size());
  for (std::size_t sample = 0; sample < samples; ++sample) {
    for (std::size_t i = 0; i < differences.size(); ++i) flipped[i] = random() % 2 == 0 ? differences[i] : -differences[i];
    if (std::abs(mean_of(flipped)) >= seen - 1e-12) ++as_large;
  }
  return static_cast<double>(as_large + 1) / static_cast<double>(samples + 1);
}

std::pair<double, double> bootstrap_interval(const std::vector<double>& differences, std::size_t samples,
                                             std::mt19937_64& random) {
  std::vector<double> means;
  std::vector<double> drawn(differences.size());
  for (std::size_t sample = 0; sample < samples; ++sample) {
    for (double& one : drawn) one = differences[random() % differences.size()];
    means.push_back(mean_of(drawn));
  }
  std::sort(means.begin(), means.end());
  const auto at = [&](double share) { return means[static_cast<std::size_t>(share * static_cast<double>(means.size() - 1))]; };
  return {at(0.025), at(0.975)};
}

MetricComparison compare_metric(const std::string& metric, const Pairs& pairs, const CompareOptions& options) {
  MetricComparison out{.metric = metric, .questions = pairs.size()};
  std::vector<double> differences;
  for (const auto& [before, after] : pairs) {
    out.first += before;
    out.second += after;
    if (after > before) ++out.better;
    if (after < before) ++out.worse;
    differences.push_back(after - before);
  }
  out.first /= static_cast<double>(pairs.size());
  out.second /= static_cast<double>(pairs.size());
  std::mt19937_64 random(options.seed);
  out.p_value = randomisation_test(differences, options.samples, random);
  std::tie(out.low, out.high) = bootstrap_interval(differences, options.samples, random);
  return out;
}

}  // namespace

std::map<std::string, double> EvalReport::means() const {
  std::map<std::string, std::vector<double>> values;
  for (const auto& row : rows) {
    for (const auto& [metric, score] : row.scores) values[metric].push_back(score);
  }
  std::map<std::string, double> out;
  for (const auto& [metric, all] : values) out[metric] = mean_of(all);
  return out;
}

std::vector<MetricComparison> compare(const EvalReport& first, const EvalReport& second, const CompareOptions& options) {
  if (options.samples == 0) throw Error(ErrorCode::invalid_argument, "CompareOptions::samples must be 1 or more");
  std::vector<MetricComparison> out;
  for (const auto& [metric, pairs] : pairs_of(first, second)) out.push_back(compare_metric(metric, pairs, options));
  if (!out.empty()) return out;
  throw Error(ErrorCode::invalid_argument, "'" + first.name + "' and '" + second.name +
                                               "' have no question with a score in common: run both over the same data set");
}

}  // namespace baton::inline v0
