#include "token/read_file.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include <baton/core/error.hpp>

#include "support/temp_folder.hpp"

namespace baton::token {
namespace {

TEST(ReadFile, GivesTheBytesOrSaysWhatToDo) {
  const test::TempFolder folder;
  const auto path = (folder.path() / "ranks").string();
  std::ofstream(path, std::ios::binary) << std::string("a\r\n\0b", 5);
  EXPECT_EQ(read_file(path, Limits{}), std::string("a\r\n\0b", 5));
  const auto code_of = [](const std::string& where, const Limits& limits) {
    try {
      (void)read_file(where, limits);
    } catch (const Error& error) {
      EXPECT_NE(error.message().find(where), std::string::npos);
      return error.code();
    }
    return ErrorCode::internal;
  };
  EXPECT_EQ(code_of(path + "2", {}), ErrorCode::not_found);
  EXPECT_EQ(code_of(folder.path().string(), {}), ErrorCode::not_found);
  EXPECT_EQ(code_of(path, {.bytes = 4}), ErrorCode::limit_exceeded);
}

}  // namespace
}  // namespace baton::token
