#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/document/document.hpp>
#include <baton/index/filter.hpp>

namespace baton::inline v0 {

/// What is searched for.
struct Query {
  std::string text;
  std::size_t top = 8;  ///< how many chunks at most
  /// What the metadata of each chunk must fit; every retriever of this library keeps to it. One of surroundings finds by
  /// it, and then adds neighbours without asking it again.
  Filter filter = {};
};

/// Finds the chunks that fit a query, best first. Every composition of retrievers is one itself.
/// Immutable and thread-safe.
class BATON_EXPORT Retriever {
 public:
  virtual ~Retriever();
  [[nodiscard]] virtual Task<std::vector<ScoredChunk>> retrieve(Query query, Context context) const = 0;
};

}  // namespace baton::inline v0
