#pragma once

#include <baton/core/context.hpp>
#include <baton/core/task.hpp>
#include <baton/http/client.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// `send_to_provider` and `open_at_provider`, with a token of the vendor's where its keys expire. A token
/// may be withdrawn before it expires: then another one is tried, once. `peer` outlives the call.
[[nodiscard]] Task<HttpResponse> send_authorized(const Peer& peer, HttpRequest post, Context context);
[[nodiscard]] Task<HttpExchange> open_authorized(const Peer& peer, HttpRequest post, Context context);

}  // namespace baton::inline v0::detail
