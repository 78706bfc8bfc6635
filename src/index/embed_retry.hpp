#pragma once

#include <memory>
#include <string>
#include <vector>

#include <baton/core/backoff.hpp>
#include <baton/core/context.hpp>
#include <baton/core/task.hpp>
#include <baton/provider/embedder.hpp>

namespace baton::inline v0 {

/// One vector for each text. Tries again as the error and `options` say; gives up with the last error,
/// and throws `bad_response` when there are more or fewer vectors than texts.
[[nodiscard]] Task<std::vector<Embedding>> embed_with_retry(std::shared_ptr<const Embedder> embedder,
                                                            std::vector<std::string> texts,
                                                            RetryOptions options, Context context);

}  // namespace baton::inline v0
