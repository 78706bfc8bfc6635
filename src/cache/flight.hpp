#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/core/notification.hpp>
#include <baton/core/task.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0 {

/// One call under way, for all who asked the same: what came so far, and how it ended. Thread-safe.
class Flight {
 public:
  /// What somebody has not seen yet.
  struct News {
    std::vector<ChatEvent> deltas;
    std::shared_ptr<const ChatResponse> response;  ///< set at the end
    std::optional<Error> error;                    ///< or this
  };

  void publish(ChatEvent delta);
  void finish(std::shared_ptr<const ChatResponse> response);
  void fail(Error error);

  /// Waits until there is more than the first `seen` deltas, or an end.
  [[nodiscard]] static Task<News> after(std::shared_ptr<Flight> flight, std::size_t seen, Context context);
  /// Waits for the end.
  [[nodiscard]] static Task<News> landing(std::shared_ptr<Flight> flight, Context context);

  [[nodiscard]] std::vector<ChatEvent> deltas() const;
  /// Triggered when nobody waits any more.
  [[nodiscard]] std::stop_token stop_token() const noexcept { return nobody_left_.get_token(); }

 private:
  friend class Flights;
  [[nodiscard]] News news(std::size_t seen) const;
  [[nodiscard]] bool over() const { return response_ != nullptr || error_.has_value(); }
  void end(std::shared_ptr<const ChatResponse> response, std::optional<Error> error);
  [[nodiscard]] Notification replaced_change();

  mutable std::mutex mutex_;
  std::vector<ChatEvent> deltas_;
  std::shared_ptr<const ChatResponse> response_;
  std::optional<Error> error_;
  Notification change_;
  Notification landed_;
  std::stop_source nobody_left_;
  std::size_t seats_ = 0;  // guarded by the lock of `Flights`
};

/// The flights that may still be joined. Thread-safe.
class Flights {
 public:
  /// The place of one caller, kept as long as it waits. The first caller leads: it starts the call.
  class Seat {
   public:
    Seat(std::shared_ptr<Flights> flights, std::string key);
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;
    ~Seat();
    [[nodiscard]] bool leads() const noexcept { return leads_; }
    [[nodiscard]] const std::shared_ptr<Flight>& flight() const noexcept { return flight_; }

   private:
    std::shared_ptr<Flights> flights_;
    std::string key_;
    std::shared_ptr<Flight> flight_;
    bool leads_ = false;
  };

  /// Nobody can join any more: whoever comes later asks the store, or makes a call.
  void close(const std::string& key, const std::shared_ptr<Flight>& flight);

 private:
  void remove(const std::string& key, const std::shared_ptr<Flight>& flight);

  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<Flight>> open_;
};

}  // namespace baton::inline v0
