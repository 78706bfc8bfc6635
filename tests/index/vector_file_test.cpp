#include "index/vector_file.hpp"

#include <cstring>

#include <gtest/gtest.h>

#include <baton/core/sha256.hpp>

#include "index/mapped_file.hpp"
#include "index/support.hpp"

namespace baton {
namespace {

using testing::random_vector;
using testing::read_file;
using testing::TempFolder;
using testing::write_file;

constexpr std::size_t dims = 8;
const VectorStamp stamp{.store_id = "store", .embedder = "test/embedder", .generation = 17};

struct Kind {
  std::size_t exact_below = 0;
  VectorQuantisation quantisation = VectorQuantisation::none;
};

class SavedIndex : public ::testing::TestWithParam<Kind> {
 protected:
  SavedIndex() : index_(dims, options()) {
    std::mt19937 random(5);
    for (std::int64_t id = 1; id <= 120; ++id) index_.add(id, random_vector(dims, random));
    for (std::int64_t id = 1; id <= 20; ++id) index_.remove(id);
    index_.save(file(), stamp);
    bytes_ = read_file(file());
  }
  [[nodiscard]] std::filesystem::path file() const { return folder_ / "a.vectors"; }
  static VectorIndexOptions options() { return {.quantisation = GetParam().quantisation, .exact_below = GetParam().exact_below}; }
  Result<VectorIndex::Loaded> load(const VectorStamp& expected = stamp, std::size_t dimensions = dims) {
    return VectorIndex::load(file(), expected, dimensions, options());
  }
  Result<VectorIndex::Loaded> load_changed(const std::string& changed) {
    write_file(file(), changed);
    return load();
  }
  /// Makes the digests fit again, so that the checks behind them are reached.
  static std::string resigned(std::string bytes) {
    constexpr std::size_t head = VectorFile::header_bytes;
    const auto put = [&](std::size_t at, const Sha256Digest& digest) {
      std::memcpy(bytes.data() + at, digest.data(), digest.size());
    };
    put(head - 64, sha256(std::string_view(bytes).substr(head)));
    put(head - 32, sha256(std::string_view(bytes).substr(0, head - 32)));
    return bytes;
  }
  void expect_same_answers(const VectorIndex& other) {
    std::mt19937 random(9);
    for (int i = 0; i < 20; ++i) {
      const auto query = random_vector(dims, random);
      const auto a = index_.search(query, 10);
      const auto b = other.search(query, 10);
      ASSERT_EQ(a.size(), b.size());
      for (std::size_t k = 0; k < a.size(); ++k) EXPECT_EQ(a[k].id, b[k].id);
    }
  }

  TempFolder folder_;
  VectorIndex index_;
  std::string bytes_;
};

TEST_P(SavedIndex, ComesBackAsItWas) {
  auto loaded = load();
  ASSERT_TRUE(loaded) << loaded.error().what();
  EXPECT_EQ(loaded->generation, 17U);
  EXPECT_EQ(loaded->index.ids(), index_.ids());
  EXPECT_EQ(loaded->index.exact(), index_.exact());
  expect_same_answers(loaded->index);
}

TEST_P(SavedIndex, GrowsAndShrinksAfterLoading) {
  auto loaded = load();
  ASSERT_TRUE(loaded);
  std::mt19937 random(6);
  for (std::int64_t id = 200; id < 500; ++id) loaded->index.add(id, random_vector(dims, random));
  for (std::int64_t id = 21; id <= 60; ++id) EXPECT_TRUE(loaded->index.remove(id));
  EXPECT_EQ(loaded->index.size(), 360U);
  const auto query = random_vector(dims, random);
  EXPECT_EQ(loaded->index.search(query, 360).size(), 360U);
}

TEST_P(SavedIndex, IsRefusedByAnotherStoreEmbedderOrLength) {
  EXPECT_EQ(load({.store_id = "other", .embedder = stamp.embedder, .generation = 17}).error().code(), ErrorCode::data_corrupt);
  EXPECT_EQ(load({.store_id = "store", .embedder = "test/other", .generation = 17}).error().code(), ErrorCode::data_corrupt);
  EXPECT_EQ(load(stamp, dims + 1).error().code(), ErrorCode::data_corrupt);
}

TEST_P(SavedIndex, IsRefusedWithAnyByteFlipped) {
  for (std::size_t at = 0; at < bytes_.size(); at += at < 400 ? 1 : 97) {
    std::string changed = bytes_;
    changed[at] = static_cast<char>(changed[at] ^ 0x20);
    EXPECT_EQ(load_changed(changed).error().code(), ErrorCode::data_corrupt) << at;
  }
}

TEST_P(SavedIndex, IsRefusedWhenCutOrLengthened) {
  for (std::size_t size = 0; size < bytes_.size(); size += size < 400 ? 1 : 131) {
    EXPECT_EQ(load_changed(bytes_.substr(0, size)).error().code(), ErrorCode::data_corrupt) << size;
  }
  EXPECT_EQ(load_changed(bytes_ + 'x').error().code(), ErrorCode::data_corrupt);
  EXPECT_EQ(load_changed(resigned(bytes_ + 'x')).error().code(), ErrorCode::data_corrupt);
}

TEST_P(SavedIndex, AHeaderSignedAnewIsStillChecked) {
  // Whoever can compute the digests may write any header: it is refused or harmless, never a crash.
  for (std::size_t at = 0; at < VectorFile::header_bytes - 96; ++at) {
    for (const char value : {'\x00', '\x01', '\x02', '\x7f', '\x80', '\xff'}) {
      std::string changed = bytes_;
      changed[at] = value;
      auto loaded = load_changed(resigned(changed));
      if (loaded) expect_same_answers(loaded->index);
    }
  }
}

TEST_P(SavedIndex, APayloadSignedAnewIsStillChecked) {
  std::mt19937 random(11);
  int refused = 0;
  for (int round = 0; round < 1000; ++round) {
    std::string changed = bytes_;
    const std::size_t body = bytes_.size() - VectorFile::header_bytes;
    for (int flips = 0; flips < 1 + round % 4; ++flips) {
      changed[VectorFile::header_bytes + random() % body] = static_cast<char>(random());
    }
    auto loaded = load_changed(resigned(changed));
    refused += loaded ? 0 : 1;
    if (!loaded) continue;
    EXPECT_LE(loaded->index.search(random_vector(dims, random), 10).size(), 10U);
  }
  EXPECT_GT(refused, 0);
}

TEST_P(SavedIndex, AMissingFileIsNotFound) {
  std::filesystem::remove(file());
  EXPECT_EQ(load().error().code(), ErrorCode::not_found);
}

TEST_P(SavedIndex, NothingTemporaryIsLeft) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) files += entry.exists() ? 1 : 0;
  EXPECT_EQ(files, 1U);
}

INSTANTIATE_TEST_SUITE_P(FlatGraphAndCodes, SavedIndex,
                         ::testing::Values(Kind{100'000}, Kind{10}, Kind{10, VectorQuantisation::int8}));

TEST(VectorFile, ALengthThatWouldOverflowIsRefused) {
  VectorFile header;
  header.dimensions = VectorFile::most_dimensions;
  header.links = 16;
  header.count = VectorFile::most_vectors;
  const TempFolder folder;
  write_vector_file(folder / "v", header, stamp, {"sho", "rt"});
  MappedFile mapped(folder / "v");
  EXPECT_EQ(testing::code_of([&] { static_cast<void>(verify_vector_file(mapped.bytes(), {stamp, header.dimensions, {}})); }),
            ErrorCode::data_corrupt);
}

TEST(VectorFile, IsRefusedByAnotherMetric) {
  const TempFolder folder;
  VectorIndex index(3);
  index.add(1, std::vector{1.0F, 2.0F, 3.0F});
  index.save(folder / "v", stamp);
  EXPECT_TRUE(VectorIndex::load(folder / "v", stamp, 3));
  EXPECT_EQ(VectorIndex::load(folder / "v", stamp, 3, {.metric = VectorMetric::l2}).error().code(), ErrorCode::data_corrupt);
}

TEST(VectorFile, ALoadedIndexOutlivesItsFile) {
  const TempFolder folder;
  VectorIndex index(3);
  index.add(1, std::vector{1.0F, 2.0F, 3.0F});
  index.save(folder / "v", stamp);
  auto loaded = VectorIndex::load(folder / "v", stamp, 3);
  VectorIndex(3).save(folder / "v", stamp);
  std::filesystem::remove(folder / "v");
  EXPECT_EQ(loaded->index.search(std::vector{1.0F, 0.0F, 0.0F}, 1).at(0).id, 1);
}

}  // namespace
}  // namespace baton
