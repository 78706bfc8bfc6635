#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <baton/cache/cached.hpp>
#include <baton/core/error.hpp>

#include "cache/cache_entry.hpp"
#include "cache/flight.hpp"
#include "cache/turns.hpp"

namespace baton::inline v0 {

/// What the calls of one cached model share.
struct CacheCore {
  Model inner;
  std::shared_ptr<CacheStore> store;
  CacheOptions options;
  std::string endpoint;  ///< where and how `inner` sends
  std::shared_ptr<Flights> flights = std::make_shared<Flights>();
  std::shared_ptr<Turns> turns = std::make_shared<Turns>();
};

/// What a request is called in the store.
struct RequestName {
  std::string key;        ///< of this request and the same
  std::string partition;  ///< of all requests that differ in the question alone; empty: not compared
  std::string question;
  Embedding meaning;  ///< of the question, of length 1; empty until it is known
};

/// A request that may not be cached has no name. `request` is complete: what the model binds is in it.
[[nodiscard]] std::optional<RequestName> name_of(const CacheCore& core, const ChatRequest& request,
                                                 const Context& context);

/// What is kept under `key`; nothing when the store fails or the bytes are damaged.
[[nodiscard]] Task<std::optional<CacheEntry>> find_entry(std::shared_ptr<const CacheCore> core,
                                                         std::string key, bool with_deltas, Context context);

/// Keeps the answer if it is one to keep, and says whether it did. A store that fails is noted, no more.
[[nodiscard]] Task<bool> keep_entry(std::shared_ptr<const CacheCore> core, std::string key,
                                    std::shared_ptr<const ChatResponse> response,
                                    std::vector<ChatEvent> deltas, Context context);

/// Sets the span attribute "baton.cache".
void note_cache(const Context& context, std::string_view what) noexcept;
/// Sets "baton.cache.warning".
void warn_of_cache(const Context& context, const Error& error) noexcept;

}  // namespace baton::inline v0
