#include "provider/bedrock/bedrock_blocks.hpp"

#include <algorithm>

#include <baton/core/base64.hpp>
#include <baton/core/error.hpp>

#include "provider/json_fields.hpp"
#include "provider/stream_error.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

constexpr std::size_t most_bedrock_blocks = 1'000;

std::string bedrock_block_text(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

/// Whether the application must run it: the vendor runs its own tools itself.
bool is_application_call(const json& value) {
  const json* use = member(value, "toolUse");
  return use != nullptr && member_text(*use, "type").empty();
}

/// The object under that key, in the place of anything else.
json& bedrock_object_in(json& holder, const char* key) {
  json& value = holder[key];
  if (!value.is_object()) value = json::object();
  return value;
}

void append_bedrock_text(json& object, const char* key, const std::string& piece) {
  json& value = object[key];
  if (!value.is_string()) value = std::string();
  value.get_ref<std::string&>() += piece;
}

/// The text of a block of text, or of one with citations, which are not kept.
std::string said_by_bedrock(const json& value) {
  std::string text = member_text(value, "text");
  const json* cited = member(value, "citationsContent");
  const json* content = cited == nullptr ? nullptr : member_array(*cited, "content");
  if (content == nullptr) return text;
  for (const auto& piece : *content) text += member_text(piece, "text");
  return text;
}

/// Whether a block is text. One that begins as reasoning, and has none, would be refused if it went back.
bool is_said_by_bedrock(const json& value) {
  const auto thought = value.find("reasoningContent");
  if (thought != value.end()) return thought->empty();
  return value.empty() || value.contains("text") || value.contains("citationsContent");
}

std::string thought_by_bedrock(const json& value) {
  const json* content = member(value, "reasoningContent");
  const json* text = content == nullptr ? nullptr : member(*content, "reasoningText");
  return text == nullptr ? std::string() : member_text(*text, "text");
}

}  // namespace

BedrockBlocks::Block* BedrockBlocks::find(std::size_t index) {
  const auto at = std::find_if(blocks_.rbegin(), blocks_.rend(),
                               [&](const Block& block) { return block.index == index; });
  return at == blocks_.rend() ? nullptr : &*at;
}

BedrockBlocks::Block& BedrockBlocks::begin(std::size_t index, json value) {
  if (blocks_.size() == most_bedrock_blocks) refuse_contradiction(vendor_, "more than 1,000 blocks");
  Block& block = blocks_.emplace_back();
  block.index = index;
  block.value = std::move(value);
  if (is_application_call(block.value)) begin_call(block);
  return block;
}

void BedrockBlocks::begin_call(Block& block) {
  block.is_call = true;
  block.call = calls_++;
  const json& use = block.value["toolUse"];
  events_.emplace_back(ToolCallDelta(block.call, member_text(use, "toolUseId"), member_text(use, "name")));
}

void BedrockBlocks::take(json value) {
  if (!value.is_object()) refuse_contradiction(vendor_, "a block is no object");
  Block& block = begin(blocks_.size(), std::move(value));
  if (std::string text = said_by_bedrock(block.value); !text.empty()) {
    text_ += text;
    events_.emplace_back(TextDelta(std::move(text)));
  }
  if (std::string thought = thought_by_bedrock(block.value); !thought.empty()) {
    events_.emplace_back(ReasoningDelta(std::move(thought)));
  }
  close(block);
}

void BedrockBlocks::start(std::size_t index, const json& start) {
  if (find(index) != nullptr) refuse_contradiction(vendor_, "a block begins twice");
  (void)begin(index, start.is_object() ? start : json::object());
}

void BedrockBlocks::add(std::size_t index, const json& delta) {
  Block* const found = find(index);
  Block& block = found != nullptr ? *found : begin(index, json::object());
  if (!block.open) refuse_contradiction(vendor_, "a piece of a block that has ended");
  if (const json* text = member(delta, "text"); text != nullptr && text->is_string()) {
    say(block, text->get<std::string>());
  }
  if (const json* thought = member(delta, "reasoningContent")) think(block, *thought);
  if (const json* use = member(delta, "toolUse")) {
    std::string piece = member_text(*use, "input");
    block.input += piece;
    if (block.is_call && !piece.empty()) events_.emplace_back(ToolCallDelta(block.call, {}, {}, std::move(piece)));
  }
  if (const json* result = member_array(delta, "toolResult"); result != nullptr && block.value.contains("toolResult")) {
    json& content = bedrock_object_in(block.value, "toolResult")["content"];
    if (!content.is_array()) content = json::array();
    for (const auto& piece : *result) content.push_back(piece);
  }
}

void BedrockBlocks::say(Block& block, const std::string& piece) {
  append_bedrock_text(block.value, "text", piece);
  text_ += piece;
  if (!piece.empty()) events_.emplace_back(TextDelta(piece));
}

void BedrockBlocks::think(Block& block, const json& delta) {
  json& content = bedrock_object_in(block.value, "reasoningContent");
  if (std::string piece = member_text(delta, "text"); !piece.empty()) {
    append_bedrock_text(bedrock_object_in(content, "reasoningText"), "text", piece);
    events_.emplace_back(ReasoningDelta(std::move(piece)));
  }
  if (const std::string piece = member_text(delta, "signature"); !piece.empty()) {
    append_bedrock_text(bedrock_object_in(content, "reasoningText"), "signature", piece);
  }
  if (const std::string piece = member_text(delta, "redactedContent"); !piece.empty()) {
    const std::string before = base64_decode(member_text(content, "redactedContent")).value_or("");
    content["redactedContent"] = base64_encode(before + base64_decode(piece).value_or(""));
  }
}

void BedrockBlocks::stop(std::size_t index) {
  Block* const block = find(index);
  if (block == nullptr || !block->open) refuse_contradiction(vendor_, "the end of a block that is not open");
  close(*block);
}

void BedrockBlocks::close(Block& block) {
  block.open = false;
  const json* use = member(block.value, "toolUse");
  if (use == nullptr) return;
  if (block.is_call && block.input.empty()) {
    const json* input = member(*use, "input");
    block.input = input != nullptr && input->is_object() ? bedrock_block_text(*input) : "{}";
    events_.emplace_back(ToolCallDelta(block.call, {}, {}, block.input));
  } else if (!block.is_call && !block.input.empty()) {
    // A tool that the vendor runs: its block goes back as it would have come whole.
    auto input = parse_lenient(block.input, limits_);
    if (input) bedrock_object_in(block.value, "toolUse")["input"] = *std::move(input);
  }
}

Part BedrockBlocks::part_of(const Block& block) const {
  if (block.is_call) {
    const json& use = block.value["toolUse"];
    return ToolCall{member_text(use, "toolUseId"), member_text(use, "name"), block.input};
  }
  if (is_said_by_bedrock(block.value)) return Text{said_by_bedrock(block.value)};
  return Reasoning{thought_by_bedrock(block.value), vendor_, bedrock_block_text(block.value)};
}

Message BedrockBlocks::finish() {
  Message message{Role::assistant, {}, {}};
  for (auto& block : blocks_) {
    if (block.open) close(block);
    Part part = part_of(block);
    const auto* text = std::get_if<Text>(&part);
    if (text == nullptr || !text->text.empty()) message.parts.push_back(std::move(part));
  }
  return message;
}

}  // namespace baton::inline v0::detail
