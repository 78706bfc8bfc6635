#include "index/redis/redis_index.hpp"

#include <utility>

#include "index/languages.hpp"
#include "index/record_check.hpp"

namespace baton::inline v0 {
namespace {

constexpr const char* what_to_install =
    "install Redis 8, Redis Stack, or Redis with the module RediSearch 2.6 or later, or keep the records in another store";

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

std::string described(const redis::Names& names) { return "the collection '" + names.index + "' of Redis"; }

redis::Note checked_note(const redis::Names& names, const RedisReply& reply, const redis::Note& wanted) {
  check_refusal(reply);
  if (reply.kind != RedisReply::Kind::text) throw Error(ErrorCode::not_found, described(names) + " is gone: open the store again");
  const auto present = redis::read_note(reply.text);
  if (!present) refuse_embedder(described(names), foreign_embedder, wanted.embedder);
  if (present->format != wanted.format) {
    throw Error(ErrorCode::version_mismatch, described(names) + " was made by another version of baton: " + std::string(rebuild_it));
  }
  if (present->embedder != wanted.embedder) refuse_embedder(described(names), present->embedder, wanted.embedder);
  refuse_other_languages(described(names), present->languages, wanted.languages, rebuild_it);
  return *present;
}

Task<void> forget_note(RedisClient& redis, const redis::Names& names, Context context) {
  RedisWords command = {"DEL", names.index};
  check_refusal(co_await reply_to(redis, std::move(command), std::move(context)));
}

/// Gives the languages that it had.
Task<std::vector<std::string>> empty_collection(RedisClient& redis, const redis::Names& names, Context context) {
  RedisWords ask = {"GET", names.index};
  const RedisReply noted = co_await reply_to(redis, std::move(ask), context);
  RedisWords drop = {"FT.DROPINDEX", names.index, "DD"};
  const RedisReply dropped = co_await reply_to(redis, std::move(drop), context);
  if (dropped.kind == RedisReply::Kind::error && !redis::lacks_index(dropped.text)) throw redis::refused(dropped.text);
  co_await forget_note(redis, names, std::move(context));
  const auto note = redis::read_note(noted.text);
  co_return note ? note->languages : std::vector<std::string>();
}

}  // namespace

Task<RedisReply> reply_to(RedisClient& redis, RedisWords command, Context context) {
  const std::vector<RedisWords> commands(1, std::move(command));
  std::vector<RedisReply> replies = co_await redis.exchange(commands, std::move(context));
  co_return std::move(replies.front());
}

Task<redis::Note> open_redis_index(RedisClient& redis, const redis::Names& names, const VectorStoreOptions& options,
                                   Context context) {
  bool there = co_await has_index(redis, names, context);
  std::vector<std::string> languages = options.languages;
  if (options.rebuild) {
    std::vector<std::string> had = co_await empty_collection(redis, names, context);
    if (languages.empty()) languages = std::move(had);
    there = false;
  }
  // Of several that open it at once the first one's note counts.
  redis::Note note{.embedder = options.embedder, .languages = languages_or_english(std::move(languages))};
  RedisWords take = {"SET", names.index, redis::text_of(note), "NX"};
  const RedisReply noted = co_await reply_to(redis, std::move(take), context);
  check_refusal(noted);
  const bool fresh = noted.kind == RedisReply::Kind::text;
  if (there && fresh) {  // by us the note comes first
    co_await forget_note(redis, names, std::move(context));
    refuse_embedder(described(names), foreign_embedder, options.embedder);
  }
  note.languages = options.languages;
  note = co_await check_note(redis, names, std::move(note), context);
  if (there) co_return note;
  const RedisReply made = co_await reply_to(redis, redis::creation(names, options.embedder.dimensions), context);
  if (made.kind != RedisReply::Kind::error || made.text.find("already exists") != std::string::npos) co_return note;
  if (fresh) co_await forget_note(redis, names, std::move(context));
  throw not_made(made.text);
}

Task<redis::Note> check_note(RedisClient& redis, const redis::Names& names, redis::Note wanted, Context context) {
  RedisWords command = {"GET", names.index};
  const RedisReply reply = co_await reply_to(redis, std::move(command), std::move(context));
  co_return checked_note(names, reply, wanted);
}

}  // namespace baton::inline v0
