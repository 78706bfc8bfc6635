#include "provider/anthropic/anthropic_blocks.hpp"

#include <algorithm>
#include <utility>

#include <baton/core/error.hpp>

#include "provider/json_fields.hpp"
#include "provider/stream_error.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

constexpr std::size_t most_blocks = 1'000;

std::string dumped(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

void AnthropicBlocks::start(std::size_t index, json block) {
  const auto same = [&](const Block& other) { return other.index == index; };
  if (std::any_of(blocks_.rbegin(), blocks_.rend(), same))
    refuse_contradiction(vendor_, "a block begins twice");
  if (blocks_.size() == most_blocks) refuse_contradiction(vendor_, "more than 1,000 blocks");
  if (!block.is_object()) refuse_contradiction(vendor_, "a block is no object");
  Block& mine = blocks_.emplace_back();
  mine.index = index;
  mine.value = std::move(block);
  const std::string type = member_text(mine.value, "type");
  const std::string text = member_text(mine.value, type == "thinking" ? "thinking" : "text");
  if (type == "text" && !text.empty()) events_.emplace_back(TextDelta(text));
  if (type == "thinking" && !text.empty()) events_.emplace_back(ReasoningDelta(text));
  if (type != "tool_use") return;
  mine.is_call = true;
  mine.call = calls_++;
  events_.emplace_back(
      ToolCallDelta(mine.call, member_text(mine.value, "id"), member_text(mine.value, "name")));
}

AnthropicBlocks::Block& AnthropicBlocks::open_block(std::size_t index) {
  for (auto block = blocks_.rbegin(); block != blocks_.rend(); ++block) {
    if (block->index == index && block->open) return *block;
  }
  refuse_contradiction(vendor_, "a piece of a block that is not open");
}

void AnthropicBlocks::append(Block& block, const char* member, const std::string& piece) {
  json& value = block.value[member];
  if (!value.is_string()) value = std::string();
  value.get_ref<std::string&>() += piece;
}

void AnthropicBlocks::add(std::size_t index, const json& delta) {
  Block& block = open_block(index);
  const std::string type = member_text(delta, "type");
  if (type == "text_delta") {
    const std::string piece = member_text(delta, "text");
    append(block, "text", piece);
    if (!piece.empty()) events_.emplace_back(TextDelta(piece));
  } else if (type == "thinking_delta") {
    const std::string piece = member_text(delta, "thinking");
    append(block, "thinking", piece);
    if (!piece.empty()) events_.emplace_back(ReasoningDelta(piece));
  } else if (type == "signature_delta") {
    block.value["signature"] = member_text(delta, "signature");
  } else if (type == "input_json_delta") {
    const std::string piece = member_text(delta, "partial_json");
    block.input += piece;
    if (block.is_call && !piece.empty())
      events_.emplace_back(ToolCallDelta(block.call, {}, {}, piece));
  } else if (const json* citation = member(delta, "citation");
             type == "citations_delta" && citation != nullptr) {
    if (!block.value["citations"].is_array()) block.value["citations"] = json::array();
    block.value["citations"].push_back(*citation);
  }
}

void AnthropicBlocks::stop(std::size_t index) { close(open_block(index)); }

void AnthropicBlocks::close(Block& block) {
  block.open = false;
  if (block.is_call && block.input.empty()) {
    const json* input = member(block.value, "input");
    block.input = input != nullptr && input->is_object() ? dumped(*input) : "{}";
    events_.emplace_back(ToolCallDelta(block.call, {}, {}, block.input));
  } else if (!block.is_call && !block.input.empty()) {
    // A tool that the vendor runs: its block goes back as it would have come whole.
    if (auto input = parse_lenient(block.input, limits_)) block.value["input"] = *std::move(input);
  }
}

void AnthropicBlocks::say(const std::string& text) {
  Block& block = blocks_.emplace_back();
  block.index = blocks_.size() + most_blocks;
  block.open = false;
  block.value = {{"type", "text"}, {"text", text}};
  events_.emplace_back(TextDelta(text));
}

std::string AnthropicBlocks::text() const {
  std::string text;
  for (const auto& block : blocks_) {
    if (member_text(block.value, "type") == "text") text += member_text(block.value, "text");
  }
  return text;
}

Part AnthropicBlocks::part_of(const Block& block) const {
  if (block.is_call) {
    return ToolCall{member_text(block.value, "id"), member_text(block.value, "name"), block.input};
  }
  const std::string type = member_text(block.value, "type");
  if (type == "text") return Text{member_text(block.value, "text")};
  return Reasoning{type == "thinking" ? member_text(block.value, "thinking") : std::string(),
                   vendor_, dumped(block.value)};
}

Message AnthropicBlocks::finish() {
  Message message{Role::assistant, {}, {}};
  for (auto& block : blocks_) {
    if (block.open) close(block);
    Part part = part_of(block);
    if (const auto* text = std::get_if<Text>(&part); text != nullptr && text->text.empty())
      continue;
    message.parts.push_back(std::move(part));
  }
  return message;
}

}  // namespace baton::inline v0::detail
