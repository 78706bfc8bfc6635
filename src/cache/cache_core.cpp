#include "cache/cache_core.hpp"

#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/trace.hpp>

#include "cache/cache_key.hpp"
#include "cache/cache_policy.hpp"

namespace baton::inline v0 {
namespace {

void set_attribute(const Context& context, std::string_view key, std::string_view value) noexcept {
  if (context.tracer() != nullptr && context.span() != 0) {
    context.tracer()->attribute(context.span(), key, value);
  }
}

void warn(const Context& context, const Error& error) noexcept {
  set_attribute(context, "baton.cache.warning", error.message());
}

}  // namespace

void note_cache(const Context& context, std::string_view what) noexcept {
  set_attribute(context, "baton.cache", what);
}

std::optional<std::string> key_of(const CacheCore& core, const ChatRequest& request, const Context& context) {
  // First, so that a forgotten tenant is noticed with the first request of any kind.
  const std::string scope = cache_scope(core.options, core.store->shared(), context);
  if (!may_answer_from_cache(request, core.options)) return std::nullopt;
  const auto text = canonical(request);
  if (!text) return std::nullopt;
  return digest_of({scope, core.inner.name(), core.endpoint, *text});
}

Task<std::optional<CacheEntry>> find_entry(std::shared_ptr<const CacheCore> core, std::string key,
                                           bool with_deltas, Context context) {
  try {
    const auto bytes = co_await core->store->get(key, context);
    if (bytes) co_return read_entry(*bytes, with_deltas);
  } catch (...) {
    warn(context, current_error());
  }
  co_return std::nullopt;
}

Task<void> keep_entry(std::shared_ptr<const CacheCore> core, std::string key,
                      std::shared_ptr<const ChatResponse> response, std::vector<ChatEvent> deltas,
                      Context context) {
  if (!may_keep(*response, core->options)) co_return;
  try {
    auto bytes = write_entry(*response, deltas, core->options.max_entry_bytes);
    if (bytes) co_await core->store->put(std::move(key), *std::move(bytes), core->options.time_to_live, context);
  } catch (...) {
    warn(context, current_error());
  }
}

}  // namespace baton::inline v0
