#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <baton/core/export.hpp>

namespace baton::inline v0 {

/// Who speaks.
enum class Role : std::uint8_t { system, user, assistant, tool };

/// "system", "user", "assistant", "tool".
[[nodiscard]] BATON_EXPORT std::string_view to_string(Role role) noexcept;

/// Asks the vendor to keep the prompt, from its beginning up to and including what carries the mark, so
/// that the next request with the same beginning is cheaper and quicker. Anthropic wants such marks (four
/// at most); vendors that cache by themselves ignore them.
enum class CacheMark : std::uint8_t { none, minutes, hour };
[[nodiscard]] BATON_EXPORT std::string_view to_string(CacheMark mark) noexcept;

/// Text, UTF-8.
struct Text {
  std::string text;
  bool operator==(const Text&) const = default;
};

/// A picture: by `url`, or by `bytes` with their media type ("image/png"). Exactly one is set.
struct Image {
  std::string url = {};
  std::string bytes = {};
  std::string media_type = {};
  std::string detail = {};  ///< "low", "high", or empty for the vendor's default
  bool operator==(const Image&) const = default;
};

/// A document handed to the model: by `id` of an upload, or by `bytes`.
struct File {
  std::string name = {};
  std::string id = {};
  std::string bytes = {};
  std::string media_type = {};
  bool operator==(const File&) const = default;
};

/// The model asks for a tool. `arguments` is the JSON text as the model wrote it, not yet validated.
struct ToolCall {
  std::string id = {};
  std::string name = {};
  std::string arguments = {};
  bool operator==(const ToolCall&) const = default;
};

/// The answer to the call with the same id.
struct ToolResult {
  std::string call_id = {};
  std::string name = {};
  std::string content = {};
  bool is_error = false;
  bool operator==(const ToolResult&) const = default;
};

/// What the model thought aloud. `raw` is the provider's own block, JSON text that must be sent back
/// unchanged to the same `provider` (signatures, encrypted content); `text` is what may be shown.
struct Reasoning {
  std::string text = {};
  std::string provider = {};
  std::string raw = {};
  bool operator==(const Reasoning&) const = default;
};

using Part = std::variant<Text, Image, File, ToolCall, ToolResult, Reasoning>;

/// One turn of a conversation. A plain value.
///
///     std::vector<Message> talk = {Message::system("Be brief."), Message::user("Who are you?")};
struct BATON_EXPORT Message {
  Role role = Role::user;
  std::vector<Part> parts = {};
  std::string name = {};  ///< of the participant, where the vendor has such a field
  CacheMark cache = CacheMark::none;

  [[nodiscard]] static Message system(std::string text);
  [[nodiscard]] static Message user(std::string text);
  [[nodiscard]] static Message user(std::vector<Part> parts);
  [[nodiscard]] static Message assistant(std::string text);
  /// The message that answers `call`.
  [[nodiscard]] static Message tool_result(const ToolCall& call, std::string content,
                                           bool is_error = false);

  /// All text parts joined, without reasoning.
  [[nodiscard]] std::string text() const;
  /// All tool calls in order.
  [[nodiscard]] std::vector<ToolCall> tool_calls() const;

  bool operator==(const Message&) const = default;
};

}  // namespace baton::inline v0
