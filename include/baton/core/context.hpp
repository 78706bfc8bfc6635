#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include <baton/core/budget.hpp>
#include <baton/core/export.hpp>
#include <baton/core/trace.hpp>

namespace baton::inline v0 {

class Runtime;

/// On whose behalf a call is made.
struct Principal {
  std::string user;
  std::string tenant;
};

/// What every call carries: deadline, stop token, budget, tracer and span, principal, runtime.
///
/// An immutable value; the `with_…` functions return a changed copy, so children inherit and can only
/// narrow. A default context has no deadline, cannot be stopped and uses `Runtime::shared()`.
/// Copying costs two reference counts. Safe to share by threads.
///
///     std::stop_source stop;
///     auto answer = chain.invoke("cats", Context{}.with_timeout(10s).with_stop(stop.get_token()));
class BATON_EXPORT Context {
 public:
  using Clock = std::chrono::steady_clock;

  Context() noexcept = default;

  /// The earlier of this deadline and `deadline`.
  [[nodiscard]] Context with_deadline(Clock::time_point deadline) const;
  [[nodiscard]] Context with_timeout(Clock::duration timeout) const;
  /// Replaces the stop token. To combine two sources, use `LinkedStop`.
  [[nodiscard]] Context with_stop(std::stop_token token) const;
  [[nodiscard]] Context with_budget(std::shared_ptr<Budget> budget) const;
  [[nodiscard]] Context with_principal(Principal principal) const;
  /// Something that the call is about: a session, a priority, an experiment. Routing goes by it.
  [[nodiscard]] Context with_label(std::string name, std::string value) const;
  [[nodiscard]] Context with_tracer(std::shared_ptr<Tracer> tracer) const;
  [[nodiscard]] Context with_span(SpanId span) const;
  /// For work that several callers wait for: without this one's deadline, and stopped by `token` alone.
  [[nodiscard]] Context outlived(std::stop_token token) const;
  /// `runtime` must outlive every call made with the context.
  [[nodiscard]] Context with_runtime(Runtime& runtime) const;

  /// The absolute deadline; `Clock::time_point::max()` when there is none.
  [[nodiscard]] Clock::time_point deadline() const noexcept { return deadline_; }
  [[nodiscard]] bool has_deadline() const noexcept { return deadline_ != Clock::time_point::max(); }
  [[nodiscard]] const std::stop_token& stop_token() const noexcept { return stop_; }
  [[nodiscard]] Budget* budget() const noexcept { return shared_ ? shared_->budget.get() : nullptr; }
  [[nodiscard]] Tracer* tracer() const noexcept { return shared_ ? shared_->tracer.get() : nullptr; }
  [[nodiscard]] SpanId span() const noexcept { return span_; }
  /// The caller's identity, or null.
  [[nodiscard]] const Principal* principal() const noexcept;
  /// The value of that label, or null.
  [[nodiscard]] const std::string* label(std::string_view name) const noexcept;
  /// The runtime of this call: the one given, else the shared one, which starts on first use.
  [[nodiscard]] Runtime& runtime() const;
  /// The runtime given by `with_runtime`, or null.
  [[nodiscard]] Runtime* own_runtime() const noexcept { return runtime_; }

  /// Throws `cancelled` or `deadline_exceeded` when the call should not go on. Cheap.
  void check() const {
    if (stop_.stop_requested() || (has_deadline() && Clock::now() >= deadline_)) fail();
  }

 private:
  struct Shared {
    std::shared_ptr<Tracer> tracer;
    std::shared_ptr<Budget> budget;
    std::optional<Principal> principal;
    std::map<std::string, std::string, std::less<>> labels;
  };
  [[noreturn]] void fail() const;
  [[nodiscard]] std::shared_ptr<Shared> copy_shared() const;

  Clock::time_point deadline_ = Clock::time_point::max();
  std::stop_token stop_;
  Runtime* runtime_ = nullptr;
  SpanId span_ = 0;
  std::shared_ptr<const Shared> shared_;
};

/// A stop source of a child scope that also stops when its parent does. Neither copied nor moved:
/// it lives in the scope whose children it stops.
class LinkedStop {
 public:
  explicit LinkedStop(const std::stop_token& parent) : link_(parent, Forward{&source_}) {}
  void request_stop() noexcept { source_.request_stop(); }
  [[nodiscard]] std::stop_token token() const noexcept { return source_.get_token(); }

 private:
  struct Forward {
    std::stop_source* source;
    void operator()() const noexcept { source->request_stop(); }
  };
  std::stop_source source_;
  std::stop_callback<Forward> link_;
};

}  // namespace baton::inline v0
