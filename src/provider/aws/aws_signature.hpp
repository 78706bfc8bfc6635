#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <baton/core/secret.hpp>
#include <baton/http/http.hpp>

namespace baton::inline v0::detail {

/// Who signs. The session token is that of temporary keys, else empty.
struct AwsKeys {
  std::string access_key_id;
  Secret secret_access_key;
  Secret session_token;
};

/// Which service of which region the signature is for.
struct AwsScope {
  std::string region;
  std::string service;
};

/// Signs `request` by Signature Version 4: adds `X-Amz-Date` to its headers, and the signature and the
/// session token to its credentials. All headers that it has are signed, so it must not be changed
/// afterwards. The path of its URL is what goes over the wire; it is encoded once more for the
/// signature, as all services but S3 demand. Its query must be encoded as `percent_encoded` does it.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
void sign_aws(HttpRequest& request, const AwsKeys& keys, const AwsScope& scope,
              std::chrono::system_clock::time_point now);

}  // namespace baton::inline v0::detail
