#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/core/limits.hpp>
#include <baton/message/message.hpp>

namespace baton::inline v0::detail {

/// Where a content of chunks stands: in a whole message, or in a delta of a stream, whose first
/// thinking goes on with what came before.
enum class MistralPlace : std::uint8_t { message, delta };

/// The content of choice 0 in an answer or event where it is a list of chunks, else nothing. Reads
/// only what may be one.
[[nodiscard]] std::optional<nlohmann::json> mistral_chunks(std::string_view text, MistralPlace place,
                                                           const Limits& limits);

/// Puts the content of an answer together, in the order in which it came: thinking must go back in its
/// place. Sources: mistralai's Python SDK, ContentChunk and ThinkChunk, and its examples
/// reasoning_with_streaming.py and reasoning_multi_turn.py.
class MistralContent {
 public:
  explicit MistralContent(std::string vendor) : vendor_(std::move(vendor)) {}

  void add(const nlohmann::json& chunks, MistralPlace place);
  /// A piece of text.
  void say(std::string_view text);

  /// Whether anything but text has come.
  [[nodiscard]] bool has_chunks() const noexcept { return has_chunks_; }
  /// The content as parts.
  [[nodiscard]] std::vector<Part> parts() const;

 private:
  void think(const nlohmann::json& chunk, MistralPlace place);

  std::string vendor_;
  std::vector<nlohmann::json> blocks_;
  bool has_chunks_ = false;
};

/// The chunks of an assistant's message that has thinking or other chunks of this vendor's, else
/// nothing.
[[nodiscard]] std::optional<nlohmann::ordered_json> mistral_content_of(const Message& message,
                                                                       const std::string& vendor,
                                                                       const Limits& limits);

}  // namespace baton::inline v0::detail
