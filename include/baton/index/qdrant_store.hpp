#pragma once

#include <memory>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/secret.hpp>
#include <baton/core/task.hpp>
#include <baton/index/vector_store.hpp>

namespace baton::inline v0 {

struct QdrantOptions {
  std::string url = "http://127.0.0.1:6333";
  std::string collection{};  ///< 1 to 255 letters, digits, '.', '_' and '-'; made when it is missing
  Secret api_key{};          ///< sent as `api-key`, when there is one
};

/// Keeps records in a collection of a Qdrant server, by its REST API. Needs Qdrant 1.16, the first that keeps metadata
/// of a collection, where the embedder is noted.
///
/// A point's id is made of the SHA-256 of namespace and id. A filter is not put to the server, whose keys are paths and
/// whose text match is another one: the metadata of the namespace are read in pages of 1,000, the oracle `matches`
/// chooses, and the search is restricted to the points it chose. So a filter means what it means everywhere, and costs
/// time with the size of the namespace. There is no search by words (`unsupported`). Records go in 500 at a time: when
/// the server fails in between, the error says how many are stored. Vectors are kept with length 1.
///
/// Throws `invalid_argument` for a wrong name or URL, `schema_mismatch` for a collection of another embedder or
/// distance, `connection_failed` when the server is away, `bad_response` for an answer that is not Qdrant's, and
/// `not_found` once somebody else dropped the collection (open it again).
///
///     auto store = sync_wait(open_qdrant_store({.collection = "notes"}, {.embedder = info}, context));
[[nodiscard]] BATON_EXPORT Task<std::shared_ptr<VectorStore>> open_qdrant_store(QdrantOptions qdrant,
                                                                               VectorStoreOptions options,
                                                                               Context context);

}  // namespace baton::inline v0
