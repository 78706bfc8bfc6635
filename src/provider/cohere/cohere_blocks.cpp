#include "provider/cohere/cohere_blocks.hpp"

#include <algorithm>

#include <baton/core/error.hpp>

#include "provider/json_fields.hpp"
#include "provider/stream_error.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

constexpr std::size_t most_cohere_blocks = 1'000;

/// Without a number, one may follow another that has ended.
template <class Some>
void check_begins(const std::string& vendor, const std::vector<Some>& some, CohereBlocks::Index index) {
  const auto same = [&](const Some& other) { return other.index == index && (index || other.open); };
  if (std::any_of(some.begin(), some.end(), same)) refuse_contradiction(vendor, "a block begins twice");
  if (some.size() == most_cohere_blocks) refuse_contradiction(vendor, "more than 1,000 blocks");
}

template <class Some>
std::size_t open_one(const std::string& vendor, const std::vector<Some>& some, CohereBlocks::Index index) {
  for (std::size_t i = some.size(); i-- > 0;) {
    if (some[i].index == index && some[i].open) return i;
  }
  refuse_contradiction(vendor, "a piece of a block that is not open");
}

Reasoning cohere_reasoning(const std::string& vendor, const std::string& text, const json& raw) {
  return {text, vendor, raw.dump(-1, ' ', false, json::error_handler_t::replace)};
}

}  // namespace

void CohereBlocks::start(Index index, const json& content) {
  check_begins(vendor_, blocks_, index);
  Block& block = blocks_.emplace_back();
  block.index = index;
  const std::string type = member_text(content, "type");
  if (type == "thinking") block.kind = Kind::thinking;
  if (!type.empty() && type != "thinking" && type != "text") block.kind = Kind::unknown;
  append(block, content);
}

void CohereBlocks::append(Block& block, const json& content) {
  if (block.kind == Kind::unknown) return;
  const bool thinks = block.kind == Kind::thinking;
  const std::string piece = member_text(content, thinks ? "thinking" : "text");
  if (piece.empty()) return;
  block.text += piece;
  if (thinks) {
    events_.emplace_back(ReasoningDelta(piece));
  } else {
    events_.emplace_back(TextDelta(piece));
  }
}

void CohereBlocks::add(Index index, const json& content) {
  append(blocks_[open_one(vendor_, blocks_, index)], content);
}

void CohereBlocks::stop(Index index) { blocks_[open_one(vendor_, blocks_, index)].open = false; }

void CohereBlocks::plan(const std::string& piece) {
  if (piece.empty()) return;
  plan_ += piece;
  events_.emplace_back(ReasoningDelta(piece));
}

void CohereBlocks::start_call(Index index, const json& call) {
  check_begins(vendor_, calls_, index);
  const std::size_t number = calls_.size();
  Call& mine = calls_.emplace_back();
  mine.index = index;
  mine.call.id = member_text(call, "id");
  if (mine.call.id.empty()) mine.call.id = "call_" + std::to_string(number);
  if (const json* function = member(call, "function")) mine.call.name = member_text(*function, "name");
  events_.emplace_back(ToolCallDelta(number, mine.call.id, mine.call.name));
  append(number, call);
}

void CohereBlocks::append(std::size_t number, const json& call) {
  const json* function = member(call, "function");
  const std::string piece = function == nullptr ? std::string() : member_text(*function, "arguments");
  if (piece.empty()) return;
  calls_[number].call.arguments += piece;
  events_.emplace_back(ToolCallDelta(number, {}, {}, piece));
}

void CohereBlocks::add_call(Index index, const json& call) {
  append(open_one(vendor_, calls_, index), call);
}

void CohereBlocks::stop_call(Index index) { close(open_one(vendor_, calls_, index)); }

void CohereBlocks::close(std::size_t number) {
  Call& mine = calls_[number];
  mine.open = false;
  if (!mine.call.arguments.empty()) return;
  mine.call.arguments = "{}";
  events_.emplace_back(ToolCallDelta(number, {}, {}, "{}"));
}

std::string CohereBlocks::text() const {
  std::string text;
  for (const auto& block : blocks_) {
    if (block.kind == Kind::text) text += block.text;
  }
  return text;
}

Message CohereBlocks::finish() {
  Message message{Role::assistant, {}, {}};
  for (const auto& block : blocks_) {
    if (block.text.empty()) continue;
    if (block.kind == Kind::text) {
      message.parts.emplace_back(Text{block.text});
    } else {
      message.parts.emplace_back(
          cohere_reasoning(vendor_, block.text, {{"type", "thinking"}, {"thinking", block.text}}));
    }
  }
  if (!plan_.empty()) message.parts.emplace_back(cohere_reasoning(vendor_, plan_, {{"tool_plan", plan_}}));
  for (std::size_t i = 0; i < calls_.size(); ++i) {
    if (calls_[i].open) close(i);
    message.parts.emplace_back(calls_[i].call);
  }
  return message;
}

}  // namespace baton::inline v0::detail
