#pragma once

#include <string>
#include <string_view>

#include <baton/http/http.hpp>
#include <baton/provider/bedrock.hpp>

#include "provider/vendor_error.hpp"

namespace baton::inline v0::detail {

// What all calls of Amazon Bedrock have in common: whose address is called, and who calls.

/// The options with an address: without one, that of `service` ("bedrock-runtime") in the region. Throws
/// `invalid_argument` for what can never be called.
[[nodiscard]] BedrockOptions bedrock_server(BedrockOptions options, std::string_view service);

/// Whether requests are signed with access keys, instead of having an API key.
[[nodiscard]] bool is_signed_bedrock(const BedrockOptions& options);

[[nodiscard]] Peer bedrock_peer(const BedrockOptions& options);

/// Signs `request` for now where there are access keys. It must not be changed afterwards.
void sign_bedrock(HttpRequest& request, const BedrockOptions& options);

/// The POST of JSON to `path` below the address, with the API key or signed.
[[nodiscard]] HttpRequest bedrock_post(const BedrockOptions& options, std::string_view path, std::string body);

}  // namespace baton::inline v0::detail
