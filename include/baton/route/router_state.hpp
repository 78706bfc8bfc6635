#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace baton::inline v0 {

/// Whether a deployment is in service.
enum class BreakerState : std::uint8_t {
  closed,     ///< in service
  open,       ///< out of service after failures
  half_open,  ///< the next call tries whether it is back
  resting,    ///< it asked for patience
};

/// What a router knows of a deployment.
struct DeploymentState {
  std::string name{};
  BreakerState breaker = BreakerState::closed;
  std::chrono::milliseconds back_in{0};  ///< until it may be tried again
  std::size_t in_flight = 0;
  std::size_t waiting = 0;             ///< calls that wait for a limit
  double latency_ms = 0.0;             ///< of late: to the answer, or to a stream's first event
  std::int64_t succeeded = 0;
  std::int64_t failed = 0;
  std::int64_t refused = 0;            ///< calls turned away because too many were waiting
  std::int64_t tokens = 0;             ///< used by calls that succeeded
};

/// What a router knows, at one moment.
struct RouterState {
  std::vector<DeploymentState> deployments{};
  std::int64_t calls = 0;
  std::int64_t failed = 0;     ///< for which no deployment had an answer
  std::int64_t retries = 0;    ///< further rounds through the policy
  std::int64_t fallbacks = 0;  ///< attempts at another deployment within a round
  std::int64_t hedges = 0;     ///< second calls sent because the first was slow
  std::int64_t shadows = 0;    ///< copies sent
};

}  // namespace baton::inline v0
