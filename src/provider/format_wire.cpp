#include "provider/format_wire.hpp"

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>

namespace baton::inline v0::detail {
namespace {

using Output = Capabilities::Output;
using Kind = ResponseFormat::Kind;

Output way_of(const Capabilities& can, const ChatOptions& options) {
  switch (options.format.kind) {
    case Kind::json:
      return can.json;
    case Kind::schema:
      return can.schema;
    case Kind::text:
      break;
  }
  return Output::native;
}

bool by_tool(const Capabilities& can, const ChatRequest& request) {
  return way_of(can, request.options) == Output::by_tool &&
         request.options.tool_choice.mode != ToolChoice::Mode::named;
}

void ask_by_tool(ChatRequest& request) {
  const ResponseFormat format = std::exchange(request.options.format, {});
  const bool alone =
      request.tools.empty() || request.options.tool_choice.mode == ToolChoice::Mode::none;
  if (alone) request.tools.clear();
  request.tools.push_back({.name = format.name,
                           .description = "Give the answer with this tool.",
                           .parameters = format.schema});
  request.options.tool_choice = alone ? ToolChoice{ToolChoice::Mode::named, format.name}
                                      : ToolChoice{ToolChoice::Mode::required, ""};
}

void ask_by_prompt(ChatRequest& request) {
  const ResponseFormat format = std::exchange(request.options.format, {});
  std::string text = "Answer with one JSON object and nothing else: no explanation, no code fence.";
  if (format.kind == Kind::schema)
    text += " It must fit this JSON Schema:\n" + format.schema.dump();
  const auto& messages = request.messages;
  const auto place = std::find_if(messages.begin(), messages.end(), [](const Message& message) {
    return message.role != Role::system;
  });
  request.messages.insert(place, Message::system(std::move(text)));
}

/// The response with the call of the answering tool as its text.
ChatResponse with_answer(ChatResponse response, const std::string& tool) {
  auto& parts = response.message.parts;
  std::erase_if(parts, [](const Part& part) { return std::holds_alternative<Text>(part); });
  for (auto& part : parts) {
    if (const auto* call = std::get_if<ToolCall>(&part); call != nullptr && call->name == tool) {
      part = Text{call->arguments};
    }
  }
  if (response.finish_reason == FinishReason::tool_calls && response.message.tool_calls().empty()) {
    response.finish_reason = FinishReason::stop;
  }
  return response;
}

/// Turns the pieces of the answering tool's call into pieces of text.
class AnswerDecoder final : public StreamDecoder {
 public:
  AnswerDecoder(std::unique_ptr<StreamDecoder> inner, std::string tool)
      : inner_(std::move(inner)), tool_(std::move(tool)) {}

  void feed(std::string_view type, std::string_view data) override {
    try {
      inner_->feed(type, data);
    } catch (const Error& error) {
      throw error.with_partial(text_);
    }
  }
  [[nodiscard]] std::optional<ChatEvent> next() override {
    while (auto event = inner_->next()) {
      if (std::holds_alternative<TextDelta>(*event)) continue;
      auto* call = std::get_if<ToolCallDelta>(&*event);
      if (call != nullptr && call->name == tool_) answer_ = call->index;
      if (call == nullptr || answer_ != call->index) return event;
      if (call->arguments.empty()) continue;
      text_ += call->arguments;
      return ChatEvent(TextDelta(std::move(call->arguments)));
    }
    return std::nullopt;
  }
  [[nodiscard]] bool done() const noexcept override { return inner_->done(); }
  [[nodiscard]] ChatResponse finish() override {
    try {
      return with_answer(inner_->finish(), tool_);
    } catch (const Error& error) {
      throw error.with_partial(text_);
    }
  }
  [[nodiscard]] Error broken(const Error& error) const override {
    return inner_->broken(error).with_partial(text_);
  }

 private:
  std::unique_ptr<StreamDecoder> inner_;
  std::string tool_;
  std::optional<std::size_t> answer_;
  std::string text_;
};

class FormatWire : public Wire {
 public:
  explicit FormatWire(std::unique_ptr<const Wire> inner) : inner_(std::move(inner)) {}

  [[nodiscard]] const Peer& peer() const noexcept override { return inner_->peer(); }
  [[nodiscard]] const std::string& model() const noexcept override { return inner_->model(); }
  [[nodiscard]] const Limits& limits() const noexcept override { return inner_->limits(); }
  [[nodiscard]] const Capabilities& capabilities() const noexcept override {
    return inner_->capabilities();
  }
  [[nodiscard]] Framing framing() const noexcept override { return inner_->framing(); }
  [[nodiscard]] HttpRequest request(const ChatRequest& request, bool stream) const override {
    if (way_of(capabilities(), request.options) == Output::native)
      return inner_->request(request, stream);
    return inner_->request(without_format(capabilities(), request), stream);
  }
  [[nodiscard]] std::optional<CountCall> counting(const ChatRequest& request) const override {
    if (way_of(capabilities(), request.options) == Output::native) return inner_->counting(request);
    return inner_->counting(without_format(capabilities(), request));
  }
  [[nodiscard]] ChatResponse response(const ChatRequest& request, const HttpHead& head,
                                      std::string_view body) const override {
    ChatResponse response = inner_->response(request, head, body);
    if (!by_tool(capabilities(), request)) return response;
    return with_answer(std::move(response), request.options.format.name);
  }
  [[nodiscard]] std::unique_ptr<StreamDecoder> decoder(const ChatRequest& request,
                                                       const HttpHead& head) const override {
    auto inner = inner_->decoder(request, head);
    if (!by_tool(capabilities(), request)) return inner;
    return std::make_unique<AnswerDecoder>(std::move(inner), request.options.format.name);
  }

 private:
  std::unique_ptr<const Wire> inner_;
};

}  // namespace

ChatRequest without_format(const Capabilities& can, ChatRequest request) {
  if (by_tool(can, request)) {
    ask_by_tool(request);
  } else if (way_of(can, request.options) == Output::by_prompt) {
    ask_by_prompt(request);
  } else if (way_of(can, request.options) == Output::by_tool) {
    request.options.format = {};
  }
  return request;
}

std::unique_ptr<const Wire> with_formats(std::unique_ptr<const Wire> wire) {
  return std::make_unique<FormatWire>(std::move(wire));
}

}  // namespace baton::inline v0::detail
