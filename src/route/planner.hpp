#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/message/chat.hpp>
#include <baton/route/policy.hpp>

#include "route/endpoint.hpp"
#include "route/failure.hpp"

namespace baton::inline v0::detail {

/// What a policy goes by.
struct CallFacts {
  const Context* context = nullptr;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;  ///< as many as are expected
  bool images = false;
  bool tools = false;
};
[[nodiscard]] CallFacts facts_of(const ChatRequest& request, const Context& context);

/// The policy of a router with the endpoints it means.
struct Fleet {
  Policy policy;
  std::vector<std::shared_ptr<Endpoint>> endpoints;

  /// The number of an endpoint. Throws `not_found` with the known names.
  [[nodiscard]] std::size_t find(const std::string& name) const;
};

/// One deployment in the order of a call.
struct Candidate {
  std::size_t endpoint;
  FailureSet after = usual_failures;  ///< which failures lead here from outside of its group
  std::size_t group = 0;              ///< candidates of one guarded part share a number; 0: of none
};

/// The order in which the deployments are tried for one call.
struct Plan {
  std::vector<Candidate> candidates;
  std::optional<std::size_t> shadow;
  std::optional<std::chrono::milliseconds> hedge_after;
  std::size_t hedge_from = 0;  ///< the candidate that the second call begins with
};

[[nodiscard]] Plan plan_call(const Fleet& fleet, const CallFacts& facts);

}  // namespace baton::inline v0::detail
