#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/message/chat.hpp>
#include <baton/message/message.hpp>

namespace baton::inline v0::detail {

/// Puts the content, the tool plan and the tool calls of an answer together, from whole ones or from
/// their deltas, and tells the events. The parts come out in the order content, plan, calls.
class CohereBlocks {
 public:
  /// As an event gives it; some streams number nothing.
  using Index = std::optional<std::size_t>;

  explicit CohereBlocks(std::string vendor) : vendor_(std::move(vendor)) {}

  /// A piece of content begins: text or thinking; what is neither is passed over. Throws `bad_response`
  /// when one of that index has begun before.
  void start(Index index, const nlohmann::json& content);
  /// Throws `bad_response` unless content of that index is open.
  void add(Index index, const nlohmann::json& content);
  void stop(Index index);

  /// A piece of what the model says before it calls tools.
  void plan(const std::string& piece);

  /// A tool call begins, whole in an answer that was not streamed. Throws like `start`.
  void start_call(Index index, const nlohmann::json& call);
  /// Throws `bad_response` unless a call of that index is open.
  void add_call(Index index, const nlohmann::json& call);
  void stop_call(Index index);

  /// What has happened since it was last taken.
  [[nodiscard]] std::vector<ChatEvent>& events() noexcept { return events_; }
  [[nodiscard]] bool calls_tools() const noexcept { return !calls_.empty(); }
  /// The text so far.
  [[nodiscard]] std::string text() const;
  /// The message; closes what was left open.
  [[nodiscard]] Message finish();

 private:
  enum class Kind : std::uint8_t { text, thinking, unknown };
  struct Block {
    Index index;
    Kind kind = Kind::text;
    bool open = true;
    std::string text;
  };
  struct Call {
    Index index;
    bool open = true;
    ToolCall call;
  };

  void append(Block& block, const nlohmann::json& content);
  void append(std::size_t number, const nlohmann::json& call);
  void close(std::size_t number);

  std::string vendor_;
  std::vector<Block> blocks_;
  std::string plan_;
  std::vector<Call> calls_;
  std::vector<ChatEvent> events_;
};

}  // namespace baton::inline v0::detail
