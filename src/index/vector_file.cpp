#include "vector_file.hpp"

#include <baton/core/error.hpp>
#include <baton/core/sha256.hpp>

#include "bytes.hpp"
#include "durable_file.hpp"

namespace baton::inline v0 {
namespace {

constexpr std::string_view magic = "batonvec";
constexpr std::uint32_t format_version = 3;

[[noreturn]] void corrupt(const std::string& what) {
  throw Error(ErrorCode::data_corrupt, "the saved vector index " + what + "; it has to be rebuilt");
}

Sha256Digest owner_digest(const VectorStamp& stamp) {
  return sha256(stamp.store_id + '\n' + stamp.embedder);
}

std::string signed_header(const VectorFile& header, const VectorStamp& stamp,
                          const std::vector<std::string_view>& payload) {
  Sha256 hash;
  std::size_t payload_size = 0;
  for (const std::string_view piece : payload) {
    hash.update(piece);
    payload_size += piece.size();
  }
  ByteWriter out;
  out.put_all(std::span(magic.data(), magic.size()));
  out.put(format_version);
  out.put(std::uint32_t{header.has_graph});
  out.put(static_cast<std::uint32_t>(header.dimensions));
  out.put(static_cast<std::uint32_t>(header.links));
  out.put(static_cast<std::uint32_t>(header.ef_construction));
  out.put(header.top.level);
  out.put(header.top.entry);
  out.put(static_cast<std::uint32_t>(header.metric));
  out.put(static_cast<std::uint32_t>(header.quantisation));
  out.put(std::uint32_t{0});
  out.put(static_cast<std::uint64_t>(header.count));
  out.put(header.generation);
  out.put(static_cast<std::uint64_t>(payload_size));
  out.put(owner_digest(stamp));
  out.put(hash.finish());
  out.put(sha256(out.bytes()));
  return out.bytes();
}

/// Reads the fields behind magic and version, whose digest has been checked already.
VectorFile parse_fields(ByteReader& in) {
  VectorFile header;
  header.has_graph = in.take<std::uint32_t>() != 0;
  header.dimensions = in.take<std::uint32_t>();
  header.links = in.take<std::uint32_t>();
  header.ef_construction = in.take<std::uint32_t>();
  header.top.level = in.take<std::int32_t>();
  header.top.entry = in.take<std::uint32_t>();
  header.metric = static_cast<VectorMetric>(in.take<std::uint32_t>());
  header.quantisation = static_cast<VectorQuantisation>(in.take<std::uint32_t>());
  static_cast<void>(in.take<std::uint32_t>());
  header.count = in.take<std::uint64_t>();
  header.generation = in.take<std::uint64_t>();
  return header;
}

void check_bounds(const VectorFile& header, std::size_t payload) {
  if (header.dimensions == 0 || header.dimensions > VectorFile::most_dimensions) corrupt("has no such dimensions");
  if (header.links < 2 || header.links > VectorFile::most_links) corrupt("has an impossible number of links");
  if (header.ef_construction == 0 || header.ef_construction > VectorFile::most_candidates) corrupt("has an impossible ef_construction");
  if (header.count > VectorFile::most_vectors) corrupt("claims too many vectors");
  if (header.has_graph && header.count == 0) corrupt("has a graph of nothing");
  // Cannot overflow within the bounds above.
  const std::size_t per_vector = sizeof(std::int64_t) + 1 + header.dimensions * sizeof(float);
  if (header.count * per_vector > payload) corrupt("is shorter than its vectors");
}

}  // namespace

void write_vector_file(const std::filesystem::path& file, const VectorFile& header, const VectorStamp& stamp,
                       const std::vector<std::string_view>& payload) {
  const std::string head = signed_header(header, stamp, payload);
  std::vector<std::string_view> pieces{head};
  pieces.insert(pieces.end(), payload.begin(), payload.end());
  replace_file(file, pieces);
}

VerifiedVectorFile verify_vector_file(std::span<std::byte> bytes, const ExpectedVectors& expected) {
  constexpr std::size_t digest_bytes = sizeof(Sha256Digest);
  if (bytes.size() < VectorFile::header_bytes) corrupt("is shorter than its header");
  // A copy, which nobody can change between its check and its use.
  const std::string head(text_of(bytes.first(VectorFile::header_bytes)));
  ByteReader in(head);
  if (in.skip(magic.size()) != magic) corrupt("is another kind of file");
  if (in.take<std::uint32_t>() != format_version) corrupt("has another format");
  const VectorFile header = parse_fields(in);
  const auto payload_size = in.take<std::uint64_t>();
  const auto owner = in.take<Sha256Digest>();
  const auto payload_digest = in.take<Sha256Digest>();
  if (in.take<Sha256Digest>() != sha256(std::string_view(head).substr(0, head.size() - digest_bytes))) {
    corrupt("has a damaged header");
  }
  const std::span<std::byte> payload = bytes.subspan(VectorFile::header_bytes);
  if (owner != owner_digest(expected.stamp)) corrupt("belongs to another store or embedder");
  if (payload_size != payload.size()) corrupt("has the wrong size");
  if (header.dimensions != expected.dimensions) corrupt("has vectors of another length");
  if (header.metric != expected.options.metric) corrupt("was made for another metric");
  if (header.has_graph && header.quantisation != expected.options.quantisation) corrupt("was quantised in another way");
  check_bounds(header, payload.size());
  if (sha256(text_of(payload)) != payload_digest) corrupt("is damaged");
  return {header, payload};
}

}  // namespace baton::inline v0
