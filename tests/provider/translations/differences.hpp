#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace baton::test {

/// A place where two requests are known to differ. `path` is a JSON pointer in which "*" stands for any
/// one step. Either both values are given, where none means that the member is not there, or both names
/// of one member that is called differently.
struct Difference {
  std::string path;
  std::optional<nlohmann::json> ours;
  std::optional<nlohmann::json> theirs;
  std::string our_name;
  std::string their_name;
  std::string reason;
  std::string source;
};

/// Reads `{"path", "ours", "theirs", "our_name", "their_name", "reason", "source"}`.
[[nodiscard]] Difference difference_from(const nlohmann::json& entry);

/// What a comparison came to.
struct Compared {
  std::vector<std::size_t> found;        ///< how often each known difference was met
  std::vector<std::string> unexplained;  ///< as JSON, in the form that `difference_from` reads
};

[[nodiscard]] Compared compare(const nlohmann::json& ours, const nlohmann::json& theirs,
                               const std::vector<Difference>& known);

}  // namespace baton::test
