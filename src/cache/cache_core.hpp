#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <baton/cache/cached.hpp>

#include "cache/cache_entry.hpp"
#include "cache/flight.hpp"

namespace baton::inline v0 {

/// What the calls of one cached model share.
struct CacheCore {
  Model inner;
  std::shared_ptr<CacheStore> store;
  CacheOptions options;
  std::string endpoint;  ///< where and how `inner` sends
  std::shared_ptr<Flights> flights = std::make_shared<Flights>();
};

/// The same request for the same tenant has the same name; a request that may not be cached has none.
/// `request` is complete: what the model binds is in it.
[[nodiscard]] std::optional<std::string> key_of(const CacheCore& core, const ChatRequest& request,
                                                const Context& context);

/// What is kept under `key`; nothing when the store fails or the bytes are damaged.
[[nodiscard]] Task<std::optional<CacheEntry>> find_entry(std::shared_ptr<const CacheCore> core,
                                                         std::string key, bool with_deltas, Context context);

/// Keeps the answer if it is one to keep. A store that fails is noted, no more.
[[nodiscard]] Task<void> keep_entry(std::shared_ptr<const CacheCore> core, std::string key,
                                    std::shared_ptr<const ChatResponse> response,
                                    std::vector<ChatEvent> deltas, Context context);

/// Sets the span attribute "baton.cache".
void note_cache(const Context& context, std::string_view what) noexcept;

}  // namespace baton::inline v0
