#include "provider/mistral/mistral_content.hpp"

#include <utility>

#include "provider/json_fields.hpp"

namespace baton::inline v0::detail {
namespace {

using nlohmann::json;

bool is_mistral_text(const json& chunk) { return member_text(chunk, "type") == "text"; }

/// A signature closes its thinking: what follows is another.
bool thinking_goes_on(const json& block) {
  return member_array(block, "thinking") != nullptr && member(block, "signature") == nullptr;
}

void append_thoughts(json& block, const json& thoughts) {
  json& mine = block["thinking"];
  for (const auto& thought : thoughts) {
    if (!mine.empty() && is_mistral_text(mine.back()) && is_mistral_text(thought)) {
      mine.back()["text"] = member_text(mine.back(), "text") + member_text(thought, "text");
    } else {
      mine.push_back(thought);
    }
  }
}

std::string thoughts_of(const json& block) {
  std::string text;
  if (const json* thoughts = member_array(block, "thinking")) {
    for (const auto& thought : *thoughts) text += member_text(thought, "text");
  }
  return text;
}

}  // namespace

std::optional<json> mistral_chunks(std::string_view text, MistralPlace place, const Limits& limits) {
  if (text.find("\"type\"") == std::string_view::npos) return std::nullopt;
  auto answer = parse_lenient(text, limits);
  const json* choices = answer ? member_array(*answer, "choices") : nullptr;
  if (choices == nullptr || choices->empty()) return std::nullopt;
  const json* message = member(choices->front(), place == MistralPlace::message ? "message" : "delta");
  const json* content = message == nullptr ? nullptr : member_array(*message, "content");
  if (content == nullptr || member_count(choices->front(), "index") != 0) return std::nullopt;
  return *content;
}

void MistralContent::add(const json& chunks, MistralPlace place) {
  for (const auto& chunk : chunks) {
    const json* text = member(chunk, "text");
    if (chunk.is_string()) {
      say(chunk.get_ref<const std::string&>());
    } else if (member_array(chunk, "thinking") != nullptr) {
      think(chunk, place);
    } else if (text != nullptr && text->is_string()) {
      say(text->get_ref<const std::string&>());
    } else if (chunk.is_object()) {
      blocks_.push_back(chunk);
      has_chunks_ = true;
    }
  }
}

void MistralContent::think(const json& chunk, MistralPlace place) {
  has_chunks_ = true;
  if (place == MistralPlace::message || blocks_.empty() || !thinking_goes_on(blocks_.back())) {
    blocks_.push_back(chunk);
    return;
  }
  json& block = blocks_.back();
  append_thoughts(block, chunk["thinking"]);
  for (const auto& [key, value] : chunk.items()) {
    if (key != "thinking" && !value.is_null()) block[key] = value;
  }
}

void MistralContent::say(std::string_view text) {
  if (text.empty()) return;
  if (blocks_.empty() || !is_mistral_text(blocks_.back())) {
    blocks_.push_back({{"type", "text"}, {"text", std::string()}});
  }
  blocks_.back()["text"].get_ref<std::string&>() += text;
}

std::vector<Part> MistralContent::parts() const {
  std::vector<Part> parts;
  for (const auto& block : blocks_) {
    if (is_mistral_text(block)) {
      parts.emplace_back(Text{member_text(block, "text")});
    } else {
      parts.emplace_back(Reasoning{thoughts_of(block), vendor_,
                                   block.dump(-1, ' ', false, json::error_handler_t::replace)});
    }
  }
  return parts;
}

std::optional<nlohmann::ordered_json> mistral_content_of(const Message& message, const std::string& vendor,
                                                         const Limits& limits) {
  nlohmann::ordered_json chunks = nlohmann::ordered_json::array();
  bool needed = false;
  for (const auto& part : message.parts) {
    if (const auto* text = std::get_if<Text>(&part)) {
      chunks.push_back({{"type", "text"}, {"text", text->text}});
    }
    const auto* reasoning = std::get_if<Reasoning>(&part);
    if (reasoning == nullptr || reasoning->provider != vendor) continue;
    auto chunk = parse_lenient(reasoning->raw, limits);
    if (!chunk || !chunk->is_object()) continue;
    chunks.emplace_back(*chunk);
    needed = true;
  }
  if (!needed) return std::nullopt;
  return chunks;
}

}  // namespace baton::inline v0::detail
