#include "provider/ollama/ollama_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/json_body.hpp"
#include "provider/ollama/ollama_answer.hpp"
#include "provider/ollama/ollama_request.hpp"
#include "provider/ollama/ollama_stream.hpp"
#include "provider/server.hpp"
#include "provider/wire_model.hpp"

namespace baton::inline v0 {
namespace detail {

OllamaWire::OllamaWire(OllamaOptions options)
    : options_(checked(std::move(options))), peer_(peer_of(options_)) {}

HttpRequest OllamaWire::request(const ChatRequest& request, bool stream) const {
  HttpRequest out = post_to(options_, "/api/chat",
                            to_text(ollama_request_body(options_, request, stream)), stream,
                            bearer(options_.api_key));
  if (stream) accept(out, "application/x-ndjson");
  return out;
}

ChatResponse OllamaWire::response(const ChatRequest& request, const HttpHead& head,
                                  std::string_view body) const {
  return read_ollama_response(peer_, request, head, body, options_.limits);
}

std::unique_ptr<StreamDecoder> OllamaWire::decoder(const ChatRequest& request,
                                                   const HttpHead& head) const {
  return std::make_unique<OllamaStream>(peer_, request, head, options_.limits);
}

}  // namespace detail

Capabilities ollama_capabilities() {
  Capabilities can;
  can.forced_tools = false;
  can.files = false;
  can.efforts = {"low", "medium", "high", "max"};
  return can;
}

std::shared_ptr<const ChatModel> ollama_model(OllamaOptions options) {
  return detail::wire_model(std::make_unique<detail::OllamaWire>(std::move(options)));
}

}  // namespace baton::inline v0
