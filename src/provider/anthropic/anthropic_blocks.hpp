#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/core/limits.hpp>
#include <baton/message/chat.hpp>
#include <baton/message/message.hpp>

namespace baton::inline v0::detail {

/// Puts the content blocks of an answer together, from whole blocks or from their deltas, and tells
/// the events. The parts come out in the order of the blocks, because thinking must go back in its
/// place.
class AnthropicBlocks {
 public:
  AnthropicBlocks(std::string vendor, const Limits& limits)
      : vendor_(std::move(vendor)), limits_(limits) {}

  /// A block begins, whole in an answer that was not streamed. Throws `bad_response` when one of
  /// that index has begun before.
  void start(std::size_t index, nlohmann::json block);
  /// Throws `bad_response` unless the block is open. Kinds that are not known are passed over.
  void add(std::size_t index, const nlohmann::json& delta);
  void stop(std::size_t index);

  /// A piece of text that is no block: the explanation of a refusal.
  void say(const std::string& text);

  /// What has happened since it was last taken.
  [[nodiscard]] std::vector<ChatEvent>& events() noexcept { return events_; }
  [[nodiscard]] bool empty() const noexcept { return blocks_.empty(); }
  /// The text so far.
  [[nodiscard]] std::string text() const;
  /// The message; closes blocks that were left open.
  [[nodiscard]] Message finish();

 private:
  struct Block {
    std::size_t index = 0;
    std::size_t call = 0;  ///< its number among the tool calls
    bool open = true;
    bool is_call = false;
    nlohmann::json value;
    std::string input;  ///< JSON text so far
  };

  [[nodiscard]] Block& open_block(std::size_t index);
  void append(Block& block, const char* member, const std::string& piece);
  void close(Block& block);
  [[nodiscard]] Part part_of(const Block& block) const;

  std::string vendor_;
  Limits limits_;
  std::vector<Block> blocks_;
  std::size_t calls_ = 0;
  std::vector<ChatEvent> events_;
};

}  // namespace baton::inline v0::detail
