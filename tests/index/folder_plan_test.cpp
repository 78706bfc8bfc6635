#include "index/folder_plan.hpp"

#include <gtest/gtest.h>

#include "index/support.hpp"

namespace baton {
namespace {

FolderFile file(std::string path, std::int64_t time) {
  return {.path = std::move(path),
          .stat = {.kind = FileStat::Kind::regular, .size = 10, .mtime_ns = time, .inode = 3, .device = 1}};
}

std::map<std::string, DocumentRecord> records(const std::vector<FolderFile>& files) {
  std::map<std::string, DocumentRecord> result;
  for (const auto& each : files) {
    DocumentRecord record;
    record.source = each.path;
    record.state = state_of(each.stat);
    result.emplace(each.path, record);
  }
  return result;
}

TEST(FolderPlan, SortsFilesByWhatIsToDo) {
  FolderScan scan{.files = {file("changed", 2), file("new", 1), file("same", 1)}, .skipped = {}};
  const auto plan = plan_folder(scan, records({file("changed", 1), file("gone", 1), file("same", 1)}), {});
  ASSERT_EQ(plan.load.size(), 2U);
  EXPECT_EQ(plan.load[0].path, "changed");
  EXPECT_EQ(plan.load[1].path, "new");
  EXPECT_EQ(plan.remove, std::vector<std::string>{"gone"});
  EXPECT_EQ(plan.unchanged, 1U);
}

TEST(FolderPlan, WhatLiesBeneathAnUnreadableFolderStays) {
  FolderScan scan;
  scan.skipped.push_back({.path = "a/b", .is_folder = true, .reason = Error(ErrorCode::permission_denied, "no")});
  const auto plan = plan_folder(scan, records({file("a/b/c/x", 1), file("a/bx", 1), file("a/b", 1)}), {});
  EXPECT_EQ(plan.remove, (std::vector<std::string>{"a/b", "a/bx"}));
  ASSERT_EQ(plan.skipped.size(), 1U);
  EXPECT_EQ(plan.skipped[0].reason, "no");
}

TEST(FolderPlan, AFileThatCannotBeTakenAnyMoreIsRemoved) {
  FolderScan scan;
  scan.skipped.push_back({.path = "x", .is_folder = false, .reason = Error(ErrorCode::limit_exceeded, "large")});
  EXPECT_EQ(plan_folder(scan, records({file("x", 1)}), {}).remove, std::vector<std::string>{"x"});
}

TEST(FolderPlan, AFileKnownToBeOfNoUseIsNotReadAgain) {
  auto known = records({file("x", 1)});
  known["x"].skipped = "binary";
  const auto plan = plan_folder({.files = {file("x", 1)}, .skipped = {}}, known, {});
  EXPECT_TRUE(plan.load.empty());
  ASSERT_EQ(plan.skipped.size(), 1U);
  EXPECT_EQ(plan.skipped[0].reason, "binary");
}

TEST(FolderPlan, OwnFilesAreThoseOfAStoreInside) {
  const testing::TempFolder folder;
  testing::write_file(folder / "in/a.db", "");
  testing::write_file(folder / "out.db", "");
  EXPECT_TRUE(own_files(folder / "in", folder / "in/a.db").contains("a.db-wal"));
  EXPECT_TRUE(own_files(folder / "in", folder / "out.db").empty());
  EXPECT_TRUE(own_files(folder / "none", folder / "out.db").empty());
}

TEST(FolderPlan, BatchesAreBoundedByFilesAndBytes) {
  std::vector<FolderFile> files(10, file("x", 1));
  EXPECT_EQ(make_batches(files, 4).size(), 3U);
  files[5].stat.size = std::uint64_t{1} << 30;
  const auto batches = make_batches(files, 100);
  ASSERT_EQ(batches.size(), 3U);
  EXPECT_EQ(batches[1].size(), 1U);
  EXPECT_TRUE(make_batches({}, 4).empty());
  EXPECT_EQ(make_batches(files, 0).size(), 10U);
}

}  // namespace
}  // namespace baton
