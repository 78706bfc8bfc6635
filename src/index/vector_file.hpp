#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <baton/index/vector_index.hpp>

#include "hnsw_graph.hpp"

namespace baton::inline v0 {

/// The header of a saved vector index: a fixed block with a SHA-256 of the vectors, one of everything else (ids
/// and links), one of what the index belongs to, and one of itself. The vectors come first, on a cache line
/// and filled up as they are in memory, so that a mapped file can be searched where it lies.
struct VectorFile {
  static constexpr std::size_t most_dimensions = 65'536;
  static constexpr std::size_t most_links = 128;
  static constexpr std::size_t most_vectors = 0x7fff'ffff;
  static constexpr std::size_t most_candidates = 1'000'000;
  static constexpr std::size_t header_bytes = 256;

  bool has_graph = false;
  VectorMetric metric = VectorMetric::cosine;
  std::size_t dimensions = 0;
  std::size_t links = 0;
  std::size_t ef_construction = 0;
  HnswGraph::Top top;
  std::size_t count = 0;
  std::uint64_t generation = 0;

  [[nodiscard]] std::size_t vector_bytes() const noexcept;
};

/// What a file held, every byte of it checked against its digests.
struct VerifiedVectorFile {
  VectorFile header;
  std::span<std::byte> vectors;  ///< where they lay
  std::string structure;         ///< ids and links: a copy made before the check, which nobody can change afterwards
};

void write_vector_file(const std::filesystem::path& file, const VectorFile& header, const VectorStamp& stamp,
                       const std::vector<std::string_view>& vectors, std::string_view structure);

/// Throws `data_corrupt` for whatever is wrong.
[[nodiscard]] VerifiedVectorFile verify_vector_file(std::span<std::byte> bytes, const VectorStamp& expected,
                                                    std::size_t dimensions, VectorMetric metric);

/// Throws `data_corrupt` unless every vector is finite, of length 1 where only directions count, and filled up
/// with zeros.
void check_vectors(const VectorFile& header, std::span<const std::byte> vectors);

}  // namespace baton::inline v0
