#include "provider/responses/responses_items.hpp"

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>

#include "provider/json_fields.hpp"
#include "provider/stream_error.hpp"
#include "provider/openai/openai_response.hpp"
#include "provider/responses/responses_request.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

constexpr std::size_t most_items = 1'000;

std::string dumped_item(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string reasoning_place(const json& event, const char* index) {
  return index + std::to_string(member_count(event, index));
}

}  // namespace

ResponsesItems::Item* ResponsesItems::find(std::size_t index) {
  const auto at = std::find_if(items_.rbegin(), items_.rend(),
                               [&](const Item& item) { return item.index == index; });
  return at == items_.rend() ? nullptr : &*at;
}

void ResponsesItems::start(std::size_t index, json value) {
  if (find(index) != nullptr) refuse_contradiction(vendor_, "an item begins twice");
  if (items_.size() == most_items) refuse_contradiction(vendor_, "more than 1,000 items");
  if (!value.is_object()) refuse_contradiction(vendor_, "an item is no object");
  Item& item = items_.emplace_back();
  item.index = index;
  item.value = std::move(value);
  if (member_text(item.value, "type") != "function_call") return;
  item.call = calls_++;
  events_.emplace_back(
      ToolCallDelta(item.call, member_text(item.value, "call_id"), member_text(item.value, "name")));
}

ResponsesItems::Item& ResponsesItems::open_item(std::size_t index, const char* type) {
  if (find(index) == nullptr) start(index, {{"type", type}});
  Item& item = *find(index);
  if (!item.open) refuse_contradiction(vendor_, "a piece of an item that has ended");
  if (member_text(item.value, "type") != type) refuse_contradiction(vendor_, "a piece of another kind of item");
  return item;
}

void ResponsesItems::say(Item& item, std::string_view piece) {
  if (piece.empty()) return;
  item.said += piece;
  text_ += piece;
  events_.emplace_back(TextDelta(std::string(piece)));
}

/// Summaries and thoughts are lists of paragraphs.
void ResponsesItems::think(Item& item, const std::string& place, std::string_view piece) {
  if (piece.empty()) return;
  std::string more(piece);
  if (!item.said.empty() && place != item.place) more.insert(0, "\n\n");
  item.place = place;
  item.said += more;
  events_.emplace_back(ReasoningDelta(std::move(more)));
}

void ResponsesItems::argue(Item& item, std::string_view piece) {
  if (piece.empty()) return;
  item.said += piece;
  events_.emplace_back(ToolCallDelta(item.call, {}, {}, std::string(piece)));
}

void ResponsesItems::add(std::size_t index, std::string_view type, const json& event) {
  const std::string piece = member_text(event, "delta");
  if (type == "response.output_text.delta") {
    say(open_item(index, "message"), piece);
  } else if (type == "response.refusal.delta") {
    say(open_item(index, "message"), piece);
    refused_ = true;
  } else if (type == "response.function_call_arguments.delta") {
    argue(open_item(index, "function_call"), piece);
  } else if (type == "response.reasoning_summary_text.delta") {
    think(open_item(index, "reasoning"), reasoning_place(event, "summary_index"), piece);
  } else if (type == "response.reasoning_text.delta") {
    think(open_item(index, "reasoning"), reasoning_place(event, "content_index"), piece);
  }
}

void ResponsesItems::finish(std::size_t index, json value) {
  Item* const known = find(index);
  if (known == nullptr) {
    start(index, std::move(value));
  } else {
    if (!known->open) refuse_contradiction(vendor_, "an item ends twice");
    if (!value.is_object() || member_text(value, "type") != member_text(known->value, "type")) {
      refuse_contradiction(vendor_, "an item ends as another kind of item");
    }
    known->value = std::move(value);
  }
  Item& item = *find(index);
  item.open = false;
  const std::string type = member_text(item.value, "type");
  if (type == "message") take_message(item);
  if (type == "reasoning") take_reasoning(item);
  if (type == "function_call" && item.said.empty()) argue(item, member_text(item.value, "arguments"));
}

void ResponsesItems::take_message(Item& item) {
  const json* content = member_array(item.value, "content");
  if (content == nullptr) return;
  const bool unsaid = item.said.empty();
  for (const auto& part : *content) {
    const std::string refusal = member_text(part, "refusal");
    if (!refusal.empty()) refused_ = true;
    if (unsaid) say(item, member_text(part, "text") + refusal);
    if (const json* list = member_array(part, "logprobs")) {
      append_openai_logprobs(logprobs_, {{"logprobs", {{"content", *list}}}});
    }
  }
}

void ResponsesItems::take_reasoning(Item& item) {
  if (!item.said.empty()) return;
  for (const char* key : {"content", "summary"}) {
    const json* list = member_array(item.value, key);
    if (list == nullptr) continue;
    for (std::size_t i = 0; i < list->size(); ++i) {
      think(item, key + std::to_string(i), member_text((*list)[i], "text"));
    }
  }
}

void ResponsesItems::finish_all(const json& output) {
  for (std::size_t i = 0; i < output.size(); ++i) {
    const Item* const known = find(i);
    if (known == nullptr || known->open) finish(i, output[i]);
  }
}

void ResponsesItems::put_parts(Message& message, Item& item) const {
  const std::string type = member_text(item.value, "type");
  if (type == "function_call") {
    message.parts.emplace_back(ToolCall{member_text(item.value, "call_id"), member_text(item.value, "name"),
                                        std::move(item.said)});
  } else if (type == "message") {
    if (item.said.empty()) return;
    const std::string phase = member_text(item.value, responses_phase);
    if (!phase.empty()) {
      const json kept = {{"type", "message"}, {responses_phase, phase}};
      message.parts.emplace_back(Reasoning{"", vendor_, dumped_item(kept)});
    }
    message.parts.emplace_back(Text{std::move(item.said)});
  } else if (type != "reasoning" || !item.open) {
    message.parts.emplace_back(Reasoning{std::move(item.said), vendor_, dumped_item(item.value)});
  } else {
    // An item that is cut off cannot go back: its encrypted content may be incomplete.
    message.parts.emplace_back(Reasoning{std::move(item.said), vendor_, ""});
  }
}

void ResponsesItems::move_into(ChatResponse& response) {
  std::stable_sort(items_.begin(), items_.end(),
                   [](const Item& a, const Item& b) { return a.index < b.index; });
  response.message = {Role::assistant, {}, {}};
  for (auto& item : items_) put_parts(response.message, item);
  response.logprobs = std::move(logprobs_);
}

}  // namespace baton::inline v0::detail
