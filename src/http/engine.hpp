#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <curl/curl.h>

#include "core/event_loop.hpp"
#include "pace.hpp"
#include "socket_set.hpp"
#include "transfer.hpp"

namespace baton::inline v0 {

/// One multi handle. curl searches all connections of a multi handle for a free one, so thousands of
/// transfers are spread over many. Requests go to the first shard with room: a caller that sends one
/// after the other always meets its own kept-alive connection in the first.
struct Shard {
  Engine* engine = nullptr;
  CURLM* multi = nullptr;
  std::size_t running = 0;
  std::optional<Context::Clock::time_point> due;  ///< when curl wants to be called
  bool touched = false;                           ///< curl ran: it may have messages
};

/// Drives curl on a runtime's loop. Everything but `loop` and parts of `pace` belongs to the loop.
///
/// All sockets are in one epoll set, which the loop watches as a single descriptor: a batch of ready
/// sockets costs one turn of the loop.
class Engine : public std::enable_shared_from_this<Engine> {
 public:
  using Clock = Context::Clock;

  explicit Engine(EventLoop& loop);
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine();

  [[nodiscard]] EventLoop& loop() noexcept { return loop_; }
  [[nodiscard]] Pace& pace() noexcept { return pace_; }

  void start(const std::shared_ptr<Transfer>& transfer);
  void abort(Transfer& transfer, const Error& error);
  void resume(Transfer& transfer);
  /// Reads again after a break.
  void go_on();
  /// Fails everything with `cancelled` and closes every socket. Later starts are refused.
  void close();

  /// Something arrived: notes the time, and delivers it at the end of the turn if it is awaited.
  void mark(Transfer& transfer, std::size_t bytes = 0);
  /// Whether this turn has read enough: curl must keep the next bytes of a stream until a later one.
  [[nodiscard]] bool holds_back(Transfer& transfer);

  /// The sockets, for curl's callbacks.
  [[nodiscard]] SocketSet& sockets() noexcept { return sockets_; }

 private:
  static int on_socket(CURL*, curl_socket_t handle, int what, void* shard, void*) noexcept;
  static int on_timer(CURLM*, long milliseconds, void* shard) noexcept;

  [[nodiscard]] Shard& pick_shard();
  [[nodiscard]] CURL* take_easy();
  void launch(Transfer& transfer);
  void try_launch(Transfer& transfer);
  void release_held();
  void go_on_reading(Transfer& transfer);
  /// Frees what curl holds of a transfer that ends: curl 7.88 would hand it to the next request of the handle. False
  /// when the handle must not be used again.
  [[nodiscard]] static bool drop_held(Transfer& transfer);
  void finish(Transfer& transfer, std::optional<Error> failure);
  void keep_deadline(Transfer& transfer);

  void watch_sockets();
  void on_ready();
  void take_break();
  void watch_clock();
  void on_clock();
  void expire();

  void settle();
  [[nodiscard]] bool is_due(const Shard& shard) const noexcept;
  [[nodiscard]] bool run_due_shards();
  void collect_finished();
  void collect_from(Shard& shard);
  void deliver();
  void deliver(Transfer& transfer);

  EventLoop& loop_;
  SocketSet sockets_;
  // Gone after `close`: a slow caller may hold the engine longer than the loop lives.
  std::optional<boost::asio::posix::stream_descriptor> ready_;
  std::optional<boost::asio::steady_timer> clock_;
  Clock::time_point clock_set_ = Clock::time_point::max();
  Clock::time_point now_;
  CURLSH* share_ = nullptr;
  std::vector<std::unique_ptr<Shard>> shards_;
  std::vector<CURL*> idle_;
  std::set<std::pair<Clock::time_point, Transfer*>> deadlines_;  // every transfer in flight
  std::vector<std::shared_ptr<Transfer>> marked_;
  Pace pace_;
  std::deque<std::shared_ptr<Transfer>> held_;       // curl has bytes of theirs
  std::size_t next_socket_ = 0;  // a full turn serves some of the ready sockets; the next goes on behind them
  bool held_first_ = true;  // in this turn, before timers and sockets bring more
  bool watching_ = false;
  bool closed_ = false;
};

}  // namespace baton::inline v0
