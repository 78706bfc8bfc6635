#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/json.hpp>

namespace baton::inline v0 {

/// In what way a call failed, as a router sees it. What is the caller's own fault (a wrong argument, a
/// cancelled call, a spent budget) is none of these: no other deployment can help.
enum class FailureClass : std::uint8_t {
  overload,          ///< overloaded, no connection, a broken stream, not the protocol, an attempt that took too long
  rate_limit,        ///< rate_limited
  quota,             ///< quota_exhausted
  access,            ///< permission_denied: a wrong or expired key
  missing,           ///< not_found: the model does not exist there
  unsupported,       ///< the model cannot do what was asked
  invalid_output,    ///< model_output_invalid
  context_too_long,  ///< the request does not fit the model
  content_filter,    ///< the request or the answer was withheld
};
[[nodiscard]] BATON_EXPORT std::string_view to_string(FailureClass failure) noexcept;

/// Which calls an arm of `choose` is for: those for which everything that is set holds.
struct Condition {
  std::string label{};   ///< the name of a label of the context …
  std::string value{};   ///< … and what it must be
  std::string tenant{};  ///< of the context's principal
  std::string user{};
  std::optional<std::int64_t> min_input_tokens{};  ///< as estimated
  std::optional<std::int64_t> max_input_tokens{};
  std::optional<bool> images{};  ///< whether there are any
  std::optional<bool> tools{};
  bool operator==(const Condition&) const = default;
};

/// How a router picks a deployment: a tree, as a plain value. A policy gives for each call an order in
/// which deployments are tried; the leaves are names of deployments. `weight`, `on` and `when` say how
/// the policy above sees this one.
///
///     Policy policy = fallback({weighted({{"eu", 3}, {"us", 1}}),
///                               Policy("long").after({FailureClass::context_too_long}),
///                               "spare"});
struct BATON_EXPORT Policy {
  enum class Kind : std::uint8_t {
    use,         ///< the deployment `deployment`
    fallback,    ///< the parts in order
    weighted,    ///< a part at random, by weight; the others after it
    least_busy,  ///< the part with the fewest calls in flight first
    fastest,     ///< the part with the lowest latency of late first; now and then another, to know it
    cheapest,    ///< the part that costs least for the call and can hold it
    sticky,      ///< always the same part for the same value of `label`, or else for the same user
    choose,      ///< the first part whose condition holds
    canary,      ///< the first part for `percent` of the calls, else the second, which also stands in for it
    shadow,      ///< the first part; `percent` of the calls are also sent to the second and not waited for
    hedge,       ///< the first part; the second too when there is no answer after `delay`
  };

  Policy(std::string name);                     // NOLINT: a name is a policy
  Policy(const char* name) : Policy(std::string(name)) {}  // NOLINT
  Policy(std::string name, double share);
  Policy(Kind which, std::vector<Policy> of);

  /// This policy, with that weight, entered only after such failures, or only for such calls.
  [[nodiscard]] Policy with_weight(double share) const;
  [[nodiscard]] Policy after(std::vector<FailureClass> failures) const;
  [[nodiscard]] Policy when(Condition calls) const;

  Kind kind = Kind::use;
  std::string deployment{};
  std::vector<Policy> parts{};
  double weight = 1.0;
  std::vector<FailureClass> on{};  ///< empty: all but `context_too_long` and `content_filter`
  Condition condition{};
  std::string label = "session";          ///< of `sticky`
  double percent = 0.0;                   ///< of `canary` and `shadow`
  std::chrono::milliseconds delay{1'000};  ///< of `hedge`

  bool operator==(const Policy&) const = default;
};

[[nodiscard]] BATON_EXPORT Policy fallback(std::vector<Policy> parts);
[[nodiscard]] BATON_EXPORT Policy weighted(std::vector<Policy> parts);
[[nodiscard]] BATON_EXPORT Policy least_busy(std::vector<Policy> parts);
[[nodiscard]] BATON_EXPORT Policy fastest(std::vector<Policy> parts);
[[nodiscard]] BATON_EXPORT Policy cheapest(std::vector<Policy> parts);
[[nodiscard]] BATON_EXPORT Policy sticky(std::vector<Policy> parts, std::string label = "session");
[[nodiscard]] BATON_EXPORT Policy choose(std::vector<Policy> parts);
[[nodiscard]] BATON_EXPORT Policy canary(double percent, Policy candidate, Policy stable);
[[nodiscard]] BATON_EXPORT Policy shadow(double percent, Policy answering, std::string copy);
[[nodiscard]] BATON_EXPORT Policy hedge(std::chrono::milliseconds delay, Policy first, Policy second);

/// Throws `invalid_argument` that names the part which makes no sense: none at all, a weight below 0, a
/// percentage above 100, or more than 16 levels.
BATON_EXPORT void check_policy(const Policy& policy);

/// A policy as JSON, and back: a name, or an object with the kind as its one such member.
///
///     {"fallback": [{"weighted": [{"use": "eu", "weight": 3}, "us"]},
///                   {"use": "long", "on": ["context_too_long"]}]}
///
/// Throws `parse_error` with the place of what is not understood; the result is checked.
[[nodiscard]] BATON_EXPORT Policy policy_from_json(const Json& value);
/// The same as YAML, for files that people write.
[[nodiscard]] BATON_EXPORT Policy policy_from_yaml(std::string_view text);
[[nodiscard]] BATON_EXPORT Json to_json(const Policy& policy);

}  // namespace baton::inline v0
