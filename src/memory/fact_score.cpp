#include "memory/fact_score.hpp"

#include <algorithm>
#include <cmath>

#include <baton/core/error.hpp>

namespace baton::inline v0 {

double recency_of(const Fact& fact, const FactOptions& options, std::chrono::system_clock::time_point now) {
  const std::chrono::duration<double> age = now - fact.confirmed;
  const std::chrono::duration<double> half = options.half_life;
  // A clock that was set back makes nothing newer than new.
  return std::exp2(-std::max(0.0, age / half));
}

double retention_of(const Fact& fact, const FactOptions& options, std::chrono::system_clock::time_point now) {
  const double weights = options.recency_weight + options.importance_weight;
  if (weights <= 0.0) return 1.0;
  return (options.recency_weight * recency_of(fact, options, now) + options.importance_weight * fact.importance) /
         weights;
}

void check_fact_options(const FactOptions& options) {
  const auto in_range = [](double value, double most) { return value >= 0.0 && value <= most; };  // not NaN either
  if (!in_range(options.relevance_weight, 1e6) || !in_range(options.recency_weight, 1e6) ||
      !in_range(options.importance_weight, 1e6)) {
    throw Error(ErrorCode::invalid_argument, "the weights of FactOptions must be 0 to 1,000,000");
  }
  if (!in_range(options.same_above, 1.0) || !in_range(options.forget_below, 1.0)) {
    throw Error(ErrorCode::invalid_argument, "FactOptions::same_above and forget_below must be 0 to 1");
  }
  if (options.max_facts == 0 || options.half_life.count() <= 0 || !options.now) {
    throw Error(ErrorCode::invalid_argument,
                "FactOptions::max_facts and half_life must be above 0, and now must be a function");
  }
}

}  // namespace baton::inline v0
