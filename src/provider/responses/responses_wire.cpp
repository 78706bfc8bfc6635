#include "provider/responses/responses_wire.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "provider/json_body.hpp"
#include "provider/responses/responses_request.hpp"
#include "provider/responses/responses_response.hpp"
#include "provider/responses/responses_stream.hpp"
#include "provider/server.hpp"
#include "provider/wire_model.hpp"

namespace baton::inline v0 {
namespace detail {

ResponsesWire::ResponsesWire(OpenAiResponsesOptions options)
    : options_(checked(std::move(options))),
      profile_(options_.profile ? *options_.profile : openai_responses_profile(options_.model)),
      peer_(peer_of(options_)) {}

HttpRequest ResponsesWire::request(const ChatRequest& request, bool stream) const {
  return post_to(options_, "/responses",
                 to_text(responses_request_body(options_, profile_, request, stream)), stream,
                 key_credential(options_));
}

// Source: OpenAI's Python SDK, types/responses/input_token_count_params.py.
std::optional<CountCall> ResponsesWire::counting(const ChatRequest& request) const {
  if (!options_.counts_tokens) return std::nullopt;
  const auto body = only(responses_request_body(options_, profile_, request, false),
                         {"conversation", "input", "instructions", "model", "parallel_tool_calls",
                          "previous_response_id", "reasoning", "text", "tool_choice", "tools", "truncation"});
  HttpRequest post = post_to(options_, "/responses/input_tokens", to_text(body), false, key_credential(options_));
  return CountCall{std::move(post), "input_tokens"};
}

ChatResponse ResponsesWire::response(const ChatRequest&, const HttpHead& head,
                                     std::string_view body) const {
  return read_responses_response(peer_, head, body, options_.limits);
}

std::unique_ptr<StreamDecoder> ResponsesWire::decoder(const ChatRequest&, const HttpHead& head) const {
  return std::make_unique<ResponsesStream>(peer_, head, options_.limits);
}

}  // namespace detail

std::shared_ptr<const ChatModel> openai_responses_model(OpenAiResponsesOptions options) {
  return detail::wire_model(std::make_unique<detail::ResponsesWire>(std::move(options)));
}

}  // namespace baton::inline v0
