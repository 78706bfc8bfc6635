#pragma once

#include <baton/core/context.hpp>
#include <baton/core/task.hpp>
#include <baton/http/client.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

/// Makes a call, with a token of the peer's if its keys expire. A token may be withdrawn before it
/// expires: then another one is tried, once.
[[nodiscard]] Task<HttpResponse> send_authorized(const Peer& peer, HttpRequest post, Context context);
[[nodiscard]] Task<HttpExchange> open_authorized(const Peer& peer, HttpRequest post, Context context);

[[nodiscard]] inline bool succeeded(const HttpHead& head) {
  return head.status >= 200 && head.status < 300;
}

}  // namespace baton::inline v0::detail
