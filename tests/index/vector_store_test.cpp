#include <baton/index/chroma.hpp>

#include "counterparts/counterpart.hpp"
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
            return embedded_vector_store(Store::open(folder / place), std::move(options));
          }};
}

std::string chroma_folder() {
  const std::string folder = test::counterparts_folder(BATON_COUNTERPARTS_DIR);
  return !folder.empty() && std::filesystem::exists(folder + "/node_modules/chromadb") ? folder : std::string();
}

/// A real Chroma server, started once and stopped at the end of the program.
test::Counterpart& chroma_server() {
  static const TempFolder data;
  static test::Counterpart server(chroma_folder(),
                                  {"node_modules/chromadb/dist/cli.mjs", "run", "--path", data.path().string(), "--port", "PORT"},
                                  test::free_port());
  static const bool up = server.ready();
  EXPECT_TRUE(up) << "Chroma did not start";
  return server;
}

StoreCase chroma_case() {
  return {.name = "Chroma",
          .open = [](VectorStoreOptions options, const std::string& place) {
            ChromaOptions chroma{.url = "http://127.0.0.1:" + std::to_string(chroma_server().port()), .collection = place};
            return chroma_vector_store(std::move(chroma), std::move(options));
          },
          .words = false,
          .missing = [] {
            return chroma_folder().empty() ? std::string("no Chroma: run 'npm ci --ignore-scripts' in tests/counterparts") : std::string();
          }};
}

INSTANTIATE_TEST_SUITE_P(Stores, VectorStoreContract, ::testing::Values(memory_case(), embedded_case(), chroma_case()), name_of_case);

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

}  // namespace
}  // namespace baton::testing
