#include <baton/provider/chat_model.hpp>

#include <utility>

#include <baton/message/whole.hpp>
#include <baton/provider/embedder.hpp>
#include <baton/provider/reranker.hpp>

#include "provider/token_estimate.hpp"

namespace baton::inline v0 {
namespace {

struct Listing {
  std::string operator()(const Text& part) const { return part.text; }
  std::string operator()(const Image& part) const {
    return part.url.empty() ? "<image of " + std::to_string(part.bytes.size()) + " bytes>"
                            : "<image " + part.url + ">";
  }
  std::string operator()(const File& part) const { return "<file " + part.name + part.id + ">"; }
  std::string operator()(const ToolCall& part) const {
    return "<call " + part.name + "(" + part.arguments + ")>";
  }
  std::string operator()(const ToolResult& part) const {
    return "<result of " + part.name + ": " + part.content + ">";
  }
  std::string operator()(const Reasoning& part) const { return "<reasoning: " + part.text + ">"; }
};

}  // namespace

ChatModel::~ChatModel() = default;
Embedder::~Embedder() = default;
Reranker::~Reranker() = default;

Task<ChatResponse> ChatModel::complete(ChatRequest request, Context context) const {
  auto events = stream(std::move(request), std::move(context));
  co_return co_await collect(std::move(events));
}

Task<TokenCount> ChatModel::count_tokens(ChatRequest request, Context context) const {
  context.check();
  co_return TokenCount{.tokens = detail::estimated_input(request), .estimated = true};
}

bool ChatModel::delegates() const noexcept { return false; }

std::string ChatModel::explain(const ChatRequest& request) const {
  std::string text = "model: " + name() + "\n";
  for (const auto& tool : request.tools) text += "tool: " + tool.name + "\n";
  for (const auto& message : request.messages) {
    text += std::string(to_string(message.role)) + ":";
    for (const auto& part : message.parts) text += " " + std::visit(Listing{}, part);
    text += "\n";
  }
  return text;
}

}  // namespace baton::inline v0
