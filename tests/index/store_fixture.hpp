#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "index/support.hpp"

namespace baton::testing {

inline const EmbedderInfo embedder{.name = "test/embedder", .dimensions = 2};

inline DocumentUpdate with_vectors(DocumentUpdate update, std::vector<Embedding> vectors) {
  update.vectors = std::move(vectors);
  return update;
}

/// An empty store in a folder of its own.
class StoreTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path file() const { return folder_ / "a.baton"; }
  std::vector<std::string> sources(const std::vector<ScoredChunk>& found) {
    std::vector<std::string> result;
    for (const auto& hit : found) result.push_back(hit.chunk.source);
    return result;
  }
  TempFolder folder_;
  std::shared_ptr<Store> store_ = Store::open(file());
};

}  // namespace baton::testing
