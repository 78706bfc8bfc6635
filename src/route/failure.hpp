#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

#include <baton/core/error.hpp>
#include <baton/route/policy.hpp>

namespace baton::inline v0::detail {

/// The class of a failure; nothing when it is the caller's own, which no other deployment helps.
[[nodiscard]] std::optional<FailureClass> classify(const Error& error) noexcept;

/// Classes of failures, as a set.
class FailureSet {
 public:
  constexpr FailureSet(std::initializer_list<FailureClass> members) {
    for (const FailureClass member : members) bits_ |= bit(member);
  }
  /// Those of a policy; the usual ones when it names none.
  explicit FailureSet(const std::vector<FailureClass>& named);

  [[nodiscard]] constexpr bool contains(FailureClass failure) const noexcept {
    return (bits_ & bit(failure)) != 0;
  }

 private:
  static constexpr std::uint32_t bit(FailureClass failure) noexcept {
    return 1U << static_cast<unsigned>(failure);
  }
  std::uint32_t bits_ = 0;
};

/// Those after which any other deployment may do.
inline constexpr FailureSet usual_failures = {
    FailureClass::overload, FailureClass::rate_limit,  FailureClass::quota,         FailureClass::access,
    FailureClass::missing,  FailureClass::unsupported, FailureClass::invalid_output};

}  // namespace baton::inline v0::detail
