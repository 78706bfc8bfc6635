#pragma once

#include <baton/core/context.hpp>
#include <baton/core/task.hpp>
#include <baton/index/vector_store.hpp>

#include "index/redis/redis_wire.hpp"
#include "redis/redis_client.hpp"

namespace baton::inline v0 {

/// The answer to one command; a refusal is one too. What is passed by reference must outlive the task.
[[nodiscard]] Task<RedisReply> reply_to(RedisClient& redis, RedisWords command, Context context);

/// Makes the index of a collection and the note of its embedder where they are missing. Throws what `open_redis_store`
/// says.
[[nodiscard]] Task<void> open_redis_index(RedisClient& redis, const redis::Names& names, const VectorStoreOptions& options,
                                          Context context);

/// Throws `schema_mismatch` when somebody else rebuilt the collection for another embedder, `not_found` when it is gone.
[[nodiscard]] Task<void> check_note(RedisClient& redis, const redis::Names& names, const EmbedderInfo& embedder,
                                    Context context);

}  // namespace baton::inline v0
