#include "index/durable_file.hpp"

#include <gtest/gtest.h>

#include "index/support.hpp"

namespace baton {
namespace {

using testing::code_of;
using testing::read_file;
using testing::TempFolder;
using testing::write_file;

TEST(DurableFile, WritesAndReplaces) {
  const TempFolder folder;
  replace_file(folder / "a", {"one", "two"});
  EXPECT_EQ(read_file(folder / "a"), "onetwo");
  replace_file(folder / "a", {"three"});
  EXPECT_EQ(read_file(folder / "a"), "three");
  EXPECT_FALSE(std::filesystem::exists(folder / "a.tmp"));
}

TEST(DurableFile, OverwritesWhatACrashLeftBehind) {
  const TempFolder folder;
  write_file(folder / "a.tmp", "half a fi");
  replace_file(folder / "a", {"whole"});
  EXPECT_EQ(read_file(folder / "a"), "whole");
}

TEST(DurableFile, FailsWithoutATrace) {
  const TempFolder folder;
  EXPECT_EQ(code_of([&] { replace_file(folder / "none/a", {"x"}); }), ErrorCode::io_error);
  std::filesystem::create_directory(folder / "taken");
  EXPECT_EQ(code_of([&] { replace_file(folder / "taken", {"x"}); }), ErrorCode::io_error);
  EXPECT_FALSE(std::filesystem::exists(folder / "taken.tmp"));
}

}  // namespace
}  // namespace baton
