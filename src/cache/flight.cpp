#include "cache/flight.hpp"

#include <algorithm>
#include <utility>

namespace baton::inline v0 {

void Flight::publish(ChatEvent delta) {
  Notification changed;
  {
    const std::lock_guard lock(mutex_);
    deltas_.push_back(std::move(delta));
    changed = replaced_change();
  }
  changed.notify();
}

void Flight::finish(std::shared_ptr<const ChatResponse> response) { end(std::move(response), std::nullopt); }
void Flight::fail(Error error) { end(nullptr, std::move(error)); }

void Flight::end(std::shared_ptr<const ChatResponse> response, std::optional<Error> error) {
  Notification changed;
  {
    const std::lock_guard lock(mutex_);
    response_ = std::move(response);
    error_ = std::move(error);
    changed = replaced_change();
  }
  changed.notify();
  landed_.notify();
}

Notification Flight::replaced_change() { return std::exchange(change_, Notification()); }

Flight::News Flight::news(std::size_t seen) const {
  const auto first = deltas_.begin() + static_cast<std::ptrdiff_t>(std::min(seen, deltas_.size()));
  return {{first, deltas_.end()}, response_, error_};
}

Task<Flight::News> Flight::after(std::shared_ptr<Flight> flight, std::size_t seen, Context context) {
  Notification changed;
  {
    const std::lock_guard lock(flight->mutex_);
    if (flight->over() || flight->deltas_.size() > seen) co_return flight->news(seen);
    changed = flight->change_;
  }
  co_await changed.wait(context);
  const std::lock_guard lock(flight->mutex_);
  co_return flight->news(seen);
}

Task<Flight::News> Flight::landing(std::shared_ptr<Flight> flight, Context context) {
  co_await flight->landed_.wait(context);
  const std::lock_guard lock(flight->mutex_);
  co_return flight->news(flight->deltas_.size());
}

std::vector<ChatEvent> Flight::deltas() const {
  const std::lock_guard lock(mutex_);
  return deltas_;
}

Flights::Seat::Seat(std::shared_ptr<Flights> flights, std::string key)
    : flights_(std::move(flights)), key_(std::move(key)) {
  const std::lock_guard lock(flights_->mutex_);
  std::shared_ptr<Flight>& open = flights_->open_[key_];
  leads_ = !open;
  if (leads_) open = std::make_shared<Flight>();
  flight_ = open;
  ++flight_->seats_;
}

Flights::Seat::~Seat() {
  {
    const std::lock_guard lock(flights_->mutex_);
    if (--flight_->seats_ > 0) return;
    flights_->remove(key_, flight_);  // or somebody could join what is about to stop
  }
  flight_->nobody_left_.request_stop();
}

void Flights::close(const std::string& key, const std::shared_ptr<Flight>& flight) {
  const std::lock_guard lock(mutex_);
  remove(key, flight);
}

void Flights::remove(const std::string& key, const std::shared_ptr<Flight>& flight) {
  const auto place = open_.find(key);
  if (place != open_.end() && place->second == flight) open_.erase(place);
}

}  // namespace baton::inline v0
