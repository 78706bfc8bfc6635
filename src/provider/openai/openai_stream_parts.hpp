#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/message/chat.hpp>

namespace baton::inline v0::detail {

/// Gives the tool-call fragments of a stream indices of our own: some servers number every call of a
/// parallel set 0 and tell them apart by id only.
class OpenAiCallIndex {
 public:
  /// Sets the index; clears an id that was already told.
  void place(ToolCallDelta& delta);

 private:
  struct Slot {
    std::size_t wire_index = 0;
    std::string id;
  };
  std::vector<Slot> slots_;
};

/// Joins the fragments of `reasoning_details`: consecutive ones of the same index and type are one
/// block, whose text is appended and whose other members are replaced.
class OpenAiReasoningDetails {
 public:
  void add(const nlohmann::json& fragments);
  [[nodiscard]] bool empty() const noexcept { return blocks_.empty(); }
  /// The blocks as JSON text.
  [[nodiscard]] std::string text() const;

 private:
  std::vector<nlohmann::json> blocks_;
};

}  // namespace baton::inline v0::detail
