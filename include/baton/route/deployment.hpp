#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <baton/provider/embedder.hpp>
#include <baton/provider/model.hpp>
#include <baton/provider/prices.hpp>

namespace baton::inline v0 {

/// What a deployment may be asked for. 0: not limited.
struct DeploymentLimits {
  std::int64_t requests_per_minute = 0;
  std::int64_t tokens_per_minute = 0;  ///< input and output; estimated before a call, corrected after it
  std::size_t concurrency = 0;         ///< calls in flight
  std::size_t max_waiting = 1'000;     ///< calls that wait for their turn, beyond which they are refused
};

/// When a deployment is taken out of service for a while.
struct BreakerOptions {
  int consecutive = 5;                ///< so many failures in a row, or …
  double failure_share = 0.5;         ///< … this share of the calls …
  int least_calls = 10;               ///< … of at least so many within `window`
  std::chrono::milliseconds window{30'000};
  std::chrono::milliseconds rest{5'000};           ///< then it rests, twice as long each time …
  std::chrono::milliseconds longest_rest{60'000};  ///< … up to this
  std::chrono::milliseconds long_rest{600'000};    ///< after a wrong key, or when there is no credit
  std::chrono::milliseconds limit_rest{1'000};     ///< when it says "slow down" and not for how long
};

/// One place where a model runs: an account, a region, a server. At least one of `chat` and `embedder`.
struct Deployment {
  std::string name{};  ///< by which policies mean it
  std::optional<Model> chat{};
  std::shared_ptr<const Embedder> embedder{};
  DeploymentLimits limits{};
  BreakerOptions breaker{};
  std::optional<ModelPrice> price{};  ///< instead of what the price table says of the model
};

}  // namespace baton::inline v0
