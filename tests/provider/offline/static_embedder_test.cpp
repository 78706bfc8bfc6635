#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <set>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/provider/static_embedder.hpp>

#include "support/temp_folder.hpp"

namespace {

using namespace baton;
namespace fs = std::filesystem;

class StaticEmbedderTest : public testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) const {
    folder_.write(name, text);
    return (folder_ / name).string();
  }
  // Three tokens of two dimensions, and more tensors when wanted.
  std::string write_model(const std::string& more = "", const std::string& more_bytes = "") const {
    const std::string header = R"({"embeddings":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]})" + more + "}";
    const float rows[6] = {3, 4, 0, 1, 1, 0};
    std::string file(8, '\0');
    const auto size = static_cast<std::uint64_t>(header.size());
    std::memcpy(file.data(), &size, 8);
    file += header;
    file.append(reinterpret_cast<const char*>(rows), sizeof rows);
    write("vocab.txt", "a\nb\n##b\n");
    return write("model.safetensors", file + more_bytes);
  }
  static Embedding embed(const Embedder& embedder, const std::string& text) {
    return sync_wait(embedder.embed({text}, EmbedPurpose::query, {})).at(0);
  }
  static ErrorCode failure(const std::string& path, const StaticOptions& options = {}) {
    try {
      (void)static_embedder(path, options);
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::internal;
  }

  test::TempFolder folder_;
};

void expect_near(const Embedding& vector, float x, float y) {
  ASSERT_EQ(vector.size(), 2U);
  EXPECT_NEAR(vector[0], x, 1e-6F);
  EXPECT_NEAR(vector[1], y, 1e-6F);
}

TEST_F(StaticEmbedderTest, PoolsTheTokensOfAFolder) {
  write_model();
  const auto embedder = static_embedder(folder_.path().string());
  EXPECT_EQ(embedder->dimensions(), 2U);
  expect_near(embed(*embedder, "A"), 0.6F, 0.8F);
  expect_near(embed(*embedder, "ab"), 4 / std::sqrt(32.0F), 4 / std::sqrt(32.0F));
  expect_near(embed(*embedder, "unknown"), 0, 0);
  expect_near(embed(*embedder, ""), 0, 0);
}

TEST_F(StaticEmbedderTest, LeavesUnknownTokensOut) {
  const auto model = write_model();
  write("tokenizer.json", R"({"normalizer":{"type":"BertNormalizer"},"pre_tokenizer":{"type":"BertPreTokenizer"},
    "model":{"type":"WordPiece","vocab":{"[UNK]":0,"a":1,"##b":2}}})");
  expect_near(embed(*static_embedder(model), "x A z"), 0, 1);
  write("tokenizer.json", R"({"pre_tokenizer":{"type":"Metaspace","replacement":"_"},"model":{"type":"Unigram","unk_id":1,"vocab":[["_a",-1],["<unk>",0],["_",-2]]}})");
  expect_near(embed(*static_embedder(model), "a xyz"), 4 / std::sqrt(32.0F), 4 / std::sqrt(32.0F));
  expect_near(embed(*static_embedder(model), "axyz"), 0.6F, 0.8F);
}

TEST_F(StaticEmbedderTest, NamesWhatTheTokenizerHasThatIsNotKnown) {
  const auto model = write_model();
  write("tokenizer.json", R"({"model":{"type":"WordPiece","vocab":{"a":0}},"normalizer":{"type":"Magic"}})");
  EXPECT_EQ(failure(model), ErrorCode::unsupported);
}

TEST_F(StaticEmbedderTest, UsesWeightsAndMapping) {
  std::string bytes(12 + 24, '\0');
  const float weights[3] = {1, 0, 1};
  const std::int64_t rows[3] = {1, 1, 2};
  std::memcpy(bytes.data(), weights, 12);
  std::memcpy(bytes.data() + 12, rows, 24);
  const auto path = write_model(R"(,"weights":{"dtype":"F32","shape":[3],"data_offsets":[24,36]},"mapping":{"dtype":"I64","shape":[3],"data_offsets":[36,60]})", bytes);
  const auto embedder = static_embedder(path);
  expect_near(embed(*embedder, "a"), 0, 1);
  expect_near(embed(*embedder, "b"), 0, 0);
}

TEST_F(StaticEmbedderTest, ReadsWordVectors) {
  const auto path = write("vectors.txt", "cat 1 0\ndog 0 2\nParis 5 5\ncafe 1 0\n");
  const auto embedder = static_embedder(path);
  expect_near(embed(*embedder, "CAT dog"), 1 / std::sqrt(5.0F), 2 / std::sqrt(5.0F));
  expect_near(embed(*embedder, "caf\u00E9"), 1, 0);
  expect_near(embed(*embedder, "Paris"), 0, 0);
  expect_near(embed(*static_embedder(path, {.lowercase = false}), "Paris"), std::sqrt(0.5F), std::sqrt(0.5F));
}

TEST_F(StaticEmbedderTest, ReadsWord2vecBinaries) {
  std::string bytes = "1 2\ncat ";
  const float numbers[2] = {0, 7};
  bytes.append(reinterpret_cast<const char*>(numbers), 8);
  expect_near(embed(*static_embedder(write("v.bin", bytes)), "cat"), 0, 1);
}

TEST_F(StaticEmbedderTest, RareWordsWeighMoreWithSif) {
  const auto path = write("vectors.txt", "the 1 0\ncat 0 1\n");
  const auto plain = embed(*static_embedder(path), "the cat");
  const auto sif = embed(*static_embedder(path, {.sif = 0.01}), "the cat");
  EXPECT_NEAR(plain[0], plain[1], 1e-6F);
  EXPECT_GT(sif[1], sif[0] * 1.5F);
}

TEST_F(StaticEmbedderTest, KeepsToMaxTokens) {
  const auto path = write("vectors.txt", "a 1 0\nb 0 1\n");
  expect_near(embed(*static_embedder(path, {.max_tokens = 1}), "a b b"), 1, 0);
}

TEST_F(StaticEmbedderTest, NamesTellVectorsApart) {
  const auto first = write("v.txt", "a 1 0\nb 0 1\n");
  const auto second = write("w.txt", "a 1 0\nb 0 2\n");
  std::set<std::string> names = {static_embedder(first)->name(), static_embedder(second)->name(), static_embedder(first, {.sif = 0.5})->name(),
                                 static_embedder(first, {.lowercase = false})->name(), static_embedder(first, {.max_tokens = 9})->name()};
  EXPECT_EQ(names.size(), 5U);
  EXPECT_EQ(static_embedder(first)->name(), static_embedder(first)->name());
}

TEST_F(StaticEmbedderTest, RefusesBadFiles) {
  EXPECT_EQ(failure((folder_ / "missing.txt").string()), ErrorCode::not_found);
  EXPECT_EQ(failure(folder_.path().string()), ErrorCode::not_found);
  EXPECT_EQ(failure(write("bad.txt", "a 1 x\n")), ErrorCode::parse_error);
  EXPECT_EQ(failure(write("bad.bin", "nothing")), ErrorCode::data_corrupt);
  EXPECT_EQ(failure(write("bad.safetensors", "nothing")), ErrorCode::data_corrupt);
  EXPECT_EQ(failure(write("v.txt", "a 1 0\n"), {.sif = -1}), ErrorCode::invalid_argument);
  EXPECT_EQ(failure(write("v.txt", "a 1 0\n"), {.limits = {.bytes = 2}}), ErrorCode::limit_exceeded);
  const auto model = write_model(R"(,"weights":{"dtype":"F32","shape":[1],"data_offsets":[24,28]})", std::string(4, '\0'));
  EXPECT_EQ(failure(model), ErrorCode::data_corrupt);
  const auto mapped = write_model(R"(,"mapping":{"dtype":"I32","shape":[1],"data_offsets":[24,28]})", std::string(4, '\x07'));
  EXPECT_EQ(failure(mapped), ErrorCode::data_corrupt);
  fs::remove(folder_ / "vocab.txt");
  EXPECT_EQ(failure(model), ErrorCode::data_corrupt);
}

TEST_F(StaticEmbedderTest, AMissingTokenizerIsNamed) {
  const auto model = write_model();
  fs::remove(folder_ / "vocab.txt");
  EXPECT_EQ(failure(model), ErrorCode::not_found);
}

}  // namespace
