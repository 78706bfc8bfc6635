#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

#include <baton/core/error.hpp>
#include <baton/core/sha256.hpp>

#include "index/vector_file.hpp"
#include "index/support.hpp"

namespace {

constexpr std::size_t dims = 4;

/// Makes the digests fit, so that what lies behind them is reached.
std::string resigned(std::string bytes) {
  constexpr std::size_t head = baton::VectorFile::header_bytes;
  constexpr std::size_t structure_size_at = 56;
  if (bytes.size() < head) return bytes;
  std::uint64_t structure = 0;
  std::memcpy(&structure, bytes.data() + structure_size_at, sizeof structure);
  const std::string body = bytes.substr(head);
  const std::size_t vectors = body.size() - std::min<std::size_t>(body.size(), structure);
  const auto put = [&](std::size_t at, const baton::Sha256Digest& digest) {
    std::memcpy(bytes.data() + at, digest.data(), digest.size());
  };
  put(head - 128, baton::sha256("store\nembedder"));
  put(head - 96, baton::sha256(std::string_view(body).substr(0, vectors)));
  put(head - 64, baton::sha256(std::string_view(body).substr(vectors)));
  put(head - 32, baton::sha256(std::string_view(bytes).substr(0, head - 32)));
  return bytes;
}

void load_and_search(const std::filesystem::path& file, const std::string& bytes) {
  baton::testing::write_file(file, bytes);
  auto loaded = baton::VectorIndex::load(
      file, {.store_id = "store", .embedder = "embedder", .generation = 0}, dims, {.exact_below = 2});
  if (loaded) static_cast<void>(loaded->index.search(std::vector<float>(dims, 1.0F), 3));
}

}  // namespace

/// A saved vector index of any bytes, as they are and signed anew, is refused or searched, never a crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const baton::testing::TempFolder folder;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  load_and_search(folder / "fuzz.vectors", bytes);
  load_and_search(folder / "fuzz.vectors", resigned(bytes));
  return 0;
}
