#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include <baton/cache/cache_store.hpp>
#include <baton/core/export.hpp>
#include <baton/provider/model.hpp>

namespace baton::inline v0 {

/// Answers that were given to a question of the same meaning.
///
/// Only the last user message may differ, and only in its wording: the tenant, the model, all earlier
/// messages, tools and options must be the same, and so must every number in the question. An answer that
/// calls tools is never given to another question. The spans of such hits say "similar", and how much.
struct SemanticOptions {
  std::shared_ptr<const Embedder> embedder{};  ///< null: only the same question has the same answer
  /// The cosine from which two questions count as one. It depends on the embedder: try it with
  /// questions of your own that look alike and are not.
  double threshold = 0.95;
  /// Longer texts are not compared: what differs would be lost in what does not.
  std::size_t max_question_bytes = 1'000;
  std::size_t max_questions = 200;  ///< remembered for each system prompt, the newest ones
};

/// What a cache keeps, for whom and for how long.
struct CacheOptions {
  std::chrono::milliseconds time_to_live = std::chrono::hours(1);
  /// Whose answers these are: no other tenant is ever given them. The tenant of the call's
  /// `Principal` separates as well; without any tenant, its user does.
  std::string tenant{};
  /// A request that asks for more, without a seed, wants another answer each time: it is not cached.
  /// One that says nothing of its temperature is.
  double max_temperature = 0.0;
  bool tool_calls = true;  ///< keep answers that call tools; the tools run each time all the same
  std::size_t max_request_bytes = std::size_t{1} << 20;  ///< larger requests are not cached
  std::size_t max_entry_bytes = std::size_t{1} << 20;    ///< larger answers are not kept
  SemanticOptions semantic{};
};

/// `model` with a memory: what it was asked before, it answers from `store`.
///
/// * **The same request** is the same messages, tools, options, output format, model and address, for
///   the same tenant. JSON members in another order are the same; prompt-cache marks do not count.
/// * **Not kept**: errors, answers that are cut off, filtered or empty, and whatever `CacheOptions` or
///   `ChatOptions::cached_answers` exclude.
/// * **Identical calls at the same time** make one call. It goes on as long as one caller is left, so
///   whoever came first may leave; each waits no longer than its own deadline and stop token. The
///   first caller's budget pays. A failure is every caller's, unless it is the first one's alone
///   (its budget, its runtime): then another asks anew.
/// * **Streams** are recorded while they run: a caller who joins gets what came so far and then the
///   rest; later ones get the recorded pieces at once. `complete` and `stream` share answers.
/// * **What comes out of the cache** has `from_cache` set and no usage, and reserves no budget.
/// * A store that fails or holds damaged bytes is a miss; the span's "baton.cache.warning" says why.
///
/// When the store is shared (`CacheStore::shared`), a call for which neither the options nor the
/// context's principal name a tenant or user fails with `invalid_argument` before anything is sent.
/// Thread-safe; copies of the result share everything. The span attribute "baton.cache" is "hit",
/// "similar", "miss", "joined" or "bypass".
///
///     Model shared = cached(gpt, sqlite_cache("answers.db"), {.time_to_live = 24h, .tenant = "acme"});
[[nodiscard]] BATON_EXPORT Model cached(Model model, std::shared_ptr<CacheStore> store,
                                        CacheOptions options = {});

}  // namespace baton::inline v0
