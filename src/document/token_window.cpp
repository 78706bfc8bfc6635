#include "document/token_window.hpp"

#include <algorithm>

#include <baton/core/text.hpp>

namespace baton::inline v0::detail {
namespace {

constexpr int max_guesses = 8;

std::size_t bytes_of(double bytes, std::size_t most) {
  return bytes >= static_cast<double>(most) ? most : std::max<std::size_t>(8, static_cast<std::size_t>(bytes));
}

}  // namespace

Window TokenWindow::at(std::size_t begin) {
  const std::string_view rest = text_.substr(begin);
  const double wanted = static_cast<double>(tokens_);
  double guess = wanted * bytes_per_token_;
  std::size_t best = 0;
  for (int i = 0; i < max_guesses; ++i) {
    const std::size_t bytes = utf8_floor(rest, bytes_of(guess, rest.size()));
    const double found = static_cast<double>(std::max<std::size_t>(1, count_(rest.substr(0, bytes))));
    bytes_per_token_ = std::max(0.1, static_cast<double>(bytes) / found);
    if (found <= wanted) {
      best = std::max(best, bytes);
      if (bytes == rest.size() || found >= 0.9 * wanted) break;
    }
    guess = 0.97 * wanted * bytes_per_token_;
    if (found <= wanted) guess = std::max(guess, 1.03 * static_cast<double>(bytes));
  }
  best = std::max<std::size_t>(best, 8);
  const double repeated = bytes_per_token_ * static_cast<double>(overlap_);
  return {best, overlap_ == 0 ? 0 : std::min(best / 2, bytes_of(repeated, best))};
}

bool TokenWindow::fits(ByteRange range) const {
  return count_(text_.substr(range.begin, range.end - range.begin)) <= tokens_;
}

}  // namespace baton::inline v0::detail
