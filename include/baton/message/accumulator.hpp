#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0 {

/// Folds the deltas of a stream into the response they make: what a provider keeps while it streams.
///
/// The parts of the message come out in the order reasoning, text, tool calls (by index); a part of
/// which nothing arrived is left out. Used by one thread at a time.
///
///     ChatAccumulator parts;
///     parts.add_text("Hel"); parts.add_text("lo");
///     ChatResponse response = parts.finish(std::move(head));   // head: id, model, usage, …
class BATON_EXPORT ChatAccumulator {
 public:
  void add_text(std::string_view text) { text_ += text; }
  void add_reasoning(std::string_view text) { reasoning_.text += text; }
  /// Merges a fragment into the call of its index: `arguments` is appended, `id` and `name` are taken
  /// when they come. Throws `bad_response` when more than 1,000 calls would be open at once.
  void add_tool_call(const ToolCallDelta& delta);
  /// Any event; a `ChatEnd` changes nothing.
  void add(const ChatEvent& event);
  /// The provider's own form of the reasoning, to be sent back to it unchanged.
  void set_reasoning_source(std::string provider, std::string raw);

  /// The text so far.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// Whether nothing has arrived yet.
  [[nodiscard]] bool empty() const noexcept;

  /// The response: `head` with the message made of what arrived. A call without an id gets
  /// "call_" and its index, because its result must name it. Leaves the accumulator empty.
  [[nodiscard]] ChatResponse finish(ChatResponse head);

 private:
  struct Slot {
    std::size_t index = 0;
    ToolCall call;
  };

  std::string text_;
  Reasoning reasoning_;
  std::vector<Slot> calls_;  // sorted by index
};

}  // namespace baton::inline v0
