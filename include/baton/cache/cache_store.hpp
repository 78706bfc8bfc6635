#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {

/// What time it is: `std::chrono::system_clock::now`, or a clock that a test sets.
using CacheClock = std::function<std::chrono::system_clock::time_point()>;

/// Where a cache keeps its bytes. Implement it to keep them elsewhere.
///
/// Thread-safe: any number of calls at once, on any thread. A call may throw; `cached` then goes on as if
/// nothing were stored, so a store need not be reliable, only quick to say so. Keys are short and
/// printable. What a key gives is what was put under it, or nothing: a store may drop any value at any time.
class BATON_EXPORT CacheStore {
 public:
  virtual ~CacheStore();

  /// Whether others than this object see what is put: other processes, or a later run of this one. A
  /// call through such a store must have a tenant.
  [[nodiscard]] virtual bool shared() const noexcept = 0;

  /// The value, unless its time has passed.
  [[nodiscard]] virtual Task<std::optional<std::string>> get(std::string key, Context context) = 0;
  /// Keeps `value` for `time_to_live`, in place of what was there.
  [[nodiscard]] virtual Task<void> put(std::string key, std::string value,
                                       std::chrono::milliseconds time_to_live, Context context) = 0;
  [[nodiscard]] virtual Task<void> erase(std::string key, Context context) = 0;
};

}  // namespace baton::inline v0
