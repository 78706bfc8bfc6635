#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <baton/route/deployment.hpp>
#include <baton/route/router_state.hpp>

#include "route/breaker.hpp"
#include "route/entrance.hpp"
#include "route/latency.hpp"

namespace baton::inline v0::detail {

/// A deployment and all that is known of it. Shared by the calls that use it; thread-safe.
struct Endpoint {
  Endpoint(Deployment given, std::optional<ModelPrice> listed, std::shared_ptr<SharedLimits> shared)
      : deployment(std::move(given)),
        price(deployment.price ? deployment.price : listed),
        breaker(deployment.breaker),
        entrance(deployment.name, deployment.limits, std::move(shared)) {}

  [[nodiscard]] DeploymentState state(std::chrono::steady_clock::time_point now) const;

  const Deployment deployment;
  const std::optional<ModelPrice> price;
  Breaker breaker;
  Entrance entrance;
  Latency latency;
  std::atomic<std::int64_t> in_flight{0};
  std::atomic<std::int64_t> succeeded{0};
  std::atomic<std::int64_t> failed{0};
  std::atomic<std::int64_t> tokens{0};
};

/// One attempt at an endpoint that was let through. Must be told how it ended; if it is not, the call
/// was given up, which says nothing of the endpoint.
class Visit {
 public:
  using Clock = std::chrono::steady_clock;

  Visit(std::shared_ptr<Endpoint> at, Breaker::Admission as, Pass pass);
  Visit(Visit&& other) noexcept = default;
  Visit& operator=(Visit&&) = delete;
  ~Visit();

  [[nodiscard]] const Deployment& deployment() const noexcept { return at_->deployment; }
  /// Why the shared limits could not be asked; empty when all is well.
  [[nodiscard]] const std::string& warning() const noexcept { return pass_.warning; }
  /// The first sign of an answer: the latency of a stream is until then.
  void answered();
  void succeeded(std::int64_t used_tokens);
  /// Nothing counts against the endpoint when `failure` is empty: it is the caller's own.
  void failed(std::optional<FailureClass> failure, std::optional<std::chrono::milliseconds> asked);

 private:
  void leave(std::int64_t used_tokens);

  std::shared_ptr<Endpoint> at_;
  Breaker::Admission as_;
  Pass pass_;
  Clock::time_point began_ = Clock::now();
  bool answered_ = false;
};

/// Goes in if the endpoint is in service and within its limits; `busy` tells that only limits were in the way.
/// The arguments must outlive the task.
[[nodiscard]] Task<std::optional<Visit>> try_visit(const std::shared_ptr<Endpoint>& endpoint, const Demand& demand,
                                                   const Context& context, bool* busy = nullptr);
/// Waits for its turn; nothing when the endpoint went out of service meanwhile. The arguments
/// must outlive the task.
[[nodiscard]] Task<std::optional<Visit>> visit_in_turn(const std::shared_ptr<Endpoint>& endpoint, const Demand& demand,
                                                       const Context& context);

}  // namespace baton::inline v0::detail
