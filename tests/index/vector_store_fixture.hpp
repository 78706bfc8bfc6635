#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/error.hpp>
#include <baton/core/sync_wait.hpp>
#include <baton/index/vector_store.hpp>

#include "index/support.hpp"

namespace baton::testing {

/// One store of the suite.
struct StoreCase {
  std::string name;
  /// Opens the store of the running test, once more the same one within a test. `place` is a word that names it.
  std::function<std::shared_ptr<VectorStore>(VectorStoreOptions options, const std::string& place)> open;
  bool words = true;   ///< whether it searches by words
  bool lasts = true;   ///< whether what was put is there when it is opened again
  /// Why it cannot run here; empty when it can.
  std::function<std::string()> missing = [] { return std::string(); };
};

inline void PrintTo(const StoreCase& one, std::ostream* out) { *out << one.name; }
inline std::string name_of_case(const ::testing::TestParamInfo<StoreCase>& info) { return info.param.name; }

inline constexpr std::size_t store_dimensions = 4;

class VectorStoreContract : public ::testing::TestWithParam<StoreCase> {
 protected:
  void SetUp() override {
    const std::string missing = GetParam().missing();
    if (!missing.empty()) GTEST_SKIP() << missing;
    place_ = "t" + std::to_string(std::random_device()()) + "x" + std::to_string(std::random_device()());
    store_ = open();
  }

  [[nodiscard]] std::shared_ptr<VectorStore> open(const std::string& embedder = "test/one",
                                                  std::size_t dimensions = store_dimensions,
                                                  bool rebuild = false) const {
    return GetParam().open({.embedder = {.name = embedder, .dimensions = dimensions}, .rebuild = rebuild}, place_);
  }
  /// Another store, for texts of those languages.
  [[nodiscard]] std::shared_ptr<VectorStore> open_for(std::vector<std::string> languages, bool rebuild = false) const {
    return GetParam().open({.embedder = {.name = "test/one", .dimensions = store_dimensions}, .rebuild = rebuild, .languages = std::move(languages)},
                           place_ + "l");
  }

  static VectorRecord record(std::string id, Embedding vector = {1, 0, 0, 0}, const char* metadata = "{}",
                             std::string text = "text", std::string source = "source") {
    return {.id = std::move(id), .source = std::move(source), .text = std::move(text),
            .metadata = Json::parse(metadata), .vector = std::move(vector)};
  }
  void put(std::vector<VectorRecord> records, const StoreNamespace& space = StoreNamespace("a")) {
    sync_wait(store_->upsert(space, std::move(records), Context()));
  }
  void remove(RecordSelection selection, const StoreNamespace& space = StoreNamespace("a")) {
    sync_wait(store_->remove(space, std::move(selection), Context()));
  }
  std::vector<VectorRecord> get(std::vector<std::string> ids, const StoreNamespace& space = StoreNamespace("a")) {
    return sync_wait(store_->get(space, std::move(ids), Context()));
  }
  std::vector<FoundRecord> search(VectorQuery query, const StoreNamespace& space = StoreNamespace("a")) {
    return sync_wait(store_->search(space, std::move(query), Context()));
  }
  /// All ids that a filter lets through, sorted, read in pages of `limit`; each must come once.
  std::vector<std::string> ids(Filter filter = {}, std::size_t limit = 100,
                               const StoreNamespace& space = StoreNamespace("a")) {
    std::vector<std::string> result;
    PageRequest request{.filter = std::move(filter), .limit = limit};
    do {
      RecordPage page = sync_wait(store_->list(space, request, Context()));
      EXPECT_LE(page.records.size(), limit);
      for (VectorRecord& one : page.records) result.push_back(std::move(one.id));
      request.after = page.next;
    } while (!request.after.empty());
    std::ranges::sort(result);
    EXPECT_EQ(std::ranges::adjacent_find(result), result.end());
    return result;
  }
  static std::vector<std::string> ids_of(const std::vector<FoundRecord>& found) {
    std::vector<std::string> result;
    for (const auto& one : found) result.push_back(one.record.id);
    return result;
  }
  static std::vector<std::string> sorted(std::vector<std::string> words) {
    std::ranges::sort(words);
    return words;
  }

  using Ids = std::vector<std::string>;
  std::string place_;
  std::shared_ptr<VectorStore> store_;
};

}  // namespace baton::testing
