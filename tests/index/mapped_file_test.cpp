#include "index/mapped_file.hpp"

#include <gtest/gtest.h>

#include "index/support.hpp"

namespace baton {
namespace {

TEST(MappedFile, ShowsTheBytesAndKeepsChangesToItself) {
  const testing::TempFolder folder;
  testing::write_file(folder / "a", "abc");
  MappedFile mapped(folder / "a");
  ASSERT_EQ(mapped.bytes().size(), 3U);
  EXPECT_EQ(mapped.bytes()[1], std::byte{'b'});
  mapped.bytes()[1] = std::byte{'x'};
  EXPECT_EQ(testing::read_file(folder / "a"), "abc");
  const MappedFile moved(std::move(mapped));
  EXPECT_EQ(moved.bytes()[1], std::byte{'x'});
}

TEST(MappedFile, WhatIsNoPlainFileHasNoBytes) {
  const testing::TempFolder folder;
  testing::write_file(folder / "empty", "");
  EXPECT_TRUE(MappedFile(folder / "empty").bytes().empty());
  EXPECT_TRUE(MappedFile(folder.path()).bytes().empty());
  EXPECT_EQ(testing::code_of([&] { MappedFile(folder / "none"); }), ErrorCode::not_found);
}

}  // namespace
}  // namespace baton
