#include "index/vector_store_contract.hpp"

#include <baton/index/redis_store.hpp>

#include "index/redis/search_model.hpp"
#include "redis/redis_test_server.hpp"

namespace baton::testing {
namespace {

StoreCase model_case() {
  return {.name = "SearchModel", .open = [](VectorStoreOptions options, const std::string& place) {
            static SearchModel model;
            return sync_wait(open_redis_store({.url = model.url(), .collection = place}, std::move(options), Context()));
          }};
}

/// Where the environment variable names the module of a real search, which no package has.
std::string search_module() {
  const char* file = std::getenv("BATON_REDISEARCH");
  return file == nullptr ? std::string() : std::string(file);
}

StoreCase real_case() {
  return {.name = "RealSearch",
          .open = [](VectorStoreOptions options, const std::string& place) {
            static test::RedisTestServer server;
            static const bool up = server.start({"--loadmodule", search_module()});
            EXPECT_TRUE(up) << "no Redis with search";
            return sync_wait(open_redis_store({.url = server.url(), .collection = place}, std::move(options), Context()));
          },
          .missing = [] {
            return search_module().empty() ? std::string("set BATON_REDISEARCH to the file of the module RediSearch") : std::string();
          }};
}

INSTANTIATE_TEST_SUITE_P(Stores, VectorStoreContract, ::testing::Values(model_case(), real_case()), name_of_case);

}  // namespace
}  // namespace baton::testing
