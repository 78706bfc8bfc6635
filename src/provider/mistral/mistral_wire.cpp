#include "provider/mistral/mistral_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/json_body.hpp"
#include "provider/mistral/mistral_request.hpp"
#include "provider/mistral/mistral_stream.hpp"
#include "provider/openai/openai_response.hpp"
#include "provider/server.hpp"
#include "provider/wire_model.hpp"

namespace baton::inline v0 {
namespace detail {

MistralWire::MistralWire(MistralOptions options)
    : options_(checked(std::move(options))), peer_(peer_of(options_)) {}

HttpRequest MistralWire::request(const ChatRequest& request, bool stream) const {
  return post_to(options_, "/chat/completions", to_text(mistral_request_body(options_, request, stream)),
                 stream, bearer(options_.api_key));
}

ChatResponse MistralWire::response(const ChatRequest&, const HttpHead& head,
                                   std::string_view body) const {
  ChatResponse response = read_openai_response(peer_, head, body, options_.limits);
  if (const auto chunks = mistral_chunks(body, MistralPlace::message, options_.limits)) {
    MistralContent content(peer_.vendor);
    content.add(*chunks, MistralPlace::message);
    put_mistral_content(response, content);
  }
  return response;
}

std::unique_ptr<StreamDecoder> MistralWire::decoder(const ChatRequest&, const HttpHead& head) const {
  return std::make_unique<MistralStream>(peer_, head, options_.limits);
}

}  // namespace detail

Capabilities mistral_capabilities() {
  Capabilities can;
  can.logprobs = false;
  can.efforts = {"minimal", "low", "medium", "high", "xhigh"};
  return can;
}

std::shared_ptr<const ChatModel> mistral_model(MistralOptions options) {
  return detail::wire_model(std::make_unique<detail::MistralWire>(std::move(options)));
}

}  // namespace baton::inline v0
