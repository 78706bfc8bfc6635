#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include <baton/core/notification.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {

/// Lets one coroutine at a time change what a key stands for. Thread-safe.
class Turns {
 public:
  /// A turn, until it is destroyed.
  class Turn {
   public:
    Turn(std::shared_ptr<Turns> turns, std::string key) : turns_(std::move(turns)), key_(std::move(key)) {}
    Turn(Turn&&) noexcept = default;
    Turn& operator=(Turn&&) = delete;
    ~Turn();

   private:
    std::shared_ptr<Turns> turns_;
    std::string key_;
  };

  /// Waits until nobody else has a turn for `key`.
  [[nodiscard]] static Task<Turn> take(std::shared_ptr<Turns> turns, std::string key, Context context);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, Notification> taken_;
};

}  // namespace baton::inline v0
