#include "provider/watsonx/watsonx_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/openai/openai_response.hpp"
#include "provider/openai/openai_stream.hpp"
#include "provider/watsonx/watsonx_request.hpp"
#include "provider/watsonx/watsonx_server.hpp"
#include "provider/wire_model.hpp"

namespace baton::inline v0 {
namespace detail {
WatsonxWire::WatsonxWire(WatsonxOptions options)
    : options_(checked_watsonx(std::move(options))), peer_(watsonx_peer(options_)) {}

HttpRequest WatsonxWire::request(const ChatRequest& request, bool stream) const {
  return watsonx_post(options_, watsonx_path(options_, stream), watsonx_request_body(options_, request), stream);
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
