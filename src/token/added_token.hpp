#pragma once

#include <cstdint>
#include <string>

namespace baton::inline v0::token {

/// A token that is found in the text before anything else.
struct AddedToken {
  std::string text;
  std::uint32_t id = 0;
  bool special = false;
  bool takes_left = false;   ///< white space before it belongs to it
  bool takes_right = false;  ///< white space behind it belongs to it
  bool whole_word = false;   ///< not within a word
  bool normalized = false;   ///< its normalized text is found in normalized text
};

}  // namespace baton::inline v0::token
