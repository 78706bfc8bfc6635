#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <baton/core/export.hpp>
#include <baton/core/sync_wait.hpp>

namespace baton::inline v0 {

/// A runtime's event loop, and who turns it: always one thread at a time.
///
/// The loop's own thread turns it while anything is under way, and parks otherwise. A parked loop is
/// lent to a thread that starts something inside a blocking call: it begins the work itself and turns
/// the loop while it waits, so that calls made one after another change no threads. The loan ends
///   - when nothing is under way any more,
///   - at once when another thread posts something: the loop's thread turns on,
///   - when the borrower computes for longer than `patience`, or twice that, instead of waiting: the
///     loop's thread looks after lent loops, so that nothing waits for a busy borrower.
class BATON_EXPORT EventLoop {
 public:
  enum class Thread { own, none };
  static constexpr auto patience = std::chrono::milliseconds(5);

  explicit EventLoop(Thread thread);
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  ~EventLoop() { stop(); }

  [[nodiscard]] boost::asio::io_context& io() noexcept { return io_; }
  [[nodiscard]] bool has_thread() const noexcept { return thread_kind_ == Thread::own; }
  /// Whether the calling thread turns this loop, or any loop with a thread of its own.
  [[nodiscard]] bool is_turning() const noexcept { return turning == this; }
  [[nodiscard]] static bool is_turning_any() noexcept { return turning != nullptr; }

  /// Runs `handler` on the loop, later. From any thread.
  template <class F>
  void post(F handler) {
    announce(Claim::any);
    boost::asio::post(io_, [this, handler = std::move(handler)]() mutable {
      handler();
      end();
    });
  }
  /// The same for code of the application, which is kept off threads that only borrow the loop.
  template <class F>
  void post_to_own_thread(F handler) {
    announce(Claim::own_thread);
    run_on_own_thread(std::move(handler));
  }
  /// The same for a thread inside a blocking call: it borrows the loop if it may, and when nothing else
  /// is under way runs `handler` at once.
  template <class F>
  void dispatch(F handler) {
    CallerLoop* const borrower = borrow();
    if (borrower == nullptr) return post(std::move(handler));
    if (is_idle()) {
      handler();
    } else {
      post(std::move(handler));
    }
    put_down(*borrower);
  }

  /// Brackets what will come back to the loop by itself, such as a timer or a transfer. On the loop.
  void begin();
  void end();

  /// Makes whoever turns the loop look up.
  void interrupt() {
    boost::asio::post(io_, [] {});
  }

  /// Turns the loop that `borrower` has on loan, if any, until there is work for it or the loop is
  /// recalled.
  static void turn_for(CallerLoop& borrower) noexcept;
  static void return_loan(CallerLoop& borrower) noexcept;

  /// Waits until nothing is under way, and joins the thread.
  void stop();

 private:
  using Loan = CallerLoop::Loan;
  enum class Claim { any, own_thread };

  template <class F>
  void run_on_own_thread(F handler) {
    boost::asio::post(io_, [this, handler = std::move(handler)]() mutable {
      // A borrower that was about to hand the loop back may have picked this up.
      if (has_thread() && std::this_thread::get_id() != thread_.get_id()) return run_on_own_thread(std::move(handler));
      handler();
      end();
    });
  }

  void announce(Claim claim);
  [[nodiscard]] bool is_idle();
  void recall();
  void give_to_thread();

  [[nodiscard]] CallerLoop* borrow();
  [[nodiscard]] static bool pick_up(CallerLoop& borrower) noexcept;
  void put_down(CallerLoop& borrower) noexcept;

  void serve();
  void turn(std::unique_lock<std::mutex>& lock);
  void look_after_loan(std::unique_lock<std::mutex>& lock);

  static thread_local const EventLoop* turning;

  const Thread thread_kind_;
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::size_t under_way_ = 0;        // handlers posted and operations begun
  CallerLoop* borrower_ = nullptr;
  bool thread_turns_ = false;
  bool watching_ = false;            // the thread looks at the loan every now and then
  bool stopping_ = false;
  std::atomic<unsigned> pick_ups_{0};

  std::thread thread_;
};

}  // namespace baton::inline v0
