#include "index/vector_store_contract.hpp"

namespace baton::testing {
namespace {

StoreCase memory_case() {
  return {.name = "Memory",
          .open = [](VectorStoreOptions options, const std::string&) { return memory_vector_store(std::move(options)); },
          .lasts = false};
}

INSTANTIATE_TEST_SUITE_P(Stores, VectorStoreContract, ::testing::Values(memory_case()), name_of_case);

TEST(MemoryVectorStore, NeedsAnEmbedder) {
  EXPECT_EQ(code_of([] { static_cast<void>(memory_vector_store({.embedder = {.name = "x"}})); }), ErrorCode::invalid_argument);
  EXPECT_EQ(code_of([] { static_cast<void>(memory_vector_store({.embedder = {.dimensions = 2}})); }), ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace baton::testing
