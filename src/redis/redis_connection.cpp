#include "redis/redis_connection.hpp"

#include <algorithm>
#include <csignal>
#include <utility>

#include <hiredis/hiredis.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

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

timeval to_timeval(milliseconds timeout) {
  timeval value{};
  value.tv_sec = static_cast<time_t>(timeout.count() / 1000);
  value.tv_usec = static_cast<suseconds_t>(timeout.count() % 1000 * 1000);
  return value;
}

struct FreeReply {
  void operator()(redisReply* reply) const noexcept { freeReplyObject(reply); }
};

/// hiredis itself refuses what is nested deeper than 7.
RedisReply taken_over(const redisReply& given) {
  using Kind = RedisReply::Kind;
  switch (given.type) {
    case REDIS_REPLY_NIL: return {};
    case REDIS_REPLY_INTEGER: return {.kind = Kind::integer, .integer = given.integer};
    case REDIS_REPLY_ERROR: return {.kind = Kind::error, .text = std::string(given.str, given.len)};
    case REDIS_REPLY_ARRAY: break;
    default: return {.kind = Kind::text, .text = std::string(given.str, given.len)};
  }
  RedisReply list{.kind = Kind::list};
  for (std::size_t i = 0; i < given.elements; ++i) list.parts.push_back(taken_over(*given.element[i]));
  return list;
}

bool refuses_access(std::string_view answer) {
  return answer.starts_with("NOAUTH") || answer.starts_with("WRONGPASS") || answer.starts_with("NOPERM") ||
         answer.starts_with("ERR invalid password") || answer.starts_with("ERR AUTH");
}

}  // namespace

void RedisConnection::Free::operator()(redisContext* context) const noexcept { redisFree(context); }

RedisConnection::RedisConnection(const RedisAddress& address, const RedisServer& server,
                                 milliseconds timeout)
    : where_(address.text()) {
  const NoBrokenPipe guard;
  context_.reset(address.path.empty()
                     ? redisConnectWithTimeout(address.host.c_str(), address.port, to_timeval(timeout))
                     : redisConnectUnixWithTimeout(address.path.c_str(), to_timeval(timeout)));
  check_connection();
  sign_in(server, timeout);
  if (address.database != 0) command({"SELECT", std::to_string(address.database)}, timeout);
}

RedisConnection::~RedisConnection() = default;

void RedisConnection::sign_in(const RedisServer& server, milliseconds timeout) {
  if (server.password.empty()) return;
  RedisWords words = {"AUTH"};
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

std::optional<std::string> RedisConnection::command(const RedisWords& words, milliseconds timeout) {
  RedisReply reply = std::move(exchange({&words, 1}, timeout).front());
  if (reply.kind == RedisReply::Kind::nil) return std::nullopt;
  if (reply.kind == RedisReply::Kind::integer) return std::to_string(reply.integer);
  confused_ = reply.kind == RedisReply::Kind::list;
  check_connection();
  if (reply.kind == RedisReply::Kind::text) return std::move(reply.text);
  throw Error(refuses_access(reply.text) ? ErrorCode::permission_denied : ErrorCode::overloaded,
              "Redis at " + where_ + " refuses: " + reply.text);
}

std::vector<RedisReply> RedisConnection::exchange(std::span<const RedisWords> commands, milliseconds timeout) {
  const NoBrokenPipe guard;
  for (const RedisWords& words : commands) {
    std::vector<const char*> texts;
    std::vector<std::size_t> sizes;
    for (const std::string& word : words) {
      texts.push_back(word.data());
      sizes.push_back(word.size());
    }
    redisAppendCommandArgv(context_.get(), static_cast<int>(texts.size()), texts.data(), sizes.data());
  }
  const Clock::time_point until = Clock::now() + timeout;
  send(until);
  std::vector<RedisReply> replies;
  while (replies.size() < commands.size()) replies.push_back(receive(until));
  return replies;
}

void RedisConnection::send(Clock::time_point until) {
  for (int done = 0; done == 0;) {
    wait_until(until);
    redisBufferWrite(context_.get(), &done);
    check_connection();
  }
}

RedisReply RedisConnection::receive(Clock::time_point until) {
  for (;;) {
    void* reply = nullptr;
    redisGetReplyFromReader(context_.get(), &reply);
    check_connection();
    if (reply != nullptr) return taken_over(*std::unique_ptr<redisReply, FreeReply>(static_cast<redisReply*>(reply)));
    wait_until(until);
    redisBufferRead(context_.get());
    check_connection();
  }
}

/// The next write or read takes no longer, or a millisecond.
void RedisConnection::wait_until(Clock::time_point until) {
  const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
  redisSetTimeout(context_.get(), to_timeval(std::max(left, milliseconds(1))));
}

void RedisConnection::interrupt() const noexcept { ::shutdown(context_->fd, SHUT_RDWR); }

}  // namespace baton::inline v0
