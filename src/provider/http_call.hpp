#pragma once

#include <cstddef>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/task.hpp>
#include <baton/http/client.hpp>

namespace baton::inline v0::detail {

/// The one door through which providers reach the network: refuses while real requests are forbidden.
[[nodiscard]] Task<HttpResponse> send_to_provider(HttpRequest request, Context context);
[[nodiscard]] Task<HttpExchange> open_at_provider(HttpRequest request, Context context);

/// What is left of the body, up to `limit` bytes; the rest is not read.
[[nodiscard]] Task<std::string> read_rest(HttpExchange& exchange, std::size_t limit);

}  // namespace baton::inline v0::detail
