#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/core/export.hpp>
#include <baton/document/document.hpp>

namespace baton::inline v0 {

/// Where a numbered passage comes from.
struct Citation {
  std::size_t number = 0;  ///< from 1, as it stands in the context
  std::string source;
  std::size_t first_line = 1;
  std::size_t last_line = 1;
  /// "[1] docs/a.md:10-24"
  [[nodiscard]] BATON_EXPORT std::string label() const;
  bool operator==(const Citation&) const = default;
};

/// Passages as a model reads them, and what their numbers stand for.
struct CitedContext {
  std::string text;
  std::vector<Citation> citations;
};

/// Numbers the passages and joins them by blank lines, each as
///
///     [1] docs/a.md:10-24
///     the text of the chunk
///
/// Line breaks and control characters in a source are written as spaces: a file's name cannot pass for a
/// passage. The *text* is untrusted all the same; tell the model so in the prompt.
[[nodiscard]] BATON_EXPORT CitedContext format_context(std::span<const ScoredChunk> chunks);

/// The citations that `answer` uses, in the order of their first use: "[1]", "[2, 3]" and "[1][4]" are
/// understood, numbers that stand for nothing are ignored.
[[nodiscard]] BATON_EXPORT std::vector<Citation> used_citations(std::string_view answer,
                                                                std::span<const Citation> citations);

}  // namespace baton::inline v0
