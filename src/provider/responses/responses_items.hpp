#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/message/chat.hpp>
#include <baton/message/message.hpp>

namespace baton::inline v0::detail {

/// Puts the output items of an answer together, from whole items or from their deltas, and tells the
/// events. The parts come out in the order of the items, because reasoning must go back in its place.
class ResponsesItems {
 public:
  explicit ResponsesItems(std::string vendor) : vendor_(std::move(vendor)) {}

  /// An item begins. Throws `bad_response` when one of that index has begun before.
  void start(std::size_t index, nlohmann::json item);
  /// A piece of an item, by the type of its event; kinds that are not known are passed over. Throws
  /// `bad_response` when the item has ended. Some servers do not say that an item begins.
  void add(std::size_t index, std::string_view type, const nlohmann::json& event);
  /// An item as it is in the end: what no piece had brought is taken from it.
  void finish(std::size_t index, nlohmann::json item);
  /// Those of the whole answer that have not ended yet.
  void finish_all(const nlohmann::json& output);

  /// What has happened since it was last taken.
  [[nodiscard]] std::vector<ChatEvent>& events() noexcept { return events_; }
  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  [[nodiscard]] bool refused() const noexcept { return refused_; }
  [[nodiscard]] bool called() const noexcept { return calls_ > 0; }
  /// The text so far.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// The message and its log probabilities, in `response`.
  void move_into(ChatResponse& response);

 private:
  struct Item {
    std::size_t index = 0;
    std::size_t call = 0;  ///< its number among the tool calls
    bool open = true;
    nlohmann::json value;
    std::string said;   ///< text, reasoning or arguments so far
    std::string place;  ///< in which part of the reasoning that was
  };

  [[nodiscard]] Item* find(std::size_t index);
  [[nodiscard]] Item& open_item(std::size_t index, const char* type);
  void say(Item& item, std::string_view piece);
  void think(Item& item, const std::string& place, std::string_view piece);
  void argue(Item& item, std::string_view piece);
  void take_message(Item& item);
  void take_reasoning(Item& item);
  void put_parts(Message& message, Item& item) const;

  std::string vendor_;
  std::vector<Item> items_;
  std::size_t calls_ = 0;
  bool refused_ = false;
  std::string text_;
  std::vector<TokenLogprob> logprobs_;
  std::vector<ChatEvent> events_;
};

}  // namespace baton::inline v0::detail
