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

HttpRequest AnthropicWire::request(const ChatRequest& request, bool stream) const {
  HttpRequest out = post_to(options_, "/v1/messages",
                            to_text(anthropic_request_body(options_, profile_, request, stream)),
                            stream, {"x-api-key", "", options_.api_key});
  out.headers.push_back({"anthropic-version", options_.version});
  if (uses_anthropic_files(request))
    out.headers.push_back({"anthropic-beta", "files-api-2025-04-14"});
  return out;
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
