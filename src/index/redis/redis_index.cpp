#include "index/redis/redis_index.hpp"

#include <utility>

#include "index/record_check.hpp"

namespace baton::inline v0 {
namespace {

constexpr const char* what_to_install =
    "install Redis 8, Redis Stack, or Redis with the module RediSearch 2.6 or later, or keep the records in another store";

const EmbedderInfo foreign_embedder{.name = "another program", .dimensions = 0};

Error no_search(const std::string& why) {
  return Error(ErrorCode::unsupported, "this Redis server cannot search vectors (" + why + "): " + what_to_install);
}

void check_refusal(const RedisReply& reply) {
  if (reply.kind == RedisReply::Kind::error) throw redis::refused(reply.text);
}

/// Whether the index is there.
Task<bool> has_index(RedisClient& redis, const redis::Names& names, Context context) {
  RedisWords command = {"FT.INFO", names.index};
  const RedisReply info = co_await reply_to(redis, std::move(command), std::move(context));
  if (info.kind != RedisReply::Kind::error) co_return true;
  if (redis::lacks_search(info.text)) throw no_search("it has no module RediSearch");
  if (!redis::lacks_index(info.text)) throw redis::refused(info.text);
  co_return false;
}

/// Why the index could not be made.
Error not_made(const std::string& refusal) {
  const Error why = redis::refused(refusal);
  if (why.code() != ErrorCode::invalid_argument) return why;
  return no_search("it refuses to make the index: " + refusal.substr(0, 500)).with_cause(why);
}

void compare_embedders(const redis::Names& names, const RedisReply& note, const EmbedderInfo& embedder) {
  check_refusal(note);
  if (note.kind != RedisReply::Kind::text) {
    throw Error(ErrorCode::not_found, "the collection '" + names.index + "' of Redis is gone: open the store again");
  }
  const EmbedderInfo present = redis::embedder_of(note.text);
  if (present != embedder) refuse_embedder("the collection '" + names.index + "' of Redis", present, embedder);
}

Task<void> forget_note(RedisClient& redis, const redis::Names& names, Context context) {
  RedisWords command = {"DEL", names.index};
  check_refusal(co_await reply_to(redis, std::move(command), std::move(context)));
}

Task<void> empty_collection(RedisClient& redis, const redis::Names& names, Context context) {
  RedisWords drop = {"FT.DROPINDEX", names.index, "DD"};
  const RedisReply dropped = co_await reply_to(redis, std::move(drop), context);
  if (dropped.kind == RedisReply::Kind::error && !redis::lacks_index(dropped.text)) throw redis::refused(dropped.text);
  co_await forget_note(redis, names, std::move(context));
}

}  // namespace

Task<RedisReply> reply_to(RedisClient& redis, RedisWords command, Context context) {
  const std::vector<RedisWords> commands(1, std::move(command));
  std::vector<RedisReply> replies = co_await redis.exchange(commands, std::move(context));
  co_return std::move(replies.front());
}

Task<void> open_redis_index(RedisClient& redis, const redis::Names& names, const VectorStoreOptions& options,
                            Context context) {
  bool there = co_await has_index(redis, names, context);
  if (options.rebuild) {
    co_await empty_collection(redis, names, context);
    there = false;
  }
  // Of several that open it at once the first one's embedder counts.
  RedisWords note = {"SET", names.index, redis::note_of(options.embedder), "NX"};
  const RedisReply noted = co_await reply_to(redis, std::move(note), context);
  check_refusal(noted);
  const bool fresh = noted.kind == RedisReply::Kind::text;
  if (there && fresh) {  // by us the note comes first
    co_await forget_note(redis, names, std::move(context));
    refuse_embedder("the collection '" + names.index + "' of Redis", foreign_embedder, options.embedder);
  }
  co_await check_note(redis, names, options.embedder, context);
  if (there) co_return;
  const RedisReply made = co_await reply_to(redis, redis::creation(names, options.embedder.dimensions), context);
  if (made.kind != RedisReply::Kind::error || made.text.find("already exists") != std::string::npos) co_return;
  if (fresh) co_await forget_note(redis, names, std::move(context));
  throw not_made(made.text);
}

Task<void> check_note(RedisClient& redis, const redis::Names& names, const EmbedderInfo& embedder, Context context) {
  RedisWords command = {"GET", names.index};
  const RedisReply note = co_await reply_to(redis, std::move(command), std::move(context));
  compare_embedders(names, note, embedder);
}

}  // namespace baton::inline v0
