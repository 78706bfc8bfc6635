#include "redis/redis_connection.hpp"

#include <array>
#include <csignal>
#include <vector>

#include <hiredis/hiredis.h>
#include <sys/time.h>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

/// hiredis writes to sockets with `write` or `send` without MSG_NOSIGNAL (redis/hiredis issue 1229): a
/// server that went away would end the process. Keeps the signal from this thread for a scope.
class NoBrokenPipe {
 public:
  NoBrokenPipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  NoBrokenPipe(const NoBrokenPipe&) = delete;
  NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;
  ~NoBrokenPipe() {
    const timespec at_once{};
    if (!was_pending_) sigtimedwait(&pipe_, nullptr, &at_once);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_{};
  sigset_t before_{};
  bool was_pending_ = false;
};

timeval to_timeval(std::chrono::milliseconds timeout) {
  timeval value{};
  value.tv_sec = static_cast<time_t>(timeout.count() / 1000);
  value.tv_usec = static_cast<suseconds_t>(timeout.count() % 1000 * 1000);
  return value;
}

struct FreeReply {
  void operator()(redisReply* reply) const noexcept { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, FreeReply>;

bool refuses_access(std::string_view answer) {
  return answer.starts_with("NOAUTH") || answer.starts_with("WRONGPASS") || answer.starts_with("NOPERM") ||
         answer.starts_with("ERR invalid password") || answer.starts_with("ERR AUTH");
}

}  // namespace

void RedisConnection::Free::operator()(redisContext* context) const noexcept { redisFree(context); }

RedisConnection::RedisConnection(const RedisAddress& address, const RedisServer& server,
                                 std::chrono::milliseconds timeout)
    : where_(address.text()) {
  const NoBrokenPipe guard;
  context_.reset(address.path.empty()
                     ? redisConnectWithTimeout(address.host.c_str(), address.port, to_timeval(timeout))
                     : redisConnectUnixWithTimeout(address.path.c_str(), to_timeval(timeout)));
  check_connection();
  sign_in(server, timeout);
  if (address.database != 0) command(std::array<std::string, 2>{"SELECT", std::to_string(address.database)}, timeout);
}

RedisConnection::~RedisConnection() = default;

void RedisConnection::sign_in(const RedisServer& server, std::chrono::milliseconds timeout) {
  if (server.password.empty()) return;
  std::vector<std::string> words = {"AUTH"};
  if (!server.username.empty()) words.push_back(server.username);
  words.emplace_back(server.password.reveal());
  command(words, timeout);
}

bool RedisConnection::broken() const noexcept { return confused_ || !context_ || context_->err != 0; }

void RedisConnection::check_connection() const {
  if (!broken()) return;
  const std::string why = context_ && context_->err != 0 ? context_->errstr : "no answer of Redis";
  throw Error(ErrorCode::connection_failed, "Redis at " + where_ + ": " + why + ": is it running?").with_retry(true);
}

std::optional<std::string> RedisConnection::command(std::span<const std::string> words,
                                                    std::chrono::milliseconds timeout) {
  std::vector<const char*> texts;
  std::vector<std::size_t> sizes;
  for (const std::string& word : words) {
    texts.push_back(word.data());
    sizes.push_back(word.size());
  }
  const NoBrokenPipe guard;
  redisSetTimeout(context_.get(), to_timeval(timeout));
  const Reply reply(static_cast<redisReply*>(
      redisCommandArgv(context_.get(), static_cast<int>(texts.size()), texts.data(), sizes.data())));
  check_connection();
  if (reply->type == REDIS_REPLY_NIL) return std::nullopt;
  if (reply->type == REDIS_REPLY_INTEGER) return std::to_string(reply->integer);
  confused_ = reply->type != REDIS_REPLY_STRING && reply->type != REDIS_REPLY_STATUS &&
              reply->type != REDIS_REPLY_ERROR;
  check_connection();
  std::string answer(reply->str, reply->len);
  if (reply->type != REDIS_REPLY_ERROR) return answer;
  throw Error(refuses_access(answer) ? ErrorCode::permission_denied : ErrorCode::overloaded,
              "Redis at " + where_ + " refuses: " + answer);
}

}  // namespace baton::inline v0
