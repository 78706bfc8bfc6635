#include "index/vector_store_contract.hpp"

namespace baton::testing {
namespace {

StoreCase memory_case() {
  return {.name = "Memory",
          .open = [](VectorStoreOptions options, const std::string&) { return memory_vector_store(std::move(options)); },
          .lasts = false};
}

StoreCase embedded_case() {
  static const TempFolder folder;
  return {.name = "Embedded", .open = [](VectorStoreOptions options, const std::string& place) {
            auto file = Store::open(folder / place, {.languages = options.languages});
            return embedded_vector_store(std::move(file), std::move(options));
          }};
}

INSTANTIATE_TEST_SUITE_P(Stores, VectorStoreContract, ::testing::Values(memory_case(), embedded_case()), name_of_case);

TEST(MemoryVectorStore, NeedsAnEmbedder) {
  EXPECT_EQ(code_of([] { static_cast<void>(memory_vector_store({.embedder = {.name = "x"}})); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([] { static_cast<void>(memory_vector_store({.embedder = {.dimensions = 2}})); }), ErrorCode::invalid_argument);
}

TEST(EmbeddedVectorStore, LeavesNothingOfAnUpsertThatWasStopped) {
  const TempFolder folder;
  const auto store = embedded_vector_store(Store::open(folder / "a"), {.embedder = {.name = "x", .dimensions = 2}});
  std::vector<VectorRecord> records;
  for (int i = 0; i < 5'000; ++i) records.push_back({.id = std::to_string(i), .text = "some words", .vector = {1, 2}});
  const Context late = Context().with_timeout(std::chrono::milliseconds(20));
  EXPECT_EQ(code_of([&] { sync_wait(store->upsert(StoreNamespace("a"), records, late)); }), ErrorCode::deadline_exceeded);
  EXPECT_EQ(sync_wait(store->list(StoreNamespace("a"), {}, {})).records.size(), 0U);
}

TEST(EmbeddedVectorStore, AWriterElsewhereIsBusy) {
  const TempFolder folder;
  const auto file = Store::open(folder / "a");
  const auto store = embedded_vector_store(file, {.embedder = {.name = "x", .dimensions = 2}});
  const StoreWriter writer = Store::open(folder / "a")->writer();
  EXPECT_EQ(code_of([&] { sync_wait(store->remove(StoreNamespace("a"), Filter(), {})); }), ErrorCode::busy);
}

TEST(EmbeddedVectorStore, WaitingForAWriterElsewhereEndsWithTheContext) {
  const TempFolder folder;
  const auto store = embedded_vector_store(Store::open(folder / "a", {.writer_wait = std::chrono::hours(1)}), {.embedder = {.name = "x", .dimensions = 2}});
  const StoreWriter writer = Store::open(folder / "a")->writer();
  const Context late = Context().with_timeout(std::chrono::milliseconds(30));
  EXPECT_EQ(code_of([&] { sync_wait(store->remove(StoreNamespace("a"), Filter(), late)); }), ErrorCode::deadline_exceeded);
}

}  // namespace
}  // namespace baton::testing
