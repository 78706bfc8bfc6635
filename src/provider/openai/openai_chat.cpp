#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include <baton/provider/openai.hpp>

#include "provider/http_call.hpp"
#include <baton/provider/model_call.hpp>
#include "provider/openai/openai_body.hpp"
#include "provider/openai/openai_request.hpp"
#include "provider/openai/openai_response.hpp"
#include "provider/openai/openai_server.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::string_view chat_path = "/chat/completions";

class OpenAiChat : public ChatModel {
 public:
  explicit OpenAiChat(OpenAiOptions options)
      : options_(detail::checked(std::move(options))), peer_(detail::openai_peer(options_)) {}

  [[nodiscard]] std::string name() const override { return options_.vendor + "/" + options_.model; }
  [[nodiscard]] Stream<ChatEvent> stream(ChatRequest request, Context context) const override;
  [[nodiscard]] Task<ChatResponse> complete(ChatRequest request, Context context) const override;
  [[nodiscard]] std::string explain(const ChatRequest& request) const override {
    return detail::openai_explanation(
        options_, chat_path, detail::to_text(detail::openai_request_body(options_, request, true), 2));
  }

 private:
  [[nodiscard]] HttpRequest post(const ChatRequest& request, bool stream) const {
    return detail::openai_post(options_, chat_path,
                               detail::to_text(detail::openai_request_body(options_, request, stream)),
                               stream);
  }

  OpenAiOptions options_;
  detail::OpenAiPeer peer_;
};

bool succeeded(const HttpHead& head) { return head.status >= 200 && head.status < 300; }

Stream<ChatEvent> OpenAiChat::stream(ChatRequest request, Context context) const {
  const std::int64_t input_tokens = detail::worst_case(request).input_tokens;
  HttpExchange exchange = co_await detail::open_at_provider(post(request, true), context);
  if (!succeeded(exchange.head())) {
    const std::string body = co_await detail::read_rest(exchange, detail::most_error_bytes);
    throw detail::openai_http_error(peer_, exchange.head(), body);
  }
  detail::OpenAiBody body(peer_, exchange.head(), options_, input_tokens);
  std::optional<Error> failure;
  while (!body.complete()) {
    std::string block;
    try {
      context.check();
      block = co_await exchange.read();
    } catch (...) {
      failure = body.broken(current_error());
    }
    if (failure) throw *failure;
    if (block.empty()) break;
    body.feed(block);
    while (auto event = body.next()) co_yield std::move(*event);
  }
  body.end();
  while (auto event = body.next()) co_yield std::move(*event);
}

Task<ChatResponse> OpenAiChat::complete(ChatRequest request, Context context) const {
  const std::int64_t input_tokens = detail::worst_case(request).input_tokens;
  const HttpResponse answer = co_await detail::send_to_provider(post(request, false), context);
  if (!succeeded(answer)) throw detail::openai_http_error(peer_, answer, answer.body);
  ChatResponse response = detail::read_openai_response(peer_, answer, answer.body, options_.limits);
  if (response.usage.estimated) response.usage.input_tokens = input_tokens;
  co_return response;
}

}  // namespace

std::shared_ptr<const ChatModel> openai_model(OpenAiOptions options) {
  return std::make_shared<OpenAiChat>(std::move(options));
}

}  // namespace baton::inline v0
