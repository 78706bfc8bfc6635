#include <baton/index/chroma_store.hpp>
#include <baton/index/qdrant_store.hpp>

#include "counterparts/counterpart.hpp"
#include "index/servers/qdrant_model.hpp"
#include "index/vector_store_contract.hpp"

namespace baton::testing {
namespace {

std::string chroma_folder() {
  const std::string folder = test::counterparts_folder(BATON_COUNTERPARTS_DIR);
  return !folder.empty() && std::filesystem::exists(folder + "/node_modules/chromadb") ? folder : std::string();
}

/// A real Chroma server, started once and stopped at the end of the program.
const test::Counterpart& chroma_server() {
  static const TempFolder data;
  static test::Counterpart server(
      chroma_folder(), {"node_modules/chromadb/dist/cli.mjs", "run", "--path", data.path().string(), "--port", "PORT"},
      test::free_port());
  static const bool up = server.ready();
  EXPECT_TRUE(up) << "Chroma did not start";
  return server;
}

StoreCase chroma_case() {
  return {.name = "Chroma",
          .open = [](VectorStoreOptions options, const std::string& place) {
            ChromaOptions chroma{.url = "http://127.0.0.1:" + std::to_string(chroma_server().port()), .collection = place};
            return sync_wait(open_chroma_store(std::move(chroma), std::move(options), Context()));
          },
          .words = false,
          .missing = [] {
            return chroma_folder().empty() ? std::string("no Chroma: run 'npm ci --ignore-scripts' in tests/counterparts")
                                           : std::string();
          }};
}

StoreCase qdrant_case() {
  return {.name = "QdrantModel",
          .open = [](VectorStoreOptions options, const std::string& place) {
            static QdrantModel model;
            return sync_wait(open_qdrant_store({.url = model.url(), .collection = place}, std::move(options), Context()));
          },
          .words = false};
}

INSTANTIATE_TEST_SUITE_P(Stores, VectorStoreContract, ::testing::Values(chroma_case(), qdrant_case()), name_of_case);

}  // namespace
}  // namespace baton::testing
