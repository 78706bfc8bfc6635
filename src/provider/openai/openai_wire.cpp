#include "provider/openai/openai_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/json_body.hpp"
#include "provider/openai/openai_request.hpp"
#include "provider/openai/openai_response.hpp"
#include "provider/openai/openai_stream.hpp"
#include "provider/server.hpp"
#include "provider/wire_model.hpp"

namespace baton::inline v0 {
namespace detail {

OpenAiWire::OpenAiWire(OpenAiOptions options)
    : options_(checked(std::move(options))), peer_(peer_of(options_)) {}

HttpRequest OpenAiWire::request(const ChatRequest& request, bool stream) const {
  return post_to(options_, "/chat/completions",
                 to_text(openai_request_body(options_, request, stream)), stream,
                 key_credential(options_));
}

ChatResponse OpenAiWire::response(const ChatRequest&, const HttpHead& head,
                                  std::string_view body) const {
  return read_openai_response(peer_, head, body, options_.limits);
}

std::unique_ptr<StreamDecoder> OpenAiWire::decoder(const ChatRequest&, const HttpHead& head) const {
  return std::make_unique<OpenAiStream>(peer_, head, options_.dialect, options_.limits);
}

}  // namespace detail

std::shared_ptr<const ChatModel> openai_model(OpenAiOptions options) {
  return detail::wire_model(std::make_unique<detail::OpenAiWire>(std::move(options)));
}

}  // namespace baton::inline v0
