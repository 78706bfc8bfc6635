#pragma once

#include <memory>
#include <string>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/runtime.hpp>
#include <baton/core/task.hpp>
#include <baton/http/http.hpp>

namespace baton::inline v0 {

/// An answer whose body is still arriving. Destroying it closes the connection unless the body has
/// arrived to its end. Move-only; one `read` at a time.
class BATON_EXPORT HttpExchange {
 public:
  HttpExchange(HttpExchange&&) noexcept;
  HttpExchange& operator=(HttpExchange&&) noexcept;
  ~HttpExchange();

  [[nodiscard]] const HttpHead& head() const noexcept { return head_; }

  /// The next block of the body (decoded, 16 KiB or so at most), or "" at its end. The transfer is
  /// paused while 256 KiB wait unread. Throws `stream_truncated` when the connection breaks or
  /// stalls, `cancelled`, `deadline_exceeded`, `limit_exceeded` (body or ratio).
  [[nodiscard]] Task<std::string> read();

 private:
  friend class HttpClient;
  struct Body;
  HttpExchange(HttpHead head, std::unique_ptr<Body> body) noexcept;

  HttpHead head_;
  std::unique_ptr<Body> body_;
};

/// The one HTTP client: libcurl's multi-socket interface on a runtime's loop, so that ten thousand
/// transfers cost no thread. Connections are kept alive and pooled, HTTP/2 is used when offered, TLS is
/// always verified, redirects are never followed, proxies come from the environment.
///
/// One per runtime, which must outlive it; thread-safe. Its calls and exchanges end before it does.
/// Errors: `invalid_argument` (a request that must not be sent), `connection_failed` (retryable),
/// `deadline_exceeded`, `cancelled`, `limit_exceeded`, `bad_response`, `stream_truncated`,
/// `permission_denied` (egress policy, TLS). An HTTP error status is not an error here: the caller knows
/// what the body means. Every call is a span of kind `http`.
///
///     HttpRequest request{.url = "https://example.com"};
///     HttpResponse response = co_await HttpClient::of(context.runtime()).send(request, context);
class BATON_EXPORT HttpClient {
 public:
  explicit HttpClient(Runtime& runtime);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  [[nodiscard]] static HttpClient& of(Runtime& runtime) { return runtime.service<HttpClient>(); }

  /// Sends and reads the whole answer.
  [[nodiscard]] Task<HttpResponse> send(HttpRequest request, Context context);
  /// Sends and gives the answer as soon as its headers are in. The exchange keeps to `context`.
  [[nodiscard]] Task<HttpExchange> open(HttpRequest request, Context context);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace baton::inline v0
