#pragma once

#include <baton/core/context.hpp>
#include <baton/core/task.hpp>
#include <baton/index/vector_store.hpp>

#include "index/redis/redis_wire.hpp"
#include "redis/redis_client.hpp"

namespace baton::inline v0 {

/// The answer to one command; a refusal is one too. What is passed by reference must outlive the task.
[[nodiscard]] Task<RedisReply> reply_to(RedisClient& redis, RedisWords command, Context context);

/// Makes the index of a collection and its note where they are missing; gives the note. Throws what `open_redis_store`
/// says.
[[nodiscard]] Task<redis::Note> open_redis_index(RedisClient& redis, const redis::Names& names, const VectorStoreOptions& options,
                                                 Context context);

/// The note of the collection. Throws `schema_mismatch` when it is not as wanted, because somebody else rebuilt it, and
/// `not_found` when it is gone.
[[nodiscard]] Task<redis::Note> check_note(RedisClient& redis, const redis::Names& names, redis::Note wanted, Context context);

}  // namespace baton::inline v0
