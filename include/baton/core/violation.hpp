#pragma once

#include <string>
#include <vector>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// One way in which a value does not fit: "lines[2].price" and "must be at least 0, was -3".
struct Violation {
  std::string path;  ///< empty for the value as a whole
  std::string message;
  bool operator==(const Violation&) const = default;
};

/// "lines[2].price: must be at least 0, was -3; total: is missing".
[[nodiscard]] BATON_EXPORT std::string join_violations(const std::vector<Violation>& violations);

}  // namespace baton::inline v0
