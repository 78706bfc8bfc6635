#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "document/window_splitter.hpp"

namespace baton::inline v0::detail {

/// Finds how many bytes hold a number of tokens. Learns from one window to the next how many bytes a
/// token has, so that few counts are needed.
class TokenWindow {
 public:
  using Count = std::function<std::size_t(std::string_view)>;
  TokenWindow(std::string_view text, Count count, std::size_t tokens, std::size_t overlap_tokens)
      : text_(text), count_(std::move(count)), tokens_(tokens), overlap_(overlap_tokens) {}

  /// The window at `begin`: every prefix of it that `fits` accepts is within the limit.
  [[nodiscard]] Window at(std::size_t begin);
  [[nodiscard]] bool fits(ByteRange range) const;

 private:
  std::string_view text_;
  Count count_;
  std::size_t tokens_;
  std::size_t overlap_;
  double bytes_per_token_ = 4.0;
};

}  // namespace baton::inline v0::detail
