#include "embed_retry.hpp"

#include <chrono>
#include <optional>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/runtime.hpp>

namespace baton::inline v0 {
namespace {

/// How long to wait before the next attempt, or nothing when that was the last one.
std::optional<std::chrono::milliseconds> wait_after(const Error& error, int attempt,
                                                    const RetryOptions& options) {
  if (attempt >= options.attempts || !detail::worth_retrying(error, options)) return std::nullopt;
  return detail::backoff_delay(error, attempt, options);
}

void check_count(const Embedder& embedder, std::size_t vectors, std::size_t texts) {
  if (vectors == texts) return;
  throw Error(ErrorCode::bad_response, "the embedder " + embedder.name() + " gave " + std::to_string(vectors) +
                                           " vectors for " + std::to_string(texts) + " texts");
}

}  // namespace

Task<std::vector<Embedding>> embed_with_retry(std::shared_ptr<const Embedder> embedder,
                                              std::vector<std::string> texts, RetryOptions options,
                                              Context context) {
  for (int attempt = 1;; ++attempt) {
    std::chrono::milliseconds wait{0};
    try {
      const bool last = attempt >= options.attempts;
      const std::size_t count = texts.size();
      std::vector<std::string> asked = last ? std::move(texts) : texts;
      auto vectors = co_await embedder->embed(std::move(asked), EmbedPurpose::document, context);
      check_count(*embedder, vectors.size(), count);
      co_return vectors;
    } catch (const Error& error) {
      const auto delay = wait_after(error, attempt, options);
      if (!delay) throw;
      wait = *delay;
    }
    co_await context.runtime().sleep_for(wait, context);
  }
}

}  // namespace baton::inline v0
