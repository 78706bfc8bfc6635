#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/core/limits.hpp>
#include <baton/core/secret.hpp>

namespace baton::inline v0 {

class EgressPolicy;

/// One header line. Names compare without case.
struct HttpHeader {
  std::string name = {};
  std::string value = {};
};

/// A header whose value must never be seen: "Authorization: Bearer …". Sent only to the request's own
/// origin (redirects are not followed). `prefix` stands in front of the secret.
struct HttpCredential {
  std::string name = {};
  std::string prefix = {};
  Secret secret = {};
};

/// How long to wait for what. The context's deadline bounds all of them together.
struct HttpTimeouts {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds first_byte{120'000};  ///< from sending to the first byte of the answer
  std::chrono::milliseconds idle{60'000};         ///< between two blocks of bytes
  std::chrono::milliseconds total{600'000};
};

/// What to send.
struct HttpRequest {
  std::string method = "GET";
  std::string url = {};
  std::vector<HttpHeader> headers = {};
  std::vector<HttpCredential> credentials = {};
  std::string body = {};
  HttpTimeouts timeouts = {};
  Limits limits = {};  ///< `bytes` caps the decoded body, `ratio` the compression
  std::shared_ptr<const EgressPolicy> egress = {};  ///< null: any address (the application chose the URL)
};

/// Status and headers of an answer.
struct BATON_EXPORT HttpHead {
  int status = 0;
  std::vector<HttpHeader> headers = {};

  /// The first header of that name, or empty.
  [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
};

/// A whole answer.
struct HttpResponse : HttpHead {
  std::string body = {};
};

}  // namespace baton::inline v0
