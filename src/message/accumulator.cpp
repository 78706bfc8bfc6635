#include <baton/message/accumulator.hpp>

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>

namespace baton::inline v0 {
namespace {

constexpr std::size_t most_calls = 1'000;

}  // namespace

void ChatAccumulator::add_tool_call(const ToolCallDelta& delta) {
  auto slot = std::lower_bound(calls_.begin(), calls_.end(), delta.index,
                               [](const Slot& one, std::size_t index) { return one.index < index; });
  if (slot == calls_.end() || slot->index != delta.index) {
    if (calls_.size() >= most_calls) {
      throw Error(ErrorCode::bad_response, "the answer opens more than 1000 tool calls");
    }
    slot = calls_.insert(slot, Slot{delta.index, {}});
  }
  if (!delta.id.empty()) slot->call.id = delta.id;
  if (!delta.name.empty()) slot->call.name = delta.name;
  slot->call.arguments += delta.arguments;
}

void ChatAccumulator::add(const ChatEvent& event) {
  if (const auto* text = std::get_if<TextDelta>(&event)) {
    add_text(text->text);
  } else if (const auto* reasoning = std::get_if<ReasoningDelta>(&event)) {
    add_reasoning(reasoning->text);
  } else if (const auto* call = std::get_if<ToolCallDelta>(&event)) {
    add_tool_call(*call);
  }
}

void ChatAccumulator::set_reasoning_source(std::string provider, std::string raw) {
  reasoning_.provider = std::move(provider);
  reasoning_.raw = std::move(raw);
}

bool ChatAccumulator::empty() const noexcept {
  return text_.empty() && calls_.empty() && reasoning_.text.empty() && reasoning_.raw.empty();
}

ChatResponse ChatAccumulator::finish(ChatResponse head) {
  auto& message = head.message;
  message.role = Role::assistant;
  message.parts.clear();
  if (!reasoning_.text.empty() || !reasoning_.raw.empty()) {
    message.parts.emplace_back(std::move(reasoning_));
  }
  if (!text_.empty()) message.parts.emplace_back(Text{std::move(text_)});
  for (auto& slot : calls_) {
    if (slot.call.id.empty()) slot.call.id = "call_" + std::to_string(slot.index);
    message.parts.emplace_back(std::move(slot.call));
  }
  *this = {};
  return head;
}

}  // namespace baton::inline v0
