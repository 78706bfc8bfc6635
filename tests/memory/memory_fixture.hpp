#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <baton/core/sync_wait.hpp>
#include <baton/memory/memory_file.hpp>

#include "support/temp_folder.hpp"

namespace baton::test {

/// A memory file in a folder of its own.
class MemoryFileTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::string path() const { return (folder_ / "memory.db").string(); }
  [[nodiscard]] std::shared_ptr<MemoryFile> open(MemoryFileOptions options = {}) const {
    return MemoryFile::open(path(), options);
  }
  /// How often a text stands in the bytes of any file of the folder.
  [[nodiscard]] std::size_t traces_of(const std::string& text) const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      for (std::size_t at = bytes.find(text); at != std::string::npos; at = bytes.find(text, at + 1)) ++count;
    }
    return count;
  }

  const MemoryScope ada_{"acme", "ada"};
  const MemoryScope bob_{"acme", "bob"};

 private:
  TempFolder folder_;
};

inline Fact plain_fact(std::string text) {
  Fact fact;
  fact.text = std::move(text);
  fact.embedder = "test";
  fact.vector = {1.0F, 0.0F};
  return fact;
}

inline FactRevision commit_texts(FactStore& store, const MemoryScope& scope, std::int64_t base,
                                 std::vector<std::string> texts) {
  std::vector<FactChange> changes;
  for (std::string& text : texts) changes.push_back({.id = 0, .fact = plain_fact(std::move(text))});
  const auto done = sync_wait(store.commit(scope, base, std::move(changes), {}));
  EXPECT_TRUE(done);
  return done.value_or(FactRevision{});
}

}  // namespace baton::test
