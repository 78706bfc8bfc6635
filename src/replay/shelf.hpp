#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "replay/interaction.hpp"

namespace baton::inline v0::detail {

/// The interactions of a cassette, each to be taken once. Thread-safe.
class Shelf {
 public:
  Shelf(std::string path, std::vector<Interaction> interactions);

  /// The next interaction with exactly this request. Lives as long as the shelf. Throws `not_found`.
  [[nodiscard]] const Interaction& take(const Ask& ask) const;
  /// The first interaction of that kind with a model of that name or alias, taken or not; or null.
  [[nodiscard]] const Interaction* any_of(std::string_view kind, std::string_view name) const noexcept;
  void check_all_used() const;

  /// Where an interaction is, for a message.
  [[nodiscard]] std::string place_of(const Interaction& interaction) const;

 private:
  [[nodiscard]] Error miss(const Ask& ask) const;
  [[nodiscard]] std::string nearest_to(const Ask& ask) const;

  const std::string path_;
  const std::vector<Interaction> interactions_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::deque<std::size_t>> waiting_;  // by request; empty: all taken
  mutable std::vector<bool> taken_;
  mutable std::optional<Error> first_miss_;
};

}  // namespace baton::inline v0::detail
