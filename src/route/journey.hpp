#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/error.hpp>
#include <baton/core/task.hpp>
#include <baton/route/router.hpp>

#include "route/endpoint.hpp"
#include "route/planner.hpp"

namespace baton::inline v0::detail {

/// A bucket of tries that are not the first: `RouterOptions::RetryBudget`. Thread-safe.
class TryBudget {
 public:
  TryBudget(double earned, double saved) : earned_(earned), saved_(saved), level_(saved) {}
  void earn();
  [[nodiscard]] bool take();

 private:
  const double earned_;
  const double saved_;
  std::mutex mutex_;
  double level_;
};

/// What the calls of a router share.
struct Traffic {
  explicit Traffic(const RouterOptions& options)
      : retry(options.retry),
        attempt_timeout(options.attempt_timeout),
        retries(options.retry_budget.earned, options.retry_budget.saved) {}

  const RetryOptions retry;
  const std::chrono::milliseconds attempt_timeout;
  TryBudget retries;
  TryBudget hedges{0.05, 5};
  std::atomic<std::int64_t> calls{0};
  std::atomic<std::int64_t> failed{0};
  std::atomic<std::int64_t> rounds{0};
  std::atomic<std::int64_t> fallbacks{0};
  std::atomic<std::int64_t> hedged{0};
  std::atomic<std::int64_t> shadows{0};
  std::atomic<int> shadows_now{0};
};

/// The way of one call through its plan, from one attempt to the next:
///
///     for (;;) {
///       Visit visit = co_await journey.next();      // throws when it is over
///       try { … visit.succeeded(tokens); co_return … }
///       catch (…) { failure = … }
///       journey.failed(visit, *failure);            // throws when nobody else helps
///     }
class Journey {
 public:
  Journey(std::shared_ptr<const Fleet> fleet, std::shared_ptr<Traffic> traffic, Plan plan, CallFacts facts,
          Context context);

  [[nodiscard]] Task<Visit> next();
  void failed(Visit& visit, const Error& failure);
  /// The same for an attempt of which something was delivered: nobody else can go on with it.
  [[noreturn]] void broken(Visit& visit, const Error& failure);
  void succeeded(Visit& visit, std::int64_t tokens);
  /// Whether an attempt that ended this way would be followed by another one.
  [[nodiscard]] bool leads_on(FailureClass failure) const;
  [[nodiscard]] const Context& context() const noexcept { return context_; }

 private:
  [[nodiscard]] Task<std::optional<Visit>> pick();
  void begin(std::size_t candidate);
  /// The class of a failure that is not the call's own doing.
  [[nodiscard]] std::optional<FailureClass> blame(const Error& failure) const;
  [[nodiscard]] bool leads_to(const Candidate& to, FailureClass failure) const;
  /// Nothing when the deployment went out of service meanwhile.
  [[nodiscard]] Task<std::optional<Visit>> wait_at(std::size_t candidate);
  [[nodiscard]] Task<void> begin_again();
  [[nodiscard]] Error all_resting(Breaker::Clock::time_point back) const;
  [[nodiscard]] Breaker::Clock::time_point first_back(bool resting_only) const;
  /// How long an answer takes of late, at best.
  [[nodiscard]] Breaker::Clock::duration expected() const;
  [[noreturn]] void give_up(const Error& failure);

  std::shared_ptr<const Fleet> fleet_;
  std::shared_ptr<Traffic> traffic_;
  Plan plan_;
  Demand demand_;
  Context context_;
  std::vector<bool> used_;
  std::optional<std::size_t> busy_;  ///< the first candidate that is only at its limits
  std::size_t group_ = 0;            ///< of the last attempt
  std::optional<std::size_t> last_;
  std::optional<FailureClass> last_class_;
  std::optional<Error> failure_;
  int rounds_ = 1;
  int attempts_ = 0;
};

/// The error for the caller: what was tried enough is not to be tried again.
[[nodiscard]] Error given_up(const Error& failure);

}  // namespace baton::inline v0::detail
