#include <cstdint>
#include <cstring>
#include <string>

#include <baton/core/error.hpp>
#include <baton/core/sha256.hpp>

#include "index/support.hpp"
#include "index/vector_file.hpp"

namespace {

constexpr std::size_t dims = 4;

/// Makes the digests fit, so that what lies behind them is reached.
std::string resigned(std::string bytes) {
  constexpr std::size_t head = baton::VectorFile::header_bytes;
  if (bytes.size() < head) return bytes;
  const auto put = [&](std::size_t at, const baton::Sha256Digest& digest) {
    std::memcpy(bytes.data() + at, digest.data(), digest.size());
  };
  put(head - 96, baton::sha256("store\nembedder"));
  put(head - 64, baton::sha256(std::string_view(bytes).substr(head)));
  put(head - 32, baton::sha256(std::string_view(bytes).substr(0, head - 32)));
  return bytes;
}

void load_and_search(const std::filesystem::path& file, const std::string& bytes) {
  baton::testing::write_file(file, bytes);
  for (const auto how : {baton::VectorQuantisation::none, baton::VectorQuantisation::int8, baton::VectorQuantisation::binary}) {
    auto loaded = baton::VectorIndex::load(file, {.store_id = "store", .embedder = "embedder", .generation = 0}, dims,
                                           {.quantisation = how, .exact_below = 2});
    if (!loaded) continue;
    const std::vector<float> vector(dims, 1.0F);
    static_cast<void>(loaded->index.search(vector, 3));
    static_cast<void>(loaded->index.search(vector, 3, baton::IdSet({1, 2, 3, 4, 5, 6, 7, 8, 9})));
    loaded->index.remove(-5);
    loaded->index.add(-5, vector);  // walks through the lists of the file
  }
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
