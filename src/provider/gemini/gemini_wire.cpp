#include "provider/gemini/gemini_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/gemini/gemini_answer.hpp"
#include "provider/gemini/gemini_request.hpp"
#include "provider/gemini/gemini_stream.hpp"
#include "provider/json_body.hpp"
#include "provider/server.hpp"
#include "provider/wire_model.hpp"

namespace baton::inline v0 {
namespace detail {

GeminiWire::GeminiWire(GeminiServer server) : server_(std::move(server)), peer_(peer_of(server_)) {}

HttpRequest GeminiWire::request(const ChatRequest& request, bool stream) const {
  const std::string path =
      gemini_path(server_) + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent");
  return post_to(server_, path, to_text(gemini_request_body(server_, request)), stream,
                 gemini_credential(server_));
}

// Sources: https://ai.google.dev/api/tokens, where the whole request is given; Vertex AI's REST reference,
// "publishers.models.countTokens", and Google's Gen AI SDK for Python, models.py, where its parts are.
std::optional<CountCall> GeminiWire::counting(const ChatRequest& request) const {
  wire_json body = gemini_request_body(server_, request);
  if (server_.bearer) {
    body = only(body, {"contents", "systemInstruction", "tools", "generationConfig"});
  } else {
    wire_json whole = {{"model", gemini_path(server_).substr(1)}};
    whole.update(body);
    body = {{"generateContentRequest", std::move(whole)}};
  }
  HttpRequest post =
      post_to(server_, gemini_path(server_) + ":countTokens", to_text(body), false, gemini_credential(server_));
  return CountCall{std::move(post), "totalTokens"};
}

ChatResponse GeminiWire::response(const ChatRequest&, const HttpHead& head, std::string_view body) const {
  return read_gemini_response(peer_, head, body, server_.limits);
}

std::unique_ptr<StreamDecoder> GeminiWire::decoder(const ChatRequest&, const HttpHead& head) const {
  return std::make_unique<GeminiStream>(peer_, head, server_.limits);
}

}  // namespace detail

std::shared_ptr<const ChatModel> gemini_model(GeminiOptions options) {
  return detail::wire_model(std::make_unique<detail::GeminiWire>(detail::gemini_server(std::move(options))));
}

std::shared_ptr<const ChatModel> vertex_model(VertexOptions options) {
  return detail::wire_model(std::make_unique<detail::GeminiWire>(detail::gemini_server(std::move(options))));
}

}  // namespace baton::inline v0
