#include <baton/index/index_folder.hpp>

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <baton/core/sync_wait.hpp>
#include <baton/provider/offline.hpp>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::TempFolder;
using testing::write_file;

TEST(IndexClean, TextsAreCleanedBeforeTheyAreSplit) {
  const TempFolder folder;
  const auto store = Store::open(folder / "a.baton");
  const auto run = [&](IndexOptions options) {
    return sync_wait(index_folder(folder / "docs", store, hashing_embedder({.dimensions = 64}), std::move(options), {}));
  };
  write_file(folder / "docs" / "a.txt", "cafe\u0301 so\u00adft, and it is the keeper of the light that was on the rock in the sea for all the time.\n");
  EXPECT_EQ(run({}).added, 1U);
  EXPECT_NE(store->chunks("a.txt").at(0).chunk.text.find("so\u00adft"), std::string::npos);
  EXPECT_EQ(run({.clean = CleanOptions{}}).added, 1U);  // other options make it anew
  const Chunk chunk = store->chunks("a.txt").at(0).chunk;
  EXPECT_TRUE(chunk.text.starts_with("caf\u00e9 soft, and")) << chunk.text;
  EXPECT_EQ(chunk.metadata.ref()["language"], "en");
  EXPECT_EQ(run({.clean = CleanOptions{}}).unchanged, 1U);
}

TEST(IndexClean, ChunksThatRepeatOthersOfTheirFileAreLeftOut) {
  const TempFolder folder;
  const auto store = Store::open(folder / "a.baton");
  const auto run = [&](IndexOptions options) {
    return sync_wait(index_folder(folder / "docs", store, hashing_embedder({.dimensions = 64}), std::move(options), {}));
  };
  std::string text;
  for (int copy = 0; copy < 5; ++copy) text += "# Notice\n\nThe bridge is closed for ships above nine metres until the end of the month.\n\n";
  write_file(folder / "docs" / "a.md", text + "# Other\n\nNothing like it.\n");
  EXPECT_EQ(run({.split = HeadingSplit{}}).chunks, 6U);
  EXPECT_EQ(run({.near_duplicates = NearDuplicateOptions{}, .split = HeadingSplit{}}).chunks, 2U);
  EXPECT_THROW(run({.near_duplicates = NearDuplicateOptions{.similarity = 7}}), Error);
}

}  // namespace
}  // namespace baton
