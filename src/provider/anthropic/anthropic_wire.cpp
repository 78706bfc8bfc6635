#include "provider/anthropic/anthropic_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/anthropic/anthropic_request.hpp"
#include "provider/anthropic/anthropic_response.hpp"
#include "provider/anthropic/anthropic_stream.hpp"
#include "provider/json_body.hpp"
#include "provider/server.hpp"
#include "provider/wire_model.hpp"

namespace baton::inline v0 {
namespace detail {

AnthropicWire::AnthropicWire(AnthropicOptions options)
    : options_(checked(std::move(options))),
      profile_(options_.profile ? *options_.profile : anthropic_profile(options_.model)),
      peer_(peer_of(options_)) {}

HttpRequest AnthropicWire::post(const char* path, const ChatRequest& request, std::string body, bool stream) const {
  HttpRequest out = post_to(options_, path, std::move(body), stream, {"x-api-key", "", options_.api_key});
  out.headers.push_back({"anthropic-version", options_.version});
  if (uses_anthropic_files(request))
    out.headers.push_back({"anthropic-beta", "files-api-2025-04-14"});
  return out;
}

HttpRequest AnthropicWire::request(const ChatRequest& request, bool stream) const {
  return post("/v1/messages", request, to_text(anthropic_request_body(options_, profile_, request, stream)), stream);
}

// Source: Claude API reference, "Count tokens in a Message", and Anthropic's Python SDK,
// types/message_count_tokens_params.py.
std::optional<CountCall> AnthropicWire::counting(const ChatRequest& request) const {
  const auto body = only(anthropic_request_body(options_, profile_, request, false),
                         {"model", "messages", "system", "tools", "tool_choice", "thinking", "output_config",
                          "cache_control"});
  return CountCall{post("/v1/messages/count_tokens", request, to_text(body), false), "input_tokens"};
}

ChatResponse AnthropicWire::response(const ChatRequest&, const HttpHead& head,
                                     std::string_view body) const {
  return read_anthropic_response(peer_, head, body, options_.limits);
}

std::unique_ptr<StreamDecoder> AnthropicWire::decoder(const ChatRequest&,
                                                      const HttpHead& head) const {
  return std::make_unique<AnthropicStream>(peer_, head, options_.limits);
}

}  // namespace detail

std::shared_ptr<const ChatModel> anthropic_model(AnthropicOptions options) {
  return detail::wire_model(std::make_unique<detail::AnthropicWire>(std::move(options)));
}

}  // namespace baton::inline v0
