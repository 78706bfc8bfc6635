#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include <baton/index/vector_index.hpp>

#include "hnsw_graph.hpp"

namespace baton::inline v0 {

/// The header of a saved vector index: a fixed block with a SHA-256 of the payload, one of what the
/// index belongs to, and one of itself. The payload is, where they are: vectors, one after another; the lowest level
/// of the graph with its rows, as hnswlib has it in memory; the lists above; and always an id and a byte, whether it
/// is alive, for each vector. A mapped file can be searched where it lies.
struct VectorFile {
  static constexpr std::size_t most_dimensions = 65'536;
  static constexpr std::size_t most_links = 128;
  static constexpr std::size_t most_vectors = 0x7fff'ffff;
  static constexpr std::size_t most_candidates = 1'000'000;
  static constexpr std::size_t header_bytes = 168;

  bool has_graph = false;
  VectorMetric metric = VectorMetric::cosine;
  VectorQuantisation quantisation = VectorQuantisation::none;  ///< of the rows in the graph
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
  std::span<std::byte> payload;  ///< where it lay
};

[[nodiscard]] inline std::string_view text_of(std::span<const std::byte> bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void write_vector_file(const std::filesystem::path& file, const VectorFile& header, const VectorStamp& stamp,
                       const std::vector<std::string_view>& payload);

/// What an index expects of a file.
struct ExpectedVectors {
  const VectorStamp& stamp;
  std::size_t dimensions = 0;
  const VectorIndexOptions& options;
};

/// Throws `data_corrupt` for whatever is wrong.
[[nodiscard]] VerifiedVectorFile verify_vector_file(std::span<std::byte> bytes, const ExpectedVectors& expected);

}  // namespace baton::inline v0
