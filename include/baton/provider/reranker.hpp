#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {

/// One reranked text: its place in the input, and its relevance (higher is better).
struct Ranked {
  std::size_t index = 0;
  double score = 0.0;
};

/// Scores texts against a query with a model that reads both. Immutable and thread-safe.
class BATON_EXPORT Reranker {
 public:
  virtual ~Reranker();
  [[nodiscard]] virtual std::string name() const = 0;
  /// The best `top` texts, best first.
  [[nodiscard]] virtual Task<std::vector<Ranked>> rerank(std::string query,
                                                         std::vector<std::string> texts,
                                                         std::size_t top, Context context) const = 0;
};

}  // namespace baton::inline v0
