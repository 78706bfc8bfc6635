#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/task.hpp>
#include <baton/route/shared_limits.hpp>

#include "route/gate.hpp"

namespace baton::inline v0::detail {

/// What let a call in; to be given back when it ends.
struct Pass {
  std::int64_t tokens = 0;
  std::optional<LimitLease> lease{};
  Runtime* runtime = nullptr;  ///< on which a lease is given back
  std::string warning{};       ///< why there is none, though limits are shared
};

/// The way into a deployment: first the gate of this process, which knows whose turn it is, then the limits
/// that processes share. Of the calls that wait, only the one whose turn it is asks those. Thread-safe.
/// The arguments of the functions that give tasks must outlive those.
class Entrance {
 public:
  Entrance(std::string key, const DeploymentLimits& limits, std::shared_ptr<SharedLimits> shared);

  /// Nothing when the call cannot go at once.
  [[nodiscard]] Task<std::optional<Pass>> try_enter(const Demand& demand, const Context& context);
  /// Waits for its turn. Throws as `Gate::enter`.
  [[nodiscard]] Task<Pass> enter(const Demand& demand, const Context& context);
  void leave(Pass pass, std::int64_t used_tokens);

  [[nodiscard]] const Gate& gate() const noexcept { return gate_; }

 private:
  /// Nothing when the call may go, which `pass` has then noted; or when to ask again.
  [[nodiscard]] Task<std::optional<Gate::Clock::time_point>> ask(Pass& pass, const Context& context);
  void give_back(Pass pass, std::int64_t used_tokens);

  const std::string key_;
  const DeploymentLimits limits_;
  const std::shared_ptr<SharedLimits> shared_;  ///< null when nothing is limited
  Gate gate_;
};

}  // namespace baton::inline v0::detail
