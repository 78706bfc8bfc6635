#include <baton/provider/token_source.hpp>

#include <mutex>
#include <optional>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/notification.hpp>

namespace baton::inline v0 {
namespace {

/// A call takes time to arrive, and clocks differ.
constexpr std::chrono::seconds margin{60};

}  // namespace

struct TokenSource::State {
  explicit State(Fetch given) : fetch(std::move(given)) {}

  /// The token that is kept; or nothing, and then who fetches: the caller, if `running` was empty.
  std::optional<Secret> take(std::optional<Notification>& running) {
    const std::lock_guard lock(mutex);
    if (kept && std::chrono::steady_clock::now() < kept->expires) return kept->secret;
    running = std::exchange(fetching, fetching ? fetching : Notification());
    return std::nullopt;
  }

  void end(std::optional<AccessToken> fresh) {
    Notification ended;
    {
      const std::lock_guard lock(mutex);
      if (fresh) kept = std::move(fresh);
      ended = *std::exchange(fetching, std::nullopt);
    }
    ended.notify();
  }

  const Fetch fetch;
  std::mutex mutex;
  std::optional<AccessToken> kept;
  std::optional<Notification> fetching;
};

namespace {

/// A token that has hardly begun is used for half of its life.
AccessToken with_margin(AccessToken token) {
  const auto now = std::chrono::steady_clock::now();
  if (token.expires == std::chrono::steady_clock::time_point::max()) return token;
  const auto life = token.expires - now;
  token.expires = life > 2 * margin ? token.expires - margin : now + life / 2;
  return token;
}

}  // namespace

TokenSource::TokenSource(Fetch fetch) : state_(std::make_shared<State>(std::move(fetch))) {}
TokenSource::~TokenSource() = default;

Task<Secret> TokenSource::token(Context context) const {
  const std::shared_ptr<State> state = state_;
  for (;;) {
    std::optional<Notification> running;
    if (auto kept = state->take(running)) co_return *std::move(kept);
    if (running) {
      co_await running->wait(context);
      continue;
    }
    std::optional<AccessToken> fresh;
    try {
      fresh = with_margin(co_await state->fetch(context));
      if (fresh->secret.empty()) {
        throw Error(ErrorCode::bad_response, "the source of access tokens gave an empty one");
      }
    } catch (...) {
      state->end(std::nullopt);
      throw;
    }
    Secret secret = fresh->secret;
    state->end(std::move(fresh));
    co_return secret;
  }
}

Secret TokenSource::kept() const {
  const std::lock_guard lock(state_->mutex);
  return state_->kept ? state_->kept->secret : Secret();
}

void TokenSource::forget(const Secret& refused) const noexcept {
  const std::lock_guard lock(state_->mutex);
  if (state_->kept && state_->kept->secret.reveal() == refused.reveal()) state_->kept.reset();
}

}  // namespace baton::inline v0
