#pragma once

#include <memory>
#include <string>

#include <baton/core/export.hpp>
#include <baton/core/secret.hpp>
#include <baton/http/http.hpp>
#include <baton/provider/token_source.hpp>

namespace baton::inline v0 {

/// Where IBM Cloud's tokens come from.
struct IamOptions {
  Secret api_key{};            ///< of a user or of a service id
  std::string key_variable{};  ///< where the key came from, for the advice in errors
  std::string url = "https://iam.cloud.ibm.com";
  HttpTimeouts timeouts{};
};

/// Exchanges an API key of IBM Cloud for access tokens, which live about an hour. Share one source
/// among the models of an account.
///
/// Throws `invalid_argument` for an empty key, one with a control character in it, or a URL that is
/// not http(s); no network. A key that IBM does not accept is `permission_denied` when the first call
/// asks for a token; other failures have the codes of every vendor call. Source: IBM Cloud API docs,
/// "IAM Identity Services", "Create an IAM access token for a user or service ID using an API key".
///
///     auto tokens = iam_tokens({.api_key = Secret::from_env("IBM_KEY")});
[[nodiscard]] BATON_EXPORT std::shared_ptr<const TokenSource> iam_tokens(IamOptions options);

}  // namespace baton::inline v0
