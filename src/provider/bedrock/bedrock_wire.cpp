#include "provider/bedrock/bedrock_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/bedrock/bedrock_request.hpp"
#include "provider/bedrock/bedrock_response.hpp"
#include "provider/bedrock/bedrock_server.hpp"
#include "provider/bedrock/bedrock_stream.hpp"
#include "provider/form_body.hpp"
#include "provider/json_body.hpp"
#include "provider/server.hpp"
#include "provider/wire_model.hpp"

namespace baton::inline v0 {
namespace detail {
namespace {

/// Bedrock counts for Anthropic's models only, and by their own names: not by those of profiles, which name the
/// model, or only have a number. Sources: https://docs.aws.amazon.com/bedrock/latest/userguide/count-tokens.html;
/// https://github.com/pydantic/pydantic-ai/issues/4001.
std::string counted_model(const std::string& model) {
  const auto at = model.find("anthropic.");
  return at == std::string::npos ? std::string() : model.substr(at);
}

}  // namespace

BedrockWire::BedrockWire(BedrockOptions options)
    : options_(bedrock_server(std::move(options), "bedrock-runtime")), peer_(bedrock_peer(options_)) {}

HttpRequest BedrockWire::request(const ChatRequest& request, bool stream) const {
  const std::string path =
      "/model/" + percent_encoded(options_.model) + (stream ? "/converse-stream" : "/converse");
  HttpRequest out = post_to(options_, path, to_text(bedrock_request_body(options_, request)), stream,
                            bearer(options_.api_key));
  if (stream) accept(out, "application/vnd.amazon.eventstream");
  sign_bedrock(out, options_);
  return out;
}

// Source: botocore's bedrock-runtime/2023-09-30/service-2.json, `CountTokensRequest`.
std::optional<CountCall> BedrockWire::counting(const ChatRequest& request) const {
  const std::string model = counted_model(options_.model);
  if (model.empty()) return std::nullopt;
  const wire_json converse = bedrock_request_body(options_, request);
  wire_json body;
  body["input"]["converse"] = only(converse, {"messages", "system", "toolConfig", "additionalModelRequestFields"});
  // Of a model that a region only passes on to others it says that it cannot count.
  return CountCall{bedrock_post(options_, "/model/" + percent_encoded(model) + "/count-tokens", to_text(body)),
                   "inputTokens", "doesn't support counting tokens"};
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
