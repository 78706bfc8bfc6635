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
/// A point's id is made of the SHA-256 of namespace and id. Qdrant's keys are paths and its text match is another one, so a
/// point keeps a term of the store's own making for each key and each value of its metadata: by them the server filters
/// equality (`==`, `!=`, `in`), `exists` and all combinations exactly. For other comparisons it leaves out what lacks the
/// key; the metadata of the rest are read in pages of 1,000, the oracle `matches` chooses, and the search is restricted to
/// the points it chose. There is no search by words (`unsupported`). Records go in 500 at a time: when the server fails
/// in between, the error says how many are stored. Vectors are kept with length 1.
///
/// Throws `invalid_argument` for a wrong name or URL, `schema_mismatch` for a collection of another embedder or distance,
/// `version_mismatch` for one of another version of baton, `connection_failed` when the server is away, `bad_response`
/// for an answer that is not Qdrant's, and `not_found` once somebody else dropped the collection (open it again).
///
///     auto store = sync_wait(open_qdrant_store({.collection = "notes"}, {.embedder = info}, context));
[[nodiscard]] BATON_EXPORT Task<std::shared_ptr<VectorStore>> open_qdrant_store(QdrantOptions qdrant,
                                                                               VectorStoreOptions options,
                                                                               Context context);

}  // namespace baton::inline v0
