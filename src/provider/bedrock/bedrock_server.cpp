#include "provider/bedrock/bedrock_server.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <baton/core/error.hpp>

#include "provider/aws/aws_signature.hpp"
#include "provider/server.hpp"

namespace baton::inline v0::detail {
namespace {

[[noreturn]] void refuse_bedrock(const char* message) { throw Error(ErrorCode::invalid_argument, message); }

/// The region becomes a part of the host's name.
bool is_aws_region(const std::string& region) {
  return std::all_of(region.begin(), region.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_bedrock_key(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c != 0x7F; });
}

/// China's regions have a domain of their own. Source: botocore's endpoint rules of bedrock, bedrock-runtime
/// and bedrock-agent-runtime.
std::string regional_url(std::string_view service, const std::string& region) {
  const char* const domain = region.starts_with("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
  return "https://" + std::string(service) + "." + region + domain;
}

}  // namespace

bool is_signed_bedrock(const BedrockOptions& options) {
  return options.api_key.empty() && !options.secret_access_key.empty();
}

BedrockOptions bedrock_server(BedrockOptions options, std::string_view service) {
  if (!is_aws_region(options.region)) refuse_bedrock("an AWS region is written like eu-central-1");
  if (options.region.empty() && (options.base_url.empty() || is_signed_bedrock(options))) {
    refuse_bedrock("bedrock needs a region: set AWS_REGION or BedrockOptions::region");
  }
  if (is_signed_bedrock(options) && options.access_key_id.empty()) {
    refuse_bedrock("a secret access key needs its access_key_id");
  }
  if (!is_bedrock_key(options.access_key_id) || !is_bedrock_key(options.session_token.reveal())) {
    refuse_bedrock("the AWS access key id or session token has a blank or a control character in it: remove it");
  }
  if (options.base_url.empty()) options.base_url = regional_url(service, options.region);
  check_server(bedrock_peer(options), options.model, options.base_url);
  return options;
}

Peer bedrock_peer(const BedrockOptions& options) {
  Peer peer = peer_of(options);
  if (is_signed_bedrock(options)) peer.key = options.secret_access_key;
  peer.session_token = options.session_token;
  return peer;
}

void sign_bedrock(HttpRequest& request, const BedrockOptions& options) {
  if (!is_signed_bedrock(options)) return;
  sign_aws(request, {options.access_key_id, options.secret_access_key, options.session_token},
           {options.region, "bedrock"}, std::chrono::system_clock::now());
}

HttpRequest bedrock_post(const BedrockOptions& options, std::string_view path, std::string body) {
  HttpRequest request = post_to(options, path, std::move(body), false, bearer(options.api_key));
  sign_bedrock(request, options);
  return request;
}

}  // namespace baton::inline v0::detail
