#pragma once

#include <memory>
#include <optional>

#include "cache/cache_core.hpp"

namespace baton::inline v0 {

/// The answer to a question of nearly the same meaning; nothing when there is none, or when the embedder
/// or the store fails. Fills in `name.meaning`.
[[nodiscard]] Task<std::optional<CacheEntry>> find_similar(std::shared_ptr<const CacheCore> core,
                                                           RequestName& name, bool with_deltas,
                                                           const Context& context);

/// Lets later questions find the answer, which was kept, by the meaning of this one.
[[nodiscard]] Task<void> remember_question(std::shared_ptr<const CacheCore> core, const RequestName& name,
                                           const ChatResponse& response, const Context& context);

}  // namespace baton::inline v0
