#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/core/limits.hpp>
#include <baton/message/chat.hpp>

namespace baton::inline v0::detail {

/// Puts the content blocks of an answer together, from whole blocks or from their deltas, and tells
/// the events. The parts come out in the order of the blocks, because reasoning must go back in its
/// place. Source: botocore's bedrock-runtime model, `ContentBlock` and `ContentBlockDelta`.
class BedrockBlocks {
 public:
  BedrockBlocks(std::string vendor, const Limits& limits) : vendor_(std::move(vendor)), limits_(limits) {}

  /// A whole block.
  void take(nlohmann::json block);
  /// A block begins; those of text and reasoning may begin with their first delta instead. Throws
  /// `bad_response` when one of that index has begun before.
  void start(std::size_t index, const nlohmann::json& start);
  /// Throws `bad_response` when the block has ended. Kinds that are not known are passed over.
  void add(std::size_t index, const nlohmann::json& delta);
  void stop(std::size_t index);

  /// What has happened since it was last taken.
  [[nodiscard]] std::vector<ChatEvent>& events() noexcept { return events_; }
  /// The text so far.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// The message; closes blocks that were left open.
  [[nodiscard]] Message finish();

 private:
  struct Block {
    std::size_t index = 0;
    std::size_t call = 0;  ///< its number among the tool calls
    bool open = true;
    bool is_call = false;
    nlohmann::json value;  ///< as it would have come whole
    std::string input;     ///< JSON text so far
  };

  [[nodiscard]] Block* find(std::size_t index);
  [[nodiscard]] Block& begin(std::size_t index, nlohmann::json value);
  void begin_call(Block& block);
  void say(Block& block, const std::string& piece);
  void think(Block& block, const nlohmann::json& delta);
  void close(Block& block);
  [[nodiscard]] Part part_of(const Block& block) const;

  std::string vendor_;
  Limits limits_;
  std::vector<Block> blocks_;
  std::size_t calls_ = 0;
  std::string text_;
  std::vector<ChatEvent> events_;
};

}  // namespace baton::inline v0::detail
