#include "provider/http_call.hpp"

#include <atomic>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/provider/policy.hpp>

namespace baton::inline v0 {
namespace {

std::atomic<bool> forbidden_now{false};

void check_allowed() {
  if (!real_requests_forbidden()) return;
  throw Error(ErrorCode::permission_denied,
              "real requests are forbidden in this process: use an offline or test model, or call "
              "forbid_real_requests(false)");
}

}  // namespace

void forbid_real_requests(bool forbidden) noexcept { forbidden_now.store(forbidden); }
bool real_requests_forbidden() noexcept { return forbidden_now.load(); }

namespace detail {

Task<HttpResponse> send_to_provider(HttpRequest request, Context context) {
  check_allowed();
  auto& client = HttpClient::of(context.runtime());
  co_return co_await client.send(std::move(request), std::move(context));
}

Task<HttpExchange> open_at_provider(HttpRequest request, Context context) {
  check_allowed();
  auto& client = HttpClient::of(context.runtime());
  co_return co_await client.open(std::move(request), std::move(context));
}

Task<std::string> read_rest(HttpExchange& exchange, std::size_t limit) {
  std::string body;
  while (body.size() < limit) {
    const std::string block = co_await exchange.read();
    if (block.empty()) break;
    body += block;
  }
  if (body.size() > limit) body.resize(limit);
  co_return body;
}

}  // namespace detail
}  // namespace baton::inline v0
