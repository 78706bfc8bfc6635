#include "provider/gemini/gemini_parts.hpp"

#include <nlohmann/json.hpp>

#include <baton/core/base64.hpp>
#include <baton/core/error.hpp>

#include "provider/json_fields.hpp"

namespace baton::inline v0::detail {

using nlohmann::json;

namespace {

constexpr std::size_t most_gemini_parts = 10'000;
constexpr const char* signature_member = "thoughtSignature";

std::string gemini_dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool is_signed(const json& part) { return !member_text(part, signature_member).empty(); }

bool is_thought(const json& part) {
  const json* thought = member(part, "thought");
  return thought != nullptr && thought->is_boolean() && thought->get<bool>();
}

/// Arguments in pieces come from Vertex AI alone, and only to who asks for them.
void refuse_pieces(const std::string& vendor, const json& call) {
  const json* more = member(call, "willContinue");
  const bool goes_on = more != nullptr && more->is_boolean() && more->get<bool>();
  if (!goes_on && member(call, "partialArgs") == nullptr) return;
  throw Error(ErrorCode::bad_response,
              vendor + " sends the arguments of a call in pieces: leave streamFunctionCallArguments "
                       "out of ChatOptions::extra");
}

}  // namespace

void GeminiParts::add(const json& part, const std::string& answer_id) {
  if (!part.is_object() || part.empty()) return;
  if (message_.parts.size() >= most_gemini_parts) {
    throw Error(ErrorCode::bad_response, vendor_ + " sent more than 10,000 parts: "
                                                     "the answer cannot be trusted");
  }
  const json* text = member(part, "text");
  const json* call = member(part, "functionCall");
  const json* data = member(part, "inlineData");
  if (text != nullptr && text->is_string()) {
    is_thought(part) ? add_thought(text->get<std::string>(), part) : add_text(text->get<std::string>(), part);
  } else if (call != nullptr && call->is_object()) {
    add_signature_of(part);
    add_call(*call, answer_id);
  } else if (data == nullptr || is_thought(part) || !add_image(*data, part)) {
    add_raw(part);
  }
  answered_ = answered_ || !(is_thought(part) || (text != nullptr && *text == ""));
}

void GeminiParts::say(const std::string& text) { add_text(text, json::object()); }

void GeminiParts::add_text(const std::string& text, const json& part) {
  if (text.empty()) {
    // The signature of a stream may come after its text, and must go back in such a part.
    if (is_signed(part)) add_raw(part);
    return;
  }
  if (open_ == Open::text && !is_signed(part)) {
    std::get<Text>(message_.parts.back()).text += text;
  } else {
    add_signature_of(part);
    message_.parts.emplace_back(Text{text});
    open_ = is_signed(part) ? Open::nothing : Open::text;
  }
  events_.emplace_back(TextDelta(text));
}

void GeminiParts::add_thought(const std::string& text, const json& part) {
  if (text.empty() && !is_signed(part)) return;
  if (open_ == Open::thought && !is_signed(part)) {
    std::get<Reasoning>(message_.parts.back()).text += text;
  } else {
    // What may still grow is written at the end.
    message_.parts.emplace_back(Reasoning{text, vendor_, is_signed(part) ? gemini_dump(part) : std::string()});
    open_ = is_signed(part) ? Open::nothing : Open::thought;
  }
  if (!text.empty()) events_.emplace_back(ReasoningDelta(text));
}

void GeminiParts::add_call(const json& call, const std::string& answer_id) {
  refuse_pieces(vendor_, call);
  const json* args = member(call, "args");
  ToolCall made{member_text(call, "id"), member_text(call, "name"),
                args != nullptr && args->is_object() ? gemini_dump(*args) : "{}"};
  // Older models give no ids. Ours must differ from those of other answers in the conversation.
  if (made.id.empty()) made.id = (answer_id.empty() ? "call" : answer_id) + "-" + std::to_string(calls_);
  events_.emplace_back(ToolCallDelta(calls_++, made.id, made.name, made.arguments));
  message_.parts.emplace_back(std::move(made));
  open_ = Open::nothing;
}

bool GeminiParts::add_image(const json& data, const json& part) {
  const std::string type = member_text(data, "mimeType");
  if (!type.starts_with("image/")) return false;
  auto bytes = base64_decode(member_text(data, "data"));
  if (!bytes || bytes->empty()) return false;
  add_signature_of(part);
  message_.parts.emplace_back(Image{"", *std::move(bytes), type, ""});
  open_ = Open::nothing;
  return true;
}

void GeminiParts::add_raw(const json& part) {
  message_.parts.emplace_back(Reasoning{"", vendor_, gemini_dump(part)});
  open_ = Open::nothing;
}

void GeminiParts::add_signature_of(const json& part) {
  if (is_signed(part)) add_raw({{signature_member, part[signature_member]}});
}

Message GeminiParts::finish() {
  for (auto& part : message_.parts) {
    auto* thought = std::get_if<Reasoning>(&part);
    if (thought == nullptr || !thought->raw.empty()) continue;
    thought->raw = gemini_dump({{"text", thought->text}, {"thought", true}});
  }
  return std::move(message_);
}

}  // namespace baton::inline v0::detail
