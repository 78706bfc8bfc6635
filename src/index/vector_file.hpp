#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include <baton/index/vector_index.hpp>

#include "hnsw_graph.hpp"

namespace baton::inline v0 {

/// The header of a saved vector index: a fixed block with a SHA-256 of the payload, one of what the
/// index belongs to, and one of itself.
struct VectorFile {
  static constexpr std::size_t most_dimensions = 65'536;
  static constexpr std::size_t most_links = 128;
  static constexpr std::size_t most_vectors = 0x7fff'ffff;
  static constexpr std::size_t most_candidates = 1'000'000;
  static constexpr std::size_t header_bytes = 160;

  bool has_graph = false;
  VectorMetric metric = VectorMetric::cosine;
  std::size_t dimensions = 0;
  std::size_t links = 0;
  std::size_t ef_construction = 0;
  HnswGraph::Top top;
  std::size_t count = 0;
  std::uint64_t generation = 0;
};

/// A file whose every byte has been checked against its digests.
struct VerifiedVectorFile {
  VectorFile header;
  std::string bytes;
  [[nodiscard]] std::string_view payload() const {
    return std::string_view(bytes).substr(VectorFile::header_bytes);
  }
};

void write_vector_file(const std::filesystem::path& file, const VectorFile& header,
                       const VectorStamp& stamp, std::string_view payload);

/// Throws `not_found` when there is no file, otherwise `data_corrupt` for whatever is wrong.
[[nodiscard]] VerifiedVectorFile read_vector_file(const std::filesystem::path& file,
                                                  const VectorStamp& expected, std::size_t dimensions,
                                                  VectorMetric metric);

/// The same for bytes at hand.
[[nodiscard]] VerifiedVectorFile verify_vector_file(std::string bytes, const VectorStamp& expected,
                                                    std::size_t dimensions, VectorMetric metric);

}  // namespace baton::inline v0
