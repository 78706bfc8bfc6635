#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>
#include <baton/provider/model.hpp>

namespace baton::inline v0 {

/// What a vendor tells of one of its models; what it does not tell is empty.
struct ModelInfo {
  enum class Use : std::uint8_t { chat, embedding, reranking };

  std::string id{};            ///< what follows "vendor/" in the model's name
  std::string display_name{};  ///< for people
  std::int64_t context_window = 0;     ///< the most tokens it reads, with some vendors and writes; 0: not told
  std::int64_t max_output_tokens = 0;  ///< 0: not told
  std::optional<std::chrono::sys_seconds> created{};  ///< made, or offered, as the vendor counts it
  std::vector<Use> uses{};  ///< of those that baton has a call for; empty: not told, or none of them

  bool operator==(const ModelInfo&) const = default;
};

/// The models of a vendor by its name in the registry, in the vendor's order: those that the key may
/// call, as far as the vendor knows. Reads as many pages as there are.
///
/// Throws what `model` throws of the vendor and its key, `unsupported` for a vendor that lists none, and
/// what calls throw; `limit_exceeded` when the pages do not end.
///
///     for (const auto& each : sync_wait(list_models("anthropic", {}, Context{}))) show(each.id);
[[nodiscard]] BATON_EXPORT Task<std::vector<ModelInfo>> list_models(std::string vendor, ModelSettings settings,
                                                                    Context context);

}  // namespace baton::inline v0
