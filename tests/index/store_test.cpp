#include <baton/index/store.hpp>

#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "index/store_fixture.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::document;
using testing::embedder;
using testing::put;
using testing::StoreTest;
using testing::with_vectors;

using Sources = std::vector<std::string>;

TEST_F(StoreTest, GivesBackWhatWasPut) {
  auto update = document("a.md", {"first passage", "second passage"});
  update.record.title = "Title";
  update.record.media_type = "text/markdown";
  update.record.state = {.size = 5, .modified_ns = 6, .inode = 7};
  update.record.metadata = Json::parse(R"({"k":1})");
  update.chunks[1].metadata = Json::parse(R"({"heading":"A > B"})");
  store_->writer().apply(put(update));
  const auto record = store_->document("a.md");
  ASSERT_TRUE(record);
  EXPECT_EQ(record->title, "Title");
  EXPECT_EQ(record->media_type, "text/markdown");
  EXPECT_EQ(record->state, update.record.state);
  EXPECT_EQ(record->metadata, update.record.metadata);
  const auto chunks = store_->chunks("a.md");
  ASSERT_EQ(chunks.size(), 2U);
  EXPECT_EQ(chunks[1].chunk.text, "second passage");
  EXPECT_EQ(chunks[1].chunk.span, update.chunks[1].span);
  EXPECT_EQ(chunks[1].chunk.metadata, update.chunks[1].metadata);
  EXPECT_EQ(store_->chunk(chunks[0].id)->chunk.text, "first passage");
  EXPECT_EQ(store_->counts(), (StoreCounts{.documents = 1, .chunks = 2, .vectors = 0}));
}

TEST_F(StoreTest, GivesTheNeighboursOfAChunk) {
  auto writer = store_->writer();
  writer.apply(put(document("a.md", {"one", "two", "three", "four"})));
  writer.apply(put(document("b.md", {"other"})));
  const auto all = store_->chunks("a.md");
  ASSERT_EQ(all.size(), 4U);
  const auto near = store_->chunks("a.md", {.first = all[2].id - 1, .last = all[2].id + 5});
  ASSERT_EQ(near.size(), 3U);
  EXPECT_EQ(near[0].chunk.text, "two");
  EXPECT_EQ(near[2].chunk.text, "four");
  EXPECT_TRUE(store_->chunks("b.md", {.last = all[3].id}).empty());
}

TEST_F(StoreTest, ReplacesADocumentWithItsChunksAndWords) {
  auto writer = store_->writer();
  writer.apply(put(document("a.md", {"old turbine", "old wing"})));
  writer.apply(put(document("a.md", {"new propeller"})));
  EXPECT_EQ(store_->counts().chunks, 1U);
  EXPECT_TRUE(store_->search_keywords("turbine", 5).empty());
  EXPECT_EQ(store_->search_keywords("propeller", 5).size(), 1U);
}

TEST_F(StoreTest, RemovesDocuments) {
  auto writer = store_->writer();
  writer.apply(put(document("a.md", {"turbine"})));
  StoreChanges changes;
  changes.remove = {"a.md", "never there"};
  writer.apply(changes);
  EXPECT_EQ(store_->counts(), StoreCounts{});
  EXPECT_TRUE(store_->search_keywords("turbine", 5).empty());
}

TEST_F(StoreTest, TouchesADocumentWithoutItsChunks) {
  auto writer = store_->writer();
  auto update = document("a.md", {"turbine"});
  writer.apply(put(update));
  update.record.state.modified_ns = 99;
  StoreChanges changes;
  changes.touch = {update.record};
  writer.apply(changes);
  EXPECT_EQ(store_->document("a.md")->state.modified_ns, 99);
  EXPECT_EQ(store_->counts().chunks, 1U);
}

TEST_F(StoreTest, RanksByWordsStemmedAndWithoutAccents) {
  auto writer = store_->writer();
  writer.apply(put(document("wing.md", {"The wings of a glider generate lift."})));
  writer.apply(put(document("cafe.md", {"A café near the airport."})));
  EXPECT_EQ(sources(store_->search_keywords("what generates lifting?", 5)), Sources{"wing.md"});
  EXPECT_EQ(sources(store_->search_keywords("cafe", 5)), Sources{"cafe.md"});
  EXPECT_GT(store_->search_keywords("glider", 5)[0].score, 0.0);
}

TEST_F(StoreTest, AWordInTitleOrHeadingCounts) {
  auto update = document("a.md", {"nothing of note"});
  update.record.title = "Propulsion";
  update.chunks[0].metadata = Json::parse(R"({"heading":"Afterburner"})");
  store_->writer().apply(put(update));
  EXPECT_EQ(store_->search_keywords("propulsion", 5).size(), 1U);
  EXPECT_EQ(store_->search_keywords("afterburner", 5).size(), 1U);
}

TEST_F(StoreTest, AnyTextIsAValidKeywordQuery) {
  store_->writer().apply(put(document("a.md", {"lift and drag"})));
  std::mt19937 random(2);
  using namespace std::string_view_literals;
  const auto alphabet = "\"'*():^-+{}\\ ANDORNTE%;\0\xff\xc3\xa9lift"sv;
  for (int round = 0; round < 2000; ++round) {
    std::string query;
    for (std::size_t i = 0; i < random() % 30; ++i) query += alphabet[random() % alphabet.size()];
    EXPECT_NO_THROW(static_cast<void>(store_->search_keywords(query, 5))) << query;
  }
}

TEST_F(StoreTest, SourcesMayHoldAnyBytes) {
  auto writer = store_->writer();
  for (const std::string& source : {std::string("it's \"quoted\"; DROP TABLE chunks;--"),
                                    std::string("nul\0inside", 10), std::string("nul"), std::string()}) {
    writer.apply(put(document(source, {"turbine"})));
    ASSERT_TRUE(store_->document(source));
    EXPECT_EQ(store_->chunks(source).size(), 1U);
    EXPECT_EQ(store_->chunks(source)[0].chunk.source, source);
  }
  EXPECT_EQ(store_->counts().documents, 4U);
}

TEST_F(StoreTest, FindsTheNearestVectors) {
  auto writer = store_->writer();
  writer.set_embedder(embedder);
  writer.apply(put(with_vectors(document("a.md", {"x", "y"}), {{1.0F, 0.0F}, {0.0F, 2.0F}})));
  const auto found = store_->search_vectors(std::vector{1.0F, 0.1F}, 1);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].chunk.text, "x");
  EXPECT_NEAR(found[0].score, 0.995, 1e-3);
  EXPECT_EQ(store_->vector(store_->chunks("a.md")[1].id), (Embedding{0.0F, 2.0F}));
  writer.apply(put(document("a.md", {"z"})));
  EXPECT_TRUE(store_->search_vectors(std::vector{1.0F, 0.1F}, 1).empty());
}

TEST_F(StoreTest, ALaterProcessFindsThemToo) {
  {
    auto writer = store_->writer();
    writer.set_embedder(embedder);
    writer.apply(put(with_vectors(document("a.md", {"x"}), {{1.0F, 0.0F}})));
    writer.save_vectors();
  }
  store_ = Store::open(file(), {.create = false});
  EXPECT_EQ(store_->embedder(), embedder);
  EXPECT_EQ(store_->search_vectors(std::vector{1.0F, 0.0F}, 3).size(), 1U);
}

TEST_F(StoreTest, AZeroVectorIsNotStored) {
  auto writer = store_->writer();
  writer.set_embedder(embedder);
  writer.apply(put(with_vectors(document("a.md", {"x", "y", "z"}), {{1.0F, 0.0F}, {0.0F, 0.0F}, {}})));
  EXPECT_EQ(store_->counts().vectors, 1U);
}

TEST_F(StoreTest, RefusesVectorsThatDoNotFitAndStoresNothing) {
  auto writer = store_->writer();
  writer.set_embedder(embedder);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const std::vector<Embedding>& bad :
       {std::vector<Embedding>{{1.0F, 2.0F, 3.0F}}, {{1.0F, nan}}, {{1.0F, 0.0F}, {1.0F, 0.0F}}}) {
    EXPECT_EQ(code_of([&] { writer.apply(put(with_vectors(document("a.md", {"x"}), bad))); }),
              ErrorCode::invalid_argument);
  }
  EXPECT_EQ(store_->counts(), StoreCounts{});
}

TEST_F(StoreTest, RefusesAnotherEmbedderNamingBoth) {
  auto writer = store_->writer();
  writer.set_embedder(embedder);
  writer.set_embedder({.name = "test/other", .dimensions = 3});  // no vectors yet
  writer.set_embedder(embedder);
  writer.apply(put(with_vectors(document("a.md", {"x"}), {{1.0F, 0.0F}})));
  try {
    writer.set_embedder({.name = "test/other", .dimensions = 3});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::schema_mismatch);
    EXPECT_NE(error.message().find("test/embedder"), std::string::npos);
    EXPECT_NE(error.message().find("test/other"), std::string::npos);
  }
}

TEST_F(StoreTest, ClearEmptiesEverything) {
  auto writer = store_->writer();
  writer.set_embedder(embedder);
  writer.set_note("k", "v");
  EXPECT_EQ(store_->note("k"), "v");
  writer.apply(put(with_vectors(document("a.md", {"x"}), {{1.0F, 0.0F}})));
  ASSERT_EQ(store_->search_vectors(std::vector{1.0F, 0.0F}, 3).size(), 1U);
  writer.clear();
  EXPECT_EQ(store_->counts(), StoreCounts{});
  EXPECT_FALSE(store_->embedder());
  EXPECT_FALSE(store_->note("k"));
  EXPECT_TRUE(store_->search_vectors(std::vector{1.0F, 0.0F}, 3).empty());
  writer.set_embedder({.name = "test/other", .dimensions = 3});
}

}  // namespace
}  // namespace baton
