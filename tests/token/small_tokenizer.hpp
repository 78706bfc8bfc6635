#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <baton/core/text.hpp>

namespace baton::test {

/// The character that stands for a byte in GPT-2's alphabet.
inline std::string shown_byte(unsigned wanted) {
  char32_t next = 256;
  std::string text;
  for (unsigned byte = 0; byte <= wanted; ++byte) {
    const bool itself = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    text.clear();
    append_utf8(text, itself ? byte : next++);
  }
  return text;
}

/// A tokenizer.json of byte-level BPE: the 256 bytes, then what `merges` make, in ASCII.
inline nlohmann::json small_tokenizer(const std::vector<std::pair<std::string, std::string>>& merges) {
  nlohmann::json vocabulary = nlohmann::json::object();
  nlohmann::json pairs = nlohmann::json::array();
  unsigned id = 0;
  for (unsigned byte = 0; byte < 256; ++byte) vocabulary[shown_byte(byte)] = id++;
  for (const auto& [left, right] : merges) {
    vocabulary[left + right] = id++;
    pairs.push_back(left + ' ' + right);
  }
  return {{"added_tokens", nlohmann::json::array()},
          {"pre_tokenizer", {{"type", "ByteLevel"}, {"add_prefix_space", false}}},
          {"model", {{"type", "BPE"}, {"vocab", vocabulary}, {"merges", pairs}}},
          {"decoder", {{"type", "ByteLevel"}}}};
}

}  // namespace baton::test
