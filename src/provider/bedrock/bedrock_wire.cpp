#include "provider/bedrock/bedrock_wire.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <nlohmann/json.hpp>

#include "provider/aws/aws_signature.hpp"
#include "provider/bedrock/bedrock_request.hpp"
#include "provider/bedrock/bedrock_response.hpp"
#include "provider/bedrock/bedrock_stream.hpp"
#include "provider/form_body.hpp"
#include "provider/json_body.hpp"
#include "provider/server.hpp"
#include "provider/wire_model.hpp"

namespace baton::inline v0 {
namespace detail {
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

/// China's regions have a domain of their own. Source: botocore's bedrock-runtime endpoint rules.
std::string regional_url(const std::string& region) {
  const char* const domain = region.starts_with("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
  return "https://bedrock-runtime." + region + domain;
}

bool is_signed_bedrock(const BedrockOptions& options) {
  return options.api_key.empty() && !options.secret_access_key.empty();
}

BedrockOptions completed_bedrock(BedrockOptions options) {
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
  if (options.base_url.empty()) options.base_url = regional_url(options.region);
  return options;
}

Peer bedrock_peer(const BedrockOptions& options) {
  Peer peer = peer_of(options);
  if (is_signed_bedrock(options)) peer.key = options.secret_access_key;
  peer.session_token = options.session_token;
  return peer;
}

}  // namespace

BedrockWire::BedrockWire(BedrockOptions options)
    : options_(completed_bedrock(std::move(options))), peer_(bedrock_peer(options_)) {
  check_server(peer_, options_.model, options_.base_url);
}

HttpRequest BedrockWire::request(const ChatRequest& request, bool stream) const {
  const std::string path =
      "/model/" + percent_encoded(options_.model) + (stream ? "/converse-stream" : "/converse");
  HttpRequest out = post_to(options_, path, to_text(bedrock_request_body(options_, request)), stream,
                            bearer(options_.api_key));
  if (stream) accept(out, "application/vnd.amazon.eventstream");
  if (!is_signed_bedrock(options_)) return out;
  sign_aws(out, {options_.access_key_id, options_.secret_access_key, options_.session_token},
           {options_.region, "bedrock"}, std::chrono::system_clock::now());
  return out;
}

ChatResponse BedrockWire::response(const ChatRequest&, const HttpHead& head,
                                   std::string_view body) const {
  return read_bedrock_response(peer_, options_.model, head, body, options_.limits);
}

std::unique_ptr<StreamDecoder> BedrockWire::decoder(const ChatRequest&, const HttpHead& head) const {
  return std::make_unique<BedrockStream>(peer_, options_.model, head, options_.limits);
}

}  // namespace detail

Capabilities bedrock_capabilities() {
  Capabilities can;
  can.seed = false;
  can.logprobs = false;
  can.json = Capabilities::Output::by_prompt;
  can.schema = Capabilities::Output::by_tool;
  can.efforts = {"low", "medium", "high", "xhigh", "max"};
  return can;
}

std::shared_ptr<const ChatModel> bedrock_model(BedrockOptions options) {
  return detail::wire_model(std::make_unique<detail::BedrockWire>(std::move(options)));
}

}  // namespace baton::inline v0
