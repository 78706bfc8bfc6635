#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// What became of one question.
struct EvalRow {
  std::string id{};
  std::string question{};
  std::string answer{};              ///< empty when only retrieval was measured
  std::vector<std::string> found{};  ///< sources, best first
  std::map<std::string, double> scores{};  ///< by metric, from 0 to 1; those that could not be had are missing
  std::vector<std::string> notes{};  ///< what counted against it, and what failed
};

/// What a run over a data set gave.
struct EvalReport {
  std::string name{};  ///< of the configuration that was measured
  std::vector<EvalRow> rows{};

  /// The mean of each metric over the rows that have it.
  [[nodiscard]] BATON_EXPORT std::map<std::string, double> means() const;
};

/// How two configurations differ in a metric, over the questions that both have a score for.
struct MetricComparison {
  std::string metric{};
  std::size_t questions = 0;
  std::size_t better = 0;  ///< questions at which the second did better
  std::size_t worse = 0;
  double first = 0;   ///< the mean of the first
  double second = 0;
  double low = 0;   ///< 95 % interval of the mean difference second - first, by bootstrap
  double high = 0;
  /// How often chance alone would give a difference as large: two-sided paired randomisation test.
  double p_value = 1;
};

struct CompareOptions {
  std::size_t samples = 10'000;
  std::uint64_t seed = 1;  ///< equal seeds give equal results
};

/// Compares metric by metric. Throws `invalid_argument` when no question has a score in both.
///
/// Source: Smucker, Allan, Carterette, A comparison of statistical significance tests for information retrieval
/// evaluation, CIKM 2007.
[[nodiscard]] BATON_EXPORT std::vector<MetricComparison> compare(const EvalReport& first, const EvalReport& second,
                                                                 const CompareOptions& options = {});

/// One page with the means, the distributions and the questions that went worst, and a comparison with the
/// first of the reports when there are several. It stands alone: no script, nothing is loaded. All text is escaped.
[[nodiscard]] BATON_EXPORT std::string html_report(std::span<const EvalReport> reports);

}  // namespace baton::inline v0
