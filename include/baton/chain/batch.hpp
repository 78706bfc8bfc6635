#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include <baton/chain/apart.hpp>
#include <baton/chain/compose.hpp>
#include <baton/core/for_each.hpp>
#include <baton/core/result.hpp>
#include <baton/core/sync_wait.hpp>

namespace baton::inline v0 {

struct BatchOptions {
  std::size_t concurrency = 8;  ///< how many inputs at the same time
};

/// Runs a chain for many inputs at the same time; each has its own result, in order, so one failure
/// spoils nothing else. What was not started when the context stopped has the error `cancelled`.
template <class S, class In>
Task<std::vector<Result<StepOutput<S, In>>>> abatch(S chain, std::vector<In> inputs,
                                                    BatchOptions options = {}, Context context = {}) {
  const Error unstarted(ErrorCode::cancelled, "the batch was stopped before this input began");
  std::vector<Result<StepOutput<S, In>>> results(inputs.size(), unstarted);
  const auto body = [&](std::size_t i, const Context& child) -> Task<void> {
    try {
      results[i] = co_await detail::run_apart(chain, std::move(inputs[i]), child);
    } catch (...) {
      results[i] = current_error();
    }
  };
  try {
    co_await for_each(inputs.size(), options.concurrency, context, body);
  } catch (const Error& error) {
    const bool stopped =
        error.code() == ErrorCode::cancelled || error.code() == ErrorCode::deadline_exceeded;
    if (!stopped) throw;
  }
  co_return results;
}

/// The same, waiting for it on the calling thread:
///
///     for (auto& result : batch(chain, questions, {.concurrency = 16})) …
template <class S, class In>
std::vector<Result<StepOutput<S, In>>> batch(S chain, std::vector<In> inputs, BatchOptions options = {},
                                             const Context& context = {}) {
  return sync_wait(abatch(std::move(chain), std::move(inputs), options, context), context);
}

}  // namespace baton::inline v0
