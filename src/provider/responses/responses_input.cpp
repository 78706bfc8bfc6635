#include <utility>

#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>

#include "provider/json_body.hpp"
#include "provider/json_fields.hpp"
#include "provider/responses/responses_request.hpp"

namespace baton::inline v0::detail {
namespace {

[[noreturn]] void not_in_responses(Role role, const char* part) {
  throw Error(ErrorCode::unsupported, std::string("the Responses protocol has no ") + part +
                                          " in messages of role " + std::string(to_string(role)));
}

wire_json responses_image(const Image& part) {
  check_image(part);
  return {{"type", "input_image"},
          {"image_url", part.url.empty() ? data_url(part.media_type, part.bytes) : part.url},
          {"detail", part.detail.empty() ? "auto" : part.detail}};
}

wire_json responses_file(const File& part) {
  if (part.id.empty() && part.bytes.empty()) {
    throw Error(ErrorCode::invalid_argument, "a File needs either the id of an upload or bytes");
  }
  if (!part.id.empty()) return {{"type", "input_file"}, {"file_id", part.id}};
  const std::string type = part.media_type.empty() ? "application/octet-stream" : part.media_type;
  return {{"type", "input_file"},
          {"filename", part.name.empty() ? "file" : part.name},
          {"file_data", data_url(type, part.bytes)}};
}

/// Whether an item of reasoning has nothing but its id: of a vendor that has kept nothing, it would be
/// refused as not found.
bool only_names_itself(const nlohmann::json& item) {
  if (member_text(item, "type") != "reasoning") return false;
  const auto* content = member_array(item, "content");
  return member_text(item, "encrypted_content").empty() && (content == nullptr || content->empty());
}

/// Writes the parts of one message. Text of the assistant is collected until something else comes,
/// because items keep their order: reasoning must stand before what it led to.
class ResponsesItemWriter {
 public:
  ResponsesItemWriter(wire_json& items, const ResponsesInput& input, const Message& message)
      : items_(items), input_(input), message_(message) {}

  void write() {
    for (const auto& part : message_.parts) std::visit(*this, part);
    if (message_.role == Role::assistant) return say();
    if (content_.empty() && items_.size() > begin_) return;
    if (message_.role == Role::tool) {
      throw Error(ErrorCode::invalid_argument,
                  "a message of role tool needs a ToolResult: make it with Message::tool_result");
    }
    put_message();
  }

  void operator()(const Text& part) {
    if (message_.role == Role::assistant) {
      text_ += part.text;
    } else {
      content_.push_back({{"type", "input_text"}, {"text", part.text}});
    }
  }
  void operator()(const Image& part) {
    if (message_.role == Role::assistant) not_in_responses(message_.role, "image");
    content_.push_back(responses_image(part));
  }
  void operator()(const File& part) {
    if (message_.role == Role::assistant) not_in_responses(message_.role, "file");
    content_.push_back(responses_file(part));
  }
  void operator()(const ToolCall& part) {
    if (message_.role != Role::assistant) not_in_responses(message_.role, "tool call");
    say();
    items_.push_back({{"type", "function_call"},
                      {"call_id", part.id},
                      {"name", part.name},
                      {"arguments", part.arguments}});
  }
  void operator()(const ToolResult& part) {
    if (message_.role == Role::assistant) not_in_responses(message_.role, "tool result");
    items_.push_back(
        {{"type", "function_call_output"}, {"call_id", part.call_id}, {"output", part.content}});
  }
  void operator()(const Reasoning& part) {
    if (message_.role != Role::assistant || part.provider != input_.vendor) return;
    auto item = parse_lenient(part.raw, input_.limits);
    if (!item || !item->is_object()) return;
    if (!input_.stored && only_names_itself(*item)) return;
    say();
    if (member_text(*item, "type") == "message") {
      phase_ = member_text(*item, responses_phase);
    } else {
      items_.emplace_back(*std::move(item));
    }
  }

 private:
  /// What the assistant said so far.
  void say() {
    if (text_.empty()) return;
    wire_json item = {{"role", "assistant"}, {"content", std::exchange(text_, {})}};
    if (!phase_.empty()) item["phase"] = std::exchange(phase_, {});
    items_.push_back(std::move(item));
  }

  void put_message() {
    const bool marked = input_.cache_marks && message_.cache != CacheMark::none && !content_.empty();
    if (marked) content_.back()["prompt_cache_breakpoint"] = {{"mode", "explicit"}};
    wire_json item = {{"role", to_string(message_.role)}};
    const bool plain = content_.size() == 1 && content_[0].size() == 2 && content_[0].contains("text");
    if (content_.empty() || plain) {
      item["content"] = message_.text();
    } else {
      item["content"] = std::move(content_);
    }
    items_.push_back(std::move(item));
  }

  wire_json& items_;
  const ResponsesInput& input_;
  const Message& message_;
  std::size_t begin_ = items_.size();
  wire_json content_ = wire_json::array();
  std::string text_;
  std::string phase_;
};

}  // namespace

void append_responses_items(wire_json& items, const ResponsesInput& input, const Message& message) {
  ResponsesItemWriter(items, input, message).write();
}

}  // namespace baton::inline v0::detail
