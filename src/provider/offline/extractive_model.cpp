#include <algorithm>
#include <string>
#include <utility>

#include <baton/core/error.hpp>
#include <baton/core/text.hpp>
#include <baton/provider/offline.hpp>

#include "provider/offline/answer.hpp"
#include "provider/pieces.hpp"

namespace baton::inline v0 {
namespace {

void check(const ChatRequest& request) {
  const auto mode = request.options.tool_choice.mode;
  if (mode == ToolChoice::Mode::required || mode == ToolChoice::Mode::named) {
    throw Error(ErrorCode::unsupported, "offline/extractive calls no tools: use a language model, or tool_choice automatic");
  }
  if (request.options.format.kind != ResponseFormat::Kind::text) {
    throw Error(ErrorCode::unsupported, "offline/extractive quotes text and makes no JSON: use a language model for structured output");
  }
}

// As many words as fit the number of tokens.
bool keep_tokens(std::string& text, std::int64_t limit) {
  if (static_cast<std::int64_t>(estimate_tokens(text)) <= limit) return false;
  std::size_t kept = 0;
  std::int64_t tokens = 0;
  for (const auto& word : pieces::split(text, 0)) {
    tokens += static_cast<std::int64_t>(estimate_tokens(word));
    if (tokens > limit) break;
    kept += word.size();
  }
  text.resize(kept);
  return true;
}

void cut_at_stop(std::string& text, const std::vector<std::string>& stops) {
  for (const auto& stop : stops) {
    if (const auto at = text.find(stop); !stop.empty() && at != std::string::npos) text.resize(at);
  }
}

class ExtractiveModel : public ChatModel {
 public:
  explicit ExtractiveModel(ExtractiveOptions options) : options_(std::move(options)) {}

  std::string name() const override { return "offline/extractive"; }

  Stream<ChatEvent> stream(ChatRequest request, Context context) const override {
    context.check();
    check(request);
    auto response = answer(request);
    auto events = pieces::stream(std::move(response), 0, context);
    while (auto event = co_await events.next()) co_yield *std::move(event);
  }

 private:
  ChatResponse answer(const ChatRequest& request) const {
    auto text = offline::extract_answer(offline::read_prompt(request), options_);
    cut_at_stop(text, request.options.stop);
    ChatResponse response;
    if (request.options.max_tokens && keep_tokens(text, *request.options.max_tokens)) {
      response.finish_reason = FinishReason::length;
    }
    response.message = Message::assistant(std::move(text));
    response.model = name();
    response.usage = pieces::estimate(request, response.message);
    return response;
  }

  ExtractiveOptions options_;
};

}  // namespace

std::shared_ptr<const ChatModel> extractive_model(ExtractiveOptions options) {
  if (options.max_sentences == 0) {
    throw Error(ErrorCode::invalid_argument, "ExtractiveOptions::max_sentences must be at least 1");
  }
  if (!(options.min_coverage >= 0.0 && options.min_coverage <= 1.0)) {
    throw Error(ErrorCode::invalid_argument, "ExtractiveOptions::min_coverage must lie between 0 and 1");
  }
  return std::make_shared<const ExtractiveModel>(std::move(options));
}

}  // namespace baton::inline v0
