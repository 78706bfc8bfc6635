#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/index/filter.hpp>
#include <baton/index/vector_index.hpp>

#include "store_impl.hpp"

namespace baton::inline v0 {

/// Which chunks a search looks at: those of one namespace ("" for what `index_folder` wrote) that a filter lets
/// through.
struct SearchScope {
  std::string_view space;
  const Filter* filter;
};

/// Ids and cosines of the chunks nearest to `query`, best first: from the index, or from their rows when the scope has
/// only few.
[[nodiscard]] std::vector<VectorMatch> nearest(sqlite::Database& database, LiveVectors& vectors,
                                               std::span<const float> query, std::size_t top, SearchScope scope,
                                               const Context& context);

struct WordMatch {
  std::int64_t id = 0;
  double score = 0.0;  ///< BM25
};
/// The chunks that hold words of `text`, best first. `languages` are those of the store.
[[nodiscard]] std::vector<WordMatch> worded(sqlite::Database& database, const std::vector<std::string>& languages, std::string_view text,
                                            std::size_t top, SearchScope scope);

}  // namespace baton::inline v0
