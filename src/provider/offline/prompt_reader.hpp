#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <baton/message/chat.hpp>

namespace baton::inline v0::offline {

/// A block of the context. `mark` is its number in the prompt, or 0 when it has none.
struct Passage {
  int mark = 0;
  std::string label;
  std::string text;
};

/// What an extractive answer is made from.
struct Reading {
  std::string question;
  std::string earlier;  ///< the user message before the question, for follow-ups; or empty
  std::vector<Passage> passages;
};

/// Finds question and passages in a request; the rules are on `extractive_model` and in
/// docs/offline.md.
[[nodiscard]] Reading read_prompt(const ChatRequest& request);

/// The passages with marks "[1]", "[2]", … of a text; empty when it has none.
[[nodiscard]] std::vector<Passage> marked_passages(std::string_view text);

/// Lines without their ends.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);
/// Without white space at both ends.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

}  // namespace baton::inline v0::offline
