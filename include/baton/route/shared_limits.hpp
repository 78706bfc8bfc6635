#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/route/deployment.hpp>

namespace baton::inline v0 {

/// A call that shared limits let through, until it is given back.
struct LimitLease {
  std::string key;           ///< what is limited: the name of a deployment
  std::string id;
  std::int64_t tokens = 0;   ///< as estimated
};

/// What shared limits say to a call.
struct LimitAnswer {
  std::optional<LimitLease> lease{};  ///< it may go
  std::chrono::milliseconds wait{0};  ///< or when to ask again
};

/// Counts the calls of many processes against the same limits. Thread-safe. `redis_limits` is one.
class BATON_EXPORT SharedLimits {
 public:
  SharedLimits() = default;
  SharedLimits(const SharedLimits&) = delete;
  SharedLimits& operator=(const SharedLimits&) = delete;
  virtual ~SharedLimits();

  /// Lets a call for `key` through, or says when to ask again; does not wait for its turn. What it
  /// throws means that it cannot tell.
  [[nodiscard]] virtual Task<LimitAnswer> acquire(std::string key, DeploymentLimits limits, std::int64_t tokens,
                                                  Context context) = 0;
  /// The call has ended and used so many tokens. What nobody gives back lapses by itself.
  [[nodiscard]] virtual Task<void> release(LimitLease lease, std::int64_t used_tokens, Context context) = 0;
};

}  // namespace baton::inline v0
