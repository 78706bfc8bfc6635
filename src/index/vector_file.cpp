#include "vector_file.hpp"

#include <algorithm>
#include <cmath>

#include <baton/core/error.hpp>
#include <baton/core/sha256.hpp>

#include "bytes.hpp"
#include "durable_file.hpp"
#include "vector_rows.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::string_view magic = "batonvec";
constexpr std::uint32_t format_version = 2;
constexpr double length_tolerance = 1e-3;
constexpr std::size_t digest_bytes = sizeof(Sha256Digest);

[[noreturn]] void corrupt(const std::string& what) {
  throw Error(ErrorCode::data_corrupt, "the saved vector index " + what + "; it has to be rebuilt");
}

Sha256Digest owner_digest(const VectorStamp& stamp) {
  return sha256(stamp.store_id + '\n' + stamp.embedder);
}

Sha256Digest digest_of(const std::vector<std::string_view>& pieces) {
  Sha256 hash;
  for (const std::string_view piece : pieces) hash.update(piece);
  return hash.finish();
}

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string fields_of(const VectorFile& header, std::size_t structure_bytes) {
  ByteWriter out;
  out.put_all(std::span(magic.data(), magic.size()));
  out.put(format_version);
  out.put(std::uint32_t{header.has_graph});
  out.put(static_cast<std::uint32_t>(header.metric));
  out.put(static_cast<std::uint32_t>(header.dimensions));
  out.put(static_cast<std::uint32_t>(header.links));
  out.put(static_cast<std::uint32_t>(header.ef_construction));
  out.put(header.top.level);
  out.put(header.top.entry);
  out.put(static_cast<std::uint64_t>(header.count));
  out.put(header.generation);
  out.put(static_cast<std::uint64_t>(structure_bytes));
  std::string bytes = out.bytes();
  bytes.resize(VectorFile::header_bytes - 4 * digest_bytes);
  return bytes;
}

/// Reads the fields behind magic and version, whose digest has been checked already.
VectorFile parse_fields(ByteReader& in) {
  VectorFile header;
  header.has_graph = in.take<std::uint32_t>() != 0;
  header.metric = static_cast<VectorMetric>(in.take<std::uint32_t>());
  header.dimensions = in.take<std::uint32_t>();
  header.links = in.take<std::uint32_t>();
  header.ef_construction = in.take<std::uint32_t>();
  header.top.level = in.take<std::int32_t>();
  header.top.entry = in.take<std::uint32_t>();
  header.count = in.take<std::uint64_t>();
  header.generation = in.take<std::uint64_t>();
  return header;
}

void check_bounds(const VectorFile& header, std::size_t structure, std::size_t whole) {
  if (header.dimensions == 0 || header.dimensions > VectorFile::most_dimensions) corrupt("has no such dimensions");
  if (header.links < 2 || header.links > VectorFile::most_links) corrupt("has an impossible number of links");
  if (header.ef_construction > VectorFile::most_candidates) corrupt("has an impossible ef_construction");
  if (header.count > VectorFile::most_vectors) corrupt("claims too many vectors");
  if (header.has_graph && header.count == 0) corrupt("has a graph of nothing");
  // Cannot overflow within the bounds above.
  if (structure > whole || header.vector_bytes() != whole - structure) corrupt("has the wrong size");
  if (header.count * (sizeof(std::int64_t) + 1) > structure) corrupt("is shorter than its ids");
}

}  // namespace

std::size_t VectorFile::vector_bytes() const noexcept { return count * padded_floats(dimensions) * sizeof(float); }

void write_vector_file(const std::filesystem::path& file, const VectorFile& header, const VectorStamp& stamp,
                       const std::vector<std::string_view>& vectors, std::string_view structure) {
  ByteWriter head;
  const std::string fields = fields_of(header, structure.size());
  head.put_all(std::span(fields.data(), fields.size()));
  head.put(owner_digest(stamp));
  head.put(digest_of(vectors));
  head.put(sha256(structure));
  head.put(sha256(head.bytes()));
  std::vector<std::string_view> pieces{head.bytes()};
  pieces.insert(pieces.end(), vectors.begin(), vectors.end());
  pieces.push_back(structure);
  replace_file(file, pieces);
}

VerifiedVectorFile verify_vector_file(std::span<std::byte> bytes, const VectorStamp& expected,
                                      std::size_t dimensions, VectorMetric metric) {
  if (bytes.size() < VectorFile::header_bytes) corrupt("is shorter than its header");
  const std::string head(text_of(bytes.first(VectorFile::header_bytes)));
  ByteReader in(head);
  if (in.skip(magic.size()) != magic) corrupt("is another kind of file");
  if (in.take<std::uint32_t>() != format_version) corrupt("has another format");
  VerifiedVectorFile verified{.header = parse_fields(in), .vectors = {}, .structure = {}};
  const auto structure_bytes = in.take<std::uint64_t>();
  static_cast<void>(in.skip(in.left() - 4 * digest_bytes));
  const auto owner = in.take<Sha256Digest>();
  const auto vectors_digest = in.take<Sha256Digest>();
  const auto structure_digest = in.take<Sha256Digest>();
  if (in.take<Sha256Digest>() != sha256(std::string_view(head).substr(0, head.size() - digest_bytes))) corrupt("has a damaged header");
  if (owner != owner_digest(expected)) corrupt("belongs to another store or embedder");
  if (verified.header.dimensions != dimensions) corrupt("has vectors of another length");
  if (verified.header.metric != metric) corrupt("was made for another metric");
  const std::span<std::byte> rest = bytes.subspan(VectorFile::header_bytes);
  check_bounds(verified.header, structure_bytes, rest.size());
  verified.vectors = rest.first(verified.header.vector_bytes());
  verified.structure = text_of(rest.subspan(verified.vectors.size()));
  if (sha256(verified.structure) != structure_digest || sha256(text_of(verified.vectors)) != vectors_digest) corrupt("is damaged");
  return verified;
}

void check_vectors(const VectorFile& header, std::span<const std::byte> vectors) {
  const std::size_t padded = padded_floats(header.dimensions);
  const std::span<const float> floats(reinterpret_cast<const float*>(vectors.data()), vectors.size() / sizeof(float));
  for (std::size_t at = 0; at < floats.size(); at += padded) {
    const auto row = floats.subspan(at, padded);
    double squares = 0.0;
    for (const float x : row.first(header.dimensions)) squares += double{x} * double{x};
    // Written so that NaN fails.
    if (header.metric == VectorMetric::cosine && !(std::abs(squares - 1.0) < length_tolerance)) corrupt("has a vector that is not of length 1");
    if (!std::isfinite(squares)) corrupt("has a vector that is not finite");
    if (std::ranges::any_of(row.subspan(header.dimensions), [](float x) { return x != 0.0F; })) corrupt("has a vector that is too long");
  }
}

}  // namespace baton::inline v0
