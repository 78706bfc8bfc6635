#pragma once

#include <memory>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/secret.hpp>
#include <baton/core/task.hpp>
#include <baton/index/vector_store.hpp>

namespace baton::inline v0 {

struct ChromaOptions {
  std::string url = "http://127.0.0.1:8000";
  std::string collection{};  ///< 3 to 512 letters, digits, '.', '_' and '-'; made when it is missing
  std::string tenant = "default_tenant";
  std::string database = "default_database";
  Secret token{};            ///< sent as `x-chroma-token`, when there is one
};

/// Keeps records in a collection of a Chroma server, by its HTTP API v2.
///
/// A filter is not put to the server, whose metadata are flat: the metadata of the namespace are read in pages of
/// 1,000, the oracle `matches` chooses, and the search is restricted to the ids it chose. So a filter means what it
/// means everywhere, and costs time with the size of the namespace. There is no search by words (`unsupported`).
/// Records go in 1,000 at a time: when the server fails in between, the error says how many are stored. A page of
/// `list` begins at a number, so records that are removed between two pages may make others be skipped.
///
/// Throws `invalid_argument` for a name that Chroma does not take, `schema_mismatch` for a collection of another
/// embedder or distance, `connection_failed` when the server is away, `bad_response` for an answer that is not
/// Chroma's, and `not_found` once somebody else dropped the collection (open it again).
///
///     auto store = sync_wait(open_chroma_store({.collection = "notes"}, {.embedder = info}, context));
[[nodiscard]] BATON_EXPORT Task<std::shared_ptr<VectorStore>> open_chroma_store(ChromaOptions chroma,
                                                                               VectorStoreOptions options,
                                                                               Context context);

}  // namespace baton::inline v0
