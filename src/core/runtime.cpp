#include <baton/core/runtime.hpp>

#include <algorithm>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <openssl/crypto.h>

#include <baton/core/detached.hpp>
#include <baton/core/error.hpp>

#include "runtime_impl.hpp"

namespace baton::inline v0 {
namespace {

namespace asio = boost::asio;

/// A timer that is only ever touched on the loop.
struct Sleep {
  explicit Sleep(EventLoop& owner) : loop(owner), timer(owner.io()) {}
  EventLoop& loop;
  asio::steady_timer timer;
  Completion<std::monostate> done;
};

void start(const std::shared_ptr<Sleep>& sleep, std::chrono::steady_clock::time_point when) {
  sleep->loop.begin();
  sleep->timer.expires_at(when);
  sleep->timer.async_wait([sleep](const boost::system::error_code& error) {
    sleep->loop.end();
    if (!error) return sleep->done.set_value({});
    sleep->done.set_error(
        std::make_exception_ptr(Error(ErrorCode::cancelled, "the wait was cancelled")));
  });
}

detail::Detached run_detached(Task<void> task) {
  try {
    co_await task;
  } catch (...) {  // NOLINT: documented, nobody is left to hear of it
  }
}

}  // namespace

void LoopExecutor::post(std::coroutine_handle<> work) noexcept {
  loop_.post_to_own_thread([work] { work.resume(); });
}

Runtime::Impl::Impl(const RuntimeOptions& given)
    : options(given),
      loop(given.loop == RuntimeOptions::Loop::own_thread ? EventLoop::Thread::own : EventLoop::Thread::none),
      executor(loop),
      pool(given.blocking_threads, given.blocking_queue) {}

Runtime::Runtime(RuntimeOptions options) : impl_(std::make_unique<Impl>(options)) {}

Runtime::~Runtime() {
  impl_->shutdown.request_stop();
  impl_->pool.close();
  impl_->loop.stop();
  impl_->services.clear();
}

Runtime& Runtime::shared() {
  // First, so that OpenSSL's handler at exit runs after the runtime's threads have ended: what it keeps
  // for a thread is freed only when the thread ends before that.
  static const int crypto = OPENSSL_init_crypto(OPENSSL_INIT_ADD_ALL_DIGESTS, nullptr);
  static_cast<void>(crypto);
  static Runtime runtime;
  return runtime;
}

std::size_t Runtime::poll() { return impl_->loop.io().poll(); }

std::size_t Runtime::run_for(std::chrono::steady_clock::duration duration) {
  const std::size_t first = impl_->loop.io().run_one_for(duration);
  return first == 0 ? 0 : first + poll();
}

bool Runtime::host_driven() const noexcept {
  return !impl_->loop.has_thread();
}
bool Runtime::on_loop_thread() const noexcept { return impl_->loop.is_turning(); }
bool Runtime::on_any_loop_thread() noexcept { return EventLoop::is_turning_any(); }
Executor& Runtime::executor() noexcept { return impl_->executor; }

void Runtime::spawn(Task<void> task) { spawn(std::move(task), impl_->executor); }
void Runtime::spawn(Task<void> task, Executor& executor) {
  run_detached(std::move(task)).post(executor);
}

Task<void> Runtime::sleep_until(std::chrono::steady_clock::time_point when, Context context) {
  context.check();
  if (impl_->shutdown.stop_requested()) {
    throw Error(ErrorCode::cancelled, "the runtime is shutting down");
  }
  auto& loop = impl_->loop;
  auto sleep = std::make_shared<Sleep>(loop);
  loop.dispatch([sleep, until = std::min(when, context.deadline())] { start(sleep, until); });
  const auto cancel = [&loop, sleep] { loop.dispatch([sleep] { sleep->timer.cancel(); }); };
  const std::stop_callback on_stop(context.stop_token(), cancel);
  const std::stop_callback on_shutdown(impl_->shutdown.get_token(), cancel);
  co_await sleep->done;
  if (when > context.deadline()) context.check();
}

Task<void> Runtime::sleep_for(std::chrono::steady_clock::duration duration, Context context) {
  return sleep_until(std::chrono::steady_clock::now() + duration, std::move(context));
}

void Runtime::submit(Job job, const Context& context) {
  auto timely = [job = std::move(job), deadline = context.deadline()](std::exception_ptr refused) {
    if (!refused && Context::Clock::now() >= deadline) {
      refused = std::make_exception_ptr(Error(ErrorCode::deadline_exceeded,
                                              "the deadline passed while the work was queued"));
    }
    job(std::move(refused));
  };
  if (impl_->options.blocking_threads == 0) return timely(nullptr);
  impl_->pool.submit(std::move(timely), context.stop_token());
}

void* Runtime::find_service(std::type_index type, std::shared_ptr<void> (*make)(Runtime&)) {
  const std::lock_guard lock(impl_->services_mutex);
  auto& slot = impl_->services[type];
  if (!slot) slot = make(*this);
  return slot.get();
}

}  // namespace baton::inline v0
