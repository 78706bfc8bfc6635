#include "provider/watsonx/watsonx_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include <baton/provider/iam.hpp>

#include "provider/json_body.hpp"
#include "provider/openai/openai_response.hpp"
#include "provider/openai/openai_stream.hpp"
#include "provider/server.hpp"
#include "provider/watsonx/watsonx_request.hpp"
#include "provider/wire_model.hpp"

namespace baton::inline v0 {
namespace detail {
namespace {

Peer watsonx_peer(const WatsonxOptions& options) {
  const Secret& key = options.api_key.empty() ? options.token : options.api_key;
  return {options.vendor, options.key_variable, key, options.tokens};
}

WatsonxOptions checked_watsonx(WatsonxOptions options) {
  check_server(watsonx_peer(options), options.model, options.base_url);
  const bool owned = !options.project_id.empty() || !options.space_id.empty();
  if (!owned && watsonx_deployment(options).empty()) {
    throw Error(ErrorCode::invalid_argument,
                "a model of watsonx needs a project or a space: set project_id or space_id (in the environment "
                "WATSONX_PROJECT_ID or WATSONX_SPACE_ID)");
  }
  if (!options.tokens && !options.api_key.empty()) {
    options.tokens = iam_tokens({.api_key = options.api_key, .key_variable = options.key_variable});
  }
  return options;
}

}  // namespace

WatsonxWire::WatsonxWire(WatsonxOptions options)
    : options_(checked_watsonx(std::move(options))), peer_(watsonx_peer(options_)) {}

HttpRequest WatsonxWire::request(const ChatRequest& request, bool stream) const {
  return post_to(options_, watsonx_path(options_, stream),
                 to_text(watsonx_request_body(options_, request)), stream,
                 bearer(options_.tokens ? Secret() : options_.token));
}

ChatResponse WatsonxWire::response(const ChatRequest&, const HttpHead& head,
                                   std::string_view body) const {
  return read_openai_response(peer_, head, body, options_.limits);
}

std::unique_ptr<StreamDecoder> WatsonxWire::decoder(const ChatRequest&, const HttpHead& head) const {
  static const OpenAiDialect dialect{.done_marker = false, .usage_marker = true};
  return std::make_unique<OpenAiStream>(peer_, head, dialect, options_.limits);
}

}  // namespace detail

Capabilities watsonx_capabilities() {
  Capabilities can;
  can.files = false;
  can.efforts = {"low", "medium", "high"};
  return can;
}

std::shared_ptr<const ChatModel> watsonx_model(WatsonxOptions options) {
  return detail::wire_model(std::make_unique<detail::WatsonxWire>(std::move(options)));
}

}  // namespace baton::inline v0
