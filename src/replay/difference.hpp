#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace baton::inline v0::detail {

/// Where a request differs from a recorded one.
struct Differences {
  std::size_t count = 0;             ///< of values; a part that one side lacks counts once
  std::size_t bytes = 0;             ///< of texts, from where they begin to differ to where they end to
  std::vector<std::string> first{};  ///< "messages[0].parts[0].text: recorded "a", asked "b"": a few
};

[[nodiscard]] Differences differences(const nlohmann::json& recorded, const nlohmann::json& asked);

/// The value as JSON text, cut to what fits a message: from a little before byte `from` on.
[[nodiscard]] std::string excerpt(const nlohmann::json& value, std::size_t from = 0);

}  // namespace baton::inline v0::detail
