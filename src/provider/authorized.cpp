#include "provider/authorized.hpp"

#include <utility>

#include "provider/http_call.hpp"
#include "provider/server.hpp"

namespace baton::inline v0::detail {
namespace {

constexpr int unauthorized = 401;

template <class Answer>
Task<Answer> authorized(const TokenSource* tokens, HttpRequest post, Context context,
                        Task<Answer> (*call)(HttpRequest, Context), const HttpHead& (*head)(const Answer&)) {
  if (tokens == nullptr) co_return co_await call(std::move(post), std::move(context));
  HttpRequest first = post;
  const Secret token = co_await tokens->token(context);
  first.credentials.push_back(bearer(token));
  Answer answer = co_await call(std::move(first), context);
  if (head(answer).status != unauthorized) co_return answer;
  tokens->forget(token);
  const Secret another = co_await tokens->token(context);
  post.credentials.push_back(bearer(another));
  co_return co_await call(std::move(post), context);
}

}  // namespace

Task<HttpResponse> send_authorized(const Peer& peer, HttpRequest post, Context context) {
  return authorized<HttpResponse>(
      peer.tokens.get(), std::move(post), std::move(context), send_to_provider,
      [](const HttpResponse& response) -> const HttpHead& { return response; });
}

Task<HttpExchange> open_authorized(const Peer& peer, HttpRequest post, Context context) {
  return authorized<HttpExchange>(
      peer.tokens.get(), std::move(post), std::move(context), open_at_provider,
      [](const HttpExchange& exchange) -> const HttpHead& { return exchange.head(); });
}

}  // namespace baton::inline v0::detail
