#pragma once

#include <cstdint>
#include <string_view>

#include "token/character.hpp"

namespace baton::inline v0::token {

/// What cuts text into the pieces within which pairs are merged. Each is a regular expression of the
/// original, written out as a scanner with the same matches; the expressions stand in pattern_scanner.cpp.
enum class Pattern : std::uint8_t { gpt2, cl100k, o200k };

struct PatternOptions {
  Pattern pattern = Pattern::gpt2;
  std::uint32_t digits = 3;  ///< the longest run of numbers in a piece (`\p{N}{1,3}`); gpt2 has no limit
};

/// The end of the piece that begins at `at`. Precondition: `at < end`. The result is behind `at`. Pieces
/// of ill-formed text are those of text with a symbol for each byte that is no UTF-8.
class PatternScanner {
 public:
  explicit PatternScanner(PatternOptions options) : options_(options), classes_(&ClassTable::get()) {}
  [[nodiscard]] const char* next(const char* at, const char* end) const noexcept;

 private:
  PatternOptions options_;
  const ClassTable* classes_;
};

}  // namespace baton::inline v0::token
