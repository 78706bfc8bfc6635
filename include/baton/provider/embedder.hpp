#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <baton/core/context.hpp>
#include <baton/core/export.hpp>
#include <baton/core/task.hpp>

namespace baton::inline v0 {

/// A dense vector that stands for a text.
using Embedding = std::vector<float>;

/// What the text is: some models embed questions and passages differently.
enum class EmbedPurpose : std::uint8_t { document, query };

/// Turns texts into vectors. Immutable and thread-safe.
class BATON_EXPORT Embedder {
 public:
  virtual ~Embedder();

  /// "vendor/model" with everything that changes the vectors: an index stores it and refuses others.
  [[nodiscard]] virtual std::string name() const = 0;
  /// The length of every vector, or 0 when only a call can tell.
  [[nodiscard]] virtual std::size_t dimensions() const = 0;
  /// One vector for each text, in order. Splits into as many requests as the vendor's limits need.
  [[nodiscard]] virtual Task<std::vector<Embedding>> embed(std::vector<std::string> texts,
                                                           EmbedPurpose purpose,
                                                           Context context) const = 0;
};

}  // namespace baton::inline v0
