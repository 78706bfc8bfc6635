#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>

#include <curl/curl.h>

#include <baton/core/context.hpp>
#include <baton/http/egress.hpp>
#include <baton/http/http.hpp>

#include "mailbox.hpp"

namespace baton::inline v0 {

class Engine;
struct Shard;

/// One request and its answer. Fixed parts are set before it starts; the rest, but for the mailbox,
/// belongs to the loop thread.
struct Transfer : std::enable_shared_from_this<Transfer> {
  using Clock = Context::Clock;

  Transfer(std::shared_ptr<Engine> engine, HttpRequest request, const Context& context, bool streaming);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  /// From any thread: starts, fails with `cancelled`, or goes on after a pause.
  void start();
  void cancel() noexcept;
  void resume();
  /// A reader took `block`.
  void was_read(const Mailbox::Block& block);

  /// When the present phase times out.
  [[nodiscard]] Clock::time_point next_due() const;
  /// When to look again at the latest: a phase that begins meanwhile may time out earlier.
  [[nodiscard]] Clock::time_point next_look(Clock::time_point now) const;
  /// Which timeout has passed at `now`.
  [[nodiscard]] Error timeout_error(Clock::time_point now) const;
  /// What a finished transfer failed with, if it did.
  [[nodiscard]] std::optional<Error> outcome(CURLcode code) const;

  // Called by curl.
  [[nodiscard]] bool take_header(std::string_view line);
  [[nodiscard]] bool take_body(std::string_view bytes);
  [[nodiscard]] curl_socket_t open_socket(const curl_sockaddr& address);
  [[nodiscard]] bool may_use(const char* address);

  const std::shared_ptr<Engine> engine;
  const HttpRequest request;
  const Clock::time_point context_deadline;
  const bool streaming;  ///< the body is read while it arrives

  Mailbox mailbox;

  // The loop's own.
  std::shared_ptr<Transfer> self;  ///< while it is in flight
  CURL* easy = nullptr;
  Shard* shard = nullptr;
  curl_slist* lines = nullptr;
  std::array<char, CURL_ERROR_SIZE> error_text{};
  Clock::time_point look_at;  ///< its place in the engine's list of deadlines
  Clock::time_point started;
  Clock::time_point last_activity;
  std::optional<Clock::time_point> connected;  ///< and about to send
  HttpHead head;
  std::string body;
  std::size_t head_bytes = 0;
  std::size_t received = 0;  ///< decoded bytes of the body
  std::optional<Error> refusal;  ///< why a callback stopped the transfer
  bool in_head = false;
  bool head_done = false;
  bool packed = false;    ///< the body is compressed
  bool answered = false;  ///< a byte of the answer came
  bool paused = false;  ///< until its reader has caught up
  bool held = false;    ///< until a later turn
  bool marked = false;  ///< waits to be delivered
  bool finished = false;

 private:
  [[nodiscard]] bool refuse(Error error);
  [[nodiscard]] bool begin_head(std::string_view line);
  [[nodiscard]] bool is_within_ratio() const;
  [[nodiscard]] bool nothing_delivered() const noexcept { return !streaming || received == 0; }
  [[nodiscard]] Clock::time_point total_due() const;
  [[nodiscard]] Clock::time_point phase_due() const;
};

}  // namespace baton::inline v0
