#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/secret.hpp>
#include <baton/core/task.hpp>
#include <baton/index/vector_store.hpp>

namespace baton::inline v0 {

struct RedisStoreOptions {
  /// "redis://HOST[:PORT]" or "unix:///PATH". TLS is not spoken: let a local proxy do it.
  std::string url = "redis://127.0.0.1:6379";
  std::string username{};  ///< with `password`, of an ACL user
  Secret password{};
  std::string collection = "records";  ///< 1 to 100 letters, digits, '.', '_' and '-'
  /// For connecting and for what is sent at once: a search, or some hundred records. At most a minute.
  std::chrono::milliseconds timeout{10'000};
  std::size_t idle_connections = 4;
};

/// Keeps records in hashes `baton:store:COLLECTION:…` of a Redis server that has search (RediSearch 2.6 or later: Redis
/// Stack, or Redis 8), with an index `baton:store:COLLECTION` over them. The embedder and the languages are noted in the key of that name.
///
/// Vectors are found by the server's HNSW graph (cosine), words by its full text search under their forms in the collection's
/// languages, and ranked by its default. Beside the metadata a record keeps a tag of its own making for each key and each value, so that equality
/// (`==`, `!=`, `in`), `exists` and all combinations of them are filtered by the server. Of other comparisons it is told
/// that the key must be there; what it finds is then read, best first and more each time, until enough of it passes; when
/// too few of the best 10,000 do, the search is `limit_exceeded`.
/// Every value is bound as a parameter of the query. An upsert goes in 500 at a time: when the server fails in between,
/// the error says how many are stored.
///
/// Not part of `baton::baton` where hiredis was not found: link `baton::index_redis`. Work runs on the runtime's blocking
/// threads; a stop or deadline ends the connection. A server that failed is left alone for 100 ms and longer each time, up
/// to 10 s. Not for Redis Cluster. Throws `invalid_argument` for a wrong name or URL, `unsupported` for a server without
/// search or with one too old, `schema_mismatch` for a collection of another embedder or of other languages, `version_mismatch` for one of
/// another version of baton, `connection_failed`,
/// `permission_denied`, and `not_found` once somebody else dropped the index (open it again).
///
///     auto store = sync_wait(open_redis_store({.collection = "notes"}, {.embedder = info}, context));
[[nodiscard]] BATON_EXPORT Task<std::shared_ptr<VectorStore>> open_redis_store(RedisStoreOptions server,
                                                                              VectorStoreOptions options,
                                                                              Context context);

}  // namespace baton::inline v0
